/* Rows and cells. Whatever decides how a value looks to people is here, so that text and tables in markdown never differ.
 */
#include "table.h"

#include "claim_text.h"
#include "number.h"
#include "plan.h"

#include <math.h>

enum { AXIS_MOST = 24 };            /* points that a sweep lists in one row; one of more is a pivot */

/* --- which axes and columns -------------------------------------------------------------------- */

bool sce_table_shows(const SceTable *table, const SceResult *result) { return table->all || result->flags & SCE_RESULT_SHOWN; }

uint32_t sce_table_set(const SceTable *table, const SceResult *result) {
  return result->op == SCE_NO_OP ? 0 : table->program->ops.at[result->op].axes;
}

bool sce_table_has_scenarios(const SceTable *table, uint32_t set) {
  return table->program->axis_sets.at[set].count && sce_set_axes(table->program, set)[0] == 0;
}

/* Marks the axes of all shown results, and among them those that share a name. */
static void find_axes(SceTable *table) {
  const SceProgram *program = table->program;
  table->axes = sce_memory_zeroed(program->axes.count + 1);
  table->namesakes = sce_memory_zeroed(program->axes.count + 1);
  if (program->axis_sets.count <= 1) return;
  bool *sets = sce_memory_zeroed(program->axis_sets.count);
  for (uint32_t i = 0; i < program->results.count; i++)
    if (sce_table_shows(table, &program->results.at[i])) sets[sce_table_set(table, &program->results.at[i])] = true;
  for (uint32_t set = 0; set < program->axis_sets.count; set++)
    for (uint32_t i = 0; sets[set] && i < program->axis_sets.at[set].count; i++) table->axes[sce_set_axes(program, set)[i]] = true;
  free(sets);
  uint32_t *first = sce_memory_zeroed((program->intern.entries.count + (size_t)1) * sizeof *first);   /* by name: axis + 1 */
  for (uint32_t axis = 0; axis < program->axes.count; axis++) {
    SceName name = program->axes.at[axis].name;
    if (!table->axes[axis]) continue;
    if (first[name]) table->namesakes[axis] = table->namesakes[first[name] - 1] = true;
    else first[name] = axis + 1;
  }
  free(first);
}

void sce_table_init(SceTable *table, const SceProgram *program, const SceRun *run, const SceResultOptions *options) {
  uint32_t count = program->axes.count ? program->axes.at[0].count : 1;
  *table = (SceTable){.program = program, .run = run, .all = options->all, .scenarios = count > 1, .known = {.unit = SCE_UNIT_INVALID}};
  table->digits = options->digits ? options->digits : SCE_NUMBER_DIGITS;
  table->asked = options->digits > 0;
  table->column_count = options->scenario_count ? options->scenario_count : count;
  table->columns = sce_memory_new((table->column_count + (size_t)1) * sizeof *table->columns);
  size_t most = table->column_count > SCE_TABLE_PAGE ? table->column_count : SCE_TABLE_PAGE;
  table->ends = sce_memory_zeroed((most + 1) * sizeof *table->ends);
  table->points = sce_memory_zeroed((most + 1) * sizeof *table->points);
  for (uint32_t i = 0; i < table->column_count; i++) table->columns[i] = options->scenario_count ? options->scenarios[i] : i;
  find_axes(table);
}

void sce_table_release(SceTable *table) {
  free(table->columns);
  free(table->ends);
  free(table->points);
  free(table->axes);
  free(table->namesakes);
  sce_text_release(&table->cells);
}

uint32_t sce_table_rows(const SceTable *table, const SceResult *result) {
  uint32_t set = sce_table_set(table, result), points = sce_set_points(table->program, set);
  return sce_table_has_scenarios(table, set) ? points / table->program->axes.at[0].count : points;
}

uint32_t sce_table_lines(const SceTable *table, const SceResult *result) {
  return sce_table_is_axis(table, result) ? 1 : sce_table_rows(table, result);
}

