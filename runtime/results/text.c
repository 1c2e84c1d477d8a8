/* Results as plain text, made for `diff`: one result a line, columns at fixed stops, so that a longer cell moves what follows on its own
 * line and nothing else.
 */
#include "table.h"

#include "number.h"

enum { FIRST_STOP = 19, CLAIM_STOP = 10, STEP = 18, LEAST_GAP = 1, GAP = 2 };

typedef struct Line {
  SceOutput *out;
  uint32_t first;      /* column of the first stop */
  uint32_t at;         /* columns written so far */
} Line;

static void add_start(Line *line, uint32_t indent, const char *bytes, size_t count) {
  sce_output_add_spaces(line->out, indent);
  sce_output_add(line->out, bytes, count);
  line->at = indent + sce_table_width(bytes, count);
}

/* At its own stop, or where that is taken right behind what takes it. Nothing is written for an empty cell. */
static void add_cell(Line *line, uint32_t column, const char *bytes, size_t count) {
  if (!count) return;
  uint32_t stop = line->first + column * STEP;
  if (line->at && line->at + LEAST_GAP > stop) stop = line->at + GAP;
  sce_output_add_spaces(line->out, stop - line->at);
  sce_output_add(line->out, bytes, count);
  line->at = stop + sce_table_width(bytes, count);
}

static void end_line(Line *line) {
  sce_output_add_byte(line->out, '\n');
  line->at = 0;
}

static void write_header(Line *line, const SceTable *table) {
  for (uint32_t i = 0; i < table->column_count; i++) {
    const char *name = sce_table_label(table, 0, table->columns[i]);
    add_cell(line, i, name, strlen(name));
  }
  end_line(line);
}

static void write_result(Line *line, SceTable *table, const SceResult *result, SceText *name) {
  for (uint32_t row = 0, rows = sce_table_rows(table, result); row < rows; row++) {
    sce_text_clear(name);
    sce_table_add_name(table, result, row, name);
    add_start(line, result->block ? 2 : 0, name->bytes, name->count);
    sce_table_make_row(table, result, row);
    for (uint32_t i = 0; i < table->column_count; i++) {
      size_t length;
      const char *cell = sce_table_cell(table, i, &length);
      add_cell(line, i, cell, length);
    }
    end_line(line);
  }
}

/* What somebody asked for by typing it: an expression is not repeated, only its points are named where there are several. */
static void write_bare(Line *line, SceTable *table, const SceResult *result, SceText *name) {
  bool scenarios = table->scenarios && sce_table_has_scenarios(table, sce_table_set(table, result));
  SceResult unnamed = *result;
  unnamed.op = SCE_NO_OP;        /* the text without the point */
  sce_text_clear(name);
  sce_table_add_name(table, &unnamed, 0, name);
  size_t skip = name->count;
  for (uint32_t row = 0, rows = sce_table_rows(table, result); row < rows; row++) {
    sce_text_clear(name);
    sce_table_add_name(table, result, row, name);
    sce_table_make_row(table, result, row);
    if (name->count > skip) add_start(line, 0, name->bytes + skip, name->count - skip);
    for (uint32_t i = 0; i < (scenarios ? table->column_count : 1); i++) {
      size_t length;
      const char *cell = sce_table_cell(table, i, &length);
      if (line->at || scenarios) add_cell(line, i, cell, length);
      else add_start(line, 0, cell, length);
    }
    end_line(line);
  }
}

static void write_claims(Line *line, SceTable *table) {
  SceClaimRow row = {0};
  SceText source = {0};
  line->first = CLAIM_STOP;
  for (uint32_t i = 0; i < table->program->claims.count; i++) {
    sce_table_make_claim(table, &table->program->claims.at[i], &row);
    add_start(line, 0, row.status, strlen(row.status));
    add_cell(line, 0, row.name, strlen(row.name));
    add_cell(line, 1, row.got.bytes, row.got.count);
    add_cell(line, 2, row.says.bytes, row.says.count);
    sce_text_clear(&source);
    if (row.source.count) sce_text_add_format(&source, "(%s)", row.source.bytes);
    add_cell(line, 3, source.bytes, source.count);
    end_line(line);
    if (!row.dispute.count) continue;
    add_start(line, CLAIM_STOP, row.dispute.bytes, row.dispute.count);
    end_line(line);
  }
  sce_text_release(&source);
  sce_claim_row_release(&row);
}

/* Are the names of the scenarios needed: by any result; among expressions that were typed, by one that depends on them? */
static bool needs_header(const SceTable *table, bool bare) {
  if (!table->scenarios) return false;
  for (uint32_t i = 0; i < table->program->results.count; i++) {
    const SceResult *result = &table->program->results.at[i];
    if (sce_table_shows(table, result) && (!bare || sce_table_has_scenarios(table, sce_table_set(table, result)))) return true;
  }
  return false;
}

void sce_results_write_text(SceOutput *out, const SceProgram *program, const SceRun *run, const SceDiags *diags, const SceResultOptions *options) {
  (void)diags;
  SceTable table;
  SceText name = {0};
  Line line = {out, FIRST_STOP, 0};
  uint32_t block = 0, shown = 0;
  sce_table_init(&table, program, run, options);
  if (needs_header(&table, options->bare)) write_header(&line, &table);
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    if (!sce_table_shows(&table, result)) continue;
    shown++;
    if (options->bare && result->flags & SCE_RESULT_EXPRESSION) {
      write_bare(&line, &table, result, &name);
      continue;
    }
    if (result->block != block && result->block) {
      sce_output_add_string(out, sce_intern_spelling(&program->intern, program->blocks.at[result->block].path));
      end_line(&line);
    }
    block = result->block;
    write_result(&line, &table, result, &name);
  }
  if (program->claims.count && !options->bare) {
    if (shown) end_line(&line);
    write_claims(&line, &table);
  }
  sce_text_release(&name);
  sce_table_release(&table);
}
