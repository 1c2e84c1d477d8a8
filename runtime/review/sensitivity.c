/* Turns inputs one at a time and watches results: the engine computes the program again for each end of each input's range, so that what is told is what the file would
 * say with that number in it.
 */
#include "sensitivity.h"

#include "gradient.h"
#include "levers.h"
#include "movers.h"
#include "plan.h"
#include "results/number.h"

#include <math.h>

enum { DIGITS = 9 };
static const double tenth = 0.1, lower = 0.05, upper = 0.95, nothing = 1e-14;     /* nothing: rounding */

/* ---- what is asked ---- */

static uint32_t point_of(const SceProgram *program, uint32_t op, uint32_t scenario) { return scenario * sce_set_stride(program, program->ops.at[op].axes, 0); }

void sce_sensitivity_init(SceSensitivity *sensitivity, SceSession *session, const uint32_t *results, uint32_t count, uint32_t scenario) {
  SceProgram *program = session->program;
  SceResultList made = {0};
  *sensitivity = (SceSensitivity){.scenario = scenario};
  sce_fields_init(&sensitivity->fields, session);
  for (uint32_t i = 0; i < count; i++) {
    SceResult result = program->results.at[results[i]];
    const SceField *field = sce_program_field(program, result.op);
    SceText path = {0};
    if (field) sce_fields_add_path(&sensitivity->fields, field, &path);
    else sce_program_path(program, &result, &path);
    if (field) result = sce_fields_result(&sensitivity->fields, field);
    result.flags |= SCE_RESULT_SHOWN;
    sce_array_push(&made, result);
    sce_array_push(&sensitivity->moved, ((SceMoved){.result = i, .op = result.op, .path = path.bytes, .value = NAN, .point = point_of(program, result.op, scenario)}));
  }
  sce_movers_find(sensitivity, &made);
  sce_array_release(&program->results);
  for (uint32_t i = 0; i < made.count; i++) sce_array_push(&program->results, made.at[i]);
  program->claims.count = 0;
  sce_array_release(&made);
}

void sce_sensitivity_release(SceSensitivity *sensitivity) {
  for (uint32_t i = 0; i < sensitivity->movers.count; i++) free(sensitivity->movers.at[i].path);
  for (uint32_t i = 0; i < sensitivity->moved.count; i++) {
    free(sensitivity->moved.at[i].path);
    sce_array_release(&sensitivity->moved.at[i].swings);
  }
  sce_array_release(&sensitivity->movers);
  sce_array_release(&sensitivity->moved);
  sce_fields_release(&sensitivity->fields);
}

/* Whether a value has other axes than the scenarios: the first of them, 0 for none. */
static uint32_t find_axis(const SceProgram *program, uint32_t op) {
  uint32_t set = program->ops.at[op].axes;
  const uint16_t *axes = sce_set_axes(program, set);
  for (uint32_t i = 0; i < program->axis_sets.at[set].count; i++)
    if (axes[i]) return axes[i];
  return 0;
}

const char *sce_sensitivity_ranging(const SceSensitivity *sensitivity, SceText *hint) {
  const SceProgram *program = sensitivity->fields.program;
  for (uint32_t i = 0; i < sensitivity->moved.count; i++) {
    const SceMoved *moved = &sensitivity->moved.at[i];
    const SceAxis *axis = &program->axes.at[find_axis(program, moved->op)];
    if (axis == program->axes.at) continue;
    const char *label = axis->count ? sce_intern_spelling(&program->intern, program->labels.at[axis->labels + axis->count - 1]) : "";
    const char *name = sce_intern_spelling(&program->intern, axis->path);
    if (axis->kind == SCE_AXIS_SWEEP) sce_text_add_format(hint, "%s[%s = %s]", moved->path, name, label);
    else sce_text_add_format(hint, "%s[%s]", moved->path, label);
    return moved->path;
  }
  return NULL;
}

/* ---- turning ---- */

typedef struct Turner {
  SceSensitivity *sensitivity;
  SceProgram *program;
  SceRun *run;
} Turner;

