/* From a file and paths to a program whose fields are listed, ready to be asked.
 */
#include "asked.h"

static bool is_wanted(void *context, const SceDiag *diag) {
  (void)context;
  return diag->severity == SCE_SEVERITY_ERROR || diag->code == SCE_E_NATIVE_LEFT_OUT;
}

void sce_asked_findings(SceCli *cli, SceAsked *asked) { sce_cli_findings(cli, &asked->session.sources, &asked->session.diags, is_wanted, NULL); }

void sce_asked_close(SceAsked *asked) {
  sce_array_release(&asked->sets);
  sce_array_release(&asked->texts);
  sce_array_release(&asked->results);
  sce_array_release(&asked->columns);
  sce_session_release(&asked->session);
}

/* The result that a path has become: the only expression of its text. */
static bool find_result(SceCli *cli, SceAsked *asked, uint32_t text) {
  const SceProgram *program = asked->session.program;
  uint32_t found = UINT32_MAX, count = 0;
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    if (!(result->flags & SCE_RESULT_EXPRESSION) || sce_ast_item_source(&program->ast, result->item) != asked->texts.at[text]) continue;
    found = i;
    count++;
  }
  sce_array_push(&asked->results, found);
  if (count == 1 && program->results.at[found].op != SCE_NO_OP) return true;
  if (!asked->session.diags.errors) sce_cli_trouble(cli, "`%s` is not the path of a value; write one such as `site.power`, or one expression", cli->options.operands.at[text]);
  return false;
}

static bool find_columns(SceCli *cli, SceAsked *asked) {
  uint32_t wanted = cli->options.scenarios.count;
  bool known = true;
  if (wanted) sce_array_push(&asked->columns, 0);
  for (uint32_t i = 0; i < wanted; i++) {
    uint32_t point = sce_session_scenario(&asked->session, cli->options.scenarios.at[i]);
    bool again = point == UINT32_MAX;
    known &= !again;
    for (uint32_t k = 0; k < asked->columns.count; k++) again |= asked->columns.at[k] == point;
    if (!again) sce_array_push(&asked->columns, point);
  }
  return known;
}

static bool read_texts(SceCli *cli, SceAsked *asked) {
  const SceOptions *options = &cli->options;
  SceSourceId source = sce_session_read(&asked->session, options->operands.at[0]);
  if (source == SCE_NO_SOURCE) return false;
  sce_array_push(&asked->texts, source);
  for (uint32_t i = 1; i < options->operands.count; i++) {
    const char *path = options->operands.at[i];
    source = sce_sources_add(&asked->session.sources, "PATH", "PATH", path, (uint32_t)strlen(path), false);
    sce_array_push(&asked->texts, source);
  }
  return true;
}

bool sce_asked_open(SceCli *cli, SceAsked *asked) {
  *asked = (SceAsked){0};
  sce_cli_open(cli, &asked->session, &asked->sets);
  bool sound = read_texts(cli, asked) && !asked->session.diags.errors;
  if (sound) {
    SceSessionRequest request = {.texts = asked->texts.at, .text_count = asked->texts.count, .sets = asked->sets.at, .set_count = asked->sets.count,
                                 .shown = SCE_ALL_TEXTS, .all = true, .fields = true};
    sce_session_compile(&asked->session, &request);
    for (uint32_t i = 1; i < asked->texts.count; i++) sound &= find_result(cli, asked, i);
    sound &= find_columns(cli, asked);
  }
  if (!sound) sce_asked_findings(cli, asked);
  return sound;
}

void sce_asked_compute(SceCli *cli, SceAsked *asked) {
  SceSession *session = &asked->session;
  SceSampling sampling = sce_cli_sampling_begin(cli);
  session->run = sce_run_new(session->program, sce_session_functions(session), &sampling);
  sce_cli_sampling_end(cli, session->run);
  sce_run_report(session->run, &session->diags);
}
