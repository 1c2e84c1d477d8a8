/* The fields of kinds and blocks, with all that they have from others.
 *
 * What a block is consists of layers: the kind at the root, the kinds made from it, the blocks that it copies, its own text. Each may add fields
 * and change what is there, so that layers are applied from the root on; a field tells in which of them its formula stands.
 */
#include "doc_internal.h"

#include <math.h>

enum { MOST_LAYERS = 200 };

typedef struct Layer {
  uint32_t item;
  const char *name;
  bool block, last;                 /* last: the text of the page itself */
} Layer;

typedef struct Collect {
  SceDocs *docs;
  SceDocFields fields;
  uint32_t each;                    /* place of the `each` line + 1; 0: none */
} Collect;

/* ---- layers ---- */

static SceDocPage *base_of(SceDocs *docs, const SceDocPage *page) {
  SceDocSort sort = page->doc.sort;
  SceDocPage *base = page->doc.base ? sce_docs_named(docs, sort, page->doc.base, page->item) : NULL;
  if (!base && sort == SCE_DOC_BLOCK && page->doc.kind) base = sce_docs_named(docs, SCE_DOC_KIND, page->doc.kind, page->item);
  return base;
}

/* From the page's own text down to the root; `out` has room for MOST_LAYERS. */
static uint32_t find_layers(SceDocs *docs, const SceDocPage *page, Layer *out) {
  uint32_t count = 0;
  for (const SceDocPage *at = page; at && count < MOST_LAYERS; at = base_of(docs, at)) {
    bool block = at->doc.sort != SCE_DOC_KIND;
    if (!at->part) out[count++] = (Layer){at->item, at->doc.name, block, at == page};
    for (uint32_t part = at->part; part && count < MOST_LAYERS; part = docs->parts.at[part - 1].before)
      out[count++] = (Layer){docs->parts.at[part - 1].item, at->doc.name, block, at == page};
    if (at->doc.sort == SCE_DOC_SCENARIO || at->doc.sort == SCE_DOC_CLAIM) break;
  }
  return count;
}

/* ---- one line of a layer ---- */

/* The field of that name; a new one where there is none. */
static SceDocField *field_for(Collect *c, const char *name, bool *fresh) {
  SceDocs *docs = c->docs;
  SceName known = sce_intern_get_string(&docs->intern, name);
  while (docs->field_at.count <= known) sce_array_push(&docs->field_at, ((SceDocSeen){0, 0}));
  SceDocSeen *seen = &docs->field_at.at[known];
  *fresh = seen->list != docs->collected;
  if (*fresh) {
    *seen = (SceDocSeen){docs->collected, c->fields.count};
    sce_array_push(&c->fields, ((SceDocField){.name = sce_docs_spell(docs, known), .number = NAN}));
  }
  return &c->fields.at[seen->field];
}

static void set_text(Collect *c, SceDocField *field, uint32_t item) {
  const char *text = sce_docs_comment(c->docs, item, NULL);
  if (!text) return;
  field->text = text;
  field->summary = sce_docs_summary(c->docs, text);
}

static void set_unit(Collect *c, SceDocField *field, uint32_t item) {
  const SceItem *at = sce_docs_item(c->docs, item);
  if (!at->unit) return;
  field->unit = sce_docs_spell(c->docs, at->unit);
  if (field->sort == SCE_DOC_EACH) return;
  field->sort = sce_docs_named(c->docs, SCE_DOC_KIND, field->unit, item) ? SCE_DOC_REFERENCE : SCE_DOC_PLAIN;
}

static void set_formula(Collect *c, SceDocField *field, const Layer *layer, uint32_t item) {
  const SceItem *at = sce_docs_item(c->docs, item);
  if (sce_expr_is_empty(at->expr) && !(at->flags & SCE_ITEM_FAILED)) return;
  field->formula = sce_docs_expression(c->docs, at->expr);
  field->source = sce_docs_source(c->docs, item);
  field->own_source = field->source != NULL;
  if (!field->source && layer->block) field->source = sce_docs_source(c->docs, layer->item);
  field->from = layer->name;
  field->place = sce_docs_place(c->docs, item);
  field->required = false;
}

static void add_field(Collect *c, const Layer *layer, uint32_t item) {
  SceDocs *docs = c->docs;
  const SceItem *at = sce_docs_item(docs, item);
  const SceItemMore *more = sce_docs_more(docs, item);
  bool fresh, path = !sce_expr_is_empty(more->left);
  const char *name = path ? sce_docs_expression(docs, more->left) : sce_docs_spell(docs, at->name);
  if (!name) return;
  SceDocField *field = field_for(c, name, &fresh);
  if (fresh) {
    bool member = c->each && layer->block && !at->unit && !path;
    field->sort = member ? SCE_DOC_MEMBER : SCE_DOC_PLAIN;
    if (member) field->unit = c->fields.at[c->each - 1].unit;
    field->required = !layer->block;
    field->from = layer->name;
    field->place = sce_docs_place(docs, item);
  }
  set_unit(c, field, item);
  set_formula(c, field, layer, item);
  field->refused |= fresh && !layer->block && !field->unit && field->own_source && !strcmp(field->formula, "none");
  set_text(c, field, item);
  if (!sce_expr_is_empty(more->range)) field->range = sce_docs_expression(docs, more->range);
  field->out |= (at->flags & SCE_ITEM_OUT) != 0;
  field->given |= layer->last;
}

