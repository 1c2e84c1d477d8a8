/* Distributions: parameters checked and prepared, tails, quantiles of single numbers. Many numbers at once are the business of distribution_apply.c,
 * which computes the same with kernels.
 *
 * What p holds: UNIFORM low, width, high; NORMAL and LOGNORMAL_LOG mean, sd; TRIANGULAR low, width, share below the mode, share above it; PERT low, width,
 * high; BETA 0, 1, 1; GAMMA scale; EXPONENTIAL mean.
 */
#include "distribution.h"

#include "array.h"
#include "portable.h"
#include "special.h"

#include <float.h>
#include <math.h>

static const double Z95 = 1.6448536269514722;
static const double LEAST_U = 0x1p-54, MOST_U = 1 - 0x1p-53, LEAST_WIDTH = 1e-12;
static const double REACH = 8.3;                /* beyond the normal quantile of LEAST_U */

uint32_t sce_family_parameters(SceFamily family) {
  switch (family) {
  case SCE_FAMILY_TRIANGULAR:
  case SCE_FAMILY_PERT: return 3;
  case SCE_FAMILY_EXPONENTIAL: return 1;
  default: return 2;
  }
}

static bool is_finite(double x) { return fabs(x) <= DBL_MAX; }

static SceFault set_normal(SceDistribution *out, double mean, double sd) {
  out->family = SCE_FAMILY_NORMAL;
  out->p[0] = mean;
  out->p[1] = sd;
  return is_finite(fabs(mean) + REACH * sd) ? SCE_FAULT_NONE : SCE_FAULT_OVERFLOW;
}

static SceFault set_lognormal(SceDistribution *out, double mu, double sigma) {
  out->family = SCE_FAMILY_LOGNORMAL_LOG;
  out->p[0] = mu;
  out->p[1] = sigma;
  return mu + REACH * sigma < 709 ? SCE_FAULT_NONE : SCE_FAULT_OVERFLOW;
}

static SceFault set_interval(SceDistribution *out, double low, double high) {
  if (!(low < high)) return SCE_FAULT_ORDER;
  if (low > 0) {
    double a = sce_ln(low), ratio = high / low, width = ratio < 1.5 ? sce_ln1p((high - low) / low) : sce_ln(high) - a;
    return set_lognormal(out, a + 0.5 * width, width / (2 * Z95));
  }
  double half = 0.5 * high - 0.5 * low;
  return set_normal(out, 0.5 * low + 0.5 * high, half / Z95);
}

static SceFault set_lognormal_mean(SceDistribution *out, double mean, double sd) {
  double ratio = sd / mean, variance = ratio < 1e8 ? sce_ln1p(ratio * ratio) : 2 * (sce_ln(sd) - sce_ln(mean));
  double sigma = ratio < 1e-100 ? ratio : sqrt(variance);
  return set_lognormal(out, sce_ln(mean) - 0.5 * variance, sigma);
}

/* TRIANGULAR and PERT. */
static SceFault set_three(SceDistribution *out, double low, double mode, double high) {
  double width = high - low;
  if (!(low < high && low <= mode && mode <= high)) return SCE_FAULT_ORDER;
  if (!is_finite(width)) return SCE_FAULT_OVERFLOW;
  double below = (mode - low) / width;
  out->p[0] = low;
  out->p[1] = width;
  if (out->family == SCE_FAMILY_TRIANGULAR) {
    out->p[2] = below;
    out->p[3] = 1 - below;
  } else {
    out->p[2] = high;
    sce_shape_beta(&out->shape, 1 + 4 * below, 1 + 4 * ((high - mode) / width));
  }
  return SCE_FAULT_NONE;
}

static SceFault set_gamma(SceDistribution *out, double shape, double scale) {
  sce_shape_gamma(&out->shape, shape);
  out->p[0] = scale;
  double most = shape + 20 * sqrt(shape) + 100;              /* above all quantiles */
  return is_finite(most * scale) && is_finite(most) ? SCE_FAULT_NONE : SCE_FAULT_OVERFLOW;
}

