/* What the parts of the server share: open documents, what is known of each, and answers.
 *
 * A document is a text that the client holds. Its analysis is made when somebody asks and thrown away when a text changes that it rests on; it owns copies of
 * all texts. Handlers borrow both and return JSON that is the caller's.
 */
#ifndef SCE_LSP_SERVER_H
#define SCE_LSP_SERVER_H

#include "doc/doc.h"
#include "names.h"
#include "place.h"
#include "results/table.h"
#include "review/fields.h"
#include "session.h"
#include "wire.h"

enum {                              /* error codes of the protocol */
  LSP_PARSE_ERROR = -32700, LSP_INVALID_REQUEST = -32600, LSP_METHOD_NOT_FOUND = -32601, LSP_INVALID_PARAMS = -32602, LSP_NOT_INITIALIZED = -32002,
  LSP_REQUEST_FAILED = -32803, LSP_CANCELLED = -32800,
};

typedef struct LspFile {            /* a text of an analysis, by source */
  char *path;                       /* real path, or the URI of what is no file; NULL: a text of the library */
  bool indexed;
  LspText text;
} LspFile;

typedef struct LspAnalysis {
  SceSession session;
  SceSourceId main;
  SceFields fields;
  SceTable table;
  SCE_ARRAY(LspFile) files;
  bool utf8;
} LspAnalysis;

typedef struct LspDocument {
  char *uri, *path;
  char *text;
  uint32_t length;
  json_int_t version;
  bool library;                     /* a copy of the library: read only, and not judged */
  bool stale;                       /* its findings have to be told again */
  LspAnalysis *analysis;            /* NULL: to be made */
} LspDocument;

typedef struct LspPublished {       /* what the client was told of a file */
  char *uri;
  char *findings;
  bool met;
} LspPublished;

typedef struct LspClient {          /* what the client can take */
  bool utf8, markdown, related, code_description, hierarchy, changes_documents, watches;
} LspClient;

typedef struct LspServer {
  LspClient client;
  SCE_ARRAY(LspDocument *) documents;
  SCE_ARRAY(LspPublished) published;
  SCE_ARRAY(char *) folders;        /* of the workspace: imports may come from below them */
  bool initialized, shut_down, done, replaying;
  char *store;                      /* where copies of the library stand; NULL: nowhere */
  bool store_tried;
  SceText out;                      /* framed, or laid out when replaying */
  json_int_t next_id;               /* of the server's own requests */
  int code;                         /* of the error that a handler returns, and its message */
  const char *message;
  SceDocs *docs;                    /* pages of the library, the core and the language; made when first needed */
  json_t *unit_signatures;          /* of the library: name to dimension; made when first needed */
  double spent;                     /* seconds that the last analysis took */
} LspServer;

/* server.c */
void lsp_send(LspServer *server, json_t *message);                    /* takes it */
void lsp_notify(LspServer *server, const char *method, json_t *params);
json_t *lsp_fail(LspServer *server, int code, const char *message);   /* for handlers: returns NULL */

/* documents.c */
void lsp_open(LspServer *server, const json_t *params);
void lsp_change(LspServer *server, const json_t *params);
void lsp_close(LspServer *server, const json_t *params);
void lsp_forget_all(LspServer *server);                               /* files on the disk changed */
LspDocument *lsp_document(LspServer *server, const json_t *params);   /* of params.textDocument.uri; NULL */
LspDocument *lsp_document_at(LspServer *server, const char *path);
void lsp_document_free(LspDocument *document);
char *lsp_path_of_uri(const char *uri);
json_t *lsp_uri_of_path(const char *path);

/* analysis.c */
LspAnalysis *lsp_analysis(LspServer *server, LspDocument *document);  /* made now unless it is there */
LspAnalysis *lsp_analysis_new(LspServer *server, const LspDocument *document, const char *text, uint32_t length, bool compute);
void lsp_analysis_free(LspAnalysis *analysis);
LspText *lsp_file_text(LspAnalysis *analysis, SceSourceId source);
const char *lsp_file_path(const LspAnalysis *analysis, SceSourceId source);
bool lsp_rests_on(const LspAnalysis *analysis, const char *path);
json_t *lsp_location(LspServer *server, LspAnalysis *analysis, SceSpan span);   /* NULL: it cannot be shown */
json_t *lsp_file_uri(LspServer *server, LspAnalysis *analysis, SceSourceId source);

/* What stands at params.position of params.textDocument; false with an error. */
typedef struct LspSpot {
  LspDocument *document;
  LspAnalysis *analysis;
  uint32_t offset;
  const SceNameUse *use;            /* NULL: no name */
} LspSpot;
bool lsp_spot(LspServer *server, const json_t *params, LspSpot *spot);

/* describe.c: what is known of names and values, as text. */
SceSpan lsp_item_name(const LspAnalysis *analysis, uint32_t item);
void lsp_item_doc(const LspAnalysis *analysis, uint32_t item, SceText *out);
void lsp_member_path(const LspAnalysis *analysis, const SceNameMember *member, SceText *out);
bool lsp_member_value(LspAnalysis *analysis, const SceNameMember *member, uint32_t column, SceText *out);
void lsp_item_line(const LspAnalysis *analysis, uint32_t item, SceText *out);   /* its declaration on one line */
const char *lsp_spell(const LspAnalysis *analysis, SceName name);

/* The page of a name that the language, the core or the library has; NULL: none. */
const SceDoc *lsp_page(LspServer *server, const char *name, SceDocSort sort);

/* store.c: copies of what is built in, for clients to open. */
json_t *lsp_store_library(LspServer *server, const char *name);       /* URI of "std/units.sce"; NULL */
json_t *lsp_store_page(LspServer *server, SceCode code);
bool lsp_store_holds(LspServer *server, const char *path);

/* The answers, a file each. */
void lsp_publish(LspServer *server);                                  /* findings of all documents whose texts changed */
json_t *lsp_hover(LspServer *server, const json_t *params);
json_t *lsp_definition(LspServer *server, const json_t *params);
json_t *lsp_references(LspServer *server, const json_t *params);
json_t *lsp_prepare_rename(LspServer *server, const json_t *params);
json_t *lsp_rename(LspServer *server, const json_t *params);
json_t *lsp_symbols(LspServer *server, const json_t *params);
json_t *lsp_completion(LspServer *server, const json_t *params);
json_t *lsp_formatting(LspServer *server, const json_t *params);
json_t *lsp_hints(LspServer *server, const json_t *params);
json_t *lsp_lenses(LspServer *server, const json_t *params);

#endif
