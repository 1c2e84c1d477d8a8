/* Samples against what is known without sampling: closed forms, sorting, slow loops over single samples, exact sums. And against themselves: the same
 * bits for any kernel, any number of threads, any division into shards, in any order.
 */
#include "engine.h"
#include "run.h"
#include "sample/exact.h"
#include "sample/steps.h"
#include "sample/sweep.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdio.h>

/* --- programs by hand ---------------------------------------------------------------------------- */

enum { AXES = 3 };                     /* scenario and two others; set number m has the axes of the bits of m */

typedef struct Hand {
  SceProgram p;
  uint32_t sizes[AXES];
} Hand;

static void add_axis(Hand *h, uint32_t axis) {
  SceAxis at = {.kind = axis ? SCE_AXIS_SWEEP : SCE_AXIS_SCENARIO, .labels = h->p.labels.count, .count = h->sizes[axis], .values = h->p.axis_values.count};
  for (uint32_t k = 0; k < at.count; k++) {
    char label[32];
    snprintf(label, sizeof label, "axis%u at %u", axis, k);
    sce_array_push(&h->p.labels, sce_intern_get_string(&h->p.intern, label));
    sce_array_push(&h->p.axis_values, 10.0 + k);
  }
  sce_array_push(&h->p.axes, at);
}

static void hand_init(Hand *h, uint32_t scenarios, uint32_t first, uint32_t second) {
  *h = (Hand){.sizes = {scenarios, first, second}};
  sce_intern_init(&h->p.intern);
  for (uint32_t axis = 0; axis < AXES; axis++) add_axis(h, axis);
  for (uint32_t mask = 0; mask < 1u << AXES; mask++) {
    SceAxisSet set = {h->p.axis_ids.count, 0};
    for (uint32_t axis = 0; axis < AXES; axis++)
      if (mask >> axis & 1) {
        sce_array_push(&h->p.axis_ids, (uint16_t)axis);
        set.count++;
      }
    sce_array_push(&h->p.axis_sets, set);
  }
}

static void hand_release(Hand *h) {
  sce_array_release(&h->p.ops);
  sce_array_release(&h->p.operands);
  sce_array_release(&h->p.order);
  sce_array_release(&h->p.loops);
  sce_array_release(&h->p.draws);
  sce_array_release(&h->p.axis_values);
  sce_array_release(&h->p.axes);
  sce_array_release(&h->p.labels);
  sce_array_release(&h->p.axis_sets);
  sce_array_release(&h->p.axis_ids);
  sce_array_release(&h->p.results);
  sce_intern_release(&h->p.intern);
}

static uint32_t add(Hand *h, SceOpKind kind, bool sampled, uint32_t set, uint32_t a, uint32_t b, uint32_t c) {
  SceOp op = {.kind = (uint8_t)kind, .sampled = sampled, .axes = (uint16_t)set, .a = a};
  op.b = b;
  op.c = c;
  sce_array_push(&h->p.ops, op);
  return h->p.ops.count - 1;
}

static uint32_t number(Hand *h, double value) {
  SceOp op = {.kind = SCE_OP_CONSTANT};
  op.number = value;
  sce_array_push(&h->p.ops, op);
  return h->p.ops.count - 1;
}

/* Axes and sampling follow from the operands. */
static uint32_t binary(Hand *h, SceOpKind kind, uint32_t a, uint32_t b) {
  const SceOp *ops = h->p.ops.at;
  return add(h, kind, ops[a].sampled || ops[b].sampled, ops[a].axes | ops[b].axes, a, b, SCE_NO_OP);
}

static uint32_t unary(Hand *h, SceOpKind kind, uint32_t a) { return add(h, kind, h->p.ops.at[a].sampled, h->p.ops.at[a].axes, a, SCE_NO_OP, SCE_NO_OP); }
static uint32_t reduce(Hand *h, SceOpKind kind, uint32_t a, uint32_t b) { return add(h, kind, false, h->p.ops.at[a].axes, a, b, SCE_NO_OP); }
static uint32_t over(Hand *h, SceOpKind kind, uint32_t a, uint32_t axis) { return add(h, kind, h->p.ops.at[a].sampled, h->p.ops.at[a].axes & ~(1u << axis), a, axis, 0); }

static uint32_t uniform01(Hand *h, uint32_t set) {
  uint32_t draw = h->p.draws.count;
  sce_array_push(&h->p.draws, ((SceDraw){.path = 0x1234567 + draw, .ordinal = draw}));
  return add(h, SCE_OP_DRAW, true, set, draw, 0, 0);
}

static uint32_t many(Hand *h, SceOpKind kind, uint32_t detail, const uint32_t *operands, uint32_t count) {
  uint32_t first = h->p.operands.count, set = 0;
  bool sampled = false;
  for (uint32_t k = 0; k < count; k++) {
    sce_array_push(&h->p.operands, operands[k]);
    set |= h->p.ops.at[operands[k]].axes;
    sampled |= h->p.ops.at[operands[k]].sampled;
  }
  return add(h, kind, sampled, set, first, detail, count);
}

static uint32_t distribute(Hand *h, SceFamily family, uint32_t set, double a, double b) {
  uint32_t operands[] = {uniform01(h, set), number(h, a), number(h, b)};
  return many(h, SCE_OP_DISTRIBUTE, family, operands, 3);
}

