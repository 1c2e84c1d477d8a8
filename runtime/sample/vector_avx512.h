/* Vectors of eight numbers, for processors with AVX-512 (F, DQ, VL, BW). The contract of each function is in vector_scalar.h. */
#ifndef SCE_SAMPLE_VECTOR_H
#define SCE_SAMPLE_VECTOR_H

#include <immintrin.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#define SCE_INLINE static inline __attribute__((always_inline))

enum { WIDTH = 8 };

typedef __m512d Vec;
typedef __m512i Bits;
typedef __mmask8 Mask;

SCE_INLINE Vec vec_all(double x) { return _mm512_set1_pd(x); }
SCE_INLINE Vec vec_load(const double *from) { return _mm512_loadu_pd(from); }
SCE_INLINE void vec_store(double *to, Vec x) { _mm512_storeu_pd(to, x); }
SCE_INLINE Mask part_mask(uint32_t n) { return (Mask)(n < 8 ? (1u << n) - 1 : 0xFFu); }
SCE_INLINE Vec vec_load_part(const double *from, uint32_t n) { return _mm512_mask_loadu_pd(vec_all(0.5), part_mask(n), from); }
SCE_INLINE void vec_store_part(double *to, Vec x, uint32_t n) { _mm512_mask_storeu_pd(to, part_mask(n), x); }

SCE_INLINE Vec vec_add(Vec a, Vec b) { return _mm512_add_pd(a, b); }
SCE_INLINE Vec vec_sub(Vec a, Vec b) { return _mm512_sub_pd(a, b); }
SCE_INLINE Vec vec_mul(Vec a, Vec b) { return _mm512_mul_pd(a, b); }
SCE_INLINE Vec vec_div(Vec a, Vec b) { return _mm512_div_pd(a, b); }
SCE_INLINE Vec vec_sqrt(Vec a) { return _mm512_sqrt_pd(a); }
SCE_INLINE Vec vec_fma(Vec a, Vec b, Vec c) { return _mm512_fmadd_pd(a, b, c); }
SCE_INLINE Vec vec_nfma(Vec a, Vec b, Vec c) { return _mm512_fnmadd_pd(a, b, c); }
SCE_INLINE Vec vec_min(Vec a, Vec b) { return _mm512_min_pd(a, b); }
SCE_INLINE Vec vec_max(Vec a, Vec b) { return _mm512_max_pd(a, b); }
SCE_INLINE Vec vec_floor(Vec a) { return _mm512_roundscale_pd(a, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC); }
SCE_INLINE Vec vec_ceil(Vec a) { return _mm512_roundscale_pd(a, _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC); }
SCE_INLINE Vec vec_trunc(Vec a) { return _mm512_roundscale_pd(a, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC); }
SCE_INLINE Vec vec_abs(Vec a) { return _mm512_andnot_pd(vec_all(-0.0), a); }
SCE_INLINE Vec vec_neg(Vec a) { return _mm512_xor_pd(vec_all(-0.0), a); }
SCE_INLINE Vec vec_sign_of(Vec a, Vec sign) { return _mm512_or_pd(vec_abs(a), _mm512_and_pd(vec_all(-0.0), sign)); }
SCE_INLINE Vec vec_watch(Vec sum, Vec x) { return _mm512_fmadd_pd(x, _mm512_setzero_pd(), sum); }

SCE_INLINE Mask vec_less(Vec a, Vec b) { return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ); }
SCE_INLINE Mask vec_less_equal(Vec a, Vec b) { return _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ); }
SCE_INLINE Mask vec_equal(Vec a, Vec b) { return _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ); }
SCE_INLINE Mask is_ordinary(Vec x) { return (Mask)~_mm512_fpclass_pd_mask(x, 0xFF); }      /* none of the classes, which leaves the positive normal numbers */
SCE_INLINE Mask mask_and(Mask a, Mask b) { return (Mask)(a & b); }
SCE_INLINE Mask mask_or(Mask a, Mask b) { return (Mask)(a | b); }
SCE_INLINE Mask mask_not(Mask a) { return (Mask)~a; }
SCE_INLINE bool mask_any(Mask a) { return a != 0; }
SCE_INLINE uint32_t mask_count(Mask a) { return (uint32_t)__builtin_popcount(a); }
SCE_INLINE Vec vec_pick(Mask mask, Vec yes, Vec no) { return _mm512_mask_blend_pd(mask, no, yes); }

SCE_INLINE Vec vec_compress(Mask mask, Vec x) { return _mm512_maskz_compress_pd(mask, x); }
SCE_INLINE Vec vec_expand(Mask mask, Vec x) { return _mm512_maskz_expand_pd(mask, x); }
SCE_INLINE void vec_store_some(double *to, Mask mask, Vec x) { _mm512_mask_storeu_pd(to, mask, x); }

