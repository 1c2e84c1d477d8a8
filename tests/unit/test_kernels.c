/* The kernels of sampling: every function in every width that the processor has gives the bits of a plain loop over the scalar functions, those are
 * near what mpmath says (tests/data/functions.csv), and the random numbers are what their definitions promise. */
#include "sample/kernels.h"
#include "sample/portable.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 300, KERNELS = 3 };

static const char *const kernel_names[KERNELS] = {"generic", "avx2", "avx512"};

static const double specials[] = {0.0, -0.0, 1, -1, 0.5, -0.5, 0.49999999999999994, 1.5, 2.5, -2.5, 2, 3, -3, 5e-324, -5e-324, 1e-310, DBL_MIN, DBL_MAX, -DBL_MAX,
                                  INFINITY, -INFINITY, NAN, 708, 709.78, 710, -708, -745, -746, 4503599627370497.5, 9007199254740992 + 1.0, 1e300, 0.075, 0.925, 1e-12};

static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state * UINT64_C(0x2545F4914F6CDD1D);
}

static double next_unit(uint64_t *state) { return ((double)(next_random(state) >> 12) + 0.5) * 0x1p-52; }

/* How wild numbers are: in (0, 1); moderate; of all patterns that are finite; with infinities, NaN and other specials among them. */
typedef enum Taste { TASTE_UNIT, TASTE_MODERATE, TASTE_FINITE, TASTE_ANY, TASTE_COUNT } Taste;

static double next_number(uint64_t *state, Taste taste) {
  if (taste == TASTE_UNIT) return next_unit(state);
  if (taste == TASTE_MODERATE) return (next_unit(state) - 0.3) * (next_random(state) % 4 ? 10 : 1000);
  if (taste == TASTE_ANY && next_random(state) % 8 == 0) return specials[next_random(state) % (sizeof specials / sizeof *specials)];
  uint64_t pattern = next_random(state);
  if (taste == TASTE_FINITE && (pattern >> 52 & 0x7FF) == 0x7FF) pattern ^= UINT64_C(1) << 60;
  double value;
  memcpy(&value, &pattern, sizeof value);
  return value;
}

static void fill(double *out, uint64_t *state, Taste taste) {
  for (int i = 0; i < SCE_BATCH; i++) out[i] = next_number(state, taste);
}

static bool is_same(double a, double b) { return isnan(a) ? isnan(b) : memcmp(&a, &b, sizeof a) == 0; }

static void expect_same(const double *out, const double *expected, uint32_t count, const char *kernel, const char *what, int kind) {
  for (uint32_t i = 0; i < count; i++) cr_assert(is_same(out[i], expected[i]), "%s, %s %d: number %u of %u is %a, not %a", kernel, what, kind, i, count, out[i], expected[i]);
}

/* --- plain loops ------------------------------------------------------------------------------------------------------------------------------- */

static bool is_close(double a, double b) {
  double x = fabs(a), y = fabs(b);
  return fabs(a - b) <= 1e-12 * (x > y ? x : y);
}

static double plain_binary(SceKernelBinary kind, double a, double b) {
  switch (kind) {
  case SCE_K_ADD: return a + b;
  case SCE_K_SUBTRACT: return a - b;
  case SCE_K_MULTIPLY: return a * b;
  case SCE_K_DIVIDE: return a / b;
  case SCE_K_MIN: return a < b ? a : b;
  case SCE_K_MAX: return a > b ? a : b;
  case SCE_K_LESS: return !(a >= b || is_close(a, b));
  case SCE_K_LESS_EQUAL: return a <= b || is_close(a, b);
  case SCE_K_GREATER: return !(a <= b || is_close(a, b));
  case SCE_K_GREATER_EQUAL: return a >= b || is_close(a, b);
  case SCE_K_EQUAL: return is_close(a, b);
  case SCE_K_NOT_EQUAL: return !is_close(a, b);
  case SCE_K_AND: return a != 0 && b != 0;
  case SCE_K_OR: return a != 0 || b != 0;
  default: return sce_power(a, b);
  }
}

