/* `sce diff OLD NEW`. */
#include "cli.h"

#include "review/compare.h"
#include "review/diff.h"

static bool load(SceCli *cli, SceSession *session, const char *path, const SceSampling *sampling) {
  SceSourceIds sets = {0};
  sce_cli_open(cli, session, &sets);
  sce_array_release(&sets);
  SceSourceId main = sce_session_read(session, path);
  if (main == SCE_NO_SOURCE) return false;
  SceSessionRequest request = {.texts = &main, .text_count = 1, .shown = SCE_ALL_TEXTS, .fields = true, .all = cli->options.all, .sampling = sampling};
  sce_session_evaluate(session, &request);
  return true;
}

void sce_cli_diff(SceCli *cli) {
  SceSession sides[2];
  SceDiff diff;
  SceDiags diags;
  sce_diags_init(&diags);
  sce_diff_init(&diff);
  SceSampling sampling = sce_cli_sampling_begin(cli);
  bool a = load(cli, &sides[0], cli->options.operands.at[0], &sampling), b = load(cli, &sides[1], cli->options.operands.at[1], &sampling);
  if (a && b) {
    SceCompareOptions options = {.all = cli->options.all, .shapley = cli->options.shapley, .sampling = &sampling};
    sce_compare(&diff, &sides[0], &sides[1], &options, &diags);
    for (uint32_t i = 0; i < diff.outputs.count; i++) {
      SceDiffOutput *o = &diff.outputs.at[i];
      sce_text_add_format(&cli->out, "%s", o->path);
      for (uint32_t k = 0; k < o->point.count; k++) sce_text_add_format(&cli->out, "[%s=%s]", o->point.at[k].axis, o->point.at[k].label);
      sce_text_add_format(&cli->out, " %s %.17g -> %.17g %s (%s) %s\n", sce_diff_status_text(o->status), o->old_value, o->new_value, sce_unit_spelling(diff.program->units, o->unit), o->at ? o->at : "-", o->note ? o->note : "");
      for (uint32_t k = 0; k < o->drivers.count; k++) {
        SceDriver *d = &o->drivers.at[k];
        sce_text_add_format(&cli->out, "    %s %s %g -> %g [%s -> %s] %+.15g share %.6f factor %.6g (%s)\n", sce_driver_kind_text(d->kind), d->path ? d->path : "", d->old_value, d->new_value, d->old_text ? d->old_text : "", d->new_text ? d->new_text : "", d->contribution, d->share, d->factor, d->at ? d->at : "");
      }
    }
    for (uint32_t i = 0; i < diff.edits.count; i++) sce_text_add_format(&cli->out, "edit %s %s %s\n", sce_driver_kind_text(diff.edits.at[i].kind), diff.edits.at[i].path, diff.edits.at[i].at ? diff.edits.at[i].at : "");
    for (uint32_t i = 0; i < diff.claims.count; i++) sce_text_add_format(&cli->out, "claim %s %s -> %s %g -> %g says %g\n", diff.claims.at[i].name, diff.claims.at[i].old_status, diff.claims.at[i].new_status, diff.claims.at[i].old_got, diff.claims.at[i].new_got, diff.claims.at[i].says);
  }
  sce_cli_sampling_end(cli, NULL);
  for (int i = 0; i < 2; i++) sce_cli_findings(cli, &sides[i].sources, &sides[i].diags, NULL, NULL);
  sce_diff_release(&diff);
  sce_diags_release(&diags);
  for (int i = 0; i < 2; i++) sce_session_release(&sides[i]);
}
