/* The life of the server, and which message goes where.
 *
 * All that has arrived is read before anything is answered, so that a request that was cancelled meanwhile is not worked on, and a burst of changes is
 * judged once: findings are told when nothing more is waiting.
 */
#include "lsp.h"
#include "server.h"

#include "file.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

typedef json_t *(*Handler)(LspServer *server, const json_t *params);

/* ---- answers ---- */

void lsp_send(LspServer *server, json_t *message) {
  json_t *whole = json_pack("{s:s}", "jsonrpc", "2.0");
  json_object_update(whole, message);
  if (server->replaying) {
    char *text = json_dumps(whole, JSON_INDENT(2));
    if (text) sce_text_add_format(&server->out, "%s\n", text);
    free(text);
  } else {
    lsp_frame(&server->out, whole);
  }
  json_decref(whole);
  json_decref(message);
}

void lsp_notify(LspServer *server, const char *method, json_t *params) { lsp_send(server, json_pack("{s:s, s:o}", "method", method, "params", params)); }

static void answer_error(LspServer *server, const json_t *id, int code, const char *message) {
  json_t *copy = id ? json_deep_copy(id) : json_null();
  lsp_send(server, json_pack("{s:o, s:{s:i, s:o}}", "id", copy, "error", "code", code, "message", lsp_string(message, strlen(message))));
}

json_t *lsp_fail(LspServer *server, int code, const char *message) {
  server->code = code;
  server->message = message;
  return NULL;
}

/* ---- initialize ---- */

static bool offers(const json_t *list, const char *wanted) {
  for (size_t i = 0; i < json_array_size(list); i++) {
    const char *text = json_string_value(json_array_get(list, i));
    if (text && !strcmp(text, wanted)) return true;
  }
  return false;
}

static const json_t *dig(const json_t *from, const char *const *keys) {
  for (; from && *keys; keys++) from = json_object_get(from, *keys);
  return from;
}
#define DIG(from, ...) dig(from, (const char *const[]){__VA_ARGS__, NULL})

static void read_client(LspServer *server, const json_t *can) {
  const json_t *formats = DIG(can, "textDocument", "hover", "contentFormat");
  server->client = (LspClient){
    .utf8 = offers(DIG(can, "general", "positionEncodings"), "utf-8"),
    .markdown = offers(formats, "markdown"),
    .related = json_is_true(DIG(can, "textDocument", "publishDiagnostics", "relatedInformation")),
    .code_description = json_is_true(DIG(can, "textDocument", "publishDiagnostics", "codeDescriptionSupport")),
    .hierarchy = json_is_true(DIG(can, "textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport")),
    .changes_documents = json_is_true(DIG(can, "workspace", "workspaceEdit", "documentChanges")),
    .watches = json_is_true(DIG(can, "workspace", "didChangeWatchedFiles", "dynamicRegistration")),
  };
}

static void add_folder(LspServer *server, const char *uri) {
  char *path = uri ? lsp_path_of_uri(uri) : NULL;
  if (path && *path == '/') sce_array_push(&server->folders, path);
  else free(path);
}

static json_t *initialize(LspServer *server, const json_t *params) {
  const json_t *folders = json_object_get(params, "workspaceFolders");
  read_client(server, json_object_get(params, "capabilities"));
  for (size_t i = 0; i < json_array_size(folders); i++) add_folder(server, json_string_value(json_object_get(json_array_get(folders, i), "uri")));
  if (!json_array_size(folders)) add_folder(server, json_string_value(json_object_get(params, "rootUri")));
  server->initialized = true;
  return json_pack(
      "{s:{s:s, s:{s:b, s:i, s:b}, s:b, s:b, s:b, s:{s:b}, s:b, s:{s:[s]}, s:b, s:b, s:{}}, s:{s:s, s:s}}", "capabilities",
      "positionEncoding", server->client.utf8 ? "utf-8" : "utf-16",
      "textDocumentSync", "openClose", 1, "change", 1, "save", 1,
      "hoverProvider", 1, "definitionProvider", 1, "referencesProvider", 1, "renameProvider", "prepareProvider", 1, "documentSymbolProvider", 1,
      "completionProvider", "triggerCharacters", ".", "documentFormattingProvider", 1, "inlayHintProvider", 1, "codeLensProvider",
      "serverInfo", "name", "sce", "version", "0.1.0");
}

static void initialized(LspServer *server, const json_t *params) {
  (void)params;
  if (!server->client.watches) return;
  json_t *options = json_pack("{s:[{s:s}]}", "watchers", "globPattern", "**/*.sce");
  json_t *registration = json_pack("{s:[{s:s, s:s, s:o}]}", "registrations", "id", "files", "method", "workspace/didChangeWatchedFiles", "registerOptions", options);
  lsp_send(server, json_pack("{s:I, s:s, s:o}", "id", ++server->next_id, "method", "client/registerCapability", "params", registration));
}

static json_t *shut_down(LspServer *server, const json_t *params) {
  (void)params;
  server->shut_down = true;
  return json_null();
}

static void watched(LspServer *server, const json_t *params) {
  (void)params;
  lsp_forget_all(server);
}