static double plain_unary(SceKernelUnary kind, double a) {
  switch (kind) {
  case SCE_K_NOT: return a == 0;
  case SCE_K_NEGATE: return -a;
  case SCE_K_ABS: return fabs(a);
  case SCE_K_SQRT: return sqrt(a);
  case SCE_K_EXP: return sce_exp(a);
  case SCE_K_LN: return sce_ln(a);
  case SCE_K_LOG10: return sce_log10(a);
  case SCE_K_LOG2: return sce_log2(a);
  case SCE_K_FLOOR: return floor(a);
  case SCE_K_CEIL: return ceil(a);
  case SCE_K_ROUND: return round(a);
  case SCE_K_NORMAL_QUANTILE: return sce_normal_quantile(a);
  default: return sce_normal_cdf(a);
  }
}

static uint32_t next_count(uint64_t *state, int round) { return round < 40 ? (uint32_t)round + 1 : round % 3 ? SCE_BATCH : (uint32_t)(next_random(state) % SCE_BATCH) + 1; }

static void check_binary(const SceKernels *kernels, SceKernelBinary kind) {
  uint64_t state = 77 + (uint64_t)kind;
  double a[SCE_BATCH], b[SCE_BATCH], out[SCE_BATCH], expected[SCE_BATCH];
  for (int round = 0; round < ROUNDS; round++) {
    uint32_t count = next_count(&state, round);
    unsigned scalars = (unsigned)(next_random(&state) % 4);
    fill(a, &state, (Taste)(round / 2 % TASTE_COUNT)), fill(b, &state, (Taste)(round / 3 % TASTE_COUNT));
    if (round % 5 == 0) for (int i = 0; i < SCE_BATCH; i += 2) b[i] = a[i] * (1 + ((double)(i % 7) - 3) * 4e-13);
    if (round % 5 == 1) for (int i = 0; i < SCE_BATCH; i++) b[i] = rint(b[i]);
    bool finite = true;
    for (uint32_t i = 0; i < count; i++) {
      double x = a[scalars & SCE_A_SCALAR ? 0 : i], y = b[scalars & SCE_B_SCALAR ? 0 : i];
      expected[i] = plain_binary(kind, x, y);
      finite = finite && isfinite(x) && isfinite(y) && isfinite(expected[i]);
    }
    double *to = round % 4 == 1 && !(scalars & SCE_A_SCALAR) ? a : round % 4 == 2 && !(scalars & SCE_B_SCALAR) ? b : out;
    if (kind == SCE_K_POWER && !finite) {              /* of infinite operands the kernel only says that they are */
      cr_assert_not(kernels->binary(kind, out, a, b, scalars, count));
      continue;
    }
    cr_assert_eq(kernels->binary(kind, to, a, b, scalars, count), finite, "%s, binary %d, round %d", kernels->name, kind, round);
    expect_same(to, expected, count, kernels->name, "binary", (int)kind);
  }
}

static void check_unary(const SceKernels *kernels, SceKernelUnary kind) {
  uint64_t state = 177 + (uint64_t)kind;
  double a[SCE_BATCH], out[SCE_BATCH], expected[SCE_BATCH];
  for (int round = 0; round < ROUNDS; round++) {
    uint32_t count = next_count(&state, round);
    fill(a, &state, (Taste)(round / 2 % TASTE_COUNT));
    if (round % 7 == 3) for (int i = 0; i < SCE_BATCH; i++) a[i] = 1 + (next_unit(&state) - 0.5) * pow(2, -(double)(i % 50));
    bool finite = true;
    for (uint32_t i = 0; i < count; i++) {
      expected[i] = plain_unary(kind, a[i]);
      finite = finite && isfinite(a[i]) && isfinite(expected[i]);
    }
    double *to = round % 2 ? a : out;
    cr_assert_eq(kernels->unary(kind, to, a, count), finite, "%s, unary %d, round %d", kernels->name, kind, round);
    expect_same(to, expected, count, kernels->name, "unary", (int)kind);
  }
}

static const SceKernels *get_kernels(int which) {
  const SceKernels *kernels = sce_kernels_get(kernel_names[which]);
  if (kernels) cr_assert_str_eq(kernels->name, kernel_names[which]);
  return kernels;
}