uint32_t sce_table_point(const SceTable *table, uint32_t set, uint32_t row, uint32_t column) {
  return row + table->columns[column] * sce_set_stride(table->program, set, 0);
}

const char *sce_table_label(const SceTable *table, uint32_t axis, uint32_t point) {
  return sce_intern_spelling(&table->program->intern, table->program->labels.at[table->program->axes.at[axis].labels + point]);
}

const char *sce_table_axis_name(const SceTable *table, uint32_t axis) {
  const SceAxis *at = &table->program->axes.at[axis];
  return sce_intern_spelling(&table->program->intern, table->namesakes[axis] ? at->path : at->name);
}

bool sce_table_is_numeric(const SceTable *table, uint32_t axis) {
  const SceAxis *at = &table->program->axes.at[axis];
  return at->kind == SCE_AXIS_SWEEP && at->values != SCE_NO_OP;
}

double sce_table_axis_value(SceTable *table, uint32_t axis, uint32_t point) {
  const SceAxis *at = &table->program->axes.at[axis];
  return sce_table_plain(table, at->unit, table->program->axis_values.at[at->values + point]);
}

const char *sce_table_axis_unit(SceTable *table, uint32_t axis) {
  if (!sce_table_is_numeric(table, axis)) return "";
  const SceUnitText *unit = sce_table_find_unit(table, table->program->axes.at[axis].unit);
  for (uint32_t i = 0; i < table->program->axes.at[axis].count && unit->length; i++) {
    const char *label = sce_table_label(table, axis, i);
    if (strchr(label, '$') || (strlen(label) > unit->length && !strcmp(label + strlen(label) - unit->length, unit->spelling))) return "";
  }
  return unit->length ? unit->spelling : "";
}

bool sce_table_is_axis(const SceTable *table, const SceResult *result) {
  const SceProgram *program = table->program;
  uint32_t set = sce_table_set(table, result);
  if (!set || program->axis_sets.at[set].count != 1) return false;
  const SceAxis *axis = &program->axes.at[sce_set_axes(program, set)[0]];
  if (axis->kind != SCE_AXIS_SWEEP || axis->count > AXIS_MOST) return false;
  SceText path = {0};
  sce_program_path(program, result, &path);
  bool same = path.count == sce_intern_length(&program->intern, axis->path) && !memcmp(path.bytes, sce_intern_spelling(&program->intern, axis->path), path.count);
  sce_text_release(&path);
  return same;
}

double sce_table_value(SceTable *table, const SceResult *result, uint32_t point) {
  if (result->op == SCE_NO_OP) return sce_poison(0);
  uint32_t count;
  return sce_table_plain(table, result->unit, sce_run_points(table->run, result->op, &count)[point]);
}

/* --- rows -------------------------------------------------------------------------------------- */

void sce_table_add_line(SceText *out, const char *bytes, size_t count) {
  bool blank = false;
  for (size_t i = 0; i < count; i++) {
    unsigned char byte = (unsigned char)bytes[i];
    if (byte > ' ' && byte != 0x7F) sce_text_add_byte(out, (char)byte);
    else if (!blank) sce_text_add_byte(out, ' ');
    blank = byte <= ' ' || byte == 0x7F;
  }
}

uint32_t sce_table_width(const char *bytes, size_t count) {
  uint32_t width = 0;
  for (size_t i = 0; i < count; i++) width += ((unsigned char)bytes[i] & 0xC0) != 0x80;
  return width;
}

/* A name or a path of names: behind anything else a point in [ ] would seem to belong to its last part. */
static bool is_path(const char *name, uint32_t length) {
  for (uint32_t i = 0; i < length; i++)
    if (!((name[i] | 32) >= 'a' && (name[i] | 32) <= 'z') && !(name[i] >= '0' && name[i] <= '9') && name[i] != '_' && name[i] != '.') return false;
  return true;
}

