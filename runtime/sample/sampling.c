/* From a program to passes. What must be known before other values can be computed is sampled in early passes; everything that is to be shown, in the last one.
 */
#include "error.h"
#include "sampling.h"

#include "compute.h"
#include "pass.h"
#include "shard.h"

static const uint64_t samples_most = UINT64_C(1) << 36;
enum { PRECISION_FACTOR = 4, FEW_VALUES = 64 };

typedef struct Plan {
  SceRun *run;
  const SceProgram *program;
  bool *needed;                     /* operations that something shown rests on */
  uint16_t last_pass, last_stage;
  bool passes;                      /* there is one at all */
} Plan;

/* --- what is needed ---------------------------------------------------------------------------- */

typedef SCE_ARRAY(uint32_t) Ops;

static void need(Plan *plan, Ops *open, uint32_t op) {
  if (op >= plan->program->ops.count || plan->needed[op]) return;
  plan->needed[op] = true;
  sce_array_push(open, op);
}

/* Backwards from results, ranges and claims; all of it where there are none of these. */
static void find_needed(Plan *plan) {
  const SceProgram *program = plan->program;
  Ops open = {0};
  for (uint32_t i = 0; i < program->results.count; i++) need(plan, &open, program->results.at[i].op);
  for (uint32_t i = 0; i < program->ranges.count; i++) {
    need(plan, &open, program->ranges.at[i].low);
    need(plan, &open, program->ranges.at[i].high);
    need(plan, &open, program->ranges.at[i].cut);
  }
  for (uint32_t i = 0; i < program->claims.count; i++) {
    need(plan, &open, program->claims.at[i].value);
    need(plan, &open, program->claims.at[i].holds);
  }
  if (!open.count)
    for (uint32_t i = 0; i < program->ops.count; i++) plan->needed[i] = true;
  while (open.count) {
    uint32_t op = sce_array_pop(&open);
    SceNeeds needs = sce_op_needs(program, op);
    for (uint32_t k = 0; k < needs.count; k++) need(plan, &open, sce_need(program, &needs, k));
  }
  sce_array_release(&open);
}

/* The value that a needed reduction over samples takes in; SCE_NO_OP for all other operations. */
static uint32_t reduced_by(const Plan *plan, uint32_t op) {
  const SceOp *at = &plan->program->ops.at[op];
  return plan->needed[op] && sce_op_reduces_samples(at->kind) && plan->program->ops.at[at->a].sampled ? at->a : SCE_NO_OP;
}

/* Whether a result, a range or a claim names it. */
static void mark_named(const SceProgram *program, bool *named) {
  for (uint32_t i = 0; i < program->results.count; i++)
    if (program->results.at[i].op < program->ops.count) named[program->results.at[i].op] = true;
  for (uint32_t i = 0; i < program->ranges.count; i++) {
    const SceRange *range = &program->ranges.at[i];
    if (range->low != SCE_NO_OP) named[range->low] = true;
    if (range->high != SCE_NO_OP) named[range->high] = true;
    if (range->cut != SCE_NO_OP) named[range->cut] = true;
  }
  for (uint32_t i = 0; i < program->claims.count; i++) {
    if (program->claims.at[i].value != SCE_NO_OP) named[program->claims.at[i].value] = true;
    if (program->claims.at[i].holds != SCE_NO_OP) named[program->claims.at[i].holds] = true;
  }
}

static void find_passes(Plan *plan, const bool *named) {
  const SceProgram *program = plan->program;
  const uint16_t *stages = plan->run->stages;
  for (uint32_t i = 0; i < program->ops.count; i++) {
    uint32_t value = program->ops.at[i].sampled && named[i] ? i : reduced_by(plan, i);
    if (stages[i] > plan->last_stage) plan->last_stage = stages[i];
    if (value == SCE_NO_OP) continue;
    plan->passes = true;
    if (stages[value] > plan->last_pass) plan->last_pass = stages[value];
  }
}

/* --- summaries --------------------------------------------------------------------------------- */

