/* Values that lie outside the ranges that their fields declare, and ranges that hold nothing. */
#include "report_state.h"

#include "plan.h"
#include "results/number.h"

#include <math.h>

#define MISTAKEN 0.01              /* the share of samples outside of a range from which on it is an error */

enum { SHOWN_DIGITS = 14 };

static bool is_outside(double value, double low, double high) {
  return !isnan(value) && ((!isnan(low) && value < low) || (!isnan(high) && value > high));
}

/* The narrowest that a bound is at a point of the reader, over the axes that the reader lacks. */
static double read_bound(const SceReport *report, uint32_t bound, uint32_t reader, uint32_t point, bool upper) {
  const SceProgram *program = report->program;
  if (bound == SCE_NO_OP) return sce_poison(0);
  uint32_t count, set = program->ops.at[reader].axes, own = program->ops.at[bound].axes;
  if (program->ops.at[bound].sampled || sce_report_is_contained(program, own, set)) return sce_report_operand(report, bound, reader, point);
  const double *points = sce_run_points(report->run, bound, &count);
  double narrowest = sce_poison(0);
  for (uint32_t i = 0; i < count; i++)
    if (sce_set_meet(program, own, i, set, point) && !(upper ? points[i] >= narrowest : points[i] <= narrowest)) narrowest = isnan(points[i]) ? narrowest : points[i];
  return narrowest;
}

typedef SCE_ARRAY(uint32_t) Points;

/* The points of `reader` at which the value is outside. The reader is the value itself, or a bound that has axes which the value lacks. */
static void find_outside(const SceReport *report, const SceResult *result, uint32_t reader, Points *out) {
  const SceRange *range = &report->program->ranges.at[result->range - 1];
  uint32_t count;
  if (reader == SCE_NO_OP) return;
  sce_run_points(report->run, reader, &count);
  for (uint32_t i = 0; i < count; i++)
    if (is_outside(sce_report_operand(report, result->op, reader, i), read_bound(report, range->low, reader, i, false), read_bound(report, range->high, reader, i, true)))
      sce_array_push(out, i);
}

/* The place that gives the value at a point: the result's own, of a formula of the library the number in the user's text that brings it about, or in a scenario that replaces it the
 * replacement. */
static SceSpan giving_place(SceReport *report, const SceResult *result, const SceRange *range, uint32_t reader, uint32_t point) {
  const SceProgram *program = report->program;
  SceAxisSet set = program->axis_sets.at[program->ops.at[reader].axes];
  uint32_t given;
  SceSpan own = sce_program_at(program, result);
  if (result->item != SCE_NO_ITEM && program->sources->list.at[sce_ast_item_source(&program->ast, result->item)].library) own = sce_blame_place(&report->blame, result->op, (uint32_t)(result - program->results.at), false, &given);
  if (!range->items || !set.count || program->axis_ids.at[set.first] != 0) return own;
  uint32_t count, scenarios = program->axes.at[0].count;
  sce_run_points(report->run, reader, &count);
  uint32_t item = program->range_items.at[range->items - 1 + point / (count / scenarios)];
  if (item == SCE_NO_ITEM || program->sources->list.at[sce_ast_item_source(&program->ast, item)].library) return own;
  return (SceSpan){sce_ast_item_source(&program->ast, item), program->ast.items.at[item].start, program->ast.items.at[item].end};
}

/* A range whose ends are the wrong way round holds nothing: that is the mistake, not the value. */
static bool report_empty_range(SceReport *report, const SceResult *result, const SceRange *range) {
  if (range->low == SCE_NO_OP || range->high == SCE_NO_OP) return false;
  double low = read_bound(report, range->low, range->low, 0, false), high = read_bound(report, range->high, range->high, 0, true);
  if (!(low > high)) return false;
  const SceProgram *program = report->program;
  SceText *out = &report->text;
  sce_text_clear(out);
  sce_text_add_string(out, "the range of `");
  sce_program_path(program, result, out);
  sce_text_add_string(out, "` is empty: ");
  sce_report_number(out, low);
  sce_text_add_string(out, " is above ");
  sce_report_number(out, high);
  SceSpan bounds = sce_ast_span(&program->ast, program->sources, range->node), place = bounds;
  uint32_t given;
  bool library = program->sources->list.at[bounds.source].library;
  if (library) place = sce_blame_place(&report->blame, low > 0 ? range->low : range->high, (uint32_t)(result - program->results.at), false, &given);
  if (!sce_diag_add(report->diags, SCE_E_RANGE, place, "%s", out->bytes)) return true;
  if (library) sce_diag_note(report->diags, bounds, "its range stands here");
  else sce_diag_help(report->diags, "write the lower bound first");
  return true;
}

