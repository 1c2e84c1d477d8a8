/* The loops of the kernels, the same text for every width.
 *
 * Included once by each of kernels_generic.c, kernels_avx2.c and kernels_avx512.c after their vectors; defines the static functions that a SceKernels
 * is made of. A switch over a kind stands outside of its loop: each case is the loop with the kind as a constant.
 */
#ifndef SCE_SAMPLE_KERNELS_LOOPS_H
#define SCE_SAMPLE_KERNELS_LOOPS_H

#include "kernels.h"
#include "vector_functions.h"

enum {
  GROUP = 4 * WIDTH,                    /* numbers that light loops take at once, so that sums of four vectors do not wait for each other */
  CHAINS = WIDTH == 8 ? 4 : 2,          /* counters side by side, since each waits for its products; as many as there are registers for */
};

/* Where an operand is read: its array, or a single number as often as a group needs it. */
typedef struct Source {
  const double *at;
  size_t step;
  double same[GROUP];
} Source;

SCE_INLINE void source_init(Source *source, const double *from, bool scalar) {
  source->at = scalar ? source->same : from;
  source->step = !scalar;
  for (int i = 0; scalar && i < GROUP; i++) source->same[i] = *from;
}

SCE_INLINE uint32_t smaller(uint32_t a, uint32_t b) { return a < b ? a : b; }
SCE_INLINE bool is_clean(Vec watched) { return !mask_any(mask_not(vec_equal(watched, vec_all(0)))); }

/* --- arithmetic --------------------------------------------------------------------------------------------------------------------------------- */

SCE_INLINE Mask is_equal(Vec a, Vec b) {
  return vec_less_equal(vec_abs(vec_sub(a, b)), vec_mul(vec_all(1e-12), vec_max(vec_abs(a), vec_abs(b))));
}

SCE_INLINE Vec truth(Mask mask) { return vec_pick(mask, vec_all(1), vec_all(0)); }
SCE_INLINE Mask is_true(Vec x) { return mask_not(vec_equal(x, vec_all(0))); }

SCE_INLINE Vec apply_binary(SceKernelBinary kind, Vec a, Vec b) {
  switch (kind) {
  case SCE_K_ADD: return vec_add(a, b);
  case SCE_K_SUBTRACT: return vec_sub(a, b);
  case SCE_K_MULTIPLY: return vec_mul(a, b);
  case SCE_K_DIVIDE: return vec_div(a, b);
  case SCE_K_MIN: return vec_min(a, b);
  case SCE_K_MAX: return vec_max(a, b);
  case SCE_K_LESS: return truth(mask_not(mask_or(vec_less_equal(b, a), is_equal(a, b))));
  case SCE_K_LESS_EQUAL: return truth(mask_or(vec_less_equal(a, b), is_equal(a, b)));
  case SCE_K_GREATER: return truth(mask_not(mask_or(vec_less_equal(a, b), is_equal(a, b))));
  case SCE_K_GREATER_EQUAL: return truth(mask_or(vec_less_equal(b, a), is_equal(a, b)));
  case SCE_K_EQUAL: return truth(is_equal(a, b));
  case SCE_K_NOT_EQUAL: return truth(mask_not(is_equal(a, b)));
  case SCE_K_AND: return truth(mask_and(is_true(a), is_true(b)));
  case SCE_K_OR: return truth(mask_or(is_true(a), is_true(b)));
  case SCE_K_POWER: return vec_power(a, b);
  default: return vec_all(NAN);
  }
}

/* What has to be finite beside the result: of some operations the result does not tell. */
SCE_INLINE Vec watch_binary(SceKernelBinary kind, Vec sum, Vec a, Vec b, Vec out) {
  if (kind <= SCE_K_MULTIPLY) return vec_watch(sum, out);
  if (kind == SCE_K_DIVIDE) return vec_watch(vec_watch(sum, out), b);
  sum = vec_watch(vec_watch(sum, a), b);
  return kind == SCE_K_POWER ? vec_watch(sum, out) : sum;
}

