/* Reviews have one cell for a value: there what is swept, or has members, is told by its ends.
 */
#include "cell.h"

#include "results/number.h"

#include <math.h>

static void add_unit(const SceLook *look, SceText *out) {
  if (*look->unit && !look->close) sce_text_add_byte(out, ' ');
  sce_text_add_string(out, look->unit);
}

static void add_number(const SceLook *look, double value, unsigned digits, SceText *out) {
  char text[SCE_NUMBER_ROOM];
  bool exact = digits != SCE_NUMBER_DIGITS && (look->style == SCE_STYLE_COUNT || look->style == SCE_STYLE_CENTS);
  sce_text_add(out, text, sce_number_write_display(text, sce_scale_apply(look->scale, value) * look->factor, exact ? SCE_STYLE_PLAIN : look->style, digits));
}

void sce_cell_add_number(SceTable *table, const SceResult *result, double value, SceText *out) {
  if (isnan(value)) {
    sce_text_add_string(out, sce_table_nothing);
    return;
  }
  SceLook look = sce_table_look(table, result, value, table->digits);
  add_number(&look, value, table->digits, out);
  add_unit(&look, out);
}

/* A million and more as intervals of samples have it: "18B .. 22B param", smaller numbers beside them down to a thousandth. */
static bool add_letters(const SceLook *look, const double *values, const char *between, unsigned digits, SceText *out) {
  char text[SCE_NUMBER_ROOM];
  double numbers[2], most = 0, factor;
  for (int i = 0; i < 2; i++) {
    numbers[i] = sce_scale_apply(look->scale, values[i]) * look->factor;
    most = fmax(most, fabs(numbers[i]));
  }
  if (look->style == SCE_STYLE_SCIENTIFIC || look->style == SCE_STYLE_PREFIXED || most < 1e6 || most >= SCE_NUMBER_HUGE) return false;
  factor = most >= 1e12 ? 1e12 : most >= 1e9 ? 1e9 : 1e6;
  for (int i = 0; i < 2; i++) {
    if (i) sce_text_add_string(out, between);
    bool large = fabs(numbers[i]) >= factor / 1000;
    if (large) sce_text_add(out, text, sce_number_write_power(text, numbers[i] / factor, digits, 0));
    else sce_text_add(out, text, sce_number_write_display(text, numbers[i], look->style, digits));
    if (large) sce_text_add_byte(out, factor == 1e12 ? 'T' : factor == 1e9 ? 'B' : 'M');
  }
  return true;
}

void sce_cell_add_pair(SceTable *table, const SceResult *result, double low, double high, const char *between, SceText *out) {
  if (isnan(low) || isnan(high)) {
    sce_cell_add_number(table, result, low, out);
    sce_text_add_string(out, between);
    sce_cell_add_number(table, result, high, out);
    return;
  }
  SceLook look = sce_table_look(table, result, fmax(fabs(low), fabs(high)), table->digits);
  if (!add_letters(&look, (double[]){low, high}, between, table->digits, out)) {
    add_number(&look, low, table->digits, out);
    sce_text_add_string(out, between);
    add_number(&look, high, table->digits, out);
  }
  add_unit(&look, out);
}

void sce_cell_add_plain(double value, SceText *out) {
  if (isnan(value)) {
    sce_text_add_string(out, sce_table_nothing);
    return;
  }
  char text[SCE_NUMBER_ROOM];
  double rounded = round(value * 100) / 100;
  if (rounded == 0 && fabs(value) > 1e-9) sce_text_add_string(out, value > 0 ? "0.00" : "-0.00");
  else if (rounded == round(rounded) || fabs(rounded) >= 1000) sce_text_add(out, text, sce_number_write_display(text, rounded == 0 ? 0 : rounded, SCE_STYLE_PLAIN, 4));
  else sce_text_add_format(out, "%.*f", fabs(rounded) >= 100 ? 1 : 2, rounded);
}

/* The least and the largest of the points that a column has. False where there is none. */
static bool find_ends(const SceTable *table, const SceResult *result, uint32_t column, uint32_t *low, uint32_t *high) {
  bool any = false;
  for (uint32_t row = 0, rows = sce_table_rows(table, result); row < rows; row++) {
    uint32_t point = sce_table_point(table, sce_table_set(table, result), row, column);
    double value = sce_table_middle(table, result, point);
    if (isnan(value)) continue;
    if (!any || value < sce_table_middle(table, result, *low)) *low = point;
    if (!any || value > sce_table_middle(table, result, *high)) *high = point;
    any = true;
  }
  return any;
}

/* What ranges over other axes than the scenarios: "2.1 .. 8.4 GB". */
static void add_ends(SceTable *table, const SceResult *result, uint32_t column, SceText *out) {
  uint32_t low = 0, high = 0;
  bool any = find_ends(table, result, column, &low, &high);
  double least = any ? sce_table_middle(table, result, low) : NAN, most = any ? sce_table_middle(table, result, high) : NAN;
  if (!any || fabs(most - least) <= 1e-9 * fmax(fabs(most), fabs(least)) || result->flags & SCE_RESULT_TRUTH) {
    sce_table_add_point(table, out, result, low, table->digits, NULL);
    return;
  }
  sce_cell_add_pair(table, result, least, most, " .. ", out);
}

void sce_cell_add(SceTable *table, const SceResult *result, uint32_t column, SceText *out) {
  if (sce_table_lines(table, result) > 1) {
    add_ends(table, result, column, out);
    return;
  }
  size_t length;
  sce_table_make_row(table, result, 0);
  bool scenarios = sce_table_has_scenarios(table, sce_table_set(table, result));
  const char *cell = sce_table_cell(table, scenarios ? column : 0, &length);
  if (length) sce_text_add(out, cell, length);
}
