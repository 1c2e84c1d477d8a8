/* Derivatives against closed forms, and against differences of the engine itself.
 */
#include "test_gradient_fixture.h"

#include <stdio.h>

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
             "n = correlate(uniform(1, 4), a, 0.5) + correlate(exponential(2), a, 0.3) * correlate(gamma(2, 3), a, 0.7); s2 = correlate(lognormal(mean = 2, sd = 1), a, -0.2) * a\n"
             "s3 = correlate(normal(2, 1), a, 0.9) * correlate(lognormal(mu = 0.2, sigma = 0.3), a, 0.8) * correlate(-3 to 1, a, 0.6)\n"
             "z1 = correlate(1 to 3, a, -0.4); z2 = correlate(normal(2, 1), z1, 0.55); z3 = z2 * z1\n"
             "q = normal(a, 2); r = lognormal(mean = a, sd = 1.5); s = gamma(a, 2); p_ = correlate(1 to 3, a, -0.6); w = p_ * a\n", 150);
}

Test(gradient, stages) {
  check_text("a = 4 to 10; b = normal(3, 1); m = mean(a * b); d = sd(a) * 1.5; c = a / m + b * d; e = mean(c) + sd(c) * m\n"
             "f = normal(e, d); g = mean(f * a); h = (min(a) + max(b)) * 2\n", 50);
  check_text("x = sweep(1, 2, 4); a = normal(x, 2) ; b = (3 to 4) * x; s = sum(a * b over x); m = mean(a over x) * max(a * 1.1 over x) - min(b over x)\n"
             "n = mean(s) + sum(mean(a) over x); scenario low < s = m * 2 >\nscenario high < b = 7 >\n", 60);
  check_text("year = sweep(2024 .. 2027); noise = normal(1, 0.1) over year; stock = prev(stock * noise over year, first = 100) + 3\n"
             "total = sum(stock over year) * 1.2; mean_total = mean(total); path = prev(path * mean_total / 500 over year, first = 2)\n", 20);
}

/* --- closed forms -------------------------------------------------------------------------------- */

static void is_near(double got, double wanted, double share, const char *what) { cr_assert(is_close(got, wanted, share), "%s: %.17g, wanted %.17g", what, got, wanted); }

/* A choice of the text becomes a blend of its branches, `t` of the way. */
static void check_blend(double a, double b, double t, double by_a, double by_b, double by_t) {
  Model m;
  char text[256];
  snprintf(text, sizeof text, "a = %.17g; b = %.17g; t = %.17g; z = 3 * (if (t > 7) then a else b)\n", a, b, t);
  model_compile(&m, text);
  for (uint32_t i = 0; i < m.program->ops.count; i++) {
    SceOp *op = &m.program->ops.at[i];
    if (op->kind == SCE_OP_SELECT) *op = (SceOp){.kind = SCE_OP_BLEND, .a = field(&m, "a"), .b = field(&m, "b"), .c = field(&m, "t")};
  }
  model_run(&m, NULL);
  of(&m, "z", 0);
  is_near(by(&m, "a", 0), 3 * by_a, 1e-13, "blend by its old side");
  is_near(by(&m, "b", 0), 3 * by_b, 1e-13, "blend by its new side");
  is_near(by(&m, "t", 0), 3 * by_t, 1e-13, "blend by t");
  model_release(&m);
}

Test(gradient, blend) {
  double v = pow(2, 0.75) * pow(5, 0.25);
  check_blend(2, 5, 0.25, 0.75 * v / 2, 0.25 * v / 5, v * log(2.5));
  check_blend(-2, -5, 0.25, 0.75 * v / 2, 0.25 * v / 5, -v * log(2.5));
  check_blend(2, 5, 0, 1, 0, 2 * log(2.5));
  check_blend(2, 5, 1, 0, 1, 5 * log(2.5));
  check_blend(-2, 5, 0.25, 0.75, 0.25, 7);
  check_blend(0, 5, 0, 1, 0, 5);
  check_blend(0, 5, 1, 0, 1, 5);
  check_blend(4, 4, 0.3, 0.7, 0.3, 0);
}