static void add_range(SceReport *report, const SceRange *range) {
  sce_text_add_byte(&report->text, '`');
  sce_report_quote(&report->text, report->program, range->node);
  sce_text_add_byte(&report->text, '`');
}

/* What a range does to a sampled value: more than one sample in a hundred outside is a mistake, more than one in ten thousand worth a word. */
static void report_cut(SceReport *report, const SceResult *result, const SceRange *range) {
  const SceProgram *program = report->program;
  uint32_t count, worst = 0;
  const double *shares = sce_run_points(report->run, range->cut, &count);
  Points outside = {0};
  for (uint32_t i = 0; i < count; i++)
    if (shares[i] > shares[worst] || isnan(shares[worst])) worst = i;
  double most = count ? shares[worst] : 0, bound = most > MISTAKEN ? MISTAKEN : 0.0001;
  for (uint32_t i = 0; i < count; i++)
    if (shares[i] > bound) sce_array_push(&outside, i);
  if (!(most > bound)) {
    sce_array_release(&outside);
    return;
  }
  SceText *out = &report->text;
  sce_text_clear(out);
  if (range->truncated) add_range(report, range);
  sce_text_add_string(out, range->truncated ? " cuts off " : "`");
  if (range->truncated) sce_report_share(out, most);
  sce_text_add_string(out, range->truncated ? " of the distribution of `" : "");
  sce_program_path(program, result, out);
  sce_text_add_byte(out, '`');
  if (!range->truncated) {
    sce_text_add_string(out, " lies outside ");
    add_range(report, range);
    sce_text_add_string(out, " in ");
    if (most < 1) sce_report_share(out, most);
    sce_text_add_string(out, most < 1 ? " of samples" : "all samples");
  }
  sce_report_points(out, program, program->ops.at[range->cut].axes, outside.at, outside.count);
  SceSpan span = giving_place(report, result, range, range->cut, worst), bounds = sce_ast_span(&program->ast, program->sources, range->node);
  bool apart = bounds.source != span.source || bounds.start < span.start || bounds.end > span.end;
  if (sce_diag_add(report->diags, most > MISTAKEN ? SCE_E_RANGE : SCE_E_CUT, span, "%s", out->bytes)) {
    if (apart) sce_diag_note(report->diags, bounds, "its range stands here");
    sce_diag_help(report->diags, range->truncated ? "choose a distribution that lies within, such as `uniform(…)` or `beta(…)`; where the cut is meant write `truncate(x, low, high)`" : "choose inputs that keep it inside, or a range that holds it");
  }
  sce_array_release(&outside);
}

/* What is told point by point: the value, or a bound that has all its axes and more. */
static uint32_t find_reader(const SceProgram *program, uint32_t value, uint32_t bound) {
  return bound != SCE_NO_OP && sce_report_is_contained(program, program->ops.at[value].axes, program->ops.at[bound].axes) ? bound : value;
}

/* What a bound that is computed comes to at a point, behind the formula. */
static void add_bounds(SceReport *report, const SceRange *range, uint32_t reader, uint32_t point) {
  const uint32_t ends[] = {range->low, range->high};
  bool computed = false;
  for (int i = 0; i < 2; i++) computed |= ends[i] != SCE_NO_OP && report->program->ops.at[ends[i]].kind > SCE_OP_NONE;
  for (int i = 0; i < 2 && computed; i++) {
    double bound = read_bound(report, ends[i], reader, point, i);
    sce_text_add_string(&report->text, i ? " .. " : ", which is ");
    if (isnan(bound)) sce_text_add_string(&report->text, "none");
    else sce_text_add_format(&report->text, "%.4g", bound);
  }
}

