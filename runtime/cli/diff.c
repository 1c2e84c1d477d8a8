/* `sce diff OLD NEW`: both sides evaluated, compared file by file, judged by the gates, and written as one document. */
#include "cli.h"

#include "review/compare.h"
#include "review/diff_writers.h"
#include "review/gate.h"
#include "review/side.h"
#include "review/texts.h"

typedef struct Compared {            /* one file on both sides */
  SceSession sessions[2];
  SceDiff diff;
  bool done;
} Compared;

typedef SCE_ARRAY(Compared *) ComparedFiles;

/* Evaluates a side; false where it cannot be read. */
static bool evaluate(SceCli *cli, SceSession *session, const SceSide *side, const SceSampling *sampling) {
  if (side->kind == SCE_SIDE_RESULTS) {
    sce_cli_unavailable(cli, "sce diff of JSON results");
    return false;
  }
  SceSourceId main = sce_side_load(side, session);
  if (main == SCE_NO_SOURCE) return false;
  SceSessionRequest request = {.texts = &main, .text_count = 1, .shown = SCE_ALL_TEXTS, .fields = true, .all = cli->options.all, .only = cli->options.only, .sampling = sampling};
  sce_session_evaluate(session, &request);
  return true;
}

/* Whether both sides were made of the same texts, imports included. */
static bool has_same_texts(const Compared *compared) {
  const SceSources *olds = &compared->sessions[0].sources, *news = &compared->sessions[1].sources;
  if (olds->list.count != news->list.count) return false;
  for (uint32_t i = 0; i < olds->list.count; i++) {
    const SceSource *x = &olds->list.at[i], *y = &news->list.at[i];
    if (strcmp(x->short_name, y->short_name) || x->length != y->length || memcmp(x->text, y->text, x->length)) return false;
  }
  return true;
}

static void release(Compared *compared) {
  sce_diff_release(&compared->diff);
  for (int side = 0; side < 2; side++) sce_session_release(&compared->sessions[side]);
  free(compared);
}

static Compared *compare(SceCli *cli, const SceSides *sides, const SceSidePair *pair, const SceSampling *sampling, SceDiags *diags) {
  Compared *compared = sce_memory_zeroed(sizeof *compared);
  const SceSide *both[] = {&pair->old, &pair->new};
  bool there = true;
  sce_diff_init(&compared->diff);
  for (int i = 0; i < 2; i++) {
    SceSourceIds sets = {0};
    sce_cli_open(cli, &compared->sessions[i], &sets);
    sce_array_release(&sets);
    there = evaluate(cli, &compared->sessions[i], both[i], sampling) && there;
  }
  compared->diff.old_name = sce_text_copy(pair->old_file ? pair->old_file : sce_sides_old_name(sides));
  compared->diff.new_name = sce_text_copy(sce_sides_new_name(sides));
  if (pair->file) compared->diff.file = sce_text_copy(pair->file);
  SceCompareOptions options = {.all = cli->options.all, .shapley = cli->options.shapley, .sampling = sampling};
  if (there && pair->file && !cli->options.gates.count && has_same_texts(compared)) {       /* of many files, those that nobody touched are no matter, but to gates */
    release(compared);
    return NULL;
  }
  if (there) sce_compare(&compared->diff, &compared->sessions[0], &compared->sessions[1], &options, diags);
  compared->done = there;
  return compared;
}

static bool differs(const SceDiff *diff) { return diff->outputs.count != diff->counts[SCE_DIFF_UNCHANGED]; }

/* --fail-if and --warn-if, over all files together: a gate that none of them has anything for is trouble. */
static void judge(SceCli *cli, ComparedFiles *files) {
  SCE_ARRAY(SceDiff *) diffs = {0};
  SceDiags *diags = NULL;
  for (uint32_t i = 0; i < files->count; i++) {
    if (!files->at[i]->done) continue;
    sce_array_push(&diffs, &files->at[i]->diff);
    if (!diags) diags = &files->at[i]->sessions[1].diags;
  }
  if (diffs.count) {
    sce_gates_judge(diffs.at, diffs.count, cli->options.gates.at, cli->options.gate_warns.at, cli->options.gates.count, diags);
    if (sce_gates_are_hit((const SceDiff *const *)diffs.at, diffs.count)) sce_cli_raise(cli, SCE_EXIT_GATE);
  }
  sce_array_release(&diffs);
}