Test(gradient, powers_at_zero) {
  Model m;
  model_init(&m, "x = 0; n = -2; a = x ^ 2 + x ^ 1; b = x ^ 0; c = n ^ 3; d = 3 ^ x; e = sqrt(x + 1) * x\n", 0);
  of(&m, "a", 0);
  cr_assert_eq(by(&m, "x", 0), 1);
  of(&m, "b", 0);
  cr_assert_eq(by(&m, "x", 0), 0);
  of(&m, "c", 0);
  is_near(by(&m, "n", 0), 12, 1e-15, "a power of a negative base");
  cr_assert_eq(by(&m, "x", 0), 0, "what it does not rest on");
  of(&m, "d", 0);
  is_near(by(&m, "x", 0), log(3), 1e-15, "by the exponent");
  of(&m, "e", 0);
  cr_assert_eq(by(&m, "x", 0), 1);
  model_release(&m);
}

/* One side has no value: an amount of nothing, a share of all. */
Test(gradient, borders_of_calls) {
  Model m;
  model_init(&m, "p : param = 0; share = 1; w = forward_work(p, 3 token); a = attention_work(2, 5, 7 token, 3 token, attended = share)\n"
             "low = 1; q = triangular(low, 1, 3); g = mean(q)\n", 4096);
  of(&m, "w", 0);
  is_near(by(&m, "p", 0), 6, 1e-9, "at 0 parameters");
  of(&m, "a", 0);
  is_near(by(&m, "share", 0), 4 * 2 * 5 * 7 * 3, 1e-9, "at a share of 1");
  of(&m, "g", 0);
  is_near(by(&m, "low", 0), 1.0 / 3, 0.005, "where mode and low are one");
  model_release(&m);
}

Test(gradient, means_and_deviations) {
  Model m;
  model_init(&m, "mu = 0.3; sigma = 0.5; x = lognormal(mu = mu, sigma = sigma); m = mean(x); s = sd(x); c = normal(mu, sigma); k = sd(c) + mean(c ^ 2)\n", 1 << 16);
  double mean = exp(0.3 + 0.125), deviation = mean * sqrt(exp(0.25) - 1);
  of(&m, "x", 0);
  double by_mu = by(&m, "mu", 0), by_sigma = by(&m, "sigma", 0);
  is_near(by_mu, value_at(&m, field(&m, "m"), 0), 1e-12, "the mean of a lognormal by mu");
  is_near(by_mu, mean, 0.01, "the mean of a lognormal by mu");
  is_near(by_sigma, 0.5 * mean, 0.03, "the mean of a lognormal by sigma");
  of(&m, "m", 0);
  is_near(by(&m, "mu", 0), by_mu, 1e-12, "mean() and the mean");
  is_near(by(&m, "sigma", 0), by_sigma, 1e-12, "mean() and the mean");
  is_near(by(&m, "x", 0), 1, 1e-12, "by all samples together");
  of(&m, "s", 0);
  is_near(by(&m, "mu", 0), deviation, 0.03, "the sd of a lognormal by mu");
  of(&m, "k", 0);
  is_near(by(&m, "mu", 0), 0.6, 0.02, "a second moment by the mean");
  is_near(by(&m, "sigma", 0), 2, 0.02, "sd and second moment by the sd");
  cr_assert_eq(by(&m, "m", 0), 0);
  model_release(&m);
}

