/* Distributions against independent sources: tests/data/quantiles.csv (mpmath), closed forms with the C library's functions, and their own inverses.
 * A relative error is stated with every comparison.
 */
#include "test_core_csv.h"

#include "sample/distribution.h"
#include "sample/portable.h"

#include <float.h>
#include <stdint.h>

enum { MOST_GRID = 4000 };

static const double us[] = {0x1p-53, 1e-12, 1e-6, 0.001, 0.05, 0.25, 0.5, 0.6180339887, 0.75, 0.95, 0.999, 1 - 1e-6, 1 - 0x1p-40, 1 - 0x1p-53};
enum { US = sizeof us / sizeof *us };

typedef struct Case {
  unsigned family;
  double p[5];
} Case;

/* One of each, and those whose ways differ. */
static const Case cases[] = {
  {SCE_FAMILY_INTERVAL, {1, 10}}, {SCE_FAMILY_INTERVAL, {-1, 10}}, {SCE_FAMILY_INTERVAL, {-7, -2}}, {SCE_FAMILY_UNIFORM, {-3, 5}},
  {SCE_FAMILY_UNIFORM, {0.1, 0.3}}, {SCE_FAMILY_NORMAL, {100, 15}}, {SCE_FAMILY_LOGNORMAL, {2, 3}}, {SCE_FAMILY_LOGNORMAL_MEAN, {10, 3}},
  {SCE_FAMILY_LOGNORMAL_LOG, {-1, 0.5}}, {SCE_FAMILY_TRIANGULAR, {1, 2, 5}}, {SCE_FAMILY_TRIANGULAR, {1, 1, 5}}, {SCE_FAMILY_TRIANGULAR, {1, 5, 5}},
  {SCE_FAMILY_PERT, {1, 2, 5}}, {SCE_FAMILY_PERT, {-2, -2, 5}}, {SCE_FAMILY_PERT, {10, 12, 12}}, {SCE_FAMILY_BETA, {2, 5}}, {SCE_FAMILY_BETA, {0.5, 0.5}},
  {SCE_FAMILY_BETA, {1, 3}}, {SCE_FAMILY_BETA, {0.03, 0.05}}, {SCE_FAMILY_BETA, {2e7, 3e7}}, {SCE_FAMILY_GAMMA, {0.3, 2}}, {SCE_FAMILY_GAMMA, {1.2, 2}},
  {SCE_FAMILY_GAMMA, {30, 0.1}}, {SCE_FAMILY_GAMMA, {1e6, 1e-3}}, {SCE_FAMILY_EXPONENTIAL, {4}}, {SCE_FAMILY_NORMAL | SCE_TRUNCATED, {1, 2, 0, 3}},
  {SCE_FAMILY_NORMAL | SCE_TRUNCATED, {1, 2, 12, NAN}}, {SCE_FAMILY_LOGNORMAL | SCE_TRUNCATED, {1, 2, NAN, 1.5}}, {SCE_FAMILY_GAMMA | SCE_TRUNCATED, {3, 2, 1, 5}},
  {SCE_FAMILY_GAMMA | SCE_TRUNCATED, {3, 2, 50, NAN}}, {SCE_FAMILY_GAMMA | SCE_TRUNCATED, {0.2, 2, 1e-30, 1e-10}}, {SCE_FAMILY_BETA | SCE_TRUNCATED, {2, 5, 0.1, NAN}},
  {SCE_FAMILY_PERT | SCE_TRUNCATED, {1, 2, 5, 1.2, 1.3}}, {SCE_FAMILY_TRIANGULAR | SCE_TRUNCATED, {1, 2, 5, 4.5, 7}},
  {SCE_FAMILY_UNIFORM | SCE_TRUNCATED, {0, 1, 0.2, 0.3}}, {SCE_FAMILY_EXPONENTIAL | SCE_TRUNCATED, {4, 80, NAN}},
};
enum { CASES = sizeof cases / sizeof *cases };

