/* Columns: the steps of a few values, run one batch at a time, in the order of the samples.
 */
#include "column.h"

static void keep(void *context, uint32_t wanted, const double *values, bool spoiled) {
  SceColumn *column = context;
  (void)spoiled;
  memcpy(column->values[wanted], values, column->batch.count * sizeof *values);
}

static uint64_t batches_of(const SceLayout *layout, uint32_t replicate) {
  return (layout->sample_starts[replicate + 1] - layout->sample_starts[replicate] + SCE_BATCH - 1) / SCE_BATCH;
}

void sce_column_init(SceColumn *column, SceRun *run, const SceWanted wanted[SCE_COLUMN_WANTED]) {
  *column = (SceColumn){.layout = sce_layout_make(run->asked, run->sampling.sampler)};
  sce_steps_make(&column->steps, run, wanted, SCE_COLUMN_WANTED);
  sce_batch_init(&column->batch, run, &column->steps);
  column->batch.collect = keep;
  for (uint32_t i = 0; i < column->layout.replicates; i++) column->batches += batches_of(&column->layout, i);
}

void sce_column_release(SceColumn *column) {
  sce_batch_release(&column->batch);
  sce_steps_release(&column->steps);
}

/* The replicate that a batch belongs to; `number` becomes its number there. */
static uint32_t find_replicate(const SceColumn *column, uint64_t *number) {
  uint32_t replicate = 0;
  for (; replicate + 1 < column->layout.replicates && *number >= batches_of(&column->layout, replicate); replicate++) *number -= batches_of(&column->layout, replicate);
  return replicate;
}

uint32_t sce_column_count(const SceColumn *column, uint64_t number) {
  uint32_t replicate = find_replicate(column, &number);
  uint64_t left = column->layout.sample_starts[replicate + 1] - column->layout.sample_starts[replicate] - number * SCE_BATCH;
  return left < SCE_BATCH ? (uint32_t)left : SCE_BATCH;
}

void sce_column_read(SceColumn *column, uint64_t number, const double *given) {
  uint32_t count = sce_column_count(column, number), replicate = find_replicate(column, &number);
  column->batch.context = column;
  column->batch.given = given;
  sce_batch_run(&column->batch, replicate, number, count);
}