void sce_table_add_name(const SceTable *table, const SceResult *result, uint32_t row, SceText *out) {
  const SceProgram *program = table->program;
  const char *name = sce_intern_spelling(&program->intern, result->name);
  uint32_t length = sce_intern_length(&program->intern, result->name);
  uint32_t set = sce_table_set(table, result), first = sce_table_has_scenarios(table, set), count = program->axis_sets.at[set].count;
  const uint16_t *axes = sce_set_axes(program, set);
  if (sce_table_is_axis(table, result)) count = first;
  bool brackets = result->flags & SCE_RESULT_EXPRESSION && count > first && !is_path(name, length);
  if (brackets) sce_text_add_byte(out, '(');
  if (result->flags & SCE_RESULT_EXPRESSION) sce_table_add_line(out, name, length);
  else sce_text_add(out, name, length);
  if (brackets) sce_text_add_byte(out, ')');
  for (uint32_t i = first; i < count; i++) {
    uint32_t point = row / sce_set_stride(program, set, axes[i]) % program->axes.at[axes[i]].count;
    sce_text_add_string(out, i == first ? "[" : ", ");
    sce_text_add_string(out, sce_table_label(table, axes[i], point));
  }
  if (count > first) sce_text_add_byte(out, ']');
}

/* "20e9 param", "50%", "$2.50/hour": the sign of money stands for its unit. */
static bool add_literal(SceTable *table, SceText *out, const SceResult *result) {
  uint32_t length;
  const char *literal = sce_program_literal(table->program, result, &length);
  if (!literal || !length) return false;
  const SceUnitText *text = sce_table_find_unit(table, result->unit);
  sce_text_add(out, literal, length);
  const char *after = memchr(literal, '$', length) ? strpbrk(text->spelling, "*/") : NULL;
  if (!memchr(literal, '$', length)) sce_table_add_unit(out, text);
  else if (after) sce_text_add_string(out, after);
  return true;
}

/* The name of what a reference means; in each column where scenarios change it. */
static void make_reference(SceTable *table, const SceResult *result) {
  const SceProgram *program = table->program;
  SceReference reference = program->references.at[result->range - 1];
  for (uint32_t i = 0; i < table->column_count; i++) {
    uint32_t which = reference.count > 1 ? table->columns[i] : 0;
    if (reference.count > 1 || !i) sce_text_add_string(&table->cells, sce_intern_spelling(&program->intern, program->reference_names.at[reference.first + which]));
    table->ends[i] = table->cells.count;
  }
}

/* The points of a sweep: "25, 50, 100". */
static void make_axis(SceTable *table, uint32_t axis) {
  const char *unit = sce_table_axis_unit(table, axis);
  sce_text_clear(&table->cells);
  for (uint32_t i = 0; i < table->program->axes.at[axis].count; i++) {
    if (i) sce_text_add_string(&table->cells, ", ");
    sce_text_add_string(&table->cells, sce_table_label(table, axis, i));
  }
  if (*unit) sce_text_add_byte(&table->cells, ' ');
  sce_text_add_string(&table->cells, unit);
  for (uint32_t i = 0; i < table->column_count; i++) table->ends[i] = table->cells.count;
}

/* What the file spells as one literal stands so in the base column, or the only one. */
static void make_cells(SceTable *table, const SceResult *result, uint32_t count, unsigned digits, const SceLook *look) {
  bool literal = result->flags & SCE_RESULT_LITERAL && table->program->axis_sets.at[sce_table_set(table, result)].count <= 1 && !sce_table_is_sampled(table, result) && !look;
  sce_text_clear(&table->cells);
  for (uint32_t i = 0; i < count; i++) {
    bool spelled = literal && (count == 1 || table->columns[i] == 0) && add_literal(table, &table->cells, result);
    if (!spelled) sce_table_add_point(table, &table->cells, result, table->points[i], digits, look);
    table->ends[i] = table->cells.count;
  }
}