static void add_nested(Collect *c, const Layer *layer, uint32_t item) {
  SceDocs *docs = c->docs;
  const SceItem *at = sce_docs_item(docs, item);
  SceName name = at->name ? at->name : sce_docs_more(docs, item)->block_kind;
  bool fresh;
  SceDocField *field = field_for(c, sce_docs_spell(docs, name), &fresh);
  sce_array_push(&docs->parts, ((SceDocPart){item, fresh ? 0 : field->part}));
  field->part = docs->parts.count;
  field->sort = SCE_DOC_NESTED;
  field->required = false;
  field->unit = sce_docs_spell(docs, sce_docs_more(docs, item)->block_kind);
  field->from = layer->name;
  field->place = sce_docs_place(docs, item);
  field->source = sce_docs_source(docs, item);
  field->given |= layer->last;
  set_text(c, field, item);
}

static void add_each(Collect *c, const Layer *layer, uint32_t item) {
  bool fresh;
  SceDocField *field = field_for(c, sce_docs_spell(c->docs, sce_docs_item(c->docs, item)->name), &fresh);
  field->sort = SCE_DOC_EACH;
  field->from = layer->name;
  field->place = sce_docs_place(c->docs, item);
  c->each = (uint32_t)(field - c->fields.at) + 1;
  set_unit(c, field, item);
  set_text(c, field, item);
}

static void apply_layer(Collect *c, const Layer *layer) {
  uint32_t body = sce_docs_more(c->docs, layer->item)->body;
  for (uint32_t i = body; i != SCE_NO_ITEM; i = sce_docs_item(c->docs, i)->next) {
    switch ((SceItemKind)sce_docs_item(c->docs, i)->kind) {
    case SCE_ITEM_FIELD: add_field(c, layer, i); break;
    case SCE_ITEM_BLOCK: add_nested(c, layer, i); break;
    case SCE_ITEM_EACH: add_each(c, layer, i); break;
    default: break;
    }
  }
}

/* What a file says about a field of a block by its path. The last such line comes first. */
static void apply_replaced(Collect *c, const SceDocPage *page) {
  SceDocs *docs = c->docs;
  for (uint32_t at = page->replaced; at; at = docs->replaced.at[at - 1].before) {
    uint32_t item = docs->replaced.at[at - 1].item;
    const char *path = sce_docs_expression(docs, sce_docs_more(docs, item)->left), *dot = strrchr(path, '.');
    Layer file = {item, docs->sources.list.at[sce_ast_item_source(&docs->ast, item)].name, false, false};
    for (uint32_t i = 0; i < c->fields.count; i++)
      if (!strcmp(c->fields.at[i].name, dot + 1)) set_formula(c, &c->fields.at[i], &file, item);
  }
}

/* ---- whole pages ---- */

void sce_docs_add_signature(SceText *out, const SceDocField *field) {
  if (field->out) sce_text_add_string(out, "out ");
  if (field->sort == SCE_DOC_EACH) sce_text_add_string(out, "each ");
  if (field->sort == SCE_DOC_NESTED) {
    sce_text_add_format(out, "%s %s", field->unit, field->name);
    return;
  }
  sce_text_add_string(out, field->name);
  if (field->unit && field->sort != SCE_DOC_MEMBER) sce_text_add_format(out, " : %s", field->unit);
  if (field->formula) sce_text_add_format(out, " = %s", field->formula);
  if (field->range) sce_text_add_format(out, " in %s", field->range);
}

static const char *signature_of(SceDocs *docs, const SceDocField *field) {
  SceText out = {0};
  sce_docs_add_signature(&out, field);
  return sce_docs_take(docs, &out);
}

/* A constant, or a field of a file, has itself as its only field. */
static void collect_field(Collect *c, SceDocPage *page) {
  Layer file = {page->item, NULL, true, true};
  add_field(c, &file, page->item);
  if (!c->fields.count) return;
  SceDocField *field = &c->fields.at[0];
  field->source = page->doc.source;
  page->doc.signature = signature_of(c->docs, field);
  page->doc.dimension = field->unit ? sce_docs_dimension(c->docs, field->unit) : NULL;
}

