/* `sce inputs FILE`: every number that was given, and what rests on it.
 */
#include "asked.h"

#include "review/inputs.h"

static void write(SceCli *cli, const SceInputs *inputs) {
  SceInputsOptions options = {.digits = (unsigned)cli->options.digits, .all = cli->options.all};
  SceOutput out;
  sce_output_init_text(&out, &cli->out);
  switch (cli->options.format) {
  case SCE_FORMAT_JSON: sce_inputs_write_json(&out, inputs, &options); break;
  case SCE_FORMAT_CSV: sce_inputs_write_csv(&out, inputs, &options); break;
  case SCE_FORMAT_MD: sce_inputs_write_markdown(&out, inputs, &options); break;
  default: sce_inputs_write_text(&out, inputs, &options); break;
  }
  sce_output_finish(&out);
  cli->answered = true;
}

void sce_cli_inputs(SceCli *cli) {
  SceAsked asked;
  if (sce_asked_open(cli, &asked)) {
    SceInputs inputs;
    sce_inputs_init(&inputs, &asked.session, cli->options.only, asked.columns.at, asked.columns.count);
    sce_asked_compute(cli, &asked);
    if (!inputs.list.count && cli->options.only) sce_cli_trouble(cli, "--only `%s` matches no input", cli->options.only);
    else write(cli, &inputs);
    sce_asked_findings(cli, &asked);
    sce_inputs_release(&inputs);
  }
  sce_asked_close(&asked);
}
