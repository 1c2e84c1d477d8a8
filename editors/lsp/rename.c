/* Another name for something, everywhere at once. What is the library's or the language's keeps its name, and so does everything where the new name would
 * mean something else.
 */
#include "rename.h"

#include "look.h"

/* ---- what may be renamed ---- */

static const char *refusal(const LspSpot *spot) {
  if (spot->document->library) return "the library is read only";
  if (!spot->use) return "there is no name here";
  if (spot->use->kind == SCE_NAME_FILE) return "this is the path of a file";
  if (spot->use->item == SCE_NO_ITEM) return "this name belongs to the language";
  if (!lsp_symbol(spot->analysis, spot->use).own) return "this name belongs to the library";
  return NULL;
}

/* The name that is meant: at a block without a name of its own its kind, where that is the user's, too. */
static const SceNameUse *meant(const LspSpot *spot) {
  const SceNames *names = spot->analysis->session.program->names;
  const SceNameUse *use = spot->use;
  if (use && use->kind == SCE_NAME_KIND && use > names->uses.at && use[-1].kind == SCE_NAME_VALUE && use[-1].start == use->start && use[-1].source == use->source && !lsp_symbol(spot->analysis, use).own) return use - 1;
  return use;
}

static json_t *refuse(LspServer *server, const char *reason) {
  static char message[600];
  snprintf(message, sizeof message, "%.500s", reason);
  return lsp_fail(server, LSP_REQUEST_FAILED, message);
}

json_t *lsp_prepare_rename(LspServer *server, const json_t *params) {
  LspSpot spot;
  if (!lsp_spot(server, params, &spot)) return NULL;
  spot.use = meant(&spot);
  if (refusal(&spot)) return refuse(server, refusal(&spot));
  LspText *text = lsp_file_text(spot.analysis, spot.use->source);
  json_t *range = lsp_range(text, spot.use->start, spot.use->end);
  return json_pack("{s:o, s:o}", "range", range, "placeholder", lsp_string(text->bytes + spot.use->start, spot.use->end - spot.use->start));
}

/* A unit of a file holds for the whole program: under a name that the library has, its texts mean it too. */
static bool is_library_unit(const LspSpot *spot, const char *name) {
  return (spot->use->kind == SCE_NAME_UNIT && sce_library_find(&sce_library, SCE_SPACE_UNIT, name)) || (spot->use->kind == SCE_NAME_DIMENSION && sce_library_find(&sce_library, SCE_SPACE_DIMENSION, name));
}

static const char *wrong_name(const char *name) {
  const char *end = name ? sce_look_name(name) : NULL;
  if (!end || *end) return "a name is one word of letters, digits and `_`, and does not start with a digit";
  if (sce_look_reserved(name, end)) return "the new name is a reserved word of the language";
  return NULL;
}

/* ---- edits ---- */

static LspEdited *edited_file(LspEditedFiles *files, const LspOccurrence *at) {
  const char *path = lsp_file_path(at->analysis, at->use.source);
  for (uint32_t i = 0; i < files->count; i++)
    if (!strcmp(files->at[i].path, path)) return &files->at[i];
  sce_array_push(files, ((LspEdited){.path = path, .analysis = at->analysis, .source = at->use.source}));
  return &sce_array_last(files);
}

static bool is_nameless(const LspOccurrence *at) {
  const SceItem *item = &at->analysis->session.program->ast.items.at[at->use.item];
  SceSpan name = lsp_item_name(at->analysis, at->use.item);
  return at->use.kind == SCE_NAME_VALUE && item->kind == SCE_ITEM_BLOCK && !item->name && at->use.definition && name.source == at->use.source && name.start == at->use.start;
}

/* Whether a kind's name stands for the block's own too: `site < … >` is the block `site`. */
static bool names_block(const LspOccurrence *at) {
  const SceNames *names = at->analysis->session.program->names;
  for (uint32_t i = 0; i < names->uses.count; i++) {
    const SceNameUse *use = &names->uses.at[i];
    if (use->source == at->use.source && use->start == at->use.start && use->kind == SCE_NAME_VALUE && use->definition) return true;
  }
  return false;
}

