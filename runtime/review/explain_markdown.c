/* An explanation as a table in markdown, for reports and pull requests: the rows of the text, indented by blanks that renderers keep.
 */
#include "bridge.h"

#include "results/table.h"

/* Signs that would end a cell or be taken for markup. */
static void add_escaped(SceOutput *out, const char *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (strchr("|\\*<`_[]", bytes[i]) && bytes[i]) sce_output_add_byte(out, '\\');
    sce_output_add_byte(out, bytes[i]);
  }
}

static void add_code(SceOutput *out, const SceText *text) {
  if (!text->count) return;
  sce_output_add_byte(out, '`');
  for (size_t i = 0; i < text->count; i++) {
    if (text->bytes[i] == '|') sce_output_add_byte(out, '\\');
    sce_output_add_byte(out, text->bytes[i]);
  }
  sce_output_add_byte(out, '`');
}

static void write_header(SceOutput *out, const SceExplain *explain, const SceTable *table) {
  sce_output_add_string(out, "| field |");
  if (explain->elastic) sce_output_add_string(out, " elasticity |");
  for (uint32_t c = 0; c < table->column_count; c++) {
    const char *name = table->column_count > 1 ? sce_table_label(table, 0, table->columns[c]) : "value";
    sce_output_add_byte(out, ' ');
    add_escaped(out, name, strlen(name));
    sce_output_add_string(out, " |");
  }
  sce_output_add_string(out, " formula | where | source |\n| :--- |");
  if (explain->elastic) sce_output_add_string(out, " ---: |");
  for (uint32_t c = 0; c < table->column_count; c++) sce_output_add_string(out, " ---: |");
  sce_output_add_string(out, " :--- | :--- | :--- |\n");
}

static void write_row(SceOutput *out, const SceExplain *explain, const SceTable *table, uint32_t node, const SceExplainRow *row) {
  sce_output_add_string(out, "| ");
  for (uint32_t i = 0; i < explain->nodes.at[node].depth; i++) sce_output_add_string(out, "&emsp;");
  add_escaped(out, row->name.bytes, row->name.count);
  sce_output_add_string(out, " |");
  if (explain->elastic) {
    sce_output_add_byte(out, ' ');
    add_escaped(out, row->elasticity.bytes, row->elasticity.count);
    sce_output_add_string(out, " |");
  }
  for (uint32_t c = 0; c < table->column_count; c++) {
    size_t start = c ? row->ends[c - 1] : 0;
    sce_output_add_byte(out, ' ');
    add_escaped(out, row->cells.bytes + start, row->ends[c] - start);
    sce_output_add_string(out, " |");
  }
  sce_output_add_byte(out, ' ');
  if (explain->nodes.at[node].above == SCE_NO_OP) add_code(out, &row->formula);
  else sce_output_add_string(out, row->formula.bytes);
  sce_output_add_string(out, " | ");
  add_escaped(out, row->place.bytes, row->place.count);
  sce_output_add_string(out, " | ");
  add_escaped(out, row->source.bytes, row->source.count);
  sce_output_add_string(out, " |\n");
}

void sce_explain_write_markdown(SceOutput *out, const SceExplain *explain, const SceExplainOptions *options) {
  SceTable table;
  SceExplainRow row = {0};
  SceText partial = {0}, none = {0};
  SceResultOptions shown = {.scenarios = explain->columns.at, .scenario_count = explain->columns.count, .digits = options->digits};
  if (options->bridge) sce_bridge_write_markdown(out, options->bridge);
  sce_table_init(&table, explain->fields.program, explain->fields.session->run, &shown);
  write_header(out, explain, &table);
  for (uint32_t i = 0; i < explain->nodes.count; i++) {
    sce_explain_make_row(explain, &table, i, options, &row);
    write_row(out, explain, &table, i, &row);
  }
  sce_explain_add_none(explain, &none);
  if (none.count) {
    sce_output_add_byte(out, '\n');
    sce_output_add(out, none.bytes, none.count);
    sce_output_add_byte(out, '\n');
  }
  if (sce_table_add_partial(&table, &partial)) {
    sce_output_add_byte(out, '\n');
    sce_output_add(out, partial.bytes, partial.count);
    sce_output_add_byte(out, '\n');
  }
  sce_text_release(&partial);
  sce_text_release(&none);
  sce_explain_row_release(&row);
  sce_table_release(&table);
}