Test(kernels, are_found_by_name) {
  cr_assert_not_null(get_kernels(0));
  cr_assert_null(sce_kernels_get("none"));
  const char *widest = "generic";
  for (int k = 0; k < KERNELS; k++) if (get_kernels(k)) widest = kernel_names[k];
  cr_assert_str_eq(sce_kernels_get(NULL)->name, widest);
}

Test(kernels, binary_is_the_plain_loop, .timeout = 120) {
  for (int k = 0; k < KERNELS; k++)
    for (int kind = 0; get_kernels(k) && kind < SCE_K_BINARY_COUNT; kind++) check_binary(get_kernels(k), (SceKernelBinary)kind);
}

Test(kernels, unary_is_the_plain_loop, .timeout = 120) {
  for (int k = 0; k < KERNELS; k++)
    for (int kind = 0; get_kernels(k) && kind < SCE_K_UNARY_COUNT; kind++) check_unary(get_kernels(k), (SceKernelUnary)kind);
}

static void check_three(const SceKernels *kernels, bool choice) {
  uint64_t state = 99;
  double from[3][SCE_BATCH], out[SCE_BATCH], expected[SCE_BATCH];
  for (int round = 0; round < ROUNDS; round++) {
    uint32_t count = next_count(&state, round);
    unsigned scalars = (unsigned)(next_random(&state) % 8);
    for (int k = 0; k < 3; k++) fill(from[k], &state, (Taste)(round / (k + 2) % TASTE_COUNT));
    for (int i = 0; choice && i < SCE_BATCH; i += 3) from[0][i] = i % 2 ? 0.0 : -0.0;
    bool finite = true;
    for (uint32_t i = 0; i < count; i++) {
      double a = from[0][scalars & SCE_A_SCALAR ? 0 : i], b = from[1][scalars & SCE_B_SCALAR ? 0 : i], c = from[2][scalars & SCE_C_SCALAR ? 0 : i];
      volatile double product = a * b;
      expected[i] = choice ? (a != 0 ? b : c) : product + c;
      finite = finite && isfinite(expected[i]) && (!choice || isfinite(a));
    }
    bool answer = choice ? kernels->select(out, from[0], from[1], from[2], scalars, count) : kernels->multiply_add(out, from[0], from[1], from[2], scalars, count);
    cr_assert_eq(answer, finite, "%s, round %d", kernels->name, round);
    expect_same(out, expected, count, kernels->name, choice ? "select" : "multiply_add", 0);
  }
}

Test(kernels, select_and_multiply_add_are_the_plain_loop) {
  for (int k = 0; k < KERNELS; k++)
    if (get_kernels(k)) check_three(get_kernels(k), true), check_three(get_kernels(k), false);
}

static double compute_plain(SceKernelBinary kind, double a, double b) {
  volatile double out = kind == SCE_K_ADD ? a + b : kind == SCE_K_SUBTRACT ? a - b : a * b;
  return out;
}

/* Each of the two operations is rounded by itself, and what overflows in between never looks sound in the end. */
static void check_pair(const SceKernels *kernels, SceKernelBinary first, SceKernelBinary second, bool swapped) {
  uint64_t state = 7 + (uint64_t)first * 100 + second;
  double from[3][SCE_BATCH], out[SCE_BATCH], expected[SCE_BATCH];
  for (int round = 0; round < ROUNDS; round++) {
    uint32_t count = next_count(&state, round);
    unsigned scalars = (unsigned)(next_random(&state) % 8);
    for (int k = 0; k < 3; k++) fill(from[k], &state, (Taste)(round / (k + 2) % TASTE_COUNT));
    bool finite = true, between = true;
    for (uint32_t i = 0; i < count; i++) {
      double a = from[0][scalars & SCE_A_SCALAR ? 0 : i], b = from[1][scalars & SCE_B_SCALAR ? 0 : i], c = from[2][scalars & SCE_C_SCALAR ? 0 : i];
      double inner = compute_plain(first, a, b);
      expected[i] = swapped ? compute_plain(second, c, inner) : compute_plain(second, inner, c);
      finite = finite && isfinite(expected[i]);
      between = between && isfinite(inner);
    }
    bool answer = kernels->pair(first, second, swapped, out, from[0], from[1], from[2], scalars, count);
    cr_assert_eq(answer, finite, "%s, round %d", kernels->name, round);
    cr_assert(between || !answer);
    expect_same(out, expected, count, kernels->name, "pair", (int)(first * 10 + second));
  }
}

