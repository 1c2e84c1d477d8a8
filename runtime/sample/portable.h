/* Elementary functions with the same bits on every machine: no libm, only + - * / sqrt and fma, in a fixed order.
 *
 * These are the scalar forms; the kernels (kernels.h) compute the same, many at once, to the last bit. Error below 1 ulp unless stated.
 */
#ifndef SCE_SAMPLE_PORTABLE_H
#define SCE_SAMPLE_PORTABLE_H

double sce_exp(double x);                 /* overflow: inf; below the smallest double: 0 */
double sce_ln(double x);                  /* 0: -inf; negative: NaN */
double sce_log10(double x);
double sce_log2(double x);
double sce_power(double x, double y);     /* as pow() in C; whole powers of negative bases too */
double sce_normal_cdf(double z);          /* relative error below 1e-14 in both tails */
double sce_normal_quantile(double u);     /* u in (0, 1); relative error below 1e-15 of AS241's */

#endif
