/* Brackets, and the search for all roots of a curve: the mathematics of `sce solve`, which knows nothing of programs.
 */
#include "root.h"

#include <float.h>
#include <math.h>

enum { STEPS_MOST = 400, GAPS_MOST = 12, EDGE_STEPS = 60, EXTREME_STEPS = 60, POLE_GROWTH = 1000, DEPTH_MOST = 6 };

/* ---- brackets ---- */

void sce_bracket_init(SceBracket *bracket, double a, double fa, double b, double fb) {
  *bracket = (SceBracket){.x1 = b, .f1 = fb, .x2 = a, .f2 = fa, .x3 = a, .f3 = fa, .t = 0.5, .due = 3};
  bracket->first = fmax(fabs(fa), fabs(fb));
  bracket->floor = 1e-20 * fmax(fabs(a), fabs(b)) + DBL_MIN;
  bracket->halved = fabs(b - a) / 2;
  bracket->done = fa == 0 || fb == 0;
  if (fa == 0) bracket->x1 = a, bracket->f1 = fa, bracket->x2 = b, bracket->f2 = fb;
}

static double narrow_enough(const SceBracket *bracket) { return 2 * DBL_EPSILON * fmin(fabs(bracket->x1), fabs(bracket->x2)) + bracket->floor; }

/* Inverse quadratic interpolation where the three places allow it, else the half. */
static double next_place(const SceBracket *b) {
  double xi = (b->x1 - b->x2) / (b->x3 - b->x2), phi = (b->f1 - b->f2) / (b->f3 - b->f2);
  if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)) return 0.5;
  double t = b->f1 / (b->f2 - b->f1) * b->f3 / (b->f2 - b->f3) + (b->x3 - b->x1) / (b->x2 - b->x1) * b->f1 / (b->f3 - b->f1) * b->f2 / (b->f3 - b->f2);
  return isfinite(t) ? t : 0.5;
}

/* No value at that place: another one is tried, a number of times. */
static void step_aside(SceBracket *bracket) {
  static const double places[] = {0.5, 0.25, 0.75, 0.125, 0.875, 0.375, 0.625};
  bracket->t = places[bracket->gaps % (sizeof places / sizeof *places)];
  if (++bracket->gaps > GAPS_MOST) bracket->done = true;
}

void sce_bracket_take(SceBracket *b, double f) {
  if (++b->steps >= STEPS_MOST) b->done = true;
  if (isnan(f)) {
    step_aside(b);
    return;
  }
  double x = sce_bracket_next(b);
  if ((f > 0) == (b->f1 > 0)) b->x3 = b->x1, b->f3 = b->f1;
  else b->x3 = b->x2, b->f3 = b->f2, b->x2 = b->x1, b->f2 = b->f1;
  b->x1 = x, b->f1 = f;
  double width = fabs(b->x2 - b->x1), narrow = narrow_enough(b);
  if (f == 0 || width <= 2 * narrow) {
    b->done = true;
    return;
  }
  b->t = next_place(b);
  double least = narrow / width;
  if (b->t < least) b->t = least;
  if (b->t > 1 - least) b->t = 1 - least;
  if (b->steps < b->due) return;
  if (width > b->halved) b->t = 0.5;
  b->halved = width / 2;
  b->due = b->steps + 3;
}

double sce_bracket_best(const SceBracket *bracket) { return fabs(bracket->f2) < fabs(bracket->f1) ? bracket->x2 : bracket->x1; }

static bool is_open(const SceBracket *bracket) { return fabs(bracket->x2 - bracket->x1) > 4 * narrow_enough(bracket); }

bool sce_bracket_is_pole(const SceBracket *bracket) {
  if (bracket->f1 == 0) return false;
  if (is_open(bracket)) return true;
  return fmax(fabs(bracket->f1), fabs(bracket->f2)) > POLE_GROWTH * bracket->first;
}

/* ---- one curve ---- */

typedef struct Search {
  const SceCurve *curve;
  SceRoots *out;
} Search;

static double value_at(const Search *s, double x) { return s->curve->value(s->curve->context, x); }

