/* `sce diff OLD NEW`: both sides evaluated, compared file by file, judged by the gates, and written as one document. */
#include "cli.h"

#include "review/compare.h"
#include "review/diff_writers.h"
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
  if (there) sce_compare(&compared->diff, &compared->sessions[0], &compared->sessions[1], &options, diags);
  compared->done = there;
  return compared;
}

static bool differs(const SceDiff *diff) { return diff->outputs.count != diff->counts[SCE_DIFF_UNCHANGED]; }

static void write_document(SceCli *cli, const ComparedFiles *files) {
  static const char *const formats[] = {[SCE_FORMAT_TEXT] = "text", [SCE_FORMAT_JSON] = "json", [SCE_FORMAT_CSV] = "csv", [SCE_FORMAT_MD] = "md", [SCE_FORMAT_HTML] = "html"};
  SCE_ARRAY(const SceDiff *) diffs = {0};
  SCE_ARRAY(SceDiffFindings) findings = {0};
  for (uint32_t i = 0; i < files->count; i++) {
    Compared *file = files->at[i];
    for (int side = 0; side < 2; side++) sce_array_push(&findings, ((SceDiffFindings){&file->sessions[side].sources, &file->sessions[side].diags}));
    if (file->done) sce_array_push(&diffs, &file->diff);
  }
  SceDiffOptions options = {.digits = (unsigned)cli->options.digits, .all = cli->options.all, .max_bytes = cli->options.max_bytes, .exit_code = cli->code, .findings = findings.at, .finding_count = findings.count};
  SceOutput out;
  sce_output_init_text(&out, &cli->out);
  if (diffs.count || !files->count) sce_diff_writer(formats[cli->options.format])(&out, diffs.at, diffs.count, &options);
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
  for (uint32_t i = 0; i < files->count; i++) {
    Compared *file = files->at[i];
    differ |= !file->done || differs(&file->diff);
    for (int side = 0; side < 2; side++) sce_cli_findings(cli, &file->sessions[side].sources, &file->sessions[side].diags, is_wanted, NULL);
  }
  if (differ && cli->options.exit_code) sce_cli_raise(cli, SCE_EXIT_FINDING);
  write_document(cli, files);
  for (uint32_t i = 0; i < files->count; i++) {
    sce_diff_release(&files->at[i]->diff);
    for (int side = 0; side < 2; side++) sce_session_release(&files->at[i]->sessions[side]);
    free(files->at[i]);
  }
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
    Compared *file = compare(cli, sides, &pair, &sampling, &diags);
    sce_array_push(&files, file);
  }
  sce_cli_sampling_end(cli, NULL);
  sce_cli_findings(cli, &none, &diags, NULL, NULL);
  if (sides) finish(cli, &files);
  sce_sides_close(sides);
  sce_diags_release(&diags);
  sce_sources_release(&none);
}