static bool is_shown(const SceCli *cli, const Compared *file) {
  return file->done && (!file->diff.file || cli->options.all || file->diff.partial || file->diff.gates.count || differs(&file->diff));
}

static void write_document(SceCli *cli, const ComparedFiles *files) {
  static const char *const formats[] = {[SCE_FORMAT_TEXT] = "text", [SCE_FORMAT_JSON] = "json", [SCE_FORMAT_CSV] = "csv", [SCE_FORMAT_MD] = "md", [SCE_FORMAT_HTML] = "html"};
  SCE_ARRAY(const SceDiff *) diffs = {0};
  SCE_ARRAY(SceDiffFindings) findings = {0};
  for (uint32_t i = 0; i < files->count; i++) {
    Compared *file = files->at[i];
    for (int side = 0; side < 2; side++) sce_array_push(&findings, ((SceDiffFindings){&file->sessions[side].sources, &file->sessions[side].diags}));
    if (is_shown(cli, file)) sce_array_push(&diffs, &file->diff);
  }
  SceDiffOptions options = {.digits = (unsigned)cli->options.digits, .all = cli->options.all, .max_bytes = cli->options.max_bytes, .exit_code = cli->code, .findings = findings.at, .finding_count = findings.count};
  SceOutput out;
  sce_output_init_text(&out, &cli->out);
  if (diffs.count || cli->options.format != SCE_FORMAT_TEXT) sce_diff_writer(formats[cli->options.format])(&out, diffs.at, diffs.count, &options);
  sce_output_finish(&out);
  cli->answered = true;
  sce_array_release(&diffs);
  sce_array_release(&findings);
}

/* What is wrong with a side makes the comparison incomplete; what claims say, it tells itself. */
static bool is_wanted(void *context, const SceDiag *diag) {
  (void)context;
  return diag->severity == SCE_SEVERITY_ERROR;
}

static void finish(SceCli *cli, ComparedFiles *files) {
  bool differ = false;
  judge(cli, files);
  for (uint32_t i = 0; i < files->count; i++) {
    Compared *file = files->at[i];
    differ |= !file->done || differs(&file->diff);
    for (int side = 0; side < 2; side++) sce_cli_findings(cli, &file->sessions[side].sources, &file->sessions[side].diags, is_wanted, NULL);
  }
  if (differ && cli->options.exit_code) sce_cli_raise(cli, SCE_EXIT_FINDING);
  write_document(cli, files);
  for (uint32_t i = 0; i < files->count; i++) release(files->at[i]);
  sce_array_release(files);
}

void sce_cli_diff(SceCli *cli) {
  SceSources none;
  SceDiags diags;
  SceSidePair pair;
  ComparedFiles files = {0};
  if (cli->options.format == SCE_FORMAT_CSV) {
    sce_cli_trouble(cli, "`sce diff` writes text, json, md or html, not csv");
    return;
  }
  sce_sources_init(&none);
  sce_diags_init(&diags);
  SceSides *sides = sce_sides_open(cli->options.operands.at, cli->options.operands.count, &diags);
  SceSampling sampling = sce_cli_sampling_begin(cli);
  while (sides && sce_sides_next(sides, &pair)) {
    Compared *file = compare(cli, sides, &pair, &sampling, &diags);      /* NULL: nobody touched it */
    if (file) sce_array_push(&files, file);
  }
  sce_cli_sampling_end(cli, NULL);
  sce_cli_findings(cli, &none, &diags, NULL, NULL);
  if (sides && (files.count || cli->code == SCE_EXIT_FINE)) finish(cli, &files);
  sce_sides_close(sides);
  sce_diags_release(&diags);
  sce_sources_release(&none);
}
