/* From the line that somebody typed to a command, its streams and its exit code.
 *
 * The command starts a thousand times a day from editors, hooks and scripts, so that the way to a command is short: the line is read, the command runs,
 * and each stream is written once. No locale is set: results are the same bytes everywhere.
 */
#include "cli.h"

/* Which libraries the command may load: those that compute results may, those that look at a file load none. */
static void allow_natives(SceCli *cli) {
  const SceOptions *options = &cli->options;
  SceNatives *natives = &cli->natives;
  switch (options->command) {
  case SCE_COMMAND_RUN: case SCE_COMMAND_EVAL: case SCE_COMMAND_REPL: case SCE_COMMAND_DIFF: case SCE_COMMAND_GIT_DIFF: case SCE_COMMAND_SENSITIVITY: case SCE_COMMAND_SOLVE:
    natives->loads = true;
    break;
  default: return;
  }
  natives->all = options->allow_extern;
  for (uint32_t i = 0; i < options->libraries.count; i++) sce_array_push(&natives->allowed, options->libraries.at[i]);
}

static void run_command(SceCli *cli) {
  if (cli->options.help) {
    sce_options_help(&cli->options, &cli->out);
    return;
  }
  if (cli->options.version) {
    sce_text_add_string(&cli->out, "sce " SCE_VERSION "\n");
    return;
  }
  allow_natives(cli);
  switch (cli->options.command) {
  case SCE_COMMAND_RUN: case SCE_COMMAND_EVAL: sce_cli_run(cli); return;
  case SCE_COMMAND_CHECK: sce_cli_check(cli); return;
  case SCE_COMMAND_FMT: sce_cli_fmt(cli); return;
  case SCE_COMMAND_REPL: sce_cli_repl(cli); return;
  case SCE_COMMAND_EXPLAIN: sce_cli_explain(cli); return;
  case SCE_COMMAND_MERGE: sce_cli_merge(cli); return;
  case SCE_COMMAND_DIFF: sce_cli_diff(cli); return;
  case SCE_COMMAND_GIT_DIFF: sce_cli_git_diff(cli); return;
  case SCE_COMMAND_SENSITIVITY: sce_cli_sensitivity(cli); return;
  case SCE_COMMAND_SOLVE: sce_cli_solve(cli); return;
  case SCE_COMMAND_LSP: sce_cli_lsp(cli); return;
  case SCE_COMMAND_INPUTS: sce_cli_inputs(cli); return;
  case SCE_COMMAND_DOC: sce_cli_doc(cli); return;
  }
}

/* `sce --complete KIND [FILE]` is for shells and no option that people are told of. */
static bool asks_for_completions(SceCli *cli, int argc, char **argv) {
  if (argc < 3 || strcmp(argv[1], "--complete")) return false;
  sce_cli_complete(&cli->out, argv[2], argc > 3 ? argv[3] : NULL);
  sce_cli_flush(cli);
  sce_text_release(&cli->out);
  return true;
}

int sce_cli_start(SceCli *cli, int argc, char **argv) {
  if (asks_for_completions(cli, argc, argv)) return SCE_EXIT_FINE;
  SceText problem = {0};
  switch (sce_options_parse(&cli->options, argc, argv, &problem)) {
  case SCE_USAGE_OK: run_command(cli); break;
  case SCE_USAGE_WRONG: sce_cli_trouble(cli, "%s\n`sce --help` shows what there is", problem.bytes); break;
  case SCE_USAGE_LATER: sce_cli_unavailable(cli, problem.bytes); break;
  }
  sce_natives_release(&cli->natives);
  if (cli->options.error_format == SCE_ERRORS_SARIF && !cli->options.help && !cli->options.version) sce_sarif_write(&cli->sarif, &cli->err);
  sce_cli_flush(cli);
  sce_sarif_release(&cli->sarif);
  sce_text_release(&problem);
  sce_text_release(&cli->out);
  sce_text_release(&cli->err);
  sce_options_release(&cli->options);
  return cli->interrupted ? SCE_EXIT_INTERRUPTED : cli->code;
}
