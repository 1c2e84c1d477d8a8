/* From two runs to a diff: results are paired, the two programs become one mix, values are read point by point, and those that changed get their shares.
 */
#include "compare.h"

#include "attribute.h"
#include "claim_text.h"
#include "claims.h"
#include "edits.h"
#include "match.h"
#include "pairing.h"
#include "plan.h"
#include "reach.h"
#include "texts.h"

#include <math.h>

enum { SHARES_MOST = 4000, SHARES_LEAST = 200, SHARES_OF_RESULT = 200, OPERATIONS_MOST = 200000000 };   /* values that get shares, fewer of a large model; of the others it is said that they have none */

typedef struct Compare {
  SceDiff *diff;
  SceSession *sessions[2];
  const SceProgram *programs[2];
  const SceCompareOptions *options;
  SceMix *mix;
  SceRun *run;                      /* of the mix */
  SceAttribution attribution;
  SceResultPairs pairs;
  SceMixRoot *roots;                /* beside the pairs */
  SceEditValues *edits;             /* beside the mix's edits */
  SceReach reach;                   /* what results rest on that differ and have no shares */
  SCE_ARRAY(uint32_t) pair_of;      /* by output */
  SCE_ARRAY(SceShare) shares;
  SCE_ARRAY(uint32_t) shared;       /* beside the shares: which output */
  uint32_t shared_here;             /* how many points of the result at hand have shares */
} Compare;

static SceMixAxis *axes_of(const Compare *c, int side) { return side ? c->mix->new_axes : c->mix->old_axes; }

/* ---- points ---- */

/* The axes of a pair of values, of the mix: those of the new one, then what the old one has besides. */
typedef struct Grid {
  uint16_t axes[64];
  uint32_t labels[64], count;
  uint64_t points;
} Grid;

static void add_axes(const Compare *c, int side, uint32_t op, Grid *grid) {
  const SceProgram *p = c->programs[side];
  if (op >= p->ops.count) return;
  SceAxisSet set = p->axis_sets.at[p->ops.at[op].axes];
  for (uint32_t i = 0; i < set.count && grid->count < 64; i++) {
    uint16_t axis = axes_of(c, side)[p->axis_ids.at[set.first + i]].axis;
    bool known = false;
    for (uint32_t k = 0; k < grid->count; k++) known |= grid->axes[k] == axis;
    if (known) continue;
    grid->axes[grid->count++] = axis;
    grid->points *= c->mix->program->axes.at[axis].count;
  }
}

static void move_to(const Compare *c, Grid *grid, uint64_t point) {
  for (uint32_t i = grid->count; i-- > 0;) {
    uint32_t size = c->mix->program->axes.at[grid->axes[i]].count;
    grid->labels[i] = (uint32_t)(point % size);
    point /= size;
  }
}

/* A side's own point on an axis of the mix; SCE_NO_OP: it lacks it; *lacks: also where it has not the axis at all, but for the scenarios. */
static uint32_t own_label(const Compare *c, int side, uint16_t axis, uint32_t label, bool *lacks) {
  uint32_t count = side ? c->mix->new_axis_count : c->mix->old_axis_count;
  *lacks = true;
  for (uint32_t i = 0; i < count; i++) {
    if (axes_of(c, side)[i].axis != axis) continue;
    const uint32_t *labels = axes_of(c, side)[i].labels;
    if (label < c->programs[side]->axes.at[i].count && labels[label] == label) return *lacks = false, label;      /* as a rule */
    for (uint32_t k = 0; k < c->programs[side]->axes.at[i].count; k++)
      if (labels[k] == label) return *lacks = false, k;
    return SCE_NO_OP;
  }
  return SCE_NO_OP;
}

/* The point of a side's value at a point of the grid; SCE_NO_OP: it has none there. */
static uint32_t own_point(const Compare *c, int side, uint32_t op, const Grid *grid) {
  const SceProgram *p = c->programs[side];
  if (op >= p->ops.count) return SCE_NO_OP;
  uint32_t set = p->ops.at[op].axes, point = 0;
  for (uint32_t i = 0; i < grid->count; i++) {
    bool lacks;
    uint32_t label = own_label(c, side, grid->axes[i], grid->labels[i], &lacks), stride = 0;
    if (lacks) return SCE_NO_OP;
    for (uint32_t k = 0; k < p->axis_sets.at[set].count; k++) {
      uint32_t axis = p->axis_ids.at[p->axis_sets.at[set].first + k];
      if (axes_of(c, side)[axis].axis == grid->axes[i]) stride = sce_set_stride(p, set, axis);
    }
    point += label * stride;
  }
  return point;
}

