/* Does the steps of a list for one batch of samples. A worker has slots of its own; everything else is shared and only read. */
#ifndef SCE_SAMPLE_BATCH_H
#define SCE_SAMPLE_BATCH_H

#include "steps.h"

/* Takes the numbers of what is wanted; `spoiled`: there may be poison among them. */
typedef void SceCollect(void *context, uint32_t wanted, const double *values, bool spoiled);

typedef struct SceBatch {
  const SceRun *run;
  const SceSteps *steps;
  const SceKernels *kernels;
  double *slots;                    /* SCE_BATCH doubles each */
  uint8_t *spoiled;                 /* a slot has poison in it */
  uint64_t *keys;                   /* of the replicate */
  double *fill;                     /* two batches of room: a single number, many times */
  double *arguments;
  uint32_t replicate;
  uint32_t count;                   /* samples in this batch */
  const double *given;              /* borrowed, or NULL: numbers for GIVEN, one for each of these samples; without them its values are none */
  SceCollect *collect;
  void *context;
} SceBatch;

void sce_batch_init(SceBatch *batch, const SceRun *run, const SceSteps *steps);
void sce_batch_release(SceBatch *batch);

/* Batch number `number` of a replicate (0, but for the sobol sampler), of which the first `count` samples are wanted. */
void sce_batch_run(SceBatch *batch, uint32_t replicate, uint64_t number, uint32_t count);

#endif
