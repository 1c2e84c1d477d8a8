/* The wide integer behind sums of samples. The places of a double's bits are known from its exponent, so that adding one touches two limbs and whatever
 * the carry reaches.
 */
#include "exact.h"

#include <math.h>
#include <string.h>

enum { MANTISSA_BITS = 52, EXPONENT_MASK = 0x7FF };

static void add_at(SceExact *sum, uint32_t limb, uint64_t low, uint64_t high) {
  uint64_t carry;
  carry = __builtin_add_overflow(sum->limbs[limb], low, &sum->limbs[limb]);
  bool over = __builtin_add_overflow(sum->limbs[limb + 1], high, &sum->limbs[limb + 1]);
  over |= __builtin_add_overflow(sum->limbs[limb + 1], carry, &sum->limbs[limb + 1]);
  for (uint32_t i = limb + 2; over && i < SCE_EXACT_LIMBS; i++) over = ++sum->limbs[i] == 0;
}

static void subtract_at(SceExact *sum, uint32_t limb, uint64_t low, uint64_t high) {
  uint64_t borrow;
  borrow = __builtin_sub_overflow(sum->limbs[limb], low, &sum->limbs[limb]);
  bool under = __builtin_sub_overflow(sum->limbs[limb + 1], high, &sum->limbs[limb + 1]);
  under |= __builtin_sub_overflow(sum->limbs[limb + 1], borrow, &sum->limbs[limb + 1]);
  for (uint32_t i = limb + 2; under && i < SCE_EXACT_LIMBS; i++) under = sum->limbs[i]-- == 0;
}

void sce_exact_add(SceExact *sum, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  uint32_t exponent = (uint32_t)(bits >> MANTISSA_BITS) & EXPONENT_MASK;
  uint64_t mantissa = bits & ((UINT64_C(1) << MANTISSA_BITS) - 1);
  if (exponent) mantissa |= UINT64_C(1) << MANTISSA_BITS;
  uint32_t place = exponent ? exponent - 1 : 0, shift = place % 64;       /* of the mantissa's bit 0 */
  uint64_t low = mantissa << shift, high = shift ? mantissa >> (64 - shift) : 0;
  if (bits >> 63) subtract_at(sum, place / 64, low, high);
  else add_at(sum, place / 64, low, high);
}

void sce_exact_add_exact(SceExact *sum, const SceExact *other) {
  bool carry = false;
  for (uint32_t i = 0; i < SCE_EXACT_LIMBS; i++) {
    bool over = __builtin_add_overflow(sum->limbs[i], other->limbs[i], &sum->limbs[i]);
    over |= __builtin_add_overflow(sum->limbs[i], (uint64_t)carry, &sum->limbs[i]);
    carry = over;
  }
}

/* The 64 bits from `place` on. */
static uint64_t read_bits(const uint64_t *limbs, uint32_t place) {
  uint32_t limb = place / 64, shift = place % 64;
  uint64_t bits = limbs[limb] >> shift;
  return shift && limb + 1 < SCE_EXACT_LIMBS ? bits | limbs[limb + 1] << (64 - shift) : bits;
}

static bool is_zero_below(const uint64_t *limbs, uint32_t place) {
  for (uint32_t i = 0; i < place / 64; i++)
    if (limbs[i]) return false;
  return place % 64 == 0 || limbs[place / 64] << (64 - place % 64) == 0;
}

double sce_exact_round(const SceExact *sum) {
  SceExact size = *sum;
  bool negative = size.limbs[SCE_EXACT_LIMBS - 1] >> 63;
  if (negative) {
    bool carry = true;
    for (uint32_t i = 0; i < SCE_EXACT_LIMBS; i++) carry = (size.limbs[i] = ~size.limbs[i] + carry) == 0 && carry;
  }
  uint32_t top = SCE_EXACT_LIMBS;
  while (top && !size.limbs[top - 1]) top--;
  if (!top) return 0;
  uint32_t bits = top * 64 - (uint32_t)__builtin_clzll(size.limbs[top - 1]);
  uint32_t place = bits > MANTISSA_BITS + 1 ? bits - (MANTISSA_BITS + 1) : 0;     /* of the last bit that is kept */
  uint64_t mantissa = read_bits(size.limbs, place) & ((UINT64_C(1) << (MANTISSA_BITS + 1)) - 1);
  if (place) {
    bool half = size.limbs[(place - 1) / 64] >> ((place - 1) % 64) & 1;
    if (half && (mantissa & 1 || !is_zero_below(size.limbs, place - 1))) mantissa++;
  }
  double value = ldexp((double)mantissa, (int)place - 1074);
  return negative ? -value : value;
}
