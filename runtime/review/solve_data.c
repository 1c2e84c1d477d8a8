/* Answers for programs: json and csv, numbers in full, pure numbers instead of percent.
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
  SceTable table;
  SceOutput *out;
} Writer;

static void open_writer(Writer *w, SceOutput *out, const SceSolveText *text) {
  *w = (Writer){.text = text, .solve = text->solve, .program = text->solve->program, .out = out};
  SceResultOptions options = {0};
  sce_table_init(&w->table, w->program, text->solve->run, &options);
}

static void add(Writer *w, const char *text) { sce_output_add_string(w->out, text); }

static void add_text(Writer *w, const char *text) { sce_output_add_json(w->out, text, strlen(text)); }

static void add_bare(Writer *w, double value) {
  char text[SCE_NUMBER_ROOM];
  if (isfinite(value)) sce_output_add(w->out, text, sce_number_write_exact(text, value));
  else add(w, "null");
}

static void add_value(Writer *w, SceUnit unit, double value) { add_bare(w, sce_table_plain(&w->table, unit, value)); }

static void add_member(Writer *w, const char *name, SceUnit unit, double value) {
  add(w, ", \"");
  add(w, name);
  add(w, "\": ");
  add_value(w, unit, value);
}

static uint32_t point_at(const Writer *w, uint32_t axis, uint32_t point) {
  uint32_t stride = sce_set_stride(w->program, w->solve->axes, axis);
  return stride ? point / stride % w->program->axes.at[axis].count : 0;
}

/* ---- json ---- */

static void add_point(Writer *w, uint32_t point) {
  bool first = true;
  add(w, "{\"point\": {");
  for (uint32_t axis = 0; axis < w->program->axes.count; axis++) {
    if (!w->solve->varies[axis]) continue;
    if (!first) add(w, ", ");
    first = false;
    add_text(w, axis ? sce_table_axis_name(&w->table, axis) : "scenario");
    add(w, ": ");
    uint32_t at = point_at(w, axis, point);
    if (axis && sce_table_is_numeric(&w->table, axis)) add_bare(w, sce_table_axis_value(&w->table, axis, at));
    else add_text(w, sce_table_label(&w->table, axis, at));
  }
  add(w, "}");
}

static void add_solution(Writer *w, uint32_t point, const SceSolution *solution) {
  static const char *const kinds[] = {[SCE_ROOT] = "root", [SCE_ROOT_STEP] = "step", [SCE_ROOT_STRETCH] = "stretch"};
  SceUnit unit = w->text->field.unit, side = w->text->side.unit;
  add_point(w, point);
  add_member(w, "value", unit, solution->root.kind == SCE_ROOT_STRETCH ? solution->root.from : solution->root.value);
  if (solution->root.kind == SCE_ROOT_STRETCH) add_member(w, "to", unit, solution->root.to);
  if (solution->root.kind == SCE_ROOT_STEP) {
    add_member(w, "before", side, solution->before);
    add_member(w, "after", side, solution->after);
  }
  add_member(w, "residual", side, solution->residual);
  add(w, ", \"kind\": \"");
  add(w, kinds[solution->root.kind]);
  add(w, "\"}");
}

static void add_threshold(Writer *w, uint32_t point, const SceThreshold *t) {
  SceUnit unit = w->text->field.unit;
  add_point(w, point);
  add(w, ", \"value\": {\"p5\": ");
  add_value(w, unit, t->p5);
  add_member(w, "p50", unit, t->p50);
  add_member(w, "p95", unit, t->p95);
  add_member(w, "none_share", SCE_UNIT_ONE, (double)t->none / (double)t->count);
  add(w, "}, \"kind\": \"threshold\"}");
}

static void add_none(Writer *w, const SceSolvePoint *point) {
  SceUnit unit = w->text->field.unit, side = w->text->side.unit;
  add_point(w, point->point);
  add(w, !point->reach.any ? ", \"reason\": \"no value\"" : point->moves ? ", \"reason\": \"not reached\"" : ", \"reason\": \"does not move\"");
  if (point->reach.any) {
    add(w, w->solve->right_moves ? ", \"of\": \"left - right\"" : ", \"of\": \"left\"");
    add(w, ", \"unit\": ");
    add_text(w, sce_table_unit(&w->table, side));
    add_member(w, "low", side, point->reach.low_open ? NAN : point->reach.low);
    add_member(w, "low_at", unit, point->reach.low_at);
    add_member(w, "high", side, point->reach.high_open ? NAN : point->reach.high);
    add_member(w, "high_at", unit, point->reach.high_at);
  }
  add(w, "}");
}

