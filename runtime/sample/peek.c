/* Single samples, computed anew: what messages about failing samples read, and reviews that compare two worlds sample by sample. */
#include "sweep.h"

/* The steps of one value at one point; what they leave in the run's own place of it is put back. */
typedef struct Peek {
  SceRun *run;
  SceSteps steps;
  SceBatch batch;
  double *own, before;
  double *out;                      /* where the next batch goes */
  uint32_t count;                   /* how many of it are wanted */
} Peek;

static void keep(void *context, uint32_t wanted, const double *values, bool spoiled) {
  Peek *peek = context;
  (void)wanted, (void)spoiled;
  memcpy(peek->out, values, peek->count * sizeof *values);
}

static void open_peek(Peek *peek, SceRun *run, uint32_t op, uint32_t point) {
  SceWanted wanted = {op, point};
  *peek = (Peek){.run = run, .own = &run->values[sce_plan_start(&run->plan, op) + point]};
  peek->before = *peek->own;
  sce_steps_make(&peek->steps, run, &wanted, 1);
  sce_batch_init(&peek->batch, run, &peek->steps);
  peek->batch.collect = keep;
  peek->batch.context = peek;
}

static void read_batch(Peek *peek, uint32_t replicate, uint64_t number, uint32_t count, double *out) {
  peek->out = out;
  peek->count = count;
  sce_batch_run(&peek->batch, replicate, number, SCE_BATCH);
}

static void close_peek(Peek *peek) {
  sce_batch_release(&peek->batch);
  sce_steps_release(&peek->steps);
  *peek->own = peek->before;
}

double sce_run_sample(SceRun *run, uint32_t op, uint32_t point, uint64_t sample) {
  if (!run->program->ops.at[op].sampled) return run->values[sce_plan_start(&run->plan, op) + point];
  SceLayout layout = sce_layout_make(run->asked, run->sampling.sampler);
  uint32_t replicate = 0;
  while (replicate + 1 < layout.replicates && sample >= layout.sample_starts[replicate + 1]) replicate++;
  uint64_t local = sample - layout.sample_starts[replicate];
  double values[SCE_BATCH];
  Peek peek;
  open_peek(&peek, run, op, point);
  read_batch(&peek, replicate, local / SCE_BATCH, SCE_BATCH, values);
  close_peek(&peek);
  return values[local % SCE_BATCH];
}

_Static_assert((int)SCE_FIRST_SAMPLES <= (int)SCE_BATCH, "the first samples are of one batch");

uint32_t sce_run_first_samples(SceRun *run, uint32_t op, uint32_t point, double out[SCE_FIRST_SAMPLES]) {
  if (!run->program->ops.at[op].sampled) return 0;
  SceLayout layout = sce_layout_make(run->asked, run->sampling.sampler);
  uint64_t there = layout.sample_starts[1];
  uint32_t count = there < SCE_FIRST_SAMPLES ? (uint32_t)there : SCE_FIRST_SAMPLES;
  Peek peek;
  open_peek(&peek, run, op, point);
  read_batch(&peek, 0, 0, count, out);
  close_peek(&peek);
  return count;
}

void sce_run_column(SceRun *run, uint32_t op, uint32_t point, double *out) {
  SceLayout layout = sce_layout_make(run->asked, run->sampling.sampler);
  Peek peek;
  open_peek(&peek, run, op, point);
  for (uint32_t r = 0; r < layout.replicates; r++) {
    uint64_t samples = layout.sample_starts[r + 1] - layout.sample_starts[r];
    for (uint64_t at = 0; at < samples; at += SCE_BATCH) {
      uint32_t count = samples - at < SCE_BATCH ? (uint32_t)(samples - at) : SCE_BATCH;
      read_batch(&peek, r, at / SCE_BATCH, count, out);
      out += count;
    }
  }
  close_peek(&peek);
}
