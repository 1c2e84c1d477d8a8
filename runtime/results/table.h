/* What the writers have in common: which results are shown, as which rows and columns, and the text of each cell.
 *
 * A result is one row, or one for each point of its axes other than the scenarios; its columns are the scenarios. A table borrows the
 * program and its run; texts that it returns hold until the next call.
 */
#ifndef SCE_TABLE_H
#define SCE_TABLE_H

#include "claims.h"
#include "results.h"

typedef struct SceUnitText {         /* how values of a unit are shown */
  SceUnit unit;
  SceStyle style;
  bool percent;                      /* spelled % */
  const char *spelling;              /* "" for pure numbers */
  size_t length;
} SceUnitText;

typedef struct SceTable {
  const SceProgram *program;
  const SceRun *run;
  bool all, scenarios;               /* scenarios: columns have names */
  unsigned digits;
  uint32_t *columns, column_count;   /* points of the scenario axis */
  bool *axes;                        /* by axis: does a shown result have it? */
  bool *namesakes;                   /* by axis: does another one in this document have the same name? */
  SceText cells;                     /* of the row last made, one after the other */
  size_t *ends;                      /* by column: where its cell ends */
  SceUnitText known;                 /* the unit last asked for */
} SceTable;

void sce_table_init(SceTable *table, const SceProgram *program, const SceRun *run, const SceResultOptions *options);
void sce_table_release(SceTable *table);

bool sce_table_shows(const SceTable *table, const SceResult *result);

/* The axes of a result (0 for one that has no value), and whether the scenarios are among them: then they are the first. */
uint32_t sce_table_set(const SceTable *table, const SceResult *result);
bool sce_table_has_scenarios(const SceTable *table, uint32_t set);

/* Rows of a result, and the point that a row has in a column. */
uint32_t sce_table_rows(const SceTable *table, const SceResult *result);
uint32_t sce_table_point(const SceTable *table, uint32_t set, uint32_t row, uint32_t column);

/* The value at a point, for programs; poison when there is none. */
double sce_table_value(SceTable *table, const SceResult *result, uint32_t point);

/* Values and units for programs: what is counted in % becomes a pure number, and these have the unit "1". */
double sce_table_plain(SceTable *table, SceUnit unit, double value);
const char *sce_table_unit(SceTable *table, SceUnit unit);

const char *sce_table_label(const SceTable *table, uint32_t axis, uint32_t point);
const char *sce_table_axis_name(const SceTable *table, uint32_t axis);

/* Adds the last part of a result's path, with the point of a row: "share[tiktok]". */
void sce_table_add_name(const SceTable *table, const SceResult *result, uint32_t row, SceText *out);

/* Makes the cells of a row. A value that does not depend on the scenarios stands in the first column alone. Neighbours that are not equal
 * get the digits that tell them apart. */
void sce_table_make_row(SceTable *table, const SceResult *result, uint32_t row);
const char *sce_table_cell(const SceTable *table, uint32_t column, size_t *length);

/* A claim as people read it. */
typedef struct SceClaimRow {
  const char *status, *name;
  SceText got, says, source, dispute;   /* empty where there is none */
} SceClaimRow;

void sce_table_make_claim(SceTable *table, const SceClaim *claim, SceClaimRow *out);
void sce_claim_row_release(SceClaimRow *row);

/* Adds a text with every run of blanks and control characters as one space. */
void sce_table_add_line(SceText *out, const char *bytes, size_t count);

/* Columns that a text takes: its code points. */
uint32_t sce_table_width(const char *bytes, size_t count);

#endif
