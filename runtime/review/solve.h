/* Which value of one field makes an equation true: the question, its search over a range, and the answers.
 *
 * The field is pinned: its operation becomes a number that the search moves, everywhere at once, whatever its formulas in scenarios or along axes
 * were. The equation has an answer for each point of its own axes. Where the two sides are single numbers, all points are computed together for each value tried;
 * where they are sampled, each sample solves its own equation and the answer is what is known of the roots.
 * A solve changes the program and owns the run that it makes; both must outlive its answers' readers no longer than sce_solve_release.
 */
#ifndef SCE_REVIEW_SOLVE_H
#define SCE_REVIEW_SOLVE_H

#include "gradient.h"
#include "root.h"

enum { SCE_SOLVE_SAMPLES = 4096, SCE_SOLVE_POINTS = 1024 };    /* samples that solve unless somebody asks for others; points of an equation at most */

#define SCE_SOLVE_WIDEST 1e300      /* no value beyond is tried */

typedef enum SceSolveRange { SCE_SOLVE_ASKED, SCE_SOLVE_OWN, SCE_SOLVE_AROUND } SceSolveRange;

/* What the left side, or the difference of both sides, comes to over the range. */
typedef struct SceReach {
  bool any;                         /* it has a value somewhere */
  double low, low_at, high, high_at;
  bool low_open, high_open;         /* without bound, towards the place: it grows on and on there */
} SceReach;

typedef struct SceSolution {
  SceRoot root;
  double residual;                  /* left less right there */
  double before, after;             /* of a step: the left side at its two ends */
} SceSolution;

typedef struct SceThreshold {       /* of roots that samples have of their own */
  uint64_t count, none;             /* samples, and those without a root */
  uint64_t several;                 /* with more than one: the lowest counts */
  double p5, p50, p95;
} SceThreshold;

typedef struct SceSolvePoint {
  uint32_t point;                   /* of the equation's axes */
  SCE_ARRAY(SceSolution) list;      /* ascending; none for samples */
  SceThreshold threshold;
  SceReach reach;
  bool moves;                       /* the equation is not the same all over the range */
} SceSolvePoint;

typedef struct SceSolve {
  /* the question */
  SceProgram *program;
  const SceFunction *functions;
  SceSampling sampling;
  uint32_t pin, equation, left, right;        /* operations */
  double low, high;                 /* the range that is searched, in the field's unit */
  SceSolveRange range;
  const uint32_t *scenarios;        /* points of the scenario axis that are wanted; count 0: all */
  uint32_t scenario_count;
  /* the answers */
  SceRun *run;
  bool reaches;                     /* private */
  bool sampled;                     /* both sides have samples left once the field is pinned */
  bool reduces;                     /* the field moves a reduction over samples that the equation rests on */
  bool right_moves;                 /* the field moves the right side too: what is reached is the difference */
  bool stopped;                     /* by the user */
  uint32_t axes;                    /* set of axes that the points are of: bits of `varies` say which count */
  bool *varies;                     /* by axis of the program: points differ along it */
  bool *moved;                      /* private: by operation: it rests on the field */
  SCE_ARRAY(SceSolvePoint) points;  /* ascending */
  uint64_t samples;                 /* 0: nothing is sampled */
  SCE_ARRAY(double) x, f, slope, reached;     /* private: the grid; by point and place */
  double at;                        /* private: where the run stands */
  SceGradient *gradient;            /* private */
} SceSolve;

typedef enum SceSolveBegin {
  SCE_SOLVE_READY,
  SCE_SOLVE_UNMOVED,                /* the equation does not rest on the field */
  SCE_SOLVE_MIXED,                  /* it has samples left, and the field moves reductions over samples too */
  SCE_SOLVE_TOO_MANY,               /* more than SCE_SOLVE_POINTS */
  SCE_SOLVE_TOO_LONG,
} SceSolveBegin;

/* Looks at the program: fills in what is known before anything is computed, and says whether there is something to search. */
SceSolveBegin sce_solve_begin(SceSolve *solve);

/* Searches [low, high]; earlier answers are forgotten. */
void sce_solve_search(SceSolve *solve);

void sce_solve_release(SceSolve *solve);

/* Private to the two halves. */
bool sce_solve_is_stopped(SceSolve *solve);
void sce_solve_samples(SceSolve *solve);

#endif