SCE_INLINE bool loop_binary(SceKernelBinary kind, double *out, const double *a, const double *b, unsigned scalars, uint32_t count) {
  Source sources[2];
  source_init(&sources[0], a, scalars & SCE_A_SCALAR);
  source_init(&sources[1], b, scalars & SCE_B_SCALAR);
  const double *x = sources[0].at, *y = sources[1].at;
  size_t step_x = sources[0].step, step_y = sources[1].step;
  Vec bad[4] = {vec_all(0), vec_all(0), vec_all(0), vec_all(0)};
  uint32_t i = 0;
  for (; kind != SCE_K_POWER && i + GROUP <= count; i += GROUP) {
    const double *from_x = x + i * step_x, *from_y = y + i * step_y;
    Vec x0 = vec_load(from_x), x1 = vec_load(from_x + WIDTH), x2 = vec_load(from_x + 2 * WIDTH), x3 = vec_load(from_x + 3 * WIDTH);
    Vec y0 = vec_load(from_y), y1 = vec_load(from_y + WIDTH), y2 = vec_load(from_y + 2 * WIDTH), y3 = vec_load(from_y + 3 * WIDTH);
    Vec z0 = apply_binary(kind, x0, y0), z1 = apply_binary(kind, x1, y1), z2 = apply_binary(kind, x2, y2), z3 = apply_binary(kind, x3, y3);
    vec_store(out + i, z0), vec_store(out + i + WIDTH, z1), vec_store(out + i + 2 * WIDTH, z2), vec_store(out + i + 3 * WIDTH, z3);
    bad[0] = watch_binary(kind, bad[0], x0, y0, z0), bad[1] = watch_binary(kind, bad[1], x1, y1, z1);
    bad[2] = watch_binary(kind, bad[2], x2, y2, z2), bad[3] = watch_binary(kind, bad[3], x3, y3, z3);
  }
  for (; i < count; i += WIDTH) {
    uint32_t n = smaller(WIDTH, count - i);
    Vec x0 = vec_load_part(x + i * step_x, n), y0 = vec_load_part(y + i * step_y, n), z0 = apply_binary(kind, x0, y0);
    vec_store_part(out + i, z0, n);
    bad[0] = watch_binary(kind, bad[0], x0, y0, z0);
  }
  return is_clean(vec_add(vec_add(bad[0], bad[1]), vec_add(bad[2], bad[3])));
}

static bool run_binary(SceKernelBinary kind, double *out, const double *a, const double *b, unsigned scalars, uint32_t count) {
  switch (kind) {
  case SCE_K_ADD: return loop_binary(SCE_K_ADD, out, a, b, scalars, count);
  case SCE_K_SUBTRACT: return loop_binary(SCE_K_SUBTRACT, out, a, b, scalars, count);
  case SCE_K_MULTIPLY: return loop_binary(SCE_K_MULTIPLY, out, a, b, scalars, count);
  case SCE_K_DIVIDE: return loop_binary(SCE_K_DIVIDE, out, a, b, scalars, count);
  case SCE_K_MIN: return loop_binary(SCE_K_MIN, out, a, b, scalars, count);
  case SCE_K_MAX: return loop_binary(SCE_K_MAX, out, a, b, scalars, count);
  case SCE_K_LESS: return loop_binary(SCE_K_LESS, out, a, b, scalars, count);
  case SCE_K_LESS_EQUAL: return loop_binary(SCE_K_LESS_EQUAL, out, a, b, scalars, count);
  case SCE_K_GREATER: return loop_binary(SCE_K_GREATER, out, a, b, scalars, count);
  case SCE_K_GREATER_EQUAL: return loop_binary(SCE_K_GREATER_EQUAL, out, a, b, scalars, count);
  case SCE_K_EQUAL: return loop_binary(SCE_K_EQUAL, out, a, b, scalars, count);
  case SCE_K_NOT_EQUAL: return loop_binary(SCE_K_NOT_EQUAL, out, a, b, scalars, count);
  case SCE_K_AND: return loop_binary(SCE_K_AND, out, a, b, scalars, count);
  case SCE_K_OR: return loop_binary(SCE_K_OR, out, a, b, scalars, count);
  case SCE_K_POWER: return loop_binary(SCE_K_POWER, out, a, b, scalars, count);
  default: return false;
  }
}

