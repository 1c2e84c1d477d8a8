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
