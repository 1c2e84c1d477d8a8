/* All roots of one curve: where a function of one number is 0, between grid points that somebody has looked at.
 *
 * A bracket is two places where the function has different signs; it is made narrower by inverse quadratic steps (Chandrupatla's rule) and by halves
 * whenever these do not do at least as well, so that the number of steps is bounded. It asks for one value at a time, so that many can go on side by side.
 * What the sign changes at may be a root, a step, or a pole, which is none. Roots that only touch 0, and pairs that lie closer than the grid, are found
 * where the slope changes its sign. Places without value (NaN) are gaps.
 */
#ifndef SCE_REVIEW_ROOT_H
#define SCE_REVIEW_ROOT_H

#include "array.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct SceBracket {
  double x1, f1, x2, f2, x3, f3;    /* x1 and x2 are the ends, x1 the newer one; x3: the end before */
  double t;                         /* where between x1 and x2 is asked next */
  double first;                     /* the larger |f| at the start */
  double floor;                     /* widths below this are narrow enough, whatever the place */
  double halved;                    /* width to be below by step `due` */
  uint32_t steps, due, gaps;
  bool done;
} SceBracket;

void sce_bracket_init(SceBracket *bracket, double a, double fa, double b, double fb);
static inline double sce_bracket_next(const SceBracket *bracket) { return bracket->x1 + bracket->t * (bracket->x2 - bracket->x1); }
void sce_bracket_take(SceBracket *bracket, double f);       /* f at the place that was asked for */
double sce_bracket_best(const SceBracket *bracket);         /* the end with the smaller |f| */
bool sce_bracket_is_pole(const SceBracket *bracket);        /* |f| has grown without end; or there was no value to go on with */

/* A function, as the search sees it. */
typedef struct SceCurve {
  void *context;
  double (*value)(void *context, double x);               /* NaN: no value there; 0 also where the two sides are equal but for rounding */
  bool (*slope)(void *context, double x, double *slope);  /* exact; NULL, or returns false, where there is none */
  double (*scale)(void *context, double x);               /* how large the numbers are whose difference the function is */
  double smooth;                                          /* jumps up to this share of the scale are none */
} SceCurve;

typedef enum SceRootKind {
  SCE_ROOT,
  SCE_ROOT_STEP,                    /* the function jumps over 0 between `from` and `to`, which are neighbours */
  SCE_ROOT_STRETCH,                 /* it is 0 from `from` to `to` */
} SceRootKind;

typedef struct SceRoot {
  SceRootKind kind;
  double value;                     /* of a step: the end beyond, in the direction of growing x */
  double from, to;
} SceRoot;

typedef struct SceRoots {
  SCE_ARRAY(SceRoot) list;          /* ascending */
} SceRoots;

/* What is known of a curve at ascending places: its values and the signs of its slopes (NaN or 0: not known). */
typedef struct SceGrid {
  const double *x, *f, *slope;
  uint32_t count;
} SceGrid;

void sce_roots_find(const SceCurve *curve, const SceGrid *grid, SceRoots *out);    /* appends */
void sce_roots_release(SceRoots *roots);

/* Between a place with a value and one without: the last place with one; *f is the value there, or left alone. */
double sce_curve_edge(const SceCurve *curve, double good, double gap, double *f);

/* The place between a and b, with c between the two, where the value is least (sign 1) or largest (sign -1): exactly where the slope is known, else to about eight digits. */
double sce_curve_extreme(const SceCurve *curve, double a, double c, double b, double sign);

#endif
