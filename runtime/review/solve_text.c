/* Answers for people: the question, a table with the scenarios across and all other points down, and a line on each point that has more to say.
 */
#include "solve_text.h"

#include "plan.h"
#include "results/number.h"
#include "results/table.h"

#include <math.h>

typedef struct Writer {
  const SceSolveText *text;
  const SceSolve *solve;
  const SceProgram *program;
  SceTable table;                    /* for looks and labels */
  bool markdown, across;             /* across: the scenarios are columns */
  uint32_t columns[UINT8_MAX + 1], column_count;      /* scenarios that have points, in the order asked for */
  SceOutput *out;
} Writer;

/* ---- numbers ---- */

static void add_number(SceText *out, const SceLook *look, double value, unsigned digits) {
  char text[SCE_NUMBER_ROOM];
  bool whole = look->style == SCE_STYLE_COUNT || look->style == SCE_STYLE_CENTS;      /* a threshold is seldom a whole count */
  sce_text_add(out, text, sce_number_write_display(text, sce_scale_apply(look->scale, value) * look->factor, whole ? SCE_STYLE_PLAIN : look->style, digits));
}

static void add_unit(SceText *out, const SceLook *look) {
  if (*look->unit && !look->close) sce_text_add_byte(out, ' ');
  sce_text_add_string(out, look->unit);
}

/* A value of the field or of the left side. */
static void add_value(Writer *w, SceText *out, const SceResult *result, double value) {
  SceLook look = sce_table_look(&w->table, result, value, w->table.digits);
  add_number(out, &look, value, w->table.digits);
  add_unit(out, &look);
}

static void add_share(SceText *out, double share) {
  char text[SCE_NUMBER_ROOM];
  sce_text_add(out, text, sce_number_write_display(text, share * 100, SCE_STYLE_PLAIN, 3));
  sce_text_add_byte(out, '%');
}

/* Median and 90 % interval, with the digits that so many samples support. */
static void add_threshold(Writer *w, SceText *out, const SceThreshold *t) {
  SceLook look = sce_table_look(&w->table, &w->text->field, t->p50, w->table.digits);
  double spread = (t->p95 - t->p5) / 3.29, error = spread / sqrt((double)(t->count - t->none));
  unsigned most = w->table.digits, middle = w->table.asked ? most : sce_number_supported(t->p50, 1.25 * error, most);
  unsigned low = w->table.asked ? most : sce_number_supported(t->p5, 2.1 * error, most), high = w->table.asked ? most : sce_number_supported(t->p95, 2.1 * error, most);
  add_number(out, &look, sce_number_round(t->p50, middle), middle);
  add_unit(out, &look);
  if (t->p5 == t->p95) return;
  sce_text_add_string(out, " (");
  add_number(out, &look, sce_number_round(t->p5, low), low);
  sce_text_add_string(out, " to ");
  add_number(out, &look, sce_number_round(t->p95, high), high);
  sce_text_add_byte(out, ')');
}

/* ---- points ---- */

static uint32_t point_at(const Writer *w, uint32_t axis, uint32_t point) {
  uint32_t stride = sce_set_stride(w->program, w->solve->axes, axis);
  return stride ? point / stride % w->program->axes.at[axis].count : 0;
}

static bool runs_down(const Writer *w, uint32_t axis) { return axis > 0 && w->solve->varies[axis]; }

/* "year 2026, platform tiktok"; `named`: with the axes. */
static void add_place(const Writer *w, SceText *out, uint32_t point, bool named, bool scenario) {
  size_t start = out->count;
  for (uint32_t axis = scenario ? 0 : 1; axis < w->program->axes.count; axis++) {
    if (!w->solve->varies[axis]) continue;
    if (out->count > start) sce_text_add_string(out, ", ");
    if (named && axis) sce_text_add_format(out, "%s ", sce_table_axis_name(&w->table, axis));
    sce_text_add_string(out, sce_table_label(&w->table, axis, point_at(w, axis, point)));
  }
}