static uint32_t normal(Hand *h, double mean, double sd) { return distribute(h, SCE_FAMILY_NORMAL, 0, mean, sd); }
static uint32_t uniform(Hand *h, double low, double high) { return distribute(h, SCE_FAMILY_UNIFORM, 0, low, high); }
static uint32_t lognormal(Hand *h, double mu, double sigma) { return distribute(h, SCE_FAMILY_LOGNORMAL_LOG, 0, mu, sigma); }

static uint32_t show(Hand *h, uint32_t op) {
  sce_array_push(&h->p.results, ((SceResult){.op = op, .flags = SCE_RESULT_SHOWN}));
  return op;
}

static double add_ten(const void *context, const double *arguments) { return (void)context, arguments[0] + 10; }
static const SceFunction functions[] = {{.call = add_ten}};

static SceRun *run_with(Hand *h, SceSampling sampling) { return sce_run_new(&h->p, functions, &sampling); }
static SceRun *run_samples(Hand *h, uint64_t samples) { return run_with(h, (SceSampling){.samples = samples}); }

static double value_of(const SceRun *run, uint32_t op, uint32_t point) {
  uint32_t count;
  const double *points = sce_run_points(run, op, &count);
  cr_assert_lt(point, count);
  return points[point];
}

/* --- closed forms -------------------------------------------------------------------------------- */

static void expect_near(double got, double expected, double error, const char *what) {
  cr_expect(fabs(got - expected) <= 5 * error, "%s: %.10g, not %.10g within 5 * %.3g", what, got, expected, error);
  cr_expect(error > 0 && error < fmax(fabs(expected), 1) / 100, "%s: an error of %g says nothing", what, error);
}

static const double z95 = 1.6448536269514722;

static void check_normal(const SceSummary *s, double mean, double sd) {
  expect_near(s->mean, mean, s->se, "mean");
  expect_near(s->sd, sd, sd / sqrt(2 * (double)s->count), "sd");
  expect_near(s->p5, mean - z95 * sd, s->se5, "p5");
  expect_near(s->p50, mean, s->se50, "p50");
  expect_near(s->p95, mean + z95 * sd, s->se95, "p95");
  double density = exp(-z95 * z95 / 2) / sqrt(2 * acos(-1)) / sd;
  cr_expect_float_eq(s->se5, sqrt(0.05 * 0.95 / (double)s->count) / density, s->se5 * 0.3, "the error of the quantile: %g", s->se5);
  cr_expect_float_eq(s->se, sd / sqrt((double)s->count), s->se * 0.01);
}

Test(samples, sum_of_normals) {
  Hand h;
  hand_init(&h, 1, 1, 1);
  uint32_t a = normal(&h, 3, 4), b = normal(&h, -1, 3), sum = show(&h, binary(&h, SCE_OP_ADD, a, b)), twice = show(&h, binary(&h, SCE_OP_ADD, a, a));
  SceRun *run = run_samples(&h, 1000000);
  cr_expect_eq(sce_run_samples(run), 1000000);
  cr_expect(!sce_run_is_partial(run));
  check_normal(sce_run_summary(run, sum, 0), 2, 5);
  check_normal(sce_run_summary(run, twice, 0), 6, 8);
  cr_expect_eq(value_of(run, sum, 0), sce_run_summary(run, sum, 0)->mean);
  cr_expect_null(sce_run_summary(run, a, 0));
  cr_expect(isnan(value_of(run, a, 0)));
  sce_run_free(run);
  hand_release(&h);
}

Test(samples, product_of_lognormals) {
  Hand h;
  hand_init(&h, 1, 1, 1);
  uint32_t product = show(&h, binary(&h, SCE_OP_MULTIPLY, lognormal(&h, 1, 0.3), lognormal(&h, 0.5, 0.4)));
  SceRun *run = run_samples(&h, 1000000);
  const SceSummary *s = sce_run_summary(run, product, 0);
  double variance = 0.25, mean = exp(1.5 + variance / 2), sd = mean * sqrt(exp(variance) - 1);
  expect_near(s->mean, mean, s->se, "mean");
  expect_near(s->sd, sd, sd * 0.002, "sd");
  expect_near(s->p5, exp(1.5 - z95 * 0.5), s->se5, "p5");
  expect_near(s->p50, exp(1.5), s->se50, "p50");
  expect_near(s->p95, exp(1.5 + z95 * 0.5), s->se95, "p95");
  sce_run_free(run);
  hand_release(&h);
}

Test(samples, sobol_is_right_and_nearer) {
  Hand h;
  hand_init(&h, 1, 1, 1);
  uint32_t sum = show(&h, binary(&h, SCE_OP_ADD, normal(&h, 3, 4), normal(&h, -1, 3)));
  SceRun *random = run_samples(&h, 1 << 16), *sobol = run_with(&h, (SceSampling){.samples = 1 << 16, .sampler = SCE_SAMPLER_SOBOL});
  const SceSummary *r = sce_run_summary(random, sum, 0), *s = sce_run_summary(sobol, sum, 0);
  cr_expect_eq(s->count, 1 << 16);
  expect_near(s->mean, 2, s->se, "mean");
  expect_near(s->p95, 2 + 5 * z95, fmax(s->se95, 0.005), "p95");
  cr_expect_lt(s->se, r->se / 3, "%g, not much below %g", s->se, r->se);
  sce_run_free(random);
  sce_run_free(sobol);
  hand_release(&h);
}