static void add_root(const Search *s, SceRoot root) {
  if (s->out->list.count) {
    const SceRoot *last = &sce_array_last(&s->out->list);
    double reach = last->kind == SCE_ROOT_STRETCH ? last->to : last->value;
    if (root.from <= reach || fabs(root.from - reach) <= 1e-12 * fmax(fabs(root.from), fabs(reach))) return;
  }
  sce_array_push(&s->out->list, root);
}

static void add_plain(const Search *s, double x) { add_root(s, (SceRoot){SCE_ROOT, x, x, x}); }

/* From `zero`, where the function is 0, towards `beyond`, where it is not: the last place where it is 0. */
static double find_end(const Search *s, double zero, double beyond) {
  for (int i = 0; i < EDGE_STEPS; i++) {
    double middle = zero + (beyond - zero) / 2;
    if (middle == zero || middle == beyond) break;
    if (value_at(s, middle) == 0) zero = middle;
    else beyond = middle;
  }
  return zero;
}

/* The function is 0 from one place to another: perhaps at one place alone. */
static void add_stretch(const Search *s, double before, double from, double to, double after) {
  double low = before < from ? find_end(s, from, before) : from, high = after > to ? find_end(s, to, after) : to;
  if (high - low > 1e-9 * fmax(fabs(low), fabs(high))) add_root(s, (SceRoot){SCE_ROOT_STRETCH, low, low, high});
  else add_plain(s, from == to ? from : low + (high - low) / 2);
}

/* Newton's steps, as long as they bring the function closer to 0. */
static double polish(const Search *s, double x, double f, double low, double high) {
  const SceCurve *curve = s->curve;
  double slope;
  for (int i = 0; i < 3 && f != 0 && curve->slope && curve->slope(curve->context, x, &slope) && slope != 0; i++) {
    double next = x - f / slope, value = next >= low && next <= high ? value_at(s, next) : NAN;
    if (!(fabs(value) < fabs(f))) break;
    x = next, f = value;
  }
  return x;
}

/* Whether the function jumps between the ends of a narrow bracket: then it is no smaller there than farther away. */
static bool is_step(const Search *s, const SceBracket *bracket) {
  double x = bracket->x1, jump = fabs(bracket->f1 - bracket->f2), scale = s->curve->scale(s->curve->context, x);
  if (jump <= fmax(s->curve->smooth * scale, 256 * DBL_EPSILON * fmax(scale, bracket->first))) return false;
  double aside = 1e-11 * fabs(x) + 16 * bracket->floor, left = value_at(s, x - aside), right = value_at(s, x + aside);
  return isnan(left) || isnan(right) || jump > 0.5 * fabs(right - left);
}

/* ---- gaps ---- */

double sce_curve_edge(const SceCurve *curve, double good, double gap, double *f) {
  for (int i = 0; i < EDGE_STEPS; i++) {
    double middle = good + (gap - good) / 2;
    if (middle == good || middle == gap) break;
    double value = curve->value(curve->context, middle);
    if (isnan(value)) gap = middle;
    else good = middle, *f = value;
  }
  return good;
}

/* A change of sign that a gap lies in: it counts where the gap is as good as none. */
static void search_gap(const Search *s, const SceBracket *bracket) {
  double f1 = bracket->f1, f2 = bracket->f2, gap = sce_bracket_next(bracket);
  if (!isnan(value_at(s, gap))) return;
  double x1 = sce_curve_edge(s->curve, bracket->x1, gap, &f1), x2 = sce_curve_edge(s->curve, bracket->x2, gap, &f2), low = fmin(x1, x2), high = fmax(x1, x2);
  if (high - low > 1e-9 * fmax(fabs(low), fabs(high)) || fmax(fabs(f1), fabs(f2)) > POLE_GROWTH * bracket->first) return;
  if (f1 == 0 || f2 == 0) add_plain(s, f1 == 0 ? x1 : x2);
  else add_root(s, (SceRoot){SCE_ROOT_STEP, high, low, high});
}

