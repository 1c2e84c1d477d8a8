/* The inner loops of sampling: many doubles at once, in three widths that give the same bits.
 *
 * A kernel works on up to SCE_BATCH numbers. An operand is an array, or (its `_scalar` bit is set) a single number that stands for all.
 * Kernels of arithmetic say whether all that they made is finite; where they say false the caller looks at each number by itself (poison is its business).
 */
#ifndef SCE_SAMPLE_KERNELS_H
#define SCE_SAMPLE_KERNELS_H

#include <stdbool.h>
#include <stdint.h>

enum { SCE_BATCH = 512, SCE_BLOCK = 1024, SCE_LANES = 32 };   /* frozen: a block is two batches; sums run over SCE_LANES lanes within a block */

enum { SCE_A_SCALAR = 1, SCE_B_SCALAR = 2, SCE_C_SCALAR = 4 };

typedef enum SceKernelBinary { SCE_K_ADD, SCE_K_SUBTRACT, SCE_K_MULTIPLY, SCE_K_DIVIDE, SCE_K_MIN, SCE_K_MAX, SCE_K_LESS, SCE_K_LESS_EQUAL, SCE_K_GREATER, SCE_K_GREATER_EQUAL, SCE_K_EQUAL, SCE_K_NOT_EQUAL, SCE_K_AND, SCE_K_OR, SCE_K_POWER, SCE_K_BINARY_COUNT } SceKernelBinary;
typedef enum SceKernelUnary { SCE_K_NOT, SCE_K_NEGATE, SCE_K_ABS, SCE_K_SQRT, SCE_K_EXP, SCE_K_LN, SCE_K_LOG10, SCE_K_LOG2, SCE_K_FLOOR, SCE_K_CEIL, SCE_K_ROUND, SCE_K_NORMAL_QUANTILE, SCE_K_NORMAL_CDF, SCE_K_UNARY_COUNT } SceKernelUnary;

/* Sums of one block, lane by lane: number i of the block goes to lane i % SCE_LANES. */
typedef struct SceLanes {
  double sum[SCE_LANES], square[SCE_LANES];     /* of x - pivot, and of its square */
  double min[SCE_LANES], max[SCE_LANES];
} SceLanes;

typedef struct SceKernels {
  const char *name;                             /* "generic", "avx2", "avx512" */

  /* out[i] = a[i] op b[i] for finite operands; `scalars` is a sum of SCE_A_SCALAR, SCE_B_SCALAR. out may be a or b. False: some result is not finite
   * (or some operand was not), and out is to be computed anew point by point. */
  bool (*binary)(SceKernelBinary kind, double *out, const double *a, const double *b, unsigned scalars, uint32_t count);
  bool (*unary)(SceKernelUnary kind, double *out, const double *a, uint32_t count);
  bool (*select)(double *out, const double *condition, const double *yes, const double *no, unsigned scalars, uint32_t count);
  /* (a first b) second c, or with `swapped` c second (a first b), each rounded; both are SCE_K_ADD, SCE_K_SUBTRACT or SCE_K_MULTIPLY. */
  bool (*pair)(SceKernelBinary first, SceKernelBinary second, bool swapped, double *out, const double *a, const double *b, const double *c, unsigned scalars, uint32_t count);
  bool (*multiply_add)(double *out, const double *a, const double *b, const double *c, unsigned scalars, uint32_t count);   /* a * b, rounded, plus c */

  /* SCE_BATCH numbers in (0, 1), of batch number `batch` (samples batch * SCE_BATCH …) of the stream `key`: Philox4x32-10 with the two halves of the key,
   * of the counters batch * SCE_BATCH / 2 + j (lower half, upper half, 0, 0). Words 0 and 1 make number j of the batch, words 2 and 3 number
   * SCE_BATCH / 2 + j: the upper 52 of their 64 bits are k, and the number is (k + 0.5) / 2^52, exact and never 0 or 1. */
  void (*uniform)(double *out, uint64_t key, uint64_t batch);
  /* The same numbers times `factor`, rounded, plus `offset`. */
  void (*draw)(double *out, uint64_t key, uint64_t batch, double factor, double offset);
  /* The same as `uniform`, stratified: within each aligned run of 2^k samples exactly one number in each of 2^k equal cells, k <= 32. Sobol's first dimension, its index
   * and its value scrambled by the key; from sample 2^32 on by another key. Streams of different keys are as independent as such strata can be. */
  void (*sobol)(double *out, uint64_t key, uint64_t batch);

  /* A polynomial a cell of a table that starts at `low`, with `scale` cells for 1: v = (x[i] - low) * scale, cell = floor(v) within 0 .. cells - 1, and
   * out[i] = p(v - cell) by Horner's rule with fma; coefficient k of a cell is at cell * (degree + 1) + k. Odd degrees are the faster ones. */
  void (*table)(double *out, const double *x, const double *coefficients, double low, double scale, uint32_t cells, uint32_t degree, uint32_t count);

  /* Adds up to SCE_BATCH numbers, the first of which is number `first` of its block (0 or SCE_BATCH), to each lane in the order of the numbers:
   * d = x - pivot to `sum`, fma(d, d, square). */
  void (*sums)(SceLanes *lanes, const double *x, double pivot, uint32_t first, uint32_t count);
  /* The bucket of each number, upper 24 bits of its pattern made monotonic (sample/histogram.h); -0 is 0. */
  void (*buckets)(uint32_t *out, const double *x, uint32_t count);
} SceKernels;

/* "generic", "avx2", "avx512", or NULL for the widest that this processor has. NULL when it has none of that name. */
const SceKernels *sce_kernels_get(const char *name);

#endif
