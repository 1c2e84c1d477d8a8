/* Pages as markdown: one, or all of them as a reference that can be read from front to back.
 */
#include "doc_internal.h"

/* ---- words ---- */

/* Prose as comments have it: what stands between backticks is code already, all else is text whatever its signs mean to markdown. In a table also a line. */
static void add_prose(SceOutput *out, const char *text, bool cell) {
  bool code = false;
  for (const char *at = text; at && *at; at++) {
    if (*at == '`') code = !code && strchr(at + 1, '`');
    if (*at == '\n' && cell) {
      if (at == text || at[-1] != '\n') sce_output_add_byte(out, ' ');
      continue;
    }
    if ((!code && strchr("\\*_<[]", *at)) || (cell && *at == '|')) sce_output_add_byte(out, '\\');
    sce_output_add_byte(out, *at);
  }
}

static void add_code(SceOutput *out, const char *text, bool cell) {
  if (!text || !*text) return;
  sce_output_add_byte(out, '`');
  for (const char *at = text; *at; at++) {
    if (*at == '|' && cell) sce_output_add_byte(out, '\\');
    sce_output_add_byte(out, *at == '\n' ? ' ' : *at);
  }
  sce_output_add_byte(out, '`');
}

static void add_names(SceOutput *out, const char *names) {
  for (const char *at = names; at && *at;) {
    size_t count = strcspn(at, ",");
    sce_output_add_string(out, at == names ? "`" : ", `");
    sce_output_add(out, at, count);
    sce_output_add_byte(out, '`');
    at = at[count] ? at + count + 2 : NULL;
  }
}

static void add_line(SceOutput *out, const char *what, const char *names) {
  if (!names || !*names) return;
  sce_output_add_string(out, "- ");
  sce_output_add_string(out, what);
  sce_output_add_string(out, ": ");
  add_names(out, names);
  sce_output_add_byte(out, '\n');
}

static void add_text_line(SceOutput *out, const char *what, const char *text) {
  if (!text || !*text) return;
  sce_output_add_string(out, "- ");
  sce_output_add_string(out, what);
  sce_output_add_string(out, ": ");
  add_prose(out, text, true);
  sce_output_add_byte(out, '\n');
}

/* ---- tables ---- */

static void add_kind_row(SceOutput *out, const SceDoc *doc, const SceDocField *field) {
  const char *unit = field->shown_unit ? field->shown_unit : field->unit;
  sce_output_add_string(out, "| `");
  if (field->sort == SCE_DOC_EACH) sce_output_add_string(out, "each ");
  if (field->out) sce_output_add_string(out, "out ");
  sce_output_add_string(out, field->name);
  sce_output_add_string(out, "` | ");
  add_code(out, unit, true);
  sce_output_add_string(out, " | ");
  if (field->required) sce_output_add_string(out, "required");
  if (field->refused) sce_output_add_string(out, "refused");
  else add_code(out, field->formula, true);
  if (field->range) {
    sce_output_add_string(out, " in ");
    add_code(out, field->range, true);
  }
  sce_output_add_string(out, " | ");
  add_prose(out, field->text, true);
  if (field->source) {
    sce_output_add_string(out, field->text ? " (source: " : "source: ");
    add_prose(out, field->source, true);
    sce_output_add_string(out, field->text ? ")" : "");
  }
  sce_output_add_string(out, " | ");
  if (field->from && strcmp(field->from, doc->name)) add_code(out, field->from, true);
  sce_output_add_string(out, " |\n");
}

static void add_block_row(SceOutput *out, const SceDocField *field) {
  sce_output_add_string(out, "| `");
  sce_output_add_string(out, field->name);
  sce_output_add_string(out, "` | ");
  if (field->value) add_prose(out, field->value, true);
  else if (field->sort == SCE_DOC_NESTED || field->sort == SCE_DOC_EACH) add_code(out, field->unit, true);
  sce_output_add_string(out, " | ");
  add_code(out, field->formula, true);
  sce_output_add_string(out, " | ");
  if (field->own_source) add_prose(out, field->source, true);
  sce_output_add_string(out, " |\n");
}

static void add_fields(SceOutput *out, const SceDoc *doc) {
  if (!doc->field_count) return;
  if (doc->sort == SCE_DOC_KIND) sce_output_add_string(out, "| field | unit | formula | what it is | from |\n| :--- | :--- | :--- | :--- | :--- |\n");
  else sce_output_add_string(out, "| field | value | formula | source |\n| :--- | ---: | :--- | :--- |\n");
  for (uint32_t i = 0; i < doc->field_count; i++) {
    if (doc->sort == SCE_DOC_KIND) add_kind_row(out, doc, &doc->fields[i]);
    else if (!doc->fields[i].refused) add_block_row(out, &doc->fields[i]);
  }
  sce_output_add_byte(out, '\n');
}

