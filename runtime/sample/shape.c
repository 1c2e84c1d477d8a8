/* Gamma and beta distributions: density, tails by series and continued fractions.
 *
 * The density is factor * exp(ln_norm - …): for parameters >= 1 relative to the mean, with Stirling's error in the norm, so that nothing large
 * cancels; for smaller ones by powers, with a norm that is small where the parameter is.
 */
#include "shape.h"

#include "portable.h"
#include "special.h"

#include <float.h>
#include <math.h>

static const double TWO_PI = 6.2831853071795864769;
static const double TINY = 1e-290;                 /* stands for 0 in continued fractions */

enum { SERIES_LIMIT = 4000, FRACTION_LIMIT = 40000, SMALL_LIMIT = 60 };

static const double GAMMA_POLYNOMIAL_FROM = 1e4, BETA_POLYNOMIAL_FROM = 1e7;

/* x = a + sqrt(a) (z + c1 / sqrt(a) + … + c6 / a^3): each is the one polynomial that solves the equation of the quantile at its power of a. */
static void expand_gamma(SceShape *shape) {
  double a = shape->a, root = sqrt(a), e = 1 / root, *p = shape->polynomial;
  double e2 = e * e, e3 = e2 * e, e4 = e2 * e2, e5 = e4 * e;
  shape->terms = 8;
  p[0] = a + (-1.0 / 3 + e2 * (16.0 / 810) + e4 * (1472.0 / 204120));
  p[1] = root + (e * (-7.0 / 36) + e3 * (-433.0 / 38880) + e5 * (289717.0 / 146966400));
  p[2] = 1.0 / 3 + e2 * (-7.0 / 810) + e4 * (-923.0 / 204120);
  p[3] = e * (1.0 / 36) + e3 * (256.0 / 38880) + e5 * (289517.0 / 146966400);
  p[4] = e2 * (-3.0 / 810) + e4 * (-243.0 / 204120);
  p[5] = e3 * (9.0 / 38880) + e5 * (-4353.0 / 146966400);
  p[6] = e4 * (12.0 / 204120);
  p[7] = e5 * (-3753.0 / 146966400);
}

/* To the fourth cumulant. */
static void expand_beta(SceShape *shape) {
  double a = shape->a, b = shape->b, n = a + b, *p = shape->polynomial;
  double share = shape->mean * shape->rest, sd = sqrt(share / (n + 1));
  double skew = 2 * (shape->rest - shape->mean) / (1 + 2 / n) * sqrt((1 + 1 / n) / n / share);
  double difference = shape->mean - shape->rest;
  double kurtosis = 6 * (difference * difference * (1 + 1 / n) / share - (1 + 2 / n)) / ((1 + 2 / n) * (n + 3));
  shape->terms = 4;
  p[0] = shape->mean - sd * skew / 6;
  p[1] = sd * (1 - kurtosis / 8 + skew * skew * (5.0 / 36));
  p[2] = sd * skew / 6;
  p[3] = sd * (kurtosis / 24 - skew * skew / 18);
}

double sce_shape_polynomial(const SceShape *shape, double z) {
  double x = shape->polynomial[shape->terms - 1];
  for (uint32_t k = shape->terms - 1; k-- > 0;) {
    double product = x * z;                        /* rounded, as the kernels do it */
    x = product + shape->polynomial[k];
  }
  return x;
}

void sce_shape_gamma(SceShape *out, double shape) {
  *out = (SceShape){.a = shape, .mean = shape, .ln_mean = sce_ln(shape)};
  out->factor = shape < 1 ? shape : sqrt(shape / TWO_PI);
  out->ln_norm = shape < 1 ? -sce_ln_gamma1p(shape) : -sce_stirling(shape);
  if (shape >= GAMMA_POLYNOMIAL_FROM) expand_gamma(out);
}

void sce_shape_beta(SceShape *out, double a, double b) {
  double n = a + b;
  *out = (SceShape){.beta = true, .a = a, .b = b, .mean = a / n, .rest = b / n};
  out->ln_mean = sce_ln(out->mean);
  out->ln_rest = sce_ln(out->rest);
  double small = a < b ? a : b, large = a < b ? b : a;
  if (small >= 1) {
    out->factor = sqrt(small * (large / n) / TWO_PI);
    out->ln_norm = sce_stirling(n) - sce_stirling(small) - sce_stirling(large);
  } else {
    out->factor = small;
    out->ln_norm = sce_ln_gamma_ratio(large, small) - sce_ln_gamma1p(small);
  }
  if (small >= BETA_POLYNOMIAL_FROM) expand_beta(out);
}

static ScePoint get_gamma_point(const SceShape *shape, double s) {
  double x = sce_exp(s), a = shape->a;
  double exponent = a < 1 ? a * s - x : -a * sce_deviance(x / a, s - shape->ln_mean);
  return (ScePoint){.s = s, .x = x, .y = 1, .slope = a - x, .density = shape->factor * sce_exp(shape->ln_norm + exponent)};
}

ScePoint sce_shape_point(const SceShape *shape, double s) {
  if (!shape->beta) return get_gamma_point(shape, s);
  double power = sce_exp(-fabs(s)), near = power / (1 + power), far = 1 / (1 + power), ln_far = -sce_ln1p(power), ln_near = ln_far - fabs(s);
  bool left = s < 0;
  double x = left ? near : far, y = left ? far : near, ln_x = left ? ln_near : ln_far, ln_y = left ? ln_far : ln_near;
  double a = shape->a, b = shape->b, exponent;
  if (a < 1 || b < 1) exponent = a * ln_x + b * ln_y;
  else exponent = -a * sce_deviance(x / shape->mean, ln_x - shape->ln_mean) - b * sce_deviance(y / shape->rest, ln_y - shape->ln_rest);
  return (ScePoint){.s = s, .x = x, .y = y, .slope = a * y - b * x, .density = shape->factor * sce_exp(shape->ln_norm + exponent)};
}

