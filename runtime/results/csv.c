/* Results as comma-separated values (RFC 4180, lines end in a line feed): one point a row, an axis a column, numbers in full, for spreadsheets
 * and data frames. A column stands only when some value has its axis.
 */
#include "table.h"

#include "number.h"
#include "plan.h"

#include <math.h>

static void add_comma(SceOutput *out) { sce_output_add_byte(out, ','); }

static void add_text(SceOutput *out, const char *text) { sce_output_add_csv(out, text, strlen(text)); }

static void write_header(SceOutput *out, const SceTable *table) {
  sce_output_add_string(out, "path,");
  if (table->scenarios) sce_output_add_string(out, "scenario,");
  for (uint32_t axis = 1; axis < table->program->axes.count; axis++) {
    if (!table->axes[axis]) continue;
    add_text(out, sce_table_axis_name(table, axis));
    add_comma(out);
  }
  sce_output_add_string(out, "statistic,value,unit\n");
}

static void add_number(SceOutput *out, double value) {
  char text[SCE_NUMBER_ROOM];
  if (!isnan(value)) sce_output_add(out, text, sce_number_write_exact(text, value));
}

static void add_axis_point(SceOutput *out, SceTable *table, uint32_t axis, uint32_t point) {
  if (sce_table_is_numeric(table, axis)) add_number(out, sce_table_axis_value(table, axis, point));
  else add_text(out, sce_table_label(table, axis, point));
}

/* Everything before the statistic. */
static void add_point(SceOutput *out, SceTable *table, uint32_t set, const SceText *path, uint32_t row, uint32_t column) {
  const SceProgram *program = table->program;
  sce_output_add_csv(out, path->bytes, path->count);
  add_comma(out);
  if (table->scenarios) {
    if (sce_table_has_scenarios(table, set)) add_text(out, sce_table_label(table, 0, table->columns[column]));
    add_comma(out);
  }
  for (uint32_t axis = 1; axis < program->axes.count; axis++) {
    if (!table->axes[axis]) continue;
    uint32_t stride = sce_set_stride(program, set, axis);
    if (stride) add_axis_point(out, table, axis, row / stride % program->axes.at[axis].count);
    add_comma(out);
  }
}

static void add_value(SceOutput *out, SceTable *table, const SceResult *result, const char *statistic, double value) {
  bool truth = result->flags & SCE_RESULT_TRUTH && !sce_table_is_sampled(table, result);
  sce_output_add_string(out, statistic);
  add_comma(out);
  if (truth && !isnan(value)) sce_output_add_string(out, value != 0 ? "true" : "false");
  else add_number(out, value);
  add_comma(out);
  add_text(out, sce_table_unit(table, result->unit));
  sce_output_add_byte(out, '\n');
}

/* A row; of what is sampled a row for each statistic, also where there is no value. */
static void write_point(SceOutput *out, SceTable *table, const SceResult *result, const SceText *path, uint32_t row, uint32_t column) {
  uint32_t set = sce_table_set(table, result), point = sce_table_point(table, set, row, column);
  if (!sce_table_is_sampled(table, result)) {
    add_point(out, table, set, path, row, column);
    add_value(out, table, result, "value", sce_table_value(table, result, point));
    return;
  }
  const char *names[SCE_STATISTICS];
  double values[SCE_STATISTICS];
  sce_table_statistics(table, result, sce_table_summary(table, result, point), names, values);
  for (uint32_t i = 0; i < SCE_STATISTICS; i++) {
    add_point(out, table, set, path, row, column);
    add_value(out, table, result, names[i], values[i]);
  }
}

void sce_results_write_csv(SceOutput *out, const SceProgram *program, const SceRun *run, const SceDiags *diags, const SceResultOptions *options) {
  (void)diags;
  SceTable table;
  SceText path = {0};
  sce_table_init(&table, program, run, options);
  write_header(out, &table);
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    if (!sce_table_shows(&table, result) || result->flags & SCE_RESULT_REFERENCE) continue;
    sce_text_clear(&path);
    sce_program_path(program, result, &path);
    uint32_t columns = sce_table_has_scenarios(&table, sce_table_set(&table, result)) ? table.column_count : 1;
    for (uint32_t column = 0; column < columns; column++)
      for (uint32_t row = 0, rows = sce_table_rows(&table, result); row < rows; row++) write_point(out, &table, result, &path, row, column);
  }
  sce_text_release(&path);
  sce_table_release(&table);
}
