/* Printing, exit codes, and how a session is started: what every command does in the same way. */
#include "cli.h"

#include "file.h"
#include "results/findings.h"

#include <unistd.h>

enum { MOST_FINDINGS = 100 };   /* a file; the rest is counted */

void sce_cli_raise(SceCli *cli, int code) {
  static const int rank[] = {[SCE_EXIT_FINE] = 0, [SCE_EXIT_FINDING] = 1, [SCE_EXIT_GATE] = 2, [SCE_EXIT_TROUBLE] = 3};
  if (rank[code] > rank[cli->code]) cli->code = code;
}

void sce_cli_trouble(SceCli *cli, const char *format, ...) {
  SceText message = {0};
  va_list list;
  va_start(list, format);
  sce_text_add_format_list(&message, format, list);
  va_end(list);
  if (cli->options.error_format == SCE_ERRORS_GITHUB) sce_findings_add_github_trouble(&cli->err, message.bytes);
  else if (cli->options.error_format == SCE_ERRORS_SARIF) sce_sarif_add_trouble(&cli->sarif, message.bytes);
  else sce_text_add_format(&cli->err, "sce: %s\n", message.bytes);
  sce_text_release(&message);
  sce_cli_raise(cli, SCE_EXIT_TROUBLE);
}

void sce_cli_unavailable(SceCli *cli, const char *what) {
  SceSources sources;
  SceDiags diags;
  sce_sources_init(&sources);
  sce_diags_init(&diags);
  sce_diag_add(&diags, SCE_E_UNAVAILABLE, SCE_NO_PLACE, "`%s` is not available in this version", what);
  sce_cli_findings(cli, &sources, &diags, NULL, NULL);
  sce_diags_release(&diags);
  sce_sources_release(&sources);
}

/* ---- findings ---- */

static bool use_color(const SceCli *cli) {
  if (cli->options.color != SCE_COLOR_AUTO) return cli->options.color == SCE_COLOR_ALWAYS;
  const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
  return !(refused && *refused) && terminal && strcmp(terminal, "dumb") && isatty(STDERR_FILENO);
}

/* The findings that are wanted, borrowed: the array alone is the caller's. */
static SceDiags select_findings(const SceDiags *diags, SceWanted wanted, void *context) {
  SceDiags selected;
  sce_diags_init(&selected);
  for (uint32_t i = 0; i < diags->list.count; i++) {
    const SceDiag *diag = &diags->list.at[i];
    if (wanted && !wanted(context, diag)) continue;
    sce_array_push(&selected.list, *diag);
    if (diag->severity == SCE_SEVERITY_ERROR) selected.errors++;
    else if (diag->severity == SCE_SEVERITY_FINDING) selected.findings++;
    else selected.warnings++;
  }
  return selected;
}

void sce_cli_findings(SceCli *cli, SceSources *sources, SceDiags *diags, SceWanted wanted, void *context) {
  if (!diags->list.count) return;
  sce_diags_sort(diags);
  SceDiags selected = select_findings(diags, wanted, context);
  switch (cli->options.error_format) {
  case SCE_ERRORS_JSON: sce_findings_write_json(&cli->err, sources, &selected); break;
  case SCE_ERRORS_GITHUB: sce_findings_write_github(&cli->err, sources, &selected); break;
  case SCE_ERRORS_SARIF: sce_sarif_add(&cli->sarif, sources, &selected); break;
  case SCE_ERRORS_TEXT:
    if (selected.list.count) sce_diags_print(&cli->err, sources, &selected, MOST_FINDINGS, use_color(cli));
    break;
  }
  sce_cli_raise(cli, sce_diags_exit_code(&selected));
  sce_array_release(&selected.list);
}

/* ---- output ---- */

static void write_out(SceCli *cli) {
  const char *path = cli->options.output;
  if (path && strcmp(path, "-") && strcmp(path, "/dev/stdout")) {
    if (!cli->answered) return;
    const char *reason = sce_file_replace(path, cli->out.count ? cli->out.bytes : "", cli->out.count);
    if (reason) sce_cli_trouble(cli, "cannot write `%s`: %s", path, reason);
  } else if (cli->out.count) {
    const char *reason = sce_file_write(STDOUT_FILENO, cli->out.bytes, cli->out.count);
    if (reason) sce_cli_trouble(cli, "cannot write standard output: %s", reason);
  }
}

void sce_cli_flush(SceCli *cli) {
  write_out(cli);
  if (cli->err.count && sce_file_write(STDERR_FILENO, cli->err.bytes, cli->err.count)) sce_cli_raise(cli, SCE_EXIT_TROUBLE);
  sce_text_clear(&cli->out);
  sce_text_clear(&cli->err);
}

/* ---- sessions ---- */

void sce_cli_open(SceCli *cli, SceSession *session, SceSourceIds *sets) {
  const SceOptions *options = &cli->options;
  sce_session_init(session);
  session->natives = &cli->natives;
  for (uint32_t i = 0; i < options->folders.count; i++) sce_session_grant(session, options->folders.at[i]);
  for (uint32_t i = 0; i < options->sets.count; i++) {
    const char *text = options->sets.at[i];
    SceSourceId set = sce_sources_add(&session->sources, "--set", "--set", text, (uint32_t)strlen(text), false);
    sce_array_push(sets, set);
  }
}

void sce_cli_stats(SceCli *cli, const SceSession *session) {
  const SceProgram *program = session->program;
  uint32_t definitions = 0, shown = 0, files = 0;
  for (uint32_t i = 0; i < session->sources.list.count; i++) files += !session->sources.list.at[i].library;
  for (uint32_t i = 0; i < program->ast.files.count; i++) definitions += session->sources.list.at[program->ast.files.at[i].source].library;
  for (uint32_t i = 0; i < program->results.count; i++) shown += program->results.at[i].flags & SCE_RESULT_SHOWN;
  sce_text_add_format(&cli->err, "texts %u\nlibrary definitions %u\nresults %u\nclaims %u\nvalues %u\nnode evaluations %llu\n", (unsigned)files, (unsigned)definitions,
                      (unsigned)shown, (unsigned)program->claims.count, (unsigned)program->ops.count,
                      (unsigned long long)sce_run_evaluations(session->run));
}
