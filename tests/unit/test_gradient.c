/* Derivatives against closed forms, and against differences of the engine itself.
 */
#include "test_gradient_fixture.h"

static void check_text(const char *text, uint32_t least) {
  Model m;
  uint32_t wrong = 0;
  model_init(&m, text, 2048);
  uint32_t compared = compare_all(&m, 2e-6, &wrong, text);
  cr_assert_eq(wrong, 0, "%u of %u derivatives are wrong", wrong, compared);
  cr_assert_geq(compared, least, "only %u derivatives were compared", compared);
  model_release(&m);
}

Test(gradient, arithmetic) {
  check_text("a = 3; b = 5; c = a * b + a / b - b ^ a + (a + 1) ^ (b / 7); d = -c + abs(a - b) + sqrt(a * b) + exp(a / b) + ln(b) + log10(a * b) + log2(a)\n"
             "e = min(a, b) * max(a, b) + min(b, a * 2) - max(a * 2, b)\n"
             "f = (if (a < b) then a * 3 else b * 5) + (if (a > b) then ln(a - b) else b ^ 2)\n"
             "g = floor(a * 1.3) + ceil(b * 1.3) + round(a * b * 0.7) + (if (a < b and not (a == b) or b <= 1) then a else b)\n", 49);
}

Test(gradient, axes) {
  check_text("x = sweep(1, 2, 4); y = sweep(3, 5)\n"
             "a = x * 3 + y ^ 2; b = sum(a over x) * 1.5; c = mean(a over y) / b; d = max(a over x) - min(a * c over y)\n"
             "e = argmin((x - 1.7) ^ 2 over x) * 2; f = sum(a * b + c over x) + d\n"
             "scenario low < e = 4; a = 7 * y > \nscenario high < b = 3 >\n", 100);
}

Test(gradient, recurrences) {
  check_text("year = sweep(2024 .. 2029)\n"
             "stock = prev(stock * 1.07 over year, first = 100) + flow\n"
             "flow = prev(stock * 0.3 + flow over year, first = 5) - 3\n"
             "total = sum(stock * flow over year); k = 2.5; peak = max(stock * k - flow over year)\n", 80);
}

Test(gradient, samples) {
  check_text("a = 4 to 10; b = -3 to 5; c = uniform(1, 2); d = normal(10, 2); e = lognormal(2, 20); f = lognormal(mean = 5, sd = 2)\n"
             "g = lognormal(mu = 1, sigma = 0.5); h = triangular(1, 2, 4); i = pert(1, 2, 4); j = beta(2, 3); k = gamma(3, 2); l = exponential(7)\n"
             "x = a * b / c - d * e; y = a ^ (c / 3) + sqrt(f) * exp(j) - ln(g) * log10(k) + log2(l) * abs(b)\n"
             "z = min(a, d) * max(h, i) + (if (c < 3) then a * b else f) + min(2, c) - max(c, 5)\n", 135);
  check_text("a = 4 to 10; t = truncate(a, 5, none); o = truncate(normal(3, 2), 1, 6); u = gamma(2, 3); v = truncate(u, 1, 9)\n"
             "q = normal(a, 2); r = lognormal(mean = a, sd = 1.5); s = gamma(a, 2); p_ = correlate(1 to 3, a, -0.6); w = p_ * a\n", 40);
}

Test(gradient, stages) {
  check_text("a = 4 to 10; b = normal(3, 1); m = mean(a * b); d = sd(a) * 1.5; c = a / m + b * d; e = mean(c) + sd(c) * m\n"
             "f = normal(e, d); g = mean(f * a); h = (min(a) + max(b)) * 2\n", 50);
  check_text("x = sweep(1, 2, 4); a = normal(x, 2) ; b = (3 to 4) * x; s = sum(a * b over x); m = mean(a over x) * max(a * 1.1 over x) - min(b over x)\n"
             "n = mean(s) + sum(mean(a) over x); scenario low < s = m * 2 >\nscenario high < b = 7 >\n", 60);
  check_text("year = sweep(2024 .. 2027); noise = normal(1, 0.1) over year; stock = prev(stock * noise over year, first = 100) + 3\n"
             "total = sum(stock over year) * 1.2; mean_total = mean(total); path = prev(path * mean_total / 500 over year, first = 2)\n", 20);
}