/* The points of a row stand in the order of the scenarios: the row's number is that of its point without them. */
static uint32_t row_of(const Writer *w, uint32_t point) {
  uint32_t stride = sce_set_stride(w->program, w->solve->axes, 0);
  return stride ? point - point_at(w, 0, point) * stride : point;
}

static const SceSolvePoint *find_point(const Writer *w, uint32_t row, uint32_t column) {
  for (uint32_t p = 0; p < w->solve->points.count; p++) {
    const SceSolvePoint *point = &w->solve->points.at[p];
    if (row_of(w, point->point) == row && (!w->across || point_at(w, 0, point->point) == w->columns[column])) return point;
  }
  return NULL;
}

static void add_cell(Writer *w, SceText *out, const SceSolvePoint *point, uint32_t number) {
  const SceThreshold *t = &point->threshold;
  if (w->solve->sampled) {
    if (t->none == t->count) sce_text_add_string(out, sce_table_nothing);
    else add_threshold(w, out, t);
  } else if (number >= point->list.count) {
    if (!number) sce_text_add_string(out, sce_table_nothing);
  } else {
    const SceRoot *root = &point->list.at[number].root;
    add_value(w, out, &w->text->field, root->kind == SCE_ROOT_STRETCH ? root->from : root->value);
    if (root->kind == SCE_ROOT_STRETCH) {
      sce_text_add_string(out, " to ");
      add_value(w, out, &w->text->field, root->to);
    }
    if (root->kind == SCE_ROOT_STEP) sce_text_add_string(out, " (step)");
  }
}

/* ---- the table ---- */

static uint32_t find_stop(uint32_t width) {
  static const uint8_t stops[] = {18, 24, 30, 40, 50};
  for (size_t i = 0; i < sizeof stops; i++)
    if (width + 2 <= stops[i]) return stops[i];
  return width + 2;
}

/* Cells of one line, ended by zero bytes, in columns at fixed stops or as a row of a markdown table. */
static void write_cells(Writer *w, const SceText *cells, uint32_t count, uint32_t first, uint32_t others) {
  const char *at = cells->bytes;
  uint32_t owed = 0;
  for (uint32_t i = 0; i < count; i++, at += strlen(at) + 1) {
    uint32_t width = sce_table_width(at, strlen(at)), stop = i ? others : first;
    if (w->markdown) {
      sce_output_add_string(w->out, i ? " | " : "| ");
      sce_output_add_string(w->out, at);
      continue;
    }
    if (width) {
      sce_output_add_spaces(w->out, owed);
      sce_output_add_string(w->out, at);
      owed = 0;
    }
    owed += stop > width ? stop - width : 2;
  }
  sce_output_add_string(w->out, w->markdown ? " |\n" : "\n");
}

typedef struct Lines {               /* of the table: cells one after the other */
  SceText cells;
  uint32_t columns, rows;
} Lines;

static void end_cell(SceText *cells) { sce_text_add(cells, "", 1); }

static void add_header(Writer *w, Lines *lines, bool down) {
  for (uint32_t axis = 1; axis < w->program->axes.count && down; axis++) {
    if (!runs_down(w, axis)) continue;
    if (lines->cells.count) sce_text_add_string(&lines->cells, ", ");
    sce_text_add_string(&lines->cells, sce_table_axis_name(&w->table, axis));
  }
  end_cell(&lines->cells);
  for (uint32_t c = 0; c < lines->columns - 1; c++) {
    sce_text_add_string(&lines->cells, w->across ? sce_table_label(&w->table, 0, w->columns[c]) : w->text->path);
    end_cell(&lines->cells);
  }
  lines->rows++;
}

/* As many lines as the cell with most roots. */
static void add_row(Writer *w, Lines *lines, uint32_t row, uint32_t first, bool down) {
  uint32_t most = 1;
  for (uint32_t c = 0; c < lines->columns - 1; c++) {
    const SceSolvePoint *point = find_point(w, row, c);
    if (point && point->list.count > most) most = point->list.count;
  }
  for (uint32_t k = 0; k < most; k++) {
    if (down) add_place(w, &lines->cells, first, false, false);
    else sce_text_add_string(&lines->cells, w->text->path);
    end_cell(&lines->cells);
    for (uint32_t c = 0; c < lines->columns - 1; c++) {
      const SceSolvePoint *point = find_point(w, row, c);
      if (point) add_cell(w, &lines->cells, point, k);
      end_cell(&lines->cells);
    }
    lines->rows++;
  }
}

