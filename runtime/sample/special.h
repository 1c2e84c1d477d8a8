/* Functions behind gamma and beta distributions that portable.h lacks: logarithms and gamma functions that stay exact where a plain formula cancels.
 *
 * Made of portable functions in a fixed order, like everything on the path of samples.
 */
#ifndef SCE_SAMPLE_SPECIAL_H
#define SCE_SAMPLE_SPECIAL_H

double sce_ln1p(double x);                           /* ln(1 + x), x > -1 */
double sce_expm1(double x);                          /* exp(x) - 1 */
double sce_deviance(double ratio, double ln_ratio);  /* ratio - 1 - ln ratio; ratio may have underflowed, ln_ratio not */
double sce_ln_gamma1p(double a);                     /* ln gamma(1 + a), a >= 0; small where a is small */
double sce_stirling(double a);                       /* ln gamma(a) - ((a - 1/2) ln a - a + ln(2 pi) / 2), a > 0 */
double sce_ln_gamma_ratio(double b, double a);       /* ln gamma(b + a) - ln gamma(b), a and b > 0; small where a is small */

#endif