/* A value that does not vary leaves no rounding behind, wherever it lies. */
Test(samples, what_cancels_is_zero) {
  Hand h;
  hand_init(&h, 1, 1, 1);
  uint32_t x = normal(&h, 3, 4), none = show(&h, binary(&h, SCE_OP_SUBTRACT, x, x)), tenth = show(&h, binary(&h, SCE_OP_ADD, none, number(&h, 0.1)));
  SceRun *run = run_samples(&h, 10000);
  const SceSummary *zero = sce_run_summary(run, none, 0), *same = sce_run_summary(run, tenth, 0);
  cr_expect(zero->mean == 0 && zero->sd == 0 && zero->se == 0 && zero->p5 == 0 && zero->p95 == 0 && zero->se50 == 0 && zero->min == 0 && zero->max == 0);
  cr_expect(same->mean == 0.1 && same->sd == 0 && same->p5 == 0.1 && same->p50 == 0.1 && same->max == 0.1);
  sce_run_free(run);
  hand_release(&h);
}

/* --- stages -------------------------------------------------------------------------------------- */

Test(samples, stages) {
  Hand h;
  hand_init(&h, 1, 1, 1);
  uint32_t x = uniform(&h, 2, 6), mean = show(&h, reduce(&h, SCE_OP_MEAN_OF, x, SCE_NO_OP)), off = show(&h, binary(&h, SCE_OP_SUBTRACT, x, mean));
  uint32_t square = binary(&h, SCE_OP_MULTIPLY, off, off), variance = show(&h, reduce(&h, SCE_OP_MEAN_OF, square, SCE_NO_OP));
  uint32_t scaled = show(&h, binary(&h, SCE_OP_DIVIDE, off, unary(&h, SCE_OP_SQRT, variance)));
  uint32_t sd = show(&h, reduce(&h, SCE_OP_SD_OF, x, SCE_NO_OP)), tenth = show(&h, reduce(&h, SCE_OP_QUANTILE_OF, x, number(&h, 0.1)));
  uint32_t least = show(&h, reduce(&h, SCE_OP_MIN_OF, x, SCE_NO_OP)), most = show(&h, reduce(&h, SCE_OP_MAX_OF, x, SCE_NO_OP));
  uint32_t known = number(&h, 7), known_sd = show(&h, reduce(&h, SCE_OP_SD_OF, known, SCE_NO_OP)), known_mean = show(&h, reduce(&h, SCE_OP_MEAN_OF, known, SCE_NO_OP));
  uint32_t beyond = show(&h, reduce(&h, SCE_OP_QUANTILE_OF, x, number(&h, 1.5))), known_beyond = show(&h, reduce(&h, SCE_OP_QUANTILE_OF, known, number(&h, -0.5)));
  uint32_t deep = show(&h, reduce(&h, SCE_OP_QUANTILE_OF, x, reduce(&h, SCE_OP_MEAN_OF, uniform(&h, 0, 1), SCE_NO_OP)));
  SceRun *run = run_samples(&h, 200000);
  double error = 4 / sqrt(12 * 200000.0);
  expect_near(value_of(run, mean, 0), 4, error, "mean");
  cr_expect_float_eq(sce_run_summary(run, off, 0)->mean, 0, 1e-12);
  cr_expect_float_eq(value_of(run, sd, 0), sqrt(value_of(run, variance, 0) * 200000 / 199999), 1e-9);
  cr_expect_float_eq(sce_run_summary(run, scaled, 0)->sd, 1, 1e-5);
  cr_expect_float_eq(value_of(run, tenth, 0), 2.4, 0.02);
  cr_expect_float_eq(value_of(run, deep, 0), 4, 0.05);
  cr_expect(value_of(run, least, 0) > 2 && value_of(run, least, 0) < 2.001);
  cr_expect(value_of(run, most, 0) < 6 && value_of(run, most, 0) > 5.999);
  cr_expect(value_of(run, known_sd, 0) == 0 && value_of(run, known_mean, 0) == 7);
  cr_expect_eq(sce_poison_cause(value_of(run, beyond, 0)), beyond + 1);
  cr_expect_eq(sce_poison_cause(value_of(run, known_beyond, 0)), known_beyond + 1);
  sce_run_free(run);
  hand_release(&h);
}

/* --- single samples: the second opinion ---------------------------------------------------------- */

static double sample(SceRun *run, uint32_t op, uint32_t point, uint64_t i) { return sce_run_sample(run, op, point, i); }

/* A summary against one sample after the other. */
static void check_by_hand(SceRun *run, uint32_t op, uint32_t point, const double *values, uint32_t count) {
  const SceSummary *s = sce_run_summary(run, op, point);
  double sum = 0, square = 0, least = INFINITY, most = -INFINITY;
  for (uint32_t i = 0; i < count; i++) {
    sum += values[i];
    least = fmin(least, values[i]);
    most = fmax(most, values[i]);
  }
  for (uint32_t i = 0; i < count; i++) square += (values[i] - sum / count) * (values[i] - sum / count);
  cr_expect_float_eq(s->mean, sum / count, 1e-12 * fmax(fabs(sum / count), 1));
  cr_expect_float_eq(s->sd, sqrt(square / (count - 1)), 1e-12 * (s->sd + 1));
  cr_expect(s->min == least && s->max == most && s->count == count);
}

