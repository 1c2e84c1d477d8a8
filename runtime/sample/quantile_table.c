/* Makes the tables: at each border between two cells the quantile and its derivatives by z, then the polynomial of degree 7 that has at both of its
 * ends the value and three derivatives.
 *
 * The derivatives come from the equation of the quantile: v = ds/dz = normal density / density in s, v' = v (-z - slope(x) v), and x' from v. The
 * same series leads from one border to the next, from both ends towards the median: in this direction errors shrink. Only the two ends, and
 * borders that the series does not reach, are solved for.
 */
#include "quantile_table.h"

#include "array.h"
#include "portable.h"

#include <math.h>

enum { ORDER = 14, KEPT = 4, CELLS = 128 };

static const double LN_SQRT_TWO_PI = 0.91893853320467274178;
static const double REACHED = 1e-14;

typedef struct Series {                  /* Taylor coefficients by z */
  double s[ORDER + 1], v[ORDER + 1], x[ORDER + 1], y[ORDER + 1];
} Series;

static double convolve(const double *a, const double *b, int n) {
  double sum = 0;
  for (int j = 0; j <= n; j++) sum += a[j] * b[n - j];
  return sum;
}

static void expand(Series *out, const SceShape *shape, const ScePoint *point, double z) {
  double bend[ORDER + 1], slope[ORDER + 1], spread[ORDER + 1], weight = shape->beta ? shape->a + shape->b : 1;
  double bell = sce_exp(-0.5 * z * z - LN_SQRT_TWO_PI);
  out->s[0] = point->s;
  out->x[0] = point->x;
  out->v[0] = bell / point->density;
  out->y[0] = point->y;
  slope[0] = point->slope;
  for (int n = 0; n < ORDER; n++) {
    bend[n] = -convolve(slope, out->v, n) - (n == 0 ? z : n == 1);
    out->s[n + 1] = out->v[n] / (n + 1);
    out->v[n + 1] = convolve(out->v, bend, n) / (n + 1);
    spread[n] = shape->beta ? convolve(out->x, out->y, n) : out->x[n];
    out->x[n + 1] = convolve(spread, out->v, n) / (n + 1);
    out->y[n + 1] = shape->beta ? -out->x[n + 1] : 0;
    slope[n + 1] = -weight * out->x[n + 1];
  }
}

/* s one step away, and whether the series tells. */
static bool step(const Series *series, double h, double *s) {
  double sum = 0, power = 1, last = 0;
  for (int n = 1; n <= ORDER; n++) {
    power *= h;
    double term = series->s[n] * power;
    if (n >= ORDER - 1) last += fabs(term);
    sum += term;
  }
  *s = series->s[0] + sum;
  return last <= REACHED * (1 + fabs(*s)) && fabs(sum) < 1e300;
}

static double solve(const SceShape *shape, double z, const double *start) {
  double lower = sce_normal_cdf(z), upper = sce_normal_cdf(-z);
  return start ? sce_shape_quantile_near(shape, lower, upper, *start) : sce_shape_quantile(shape, lower, upper);
}

/* The first derivatives of what the table holds, over a cell of width h. */
static void keep(double *out, const Series *series, SceTableForm form, double offset, double factor, double ln_factor, double h) {
  double c[KEPT];
  if (form == SCE_TABLE_PLAIN) {
    for (int n = 0; n < KEPT; n++) c[n] = factor * series->x[n];
    c[0] += offset;
  } else if (form == SCE_TABLE_CUBE_ROOT) {
    double rate[KEPT];                   /* of ln x: y v */
    c[0] = sce_exp((series->s[0] + (series->y[0] < 1 ? sce_ln(series->y[0]) : 0) + ln_factor) / 3);
    for (int n = 0; n + 1 < KEPT; n++) {
      rate[n] = convolve(series->y, series->v, n);
      c[n + 1] = convolve(c, rate, n) / (3 * (n + 1));
    }
  } else {
    for (int n = 0; n < KEPT; n++) c[n] = series->s[n];
    if (form == SCE_TABLE_LN) c[0] += ln_factor;
  }
  double power = 1;
  for (int n = 0; n < KEPT; n++, power *= h) out[n] = c[n] * power;
}

/* The polynomial with the derivatives a at 0 and b at 1: a's own, and t^4 times a cubic around 1. */
static void join(double *out, const double *a, const double *b) {
  double r0 = b[0] - (a[0] + a[1] + a[2] + a[3]), r1 = b[1] - (a[1] + 2 * a[2] + 3 * a[3]), r2 = b[2] - (a[2] + 3 * a[3]), r3 = b[3] - a[3];
  double q0 = r0, q1 = r1 - 4 * r0, q2 = r2 - 4 * r1 + 10 * r0, q3 = r3 - 4 * r2 + 10 * r1 - 20 * r0;
  for (int n = 0; n < KEPT; n++) out[n] = a[n];
  out[4] = q0 - q1 + q2 - q3;
  out[5] = q1 - 2 * q2 + 3 * q3;
  out[6] = q2 - 3 * q3;
  out[7] = q3;
}

SceTableForm sce_quantile_table_form(const SceShape *shape) {
  double a = shape->a, small = shape->beta && shape->b < a ? shape->b : a;
  if (small < 0.7) return shape->beta ? SCE_TABLE_LOGIT : SCE_TABLE_LN;
  return a < 2 ? SCE_TABLE_CUBE_ROOT : SCE_TABLE_PLAIN;
}

/* Small parameters bend the way from 0 to 1 within a short piece of z. */
uint32_t sce_quantile_table_cells(const SceShape *shape) {
  double a = shape->a, b = shape->beta ? shape->b : 1, large = a < b ? b : a;
  if (a < 1e-3 || b < 1e-3 || large < 0.01) return 0;
  if (large < 0.02) return 16 * CELLS;
  if (large < 0.07) return 8 * CELLS;
  if (large < 0.2) return 4 * CELLS;
  return large < 0.5 || a < 0.02 || b < 0.02 ? 2 * CELLS : CELLS;
}

/* The borders from `first`, which is solved for, to `last`. */
static void walk(double (*nodes)[KEPT], const SceShape *shape, SceTableForm form, double offset, double factor, double low, double h, int first, int last) {
  int way = first <= last ? 1 : -1;
  double ln_factor = sce_ln(factor), s = solve(shape, low + first * h, NULL);
  for (int i = first;; i += way) {
    double z = low + i * h;
    ScePoint point = sce_shape_point(shape, s);
    Series series;
    expand(&series, shape, &point, z);
    keep(nodes[i], &series, form, offset, factor, ln_factor, h);
    if (i == last) break;
    if (!step(&series, way * h, &s)) s = solve(shape, z + way * h, fabs(s) < 1e300 ? &s : NULL);
  }
}

void sce_quantile_table_fill(double *coefficients, uint32_t cells, const SceShape *shape, SceTableForm form, double offset, double factor, double low, double high) {
  double (*nodes)[KEPT] = sce_memory_new((cells + 1) * sizeof *nodes);
  double h = (high - low) / cells, to_median = -low / h;
  int count = (int)cells, middle = to_median <= 0 ? 0 : to_median >= count ? count : (int)to_median;
  walk(nodes, shape, form, offset, factor, low, h, 0, middle);
  if (middle < count) walk(nodes, shape, form, offset, factor, low, h, count, middle + 1);
  for (int i = 0; i < count; i++) join(coefficients + (size_t)i * (SCE_TABLE_DEGREE + 1), nodes[i], nodes[i + 1]);
  free(nodes);
}
