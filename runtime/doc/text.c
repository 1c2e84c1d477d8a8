/* Pages as text: for people at a terminal. Lines of prose are broken at 96 columns, formulas and examples stay as they are.
 */
#include "doc_internal.h"

#include "results/table.h"
#include "review/fields.h"

enum { WIDTH = 96, MOST_SOURCE = 60 };

/* ---- prose ---- */

/* Breaks one paragraph; the first line starts at column `at`. */
static void add_paragraph(SceText *out, const char *text, size_t count, uint32_t indent, uint32_t at) {
  const char *end = text + count;
  bool fresh = true;
  while (text < end) {
    size_t length = 0;
    while (text + length < end && text[length] != ' ' && text[length] != '\n') length++;
    uint32_t width = sce_table_width(text, length);
    if (!fresh && at + 1 + width > WIDTH) {
      sce_text_add_format(out, "\n%*s", (int)indent, "");
      at = indent;
    } else if (!fresh) {
      sce_text_add_byte(out, ' ');
      at++;
    }
    sce_text_add(out, text, length);
    at += width;
    fresh = false;
    text += length;
    while (text < end && (*text == ' ' || *text == '\n')) text++;
  }
}

static void add_prose(SceText *out, const char *text, uint32_t indent) {
  while (*text) {
    const char *end = strstr(text, "\n\n");
    size_t count = end ? (size_t)(end - text) : strlen(text);
    sce_text_add_format(out, "%*s", (int)indent, "");
    add_paragraph(out, text, count, indent, indent);
    sce_text_add_string(out, end ? "\n\n" : "\n");
    text += count + (end ? 2 : 0);
  }
}

static void add_padded(SceText *out, const char *text, uint32_t width) {
  uint32_t have = sce_table_width(text, strlen(text));
  sce_text_add_format(out, "%s%*s", text, have < width ? (int)(width - have) : 0, "");
}

/* A line of a page: what it tells, and the telling. */
static void add_fact(SceText *out, const char *what, const char *text) {
  enum { COLUMN = 12 };
  if (!text || !*text) return;
  add_padded(out, what, COLUMN);
  add_paragraph(out, text, strlen(text), COLUMN, COLUMN);
  sce_text_add_byte(out, '\n');
}

/* ---- fields of kinds ---- */

static void add_remarks(SceText *out, const SceDoc *doc, const SceDocField *field) {
  SceText remarks = {0};
  if (field->shown_unit && (!field->unit || strcmp(field->shown_unit, field->unit))) sce_text_add_format(&remarks, "%s", strcmp(field->shown_unit, "1") ? field->shown_unit : "a pure number");
  else if (!field->unit && !field->shown_unit && field->dimension) sce_text_add_string(&remarks, field->dimension);
  if (field->from && strcmp(field->from, doc->name)) sce_text_add_format(&remarks, "%sfrom `%s`", remarks.count ? "; " : "", field->from);
  if (field->text && remarks.count) sce_text_add_format(out, " [%s]", remarks.bytes);
  else if (remarks.count) sce_text_add_format(out, "[%s]", remarks.bytes);
  sce_text_release(&remarks);
}

static void add_kind_field(SceText *out, const SceDoc *doc, const SceDocField *field) {
  SceText prose = {0};
  sce_text_add_string(out, "  ");
  sce_docs_add_signature(out, field);
  sce_text_add_byte(out, '\n');
  if (field->text) sce_text_add_string(&prose, field->text);
  add_remarks(&prose, doc, field);
  if (prose.count) add_prose(out, prose.bytes, 6);
  if (field->source) {
    sce_text_add_string(out, "      @ ");
    add_paragraph(out, field->source, strlen(field->source), 8, 8);
    sce_text_add_byte(out, '\n');
  }
  sce_text_release(&prose);
}

static int group_of(const SceDocField *field) { return field->refused ? 4 : field->required ? 0 : field->sort == SCE_DOC_EACH ? 1 : field->out ? 3 : 2; }

static void add_kind_fields(SceText *out, const SceDoc *doc) {
  static const char *const heads[] = {"required", "members", "with a default", "results", "refused"};
  for (int group = 0; group < 5; group++) {
    bool any = false;
    for (uint32_t i = 0; i < doc->field_count; i++) {
      if (group_of(&doc->fields[i]) != group) continue;
      if (!any) sce_text_add_format(out, "\n%s\n", heads[group]);
      any = true;
      add_kind_field(out, doc, &doc->fields[i]);
    }
  }
}