static int compare_doubles(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return a < b ? -1 : a > b;
}

static double sorted_quantile(const double *sorted, uint32_t count, double p) {
  double rank = p * (count - 1);
  uint32_t low = (uint32_t)rank, high = low + 1 < count ? low + 1 : low;
  return rank > low ? sorted[low] + (rank - low) * (sorted[high] - sorted[low]) : sorted[low];
}

Test(samples, quantiles_against_sorting) {
  Hand h;
  hand_init(&h, 1, 1, 1);
  enum { COUNT = 5000 };
  uint32_t ops[3] = {normal(&h, 0, 1), lognormal(&h, 3, 2), uniform(&h, -1, 1e-3)};
  for (uint32_t i = 0; i < 3; i++) show(&h, ops[i]);
  ops[2] = show(&h, unary(&h, SCE_OP_FLOOR, binary(&h, SCE_OP_MULTIPLY, ops[2], number(&h, 10))));
  uint32_t odd = show(&h, reduce(&h, SCE_OP_QUANTILE_OF, ops[1], number(&h, 0.371)));
  SceRun *rough = run_samples(&h, COUNT), *exact = run_with(&h, (SceSampling){.samples = COUNT, .exact_quantiles = true, .threads = 2});
  for (uint32_t k = 0; k < 3; k++) {
    double values[COUNT];
    for (uint32_t i = 0; i < COUNT; i++) values[i] = sample(rough, ops[k], 0, i);
    check_by_hand(rough, ops[k], 0, values, COUNT);
    qsort(values, COUNT, sizeof *values, compare_doubles);
    const SceSummary *r = sce_run_summary(rough, ops[k], 0), *e = sce_run_summary(exact, ops[k], 0);
    cr_expect_eq(e->p5, sorted_quantile(values, COUNT, 0.05));
    cr_expect_eq(e->p50, sorted_quantile(values, COUNT, 0.5));
    cr_expect_eq(e->p95, sorted_quantile(values, COUNT, 0.95));
    if (k == 1) cr_expect_eq(value_of(exact, odd, 0), sorted_quantile(values, COUNT, 0.371));
    const double got[] = {r->p5, r->p50, r->p95}, places[] = {0.05, 0.5, 0.95};
    for (uint32_t q = 0; q < 3; q++) {                      /* within a bucket of the neighbours */
      uint32_t rank = (uint32_t)(places[q] * (COUNT - 1));
      double low = values[rank], high = values[rank + 1];
      cr_expect(got[q] >= low - fabs(low) / 4096 && got[q] <= high + fabs(high) / 4096, "value %u, %g: %.10g not in %.10g .. %.10g", k, places[q], got[q], low, high);
    }
  }
  sce_run_free(rough);
  sce_run_free(exact);
  hand_release(&h);
}

/* Every operation over axes, sample by sample, from the samples of its operands. */
Test(samples, axes) {
  Hand h;
  hand_init(&h, 2, 3, 4);
  uint32_t x = distribute(&h, SCE_FAMILY_NORMAL, 2 | 4, 1, 2), w = distribute(&h, SCE_FAMILY_UNIFORM, 4, 0, 1), y = binary(&h, SCE_OP_MULTIPLY, x, w);
  uint32_t sum = over(&h, SCE_OP_SUM_OVER, y, 1), mean = over(&h, SCE_OP_MEAN_OVER, y, 2), least = over(&h, SCE_OP_MIN_OVER, y, 1), most = over(&h, SCE_OP_MAX_OVER, y, 2);
  uint32_t at = over(&h, SCE_OP_ARGMIN_OVER, y, 2), axis = add(&h, SCE_OP_AXIS, false, 4, 2, 0, 0), by_axis = binary(&h, SCE_OP_MULTIPLY, w, axis);
  uint32_t pick = add(&h, SCE_OP_PICK, true, 2, y, 2, 3), back = add(&h, SCE_OP_PREV, true, 2 | 4, y, x, 2 | 2u << 16);
  sce_array_push(&h.p.operands, pick);
  sce_array_push(&h.p.operands, sum);
  uint32_t join = add(&h, SCE_OP_JOIN, true, 1 | 2 | 4, 0, h.p.operands.count - 2, 2);
  uint32_t call = many(&h, SCE_OP_CALL, 0, &most, 1), chosen = add(&h, SCE_OP_SELECT, true, 1 | 2 | 4, binary(&h, SCE_OP_LESS, w, number(&h, 0.5)), join, back);
  uint32_t ops[] = {sum, mean, least, most, at, by_axis, pick, back, join, call, chosen};
  for (uint32_t i = 0; i < sizeof ops / sizeof *ops; i++) show(&h, ops[i]);
  SceRun *run = run_samples(&h, 1100);
  for (uint64_t i = 0; i < 1100; i += 97) {
    double ys[3][4], ws[4];
    for (uint32_t k = 0; k < 4; k++) ws[k] = sample(run, w, k, i);
    for (uint32_t p = 0; p < 12; p++) ys[p / 4][p % 4] = sample(run, x, p, i) * ws[p % 4];
    for (uint32_t p = 0; p < 12; p++) {
      uint32_t j = p / 4, k = p % 4, best = 0;
      for (uint32_t m = 1; m < 4; m++) best = ys[j][m] < ys[j][best] ? m : best;
      double total = ys[0][k] + ys[1][k] + ys[2][k], previous = k < 2 ? sample(run, x, p, i) : ys[j][k - 2];
      cr_expect_eq(sample(run, y, p, i), ys[j][k]);
      cr_expect_eq(sample(run, sum, k, i), total);
      cr_expect_eq(sample(run, mean, j, i), (ys[j][0] + ys[j][1] + ys[j][2] + ys[j][3]) / 4);
      cr_expect_eq(sample(run, least, k, i), fmin(fmin(ys[0][k], ys[1][k]), ys[2][k]));
      cr_expect_eq(sample(run, most, j, i), fmax(fmax(ys[j][0], ys[j][1]), fmax(ys[j][2], ys[j][3])));
      cr_expect_eq(sample(run, call, j, i), sample(run, most, j, i) + 10);
      cr_expect_eq(sample(run, at, j, i), 10 + best);
      cr_expect_eq(sample(run, by_axis, k, i), ws[k] * (10 + k));
      cr_expect_eq(sample(run, pick, j, i), ys[j][3]);
      cr_expect_eq(sample(run, back, p, i), previous);
      cr_expect_eq(sample(run, join, p, i), ys[j][3]);
      cr_expect_eq(sample(run, join, 12 + p, i), total);
      cr_expect_eq(sample(run, chosen, 12 + p, i), ws[k] < 0.5 ? total : previous);
    }
  }
  for (uint32_t i = 0; i < sizeof ops / sizeof *ops; i++) {
    uint32_t count;
    double values[1100];
    sce_run_points(run, ops[i], &count);
    for (uint64_t k = 0; k < 1100; k++) values[k] = sample(run, ops[i], count - 1, k);
    check_by_hand(run, ops[i], count - 1, values, 1100);
  }
  sce_run_free(run);
  hand_release(&h);
}

