/* Rank correlation: a number in (0, 1) that goes with another one.
 *
 * The normal copula: both numbers as normal quantiles, mixed with r = 2 sin(pi rho / 6), which makes the rank correlation (Spearman's) rho exactly.
 */
#ifndef SCE_SAMPLE_COPULA_H
#define SCE_SAMPLE_COPULA_H

#include "kernels.h"

/* A number in (0, 1), uniform when `own` and `other` are uniform and independent, whose rank correlation with `other` is rho; rho within -1 .. 1. The
 * result lies within 2^-54 .. 1 - 2^-53. rho of 1 gives `other` and of 0 `own` (but for rounding), of -1 1 - other. */
double sce_rank_correlate(double own, double other, double rho);

/* The same bits for up to SCE_BATCH numbers; out may be own or other. */
void sce_rank_correlate_apply(const SceKernels *kernels, double *out, const double *own, const double *other, double rho, uint32_t count);

/* r of rho: exact at -1, 0 and 1. */
double sce_rank_to_linear(double rho);

#endif