static SceDistribution prepare(const Case *c, bool many) {
  SceDistribution d;
  cr_assert_eq(sce_distribution_prepare(&d, c->family, c->p, many), SCE_FAULT_NONE, "family %u, %g, %g", c->family, c->p[0], c->p[1]);
  return d;
}

static double apply_one(const SceDistribution *d, double u) {
  double x;
  sce_distribution_apply(d, sce_kernels_get(NULL), &x, &u, 1);
  return x;
}

static double relative(double x, double y) { return x == y ? 0 : fabs(x - y) / fabs(y); }

static void assert_near(double x, double y, double error) { cr_assert(relative(x, y) <= error, "%.17g is not %.17g: %.1e", x, y, relative(x, y)); }

typedef struct Row {
  unsigned family;
  double p[2], u, quantile;
} Row;

/* Calls `check` on each row of the reference; returns how many there were. */
static unsigned each_row(void (*check)(const Row *row)) {
  char *text = csv_read_file("quantiles.csv"), *at = strchr(text, '\n');
  unsigned rows = 0;
  for (; at && at[1]; at = strchr(at + 1, '\n'), rows++) {
    Row row;
    char family[8];
    cr_assert_eq(sscanf(at + 1, "%7[a-z],%lf,%lf,%lf,%lf", family, &row.p[0], &row.p[1], &row.u, &row.quantile), 5, "row %u", rows);
    row.family = strcmp(family, "gamma") ? SCE_FAMILY_BETA : SCE_FAMILY_GAMMA;
    check(&row);
  }
  free(text);
  return rows;
}

/* ln x has the error of a double: 1e-16 of itself, which is an error of x. */
static double allowance(double x) { return 1e-13 + 4e-16 * fabs(log(x)); }

static void check_quantile(const Row *row) {
  SceDistribution d = prepare(&(Case){row->family, {row->p[0], row->p[1]}}, false);
  double x = sce_distribution_quantile(&d, row->u);
  if (row->quantile < 1e-300) cr_assert_lt(x, 1e-299);
  else cr_assert(relative(x, row->quantile) <= allowance(row->quantile), "%u(%g, %g) at %.17g: %.17g, not %.17g", row->family, row->p[0], row->p[1], row->u, x, row->quantile);
}

Test(distribution, quantiles_of_gamma_and_beta_are_those_of_the_reference) { cr_assert_geq(each_row(check_quantile), 500); }

static void check_table(const Row *row) {
  SceDistribution d = prepare(&(Case){row->family, {row->p[0], row->p[1]}}, true);
  double x = apply_one(&d, row->u), error = row->u > 3e-7 && row->u < 1 - 3e-7 ? 5e-9 : 1e-6;
  if (row->quantile < 1e-300) cr_assert_lt(x, 1e-299);
  else cr_assert(relative(x, row->quantile) <= error, "%u(%g, %g) at %.17g: %.17g, not %.17g", row->family, row->p[0], row->p[1], row->u, x, row->quantile);
  sce_distribution_release(&d);
}

Test(distribution, tables_are_near_the_reference) { cr_assert_geq(each_row(check_table), 500); }

/* Worst relative errors within |z| < 5 and overall, over a grid that meets each cell many times. */
static void measure_table(unsigned family, double a, double b, double *body, double *all) {
  SceDistribution d = prepare(&(Case){family, {a, b}}, true);
  *body = *all = 0;
  for (int i = 0; i < MOST_GRID; i++) {
    double z = -8.2 + 16.4 * (i + 0.37) / MOST_GRID, u = sce_normal_cdf(z), x = sce_distribution_quantile(&d, u), y = apply_one(&d, u);
    if (u > 1 - 0x1p-53 || x < 1e-300) continue;
    double error = relative(y, x);
    cr_assert(error <= 1e-6, "%u(%g, %g) at z = %g: %.17g, not %.17g", family, a, b, z, y, x);
    if (fabs(z) < 5 && error > *body) *body = error;
    if (error > *all) *all = error;
  }
  sce_distribution_release(&d);
}

