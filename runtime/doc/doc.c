/* The pages as a whole: where their texts come from, and how a name finds its page.
 */
#include "doc_internal.h"

#include "parse.h"

#include <ctype.h>

/* ---- strings ---- */

const char *sce_docs_copy(SceDocs *docs, const char *bytes, size_t count) {
  char *copy = memcpy(sce_memory_new(count + 1), bytes, count);
  copy[count] = '\0';
  sce_array_push(&docs->strings, copy);
  return copy;
}

const char *sce_docs_copy_string(SceDocs *docs, const char *string) { return string ? sce_docs_copy(docs, string, strlen(string)) : NULL; }

const char *sce_docs_take(SceDocs *docs, SceText *text) {
  const char *copy = text->count ? sce_docs_copy(docs, text->bytes, text->count) : NULL;
  sce_text_release(text);
  return copy;
}

/* A sentence ends with a point and a blank before something else than a small letter, or with its paragraph. */
const char *sce_docs_summary(SceDocs *docs, const char *text) {
  if (!text) return NULL;
  const char *end = text;
  while (*end && *end != '\n') {
    if (*end == '.' && end[1] == ' ' && !islower((unsigned char)end[2])) {
      end++;
      break;
    }
    end++;
  }
  return sce_docs_copy(docs, text, (size_t)(end - text));
}

/* ---- what is written ---- */

/* On one line, without comments; blanks as written, but none inside brackets. */
static const char *copy_code(SceDocs *docs, const char *at, const char *end) {
  SceText out = {0};
  bool quoted = false, blank = false;
  for (; at < end; at++) {
    if (!quoted && *at == '#') {
      while (at + 1 < end && at[1] != '\n') at++;
      continue;
    }
    if (*at == '"' || *at == '\n') quoted = *at == '"' && !quoted;
    if ((unsigned char)*at <= ' ') {
      blank = out.count;
      continue;
    }
    if (blank && !strchr(")]", *at) && !strchr("([", out.bytes[out.count - 1])) sce_text_add_byte(&out, ' ');
    blank = false;
    sce_text_add_byte(&out, *at);
  }
  return sce_docs_take(docs, &out);
}

static const char *text_of(const SceDocs *docs, SceSourceId source) { return docs->sources.list.at[source].text; }

const char *sce_docs_written(SceDocs *docs, uint32_t item, uint32_t start, uint32_t end) {
  const char *text = text_of(docs, sce_ast_item_source(&docs->ast, item));
  return end > start ? copy_code(docs, text + start, text + end) : NULL;
}

const char *sce_docs_expression(SceDocs *docs, SceExpr expr) {
  if (sce_expr_is_empty(expr)) return NULL;
  SceSpan span = sce_ast_span(&docs->ast, &docs->sources, expr.last);
  return copy_code(docs, text_of(docs, span.source) + span.start, text_of(docs, span.source) + span.end);
}

const char *sce_docs_source(SceDocs *docs, uint32_t item) {
  const SceItemMore *more = sce_docs_more(docs, item);
  return more->source_length ? sce_docs_copy(docs, text_of(docs, sce_ast_item_source(&docs->ast, item)) + more->source_at, more->source_length) : NULL;
}

SceDocPlace sce_docs_place(SceDocs *docs, uint32_t item) {
  SceSourceId source = sce_ast_item_source(&docs->ast, item);
  const SceDocText *text = &docs->texts.at[source];
  const SceItem *at = sce_docs_item(docs, item);
  if (text->origin == SCE_DOC_CORE) return (SceDocPlace){.span = SCE_NO_PLACE};
  uint32_t length = at->name ? sce_intern_length(&docs->intern, at->name) : 0;
  return (SceDocPlace){docs->sources.list.at[source].name, sce_sources_place(&docs->sources, source, at->name_at).line, {text->session, at->name_at, at->name_at + length}};
}

/* ---- pages ---- */