static SceFault set_parameters(SceDistribution *out, const double *p) {
  switch (out->family) {
  case SCE_FAMILY_INTERVAL: return p[0] == 0 || p[1] == 0 ? SCE_FAULT_ZERO : set_interval(out, p[0], p[1]);
  case SCE_FAMILY_LOGNORMAL: return !(p[0] > 0 && p[1] > 0) ? SCE_FAULT_SIGN : set_interval(out, p[0], p[1]);
  case SCE_FAMILY_NORMAL: return !(p[1] > 0) ? SCE_FAULT_SIGN : set_normal(out, p[0], p[1]);
  case SCE_FAMILY_LOGNORMAL_LOG: return !(p[1] > 0) ? SCE_FAULT_SIGN : set_lognormal(out, p[0], p[1]);
  case SCE_FAMILY_LOGNORMAL_MEAN: return !(p[0] > 0 && p[1] > 0) ? SCE_FAULT_SIGN : set_lognormal_mean(out, p[0], p[1]);
  case SCE_FAMILY_TRIANGULAR:
  case SCE_FAMILY_PERT: return set_three(out, p[0], p[1], p[2]);
  case SCE_FAMILY_GAMMA: return !(p[0] > 0 && p[1] > 0) ? SCE_FAULT_SIGN : set_gamma(out, p[0], p[1]);
  case SCE_FAMILY_UNIFORM:
    if (!(p[0] < p[1])) return SCE_FAULT_ORDER;
    out->p[0] = p[0];
    out->p[1] = p[1] - p[0];
    out->p[2] = p[1];
    return is_finite(out->p[1]) ? SCE_FAULT_NONE : SCE_FAULT_OVERFLOW;
  case SCE_FAMILY_BETA:
    if (!(p[0] > 0 && p[1] > 0)) return SCE_FAULT_SIGN;
    if (!is_finite(p[0] + p[1])) return SCE_FAULT_OVERFLOW;
    out->p[1] = out->p[2] = 1;
    sce_shape_beta(&out->shape, p[0], p[1]);
    return SCE_FAULT_NONE;
  default:
    if (!(p[0] > 0)) return SCE_FAULT_SIGN;
    out->p[0] = p[0];
    return is_finite(p[0] * 64) ? SCE_FAULT_NONE : SCE_FAULT_OVERFLOW;
  }
}

/* --- tails --- */

static SceTails normal_tails(double z) { return (SceTails){sce_normal_cdf(z), sce_normal_cdf(-z)}; }

static SceTails triangular_tails(const double *p, double x) {
  double t = (x - p[0]) / p[1];
  if (!(t > 0)) return (SceTails){0, 1};
  if (!(t < 1)) return (SceTails){1, 0};
  if (t < p[2]) return (SceTails){t * (t / p[2]), 1 - t * (t / p[2])};
  double upper = (1 - t) * ((1 - t) / p[3]);
  return (SceTails){1 - upper, upper};
}

static SceTails shape_tails(const SceDistribution *d, double x) {
  if (!(x > 0)) return (SceTails){0, 1};
  if (d->shape.beta ? !(x < 1) : !(x <= DBL_MAX)) return (SceTails){1, 0};
  ScePoint point = sce_shape_point(&d->shape, sce_shape_x_to_s(&d->shape, x));
  point.x = x;
  return sce_shape_tails(&d->shape, &point);
}

/* P(X <= x) and P(X > x) before truncation; x may be infinite. */
static SceTails get_tails(const SceDistribution *d, double x) {
  const double *p = d->p;
  switch (d->family) {
  case SCE_FAMILY_UNIFORM: {
    double t = x <= p[0] ? 0 : x >= p[2] ? 1 : (x - p[0]) / p[1];
    return (SceTails){t, x <= p[0] ? 1 : x >= p[2] ? 0 : (p[2] - x) / p[1]};
  }
  case SCE_FAMILY_NORMAL: return normal_tails((x - p[0]) / p[1]);
  case SCE_FAMILY_LOGNORMAL_LOG: return x > 0 ? normal_tails((sce_ln(x) - p[0]) / p[1]) : (SceTails){0, 1};
  case SCE_FAMILY_TRIANGULAR: return triangular_tails(p, x);
  case SCE_FAMILY_PERT:
  case SCE_FAMILY_BETA: return shape_tails(d, (x - p[0]) / p[1]);
  case SCE_FAMILY_GAMMA: return shape_tails(d, x / p[0]);
  default: return x > 0 ? (SceTails){-sce_expm1(-x / p[0]), sce_exp(-x / p[0])} : (SceTails){0, 1};
  }
}

double sce_distribution_cdf(const SceDistribution *distribution, double x) { return get_tails(distribution, x).lower; }
double sce_distribution_cut(const SceDistribution *distribution) { return distribution->cut; }

/* Families whose upper tail has a formula of its own; the others lose nothing that matters. */
static bool has_upper(SceFamily family) { return family != SCE_FAMILY_UNIFORM && family != SCE_FAMILY_TRIANGULAR; }

static SceFault set_bounds(SceDistribution *out, double low, double high) {
  if (low >= high) return SCE_FAULT_BOUNDS;
  out->truncated = true;
  out->bounds[0] = isnan(low) ? -INFINITY : low;
  out->bounds[1] = isnan(high) ? INFINITY : high;
  SceTails below = isnan(low) ? (SceTails){0, 1} : get_tails(out, low), above = isnan(high) ? (SceTails){1, 0} : get_tails(out, high);
  double width = below.upper < 0.5 ? below.upper - above.upper : above.lower - below.lower;
  if (!(width > LEAST_WIDTH)) return SCE_FAULT_EMPTY;
  out->cut = below.lower + above.upper;
  if (out->cut > 1) out->cut = 1;
  out->mirrored = below.upper < 0.5 && has_upper(out->family);
  double start = out->mirrored ? above.upper : below.lower, end = out->mirrored ? below.upper : above.lower;
  out->from = out->mirrored ? end : start;
  out->width = out->mirrored ? -width : width;
  double edge = width * LEAST_U, most = end - edge;
  out->least = start + edge;
  out->most = most < MOST_U ? most : MOST_U;
  return SCE_FAULT_NONE;
}