/* Watches what has to be finite: the operand, and the result where the operand does not tell. */
SCE_INLINE Vec apply_unary(SceKernelUnary kind, Vec a, Vec *bad) {
  Vec out;
  switch (kind) {
  case SCE_K_EXP:
    if (all_within(a, 708)) return exp_near(a, vec_all(0));
    out = vec_exp(a), *bad = vec_watch(*bad, out);
    break;
  case SCE_K_LN:
    if (all_ordinary(a)) return ln_near(a, vec_all(0));
    out = ln_far(a), *bad = vec_watch(*bad, out);
    break;
  case SCE_K_SQRT: out = vec_sqrt(a), *bad = vec_watch(*bad, out); return out;
  case SCE_K_LOG10: out = vec_log10(a), *bad = vec_watch(*bad, out); return out;
  case SCE_K_LOG2: out = vec_log2(a), *bad = vec_watch(*bad, out); return out;
  case SCE_K_NOT: out = truth(vec_equal(a, vec_all(0))); break;
  case SCE_K_NEGATE: out = vec_neg(a); break;
  case SCE_K_ABS: out = vec_abs(a); break;
  case SCE_K_FLOOR: out = vec_floor(a); break;
  case SCE_K_CEIL: out = vec_ceil(a); break;
  case SCE_K_ROUND: out = vec_round(a); break;
  case SCE_K_NORMAL_CDF: out = vec_normal_cdf(a); break;
  default: return vec_all(NAN);
  }
  *bad = vec_watch(*bad, a);
  return out;
}

SCE_INLINE bool is_light(SceKernelUnary kind) {
  return kind <= SCE_K_SQRT || kind == SCE_K_FLOOR || kind == SCE_K_CEIL || kind == SCE_K_ROUND;
}

SCE_INLINE bool loop_unary(SceKernelUnary kind, double *out, const double *a, uint32_t count) {
  Vec bad[4] = {vec_all(0), vec_all(0), vec_all(0), vec_all(0)};
  uint32_t i = 0;
  for (; is_light(kind) && i + GROUP <= count; i += GROUP) {
    Vec x0 = vec_load(a + i), x1 = vec_load(a + i + WIDTH), x2 = vec_load(a + i + 2 * WIDTH), x3 = vec_load(a + i + 3 * WIDTH);
    Vec z0 = apply_unary(kind, x0, &bad[0]), z1 = apply_unary(kind, x1, &bad[1]), z2 = apply_unary(kind, x2, &bad[2]), z3 = apply_unary(kind, x3, &bad[3]);
    vec_store(out + i, z0), vec_store(out + i + WIDTH, z1), vec_store(out + i + 2 * WIDTH, z2), vec_store(out + i + 3 * WIDTH, z3);
  }
  for (; !is_light(kind) && i + WIDTH <= count; i += WIDTH) {
    Vec x = vec_load(a + i), z = apply_unary(kind, x, &bad[0]);
    vec_store(out + i, z);
  }
  for (; i < count; i += WIDTH) {
    uint32_t n = smaller(WIDTH, count - i);
    Vec x = vec_load_part(a + i, n), z = apply_unary(kind, x, &bad[0]);
    vec_store_part(out + i, z, n);
  }
  return is_clean(vec_add(vec_add(bad[0], bad[1]), vec_add(bad[2], bad[3])));
}

