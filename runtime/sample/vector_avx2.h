/* Vectors of four numbers, for processors with AVX2 and FMA. The contract of each function is in vector_scalar.h. */
#ifndef SCE_SAMPLE_VECTOR_H
#define SCE_SAMPLE_VECTOR_H

#include <immintrin.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#define SCE_INLINE static inline __attribute__((always_inline))

enum { WIDTH = 4 };

typedef __m256d Vec;
typedef __m256i Bits;
typedef __m256d Mask;

/* For each set of lanes: which halves of numbers go where (compress, expand), and the sign bits that load and store by parts want. */
static const uint32_t compress_order[16][8] = {
  {0, 1, 2, 3, 4, 5, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7}, {2, 3, 0, 1, 4, 5, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7},
  {4, 5, 0, 1, 2, 3, 6, 7}, {0, 1, 4, 5, 2, 3, 6, 7}, {2, 3, 4, 5, 0, 1, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7},
  {6, 7, 0, 1, 2, 3, 4, 5}, {0, 1, 6, 7, 2, 3, 4, 5}, {2, 3, 6, 7, 0, 1, 4, 5}, {0, 1, 2, 3, 6, 7, 4, 5},
  {4, 5, 6, 7, 0, 1, 2, 3}, {0, 1, 4, 5, 6, 7, 2, 3}, {2, 3, 4, 5, 6, 7, 0, 1}, {0, 1, 2, 3, 4, 5, 6, 7},
};
static const uint32_t expand_order[16][8] = {
  {0, 1, 0, 1, 0, 1, 0, 1}, {0, 1, 0, 1, 0, 1, 0, 1}, {0, 1, 0, 1, 0, 1, 0, 1}, {0, 1, 2, 3, 0, 1, 0, 1},
  {0, 1, 0, 1, 0, 1, 0, 1}, {0, 1, 0, 1, 2, 3, 0, 1}, {0, 1, 0, 1, 2, 3, 0, 1}, {0, 1, 2, 3, 4, 5, 0, 1},
  {0, 1, 0, 1, 0, 1, 0, 1}, {0, 1, 0, 1, 0, 1, 2, 3}, {0, 1, 0, 1, 0, 1, 2, 3}, {0, 1, 2, 3, 0, 1, 4, 5},
  {0, 1, 0, 1, 0, 1, 2, 3}, {0, 1, 0, 1, 2, 3, 4, 5}, {0, 1, 0, 1, 2, 3, 4, 5}, {0, 1, 2, 3, 4, 5, 6, 7},
};
static const int64_t part_lanes[8] = {-1, -1, -1, -1, 0, 0, 0, 0};

SCE_INLINE Vec vec_all(double x) { return _mm256_set1_pd(x); }
SCE_INLINE Vec vec_load(const double *from) { return _mm256_loadu_pd(from); }
SCE_INLINE void vec_store(double *to, Vec x) { _mm256_storeu_pd(to, x); }
SCE_INLINE Bits part_mask(uint32_t n) { return _mm256_loadu_si256((const __m256i *)(const void *)(part_lanes + 4 - (n < 4 ? n : 4))); }
SCE_INLINE Vec vec_load_part(const double *from, uint32_t n) {
  Bits mask = part_mask(n);
  return _mm256_blendv_pd(vec_all(0.5), _mm256_maskload_pd(from, mask), _mm256_castsi256_pd(mask));
}
SCE_INLINE void vec_store_part(double *to, Vec x, uint32_t n) { _mm256_maskstore_pd(to, part_mask(n), x); }

SCE_INLINE Vec vec_add(Vec a, Vec b) { return _mm256_add_pd(a, b); }
SCE_INLINE Vec vec_sub(Vec a, Vec b) { return _mm256_sub_pd(a, b); }
SCE_INLINE Vec vec_mul(Vec a, Vec b) { return _mm256_mul_pd(a, b); }
SCE_INLINE Vec vec_div(Vec a, Vec b) { return _mm256_div_pd(a, b); }
SCE_INLINE Vec vec_sqrt(Vec a) { return _mm256_sqrt_pd(a); }
SCE_INLINE Vec vec_fma(Vec a, Vec b, Vec c) { return _mm256_fmadd_pd(a, b, c); }
SCE_INLINE Vec vec_nfma(Vec a, Vec b, Vec c) { return _mm256_fnmadd_pd(a, b, c); }
SCE_INLINE Vec vec_min(Vec a, Vec b) { return _mm256_min_pd(a, b); }
SCE_INLINE Vec vec_max(Vec a, Vec b) { return _mm256_max_pd(a, b); }
SCE_INLINE Vec vec_floor(Vec a) { return _mm256_floor_pd(a); }
SCE_INLINE Vec vec_ceil(Vec a) { return _mm256_ceil_pd(a); }
SCE_INLINE Vec vec_trunc(Vec a) { return _mm256_round_pd(a, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC); }
SCE_INLINE Vec vec_abs(Vec a) { return _mm256_andnot_pd(vec_all(-0.0), a); }
SCE_INLINE Vec vec_neg(Vec a) { return _mm256_xor_pd(vec_all(-0.0), a); }
SCE_INLINE Vec vec_sign_of(Vec a, Vec sign) { return _mm256_or_pd(vec_abs(a), _mm256_and_pd(vec_all(-0.0), sign)); }
SCE_INLINE Vec vec_watch(Vec sum, Vec x) { return _mm256_fmadd_pd(x, _mm256_setzero_pd(), sum); }

