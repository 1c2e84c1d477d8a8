/* Why this file exists: lints read whatever compiles, and put levers into it to learn what drives a result. Any text has to get warnings in sound places, within bounded time, and
 * leave the program as it was.
 */
#define _GNU_SOURCE
#include "evaluate.h"

#include "lint/lint.h"

static SceSourceId refuse(void *context, const char *path, SceSourceId from, SceSpan span, SceDiags *diags) {
  (void)context, (void)from;
  sce_diag_add(diags, SCE_E_FILE, span, "cannot read `%s`: there is no such file", path);
  return SCE_NO_SOURCE;
}

static void check_place(const SceSession *session, SceSpan span) {
  if (span.source == SCE_NO_SOURCE) return;
  PROMISE(span.source < session->sources.list.count);
  PROMISE(span.start <= span.end && span.end <= session->sources.list.at[span.source].length);
}

static void check_found(const SceSession *session, const SceDiags *found) {
  PROMISE(!found->errors && !found->findings);
  for (uint32_t i = 0; i < found->list.count; i++) {
    const SceDiag *diag = &found->list.at[i];
    PROMISE(diag->span.source == session->main && *diag->message && (!diag->help || *diag->help));
    check_place(session, diag->span);
    for (uint32_t k = 0; k < diag->notes.count; k++) check_place(session, diag->notes.at[k].span);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  SceSession session;
  SceDiags first, again;
  sce_session_init(&session);
  sce_session_locate(&session, "input");
  session.import = refuse;
  session.main = sce_sources_add(&session.sources, "input", "input", fuzz_copy((const char *)data, size), (uint32_t)size, true);
  SceSessionRequest request = {.texts = &session.main, .text_count = 1, .shown = SCE_ALL_TEXTS, .all = true, .fields = true, .names = true, .sampling = &(SceSampling){.samples = 600, .threads = 1}};
  sce_session_evaluate(&session, &request);
  sce_diags_init(&first);
  sce_diags_init(&again);
  if (!session.diags.errors) {
    uint32_t operations = session.program->ops.count;
    sce_lint(&session, session.main, SCE_LINT_WHOLE | SCE_LINT_BARE, &first);
    PROMISE(session.program->ops.count == operations);
    check_found(&session, &first);
    sce_lint(&session, session.main, SCE_LINT_WHOLE | SCE_LINT_BARE, &again);
    PROMISE(first.list.count == again.list.count);
    for (uint32_t i = 0; i < first.list.count; i++) PROMISE(!strcmp(first.list.at[i].message, again.list.at[i].message));
  }
  sce_diags_release(&first);
  sce_diags_release(&again);
  sce_session_release(&session);
  return 0;
}
