/* Claims and findings as structures. */
#include "api.h"

#include "claim_text.h"
#include "results/findings.h"
#include "results/table.h"

#include <math.h>
#include <stdio.h>

static const char *add_string(SceApiView *view, const char *string) { return sce_api_string(view, string, string ? strlen(string) : 0); }

/* ---- claims ---- */

static void compare(SceTable *table, SceApiView *view, libsce_claim *claim, const SceClaim *from, SceJudgement judged) {
  claim->compared = 1;
  claim->got = sce_table_plain(table, from->unit, judged.got);
  claim->says = sce_table_plain(table, from->unit, from->says);
  claim->within = sce_table_plain(table, from->unit, from->within);
  claim->ratio = judged.ratio;
  claim->used = judged.used;
  claim->unit = add_string(view, sce_table_unit(table, from->unit));
}

static void make_claim(SceTable *table, SceApiView *view, libsce_claim *claim, const SceClaim *from) {
  static const libsce_verdict verdicts[] = {[SCE_VERDICT_HOLDS] = LIBSCE_HOLDS, [SCE_VERDICT_OFF] = LIBSCE_OFF, [SCE_VERDICT_DISPUTED] = LIBSCE_DISPUTED, [SCE_VERDICT_ERROR] = LIBSCE_ERROR};
  const SceProgram *program = table->program;
  SceJudgement judged = sce_claim_judge(table->run, program, from);
  uint32_t length;
  *claim = (libsce_claim){.name = add_string(view, sce_intern_spelling(&program->intern, from->name)), .verdict = verdicts[judged.verdict],
                          .got = NAN, .says = NAN, .within = NAN, .ratio = NAN, .used = NAN, .unit = "1"};
  if (from->holds == SCE_NO_OP) compare(table, view, claim, from, judged);
  if (from->under) claim->under = add_string(view, sce_table_label(table, 0, from->under));
  const char *text = sce_claim_dispute(program, from, &length);
  if (text) claim->disputed = sce_api_string(view, text, length);
  text = sce_claim_source(program, from, &length);
  if (text) claim->source = sce_api_string(view, text, length);
  SceSourceId source = sce_ast_item_source(&program->ast, from->item);
  SceText at = {0};
  sce_text_add_format(&at, "%s:%u", program->sources->list.at[source].short_name, (unsigned)sce_sources_place(program->sources, source, program->ast.items.at[from->item].start).line);
  claim->at = sce_api_string(view, at.bytes, at.count);
  sce_text_release(&at);
}

void sce_api_make_claims(SceApiView *view, const SceSession *session) {
  const SceProgram *program = session->program;
  SceResultOptions options = {0};
  SceTable table;
  sce_table_init(&table, program, session->run, &options);
  view->claims = sce_api_block(view, program->claims.count, sizeof *view->claims);
  for (uint32_t i = 0; i < program->claims.count; i++) make_claim(&table, view, &view->claims[view->claim_count++], &program->claims.at[i]);
  sce_table_release(&table);
}

size_t libsce_claim_count(libsce_session *session) {
  const SceApiView *view = sce_api_view(session);
  return view ? view->claim_count : 0;
}

const libsce_claim *libsce_claim_at(libsce_session *session, size_t index) {
  const SceApiView *view = sce_api_view(session);
  return view && index < view->claim_count ? &view->claims[index] : NULL;
}

/* ---- findings ---- */

static libsce_place place_of(SceApiView *view, SceFindingsCursor *cursor, SceSpan span) {
  if (span.source == SCE_NO_SOURCE) return (libsce_place){0};
  ScePlace start = sce_findings_place(cursor, span.source, span.start), end = sce_findings_place(cursor, span.source, span.end);
  return (libsce_place){add_string(view, cursor->sources->list.at[span.source].name), start.line, start.column, end.line, end.column};
}

static void make_finding(SceApiView *view, SceFindingsCursor *cursor, libsce_finding *finding, const SceDiag *from) {
  static const libsce_severity severities[] = {[SCE_SEVERITY_ERROR] = LIBSCE_SEVERITY_ERROR, [SCE_SEVERITY_FINDING] = LIBSCE_SEVERITY_FINDING, [SCE_SEVERITY_WARNING] = LIBSCE_SEVERITY_WARNING};
  char code[16];
  snprintf(code, sizeof code, "E%04d", (int)from->code);
  libsce_note *notes = sce_api_block(view, from->notes.count, sizeof *notes);
  *finding = (libsce_finding){.code = add_string(view, code), .severity = severities[from->severity], .message = add_string(view, from->message),
                              .place = place_of(view, cursor, from->span), .help = add_string(view, from->help), .note_count = from->notes.count, .notes = notes};
  for (uint32_t i = 0; i < from->notes.count; i++) notes[i] = (libsce_note){add_string(view, from->notes.at[i].text), place_of(view, cursor, from->notes.at[i].span)};
}

void sce_api_make_findings(SceApiView *view, SceSession *session) {
  SceFindingsCursor cursor = {.sources = &session->sources};
  view->findings = sce_api_block(view, session->diags.list.count, sizeof *view->findings);
  for (uint32_t i = 0; i < session->diags.list.count; i++) make_finding(view, &cursor, &view->findings[view->finding_count++], &session->diags.list.at[i]);
}

size_t libsce_finding_count(libsce_session *session) {
  const SceApiView *view = sce_api_view(session);
  return view ? view->finding_count : 0;
}

const libsce_finding *libsce_finding_at(libsce_session *session, size_t index) {
  const SceApiView *view = sce_api_view(session);
  return view && index < view->finding_count ? &view->findings[index] : NULL;
}
