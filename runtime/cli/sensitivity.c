/* `sce sensitivity FILE PATH…`: which inputs move results, and how much.
 */
#include "asked.h"

#include "review/sensitivity.h"

static void write(SceCli *cli, const SceSensitivity *sensitivity) {
  SceOutput out;
  sce_output_init_text(&out, &cli->out);
  switch (cli->options.format) {
  case SCE_FORMAT_JSON: sce_sensitivity_write_json(&out, sensitivity); break;
  case SCE_FORMAT_CSV: sce_sensitivity_write_csv(&out, sensitivity); break;
  case SCE_FORMAT_MD: sce_sensitivity_write_markdown(&out, sensitivity, (unsigned)cli->options.digits); break;
  default: sce_sensitivity_write_text(&out, sensitivity, (unsigned)cli->options.digits); break;
  }
  sce_output_finish(&out);
  cli->answered = true;
}

/* Whether each result is one number. */
static bool is_sound(SceCli *cli, const SceSensitivity *sensitivity) {
  SceText hint = {0};
  const char *ranging = sce_sensitivity_ranging(sensitivity, &hint);
  if (ranging) sce_cli_trouble(cli, "`%s` has several values, and each moves on its own; ask about one of them, such as `%s`", ranging, hint.bytes);
  sce_text_release(&hint);
  return !ranging;
}

void sce_cli_sensitivity(SceCli *cli) {
  SceAsked asked;
  if (cli->options.scenarios.count > 1) {
    sce_cli_trouble(cli, "a sensitivity holds in one scenario: --scenario may be given once");
    return;
  }
  if (sce_asked_open(cli, &asked)) {
    SceSensitivity sensitivity;
    uint32_t scenario = asked.columns.count ? sce_array_last(&asked.columns) : 0;
    sce_sensitivity_init(&sensitivity, &asked.session, asked.results.at, asked.results.count, scenario);
    if (is_sound(cli, &sensitivity)) {
      SceSampling sampling = sce_cli_sampling_begin(cli);
      asked.session.run = sce_run_new(asked.session.program, sce_session_functions(&asked.session), &sampling);
      sce_run_report(asked.session.run, &asked.session.diags);
      sce_sensitivity_measure(&sensitivity);
      sce_sensitivity_share(&sensitivity);
      sce_cli_sampling_end(cli, asked.session.run);
      write(cli, &sensitivity);
      sce_asked_findings(cli, &asked);
    }
    sce_sensitivity_release(&sensitivity);
  }
  sce_asked_close(&asked);
}