static uint32_t mix_point(const Compare *c, uint32_t op, const Grid *grid) {
  const SceProgram *p = c->mix->program;
  uint32_t set = p->ops.at[op].axes, point = 0;
  for (uint32_t i = 0; i < grid->count; i++) point += grid->labels[i] * sce_set_stride(p, set, grid->axes[i]);
  return point;
}

static double read_value(const Compare *c, int side, uint32_t op, uint32_t point) {
  uint32_t count;
  if (op >= c->programs[side]->ops.count || point == SCE_NO_OP) return sce_poison(0);
  const double *points = sce_run_points(c->sessions[side]->run, op, &count);
  return point < count ? points[point] : sce_poison(0);
}

static double read_error(const Compare *c, int side, uint32_t op, uint32_t point) {
  const SceRun *run = c->sessions[side]->run;
  const SceSummary *summary = point == SCE_NO_OP ? NULL : sce_run_summary(run, op, point);
  return summary ? summary->se : point == SCE_NO_OP ? 0 : sce_run_error(run, op, point);
}

/* ---- outputs ---- */

static const SceResult *result_of(const Compare *c, int side, const SceResultPair *pair) {
  uint32_t result = side ? pair->new_result : pair->old_result;
  return result == SCE_NO_OP ? NULL : &c->programs[side]->results.at[result];
}

static void name_output(const Compare *c, const SceResultPair *pair, SceDiffOutput *out) {
  const SceResult *y = result_of(c, 1, pair), *x = result_of(c, 0, pair), *shown = y ? y : x;
  int side = y ? 1 : 0;
  out->path = sce_text_of_result(c->programs[side], shown);
  out->at = sce_text_of_place(c->programs[side], sce_program_at(c->programs[side], shown));
  out->role = (SceRole)shown->role;
  out->truth = shown->flags & SCE_RESULT_TRUTH;
  out->percent = shown->flags & SCE_RESULT_PERCENT;
  out->fixed = shown->flags & SCE_RESULT_UNIT_FIXED;
  char *old_path = x && y ? sce_text_of_result(c->programs[0], x) : NULL;
  if (old_path && strcmp(old_path, out->path)) out->old_path = old_path;
  else free(old_path);
}

static void add_labels(const Compare *c, const Grid *grid, SceDiffOutput *out) {
  const SceProgram *p = c->mix->program;
  for (uint32_t i = 0; i < grid->count; i++) {
    const SceAxis *axis = &p->axes.at[grid->axes[i]];
    char *name = sce_text_copy(sce_intern_spelling(&p->intern, axis->name)), *label = sce_text_copy(sce_intern_spelling(&p->intern, p->labels.at[axis->labels + grid->labels[i]]));
    sce_array_push(&out->point, ((SceDiffLabel){name, label}));
  }
}

static SceDiffStatus judge(const SceDiffOutput *out, bool old_there, bool new_there, bool failed) {
  if (failed) return SCE_DIFF_ERROR;
  if (!old_there) return SCE_DIFF_ADDED;
  if (!new_there) return SCE_DIFF_REMOVED;
  if (sce_diff_differs(out->old_value, out->new_value)) return SCE_DIFF_CHANGED;
  return out->old_path ? SCE_DIFF_RENAMED : SCE_DIFF_UNCHANGED;
}

