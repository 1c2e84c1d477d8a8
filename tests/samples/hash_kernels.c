/* Why this file exists: what sampling gives may not depend on the compiler. This program runs every function of the scalar forms and of
 * each kernel that the processor has over numbers of all sizes, and prints a hash of all the bits that came out, a line each. */
#include "sample/kernels.h"
#include "sample/portable.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROUNDS = 200, DEGREE = 5, CELLS = 50 };

static uint64_t add_bytes(uint64_t hash, const void *bytes, size_t size) {
  const unsigned char *at = bytes;
  for (size_t i = 0; i < size; i++) hash = (hash ^ at[i]) * UINT64_C(0x100000001B3);
  return hash;
}

/* NaNs count as one: which of them comes out of an operation is the processor's business. */
static uint64_t add_numbers(uint64_t hash, const double *numbers, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    double x = isnan(numbers[i]) ? 12345 : numbers[i];
    hash = add_bytes(hash, &x, sizeof x);
  }
  return hash;
}

static void fill(double *out, uint64_t *state, int round) {
  for (int i = 0; i < SCE_BATCH; i++) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint64_t bits = *state ^ *state >> 31;
    if (round % 3 == 0) out[i] = ((double)(bits >> 12) + 0.5) * 0x1p-52;
    else if (round % 3 == 1) out[i] = ((double)(bits >> 12) * 0x1p-52 - 0.4) * 100;
    else memcpy(&out[i], &bits, sizeof bits);
  }
}

static uint64_t hash_arithmetic(const SceKernels *kernels, uint64_t hash) {
  uint64_t state = 1;
  double a[SCE_BATCH], b[SCE_BATCH], c[SCE_BATCH], out[SCE_BATCH];
  for (int round = 0; round < ROUNDS; round++) {
    fill(a, &state, round), fill(b, &state, round / 3), fill(c, &state, round / 2);
    for (int kind = 0; kind < SCE_K_BINARY_COUNT; kind++) {
      bool finite = kernels->binary((SceKernelBinary)kind, out, a, b, (unsigned)round % 4, SCE_BATCH);
      hash = add_bytes(hash, &finite, sizeof finite);
      if (finite || kind != SCE_K_POWER) hash = add_numbers(hash, out, SCE_BATCH);
    }
    for (int kind = 0; kind < SCE_K_UNARY_COUNT; kind++) {
      bool finite = kernels->unary((SceKernelUnary)kind, out, a, SCE_BATCH);
      hash = add_numbers(add_bytes(hash, &finite, sizeof finite), out, SCE_BATCH);
    }
    bool finite = kernels->select(out, a, b, c, 0, SCE_BATCH);
    hash = add_numbers(add_bytes(hash, &finite, sizeof finite), out, SCE_BATCH);
    for (int kinds = 0; kinds < 18; kinds++) {
      finite = kernels->pair((SceKernelBinary)(kinds / 6), (SceKernelBinary)(kinds / 2 % 3), kinds % 2, out, a, b, c, (unsigned)round % 8, SCE_BATCH);
      hash = add_numbers(add_bytes(hash, &finite, sizeof finite), out, SCE_BATCH);
    }
    finite = kernels->multiply_add(out, a, b, c, 0, SCE_BATCH);
    hash = add_numbers(add_bytes(hash, &finite, sizeof finite), out, SCE_BATCH);
  }
  return hash;
}

static uint64_t hash_samples(const SceKernels *kernels, uint64_t hash) {
  double out[SCE_BATCH], x[SCE_BATCH], coefficients[CELLS * (DEGREE + 1)];
  uint32_t buckets[SCE_BATCH];
  SceLanes lanes = {{0}, {0}, {0}, {0}};
  for (int i = 0; i < CELLS * (DEGREE + 1); i++) coefficients[i] = 1.0 / (i + 3);
  for (uint64_t batch = 0; batch < ROUNDS; batch++) {
    kernels->uniform(out, batch << 33, batch << 20), hash = add_numbers(hash, out, SCE_BATCH);
    kernels->draw(out, batch << 33, batch << 20, 1 / 3.0, 7), hash = add_numbers(hash, out, SCE_BATCH);
    kernels->sobol(x, batch << 31, batch << 18), hash = add_numbers(hash, x, SCE_BATCH);
    kernels->table(out, x, coefficients, 0.01, CELLS, CELLS, (uint32_t)(batch % (DEGREE + 1)), SCE_BATCH), hash = add_numbers(hash, out, SCE_BATCH);
    kernels->sums(&lanes, x, 0.3, 0, SCE_BATCH), hash = add_bytes(hash, &lanes, sizeof lanes);
    kernels->buckets(buckets, x, SCE_BATCH), hash = add_bytes(hash, buckets, sizeof buckets);
  }
  return hash;
}

static uint64_t hash_scalar_forms(uint64_t hash) {
  double (*const functions[])(double) = {sce_exp, sce_ln, sce_log10, sce_log2, sce_normal_cdf, sce_normal_quantile};
  uint64_t state = 2;
  double a[SCE_BATCH], b[SCE_BATCH], out[SCE_BATCH];
  for (int round = 0; round < ROUNDS; round++) {
    fill(a, &state, round), fill(b, &state, round / 3);
    for (int f = 0; f < 7; f++) {
      for (int i = 0; i < SCE_BATCH; i++) out[i] = f < 6 ? functions[f](a[i]) : sce_power(a[i], b[i]);
      hash = add_numbers(hash, out, SCE_BATCH);
    }
  }
  return hash;
}

int main(void) {
  static const char *const names[] = {"generic", "avx2", "avx512"};
  printf("scalar %016llx\n", (unsigned long long)hash_scalar_forms(1));
  for (int k = 0; k < 3; k++) {
    const SceKernels *kernels = sce_kernels_get(names[k]);
    if (kernels) printf("kernel %016llx %s\n", (unsigned long long)hash_samples(kernels, hash_arithmetic(kernels, 1)), names[k]);
  }
  return 0;
}