/* The digits of a cell without zeros that end a fraction: 1,000.0 and 1,000 are one number. */
static size_t digits_length(const char *cell, size_t length) {
  size_t digits = 0;
  while (digits < length && cell[digits] != ' ' && cell[digits] != 'e') digits++;
  if (!memchr(cell, '.', digits)) return digits;
  while (cell[digits - 1] == '0') digits--;
  return cell[digits - 1] == '.' ? digits - 1 : digits;
}

bool sce_table_look_alike(const char *before, size_t left, const char *after, size_t right) {
  size_t x = digits_length(before, left), y = digits_length(after, right), end_x = x, end_y = y;
  while (end_x < left && (before[end_x] == '0' || before[end_x] == '.')) end_x++;
  while (end_y < right && (after[end_y] == '0' || after[end_y] == '.')) end_y++;
  return x == y && !memcmp(before, after, x) && left - end_x == right - end_y && !memcmp(before + end_x, after + end_y, left - end_x);
}

/* Do two neighbours look the same that are not? */
static bool hides_difference(const SceTable *table, const SceResult *result, uint32_t count) {
  for (uint32_t i = 1; i < count; i++) {
    double a = sce_table_middle(table, result, table->points[i - 1]), b = sce_table_middle(table, result, table->points[i]);
    if (isnan(a) || isnan(b) || fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b))) continue;
    size_t left, right;
    const char *before = sce_table_cell(table, i - 1, &left), *after = sce_table_cell(table, i, &right);
    if (sce_table_look_alike(before, left, after, right)) return true;
  }
  return false;
}

void sce_table_make_points(SceTable *table, const SceResult *result, uint32_t count, const SceLook *look) {
  unsigned digits = table->digits;
  make_cells(table, result, count, digits, look);
  if (count < 2 || result->flags & SCE_RESULT_TRUTH || sce_table_is_sampled(table, result)) return;
  while (digits < SCE_NUMBER_DIGITS_MOST && hides_difference(table, result, count)) make_cells(table, result, count, ++digits, look);
  if (digits == SCE_NUMBER_DIGITS_MOST && hides_difference(table, result, count)) make_cells(table, result, count, table->digits, look);
}

void sce_table_make_row(SceTable *table, const SceResult *result, uint32_t row) {
  uint32_t set = sce_table_set(table, result), count = sce_table_has_scenarios(table, set) ? table->column_count : 1;
  if (result->flags & SCE_RESULT_REFERENCE) {
    sce_text_clear(&table->cells);
    make_reference(table, result);
    return;
  }
  if (sce_table_is_axis(table, result)) {
    make_axis(table, sce_set_axes(table->program, set)[0]);
    return;
  }
  for (uint32_t i = 0; i < count; i++) table->points[i] = sce_table_point(table, set, row, i);
  sce_table_make_points(table, result, count, NULL);
  for (uint32_t i = count; i < table->column_count; i++) table->ends[i] = table->cells.count;
}

const char *sce_table_cell(const SceTable *table, uint32_t column, size_t *length) {
  size_t start = column ? table->ends[column - 1] : 0;
  *length = table->ends[column] - start;
  return *length ? table->cells.bytes + start : "";
}

/* --- claims ------------------------------------------------------------------------------------ */

/* Digits behind the point that a spelled number has. */
static unsigned spelled_decimals(const SceText *spelled) {
  const char *point = spelled->count ? strchr(spelled->bytes, '.') : NULL;
  unsigned count = 0;
  while (point && point[1 + count] >= '0' && point[1 + count] <= '9') count++;
  return point && strchr("eEkMBT", point[1 + count]) && point[1 + count] ? 0 : count;
}

static unsigned shown_decimals(const char *number, size_t length) {
  const char *point = memchr(number, '.', length);
  return point ? (unsigned)(length - (size_t)(point - number) - 1) : 0;
}

