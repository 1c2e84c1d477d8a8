/* One file on two sides, evaluated and compared: what `sce diff`, `sce git-diff` and `sce explain --from` have in common.
 */
#ifndef SCE_CLI_COMPARED_H
#define SCE_CLI_COMPARED_H

#include "cli.h"

#include "review/diff.h"
#include "review/side.h"

typedef struct SceCompared {
  SceSession sessions[2];            /* old, new; of JSON results no more than a place for their units */
  SceDiff diff;
  bool done;                         /* else a side could not be read, and there is no diff */
} SceCompared;

typedef struct SceComparedOptions {
  bool all, shapley;
  bool given;                        /* numbers that were given on both sides are results too */
  bool sets;                         /* --set replaces formulas of the new side */
  bool skip_same;                    /* of the same texts nothing is compared */
  const char *only;
} SceComparedOptions;

/* NULL where the two were made of the same texts and that is no matter. `sampling` is that of the command. */
SceCompared *sce_compared_new(SceCli *cli, const SceSides *sides, const SceSidePair *pair, const SceComparedOptions *options, const SceSampling *sampling, SceDiags *diags);
void sce_compared_free(SceCompared *compared);

/* Whether there is anything else than unchanged results. */
bool sce_compared_differs(const SceCompared *compared);

/* Shows the errors of both sides, those that both have once, and raises the code that an incomplete comparison asks for. */
void sce_compared_findings(SceCli *cli, SceCompared *compared);
/* The same of the old side alone, what both have left out: for those who have shown the new side's. */
void sce_compared_old_findings(SceCli *cli, SceCompared *compared);

#endif
