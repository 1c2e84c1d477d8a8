/* Single samples, computed anew: what messages about failing samples read, and reviews that compare two worlds sample by sample. */
#include "sweep.h"

static void keep_batch(void *context, uint32_t wanted, const double *values, bool spoiled) {
  (void)wanted, (void)spoiled;
  memcpy(context, values, SCE_BATCH * sizeof *values);
}

/* The batch of samples that a number of a replicate is in. */
static void compute_batch(SceRun *run, uint32_t op, uint32_t point, uint32_t replicate, uint64_t number, double values[SCE_BATCH]) {
  double *own = &run->values[sce_plan_start(&run->plan, op) + point], before = *own;
  SceWanted wanted = {op, point};
  SceSteps steps;
  SceBatch batch;
  sce_steps_make(&steps, run, &wanted, 1);
  sce_batch_init(&batch, run, &steps);
  batch.collect = keep_batch;
  batch.context = values;
  sce_batch_run(&batch, replicate, number, SCE_BATCH);
  sce_batch_release(&batch);
  sce_steps_release(&steps);
  *own = before;
}

double sce_run_sample(SceRun *run, uint32_t op, uint32_t point, uint64_t sample) {
  if (!run->program->ops.at[op].sampled) return run->values[sce_plan_start(&run->plan, op) + point];
  SceLayout layout = sce_layout_make(run->asked, run->sampling.sampler);
  uint32_t replicate = 0;
  while (replicate + 1 < layout.replicates && sample >= layout.sample_starts[replicate + 1]) replicate++;
  uint64_t local = sample - layout.sample_starts[replicate];
  double values[SCE_BATCH];
  compute_batch(run, op, point, replicate, local / SCE_BATCH, values);
  return values[local % SCE_BATCH];
}

_Static_assert((int)SCE_FIRST_SAMPLES <= (int)SCE_BATCH, "the first samples are of one batch");

uint32_t sce_run_first_samples(SceRun *run, uint32_t op, uint32_t point, double out[SCE_FIRST_SAMPLES]) {
  if (!run->program->ops.at[op].sampled) return 0;
  SceLayout layout = sce_layout_make(run->asked, run->sampling.sampler);
  uint64_t there = layout.sample_starts[1];
  double values[SCE_BATCH];
  compute_batch(run, op, point, 0, 0, values);
  uint32_t count = there < SCE_FIRST_SAMPLES ? (uint32_t)there : SCE_FIRST_SAMPLES;
  memcpy(out, values, count * sizeof *out);
  return count;
}

typedef struct Column {
  double *out;
  uint32_t count;
} Column;

static void keep_column(void *context, uint32_t wanted, const double *values, bool spoiled) {
  Column *column = context;
  (void)wanted, (void)spoiled;
  memcpy(column->out, values, column->count * sizeof *values);
}

void sce_run_column(SceRun *run, uint32_t op, uint32_t point, double *out) {
  double *own = &run->values[sce_plan_start(&run->plan, op) + point], before = *own;
  SceLayout layout = sce_layout_make(run->asked, run->sampling.sampler);
  Column column = {out, 0};
  SceWanted wanted = {op, point};
  SceSteps steps;
  SceBatch batch;
  sce_steps_make(&steps, run, &wanted, 1);
  sce_batch_init(&batch, run, &steps);
  batch.collect = keep_column;
  batch.context = &column;
  for (uint32_t r = 0; r < layout.replicates; r++) {
    uint64_t samples = (r + 1 < layout.replicates ? layout.sample_starts[r + 1] : run->asked) - layout.sample_starts[r];
    for (uint64_t at = 0; at < samples; at += SCE_BATCH) {
      column.count = samples - at < SCE_BATCH ? (uint32_t)(samples - at) : SCE_BATCH;
      sce_batch_run(&batch, r, at / SCE_BATCH, SCE_BATCH);
      column.out += column.count;
    }
  }
  sce_batch_release(&batch);
  sce_steps_release(&steps);
  *own = before;
}
