/* What units and dimensions have beside their line: the dimension in words, the units that measure the same, what one is in those.
 */
#include "doc_internal.h"

#include "look.h"
#include "results/number.h"

#include <math.h>
#include <stdio.h>

enum { MOST_UNITS = 60, MOST_SIZES = 8 };

static const char *const styles[] = {"plain", "count", "scientific", "prefixed", "cents"};

/* Each is worked out once: fields in their hundreds have few dimensions. */
static const char *words_of(SceDocs *docs, SceDim dim) {
  while (docs->words.count <= dim) sce_array_push(&docs->words, NULL);
  if (docs->words.at[dim]) return docs->words.at[dim];
  SceText text = {0};
  sce_dim_words(&text, docs->dims, &docs->intern, dim);
  return docs->words.at[dim] = sce_docs_take(docs, &text);
}

/* A unit by its text, also one that a name alone does not stand for; INVALID without a word to the user. */
static SceUnit unit_of(SceDocs *docs, const char *text, bool behind_number) {
  const char *end = sce_look_unit(text, true);
  if (!end || *end) return SCE_UNIT_INVALID;
  return sce_unit_parse(docs->units, sce_intern_get_string(&docs->intern, text), behind_number, SCE_NO_PLACE);
}

const char *sce_docs_dimension(SceDocs *docs, const char *unit) {
  SceUnit known = unit_of(docs, unit, false);
  return known == SCE_UNIT_INVALID ? NULL : words_of(docs, sce_unit_dim(docs->units, known));
}

/* ---- definitions ---- */

static const char *aliases_of(SceDocs *docs, const SceItemMore *more) {
  SceText text = {0};
  for (uint32_t i = 0; i + more->prefix_count < more->name_count; i++)
    sce_text_add_format(&text, "%s%s", i ? ", " : "", sce_docs_spell(docs, docs->ast.names.at[more->names + i].name));
  return sce_docs_take(docs, &text);
}

static void read_prefixes(SceDocs *docs, const SceItemMore *more, SceDocUnit *out) {
  SceText text = {0};
  for (uint32_t i = more->name_count - more->prefix_count; i < more->name_count; i++) {
    const char *word = sce_docs_spell(docs, docs->ast.names.at[more->names + i].name);
    if (!strcmp(word, "required")) out->prefix_required = true;
    else if (strcmp(word, "prefix")) sce_text_add_format(&text, "%s%s", text.count ? " " : "", word);
  }
  out->prefixes = sce_docs_take(docs, &text);
}

static bool is_none(const char *definition) { return definition && !strcmp(definition, "none"); }

/* Dimension and unit of a page, worked out once. */
static void measure(SceDocs *docs, SceDocPage *page) {
  if (page->measured) return;
  page->measured = true;
  page->dim = SCE_DIM_INVALID;
  page->unit = SCE_UNIT_INVALID;
  if (page->doc.sort == SCE_DOC_DIMENSION) {
    if (!sce_dim_find(docs->dims, sce_docs_item(docs, page->item)->name, &page->dim)) page->dim = SCE_DIM_INVALID;
    return;
  }
  const SceItemMore *more = sce_docs_more(docs, page->item);
  const char *name = page->bare;
  SceDocUnit facts = {0};
  read_prefixes(docs, more, &facts);
  if (facts.prefix_required && more->name_count > more->prefix_count) name = sce_docs_spell(docs, docs->ast.names.at[more->names].name);
  if (is_none(sce_docs_expression(docs, sce_docs_item(docs, page->item)->expr))) return;
  page->unit = unit_of(docs, name, false);
  if (page->unit != SCE_UNIT_INVALID) page->dim = sce_unit_dim(docs->units, page->unit);
}

/* ---- neighbours ---- */

/* Powers of ten beyond a million by their exponent, all else as results show it. */
static void add_size(SceDocs *docs, SceText *out, SceUnit from, SceUnit to) {
  char number[SCE_NUMBER_ROOM];
  double size = sce_scale_apply(sce_unit_convert(docs->units, from, to), 1);
  int exponent = size >= 1e6 ? sce_number_exponent(size, SCE_NUMBER_DIGITS) : 0;
  size_t count = sce_number_write_display(number, size, SCE_STYLE_PLAIN, SCE_NUMBER_DIGITS);
  if (exponent && fabs(size / pow(10, exponent) - 1) < 1e-12) count = (size_t)snprintf(number, sizeof number, "1e%d", exponent);
  sce_text_add_format(out, "%s%.*s %s", out->count ? ", " : "", (int)count, number, sce_unit_spelling(docs->units, to));
}

