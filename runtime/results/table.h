/* What the writers have in common: which results are shown, as which rows and columns, and the text of each cell.
 *
 * A result is one row, or one for each point of its axes other than the scenarios; its columns are the scenarios. What is swept is a pivot of its
 * own (pivot.h). A table borrows the
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

typedef struct SceLook {             /* how the numbers of one cell are shown, or of all cells of a pivot */
  SceStyle style;
  double factor;                     /* 100 for pure numbers in % */
  SceScale scale;                    /* from the unit of the result */
  const char *unit;                  /* "" for pure numbers */
  bool close;                        /* it follows without a space: % */
} SceLook;

enum { SCE_TABLE_PAGE = 8 };         /* cells that sce_table_make_points makes at least room for */

typedef struct SceTable {
  const SceProgram *program;
  const SceRun *run;
  bool all, scenarios;               /* scenarios: columns have names */
  unsigned digits;
  bool asked;                        /* for so many digits: what is sampled gets them all */
  uint32_t *columns, column_count;   /* points of the scenario axis */
  bool *axes;                        /* by axis: does a shown result have it? */
  bool *namesakes;                   /* by axis: does another one in this document have the same name? */
  uint32_t *points;                  /* by column: what it shows, for sce_table_make_points */
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

/* Rows of a result, for programs and for people, and the point that a row has in a column. */
uint32_t sce_table_rows(const SceTable *table, const SceResult *result);
uint32_t sce_table_lines(const SceTable *table, const SceResult *result);
uint32_t sce_table_point(const SceTable *table, uint32_t set, uint32_t row, uint32_t column);

/* The value at a point, for programs; poison when there is none. */
double sce_table_value(SceTable *table, const SceResult *result, uint32_t point);

/* Values and units for programs: what is counted in % becomes a pure number, and these have the unit "1". */
double sce_table_plain(SceTable *table, SceUnit unit, double value);
const char *sce_table_unit(SceTable *table, SceUnit unit);

/* Samples: whether a result has any; what they say at a point, NULL where there is no value or nothing is sampled; the one number that
 * stands for a point, for samples their median; poison when there is none. */
bool sce_table_is_sampled(const SceTable *table, const SceResult *result);
const SceSummary *sce_table_summary(const SceTable *table, const SceResult *result, uint32_t point);
double sce_table_middle(const SceTable *table, const SceResult *result, uint32_t point);

/* What programs get of samples, by name, as sce_table_value gives values; poison where there is no summary (NULL). */
enum { SCE_STATISTICS = 6 };
void sce_table_statistics(SceTable *table, const SceResult *result, const SceSummary *summary, const char *names[SCE_STATISTICS], double values[SCE_STATISTICS]);

const char *sce_table_label(const SceTable *table, uint32_t axis, uint32_t point);
const char *sce_table_axis_name(const SceTable *table, uint32_t axis);

/* An axis of numbers: they are known, in its unit (percentages as plain numbers). How the unit is spelled for people: "" where the
 * labels carry it themselves. */
bool sce_table_is_numeric(const SceTable *table, uint32_t axis);
double sce_table_axis_value(SceTable *table, uint32_t axis, uint32_t point);
const char *sce_table_axis_unit(SceTable *table, uint32_t axis);

/* Whether a result is a sweep itself: one row then, which lists the points. */
bool sce_table_is_axis(const SceTable *table, const SceResult *result);

/* Adds the last part of a result's path, with the point of a row: "share[tiktok]". */
void sce_table_add_name(const SceTable *table, const SceResult *result, uint32_t row, SceText *out);

/* How a unit and a value in it look; the look that such a value gets, by its size; a point with a look that many share, without its unit, or with
 * the one that suits it and the unit (NULL). */
extern const char sce_table_nothing[];
const SceUnitText *sce_table_find_unit(SceTable *table, SceUnit unit);
void sce_table_add_unit(SceText *out, const SceUnitText *text);
SceLook sce_table_look(SceTable *table, const SceResult *result, double value, unsigned digits);
void sce_table_add_look_unit(SceText *out, const SceLook *look);
void sce_table_add_number(SceText *out, const SceLook *look, double value, unsigned digits);      /* not NaN, not infinite */
void sce_table_add_estimate(SceText *out, const SceLook *look, double value, unsigned digits);    /* whole counts and cents would be too much */
void sce_table_add_point(SceTable *table, SceText *out, const SceResult *result, uint32_t point, unsigned digits, const SceLook *look);

/* Whether two cells show the same, whatever zeros stand at their ends. */
bool sce_table_look_alike(const char *before, size_t left, const char *after, size_t right);

/* Makes the cells of a row. A value that does not depend on the scenarios stands in the first column alone. Neighbours that are not equal
 * get the digits that tell them apart. */
void sce_table_make_row(SceTable *table, const SceResult *result, uint32_t row);
/* The same for the first `count` of table->points, in a look that other rows share. */
void sce_table_make_points(SceTable *table, const SceResult *result, uint32_t count, const SceLook *look);
const char *sce_table_cell(const SceTable *table, uint32_t column, size_t *length);

/* "partial: 4,096 of 65,536 samples"; false, and nothing, when a run is whole. */
bool sce_table_add_partial(const SceTable *table, SceText *out);

/* Parts of a JSON document (json.c): a string, a further member of an object, a number (null where it is not finite); the members axes, points, units and value
 * of a result. */
void sce_json_add_string(SceOutput *out, const char *string);
void sce_json_add_key(SceOutput *out, const char *key);
void sce_json_add_number(SceOutput *out, double value);
void sce_json_add_value(SceOutput *out, SceTable *table, const SceResult *result);

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