Test(kernels, pairs_are_the_plain_loop) {
  for (int k = 0; k < KERNELS; k++)
    for (int kinds = 0; get_kernels(k) && kinds < 9; kinds++)
      for (int swapped = 0; swapped < 2; swapped++) check_pair(get_kernels(k), (SceKernelBinary)(kinds / 3), (SceKernelBinary)(kinds % 3), swapped);
}

static void check_table(const SceKernels *kernels, uint32_t degree, uint32_t cells) {
  uint64_t state = 5 + degree;
  double x[SCE_BATCH], out[SCE_BATCH], expected[SCE_BATCH], low = -2.5, scale = cells / 3.25;
  double *coefficients = malloc((size_t)cells * (degree + 1) * sizeof(double));
  for (uint32_t i = 0; i < cells * (degree + 1); i++) coefficients[i] = next_unit(&state) - 0.5;
  for (int round = 0; round < 40; round++) {
    uint32_t count = next_count(&state, round * 2);
    for (int i = 0; i < SCE_BATCH; i++) x[i] = low + (next_unit(&state) * 1.1 - 0.05) * 3.25;
    for (uint32_t i = 0; i < count; i++) {
      double at = (x[i] - low) * scale, cell = floor(at) < 0 ? 0 : floor(at) > cells - 1 ? cells - 1 : floor(at), p = 0;
      const double *row = coefficients + (size_t)cell * (degree + 1);
      for (uint32_t k = degree + 1; k-- > 0;) p = k == degree ? row[k] : fma(p, at - cell, row[k]);
      expected[i] = p;
    }
    kernels->table(out, x, coefficients, low, scale, cells, degree, count);
    expect_same(out, expected, count, kernels->name, "table of degree", (int)degree);
  }
  free(coefficients);
}

Test(kernels, tables_are_the_plain_loop) {
  for (int k = 0; k < KERNELS; k++)
    for (uint32_t degree = 0; get_kernels(k) && degree < 10; degree++) check_table(get_kernels(k), degree, 1 + degree * 37);
}

static void check_sums(const SceKernels *kernels, int round) {
  uint64_t state = 1234 + (uint64_t)round;
  SceLanes lanes, expected;
  for (int i = 0; i < SCE_LANES; i++) lanes.sum[i] = lanes.square[i] = 0, lanes.min[i] = INFINITY, lanes.max[i] = -INFINITY;
  expected = lanes;
  double x[SCE_BATCH], pivot = next_unit(&state);
  for (uint32_t first = 0; first < SCE_BLOCK; first += SCE_BATCH) {
    uint32_t count = first ? next_count(&state, round) : SCE_BATCH;
    fill(x, &state, round % 2 ? TASTE_MODERATE : TASTE_UNIT);
    kernels->sums(&lanes, x, pivot, first, count);
    for (uint32_t i = 0; i < count; i++) {
      uint32_t lane = (first + i) % SCE_LANES;
      double d = x[i] - pivot;
      expected.sum[lane] += d;
      expected.square[lane] = fma(d, d, expected.square[lane]);
      expected.min[lane] = fmin(expected.min[lane], x[i]);
      expected.max[lane] = fmax(expected.max[lane], x[i]);
    }
  }
  cr_assert_eq(memcmp(&lanes, &expected, sizeof lanes), 0, "%s, round %d", kernels->name, round);
}

Test(kernels, sums_run_in_lanes) {
  for (int k = 0; k < KERNELS; k++)
    for (int round = 0; get_kernels(k) && round < 100; round++) check_sums(get_kernels(k), round);
}

static uint32_t plain_bucket(double x) {
  uint64_t pattern;
  if (x == 0) x = 0;
  memcpy(&pattern, &x, sizeof pattern);
  return (uint32_t)((pattern >> 63 ? ~pattern : pattern | UINT64_C(1) << 63) >> 40);
}