/* One of seven numbers is in a tail. These are put side by side first, so that vectors of the dear part are full, and join the others at the end. */
static bool run_normal_quantile(double *out, const double *u, uint32_t count) {
  double tails[SCE_BATCH + 2 * WIDTH];
  Mask masks[SCE_BATCH / WIDTH];
  Vec bad = vec_all(0);
  uint32_t found = 0;
  for (uint32_t i = 0; i < count; i += WIDTH) {
    Vec x = i + WIDTH <= count ? vec_load(u + i) : vec_load_part(u + i, count - i);
    Mask tail = mask_not(is_middle(x));
    masks[i / WIDTH] = tail;
    vec_store(tails + found, vec_compress(tail, x));
    found += mask_count(tail);
  }
  for (uint32_t i = 0; i < found; i += WIDTH) {
    Vec z = quantile_tail(vec_load_part(tails + i, found - i));
    vec_store(tails + i, z);
    bad = vec_watch(bad, z);
  }
  found = 0;
  for (uint32_t i = 0; i < count; i += WIDTH) {
    Mask tail = masks[i / WIDTH];
    Vec z = vec_expand(tail, vec_load(tails + found));
    found += mask_count(tail);
    if (i + WIDTH <= count) vec_store(out + i, vec_pick(tail, z, quantile_middle(vec_load(u + i))));
    else vec_store_part(out + i, vec_pick(tail, z, quantile_middle(vec_load_part(u + i, count - i))), count - i);
  }
  return is_clean(bad);
}

static bool run_unary(SceKernelUnary kind, double *out, const double *a, uint32_t count) {
  switch (kind) {
  case SCE_K_NOT: return loop_unary(SCE_K_NOT, out, a, count);
  case SCE_K_NEGATE: return loop_unary(SCE_K_NEGATE, out, a, count);
  case SCE_K_ABS: return loop_unary(SCE_K_ABS, out, a, count);
  case SCE_K_SQRT: return loop_unary(SCE_K_SQRT, out, a, count);
  case SCE_K_EXP: return loop_unary(SCE_K_EXP, out, a, count);
  case SCE_K_LN: return loop_unary(SCE_K_LN, out, a, count);
  case SCE_K_LOG10: return loop_unary(SCE_K_LOG10, out, a, count);
  case SCE_K_LOG2: return loop_unary(SCE_K_LOG2, out, a, count);
  case SCE_K_FLOOR: return loop_unary(SCE_K_FLOOR, out, a, count);
  case SCE_K_CEIL: return loop_unary(SCE_K_CEIL, out, a, count);
  case SCE_K_ROUND: return loop_unary(SCE_K_ROUND, out, a, count);
  case SCE_K_NORMAL_QUANTILE: return run_normal_quantile(out, a, count);
  case SCE_K_NORMAL_CDF: return loop_unary(SCE_K_NORMAL_CDF, out, a, count);
  default: return false;
  }
}

/* Three operands: a choice, or a product and a sum. */
SCE_INLINE Vec apply_three(bool choice, Vec a, Vec b, Vec c, Vec *bad) {
  Vec out = choice ? vec_pick(is_true(a), b, c) : vec_add(vec_mul(a, b), c);
  *bad = vec_watch(choice ? vec_watch(*bad, a) : *bad, out);
  return out;
}

