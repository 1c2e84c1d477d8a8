/* A value in one cell, whatever it ranges over: what `sce run` shows in one, and of values along axes their ends. */
#ifndef SCE_REVIEW_CELL_H
#define SCE_REVIEW_CELL_H

#include "results/table.h"

/* Appends what a result is in a column of the table. */
void sce_cell_add(SceTable *table, const SceResult *result, uint32_t column, SceText *out);

/* A number of a result's unit as a cell has it, and with the digits that tell two such numbers apart. */
void sce_cell_add_number(SceTable *table, const SceResult *result, double value, SceText *out);
void sce_cell_add_pair(SceTable *table, const SceResult *result, double low, double high, const char *between, SceText *out);

/* What people read without a unit: three significant digits at most two of which stand behind the point; `—` for what is none. */
void sce_cell_add_plain(double value, SceText *out);

#endif
