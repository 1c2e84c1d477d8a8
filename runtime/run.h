/* What a run holds: for the engine's own files. Others see engine.h.
 *
 * Single numbers and grids are computed by engine.c and grid.c, what is sampled by sampling.c and sample/; the two halves meet in `values`, where summaries of
 * samples stand as values do.
 */
#ifndef SCE_RUN_H
#define SCE_RUN_H

#include "plan.h"
#include "sample/kernels.h"
#include "sample/state.h"

typedef struct SceWanted {          /* one point of a sampled value */
  uint32_t op, point;
} SceWanted;

struct SceRun {
  const SceProgram *program;
  const SceFunction *functions;
  ScePlan plan;
  double *values;
  double *arguments;                /* room for the arguments of one call */
  uint64_t evaluations;

  const SceKernels *kernels;
  SceSampling sampling;             /* with what was left open filled in */
  uint16_t *stages;                  /* how many passes over the samples stand before each operation; NULL: nothing is sampled and nothing recurs */
  uint32_t *summary_starts;         /* where the summaries of each operation start; SCE_NO_OP: it has none */
  SceSummary *summaries;
  SceState **kept;                  /* whole states of the values that somebody asks for quantiles, beside the summaries */
  uint32_t *distinct;               /* how many buckets were hit, beside the summaries */
  uint32_t summary_count;
  double *errors;                   /* standard errors, beside `values`; NULL: no value that is not sampled rests on samples */
  uint64_t asked;                   /* samples that the last pass was asked for: what they are numbered within */
  uint64_t samples;                 /* of the last pass, as many as were taken */
  bool partial;
  SceText states;                   /* of the last pass, where a shard was asked for */
  const char *merged, *merged_end;  /* borrowed while computing: states that stand for the last pass */
  bool merge_failed;
};

static inline bool sce_op_reduces_samples(uint32_t kind) { return kind >= SCE_OP_MEAN_OF && kind <= SCE_OP_QUANTILE_OF; }

/* Any operation over the points [from, to) of its axes (grid.c). */
void sce_grid_run(SceRun *run, uint32_t op, uint32_t from, uint32_t to);

/* What a reduction over samples gives at a point, from the summaries; its operand is sampled (sampling.c). */
double sce_samples_reduce(SceRun *run, uint32_t op, uint32_t point);
void sce_samples_quantiles(SceRun *run, uint32_t op, uint32_t from, uint32_t to);      /* QUANTILE_OF, into the run's values */

double sce_samples_error(const SceRun *run, uint32_t op, uint32_t point);     /* the standard error of that, as far as it is known; else 0 */

/* Computes a program that has samples or loops (sampling.c). */
void sce_samples_run(SceRun *run);
void sce_samples_release(SceRun *run);

/* All operations of one stage that are not sampled, loops point by point (engine.c). */
void sce_run_stage(SceRun *run, uint32_t stage);

#endif