/* The values at a point: each side's own, in the new side's unit; of samples the means in the mix, on common draws, where it has them. */
static void set_values(const Compare *c, const SceResultPair *pair, const Grid *grid, SceDiffOutput *out, bool there[2], bool *failed) {
  uint32_t ops[] = {pair->old_op, pair->new_op};
  double *values[] = {&out->old_value, &out->new_value}, *errors[] = {&out->old_se, &out->new_se};
  SceScale scale = SCE_SCALE_ONE;
  bool one_unit = pair->old_op == SCE_NO_OP || pair->new_op == SCE_NO_OP || sce_match_units(c->programs[0], pair->old_unit, c->programs[1], pair->new_unit, &scale);
  *failed = false;
  for (int side = 0; side < 2; side++) {
    const SceResult *result = result_of(c, side, pair);
    uint32_t point = ops[side] == SCE_NO_OP ? SCE_NO_OP : own_point(c, side, ops[side], grid);
    bool broken = result && result->flags & SCE_RESULT_NONE;
    there[side] = broken || point != SCE_NO_OP;
    *values[side] = read_value(c, side, ops[side], point);
    *errors[side] = there[side] && !broken ? read_error(c, side, ops[side], point) : 0;
    *failed |= broken || (there[side] && isnan(*values[side]) && sce_poison_cause(*values[side]));
    if (there[side] && !broken) out->sampled |= c->programs[side]->ops.at[ops[side]].sampled;
  }
  if (!one_unit) *failed = true, out->note = sce_text_copy("the two sides count different things");
  if (one_unit && pair->new_op != SCE_NO_OP) out->old_value = sce_scale_apply(scale, out->old_value), out->old_se = sce_scale_apply(scale, out->old_se);
}

static uint32_t shares_most(const Compare *c) {
  uint32_t most = OPERATIONS_MOST / (c->mix->program->ops.count + 1);
  return most > SHARES_MOST ? SHARES_MOST : most < SHARES_LEAST ? SHARES_LEAST : most;
}

static void want_shares(Compare *c, uint32_t pair, const Grid *grid, SceDiffOutput *out) {
  uint32_t op = c->roots[pair].op;
  if (op == SCE_NO_OP) {
    out->note = sce_text_copy("no shares: it ranges over other points, or counts something else, than before");
  } else if (c->shares.count >= shares_most(c) || c->shared_here >= SHARES_OF_RESULT) {
    out->note = sce_text_copy("no shares: too many values changed");
  } else {
    sce_array_push(&c->shares, ((SceShare){.op = op, .point = mix_point(c, op, grid)}));
    sce_array_push(&c->shared, c->diff->outputs.count);
    c->shared_here++;
  }
}

static void add_output(Compare *c, uint32_t index, const SceResultPair *pair, const Grid *grid) {
  SceDiffOutput out = {.unit = pair->new_unit};
  bool there[2], failed;
  if (pair->new_op == SCE_NO_OP && pair->old_op != SCE_NO_OP) out.unit = pair->old_unit, out.units_of = c->programs[0];
  name_output(c, pair, &out);
  add_labels(c, grid, &out);
  set_values(c, pair, grid, &out, there, &failed);
  out.status = judge(&out, there[0], there[1], failed);
  sce_diff_set_delta(&out);
  if (failed) c->diff->partial = true;
  if (out.status == SCE_DIFF_CHANGED && !isnan(out.delta) && !out.truth) want_shares(c, index, grid, &out);
  c->diff->counts[out.status]++;
  sce_array_push(&c->diff->outputs, out);
  sce_array_push(&c->pair_of, index);
}

static void add_points(Compare *c, uint32_t index, const SceResultPair *pair) {
  enum { POINTS_MOST = 1 << 16 };
  Grid grid = {.points = 1};
  add_axes(c, 1, pair->new_op, &grid);
  add_axes(c, 0, pair->old_op, &grid);
  uint64_t points = grid.points < POINTS_MOST ? grid.points : POINTS_MOST;
  c->shared_here = 0;
  for (uint64_t p = 0; p < points; p++) {
    move_to(c, &grid, p);
    bool old_has = own_point(c, 0, pair->old_op, &grid) != SCE_NO_OP, new_has = own_point(c, 1, pair->new_op, &grid) != SCE_NO_OP;
    if (old_has || new_has || grid.points == 1) add_output(c, index, pair, &grid);
  }
  if (grid.points > POINTS_MOST && c->diff->outputs.count) {
    SceText note = {0};
    sce_text_add_format(&note, "it goes on: %llu more points are not compared", (unsigned long long)(grid.points - POINTS_MOST));
    SceDiffOutput *last = &sce_array_last(&c->diff->outputs);
    free(last->note);
    last->note = note.bytes;
    c->diff->partial = true;
  }
}

