/* All samples of a few values, batch by batch and as often as somebody likes, where one value of the program (GIVEN) is a number that the reader gives
 * for each sample: for equations that each sample solves for itself.
 *
 * A column borrows the run, which has computed what is not sampled, and must be released before it.
 */
#ifndef SCE_SAMPLE_COLUMN_H
#define SCE_SAMPLE_COLUMN_H

#include "sweep.h"

enum { SCE_COLUMN_WANTED = 2 };

typedef struct SceColumn {
  SceLayout layout;
  SceSteps steps;
  SceBatch batch;
  uint64_t batches;                 /* of all samples */
  double values[SCE_COLUMN_WANTED][SCE_BATCH];      /* of the batch last read */
} SceColumn;

void sce_column_init(SceColumn *column, SceRun *run, const SceWanted wanted[SCE_COLUMN_WANTED]);
void sce_column_release(SceColumn *column);

/* How many samples batch number `number` has: at most SCE_BATCH. */
uint32_t sce_column_count(const SceColumn *column, uint64_t number);

/* Computes the values of a batch from numbers given for each of its samples. What has no value is poison. */
void sce_column_read(SceColumn *column, uint64_t number, const double *given);

#endif
