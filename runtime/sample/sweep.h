/* Runs the steps of a list over many blocks of samples, by as many threads as are worth it.
 *
 * Samples are numbered from 0. They come in blocks of SCE_BLOCK; the sobol sampler divides them among its replicates, each of which has blocks of its own, so
 * that the last block of each replicate may be short. Which thread does which blocks changes nothing as long as what visitors add up is integers.
 */
#ifndef SCE_SAMPLE_SWEEP_H
#define SCE_SAMPLE_SWEEP_H

#include "batch.h"

typedef struct SceLayout {
  uint64_t samples, blocks;
  uint32_t replicates;
  uint64_t sample_starts[SCE_REPLICATES + 1], block_starts[SCE_REPLICATES + 1];
} SceLayout;

SceLayout sce_layout_make(uint64_t samples, SceSampler sampler);

/* Where a batch stands. */
typedef struct SceSpot {
  uint64_t sample;                  /* its first one */
  uint32_t replicate;
  uint32_t first, count;            /* in its block: first is 0 or SCE_BATCH */
  bool ends;                        /* the block ends with it */
} SceSpot;

typedef struct SceVisitor {
  void *context;
  void *(*open)(void *context, bool first);                   /* what one worker adds up; one of them is the first, and does the first block */
  void (*visit)(void *worker, uint32_t wanted, const double *values, bool spoiled, const SceSpot *spot);
  void (*flush)(void *context, void *worker, uint32_t replicate);   /* one at a time: takes over what the worker has of a replicate */
  void (*close)(void *worker);
} SceVisitor;

typedef struct SceSweep {
  SceRun *run;
  const SceSteps *steps;
  const SceLayout *layout;
  const SceVisitor *visitor;
  uint64_t from, to;                /* blocks */
  uint32_t threads;                 /* at most */
  bool few;                         /* one of many: after a stop 4 blocks are enough */
  double done, share;               /* for SceSampling.progress: of the whole, before and by this sweep; share 0: says nothing */
} SceSweep;

/* How many threads SceSampling asks for. */
uint32_t sce_sweep_threads(const SceRun *run);

/* Returns false when it was stopped (SceSampling.stop) before all blocks were done. A sweep that starts when the stop is there already does its first blocks: 64, or few. */
bool sce_sweep_run(const SceSweep *sweep);

#endif