/* Whether a side's value ranges over something, scenarios aside, that the other side's does not. */
static bool ranges_further(const Compare *c, int side, uint32_t op, uint32_t other) {
  Grid own = {.points = 1}, theirs = {.points = 1};
  add_axes(c, side, op, &own);
  add_axes(c, !side, other, &theirs);
  for (uint32_t i = 0; i < own.count; i++) {
    bool found = c->mix->program->axes.at[own.axes[i]].kind == SCE_AXIS_SCENARIO;
    for (uint32_t k = 0; k < theirs.count && !found; k++) found = own.axes[i] == theirs.axes[k];
    if (!found) return true;
  }
  return false;
}

/* What ranges over other axes than before is gone at the old points, and new at the new ones. */
static void add_outputs(Compare *c) {
  for (uint32_t i = 0; i < c->pairs.count; i++) {
    SceResultPair pair = c->pairs.at[i], gone = pair;
    bool both = pair.old_op < c->programs[0]->ops.count && pair.new_op < c->programs[1]->ops.count;
    if (!both || (!ranges_further(c, 0, pair.old_op, pair.new_op) && !ranges_further(c, 1, pair.new_op, pair.old_op))) {
      add_points(c, i, &pair);
      continue;
    }
    gone.new_op = gone.new_result = pair.old_op = pair.old_result = SCE_NO_OP;
    if (gone.old_result != SCE_NO_OP) add_points(c, i, &gone);       /* a field that a side does not show is none of its results */
    if (pair.new_result != SCE_NO_OP) add_points(c, i, &pair);
  }
}

/* ---- shares ---- */

static int compare_drivers(const void *a, const void *b) {
  const SceDriver *x = a, *y = b;
  bool own_x = x->kind >= SCE_DRIVER_ROUNDING, own_y = y->kind >= SCE_DRIVER_ROUNDING;
  if (own_x != own_y) return own_x ? 1 : -1;
  if (fabs(x->contribution) != fabs(y->contribution)) return fabs(x->contribution) > fabs(y->contribution) ? -1 : 1;
  return x->path && y->path ? strcmp(x->path, y->path) : (int)x->kind - (int)y->kind;
}

static void add_line(SceDiffOutput *out, SceDriverKind kind, double contribution, double size) {
  if (fabs(contribution) <= 1e-9 * size) return;
  SceDriver driver = {.kind = kind, .old_value = NAN, .new_value = NAN, .contribution = contribution, .share = NAN, .factor = NAN};
  sce_array_push(&out->drivers, driver);
}

/* Brings factors that do not quite multiply to the ratio there: their integrals are not watched as closely as those of the shares. Too far off, there are none. */
static void fit_factors(const SceDiffOutput *out, SceDriver *drivers, uint32_t count) {
  double sum = 0, size = 0, whole = log(out->ratio);
  for (uint32_t i = 0; i < count; i++) {
    if (drivers[i].kind >= SCE_DRIVER_ROUNDING) return;
    double part = log(drivers[i].factor);
    sum += part, size += fabs(part);
  }
  double off = whole - sum;
  if (!(size > 0) || fabs(off) <= 1e-9 * size) return;
  for (uint32_t i = 0; i < count; i++) {
    double part = log(drivers[i].factor);
    drivers[i].factor = fabs(off) <= 0.01 * size ? exp(part + off * fabs(part) / size) : NAN;
  }
}

/* What rounding or a jump did has the factor that is left. */
static void set_last_factor(SceDiffOutput *out) {
  double rest = out->ratio;
  SceDriver *own = NULL;
  for (uint32_t i = 0; i < out->drivers.count; i++) {
    SceDriver *driver = &out->drivers.at[i];
    if (driver->kind < SCE_DRIVER_ROUNDING) rest /= driver->factor;
    else if (own) return;
    else own = driver;
  }
  if (own) own->factor = rest;
}

