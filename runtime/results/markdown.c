/* Results as tables in markdown, a table a block, with the cells of the text format: for reports and pull requests.
 */
#include "results.h"

#include "table.h"

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

static void start_table(SceOutput *out, const SceTable *table, const SceResult *result, bool first) {
  if (!first) sce_output_add_byte(out, '\n');
  if (result->block) {
    const char *path = sce_intern_spelling(&table->program->intern, table->program->blocks.at[result->block].path);
    sce_output_add_string(out, "### ");
    add_escaped(out, path, strlen(path), false);
    sce_output_add_string(out, "\n\n");
  }
  sce_output_add_string(out, "| name |");
  for (uint32_t i = 0; i < table->column_count; i++) {
    const char *name = table->scenarios ? sce_table_label(table, 0, table->columns[i]) : "value";
    sce_output_add_byte(out, ' ');
    add_escaped(out, name, strlen(name), false);
    sce_output_add_string(out, " |");
  }
  sce_output_add_string(out, "\n| :--- |");
  for (uint32_t i = 0; i < table->column_count; i++) sce_output_add_string(out, " ---: |");
  sce_output_add_byte(out, '\n');
}

static void write_rows(SceOutput *out, SceTable *table, const SceResult *result, SceText *name) {
  for (uint32_t row = 0, rows = sce_table_rows(table, result); row < rows; row++) {
    sce_text_clear(name);
    sce_table_add_name(table, result, row, name);
    sce_table_make_row(table, result, row);
    sce_output_add_string(out, "| ");
    if (result->flags & SCE_RESULT_EXPRESSION) add_code(out, name->bytes, name->count);
    else add_escaped(out, name->bytes, name->count, false);
    sce_output_add_string(out, " |");
    for (uint32_t i = 0; i < table->column_count; i++) {
      size_t length;
      const char *cell = sce_table_cell(table, i, &length);
      if (length) sce_output_add_byte(out, ' ');
      add_escaped(out, cell, length, false);
      sce_output_add_string(out, " |");
    }
    sce_output_add_byte(out, '\n');
  }
}

static void add_column(SceOutput *out, const char *bytes, size_t count, bool prose) {
  if (count) sce_output_add_byte(out, ' ');
  add_escaped(out, bytes, count, prose);
  sce_output_add_string(out, " |");
}

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
  sce_table_init(&table, program, run, options);
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    if (!sce_table_shows(&table, result)) continue;
    if (result->block != block) start_table(out, &table, result, block == UINT32_MAX);
    block = result->block;
    write_rows(out, &table, result, &name);
  }
  if (program->claims.count) {
    if (block != UINT32_MAX) sce_output_add_byte(out, '\n');
    write_claims(out, &table);
  }
  sce_text_release(&name);
  sce_table_release(&table);
}