static void find_neighbours(SceDocs *docs, SceDocPage *page, SceDocUnit *out) {
  SceText names = {0}, sizes = {0};
  uint32_t found = 0, told = 0;
  for (uint32_t i = 0; i < docs->pages.count; i++) {
    SceDocPage *other = docs->pages.at[i];
    if (other->doc.sort != SCE_DOC_UNIT) continue;
    measure(docs, other);
    if (other->dim == SCE_DIM_INVALID || other->dim != page->dim || found > MOST_UNITS) continue;
    sce_text_add_format(&names, "%s%s", found ? ", " : "", found == MOST_UNITS ? "…" : other->doc.name);
    found++;
    if (other == page || page->unit == SCE_UNIT_INVALID || told == MOST_SIZES) continue;
    add_size(docs, &sizes, page->unit, other->unit);
    told++;
  }
  out->units = sce_docs_take(docs, &names);
  out->sizes = sce_docs_take(docs, &sizes);
}

static SceDocUnit *new_unit(SceDocs *docs) {
  SceDocUnit *unit = sce_memory_zeroed(sizeof *unit);
  sce_array_push(&docs->units_of, unit);
  return unit;
}

static void describe_dimension(SceDocs *docs, SceDim dim, SceDoc *doc, SceDocUnit *out) {
  SceText signature = {0};
  if (dim == SCE_DIM_INVALID) return;
  sce_dim_signature(&signature, docs->dims, &docs->intern, dim);
  out->signature = sce_docs_take(docs, &signature);
  out->style = styles[sce_dim_style(docs->dims, dim)];
  doc->dimension = words_of(docs, dim);
}

void sce_docs_describe_unit(SceDocs *docs, SceDocPage *page) {
  const SceItem *item = sce_docs_item(docs, page->item);
  const SceItemMore *more = sce_docs_more(docs, page->item);
  SceDocUnit *out = new_unit(docs);
  page->doc.unit = out;
  measure(docs, page);
  if (page->doc.sort == SCE_DOC_UNIT) {
    out->aliases = aliases_of(docs, more);
    read_prefixes(docs, more, out);
    out->definition = sce_docs_expression(docs, item->expr);
    if (is_none(out->definition)) {
      out->refusal = page->doc.source ? page->doc.source : "it is not to be used";
      page->doc.source = NULL;
      page->doc.summary = out->refusal;
      return;
    }
  } else {
    out->definition = sce_docs_spell(docs, item->unit);
  }
  describe_dimension(docs, page->dim, &page->doc, out);
  find_neighbours(docs, page, out);
  if (!page->doc.summary && page->doc.sort == SCE_DOC_DIMENSION) {
    SceText text = {0};
    sce_text_add_format(&text, "%s", out->units ? out->units : out->signature ? out->signature : "");
    page->doc.summary = sce_docs_take(docs, &text);
  }
}

/* ---- units that have no line of their own ---- */

/* The page that the first name of a spelled unit has. */
static const SceDocPage *first_page(SceDocs *docs, const char *spelling) {
  SceText name = {0};
  sce_text_add(&name, spelling, strcspn(spelling, "*/^"));
  const SceDocPage *page = name.count ? sce_docs_same(docs, name.bytes) : NULL;
  while (page && page->doc.sort != SCE_DOC_UNIT) page = page->same;
  sce_text_release(&name);
  return page;
}

SceDoc *sce_docs_compound_unit(SceDocs *docs, const char *text) {
  SceScale scale = SCE_SCALE_ONE;
  SceUnit unit = unit_of(docs, text, true);
  if (unit == SCE_UNIT_INVALID || unit == SCE_UNIT_ONE) return NULL;
  SceDocPage *page = sce_docs_page(SCE_DOC_UNIT, SCE_DOC_LANGUAGE, sce_docs_copy_string(docs, text));
  sce_array_push(&docs->more, page);
  SceDocUnit *out = new_unit(docs);
  SceUnit plain = sce_unit_without_prefix(docs->units, unit, &scale);
  page->doc.unit = out;
  page->doc.signature = page->doc.name;
  page->doc.base = sce_docs_copy_string(docs, sce_unit_spelling(docs->units, plain));
  const SceDocPage *first = first_page(docs, page->doc.base);
  page->doc.origin = first ? first->doc.origin : SCE_DOC_LIBRARY;
  page->dim = sce_unit_dim(docs->units, unit);
  page->unit = unit;
  page->measured = true;
  describe_dimension(docs, page->dim, &page->doc, out);
  find_neighbours(docs, page, out);
  if (plain != unit && !out->sizes) {
    SceText size = {0};
    add_size(docs, &size, unit, plain);
    out->sizes = sce_docs_take(docs, &size);
  }
  return &page->doc;
}
