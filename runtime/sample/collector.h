/* What one worker adds up for one wanted value: lanes and 32-bit counters, which are drained into states. */
#ifndef SCE_SAMPLE_COLLECTOR_H
#define SCE_SAMPLE_COLLECTOR_H

#include "sweep.h"

/* How a value is collected, from its first block: the same for every process. */
typedef struct SceFocus {
  double pivot, origin;             /* as those of SceState */
  SceWindow window;
} SceFocus;

typedef struct SceCollector {
  SceLanes lanes;
  SceState state;                   /* without tally */
  SceHistogram histogram;
} SceCollector;

/* From the first block's values. */
SceFocus sce_focus_make(const SceKernels *kernels, const double *values, uint32_t count);

/* The buckets of up to SCE_BATCH values, counted from an origin. */
void sce_buckets_make(const SceKernels *kernels, uint32_t *buckets, const double *values, double origin, uint32_t count);

/* A collector of all zeros, or one that has been drained, becomes one for such values. */
void sce_collector_set(SceCollector *collector, const SceFocus *focus);
void sce_collector_release(SceCollector *collector);
void sce_collector_add(SceCollector *collector, const SceKernels *kernels, const double *values, bool spoiled, const SceSpot *spot);

/* Adds all to `into` and starts anew. */
void sce_collector_drain(SceCollector *collector, SceState *into);

#endif
