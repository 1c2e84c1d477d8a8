/* Results as JSON, schema sce.run/1: everything that text shows and more, with every double in full, one value a line so that two
 * documents can be compared with `diff`.
 */
#include "table.h"

#include "claim_text.h"
#include "findings.h"
#include "number.h"
#include "plan.h"

#include <float.h>
#include <math.h>

void sce_json_add_string(SceOutput *out, const char *string) { sce_output_add_json(out, string, strlen(string)); }

void sce_json_add_key(SceOutput *out, const char *key) {
  sce_output_add_string(out, ", \"");
  sce_output_add_string(out, key);
  sce_output_add_string(out, "\": ");
}

void sce_json_add_number(SceOutput *out, double value) {
  char text[SCE_NUMBER_ROOM];
  if (fabs(value) <= DBL_MAX) sce_output_add(out, text, sce_number_write_exact(text, value));
  else sce_output_add_string(out, "null");
}

static void add_place(SceOutput *out, const SceProgram *program, SceSourceId source, uint32_t offset) {
  SceText place = {0};
  sce_text_add_format(&place, "%s:%u", program->sources->list.at[source].short_name, (unsigned)sce_sources_place(program->sources, source, offset).line);
  sce_json_add_string(out, place.bytes);
  sce_text_release(&place);
}

/* --- values ------------------------------------------------------------------------------------ */

static uint32_t axis_points(const SceTable *table, uint32_t axis) { return axis ? table->program->axes.at[axis].count : table->column_count; }

static void add_label(SceOutput *out, const SceTable *table, uint32_t axis, uint32_t point) {
  sce_json_add_string(out, sce_table_label(table, axis, axis ? point : table->columns[point]));
}

/* An axis by its short name, which what else the document holds does not change; by its path where a value has two of one name. */
static const char *axis_name(const SceTable *table, const uint16_t *axes, uint32_t count, uint32_t which) {
  const SceProgram *program = table->program;
  const SceAxis *axis = &program->axes.at[axes[which]];
  for (uint32_t i = 0; i < count; i++)
    if (i != which && program->axes.at[axes[i]].name == axis->name) return sce_intern_spelling(&program->intern, axis->path);
  return sce_intern_spelling(&program->intern, axis->name);
}

/* Of axes that count something: what. */
static void add_axis_units(SceOutput *out, SceTable *table, const uint16_t *axes, uint32_t count) {
  bool any = false;
  for (uint32_t i = 0; i < count; i++) {
    const char *unit = sce_table_is_numeric(table, axes[i]) ? sce_table_unit(table, table->program->axes.at[axes[i]].unit) : "1";
    if (!strcmp(unit, "1")) continue;
    if (any) sce_output_add_string(out, ", ");
    else sce_json_add_key(out, "units");
    if (!any) sce_output_add_byte(out, '{');
    sce_json_add_string(out, axis_name(table, axes, count, i));
    sce_output_add_string(out, ": ");
    sce_json_add_string(out, unit);
    any = true;
  }
  if (any) sce_output_add_byte(out, '}');
}

static void add_axes(SceOutput *out, SceTable *table, uint32_t set) {
  const uint16_t *axes = sce_set_axes(table->program, set);
  uint32_t count = table->program->axis_sets.at[set].count;
  sce_json_add_key(out, "axes");
  sce_output_add_byte(out, '[');
  for (uint32_t i = 0; i < count; i++) {
    if (i) sce_output_add_string(out, ", ");
    sce_json_add_string(out, axis_name(table, axes, count, i));
  }
  sce_output_add_byte(out, ']');
  if (!count) return;
  sce_json_add_key(out, "points");
  for (uint32_t i = 0; i < count; i++) {
    sce_output_add_string(out, i ? ", " : "{");
    sce_json_add_string(out, axis_name(table, axes, count, i));
    sce_output_add_string(out, ": [");
    for (uint32_t point = 0; point < axis_points(table, axes[i]); point++) {
      if (point) sce_output_add_string(out, ", ");
      if (sce_table_is_numeric(table, axes[i])) sce_json_add_number(out, sce_table_axis_value(table, axes[i], point));
      else add_label(out, table, axes[i], point);
    }
    sce_output_add_byte(out, ']');
  }
  sce_output_add_byte(out, '}');
  add_axis_units(out, table, axes, count);
}