static void add_drivers(Compare *c, const SceShare *share, SceDiffOutput *out) {
  if (isnan(share->old_value) || isnan(share->new_value)) {
    add_line(out, SCE_DRIVER_JOINT, out->delta, 0);
    out->drivers.at[0].share = out->delta != 0 ? 1 : NAN;
    return;
  }
  double size = fmax(fabs(share->rounding), fmax(fabs(share->jumps), fabs(share->joint)));
  for (uint32_t k = 0; k < c->attribution.parameter_count; k++) size = fmax(size, fabs(share->contributions[k]));
  for (uint32_t k = 0; k < c->attribution.parameter_count; k++) {
    if (fabs(share->contributions[k]) <= 1e-12 * size || sce_edit_is_none(c->mix, c->edits, c->attribution.parameters[k])) continue;
    SceDriver driver = sce_driver_make(c->mix, c->programs, c->edits, c->attribution.parameters[k], share->op, share->point);
    driver.contribution = share->contributions[k];
    driver.factor = share->factors ? exp(share->factors[k]) : NAN;
    sce_array_push(&out->drivers, driver);
  }
  add_line(out, SCE_DRIVER_ROUNDING, share->rounding, size);
  add_line(out, SCE_DRIVER_SWITCH, share->jumps, size);
  add_line(out, SCE_DRIVER_JOINT, share->joint, size);
  if (out->drivers.count && isfinite(out->ratio) && share->factors) fit_factors(out, out->drivers.at, out->drivers.count), set_last_factor(out);
  for (uint32_t i = 0; i < out->drivers.count; i++) out->drivers.at[i].share = out->delta != 0 ? out->drivers.at[i].contribution / out->delta : NAN;
  if (out->drivers.count) qsort(out->drivers.at, out->drivers.count, sizeof *out->drivers.at, compare_drivers);
}

static void attribute(Compare *c, SceDiags *diags) {
  bool many = c->attribution.parameter_count > SCE_SHAPLEY_MOST;
  if (c->options->shapley && many) {
    sce_diag_add(diags, SCE_E_EXPANSION, SCE_NO_PLACE, "there are %u edits, and `--method shapley` goes through all orders of at most %d", (unsigned)c->attribution.parameter_count, SCE_SHAPLEY_MOST);
    sce_diag_help(diags, "leave it out: shares along the path need no orders");
    return;
  }
  (c->options->shapley ? sce_attribute_shapley : sce_attribute_path)(&c->attribution, c->mix, c->run, c->shares.at, c->shares.count);
  for (uint32_t i = 0; i < c->shares.count; i++) {
    SceDiffOutput *out = &c->diff->outputs.at[c->shared.at[i]];
    if (out->sampled && !isnan(c->shares.at[i].old_value) && !isnan(c->shares.at[i].new_value)) {        /* on common draws */
      out->old_value = c->shares.at[i].old_value, out->new_value = c->shares.at[i].new_value;
      out->delta_se = c->shares.at[i].delta_se;
      sce_diff_set_delta(out);
      if (!sce_diff_differs(out->old_value, out->new_value)) {
        c->diff->counts[out->status]--;
        out->status = out->old_path ? SCE_DIFF_RENAMED : SCE_DIFF_UNCHANGED;
        c->diff->counts[out->status]++;
      }
    }
    if (out->status == SCE_DIFF_CHANGED) add_drivers(c, &c->shares.at[i], out);
    sce_share_release(&c->shares.at[i]);
  }
}

/* ---- what has no shares ---- */

/* Whether no edit is named for a difference. */
static bool is_unexplained(const SceDiffOutput *out) {
  for (uint32_t i = 0; i < out->drivers.count; i++)
    if (out->drivers.at[i].path) return false;
  return out->status != SCE_DIFF_UNCHANGED && out->status != SCE_DIFF_RENAMED;
}

/* "edits that it rests on: peak, steps" */
static char *name_reached(const Compare *c, const SceReach *reach) {
  enum { NAMES_MOST = 5 };
  SceText text = {0};
  uint32_t count = 0;
  for (uint32_t i = 0; i < c->mix->edits.count; i++) {
    bool again = !sce_reach_has_edit(reach, i) || sce_edit_is_none(c->mix, c->edits, c->mix->edits.at[i].parameter);
    for (uint32_t k = 0; k < i && !again; k++) again = sce_reach_has_edit(reach, k) && c->mix->edits.at[k].parameter == c->mix->edits.at[i].parameter;
    char *name = again ? NULL : sce_edit_name(c->mix, c->programs, i);
    if (name && count++ < NAMES_MOST) sce_text_add_format(&text, "%s%s", count > 1 ? ", " : "edits that it rests on: ", name);
    free(name);
  }
  if (count > NAMES_MOST) sce_text_add_format(&text, " and %u more", (unsigned)(count - NAMES_MOST));
  return text.bytes;
}