/* ---- fields of blocks and scenarios ---- */

static bool is_literal(const SceDocField *field) { return !field->formula || !strcmp(field->formula, "none") || (field->formula[0] >= '0' && field->formula[0] <= '9' && !strpbrk(field->formula, "*+ ")) || *field->formula == '$'; }

static void add_block_line(SceText *out, const SceDocField *field, uint32_t names, uint32_t values) {
  sce_text_add_string(out, "  ");
  add_padded(out, field->name, names);
  sce_text_add_string(out, "  ");
  if (field->value) add_padded(out, field->value, values);
  else if (field->sort == SCE_DOC_NESTED) add_padded(out, field->unit, values);
  else if (field->sort == SCE_DOC_EACH) sce_text_add_format(out, "each, %s", field->unit ? field->unit : "1");
  else add_padded(out, "", values);
  if (field->formula && field->sort != SCE_DOC_NESTED && (!field->value || !is_literal(field))) sce_text_add_format(out, "  = %s", field->formula);
  if (field->own_source) {
    sce_text_add_string(out, "  @ \"");
    sce_fields_add_short(out, field->source, strlen(field->source), MOST_SOURCE);
    sce_text_add_byte(out, '"');
  }
  while (out->bytes[out->count - 1] == ' ') out->count--;
  sce_text_add_byte(out, '\n');
}

static uint32_t wider(uint32_t width, const char *text) {
  uint32_t own = text ? sce_table_width(text, strlen(text)) : 0;
  return own > width ? own : width;
}

static void add_block_fields(SceText *out, const SceDoc *doc) {
  uint32_t names = 0, values = 0;
  for (uint32_t i = 0; i < doc->field_count; i++) {
    if (doc->fields[i].refused) continue;
    names = wider(names, doc->fields[i].name);
    values = wider(values, doc->fields[i].value);
  }
  if (names > 30) names = 30;
  if (values > 36) values = 36;
  if (doc->field_count) sce_text_add_byte(out, '\n');
  for (uint32_t i = 0; i < doc->field_count; i++)
    if (!doc->fields[i].refused) add_block_line(out, &doc->fields[i], names, values);
}

/* ---- pages ---- */

static void add_title(SceText *out, const SceDoc *doc) {
  static const char *const origins[] = {"of the file", "of the library", "of the core", "of the language"};
  const char *sort = sce_doc_sort_text(doc->sort);
  sce_text_add_format(out, "%s: a %s ", doc->name, sort);
  if (doc->sort == SCE_DOC_FIELD && doc->kind) sce_text_add_format(out, "of `%s`", doc->kind);
  else sce_text_add_string(out, origins[doc->origin]);
  if (doc->place.file) sce_text_add_format(out, ", %s:%u", doc->place.file, (unsigned)doc->place.line);
  sce_text_add_byte(out, '\n');
  for (const char *at = doc->signature; at && *at;) {
    size_t count = strcspn(at, "\n");
    sce_text_add_format(out, "    %.*s\n", (int)count, at);
    at += count + (at[count] == '\n');
  }
}

static void add_example(SceText *out, const SceDoc *doc) {
  if (!doc->example) return;
  for (int part = 0; part < (doc->output ? 2 : 1); part++) {
    const char *at = part ? doc->output : doc->example;
    sce_text_add_byte(out, '\n');
    while (at && *at) {
      size_t count = strcspn(at, "\n");
      sce_text_add_format(out, count ? "    %.*s\n" : "\n", (int)count, at);
      at += count + (at[count] == '\n');
    }
  }
}