Test(kernels, buckets_keep_the_order) {
  uint64_t state = 9;
  double x[SCE_BATCH];
  uint32_t out[SCE_BATCH + 1];
  for (int k = 0; k < KERNELS; k++) {
    const SceKernels *kernels = get_kernels(k);
    for (int round = 0; kernels && round < ROUNDS; round++) {
      uint32_t count = next_count(&state, round);
      fill(x, &state, (Taste)(round % TASTE_ANY));
      x[0] = -0.0;
      out[count] = 0xABCDEF01u;
      kernels->buckets(out, x, count);
      cr_assert_eq(out[count], 0xABCDEF01u, "%s wrote beyond %u", kernels->name, count);
      for (uint32_t i = 0; i < count; i++) {
        cr_assert_eq(out[i], plain_bucket(x[i]), "%s: bucket of %a", kernels->name, x[i]);
        if (i) cr_assert(x[i] <= x[i - 1] ? out[i] <= out[i - 1] : out[i] >= out[i - 1]);
      }
    }
  }
}

/* --- accuracy ------------------------------------------------------------------------------------------------------------------------------------ */

static const struct {
  const char *name;
  double ulps, relative;             /* the bound that holds is the larger */
} bounds[] = {{"exp", 0.8, 0}, {"ln", 0.9, 0}, {"log10", 0.55, 0}, {"log2", 0.55, 0}, {"power", 0.9, 0}, {"normal_cdf", 0, 1e-14}, {"normal_quantile", 0, 1.2e-15}};

static double compute(const char *name, double x, double y) {
  if (!strcmp(name, "exp")) return sce_exp(x);
  if (!strcmp(name, "ln")) return sce_ln(x);
  if (!strcmp(name, "log10")) return sce_log10(x);
  if (!strcmp(name, "log2")) return sce_log2(x);
  if (!strcmp(name, "power")) return sce_power(x, y);
  if (!strcmp(name, "normal_cdf")) return sce_normal_cdf(x);
  cr_assert_str_eq(name, "normal_quantile");
  return sce_normal_quantile(x);
}

/* In units of the last place of the expected value; those of the numbers below the smallest normal one are all alike. */
static double count_ulps(double value, long double expected) {
  int exponent;
  frexpl(expected, &exponent);
  return (double)(fabsl(value - expected) / ldexpl(1, (exponent < DBL_MIN_EXP ? DBL_MIN_EXP : exponent) - DBL_MANT_DIG));
}

Test(kernels, functions_are_as_near_as_promised) {
  const char *folder = getenv("SCE_TESTS");
  char path[4096], line[256], name[32], value[64];
  snprintf(path, sizeof path, "%s/data/functions.csv", folder ? folder : "tests");
  FILE *file = fopen(path, "r");
  cr_assert_not_null(file);
  cr_assert_not_null(fgets(line, sizeof line, file));
  int rows = 0;
  while (fgets(line, sizeof line, file)) {
    double x, y;
    cr_assert_eq(sscanf(line, "%31[^,],%lf,%lf,%63s", name, &x, &y, value), 4, "%s", line);
    long double expected = strtold(value, NULL);
    double out = compute(name, x, y), ulps = count_ulps(out, expected);
    double relative = expected == 0 ? fabs(out) : (double)(fabsl(out - expected) / fabsl(expected));
    for (size_t k = 0; k < sizeof bounds / sizeof *bounds; k++)
      if (!strcmp(bounds[k].name, name))
        cr_assert(ulps <= bounds[k].ulps || relative <= bounds[k].relative, "%s(%a, %a) = %a is off by %.3f ulp, %.3g relative", name, x, y, out, ulps, relative);
    rows++;
  }
  fclose(file);
  cr_assert_gt(rows, 800);
}

Test(kernels, powers_have_the_rules_of_c) {
  for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
    for (size_t k = 0; k < sizeof specials / sizeof *specials; k++) {
      double expected = pow(specials[i], specials[k]), value = sce_power(specials[i], specials[k]);
      if (isfinite(expected) && expected != 0) cr_assert_leq(fabs(value - expected), fmax(3e-16 * fabs(expected), 5e-324), "power(%a, %a)", specials[i], specials[k]);
      else cr_assert(is_same(value, expected), "power(%a, %a) = %a, not %a", specials[i], specials[k], value, expected);
    }
}

