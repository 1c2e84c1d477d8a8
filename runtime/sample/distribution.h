/* Distributions by their quantile functions: what a number in (0, 1) becomes.
 *
 * A distribution is prepared once for its parameters and then applied to many numbers. Nothing here uses libm (portable.h), so that the same
 * parameters give the same bits everywhere. sce_distribution_release frees a table where there is one.
 */
#ifndef SCE_SAMPLE_DISTRIBUTION_H
#define SCE_SAMPLE_DISTRIBUTION_H

#include "kernels.h"
#include "program.h"
#include "quantile_table.h"

/* Why parameters make no distribution. */
typedef enum SceFault {
  SCE_FAULT_NONE,
  SCE_FAULT_ORDER,               /* low is not below high; mode is outside low .. high */
  SCE_FAULT_ZERO,                /* an end of an interval is 0 */
  SCE_FAULT_SIGN,                /* what has to be positive is not: sd, sigma, both ends or the mean of a lognormal, shape, scale, a, b, mean of an exponential */
  SCE_FAULT_BOUNDS,              /* truncation: low is not below high */
  SCE_FAULT_EMPTY,               /* truncation: less than 1e-12 of the distribution lies between low and high */
  SCE_FAULT_OVERFLOW,            /* parameters so large or small that quantiles are not finite */
} SceFault;

typedef struct SceDistribution {
  SceFamily family;              /* after preparing one of UNIFORM, NORMAL, LOGNORMAL_LOG, TRIANGULAR, PERT, BETA, GAMMA, EXPONENTIAL: the others are one of these */
  bool truncated, mirrored;      /* mirrored: both bounds lie in the upper half, and numbers are shares of the upper tail */
  double p[4];                   /* prepared; what they are is the family's business */
  double from, width;            /* truncated: u becomes from + u * width (mirrored: width is negative), kept within least .. most */
  double least, most;
  double bounds[2];              /* truncated: low and high; infinite: no bound */
  double cut;                    /* share outside */
  SceShape shape;                /* PERT, BETA, GAMMA */
  double *coefficients;          /* table of GAMMA, BETA, PERT; NULL: none. Row by row: degree + 1 coefficients a cell, ascending */
  uint32_t cells, degree;        /* cells 0: one polynomial in the normal quantile itself */
  double low, scale;             /* of the table */
  SceTableForm form;
} SceDistribution;

/* `family` may hold SCE_TRUNCATED; then the last two of `parameters` are low and high, and a NaN is no bound. With `many` a table is made where that
 * makes many numbers faster; the result does not depend on how many there are in the end. Parameters are finite; `out` needs a release after SCE_FAULT_NONE alone. */
SceFault sce_distribution_prepare(SceDistribution *out, unsigned family, const double *parameters, bool many);
void sce_distribution_release(SceDistribution *distribution);

uint32_t sce_family_parameters(SceFamily family);          /* without bounds */

/* out[i] = quantile of u[i], up to SCE_BATCH of them; out may be u. u within 2^-54 .. 1 - 2^-53, as all streams and
 * correlations give it: tables reach no further. */
void sce_distribution_apply(const SceDistribution *distribution, const SceKernels *kernels, double *out, const double *u, uint32_t count);

/* The same of SCE_BATCH numbers of a random stream (kernels->uniform), without writing these down where that can be avoided. */
void sce_distribution_draw(const SceDistribution *distribution, const SceKernels *kernels, double *out, uint64_t key, uint64_t batch);

/* Of one number, without a table. */
double sce_distribution_quantile(const SceDistribution *distribution, double u);
double sce_distribution_cdf(const SceDistribution *distribution, double x);      /* of the distribution before truncation */
double sce_distribution_cut(const SceDistribution *distribution);                /* share outside low .. high */

#endif