/* What came out, with the digits that tell it from what was said when these differ, and as many behind the point. Neither takes a prefix: they
 * stand side by side. What says a percentage gets one. */
static void add_got(SceTable *table, SceText *out, const SceClaim *claim, SceJudgement judged) {
  char got[SCE_NUMBER_ROOM], says[SCE_NUMBER_ROOM];
  if (isnan(judged.got)) {
    sce_text_add_string(out, sce_table_nothing);
    return;
  }
  SceText spelled = {0};
  sce_claim_says(table->program, claim, &spelled);
  const SceUnitText *text = sce_table_find_unit(table, claim->unit);
  bool percent = !text->length && spelled.count && spelled.bytes[spelled.count - 1] == '%';
  double scale = percent ? 100 : 1;
  SceStyle style = text->style;
  unsigned digits = table->digits, decimals = spelled_decimals(&spelled);
  size_t length = sce_number_write_display(got, judged.got * scale, style, digits);
  if (style == SCE_STYLE_COUNT && decimals && floor(judged.got) != judged.got) length = sce_number_write_display(got, judged.got, style = SCE_STYLE_PLAIN, digits);
  while (judged.got != claim->says && digits < SCE_NUMBER_DIGITS_MOST && (style == SCE_STYLE_PLAIN) && shown_decimals(got, length) < decimals && fabs(judged.got) >= 1)
    length = sce_number_write_display(got, judged.got * scale, style, ++digits);
  while (judged.used > 1 && judged.got != claim->says) {
    size_t other = sce_number_write_display(says, claim->says * scale, style, digits);
    if (length != other || memcmp(got, says, length)) break;
    if (digits < SCE_NUMBER_DIGITS_MOST) digits++;
    else if (style == SCE_STYLE_PLAIN) break;
    else {
      style = SCE_STYLE_PLAIN;
      digits = table->digits;
    }
    length = sce_number_write_display(got, judged.got * scale, style, digits);
  }
  sce_text_add(out, got, length);
  if (percent) sce_text_add_byte(out, '%');
  else sce_table_add_unit(out, text);
  sce_text_release(&spelled);
}

static void add_says(SceTable *table, SceText *out, const SceClaim *claim) {
  SceText spelled = {0};
  sce_text_add_string(out, "says ");
  if (sce_claim_says(table->program, claim, &spelled)) {
    sce_table_add_line(out, spelled.bytes, spelled.count);
  } else {
    char text[SCE_NUMBER_ROOM];
    sce_text_add(out, text, sce_number_write_exact(text, claim->says));
    sce_table_add_unit(out, sce_table_find_unit(table, claim->unit));
  }
  sce_text_release(&spelled);
}

void sce_table_make_claim(SceTable *table, const SceClaim *claim, SceClaimRow *out) {
  SceJudgement judged = sce_claim_judge(table->run, table->program, claim);
  SceText *const texts[] = {&out->got, &out->says, &out->source, &out->dispute};
  for (uint32_t i = 0; i < 4; i++) sce_text_clear(texts[i]);
  out->status = sce_verdict_text(judged.verdict);
  out->name = sce_intern_spelling(&table->program->intern, claim->name);
  if (claim->holds == SCE_NO_OP) {
    add_got(table, &out->got, claim, judged);
    if (!claim->failed || claim->value != SCE_NO_OP) add_says(table, &out->says, claim);
  }
  uint32_t length;
  const char *text = sce_claim_source(table->program, claim, &length);
  if (text) sce_table_add_line(&out->source, text, length);
  text = sce_claim_dispute(table->program, claim, &length);
  if (text) sce_table_add_line(&out->dispute, text, length);
}

void sce_claim_row_release(SceClaimRow *row) {
  sce_text_release(&row->got);
  sce_text_release(&row->says);
  sce_text_release(&row->source);
  sce_text_release(&row->dispute);
}
