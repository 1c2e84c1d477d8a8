/* Where two results, of which one may be absent, have values: the points of both over all axes of both, matched by label, or as numbers where an axis counts.
 *
 * What does not range over an axis that its document has is the same at all of the document's points. The points are the new side's, in their
 * order, and behind them those that the old side alone has.
 */
#ifndef SCE_REVIEW_RESULT_POINTS_H
#define SCE_REVIEW_RESULT_POINTS_H

#include "diff.h"
#include "json_results.h"
#include "known_units.h"

typedef struct SceResultAxis {
  const char *name;
  SCE_ARRAY(char *) labels;
  SCE_ARRAY(uint32_t) own[2];       /* old, new: the side's own point, or SCE_NO_OP */
  uint32_t strides[2];              /* of the side's numbers; 0: it does not range over it */
  uint32_t at;                      /* the current point */
} SceResultAxis;

typedef struct SceResultGrid {
  const SceJsonValue *values[2];
  SCE_ARRAY(SceResultAxis) axes;
  uint64_t points;
} SceResultGrid;

/* `documents`, `values`: old and new; a value may be NULL. */
void sce_result_grid_init(SceResultGrid *grid, const SceJsonResults *const documents[2], const SceJsonValue *const values[2], SceKnownUnits *units);
void sce_result_grid_release(SceResultGrid *grid);

void sce_result_grid_move(SceResultGrid *grid, uint64_t point);
/* A side's number at the current point; NULL: it has none there. */
const SceJsonNumber *sce_result_grid_number(const SceResultGrid *grid, int side);
void sce_result_grid_labels(const SceResultGrid *grid, SceDiffOutput *output);

#endif
