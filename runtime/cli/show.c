/* Results in the format, with the columns and digits that were asked for. */
#include "cli.h"

#include "results/results.h"

static SceResultsWriter find_writer(SceFormat format) {
  static const char *const names[] = {[SCE_FORMAT_TEXT] = "text", [SCE_FORMAT_JSON] = "json", [SCE_FORMAT_CSV] = "csv", [SCE_FORMAT_MD] = "md"};
  return sce_results_writer(names[format]);
}

typedef SCE_ARRAY(uint32_t) Points;

/* The columns of --scenario, behind the base: each once, in the order given. False when one is unknown. */
static bool choose_columns(const SceCli *cli, SceSession *session, Points *points) {
  uint32_t wanted = cli->options.scenarios.count;
  if (wanted) sce_array_push(points, 0);
  bool known = true;
  for (uint32_t i = 0; i < wanted; i++) {
    uint32_t point = sce_session_scenario(session, cli->options.scenarios.at[i]);
    bool again = point == UINT32_MAX;
    known &= !again;
    for (uint32_t k = 0; k < points->count; k++) again |= points->at[k] == point;
    if (!again) sce_array_push(points, point);
  }
  return known;
}

/* Whether there are bare expressions and nothing else: their values answer whoever asked for them. */
static bool is_bare(const SceProgram *program) {
  for (uint32_t i = 0; i < program->results.count; i++)
    if (!(program->results.at[i].flags & SCE_RESULT_EXPRESSION)) return false;
  return program->results.count > 0;
}

void sce_cli_show(SceCli *cli, SceSession *session) {
  Points points = {0};
  if (choose_columns(cli, session, &points)) {
    bool asked = cli->options.command != SCE_COMMAND_RUN && cli->options.command != SCE_COMMAND_MERGE;
    SceResultOptions options = {.scenarios = points.at, .scenario_count = points.count, .digits = (unsigned)cli->options.digits,
                                .all = cli->options.all, .bare = asked && is_bare(session->program)};
    SceOutput out;
    sce_diags_sort(&session->diags);
    sce_output_init_text(&out, &cli->out);
    find_writer(cli->options.format)(&out, session->program, session->run, &session->diags, &options);
    sce_output_finish(&out);
    cli->answered = true;
  }
  sce_array_release(&points);
}
