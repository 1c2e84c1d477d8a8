/* What people read of a diff, cell by cell: text, md and html lay out the same cells.
 *
 * Cells are clean: no control characters, no line ends, nothing that turns the order of a line around, sound UTF-8. What a format takes for markup is
 * that format's to escape.
 */
#ifndef SCE_REVIEW_DIFF_CELLS_H
#define SCE_REVIEW_DIFF_CELLS_H

#include "diff_writers.h"
#include "results/table.h"

typedef struct SceDiffView {             /* one diff, seen with the options; borrows both */
  const SceDiff *diff;
  const SceDiffOptions *options;
  SceTable units;                        /* for looks of units alone */
  unsigned digits;
} SceDiffView;

/* The cells of one row; empty where there is none. Either `before` and `after` are there, or `value` alone. */
typedef struct SceDiffRow {
  SceText name, before, after, value, factor, change, share, place, note;
} SceDiffRow;

void sce_diff_view_init(SceDiffView *view, const SceDiff *diff, const SceDiffOptions *options);
void sce_diff_view_units(SceDiffView *view, const SceProgram *units_of);   /* from now on units are that program's; NULL: the diff's */
void sce_diff_row_clear(SceDiffRow *row);
void sce_diff_row_release(SceDiffRow *row);

/* What is shown: changed results, or all of them; flipped claims, or all. */
bool sce_diff_shows_output(const SceDiffOptions *options, const SceDiffOutput *output);
/* Of these, what people are told: a result that came or went is in a scenario what it is in the base, unless it says so. */
bool sce_diff_lists_output(const SceDiff *diff, const SceDiffOptions *options, uint32_t output);
bool sce_diff_shows_claim(const SceDiffOptions *options, const SceDiffClaim *claim);

/* Makes the cells of a row; a driver's contribution is in the unit of its output. */
void sce_diff_make_output(SceDiffView *view, const SceDiffOutput *output, SceDiffRow *row);
void sce_diff_make_driver(SceDiffView *view, const SceDiffOutput *output, const SceDriver *driver, SceDiffRow *row);
void sce_diff_make_claim(SceDiffView *view, const SceDiffClaim *claim, SceDiffRow *row);
/* A value in the unit of an output, with the digits that tell it from another. */
void sce_diff_add_value(SceDiffView *view, const SceDiffOutput *output, double value, double other, SceText *out);
/* A sum on the way from the old value to the new one: with the look and the digits of these, without the unit. */
void sce_diff_add_total(SceDiffView *view, const SceDiffOutput *output, double total, SceText *out);
void sce_diff_add_unit(SceDiffView *view, const SceDiffOutput *output, SceText *out);      /* the unit, with the prefix, that goes with it */
/* How much was added, with its sign; how many times more it is. Both as in rows. */
void sce_diff_add_delta(SceDiffView *view, const SceDiffOutput *output, SceText *out);
void sce_diff_add_factor(SceText *out, double factor);
void sce_diff_make_gate(const SceDiffGate *gate, SceDiffRow *row);      /* name: the state in words; value: its text; note: why */

/* Whether an edit is in no driver of an output, and nothing stands for it: a driver for edits that only work together, or a diff without drivers. */
bool sce_diff_is_idle(const SceDiff *diff, const SceDiffEdit *edit);
/* "edits without effect on what is shown: a, b and 3 more", of a diff without drivers "given, and not the same on both sides: …"; false, and nothing,
 * when there is none. */
bool sce_diff_add_idle(SceText *out, const SceDiff *diff);

/* "1 changed, 17 unchanged; 1 claim flipped, 1 off" */
void sce_diff_add_counts(SceText *out, const SceDiff *const *diffs, uint32_t count);
/* One line on all of it: what matters most in a word or two (`bold`: between these marks), then gates and counts. A few hundred bytes at most. */
void sce_diff_add_verdict(SceText *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options, const char *bold[2]);
/* Whether there is anything to show of a diff by its options. */
bool sce_diff_says_something(const SceDiff *diff, const SceDiffOptions *options);

/* Sentences about a whole diff. */
extern const char sce_diff_values_only_text[], sce_diff_partial_text[];

/* A driver as an object of sce.diff/1. */
void sce_diff_write_driver(SceOutput *out, SceDiffView *view, const SceDiffOutput *output, const SceDriver *driver);

/* Adds a text clean; with `most` > 0 cut to so many columns. */
void sce_diff_add_clean(SceText *out, const char *text, uint32_t most);

#endif
