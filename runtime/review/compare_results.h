/* Two sides of which one or both are JSON results of an earlier run, compared by their values alone: there are no formulas, so that nothing is attributed.
 *
 * A session's results are taken as JSON would have them. What the other side's JSON holds beyond them, as it was written with --all, is left out where the
 * session has such a field. Units are matched by their texts. A session has to outlive the diff.
 */
#ifndef SCE_REVIEW_COMPARE_RESULTS_H
#define SCE_REVIEW_COMPARE_RESULTS_H

#include "diff.h"
#include "json_results.h"
#include "session.h"

typedef struct SceResultsSide {
  const SceJsonResults *results;    /* NULL: the session has been evaluated */
  SceSession *session;              /* else a fresh one, which the new side fills with the units that are needed */
} SceResultsSide;

/* Fills a diff that was initialised, but for its names and gates. Its units are those of the new side's session. A session has evaluated all fields, since the results of an
 * earlier run may hold any; those that it does not show are compared with `all` alone. */
void sce_compare_results(SceDiff *diff, const SceResultsSide *old_side, const SceResultsSide *new_side, bool all);

#endif
