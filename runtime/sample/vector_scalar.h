/* Vectors of one number: what vector_functions.h and kernels_loops.h compute with where nothing wider is wanted.
 *
 * One of three files that define the same names (vector_avx2.h, vector_avx512.h); a source includes exactly one of them. Each function does to every
 * number of a vector what the plain C here does to its single one, to the last bit. That is the whole contract, so this file is the one to read.
 */
#ifndef SCE_SAMPLE_VECTOR_H
#define SCE_SAMPLE_VECTOR_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define SCE_INLINE static inline __attribute__((always_inline))

enum { WIDTH = 1 };                     /* numbers in a vector */

typedef double Vec;
typedef uint64_t Bits;                  /* as many whole numbers of 64 bits */
typedef bool Mask;

SCE_INLINE Vec vec_all(double x) { return x; }
SCE_INLINE Vec vec_load(const double *from) { return *from; }
SCE_INLINE void vec_store(double *to, Vec x) { *to = x; }
/* The first n; the others are 0.5, a number that every function takes. */
SCE_INLINE Vec vec_load_part(const double *from, uint32_t n) { return n ? *from : 0.5; }
SCE_INLINE void vec_store_part(double *to, Vec x, uint32_t n) { if (n) *to = x; }

SCE_INLINE Vec vec_add(Vec a, Vec b) { return a + b; }
SCE_INLINE Vec vec_sub(Vec a, Vec b) { return a - b; }
SCE_INLINE Vec vec_mul(Vec a, Vec b) { return a * b; }
SCE_INLINE Vec vec_div(Vec a, Vec b) { return a / b; }
SCE_INLINE Vec vec_sqrt(Vec a) { return sqrt(a); }
SCE_INLINE Vec vec_fma(Vec a, Vec b, Vec c) { return fma(a, b, c); }        /* a * b + c, rounded once */
SCE_INLINE Vec vec_nfma(Vec a, Vec b, Vec c) { return fma(-a, b, c); }      /* c - a * b, rounded once */
SCE_INLINE Vec vec_min(Vec a, Vec b) { return a < b ? a : b; }              /* b when one is a NaN, or both are zeros */
SCE_INLINE Vec vec_max(Vec a, Vec b) { return a > b ? a : b; }
SCE_INLINE Vec vec_floor(Vec a) { return floor(a); }
SCE_INLINE Vec vec_ceil(Vec a) { return ceil(a); }
SCE_INLINE Vec vec_trunc(Vec a) { return trunc(a); }
SCE_INLINE Vec vec_abs(Vec a) { return fabs(a); }
SCE_INLINE Vec vec_neg(Vec a) { return -a; }
SCE_INLINE Vec vec_sign_of(Vec a, Vec sign) { return copysign(a, sign); }

/* Not a NaN as long as no x was infinite or a NaN: a sum of x * 0. */
SCE_INLINE Vec vec_watch(Vec sum, Vec x) { return sum + x * 0.0; }

SCE_INLINE Mask vec_less(Vec a, Vec b) { return a < b; }
SCE_INLINE Mask vec_less_equal(Vec a, Vec b) { return a <= b; }
SCE_INLINE Mask vec_equal(Vec a, Vec b) { return a == b; }
SCE_INLINE Mask is_ordinary(Vec x) { return x >= 0x1p-1022 && x <= 0x1.fffffffffffffp1023; }      /* positive, normal, finite */
SCE_INLINE Mask mask_and(Mask a, Mask b) { return a & b; }
SCE_INLINE Mask mask_or(Mask a, Mask b) { return a | b; }
SCE_INLINE Mask mask_not(Mask a) { return !a; }
SCE_INLINE bool mask_any(Mask a) { return a; }
SCE_INLINE uint32_t mask_count(Mask a) { return a; }
SCE_INLINE Vec vec_pick(Mask mask, Vec yes, Vec no) { return mask ? yes : no; }