Test(distribution, tables_agree_with_single_numbers_everywhere) {
  static const double shapes[] = {0.01, 0.02, 0.05, 0.07, 0.1, 0.2, 0.3, 0.5, 0.69, 0.7, 1, 1.5, 2, 5, 30, 1000, 9999, 12000, 1e8};
  enum { SHAPES = sizeof shapes / sizeof *shapes };
  double body, all;
  for (int i = 0; i < SHAPES; i++) {
    measure_table(SCE_FAMILY_GAMMA, shapes[i], 3, &body, &all);
    cr_assert(body <= 1e-9 && all <= 1e-8, "gamma(%g): %.1e, %.1e", shapes[i], body, all);
    for (int j = 0; j < SHAPES; j += 2) {
      if (shapes[i] > 1e6 || shapes[j] > 1e6) continue;
      measure_table(SCE_FAMILY_BETA, shapes[i], shapes[j], &body, &all);
      cr_assert(body <= 2e-9 && all <= 1e-8, "beta(%g, %g): %.1e, %.1e", shapes[i], shapes[j], body, all);
    }
  }
}

Test(distribution, small_shapes_without_promise_stay_usable) {
  double body, all;
  measure_table(SCE_FAMILY_GAMMA, 1e-3, 1, &body, &all);
  measure_table(SCE_FAMILY_GAMMA, 1e-5, 1, &body, &all);
  measure_table(SCE_FAMILY_BETA, 1e-3, 0.02, &body, &all);
  measure_table(SCE_FAMILY_BETA, 1e-4, 1e-4, &body, &all);
}

/* The polynomial of large parameters against the solver, which knows nothing of it. */
Test(distribution, polynomials_of_large_parameters_agree_with_the_solver) {
  for (int k = 0; k < 4; k++) {
    SceShape large, solved;
    if (k < 2) sce_shape_gamma(&large, k ? 3e5 : 1e4);
    else sce_shape_beta(&large, 1e7, k == 2 ? 1e7 : 5e8);
    solved = large;
    solved.terms = 0;
    cr_assert_gt(large.terms, 0);
    for (int i = 0; i < US; i++) {
      double s = sce_shape_quantile(&large, us[i], 1 - us[i]);
      cr_assert_float_eq(s, sce_shape_quantile_near(&solved, us[i], 1 - us[i], s + 1e-4), 3e-13);      /* of ln x: relative */
    }
  }
}

Test(distribution, quantiles_with_closed_forms) {
  SceDistribution d = prepare(&(Case){SCE_FAMILY_INTERVAL, {3, 70}}, false);
  assert_near(sce_distribution_quantile(&d, 0.05), 3, 1e-14);
  assert_near(sce_distribution_quantile(&d, 0.95), 70, 1e-14);
  assert_near(sce_distribution_quantile(&d, 0.5), sqrt(3 * 70.0), 1e-14);
  d = prepare(&(Case){SCE_FAMILY_INTERVAL, {-3, 70}}, false);
  assert_near(sce_distribution_quantile(&d, 0.05), -3, 1e-13);
  assert_near(sce_distribution_quantile(&d, 0.95), 70, 1e-14);
  assert_near(sce_distribution_quantile(&d, 0.5), 33.5, 1e-14);
  d = prepare(&(Case){SCE_FAMILY_LOGNORMAL, {1e9, 1e9 + 1}}, false);
  assert_near(sce_distribution_quantile(&d, 0.95) - sce_distribution_quantile(&d, 0.05), 1, 1e-5);
  d = prepare(&(Case){SCE_FAMILY_NORMAL, {10, 2}}, false);
  assert_near(sce_distribution_quantile(&d, 0.975), 10 + 2 * 1.9599639845400542355, 1e-15);
  d = prepare(&(Case){SCE_FAMILY_LOGNORMAL_LOG, {1, 0.5}}, false);
  assert_near(sce_distribution_quantile(&d, 0.975), exp(1 + 0.5 * 1.9599639845400542355), 1e-14);
  d = prepare(&(Case){SCE_FAMILY_LOGNORMAL_MEAN, {10, 3}}, false);
  assert_near(sce_distribution_quantile(&d, 0.5), 10 / sqrt(1 + 0.09), 1e-14);
  assert_near(sce_distribution_quantile(&d, 0.975), 10 / sqrt(1.09) * exp(sqrt(log1p(0.09)) * 1.9599639845400542355), 1e-14);
  d = prepare(&(Case){SCE_FAMILY_TRIANGULAR, {1, 2, 5}}, false);
  assert_near(sce_distribution_quantile(&d, 0.25), 2, 1e-15);
  assert_near(sce_distribution_quantile(&d, 0.0625), 1.5, 1e-15);
  assert_near(sce_distribution_quantile(&d, 0.8125), 5 - 1.5, 1e-15);
  for (int i = 0; i < US; i++) {
    d = prepare(&(Case){SCE_FAMILY_EXPONENTIAL, {4}}, false);
    assert_near(sce_distribution_quantile(&d, us[i]), -4 * log1p(-us[i]), 1e-15);
    d = prepare(&(Case){SCE_FAMILY_GAMMA, {1, 4}}, false);
    assert_near(sce_distribution_quantile(&d, us[i]), -4 * log1p(-us[i]), 1e-14);
    d = prepare(&(Case){SCE_FAMILY_UNIFORM, {-3, 5}}, false);
    cr_assert_float_eq(sce_distribution_quantile(&d, us[i]), -3 + 8 * us[i], 1e-15 * 5);
    d = prepare(&(Case){SCE_FAMILY_BETA, {1, 3}}, false);
    assert_near(sce_distribution_quantile(&d, us[i]), -expm1(log1p(-us[i]) / 3), 1e-14);
  }
}

