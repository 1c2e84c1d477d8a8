/* Two formulas that are written alike and mean different things: which function that they call was edited. */
#ifndef SCE_CALLED_H
#define SCE_CALLED_H

#include "program.h"

/* The FUNCTION item of the new side whose text differs from that of its namesake on the old side, called by the formula of `new_item` or by a function that it
 * calls; SCE_NO_ITEM: there is none, or the formulas themselves are written differently. */
uint32_t sce_called_edit(const SceProgram *old_side, uint32_t old_item, const SceProgram *new_side, uint32_t new_item);

/* Whether two items' formulas are the same text, layout and comments aside. */
bool sce_formula_same(const SceProgram *a, uint32_t x, const SceProgram *b, uint32_t y);

#endif
