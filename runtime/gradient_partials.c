/* Derivatives of operations that have no plain formula: powers, distributions, choices, calls.
 *
 * Families that are a shift and a scale of one shape, or the exponential of such, have closed forms; the others, and functions written in C, go by
 * central differences, or to one side where the other has no value.
 */
#include "gradient_partials.h"

#include "compute.h"
#include "sample/choose.h"
#include "sample/copula.h"
#include "sample/distribution.h"
#include "sample/each.h"

static const double Z95 = 1.6448536269514722;
static const double PI_SIXTH = 0.52359877559829887308, ROOT_2_PI = 2.50662827463100050242;

double sce_partial_step(double x) { return 6e-6 * (x == 0 ? 1 : fabs(x)); }

double sce_partial_base(double a, double b, double value) {
  if (b == 0) return 0;
  if (a == 0 || fabs(value) < DBL_MIN) return b * pow(a, b - 1);
  return b * (value / a);
}

ScePartials sce_partials_binary(SceOpKind kind, double a, double b, double value) {
  switch (kind) {
  case SCE_OP_ADD: return (ScePartials){1, 1};
  case SCE_OP_SUBTRACT: return (ScePartials){1, -1};
  case SCE_OP_MULTIPLY: return (ScePartials){b, a};
  case SCE_OP_DIVIDE: return (ScePartials){1 / b, -value / b};
  case SCE_OP_POWER: return (ScePartials){sce_partial_base(a, b, value), sce_partial_exponent(a, value)};
  case SCE_OP_MIN: return a < b ? (ScePartials){1, 0} : (ScePartials){0, 1};
  case SCE_OP_MAX: return a > b ? (ScePartials){1, 0} : (ScePartials){0, 1};
  default: return (ScePartials){0, 0};
  }
}

/* --- distributions ----------------------------------------------------------------------------- */

static double density(double z) { return exp(-0.5 * z * z) / ROOT_2_PI; }

bool sce_family_is_closed(unsigned family) {
  switch (family) {
  case SCE_FAMILY_INTERVAL: case SCE_FAMILY_UNIFORM: case SCE_FAMILY_NORMAL: case SCE_FAMILY_LOGNORMAL: case SCE_FAMILY_LOGNORMAL_MEAN: case SCE_FAMILY_LOGNORMAL_LOG:
  case SCE_FAMILY_EXPONENTIAL: return true;
  default: return false;             /* those with bounds too */
  }
}

/* The sd of the logarithm of one that is given by mean and sd. */
static double log_sd(const double *p) { return sqrt(log1p(p[1] / p[0] * (p[1] / p[0]))); }

/* By the ends of an interval that is normal, or whose logarithm is. */
static void partials_interval(const double *p, double x, double *out) {
  if (p[0] > 0) {
    double share = log(x / p[0]) / log(p[1] / p[0]);           /* of the way from low to high */
    out[0] = x * ((1 - share) / p[0]);
    out[1] = x * (share / p[1]);
  } else {
    out[1] = (x - p[0]) / (p[1] - p[0]);
    out[0] = 1 - out[1];
  }
}

static void partials_lognormal_mean(const double *p, double x, double *out) {
  double ratio = p[1] / p[0], variance = log1p(ratio * ratio), sd = log_sd(p), z = (log(x / p[0]) + 0.5 * variance) / sd;
  double by_variance = x * (z / (2 * sd) - 0.5) * 2 * ratio / (1 + ratio * ratio);       /* times that of the variance by the ratio */
  out[0] = x / p[0] - by_variance * ratio / p[0];
  out[1] = by_variance / p[0];
}

void sce_partials_family(unsigned family, const double *p, double x, double *out) {
  switch (family) {
  case SCE_FAMILY_UNIFORM:
    out[1] = (x - p[0]) / (p[1] - p[0]);
    out[0] = 1 - out[1];
    break;
  case SCE_FAMILY_NORMAL:
    out[0] = 1;
    out[1] = (x - p[0]) / p[1];
    break;
  case SCE_FAMILY_LOGNORMAL_LOG:
    out[0] = x;
    out[1] = x * ((log(x) - p[0]) / p[1]);
    break;
  case SCE_FAMILY_LOGNORMAL_MEAN: partials_lognormal_mean(p, x, out); break;
  case SCE_FAMILY_EXPONENTIAL: out[0] = x / p[0]; break;
  default: partials_interval(p, x, out); break;
  }
}

double sce_partial_share(unsigned family, const double *p, double u, double x) {
  double z = sce_normal_quantile(u);
  switch (family) {
  case SCE_FAMILY_UNIFORM: return p[1] - p[0];
  case SCE_FAMILY_NORMAL: return p[1] / density(z);
  case SCE_FAMILY_LOGNORMAL_LOG: return x * p[1] / density(z);
  case SCE_FAMILY_LOGNORMAL_MEAN: return x * log_sd(p) / density(z);
  case SCE_FAMILY_EXPONENTIAL: return p[0] / (1 - u);
  default: return (p[0] > 0 ? x * log(p[1] / p[0]) : p[1] - p[0]) / (2 * Z95) / density(z);
  }
}