SceDocPage *sce_docs_page(SceDocSort sort, SceDocOrigin origin, const char *name) {
  SceDocPage *page = sce_memory_zeroed(sizeof *page);
  page->doc.sort = sort;
  page->doc.origin = origin;
  page->doc.name = page->bare = name;
  page->doc.place.span = SCE_NO_PLACE;
  page->item = SCE_NO_ITEM;
  return page;
}

/* The pages of one spelling are a list that starts at its name. */
void sce_docs_push(SceDocs *docs, SceDocPage *page) {
  SceName name = sce_intern_get_string(&docs->intern, page->bare);
  while (docs->first.count <= name) sce_array_push(&docs->first, NULL);
  page->same = docs->first.at[name];
  docs->first.at[name] = page;
  sce_array_push(&docs->pages, page);
}

void sce_docs_set_fields(SceDocs *docs, SceDoc *doc, SceDocFields *fields) {
  doc->fields = fields->at;
  doc->field_count = fields->count;
  sce_array_push(&docs->runs, fields->at);
  *fields = (SceDocFields){0};
}

/* How well a page is the one that a name means in a text: 0 not at all. */
static int closeness(const SceDocs *docs, const SceDocPage *page, const char *name, const SceDocText *from) {
  const SceDocText *text = page->item == SCE_NO_ITEM ? NULL : sce_docs_text_of(docs, page->item);
  if (text == from) return 4;
  if (!strncmp(name, "std.", 4)) return page->doc.origin == SCE_DOC_LIBRARY ? 3 : 0;
  if (from && from->origin == SCE_DOC_LIBRARY) return page->doc.origin == SCE_DOC_LIBRARY ? 3 : 0;
  if (page->doc.origin == SCE_DOC_FILE) return strcmp(page->doc.name, name) ? 0 : 3;
  return 2;
}

SceDocPage *sce_docs_named(SceDocs *docs, SceDocSort sort, const char *name, uint32_t from_item) {
  const SceDocText *from = from_item == SCE_NO_ITEM ? NULL : sce_docs_text_of(docs, from_item);
  SceText full = {0};
  SceDocPage *best = NULL;
  int most = 0;
  sce_text_add_format(&full, "%s%s", from && from->origin == SCE_DOC_FILE ? from->prefix : "", name);
  const char *dot = strrchr(name, '.'), *bare = dot ? dot + 1 : name;
  for (SceDocPage *page = sce_docs_same(docs, bare); page; page = page->same) {
    if (page->doc.sort != sort || (dot && strncmp(name, "std.", 4) && strcmp(page->doc.name, name) && strcmp(page->doc.name, full.bytes))) continue;
    int close = closeness(docs, page, full.bytes, from);
    if (close <= most) continue;
    best = page;
    most = close;
  }
  sce_text_release(&full);
  return best;
}

/* ---- texts ---- */

static uint32_t add_text(SceDocs *docs, const char *name, const char *text, uint32_t length, bool take, SceDocText facts) {
  SceSourceId source = sce_sources_add(&docs->sources, name, name, text, length, take);
  docs->sources.list.at[source].library = facts.origin != SCE_DOC_FILE;
  sce_array_push(&docs->texts, facts);
  return sce_parse(&docs->ast, &docs->intern, &docs->sources, &docs->diags, source);
}

static char *copy(const char *string) { return memcpy(sce_memory_new(strlen(string) + 1), string, strlen(string) + 1); }

static void add_library(SceDocs *docs) {
  for (uint32_t i = 0; i < sce_library.file_count; i++) {
    const SceLibraryFile *file = &sce_library.files[i];
    SceText name = {0};
    sce_text_add_format(&name, "std/%s", sce_library.names + file->name);
    add_text(docs, name.bytes, sce_library.texts + file->start, file->length, false, (SceDocText){SCE_NO_SOURCE, SCE_DOC_LIBRARY, copy(""), false});
    sce_text_release(&name);
  }
}

