/* `sce diff OLD NEW`: both sides evaluated, compared file by file, judged by the gates, and written as one document. */
#include "cli.h"

#include "review/compare.h"
#include "review/diff_writers.h"

typedef struct Compared {            /* one file on both sides */
  SceSession sides[2];
  SceDiff diff;
} Compared;

static bool load(SceCli *cli, SceSession *session, const char *path, const SceSampling *sampling) {
  SceSourceIds sets = {0};
  sce_cli_open(cli, session, &sets);
  sce_array_release(&sets);
  SceSourceId main = sce_session_read(session, path);
  if (main == SCE_NO_SOURCE) return false;
  SceSessionRequest request = {.texts = &main, .text_count = 1, .shown = SCE_ALL_TEXTS, .fields = true, .all = cli->options.all, .only = cli->options.only, .sampling = sampling};
  sce_session_evaluate(session, &request);
  return true;
}

static void write_document(SceCli *cli, Compared *compared) {
  static const char *const formats[] = {[SCE_FORMAT_TEXT] = "text", [SCE_FORMAT_JSON] = "json", [SCE_FORMAT_CSV] = "csv", [SCE_FORMAT_MD] = "md", [SCE_FORMAT_HTML] = "html"};
  SceDiffWriter writer = sce_diff_writer(formats[cli->options.format]);
  if (!writer) {
    sce_cli_trouble(cli, "`sce diff` writes text, json, md or html, not %s", formats[cli->options.format]);
    return;
  }
  const SceDiff *diffs[] = {&compared->diff};
  SceDiffFindings findings[] = {{&compared->sides[0].sources, &compared->sides[0].diags}, {&compared->sides[1].sources, &compared->sides[1].diags}};
  SceDiffOptions options = {.digits = (unsigned)cli->options.digits, .all = cli->options.all, .max_bytes = cli->options.max_bytes, .exit_code = cli->code, .findings = findings, .finding_count = 2};
  SceOutput out;
  sce_output_init_text(&out, &cli->out);
  writer(&out, diffs, 1, &options);
  sce_output_finish(&out);
  cli->answered = true;
}

static bool is_wanted(void *context, const SceDiag *diag) {
  (void)context;
  return diag->severity == SCE_SEVERITY_ERROR;
}

void sce_cli_diff(SceCli *cli) {
  Compared compared;
  SceDiags diags;
  sce_diags_init(&diags);
  sce_diff_init(&compared.diff);
  SceSampling sampling = sce_cli_sampling_begin(cli);
  bool old_there = load(cli, &compared.sides[0], cli->options.operands.at[0], &sampling), new_there = load(cli, &compared.sides[1], cli->options.operands.at[1], &sampling);
  if (old_there && new_there) {
    SceCompareOptions options = {.all = cli->options.all, .shapley = cli->options.shapley, .sampling = &sampling};
    sce_compare(&compared.diff, &compared.sides[0], &compared.sides[1], &options, &diags);
    write_document(cli, &compared);
  }
  sce_cli_sampling_end(cli, NULL);
  for (int i = 0; i < 2; i++) sce_cli_findings(cli, &compared.sides[i].sources, &compared.sides[i].diags, is_wanted, NULL);
  sce_diff_release(&compared.diff);
  sce_diags_release(&diags);
  for (int i = 0; i < 2; i++) sce_session_release(&compared.sides[i]);
}
