/* Two sides that have been evaluated, compared: every shown result by its value, and what changed by the edits that did it.
 *
 * Both sessions must have been evaluated with SceSessionRequest.fields and the same samples, and have to outlive the diff, whose units are those of the
 * new side. A side whose file does not exist is a session of an empty text.
 */
#ifndef SCE_REVIEW_COMPARE_H
#define SCE_REVIEW_COMPARE_H

#include "diff.h"
#include "session.h"

typedef struct SceCompareOptions {
  bool all;                         /* results that are not shown by default too */
  bool given;                       /* what was given on both sides too */
  bool shapley;                     /* shares by Shapley's values */
  const SceSampling *sampling;      /* that the sides were evaluated with; NULL: as usual */
} SceCompareOptions;

/* Fills a diff that was initialised, but for its names and gates. Findings about the comparison itself go to `diags`. */
void sce_compare(SceDiff *diff, SceSession *old_side, SceSession *new_side, const SceCompareOptions *options, SceDiags *diags);

/* What is wrong on both sides is said of the new one alone: takes it from the findings of the old one. */
void sce_compare_drop_repeated(SceSession *old_side, const SceSession *new_side);

#endif