SCE_INLINE bool loop_three(bool choice, double *out, const double *const from[3], unsigned scalars, uint32_t count) {
  Source sources[3];
  for (int k = 0; k < 3; k++) source_init(&sources[k], from[k], scalars >> k & 1);
  const double *x = sources[0].at, *y = sources[1].at, *z = sources[2].at;
  size_t step_x = sources[0].step, step_y = sources[1].step, step_z = sources[2].step;
  Vec bad[4] = {vec_all(0), vec_all(0), vec_all(0), vec_all(0)};
  uint32_t i = 0;
  for (; i + GROUP <= count; i += GROUP)
    for (uint32_t k = 0; k < 4; k++) {
      Vec a = vec_load(x + i * step_x + k * WIDTH), b = vec_load(y + i * step_y + k * WIDTH), c = vec_load(z + i * step_z + k * WIDTH);
      vec_store(out + i + k * WIDTH, apply_three(choice, a, b, c, &bad[k]));
    }
  for (; i < count; i += WIDTH) {
    uint32_t n = smaller(WIDTH, count - i);
    Vec a = vec_load_part(x + i * step_x, n), b = vec_load_part(y + i * step_y, n), c = vec_load_part(z + i * step_z, n);
    vec_store_part(out + i, apply_three(choice, a, b, c, &bad[0]), n);
  }
  return is_clean(vec_add(vec_add(bad[0], bad[1]), vec_add(bad[2], bad[3])));
}

static bool run_select(double *out, const double *condition, const double *yes, const double *no, unsigned scalars, uint32_t count) {
  const double *const from[3] = {condition, yes, no};
  return loop_three(true, out, from, scalars, count);
}

static bool run_multiply_add(double *out, const double *a, const double *b, const double *c, unsigned scalars, uint32_t count) {
  const double *const from[3] = {a, b, c};
  return loop_three(false, out, from, scalars, count);
}

SCE_INLINE Vec apply_pair(SceKernelBinary first, SceKernelBinary second, bool swapped, Vec a, Vec b, Vec c, Vec *bad) {
  Vec inner = apply_binary(first, a, b), out = swapped ? apply_binary(second, c, inner) : apply_binary(second, inner, c);
  *bad = vec_watch(*bad, out);                                                /* what is not finite in between shows in the end */
  return out;
}

SCE_INLINE bool loop_pair(SceKernelBinary first, SceKernelBinary second, bool swapped, double *out, const double *const from[3], unsigned scalars, uint32_t count) {
  Source sources[3];
  for (int k = 0; k < 3; k++) source_init(&sources[k], from[k], scalars >> k & 1);
  const double *x = sources[0].at, *y = sources[1].at, *z = sources[2].at;
  size_t step_x = sources[0].step, step_y = sources[1].step, step_z = sources[2].step;
  Vec bad[4] = {vec_all(0), vec_all(0), vec_all(0), vec_all(0)};
  uint32_t i = 0;
  for (; i + GROUP <= count; i += GROUP)
    for (uint32_t k = 0; k < 4; k++) {
      Vec a = vec_load(x + i * step_x + k * WIDTH), b = vec_load(y + i * step_y + k * WIDTH), c = vec_load(z + i * step_z + k * WIDTH);
      vec_store(out + i + k * WIDTH, apply_pair(first, second, swapped, a, b, c, &bad[k]));
    }
  for (; i < count; i += WIDTH) {
    uint32_t n = smaller(WIDTH, count - i);
    Vec a = vec_load_part(x + i * step_x, n), b = vec_load_part(y + i * step_y, n), c = vec_load_part(z + i * step_z, n);
    vec_store_part(out + i, apply_pair(first, second, swapped, a, b, c, &bad[0]), n);
  }
  return is_clean(vec_add(vec_add(bad[0], bad[1]), vec_add(bad[2], bad[3])));
}

SCE_INLINE bool loop_pair_from(SceKernelBinary first, SceKernelBinary second, bool swapped, double *out, const double *const from[3], unsigned scalars, uint32_t count) {
  switch (second) {
  case SCE_K_ADD: return loop_pair(first, SCE_K_ADD, false, out, from, scalars, count);
  case SCE_K_MULTIPLY: return loop_pair(first, SCE_K_MULTIPLY, false, out, from, scalars, count);
  default: return swapped ? loop_pair(first, SCE_K_SUBTRACT, true, out, from, scalars, count) : loop_pair(first, SCE_K_SUBTRACT, false, out, from, scalars, count);
  }
}

