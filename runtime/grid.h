/* Between the two ways to compute a value over axes: point by point (grid.c) and by kernels (chunks.c).
 */
#ifndef SCE_GRID_H
#define SCE_GRID_H

#include "run.h"

/* By kernels, to the same bits; false where the operation is not for them. */
bool sce_chunks_run(SceRun *run, uint32_t op, uint32_t from, uint32_t to);
bool sce_chunks_reduce(SceRun *run, uint32_t op, uint32_t from, uint32_t to);

/* Point by point: what reads one point of each operand, and what runs over an axis. */
void sce_grid_mapped(SceRun *run, uint32_t op, uint32_t from, uint32_t to);
void sce_grid_reduced(SceRun *run, uint32_t op, uint32_t from, uint32_t to);

#endif
