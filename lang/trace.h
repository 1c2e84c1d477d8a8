/* Two formulas that are written alike and mean different things: what they name was edited. A function, a unit, or a reference to a block. */
#ifndef SCE_TRACE_H
#define SCE_TRACE_H

#include "program.h"

typedef enum SceTraceKind { SCE_TRACE_NOTHING, SCE_TRACE_FUNCTION, SCE_TRACE_UNIT, SCE_TRACE_REFERENCE } SceTraceKind;

typedef struct SceTrace {
  SceTraceKind kind;
  uint32_t old_item, new_item;           /* FUNCTION, UNIT: the definitions; REFERENCE: where it is given, or SCE_NO_ITEM */
  uint32_t old_reference, new_reference; /* REFERENCE: in SceProgram.field_references */
} SceTrace;

/* What was edited behind two fields, one of each side. NOTHING: their formulas themselves are written differently, or it cannot be told. */
SceTrace sce_trace(const SceProgram *old_side, const SceField *old_field, const SceProgram *new_side, const SceField *new_field);

/* Whether two items' formulas are the same text, layout and comments aside; no formula at all is the same as none. */
bool sce_formula_same(const SceProgram *a, uint32_t x, const SceProgram *b, uint32_t y);

#endif
