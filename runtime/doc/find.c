/* From a name, as somebody typed it or as it stands under a cursor, to its pages.
 *
 * One spelling may be several things, a unit and a function for instance, and all of them are found. What has no page of its own, a member, a unit with its
 * prefix, gets one when it is asked for.
 */
#include "doc_internal.h"

#include "suggest.h"

typedef struct Found {
  SceDoc **at;
  uint32_t most, count;
} Found;

static void add(Found *found, SceDoc *doc) {
  if (!doc) return;
  for (uint32_t i = 0; i < found->count && i < found->most; i++)
    if (found->at[i] == doc) return;
  if (found->count < found->most) found->at[found->count] = doc;
  found->count++;
}

static bool is_member_sort(const SceDocPage *page) { return page->doc.sort == SCE_DOC_KIND || page->doc.sort == SCE_DOC_BLOCK; }

bool sce_docs_goes_by(const SceDocPage *page, const char *name, bool exact) {
  if (page->hidden) return false;
  if (!strcmp(page->doc.name, name)) return true;
  bool library = page->doc.origin == SCE_DOC_LIBRARY || page->doc.origin == SCE_DOC_CORE;
  if (!strncmp(name, "std.", 4)) return library && !strcmp(page->bare, name + 4);
  return !exact && !strcmp(page->bare, name);
}

/* In the order of the sorts, since names of one spelling are looked for in few pages. */
static void find_pages(SceDocs *docs, const char *name, bool exact, Found *found) {
  const char *dot = strrchr(name, '.');
  for (int sort = 0; sort < SCE_DOC_SORTS; sort++)
    for (int origin = 0; origin <= SCE_DOC_LANGUAGE; origin++)
      for (SceDocPage *page = sce_docs_same(docs, dot && dot[1] && dot[1] != '.' ? dot + 1 : name); page; page = page->same)
        if ((int)page->doc.sort == sort && (int)page->doc.origin == origin && sce_docs_goes_by(page, name, exact)) add(found, &page->doc);
}

static void find_code(SceDocs *docs, const char *name, Found *found) {
  const char *digits = name + (*name == 'E' || *name == 'e');
  size_t length = strlen(digits);
  if (!length || length > 4 || strspn(digits, "0123456789") != length) return;
  char code[8];
  memcpy(code, "E0000", 6);
  memcpy(code + 5 - length, digits, length);
  find_pages(docs, code, true, found);
}

static bool is_in_list(const char *names, const char *name) {
  size_t length = strlen(name);
  for (const char *at = names; at; at = strchr(at, ',') ? strchr(at, ',') + 2 : NULL)
    if (!strncmp(at, name, length) && (!at[length] || at[length] == ',')) return true;
  return false;
}

static void find_alias(SceDocs *docs, const char *name, Found *found) {
  for (uint32_t i = 0; i < docs->pages.count; i++) {
    SceDocPage *page = docs->pages.at[i];
    if (page->doc.sort == SCE_DOC_UNIT && page->doc.unit && page->doc.unit->aliases && is_in_list(page->doc.unit->aliases, name)) add(found, &page->doc);
  }
}

/* A path: the longest beginning that is a kind or a block, then its members. */
static void find_members(SceDocs *docs, const char *name, Found *found) {
  for (size_t length = strlen(name); length-- > 1;) {
    if (name[length] != '.' || !name[length + 1]) continue;
    SceText first = {0};
    sce_text_add(&first, name, length);
    const char *dot = strrchr(first.bytes, '.');
    uint32_t before = found->count;
    for (SceDocPage *page = sce_docs_same(docs, dot ? dot + 1 : first.bytes); page; page = page->same)
      if (is_member_sort(page) && sce_docs_goes_by(page, first.bytes, true)) add(found, sce_docs_member(docs, page, name + length + 1));
    sce_text_release(&first);
    if (found->count > before) return;
  }
}

