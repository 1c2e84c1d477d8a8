/* Results, claims and findings as texts, made once and kept with the session. */
#include "api.h"

#include "results/findings.h"
#include "results/table.h"

typedef enum Document { TEXT, JSON, CSV, MARKDOWN, CLAIMS, FINDINGS, FINDINGS_TEXT, DOCUMENT_COUNT } Document;

/* Gives the text away to the session. */
static const char *keep(libsce_session *session, Document document, SceText *text) {
  sce_text_add(text, "", 0);
  return session->documents[document] = text->bytes;
}

static const char *fail(libsce_session *session, const char *what) {
  if (!session->evaluated) sce_api_misuse(session, "there is no %s before libsce_evaluate, and after a change", what);
  else sce_api_misuse(session, "there are no results: the findings say why");
  return NULL;
}

const char *libsce_document(libsce_session *session, const char *format) {
  static const char *const names[] = {[TEXT] = "text", [JSON] = "json", [CSV] = "csv", [MARKDOWN] = "md"};
  int which = 0;
  while (which <= MARKDOWN && !(format && !strcmp(names[which], format))) which++;
  if (which > MARKDOWN) return sce_api_misuse(session, "a document is one of: text, json, csv, md; not `%s`", format ? format : ""), NULL;
  if (!session->evaluated || !session->session.run) return fail(session, "document");
  if (session->documents[which]) return session->documents[which];
  SceResultOptions options = {.all = session->all, .bare = session->expression != NULL};
  SceText text = {0};
  SceOutput out;
  locale_t before = sce_api_enter();
  sce_output_init_text(&out, &text);
  sce_results_writer(format)(&out, session->session.program, session->session.run, &session->session.diags, &options);
  sce_output_finish(&out);
  sce_api_leave(before);
  return keep(session, (Document)which, &text);
}

const char *libsce_claims_json(libsce_session *session) {
  if (!session->evaluated || !session->session.run) return fail(session, "document");
  if (session->documents[CLAIMS]) return session->documents[CLAIMS];
  SceText text = {0};
  SceOutput out;
  locale_t before = sce_api_enter();
  sce_output_init_text(&out, &text);
  sce_results_write_claims_json(&out, session->session.program, session->session.run);
  sce_output_finish(&out);
  sce_api_leave(before);
  return keep(session, CLAIMS, &text);
}

const char *libsce_findings_json(libsce_session *session) {
  if (!session->evaluated) return fail(session, "list of findings");
  if (session->documents[FINDINGS]) return session->documents[FINDINGS];
  SceText text = {0};
  locale_t before = sce_api_enter();
  sce_findings_write_json_array(&text, &session->session.sources, &session->session.diags);
  sce_api_leave(before);
  return keep(session, FINDINGS, &text);
}

const char *libsce_findings_text(libsce_session *session) {
  if (!session->evaluated) return fail(session, "list of findings");
  if (session->documents[FINDINGS_TEXT]) return session->documents[FINDINGS_TEXT];
  SceText text = {0};
  locale_t before = sce_api_enter();
  sce_diags_print(&text, &session->session.sources, &session->session.diags, UINT32_MAX, false);
  sce_api_leave(before);
  return keep(session, FINDINGS_TEXT, &text);
}