SCE_INLINE Bits bits_all(uint64_t x) { return _mm512_set1_epi64((long long)x); }
SCE_INLINE Bits bits_count_from(uint64_t first) { return _mm512_add_epi64(bits_all(first), _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7)); }
SCE_INLINE Bits bits_of(Vec x) { return _mm512_castpd_si512(x); }
SCE_INLINE Vec bits_vec(Bits x) { return _mm512_castsi512_pd(x); }
SCE_INLINE Bits bits_add(Bits a, Bits b) { return _mm512_add_epi64(a, b); }
SCE_INLINE Bits bits_sub(Bits a, Bits b) { return _mm512_sub_epi64(a, b); }
SCE_INLINE Bits bits_and(Bits a, Bits b) { return _mm512_and_si512(a, b); }
SCE_INLINE Bits bits_or(Bits a, Bits b) { return _mm512_or_si512(a, b); }
SCE_INLINE Bits bits_xor(Bits a, Bits b) { return _mm512_xor_si512(a, b); }
SCE_INLINE Bits bits_xor3(Bits a, Bits b, Bits c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }
SCE_INLINE Bits bits_left(Bits a, int by) { return _mm512_slli_epi64(a, (unsigned)by); }
SCE_INLINE Bits bits_right(Bits a, int by) { return _mm512_srli_epi64(a, (unsigned)by); }
SCE_INLINE Bits bits_sign(Bits a) { return _mm512_srai_epi64(a, 63); }
SCE_INLINE Vec bits_number(Bits a) { return _mm512_cvtepi64_pd(a); }
SCE_INLINE Bits bits_high(Bits a) { return _mm512_shuffle_epi32(a, _MM_PERM_DDBB); }
SCE_INLINE Bits bits_join(Bits low, Bits high) { return _mm512_mask_shuffle_epi32(low, 0xAAAA, high, _MM_PERM_CCAA); }
SCE_INLINE Bits bits_mul32(Bits a, Bits b) { return _mm512_mul_epu32(a, b); }
SCE_INLINE Bits bits_reverse32(Bits a) {
  const Bits nibble = _mm512_set1_epi8(15);
  const Bits low = _mm512_broadcast_i32x4(_mm_setr_epi8(0, -128, 64, -64, 32, -96, 96, -32, 16, -112, 80, -48, 48, -80, 112, -16));
  const Bits high = _mm512_broadcast_i32x4(_mm_setr_epi8(0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15));
  const Bits order = _mm512_broadcast_i32x4(_mm_setr_epi8(3, 2, 1, 0, -1, -1, -1, -1, 11, 10, 9, 8, -1, -1, -1, -1));
  Bits x = _mm512_or_si512(_mm512_shuffle_epi8(low, _mm512_and_si512(a, nibble)),
                           _mm512_shuffle_epi8(high, _mm512_and_si512(_mm512_srli_epi64(a, 4), nibble)));
  return _mm512_shuffle_epi8(x, order);
}
SCE_INLINE void bits_store_low(uint32_t *to, Bits x, uint32_t n) {
  if (n >= 8) _mm256_storeu_si256((__m256i *)(void *)to, _mm512_cvtepi64_epi32(x));
  else _mm256_mask_storeu_epi32(to, part_mask(n), _mm512_cvtepi64_epi32(x));
}

SCE_INLINE Vec vec_scale(Vec x, Vec n) { return _mm512_scalef_pd(x, n); }

SCE_INLINE Bits bits_lookup(const uint64_t *table, Bits index) { return _mm512_permutex2var_epi64(_mm512_loadu_si512(table), index, _mm512_loadu_si512(table + 8)); }
SCE_INLINE Vec vec_lookup(const double *table, Bits index) { return _mm512_permutex2var_pd(_mm512_loadu_pd(table), index, _mm512_loadu_pd(table + 8)); }

typedef struct Rows { const double *at[WIDTH]; } Rows;
SCE_INLINE Rows rows_of(const double *table, Vec cell, uint32_t stride) {
  Rows rows;
  uint32_t at[8];
  _mm256_storeu_si256((__m256i *)(void *)at, _mm256_mullo_epi32(_mm512_cvttpd_epi32(cell), _mm256_set1_epi32((int)stride)));
  for (int i = 0; i < 8; i++) rows.at[i] = table + at[i];
  return rows;
}
SCE_INLINE Vec rows_load(const Rows *rows, uint32_t k) {
  return _mm512_setr_pd(rows->at[0][k], rows->at[1][k], rows->at[2][k], rows->at[3][k], rows->at[4][k], rows->at[5][k], rows->at[6][k], rows->at[7][k]);
}
SCE_INLINE __m256d load_halves(const double *first, const double *second) {
  return _mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(first)), _mm_loadu_pd(second), 1);
}
SCE_INLINE void rows_load_two(const Rows *rows, uint32_t k, Vec *first, Vec *second) {
  __m256d a = load_halves(rows->at[0] + k, rows->at[2] + k), b = load_halves(rows->at[4] + k, rows->at[6] + k);
  __m256d c = load_halves(rows->at[1] + k, rows->at[3] + k), d = load_halves(rows->at[5] + k, rows->at[7] + k);
  Vec even = _mm512_insertf64x4(_mm512_castpd256_pd512(a), b, 1), odd = _mm512_insertf64x4(_mm512_castpd256_pd512(c), d, 1);
  *first = _mm512_unpacklo_pd(even, odd), *second = _mm512_unpackhi_pd(even, odd);
}

#endif
