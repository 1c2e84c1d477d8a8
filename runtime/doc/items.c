/* From the definitions of a parsed file to pages.
 *
 * What a definition says of itself is copied at once; what needs other pages, the fields that a kind has from another one for instance, waits until all files
 * are there (sce_docs_complete).
 */
#include "doc_internal.h"

enum { MOST_NAMES = 100 };          /* of a kind's blocks; the rest is `…` */

static const char *with_prefix(SceDocs *docs, uint32_t item, const char *name) {
  const char *prefix = sce_docs_text_of(docs, item)->prefix;
  if (!*prefix) return name;
  SceText text = {0};
  sce_text_add_format(&text, "%s%s", prefix, name);
  return sce_docs_take(docs, &text);
}

static SceDocPage *add_page(SceDocs *docs, SceDocSort sort, uint32_t item, const char *name) {
  SceDocPage *page = sce_docs_page(sort, sce_docs_text_of(docs, item)->origin, with_prefix(docs, item, name));
  page->bare = name;
  page->item = item;
  page->doc.text = sce_docs_comment(docs, item, &page->doc.example);
  page->doc.summary = sce_docs_summary(docs, page->doc.text);
  page->doc.source = sce_docs_source(docs, item);
  page->doc.place = sce_docs_place(docs, item);
  sce_docs_push(docs, page);
  return page;
}

/* Up to a byte of the item that is known, else all of it. */
static const char *head(SceDocs *docs, uint32_t item, uint32_t end) {
  const SceItem *at = sce_docs_item(docs, item);
  return sce_docs_written(docs, item, at->start, end > at->start && end < at->end ? end : at->end);
}

static void add_block(SceDocs *docs, uint32_t item) {
  const SceItem *at = sce_docs_item(docs, item);
  const SceItemMore *more = sce_docs_more(docs, item);
  const char *kind = sce_docs_spell(docs, more->block_kind), *name = at->name ? sce_docs_spell(docs, at->name) : kind;
  bool scenario = !strcmp(kind, "scenario"), claim = !strcmp(kind, "claim");
  SceDocPage *page = add_page(docs, scenario ? SCE_DOC_SCENARIO : claim ? SCE_DOC_CLAIM : SCE_DOC_BLOCK, item, name);
  page->doc.signature = head(docs, item, more->open_at);
  page->doc.base = sce_docs_expression(docs, more->from);
  if (page->doc.sort == SCE_DOC_BLOCK) page->doc.kind = kind;
}

static void add_field(SceDocs *docs, uint32_t item) {
  const SceItem *at = sce_docs_item(docs, item);
  const SceItemMore *more = sce_docs_more(docs, item);
  if (!sce_expr_is_empty(more->left)) {
    sce_array_push(&docs->replaced, ((SceDocPart){item, 0}));
    return;
  }
  if (!at->name) return;
  SceDocPage *page = add_page(docs, SCE_DOC_FIELD, item, sce_docs_spell(docs, at->name));
  sce_docs_collect(docs, page);
}

/* What a function of the core computes, and as a last paragraph what its arguments have to satisfy. */
static const char *text_of_builtin(SceDocs *docs, const SceBuiltin *builtin) {
  if (!*builtin->domain) return builtin->doc;
  SceText text = {0};
  sce_text_add_format(&text, "%s\n\nNeeds `%s`.", builtin->doc, builtin->domain);
  return sce_docs_take(docs, &text);
}

static void add_function(SceDocs *docs, uint32_t item) {
  const SceItem *at = sce_docs_item(docs, item);
  SceDocPage *page = add_page(docs, SCE_DOC_FUNCTION, item, sce_docs_spell(docs, at->name));
  sce_docs_collect(docs, page);
  if (page->doc.origin != SCE_DOC_CORE) return;
  for (uint32_t i = 0; i < docs->builtins.count; i++) {
    const SceBuiltin *builtin = &docs->builtins.signatures[i];
    if (strcmp(builtin->name, page->bare)) continue;
    page->doc.text = text_of_builtin(docs, builtin);
    if (!*builtin->example) continue;
    SceText command = {0};
    sce_text_add_format(&command, "$ sce -e '%s'", builtin->example);
    page->expression = builtin->example;
    page->doc.example = sce_docs_take(docs, &command);
  }
  page->doc.summary = sce_docs_summary(docs, page->doc.text);
}

