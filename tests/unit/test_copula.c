/* Rank correlation of numbers that were made to have it, and choices by weights. */
#include <criterion/criterion.h>

#include "sample/choose.h"
#include "sample/copula.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PAIRS = 200000 };

static double next_uniform(uint64_t *seed) {
  uint64_t x = *seed += UINT64_C(0x9E3779B97F4A7C15);
  x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
  return ((double)((x ^ x >> 31) >> 12) + 0.5) * 0x1p-52;
}

typedef struct Ranked {
  double value;
  uint32_t index;
} Ranked;

static int compare_ranked(const void *a, const void *b) {
  const Ranked *x = a, *y = b;
  return (x->value > y->value) - (x->value < y->value);
}

/* Ranks from 0; also says how far the values are from uniform: the greatest distance of their distribution. */
static double rank(double *ranks, const double *values) {
  Ranked *sorted = malloc(PAIRS * sizeof *sorted);
  double distance = 0;
  for (uint32_t i = 0; i < PAIRS; i++) sorted[i] = (Ranked){values[i], i};
  qsort(sorted, PAIRS, sizeof *sorted, compare_ranked);
  for (uint32_t i = 0; i < PAIRS; i++) {
    ranks[sorted[i].index] = i;
    double apart = fabs(sorted[i].value - (i + 0.5) / PAIRS);
    if (apart > distance) distance = apart;
  }
  free(sorted);
  return distance;
}

static double spearman(const double *a, const double *b) {
  double mean = (PAIRS - 1) / 2.0, sum = 0, all = 0;
  for (uint32_t i = 0; i < PAIRS; i++) {
    sum += (a[i] - mean) * (b[i] - mean);
    all += (a[i] - mean) * (a[i] - mean);
  }
  return sum / all;
}

/* Five standard errors; the standard error of Spearman's coefficient is (1 - rho^2) sqrt((1 + rho^2 / 2) / n) (Bonett and Wright). */
Test(distribution, correlated_numbers_have_the_rank_correlation) {
  static const double rhos[] = {-1, -0.9, -0.5, 0, 0.3, 0.95, 1};
  double *own = malloc(PAIRS * sizeof *own), *other = malloc(PAIRS * sizeof *own), *out = malloc(PAIRS * sizeof *own), *ranks = malloc(2 * PAIRS * sizeof *own);
  uint64_t seed = 2024;
  for (int k = 0; k < 7; k++) {
    double rho = rhos[k], se = (1 - rho * rho) * sqrt((1 + rho * rho / 2) / PAIRS);
    for (uint32_t i = 0; i < PAIRS; i++) own[i] = next_uniform(&seed), other[i] = next_uniform(&seed);
    for (uint32_t i = 0; i < PAIRS; i += SCE_BATCH) {
      uint32_t count = PAIRS - i < SCE_BATCH ? PAIRS - i : SCE_BATCH;
      sce_rank_correlate_apply(sce_kernels_get(NULL), out + i, own + i, other + i, rho, count);
      for (uint32_t j = i; j < i + count; j += 37) cr_assert_eq(out[j], sce_rank_correlate(own[j], other[j], rho));
    }
    double distance = rank(ranks, out);
    rank(ranks + PAIRS, other);
    cr_assert_lt(distance, 2.2 / sqrt(PAIRS), "rho %g: not uniform", rho);       /* Kolmogorov: one run in 16,000 */
    cr_assert_float_eq(spearman(ranks, ranks + PAIRS), rho, 5 * se + 1e-9, "rho %g", rho);
  }
  free(own), free(other), free(out), free(ranks);
}

Test(distribution, correlation_at_its_ends_is_exact) {
  cr_assert_eq(sce_rank_to_linear(1), 1);
  cr_assert_eq(sce_rank_to_linear(-1), -1);
  cr_assert_eq(sce_rank_to_linear(0), 0);
  for (int i = -100; i <= 100; i++) cr_assert_float_eq(sce_rank_to_linear(i / 100.0), 2 * sin(3.14159265358979323846 / 6 * i / 100), 3e-16, "%d", i);
  uint64_t seed = 5;
  for (int i = 0; i < 1000; i++) {
    double own = next_uniform(&seed), other = next_uniform(&seed);
    cr_assert_float_eq(sce_rank_correlate(own, other, 0), own, 1e-15);
    cr_assert_float_eq(sce_rank_correlate(own, other, 1), other, 1e-15);
    cr_assert_float_eq(sce_rank_correlate(own, other, -1), 1 - other, 1e-15);
  }
  double ends[] = {0x1p-54, 0x1p-53, 1 - 0x1p-53};
  for (int i = 0; i < 27; i++) {
    double u = sce_rank_correlate(ends[i % 3], ends[i / 3 % 3], i / 9 == 0 ? 0.5 : i / 9 == 1 ? -0.5 : 1);
    cr_assert(u >= 0x1p-54 && u <= 1 - 0x1p-53, "%g", u);
  }
}

Test(choose, shares_lie_in_order) {
  double weights[] = {0, 1, 0, 2, 1, 0};
  static const struct { double u; uint32_t index; } expected[] = {{1e-300, 1}, {0.2499999, 1}, {0.25, 3}, {0.5, 3}, {0.7499999, 3}, {0.75, 4}, {1 - 0x1p-53, 4}};
  SceChoice choice;
  cr_assert(sce_choice_prepare(&choice, weights, 6));
  for (int i = 0; i < 7; i++) {
    uint32_t index;
    sce_choice_apply(&choice, &index, &expected[i].u, 1);
    cr_assert_eq(index, expected[i].index, "%g", expected[i].u);
    cr_assert_eq(sce_choose(weights, 6, expected[i].u), expected[i].index);
  }
  sce_choice_release(&choice);
}

Test(choose, weights_that_are_none) {
  static const double bad[][2] = {{-1, 2}, {1, -1e-9}, {0, 0}, {NAN, 1}, {1, NAN}, {INFINITY, 1}, {1e308, 1.7e308}};
  SceChoice choice;
  for (int i = 0; i < 7; i++) {
    cr_assert_eq(sce_choose(bad[i], 2, 0.5), SCE_CHOICE_NONE, "%d", i);
    cr_assert_not(sce_choice_prepare(&choice, bad[i], 2), "%d", i);
  }
  cr_assert_eq(sce_choose(NULL, 0, 0.5), SCE_CHOICE_NONE);
  cr_assert_not(sce_choice_prepare(&choice, NULL, 0));
}

Test(choose, many_weights_get_their_shares_and_no_other_index) {
  enum { WEIGHTS = 100, DRAWS = 100000 };
  double weights[WEIGHTS], total = 0;
  uint32_t counts[WEIGHTS] = {0};
  uint64_t seed = 11;
  for (int i = 0; i < WEIGHTS; i++) total += weights[i] = i % 7 == 3 ? 0 : next_uniform(&seed);
  SceChoice choice;
  cr_assert(sce_choice_prepare(&choice, weights, WEIGHTS));
  for (int i = 0; i < DRAWS; i++) {
    double u = next_uniform(&seed);
    uint32_t index;
    sce_choice_apply(&choice, &index, &u, 1);
    cr_assert_eq(index, sce_choose(weights, WEIGHTS, u));
    cr_assert_lt(index, (uint32_t)WEIGHTS);
    counts[index]++;
  }
  sce_choice_release(&choice);
  for (int i = 0; i < WEIGHTS; i++) {
    double share = weights[i] / total, sd = sqrt(share * (1 - share) / DRAWS);
    cr_assert_float_eq(counts[i] / (double)DRAWS, share, 5 * sd + 1e-12, "weight %d", i);
  }
}