static void add_summaries(SceRun *run, uint32_t op) {
  if (run->summary_starts[op] != SCE_NO_OP) return;
  run->summary_starts[op] = run->summary_count;
  run->summary_count += run->plan.counts[run->program->ops.at[op].axes];
}

static void make_summaries(Plan *plan, const bool *named) {
  SceRun *run = plan->run;
  const SceProgram *program = plan->program;
  run->summary_starts = sce_memory_new(((size_t)program->ops.count + 1) * sizeof *run->summary_starts);
  memset(run->summary_starts, 0xFF, ((size_t)program->ops.count + 1) * sizeof *run->summary_starts);
  for (uint32_t i = 0; i < program->ops.count; i++) {
    if (program->ops.at[i].sampled && named[i]) add_summaries(run, i);
    if (reduced_by(plan, i) != SCE_NO_OP) add_summaries(run, reduced_by(plan, i));
  }
  run->summaries = sce_memory_zeroed(((size_t)run->summary_count + 1) * sizeof *run->summaries);
  run->kept = sce_memory_zeroed(((size_t)run->summary_count + 1) * sizeof *run->kept);
  run->distinct = sce_memory_zeroed(((size_t)run->summary_count + 1) * sizeof *run->distinct);
  for (uint32_t i = 0; i < program->ops.count; i++) {
    if (program->ops.at[i].kind != SCE_OP_QUANTILE_OF || reduced_by(plan, i) == SCE_NO_OP) continue;
    uint32_t op = program->ops.at[i].a, start = run->summary_starts[op];
    for (uint32_t p = 0; p < run->plan.counts[program->ops.at[op].axes]; p++)
      if (!run->kept[start + p]) run->kept[start + p] = sce_memory_zeroed(sizeof **run->kept);
  }
}

void sce_samples_release(SceRun *run) {
  for (uint32_t i = 0; run->kept && i < run->summary_count; i++) {
    if (run->kept[i]) sce_state_release(run->kept[i]);
    free(run->kept[i]);
  }
  free(run->kept);
  free(run->distinct);
  free(run->summaries);
  free(run->summary_starts);
  free(run->stages);
  free(run->errors);
  sce_text_release(&run->states);
  run->kept = NULL;
  run->distinct = NULL;
  run->summaries = NULL;
  run->summary_starts = NULL;
  run->stages = NULL;
  run->errors = NULL;
  run->summary_count = 0;
}

/* --- reductions over samples ------------------------------------------------------------------- */

static bool find_summary(const SceRun *run, uint32_t op, uint32_t point, uint32_t *at) {
  uint32_t value = run->program->ops.at[op].a;
  if (run->summary_starts[value] == SCE_NO_OP) return false;
  *at = run->summary_starts[value] + sce_set_project(run->program, run->program->ops.at[value].axes, run->program->ops.at[op].axes, point);
  return true;
}

double sce_samples_reduce(SceRun *run, uint32_t op, uint32_t point) {
  uint32_t at;
  if (!find_summary(run, op, point, &at)) return sce_poison(0);
  const SceSummary *summary = &run->summaries[at];
  if (summary->failed) return sce_poison(summary->cause);
  if (!summary->count) return sce_poison(0);
  SceOpKind kind = (SceOpKind)run->program->ops.at[op].kind;
  double value = kind == SCE_OP_MEAN_OF ? summary->mean : kind == SCE_OP_SD_OF ? summary->sd : kind == SCE_OP_MIN_OF ? summary->min : summary->max;
  return sce_is_finite(value) ? value : sce_poison(op + 1);
}

double sce_samples_error(const SceRun *run, uint32_t op, uint32_t point) {
  const SceOp *reduction = &run->program->ops.at[op];
  uint32_t at;
  if (!run->program->ops.at[reduction->a].sampled || !find_summary(run, op, point, &at)) return 0;
  const SceSummary *summary = &run->summaries[at];
  if (summary->failed || summary->count < 2) return 0;
  if (reduction->kind == SCE_OP_MEAN_OF) return summary->se;
  if (reduction->kind == SCE_OP_SD_OF) return summary->sd / sqrt(2 * (double)(summary->count - 1));
  if (reduction->kind != SCE_OP_QUANTILE_OF || !run->kept[at]) return 0;
  double probability = run->values[sce_plan_start(&run->plan, reduction->b) + sce_set_project(run->program, run->program->ops.at[reduction->b].axes, reduction->axes, point)];
  return probability >= 0 && probability <= 1 ? sce_state_quantile_error(run->kept[at], probability) : 0;
}