/* Streams at different points, and of different draws, have nothing to do with each other. */
Test(samples, streams_are_independent) {
  Hand h;
  hand_init(&h, 1, 2, 1);
  uint32_t u = uniform01(&h, 2), v = uniform01(&h, 0), a = add(&h, SCE_OP_PICK, true, 0, u, 1, 0), b = add(&h, SCE_OP_PICK, true, 0, u, 1, 1);
  uint32_t ab = show(&h, binary(&h, SCE_OP_MULTIPLY, a, b)), av = show(&h, binary(&h, SCE_OP_MULTIPLY, a, v)), aa = show(&h, binary(&h, SCE_OP_MULTIPLY, a, a));
  SceRun *run = run_samples(&h, 100000);
  expect_near(value_of(run, ab, 0), 0.25, sce_run_summary(run, ab, 0)->se, "two points");
  expect_near(value_of(run, av, 0), 0.25, sce_run_summary(run, av, 0)->se, "two draws");
  expect_near(value_of(run, aa, 0), 1.0 / 3, sce_run_summary(run, aa, 0)->se, "a square");
  SceRun *other = run_with(&h, (SceSampling){.samples = 100000, .seed = 1});
  cr_expect_neq(value_of(run, ab, 0), value_of(other, ab, 0));
  cr_expect_eq(sce_draw_key(&h.p, 0, u, 0), sce_draw_key(&h.p, 0, u, 0));
  cr_expect_neq(sce_draw_key(&h.p, 0, u, 0), sce_draw_key(&h.p, 0, u, 1));
  sce_run_free(run);
  sce_run_free(other);
  hand_release(&h);
}

/* --- recurrences --------------------------------------------------------------------------------- */

/* x = prev(y) * growth + in, y = x - out, along axis 1; `in` over axis 2. Sampled when growth is. */
static void add_recurrence(Hand *h, uint32_t growth, uint32_t *x, uint32_t *y) {
  bool sampled = h->p.ops.at[growth].sampled;
  uint32_t axis = add(h, SCE_OP_AXIS, false, 2, 1, 0, 0), in = add(h, SCE_OP_AXIS, false, 4, 2, 0, 0), start = binary(h, SCE_OP_ADD, axis, in), first = h->p.ops.count;
  uint32_t forward = add(h, SCE_OP_FORWARD, sampled, 2 | 4, first + 4, SCE_NO_OP, SCE_NO_OP);
  uint32_t before = add(h, SCE_OP_PREV, sampled, 2 | 4, forward, start, 1 | 1u << 16), grown = binary(h, SCE_OP_MULTIPLY, before, growth);
  *x = binary(h, SCE_OP_ADD, grown, in);
  *y = binary(h, SCE_OP_SUBTRACT, *x, axis);
  cr_assert_eq(*y, first + 4);
  for (uint32_t i = 0; i < first; i++) sce_array_push(&h->p.order, i);
  const uint32_t loop[] = {before, grown, *x, *y, forward};
  for (uint32_t i = 0; i < 5; i++) sce_array_push(&h->p.order, loop[i]);
  sce_array_push(&h->p.loops, ((SceLoop){first, 5, 1}));
}