static void write_lines(Writer *w, const Lines *lines, bool headed) {
  uint32_t first = 0, others = 0;
  const char *at = lines->cells.bytes;
  for (uint32_t i = 0; i < lines->rows * lines->columns; i++, at += strlen(at) + 1) {
    uint32_t width = sce_table_width(at, strlen(at)), *widest = i % lines->columns ? &others : &first;
    if (width > *widest) *widest = width;
  }
  at = lines->cells.bytes;
  for (uint32_t r = 0; r < lines->rows; r++) {
    SceText line = {.bytes = (char *)(uintptr_t)at};
    write_cells(w, &line, lines->columns, find_stop(first), find_stop(others));
    for (uint32_t c = 0; c < lines->columns; c++) at += strlen(at) + 1;
    if (r || !w->markdown || !headed) continue;
    for (uint32_t c = 0; c < lines->columns; c++) sce_output_add_string(w->out, c ? " --- |" : "| --- |");
    sce_output_add_byte(w->out, '\n');
  }
}

static void write_table(Writer *w) {
  bool down = false;
  for (uint32_t axis = 1; axis < w->program->axes.count; axis++) down |= runs_down(w, axis);
  Lines lines = {.columns = 1 + (w->across ? w->column_count : 1)};
  bool headed = down || w->across || w->markdown;
  if (headed) add_header(w, &lines, down);
  for (uint32_t p = 0; p < w->solve->points.count; p++) {
    uint32_t point = w->solve->points.at[p].point;
    if (w->across && point_at(w, 0, point) != 0) continue;
    add_row(w, &lines, row_of(w, point), point, down);
  }
  write_lines(w, &lines, headed);
  sce_text_release(&lines.cells);
}

/* ---- more to say ---- */

static void begin_note(Writer *w, SceText *out, const SceSolvePoint *point) {
  sce_text_add_string(out, w->markdown ? "- " : "");
  size_t start = out->count;
  add_place(w, out, point->point, true, true);
  if (out->count > start) sce_text_add_string(out, ": ");
}

/* "88,540 kW (at 50%)"; where there is no end, "infinity (towards 0%)". */
static void add_end(Writer *w, SceText *out, double value, double at, const char *open) {
  if (open) sce_text_add_string(out, open);
  else add_value(w, out, &w->text->side, value);
  sce_text_add_string(out, open ? " (towards " : " (at ");
  add_value(w, out, &w->text->field, at);
  sce_text_add_byte(out, ')');
}

static void add_reach(Writer *w, SceText *out, const SceSolvePoint *point) {
  const SceReach *reach = &point->reach;
  const char *what = w->solve->right_moves ? " less the right side" : "";
  if (!reach->any) {
    sce_text_add_format(out, "the equation has no value anywhere in the range");
  } else if (!point->moves) {
    sce_text_add_format(out, "`%s`%s does not move with `%s`: it stays ", w->text->left, what, w->text->path);
    add_value(w, out, &w->text->side, reach->low);
  } else {
    sce_text_add_format(out, "no solution: `%s`%s goes from ", w->text->left, what);
    add_end(w, out, reach->low, reach->low_at, reach->low_open ? "minus infinity" : NULL);
    sce_text_add_string(out, " to ");
    add_end(w, out, reach->high, reach->high_at, reach->high_open ? "infinity" : NULL);
  }
}

static void add_step(Writer *w, SceText *out, const SceSolution *solution) {
  sce_text_add_string(out, "crosses at a step: `");
  sce_text_add_string(out, w->text->left);
  sce_text_add_string(out, "` is ");
  add_value(w, out, &w->text->side, solution->before);
  sce_text_add_string(out, " up to ");
  add_value(w, out, &w->text->field, solution->root.from);
  sce_text_add_string(out, ", and ");
  add_value(w, out, &w->text->side, solution->after);
  sce_text_add_string(out, " just beyond");
}