static double value_of(const Turner *t, const SceMoved *moved) {
  uint32_t count;
  const double *points = sce_run_points(t->run, moved->op, &count);
  return moved->point < count ? points[moved->point] : NAN;
}

/* The value of an input's field; NaN where it has other axes than the scenarios. */
static double value_of_field(const Turner *t, const SceMover *mover) {
  uint32_t count, op = mover->field->op;
  const double *points = sce_run_points(t->run, op, &count);
  return find_axis(t->program, op) || !count ? NAN : points[point_of(t->program, op, t->sensitivity->scenario)];
}

/* Draws stand at one place of their distribution: what is drawn, at that percentile. */
static void pin_draws(const Turner *t, uint64_t key, double share) {
  for (uint32_t i = 0; i < t->program->ops.count; i++) {
    SceOp *op = &t->program->ops.at[i];
    if (op->kind != SCE_OP_DRAW || t->program->draws.at[op->a].path != key) continue;
    uint16_t axes = op->axes;
    *op = (SceOp){.kind = SCE_OP_CONSTANT, .axes = axes, .number = share};
  }
  sce_levers_settle(t->program);
}

/* The results with an input at one end, beside each other in `out`, and what the input is there. */
static void compute_end(const Turner *t, const SceMover *mover, double end, double *out, double *value) {
  SceOp *ops = t->program->ops.at, *before = sce_memory_new((size_t)t->program->ops.count * sizeof *before);
  memcpy(before, ops, t->program->ops.count * sizeof *before);
  if (mover->kind == SCE_RANGE_SAMPLES) {
    pin_draws(t, mover->key, end);
  } else if (mover->literal != SCE_NO_OP || mover->kind == SCE_RANGE_SHARE) {
    ops[mover->lever].number = end;
  } else {
    uint16_t axes = ops[mover->field->op].axes;
    ops[mover->field->op] = (SceOp){.kind = SCE_OP_CONSTANT, .axes = axes, .number = end};
    sce_levers_settle(t->program);
  }
  sce_run_again(t->run);
  *value = mover->literal != SCE_NO_OP ? end : value_of_field(t, mover);
  for (uint32_t i = 0; i < t->sensitivity->moved.count; i++) out[i] = value_of(t, &t->sensitivity->moved.at[i]);
  memcpy(ops, before, t->program->ops.count * sizeof *before);
  free(before);
}

/* ---- ranges ---- */

/* One end of `in low .. high`; NaN: none. */
static double bound_of(const Turner *t, const SceMover *mover, uint32_t op) {
  uint32_t count;
  if (op == SCE_NO_OP) return NAN;
  const double *points = sce_run_points(t->run, op, &count);
  uint32_t point = sce_set_project(t->program, t->program->ops.at[op].axes, t->program->ops.at[mover->field->op].axes, point_of(t->program, mover->field->op, t->sensitivity->scenario));
  return point < count ? points[point] : NAN;
}

static void find_bounds(const Turner *t, const SceMover *mover, double *low, double *high) {
  const SceResult *result = &t->program->results.at[mover->result];
  *low = *high = NAN;
  if (!result->range || result->flags & SCE_RESULT_REFERENCE) return;
  *low = bound_of(t, mover, t->program->ranges.at[result->range - 1].low);
  *high = bound_of(t, mover, t->program->ranges.at[result->range - 1].high);
}

static bool all_known(const double *values, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (isnan(values[i])) return false;
  return true;
}

/* Whether a range is somebody's belief: that of a field of the library bounds what can be asked, whoever asks. */
static bool is_believed(const Turner *t, const SceMover *mover) {
  uint32_t range = t->program->results.at[mover->result].range;
  return range && !t->program->sources->list.at[sce_ast_item_source(&t->program->ast, t->program->ranges.at[range - 1].item)].library;
}

/* The results at both ends. Bounds of the library, and those at which a result has no value, are limits of what can be asked, not of what is believed: then a tenth
 * less and more, as far as the bounds let. */
