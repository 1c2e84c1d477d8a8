/* `sce check`: everything that is wrong with a file, in one go, and nothing else. */
#include "cli.h"

#include "lint/lint.h"

/* With all that lints ask for. Where there are errors it is done once more without: messages are about formulas then, and not about fields. */
static void evaluate(SceCli *cli, SceSession *session, SceSessionRequest *request) {
  SceSampling sampling = sce_cli_sampling_begin(cli);
  request->sampling = &sampling;
  request->fields = true;
  sce_session_evaluate(session, request);
  if (session->diags.errors && !sce_run_is_partial(session->run)) {
    sce_run_free(session->run);
    sce_program_free(session->program);
    sce_diags_release(&session->diags);
    sce_diags_init(&session->diags);
    request->fields = false;
    sce_session_evaluate(session, request);
  }
  sce_cli_sampling_end(cli, session->run);
  request->sampling = NULL;
}

static void check_file(SceCli *cli, const char *path, bool *matched) {
  SceSession session;
  SceSourceIds sets = {0};
  sce_cli_open(cli, &session, &sets);
  SceSourceId main = sce_session_read(&session, path);
  if (main != SCE_NO_SOURCE) {
    SceSessionRequest request = {.texts = &main, .text_count = 1, .sets = sets.at, .set_count = sets.count, .shown = SCE_ALL_TEXTS,
                                 .all = true, .only = cli->options.only};
    evaluate(cli, &session, &request);
    *matched |= session.program->results.count || session.program->claims.count;
    if (cli->options.stats) sce_cli_stats(cli, &session);
    if (!session.diags.errors && !sce_run_is_partial(session.run)) sce_lint_once_more(&session, &request, SCE_LINT_BARE | (cli->options.only ? 0 : SCE_LINT_WHOLE));
  }
  sce_cli_findings(cli, &session.sources, &session.diags, NULL, NULL);
  sce_array_release(&sets);
  sce_session_release(&session);
}

void sce_cli_check(SceCli *cli) {
  bool matched = false;
  for (uint32_t i = 0; i < cli->options.operands.count; i++) check_file(cli, cli->options.operands.at[i], &matched);
  if (cli->options.only && !matched && cli->code != SCE_EXIT_TROUBLE) sce_cli_trouble(cli, "--only `%s` matches no result", cli->options.only);
}