/* What a sample says of a point; null where there is no value. */
static void add_summary(SceOutput *out, SceTable *table, const SceResult *result, uint32_t point) {
  const SceSummary *summary = sce_table_summary(table, result, point);
  if (!summary) {
    sce_output_add_string(out, "null");
    return;
  }
  const char *names[SCE_STATISTICS];
  double values[SCE_STATISTICS];
  sce_table_statistics(table, result, summary, names, values);
  for (uint32_t i = 0; i < SCE_STATISTICS; i++) {
    sce_output_add_string(out, i ? ", \"" : "{\"");
    sce_output_add_string(out, names[i]);
    sce_output_add_string(out, "\": ");
    sce_json_add_number(out, values[i]);
  }
  sce_output_add_byte(out, '}');
}

static void add_point(SceOutput *out, SceTable *table, const SceResult *result, uint32_t point) {
  if (sce_table_is_sampled(table, result)) {
    add_summary(out, table, result, point);
    return;
  }
  double value = sce_table_value(table, result, point);
  if (!isnan(value) && result->flags & SCE_RESULT_TRUTH) sce_output_add_string(out, value != 0 ? "true" : "false");
  else sce_json_add_number(out, value);
}

static void add_bytes(SceOutput *out, char byte, uint32_t count) {
  while (count--) sce_output_add_byte(out, byte);
}

/* Nested lists, the first axis outermost. A loop with a turn for each axis, as there may be more axes than a stack should hold. An
 * axis without points is an empty list, whatever would stand in it. */
static void add_value(SceOutput *out, SceTable *table, const SceResult *result, uint32_t set) {
  const uint16_t *axes = sce_set_axes(table->program, set);
  uint32_t depth = 0, count = table->program->axis_sets.at[set].count;
  while (depth < count && axis_points(table, axes[depth])) depth++;
  bool empty = depth < count;
  uint32_t *turn = sce_memory_zeroed((depth + (size_t)1) * sizeof *turn);
  for (uint32_t opened = depth;;) {
    uint32_t point = 0, level = depth;
    add_bytes(out, '[', opened);
    for (uint32_t i = 0; i < depth && !empty; i++) point += (axes[i] ? turn[i] : table->columns[turn[i]]) * sce_set_stride(table->program, set, axes[i]);
    if (empty) sce_output_add_string(out, "[]");
    else add_point(out, table, result, point);
    while (level && ++turn[level - 1] == axis_points(table, axes[level - 1])) {
      turn[--level] = 0;
      sce_output_add_byte(out, ']');
    }
    if (!level) break;
    sce_output_add_string(out, ", ");
    opened = depth - level;
  }
  free(turn);
}

void sce_json_add_value(SceOutput *out, SceTable *table, const SceResult *result) {
  uint32_t set = sce_table_set(table, result);
  add_axes(out, table, set);
  sce_json_add_key(out, "value");
  add_value(out, table, result, set);
}

static void write_value(SceOutput *out, SceTable *table, const SceResult *result, SceText *path) {
  static const char *const roles[] = {"input", "formula", "output"};
  const SceProgram *program = table->program;
  uint32_t length;
  sce_text_clear(path);
  sce_program_path(program, result, path);
  sce_output_add_string(out, "{\"path\": ");
  sce_output_add_json(out, path->bytes, path->count);
  sce_json_add_key(out, "unit");
  sce_json_add_string(out, sce_table_unit(table, result->unit));
  sce_json_add_key(out, "role");
  sce_json_add_string(out, roles[result->role]);
  SceSpan at = sce_program_at(program, result);
  sce_json_add_key(out, "at");
  if (at.source == SCE_NO_SOURCE) sce_output_add_string(out, "null");
  else add_place(out, program, at.source, at.start);
  const char *source = sce_program_source(program, result, &length);
  if (source) {
    sce_json_add_key(out, "source");
    sce_output_add_json(out, source, length);
  }
  sce_json_add_value(out, table, result);
  sce_output_add_byte(out, '}');
}

/* --- claims ------------------------------------------------------------------------------------ */

static void add_comparison(SceOutput *out, SceTable *table, const SceClaim *claim, SceJudgement judged) {
  sce_json_add_key(out, "got");
  sce_json_add_number(out, sce_table_plain(table, claim->unit, judged.got));
  sce_json_add_key(out, "says");
  sce_json_add_number(out, sce_table_plain(table, claim->unit, claim->says));
  sce_json_add_key(out, "unit");
  sce_json_add_string(out, sce_table_unit(table, claim->unit));
  sce_json_add_key(out, "within");
  sce_json_add_number(out, sce_table_plain(table, claim->unit, claim->within));
  sce_json_add_key(out, "ratio");
  sce_json_add_number(out, judged.ratio);
  sce_json_add_key(out, "used");
  sce_json_add_number(out, judged.used);
}