/* The mean and sd of 100,000 quantiles in the middles of equal cells are those of the distribution. */
static void assert_moments(const Case *c, double mean, double sd) {
  enum { CELLS = 100000 };
  SceDistribution d = prepare(c, true);
  double sum = 0, square = 0;
  for (int i = 0; i < CELLS; i++) {
    double x = apply_one(&d, (i + 0.5) / CELLS);
    sum += x;
    square += x * x;
  }
  sce_distribution_release(&d);
  assert_near(sum / CELLS, mean, 1e-4);
  assert_near(sqrt(square / CELLS - sum / CELLS * (sum / CELLS)), sd, 2e-3);
}

Test(distribution, moments_are_those_of_the_formulas) {
  assert_moments(&(Case){SCE_FAMILY_LOGNORMAL_MEAN, {10, 3}}, 10, 3);
  assert_moments(&(Case){SCE_FAMILY_TRIANGULAR, {1, 2, 5}}, 8.0 / 3, sqrt((1 + 4 + 25 - 2 - 5 - 10) / 18.0));
  assert_moments(&(Case){SCE_FAMILY_PERT, {1, 2, 5}}, 14.0 / 6, sqrt((14.0 / 6 - 1) * (5 - 14.0 / 6) / 7));
  assert_moments(&(Case){SCE_FAMILY_BETA, {2, 5}}, 2.0 / 7, sqrt(10.0 / (49 * 8)));
  assert_moments(&(Case){SCE_FAMILY_GAMMA, {3, 2}}, 6, sqrt(12));
  assert_moments(&(Case){SCE_FAMILY_GAMMA, {0.3, 2}}, 0.6, sqrt(1.2));
  assert_moments(&(Case){SCE_FAMILY_EXPONENTIAL, {4}}, 4, 4);
}

Test(distribution, cdf_takes_a_quantile_back) {
  for (int c = 0; c < CASES; c++) {
    if (cases[c].family & SCE_TRUNCATED) continue;
    SceDistribution d = prepare(&cases[c], false);
    for (int i = 0; i < US; i++) {
      double x = sce_distribution_quantile(&d, us[i]), back = sce_distribution_cdf(&d, x);
      double near = sce_distribution_cdf(&d, x * (1 - 4e-16)), room = fabs(near - back) + 1e-13;        /* what the rounding of x does */
      if (x < 1e-290 || (d.family == SCE_FAMILY_BETA && x > 0.9)) continue;       /* x says too little */
      cr_assert(fabs(back - us[i]) <= room, "%u(%g, %g): %.17g for %.17g", cases[c].family, cases[c].p[0], cases[c].p[1], back, us[i]);
    }
  }
}

