/* The words that findings about values share: quotes of formulas, numbers, points of axes, shares of samples, what a field is for. */
#include "report_state.h"

#include "doc/comment.h"
#include "plan.h"
#include "results/number.h"

#include <math.h>

enum { QUOTE_MOST = 60, POINTS_MOST = 3 };

/* The text of a node, on one line and not longer than a reader wants to see. */
void sce_report_quote(SceText *out, const SceProgram *program, uint32_t node) {
  SceSpan span = sce_ast_span(&program->ast, program->sources, node);
  const char *text = program->sources->list.at[span.source].text;
  uint32_t shown = 0;
  for (uint32_t i = span.start; i < span.end; i++, shown++) {
    bool blank = text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r';
    if (shown >= QUOTE_MOST && ((unsigned char)text[i] & 0xC0) != 0x80) {
      sce_text_add_string(out, "…");
      return;
    }
    if (!blank) sce_text_add_byte(out, text[i]);
    else if (out->count && out->bytes[out->count - 1] != ' ') sce_text_add_byte(out, ' ');
  }
}

void sce_report_number(SceText *out, double value) {
  char text[SCE_NUMBER_ROOM];
  if (isnan(value)) sce_text_add_string(out, "no value");
  else sce_text_add(out, text, sce_number_write_exact(text, value));
}

void sce_report_name(SceText *out, const SceProgram *program, SceName name) { sce_text_add_string(out, sce_intern_spelling(&program->intern, name)); }

/* "optimistic", or with a further axis "platform tiktok, scenario optimistic". */
static void add_point(SceText *out, const SceProgram *program, uint32_t set, uint32_t point) {
  const uint16_t *axes = sce_set_axes(program, set);
  uint32_t count = program->axis_sets.at[set].count;
  for (uint32_t i = count; i-- > 0;) {
    const SceAxis *axis = &program->axes.at[axes[i]];
    if (i + 1 < count) sce_text_add_string(out, ", ");
    if (count > 1) {
      sce_report_name(out, program, axis->name);
      sce_text_add_byte(out, ' ');
    }
    sce_report_name(out, program, program->labels.at[axis->labels + point % axis->count]);
    point /= axis->count;
  }
}

/* " in scenario optimistic", " at platform tiktok, meta and 7 more"; nothing when it is so at every point. */
/* " in the base", " in scenario x", " in the base and in the scenarios x, y and 3 more" */
static void add_scenarios(SceText *out, const SceProgram *program, const uint32_t *points, uint32_t count) {
  const SceAxis *axis = &program->axes.at[0];
  if (points[0] == 0) {
    sce_text_add_string(out, " in the base");
    points++, count--;
    if (count) sce_text_add_string(out, " and");
  }
  if (count) sce_text_add_string(out, count > 1 ? " in the scenarios " : " in scenario ");
  for (uint32_t i = 0; i < count && i < POINTS_MOST; i++) {
    if (i) sce_text_add_string(out, i + 1 < count ? ", " : " and ");
    sce_report_name(out, program, program->labels.at[axis->labels + points[i]]);
  }
  if (count > POINTS_MOST) sce_text_add_format(out, " and %u more", (unsigned)(count - POINTS_MOST));
}

void sce_report_points(SceText *out, const SceProgram *program, uint32_t set, const uint32_t *points, uint32_t count) {
  uint32_t depth = program->axis_sets.at[set].count;
  if (!depth || count >= sce_set_points(program, set)) return;
  if (depth == 1 && program->axes.at[sce_set_axes(program, set)[0]].kind == SCE_AXIS_SCENARIO) {
    add_scenarios(out, program, points, count);
    return;
  }
  if (depth == 1) {
    const SceAxis *axis = &program->axes.at[sce_set_axes(program, set)[0]];
    sce_text_add_string(out, " at ");
    sce_report_name(out, program, axis->name);
    sce_text_add_byte(out, ' ');
  } else {
    sce_text_add_string(out, " at ");
  }
  for (uint32_t i = 0; i < count && i < POINTS_MOST; i++) {
    if (i) sce_text_add_string(out, depth > 1 ? "; " : i + 1 < count ? ", " : " and ");
    add_point(out, program, set, points[i]);
  }
  if (count > POINTS_MOST) sce_text_add_format(out, " and %u more", (unsigned)(count - POINTS_MOST));
}

/* The value of an operand where the operation failed; in the sample that failed. */
double sce_report_operand(const SceReport *report, uint32_t operand, uint32_t op, uint32_t point) {
  if (report->now && report->program->ops.at[operand].sampled)
    return sce_run_sample(report->run, operand, sce_set_project(report->program, report->program->ops.at[operand].axes, report->program->ops.at[op].axes, point), report->now->sample);
  uint32_t count, set = report->program->ops.at[operand].axes;
  const double *points = sce_run_points(report->run, operand, &count);
  uint32_t place = sce_set_project(report->program, set, report->program->ops.at[op].axes, point);
  return place < count ? points[place] : sce_poison(0);
}

/* "3.1 %", or where that would be less than it seems "2 of 65,536". */
void sce_report_share(SceText *out, double share) { sce_text_add_format(out, "%.2g %%", share * 100); }

/* What a field is, in the words of its comment: whoever wrote it says there what it may be, and what to do. */
void sce_report_meaning(SceReport *report, uint32_t item) {
  SceText words;
  sce_comment_read(&report->program->ast, report->program->sources, item, &words, NULL);
  for (size_t i = 0; i < words.count; i++)
    if (words.bytes[i] == '\n') words.bytes[i] = ' ';
  SceName name = report->program->ast.items.at[item].name;
  if (words.count) sce_diag_help(report->diags, "`%s`: %s", sce_intern_spelling(&report->program->intern, name), words.bytes);
  sce_text_release(&words);
}

/* Whether a point of `reached` tells the point of `set`. */
bool sce_report_is_contained(const SceProgram *program, uint32_t set, uint32_t reached) {
  const uint16_t *axes = sce_set_axes(program, set);
  for (uint32_t i = 0; i < program->axis_sets.at[set].count; i++)
    if (program->axes.at[axes[i]].count > 1 && !sce_set_stride(program, reached, axes[i])) return false;
  return true;
}
