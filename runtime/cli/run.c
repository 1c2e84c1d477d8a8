/* `sce run` and `sce -e`: from a file, or an expression on top of one, to results.
 *
 * What evaluates is shown even when something else does not; the findings and the exit code say what is missing. Results that are committed
 * beside their file are another matter: they are written only when all is sound.
 */
#include "cli.h"
#include "file.h"

#include <unistd.h>

/* Results show what is disputed; only `sce check`, which shows none, says it again. */
static bool is_wanted(void *context, const SceDiag *diag) {
  (void)context;
  return diag->code != SCE_E_CLAIM_DISPUTED;
}

/* ---- results beside the file ---- */

static void report_stale(SceSession *session, const char *path, const SceText *fresh, SceFile *committed) {
  uint32_t at = 0, line = 0;
  while (at < committed->length && at < fresh->count && committed->text[at] == fresh->bytes[at]) {
    at++;
    if (committed->text[at - 1] == '\n') line = at;
  }
  SceSourceId source = sce_sources_add(&session->sources, path, path, committed->text, committed->length, true);
  sce_diag_add(&session->diags, SCE_E_STALE, (SceSpan){source, at, at}, "committed results are stale from here on");
  const char *now = fresh->bytes + line;
  if (line == fresh->count) sce_diag_note(&session->diags, SCE_NO_PLACE, "the results end here now");
  else sce_diag_note(&session->diags, SCE_NO_PLACE, "now it is: %.*s", (int)strcspn(now, "\n"), now);
  sce_diag_help(&session->diags, "`sce run --write` brings them up to date");
}

static void check_beside(SceSession *session, const char *path, const SceText *fresh) {
  SceFile committed;
  if (sce_file_read(path, &committed)) {
    sce_diag_add(&session->diags, SCE_E_STALE, SCE_NO_PLACE, "there are no committed results `%s`: %s", path, committed.reason);
    sce_diag_help(&session->diags, "`sce run --write` makes them");
  } else if (committed.length != fresh->count || memcmp(committed.text, fresh->bytes, fresh->count)) {
    report_stale(session, path, fresh, &committed);
  } else {
    free(committed.text);
  }
}

static void write_beside(SceCli *cli, const char *path, const SceText *fresh) {
  SceFile old;
  bool there = sce_file_read(path, &old) == SCE_FILE_OK;
  bool same = there && old.length == fresh->count && !memcmp(old.text, fresh->bytes, fresh->count);
  if (there) free(old.text);
  if (same) return;
  const char *reason = sce_file_replace(path, fresh->bytes, fresh->count);
  if (reason) sce_cli_trouble(cli, "cannot write `%s`: %s", path, reason);
}

/* --write and --check. */
static void keep_beside(SceCli *cli, SceSession *session, const char *path) {
  if (session->diags.errors) return;
  SceText before = cli->out, beside = {0};
  cli->out = (SceText){0};
  sce_text_add(&cli->out, "", 0);
  sce_cli_show(cli, session);
  sce_text_add_format(&beside, "%s.out", path);
  if (!session->diags.errors && cli->options.write) write_beside(cli, beside.bytes, &cli->out);
  else if (!session->diags.errors) check_beside(session, beside.bytes, &cli->out);
  sce_text_release(&cli->out);
  sce_text_release(&beside);
  cli->out = before;
}

/* ---- one file ---- */

/* Whether the results would be an answer to another question: of an expression that is wrong, or without what --set asks for. */
static bool is_no_answer(const SceCli *cli, const SceSession *session, const SceSessionRequest *request) {
  const SceOptions *options = &cli->options;
  if (options->expression && options->format != SCE_FORMAT_JSON && session->diags.errors) return true;
  for (uint32_t i = 0; i < session->diags.list.count; i++) {
    const SceDiag *diag = &session->diags.list.at[i];
    for (uint32_t k = 0; k < request->set_count; k++)
      if (diag->severity == SCE_SEVERITY_ERROR && (diag->code < SCE_E_DIVISION || diag->code > SCE_E_NONE_NEEDED) && diag->span.source == request->sets[k]) return true;   /* what fails for its value is a result */
  }
  return false;
}

