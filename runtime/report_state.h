/* What is shared by the files that say what is wrong with values: report.c (what could not be computed), report_range.c (what lies outside its range), report_text.c (their words).
 */
#ifndef SCE_REPORT_STATE_H
#define SCE_REPORT_STATE_H

#include "blame.h"
#include "engine.h"

/* A failure that reached something: the operation, the point of it that failed, and who needed it. */
typedef struct SceFailure {
  uint32_t op, point;
  uint32_t result;             /* index of the first result that it reached; SCE_NO_OP: a claim */
  uint64_t sample;             /* of what is sampled: the first that failed */
  uint64_t failed, count;      /* and of how many how many did */
} SceFailure;

typedef struct SceReport {
  SceRun *run;
  const SceProgram *program;
  SceDiags *diags;
  SCE_ARRAY(SceFailure) failures;
  const double *values;        /* all points of all values, in order (plan.h) */
  uint64_t *seen;              /* a bit a point, so that each is written down once; NULL before the first failure */
  const SceFailure *now;       /* the one that is being explained */
  uint32_t probes;             /* how often samples were computed anew */
  SceBlame blame;
  SceText text, help;
} SceReport;

/* report_text.c */
/* The text of a node, on one line and not longer than a reader wants to see. */
void sce_report_quote(SceText *out, const SceProgram *program, uint32_t node);
void sce_report_number(SceText *out, double value);
void sce_report_name(SceText *out, const SceProgram *program, SceName name);
/* " in scenario optimistic", " at year 2027 and 2028"; nothing where it is all points. */
void sce_report_points(SceText *out, const SceProgram *program, uint32_t set, const uint32_t *points, uint32_t count);
/* The value of an operand where the operation failed; in the sample that failed. */
double sce_report_operand(const SceReport *report, uint32_t operand, uint32_t op, uint32_t point);
/* "3.1 %" */
void sce_report_share(SceText *out, double share);
/* Adds to the finding what a field is, in the words of its comment. */
void sce_report_meaning(SceReport *report, uint32_t item);
/* Whether a set of axes has no axis that another lacks. */
bool sce_report_is_contained(const SceProgram *program, uint32_t set, uint32_t reached);

/* report_range.c */
/* In which scenarios (sce_blame_scenario) a result lies outside its range at some point, or in more samples than the tail of a distribution explains. */
uint64_t sce_report_outside(const SceReport *report, const SceResult *result);
/* Tells values outside their ranges, but those that follow from others; where each follows from another one, all of them. */
void sce_report_ranges(SceReport *report);

#endif