static void add_core(SceDocs *docs) {
  for (uint32_t i = 0; i < docs->builtins.count; i++) {
    SceText text = {0};
    sce_text_add_format(&text, "extern \"core\" %s%s", docs->builtins.signatures[i].name, docs->builtins.signatures[i].signature);
    add_text(docs, "std/core", text.bytes, (uint32_t)text.count, true, (SceDocText){SCE_NO_SOURCE, SCE_DOC_CORE, copy(""), false});
  }
}

/* The name behind `as` of the `use` with that path, as a prefix. */
static char *prefix_of(const SceDocs *docs, uint32_t file, const SceSessionImport *import) {
  const SceAst *ast = &docs->ast;
  const char *text = text_of(docs, ast->files.at[file].source);
  SceText prefix = {0};
  sce_text_add_string(&prefix, docs->texts.at[ast->files.at[file].source].prefix);
  for (uint32_t i = ast->files.at[file].body; i != SCE_NO_ITEM; i = ast->items.at[i].next) {
    const SceItemMore *more = sce_docs_more(docs, i);
    if (ast->items.at[i].kind != SCE_ITEM_USE || more->string_length != strlen(import->path) || memcmp(text + more->string_at, import->path, more->string_length)) continue;
    if (more->alias) sce_text_add_format(&prefix, "%s.", sce_docs_spell(docs, more->alias));
    break;
  }
  return prefix.bytes;
}

/* The files of the user and what they import, each once. */
static void add_files(SceDocs *docs, const SceSession *session, const SceSourceId *texts, uint32_t count) {
  uint32_t first = docs->ast.files.count;
  for (uint32_t i = 0; i < count; i++) {
    const SceSource *source = &session->sources.list.at[texts[i]];
    add_text(docs, source->short_name, source->text, source->length, false, (SceDocText){texts[i], SCE_DOC_FILE, copy(""), true});
  }
  for (uint32_t file = first; file < docs->ast.files.count; file++) {
    SceSourceId from = docs->texts.at[docs->ast.files.at[file].source].session;
    for (uint32_t i = 0; i < session->imports.count; i++) {
      const SceSessionImport *import = &session->imports.at[i];
      bool known = import->from != from || import->to == SCE_NO_SOURCE;
      for (uint32_t k = first; k < docs->ast.files.count && !known; k++) known = docs->texts.at[docs->ast.files.at[k].source].session == import->to;
      if (known) continue;
      const SceSource *source = &session->sources.list.at[import->to];
      add_text(docs, source->short_name, source->text, source->length, false, (SceDocText){import->to, SCE_DOC_FILE, prefix_of(docs, file, import), false});
    }
  }
}

/* ---- life ---- */

static int compare_pages(const void *a, const void *b) {
  const SceDocPage *x = *(SceDocPage *const *)a, *y = *(SceDocPage *const *)b;
  if (x->doc.sort != y->doc.sort) return x->doc.sort < y->doc.sort ? -1 : 1;
  if (x->doc.origin != y->doc.origin) return x->doc.origin < y->doc.origin ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

/* What the user's files define anew is not what the library has: that goes by `std.` from here on; a unit's old meaning is gone. */
static void hide(SceDocs *docs) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < docs->pages.count; i++) {
    SceDocPage *page = docs->pages.at[i];
    bool hidden = false;
    SceDocSort sort = page->doc.sort == SCE_DOC_FIELD ? SCE_DOC_BLOCK : page->doc.sort;
    for (SceDocPage *other = page->doc.origin == SCE_DOC_LIBRARY || page->doc.origin == SCE_DOC_CORE ? sce_docs_same(docs, page->bare) : NULL; other; other = other->same)
      hidden |= other->doc.origin == SCE_DOC_FILE && other->doc.name == other->bare && (other->doc.sort == SCE_DOC_FIELD ? SCE_DOC_BLOCK : other->doc.sort) == sort;
    page->hidden = hidden && (sort == SCE_DOC_UNIT || sort == SCE_DOC_DIMENSION);
    if (hidden && !page->hidden) {
      SceText name = {0};
      sce_text_add_format(&name, "std.%s", page->bare);
      page->doc.name = sce_docs_take(docs, &name);
    }
    if (page->hidden) sce_array_push(&docs->more, page);
    else docs->pages.at[kept++] = page;
  }
  docs->pages.count = kept;
}

