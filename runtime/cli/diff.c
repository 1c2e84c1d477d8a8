/* `sce diff OLD NEW`: both sides evaluated, compared file by file, judged by the gates, and written as one document. */
#include "compared.h"

#include "review/diff_writers.h"
#include "review/gate.h"

typedef SCE_ARRAY(SceCompared *) ComparedFiles;

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

static bool is_shown(const SceCli *cli, const SceCompared *file) {
  return file->done && (!file->diff.file || cli->options.all || file->diff.partial || file->diff.gates.count || sce_compared_differs(file));
}

static void write_document(SceCli *cli, const ComparedFiles *files) {
  static const char *const formats[] = {[SCE_FORMAT_TEXT] = "text", [SCE_FORMAT_JSON] = "json", [SCE_FORMAT_CSV] = "csv", [SCE_FORMAT_MD] = "md", [SCE_FORMAT_HTML] = "html"};
  SCE_ARRAY(const SceDiff *) diffs = {0};
  SCE_ARRAY(SceDiffFindings) findings = {0};
  for (uint32_t i = 0; i < files->count; i++) {
    SceCompared *file = files->at[i];
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

static void finish(SceCli *cli, ComparedFiles *files) {
  bool differ = false;
  judge(cli, files);
  for (uint32_t i = 0; i < files->count; i++) {
    SceCompared *file = files->at[i];
    differ |= sce_compared_differs(file);
    sce_compared_findings(cli, file);
  }
  if (differ && cli->options.exit_code) sce_cli_raise(cli, SCE_EXIT_FINDING);
  write_document(cli, files);
  for (uint32_t i = 0; i < files->count; i++) sce_compared_free(files->at[i]);
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
    SceComparedOptions how = {.all = cli->options.all, .shapley = cli->options.shapley, .skip_same = pair.file && !cli->options.gates.count, .only = cli->options.only};
    SceCompared *file = sce_compared_new(cli, sides, &pair, &how, &sampling, &diags);      /* NULL: of many files, one that nobody touched is no matter, but to gates */
    if (file) sce_array_push(&files, file);
  }
  sce_cli_sampling_end(cli, NULL);
  sce_cli_findings(cli, &none, &diags, NULL, NULL);
  if (sides && (files.count || cli->code == SCE_EXIT_FINE)) finish(cli, &files);
  sce_sides_close(sides);
  sce_diags_release(&diags);
  sce_sources_release(&none);
}