SCE_INLINE Mask vec_less(Vec a, Vec b) { return _mm256_cmp_pd(a, b, _CMP_LT_OQ); }
SCE_INLINE Mask vec_less_equal(Vec a, Vec b) { return _mm256_cmp_pd(a, b, _CMP_LE_OQ); }
SCE_INLINE Mask vec_equal(Vec a, Vec b) { return _mm256_cmp_pd(a, b, _CMP_EQ_OQ); }
SCE_INLINE Mask is_ordinary(Vec x) { return _mm256_and_pd(_mm256_cmp_pd(vec_all(0x1p-1022), x, _CMP_LE_OQ), _mm256_cmp_pd(x, vec_all(0x1.fffffffffffffp1023), _CMP_LE_OQ)); }
SCE_INLINE Mask mask_and(Mask a, Mask b) { return _mm256_and_pd(a, b); }
SCE_INLINE Mask mask_or(Mask a, Mask b) { return _mm256_or_pd(a, b); }
SCE_INLINE Mask mask_not(Mask a) { return _mm256_xor_pd(a, _mm256_castsi256_pd(_mm256_set1_epi64x(-1))); }
SCE_INLINE bool mask_any(Mask a) { return _mm256_movemask_pd(a) != 0; }
SCE_INLINE uint32_t mask_count(Mask a) { return (uint32_t)__builtin_popcount((unsigned)_mm256_movemask_pd(a)); }
SCE_INLINE Vec vec_pick(Mask mask, Vec yes, Vec no) { return _mm256_blendv_pd(no, yes, mask); }

SCE_INLINE Vec vec_reorder(const uint32_t *order, Vec x) {
  Bits by = _mm256_loadu_si256((const __m256i *)(const void *)order);
  return _mm256_castsi256_pd(_mm256_permutevar8x32_epi32(_mm256_castpd_si256(x), by));
}
SCE_INLINE Vec vec_compress(Mask mask, Vec x) { return vec_reorder(compress_order[_mm256_movemask_pd(mask)], x); }
SCE_INLINE Vec vec_expand(Mask mask, Vec x) { return vec_reorder(expand_order[_mm256_movemask_pd(mask)], x); }
SCE_INLINE void vec_store_some(double *to, Mask mask, Vec x) { _mm256_storeu_pd(to, _mm256_blendv_pd(_mm256_loadu_pd(to), x, mask)); }

