/* The normal copula of two numbers, one at a time and in batches. */
#include "copula.h"

#include "portable.h"

#include <math.h>

static const double LEAST_U = 0x1p-54, MOST_U = 1 - 0x1p-53;

/* 2 sin(x), x = pi rho / 6: the series of the sine, whose terms fall below 1e-17 of the sum for |x| <= pi / 6. */
double sce_rank_to_linear(double rho) {
  if (fabs(rho) >= 1) return rho < 0 ? -1 : 1;
  double x = rho * 0.52359877559829887308, square = x * x, sum = 0;
  for (int k = 8; k > 0; k--) sum = (1 + sum) * (-square / (2 * k * (2 * k + 1)));
  double r = 2 * (x + x * sum);
  return r > 1 ? 1 : r < -1 ? -1 : r;
}

static double rest_of(double r) { return sqrt((1 - r) * (1 + r)); }

double sce_rank_correlate(double own, double other, double rho) {
  double r = sce_rank_to_linear(rho), part = sce_normal_quantile(own) * rest_of(r), product = sce_normal_quantile(other) * r;
  double u = sce_normal_cdf(product + part);
  return u < LEAST_U ? LEAST_U : u > MOST_U ? MOST_U : u;
}

void sce_rank_correlate_apply(const SceKernels *kernels, double *out, const double *own, const double *other, double rho, uint32_t count) {
  _Alignas(64) double part[SCE_BATCH];
  double r = sce_rank_to_linear(rho), rest = rest_of(r);
  kernels->unary(SCE_K_NORMAL_QUANTILE, part, own, count);
  kernels->binary(SCE_K_MULTIPLY, part, part, &rest, SCE_B_SCALAR, count);
  kernels->unary(SCE_K_NORMAL_QUANTILE, out, other, count);
  kernels->multiply_add(out, out, &r, part, SCE_B_SCALAR, count);
  kernels->unary(SCE_K_NORMAL_CDF, out, out, count);
  kernels->binary(SCE_K_MAX, out, out, &LEAST_U, SCE_B_SCALAR, count);
  kernels->binary(SCE_K_MIN, out, out, &MOST_U, SCE_B_SCALAR, count);
}
