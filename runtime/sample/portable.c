/* The scalar forms of the elementary functions: vectors of one number (vector_scalar.h), and the rules for operands that no kernel is given. */
#include "portable.h"

#include "vector_scalar.h"
#include "vector_functions.h"

double sce_exp(double x) { return vec_exp(x); }
double sce_ln(double x) { return vec_ln(x); }
double sce_log10(double x) { return vec_log10(x); }
double sce_log2(double x) { return vec_log2(x); }
double sce_normal_cdf(double z) { return vec_normal_cdf(z); }
double sce_normal_quantile(double u) { return is_middle(u) ? quantile_middle(u) : quantile_tail(u); }

/* pow(x, y) where an operand is infinite or a NaN. */
static double power_beyond(double x, double y) {
  if (x == 1 || y == 0) return 1;
  if (isnan(x) || isnan(y)) return NAN;
  if (isinf(y)) {
    if (fabs(x) == 1) return 1;
    return (fabs(x) > 1) == (y > 0) ? INFINITY : 0;
  }
  bool odd = floor(y) == y && floor(y * 0.5) != y * 0.5;
  double power = y > 0 ? INFINITY : 0;
  return odd ? copysign(power, x) : power;
}

double sce_power(double x, double y) { return isfinite(x) && isfinite(y) ? vec_power(x, y) : power_beyond(x, y); }
