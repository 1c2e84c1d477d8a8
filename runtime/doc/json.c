/* Pages as JSON, schema sce.doc/1, for editors and other programs: a page a line, everything that is known; what does not apply is left out.
 */
#include "doc_internal.h"

#include "results/table.h"

#include <math.h>

static void add_member(SceOutput *out, const char *key, const char *text) {
  if (!text) return;
  sce_json_add_key(out, key);
  sce_json_add_string(out, text);
}

static void add_truth(SceOutput *out, const char *key, bool truth) {
  if (!truth) return;
  sce_json_add_key(out, key);
  sce_output_add_string(out, "true");
}

static void add_place(SceOutput *out, const SceDocPlace *place) {
  if (!place->file) return;
  SceText text = {0};
  sce_text_add_format(&text, "%s:%u", place->file, (unsigned)place->line);
  add_member(out, "at", text.bytes);
  sce_text_release(&text);
}

/* "a, b, c" as an array. */
static void add_names(SceOutput *out, const char *key, const char *names) {
  if (!names) return;
  sce_json_add_key(out, key);
  sce_output_add_byte(out, '[');
  for (const char *at = names; at;) {
    size_t count = strcspn(at, ",");
    sce_output_add_json(out, at, count);
    at = at[count] ? at + count + 2 : NULL;
    if (at) sce_output_add_string(out, ", ");
  }
  sce_output_add_byte(out, ']');
}

static void add_field(SceOutput *out, const SceDocField *field) {
  static const char *const sorts[] = {"field", "reference", "block", "each", "member"};
  sce_output_add_string(out, "{\"name\": ");
  sce_json_add_string(out, field->name);
  add_member(out, "sort", sorts[field->sort]);
  add_truth(out, "required", field->required);
  add_truth(out, "refused", field->refused);
  add_truth(out, "out", field->out);
  add_truth(out, "given", field->given);
  add_member(out, field->sort == SCE_DOC_REFERENCE || field->sort == SCE_DOC_NESTED ? "kind" : "declared", field->unit);
  add_member(out, "unit", field->shown_unit && !strcmp(field->shown_unit, "%") ? "1" : field->shown_unit);   /* as all values for programs */
  add_member(out, "dimension", field->dimension);
  add_member(out, "formula", field->formula);
  add_member(out, "in", field->range);
  if (field->value && !isnan(field->number)) {
    sce_json_add_key(out, "value");
    sce_json_add_number(out, field->number);
  }
  add_member(out, "shown", field->value);
  add_member(out, "doc", field->text);
  add_member(out, "source", field->source);
  add_member(out, "from", field->from);
  add_place(out, &field->place);
  sce_output_add_byte(out, '}');
}

static void add_unit(SceOutput *out, const SceDoc *doc) {
  const SceDocUnit *unit = doc->unit;
  add_names(out, "aliases", unit->aliases);
  add_member(out, "definition", unit->definition);
  add_member(out, "prefixes", unit->prefixes);
  add_truth(out, "prefix_required", unit->prefix_required);
  add_member(out, "refused", unit->refusal);
  add_member(out, "bases", unit->signature);
  add_member(out, "style", unit->style);
  add_names(out, "units", unit->units);
  add_member(out, "sizes", unit->sizes);
}

static void add_page(SceOutput *out, const SceDoc *doc) {
  static const char *const origins[] = {"file", "library", "core", "language"};
  sce_output_add_string(out, "{\"name\": ");
  sce_json_add_string(out, doc->name);
  add_member(out, "sort", sce_doc_sort_text(doc->sort));
  add_member(out, "origin", origins[doc->origin]);
  add_member(out, "signature", doc->signature);
  add_place(out, &doc->place);
  add_member(out, doc->sort == SCE_DOC_FIELD ? "of" : "kind", doc->kind);
  add_member(out, "base", doc->base);
  add_member(out, "dimension", doc->dimension);
  add_member(out, "summary", doc->summary);
  add_member(out, "doc", doc->text);
  add_member(out, "source", doc->source);
  if (doc->unit) add_unit(out, doc);
  add_names(out, "blocks", doc->blocks);
  add_names(out, "used_by", doc->uses);
  add_names(out, "also", doc->also);
  add_member(out, "example", doc->example);
  add_member(out, "output", doc->output);
  if (doc->fields) {
    sce_json_add_key(out, doc->sort == SCE_DOC_FUNCTION ? "parameters" : "fields");
    sce_output_add_byte(out, '[');
    for (uint32_t i = 0; i < doc->field_count; i++) {
      if (i) sce_output_add_string(out, ", ");
      add_field(out, &doc->fields[i]);
    }
    sce_output_add_byte(out, ']');
  }
  sce_output_add_byte(out, '}');
}

void sce_docs_write_json(SceOutput *out, const SceDocRequest *request) {
  sce_output_add_string(out, "{\"schema\": \"sce.doc/1\",\n \"name\": ");
  if (request->name) sce_json_add_string(out, request->name);
  else sce_output_add_string(out, "null");
  sce_output_add_string(out, ",\n \"pages\": [");
  for (uint32_t i = 0; i < request->count; i++) {
    sce_output_add_string(out, i ? ",\n   " : "\n   ");
    add_page(out, request->pages[i]);
  }
  sce_output_add_string(out, "]}\n");
}