static bool run_pair(SceKernelBinary first, SceKernelBinary second, bool swapped, double *out, const double *a, const double *b, const double *c, unsigned scalars, uint32_t count) {
  const double *const from[3] = {a, b, c};
  switch (first) {
  case SCE_K_ADD: return loop_pair_from(SCE_K_ADD, second, swapped, out, from, scalars, count);
  case SCE_K_MULTIPLY: return loop_pair_from(SCE_K_MULTIPLY, second, swapped, out, from, scalars, count);
  default: return loop_pair_from(SCE_K_SUBTRACT, second, swapped, out, from, scalars, count);
  }
}

/* --- random numbers ----------------------------------------------------------------------------------------------------------------------------- */

/* The middle of cell k of 2^52 in (0, 1): (k + 0.5) * 2^-52, exact. */
SCE_INLINE Vec cell_middle(Bits k) {
  return vec_sub(bits_vec(bits_or(k, bits_all(UINT64_C(0x3FF0000000000000)))), vec_all(1 - 0x1p-53));
}

/* Of the 64 bits whose lower and upper half are the lower halves of two words, the upper 52. */
SCE_INLINE Vec cells_of(Bits low, Bits high) { return cell_middle(bits_right(bits_join(low, high), 12)); }

/* Philox4x32-10 (Salmon and others, 2011) of the counter (number, number >> 32, 0, 0): ten rounds on four words, the lower halves of `words`. */
SCE_INLINE void loop_draw(double *out, bool scaled, Vec factor, Vec offset, uint64_t key, uint64_t batch) {
  const Bits first = bits_all(0xD2511F53u), second = bits_all(0xCD9E8D57u);
  Bits keys[20];
  for (uint32_t k = 0; k < 10; k++) {
    keys[2 * k] = bits_all((uint32_t)key + k * 0x9E3779B9u);
    keys[2 * k + 1] = bits_all((uint32_t)(key >> 32) + k * 0xBB67AE85u);
  }
  uint64_t number = batch * (SCE_BATCH / 2);
  for (uint32_t j = 0; j < SCE_BATCH / 2; j += CHAINS * WIDTH) {
    Bits a[CHAINS], b[CHAINS], c[CHAINS], d[CHAINS];
    for (uint32_t n = 0; n < CHAINS; n++) a[n] = bits_count_from((uint32_t)number + j + n * WIDTH), b[n] = bits_all(number >> 32), c[n] = d[n] = bits_all(0);
    for (int k = 0; k < 10; k++)
      for (int n = 0; n < CHAINS; n++) {
        Bits p = bits_mul32(first, a[n]), q = bits_mul32(second, c[n]);
        a[n] = bits_xor3(bits_high(q), b[n], keys[2 * k]);
        c[n] = bits_xor3(bits_high(p), d[n], keys[2 * k + 1]);
        b[n] = q, d[n] = p;
      }
    for (uint32_t n = 0; n < CHAINS; n++) {
      Vec x = cells_of(a[n], b[n]), y = cells_of(c[n], d[n]);
      vec_store(out + j + n * WIDTH, scaled ? vec_add(vec_mul(x, factor), offset) : x);
      vec_store(out + SCE_BATCH / 2 + j + n * WIDTH, scaled ? vec_add(vec_mul(y, factor), offset) : y);
    }
  }
}

static void run_uniform(double *out, uint64_t key, uint64_t batch) { loop_draw(out, false, vec_all(0), vec_all(0), key, batch); }
static void run_draw(double *out, uint64_t key, uint64_t batch, double factor, double offset) { loop_draw(out, true, vec_all(factor), vec_all(offset), key, batch); }

SCE_INLINE uint64_t mix_key(uint64_t x) {
  x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
  return x ^ x >> 31;
}