double sce_shape_x_to_s(const SceShape *shape, double x) {
  return shape->beta ? sce_ln(x) - sce_ln1p(-x) : sce_ln(x);
}

/* sum x^n / (a (a + 1) … (a + n)) */
static double sum_gamma_series(double a, double x) {
  double term = 1 / a, sum = term;
  for (int n = 1; n < SERIES_LIMIT && term > sum * (DBL_EPSILON / 4); n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/* Q / density: 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - …)), by Lentz. */
static double get_gamma_fraction(double a, double x) {
  double b = x + 1 - a, c = 1 / TINY, d = 1 / b, value = d;
  for (int n = 1; n < FRACTION_LIMIT; n++) {
    double an = n * (a - n);
    b += 2;
    d = an * d + b;
    c = b + an / c;
    d = 1 / (fabs(d) < TINY ? TINY : d);
    if (fabs(c) < TINY) c = TINY;
    double step = d * c;
    value *= step;
    if (fabs(step - 1) < DBL_EPSILON) break;
  }
  return value;
}

/* Q of a < 1 and small x: 1 - x^a / gamma(1 + a), and the rest of the series of P. */
static double get_small_gamma_upper(const SceShape *shape, const ScePoint *point) {
  double a = shape->a, power = a * point->s + shape->ln_norm, term = 1, sum = 0;
  for (int n = 1; n < SMALL_LIMIT; n++) {
    term *= -point->x / n;
    double next = term / (a + n);
    sum += next;
    if (fabs(next) < fabs(sum) * (DBL_EPSILON / 4)) break;
  }
  double upper = -sce_expm1(power) - sce_exp(power) * (a * sum);
  return upper > 0 ? upper : 0;
}

static SceTails get_gamma_tails(const SceShape *shape, const ScePoint *point) {
  double a = shape->a, x = point->x;
  if (x < (a < 1 ? 1.5 : a + 1)) {
    double lower = point->density * sum_gamma_series(a, x);
    if (lower > 1) lower = 1;
    return (SceTails){lower, a < 1 ? get_small_gamma_upper(shape, point) : 1 - lower};
  }
  double upper = point->density * get_gamma_fraction(a, x);
  if (!(upper < 1)) upper = upper >= 1;
  return (SceTails){1 - upper, upper};
}

/* I_x / density for x below the mean: the fraction of Didonato and Morris, by Lentz. */
static double get_beta_fraction(double a, double b, double x, double y) {
  double c = a / (a + 1) * (a * y - b * x + 1), d = 0, value = c;
  for (int n = 1; n < FRACTION_LIMIT; n++) {
    double odd = a + 2 * n - 1, product = n * (b - n) * x / odd;
    double an = (a + n - 1) / odd * (a + b + n - 1) * x * product;
    double bn = n + product + (a + n) / (odd + 2) * (a * y - b * x + 1 + n * (1 + y));
    d = an * d + bn;
    c = bn + an / c;
    d = 1 / (fabs(d) < TINY ? TINY : d);
    if (fabs(c) < TINY) c = TINY;
    double step = d * c;
    value *= step;
    if (fabs(step - 1) < DBL_EPSILON) break;
  }
  return 1 / value;
}

/* I_x / density where b x is small: y^-b (1 / a + sum (1 - b) … (n - b) x^n / (n! (a + n))). */
static double sum_beta_series(double a, double b, double x, double y) {
  double term = 1, sum = 1 / a;
  for (int n = 1; n < SERIES_LIMIT; n++) {
    term *= (n - b) / n * x;
    double next = term / (a + n);
    sum += next;
    if (fabs(next) < sum * (DBL_EPSILON / 4)) break;
  }
  return sum * sce_exp(-b * (y > 0.5 ? sce_ln1p(-x) : sce_ln(y)));
}

static SceTails get_beta_tails(const SceShape *shape, const ScePoint *point) {
  double a = shape->a, b = shape->b, x = point->x, y = point->y;
  bool swapped = b * x > a * y;
  if (swapped && a < 1 && x < 0.7 && b * x < 0.7) swapped = false;         /* its series is quick, the fraction of the other side is not */
  else if (!swapped && b < 1 && y < 0.7 && a * y < 0.7) swapped = true;
  double p = swapped ? b : a, q = swapped ? a : b, near = swapped ? y : x, far = swapped ? x : y;
  double side = point->density * (near < 0.7 && q * near < 0.7 ? sum_beta_series(p, q, near, far) : get_beta_fraction(p, q, near, far));
  if (!(side < 1)) side = side >= 1;
  return swapped ? (SceTails){1 - side, side} : (SceTails){side, 1 - side};
}

/* Of a shape with a polynomial: the z of x, by Newton. */
static SceTails get_polynomial_tails(const SceShape *shape, double x) {
  const double *p = shape->polynomial;
  double z = (x - p[0]) / p[1];
  if (!(fabs(z) < 40)) return (SceTails){z > 0, !(z > 0)};
  for (int i = 0; i < 12; i++) {
    double slope = 0;
    for (uint32_t k = shape->terms - 1; k > 0; k--) slope = slope * z + k * p[k];
    double step = (sce_shape_polynomial(shape, z) - x) / slope;
    z -= step;
    if (fabs(step) < 1e-15) break;
  }
  return (SceTails){sce_normal_cdf(z), sce_normal_cdf(-z)};
}

SceTails sce_shape_tails(const SceShape *shape, const ScePoint *point) {
  if (shape->terms) return get_polynomial_tails(shape, point->x);
  return shape->beta ? get_beta_tails(shape, point) : get_gamma_tails(shape, point);
}
