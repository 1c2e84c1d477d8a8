/* Logarithms and gamma functions without cancellation: series where a difference would lose what matters.
 *
 * ln gamma near 2 is its Taylor series (coefficients: zeta(k) - 1 over k), for large arguments it is Stirling's; in between the recurrence.
 */
#include "special.h"

#include "portable.h"

#include <math.h>
#include <stdint.h>

static const double HALF_LN_2PI = 0.91893853320467274178;

enum { SMALL_TERMS = 29, ATANH_TERMS = 14, STIRLING_FROM = 10 };

double sce_ln1p(double x) {
  double whole = 1 + x;
  return sce_ln(whole) + (x - (whole - 1)) / whole;      /* what the sum lost */
}

double sce_expm1(double x) {
  double whole = sce_exp(x);
  if (whole == 1) return x;
  if (whole - 1 == -1 || x > 40) return whole - 1;
  return (whole - 1) * (x / sce_ln(whole));
}

/* Near 1: with w = t / (2 + t), ln(1 + t) = 2 atanh w and t - 2 w = t w. */
double sce_deviance(double ratio, double ln_ratio) {
  if (!(ratio > 0.6 && ratio < 1.6)) return ratio - 1 - ln_ratio;
  double t = ratio - 1, w = t / (2 + t), square = w * w, sum = 0;
  for (int k = ATANH_TERMS; k > 0; k--) sum = fma(sum, square, 1.0 / (2 * k + 1));
  return t * w - 2 * w * square * sum;
}

/* ln gamma(2 + e), |e| <= 1/2 */
static double ln_gamma2p(double e) {
  static const double c[SMALL_TERMS] = {
    0.32246703342411321824, -0.067352301053198095133, 0.020580808427784547879, -0.0073855510286739852663, 0.0028905103307415232858,
    -0.0011927539117032609771, 0.00050966952474304242234, -0.00022315475845357937976, 0.000099457512781808533715, -0.0000449262367381331417,
    0.000020507212775670691553, -9.439488275268395904e-6, 4.3748667899074878042e-6, -2.0392157538013662368e-6, 9.5514121304074198329e-7,
    -4.4924691987645660433e-7, 2.1207184805554665869e-7, -1.0043224823968099609e-7, 4.7698101693639805658e-8, -2.271109460894316491e-8,
    1.0838659214896954091e-8, -5.1834750419700466551e-9, 2.4836745438024783172e-9, -1.1921401405860912074e-9, 5.7313672416788620133e-10,
    -2.7595228851242331452e-10, 1.3304764374244489481e-10, -6.4229645638381000221e-11, 3.1044247747322272762e-11};
  double sum = c[SMALL_TERMS - 1];
  for (int k = SMALL_TERMS - 1; k-- > 0;) sum = fma(sum, e, c[k]);
  return e * fma(sum, e, 0.42278433509846713939);
}

/* Of a >= STIRLING_FROM. */
static double stirling_series(double a) {
  static const double c[] = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400, 43867.0 / 244188};
  double inverse = 1 / a, square = inverse * inverse, sum = c[8];
  for (int k = 8; k-- > 0;) sum = fma(sum, square, c[k]);
  return sum * inverse;
}

double sce_ln_gamma1p(double a) {
  if (a <= 0.5) return ln_gamma2p(a) - sce_ln1p(a);
  if (a >= STIRLING_FROM) return fma(a + 0.5, sce_ln(a), -a) + HALF_LN_2PI + stirling_series(a);
  double product = 1;
  for (; a > 1.5; a -= 1) product *= a;
  return ln_gamma2p(a - 1) + sce_ln(product);
}

double sce_stirling(double a) {
  if (a >= STIRLING_FROM) return stirling_series(a);
  return sce_ln_gamma1p(a) - (fma(a + 0.5, sce_ln(a), -a) + HALF_LN_2PI);
}

double sce_ln_gamma_ratio(double b, double a) {
  double shift = 0;
  for (; b < STIRLING_FROM; b += 1) shift += sce_ln1p(a / b);
  double t = a / b, stirling = stirling_series(a + b) - stirling_series(b), power = a + b - 0.5;
  double rest = t < 0.5 ? (a - 0.5) * t - power * sce_deviance(1 + t, 0) : power * sce_ln1p(t) - a;
  return a * sce_ln(b) + rest + stirling - shift;
}