/* A permutation of words of 32 bits in which each bit depends on the key and on lower bits only: on reversed words, Owen's nested scrambling. */
SCE_INLINE Bits scramble(Bits x, uint64_t key) {
  x = bits_add(x, bits_all((uint32_t)key));
  x = bits_xor(x, bits_mul32(x, bits_all(0x6B43A9B6u)));
  x = bits_mul32(x, bits_all((uint32_t)(key >> 32) | 1));
  x = bits_xor(x, bits_mul32(x, bits_all(0x9D2C568Eu)));
  x = bits_add(x, bits_all((uint32_t)(key >> 16)));
  return bits_xor(x, bits_mul32(x, bits_all(0x5A3C1F6Au)));
}

/* Sobol's first dimension, the reversed index: the index scrambled, then the value; 20 bits from a hash of both below the 32. */
static void run_sobol(double *out, uint64_t key, uint64_t batch) {
  uint64_t index = batch * SCE_BATCH, base = mix_key(key + UINT64_C(0x9E3779B97F4A7C15) * ((index >> 32) + 1));
  uint64_t of_index = mix_key(base + 1), of_value = mix_key(base + 2), of_rest = mix_key(base + 3);
  for (uint32_t j = 0; j < SCE_BATCH; j += WIDTH) {
    Bits place = scramble(bits_reverse32(bits_count_from((uint32_t)index + j)), of_index);
    Bits value = bits_reverse32(scramble(bits_reverse32(place), of_value));
    Bits hash = bits_mul32(bits_xor(value, bits_all((uint32_t)of_rest)), bits_all(0xB5297A4Du));
    hash = bits_xor(hash, bits_right(hash, 32));
    hash = bits_mul32(bits_xor(hash, bits_all((uint32_t)(of_rest >> 32))), bits_all(0x68E31DA5u));
    Bits rest = bits_and(bits_xor(hash, bits_right(hash, 32)), bits_all(0xFFFFFu));
    vec_store(out + j, cell_middle(bits_or(bits_left(value, 20), rest)));
  }
}

/* --- tables, sums, buckets ---------------------------------------------------------------------------------------------------------------------- */

/* Polynomials of known places: `offsets` of their coefficients, and t. */
SCE_INLINE void loop_polynomials(double *out, const double *coefficients, const uint32_t *offsets, const double *places, uint32_t degree, uint32_t count) {
  for (uint32_t i = 0; i < count; i += WIDTH) {
    Rows rows = rows_at(coefficients, offsets + i);
    uint32_t k = degree + 1;
    Vec t = vec_load(places + i), p, above;
    if (k % 2) k -= 1, p = rows_load(&rows, k);
    else k -= 2, rows_load_two(&rows, k, &above, &p), p = vec_fma(p, t, above);
    while (k) {
      Vec next;
      k -= 2, rows_load_two(&rows, k, &above, &next);
      p = vec_fma(vec_fma(p, t, next), t, above);
    }
    if (i + WIDTH <= count) vec_store(out + i, p);
    else vec_store_part(out + i, p, count - i);
  }
}

/* In two passes, so that addresses are known long before what stands there is needed. */
static void run_table(double *out, const double *x, const double *coefficients, double low, double scale, uint32_t cells, uint32_t degree, uint32_t count) {
  uint32_t offsets[SCE_BATCH];
  double places[SCE_BATCH];
  const Vec last = vec_all((double)cells - 1);
  for (uint32_t i = 0; i < count; i += WIDTH) {
    Vec at = i + WIDTH <= count ? vec_load(x + i) : vec_load_part(x + i, count - i);
    at = vec_mul(vec_sub(at, vec_all(low)), vec_all(scale));
    Vec cell = vec_min(vec_max(vec_floor(at), vec_all(0)), last);
    vec_store(places + i, vec_sub(at, cell));
    rows_store(offsets + i, cell, degree + 1);
  }
  switch (degree) {
  case 3: loop_polynomials(out, coefficients, offsets, places, 3, count); break;
  case 5: loop_polynomials(out, coefficients, offsets, places, 5, count); break;
  case 7: loop_polynomials(out, coefficients, offsets, places, 7, count); break;
  default: loop_polynomials(out, coefficients, offsets, places, degree, count);
  }
}

