/* A diff as JSON, schema sce.diff/1: every double in full, one thing a line. Several files are one document, where each thing says which file it is of.
 */
#include "diff_cells.h"

#include "results/findings.h"
#include "results/number.h"

#include <float.h>
#include <math.h>

static void add_string(SceOutput *out, const char *string) {
  if (string) sce_output_add_json(out, string, strlen(string));
  else sce_output_add_string(out, "null");
}

static void add_key(SceOutput *out, const char *key) {
  sce_output_add_string(out, ", \"");
  sce_output_add_string(out, key);
  sce_output_add_string(out, "\": ");
}

static void add_number(SceOutput *out, double value) {
  char text[SCE_NUMBER_ROOM];
  if (fabs(value) <= DBL_MAX) sce_output_add(out, text, sce_number_write_exact(text, value));
  else sce_output_add_string(out, "null");
}

static void add_text_key(SceOutput *out, const char *key, const char *text) {
  add_key(out, key);
  add_string(out, text);
}

/* Only where there is one. */
static void add_more(SceOutput *out, const char *key, const char *text) {
  if (text) add_text_key(out, key, text);
}

static void add_number_key(SceOutput *out, const char *key, double value) {
  add_key(out, key);
  add_number(out, value);
}

static void add_bool_key(SceOutput *out, const char *key, bool value) {
  add_key(out, key);
  sce_output_add_string(out, value ? "true" : "false");
}

static void start_element(SceOutput *out, bool *first) {
  sce_output_add_string(out, *first ? "\n   " : ",\n   ");
  *first = false;
}

/* --- outputs ----------------------------------------------------------------------------------- */

/* {"value": 1}; null where the side does not have the output. */
static void add_side(SceOutput *out, SceDiffView *view, const SceDiffOutput *output, const char *key, double value, double se) {
  bool absent = output->status == (*key == 'o' ? SCE_DIFF_ADDED : SCE_DIFF_REMOVED);
  add_key(out, key);
  if (absent) {
    sce_output_add_string(out, "null");
    return;
  }
  sce_output_add_string(out, "{\"value\": ");
  if (output->truth && !output->sampled && !isnan(value)) sce_output_add_string(out, value != 0 ? "true" : "false");
  else add_number(out, sce_table_plain(&view->units, output->unit, value));
  if (output->sampled) add_number_key(out, "se", sce_table_plain(&view->units, output->unit, se));
  sce_output_add_byte(out, '}');
}

static void add_point(SceOutput *out, const SceDiffOutput *output) {
  if (!output->point.count) return;
  add_key(out, "point");
  for (uint32_t i = 0; i < output->point.count; i++) {
    sce_output_add_string(out, i ? ", " : "{");
    add_string(out, output->point.at[i].axis);
    sce_output_add_string(out, ": ");
    add_string(out, output->point.at[i].label);
  }
  sce_output_add_byte(out, '}');
}

void sce_diff_write_driver(SceOutput *out, SceDiffView *view, const SceDiffOutput *output, const SceDriver *driver) {
  sce_output_add_string(out, "{\"path\": ");
  add_string(out, driver->path);
  add_text_key(out, "kind", sce_driver_kind_text(driver->kind));
  add_number_key(out, "old", sce_table_plain(&view->units, driver->unit, driver->old_value));
  add_number_key(out, "new", sce_table_plain(&view->units, driver->unit, driver->new_value));
  add_text_key(out, "unit", sce_table_unit(&view->units, driver->unit));
  add_number_key(out, "contribution", sce_table_plain(&view->units, output->unit, driver->contribution));
  add_number_key(out, "share", driver->share);
  add_number_key(out, "factor", driver->factor);
  add_text_key(out, "at", driver->at);
  add_more(out, "old_text", driver->old_text);
  add_more(out, "new_text", driver->new_text);
  sce_output_add_byte(out, '}');
}

