/* The edits of a mix as people read them: where they stand, what was written, and which of them are none after all. */
#ifndef SCE_REVIEW_EDITS_H
#define SCE_REVIEW_EDITS_H

#include "diff.h"
#include "reach.h"

typedef struct SceEditValues {      /* of an edit: what its two formulas come to */
  double *old_values, *new_values;  /* in the old world and in the new one, at the points of each; NULL for members and what is sampled */
  bool same;                        /* both are equal in every world that was looked at: another spelling, not an edit */
} SceEditValues;

/* Beside mix->edits. Moves the parameters of the run; they are at 1 afterwards. */
SceEditValues *sce_edit_values_make(const SceMix *mix, SceRun *run);
void sce_edit_values_free(SceEditValues *values, const SceMix *mix);

/* Whether all that a parameter stands for is the same. */
bool sce_edit_is_none(const SceMix *mix, const SceEditValues *values, uint32_t parameter);

/* The driver that a parameter stands for, seen from a point of a value of the mix, without its contribution. `programs`: old and new. */
SceDriver sce_driver_make(const SceMix *mix, const SceProgram *const programs[2], const SceEditValues *values, uint32_t parameter, uint32_t op, uint32_t point);

/* What an edit is called; NULL: it has no name. */
char *sce_edit_name(const SceMix *mix, const SceProgram *const programs[2], uint32_t edit);

/* Lists all edits, in the new side's order, also of inputs that no result rests on, and scenarios that one side alone has. `reach`: of what differs and has no shares. */
void sce_edits_list(SceDiff *diff, const SceMix *mix, const SceProgram *const programs[2], const SceEditValues *values, SceRun *const runs[2], const SceReach *reach);

#endif
