/* The library answers in a session of its own: it holds the numbers that lints compare with, so that none stands here a second time. */
#include "lint_state.h"

#include <math.h>

void sce_lint_ask(const char *lines, double *answers, uint32_t count) {
  SceSession session;
  size_t length = strlen(lines);
  char *copy = sce_memory_new(length + 1);
  memcpy(copy, lines, length + 1);
  for (uint32_t i = 0; i < count; i++) answers[i] = NAN;
  sce_session_init(&session);
  SceSourceId source = sce_sources_add(&session.sources, "lint", "lint", copy, (uint32_t)length, true);
  SceSampling sampling = {.samples = 1, .threads = 1};
  sce_session_compile(&session, &(SceSessionRequest){.texts = &source, .text_count = 1, .shown = SCE_ALL_TEXTS});
  session.run = sce_run_new(session.program, sce_session_functions(&session), &sampling);
  const SceProgram *program = session.program;
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    uint32_t line = sce_sources_place(&session.sources, source, program->ast.items.at[result->item].start).line, points;
    if (result->op == SCE_NO_OP || line > count || program->ops.at[result->op].sampled) continue;
    const double *values = sce_run_points(session.run, result->op, &points);
    if (points) answers[line - 1] = sce_scale_apply(sce_unit_scale(program->units, result->unit), values[0]);
  }
  sce_session_release(&session);
}

double sce_lint_asked(const SceLint *lint, uint32_t object, const char *name) {
  const SceNameObject *o = &lint->names->objects.at[object];
  double own = sce_lint_amount(lint, sce_lint_member(lint, object, name), 0), answer = NAN;
  if (!isnan(own) || !o->library || !o->path) return own;
  SceText line = {0};
  sce_text_add_format(&line, "%s.%s\n", sce_lint_spell(lint, o->path), name);
  sce_lint_ask(line.bytes, &answer, 1);
  sce_text_release(&line);
  return answer;
}