Test(kernels, functions_at_their_ends) {
  cr_assert(is_same(sce_exp(INFINITY), INFINITY) && is_same(sce_exp(-INFINITY), 0) && is_same(sce_exp(709.79), INFINITY) && is_same(sce_exp(-745.2), 0) && isnan(sce_exp(NAN)));
  cr_assert(is_same(sce_exp(-745.1), 5e-324) && is_same(sce_exp(0), 1));
  double (*const logarithms[])(double) = {sce_ln, sce_log2, sce_log10};
  for (int k = 0; k < 3; k++) {
    cr_assert(is_same(logarithms[k](0), -INFINITY) && is_same(logarithms[k](-0.0), -INFINITY) && isnan(logarithms[k](-1)) && isnan(logarithms[k](-INFINITY)));
    cr_assert(is_same(logarithms[k](INFINITY), INFINITY) && isnan(logarithms[k](NAN)) && is_same(logarithms[k](1), 0));
  }
  for (int e = -1074; e < 1024; e++) cr_assert_eq(sce_log2(ldexp(1, e)), e);
  for (int e = 0; e < 23; e++) cr_assert_eq(sce_log10(pow(10, e)), e);
  cr_assert(sce_normal_cdf(0) == 0.5 && sce_normal_cdf(INFINITY) == 1 && sce_normal_cdf(-INFINITY) == 0 && isnan(sce_normal_cdf(NAN)));
  cr_assert_eq(sce_normal_quantile(0.5), 0);
  for (int k = 1; k < 1000; k++) cr_assert_eq(sce_normal_quantile(k / 1024.0 / 2), -sce_normal_quantile(1 - k / 1024.0 / 2));
}

/* --- random numbers ------------------------------------------------------------------------------------------------------------------------------ */

static void plain_philox(uint32_t out[4], const uint32_t counter[4], const uint32_t key[2]) {
  uint32_t x[4], k0 = key[0], k1 = key[1];
  memcpy(x, counter, sizeof x);
  for (int round = 0; round < 10; round++) {
    uint64_t p = UINT64_C(0xD2511F53) * x[0], q = UINT64_C(0xCD9E8D57) * x[2];
    uint32_t next[4] = {(uint32_t)(q >> 32) ^ x[1] ^ k0, (uint32_t)q, (uint32_t)(p >> 32) ^ x[3] ^ k1, (uint32_t)p};
    memcpy(x, next, sizeof x);
    k0 += 0x9E3779B9u, k1 += 0xBB67AE85u;
  }
  memcpy(out, x, sizeof x);
}

/* The known answers that the authors of Philox publish. */
Test(kernels, philox_gives_known_answers) {
  static const uint32_t cases[3][10] = {
    {0, 0, 0, 0, 0, 0, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u},
    {~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu},
    {0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u},
  };
  for (int k = 0; k < 3; k++) {
    uint32_t out[4];
    plain_philox(out, cases[k], cases[k] + 4);
    cr_assert_eq(memcmp(out, cases[k] + 6, sizeof out), 0, "case %d", k);
  }
}

static double plain_cell(uint32_t low, uint32_t high) { return ((double)(((uint64_t)high << 32 | low) >> 12) + 0.5) * 0x1p-52; }

