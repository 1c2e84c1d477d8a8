/* Open documents: texts that the client holds, by URI and by the file that they are. */
#include "server.h"

#include "filepath.h"

#include <limits.h>
#include <stdio.h>

/* ---- URIs ---- */

static int hex(char c) { return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1; }

/* The file's path, links followed as far as it is there; of other schemes the URI itself. */
char *lsp_path_of_uri(const char *uri) {
  SceText path = {0};
  const char *at = uri;
  if (strncmp(uri, "file://", 7)) return strdup(uri);
  for (at += 7; *at && *at != '/'; at++) continue;                            /* a host */
  for (; *at; at++) {
    int high = *at == '%' ? hex(at[1]) : -1, low = high >= 0 ? hex(at[2]) : -1;
    if (low >= 0 && (high || low)) sce_text_add_byte(&path, (char)(high * 16 + low)), at += 2;
    else sce_text_add_byte(&path, *at);
  }
  sce_text_add(&path, "", 0);
  char *real = realpath(path.bytes, NULL), *folder = real ? NULL : sce_filepath_folder(path.bytes), *above = folder && *folder ? realpath(folder, NULL) : NULL;
  if (!real && above) {                                                       /* not saved yet: its folder is there */
    SceText joined = {0};
    sce_text_add_format(&joined, "%s/%s", strcmp(above, "/") ? above : "", sce_filepath_base(path.bytes));
    real = joined.bytes;
  } else if (!real) {
    real = sce_filepath_join("/", path.bytes);
  }
  free(folder);
  free(above);
  sce_text_release(&path);
  return real;
}

json_t *lsp_uri_of_path(const char *path) {
  SceText uri = {0};
  if (*path != '/') return lsp_string(path, strlen(path));
  sce_text_add_string(&uri, "file://");
  for (const unsigned char *at = (const unsigned char *)path; *at; at++) {
    bool plain = (*at >= '0' && *at <= '9') || ((*at | 32) >= 'a' && (*at | 32) <= 'z') || strchr("/-._~", *at);
    if (plain) sce_text_add_byte(&uri, (char)*at);
    else sce_text_add_format(&uri, "%%%02X", *at);
  }
  json_t *json = lsp_text(&uri);
  sce_text_release(&uri);
  return json;
}

/* ---- the list ---- */

static LspDocument *find_uri(LspServer *server, const char *uri) {
  for (uint32_t i = 0; i < server->documents.count; i++)
    if (!strcmp(server->documents.at[i]->uri, uri)) return server->documents.at[i];
  return NULL;
}

LspDocument *lsp_document(LspServer *server, const json_t *params) {
  const char *uri = json_string_value(json_object_get(json_object_get(params, "textDocument"), "uri"));
  LspDocument *document = uri ? find_uri(server, uri) : NULL;
  if (!uri) lsp_fail(server, LSP_INVALID_PARAMS, "which document? `textDocument.uri` is missing");
  else if (!document) lsp_fail(server, LSP_INVALID_PARAMS, "this document is not open");
  return document;
}

LspDocument *lsp_document_at(LspServer *server, const char *path) {
  for (uint32_t i = 0; path && i < server->documents.count; i++)
    if (!strcmp(server->documents.at[i]->path, path)) return server->documents.at[i];
  return NULL;
}

void lsp_document_free(LspDocument *document) {
  lsp_analysis_free(document->analysis);
  free(document->uri);
  free(document->path);
  free(document->text);
  free(document);
}

static void forget(LspDocument *document) {
  lsp_analysis_free(document->analysis);
  document->analysis = NULL;
  document->stale = true;
}

/* What rests on a file whose text is another one now. */
static void forget_path(LspServer *server, const char *path) {
  for (uint32_t i = 0; i < server->documents.count; i++) {
    LspDocument *document = server->documents.at[i];
    if (document->analysis && (!strcmp(document->path, path) || lsp_rests_on(document->analysis, path))) forget(document);
  }
}

void lsp_forget_all(LspServer *server) {
  for (uint32_t i = 0; i < server->documents.count; i++) forget(server->documents.at[i]);
}

/* ---- what the client tells ---- */

static bool set_text(LspDocument *document, const json_t *text) {
  size_t length = json_string_length(text);
  if (!json_is_string(text) || length > INT32_MAX - 1) return false;
  char *copy = sce_memory_new(length + 1);
  memcpy(copy, json_string_value(text), length);
  copy[length] = '\0';
  free(document->text);
  document->text = copy;
  document->length = (uint32_t)length;
  return true;
}

void lsp_open(LspServer *server, const json_t *params) {
  const json_t *item = json_object_get(params, "textDocument");
  const char *uri = json_string_value(json_object_get(item, "uri"));
  if (!uri || !json_is_string(json_object_get(item, "text"))) return;
  LspDocument *document = find_uri(server, uri);
  if (!document) {
    document = sce_memory_zeroed(sizeof *document);
    document->uri = strdup(uri);
    document->path = lsp_path_of_uri(uri);
    document->library = lsp_store_holds(server, document->path);
    sce_array_push(&server->documents, document);
  }
  if (!set_text(document, json_object_get(item, "text"))) set_text(document, json_string(""));
  document->version = json_integer_value(json_object_get(item, "version"));
  forget_path(server, document->path);
  forget(document);
}

void lsp_change(LspServer *server, const json_t *params) {
  LspDocument *document = lsp_document(server, params);
  const json_t *changes = json_object_get(params, "contentChanges");
  if (!document || !json_array_size(changes)) return;
  const json_t *last = json_array_get(changes, json_array_size(changes) - 1);
  if (!set_text(document, json_object_get(last, "text"))) return;
  document->version = json_integer_value(json_object_get(json_object_get(params, "textDocument"), "version"));
  forget_path(server, document->path);
  forget(document);
}

void lsp_close(LspServer *server, const json_t *params) {
  LspDocument *document = lsp_document(server, params);
  for (uint32_t i = 0; document && i < server->documents.count; i++) {
    if (server->documents.at[i] != document) continue;
    memmove(server->documents.at + i, server->documents.at + i + 1, (server->documents.count - i - 1) * sizeof *server->documents.at);
    server->documents.count--;
    forget_path(server, document->path);
    lsp_document_free(document);
    for (uint32_t k = 0; k < server->published.count; k++) server->published.at[k].met = false;
    server->spent = 0;
    return;
  }
}