static void ignore(LspServer *server, const json_t *params) {
  (void)server;
  (void)params;
}

/* ---- one message ---- */

static const struct { const char *method; Handler handler; } requests[] = {
  {"shutdown", shut_down},
  {"textDocument/hover", lsp_hover},
  {"textDocument/definition", lsp_definition},
  {"textDocument/references", lsp_references},
  {"textDocument/prepareRename", lsp_prepare_rename},
  {"textDocument/rename", lsp_rename},
  {"textDocument/documentSymbol", lsp_symbols},
  {"textDocument/completion", lsp_completion},
  {"textDocument/formatting", lsp_formatting},
  {"textDocument/inlayHint", lsp_hints},
  {"textDocument/codeLens", lsp_lenses},
};

static const struct { const char *method; void (*handler)(LspServer *server, const json_t *params); } notifications[] = {
  {"initialized", initialized},
  {"textDocument/didOpen", lsp_open},
  {"textDocument/didChange", lsp_change},
  {"textDocument/didClose", lsp_close},
  {"textDocument/didSave", ignore},
  {"workspace/didChangeWatchedFiles", watched},
};

static void answer_request(LspServer *server, const json_t *id, const char *method, const json_t *params) {
  Handler handler = NULL;
  for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
    if (!strcmp(requests[i].method, method)) handler = requests[i].handler;
  bool first = !strcmp(method, "initialize");
  if (first && !server->initialized) handler = initialize;
  if (!server->initialized && !first) {
    answer_error(server, id, LSP_NOT_INITIALIZED, "the first request is `initialize`");
  } else if (server->shut_down || (first && !handler)) {
    answer_error(server, id, LSP_INVALID_REQUEST, first ? "`initialize` comes once" : "the server has been shut down");
  } else if (!handler) {
    SceText text = {0};
    sce_text_add_format(&text, "there is no method `%.200s`", method);
    answer_error(server, id, LSP_METHOD_NOT_FOUND, text.bytes);
    sce_text_release(&text);
  } else {
    server->code = 0;
    json_t *result = handler(server, params);
    if (!result && server->code) answer_error(server, id, server->code, server->message);
    else lsp_send(server, json_pack("{s:O, s:o}", "id", id, "result", result ? result : json_null()));
  }
}

static void take_notification(LspServer *server, const char *method, const json_t *params) {
  if (!strcmp(method, "exit")) {
    server->done = true;
    return;
  }
  if (!server->initialized || server->shut_down) return;
  for (size_t i = 0; i < sizeof notifications / sizeof *notifications; i++)
    if (!strcmp(notifications[i].method, method)) notifications[i].handler(server, params);
}

static void take_message(LspServer *server, const json_t *message, bool cancelled) {
  const json_t *id = json_object_get(message, "id"), *method = json_object_get(message, "method"), *params = json_object_get(message, "params");
  bool named = json_is_string(id) || json_is_integer(id);
  if (!json_is_object(message) || (!json_is_string(method) && !json_object_get(message, "result") && !json_object_get(message, "error"))) {
    answer_error(server, named ? id : NULL, LSP_INVALID_REQUEST, "this is no request, notification or response");
  } else if (!json_is_string(method)) {
    return;                                                                   /* an answer to a request of ours */
  } else if (!id) {
    take_notification(server, json_string_value(method), params);
  } else if (!named) {
    answer_error(server, NULL, LSP_INVALID_REQUEST, "an id is a number or a text");
  } else if (cancelled) {
    answer_error(server, id, LSP_CANCELLED, "cancelled");
  } else {
    answer_request(server, id, json_string_value(method), params);
  }
}

/* ---- the loop ---- */

typedef SCE_ARRAY(json_t *) Queue;

static bool is_cancelled(const Queue *queue, uint32_t from, const json_t *id) {
  for (uint32_t i = from; id && i < queue->count; i++) {
    const char *method = json_string_value(json_object_get(queue->at[i], "method"));
    if (method && !strcmp(method, "$/cancelRequest") && json_equal(json_object_get(json_object_get(queue->at[i], "params"), "id"), id)) return true;
  }
  return false;
}

static void take_queue(LspServer *server, Queue *queue) {
  for (uint32_t i = 0; i < queue->count; i++) {
    if (!server->done) take_message(server, queue->at[i], is_cancelled(queue, i + 1, json_object_get(queue->at[i], "id")));
    json_decref(queue->at[i]);
  }
  queue->count = 0;
}

