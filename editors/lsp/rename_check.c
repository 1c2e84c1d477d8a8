/* Whether a rename changes more than a name: all open documents are compiled with the edits made, and each name in them has to mean what it meant before.
 * So nothing is caught by a nearer name, and nothing loses its meaning, whatever the rules of scope are.
 */
#include "rename.h"

typedef struct Meaning {            /* of one name: where it stands, and where what it means is introduced, in the edited texts */
  const char *path, *target;
  uint32_t start, at;
  uint8_t kind;
} Meaning;

typedef SCE_ARRAY(Meaning) Meanings;

static const LspEdited *edits_of(const LspEditedFiles *files, const char *path) {
  for (uint32_t i = 0; i < files->count; i++)
    if (!strcmp(files->at[i].path, path)) return &files->at[i];
  return NULL;
}

/* Where an offset lies once the edits are made. */
static uint32_t moved(const LspEdited *edited, uint32_t offset) {
  int64_t by = 0;
  for (uint32_t i = 0; edited && i < edited->edits.count && edited->edits.at[i].start < offset; i++)
    by += (int64_t)strlen(edited->edits.at[i].text) - (edited->edits.at[i].end - edited->edits.at[i].start);
  return (uint32_t)(offset + by);
}

/* The name of a block that has none of its own moves behind its kind, when either is given another name. */
static uint32_t moved_block(const LspEdited *edited, uint32_t start, uint32_t length) {
  for (uint32_t i = 0; edited && i < edited->edits.count; i++) {
    const LspEdit *edit = &edited->edits.at[i];
    const char *space = strchr(edit->text, ' ');
    if (edit->start == start && space) return moved(edited, start) + (uint32_t)(space - edit->text) + 1;
    if (edit->start == start + length && edit->end == edit->start) return moved(edited, start) + length + 1;
  }
  return moved(edited, start);
}

static bool is_nameless(const LspAnalysis *analysis, uint32_t item) {
  const SceItem *i = &analysis->session.program->ast.items.at[item];
  return i->kind == SCE_ITEM_BLOCK && !i->name;
}

static Meaning meaning_of(const LspAnalysis *analysis, const SceNameUse *use, const LspEditedFiles *files) {
  Meaning m = {.path = lsp_file_path(analysis, use->source), .target = "", .start = use->start, .kind = use->kind};
  const LspEdited *edited = files ? edits_of(files, m.path) : NULL;
  if (use->kind == SCE_NAME_FILE) m.target = lsp_file_path(analysis, use->member);
  SceSpan own = use->item == SCE_NO_ITEM ? SCE_NO_PLACE : lsp_item_name(analysis, use->item);
  bool block = use->item != SCE_NO_ITEM && use->kind == SCE_NAME_VALUE && is_nameless(analysis, use->item);
  bool here = block && use->definition && own.source == use->source && own.start == use->start;
  m.start = here ? moved_block(edited, use->start, use->end - use->start) : moved(edited, use->start);
  if (use->item == SCE_NO_ITEM) return m;
  const char *path = lsp_file_path(analysis, own.source);
  const LspEdited *there = files && path ? edits_of(files, path) : NULL;
  m.target = path ? path : analysis->session.sources.list.at[own.source].name;
  m.at = block ? moved_block(there, own.start, own.end - own.start) : moved(there, own.start);
  return m;
}

static int compare_meanings(const void *a, const void *b) {
  const Meaning *x = a, *y = b;
  int order = strcmp(x->path, y->path);
  if (order) return order;
  if (x->start != y->start) return x->start < y->start ? -1 : 1;
  return x->kind < y->kind ? -1 : x->kind > y->kind;
}

static void list_meanings(const LspAnalysis *analysis, const LspEditedFiles *files, Meanings *out) {
  const SceNames *names = analysis->session.program->names;
  for (uint32_t i = 0; i < names->uses.count; i++) {
    if (!lsp_file_path(analysis, names->uses.at[i].source)) continue;
    Meaning meaning = meaning_of(analysis, &names->uses.at[i], files);
    sce_array_push(out, meaning);
  }
  if (out->count) qsort(out->at, out->count, sizeof *out->at, compare_meanings);
}

/* ---- comparing ---- */

