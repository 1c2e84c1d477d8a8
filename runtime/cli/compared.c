/* From a pair of sides to a diff: with shares where both are programs, by values alone where one holds the results of an earlier run.
 */
#include "compared.h"

#include "review/compare.h"
#include "review/compare_results.h"
#include "review/texts.h"

/* Evaluates a side, with fields that nothing shows or needs where `unseen` is asked for; false where it cannot be read. */
static bool evaluate(SceSession *session, const SceSide *side, bool unseen, const SceComparedOptions *options, const SceSourceIds *sets, const SceSampling *sampling) {
  if (side->kind == SCE_SIDE_RESULTS) return true;
  SceSourceId main = sce_side_load(side, session);
  if (main == SCE_NO_SOURCE) return false;
  SceSessionRequest request = {.texts = &main, .text_count = 1, .sets = sets->at, .set_count = sets->count, .shown = SCE_ALL_TEXTS, .fields = true, .all = options->all, .unseen = unseen, .only = options->only, .sampling = sampling};
  sce_session_evaluate(session, &request);
  return true;
}

/* Whether both sides were made of the same texts, imports included. */
static bool has_same_texts(const SceCompared *compared) {
  const SceSources *olds = &compared->sessions[0].sources, *news = &compared->sessions[1].sources;
  if (olds->list.count != news->list.count) return false;
  for (uint32_t i = 0; i < olds->list.count; i++) {
    const SceSource *x = &olds->list.at[i], *y = &news->list.at[i];
    if (strcmp(x->short_name, y->short_name) || x->length != y->length || memcmp(x->text, y->text, x->length)) return false;
  }
  return true;
}

static void compare(SceCompared *compared, const SceSidePair *pair, const SceComparedOptions *options, const SceSampling *sampling, SceDiags *diags) {
  if (pair->old.kind == SCE_SIDE_RESULTS || pair->new.kind == SCE_SIDE_RESULTS) {
    SceResultsSide olds = {pair->old.results, &compared->sessions[0]}, news = {pair->new.results, &compared->sessions[1]};
    sce_compare_results(&compared->diff, &olds, &news, options->all);
  } else {
    SceCompareOptions how = {.all = options->all, .shapley = options->shapley, .given = options->given, .sampling = sampling};
    sce_compare(&compared->diff, &compared->sessions[0], &compared->sessions[1], &how, diags);
  }
}

SceCompared *sce_compared_new(SceCli *cli, const SceSides *sides, const SceSidePair *pair, const SceComparedOptions *options, const SceSampling *sampling, SceDiags *diags) {
  SceCompared *compared = sce_memory_zeroed(sizeof *compared);
  const SceSide *both[] = {&pair->old, &pair->new};
  bool there = true, results = pair->old.kind == SCE_SIDE_RESULTS || pair->new.kind == SCE_SIDE_RESULTS;
  sce_diff_init(&compared->diff);
  for (int i = 0; i < 2; i++) {
    SceSourceIds sets = {0};
    sce_cli_open(cli, &compared->sessions[i], &sets);
    if (!i || !options->sets) sets.count = 0;
    there = evaluate(&compared->sessions[i], both[i], results, options, &sets, sampling) && there;
    sce_array_release(&sets);
  }
  compared->diff.old_name = sce_text_copy(pair->old_file ? pair->old_file : sce_sides_old_name(sides));
  compared->diff.new_name = sce_text_copy(sce_sides_new_name(sides));
  if (pair->file) compared->diff.file = sce_text_copy(pair->file);
  if (there && options->skip_same && has_same_texts(compared)) {
    sce_compared_free(compared);
    return NULL;
  }
  if (there) compare(compared, pair, options, sampling, diags);
  compared->done = there;
  return compared;
}

void sce_compared_free(SceCompared *compared) {
  if (!compared) return;
  sce_diff_release(&compared->diff);
  for (int side = 0; side < 2; side++) sce_session_release(&compared->sessions[side]);
  free(compared);
}

bool sce_compared_differs(const SceCompared *compared) { return !compared->done || compared->diff.outputs.count != compared->diff.counts[SCE_DIFF_UNCHANGED]; }

/* ---- findings ---- */

/* What is wrong with a side makes the comparison incomplete; what claims say, it tells itself. */
static bool is_wanted(void *context, const SceDiag *diag) {
  (void)context;
  return diag->severity == SCE_SEVERITY_ERROR;
}

void sce_compared_old_findings(SceCli *cli, SceCompared *compared) {
  sce_compare_drop_repeated(&compared->sessions[0], &compared->sessions[1]);
  sce_cli_findings(cli, &compared->sessions[0].sources, &compared->sessions[0].diags, is_wanted, NULL);
}

void sce_compared_findings(SceCli *cli, SceCompared *compared) {
  sce_compared_old_findings(cli, compared);
  sce_cli_findings(cli, &compared->sessions[1].sources, &compared->sessions[1].diags, is_wanted, NULL);
  if (compared->diff.partial) sce_cli_raise(cli, SCE_EXIT_TROUBLE);
}