static void add_unit_facts(SceText *out, const SceDoc *doc) {
  const SceDocUnit *unit = doc->unit;
  SceText text = {0};
  sce_text_add_byte(out, '\n');
  if (unit->refusal) {
    add_fact(out, "refused", unit->refusal);
    return;
  }
  if (doc->dimension) sce_text_add_format(&text, "%s%s%s%s", doc->dimension, unit->signature && strcmp(unit->signature, doc->dimension) ? " (" : "", unit->signature && strcmp(unit->signature, doc->dimension) ? unit->signature : "", unit->signature && strcmp(unit->signature, doc->dimension) ? ")" : "");
  add_fact(out, doc->sort == SCE_DOC_UNIT ? "measures" : "is", text.bytes);
  add_fact(out, "also", unit->aliases);
  if (unit->prefixes) {
    sce_text_clear(&text);
    if (strstr(unit->prefixes, "si")) sce_text_add_format(&text, "p n u m k M G T P E Z Y R Q");
    if (strstr(unit->prefixes, "binary")) sce_text_add_format(&text, "%sKi Mi Gi Ti Pi Ei Zi Yi", text.count ? ", " : "");
    if (unit->prefix_required) sce_text_add_format(&text, "; `%s` stands only behind one of them", doc->name);
    add_fact(out, "prefixes", text.bytes);
  }
  if (unit->sizes) {
    sce_text_clear(&text);
    sce_text_add_format(&text, "%s", unit->sizes);
    add_fact(out, "one is", text.bytes);
  }
  if (doc->sort == SCE_DOC_DIMENSION) add_fact(out, "units", unit->units);
  if (strcmp(unit->style ? unit->style : "plain", "plain")) add_fact(out, "shown", unit->style);
  sce_text_release(&text);
}

static void add_field_facts(SceText *out, const SceDoc *doc) {
  const SceDocField *field = doc->fields;
  sce_text_add_byte(out, '\n');
  add_fact(out, "value", field->value);
  if (field->sort == SCE_DOC_REFERENCE) add_fact(out, "refers to", field->unit);
  else add_fact(out, "unit", field->shown_unit && strcmp(field->shown_unit, "1") ? field->shown_unit : NULL);
  add_fact(out, "measures", field->dimension);
  if (field->refused) add_fact(out, "refused", "whoever reads or gives it gets an error with what the source says");
  if (field->required) add_fact(out, "required", "a block of the kind has to give it");
  if (field->from && doc->kind && strcmp(field->from, doc->kind)) add_fact(out, field->formula ? "formula of" : "declared in", field->from);
}

static void add_page(SceText *out, const SceDoc *doc) {
  if (doc->sort == SCE_DOC_FINDING) {
    sce_text_add_format(out, "%s %s\n\n%s\n", doc->name, doc->summary, doc->text ? doc->text : "");
    return;
  }
  add_title(out, doc);
  if (doc->text) {
    sce_text_add_byte(out, '\n');
    add_prose(out, doc->text, 0);
  }
  if (doc->sort == SCE_DOC_KIND) add_kind_fields(out, doc);
  if (doc->sort == SCE_DOC_BLOCK || doc->sort == SCE_DOC_SCENARIO || doc->sort == SCE_DOC_CLAIM) add_block_fields(out, doc);
  if (doc->sort == SCE_DOC_FIELD && doc->field_count) add_field_facts(out, doc);
  if (doc->unit) add_unit_facts(out, doc);
  add_example(out, doc);
  if (doc->blocks || doc->source || doc->also || doc->uses) sce_text_add_byte(out, '\n');
  add_fact(out, "used by", doc->uses);
  add_fact(out, "see also", doc->also);
  add_fact(out, "blocks", doc->blocks);
  add_fact(out, "source", doc->source);
}

void sce_docs_write_text(SceOutput *out, const SceDocRequest *request) {
  SceText text = {0};
  for (uint32_t i = 0; i < request->count; i++) {
    if (i) sce_text_add_byte(&text, '\n');
    add_page(&text, request->pages[i]);
  }
  if (text.count) sce_output_add(out, text.bytes, text.count);
  sce_text_release(&text);
}

/* ---- the list ---- */

void sce_docs_write_list(SceOutput *out, const SceDocRequest *request) {
  static const char *const heads[SCE_DOC_SORTS] = {"scenarios", "claims", "kinds", "blocks", "fields", "functions", "units", "dimensions", "words", "findings"};
  SceText text = {0};
  for (uint32_t i = 0; i < request->count; i++) {
    const SceDoc *doc = request->pages[i];
    if (!i || request->pages[i - 1]->sort != doc->sort) sce_text_add_format(&text, "%s%s\n", i ? "\n" : "", heads[doc->sort]);
    sce_text_add_string(&text, "  ");
    add_padded(&text, doc->name, 18);
    const char *summary = doc->summary ? doc->summary : doc->signature ? doc->signature : "";
    sce_text_add_string(&text, "  ");
    sce_fields_add_short(&text, summary, strlen(summary), WIDTH - 22);
    while (text.bytes[text.count - 1] == ' ') text.count--;
    sce_text_add_byte(&text, '\n');
  }
  if (text.count) sce_output_add(out, text.bytes, text.count);
  sce_text_release(&text);
}
