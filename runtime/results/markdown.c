/* Results as tables in markdown, a table a block and tables of their own for what is swept, with the cells of the text format: for reports and pull requests.
 */
#include "results.h"

#include "pivot.h"

/* Signs that would end a cell or be taken for markup; in running text also those that only mean something between words. */
static void add_escaped(SceOutput *out, const char *bytes, size_t count, bool prose) {
  for (size_t i = 0; i < count; i++) {
    if (strchr(prose ? "|\\*<`_[]" : "|\\*<`", bytes[i]) && bytes[i]) sce_output_add_byte(out, '\\');
    sce_output_add_byte(out, bytes[i]);
  }
}

/* An expression as code, in which only the bar needs a backslash. */
static void add_code(SceOutput *out, const char *bytes, size_t count) {
  sce_output_add_byte(out, '`');
  for (size_t i = 0; i < count; i++) {
    if (bytes[i] == '|') sce_output_add_byte(out, '\\');
    sce_output_add_byte(out, bytes[i]);
  }
  sce_output_add_byte(out, '`');
}

static void add_column(SceOutput *out, const char *bytes, size_t count, bool prose) {
  if (count) sce_output_add_byte(out, ' ');
  add_escaped(out, bytes, count, prose);
  sce_output_add_string(out, " |");
}

static void add_cells(SceOutput *out, const SceTable *table, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    size_t length;
    const char *cell = sce_table_cell(table, i, &length);
    add_column(out, cell, length, false);
  }
  sce_output_add_byte(out, '\n');
}

/* The line below the names of columns. */
static void add_rule(SceOutput *out, bool left, uint32_t count) {
  sce_output_add_string(out, left ? "\n| :--- |" : "\n| ---: |");
  for (uint32_t i = 0; i < count; i++) sce_output_add_string(out, " ---: |");
  sce_output_add_byte(out, '\n');
}

/* What stands before a heading, a table or a line on its own, unless it is the first. */
static void separate(SceOutput *out, bool *first) {
  if (!*first) sce_output_add_byte(out, '\n');
  *first = false;
}

static void write_block(SceOutput *out, const SceTable *table, uint32_t block, bool *first) {
  const char *path = sce_intern_spelling(&table->program->intern, table->program->blocks.at[block].path);
  separate(out, first);
  sce_output_add_string(out, "### ");
  add_escaped(out, path, strlen(path), false);
  sce_output_add_byte(out, '\n');
}

static void start_table(SceOutput *out, const SceTable *table, bool *first) {
  separate(out, first);
  sce_output_add_string(out, "| name |");
  for (uint32_t i = 0; i < table->column_count; i++) {
    const char *name = table->scenarios ? sce_table_label(table, 0, table->columns[i]) : "value";
    add_column(out, name, strlen(name), false);
  }
  add_rule(out, true, table->column_count);
}

static void write_rows(SceOutput *out, SceTable *table, const SceResult *result, SceText *name) {
  for (uint32_t row = 0, rows = sce_table_lines(table, result); row < rows; row++) {
    sce_text_clear(name);
    sce_table_add_name(table, result, row, name);
    sce_table_make_row(table, result, row);
    sce_output_add_string(out, "| ");
    if (result->flags & SCE_RESULT_EXPRESSION) add_code(out, name->bytes, name->count);
    else add_escaped(out, name->bytes, name->count, false);
    sce_output_add_string(out, " |");
    add_cells(out, table, table->column_count);
  }
}

/* --- sweeps ------------------------------------------------------------------------------------ */