static void write_head(Writer *w) {
  static const char *const whence[] = {[SCE_SOLVE_ASKED] = "asked", [SCE_SOLVE_OWN] = "own", [SCE_SOLVE_AROUND] = "around"};
  SceText equation = {0};
  sce_text_add_format(&equation, "%s = %s", w->text->left, w->text->right);
  add(w, "{\"schema\": \"sce.solve/1\",\n \"for\": ");
  add_text(w, w->text->path);
  add(w, ", \"unit\": ");
  add_text(w, sce_table_unit(&w->table, w->text->field.unit));
  add(w, ",\n \"equation\": ");
  add_text(w, equation.bytes);
  add(w, ",\n \"range\": [");
  add_value(w, w->text->field.unit, w->solve->low);
  add(w, ", ");
  add_value(w, w->text->field.unit, w->solve->high);
  add(w, "], \"range_from\": ");
  add_text(w, whence[w->solve->range]);
  if (w->solve->samples && (w->solve->sampled || w->solve->reduces)) {
    add(w, ", \"samples\": ");
    add_bare(w, (double)w->solve->samples);
  }
  sce_text_release(&equation);
}

void sce_solve_write_json(SceOutput *out, const SceSolveText *text) {
  Writer w;
  open_writer(&w, out, text);
  write_head(&w);
  bool first = true;
  add(&w, ",\n \"solutions\": [");
  for (uint32_t p = 0; p < w.solve->points.count; p++) {
    const SceSolvePoint *point = &w.solve->points.at[p];
    uint32_t count = w.solve->sampled ? point->threshold.none < point->threshold.count : point->list.count;
    for (uint32_t i = 0; i < count; i++, first = false) {
      add(&w, first ? "\n   " : ",\n   ");
      if (w.solve->sampled) add_threshold(&w, point->point, &point->threshold);
      else add_solution(&w, point->point, &point->list.at[i]);
    }
  }
  first = true;
  add(&w, "],\n \"none\": [");
  for (uint32_t p = 0; p < w.solve->points.count; p++) {
    const SceSolvePoint *point = &w.solve->points.at[p];
    if (w.solve->sampled ? point->threshold.none < point->threshold.count : point->list.count > 0) continue;
    add(&w, first ? "\n   " : ",\n   ");
    first = false;
    add_none(&w, point);
  }
  add(&w, "]}\n");
  sce_table_release(&w.table);
}

/* ---- csv ---- */

static void add_csv(Writer *w, const char *text) { sce_output_add_csv(w->out, text, strlen(text)); }

static void add_row(Writer *w, uint32_t point, const char *kind, const char *statistic, SceUnit unit, double value) {
  add_csv(w, w->text->path);
  add(w, ",");
  for (uint32_t axis = 0; axis < w->program->axes.count; axis++) {
    if (!w->solve->varies[axis]) continue;
    add_csv(w, sce_table_label(&w->table, axis, point_at(w, axis, point)));
    add(w, ",");
  }
  add(w, kind);
  add(w, ",");
  add(w, statistic);
  add(w, ",");
  if (!isnan(value)) add_value(w, unit, value);
  add(w, ",");
  add_csv(w, sce_table_unit(&w->table, unit));
  add(w, "\n");
}

static void add_rows(Writer *w, const SceSolvePoint *point) {
  SceUnit unit = w->text->field.unit, side = w->text->side.unit;
  const SceThreshold *t = &point->threshold;
  uint32_t at = point->point;
  if (w->solve->sampled) {
    add_row(w, at, "threshold", "p5", unit, t->p5);
    add_row(w, at, "threshold", "p50", unit, t->p50);
    add_row(w, at, "threshold", "p95", unit, t->p95);
    add_row(w, at, "threshold", "none_share", SCE_UNIT_ONE, (double)t->none / (double)t->count);
    return;
  }
  for (uint32_t i = 0; i < point->list.count; i++) {
    const SceSolution *solution = &point->list.at[i];
    const char *kind = solution->root.kind == SCE_ROOT ? "root" : solution->root.kind == SCE_ROOT_STEP ? "step" : "stretch";
    add_row(w, at, kind, "value", unit, solution->root.kind == SCE_ROOT_STRETCH ? solution->root.from : solution->root.value);
    if (solution->root.kind == SCE_ROOT_STRETCH) add_row(w, at, kind, "to", unit, solution->root.to);
    add_row(w, at, kind, "residual", side, solution->residual);
  }
  if (!point->list.count) add_row(w, at, "none", "value", unit, NAN);
}

void sce_solve_write_csv(SceOutput *out, const SceSolveText *text) {
  Writer w;
  open_writer(&w, out, text);
  add(&w, "for,");
  for (uint32_t axis = 0; axis < w.program->axes.count; axis++) {
    if (!w.solve->varies[axis]) continue;
    add_csv(&w, axis ? sce_table_axis_name(&w.table, axis) : "scenario");
    add(&w, ",");
  }
  add(&w, "kind,statistic,value,unit\n");
  for (uint32_t p = 0; p < w.solve->points.count; p++) add_rows(&w, &w.solve->points.at[p]);
  sce_table_release(&w.table);
}
