/* Which names fit at a place: fields, blocks, kinds, functions, units and words, what has the wanted dimension first.
 */
#include "complete.h"

typedef struct Word {
  SceTokenKind kind;
  const char *text;
} Word;

/* Words that the grammar may want; those of the second row start an item. */
static const Word words[] = {
    {SCE_TOKEN_IF, "if"}, {SCE_TOKEN_THEN, "then"}, {SCE_TOKEN_ELSE, "else"}, {SCE_TOKEN_TO, "to"}, {SCE_TOKEN_AS, "as"}, {SCE_TOKEN_AND, "and"}, {SCE_TOKEN_OR, "or"},
    {SCE_TOKEN_NOT, "not"}, {SCE_TOKEN_OVER, "over"}, {SCE_TOKEN_BY, "by"}, {SCE_TOKEN_IN, "in"}, {SCE_TOKEN_FROM, "from"},
    {SCE_TOKEN_USE, "use"}, {SCE_TOKEN_DIMENSION, "dimension"}, {SCE_TOKEN_TUNIT, "unit"}, {SCE_TOKEN_KIND, "kind"}, {SCE_TOKEN_FN, "fn"},
    {SCE_TOKEN_EXTERN, "extern"}, {SCE_TOKEN_EACH, "each"}, {SCE_TOKEN_OUT, "out"},
};
static const char *const functions[] = {
#define SCE_MATH(name, rule, operation) #name,
#include "math.def"
#undef SCE_MATH
};
static const char *const claim_fields[] = {"value", "says", "within", "under", "disputed", "holds", NULL};

/* ---- offers ---- */

/* Adds `prefix` and `name` as one word if it goes on with what was typed, once. */
static void offer(SceScene *scene, const char *prefix, const char *name, const char *behind) {
  SceText word = {0};
  sce_text_add_format(&word, "%s%s%s", prefix, name, behind);
  bool fits = word.count >= scene->word.count && !memcmp(word.bytes, scene->word.bytes, scene->word.count);
  for (uint32_t i = 0; fits && i < scene->words->words.count; i++) fits = strcmp(scene->words->words.at[i], word.bytes) != 0;
  if (fits) sce_line_words_add(scene->words, word.bytes, word.count);
  sce_text_release(&word);
}

/* ---- members ---- */

static const SceDoc *find_page(SceScene *scene, const char *name) {
  enum { MOST = 8 };
  SceDoc *found[MOST];
  uint32_t count = sce_docs_find(scene->docs, name, found, MOST);
  for (uint32_t i = 0; i < count && i < MOST; i++)
    if (found[i]->sort == SCE_DOC_BLOCK) return found[i];
  for (uint32_t i = 0; i < count && i < MOST; i++)
    if (found[i]->sort == SCE_DOC_KIND || found[i]->sort == SCE_DOC_FIELD) return found[i];
  return NULL;
}

static const SceDoc *find_kind(SceScene *scene, const char *name) {
  for (uint32_t i = 0; i < sce_docs_count(scene->docs); i++) {
    const SceDoc *page = sce_docs_at(scene->docs, i);
    if (page->sort == SCE_DOC_KIND && !strcmp(page->name, name)) return page;
  }
  return NULL;
}

const SceDoc *sce_scene_members(SceScene *scene, const char *path) {
  const SceDoc *page = find_page(scene, path);
  if (!page || page->sort != SCE_DOC_FIELD) return page;
  bool block = page->field_count && (page->fields[0].sort == SCE_DOC_REFERENCE || page->fields[0].sort == SCE_DOC_NESTED);
  return block && page->fields[0].unit ? find_kind(scene, page->fields[0].unit) : NULL;
}

/* ---- fields ---- */

/* Whether a field has the wanted dimension. */
static bool fits(const SceScene *scene, const char *path) {
  const SceProgram *program = scene->session.program;
  for (uint32_t i = 0; i < program->fields.count && scene->target != SCE_DIM_INVALID; i++) {
    const SceField *field = &program->fields.at[i];
    if (field->unit == SCE_UNIT_INVALID || strcmp(sce_intern_spelling(&program->intern, field->path), path)) continue;
    return sce_unit_dim(program->units, field->unit) == scene->target;
  }
  return false;
}

typedef enum Which { WHICH_FIT, WHICH_REST, WHICH_ALL } Which;

static void offer_field(SceScene *scene, const char *path, const char *name, Which which) {
  if (which != WHICH_ALL && fits(scene, path) != (which == WHICH_FIT)) return;
  offer(scene, "", name, "");
}