static void write_drivers(SceOutput *out, SceDiffView *view, const SceDiffOutput *output) {
  add_key(out, "drivers");
  sce_output_add_byte(out, '[');
  for (uint32_t i = 0; i < output->drivers.count; i++) {
    sce_output_add_string(out, i ? ",\n     " : "\n     ");
    sce_diff_write_driver(out, view, output, &output->drivers.at[i]);
  }
  sce_output_add_byte(out, ']');
}

static void write_output(SceOutput *out, SceDiffView *view, const SceDiffOutput *output) {
  sce_diff_view_units(view, output->units_of);
  sce_output_add_string(out, "{\"path\": ");
  add_string(out, output->path);
  add_more(out, "old_path", output->old_path);
  add_more(out, "file", view->diff->file);
  add_point(out, output);
  add_text_key(out, "status", sce_diff_status_text(output->status));
  add_text_key(out, "at", output->at);
  add_text_key(out, "unit", sce_table_unit(&view->units, output->unit));
  add_side(out, view, output, "old", output->old_value, output->old_se);
  add_side(out, view, output, "new", output->new_value, output->new_se);
  add_number_key(out, "delta", sce_table_plain(&view->units, output->unit, output->delta));
  add_number_key(out, "ratio", output->ratio);
  write_drivers(out, view, output);
  add_more(out, "note", output->note);
  sce_output_add_byte(out, '}');
}

/* --- claims, gates, edits ---------------------------------------------------------------------- */

static void add_claim_side(SceOutput *out, SceDiffView *view, const SceDiffClaim *claim, const char *key, const char *status, double got) {
  add_key(out, key);
  sce_output_add_string(out, status ? "{\"status\": " : "null");
  if (!status) return;
  add_string(out, status);
  add_number_key(out, "got", sce_table_plain(&view->units, claim->unit, got));
  sce_output_add_byte(out, '}');
}

static void write_claim(SceOutput *out, SceDiffView *view, const SceDiffClaim *claim) {
  sce_diff_view_units(view, claim->units_of);
  sce_output_add_string(out, "{\"name\": ");
  add_string(out, claim->name);
  add_more(out, "file", view->diff->file);
  add_bool_key(out, "flipped", claim->flipped);
  add_text_key(out, "at", claim->at);
  add_text_key(out, "unit", sce_table_unit(&view->units, claim->unit));
  add_claim_side(out, view, claim, "old", claim->old_status, claim->old_got);
  add_claim_side(out, view, claim, "new", claim->new_status, claim->new_got);
  add_number_key(out, "says", sce_table_plain(&view->units, claim->unit, claim->says));
  add_more(out, "source", claim->source);
  sce_output_add_byte(out, '}');
}

static void write_gate(SceOutput *out, const SceDiff *diff, const SceDiffGate *gate) {
  static const char *const states[] = {[SCE_GATE_PASSED] = "passed", [SCE_GATE_HIT] = "hit", [SCE_GATE_TROUBLE] = "trouble"};
  sce_output_add_string(out, "{\"gate\": ");
  add_string(out, gate->text);
  add_more(out, "file", diff->file);
  add_text_key(out, "action", gate->warns ? "warn" : "fail");
  add_text_key(out, "state", states[gate->state]);
  add_text_key(out, "reason", gate->reason);
  sce_output_add_byte(out, '}');
}

static void write_edit(SceOutput *out, const SceDiff *diff, const SceDiffEdit *edit) {
  sce_output_add_string(out, "{\"path\": ");
  add_string(out, edit->path);
  add_more(out, "file", diff->file);
  add_text_key(out, "kind", sce_driver_kind_text(edit->kind));
  add_text_key(out, "old", edit->old_text);
  add_text_key(out, "new", edit->new_text);
  add_text_key(out, "at", edit->at);
  sce_output_add_byte(out, '}');
}

/* --- the document ------------------------------------------------------------------------------ */

typedef enum Part { OUTPUTS, CLAIMS, GATES, EDITS, PART_COUNT } Part;