static void write_page(SceOutput *out, const ScePivot *pivot, uint32_t part, uint32_t first, SceText *text, bool *top) {
  uint32_t count = sce_pivot_page(pivot, first);
  bool across = pivot->across && pivot->across != SCE_PIVOT_SINGLE;
  sce_text_clear(text);
  sce_pivot_add_part(pivot, part, text);
  if (text->count && count < pivot->columns) sce_text_add_string(text, ", ");
  sce_pivot_add_page(pivot, first, text);
  if (text->count) {
    separate(out, top);
    add_escaped(out, text->bytes, text->count, true);
    sce_output_add_byte(out, '\n');
  }
  separate(out, top);
  sce_text_clear(text);
  sce_pivot_add_axis(pivot, pivot->down, text);
  if (across) sce_text_add_string(text, " \\ ");
  if (across) sce_pivot_add_axis(pivot, pivot->across, text);
  sce_output_add_byte(out, '|');
  add_column(out, text->bytes, text->count, false);
  for (uint32_t i = 0; i < count; i++) {
    const char *name = sce_pivot_column(pivot, first + i);
    add_column(out, name ? name : "value", strlen(name ? name : "value"), false);
  }
  add_rule(out, !sce_table_is_numeric(pivot->table, pivot->down), count);
  for (uint32_t row = 0; row < pivot->rows; row++) {
    const char *label = sce_table_label(pivot->table, pivot->down, row);
    sce_output_add_byte(out, '|');
    add_column(out, label, strlen(label), false);
    sce_pivot_make_row(pivot, part, row, first, count);
    add_cells(out, pivot->table, count);
  }
}

static void write_pivot(SceOutput *out, SceTable *table, const SceResult *result, SceText *text, bool *top) {
  ScePivot pivot;
  sce_pivot_init(&pivot, table, result);
  sce_text_clear(text);
  sce_pivot_add_title(&pivot, true, text);
  separate(out, top);
  sce_output_add_string(out, "#### ");
  if (result->flags & SCE_RESULT_EXPRESSION) add_code(out, text->bytes, text->count);
  else add_escaped(out, text->bytes, text->count, true);
  sce_output_add_byte(out, '\n');
  for (uint32_t part = 0; part < pivot.parts; part++)
    for (uint32_t first = 0; first < pivot.columns; first += sce_pivot_page(&pivot, first)) write_page(out, &pivot, part, first, text, top);
}

/* --- claims and the document ------------------------------------------------------------------- */

static void write_claims(SceOutput *out, SceTable *table) {
  static const char says[] = "says ";
  SceClaimRow row = {0};
  sce_output_add_string(out, "| status | claim | got | says | source |\n| :--- | :--- | ---: | ---: | :--- |\n");
  for (uint32_t i = 0; i < table->program->claims.count; i++) {
    sce_table_make_claim(table, &table->program->claims.at[i], &row);
    if (row.dispute.count) sce_text_add_format(&row.source, "%sdisputed: %s", row.source.count ? "; " : "", row.dispute.bytes);
    sce_output_add_byte(out, '|');
    add_column(out, row.status, strlen(row.status), false);
    add_column(out, row.name, strlen(row.name), false);
    add_column(out, row.got.bytes, row.got.count, false);
    if (row.says.count) add_column(out, row.says.bytes + sizeof says - 1, row.says.count - (sizeof says - 1), false);
    else add_column(out, "", 0, false);
    add_column(out, row.source.bytes, row.source.count, true);
    sce_output_add_byte(out, '\n');
  }
  sce_claim_row_release(&row);
}

void sce_results_write_markdown(SceOutput *out, const SceProgram *program, const SceRun *run, const SceDiags *diags, const SceResultOptions *options) {
  (void)diags;
  SceTable table;
  SceText name = {0};
  uint32_t block = UINT32_MAX;
  bool first = true, open = false;    /* open: rows go on in the table above */
  sce_table_init(&table, program, run, options);
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    if (!sce_table_shows(&table, result)) continue;
    bool pivot = sce_pivot_takes(&table, result);
    if (result->block != block && result->block) write_block(out, &table, result->block, &first);
    if (pivot) write_pivot(out, &table, result, &name, &first);
    else if (result->block != block || !open) start_table(out, &table, &first);
    if (!pivot) write_rows(out, &table, result, &name);
    block = result->block;
    open = !pivot;
  }
  if (program->claims.count) {
    separate(out, &first);
    write_claims(out, &table);
  }
  sce_text_clear(&name);
  if (sce_table_add_partial(&table, &name)) {
    separate(out, &first);
    sce_output_add(out, name.bytes, name.count);
    sce_output_add_byte(out, '\n');
  }
  sce_text_release(&name);
  sce_table_release(&table);
}
