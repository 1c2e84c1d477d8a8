/* Tables over sweeps: which axis goes where, and the points of their rows. How they are drawn is up to the format.
 */
#include "pivot.h"

#include "number.h"
#include "plan.h"

#include <math.h>

enum { SPREAD = 1000000 };          /* how far apart values may lie before the smaller ones no longer choose the prefix of all */

static uint32_t other_axes(const SceTable *table, uint32_t set, const uint16_t **axes) {
  uint32_t scenarios = sce_table_has_scenarios(table, set);
  *axes = sce_set_axes(table->program, set) + scenarios;
  return table->program->axis_sets.at[set].count - scenarios;
}

bool sce_pivot_takes(SceTable *table, const SceResult *result) {
  const uint16_t *axes;
  uint32_t set = sce_table_set(table, result), count = set ? other_axes(table, set, &axes) : 0;
  for (uint32_t i = 0; i < count; i++)
    if (table->program->axes.at[axes[i]].kind == SCE_AXIS_SWEEP) return !sce_table_is_axis(table, result);
  return false;
}

static uint32_t axis_points(const SceTable *table, uint32_t axis) { return axis ? table->program->axes.at[axis].count : table->column_count; }

/* One prefix for all cells: that of the smallest, unless others are beyond it by far. Where one of them needs a power of ten, all have one. */
static SceLook choose_look(ScePivot *pivot) {
  double least = INFINITY, most = 0;
  for (uint32_t i = 0, count = sce_set_points(pivot->table->program, pivot->set); i < count; i++) {
    double magnitude = fabs(sce_table_middle(pivot->table, pivot->result, i));
    if (magnitude > most) most = magnitude;
    if (magnitude > 0 && magnitude < least) least = magnitude;
  }
  SceLook look = sce_table_look(pivot->table, pivot->result, most > 0 ? fmax(least, most / SPREAD) : 0, pivot->table->digits);
  bool huge = fabs(sce_scale_apply(look.scale, most)) * look.factor >= SCE_NUMBER_HUGE;
  if (huge && (look.style == SCE_STYLE_PLAIN || look.style == SCE_STYLE_PREFIXED)) look.style = SCE_STYLE_SCIENTIFIC;
  return look;
}

void sce_pivot_init(ScePivot *pivot, SceTable *table, const SceResult *result) {
  const uint16_t *axes;
  *pivot = (ScePivot){.table = table, .result = result, .set = sce_table_set(table, result), .columns = 1, .parts = 1};
  uint32_t count = other_axes(table, pivot->set, &axes);
  bool scenarios = sce_table_has_scenarios(table, pivot->set);
  pivot->down = axes[0];
  pivot->across = count > 1 ? axes[1] : scenarios ? 0 : SCE_PIVOT_SINGLE;
  pivot->rows = axis_points(table, pivot->down);
  if (pivot->across != SCE_PIVOT_SINGLE) pivot->columns = axis_points(table, pivot->across);
  if (count > 1 && scenarios) pivot->parts = table->column_count;
  for (uint32_t i = 2; i < count; i++) pivot->parts *= axis_points(table, axes[i]);
  pivot->look = choose_look(pivot);
}

/* --- texts ------------------------------------------------------------------------------------- */

void sce_pivot_add_title(const ScePivot *pivot, bool named, SceText *out) {
  if (named) {
    SceResult unnamed = *pivot->result;
    unnamed.op = SCE_NO_OP;          /* the name without a point */
    sce_table_add_name(pivot->table, &unnamed, 0, out);
  }
  if (!*pivot->look.unit || pivot->result->flags & SCE_RESULT_TRUTH) return;
  if (named) sce_text_add_byte(out, ' ');
  sce_text_add_byte(out, '(');
  sce_text_add_string(out, pivot->look.unit);
  sce_text_add_byte(out, ')');
}

static void add_number(SceText *out, double number) {
  char text[SCE_NUMBER_ROOM];
  sce_text_add(out, text, sce_number_write_exact(text, number));
}