/* Whole messages that have arrived. */
static void read_messages(LspServer *server, LspReader *reader, Queue *queue) {
  const char *bytes, *reason;
  size_t count;
  for (LspFrame frame; (frame = lsp_reader_next(reader, &bytes, &count, &reason)) != LSP_FRAME_NONE;) {
    if (frame == LSP_FRAME_BROKEN) {
      take_queue(server, queue);
      answer_error(server, NULL, LSP_PARSE_ERROR, reason);
      continue;
    }
    json_error_t error;
    json_t *message = json_loadb(bytes, count, JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
    if (message) {
      sce_array_push(queue, message);
      continue;
    }
    take_queue(server, queue);
    answer_error(server, NULL, LSP_PARSE_ERROR, error.text);
  }
}

/* Whether more is to be read within that time; a hang-up counts. */
static bool is_waiting(int in, int milliseconds) {
  struct pollfd descriptor = {.fd = in, .events = POLLIN};
  return poll(&descriptor, 1, milliseconds) > 0;
}

static bool write_out(LspServer *server, int out) {
  bool sound = !server->out.count || !sce_file_write(out, server->out.bytes, server->out.count);
  sce_text_clear(&server->out);
  return sound;
}

static void release(LspServer *server) {
  for (uint32_t i = 0; i < server->documents.count; i++) lsp_document_free(server->documents.at[i]);
  for (uint32_t i = 0; i < server->published.count; i++) free(server->published.at[i].uri), free(server->published.at[i].findings);
  for (uint32_t i = 0; i < server->folders.count; i++) free(server->folders.at[i]);
  sce_array_release(&server->documents);
  sce_array_release(&server->published);
  sce_array_release(&server->folders);
  sce_text_release(&server->out);
  if (server->docs) sce_docs_free(server->docs);
  json_decref(server->unit_signatures);
  free(server->store);
}

/* How long to wait for the rest of a burst of changes: longer, where judging takes long. */
static int patience(const LspServer *server) {
  int wait = (int)(server->spent * 500);
  return wait < 2 ? 2 : wait > 200 ? 200 : wait;
}

int sce_lsp_serve(int in, int out) {
  enum { PIECE = 1 << 16 };
  LspServer server = {0};
  LspReader reader = {0};
  Queue queue = {0};
  char *piece = sce_memory_new(PIECE);
  bool sound = true;
  while (!server.done && sound) {
    if (!is_waiting(in, patience(&server))) {
      lsp_publish(&server);
      sound = write_out(&server, out);
    }
    ssize_t count = sound ? read(in, piece, PIECE) : 0;
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    lsp_reader_add(&reader, piece, (size_t)count);
    if (count == PIECE && is_waiting(in, 0)) continue;                        /* a large message: whole first */
    read_messages(&server, &reader, &queue);
    take_queue(&server, &queue);
    sound = write_out(&server, out);
  }
  write_out(&server, out);
  int code = server.shut_down && sound ? 0 : 1;
  free(piece);
  sce_array_release(&queue);
  lsp_reader_release(&reader);
  release(&server);
  return code;
}

/* ---- replay ---- */

/* `>>> URI`, and the text of a document: it is opened, or changed to that. */
static void replay_text(LspServer *server, const char *text, size_t count) {
  size_t line = strcspn(text, "\n"), from = line < count ? line + 1 : count;
  json_t *uri = lsp_string(text + 4, line - 4), *whole = lsp_string(text + from, count - from);
  json_t *params = json_pack("{s:{s:O}}", "textDocument", "uri", uri);
  LspDocument *document = lsp_document(server, params);
  json_decref(params);
  json_int_t version = document ? document->version + 1 : 1;
  if (document) params = json_pack("{s:{s:O, s:I}, s:[{s:O}]}", "textDocument", "uri", uri, "version", version, "contentChanges", "text", whole);
  else params = json_pack("{s:{s:O, s:s, s:I, s:O}}", "textDocument", "uri", uri, "languageId", "sce", "version", version, "text", whole);
  take_notification(server, document ? "textDocument/didChange" : "textDocument/didOpen", params);
  json_decref(params);
  json_decref(uri);
  json_decref(whole);
}

static void replay_one(LspServer *server, const char *text, size_t count) {
  json_error_t error;
  size_t blank = 0;
  while (blank < count && strchr(" \t\r\n", text[blank])) blank++;
  if (blank == count) return;
  if (count > 4 && !memcmp(text, ">>> ", 4)) {
    replay_text(server, text, count);
    lsp_publish(server);
    return;
  }
  json_t *message = json_loadb(text, count, JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
  if (message) take_message(server, message, false);
  else answer_error(server, NULL, LSP_PARSE_ERROR, error.text);
  json_decref(message);
  lsp_publish(server);
}

int sce_lsp_replay(int in, int out) {
  LspServer server = {.replaying = true};
  SceText all = {0};
  char piece[4096];
  for (ssize_t count; (count = read(in, piece, sizeof piece)) > 0;) sce_text_add(&all, piece, (size_t)count);
  sce_text_add(&all, "", 0);
  for (const char *at = all.bytes, *end = all.bytes + all.count; at < end && !server.done;) {
    const char *line = at, *stop = end, *next = end;
    for (; line < end; line = memchr(line, '\n', (size_t)(end - line)) ? (const char *)memchr(line, '\n', (size_t)(end - line)) + 1 : end) {
      if (end - line < 4 || memcmp(line, "---\n", 4)) continue;
      stop = line;
      next = line + 4;
      break;
    }
    replay_one(&server, at, (size_t)(stop - at));
    at = next;
  }
  bool sound = write_out(&server, out);
  int code = server.shut_down && sound ? 0 : 1;
  sce_text_release(&all);
  release(&server);
  return code;
}