Test(distribution, nothing_is_nan_or_infinite_or_out_of_order) {
  for (int c = 0; c < CASES; c++) {
    SceDistribution d = prepare(&cases[c], true);
    double last = -INFINITY, last_many = -INFINITY;
    for (int i = 0; i < US; i++) {
      double x = sce_distribution_quantile(&d, us[i]), y = apply_one(&d, us[i]);
      cr_assert(x >= last && x <= DBL_MAX, "%u(%g, %g): %.17g after %.17g", cases[c].family, cases[c].p[0], cases[c].p[1], x, last);
      cr_assert(y >= last_many && y <= DBL_MAX, "%u(%g, %g): %.17g after %.17g", cases[c].family, cases[c].p[0], cases[c].p[1], y, last_many);
      last = x;
      last_many = y;
    }
    sce_distribution_release(&d);
  }
}

static void assert_fault(unsigned family, double a, double b, double c, double e, SceFault fault) {
  SceDistribution d;
  double p[] = {a, b, c, e, 0};
  SceFault got = sce_distribution_prepare(&d, family, p, true);
  cr_assert_eq(got, fault, "family %u, %g, %g, %g, %g: fault %d, not %d", family, a, b, c, e, got, fault);
  cr_assert_eq(sce_distribution_prepare(&d, family, p, false), fault);
}

