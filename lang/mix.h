/* Two programs as one: what both say stands once, and where they differ old and new stand side by side with a number between them.
 *
 * A mix is a program like any other, computed by the same engine. Each edit has a parameter, a CONSTANT: with all of them at 0 the mix is the old program, with
 * all at 1 the new one, to the last bit but for the order in which members are added up; in between an edited value is a BLEND, and a member that one side alone has counts in part. Fields are brought together
 * by path, and by meaning where somebody renamed them. Values stand in the units of the new side, over axes that have the points of both.
 * The mix owns its program and arrays; both sides must have been compiled with SceCompileOptions.fields, and have to outlive it.
 */
#ifndef SCE_MIX_H
#define SCE_MIX_H

#include "trace.h"

typedef enum SceMixKind { SCE_MIX_FORMULA, SCE_MIX_ADDED, SCE_MIX_REMOVED } SceMixKind;

typedef struct SceMixEdit {
  SceMixKind kind;
  uint32_t parameter;               /* operation of the mix; edits of one kind's formula share theirs */
  uint32_t old_field, new_field;    /* FORMULA: in the fields of the sides; SCE_NO_OP: of an expression */
  uint32_t old_op, new_op;          /* FORMULA: the two formulas in the mix, in the new side's unit */
  uint32_t old_item, new_item;      /* FORMULA without fields: the definitions of the two expressions, or SCE_NO_ITEM */
  uint32_t axis, label;             /* ADDED, REMOVED: of the mix: the axis and the point on it; FORMULA that is neither of a field nor of an expression: the axis that has other members */
} SceMixEdit;

typedef struct SceMixRoot {         /* a value to compare: operations of the sides */
  uint32_t old_op, new_op;
  SceUnit old_unit, new_unit;
  uint32_t old_item, new_item;      /* where they are written; SCE_NO_ITEM */
  uint32_t op;                      /* out: in the mix, in new_unit; SCE_NO_OP where the two cannot be one value */
} SceMixRoot;

typedef struct SceMixAxis {         /* of a side: what it is in the mix */
  uint16_t axis;
  uint32_t *labels, count;          /* by point: the point in the mix */
} SceMixAxis;

typedef struct SceMix {
  SceProgram *program;
  SCE_ARRAY(SceMixEdit) edits;
  uint32_t *old_partner, *new_partner;   /* by field of a side: the same field on the other side, or SCE_NO_OP */
  SceMixAxis *old_axes, *new_axes;       /* by axis of a side */
  uint32_t old_axis_count, new_axis_count;
} SceMix;

/* What was edited behind the two formulas of an edit (trace.h), if it is not these. */
SceTrace sce_mix_trace(const SceMixEdit *edit, const SceProgram *old_side, const SceProgram *new_side);

SceMix *sce_mix_new(const SceProgram *old_side, const SceProgram *new_side, SceMixRoot *roots, uint32_t root_count);
void sce_mix_free(SceMix *mix);

/* The point of the mix's value `op` that belongs to a point of a side's value `of`. Axes that `of` lacks are taken at their first point. */
uint32_t sce_mix_point(const SceMix *mix, const SceProgram *side, const SceMixAxis *axes, uint32_t of, uint32_t point, uint32_t op);

#endif
