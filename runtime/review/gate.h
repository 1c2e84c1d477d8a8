/* Gates: what a change must not do, said on the command line and judged on a diff.
 *
 *     PATTERN > +10%      rose by more than 10 % of what it was       PATTERN < -10%     fell by more
 *     PATTERN +-1%        moved either way by more                    PATTERN > +5 MW    the same by an amount
 *     PATTERN > 500 MW the new value itself: no sign               claims.off > 0     how many claims are off
 *     any changed, any added, any removed, any error                  claims flipped
 *
 * A pattern is a glob over paths, at all points of a result, or over names with a point: `site.power[optimistic]`, `site.power[base]`. Of a renamed
 * result both names count.
 *
 * A gate never passes because it could not look: what has no base (0, another sign, new, gone) is a hit that says why; a pattern that matches
 * nothing, a result that failed and a unit of another dimension are trouble.
 */
#ifndef SCE_REVIEW_GATE_H
#define SCE_REVIEW_GATE_H

#include "diff.h"

/* Judges the gates on all diffs together and adds them to the diffs: each where it is hit or in trouble, one that passes to the first diff that it
 * matches. Trouble is a finding in `diags` as well, placed in the gate's text, which becomes a source of the diff's program: `diags` are those of the
 * first program. The texts must outlive the programs' sources. Without diffs there is nothing to judge. */
void sce_gates_judge(SceDiff *const *diffs, uint32_t diff_count, const char *const *texts, const bool *warns, uint32_t count, SceDiags *diags);

/* Whether one that is no warning is hit: exit code 3. */
bool sce_gates_are_hit(const SceDiff *const *diffs, uint32_t count);

#endif