void sce_samples_quantiles(SceRun *run, uint32_t op, uint32_t from, uint32_t to) {
  const SceOp *quantile = &run->program->ops.at[op];
  double *out = run->values + sce_plan_start(&run->plan, op);
  const double *probabilities = run->values + sce_plan_start(&run->plan, quantile->b);
  SCE_ARRAY(SceQuantileAsked) asked = {0};
  for (uint32_t p = from; p < to; p++) {
    double probability = probabilities[sce_set_project(run->program, run->program->ops.at[quantile->b].axes, quantile->axes, p)];
    uint32_t at, start;
    out[p] = sce_poison(0);
    if (!find_summary(run, op, p, &at) || !run->kept[at]) continue;             /* nobody needs it, whatever else is known of the value */
    start = run->summary_starts[quantile->a];
    const SceSummary *summary = &run->summaries[at];
    double value = summary->failed ? sce_poison(summary->cause) : summary->count ? 0 : sce_poison(0);
    if (isnan(value) || isnan(probability)) out[p] = sce_spoil(value, probability, op);
    else if (probability < 0 || probability > 1) out[p] = sce_poison(op + 1);
    else sce_array_push(&asked, ((SceQuantileAsked){quantile->a, at - start, probability, p}));
  }
  uint32_t *places = sce_memory_new(((size_t)asked.count + 1) * sizeof *places);
  for (uint32_t i = 0; i < asked.count; i++) places[i] = (uint32_t)asked.at[i].value;
  if (asked.count) sce_pass_quantiles(run, asked.at, asked.count);
  for (uint32_t i = 0; i < asked.count; i++) out[places[i]] = asked.at[i].value;
  free(places);
  sce_array_release(&asked);
}

/* --- passes ------------------------------------------------------------------------------------ */

typedef SCE_ARRAY(SceWanted) WantedList;

/* The op's set of axes stands in the upper bits of a key beside it, so that the points of values over the same axes lie side by side. */
typedef struct Placed {
  uint32_t set;
  SceWanted wanted;
} Placed;

static int compare_placed(const void *left, const void *right) {
  const Placed *a = left, *b = right;
  if (a->set != b->set) return a->set < b->set ? -1 : 1;
  if (a->wanted.point != b->wanted.point) return a->wanted.point < b->wanted.point ? -1 : 1;
  return a->wanted.op < b->wanted.op ? -1 : a->wanted.op > b->wanted.op;
}

/* Of an early pass: what reductions take in. Of the last: all that is named and has not been seen, and what else reductions take in. */
static WantedList list_wanted(const Plan *plan, uint32_t pass, const bool *named) {
  const SceRun *run = plan->run;
  const SceProgram *program = plan->program;
  SCE_ARRAY(Placed) placed = {0};
  bool last = pass == plan->last_pass, *chosen = sce_memory_zeroed(((size_t)program->ops.count + 1) * sizeof *chosen), *early = sce_memory_zeroed(((size_t)program->ops.count + 1) * sizeof *early);
  for (uint32_t i = 0; i < program->ops.count; i++) {
    uint32_t value = reduced_by(plan, i);
    if (value == SCE_NO_OP) continue;
    if (run->stages[value] == pass) chosen[value] = true;
    else if (run->stages[value] < pass) early[value] = true;
  }
  for (uint32_t i = 0; i < program->ops.count; i++) {
    if (!chosen[i] && !(last && named[i] && program->ops.at[i].sampled && !early[i])) continue;
    uint32_t set = program->ops.at[i].axes;
    for (uint32_t p = 0; p < run->plan.counts[set]; p++) sce_array_push(&placed, ((Placed){set, {i, p}}));
  }
  if (placed.count) qsort(placed.at, placed.count, sizeof *placed.at, compare_placed);
  WantedList list = {0};
  for (uint32_t i = 0; i < placed.count; i++) sce_array_push(&list, placed.at[i].wanted);
  sce_array_release(&placed);
  free(chosen);
  free(early);
  return list;
}