Test(kernels, uniform_numbers_are_philox) {
  static const uint64_t batches[] = {0, 1, 2, 1000003, (UINT64_C(1) << 24) - 1, UINT64_C(1) << 24, UINT64_C(0x123456789AB)};
  uint64_t keys[] = {0, 1, UINT64_C(0xFFFFFFFFFFFFFFFF), UINT64_C(0x0123456789ABCDEF)};
  double out[SCE_BATCH], expected[SCE_BATCH];
  for (size_t b = 0; b < sizeof batches / sizeof *batches; b++)
    for (int key = 0; key < 4; key++) {
      for (uint32_t j = 0; j < SCE_BATCH / 2; j++) {
        uint64_t number = batches[b] * (SCE_BATCH / 2) + j;
        uint32_t words[4], counter[4] = {(uint32_t)number, (uint32_t)(number >> 32), 0, 0}, key_words[2] = {(uint32_t)keys[key], (uint32_t)(keys[key] >> 32)};
        plain_philox(words, counter, key_words);
        expected[j] = plain_cell(words[0], words[1]), expected[SCE_BATCH / 2 + j] = plain_cell(words[2], words[3]);
      }
      for (int k = 0; k < KERNELS; k++)
        if (get_kernels(k)) get_kernels(k)->uniform(out, keys[key], batches[b]), expect_same(out, expected, SCE_BATCH, kernel_names[k], "uniform", key);
      for (uint32_t j = 0; j < SCE_BATCH; j++) expected[j] = expected[j] * 0.3 + -7.1;
      for (int k = 0; k < KERNELS; k++)
        if (get_kernels(k)) get_kernels(k)->draw(out, keys[key], batches[b], 0.3, -7.1), expect_same(out, expected, SCE_BATCH, kernel_names[k], "draw", key);
    }
}

static int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Kolmogorov's and Smirnov's distance from the uniform distribution; sorts. */
static double measure_distance(double *x, size_t count) {
  double distance = 0;
  qsort(x, count, sizeof *x, compare_doubles);
  for (size_t i = 0; i < count; i++) distance = fmax(distance, fmax((double)(i + 1) / (double)count - x[i], x[i] - (double)i / (double)count));
  return distance;
}

enum { STREAM_BATCHES = 128, STREAM = STREAM_BATCHES * SCE_BATCH };

static double *make_stream(bool sobol, uint64_t key, uint64_t first) {
  const SceKernels *kernels = sce_kernels_get(NULL);
  double *stream = malloc(STREAM * sizeof *stream);
  for (uint64_t b = 0; b < STREAM_BATCHES; b++) (sobol ? kernels->sobol : kernels->uniform)(stream + b * SCE_BATCH, key, first + b);
  return stream;
}

Test(kernels, uniform_numbers_are_uniform, .timeout = 60) {
  double sum = 0;
  for (uint64_t key = 0; key < 20; key++) {
    double *stream = make_stream(false, key * UINT64_C(0x9E3779B97F4A7C15), key << 30), correlation = 0;
    for (size_t i = 0; i < STREAM; i++) {
      cr_assert(stream[i] > 0 && stream[i] < 1);
      if (i) correlation += (stream[i] - 0.5) * (stream[i - 1] - 0.5) * 12 / sqrt(STREAM);
    }
    cr_assert_lt(fabs(correlation), 4);
    double distance = measure_distance(stream, STREAM) * sqrt(STREAM);
    cr_assert_lt(distance, 1.95, "key %d: %f", (int)key, distance);             /* 1 in 1000 each */
    sum += distance;
    free(stream);
  }
  cr_assert(sum / 20 > 0.7 && sum / 20 < 1.05, "%f", sum / 20);                  /* 0.869, with a standard deviation of 0.058 */
}

Test(kernels, sobol_is_the_same_in_every_width) {
  double out[SCE_BATCH], expected[SCE_BATCH];
  uint64_t state = 4;
  for (int round = 0; round < 50; round++) {
    uint64_t key = next_random(&state), batch = next_random(&state) >> (round % 50 + 10);
    get_kernels(0)->sobol(expected, key, batch);
    for (int k = 1; k < KERNELS; k++)
      if (get_kernels(k)) get_kernels(k)->sobol(out, key, batch), expect_same(out, expected, SCE_BATCH, kernel_names[k], "sobol", round);
  }
}

/* In each aligned run of 2^k numbers one in each of 2^k cells. */
static void check_strata(const double *stream, int k) {
  size_t cells = (size_t)1 << k;
  unsigned char *seen = malloc(cells);
  for (size_t first = 0; first < STREAM; first += cells) {
    memset(seen, 0, cells);
    for (size_t i = 0; i < cells; i++) {
      size_t cell = (size_t)(stream[first + i] * (double)cells);
      cr_assert(cell < cells && !seen[cell], "2^%d cells, run at %zu: two in cell %zu", k, first, cell);
      seen[cell] = 1;
    }
  }
  free(seen);
}