/* A field by its name alone, in each kind that has it or says something else about it; with `names` these are told and not looked up. */
static void find_fields(SceDocs *docs, const char *name, Found *found, SceText *names) {
  for (uint32_t i = 0; i < docs->pages.count; i++) {
    SceDocPage *page = docs->pages.at[i];
    if (page->doc.sort != SCE_DOC_KIND) continue;
    for (uint32_t k = 0; k < page->doc.field_count; k++) {
      const SceDocField *field = &page->doc.fields[k];
      if (strcmp(field->name, name) || !field->from || strcmp(field->from, page->doc.name)) continue;
      if (names) sce_text_add_format(names, "%s%s.%s", names->count ? ", " : "", page->doc.name, name);
      else add(found, sce_docs_member(docs, page, name));
    }
  }
}

static void find_also(SceDocs *docs, const char *name, Found *found) {
  SceText names = {0};
  find_fields(docs, name, found, &names);
  found->at[0]->also = sce_docs_take(docs, &names);
}

static bool has_unit(const Found *found) {
  for (uint32_t i = 0; i < found->count && i < found->most; i++)
    if (found->at[i]->sort == SCE_DOC_UNIT) return true;
  return false;
}

uint32_t sce_docs_find(SceDocs *docs, const char *name, SceDoc **at, uint32_t most) {
  Found found = {at, most, 0};
  if (!*name) return 0;
  find_code(docs, name, &found);
  find_pages(docs, name, true, &found);
  find_alias(docs, name, &found);
  if (!found.count) find_pages(docs, name, false, &found);
  if (!has_unit(&found)) add(&found, sce_docs_compound_unit(docs, name));
  if (strchr(name, '.')) find_members(docs, name, &found);
  else if (!found.count || !most) find_fields(docs, name, &found, NULL);
  else find_also(docs, name, &found);
  for (uint32_t i = 0; i < found.count && i < most; i++) sce_docs_find_uses(docs, found.at[i]);
  return found.count;
}

/* ---- did you mean ---- */

static void offer_list(SceDocs *docs, SceSuggest *suggest, const char *names) {
  for (const char *at = names; at; at = strchr(at, ',') ? strchr(at, ',') + 2 : NULL) sce_suggest_offer(suggest, sce_docs_copy(docs, at, strcspn(at, ",")));
}

/* Members of what the path starts with. */
static const char *suggest_member(SceDocs *docs, const char *name) {
  const char *dot = strrchr(name, '.');
  SceText first = {0};
  SceDoc *pages[4];
  SceSuggest suggest = {.wanted = dot + 1};
  const char *owner = NULL;
  sce_text_add(&first, name, (size_t)(dot - name));
  uint32_t count = sce_docs_find(docs, first.bytes, pages, 4);
  for (uint32_t i = 0; i < count && i < 4; i++) {
    const char *before = suggest.best;
    const SceDoc *page = pages[i];
    for (uint32_t k = 0; k < page->field_count && (page->sort == SCE_DOC_KIND || page->sort == SCE_DOC_BLOCK); k++) sce_suggest_offer(&suggest, page->fields[k].name);
    if (suggest.best != before) owner = page->name;
  }
  sce_text_clear(&first);
  if (suggest.best) sce_text_add_format(&first, "%s.%s", owner, suggest.best);
  return sce_docs_take(docs, &first);
}

const char *sce_docs_suggest(SceDocs *docs, const char *name) {
  SceSuggest suggest = {.wanted = name};
  const char *member = strchr(name, '.') ? suggest_member(docs, name) : NULL;
  if (member) return member;
  for (uint32_t i = 0; i < docs->pages.count; i++) {
    const SceDoc *doc = &docs->pages.at[i]->doc;
    sce_suggest_offer(&suggest, doc->name);
    if (doc->sort == SCE_DOC_UNIT && doc->unit && doc->unit->aliases) offer_list(docs, &suggest, doc->unit->aliases);
  }
  for (uint32_t i = 0; i < docs->pages.count; i++) {
    const SceDoc *doc = &docs->pages.at[i]->doc;
    for (uint32_t k = 0; k < doc->field_count && doc->sort == SCE_DOC_KIND; k++) sce_suggest_offer(&suggest, doc->fields[k].name);
  }
  return suggest.best;
}