Test(gradient, quantiles) {
  Model m;
  model_init(&m, "m1 = 10; s1 = 2; s2 = 1; prob_ = 0.9; x = normal(m1, s1) + normal(3, s2); q = p(x, prob_); h = p50(exp(x / 10))\n"
             "low = 1; high = 5; u = uniform(low, high); least = min(u); most = max(u); d = discrete([1, m1], [20%, 80%]); e = p(d, 90%) * 2\n", 1 << 16);
  double z = 1.2815515655446004, s = sqrt(5);
  of(&m, "q", 0);
  is_near(by(&m, "m1", 0), 1, 1e-9, "a quantile by a mean");
  is_near(by(&m, "s1", 0), z * 2 / s, 0.05, "a quantile by the larger sd");
  is_near(by(&m, "s2", 0), z * 1 / s, 0.15, "a quantile by the smaller sd");
  is_near(by(&m, "prob_", 0), s * sqrt(2 * acos(-1)) * exp(0.5 * z * z), 0.06, "a quantile by its probability");
  of(&m, "h", 0);
  is_near(by(&m, "m1", 0), exp(1.3) / 10, 0.01, "a median through exp");
  of(&m, "least", 0);
  double least = value_at(&m, field(&m, "least"), 0);
  is_near(by(&m, "high", 0), (least - 1) / 4, 1e-6, "the least sample");
  is_near(by(&m, "low", 0), 1 - (least - 1) / 4, 1e-6, "the least sample");
  of(&m, "most", 0);
  is_near(by(&m, "high", 0), (value_at(&m, field(&m, "most"), 0) - 1) / 4, 1e-6, "the greatest sample");
  of(&m, "e", 0);
  is_near(by(&m, "m1", 0), 2, 1e-9, "a quantile of few values");
  model_release(&m);
}

Test(gradient, choices) {
  Model m;
  model_init(&m, "a = 1; b = 5; w = 0.25; x = discrete([a, 2, b], [w, 0.5, 0.25]); y = mean(x) * 3\n", 1 << 16);
  of(&m, "y", 0);
  is_near(by(&m, "w", 0), 3 * (1 - 2.5), 1e-9, "by a weight");
  is_near(by(&m, "a", 0), 0.75, 0.02, "by the first value");
  is_near(by(&m, "b", 0), 0.75, 0.02, "by the last value");
  model_release(&m);
}

/* The share that bounds cut off stands in no result. */
Test(gradient, cut) {
  Model m;
  model_init(&m, "mu = 3; x = normal(mu, 2.5) in 2 .. 3.1\n", 512);
  uint32_t op = 0;
  while (op < m.program->ops.count && m.program->ops.at[op].kind != SCE_OP_CUT) op++;
  cr_assert_lt(op, m.program->ops.count);
  cr_assert(sce_gradient_of(m.gradient, op, 0));
  double a = (3.1 - 3) / 2.5, b = (2 - 3) / 2.5, root = sqrt(2 * acos(-1));
  is_near(by(&m, "mu", 0), (exp(-0.5 * a * a) - exp(-0.5 * b * b)) / root / 2.5, 1e-7, "a share by the mean");
  model_release(&m);
}

/* --- what has no value --------------------------------------------------------------------------- */

Test(gradient, poison) {
  Model m;
  model_init(&m, "x = 2; y = 1 / (x - 2); z = if (x > 1) then x * 3 else y; s = sweep(1, 2, 3); w = x / (s - 2); n = normal(0, 1); r = sqrt(n); e = mean(r)\n"
             "g = if (n > 0) then sqrt(n) * x else 0 * n; none_ : 1 = none; t = none_ * x; u = mean(g)\n", 4096);
  cr_assert(!sce_gradient_of(m.gradient, field(&m, "y"), 0));
  cr_assert_eq(by(&m, "x", 0), 0);
  of(&m, "z", 0);
  cr_assert_eq(by(&m, "x", 0), 3);
  cr_assert_eq(by(&m, "y", 0), 0);
  of(&m, "w", 0);
  cr_assert_eq(by(&m, "x", 0), -1);
  cr_assert(!sce_gradient_of(m.gradient, field(&m, "w"), 1));
  of(&m, "w", 2);
  cr_assert_eq(by(&m, "x", 0), 1);
  cr_assert(!sce_gradient_of(m.gradient, field(&m, "r"), 0));
  cr_assert(!sce_gradient_of(m.gradient, field(&m, "e"), 0));
  cr_assert(!sce_gradient_of(m.gradient, field(&m, "t"), 0));
  of(&m, "u", 0);
  is_near(by(&m, "x", 0), value_at(&m, field(&m, "u"), 0) / 2, 1e-9, "roots of some samples");
  of(&m, "g", 0);
  is_near(by(&m, "x", 0), value_at(&m, field(&m, "u"), 0) / 2, 1e-9, "roots of some samples");
  model_release(&m);
}