static double slow_recurrence(double growth, uint32_t at, uint32_t other, double *x) {
  double y = 0;
  for (uint32_t k = 0; k <= at; k++) {
    double before = k ? y : 10.0 + k + (10.0 + other);
    *x = before * growth + (10.0 + other);
    y = *x - (10.0 + k);
  }
  return y;
}

Test(samples, recurrences_without_samples) {
  Hand h;
  uint32_t x, y;
  hand_init(&h, 1, 6, 3);
  add_recurrence(&h, number(&h, 1.25), &x, &y);
  SceRun *run = run_samples(&h, 0);
  for (uint32_t p = 0; p < 18; p++) {
    double expected_x, expected_y = slow_recurrence(1.25, p / 3, p % 3, &expected_x);
    cr_expect_eq(value_of(run, x, p), expected_x);
    cr_expect_eq(value_of(run, y, p), expected_y, "point %u: %g, not %g", p, value_of(run, y, p), expected_y);
  }
  cr_expect_eq(sce_run_samples(run), 0);
  sce_run_free(run);
  hand_release(&h);
}

Test(samples, recurrences_of_samples) {
  Hand h;
  uint32_t x, y;
  hand_init(&h, 1, 40, 2);
  uint32_t growth = uniform(&h, 0.9, 1.1);
  add_recurrence(&h, growth, &x, &y);
  show(&h, y);
  SceRun *run = run_samples(&h, 3000);
  for (uint64_t i = 0; i < 3000; i += 271)
    for (uint32_t p = 0; p < 80; p += 7) {
      double expected_x, expected_y = slow_recurrence(sample(run, growth, 0, i), p / 2, p % 2, &expected_x);
      cr_expect_eq(sample(run, x, p, i), expected_x);
      cr_expect_eq(sample(run, y, p, i), expected_y);
    }
  double values[3000];
  for (uint64_t i = 0; i < 3000; i++) values[i] = sample(run, y, 79, i);
  check_by_hand(run, y, 79, values, 3000);
  sce_run_free(run);
  hand_release(&h);
}

/* --- the same bits ------------------------------------------------------------------------------- */

static uint32_t build_mixture(Hand *h, uint32_t *shown) {
  hand_init(h, 2, 3, 1);
  uint32_t a = lognormal(h, 1, 0.3), b = distribute(h, SCE_FAMILY_NORMAL, 2, 5, 2), c = uniform(h, 0, 1), count = 0;
  uint32_t product = binary(h, SCE_OP_MULTIPLY, a, b), mean = reduce(h, SCE_OP_MEAN_OF, product, SCE_NO_OP);
  shown[count++] = show(h, product);
  shown[count++] = show(h, binary(h, SCE_OP_SUBTRACT, product, mean));
  shown[count++] = show(h, over(h, SCE_OP_SUM_OVER, product, 1));
  shown[count++] = show(h, unary(h, SCE_OP_EXP, c));
  shown[count++] = show(h, binary(h, SCE_OP_POWER, a, c));
  shown[count++] = show(h, binary(h, SCE_OP_LESS, c, number(h, 0.25)));
  shown[count++] = show(h, unary(h, SCE_OP_LOG10, a));
  shown[count++] = show(h, reduce(h, SCE_OP_QUANTILE_OF, product, number(h, 0.3)));
  return count;
}

static bool same_summary(const SceSummary *a, const SceSummary *b) {
  bool counts = a->count == b->count && a->failed == b->failed && a->failed_sample == b->failed_sample && a->cause == b->cause;
  return counts && !memcmp(&a->mean, &b->mean, (const char *)(a + 1) - (const char *)&a->mean);
}

static void expect_same(Hand *h, const SceRun *a, const SceRun *b, const uint32_t *shown, uint32_t count, const char *what) {
  for (uint32_t i = 0; i < count; i++) {
    uint32_t points;
    const double *left = sce_run_points(a, shown[i], &points), *right = sce_run_points(b, shown[i], &points);
    cr_expect_arr_eq(left, right, points * sizeof *left, "%s: value %u", what, i);
    for (uint32_t p = 0; p < points && h->p.ops.at[shown[i]].sampled; p++)
      cr_expect(same_summary(sce_run_summary(a, shown[i], p), sce_run_summary(b, shown[i], p)), "%s: value %u, point %u", what, i, p);
  }
}

Test(samples, threads_and_kernels_change_no_bit) {
  Hand h;
  uint32_t shown[8], count = build_mixture(&h, shown);
  static const uint64_t sizes[] = {1, 511, 1024, 1025, 77777};
  for (int sampler = 0; sampler < 2; sampler++)
    for (uint32_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
      SceSampling sampling = {.samples = sizes[i], .sampler = (SceSampler)sampler, .threads = 1, .kernel = "generic"};
      SceRun *one = run_with(&h, sampling);
      cr_expect_eq(sce_run_summary(one, shown[0], 0)->count, sizes[i]);
      static const char *const kernels[] = {"generic", "avx2", "avx512", NULL};
      for (uint32_t k = 0; k < 4; k++) {
        if (kernels[k] && !sce_kernels_get(kernels[k])) continue;
        sampling.kernel = kernels[k];
        for (sampling.threads = 1; sampling.threads <= 7; sampling.threads = sampling.threads == 1 ? 2 : sampling.threads + 5) {
          SceRun *other = run_with(&h, sampling);
          expect_same(&h, one, other, shown, count, kernels[k] ? kernels[k] : "widest");
          sce_run_free(other);
        }
      }
      sce_run_free(one);
    }
  hand_release(&h);
}