/* ---- pages ---- */

static void add_fence(SceOutput *out, const char *tag, const char *text) {
  sce_output_add_string(out, "```");
  sce_output_add_string(out, tag);
  sce_output_add_byte(out, '\n');
  sce_output_add_string(out, text);
  sce_output_add_string(out, "\n```\n");
}

static void add_example(SceOutput *out, const SceDoc *doc) {
  if (!doc->example) return;
  bool console = *doc->example == '$';
  add_fence(out, console ? "console" : "sce", doc->example);
  if (doc->output) add_fence(out, "text", doc->output);
  sce_output_add_byte(out, '\n');
}

static void add_facts(SceOutput *out, const SceDoc *doc) {
  const SceDocUnit *unit = doc->unit;
  bool member = doc->sort == SCE_DOC_FIELD && doc->field_count;
  if (member) add_text_line(out, "value", doc->fields->value);
  if (member) add_line(out, "unit", doc->fields->shown_unit);
  if (doc->sort == SCE_DOC_UNIT || member) add_text_line(out, "measures", doc->dimension);
  if (unit) {
    add_text_line(out, "refused", unit->refusal);
    add_line(out, "also", unit->aliases);
    add_text_line(out, "prefixes", unit->prefixes);
    if (unit->prefix_required) sce_output_add_string(out, "- only behind a prefix\n");
    if (unit->signature && doc->sort == SCE_DOC_DIMENSION) add_line(out, "made of", unit->signature);
    add_text_line(out, "one is", unit->sizes);
    if (doc->sort == SCE_DOC_DIMENSION) add_line(out, "units", unit->units);
    if (!unit->refusal) add_text_line(out, "shown", unit->style);
  }
  add_line(out, "used by", doc->uses);
  add_line(out, "see also", doc->also);
  add_line(out, "blocks", doc->blocks);
  add_text_line(out, "source", doc->source);
  if (doc->place.file) {
    SceText place = {0};
    sce_text_add_format(&place, "%s:%u", doc->place.file, (unsigned)doc->place.line);
    add_line(out, "stands in", place.bytes);
    sce_text_release(&place);
  }
  sce_output_add_byte(out, '\n');
}

/* Pages of findings have indented programs: they are markdown as they are. */
static void add_page(SceOutput *out, const SceDoc *doc, const char *level) {
  sce_output_add_string(out, level);
  sce_output_add_byte(out, ' ');
  sce_output_add_string(out, doc->name);
  if (doc->sort == SCE_DOC_FINDING) {
    sce_output_add_byte(out, ' ');
    add_prose(out, doc->summary, true);
    sce_output_add_string(out, "\n\n");
    sce_output_add_string(out, doc->text ? doc->text : "");
    sce_output_add_string(out, "\n\n");
    return;
  }
  sce_output_add_string(out, "\n\n");
  if (doc->signature) {
    add_fence(out, "", doc->signature);
    sce_output_add_byte(out, '\n');
  }
  if (doc->text) {
    add_prose(out, doc->text, false);
    sce_output_add_string(out, "\n\n");
  }
  if (doc->sort == SCE_DOC_KIND || doc->sort == SCE_DOC_BLOCK || doc->sort == SCE_DOC_SCENARIO || doc->sort == SCE_DOC_CLAIM) add_fields(out, doc);
  add_example(out, doc);
  add_facts(out, doc);
}

void sce_docs_write_markdown(SceOutput *out, const SceDocRequest *request) {
  static const char *const heads[SCE_DOC_SORTS] = {"Scenarios", "Claims", "Kinds", "Blocks", "Fields", "Functions", "Units", "Dimensions", "Words", "Findings"};
  if (!request->name) sce_output_add_string(out, "# What there is\n\n");
  for (uint32_t i = 0; i < request->count; i++) {
    const SceDoc *doc = request->pages[i];
    if (!request->name && (!i || request->pages[i - 1]->sort != doc->sort)) {
      sce_output_add_string(out, "## ");
      sce_output_add_string(out, heads[doc->sort]);
      sce_output_add_string(out, "\n\n");
    }
    add_page(out, doc, request->name ? "##" : "###");
  }
}