static void measure(const Turner *t, SceMover *mover, double *low, double *high) {
  uint32_t count = t->sensitivity->moved.count;
  if (mover->kind == SCE_RANGE_SAMPLES) {
    compute_end(t, mover, lower, low, &mover->low);
    compute_end(t, mover, upper, high, &mover->high);
    return;
  }
  double least = NAN, most = NAN;
  if (mover->literal == SCE_NO_OP) {
    find_bounds(t, mover, &least, &most);
    if (!isnan(least) && !isnan(most) && !isnan(mover->value) && is_believed(t, mover)) {
      mover->kind = SCE_RANGE_DECLARED;
      compute_end(t, mover, least, low, &mover->low);
      compute_end(t, mover, most, high, &mover->high);
      if (all_known(low, count) && all_known(high, count)) return;
      mover->kind = SCE_RANGE_SHARE;
    }
  }
  double from = 1 - tenth, to = 1 + tenth, unit = mover->literal == SCE_NO_OP ? 1 : mover->value;
  if (mover->value > 0 && !isnan(least)) from = fmin(fmax(from, least / mover->value), 1);
  if (mover->value > 0 && !isnan(most)) to = fmax(fmin(to, most / mover->value), 1);
  if (mover->lever == SCE_NO_OP) return;
  compute_end(t, mover, from * unit, low, &mover->low);
  compute_end(t, mover, to * unit, high, &mover->high);
}

/* ---- elasticities ---- */

static void find_elasticities(const Turner *t, double *elasticities) {
  SceSensitivity *s = t->sensitivity;
  SceGradient *gradient = sce_gradient_new(t->run);
  for (uint32_t i = 0; i < s->moved.count; i++) {
    const SceMoved *moved = &s->moved.at[i];
    bool truth = t->program->results.at[moved->result].flags & SCE_RESULT_TRUTH;
    bool sound = !truth && !isnan(moved->value) && moved->value != 0 && sce_gradient_of(gradient, moved->op, moved->point);
    for (uint32_t k = 0; k < s->movers.count; k++) {
      const SceMover *mover = &s->movers.at[k];
      uint32_t count;
      double slope = sound && mover->lever != SCE_NO_OP ? sce_gradient_by(gradient, mover->lever, &count)[0] : NAN;
      double elasticity = slope * (mover->literal == SCE_NO_OP ? 1 : mover->value) / moved->value;
      elasticities[(size_t)i * s->movers.count + k] = mover->value == 0 || !isfinite(elasticity) ? NAN : fabs(elasticity) < nothing ? 0 : elasticity;
    }
  }
  sce_gradient_free(gradient);
}

/* ---- all of it ---- */

typedef struct Placed {
  double swing;                     /* to as many digits as rounding leaves alone */
  const char *path;
  SceSwing is;
} Placed;

/* Those that move it alike by name, so that their order does not hang on the last bit. */
static int compare_placed(const void *left, const void *right) {
  const Placed *a = left, *b = right;
  bool x = isnan(a->swing), y = isnan(b->swing);
  if (x != y) return x ? 1 : -1;
  if (!x && a->swing != b->swing) return a->swing > b->swing ? -1 : 1;
  int names = strcmp(a->path, b->path);
  return names ? names : a->is.mover < b->is.mover ? -1 : a->is.mover > b->is.mover;
}

static void sort_swings(const SceSensitivity *s, SceMoved *moved) {
  Placed *placed = sce_memory_new(((size_t)moved->swings.count + 1) * sizeof *placed);
  for (uint32_t i = 0; i < moved->swings.count; i++) {
    const SceSwing *swing = &moved->swings.at[i];
    placed[i] = (Placed){isnan(swing->swing) ? NAN : sce_number_round(swing->swing, DIGITS), s->movers.at[swing->mover].path, *swing};
  }
  if (moved->swings.count) qsort(placed, moved->swings.count, sizeof *placed, compare_placed);
  for (uint32_t i = 0; i < moved->swings.count; i++) moved->swings.at[i] = placed[i].is;
  free(placed);
}

/* What a result rests on, by operation. */
static bool *find_reach(SceSensitivity *s, const SceMoved *moved) {
  bool *reached = sce_memory_zeroed(s->fields.program->ops.count + (size_t)1);
  SceOpList reach = {0};
  sce_fields_reach(&s->fields, moved->op, &reach);
  for (uint32_t i = 0; i < reach.count; i++) reached[reach.at[i]] = true;
  sce_array_release(&reach);
  return reached;
}