static void explain(const Compare *c, uint32_t output) {
  uint32_t index = c->pair_of.at[output];
  const SceResultPair *pair = &c->pairs.at[index];
  SceReach reach;
  sce_reach_start(&reach, c->mix, c->programs);
  sce_reach_add(&reach, (uint32_t[]){pair->old_op, pair->new_op}, c->roots[index].op);
  c->diff->outputs.at[output].note = name_reached(c, &reach);
  sce_reach_release(&reach);
}

/* A truth that flips, a branch that switches, what is none on a side: at least the edits that it rests on are told. Each is a walk of its own, so of the first alone. */
static void explain_rest(Compare *c) {
  enum { NOTES_MOST = 200 };
  uint32_t notes = 0;
  sce_reach_start(&c->reach, c->mix, c->programs);
  for (uint32_t i = 0; i < c->diff->outputs.count; i++) {
    SceDiffOutput *out = &c->diff->outputs.at[i];
    const SceResultPair *pair = &c->pairs.at[c->pair_of.at[i]];
    if (!is_unexplained(out)) continue;
    sce_reach_add(&c->reach, (uint32_t[]){pair->old_op, pair->new_op}, c->roots[c->pair_of.at[i]].op);
    if (out->status == SCE_DIFF_CHANGED && !out->note && notes++ < NOTES_MOST) explain(c, i);
  }
}

/* ---- claims ---- */

static const SceClaim *find_claim(const SceProgram *p, const char *name) {
  for (uint32_t i = 0; i < p->claims.count; i++)
    if (!strcmp(sce_intern_spelling(&p->intern, p->claims.at[i].name), name)) return &p->claims.at[i];
  return NULL;
}

static void add_claim(Compare *c, const SceClaim *x, const SceClaim *y) {
  const SceClaim *shown = y ? y : x;
  int side = y ? 1 : 0;
  const SceProgram *p = c->programs[side];
  SceDiffClaim out = {.old_got = NAN, .new_got = NAN, .says = shown->value == SCE_NO_OP ? NAN : shown->says};
  SceText says = {0};
  sce_claim_says(p, shown, &says);
  out.percent = shown->unit == SCE_UNIT_ONE && says.count && says.bytes[says.count - 1] == '%';
  sce_text_release(&says);
  out.unit = shown->unit;
  if (!y) out.units_of = c->programs[0];
  out.name = sce_text_copy(sce_intern_spelling(&p->intern, shown->name));
  out.at = sce_text_of_place(p, (SceSpan){sce_ast_item_source(&p->ast, shown->item), p->ast.items.at[shown->item].start, p->ast.items.at[shown->item].start});
  out.source = sce_text_of_source(p, shown->item);
  SceJudgement old_judged = {0}, new_judged = {0};
  SceScale scale = SCE_SCALE_ONE;
  if (x) old_judged = sce_claim_judge(c->sessions[0]->run, c->programs[0], x), out.old_status = sce_verdict_text(old_judged.verdict), out.old_got = old_judged.got;
  if (y) new_judged = sce_claim_judge(c->sessions[1]->run, c->programs[1], y), out.new_status = sce_verdict_text(new_judged.verdict), out.new_got = new_judged.got;
  if (x && y && x->value != SCE_NO_OP && sce_match_units(c->programs[0], x->unit, c->programs[1], y->unit, &scale)) out.old_got = sce_scale_apply(scale, out.old_got);
  if (out.unit == SCE_UNIT_INVALID) out.unit = SCE_UNIT_ONE, out.old_got = out.says = NAN;         /* numbers of what? */
  bool is_off = y && new_judged.verdict != SCE_VERDICT_HOLDS && new_judged.verdict != SCE_VERDICT_DISPUTED;
  out.flipped = x && y ? old_judged.verdict != new_judged.verdict : y && is_off;
  c->diff->claims_off += y && new_judged.verdict == SCE_VERDICT_OFF;
  sce_array_push(&c->diff->claims, out);
}

static void add_claims(Compare *c) {
  const SceProgram *a = c->programs[0], *b = c->programs[1];
  for (uint32_t i = 0; i < b->claims.count; i++) add_claim(c, find_claim(a, sce_intern_spelling(&b->intern, b->claims.at[i].name)), &b->claims.at[i]);
  for (uint32_t i = 0; i < a->claims.count; i++)
    if (!find_claim(b, sce_intern_spelling(&a->intern, a->claims.at[i].name))) add_claim(c, &a->claims.at[i], NULL);
  sce_diff_sort_claims(c->diff);
}