Test(distribution, bad_parameters_are_faults) {
  assert_fault(SCE_FAMILY_INTERVAL, 5, 1, 0, 0, SCE_FAULT_ORDER);
  assert_fault(SCE_FAMILY_INTERVAL, 5, 5, 0, 0, SCE_FAULT_ORDER);
  assert_fault(SCE_FAMILY_INTERVAL, 1, -5, 0, 0, SCE_FAULT_ORDER);
  assert_fault(SCE_FAMILY_INTERVAL, 0, 5, 0, 0, SCE_FAULT_ZERO);
  assert_fault(SCE_FAMILY_INTERVAL, -5, 0, 0, 0, SCE_FAULT_ZERO);
  assert_fault(SCE_FAMILY_INTERVAL, -1.7e308, 1.7e308, 0, 0, SCE_FAULT_OVERFLOW);
  assert_fault(SCE_FAMILY_INTERVAL, 1e-300, 1e300, 0, 0, SCE_FAULT_OVERFLOW);
  assert_fault(SCE_FAMILY_UNIFORM, 2, 2, 0, 0, SCE_FAULT_ORDER);
  assert_fault(SCE_FAMILY_UNIFORM, -1.7e308, 1.7e308, 0, 0, SCE_FAULT_OVERFLOW);
  assert_fault(SCE_FAMILY_NORMAL, 2, 0, 0, 0, SCE_FAULT_SIGN);
  assert_fault(SCE_FAMILY_NORMAL, 2, -1, 0, 0, SCE_FAULT_SIGN);
  assert_fault(SCE_FAMILY_NORMAL, 2, 1e308, 0, 0, SCE_FAULT_OVERFLOW);
  assert_fault(SCE_FAMILY_LOGNORMAL, 0, 1, 0, 0, SCE_FAULT_SIGN);
  assert_fault(SCE_FAMILY_LOGNORMAL, -1, 1, 0, 0, SCE_FAULT_SIGN);
  assert_fault(SCE_FAMILY_LOGNORMAL, 2, 1, 0, 0, SCE_FAULT_ORDER);
  assert_fault(SCE_FAMILY_LOGNORMAL_MEAN, 0, 1, 0, 0, SCE_FAULT_SIGN);
  assert_fault(SCE_FAMILY_LOGNORMAL_MEAN, 1, 0, 0, 0, SCE_FAULT_SIGN);
  assert_fault(SCE_FAMILY_LOGNORMAL_LOG, 1, 0, 0, 0, SCE_FAULT_SIGN);
  assert_fault(SCE_FAMILY_LOGNORMAL_LOG, 1, 100, 0, 0, SCE_FAULT_OVERFLOW);
  assert_fault(SCE_FAMILY_TRIANGULAR, 1, 0.5, 2, 0, SCE_FAULT_ORDER);
  assert_fault(SCE_FAMILY_TRIANGULAR, 1, 2.5, 2, 0, SCE_FAULT_ORDER);
  assert_fault(SCE_FAMILY_TRIANGULAR, 1, 1, 1, 0, SCE_FAULT_ORDER);
  assert_fault(SCE_FAMILY_PERT, 1, 2.5, 2, 0, SCE_FAULT_ORDER);
  assert_fault(SCE_FAMILY_PERT, 2, 2, 2, 0, SCE_FAULT_ORDER);
  assert_fault(SCE_FAMILY_BETA, 0, 1, 0, 0, SCE_FAULT_SIGN);
  assert_fault(SCE_FAMILY_BETA, 1, -1, 0, 0, SCE_FAULT_SIGN);
  assert_fault(SCE_FAMILY_GAMMA, 0, 1, 0, 0, SCE_FAULT_SIGN);
  assert_fault(SCE_FAMILY_GAMMA, 1, 0, 0, 0, SCE_FAULT_SIGN);
  assert_fault(SCE_FAMILY_GAMMA, 1e200, 1e200, 0, 0, SCE_FAULT_OVERFLOW);
  assert_fault(SCE_FAMILY_EXPONENTIAL, 0, 0, 0, 0, SCE_FAULT_SIGN);
  assert_fault(SCE_FAMILY_EXPONENTIAL, 1e308, NAN, NAN, 0, SCE_FAULT_OVERFLOW);
  assert_fault(SCE_FAMILY_NORMAL | SCE_TRUNCATED, 0, 1, 2, 2, SCE_FAULT_BOUNDS);
  assert_fault(SCE_FAMILY_NORMAL | SCE_TRUNCATED, 0, 1, 3, 2, SCE_FAULT_BOUNDS);
  assert_fault(SCE_FAMILY_NORMAL | SCE_TRUNCATED, 0, 1, 8, NAN, SCE_FAULT_EMPTY);
  assert_fault(SCE_FAMILY_NORMAL | SCE_TRUNCATED, 0, 1, NAN, -8, SCE_FAULT_EMPTY);
  assert_fault(SCE_FAMILY_UNIFORM | SCE_TRUNCATED, 0, 1, 2, 3, SCE_FAULT_EMPTY);
  assert_fault(SCE_FAMILY_GAMMA | SCE_TRUNCATED, 2, 1, -3, -2, SCE_FAULT_EMPTY);
  assert_fault(SCE_FAMILY_NORMAL | SCE_TRUNCATED, 0, -1, 0, 1, SCE_FAULT_SIGN);
}

Test(distribution, truncation_stays_within_its_bounds_and_keeps_the_shares) {
  for (int c = 0; c < CASES; c++) {
    if (!(cases[c].family & SCE_TRUNCATED)) continue;
    SceDistribution d = prepare(&cases[c], true);
    const double *bounds = cases[c].p + sce_family_parameters((SceFamily)(cases[c].family & ~SCE_TRUNCATED));
    double low = isnan(bounds[0]) ? -INFINITY : bounds[0], high = isnan(bounds[1]) ? INFINITY : bounds[1];
    double from = isnan(bounds[0]) ? 0 : sce_distribution_cdf(&d, low), to = isnan(bounds[1]) ? 1 : sce_distribution_cdf(&d, high);
    cr_assert_float_eq(sce_distribution_cut(&d), 1 - (to - from), 1e-15);
    double last = low;
    for (int i = 0; i < MOST_GRID; i++) {
      double u = (i + 0.5) / MOST_GRID, x = sce_distribution_quantile(&d, u), y = apply_one(&d, u);
      cr_assert(x >= last && x >= low && x <= high && y >= low && y <= high, "%u: %.17g, %.17g after %.17g", cases[c].family, x, y, last);
      assert_near(y, x, 1e-8);
      cr_assert_float_eq((sce_distribution_cdf(&d, x) - from) / (to - from), u, 1e-13 + 4e-16 / (to - from));
      last = x;
    }
    sce_distribution_release(&d);
  }
}