static void add_unit(SceDocs *docs, uint32_t item) {
  const SceItem *at = sce_docs_item(docs, item);
  const SceItemMore *more = sce_docs_more(docs, item);
  bool unit = at->kind == SCE_ITEM_UNIT;
  SceDocPage *page = add_page(docs, unit ? SCE_DOC_UNIT : SCE_DOC_DIMENSION, item, sce_docs_spell(docs, at->name));
  page->doc.name = page->bare;      /* units have no prefix of a file */
  page->doc.signature = head(docs, item, more->source_at ? more->source_at - 1 : 0);
  if (page->doc.signature) {        /* without the sign of the source */
    size_t length = strlen(page->doc.signature);
    while (length && strchr(" @", page->doc.signature[length - 1])) length--;
    page->doc.signature = sce_docs_copy(docs, page->doc.signature, length);
  }
  if (!page->doc.text && unit && !more->source_length) page->doc.summary = page->doc.signature;
}

void sce_docs_add_items(SceDocs *docs, uint32_t file) {
  for (uint32_t i = docs->ast.files.at[file].body; i != SCE_NO_ITEM; i = sce_docs_item(docs, i)->next) {
    switch ((SceItemKind)sce_docs_item(docs, i)->kind) {
    case SCE_ITEM_FIELD: add_field(docs, i); break;
    case SCE_ITEM_BLOCK: add_block(docs, i); break;
    case SCE_ITEM_KIND: {
      SceDocPage *page = add_page(docs, SCE_DOC_KIND, i, sce_docs_spell(docs, sce_docs_item(docs, i)->name));
      page->doc.signature = head(docs, i, sce_docs_more(docs, i)->open_at);
      page->doc.base = sce_docs_expression(docs, sce_docs_more(docs, i)->from);
      break;
    }
    case SCE_ITEM_FUNCTION: case SCE_ITEM_EXTERN: add_function(docs, i); break;
    case SCE_ITEM_UNIT: case SCE_ITEM_DIMENSION: add_unit(docs, i); break;
    case SCE_ITEM_EXPRESSION: case SCE_ITEM_USE: case SCE_ITEM_EACH: case SCE_ITEM_PARAMETER: break;
    }
  }
}

/* ---- what needs other pages ---- */

/* Lines such as `disk.price = 3` are told with the block that they change. */
void sce_docs_add_replacements(SceDocs *docs) {
  for (uint32_t i = 0; i < docs->replaced.count; i++) {
    uint32_t item = docs->replaced.at[i].item;
    SceText path = {0};
    sce_text_add_format(&path, "%s%s", sce_docs_text_of(docs, item)->prefix, sce_docs_expression(docs, sce_docs_more(docs, item)->left));
    char *dot = strrchr(path.bytes, '.');
    if (dot) *dot = '\0';
    const char *before = strrchr(path.bytes, '.');
    for (SceDocPage *page = dot ? sce_docs_same(docs, before ? before + 1 : path.bytes) : NULL; page; page = page->same) {
      if (page->doc.sort != SCE_DOC_BLOCK || !sce_docs_goes_by(page, path.bytes, true)) continue;
      docs->replaced.at[i].before = page->replaced;
      page->replaced = i + 1;
      break;
    }
    sce_text_release(&path);
  }
}

/* A block counts for its kind and for those that it is made from. */
static void list_block(SceDocs *docs, SceDocPage *block) {
  SceDocPage *kind = sce_docs_named(docs, SCE_DOC_KIND, block->doc.kind, block->item);
  for (int depth = 0; kind && depth < MOST_NAMES; depth++) {
    if (kind->listed < MOST_NAMES + 1) {
      SceText names = {0};
      if (kind->doc.blocks) sce_text_add_format(&names, "%s, ", kind->doc.blocks);
      sce_text_add_string(&names, kind->listed == MOST_NAMES ? "…" : block->doc.name);
      kind->doc.blocks = sce_docs_take(docs, &names);
      kind->listed++;
    }
    kind = kind->doc.base ? sce_docs_named(docs, SCE_DOC_KIND, kind->doc.base, kind->item) : NULL;
  }
}

void sce_docs_complete(SceDocs *docs, SceDocPage *page) {
  switch (page->doc.sort) {
  case SCE_DOC_BLOCK: list_block(docs, page); sce_docs_collect(docs, page); break;
  case SCE_DOC_KIND: case SCE_DOC_SCENARIO: case SCE_DOC_CLAIM: sce_docs_collect(docs, page); break;
  case SCE_DOC_UNIT: case SCE_DOC_DIMENSION: sce_docs_describe_unit(docs, page); break;
  default: break;
  }
}