static void add_swings(SceSensitivity *s, uint32_t which, const double *lows, const double *highs, const double *elasticities) {
  SceMoved *moved = &s->moved.at[which];
  bool *reached = find_reach(s, moved);
  for (uint32_t k = 0; k < s->movers.count; k++) {
    size_t at = (size_t)k * s->moved.count + which;
    if (!reached[s->movers.at[k].field->op]) continue;
    SceSwing swing = {.mover = k, .low = lows[at], .high = highs[at], .first = {NAN, NAN}, .total = {NAN, NAN}};
    swing.swing = fabs(swing.high - swing.low);
    if (swing.swing <= 1e-13 * fabs(moved->value)) swing.swing = 0;         /* rounding */
    swing.elasticity = elasticities[(size_t)which * s->movers.count + k];
    sce_array_push(&moved->swings, swing);
  }
  sort_swings(s, moved);
  free(reached);
}

/* What is drawn in other scenarios alone is known in this one. */
static void settle_kind(const Turner *t, SceMover *mover) {
  uint32_t op = mover->field->op;
  if (mover->literal == SCE_NO_OP) mover->value = value_of_field(t, mover);
  if (mover->kind != SCE_RANGE_SAMPLES || find_axis(t->program, op)) return;
  const SceSummary *summary = sce_run_summary(t->run, op, point_of(t->program, op, t->sensitivity->scenario));
  if (summary && summary->sd == 0 && !summary->failed) mover->kind = SCE_RANGE_SHARE;
}

void sce_sensitivity_measure(SceSensitivity *s) {
  Turner t = {s, s->fields.program, s->fields.session->run};
  size_t size = ((size_t)s->movers.count + 1) * (s->moved.count + (size_t)1);
  double *lows = sce_memory_new(size * sizeof *lows), *highs = sce_memory_new(size * sizeof *highs), *elasticities = sce_memory_new(size * sizeof *elasticities);
  for (size_t i = 0; i < size; i++) lows[i] = highs[i] = NAN;
  for (uint32_t i = 0; i < s->moved.count; i++) {
    SceMoved *moved = &s->moved.at[i];
    const SceSummary *summary = t.program->ops.at[moved->op].sampled ? sce_run_summary(t.run, moved->op, moved->point) : NULL;
    moved->value = value_of(&t, moved);
    moved->sampled = summary != NULL;
    bool spread = summary && !summary->failed && summary->sd > 1e-12 * fabs(summary->mean);
    moved->variance = spread ? summary->sd * summary->sd : 0;
  }
  for (uint32_t k = 0; k < s->movers.count; k++) settle_kind(&t, &s->movers.at[k]);
  find_elasticities(&t, elasticities);
  for (uint32_t k = 0; k < s->movers.count && !sce_run_is_partial(t.run); k++) measure(&t, &s->movers.at[k], lows + (size_t)k * s->moved.count, highs + (size_t)k * s->moved.count);
  sce_run_again(t.run);
  for (uint32_t i = 0; i < s->moved.count; i++) add_swings(s, i, lows, highs, elasticities);
  free(lows);
  free(highs);
  free(elasticities);
}

/* ---- names ---- */

void sce_mover_add_literal(const SceSensitivity *sensitivity, const SceMover *mover, SceText *out) {
  const SceAst *ast = &sensitivity->fields.program->ast;
  uint32_t node = mover->literal;
  if (node < ast->items.at[mover->item].expr.last && ast->nodes.at[node + 1].kind == SCE_NODE_UNIT) node++;
  SceSpan span = sce_ast_span(ast, sensitivity->fields.program->sources, node);
  sce_fields_add_short(out, sensitivity->fields.session->sources.list.at[span.source].text + span.start, span.end - span.start, 0);
}

void sce_mover_add_name(const SceSensitivity *sensitivity, const SceMover *mover, SceText *out) {
  sce_text_add_string(out, mover->path);
  if (mover->literal == SCE_NO_OP) return;
  sce_text_add_string(out, ": ");
  sce_mover_add_literal(sensitivity, mover, out);
}
