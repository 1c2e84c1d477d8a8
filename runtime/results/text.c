/* Results as plain text, made for `diff`: one result a line, columns at fixed stops, so that a longer cell moves what follows on its own
 * line and nothing else.
 */
#include "pivot.h"

#include "number.h"

enum { FIRST_STOP = 19, CLAIM_STOP = 10, LEAST_GAP = 1, GAP = 2, LABEL = 8, LONG_LABEL = 12, CLAIM_CELLS = 3 };

/* How far stops may lie apart: the least step that the cells of a block fit, so that an edit seldom moves more than its own line. What does not fit
 * the widest pushes its neighbours on its own line. */
static const uint32_t steps[] = {12, 18, 24, 30, 40, 50};
enum { STEPS = sizeof steps / sizeof *steps, USUAL = 1 };

typedef struct Line {
  SceOutput *out;
  uint32_t first;      /* column of the first stop */
  uint32_t step;       /* from one to the next */
  const uint32_t *own; /* NULL, or each column's own step */
  uint32_t at;         /* columns written so far */
} Line;

static uint32_t find_step(uint32_t widest, uint32_t least) {
  while (least < STEPS - 1 && widest + GAP > steps[least]) least++;
  return steps[least];
}

static void widen(uint32_t *widest, uint32_t width) {
  if (width > *widest) *widest = width;
}

static void add_start(Line *line, uint32_t indent, const char *bytes, size_t count) {
  sce_output_add_spaces(line->out, indent);
  sce_output_add(line->out, bytes, count);
  line->at = indent + sce_table_width(bytes, count);
}

/* At its own stop, or where that is taken right behind what takes it. Nothing is written for an empty cell. */
static void add_cell(Line *line, uint32_t column, const char *bytes, size_t count) {
  if (!count) return;
  uint32_t stop = line->first + (line->own ? 0 : column * line->step);
  for (uint32_t i = 0; line->own && i < column; i++) stop += line->own[i];
  if (line->at && line->at + (column ? GAP : LEAST_GAP) > stop) stop = line->at + GAP;
  sce_output_add_spaces(line->out, stop - line->at);
  sce_output_add(line->out, bytes, count);
  line->at = stop + sce_table_width(bytes, count);
}

static void add_cells(Line *line, const SceTable *table, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    size_t length;
    const char *cell = sce_table_cell(table, i, &length);
    add_cell(line, i, cell, length);
  }
}

static void end_line(Line *line) {
  sce_output_add_byte(line->out, '\n');
  line->at = 0;
}

static void end_header(Line *line, const SceTable *table) {
  for (uint32_t i = 0; i < table->column_count; i++) {
    const char *name = sce_table_label(table, 0, table->columns[i]);
    add_cell(line, i, name, strlen(name));
  }
  end_line(line);
}

/* --- rows -------------------------------------------------------------------------------------- */

/* What asks for room: cells that others of their row stand behind. */
static void measure_cells(const SceTable *table, uint32_t count, uint32_t *widest) {
  uint32_t width = 0;
  for (uint32_t i = 0; i < count; i++) {
    size_t length;
    const char *cell = sce_table_cell(table, i, &length);
    if (length) widen(widest, width);
    if (length) width = sce_table_width(cell, length);
  }
}

/* Whether any of its rows has more than one cell: a value for each scenario, or a block's name. */
static bool has_columns(const SceTable *table, const SceResult *result) {
  return table->scenarios && (result->flags & SCE_RESULT_REFERENCE || sce_table_has_scenarios(table, sce_table_set(table, result)));
}

/* The step of the results from `first` on that stand in one block; 0 when none of them has columns. */
static uint32_t find_block_step(SceTable *table, uint32_t first) {
  const SceProgram *program = table->program;
  uint32_t widest = 0, block = program->results.at[first].block;
  for (uint32_t i = first; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    if (!sce_table_shows(table, result)) continue;
    if (result->block != block) break;
    if (!has_columns(table, result) || sce_pivot_takes(table, result)) continue;
    for (uint32_t row = 0, rows = sce_table_lines(table, result); row < rows; row++) {
      sce_table_make_row(table, result, row);
      measure_cells(table, table->column_count, &widest);
    }
  }
  if (!widest) return 0;
  for (uint32_t i = 0; i + 1 < table->column_count; i++) {
    const char *name = sce_table_label(table, 0, table->columns[i]);
    widen(&widest, sce_table_width(name, strlen(name)));
  }
  return find_step(widest, USUAL);
}