static void write_part(SceOutput *out, const SceDiff *diff, const SceDiffOptions *options, Part part, bool *first) {
  SceDiffView view;
  sce_diff_view_init(&view, diff, options);
  const uint32_t counts[PART_COUNT] = {diff->outputs.count, diff->claims.count, diff->gates.count, diff->edits.count};
  for (uint32_t i = 0; i < counts[part]; i++) {
    if (part == OUTPUTS && !sce_diff_shows_output(options, &diff->outputs.at[i])) continue;
    if (part == CLAIMS && !sce_diff_shows_claim(options, &diff->claims.at[i])) continue;
    start_element(out, first);
    if (part == OUTPUTS) write_output(out, &view, &diff->outputs.at[i]);
    else if (part == CLAIMS) write_claim(out, &view, &diff->claims.at[i]);
    else if (part == GATES) write_gate(out, diff, &diff->gates.at[i]);
    else write_edit(out, diff, &diff->edits.at[i]);
  }
}

static void write_counts(SceOutput *out, const SceDiff *const *diffs, uint32_t count) {
  uint64_t totals[SCE_DIFF_STATUS_COUNT] = {0}, flipped = 0, off = 0;
  for (uint32_t i = 0; i < count; i++) {
    for (int status = 0; status < SCE_DIFF_STATUS_COUNT; status++) totals[status] += diffs[i]->counts[status];
    for (uint32_t k = 0; k < diffs[i]->claims.count; k++) flipped += diffs[i]->claims.at[k].flipped;
    off += diffs[i]->claims_off;
  }
  sce_output_add_string(out, ",\n \"counts\": {");
  for (int status = 0; status < SCE_DIFF_STATUS_COUNT; status++) {
    sce_output_add_string(out, status ? ", " : "");
    add_string(out, sce_diff_status_text((SceDiffStatus)status));
    sce_output_add_string(out, ": ");
    add_number(out, (double)totals[status]);
  }
  add_number_key(out, "claims_flipped", (double)flipped);
  add_number_key(out, "claims_off", (double)off);
  sce_output_add_byte(out, '}');
}

static void write_diagnostics(SceOutput *out, const SceDiffOptions *options) {
  SceText text = {0};
  bool first = true;
  for (uint32_t i = 0; i < options->finding_count; i++) sce_findings_add_json_items(&text, options->findings[i].sources, options->findings[i].diags, &first);
  sce_output_add_string(out, ",\n \"diagnostics\": [");
  sce_output_add(out, text.bytes, text.count);
  sce_output_add_string(out, "]}\n");
  sce_text_release(&text);
}

void sce_diff_write_json(SceOutput *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options) {
  static const char *const keys[PART_COUNT] = {"outputs", "claims", "gates", "edits"};
  bool partial = false, values_only = false;
  for (uint32_t i = 0; i < count; i++) partial |= diffs[i]->partial, values_only |= diffs[i]->values_only;
  sce_output_add_string(out, "{\"schema\": \"sce.diff/1\"");
  if (partial) sce_output_add_string(out, ",\n \"partial\": true");
  if (values_only) sce_output_add_string(out, ",\n \"values_only\": true");
  for (Part part = OUTPUTS; part < PART_COUNT; part++) {
    bool first = true;
    sce_output_add_string(out, ",\n \"");
    sce_output_add_string(out, keys[part]);
    sce_output_add_string(out, "\": [");
    for (uint32_t i = 0; i < count; i++) write_part(out, diffs[i], options, part, &first);
    sce_output_add_byte(out, ']');
  }
  write_counts(out, diffs, count);
  write_diagnostics(out, options);
}

SceDiffWriter sce_diff_writer(const char *format) {
  static const struct { const char *name; SceDiffWriter writer; } writers[] = {
      {"text", sce_diff_write_text}, {"json", sce_diff_write_json}, {"md", sce_diff_write_markdown}, {"html", sce_diff_write_html}};
  for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
    if (!strcmp(writers[i].name, format)) return writers[i].writer;
  return NULL;
}
