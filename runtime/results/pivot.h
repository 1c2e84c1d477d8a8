/* What is swept, as tables: one axis down, one across, and a table for each combination of all others.
 *
 * The first axis of a result that is no scenario runs down. Across runs the second, a page of columns at a time; where there is none, the scenarios
 * do, or there is one column of values. All cells of a result share the unit that stands in its title. A pivot borrows its table; texts are added
 * to those that the caller keeps.
 */
#ifndef SCE_PIVOT_H
#define SCE_PIVOT_H

#include "table.h"

#define SCE_PIVOT_SINGLE UINT32_MAX

typedef struct ScePivot {
  SceTable *table;
  const SceResult *result;
  uint32_t set;
  uint32_t down, across;             /* axes; across: 0 for the scenarios, SCE_PIVOT_SINGLE for a single column */
  uint32_t rows, columns, parts;     /* parts: the combinations of all other axes */
  SceLook look;
} ScePivot;

/* Whether a result is shown as a pivot: it has a sweep among its axes, and is not that sweep itself. */
bool sce_pivot_takes(SceTable *table, const SceResult *result);
void sce_pivot_init(ScePivot *pivot, SceTable *table, const SceResult *result);

/* "power (W)"; without the name "(W)", or nothing. */
void sce_pivot_add_title(const ScePivot *pivot, bool named, SceText *out);

/* "conservative, platform tiktok"; nothing where there is one table. */
void sce_pivot_add_part(const ScePivot *pivot, uint32_t part, SceText *out);

/* The name of an axis, with its unit where its points are spelled without: "size (GB)". */
void sce_pivot_add_axis(const ScePivot *pivot, uint32_t axis, SceText *out);

/* Columns from `first` that go on one page, and how that is said: "columns 1 to 8 of 21", or nothing where there is one page. */
uint32_t sce_pivot_page(const ScePivot *pivot, uint32_t first);
void sce_pivot_add_page(const ScePivot *pivot, uint32_t first, SceText *out);

/* NULL for a single column. */
const char *sce_pivot_column(const ScePivot *pivot, uint32_t column);

/* Makes the cells of `count` columns (at most a page) of a row. */
void sce_pivot_make_row(const ScePivot *pivot, uint32_t part, uint32_t row, uint32_t first, uint32_t count);

#endif