/* 40 where a share of 0 to 1 is asked for was meant as 40 percent. */
static void help_percent(SceReport *report, const SceResult *result, const SceRange *range, double value) {
  uint32_t length;
  const char *text = result->flags & SCE_RESULT_LITERAL && result->unit == SCE_UNIT_ONE ? sce_program_literal(report->program, result, &length) : NULL;
  double low = read_bound(report, range->low, range->low, 0, false), high = read_bound(report, range->high, range->high, 0, true);
  bool percent = text && !memchr(text, '%', length) && low == 0 && high == 1 && value >= 2 && value <= 100;
  if (percent) sce_diag_help(report->diags, "a share of %g percent is written `%g%%`", value, value);
}

/* A value outside, without the noise of arithmetic in its last digits, unless it is these that put it outside. */
static double outside_value(const SceReport *report, const SceResult *result, const SceRange *range, uint32_t reader, uint32_t point) {
  double value = sce_report_operand(report, result->op, reader, point), near = sce_number_round(value, SHOWN_DIGITS);
  return is_outside(near, read_bound(report, range->low, reader, point, false), read_bound(report, range->high, reader, point, true)) ? near : value;
}

static void report_range(SceReport *report, const SceResult *result) {
  const SceProgram *program = report->program;
  const SceRange *range = &program->ranges.at[result->range - 1];
  uint32_t reader = find_reader(program, find_reader(program, result->op, range->low), range->high);
  Points outside = {0};
  if (report_empty_range(report, result, range)) return;
  if (program->ops.at[result->op].sampled) {
    if (range->cut != SCE_NO_OP) report_cut(report, result, range);
    return;
  }
  find_outside(report, result, reader, &outside);
  if (outside.count) {
    const char *unit = result->unit == SCE_UNIT_ONE ? "" : sce_unit_spelling(program->units, result->unit);
    SceText *out = &report->text;
    sce_text_clear(out);
    sce_text_add_byte(out, '`');
    sce_program_path(program, result, out);
    sce_text_add_string(out, "` is ");
    sce_report_number(out, outside_value(report, result, range, reader, outside.at[0]));
    sce_text_add_format(out, "%s%s, outside `", *unit ? " " : "", unit);
    sce_report_quote(out, program, range->node);
    sce_text_add_byte(out, '`');
    add_bounds(report, range, reader, outside.at[0]);
    sce_report_points(out, program, program->ops.at[reader].axes, outside.at, outside.count);
    SceSpan span = giving_place(report, result, range, reader, outside.at[0]), bounds = sce_ast_span(&program->ast, program->sources, range->node);
    bool apart = bounds.source != span.source || bounds.start < span.start || bounds.end > span.end;
    if (sce_diag_add(report->diags, SCE_E_RANGE, span, "%s", out->bytes)) {
      if (apart) sce_diag_note(report->diags, bounds, "its range stands here");
      if (apart) sce_report_meaning(report, range->item);
      help_percent(report, result, range, sce_report_operand(report, result->op, reader, outside.at[0]));
    }
  }
  sce_array_release(&outside);
}

uint64_t sce_report_outside(const SceReport *report, const SceResult *result) {
  if (result->op == SCE_NO_OP || !result->range) return 0;
  const SceRange *range = &report->program->ranges.at[result->range - 1];
  Points outside = {0};
  uint32_t count = 0;
  uint64_t scenarios = 0;
  if (!report->program->ops.at[result->op].sampled) {
    find_outside(report, result, result->op, &outside);
    for (uint32_t i = 0; i < outside.count; i++) scenarios |= sce_blame_scenario(&report->blame, result->op, outside.at[i]);
  } else if (range->cut != SCE_NO_OP) {
    const double *shares = sce_run_points(report->run, range->cut, &count);
    for (uint32_t i = 0; i < count; i++)
      if (shares[i] > MISTAKEN) scenarios |= sce_blame_scenario(&report->blame, range->cut, i);
  }
  sce_array_release(&outside);
  return scenarios;
}

/* All of them, or those that follow from no other. */
static void report_results(SceReport *report, bool all) {
  for (uint32_t i = 0; i < report->program->results.count; i++) {
    const SceResult *result = &report->program->results.at[i];
    if (result->op == SCE_NO_OP || !result->range) continue;
    if (all || !report->blame.outside || !sce_blame_range_follows(&report->blame, i, sce_report_outside(report, result))) report_range(report, result);
  }
}

void sce_report_ranges(SceReport *report) {
  uint32_t before = report->diags->errors;
  report_results(report, false);
  if (report->blame.outside && report->diags->errors == before) report_results(report, true);
}
