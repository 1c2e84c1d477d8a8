/* What each operation makes of single numbers, poison included: the rules of op.def, in one place for values and for samples.
 *
 * What a poisoned operand does is decided here and nowhere else, by looking at the operands: which payload a sum of two NaNs has is up to the
 * processor. `portable` says whose exp, ln and powers are used: those of libm for values, those of sample/portable.h for samples.
 */
#ifndef SCE_COMPUTE_H
#define SCE_COMPUTE_H

#include "program.h"
#include "sample/portable.h"

#include <float.h>
#include <math.h>

static inline bool sce_is_finite(double value) { return fabs(value) <= DBL_MAX; }

/* What an operation without a finite result gives: the poison of its first failed operand, else of one that is none, else its own. */
static inline double sce_spoil(double a, double b, uint32_t op) {
  if (isnan(a) && (sce_poison_cause(a) || !isnan(b))) return a;
  return isnan(b) ? b : sce_poison(op + 1);
}

static inline bool sce_is_equal(double a, double b) {
  double x = fabs(a), y = fabs(b);
  return fabs(a - b) <= 1e-12 * (x > y ? x : y);
}

static inline double sce_compute_unary(uint32_t op, SceOpKind kind, double a, bool portable) {
  if (isnan(a)) return a;
  double value = 0;
  switch (kind) {
  case SCE_OP_NOT: return a == 0;
  case SCE_OP_NEGATE: return -a;
  case SCE_OP_ABS: return fabs(a);
  case SCE_OP_SQRT: value = sqrt(a); break;
  case SCE_OP_EXP: value = portable ? sce_exp(a) : exp(a); break;
  case SCE_OP_LN: value = portable ? sce_ln(a) : log(a); break;
  case SCE_OP_LOG10: value = portable ? sce_log10(a) : log10(a); break;
  case SCE_OP_LOG2: value = portable ? sce_log2(a) : log2(a); break;
  case SCE_OP_FLOOR: return floor(a);
  case SCE_OP_CEIL: return ceil(a);
  case SCE_OP_ROUND: return round(a);
  default: break;
  }
  return sce_is_finite(value) ? value : sce_poison(op + 1);
}

static inline double sce_compute_binary(uint32_t op, SceOpKind kind, double a, double b, bool portable) {
  bool lazy = kind == SCE_OP_AND || kind == SCE_OP_OR;
  if (isnan(a)) return lazy ? a : sce_spoil(a, b, op);
  if (kind == SCE_OP_AND) return a == 0 || isnan(b) ? (a == 0 ? 0 : b) : b != 0;
  if (kind == SCE_OP_OR) return a != 0 || isnan(b) ? (a != 0 ? 1 : b) : b != 0;
  if (isnan(b)) return b;
  double value = 0;
  switch (kind) {
  case SCE_OP_ADD: value = a + b; break;
  case SCE_OP_SUBTRACT: value = a - b; break;
  case SCE_OP_MULTIPLY: value = a * b; break;
  case SCE_OP_DIVIDE: value = b == 0 ? NAN : a / b; break;
  case SCE_OP_POWER: value = portable ? sce_power(a, b) : pow(a, b); break;
  case SCE_OP_MIN: return a < b ? a : b;
  case SCE_OP_MAX: return a > b ? a : b;
  case SCE_OP_LESS: return !(a >= b || sce_is_equal(a, b));
  case SCE_OP_LESS_EQUAL: return a <= b || sce_is_equal(a, b);
  case SCE_OP_GREATER: return !(a <= b || sce_is_equal(a, b));
  case SCE_OP_GREATER_EQUAL: return a >= b || sce_is_equal(a, b);
  case SCE_OP_EQUAL: return sce_is_equal(a, b);
  case SCE_OP_NOT_EQUAL: return !sce_is_equal(a, b);
  default: break;
  }
  return sce_is_finite(value) ? value : sce_poison(op + 1);
}

/* Between two sides, `t` of the way: along a power where both have one sign. What one side fails in, the other does not mend, but at its own end. */
static inline double sce_compute_blend(uint32_t op, double a, double b, double t, bool portable) {
  if (t == 0) return a;
  if (t == 1) return b;
  if (isnan(a) || isnan(b)) return sce_spoil(a, b, op);
  if (a == b) return a;
  double value = (1 - t) * a + t * b;
  if (a > 0 && b > 0) value = portable ? sce_exp((1 - t) * sce_ln(a) + t * sce_ln(b)) : exp((1 - t) * log(a) + t * log(b));
  if (a < 0 && b < 0) value = portable ? -sce_exp((1 - t) * sce_ln(-a) + t * sce_ln(-b)) : -exp((1 - t) * log(-a) + t * log(-b));
  return sce_is_finite(value) ? value : sce_poison(op + 1);
}

#endif