static void write_note(Writer *w, SceText *note) {
  sce_text_add_byte(note, '\n');
  sce_output_add(w->out, note->bytes, note->count);
  sce_text_clear(note);
}

static void write_notes(Writer *w) {
  SceText note = {0};
  bool first = true;
  for (uint32_t p = 0; p < w->solve->points.count; p++) {
    const SceSolvePoint *point = &w->solve->points.at[p];
    const SceThreshold *t = &point->threshold;
    bool none = w->solve->sampled ? t->none == t->count : !point->list.count;
    for (uint32_t i = 0; i <= point->list.count + 2; i++) {
      bool step = i < point->list.count && point->list.at[i].root.kind == SCE_ROOT_STEP;
      bool reach = i == point->list.count && none, part = i == point->list.count + 1 && t->none && !none, several = i == point->list.count + 2 && t->several;
      if (!step && !reach && !part && !several) continue;
      if (first) sce_output_add_byte(w->out, '\n');
      first = false;
      begin_note(w, &note, point);
      if (step) add_step(w, &note, &point->list.at[i]);
      else if (reach) add_reach(w, &note, point);
      else add_share(&note, (double)(part ? t->none : t->several) / (double)t->count);
      if (part) sce_text_add_string(&note, " of the samples have no solution in the range");
      if (several) sce_text_add_string(&note, " of the samples have more than one; the lowest of each counts");
      write_note(w, &note);
    }
  }
  sce_text_release(&note);
}

/* ---- all of it ---- */

static void write_question(Writer *w) {
  const SceSolve *solve = w->solve;
  static const char *const whence[] = {[SCE_SOLVE_ASKED] = "", [SCE_SOLVE_OWN] = ", its own range", [SCE_SOLVE_AROUND] = ", around its value; --range LOW..HIGH looks elsewhere"};
  SceText line = {0};
  sce_text_add_format(&line, w->markdown ? "**%s = %s**\n\n" : "%s = %s\n", w->text->left, w->text->right);
  sce_text_add_format(&line, w->markdown ? "for `%s` from " : "for %s from ", w->text->path);
  add_value(w, &line, &w->text->field, solve->low);
  sce_text_add_string(&line, " to ");
  add_value(w, &line, &w->text->field, solve->high);
  sce_text_add_format(&line, "%s\n", whence[solve->range]);
  if (solve->samples && (solve->sampled || solve->reduces)) {
    char count[SCE_NUMBER_ROOM];
    sce_text_add_string(&line, w->markdown ? "\n" : "");
    sce_text_add(&line, count, sce_number_write_power(count, (double)solve->samples, SCE_NUMBER_DIGITS_MOST, 0));
    sce_text_add_string(&line, solve->sampled ? " samples, each with a solution of its own: median (5 % to 95 %)\n" : " samples, the same ones for every value that is tried: an equation between plain numbers\n");
  }
  sce_text_add_byte(&line, '\n');
  sce_output_add(w->out, line.bytes, line.count);
  sce_text_release(&line);
}

static void find_columns(Writer *w) {
  const SceSolve *solve = w->solve;
  w->across = solve->varies[0] && w->program->axes.at[0].count > 1;
  uint32_t count = solve->scenario_count ? solve->scenario_count : w->program->axes.at[0].count;
  for (uint32_t i = 0; w->across && i < count && w->column_count <= UINT8_MAX; i++) w->columns[w->column_count++] = solve->scenario_count ? solve->scenarios[i] : i;
}

void sce_solve_write_text(SceOutput *out, const SceSolveText *text, bool markdown) {
  Writer w = {.text = text, .solve = text->solve, .program = text->solve->program, .markdown = markdown, .out = out};
  SceResultOptions options = {.digits = text->digits};
  sce_table_init(&w.table, w.program, text->solve->run, &options);
  find_columns(&w);
  write_question(&w);
  if (w.solve->points.count) write_table(&w);
  else sce_output_add_string(out, "the equation has no points\n");
  write_notes(&w);
  sce_table_release(&w.table);
}
