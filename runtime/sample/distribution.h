/* Distributions by their quantile functions: what a number in (0, 1) becomes.
 *
 * A distribution is prepared once for its parameters and then applied to many numbers. Nothing here uses libm (portable.h), so that the same
 * parameters give the same bits everywhere. sce_distribution_release frees a table where there is one.
 */
#ifndef SCE_SAMPLE_DISTRIBUTION_H
#define SCE_SAMPLE_DISTRIBUTION_H

#include "kernels.h"
#include "program.h"

/* Why parameters make no distribution. */
typedef enum SceFault {
  SCE_FAULT_NONE,
  SCE_FAULT_ORDER,               /* low is not below high; mode is outside low .. high */
  SCE_FAULT_ZERO,                /* an end of an interval is 0 */
  SCE_FAULT_SIGN,                /* what has to be positive is not: sd, sigma, both ends or the mean of a lognormal, shape, scale, a, b, mean of an exponential */
  SCE_FAULT_BOUNDS,              /* truncation: low is not below high */
  SCE_FAULT_EMPTY,               /* truncation: nothing lies between low and high */
  SCE_FAULT_OVERFLOW,            /* parameters so large or small that quantiles are not finite */
} SceFault;

typedef struct SceDistribution {
  SceFamily family;
  bool truncated;
  double p[4];                   /* prepared; what they are is the family's business */
  double from, width;            /* truncated: u becomes from + u * width */
  double *coefficients;          /* table of GAMMA, BETA, PERT; NULL: none */
  uint32_t cells, degree;
  double low, scale;             /* of the table */
} SceDistribution;

/* `family` may hold SCE_TRUNCATED; then the last two of `parameters` are low and high, and a NaN is no bound. With `many` a table is made where that
 * makes many numbers faster; the result does not depend on how many there are in the end. */
SceFault sce_distribution_prepare(SceDistribution *out, unsigned family, const double *parameters, bool many);
void sce_distribution_release(SceDistribution *distribution);

uint32_t sce_family_parameters(SceFamily family);          /* without bounds */

/* out[i] = quantile of u[i]; out may be u. */
void sce_distribution_apply(const SceDistribution *distribution, const SceKernels *kernels, double *out, const double *u, uint32_t count);

/* Of one number, without a table. */
double sce_distribution_quantile(const SceDistribution *distribution, double u);
double sce_distribution_cdf(const SceDistribution *distribution, double x);      /* of the distribution before truncation */
double sce_distribution_cut(const SceDistribution *distribution);                /* share outside low .. high */

#endif
