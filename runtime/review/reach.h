/* Which edits results rest on: for what changed without a share for any of them, a truth that flips, a value that fails, a branch that switches.
 *
 * A reach is started, gets values, and is asked; what several values rest on is found in one walk.
 */
#ifndef SCE_REVIEW_REACH_H
#define SCE_REVIEW_REACH_H

#include "mix.h"

typedef struct SceReach {
  const SceMix *mix;
  const SceProgram *programs[3];    /* old, new, the mix's */
  bool *seen[3];                    /* by operation of each */
} SceReach;

void sce_reach_start(SceReach *reach, const SceMix *mix, const SceProgram *const programs[2]);
void sce_reach_release(SceReach *reach);

/* Adds a pair of values: `ops`, old and new one, SCE_NO_OP: none; `root`: both as one in the mix, or SCE_NO_OP. */
void sce_reach_add(SceReach *reach, const uint32_t ops[2], uint32_t root);

/* Whether one of the values rests on an edit of the mix; on a field of the new side, or its partner on the old one. */
bool sce_reach_has_edit(const SceReach *reach, uint32_t edit);
bool sce_reach_has_field(const SceReach *reach, uint32_t new_field);

#endif