Test(kernels, sobol_is_stratified, .timeout = 60) {
  static const uint64_t firsts[] = {0, STREAM_BATCHES * 77, (UINT64_C(1) << 23) - STREAM_BATCHES, UINT64_C(1) << 23};     /* up to number 2^32, and after it */
  for (uint64_t f = 0; f < 4; f++) {
    double *stream = make_stream(true, 1000 + f, firsts[f]);
    for (int k = 0; k <= 16; k++) check_strata(stream, k);
    cr_assert_leq(measure_distance(stream, STREAM), 1.0 / STREAM);
    free(stream);
  }
  double *a = make_stream(true, 5, 0), *b = make_stream(true, 5, UINT64_C(1) << 23);
  cr_assert_neq(memcmp(a, b, STREAM * sizeof *a), 0, "the numbers repeat after 2^32");
  free(a), free(b);
}

/* Two streams with different keys pair their ranks as two ideal nested scramblings do, which is all that strata in every aligned run leave to chance:
 * numbers 2 k and 2 k + 1 are in different halves in both, so that the highest bits meet n / 2 times, not n. Of 3000 pairs of such scramblings, drawn bit
 * by bit by another program, n - 1 times the squared correlation was 1.60 on average (of free pairings: 1), chi-square of 16 x 16 cells 240.0 with a
 * standard deviation of 45.2 (of free pairings: 225.4 and 21). */
static void pair_streams(uint64_t key_a, uint64_t key_b, uint64_t batch, double *correlation, double *chi) {
  double a[SCE_BATCH], b[SCE_BATCH];
  int counts[256] = {0};
  sce_kernels_get(NULL)->sobol(a, key_a, batch), sce_kernels_get(NULL)->sobol(b, key_b, batch);
  *correlation = *chi = 0;
  for (int i = 0; i < SCE_BATCH; i++) {
    double x = floor(a[i] * SCE_BATCH), y = floor(b[i] * SCE_BATCH), middle = (SCE_BATCH - 1) / 2.0;
    *correlation += (x - middle) * (y - middle) / (SCE_BATCH * ((double)SCE_BATCH * SCE_BATCH - 1) / 12);
    counts[(int)(x / 32) * 16 + (int)(y / 32)]++;
  }
  for (int i = 0; i < 256; i++) *chi += (counts[i] - 2) * (counts[i] - 2) / 2.0;
}

Test(kernels, sobol_streams_are_independent, .timeout = 60) {
  enum { PAIRS = 4000 };
  for (int way = 0; way < 3; way++) {
    double sum = 0, squares = 0, worst = 0, chis = 0, chi_squares = 0;
    uint64_t state = 31;
    for (uint64_t i = 0; i < PAIRS; i++) {
      double r, chi;
      if (way == 0) pair_streams(i, i + 1, 0, &r, &chi);
      else if (way == 1) pair_streams(next_random(&state), next_random(&state), i % 7, &r, &chi);
      else pair_streams(i << 32, i << 32 | 1, 1 + i % 3, &r, &chi);
      r *= sqrt(SCE_BATCH - 1);
      sum += r, squares += r * r, worst = fmax(worst, fabs(r)), chis += chi, chi_squares += chi * chi;
    }
    double mean = chis / PAIRS, sd = sqrt(chi_squares / PAIRS - mean * mean);
    cr_assert_lt(fabs(sum) / sqrt(PAIRS), 4 * 1.26, "way %d: mean of the correlations %f", way, sum / PAIRS);
    cr_assert_float_eq(squares / PAIRS, 1.60, 0.13, "way %d: variance of the correlations %f", way, squares / PAIRS);
    cr_assert_lt(worst, 6.5, "way %d: %f", way, worst);
    cr_assert_float_eq(mean, 240, 3, "way %d: mean of chi-square %f", way, mean);
    cr_assert_float_eq(sd, 45.2, 4, "way %d: standard deviation of chi-square %f", way, sd);
  }
}
