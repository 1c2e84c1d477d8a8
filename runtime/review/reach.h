/* Which edits a result rests on: for what changed without a share for any of them, a truth that flips, a value that fails, a branch that switches. */
#ifndef SCE_REVIEW_REACH_H
#define SCE_REVIEW_REACH_H

#include "edits.h"

/* Marks by edit of the mix those that a pair of values rests on. `ops`: old and new one, SCE_NO_OP: none; `root`: both as one in the mix, or SCE_NO_OP.
 * `fields`: by field of the new side, those that it rests on are added. */
void sce_reach_edits(const SceMix *mix, const SceProgram *const programs[2], const uint32_t ops[2], uint32_t root, bool *reached, bool *fields);

#endif