static char *say(LspAnalysis *analysis, const Meaning *meaning) {
  SceText text = {0};
  for (SceSourceId i = 0; i < analysis->files.count; i++) {
    if (!analysis->files.at[i].path || strcmp(analysis->files.at[i].path, meaning->path)) continue;
    sce_text_add_format(&text, "with this name, another name in line %u of %s would not mean what it means now", lsp_place_line(lsp_file_text(analysis, i), meaning->start) + 1, analysis->session.sources.list.at[i].short_name);
  }
  if (!text.count) sce_text_add_string(&text, "with this name, names would not mean what they mean now");
  return text.bytes;
}

static char *compare(LspAnalysis *before, LspAnalysis *after, const LspEditedFiles *files) {
  Meanings old = {0}, new = {0};
  char *problem = NULL;
  if (after->session.diags.errors > before->session.diags.errors) {
    SceText text = {0};
    const SceDiags *diags = &after->session.diags;
    for (uint32_t i = 0; i < diags->list.count && !text.count; i++)
      if (diags->list.at[i].severity == SCE_SEVERITY_ERROR) sce_text_add_format(&text, "with this name: %s", diags->list.at[i].message);
    return text.bytes;
  }
  list_meanings(before, files, &old);
  list_meanings(after, NULL, &new);
  for (uint32_t i = 0; i < old.count && i < new.count && !problem; i++) {
    const Meaning *x = &old.at[i], *y = &new.at[i];
    if (strcmp(x->path, y->path) || x->start != y->start || x->kind != y->kind || strcmp(x->target, y->target) || x->at != y->at) problem = say(after, y);
  }
  if (!problem && old.count != new.count) problem = strdup("with this name, names would not mean what they mean now");
  sce_array_release(&old);
  sce_array_release(&new);
  return problem;
}

/* ---- the edited texts ---- */

static char *apply(const LspEdited *file, uint32_t *length) {
  const SceSource *source = &file->analysis->session.sources.list.at[file->source];
  SceText out = {0};
  uint32_t at = 0;
  sce_text_add(&out, "", 0);
  for (uint32_t i = 0; i < file->edits.count; i++) {
    sce_text_add(&out, source->text + at, file->edits.at[i].start - at);
    sce_text_add_string(&out, file->edits.at[i].text);
    at = file->edits.at[i].end;
  }
  sce_text_add(&out, source->text + at, source->length - at);
  *length = (uint32_t)out.count;
  return out.bytes;
}

/* Puts a text where an import or a document is read from; what was there comes back. A file that is not open gets a document for the time. */
static void swap_text(LspServer *server, const LspEdited *file, char **text, uint32_t *length) {
  LspDocument *document = lsp_document_at(server, file->path);
  if (!document) {
    document = sce_memory_zeroed(sizeof *document);
    document->uri = strdup("");
    document->path = strdup(file->path);
    sce_array_push(&server->documents, document);
  }
  char *old = document->text;
  uint32_t old_length = document->length;
  document->text = *text;
  document->length = *length;
  *text = old;
  *length = old_length;
}

char *lsp_rename_check(LspServer *server, const LspEditedFiles *files) {
  uint32_t open = server->documents.count;
  char **texts = sce_memory_zeroed((files->count + 1) * sizeof *texts), *problem = NULL;
  uint32_t *lengths = sce_memory_zeroed((files->count + 1) * sizeof *lengths);
  for (uint32_t i = 0; i < open; i++) lsp_analysis(server, server->documents.at[i]);
  for (uint32_t i = 0; i < files->count; i++) texts[i] = apply(&files->at[i], &lengths[i]);
  for (uint32_t i = 0; i < files->count; i++) swap_text(server, &files->at[i], &texts[i], &lengths[i]);
  for (uint32_t i = 0; i < open && !problem; i++) {
    LspDocument *document = server->documents.at[i];
    bool touched = false;
    for (uint32_t k = 0; k < files->count; k++) touched |= lsp_rests_on(document->analysis, files->at[k].path);
    if (!touched || document->library) continue;
    LspAnalysis *after = lsp_analysis_new(server, document, document->text, document->length, true);
    problem = compare(document->analysis, after, files);
    lsp_analysis_free(after);
  }
  for (uint32_t i = 0; i < files->count; i++) swap_text(server, &files->at[i], &texts[i], &lengths[i]);
  while (server->documents.count > open) lsp_document_free(sce_array_pop(&server->documents));
  for (uint32_t i = 0; i < files->count; i++) free(texts[i]);
  free(texts);
  free(lengths);
  return problem;
}