/* --- tables --- */

static void make_table(SceDistribution *out) {
  if (out->shape.terms) {
    out->degree = out->shape.terms - 1;
    out->coefficients = sce_memory_new(out->shape.terms * sizeof *out->coefficients);
    memcpy(out->coefficients, out->shape.polynomial, out->shape.terms * sizeof *out->coefficients);
    return;
  }
  double low = -REACH, high = REACH;
  if (out->truncated) {
    low = sce_normal_quantile(out->least);
    high = sce_normal_quantile(out->most);
    double margin = 1e-6 * (1 + fabs(low) + fabs(high));       /* a short table is no worse for its last bits */
    low -= margin;
    high += margin;
    if (out->mirrored) {
      double swap = low;
      low = -high;
      high = -swap;
    }
  }
  out->cells = sce_quantile_table_cells(&out->shape);
  if (!out->cells) return;
  bool plain = out->family == SCE_FAMILY_PERT;
  out->form = plain ? SCE_TABLE_PLAIN : sce_quantile_table_form(&out->shape);
  out->degree = SCE_TABLE_DEGREE;
  out->low = low;
  out->scale = out->cells / (high - low);
  out->coefficients = sce_memory_new((size_t)out->cells * (SCE_TABLE_DEGREE + 1) * sizeof *out->coefficients);
  double factor = out->family == SCE_FAMILY_GAMMA ? out->p[0] : plain ? out->p[1] : 1;
  sce_quantile_table_fill(out->coefficients, out->cells, &out->shape, out->form, plain ? out->p[0] : 0, factor, low, high);
}

SceFault sce_distribution_prepare(SceDistribution *out, unsigned family, const double *parameters, bool many) {
  *out = (SceDistribution){.family = (SceFamily)(family & ~SCE_TRUNCATED), .bounds = {-INFINITY, INFINITY}};
  uint32_t count = sce_family_parameters(out->family);
  SceFault fault = set_parameters(out, parameters);
  if (!fault && family & SCE_TRUNCATED) fault = set_bounds(out, parameters[count], parameters[count + 1]);
  if (!fault && many && (out->family == SCE_FAMILY_GAMMA || out->family == SCE_FAMILY_BETA || out->family == SCE_FAMILY_PERT)) make_table(out);
  return fault;
}

void sce_distribution_release(SceDistribution *distribution) {
  free(distribution->coefficients);
  distribution->coefficients = NULL;
}

/* --- quantiles of single numbers --- */

static double clamp(double x, double low, double high) { return x < low ? low : x > high ? high : x; }

static double triangular_quantile(const double *p, double u) {
  double below = sqrt((u < p[2] ? u : p[2]) * p[2]), above = sqrt((1 - (u > p[2] ? u : p[2])) * p[3]);
  double share = (p[3] - above) + below, product = share * p[1];
  return product + p[0];
}

/* x of the shape at u, or with u above it. */
static double shape_quantile(const SceShape *shape, double u, bool upper) {
  if (shape->terms) {
    double z = sce_normal_quantile(u);
    return sce_shape_polynomial(shape, upper ? -z : z);
  }
  return sce_shape_point(shape, upper ? sce_shape_quantile(shape, 1 - u, u) : sce_shape_quantile(shape, u, 1 - u)).x;
}

static double quantile(const SceDistribution *d, double u, bool upper) {
  const double *p = d->p;
  switch (d->family) {
  case SCE_FAMILY_UNIFORM: {
    double product = u * p[1], x = product + p[0];
    return x < p[2] ? x : p[2];
  }
  case SCE_FAMILY_TRIANGULAR: return clamp(triangular_quantile(p, u), p[0], p[0] + p[1]);
  case SCE_FAMILY_GAMMA: return p[0] * shape_quantile(&d->shape, u, upper);
  case SCE_FAMILY_BETA:
  case SCE_FAMILY_PERT: return clamp(p[0] + p[1] * shape_quantile(&d->shape, u, upper), p[0], p[2]);
  case SCE_FAMILY_EXPONENTIAL: {
    if (upper) return sce_ln(u) * -p[0];
    double rest = 1 - u, lost = (1 - rest) - u;
    return (sce_ln(rest) + lost) * -p[0];
  }
  default: {
    double z = sce_normal_quantile(u), product = z * (upper ? -p[1] : p[1]), x = product + p[0];
    return d->family == SCE_FAMILY_NORMAL ? x : sce_exp(x);
  }
  }
}

double sce_distribution_quantile(const SceDistribution *distribution, double u) {
  if (!distribution->truncated) return quantile(distribution, u, false);
  double product = u * distribution->width, share = clamp(product + distribution->from, distribution->least, distribution->most);
  return clamp(quantile(distribution, share, distribution->mirrored), distribution->bounds[0], distribution->bounds[1]);
}