static void collect_function(Collect *c, SceDocPage *page) {
  SceDocs *docs = c->docs;
  const SceItem *item = sce_docs_item(docs, page->item);
  SceText out = {0};
  sce_text_add_format(&out, "%s(", page->doc.name);
  for (uint32_t i = sce_docs_more(docs, page->item)->body; i != SCE_NO_ITEM; i = sce_docs_item(docs, i)->next) {
    const SceItem *at = sce_docs_item(docs, i);
    SceDocField field = {.name = sce_docs_spell(docs, at->name), .unit = sce_docs_spell(docs, at->unit), .formula = sce_docs_expression(docs, at->expr), .number = NAN};
    field.required = !field.formula;
    field.place = sce_docs_place(docs, i);
    sce_text_add_format(&out, "%s%s", c->fields.count ? ", " : "", field.name);
    if (field.unit && strcmp(field.unit, "1")) sce_text_add_format(&out, ": %s", field.unit);
    if (field.formula) sce_text_add_format(&out, " = %s", field.formula);
    field.dimension = field.unit ? sce_docs_dimension(docs, field.unit) : NULL;
    sce_array_push(&c->fields, field);
  }
  sce_text_add_byte(&out, ')');
  if (item->unit) {
    sce_text_add_format(&out, " : %s", sce_docs_spell(docs, item->unit));
    page->doc.dimension = sce_docs_dimension(docs, sce_docs_spell(docs, item->unit));
  }
  page->doc.signature = sce_docs_take(docs, &out);
}

void sce_docs_collect(SceDocs *docs, SceDocPage *page) {
  Collect c = {.docs = docs};
  docs->collected++;
  if (page->doc.sort == SCE_DOC_FIELD) {
    collect_field(&c, page);
  } else if (page->doc.sort == SCE_DOC_FUNCTION) {
    collect_function(&c, page);
  } else {
    Layer layers[MOST_LAYERS];
    for (uint32_t i = find_layers(docs, page, layers); i-- > 0;) apply_layer(&c, &layers[i]);
    apply_replaced(&c, page);
  }
  for (uint32_t i = 0; i < c.fields.count; i++) {
    SceDocField *field = &c.fields.at[i];
    bool counts = field->unit && field->sort != SCE_DOC_REFERENCE && field->sort != SCE_DOC_NESTED;
    if (counts && !field->dimension) field->dimension = sce_docs_dimension(docs, field->unit);
    if (counts && field->dimension) field->shown_unit = field->unit;
  }
  sce_docs_set_fields(docs, &page->doc, &c.fields);
}

/* ---- members by path ---- */

static const SceDocField *find_field(const SceDoc *doc, const char *name, size_t length) {
  for (uint32_t i = 0; i < doc->field_count; i++)
    if (!strncmp(doc->fields[i].name, name, length) && !doc->fields[i].name[length]) return &doc->fields[i];
  return NULL;
}

static SceDocPage *member_page(SceDocs *docs, const SceDocPage *owner, const SceDocField *field, const char *name) {
  bool nested = field->sort == SCE_DOC_NESTED;
  SceDocPage *page = sce_docs_page(nested ? SCE_DOC_BLOCK : SCE_DOC_FIELD, owner->doc.origin, name);
  sce_array_push(&docs->more, page);
  page->bare = field->name;
  page->item = owner->item;
  page->doc.signature = signature_of(docs, field);
  page->doc.text = field->text;
  page->doc.summary = field->summary;
  page->doc.source = field->source;
  page->doc.place = field->place;
  page->doc.dimension = field->dimension;
  page->doc.kind = nested ? field->unit : owner->doc.name;
  if (nested) {
    page->part = field->part;
    page->item = docs->parts.at[field->part - 1].item;
    sce_docs_collect(docs, page);
  } else {
    SceDocFields one = {0};
    sce_array_push(&one, *field);
    sce_docs_set_fields(docs, &page->doc, &one);
  }
  return page;
}

/* What a reference leads to: the block that its formula names, else its kind. */
static SceDocPage *follow(SceDocs *docs, SceDocPage *owner, SceDocPage *member) {
  const SceDocField *field = member->doc.fields;
  SceDocPage *page = NULL;
  if (member->doc.sort == SCE_DOC_BLOCK) return member;
  if (field->sort != SCE_DOC_REFERENCE) return NULL;
  if (field->formula) page = sce_docs_named(docs, SCE_DOC_BLOCK, field->formula, owner->item);
  return page ? page : sce_docs_named(docs, SCE_DOC_KIND, field->unit, owner->item);
}

SceDoc *sce_docs_member(SceDocs *docs, SceDocPage *owner, const char *path) {
  SceText name = {0};
  SceDocPage *page = NULL;
  sce_text_add_string(&name, owner->doc.name);
  for (SceDocPage *at = owner; at; path += *path == '.') {
    size_t length = strcspn(path, ".");
    const SceDocField *field = find_field(&at->doc, path, length);
    page = NULL;
    if (!field) break;
    sce_text_add_format(&name, ".%.*s", (int)length, path);
    page = member_page(docs, at, field, sce_docs_copy(docs, name.bytes, name.count));
    path += length;
    if (!*path) break;
    at = follow(docs, at, page);
    if (!at) page = NULL;
  }
  sce_text_release(&name);
  return page ? &page->doc : NULL;
}