static void search_bracket(const Search *s, double a, double fa, double b, double fb) {
  SceBracket bracket;
  sce_bracket_init(&bracket, a, fa, b, fb);
  while (!bracket.done) sce_bracket_take(&bracket, value_at(s, sce_bracket_next(&bracket)));
  if (bracket.gaps > GAPS_MOST) search_gap(s, &bracket);
  if (sce_bracket_is_pole(&bracket)) return;
  double low = fmin(bracket.x1, bracket.x2), high = fmax(bracket.x1, bracket.x2);
  if (bracket.f1 == 0) {
    double x = bracket.x1, near = 1e-9 * fabs(x) + bracket.floor;
    bool flat = value_at(s, x - near) == 0 || value_at(s, x + near) == 0;
    if (flat) add_stretch(s, a, x, x, b);
    else add_plain(s, x);
  } else if (is_step(s, &bracket)) {
    add_root(s, (SceRoot){SCE_ROOT_STEP, high, low, high});
  } else {
    double best = sce_bracket_best(&bracket);
    add_plain(s, polish(s, best, best == bracket.x1 ? bracket.f1 : bracket.f2, a, b));
  }
}

/* ---- extremes ---- */

/* Where the slope is 0, between two places where it has different signs; stops where the function itself comes to have another sign than `sign` (0: never). */
static double find_flat(const Search *s, double a, double b, double sign, bool *found) {
  const SceCurve *curve = s->curve;
  double da, db, slope;
  *found = curve->slope && curve->slope(curve->context, a, &da) && curve->slope(curve->context, b, &db) && (da > 0) != (db > 0) && da != 0 && db != 0;
  if (!*found) return a;
  SceBracket bracket;
  sce_bracket_init(&bracket, a, da, b, db);
  while (!bracket.done) {
    double x = sce_bracket_next(&bracket);
    if (value_at(s, x) * sign < 0) return x;
    sce_bracket_take(&bracket, curve->slope(curve->context, x, &slope) ? slope : NAN);
  }
  return sce_bracket_best(&bracket);
}

double sce_curve_extreme(const SceCurve *curve, double a, double c, double b, double sign) {
  static const double golden = 0.381966011250105;
  Search s = {curve, NULL};
  bool exact;
  double fc = sign * curve->value(curve->context, c), flat = find_flat(&s, a, b, 0, &exact);
  if (exact && sign * curve->value(curve->context, flat) <= fc) return flat;
  for (int i = 0; i < EXTREME_STEPS && b - a > 1e-9 * fmax(fabs(a), fabs(b)); i++) {
    bool right = b - c > c - a;
    double x = right ? c + golden * (b - c) : c - golden * (c - a), f = sign * curve->value(curve->context, x);
    if (f < fc) {
      if (right) a = c;
      else b = c;
      c = x, fc = f;
    } else if (right) {
      b = x;
    } else {
      a = x;
    }
  }
  return c;
}

/* The same by values alone: golden sections. */
static double find_nearest(const Search *s, double a, double b, double sign) {
  static const double golden = 0.381966011250105;
  double c = a + golden * (b - a), fc = value_at(s, c) * sign;
  for (int i = 0; i < EXTREME_STEPS && fc > 0 && b - a > 4e-9 * fmax(fabs(a), fabs(b)); i++) {
    bool right = b - c > c - a;
    double x = right ? c + golden * (b - c) : c - golden * (c - a), f = value_at(s, x) * sign;
    if (f < fc) {
      if (right) a = c;
      else b = c;
      c = x, fc = f;
    } else if (right) {
      b = x;
    } else {
      a = x;
    }
  }
  return c;
}

/* On both ends |f| falls towards the inside: it may touch 0 there, or go through it twice. */
static void search_extreme(const Search *s, double a, double fa, double b, double fb) {
  double sign = fa > 0 ? 1 : -1;
  bool exact;
  double x = find_flat(s, a, b, sign, &exact);
  if (!exact) x = find_nearest(s, a, b, sign);
  double f = value_at(s, x);
  if (f * sign < 0) {
    search_bracket(s, a, fa, x, f);
    search_bracket(s, x, f, b, fb);
  } else if (f == 0 && (value_at(s, x - 1e-7 * fabs(x)) == 0 || value_at(s, x + 1e-7 * fabs(x)) == 0)) {
    add_stretch(s, a, x, x, b);
  } else if (fabs(f) <= 1e-12 * fmax(fabs(fa), fabs(fb)) + 1e-14 * s->curve->scale(s->curve->context, x)) {
    add_plain(s, x);
  }
}