SCE_INLINE void add_to_lanes(Vec sums[4], const double *x, Vec pivot) {
  Vec value = vec_load(x), d = vec_sub(value, pivot);
  sums[0] = vec_add(sums[0], d);
  sums[1] = vec_fma(d, d, sums[1]);
  sums[2] = vec_min(value, sums[2]);
  sums[3] = vec_max(value, sums[3]);
}

SCE_INLINE void load_lanes(Vec sums[4], const SceLanes *lanes, uint32_t lane) {
  sums[0] = vec_load(lanes->sum + lane), sums[1] = vec_load(lanes->square + lane);
  sums[2] = vec_load(lanes->min + lane), sums[3] = vec_load(lanes->max + lane);
}

SCE_INLINE void store_lanes(SceLanes *lanes, const Vec sums[4], uint32_t lane) {
  vec_store(lanes->sum + lane, sums[0]), vec_store(lanes->square + lane, sums[1]);
  vec_store(lanes->min + lane, sums[2]), vec_store(lanes->max + lane, sums[3]);
}

static void run_sums(SceLanes *lanes, const double *x, double pivot, uint32_t first, uint32_t count) {
  (void)first;                          /* a multiple of SCE_LANES */
  const Vec pivots = vec_all(pivot);
  uint32_t whole = count / SCE_LANES * SCE_LANES;
  for (uint32_t lane = 0; lane < SCE_LANES && whole; lane += GROUP) {
    Vec a[4], b[4], c[4], d[4];
    load_lanes(a, lanes, lane), load_lanes(b, lanes, lane + WIDTH), load_lanes(c, lanes, lane + 2 * WIDTH), load_lanes(d, lanes, lane + 3 * WIDTH);
    for (uint32_t i = lane; i < whole; i += SCE_LANES) {
      add_to_lanes(a, x + i, pivots), add_to_lanes(b, x + i + WIDTH, pivots);
      add_to_lanes(c, x + i + 2 * WIDTH, pivots), add_to_lanes(d, x + i + 3 * WIDTH, pivots);
    }
    store_lanes(lanes, a, lane), store_lanes(lanes, b, lane + WIDTH), store_lanes(lanes, c, lane + 2 * WIDTH), store_lanes(lanes, d, lane + 3 * WIDTH);
  }
  for (uint32_t i = whole; i < count; i++) {
    uint32_t lane = i % SCE_LANES;
    double value = x[i], d = value - pivot;
    lanes->sum[lane] += d;
    lanes->square[lane] = fma(d, d, lanes->square[lane]);
    lanes->min[lane] = value < lanes->min[lane] ? value : lanes->min[lane];
    lanes->max[lane] = value > lanes->max[lane] ? value : lanes->max[lane];
  }
}

static void run_buckets(uint32_t *out, const double *x, uint32_t count) {
  const Bits top = bits_all(UINT64_C(1) << 63);
  for (uint32_t i = 0; i < count; i += WIDTH) {
    uint32_t n = smaller(WIDTH, count - i);
    Bits pattern = bits_of(vec_add(n == WIDTH ? vec_load(x + i) : vec_load_part(x + i, n), vec_all(0)));       /* -0 becomes 0 */
    bits_store_low(out + i, bits_right(bits_xor(pattern, bits_or(bits_sign(pattern), top)), 40), n);
  }
}

#define SCE_KERNELS_OF(name) {name, run_binary, run_unary, run_select, run_pair, run_multiply_add, run_uniform, run_draw, run_sobol, run_table, run_sums, run_buckets}

#endif