Test(samples, shards_in_any_order_are_the_whole) {
  Hand h;
  uint32_t shown[8], count = build_mixture(&h, shown);
  static const uint32_t orders[3][5] = {{1, 2, 3, 4, 5}, {5, 3, 1, 2, 4}, {2, 4, 5, 1, 3}};
  for (int sampler = 0; sampler < 2; sampler++) {
    SceSampling sampling = {.samples = 30000, .sampler = (SceSampler)sampler, .seed = 9};
    SceRun *whole = run_with(&h, sampling);
    for (uint32_t o = 0; o < 3; o++) {
      SceText sum = {0}, half = {0};
      for (uint32_t i = 0; i < 5; i++) {
        SceSampling part = sampling;
        part.shards = 5;
        part.shard = orders[o][i];
        SceRun *run = run_with(&h, part);
        SceText states = {0};
        cr_assert(sce_run_states_write(run, &states));
        cr_assert(sce_run_states_add(i % 2 ? &half : &sum, states.bytes, states.count));
        sce_text_release(&states);
        sce_run_free(run);
      }
      cr_assert(sce_run_states_add(&sum, half.bytes, half.count));
      SceRun *merged = sce_run_new_merged(&h.p, functions, &sampling, sum.bytes, sum.count);
      cr_assert_not_null(merged);
      cr_expect_eq(sce_run_samples(merged), 30000);
      expect_same(&h, whole, merged, shown, count, "merged");
      sce_run_free(merged);
      SceSampling other = sampling;
      other.seed = 8;
      cr_expect_null(sce_run_new_merged(&h.p, functions, &other, sum.bytes, sum.count));
      cr_expect_null(sce_run_new_merged(&h.p, functions, &sampling, sum.bytes, sum.count - 1));
      sce_text_release(&sum);
      sce_text_release(&half);
    }
    sce_run_free(whole);
  }
  hand_release(&h);
}

/* --- failures ------------------------------------------------------------------------------------ */

Test(samples, failing_samples) {
  Hand h;
  hand_init(&h, 1, 1, 1);
  uint32_t u = uniform(&h, 0, 1), low = binary(&h, SCE_OP_LESS, u, number(&h, 0.03)), none = add(&h, SCE_OP_NONE, false, 0, 0, 0, 0);
  uint32_t denominator = binary(&h, SCE_OP_SUBTRACT, number(&h, 1), low), ratio = show(&h, binary(&h, SCE_OP_DIVIDE, u, denominator));
  uint32_t mean = show(&h, reduce(&h, SCE_OP_MEAN_OF, ratio, SCE_NO_OP)), logarithm = unary(&h, SCE_OP_LN, binary(&h, SCE_OP_SUBTRACT, u, number(&h, 0.5)));
  uint32_t both = show(&h, binary(&h, SCE_OP_ADD, ratio, logarithm)), guarded = show(&h, add(&h, SCE_OP_SELECT, true, 0, low, number(&h, 0), ratio));
  uint32_t nothing = show(&h, binary(&h, SCE_OP_ADD, u, none)), flawed = show(&h, distribute(&h, SCE_FAMILY_UNIFORM, 0, 4, 1));
  uint32_t lazy = show(&h, binary(&h, SCE_OP_OR, low, binary(&h, SCE_OP_GREATER, ratio, number(&h, 0.5))));
  SceRun *run = run_samples(&h, 50000);
  const SceSummary *s = sce_run_summary(run, ratio, 0);
  uint64_t failed = 0, first = UINT64_MAX;
  for (uint64_t i = 0; i < 50000; i += 1) {
    if (i > 3000) break;
    if (sample(run, u, 0, i) < 0.03 && first == UINT64_MAX) first = i;
  }
  failed = s->failed;
  cr_expect(failed > 1300 && failed < 1700, "%llu", (unsigned long long)failed);
  cr_expect_eq(s->failed_sample, first);
  cr_expect_eq(s->cause, ratio + 1);
  cr_expect_eq(sce_poison_cause(value_of(run, ratio, 0)), ratio + 1);
  cr_expect_eq(sce_poison_cause(value_of(run, mean, 0)), ratio + 1);
  cr_expect_eq(sce_poison_cause(sample(run, ratio, 0, first)), ratio + 1);
  cr_expect_eq(sample(run, denominator, 0, first), 0);
  cr_expect_eq(sce_run_summary(run, both, 0)->cause, ratio + 1, "the smallest of several");
  cr_expect_eq(sce_run_summary(run, guarded, 0)->failed, 0);
  cr_expect_eq(sce_run_summary(run, lazy, 0)->failed, 0);
  cr_expect_float_eq(value_of(run, lazy, 0), 0.53, 0.02);
  cr_expect_eq(sce_run_summary(run, nothing, 0)->failed, 50000);
  cr_expect(isnan(value_of(run, nothing, 0)) && sce_poison_cause(value_of(run, nothing, 0)) == 0);
  cr_expect_eq(sce_run_summary(run, flawed, 0)->failed, 50000);
  cr_expect_eq(sce_poison_cause(value_of(run, flawed, 0)), flawed + 1);
  sce_run_free(run);
  hand_release(&h);
}