/* --- differences ------------------------------------------------------------------------------- */

static double compute(const SceRun *run, uint32_t op, double *arguments, uint32_t count, uint32_t k, double x) {
  double own = arguments[k];
  arguments[k] = x;
  double value = sce_each_compute(run, op, arguments, count);
  arguments[k] = own;
  return value;
}

static double difference(const SceRun *run, uint32_t op, double *arguments, uint32_t count, uint32_t k, double value, double step) {
  double x = arguments[k], high = x + step, low = x - step;
  double above = compute(run, op, arguments, count, k, high), below = compute(run, op, arguments, count, k, low);
  if (sce_is_finite(above) && sce_is_finite(below)) return (above - below) / (high - low);
  bool up = sce_is_finite(above);
  double near = up ? above : below;
  if (!sce_is_finite(near)) return 0;                                  /* a single point */
  if (!up) step = -step;
  double far = compute(run, op, arguments, count, k, x + 2 * step), slope = (near - value) / step;
  return sce_is_finite(far) ? 2 * slope - (far - value) / (2 * step) : slope;
}

static void differences(const SceRun *run, uint32_t op, double *arguments, uint32_t count, double value, uint32_t skip, bool share, double *out) {
  for (uint32_t k = skip; k < count; k++) {
    if (isnan(arguments[k])) continue;
    double u = arguments[k], step = share && k == 0 ? 6e-6 * fmin(u, 1 - u) : sce_partial_step(u);
    out[k] = difference(run, op, arguments, count, k, value, step);
  }
}

/* --- all of them ------------------------------------------------------------------------------- */

static void partials_distribute(const SceRun *run, uint32_t id, double *arguments, uint32_t count, double value, uint32_t skip, double *out) {
  unsigned family = run->program->ops.at[id].b;
  if (!sce_family_is_closed(family)) {
    differences(run, id, arguments, count, value, skip, true, out);
    return;
  }
  sce_partials_family(family, arguments + 1, value, out + 1);
  if (!skip) out[0] = sce_partial_share(family, arguments + 1, arguments[0], value);
}

/* By a weight: how the mean of the choice moves, since each choice by itself only jumps. */
static void partials_choose(const double *arguments, uint32_t count, double *out) {
  uint32_t size = count / 2, chosen = sce_choose(arguments + 1 + size, size, arguments[0]);
  double total = 0, mean = 0;
  if (chosen == SCE_CHOICE_NONE) return;
  out[1 + chosen] = 1;
  for (uint32_t k = 0; k < size; k++) total += arguments[1 + size + k];
  for (uint32_t k = 0; k < size; k++) mean += arguments[1 + size + k] / total * arguments[1 + k];
  for (uint32_t k = 0; k < size; k++) out[1 + size + k] = (arguments[1 + k] - mean) / total;
}

static void partials_correlate(const double *arguments, double *out) {
  double r = sce_rank_to_linear(arguments[2]), rest = sqrt((1 - r) * (1 + r)), own = sce_normal_quantile(arguments[0]), other = sce_normal_quantile(arguments[1]);
  double at = density(other * r + own * rest), turn = 2 * PI_SIXTH * cos(PI_SIXTH * arguments[2]);
  out[0] = at / density(own) * rest;
  out[1] = at / density(other) * r;
  out[2] = at * turn * (other - (rest > 0 ? own * (r / rest) : 0));    /* at the ends what remains finite of it */
}

static void partials_blend(const double *arguments, double value, double *out) {
  double a = arguments[0], b = arguments[1], t = arguments[2];
  bool power = (a > 0 && b > 0) || (a < 0 && b < 0);
  out[0] = t == 1 ? 0 : t == 0 || !power ? 1 - t : (1 - t) * (value / a);
  out[1] = t == 0 ? 0 : t == 1 || !power ? t : t * (value / b);
  out[2] = !power ? b - a : a == b ? 0 : value * log(b / a);
}

void sce_partials_each(const SceRun *run, uint32_t id, double *arguments, uint32_t count, double value, uint32_t skip, double *out) {
  for (uint32_t k = 0; k < count; k++) out[k] = 0;
  switch (run->program->ops.at[id].kind) {
  case SCE_OP_DISTRIBUTE: partials_distribute(run, id, arguments, count, value, skip, out); break;
  case SCE_OP_CHOOSE: partials_choose(arguments, count, out); break;
  case SCE_OP_CORRELATE: partials_correlate(arguments, out); break;
  case SCE_OP_BLEND: partials_blend(arguments, value, out); break;
  default: differences(run, id, arguments, count, value, skip, false, out); break;
  }
}
