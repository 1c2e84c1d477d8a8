/* The bridge from a value as it was to what it is now: edit by edit, with running totals. It stands before the explanation of the value.
 *
 * A bridge reads a diff of the two sides and borrows it, with the names it is told.
 */
#ifndef SCE_REVIEW_BRIDGE_H
#define SCE_REVIEW_BRIDGE_H

#include "diff_cells.h"
#include "explain.h"

typedef struct SceBridge {
  const SceDiff *diff;
  const char *from;                 /* the old side, as it was named */
  unsigned digits;                  /* 0: as usual */
  SCE_ARRAY(uint32_t) outputs;      /* of the diff: the value's points in one scenario */
} SceBridge;

/* Finds the points of a path. False where the diff does not have it, or only on its new side (`*added`). */
bool sce_bridge_init(SceBridge *bridge, const SceDiff *diff, const char *path, const char *scenario, bool *added);
void sce_bridge_release(SceBridge *bridge);

void sce_bridge_write_text(SceOutput *out, const SceBridge *bridge);
void sce_bridge_write_markdown(SceOutput *out, const SceBridge *bridge);
/* A member, behind a comma, of the object that explains the value. */
void sce_bridge_write_json(SceOutput *out, const SceBridge *bridge);

#endif