/* ---- all of it ---- */

static uint32_t item_of(const Compare *c, int side, const SceResultPair *pair) {
  const SceResult *result = result_of(c, side, pair);
  return result ? result->item : SCE_NO_ITEM;
}

static void make_mix(Compare *c) {
  c->mix = sce_mix_new(c->programs[0], c->programs[1], NULL, 0);
  c->pairs = sce_pair_results(c->programs[0], c->programs[1], c->mix->old_partner, c->mix->new_partner, c->options->all, c->options->given);
  sce_mix_free(c->mix);
  c->roots = sce_memory_new((c->pairs.count + 1) * sizeof *c->roots);
  for (uint32_t i = 0; i < c->pairs.count; i++) {
    const SceResultPair *pair = &c->pairs.at[i];
    c->roots[i] = (SceMixRoot){pair->old_op, pair->new_op, pair->old_unit, pair->new_unit, item_of(c, 0, pair), item_of(c, 1, pair), SCE_NO_OP};
  }
  c->mix = sce_mix_new(c->programs[0], c->programs[1], c->roots, c->pairs.count);
  SceSampling sampling = c->options->sampling ? *c->options->sampling : (SceSampling){0};
  sampling.progress = NULL;
  c->run = sce_run_new(c->mix->program, sce_session_functions(c->sessions[1]), &sampling);
  c->edits = sce_edit_values_make(c->mix, c->run);
  sce_attribution_init(&c->attribution, c->mix);
}

void sce_compare(SceDiff *diff, SceSession *old_side, SceSession *new_side, const SceCompareOptions *options, SceDiags *diags) {
  Compare c = {.diff = diff, .sessions = {old_side, new_side}, .programs = {old_side->program, new_side->program}, .options = options};
  diff->program = new_side->program;
  make_mix(&c);
  add_outputs(&c);
  attribute(&c, diags);
  explain_rest(&c);
  add_claims(&c);
  sce_edits_list(diff, c.mix, c.programs, c.edits, (SceRun *[]){old_side->run, new_side->run}, &c.reach);
  diff->partial |= old_side->diags.errors || new_side->diags.errors;
  diff->partial |= sce_run_is_partial(old_side->run) || sce_run_is_partial(new_side->run) || sce_run_is_partial(c.run);
  sce_edit_values_free(c.edits, c.mix);
  sce_attribution_release(&c.attribution);
  sce_run_free(c.run);
  sce_mix_free(c.mix);
  sce_array_release(&c.pairs);
  sce_array_release(&c.shares);
  sce_array_release(&c.shared);
  sce_array_release(&c.pair_of);
  sce_reach_release(&c.reach);
  free(c.roots);
}

/* ---- findings ---- */

static const char *file_of(const SceSources *sources, const SceDiag *diag) {
  return diag->span.source < sources->list.count ? sources->list.at[diag->span.source].short_name : "";
}

static bool is_repeated(const SceSession *olds, const SceSession *news, const SceDiag *diag) {
  for (uint32_t i = 0; i < news->diags.list.count; i++) {
    const SceDiag *other = &news->diags.list.at[i];
    if (other->code == diag->code && !strcmp(other->message, diag->message) && !strcmp(file_of(&news->sources, other), file_of(&olds->sources, diag))) return true;
  }
  return false;
}

void sce_compare_drop_repeated(SceSession *old_side, const SceSession *new_side) {
  SceDiags *olds = &old_side->diags, kept;
  sce_diags_init(&kept);
  for (uint32_t i = 0; i < olds->list.count; i++) {
    const SceDiag *diag = &olds->list.at[i];
    if (is_repeated(old_side, new_side, diag)) continue;
    sce_diag_add(&kept, diag->code, diag->span, "%s", diag->message);
    for (uint32_t k = 0; k < diag->notes.count; k++) sce_diag_note(&kept, diag->notes.at[k].span, "%s", diag->notes.at[k].text);
    if (diag->help) sce_diag_help(&kept, "%s", diag->help);
  }
  sce_diags_release(olds);
  *olds = kept;
}