static void offer_members(SceScene *scene, const char *path, Which which, bool missing) {
  const SceDoc *page = sce_scene_members(scene, path);
  for (uint32_t i = 0; page && i < page->field_count; i++) {
    const SceDocField *field = &page->fields[i];
    SceText whole = {0};
    sce_text_add_format(&whole, "%s.%s", page->name, field->name);
    if (field->sort != SCE_DOC_EACH && !field->refused && !(missing && field->given)) offer_field(scene, whole.bytes, field->name, which);
    sce_text_release(&whole);
  }
}

/* The names of an import or of the library: pages whose names start with the path. */
static void offer_below(SceScene *scene, const char *path) {
  size_t length = strlen(path);
  bool library = !strcmp(path, "std");
  for (uint32_t i = 0; i < sce_docs_count(scene->docs); i++) {
    const SceDoc *page = sce_docs_at(scene->docs, i);
    if (page->sort != SCE_DOC_BLOCK && page->sort != SCE_DOC_FIELD && page->sort != SCE_DOC_FUNCTION) continue;
    if (library && page->origin == SCE_DOC_LIBRARY && !strchr(page->name, '.')) offer(scene, "", page->name, page->sort == SCE_DOC_FUNCTION ? "(" : "");
    if (strncmp(page->name, path, length) || page->name[length] != '.' || strchr(page->name + length + 1, '.')) continue;
    offer(scene, "", page->name + length + 1, "");
  }
}

static void offer_path(SceScene *scene) {
  static const Which order[] = {WHICH_FIT, WHICH_REST};
  SceText inner = {0};
  for (int i = 0; i < 2; i++) {
    for (uint32_t k = scene->blocks.count; k-- > 0;) {
      sce_text_clear(&inner);
      sce_text_add_format(&inner, "%s.%s", scene->blocks.at[k], scene->path.bytes);
      offer_members(scene, inner.bytes, order[i], false);
    }
    if (!scene->words->words.count || i) offer_members(scene, scene->path.bytes, order[i], false);
  }
  offer_below(scene, scene->path.bytes);
  sce_text_release(&inner);
}

static bool is_top(const SceDoc *page) { return !strchr(page->name, '.'); }

static void offer_pages(SceScene *scene, SceDocSort sort, bool library, Which which) {
  for (uint32_t i = 0; i < sce_docs_count(scene->docs); i++) {
    const SceDoc *page = sce_docs_at(scene->docs, i);
    if (page->sort != sort || !is_top(page)) continue;
    if ((page->origin == SCE_DOC_LIBRARY) != library) continue;
    if (sort == SCE_DOC_FUNCTION) offer(scene, "", page->name, "(");
    else offer_field(scene, page->name, page->name, which);
  }
}

/* ---- units ---- */

static bool unit_fits(const SceScene *scene, const SceUnitOffer *unit) { return scene->needed == SCE_DIM_INVALID || unit->dim == scene->needed; }

static void offer_prefixed(SceScene *scene, const SceDoc *page, const char *const *prefixes, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (scene->word.count || (page->unit->prefix_required && i < 4)) offer(scene, prefixes[i], page->name, "");
}

