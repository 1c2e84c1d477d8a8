/* Findings, told as one types: those of each open document, also in the files that it imports.
 *
 * A file may be looked at from several documents: what its own has found counts, and what only shows from another one is added. A file is told anew when
 * its findings changed, and told that there are none when they are gone.
 */
#include "server.h"

enum { MOST_FINDINGS = 500 };       /* a file; the rest is counted */

typedef struct Found {              /* findings of a file */
  char *path;
  json_t *list;
  LspDocument *document;            /* NULL: not open */
  LspAnalysis *analysis;            /* that found the first of them */
  SceSourceId source;
  uint32_t left_out;
} Found;

typedef SCE_ARRAY(Found) FoundList;

/* ---- one finding ---- */

/* Where a finding is shown: of one without a place, or in the library, the first note in a text of the user; else the start of the document. */
static SceSpan shown_at(const LspAnalysis *analysis, const SceDiag *diag) {
  if (lsp_file_path(analysis, diag->span.source)) return diag->span;
  for (uint32_t i = 0; i < diag->notes.count; i++)
    if (lsp_file_path(analysis, diag->notes.at[i].span.source)) return diag->notes.at[i].span;
  return (SceSpan){analysis->main, 0, 0};
}

/* A place of no width gets the character behind it, so that there is something to underline. */
static json_t *range_of(LspAnalysis *analysis, SceSpan span) {
  LspText *text = lsp_file_text(analysis, span.source);
  if (span.start == span.end && span.end < text->length && text->bytes[span.end] != '\n' && text->bytes[span.end] != '\r')
    do span.end++;
    while (span.end < text->length && ((unsigned char)text->bytes[span.end] & 0xC0) == 0x80);
  return lsp_range(text, span.start, span.end);
}

/* Whether a note's place can be shown: in a text of the user, or in the copy of the library. */
static bool has_place(const LspAnalysis *analysis, SceSpan span) { return span.source < analysis->files.count; }

static json_t *message_of(LspServer *server, const LspAnalysis *analysis, const SceDiag *diag) {
  SceText text = {0};
  sce_text_add_string(&text, diag->message);
  for (uint32_t i = 0; i < diag->notes.count; i++)
    if (!server->client.related || !has_place(analysis, diag->notes.at[i].span)) sce_text_add_format(&text, "\nnote: %s", diag->notes.at[i].text);
  if (diag->help) sce_text_add_format(&text, "\nhelp: %s", diag->help);
  json_t *json = lsp_text(&text);
  sce_text_release(&text);
  return json;
}

static void add_related(LspServer *server, LspAnalysis *analysis, const SceDiag *diag, json_t *out) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < diag->notes.count && server->client.related; i++) {
    const SceDiagNote *note = &diag->notes.at[i];
    json_t *location = has_place(analysis, note->span) ? lsp_location(server, analysis, note->span) : NULL;
    if (location) json_array_append_new(list, json_pack("{s:o, s:o}", "location", location, "message", lsp_string(note->text, strlen(note->text))));
  }
  if (json_array_size(list)) json_object_set(out, "relatedInformation", list);
  json_decref(list);
}

static json_t *finding(LspServer *server, LspAnalysis *analysis, const SceDiag *diag, SceSpan span) {
  static const int severities[] = {[SCE_SEVERITY_ERROR] = 1, [SCE_SEVERITY_FINDING] = 2, [SCE_SEVERITY_WARNING] = 3};
  char code[16];
  snprintf(code, sizeof code, "E%04d", (int)diag->code);
  json_t *out = json_pack("{s:o, s:i, s:s, s:s, s:o}", "range", range_of(analysis, span), "severity", severities[diag->severity], "code", code, "source", "sce", "message", message_of(server, analysis, diag));
  json_t *page = server->client.code_description ? lsp_store_page(server, diag->code) : NULL;
  if (page) json_object_set_new(out, "codeDescription", json_pack("{s:o}", "href", page));
  add_related(server, analysis, diag, out);
  return out;
}

/* ---- a document's findings, by file ---- */

static Found *found_at(LspServer *server, FoundList *list, LspAnalysis *analysis, SceSourceId source) {
  const char *path = lsp_file_path(analysis, source);
  for (uint32_t i = 0; i < list->count; i++)
    if (!strcmp(list->at[i].path, path)) return &list->at[i];
  sce_array_push(list, ((Found){.path = strdup(path), .list = json_array(), .document = lsp_document_at(server, path), .analysis = analysis, .source = source}));
  return &sce_array_last(list);
}

