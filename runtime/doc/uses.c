/* Which formulas of kinds read a field, or call a function.
 *
 * Formulas are looked through as they are written: a path starts at a field of the kind that has the formula, and goes on through references to fields of other kinds. What a kind
 * has from another one counts for both.
 */
#include "doc_internal.h"

#include <ctype.h>

enum { MOST_USES = 24, MOST_LINEAGE = 100 };

typedef struct Sought {
  SceDocs *docs;
  const SceDocPage *owner;          /* the kind of the field; NULL: a function */
  const char *name;
  SceText found;
  uint32_t count;
} Sought;

static SceDocPage *base_of(SceDocs *docs, const SceDocPage *kind) { return kind->doc.base ? sce_docs_named(docs, SCE_DOC_KIND, kind->doc.base, kind->item) : NULL; }

static bool is_made_from(SceDocs *docs, const SceDocPage *kind, const SceDocPage *base) {
  for (int depth = 0; kind && depth < MOST_LINEAGE; depth++) {
    if (kind == base) return true;
    kind = base_of(docs, kind);
  }
  return false;
}

static const SceDocField *field_of(const SceDocPage *kind, const char *name, size_t length) {
  for (uint32_t i = 0; i < kind->doc.field_count; i++)
    if (!strncmp(kind->doc.fields[i].name, name, length) && !kind->doc.fields[i].name[length]) return &kind->doc.fields[i];
  return NULL;
}

static bool is_letter(char c) { return isalnum((unsigned char)c) || c == '_'; }

static size_t word(const char *at) {
  size_t length = 0;
  while (is_letter(at[length])) length++;
  return length;
}

static bool is_it(const Sought *sought, const char *at, size_t length) { return length == strlen(sought->name) && !memcmp(at, sought->name, length); }

/* Whether the path at `at`, written in a formula of `kind`, passes the field; a function is a word with a bracket. */
static bool reads(Sought *sought, SceDocPage *kind, const char *at) {
  if (!sought->owner) return is_it(sought, at, word(at)) && at[word(at)] == '(';
  while (kind) {
    size_t length = word(at);
    const SceDocField *field = field_of(kind, at, length);
    if (!field || at[length] == '(') return false;
    if (is_it(sought, at, length) && (is_made_from(sought->docs, kind, sought->owner) || is_made_from(sought->docs, sought->owner, kind))) return true;
    if (at[length] != '.' || !field->unit) return false;
    at += length + 1;
    kind = sce_docs_named(sought->docs, SCE_DOC_KIND, field->unit, kind->item);
  }
  return false;
}

static bool is_read(Sought *sought, SceDocPage *kind, const char *formula) {
  bool quoted = false;
  for (const char *at = formula; at && *at;) {
    if (*at == '"') quoted = !quoted;
    if (!is_letter(*at) || quoted) {
      at++;
      continue;
    }
    if (!isdigit((unsigned char)*at) && reads(sought, kind, at)) return true;
    while (is_letter(*at) || (*at == '.' && is_letter(at[1]))) at++;
  }
  return false;
}

static void look_through(Sought *sought, SceDocPage *kind) {
  for (uint32_t i = 0; i < kind->doc.field_count; i++) {
    const SceDocField *field = &kind->doc.fields[i];
    if (!field->formula || !field->from || strcmp(field->from, kind->doc.name) || sought->count > MOST_USES || !is_read(sought, kind, field->formula)) continue;
    if (sought->count == MOST_USES) sce_text_add_string(&sought->found, ", …");
    else sce_text_add_format(&sought->found, "%s%s.%s", sought->count ? ", " : "", kind->doc.name, field->name);
    sought->count++;
  }
}

/* The kind that says what a member is: of a block that of the block. */
static SceDocPage *owner_of(SceDocs *docs, const SceDocPage *member) {
  const char *name = member->doc.kind;
  SceDocPage *block = sce_docs_named(docs, SCE_DOC_BLOCK, name, member->item), *kind = sce_docs_named(docs, SCE_DOC_KIND, name, member->item);
  return kind ? kind : block && block->doc.kind ? sce_docs_named(docs, SCE_DOC_KIND, block->doc.kind, block->item) : NULL;
}

void sce_docs_find_uses(SceDocs *docs, SceDoc *doc) {
  bool member = doc->sort == SCE_DOC_FIELD && doc->kind && doc->field_count;
  bool function = doc->sort == SCE_DOC_FUNCTION && doc->origin != SCE_DOC_LANGUAGE;   /* `sum` is everywhere */
  if (doc->uses || (!member && !function)) return;
  Sought sought = {.docs = docs, .owner = member ? owner_of(docs, (SceDocPage *)doc) : NULL, .name = member ? doc->fields->name : doc->name};
  if (member && !sought.owner) return;
  if (sought.owner) look_through(&sought, (SceDocPage *)sought.owner);
  for (uint32_t i = 0; i < docs->pages.count; i++)
    if (docs->pages.at[i]->doc.sort == SCE_DOC_KIND && docs->pages.at[i] != sought.owner) look_through(&sought, docs->pages.at[i]);
  doc->uses = sce_docs_take(docs, &sought.found);
}