static void offer_unit(SceScene *scene, const SceDoc *page) {
  static const char *const si[] = {"k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q", "m", "u", "n", "p"}, *const binary[] = {"Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};
  const SceDocUnit *unit = page->unit;
  if (!unit->prefix_required) offer(scene, "", page->name, "");
  if (unit->prefixes && strstr(unit->prefixes, "si")) offer_prefixed(scene, page, si, sizeof si / sizeof *si);
  if (unit->prefixes && strstr(unit->prefixes, "binary") && scene->word.count) offer_prefixed(scene, page, binary, sizeof binary / sizeof *binary);
}

static void offer_aliases(SceScene *scene, const SceDoc *page) {
  for (const char *at = page->unit->aliases; at && *at;) {
    size_t length = strcspn(at, ", ");
    SceText alias = {0};
    sce_text_add(&alias, at, length);
    offer(scene, "", alias.bytes, "");
    sce_text_release(&alias);
    at += length + strspn(at + length, ", ");
  }
}

/* Units, and products of them, that something in the program already counts in. */
static void offer_known(SceScene *scene) {
  const SceProgram *program = scene->session.program;
  if (scene->head.count || scene->target == SCE_DIM_INVALID) return;
  if (scene->declared.count && !scene->operand.count) offer(scene, "", scene->declared.bytes, "");
  for (uint32_t i = 0; i < program->fields.count; i++) {
    SceUnit unit = program->fields.at[i].unit;
    if (unit == SCE_UNIT_INVALID || sce_unit_dim(program->units, unit) != scene->target) continue;
    offer(scene, "", sce_unit_spelling(program->units, unit), "");
  }
}

static void offer_units(SceScene *scene) {
  bool known = scene->needed != SCE_DIM_INVALID;
  offer_known(scene);
  for (uint32_t i = 0; i < scene->units.count; i++)
    if (unit_fits(scene, &scene->units.at[i])) offer_unit(scene, scene->units.at[i].page);
  for (uint32_t i = 0; !scene->words->words.count && scene->word.count && i < scene->units.count; i++)
    if (unit_fits(scene, &scene->units.at[i])) offer_aliases(scene, scene->units.at[i].page);
  for (uint32_t i = 0; known && !scene->as && scene->word.count && i < scene->units.count; i++) offer_unit(scene, scene->units.at[i].page);
}

/* ---- all together ---- */

static void offer_item(SceScene *scene) {
  const char *block = scene->blocks.count ? sce_array_last(&scene->blocks) : NULL;
  if (block && !strcmp(block, "claim")) {
    for (int i = 0; claim_fields[i]; i++) offer(scene, "", claim_fields[i], "");
    return;
  }
  if (block && strcmp(block, "scenario")) {
    offer_members(scene, block, WHICH_ALL, true);
    offer_members(scene, block, WHICH_ALL, false);
    return;
  }
  offer_pages(scene, SCE_DOC_KIND, false, WHICH_ALL);
  offer_pages(scene, SCE_DOC_KIND, true, WHICH_ALL);
  if (!block) offer(scene, "", "scenario", ""), offer(scene, "", "claim", "");
}

static void offer_names(SceScene *scene, Which which) {
  for (uint32_t i = scene->blocks.count; i-- > 0;) offer_members(scene, scene->blocks.at[i], which, false);
  offer_pages(scene, SCE_DOC_FIELD, false, which);
  offer_pages(scene, SCE_DOC_BLOCK, false, which);
}

static void offer_values(SceScene *scene) {
  offer_names(scene, WHICH_FIT);
  offer_names(scene, WHICH_REST);
  offer_pages(scene, SCE_DOC_FUNCTION, false, WHICH_ALL);
  offer_pages(scene, SCE_DOC_FUNCTION, true, WHICH_ALL);
  for (size_t i = 0; scene->word.count && i < sizeof functions / sizeof *functions; i++) offer(scene, "", functions[i], "(");
  if (!scene->word.count) return;
  offer_pages(scene, SCE_DOC_FIELD, true, WHICH_FIT);
  offer_pages(scene, SCE_DOC_BLOCK, true, WHICH_ALL);
  offer_pages(scene, SCE_DOC_FIELD, true, WHICH_ALL);
  if (!scene->words->words.count && !scene->item) offer_units(scene);
}

/* The grammar's tables say a little more than the grammar: a word of expressions has to be taken as well. */
static bool is_taken(const SceScene *scene, const Word *word) {
  bool next[SCE_PARSE_KINDS], sound = sce_parse_expected(scene->before.bytes, (uint32_t)scene->before.count, next);
  SceText text = {0};
  if (word->kind >= SCE_TOKEN_USE && word->kind <= SCE_TOKEN_FROM) return true;
  sce_text_add_format(&text, "%s %s ", scene->before.bytes, word->text);
  bool taken = sce_parse_expected(text.bytes, (uint32_t)text.count, next) || !sound;
  sce_text_release(&text);
  return taken;
}

/* Behind `from` the name of a block follows. */
static bool is_behind_from(const SceScene *scene) {
  const char *text = scene->before.bytes;
  size_t end = scene->before.count;
  while (end && text[end - 1] == ' ') end--;
  return end > 5 && !memcmp(text + end - 5, " from", 5);
}

void sce_scene_offer(SceScene *scene, SceLineWords *offered) {
  scene->words = offered;
  if (scene->member) {
    offer_path(scene);
    return;
  }
  if (scene->unit) offer_units(scene);
  if (scene->unit && !scene->as && scene->expected[SCE_TOKEN_UNIT] && !scene->expected[SCE_TOKEN_PLUS]) {
    offer_pages(scene, SCE_DOC_KIND, false, WHICH_ALL);
    offer_pages(scene, SCE_DOC_KIND, true, WHICH_ALL);
  }
  if (scene->head.count) return;
  if (scene->item) offer_item(scene);
  if (is_behind_from(scene)) {
    offer_pages(scene, SCE_DOC_BLOCK, false, WHICH_ALL);
    offer_pages(scene, SCE_DOC_BLOCK, true, WHICH_ALL);
    return;
  }
  bool block = scene->item && scene->blocks.count;
  if (scene->expected[SCE_TOKEN_NAME] && scene->expected[SCE_TOKEN_NUMBER] && !block) offer_values(scene);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (scene->expected[words[i].kind] && (scene->word.count || !scene->item) && is_taken(scene, &words[i])) offer(scene, "", words[i].text, "");
}
