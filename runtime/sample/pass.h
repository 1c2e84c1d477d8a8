/* One pass over the samples: what is wanted, in as many sweeps as memory asks for, each of which leaves states and summaries.
 */
#ifndef SCE_SAMPLE_PASS_H
#define SCE_SAMPLE_PASS_H

#include "sweep.h"

typedef struct ScePass {
  SceRun *run;
  const SceWanted *wanted;          /* points that belong together stand together; each has room for a summary (SceRun.summary_starts) */
  uint32_t wanted_count;
  uint64_t samples;
  bool last;                        /* the one that shards divide, and that merged states stand for */
  double done, share;               /* for SceSampling.progress */
} ScePass;

/* Writes summaries and values of all that is wanted. */
void sce_pass_run(const ScePass *pass);

/* The quantile at any probability of a sampled value whose state was kept; exact where that was asked for. Probabilities and results stand beside each other. */
typedef struct SceQuantileAsked {
  uint32_t op, point;
  double probability;
  double value;                     /* out */
} SceQuantileAsked;
void sce_pass_quantiles(SceRun *run, SceQuantileAsked *asked, uint32_t count);

#endif