static void run_passes(Plan *plan, const bool *named, uint64_t samples) {
  SceRun *run = plan->run;
  run->asked = samples;
  double share = 1.0 / (plan->last_pass + 1);
  for (uint32_t stage = 0; stage <= plan->last_stage; stage++) {
    sce_run_stage(run, stage);
    if (!plan->passes || stage > plan->last_pass) continue;
    WantedList wanted = list_wanted(plan, stage, named);
    ScePass pass = {.run = run, .wanted = wanted.at, .wanted_count = wanted.count, .samples = samples, .last = stage == plan->last_pass, .done = stage * share, .share = share};
    sce_pass_run(&pass);
    sce_array_release(&wanted);
  }
}

/* --- precision --------------------------------------------------------------------------------- */

static bool is_precise(double error, double value, double sd, double precision) { return error <= precision * fmax(fabs(value), sd / 10); }

/* A value that lies around 0 is measured against a tenth of its standard deviation, a share of samples against 1. Quantiles of values that take few different
 * values jump and are left out. */
static bool point_is_precise(const SceRun *run, const SceResult *result, uint32_t at) {
  const SceSummary *s = &run->summaries[at];
  double precision = run->sampling.precision;
  if (s->failed || !s->count) return true;
  if (result->flags & SCE_RESULT_TRUTH) return s->se <= precision;
  if (!is_precise(s->se, s->mean, s->sd, precision)) return false;
  if (run->distinct[at] < FEW_VALUES) return true;
  return is_precise(s->se5, s->p5, s->sd, precision) && is_precise(s->se50, s->p50, s->sd, precision) && is_precise(s->se95, s->p95, s->sd, precision);
}

static bool all_precise(const SceRun *run) {
  const SceProgram *program = run->program;
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    if (!(result->flags & SCE_RESULT_SHOWN) || result->op >= program->ops.count || run->summary_starts[result->op] == SCE_NO_OP) continue;
    for (uint32_t p = 0; p < run->plan.counts[program->ops.at[result->op].axes]; p++)
      if (!point_is_precise(run, result, run->summary_starts[result->op] + p)) return false;
  }
  return true;
}

static bool wants_more(const SceRun *run, uint64_t samples) {
  return run->sampling.precision > 0 && !run->sampling.shards && !run->merged && !run->partial && samples * PRECISION_FACTOR <= samples_most && !all_precise(run);
}

/* --- all of it --------------------------------------------------------------------------------- */

/* Values that nobody samples are none. */
static void clear_sampled(SceRun *run) {
  for (uint32_t i = 0; i < run->program->ops.count; i++) {
    const SceOp *op = &run->program->ops.at[i];
    for (uint32_t p = 0; op->sampled && p < run->plan.counts[op->axes]; p++) run->values[sce_plan_start(&run->plan, i) + p] = sce_poison(0);
  }
}

void sce_samples_run(SceRun *run) {
  const SceProgram *program = run->program;
  Plan plan = {.run = run, .program = program, .needed = sce_memory_zeroed((size_t)program->ops.count + 1)};
  bool *named = sce_memory_zeroed((size_t)program->ops.count + 1);
  uint64_t samples = run->sampling.samples;
  run->stages = sce_stages_make(program);
  clear_sampled(run);
  find_needed(&plan);
  mark_named(program, named);
  make_summaries(&plan, named);
  find_passes(&plan, named);
  if (run->sampling.shards) sce_states_begin(&run->states, &run->sampling);
  run_passes(&plan, named, samples);
  while (plan.passes && wants_more(run, samples)) run_passes(&plan, named, samples *= PRECISION_FACTOR);
  if (plan.passes) sce_errors_make(run);
  free(plan.needed);
  free(named);
}
