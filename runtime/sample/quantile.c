/* Quantiles of gamma and beta for single numbers: Halley's method on the logarithm of the smaller tail.
 *
 * In s both tails are log-concave, so that a step from anywhere lands on the side from which the next ones converge; a bracket is kept all the same, and
 * the number of steps is bounded.
 */
#include "shape.h"

#include "portable.h"
#include "special.h"

#include <float.h>
#include <math.h>

enum { STEP_LIMIT = 100 };

static const double LARGEST_S = 709;

/* s of gamma, roughly. */
static double guess_gamma(double a, double lower, double upper) {
  double ln_lower = lower < 0.5 ? sce_ln(lower) : sce_ln1p(-upper), left = (ln_lower + sce_ln_gamma1p(a)) / a;
  if (a < 1) {
    if (left < -1 || lower < upper) return left < 1 ? left : 1;
    double x = -sce_ln(upper) + sce_ln(a);             /* of upper / gamma(a), for small a */
    return x > 1.5 ? sce_ln(x) : 0;
  }
  double z = lower < upper ? sce_normal_quantile(lower) : -sce_normal_quantile(upper);
  double root = 1 - 1 / (9 * a) + z / (3 * sqrt(a));
  return root > 0.25 ? sce_ln(a) + 3 * sce_ln(root) : left;
}

/* s of beta, roughly. */
static double guess_beta(const SceShape *shape, double lower, double upper) {
  double a = shape->a, b = shape->b;
  if (a >= 3 && b >= 3) {
    double z = lower < upper ? sce_normal_quantile(lower) : -sce_normal_quantile(upper);
    double ra = 1 / (2 * a - 1), rb = 1 / (2 * b - 1), h = 2 / (ra + rb), k = (z * z - 3) / 6;
    double w = z * sqrt(h + k > 0 ? h + k : h) / h + (rb - ra) * (k + 5.0 / 6 - 2 / (3 * h));
    return sce_ln(a / b) + 2 * w;
  }
  if (a <= b && b >= 1) {
    double s = guess_gamma(a, lower, upper) - sce_ln(b);
    return s < 3 ? s : 3;
  }
  if (b < a && a >= 1) {
    double s = guess_gamma(b, upper, lower) - sce_ln(a);
    return s < 3 ? -s : -3;
  }
  double small = a < b ? a : b, large = a < b ? b : a;
  double ln_norm = sce_ln_gamma1p(small) - sce_ln_gamma_ratio(large, small);       /* of small B(a, b) */
  if (lower < upper || shape->mean > 0.5) {
    double left = ((lower < 0.5 ? sce_ln(lower) : sce_ln1p(-upper)) + ln_norm + sce_ln(a / small)) / a;
    if (left < 0) return left;
  }
  double right = -((upper < 0.5 ? sce_ln(upper) : sce_ln1p(-lower)) + ln_norm + sce_ln(b / small)) / b;
  return right > 0 ? right : 0;
}

double sce_shape_quantile_near(const SceShape *shape, double lower, double upper, double start) {
  bool left = lower < upper;
  double low = -INFINITY, high = shape->beta ? INFINITY : LARGEST_S, s = start, want = left ? lower : upper;
  for (int i = 0; i < STEP_LIMIT; i++) {
    if (!(s < high)) s = low > -INFINITY ? 0.5 * low + 0.5 * high : high - 1;
    ScePoint point = sce_shape_point(shape, s);
    SceTails tails = sce_shape_tails(shape, &point);
    double tail = left ? tails.lower : tails.upper, rate = point.density / tail;
    bool below = left ? tail < want : tail > want;
    if (below) low = s;
    else high = s;
    double ratio = tail / want, distance = fabs(ratio - 1) < 0.01 ? sce_ln1p((tail - want) / want) : sce_ln(ratio);
    double newton = (left ? -distance : distance) / rate;
    double bend = 1 + 0.5 * newton * (left ? point.slope - rate : point.slope + rate);
    double step = newton / (bend > 0.5 ? bend < 2 ? bend : 2 : 0.5);
    if (!(tail > 0 && rate > 0 && fabs(step) < 1e6)) step = below ? 1 + 0.25 * fabs(s) : -1 - 0.25 * fabs(s);
    double next = s + step;
    if (fabs(step) * (1 + rate + fabs(point.slope)) < 2e-6 || fabs(step) < DBL_EPSILON * fabs(s)) return next;
    if (!(next > low && next < high)) next = low > -INFINITY && high < INFINITY ? 0.5 * low + 0.5 * high : s + (below ? 1 : -1);
    if (next == low || next == high) return next;
    s = next;
  }
  return s;
}

double sce_shape_quantile(const SceShape *shape, double lower, double upper) {
  if (shape->terms) {
    double z = lower < upper ? sce_normal_quantile(lower) : -sce_normal_quantile(upper);
    return sce_shape_x_to_s(shape, sce_shape_polynomial(shape, z));
  }
  return sce_shape_quantile_near(shape, lower, upper, shape->beta ? guess_beta(shape, lower, upper) : guess_gamma(shape->a, lower, upper));
}
