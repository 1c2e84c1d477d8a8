/* Which fields of two programs are the same, and which say the same: for mix.c.
 *
 * The meaning of an operation is a number of 64 bits, made of its kind, its constants and the meanings of what it reads, where a field counts by
 * which field it is. So renaming, layout and order are no change, and an edit of a field is none of those who read it. `loose` leaves out what a side's members
 * of an axis alone contribute: two formulas that differ only by who is a member are loosely the same.
 */
#ifndef SCE_MATCH_H
#define SCE_MATCH_H

#include "mix.h"

typedef struct SceMatchSide {
  const SceProgram *program;
  uint64_t *meaning, *loose;        /* by operation */
  uint32_t *partner;                /* by field */
  uint32_t *axis_partner;           /* by axis */
  uint64_t *axis_meaning, *axis_loose;   /* by axis */
  bool **shared;                    /* by axis: which points the other side has too; NULL: the axis is not paired */
} SceMatchSide;

typedef struct SceMatch {
  SceMatchSide sides[2];            /* old, new */
} SceMatch;

void sce_match_init(SceMatch *match, const SceProgram *old_side, const SceProgram *new_side);
void sce_match_release(SceMatch *match);

/* The axis of the other side that is the same one, though perhaps with other points; SCE_NO_OP. */
uint32_t sce_match_axis(const SceMatch *match, int side, uint32_t axis);
/* The point of the other side's axis with the same label; SCE_NO_OP. */
uint32_t sce_match_label(const SceMatch *match, int side, uint32_t axis, uint32_t other_axis, uint32_t label);

/* Whether two units, one of each program, count the same; *scale turns a value in the first into one in the second. */
bool sce_match_units(const SceProgram *from, SceUnit from_unit, const SceProgram *to, SceUnit to_unit, SceScale *scale);

/* The path that a stream of random numbers has on the old side, where the new side renamed its field. */
uint64_t sce_match_draw_path(const SceMatch *match, uint64_t new_path);

#endif
