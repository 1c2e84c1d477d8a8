/* Where a value that is none has it from: for claims that need one, for lints, for explanations.
 *
 * A search goes from a value along the operands that are none themselves where it is, down to what is none by its own formula: a field, in a program that lists its
 * fields, else the operand `none`. Of an `if` only the branch that was taken counts.
 */
#ifndef SCE_NONE_H
#define SCE_NONE_H

#include "engine.h"

typedef struct SceNoneStep {
  uint32_t op, point;
  uint32_t from;                    /* index of the step that reads it; SCE_NO_OP: the value itself */
  uint32_t node;                    /* where that one's formula names it; SCE_NO_OP: not known */
} SceNoneStep;

typedef struct SceNoneSearch {
  SceRun *run;                      /* borrowed */
  uint32_t *seen;                   /* by operation: in which search it was last met */
  uint32_t turn, probes;
  SCE_ARRAY(SceNoneStep) steps;     /* of the last search, the value itself first: a step for each operand that is none, so that an operation has one for each that reads it */
  SCE_ARRAY(uint32_t) open;
  SCE_ARRAY(uint32_t) roots;        /* those of the steps that are none by themselves, in the order in which formulas read; the operation is a field's, or 0 */
} SceNoneSearch;

void sce_none_init(SceNoneSearch *search, SceRun *run);
void sce_none_release(SceNoneSearch *search);

/* Whether an operation is none by its formula alone: the operand `none`, or a field of which that is the whole formula. */
bool sce_none_is_root(const SceProgram *program, uint32_t op);

/* Whether a value is none at all of its points and samples. */
bool sce_none_is_all(const SceRun *run, uint32_t op);

/* Fills steps and roots for a value that is none at a point. No roots: it is something else that took it away. */
void sce_none_find(SceNoneSearch *search, uint32_t op, uint32_t point);

#endif
