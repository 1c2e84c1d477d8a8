/* The commands that ask about what holds and leave it alone. Whatever the language can name can be asked about: the question is compiled as an expression.
 */
#include "repl.h"

#include "review/explain.h"
#include "review/texts.h"

#include <stdio.h>
#include <time.h>

typedef struct Question {
  SceSession session;
  SceReplTexts texts;
  SceSourceId source;
} Question;

static bool is_error(void *context, const SceDiag *diag) {
  (void)context;
  return diag->severity == SCE_SEVERITY_ERROR;
}

/* Compiles a text with what holds. `fields`: for a review, all of it. */
static void ask(SceRepl *repl, Question *question, const char *text, bool fields) {
  sce_repl_open(repl, &question->session, &question->texts, text);
  question->source = sce_repl_add(repl, &question->session, &question->texts, text, strlen(text), 1);
  const SceReplTexts *texts = &question->texts;
  SceSessionRequest request = {.texts = texts->texts.at, .text_count = texts->texts.count, .sets = texts->sets.at, .set_count = texts->sets.count,
                               .shown = fields ? SCE_ALL_TEXTS : texts->texts.count - 1, .all = fields, .fields = fields};
  sce_session_compile(&question->session, &request);
}

static void close_question(SceRepl *repl, Question *question) {
  sce_cli_findings(repl->cli, &question->session.sources, &question->session.diags, is_error, NULL);
  sce_repl_close(&question->session, &question->texts);
}

/* The expression that a text is; UINT32_MAX with trouble. */
static uint32_t find_expression(SceRepl *repl, const Question *question, const char *text) {
  const SceProgram *program = question->session.program;
  uint32_t found = UINT32_MAX, count = 0;
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    if (!(result->flags & SCE_RESULT_EXPRESSION) || sce_ast_item_source(&program->ast, result->item) != question->source) continue;
    found = i;
    count++;
  }
  if (count == 1 && program->results.at[found].op != SCE_NO_OP) return found;
  if (!question->session.diags.errors) sce_cli_trouble(repl->cli, "`%s` is no value; write the path of one, or one expression", text);
  return UINT32_MAX;
}

/* ---- type ---- */

void sce_repl_type(SceRepl *repl, const char *text) {
  Question question;
  ask(repl, &question, text, false);
  uint32_t found = find_expression(repl, &question, text);
  if (found != UINT32_MAX) {
    SceProgram *program = question.session.program;
    const SceResult *result = &program->results.at[found];
    SceText *out = &repl->cli->out;
    if (result->flags & SCE_RESULT_TRUTH) {
      sce_text_add_string(out, "true or false\n");
    } else if (result->unit == SCE_UNIT_ONE) {
      sce_text_add_string(out, "a pure number\n");
    } else {
      sce_text_add_format(out, "%s: ", sce_unit_spelling(program->units, result->unit));
      sce_dim_words(out, program->dims, &program->intern, sce_unit_dim(program->units, result->unit));
      sce_text_add_byte(out, '\n');
    }
  }
  close_question(repl, &question);
}

/* ---- time ---- */

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void sce_repl_time(SceRepl *repl, const char *text) {
  char *before = sce_text_copy(repl->result.text);
  bool expression = repl->result.expression;
  uint32_t number = repl->result_number;
  double start = now();
  bool sound = sce_repl_evaluate(repl, text, strlen(text), 1, false);
  if (sound && repl->result.text && !repl->result.expression) {                /* a definition that is not kept */
    free(repl->result.text);
    repl->result = (SceReplResult){before, expression};
    repl->result_number = number;
  } else {
    free(before);
  }
  if (!sound) return;
  double seconds = now() - start;
  if (seconds < 1) sce_text_add_format(&repl->cli->err, "time: %.3f ms\n", seconds * 1e3);
  else sce_text_add_format(&repl->cli->err, "time: %.3f s\n", seconds);
}

/* ---- explain ---- */

enum { LEVELS = 6 };                /* as `sce explain` shows them */

void sce_repl_explain(SceRepl *repl, const char *path) {
  Question question;
  ask(repl, &question, path, true);
  uint32_t found = find_expression(repl, &question, path);
  if (found != UINT32_MAX) {
    SceExplain explain;
    SceOutput out;
    sce_explain_init(&explain, &question.session, found, LEVELS);
    sce_repl_compute(repl, &question.session);
    sce_run_report(question.session.run, &question.session.diags);
    sce_explain_finish(&explain, NULL, 0);
    sce_output_init_text(&out, &repl->cli->out);
    sce_explain_write_text(&out, &explain, &(SceExplainOptions){.digits = (unsigned)repl->cli->options.digits});
    sce_output_finish(&out);
    sce_explain_release(&explain);
  }
  close_question(repl, &question);
}
