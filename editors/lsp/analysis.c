/* From the text of a document to all that is asked about it: one compilation with a record of names, and one run with few samples. */
#include "server.h"

#include "filepath.h"
#include "lint/lint.h"

#include <time.h>

enum { SAMPLES = 1024 };            /* enough for the digits that a hint shows, and soon done */

/* ---- files ---- */

static SceFileError copy_text(const char *text, uint32_t length, SceFile *file) {
  file->text = sce_memory_new((size_t)length + 1);
  memcpy(file->text, text, length);
  file->text[length] = '\0';
  file->length = length;
  return SCE_FILE_OK;
}

/* SceBuffer: imports that are open are read as they stand in the editor. */
static bool read_buffer(void *context, const char *path, SceFile *file) {
  const LspDocument *document = lsp_document_at(context, path);
  return document && copy_text(document->text, document->length, file) == SCE_FILE_OK;
}

const char *lsp_file_path(const LspAnalysis *analysis, SceSourceId source) { return source < analysis->files.count ? analysis->files.at[source].path : NULL; }

LspText *lsp_file_text(LspAnalysis *analysis, SceSourceId source) {
  LspFile *file = &analysis->files.at[source];
  const SceSource *text = &analysis->session.sources.list.at[source];
  if (!file->indexed) lsp_place_init(&file->text, text->text, text->length, analysis->utf8);
  file->indexed = true;
  return &file->text;
}

bool lsp_rests_on(const LspAnalysis *analysis, const char *path) {
  for (uint32_t i = 0; i < analysis->files.count; i++)
    if (analysis->files.at[i].path && !strcmp(analysis->files.at[i].path, path)) return true;
  for (uint32_t i = 0; i < analysis->session.imports.count; i++)
    if (analysis->session.imports.at[i].to == SCE_NO_SOURCE) return true;     /* it may be the one that was missing */
  return false;
}

static void list_files(LspAnalysis *analysis, const char *main_path) {
  const SceSession *session = &analysis->session;
  for (SceSourceId i = 0; i < session->sources.list.count; i++) {
    LspFile file = {0};
    const char *path = i == analysis->main ? main_path : NULL;
    for (uint32_t k = 0; k < session->files.count && !path; k++)
      if (session->files.at[k].source == i) path = session->files.at[k].real;
    if (path) file.path = strdup(path);
    sce_array_push(&analysis->files, file);
  }
}

/* ---- making one ---- */

static void compute(LspAnalysis *analysis) {
  SceSession *session = &analysis->session;
  SceSampling sampling = {.samples = SAMPLES, .threads = 1};
  sce_fields_init(&analysis->fields, session);
  session->run = sce_run_new(session->program, sce_session_functions(session), &sampling);
  sce_session_report(session);
  if (!session->diags.errors) sce_lint(session, analysis->main, SCE_LINT_WHOLE, &session->diags);
  sce_table_init(&analysis->table, session->program, session->run, &(SceResultOptions){0});
}

LspAnalysis *lsp_analysis_new(LspServer *server, const LspDocument *document, const char *text, uint32_t length, bool run) {
  LspAnalysis *analysis = sce_memory_zeroed(sizeof *analysis);
  SceSession *session = &analysis->session;
  SceFile copy;
  copy_text(text, length, &copy);
  analysis->utf8 = server->client.utf8;
  sce_session_init(session);
  for (uint32_t i = 0; i < server->folders.count; i++) sce_session_grant(session, server->folders.at[i]);
  sce_diags_release(&session->diags);                                         /* a folder that is gone is nobody's mistake here */
  sce_diags_init(&session->diags);
  sce_session_locate(session, document->path);
  session->buffer = read_buffer;
  session->buffer_context = server;
  const char *base = sce_filepath_base(document->path);
  analysis->main = session->main = sce_sources_add(&session->sources, base, base, copy.text, copy.length, true);
  SceSessionRequest request = {.texts = &analysis->main, .text_count = 1, .shown = SCE_ALL_TEXTS, .all = true, .fields = true, .names = true};
  sce_session_compile(session, &request);
  if (run) compute(analysis);
  list_files(analysis, document->path);
  return analysis;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

LspAnalysis *lsp_analysis(LspServer *server, LspDocument *document) {
  if (document->analysis) return document->analysis;
  double start = now();
  document->analysis = lsp_analysis_new(server, document, document->text, document->length, true);
  server->spent = now() - start;
  return document->analysis;
}

void lsp_analysis_free(LspAnalysis *analysis) {
  if (!analysis) return;
  for (uint32_t i = 0; i < analysis->files.count; i++) {
    if (analysis->files.at[i].indexed) lsp_place_release(&analysis->files.at[i].text);
    free(analysis->files.at[i].path);
  }
  sce_array_release(&analysis->files);
  if (analysis->session.run) {
    sce_table_release(&analysis->table);
    sce_fields_release(&analysis->fields);
  }
  sce_session_release(&analysis->session);
  free(analysis);
}

/* ---- places ---- */

json_t *lsp_file_uri(LspServer *server, LspAnalysis *analysis, SceSourceId source) {
  const char *path = lsp_file_path(analysis, source);
  const LspDocument *open = lsp_document_at(server, path);
  if (open) return lsp_string(open->uri, strlen(open->uri));                  /* as the client spells it */
  if (path) return lsp_uri_of_path(path);
  if (source >= analysis->session.sources.list.count || !analysis->session.sources.list.at[source].library) return NULL;
  return lsp_store_library(server, analysis->session.sources.list.at[source].name);
}

json_t *lsp_location(LspServer *server, LspAnalysis *analysis, SceSpan span) {
  if (span.source == SCE_NO_SOURCE || span.source >= analysis->files.count) return NULL;
  json_t *uri = lsp_file_uri(server, analysis, span.source);
  if (!uri) return NULL;
  return json_pack("{s:o, s:o}", "uri", uri, "range", lsp_range(lsp_file_text(analysis, span.source), span.start, span.end));
}

bool lsp_spot(LspServer *server, const json_t *params, LspSpot *spot) {
  *spot = (LspSpot){.document = lsp_document(server, params)};
  if (!spot->document) return false;
  spot->analysis = lsp_analysis(server, spot->document);
  if (!lsp_offset(lsp_file_text(spot->analysis, spot->analysis->main), json_object_get(params, "position"), &spot->offset)) {
    lsp_fail(server, LSP_INVALID_PARAMS, "`position` is a line and a character, both whole numbers from 0");
    return false;
  }
  spot->use = sce_names_at(spot->analysis->session.program->names, spot->analysis->main, spot->offset);
  return true;
}