/* Far up in a tail the shares of a normal distribution are those that erfc tells. */
Test(distribution, truncation_in_the_upper_tail_is_exact) {
  SceDistribution d = prepare(&(Case){SCE_FAMILY_NORMAL | SCE_TRUNCATED, {0, 1, 6, NAN}}, true);
  double all = erfc(6 / sqrt(2));
  cr_assert_float_eq(sce_distribution_cut(&d), 1 - all / 2, 1e-15);
  for (int i = 1; i < 100; i++) assert_near(erfc(sce_distribution_quantile(&d, i / 100.0) / sqrt(2)) / all, 1 - i / 100.0, 1e-12);
  d = prepare(&(Case){SCE_FAMILY_EXPONENTIAL | SCE_TRUNCATED, {2, 50, NAN}}, true);
  for (int i = 1; i < 100; i++) assert_near(sce_distribution_quantile(&d, i / 100.0), 50 - 2 * log1p(-i / 100.0), 1e-14);
  d = prepare(&(Case){SCE_FAMILY_GAMMA | SCE_TRUNCATED, {1, 2, 50, NAN}}, true);
  for (int i = 1; i < 100; i++) assert_near(apply_one(&d, i / 100.0), 50 - 2 * log1p(-i / 100.0), 1e-12);
  sce_distribution_release(&d);
  d = prepare(&(Case){SCE_FAMILY_NORMAL | SCE_TRUNCATED, {0, 1, -1, 2}}, false);
  assert_near(sce_distribution_cut(&d), (erfc(sqrt(0.5)) + erfc(sqrt(2))) / 2, 1e-15);
}

/* Numbers in (0, 1) that look random, and both ends. */
static void fill(double *u, uint32_t count, uint64_t seed) {
  for (uint32_t i = 0; i < count; i++) {
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    u[i] = ((double)(seed >> 12) + 0.5) * 0x1p-52;
  }
  u[0] = 0x1p-53;
  u[count - 1] = 1 - 0x1p-53;
}

Test(distribution, any_split_of_a_batch_and_any_kernel_gives_the_same_bits) {
  static const char *names[] = {"generic", "avx2", "avx512"};
  double u[SCE_BATCH], whole[SCE_BATCH], part[SCE_BATCH];
  fill(u, SCE_BATCH, 7);
  for (int c = 0; c < CASES; c++) {
    SceDistribution d = prepare(&cases[c], true);
    sce_distribution_apply(&d, sce_kernels_get("generic"), whole, u, SCE_BATCH);
    bool table = d.coefficients && d.cells;
    for (int i = 0; i < SCE_BATCH && !table; i++) cr_assert_eq(whole[i], sce_distribution_quantile(&d, u[i]), "%u(%g): %.17g", cases[c].family, cases[c].p[0], u[i]);
    for (int k = 0; k < 3; k++) {
      const SceKernels *kernels = sce_kernels_get(names[k]);
      if (!kernels) continue;
      memcpy(part, u, sizeof part);
      sce_distribution_apply(&d, kernels, part, part, SCE_BATCH);
      cr_assert_eq(memcmp(part, whole, sizeof whole), 0, "%s, %u(%g, %g)", names[k], cases[c].family, cases[c].p[0], cases[c].p[1]);
      for (uint32_t count = 1; count < SCE_BATCH; count += k == 0 ? 97 : 1) {
        sce_distribution_apply(&d, kernels, part, u, count);
        sce_distribution_apply(&d, kernels, part + count, u + count, SCE_BATCH - count);
        cr_assert_eq(memcmp(part, whole, sizeof whole), 0, "%s, %u(%g, %g), split at %u", names[k], cases[c].family, cases[c].p[0], cases[c].p[1], count);
      }
    }
    sce_distribution_release(&d);
  }
}