static void write_result(Line *line, SceTable *table, const SceResult *result, SceText *name) {
  for (uint32_t row = 0, rows = sce_table_lines(table, result); row < rows; row++) {
    sce_text_clear(name);
    sce_table_add_name(table, result, row, name);
    add_start(line, result->block ? 2 : 0, name->bytes, name->count);
    sce_table_make_row(table, result, row);
    add_cells(line, table, table->column_count);
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
  for (uint32_t row = 0, rows = sce_table_lines(table, result); row < rows; row++) {
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

/* --- sweeps ------------------------------------------------------------------------------------ */

static uint32_t find_pivot_step(const ScePivot *pivot) {
  uint32_t widest = 0;
  for (uint32_t first = 0, count; first < pivot->columns; first += count) {
    count = sce_pivot_page(pivot, first);
    for (uint32_t part = 0; part < pivot->parts && count > 1; part++)
      for (uint32_t row = 0; row < pivot->rows; row++) {
        sce_pivot_make_row(pivot, part, row, first, count);
        measure_cells(pivot->table, count, &widest);
      }
    for (uint32_t i = 0; i + 1 < count; i++) widen(&widest, sce_table_width(sce_pivot_column(pivot, first + i), strlen(sce_pivot_column(pivot, first + i))));
  }
  return find_step(widest, 0);
}

/* Numbers end below each other, at one of few places, so that an edit seldom moves them all; names start where the first column does. */
static void add_label(Line *line, uint32_t indent, uint32_t room, const char *label, size_t length) {
  uint32_t width = sce_table_width(label, length);
  add_start(line, indent + (width < room ? room - width : 0), label, length);
}

static uint32_t find_room(const ScePivot *pivot, uint32_t indent, const SceText *axis) {
  uint32_t widest = sce_table_width(axis->bytes, axis->count);
  if (!sce_table_is_numeric(pivot->table, pivot->down)) return 0;
  for (uint32_t row = 0; row < pivot->rows; row++) {
    const char *label = sce_table_label(pivot->table, pivot->down, row);
    widen(&widest, sce_table_width(label, strlen(label)));
  }
  return widest <= LABEL ? LABEL : widest <= LONG_LABEL ? LONG_LABEL : FIRST_STOP - GAP - indent;
}

static void write_page(Line *line, const ScePivot *pivot, uint32_t part, uint32_t first, uint32_t indent) {
  SceText text = {0};
  uint32_t count = sce_pivot_page(pivot, first);
  if (pivot->across && pivot->across != SCE_PIVOT_SINGLE) {
    sce_pivot_add_axis(pivot, pivot->across, &text);
    if (count < pivot->columns) sce_text_add_string(&text, ", ");
    sce_pivot_add_page(pivot, first, &text);
    add_cell(line, 0, text.bytes, text.count);
    end_line(line);
  }
  sce_text_clear(&text);
  sce_pivot_add_axis(pivot, pivot->down, &text);
  uint32_t room = find_room(pivot, indent, &text);
  add_label(line, indent, room, text.bytes, text.count);
  for (uint32_t i = 0; i < count && pivot->across != SCE_PIVOT_SINGLE; i++) {
    const char *column = sce_pivot_column(pivot, first + i);
    add_cell(line, i, column, strlen(column));
  }
  end_line(line);
  for (uint32_t row = 0; row < pivot->rows; row++) {
    const char *label = sce_table_label(pivot->table, pivot->down, row);
    sce_pivot_make_row(pivot, part, row, first, count);
    add_label(line, indent, room, label, strlen(label));
    add_cells(line, pivot->table, count);
    end_line(line);
  }
  sce_text_release(&text);
}

static void write_pivot(Line *line, SceTable *table, const SceResult *result, bool named) {
  ScePivot pivot;
  SceText text = {0};
  uint32_t indent = result->block && named ? 2 : 0;
  sce_pivot_init(&pivot, table, result);
  Line own = {line->out, FIRST_STOP, find_pivot_step(&pivot), NULL, 0};
  sce_pivot_add_title(&pivot, named, &text);
  if (text.count) {
    add_start(&own, indent, text.bytes, text.count);
    end_line(&own);
  }
  if (named) indent += 2;
  for (uint32_t part = 0; part < pivot.parts; part++) {
    sce_text_clear(&text);
    sce_pivot_add_part(&pivot, part, &text);
    if (text.count) {
      add_start(&own, indent, text.bytes, text.count);
      end_line(&own);
    }
    for (uint32_t first = 0; first < pivot.columns; first += sce_pivot_page(&pivot, first)) write_page(&own, &pivot, part, first, indent + (text.count ? 2 : 0));
  }
  sce_text_release(&text);
}

/* --- claims ------------------------------------------------------------------------------------ */

static void find_claim_steps(SceTable *table, SceClaimRow *row, uint32_t own[CLAIM_CELLS]) {
  uint32_t widest[CLAIM_CELLS] = {0};
  for (uint32_t i = 0; i < table->program->claims.count; i++) {
    sce_table_make_claim(table, &table->program->claims.at[i], row);
    bool more = row->source.count || row->got.count;
    if (more) widen(&widest[0], sce_table_width(row->name, strlen(row->name)));
    if (row->says.count || row->source.count) widen(&widest[1], sce_table_width(row->got.bytes, row->got.count));
    if (row->source.count) widen(&widest[2], sce_table_width(row->says.bytes, row->says.count));
  }
  for (uint32_t i = 0; i < CLAIM_CELLS; i++) own[i] = find_step(widest[i], USUAL);
}

static void write_claims(Line *line, SceTable *table) {
  SceClaimRow row = {0};
  SceText source = {0};
  uint32_t own[CLAIM_CELLS];
  find_claim_steps(table, &row, own);
  line->first = CLAIM_STOP;
  line->own = own;
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
  line->own = NULL;
  sce_text_release(&source);
  sce_claim_row_release(&row);
}

/* --- the document ------------------------------------------------------------------------------ */

/* Are the names of the scenarios needed: by any row; among expressions that were typed, by one that depends on them? */
static bool needs_header(SceTable *table, bool bare) {
  if (!table->scenarios) return false;
  for (uint32_t i = 0; i < table->program->results.count; i++) {
    const SceResult *result = &table->program->results.at[i];
    if (!sce_table_shows(table, result) || sce_pivot_takes(table, result)) continue;
    if (!bare || sce_table_has_scenarios(table, sce_table_set(table, result))) return true;
  }
  return false;
}

/* The names of the scenarios, on top, and again where a block has other stops: on the line with its name if it has one. */
static void start_block(Line *line, SceTable *table, uint32_t first) {
  const SceProgram *program = table->program;
  uint32_t block = program->results.at[first].block, step = find_block_step(table, first);
  bool moved = step && step != line->step;
  if (moved) line->step = step;
  if (block) {
    const char *path = sce_intern_spelling(&program->intern, program->blocks.at[block].path);
    add_start(line, 0, path, strlen(path));
  }
  if (moved) end_header(line, table);
  else if (block) end_line(line);
}

/* The step of the first block that has columns stands on top of all. */
static void write_header(Line *line, SceTable *table) {
  const SceProgram *program = table->program;
  uint32_t block = UINT32_MAX, step = 0;
  for (uint32_t i = 0; i < program->results.count && !step; i++) {
    if (!sce_table_shows(table, &program->results.at[i]) || program->results.at[i].block == block) continue;
    block = program->results.at[i].block;
    step = find_block_step(table, i);
  }
  line->step = step ? step : steps[USUAL];
  end_header(line, table);
}

static void write_end(Line *line, SceTable *table, bool claims, bool before) {
  SceText text = {0};
  if (claims) {
    if (before) end_line(line);
    write_claims(line, table);
  }
  if (sce_table_add_partial(table, &text)) {
    if (before || claims) end_line(line);
    add_start(line, 0, text.bytes, text.count);
    end_line(line);
  }
  sce_text_release(&text);
}

void sce_results_write_text(SceOutput *out, const SceProgram *program, const SceRun *run, const SceDiags *diags, const SceResultOptions *options) {
  (void)diags;
  SceTable table;
  SceText name = {0};
  Line line = {out, FIRST_STOP, steps[USUAL], NULL, 0};
  uint32_t block = UINT32_MAX, shown = 0;
  sce_table_init(&table, program, run, options);
  if (needs_header(&table, options->bare)) write_header(&line, &table);
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    if (!sce_table_shows(&table, result)) continue;
    bool bare = options->bare && result->flags & SCE_RESULT_EXPRESSION;
    if (result->block != block && !bare) start_block(&line, &table, i);
    block = result->block;
    if (sce_pivot_takes(&table, result)) write_pivot(&line, &table, result, !bare);
    else if (bare) write_bare(&line, &table, result, &name);
    else write_result(&line, &table, result, &name);
    shown++;
  }
  write_end(&line, &table, program->claims.count && !options->bare, shown > 0);
  sce_text_release(&name);
  sce_table_release(&table);
}