SCE_INLINE Bits bits_all(uint64_t x) { return _mm256_set1_epi64x((long long)x); }
SCE_INLINE Bits bits_count_from(uint64_t first) { return _mm256_add_epi64(bits_all(first), _mm256_setr_epi64x(0, 1, 2, 3)); }
SCE_INLINE Bits bits_of(Vec x) { return _mm256_castpd_si256(x); }
SCE_INLINE Vec bits_vec(Bits x) { return _mm256_castsi256_pd(x); }
SCE_INLINE Bits bits_add(Bits a, Bits b) { return _mm256_add_epi64(a, b); }
SCE_INLINE Bits bits_sub(Bits a, Bits b) { return _mm256_sub_epi64(a, b); }
SCE_INLINE Bits bits_and(Bits a, Bits b) { return _mm256_and_si256(a, b); }
SCE_INLINE Bits bits_or(Bits a, Bits b) { return _mm256_or_si256(a, b); }
SCE_INLINE Bits bits_xor(Bits a, Bits b) { return _mm256_xor_si256(a, b); }
SCE_INLINE Bits bits_xor3(Bits a, Bits b, Bits c) { return bits_xor(bits_xor(a, c), b); }
SCE_INLINE Bits bits_left(Bits a, int by) { return _mm256_slli_epi64(a, by); }
SCE_INLINE Bits bits_right(Bits a, int by) { return _mm256_srli_epi64(a, by); }
SCE_INLINE Bits bits_sign(Bits a) { return _mm256_cmpgt_epi64(_mm256_setzero_si256(), a); }
SCE_INLINE Vec bits_number(Bits a) { return vec_sub(bits_vec(_mm256_or_si256(a, bits_all(UINT64_C(0x4330000000000000)))), vec_all(0x1p52)); }
SCE_INLINE Bits bits_high(Bits a) { return _mm256_castps_si256(_mm256_movehdup_ps(_mm256_castsi256_ps(a))); }
SCE_INLINE Bits bits_join(Bits low, Bits high) { return _mm256_blend_epi32(low, _mm256_slli_epi64(high, 32), 0xAA); }
SCE_INLINE Bits bits_mul32(Bits a, Bits b) { return _mm256_mul_epu32(a, b); }
SCE_INLINE Bits bits_reverse32(Bits a) {
  const Bits nibble = _mm256_set1_epi8(15);
  const Bits low = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, -128, 64, -64, 32, -96, 96, -32, 16, -112, 80, -48, 48, -80, 112, -16));
  const Bits high = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15));
  const Bits order = _mm256_broadcastsi128_si256(_mm_setr_epi8(3, 2, 1, 0, -1, -1, -1, -1, 11, 10, 9, 8, -1, -1, -1, -1));
  Bits x = _mm256_or_si256(_mm256_shuffle_epi8(low, _mm256_and_si256(a, nibble)),
                           _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi64(a, 4), nibble)));
  return _mm256_shuffle_epi8(x, order);
}
SCE_INLINE void bits_store_low(uint32_t *to, Bits x, uint32_t n) {
  __m128i low = _mm256_castsi256_si128(_mm256_permutevar8x32_epi32(x, _mm256_setr_epi32(0, 2, 4, 6, 1, 3, 5, 7)));
  if (n >= 4) { _mm_storeu_si128((__m128i *)(void *)to, low); return; }
  uint32_t all[4];
  _mm_storeu_si128((__m128i *)(void *)all, low);
  for (uint32_t i = 0; i < n; i++) to[i] = all[i];
}

/* In two steps, of which the first is exact. Adding 1.5 * 2^52 leaves a whole number in the lower bits of the pattern. */
SCE_INLINE Vec vec_scale(Vec x, Vec n) {
  const Vec magic = vec_all(0x1.8p52);
  Vec half = vec_floor(vec_mul(n, vec_all(0.5)));
  Bits first = bits_left(bits_add(bits_of(vec_add(half, magic)), bits_all(1023)), 52);
  Bits second = bits_left(bits_add(bits_of(vec_add(vec_sub(n, half), magic)), bits_all(1023)), 52);
  return vec_mul(vec_mul(x, bits_vec(first)), bits_vec(second));
}

SCE_INLINE Vec vec_lookup(const double *table, Bits index) { return _mm256_i64gather_pd(table, _mm256_and_si256(index, _mm256_set1_epi64x(15)), 8); }
SCE_INLINE Bits bits_lookup(const uint64_t *table, Bits index) {
  return _mm256_i64gather_epi64((const long long *)(const void *)table, _mm256_and_si256(index, _mm256_set1_epi64x(15)), 8);
}

typedef struct Rows { const double *at[WIDTH]; } Rows;
SCE_INLINE Rows rows_of(const double *table, Vec cell, uint32_t stride) {
  Rows rows;
  uint32_t at[4];
  _mm_storeu_si128((__m128i *)(void *)at, _mm_mullo_epi32(_mm256_cvttpd_epi32(cell), _mm_set1_epi32((int)stride)));
  for (int i = 0; i < 4; i++) rows.at[i] = table + at[i];
  return rows;
}
SCE_INLINE Vec rows_load(const Rows *rows, uint32_t k) { return _mm256_setr_pd(rows->at[0][k], rows->at[1][k], rows->at[2][k], rows->at[3][k]); }
SCE_INLINE void rows_load_two(const Rows *rows, uint32_t k, Vec *first, Vec *second) {
  Vec even = _mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(rows->at[0] + k)), _mm_loadu_pd(rows->at[2] + k), 1);
  Vec odd = _mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(rows->at[1] + k)), _mm_loadu_pd(rows->at[3] + k), 1);
  *first = _mm256_unpacklo_pd(even, odd), *second = _mm256_unpackhi_pd(even, odd);
}

#endif