/* The numbers that the mask holds, moved together at the start; and the other way round. What else is in the vector has no meaning. */
SCE_INLINE Vec vec_compress(Mask mask, Vec x) { return (void)mask, x; }
SCE_INLINE Vec vec_expand(Mask mask, Vec x) { return (void)mask, x; }
SCE_INLINE void vec_store_some(double *to, Mask mask, Vec x) { if (mask) *to = x; }           /* those that the mask holds; the others are left as they are */

SCE_INLINE Bits bits_all(uint64_t x) { return x; }
SCE_INLINE Bits bits_count_from(uint64_t first) { return first; }           /* first, first + 1, … */
SCE_INLINE Bits bits_of(Vec x) { Bits out; memcpy(&out, &x, sizeof out); return out; }
SCE_INLINE Vec bits_vec(Bits x) { Vec out; memcpy(&out, &x, sizeof out); return out; }
SCE_INLINE Bits bits_add(Bits a, Bits b) { return a + b; }
SCE_INLINE Bits bits_sub(Bits a, Bits b) { return a - b; }
SCE_INLINE Bits bits_and(Bits a, Bits b) { return a & b; }
SCE_INLINE Bits bits_or(Bits a, Bits b) { return a | b; }
SCE_INLINE Bits bits_xor(Bits a, Bits b) { return a ^ b; }
SCE_INLINE Bits bits_xor3(Bits a, Bits b, Bits c) { return a ^ b ^ c; }
SCE_INLINE Bits bits_left(Bits a, int by) { return a << by; }
SCE_INLINE Bits bits_right(Bits a, int by) { return a >> by; }
SCE_INLINE Bits bits_sign(Bits a) { return 0 - (a >> 63); }                 /* all ones where the uppermost bit is set */
SCE_INLINE Vec bits_number(Bits a) { return (double)a; }              /* below 2^52 */
SCE_INLINE Bits bits_high(Bits a) { return a >> 32; }                          /* in the lower half; the upper half has no meaning */
SCE_INLINE Bits bits_join(Bits low, Bits high) { return (low & 0xFFFFFFFFu) | high << 32; }            /* of two lower halves */
SCE_INLINE Bits bits_mul32(Bits a, Bits b) { return (a & 0xFFFFFFFFu) * (b & 0xFFFFFFFFu); }
SCE_INLINE Bits bits_reverse32(Bits a) {                                    /* of the lower 32 bits; the upper are 0 */
  uint32_t x = (uint32_t)a;
  x = (x >> 1 & 0x55555555u) | (x & 0x55555555u) << 1;
  x = (x >> 2 & 0x33333333u) | (x & 0x33333333u) << 2;
  x = (x >> 4 & 0x0F0F0F0Fu) | (x & 0x0F0F0F0Fu) << 4;
  x = (x >> 8 & 0x00FF00FFu) | (x & 0x00FF00FFu) << 8;
  return (uint32_t)(x >> 16 | x << 16);
}
SCE_INLINE void bits_store_low(uint32_t *to, Bits x, uint32_t n) { if (n) *to = (uint32_t)x; }    /* the lower halves of the first n */

/* x * 2^n for whole n from -1200 to 1200, rounded once. */
SCE_INLINE Vec vec_scale(Vec x, Vec n) {
  int64_t all = (int64_t)(n == n ? n : 0.0), half = all >> 1;
  return x * bits_vec((uint64_t)(half + 1023) << 52) * bits_vec((uint64_t)(all - half + 1023) << 52);
}

/* Number `index & 15` of a table of sixteen. */
SCE_INLINE Bits bits_lookup(const uint64_t *table, Bits index) { return table[index & 15]; }
SCE_INLINE Vec vec_lookup(const double *table, Bits index) { return table[index & 15]; }

/* Where rows of a table start: cell * stride, for whole cells. */
typedef struct Rows { const double *at[WIDTH]; } Rows;
SCE_INLINE Rows rows_of(const double *table, Vec cell, uint32_t stride) { return (Rows){{table + (size_t)cell * stride}}; }
SCE_INLINE Vec rows_load(const Rows *rows, uint32_t k) { return rows->at[0][k]; }
SCE_INLINE void rows_load_two(const Rows *rows, uint32_t k, Vec *first, Vec *second) { *first = rows->at[0][k], *second = rows->at[0][k + 1]; }

#endif