/* --- many of them -------------------------------------------------------------------------------- */

/* More values than are remembered, and other numbers each time. */
Test(gradient, again) {
  Model m;
  SceText text = {0};
  char line[64];
  for (int i = 0; i < 150; i++) {
    snprintf(line, sizeof line, i ? "x%d = x%d * %d.5 + x0\n" : "x0 = 2\n", i, i - 1, i % 3);
    sce_text_add(&text, line, strlen(line));
  }
  sce_text_add(&text, "", 1);
  model_init(&m, text.bytes, 0);
  for (int turn = 0; turn < 3; turn++) {
    double wanted = 1;
    for (int i = 1; i < 150; i++) {
      snprintf(line, sizeof line, "x%d", i);
      wanted = wanted * (i % 3 + 0.5) + 1;
      of(&m, line, 0);
      is_near(by(&m, "x0", 0), wanted, 1e-12, line);
    }
  }
  sce_text_release(&text);
  model_release(&m);
  model_init(&m, "a = 3; b = a ^ 2; c = normal(a, 1) ^ 2; d = mean(c)\n", 4096);
  of(&m, "b", 0);
  cr_assert_eq(by(&m, "a", 0), 6);
  for (uint32_t i = 0; i < m.program->ops.count; i++)
    if (m.program->ops.at[i].kind == SCE_OP_CONSTANT && m.program->ops.at[i].number == 3) m.program->ops.at[i].number = 5;
  sce_run_again(m.run);
  of(&m, "b", 0);
  cr_assert_eq(by(&m, "a", 0), 10);
  of(&m, "d", 0);
  is_near(by(&m, "a", 0), 10, 0.02, "after another number");
  model_release(&m);
}

/* More numbers than are kept at once, of batches that are not whole, by the other sampler. */
Test(gradient, long_tapes) {
  static const char text[] = "k = 1.01; x = sweep(1 .. 400); n = normal(2, 0.3) over x; a = n * k + n ^ 2 / x; b = a * n / (k + a); c = exp(-b) * sqrt(a); d = max(a, b * c) * b\n"
                             "s = mean(sum(d over x) / 400) + mean(max(c over x))\n";
  double found[2];
  for (int sampler = 0; sampler < 2; sampler++) {
    Model m;
    SceSampling sampling = {.samples = 1300, .threads = 1, .sampler = sampler ? SCE_SAMPLER_SOBOL : SCE_SAMPLER_RANDOM};
    model_compile(&m, text);
    model_run(&m, &sampling);
    uint32_t op = field(&m, "s"), constant = 0;
    of(&m, "s", 0);
    found[sampler] = by(&m, "k", 0);
    while (m.program->ops.at[constant].kind != SCE_OP_CONSTANT || m.program->ops.at[constant].number != 1.01) constant++;
    m.program->ops.at[constant].number = 1.01 * (1 + 1e-5);
    sce_run_again(m.run);
    double above = value_at(&m, op, 0);
    m.program->ops.at[constant].number = 1.01 * (1 - 1e-5);
    sce_run_again(m.run);
    is_near(found[sampler], (above - value_at(&m, op, 0)) / (2 * 1.01e-5), 1e-6, "a long tape");
    model_release(&m);
  }
  cr_assert_neq(found[0], found[1]);
  is_near(found[0], found[1], 0.01, "both samplers");
}