/* --- going on and stopping ----------------------------------------------------------------------- */

Test(samples, precision_asks_for_more) {
  Hand h;
  hand_init(&h, 1, 1, 1);
  uint32_t x = show(&h, normal(&h, 10, 5)), zero = show(&h, normal(&h, 0, 1));
  SceRun *run = run_with(&h, (SceSampling){.samples = 1000, .precision = 0.03});
  const SceSummary *s = sce_run_summary(run, x, 0);
  cr_expect(s->se5 <= 0.03 * fabs(s->p5) && s->se95 <= 0.03 * s->p95 && sce_run_summary(run, zero, 0)->se <= 0.003);
  cr_expect(s->count == 256000 || s->count == 1024000 || s->count == 64000, "%llu", (unsigned long long)s->count);
  SceRun *same = run_samples(&h, s->count), *less = run_samples(&h, s->count / 4);
  expect_same(&h, run, same, (uint32_t[]){x, zero}, 2, "asked for at once");
  const SceSummary *a = sce_run_summary(less, x, 0), *b = sce_run_summary(less, zero, 0);
  cr_expect(a->se5 > 0.03 * fabs(a->p5) || a->se50 > 0.03 * a->p50 || b->se > 0.003 || b->se50 > 0.003 || b->se5 > 0.03 * fabs(b->p5));
  sce_run_free(run);
  sce_run_free(same);
  sce_run_free(less);
  hand_release(&h);
}

static void count_calls(void *context, double share) {
  double *last = context;
  cr_expect(share >= *last && share <= 1);
  *last = share;
}

Test(samples, stopping_keeps_what_there_is) {
  Hand h;
  hand_init(&h, 1, 1, 1);
  uint32_t x = normal(&h, 10, 5), mean = reduce(&h, SCE_OP_MEAN_OF, x, SCE_NO_OP), off = show(&h, binary(&h, SCE_OP_SUBTRACT, x, mean));
  static volatile const sig_atomic_t stop = 1;
  double last = 0;
  SceRun *run = run_with(&h, (SceSampling){.samples = UINT64_C(1) << 34, .stop = &stop, .progress = count_calls, .progress_context = &last});
  cr_expect(sce_run_is_partial(run));
  cr_expect(sce_run_samples(run) > 10000 && sce_run_samples(run) < 1000000);
  cr_expect_float_eq(sce_run_summary(run, off, 0)->sd, 5, 0.1);
  sce_run_free(run);
  hand_release(&h);
}

/* --- exact sums ---------------------------------------------------------------------------------- */

static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

/* Sums that double-double or 128 bit integers can do exactly, and such that cancel over the whole range. */
Test(samples, exact_sums) {
  uint64_t random = 0x2545F4914F6CDD1D;
  SceExact sum = {0}, parts[3] = {{{0}}};
  __int128 exact = 0;
  for (int i = 0; i < 100000; i++) {
    int64_t mantissa = (int64_t)(next_random(&random) >> 11) * (next_random(&random) & 1 ? 1 : -1), shift = (int64_t)(next_random(&random) % 50);
    double value = ldexp((double)mantissa, (int)shift - 30);
    sce_exact_add(&sum, value);
    sce_exact_add(&parts[i % 3], value);
    exact += (__int128)mantissa * ((__int128)1 << shift);
  }
  bool negative = exact < 0;
  unsigned __int128 size = negative ? -(unsigned __int128)exact : (unsigned __int128)exact;
  int shift = 0;
  bool sticky = false;
  while (size >> 64) {                                        /* down to 64 bits and a sticky one: conversion rounds the rest */
    sticky |= (bool)(size & 1);
    size >>= 1;
    shift++;
  }
  uint64_t top = (uint64_t)size | (shift && sticky);
  double expected = ldexp((double)top, shift - 30) * (negative ? -1 : 1);
  cr_expect_eq(sce_exact_round(&sum), expected, "%a, not %a", sce_exact_round(&sum), expected);
  sce_exact_add_exact(&parts[2], &parts[0]);
  sce_exact_add_exact(&parts[2], &parts[1]);
  cr_expect_arr_eq(&parts[2], &sum, sizeof sum);
  static const double edges[] = {0x1p-1074, DBL_MAX, DBL_MAX, -0x1.8p-1070, DBL_MIN, -1, 0x1p-537, -DBL_MAX, -DBL_MAX, 0x1.8p-1070, 1, -DBL_MIN, -0x1p-537};
  SceExact edge = {0};
  for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
    sce_exact_add(&edge, edges[i]);
    if (i == 2) cr_expect_eq(sce_exact_round(&edge), INFINITY);
  }
  cr_expect_eq(sce_exact_round(&edge), 0x1p-1074);
  static const double ties[][3] = {{1, 0x1p-53, 1}, {1, 0x1.8p-53, 1 + 0x1p-52}, {1 + 0x1p-52, 0x1p-53, 1 + 0x1p-51}, {-1, -0x1.0000000001p-53, -1 - 0x1p-52}};
  for (size_t i = 0; i < sizeof ties / sizeof *ties; i++) {
    SceExact tie = {0};
    sce_exact_add(&tie, ties[i][0]);
    sce_exact_add(&tie, ties[i][1]);
    cr_expect_eq(sce_exact_round(&tie), ties[i][2]);
  }
}