static bool is_told(const Found *found, const json_t *finding) {
  for (size_t i = 0; i < json_array_size(found->list); i++) {
    const json_t *other = json_array_get(found->list, i);
    if (json_equal(json_object_get(other, "code"), json_object_get(finding, "code")) && json_equal(json_object_get(other, "range"), json_object_get(finding, "range"))) return true;
  }
  return false;
}

static void add_findings(LspServer *server, FoundList *list, LspAnalysis *analysis, bool own) {
  SceDiags *diags = &analysis->session.diags;
  sce_diags_sort(diags);
  if (own) found_at(server, list, analysis, analysis->main);
  for (uint32_t i = 0; i < diags->list.count; i++) {
    SceSpan span = shown_at(analysis, &diags->list.at[i]);
    if ((span.source == analysis->main) != own) continue;
    Found *found = found_at(server, list, analysis, span.source);
    if (json_array_size(found->list) >= MOST_FINDINGS) {
      found->left_out++;
      continue;
    }
    json_t *json = finding(server, analysis, &diags->list.at[i], span);
    if (own || !is_told(found, json)) json_array_append(found->list, json);
    json_decref(json);
  }
}

static void add_count(Found *found) {
  SceText text = {0};
  if (!found->left_out) return;
  sce_text_add_format(&text, "%u more findings are not shown", found->left_out);
  json_array_append_new(found->list, json_pack("{s:o, s:i, s:s, s:o}", "range", lsp_range(lsp_file_text(found->analysis, found->source), 0, 0), "severity", 3, "source", "sce", "message", lsp_text(&text)));
  sce_text_release(&text);
}

/* ---- telling ---- */

static LspPublished *published_as(LspServer *server, const char *uri) {
  for (uint32_t i = 0; i < server->published.count; i++)
    if (!strcmp(server->published.at[i].uri, uri)) return &server->published.at[i];
  sce_array_push(&server->published, ((LspPublished){.uri = strdup(uri)}));
  return &sce_array_last(&server->published);
}

static void tell(LspServer *server, Found *found) {
  add_count(found);
  json_t *uri = lsp_file_uri(server, found->analysis, found->source);
  char *text = json_dumps(found->list, JSON_COMPACT);
  LspPublished *published = published_as(server, json_string_value(uri));
  bool changed = published->findings ? strcmp(published->findings, text) != 0 : json_array_size(found->list) > 0;
  published->met = true;
  if (changed || (found->document && found->document->stale)) {
    json_t *params = json_pack("{s:O, s:O}", "uri", uri, "diagnostics", found->list);
    if (found->document) json_object_set_new(params, "version", json_integer(found->document->version));
    lsp_notify(server, "textDocument/publishDiagnostics", params);
    free(published->findings);
    published->findings = text;
  } else {
    free(text);
  }
  json_decref(uri);
}

static void tell_gone(LspServer *server) {
  for (uint32_t i = 0; i < server->published.count; i++) {
    LspPublished *published = &server->published.at[i];
    if (published->met) continue;
    if (published->findings && strcmp(published->findings, "[]"))
      lsp_notify(server, "textDocument/publishDiagnostics", json_pack("{s:s, s:[]}", "uri", published->uri, "diagnostics"));
    free(published->uri);
    free(published->findings);
    server->published.at[i--] = server->published.at[--server->published.count];
  }
}

static bool is_news(const LspServer *server) {
  bool news = false;
  for (uint32_t i = 0; i < server->documents.count; i++) news |= server->documents.at[i]->stale;
  for (uint32_t i = 0; i < server->published.count; i++) news |= !server->published.at[i].met;
  return news;
}

void lsp_publish(LspServer *server) {
  FoundList list = {0};
  if (!server->initialized || server->shut_down || !is_news(server)) return;
  for (uint32_t i = 0; i < server->published.count; i++) server->published.at[i].met = false;
  for (int own = 1; own >= 0; own--)
    for (uint32_t i = 0; i < server->documents.count; i++) {
      LspDocument *document = server->documents.at[i];
      if (!document->library) add_findings(server, &list, lsp_analysis(server, document), own);
    }
  for (uint32_t i = 0; i < list.count; i++) tell(server, &list.at[i]);
  tell_gone(server);
  for (uint32_t i = 0; i < server->documents.count; i++) server->documents.at[i]->stale = false;
  for (uint32_t i = 0; i < list.count; i++) {
    free(list.at[i].path);
    json_decref(list.at[i].list);
  }
  sce_array_release(&list);
}