void sce_cli_finish(SceCli *cli, SceSession *session, const SceSessionRequest *request, const char *path, bool *matched) {
  const SceProgram *program = session->program;
  const SceOptions *options = &cli->options;
  bool something = program->results.count || program->claims.count;
  *matched |= something || session->diags.errors;
  if (options->write || options->check) keep_beside(cli, session, path);
  else if (!options->shards && !is_no_answer(cli, session, request) && (something || !(request->only || options->expression))) sce_cli_show(cli, session);
  if (options->stats) sce_cli_stats(cli, session);
  sce_cli_findings(cli, &session->sources, &session->diags, is_wanted, NULL);
}

/* Evaluates a file, an expression, or the one with the names of the other; either may be NULL. */
static void run_texts(SceCli *cli, const char *path, const char *expression, bool *matched) {
  SceSession session;
  SceSourceIds sets = {0}, texts = {0};
  sce_cli_open(cli, &session, &sets);
  SceSourceId source = path ? sce_session_read(&session, path) : SCE_NO_SOURCE;
  if (source != SCE_NO_SOURCE) sce_array_push(&texts, source);
  if (expression) {
    source = sce_sources_add(&session.sources, "-e", "-e", expression, (uint32_t)strlen(expression), false);
    sce_array_push(&texts, source);
  }
  if (session.diags.errors) {
    *matched = true;
    sce_cli_findings(cli, &session.sources, &session.diags, is_wanted, NULL);
  } else {
    SceSessionRequest request = {.texts = texts.at, .text_count = texts.count, .sets = sets.at, .set_count = sets.count,
                                 .shown = expression ? texts.count - 1 : SCE_ALL_TEXTS, .all = cli->options.all, .only = cli->options.only};
    SceSampling sampling = sce_cli_sampling_begin(cli);
    request.sampling = &sampling;
    if (cli->options.shards) sce_cli_shard(cli, &session, &request);
    else if (cli->evaluate) cli->evaluate(cli, &session, &request);
    else sce_session_evaluate(&session, &request);
    sce_cli_sampling_end(cli, session.run);
    sce_cli_finish(cli, &session, &request, path, matched);
  }
  sce_array_release(&texts);
  sce_array_release(&sets);
  sce_session_release(&session);
}

/* Whether the first word looks like a command and is no file. */
static bool is_lost_command(const SceOptions *options, const char *word) {
  return !options->command_given && !strpbrk(word, "./") && strcmp(word, "-") && access(word, F_OK);
}

void sce_cli_run(SceCli *cli) {
  const SceOptions *options = &cli->options;
  bool matched = false;
  if (options->command == SCE_COMMAND_EVAL) {
    run_texts(cli, options->operands.count ? options->operands.at[0] : NULL, options->expression, &matched);
    if (!matched) sce_cli_trouble(cli, "-e holds nothing to evaluate");
    return;
  }
  const char *first = options->operands.at[0];
  if (is_lost_command(options, first)) {
    const char *near = sce_options_suggest_command(first);
    sce_cli_trouble(cli, "`%s` is neither a command nor a file%s%s%s", first, near ? "; did you mean `" : "", near ? near : "", near ? "`?" : "");
    return;
  }
  for (uint32_t i = 0; i < options->operands.count; i++) {
    const char *path = options->operands.at[i];
    if ((options->write || options->check) && !strcmp(path, "-")) sce_cli_trouble(cli, "%s needs a file to stand beside, not standard input", options->write ? "--write" : "--check");
    else run_texts(cli, path, NULL, &matched);
  }
  if (options->only && !matched && cli->code != SCE_EXIT_TROUBLE) sce_cli_trouble(cli, "--only `%s` matches no result", options->only);
}
