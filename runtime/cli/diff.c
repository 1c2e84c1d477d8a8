/* `sce diff OLD NEW`. */
#include "cli.h"

#include "review/compare.h"
#include "review/diff.h"
#include "review/side.h"

/* Loads and computes a side; false where there is nothing to compare. */
static bool load(SceCli *cli, SceSession *session, const SceSide *side, const SceSampling *sampling) {
  SceSourceIds sets = {0};
  sce_cli_open(cli, session, &sets);
  sce_array_release(&sets);
  if (side->kind == SCE_SIDE_RESULTS) {
    sce_cli_unavailable(cli, "sce diff of JSON results");
    return false;
  }
  SceSourceId main = sce_side_load(side, session);
  if (main == SCE_NO_SOURCE) return false;
  SceSessionRequest request = {.texts = &main, .text_count = 1, .shown = SCE_ALL_TEXTS, .fields = true, .all = cli->options.all, .sampling = sampling};
  sce_session_evaluate(session, &request);
  return true;
}

static void print_raw(SceCli *cli, const SceDiff *diff) {
  for (uint32_t i = 0; i < diff->outputs.count; i++) {
    SceDiffOutput *o = &diff->outputs.at[i];
    sce_text_add_format(&cli->out, "%s", o->path);
    for (uint32_t k = 0; k < o->point.count; k++) sce_text_add_format(&cli->out, "[%s=%s]", o->point.at[k].axis, o->point.at[k].label);
    sce_text_add_format(&cli->out, " %s %.17g -> %.17g %s (%s) %s\n", sce_diff_status_text(o->status), o->old_value, o->new_value, sce_unit_spelling(diff->program->units, o->unit), o->at ? o->at : "-", o->note ? o->note : "");
    for (uint32_t k = 0; k < o->drivers.count; k++) {
      SceDriver *d = &o->drivers.at[k];
      sce_text_add_format(&cli->out, "    %s %s %g -> %g [%s -> %s] %+.15g share %.6f factor %.6g (%s)\n", sce_driver_kind_text(d->kind), d->path ? d->path : "", d->old_value, d->new_value, d->old_text ? d->old_text : "", d->new_text ? d->new_text : "", d->contribution, d->share, d->factor, d->at ? d->at : "");
    }
  }
  for (uint32_t i = 0; i < diff->edits.count; i++) sce_text_add_format(&cli->out, "edit %s %s %s\n", sce_driver_kind_text(diff->edits.at[i].kind), diff->edits.at[i].path, diff->edits.at[i].at ? diff->edits.at[i].at : "");
  for (uint32_t i = 0; i < diff->claims.count; i++) sce_text_add_format(&cli->out, "claim %s %s -> %s %g -> %g says %g\n", diff->claims.at[i].name, diff->claims.at[i].old_status, diff->claims.at[i].new_status, diff->claims.at[i].old_got, diff->claims.at[i].new_got, diff->claims.at[i].says);
}

static void compare(SceCli *cli, const SceSidePair *pair, const SceSampling *sampling, SceDiags *diags) {
  SceSession sessions[2];
  SceDiff diff;
  sce_diff_init(&diff);
  bool old = load(cli, &sessions[0], &pair->old, sampling), new = load(cli, &sessions[1], &pair->new, sampling);
  SceCompareOptions options = {.all = cli->options.all, .shapley = cli->options.shapley, .sampling = sampling};
  if (old && new) sce_compare(&diff, &sessions[0], &sessions[1], &options, diags);
  if (pair->file) sce_text_add_format(&cli->out, "%s\n", pair->file);
  if (old && new) print_raw(cli, &diff);
  for (int i = 0; i < 2; i++) sce_cli_findings(cli, &sessions[i].sources, &sessions[i].diags, NULL, NULL);
  sce_diff_release(&diff);
  for (int i = 0; i < 2; i++) sce_session_release(&sessions[i]);
}

void sce_cli_diff(SceCli *cli) {
  SceSources none;
  SceDiags diags;
  SceSidePair pair;
  sce_sources_init(&none);
  sce_diags_init(&diags);
  SceSides *sides = sce_sides_open(cli->options.operands.at, cli->options.operands.count, &diags);
  SceSampling sampling = sce_cli_sampling_begin(cli);
  while (sides && sce_sides_next(sides, &pair)) compare(cli, &pair, &sampling, &diags);
  sce_cli_sampling_end(cli, NULL);
  sce_cli_findings(cli, &none, &diags, NULL, NULL);
  sce_sides_close(sides);
  sce_diags_release(&diags);
  sce_sources_release(&none);
}