SceDocs *sce_docs_new(const SceSession *session, const SceSourceId *texts, uint32_t text_count) {
  SceDocs *docs = sce_memory_zeroed(sizeof *docs);
  sce_sources_init(&docs->sources);
  sce_diags_init(&docs->diags);
  sce_intern_init(&docs->intern);
  sce_ast_init(&docs->ast);
  sce_builtins_init(&docs->builtins);
  docs->dims = sce_dims_new();
  docs->units = sce_units_new(&docs->intern, docs->dims, &docs->ast, &docs->sources, &docs->diags);
  add_library(docs);
  add_core(docs);
  if (session) add_files(docs, session, texts, text_count);
  for (uint32_t i = 0; i < docs->ast.items.count; i++)
    if (docs->ast.items.at[i].kind == SCE_ITEM_DIMENSION || docs->ast.items.at[i].kind == SCE_ITEM_UNIT) sce_units_announce(docs->units, i);
  sce_units_finish(docs->units);
  for (uint32_t i = 0; i < docs->ast.files.count; i++) sce_docs_add_items(docs, i);
  sce_docs_add_language(docs);
  for (uint32_t i = 0; i < docs->pages.count; i++) docs->pages.at[i]->number = i;
  hide(docs);
  if (docs->pages.count) qsort(docs->pages.at, docs->pages.count, sizeof *docs->pages.at, compare_pages);
  sce_docs_add_replacements(docs);
  for (uint32_t i = 0; i < docs->pages.count; i++) sce_docs_complete(docs, docs->pages.at[i]);
  return docs;
}

void sce_docs_free(SceDocs *docs) {
  if (!docs) return;
  for (uint32_t i = 0; i < docs->pages.count; i++) free(docs->pages.at[i]);
  for (uint32_t i = 0; i < docs->more.count; i++) free(docs->more.at[i]);
  for (uint32_t i = 0; i < docs->strings.count; i++) free(docs->strings.at[i]);
  for (uint32_t i = 0; i < docs->runs.count; i++) free(docs->runs.at[i]);
  for (uint32_t i = 0; i < docs->units_of.count; i++) free(docs->units_of.at[i]);
  for (uint32_t i = 0; i < docs->texts.count; i++) free(docs->texts.at[i].prefix);
  sce_array_release(&docs->pages);
  sce_array_release(&docs->more);
  sce_array_release(&docs->strings);
  sce_array_release(&docs->runs);
  sce_array_release(&docs->units_of);
  sce_array_release(&docs->texts);
  sce_array_release(&docs->first);
  sce_array_release(&docs->field_at);
  sce_array_release(&docs->parts);
  sce_array_release(&docs->words);
  sce_array_release(&docs->replaced);
  sce_units_free(docs->units);
  sce_dims_free(docs->dims);
  sce_builtins_release(&docs->builtins);
  sce_ast_release(&docs->ast);
  sce_intern_release(&docs->intern);
  sce_diags_release(&docs->diags);
  sce_sources_release(&docs->sources);
  free(docs);
}

uint32_t sce_docs_count(const SceDocs *docs) { return docs->pages.count; }

SceDoc *sce_docs_at(SceDocs *docs, uint32_t i) { return &docs->pages.at[i]->doc; }

const char *sce_doc_sort_text(SceDocSort sort) {
  static const char *const texts[SCE_DOC_SORTS] = {"scenario", "claim", "kind", "block", "field", "function", "unit", "dimension", "word", "finding"};
  return texts[sort];
}