/* ---- the grid ---- */

static double slope_near(const Search *s, double x, double f, double reach) {
  double slope;
  if (s->curve->slope && s->curve->slope(s->curve->context, x, &slope)) return slope;
  return (value_at(s, x + 1e-4 * reach) - f) / (1e-4 * reach);
}

/* Where the cubic with these values and slopes turns inside of the interval: the places, ascending. */
static int find_turns(double a, double fa, double da, double b, double fb, double db, double turns[2]) {
  double h = b - a, p = 3 * (da + db) * h - 6 * (fb - fa), q = 6 * (fb - fa) - 2 * (2 * da + db) * h, r = da * h;     /* its slope: p t^2 + q t + r, times h */
  double under = q * q - 4 * p * r;
  if (!(under > 0)) return 0;
  double w = -0.5 * (q + (q < 0 ? -sqrt(under) : sqrt(under))), t = p != 0 ? w / p : NAN, u = w != 0 ? r / w : NAN;
  double low = fmin(t, u), high = fmax(t, u);
  int count = 0;
  if (low > 0 && low < 1) turns[count++] = a + low * h;
  if (high > 0 && high < 1 && high != low) turns[count++] = a + high * h;
  return count;
}

/* Between two neighbours. Where the function turns twice, or turns although its sign changes, there may be more than one root: then it is looked at in parts. */
static void search_pair(const Search *s, double a, double fa, double da, double b, double fb, double db, int depth) {
  if (fa == 0 || fb == 0) return;
  bool changes = (fa > 0) != (fb > 0), turned = changes && (da * fa > 0 || db * fb < 0);
  double turns[2], m = a + (b - a) / 2;
  int count = depth < DEPTH_MOST ? find_turns(a, fa, da, b, fb, db, turns) : 0;
  if (count == 2 || (count && turned)) m = turns[0];
  else if (depth >= DEPTH_MOST || !turned) count = 0;
  if (count || (turned && depth < DEPTH_MOST)) {
    double fm = value_at(s, m), dm = isnan(fm) ? NAN : slope_near(s, m, fm, b - a);
    if (!isnan(fm) && fm != 0) {
      search_pair(s, a, fa, da, m, fm, dm, depth + 1);
      search_pair(s, m, fm, dm, b, fb, db, depth + 1);
      return;
    }
  }
  if (changes) search_bracket(s, a, fa, b, fb);
  else if (da * fa < 0 && db * fb > 0) search_extreme(s, a, fa, b, fb);
}

/* The last place with a value, seen from one that has one. */
static void search_edge(const Search *s, double good, double f, double gap) {
  double value = f, edge = sce_curve_edge(s->curve, good, gap, &value);
  if (value == 0) add_plain(s, edge);
  else if (edge < good) search_pair(s, edge, value, NAN, good, f, NAN, 0);
  else search_pair(s, good, f, NAN, edge, value, NAN, 0);
}

void sce_roots_find(const SceCurve *curve, const SceGrid *grid, SceRoots *out) {
  Search s = {curve, out};
  const double *x = grid->x, *f = grid->f;
  for (uint32_t i = 0; i < grid->count; i++) {
    if (f[i] == 0) {
      uint32_t last = i;
      while (last + 1 < grid->count && f[last + 1] == 0) last++;
      add_stretch(&s, i ? x[i - 1] : x[i], x[i], x[last], last + 1 < grid->count ? x[last + 1] : x[last]);
      i = last;
    }
    if (i + 1 == grid->count) break;
    if (isnan(f[i]) && isnan(f[i + 1])) continue;
    if (isnan(f[i])) search_edge(&s, x[i + 1], f[i + 1], x[i]);
    else if (isnan(f[i + 1])) search_edge(&s, x[i], f[i], x[i + 1]);
    else search_pair(&s, x[i], f[i], grid->slope[i], x[i + 1], f[i + 1], grid->slope[i + 1], 0);
  }
}

void sce_roots_release(SceRoots *roots) { sce_array_release(&roots->list); }