static void add_edit(LspEditedFiles *files, const LspOccurrence *at, const char *old, const char *name) {
  const char *text = at->analysis->session.sources.list.at[at->use.source].text + at->use.start;
  uint32_t length = at->use.end - at->use.start;
  if (length != strlen(old) || memcmp(text, old, length)) return;             /* an alias of a unit */
  SceText put = {0};
  LspEdit edit = {at->use.start, at->use.end, NULL};
  if (is_nameless(at)) {
    edit.start = edit.end;
    sce_text_add_format(&put, " %s", name);
  } else if (at->use.kind == SCE_NAME_KIND && names_block(at)) {
    sce_text_add_format(&put, "%s %s", name, old);
  } else {
    sce_text_add_string(&put, name);
  }
  edit.text = put.bytes;
  LspEdited *file = edited_file(files, at);
  sce_array_push(&file->edits, edit);
}

static int compare_edits(const void *a, const void *b) {
  const LspEdit *x = a, *y = b;
  return x->start < y->start ? -1 : x->start > y->start;
}

static json_t *edits_of(LspServer *server, const LspEditedFiles *files) {
  json_t *changes = json_object(), *list = json_array();
  for (uint32_t i = 0; i < files->count; i++) {
    const LspEdited *file = &files->at[i];
    json_t *edits = json_array(), *uri = lsp_file_uri(server, file->analysis, file->source);
    for (uint32_t k = 0; k < file->edits.count; k++)
      json_array_append_new(edits, json_pack("{s:o, s:s}", "range", lsp_range(lsp_file_text(file->analysis, file->source), file->edits.at[k].start, file->edits.at[k].end), "newText", file->edits.at[k].text));
    const LspDocument *open = lsp_document_at(server, file->path);
    json_object_set(changes, json_string_value(uri), edits);
    json_array_append_new(list, json_pack("{s:{s:O, s:o}, s:O}", "textDocument", "uri", uri, "version", open ? json_integer(open->version) : json_null(), "edits", edits));
    json_decref(edits);
    json_decref(uri);
  }
  json_t *out = json_pack("{s:O}", server->client.changes_documents ? "documentChanges" : "changes", server->client.changes_documents ? list : changes);
  json_decref(changes);
  json_decref(list);
  return out;
}

static void release(LspEditedFiles *files) {
  for (uint32_t i = 0; i < files->count; i++) {
    for (uint32_t k = 0; k < files->at[i].edits.count; k++) free(files->at[i].edits.at[k].text);
    sce_array_release(&files->at[i].edits);
  }
  sce_array_release(files);
}

json_t *lsp_rename(LspServer *server, const json_t *params) {
  LspSpot spot;
  const char *name = json_string_value(json_object_get(params, "newName"));
  if (!lsp_spot(server, params, &spot)) return NULL;
  spot.use = meant(&spot);
  if (refusal(&spot)) return refuse(server, refusal(&spot));
  if (wrong_name(name)) return refuse(server, wrong_name(name));
  LspOccurrences list = {0};
  LspEditedFiles files = {0};
  SceText old = {0};
  LspSymbol symbol = lsp_symbol(spot.analysis, spot.use);
  const char *text = spot.analysis->session.sources.list.at[spot.use->source].text;
  sce_text_add(&old, text + spot.use->start, spot.use->end - spot.use->start);
  if (is_library_unit(&spot, old.bytes) || is_library_unit(&spot, name)) {
    sce_text_release(&old);
    return refuse(server, "with this name, a unit or dimension that the library has too would mean something else in its texts");
  }
  lsp_occurrences(server, spot.document, &symbol, &list);
  for (uint32_t i = 0; i < list.count; i++) add_edit(&files, &list.at[i], old.bytes, name);
  for (uint32_t i = 0; i < files.count; i++) qsort(files.at[i].edits.at, files.at[i].edits.count, sizeof *files.at[i].edits.at, compare_edits);
  char *problem = strcmp(old.bytes, name) ? lsp_rename_check(server, &files) : NULL;
  json_t *out = problem ? refuse(server, problem) : edits_of(server, &files);
  free(problem);
  release(&files);
  sce_array_release(&list);
  sce_text_release(&old);
  return out;
}