/* The axes of the parts, the scenarios first: which one is the i-th, and how many parts share a point of it. False beyond the last. */
static bool find_part_axis(const ScePivot *pivot, uint32_t i, uint32_t *axis, uint32_t *stride) {
  const uint16_t *axes;
  uint32_t count = other_axes(pivot->table, pivot->set, &axes), scenarios = count > 1 && sce_table_has_scenarios(pivot->table, pivot->set);
  uint32_t which = 2 + i - scenarios;
  if (i >= scenarios && which >= count) return false;
  *axis = i < scenarios ? 0 : axes[which];
  *stride = 1;
  for (uint32_t k = i < scenarios ? 2 : which + 1; k < count; k++) *stride *= axis_points(pivot->table, axes[k]);
  return true;
}

void sce_pivot_add_part(const ScePivot *pivot, uint32_t part, SceText *out) {
  const SceTable *table = pivot->table;
  for (uint32_t i = 0, axis, stride; find_part_axis(pivot, i, &axis, &stride); i++) {
    uint32_t point = part / stride % axis_points(table, axis);
    if (i) sce_text_add_string(out, ", ");
    if (axis) {
      sce_text_add_string(out, sce_table_axis_name(table, axis));
      sce_text_add_byte(out, ' ');
    }
    sce_text_add_string(out, sce_table_label(table, axis, axis ? point : table->columns[point]));
    const char *unit = axis ? sce_table_axis_unit(pivot->table, axis) : "";
    if (*unit) sce_text_add_byte(out, ' ');
    sce_text_add_string(out, unit);
  }
}

void sce_pivot_add_axis(const ScePivot *pivot, uint32_t axis, SceText *out) {
  sce_text_add_string(out, sce_table_axis_name(pivot->table, axis));
  const char *unit = sce_table_axis_unit(pivot->table, axis);
  if (*unit) sce_text_add_format(out, " (%s)", unit);
}

/* --- pages and rows ---------------------------------------------------------------------------- */

uint32_t sce_pivot_page(const ScePivot *pivot, uint32_t first) {
  uint32_t left = pivot->columns - first;
  return pivot->across && left > SCE_TABLE_PAGE ? SCE_TABLE_PAGE : left;
}

void sce_pivot_add_page(const ScePivot *pivot, uint32_t first, SceText *out) {
  uint32_t count = sce_pivot_page(pivot, first);
  if (count == pivot->columns) return;
  sce_text_add_string(out, count > 1 ? "columns " : "column ");
  add_number(out, first + 1);
  if (count > 1) {
    sce_text_add_string(out, " to ");
    add_number(out, first + count);
  }
  sce_text_add_string(out, " of ");
  add_number(out, pivot->columns);
}

const char *sce_pivot_column(const ScePivot *pivot, uint32_t column) {
  if (pivot->across == SCE_PIVOT_SINGLE) return NULL;
  return sce_table_label(pivot->table, pivot->across, pivot->across ? column : pivot->table->columns[column]);
}

void sce_pivot_make_row(const ScePivot *pivot, uint32_t part, uint32_t row, uint32_t first, uint32_t count) {
  SceTable *table = pivot->table;
  const SceProgram *program = table->program;
  uint32_t start = row * sce_set_stride(program, pivot->set, pivot->down);
  for (uint32_t i = 0, axis, stride; find_part_axis(pivot, i, &axis, &stride); i++) {
    uint32_t point = part / stride % axis_points(table, axis);
    start += (axis ? point : table->columns[point]) * sce_set_stride(program, pivot->set, axis);
  }
  uint32_t step = pivot->across == SCE_PIVOT_SINGLE ? 0 : sce_set_stride(program, pivot->set, pivot->across);
  for (uint32_t i = 0; i < count; i++) table->points[i] = start + (pivot->across ? first + i : table->columns[first + i]) * step;
  sce_table_make_points(table, pivot->result, count, &pivot->look);
}