static void write_claim(SceOutput *out, SceTable *table, const SceClaim *claim) {
  const SceProgram *program = table->program;
  SceJudgement judged = sce_claim_judge(table->run, program, claim);
  uint32_t length;
  sce_output_add_string(out, "{\"name\": ");
  sce_json_add_string(out, sce_intern_spelling(&program->intern, claim->name));
  sce_json_add_key(out, "status");
  sce_json_add_string(out, sce_verdict_text(judged.verdict));
  if (claim->holds == SCE_NO_OP) add_comparison(out, table, claim, judged);
  if (claim->under) {
    sce_json_add_key(out, "under");
    sce_json_add_string(out, sce_table_label(table, 0, claim->under));
  }
  const char *text = sce_claim_dispute(program, claim, &length);
  if (text) {
    sce_json_add_key(out, "disputed");
    sce_output_add_json(out, text, length);
  }
  text = sce_claim_source(program, claim, &length);
  if (text) {
    sce_json_add_key(out, "source");
    sce_output_add_json(out, text, length);
  }
  sce_json_add_key(out, "at");
  add_place(out, program, sce_ast_item_source(&program->ast, claim->item), program->ast.items.at[claim->item].start);
  sce_output_add_byte(out, '}');
}

/* --- the document ------------------------------------------------------------------------------ */

static void write_scenarios(SceOutput *out, const SceTable *table) {
  sce_output_add_string(out, "{\"schema\": \"sce.run/1\",\n \"scenarios\": [");
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (i) sce_output_add_string(out, ", ");
    if (table->program->axes.count) add_label(out, table, 0, i);
    else sce_json_add_string(out, "base");
  }
  sce_output_add_byte(out, ']');
}

/* How many there were; nothing where nothing is sampled. */
static void write_samples(SceOutput *out, const SceRun *run) {
  uint64_t samples = sce_run_samples(run);
  if (samples) {
    sce_output_add_string(out, ",\n \"samples\": ");
    sce_json_add_number(out, (double)samples);
  }
  if (sce_run_is_partial(run)) sce_output_add_string(out, ",\n \"partial\": true");
}

static void start_element(SceOutput *out, bool *first) {
  sce_output_add_string(out, *first ? "\n   " : ",\n   ");
  *first = false;
}

static void write_claims(SceOutput *out, SceTable *table) {
  bool first = true;
  sce_output_add_byte(out, '[');
  for (uint32_t i = 0; i < table->program->claims.count; i++) {
    start_element(out, &first);
    write_claim(out, table, &table->program->claims.at[i]);
  }
  sce_output_add_byte(out, ']');
}

void sce_results_write_claims_json(SceOutput *out, const SceProgram *program, const SceRun *run) {
  SceResultOptions options = {0};
  SceTable table;
  sce_table_init(&table, program, run, &options);
  write_claims(out, &table);
  sce_table_release(&table);
}

void sce_results_write_json(SceOutput *out, const SceProgram *program, const SceRun *run, const SceDiags *diags, const SceResultOptions *options) {
  SceTable table;
  SceText text = {0};
  sce_table_init(&table, program, run, options);
  write_scenarios(out, &table);
  write_samples(out, run);
  sce_output_add_string(out, ",\n \"values\": [");
  bool first = true;
  for (uint32_t i = 0; i < program->results.count; i++) {
    if (!sce_table_shows(&table, &program->results.at[i]) || program->results.at[i].flags & SCE_RESULT_REFERENCE) continue;
    start_element(out, &first);
    write_value(out, &table, &program->results.at[i], &text);
  }
  sce_output_add_string(out, "],\n \"claims\": ");
  write_claims(out, &table);
  sce_output_add_string(out, ",\n \"diagnostics\": ");
  sce_text_clear(&text);
  sce_findings_write_json_array(&text, program->sources, diags);
  sce_output_add(out, text.bytes, text.count);
  sce_output_add_string(out, "}\n");
  sce_text_release(&text);
  sce_table_release(&table);
}

SceResultsWriter sce_results_writer(const char *format) {
  static const struct { const char *name; SceResultsWriter writer; } writers[] = {
      {"text", sce_results_write_text}, {"json", sce_results_write_json}, {"csv", sce_results_write_csv}, {"md", sce_results_write_markdown}};
  for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
    if (!strcmp(writers[i].name, format)) return writers[i].writer;
  return NULL;
}
