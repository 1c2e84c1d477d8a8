/* The integral is taken panel by panel: ten nodes of Gauss and Legendre, halved for the values whose shares do not yet add up to their change over the
 * panel. A panel too narrow to halve holds a jump. A value that asks for very many panels passes a pole, and has no shares.
 *
 * What rests on samples has no derivative where it counts them (a share of outcomes, a quantile), and costs a pass over the samples wherever it is looked
 * at. There the path is cut into steps, and in each every parameter takes its step alone, the others halfway: one pass tells for all values at once. What
 * such steps miss is small, and goes to all shares in proportion.
 */
#include "attribute.h"

#include "gradient.h"

#include <math.h>

enum { NODES = 10, DEPTH_MOST = 46, DEPTH_OF_NOISE = 10, PANELS_MOST = 600, STEPS_MOST = 8, PASSES = 64, SAMPLES_OF_STEPS = 16384 };

static const double close_enough = 2e-14;

static const double nodes[NODES] = {0.013046735741414139961, 0.067468316655507744633, 0.160295215850487796883, 0.283302302935376404600, 0.425562830509184394558,
                                    0.574437169490815605442, 0.716697697064623595400, 0.839704784149512203117, 0.932531683344492255367, 0.986953264258585860039};
static const double weights[NODES] = {0.033335672154344068796, 0.074725674575290296573, 0.109543181257991021998, 0.134633359654998177546, 0.147762112357376435087,
                                      0.147762112357376435087, 0.134633359654998177546, 0.109543181257991021998, 0.074725674575290296573, 0.033335672154344068796};

/* ---- parameters ---- */

static int compare_numbers(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

void sce_attribution_init(SceAttribution *attribution, const SceMix *mix) {
  uint32_t *all = sce_memory_new((mix->edits.count + 1) * sizeof *all), count = 0;
  for (uint32_t i = 0; i < mix->edits.count; i++) all[i] = mix->edits.at[i].parameter;
  if (mix->edits.count) qsort(all, mix->edits.count, sizeof *all, compare_numbers);
  for (uint32_t i = 0; i < mix->edits.count; i++)
    if (!i || all[i] != all[count - 1]) all[count++] = all[i];
  *attribution = (SceAttribution){all, count};
}

void sce_attribution_release(SceAttribution *attribution) { free(attribution->parameters); }

void sce_attribution_move(const SceAttribution *attribution, const SceMix *mix, SceRun *run, double t) {
  for (uint32_t i = 0; i < attribution->parameter_count; i++) mix->program->ops.at[attribution->parameters[i]].number = t;
  sce_run_again(run);
}

void sce_share_release(SceShare *share) {
  free(share->contributions);
  free(share->factors);
  share->contributions = share->factors = NULL;
}

/* Of what is sampled the mean. */
static double value_of(const SceRun *run, const SceShare *share) {
  uint32_t count;
  const double *points = sce_run_points(run, share->op, &count);
  return share->point < count ? points[share->point] : sce_poison(0);
}

static bool has_one_sign(double a, double b) { return (a > 0 && b > 0) || (a < 0 && b < 0); }

/* ---- rounding ---- */

typedef SCE_ARRAY(uint32_t) Ops;

static Ops find_roundings(const SceProgram *program) {
  Ops found = {0};
  for (uint32_t i = 0; i < program->ops.count; i++) {
    uint8_t kind = program->ops.at[i].kind;
    if (kind == SCE_OP_FLOOR || kind == SCE_OP_CEIL || kind == SCE_OP_ROUND) sce_array_push(&found, i);
  }
  return found;
}

/* Exchanges roundings and plain handing on. `kinds` keeps what they are. */
static void smooth(SceProgram *program, const Ops *roundings, uint8_t *kinds) {
  for (uint32_t i = 0; i < roundings->count; i++) {
    SceOp *op = &program->ops.at[roundings->at[i]];
    kinds[i] = op->kind;
    op->kind = SCE_OP_FORWARD;
  }
}

static void roughen(SceProgram *program, const Ops *roundings, const uint8_t *kinds) {
  for (uint32_t i = 0; i < roundings->count; i++) program->ops.at[roundings->at[i]].kind = kinds[i];
}

/* ---- the path, exactly ---- */

typedef struct Walk {
  const SceAttribution *attribution;
  const SceMix *mix;
  SceRun *run;
  SceGradient *gradient;
  SceShare *shares;
  uint32_t count;
  double noise;                /* what the last bits of so many operations may come to, relative */
  double *sums, *logs;         /* of the panel at hand: by value and parameter */
  bool *lost;                  /* by value: it has no value somewhere on the way, or passes a pole */
  uint32_t *panels;            /* by value: how many it took */
} Walk;

static void add_node(Walk *w, const uint32_t *active, uint32_t count, double t, double weight) {
  uint32_t parameters = w->attribution->parameter_count;
  sce_attribution_move(w->attribution, w->mix, w->run, t);
  for (uint32_t i = 0; i < count; i++) {
    const SceShare *share = &w->shares[active[i]];
    double value = value_of(w->run, share);
    if (w->lost[active[i]]) continue;
    if (isnan(value) || !sce_gradient_of(w->gradient, share->op, share->point)) {
      w->lost[active[i]] = true;
      continue;
    }
    double *sums = w->sums + (size_t)i * parameters, *logs = w->logs + (size_t)i * parameters;
    for (uint32_t k = 0; k < parameters; k++) {
      uint32_t points;
      double slope = *sce_gradient_by(w->gradient, w->attribution->parameters[k], &points) * weight;
      sums[k] += slope;
      logs[k] += slope / value;
    }
  }
}

/* Adds a panel to the shares whose sums agree with the change over it, or that cannot be told better; lists the others. */
static uint32_t settle_panel(Walk *w, const uint32_t *active, uint32_t count, const double *first, const double *last, uint32_t depth, uint32_t *rest) {
  uint32_t parameters = w->attribution->parameter_count, left = 0;
  for (uint32_t i = 0; i < count; i++) {
    SceShare *share = &w->shares[active[i]];
    if (w->lost[active[i]]) continue;
    double change = last[active[i]] - first[active[i]], sum = 0, largest = fabs(change);
    const double *sums = w->sums + (size_t)i * parameters, *logs = w->logs + (size_t)i * parameters;
    for (uint32_t k = 0; k < parameters; k++) sum += sums[k], largest = fmax(largest, fabs(sums[k]));
    double size = fmax(fabs(share->old_value), fabs(share->new_value)), off = change - sum;
    bool told = fabs(off) <= close_enough * fmax(largest, size) + w->noise * size || (depth >= DEPTH_OF_NOISE && fabs(off) <= 1e-11 * size);
    if (++w->panels[active[i]] > PANELS_MOST) {
      w->lost[active[i]] = true;
      continue;
    }
    if (!told && depth < DEPTH_MOST) {
      rest[left++] = active[i];
      continue;
    }
    for (uint32_t k = 0; k < parameters; k++) {
      share->contributions[k] += sums[k];
      if (share->factors) share->factors[k] += logs[k];
    }
    if (!told) share->jumps += off;
  }
  return left;
}

static double *values_at(Walk *w, double t) {
  double *values = sce_memory_new((w->count + 1) * sizeof *values);
  sce_attribution_move(w->attribution, w->mix, w->run, t);
  for (uint32_t i = 0; i < w->count; i++) values[i] = value_of(w->run, &w->shares[i]);
  return values;
}

static void walk_panel(Walk *w, const uint32_t *listed, uint32_t count, double from, double to, const double *first, const double *last, uint32_t depth) {
  uint32_t *active = sce_memory_new((count + 1) * sizeof *active), all = count;
  count = 0;
  for (uint32_t i = 0; i < all; i++)
    if (!w->lost[listed[i]]) active[count++] = listed[i];
  size_t room = (size_t)count * w->attribution->parameter_count * sizeof(double);
  memset(w->sums, 0, room);
  memset(w->logs, 0, room);
  for (int n = 0; n < NODES && count; n++) add_node(w, active, count, from + (to - from) * nodes[n], (to - from) * weights[n]);
  uint32_t *rest = sce_memory_new((count + 1) * sizeof *rest), left = settle_panel(w, active, count, first, last, depth, rest);
  if (left) {
    double middle = from + (to - from) / 2, *between = values_at(w, middle);
    walk_panel(w, rest, left, from, middle, first, between, depth + 1);
    walk_panel(w, rest, left, middle, to, between, last, depth + 1);
    free(between);
  }
  free(rest);
  free(active);
}

/* What is left of the change by the last bits goes to the largest contribution. */
static void close(const SceAttribution *attribution, SceShare *share, bool lost) {
  double change = share->new_value - share->old_value, sum = share->rounding + share->jumps, size = fmax(fabs(share->old_value), fabs(share->new_value));
  uint32_t largest = 0;
  for (uint32_t k = 0; k < attribution->parameter_count; k++) {
    if (lost) share->contributions[k] = 0;
    sum += share->contributions[k];
    if (fabs(share->contributions[k]) > fabs(share->contributions[largest])) largest = k;
  }
  if (lost) {
    share->rounding = share->jumps = 0;
    share->joint = change;
    free(share->factors);
    share->factors = NULL;
    return;
  }
  if (fabs(share->jumps) <= 1e-9 * size && attribution->parameter_count) sum -= share->jumps, share->jumps = 0;
  if (attribution->parameter_count) share->contributions[largest] += change - sum;
}

static void start_shares(const SceAttribution *attribution, SceShare *shares, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    SceShare *share = &shares[i];
    share->rounding = share->jumps = share->joint = 0;
    share->contributions = sce_memory_zeroed((attribution->parameter_count + 1) * sizeof(double));
    share->factors = has_one_sign(share->old_value, share->new_value) ? sce_memory_zeroed((attribution->parameter_count + 1) * sizeof(double)) : NULL;
  }
}

/* The standard error of a mean of differences: sample by sample, old against new. */
static double error_of_difference(const double *olds, const double *news, uint32_t count, uint64_t samples) {
  double mean = 0, square = 0;
  for (uint32_t k = 0; k < count; k++) mean += (news[k] - olds[k]) / count;
  for (uint32_t k = 0; k < count; k++) square += (news[k] - olds[k] - mean) * (news[k] - olds[k] - mean);
  double error = count > 1 ? sqrt(square / (count - 1) / (double)samples) : 0;
  return isfinite(error) ? error : 0;
}

static void find_ends(const SceAttribution *attribution, const SceMix *mix, SceRun *run, SceShare *shares, uint32_t count) {
  double (*olds)[SCE_FIRST_SAMPLES] = sce_memory_new(((size_t)count + 1) * sizeof *olds), news[SCE_FIRST_SAMPLES];
  sce_attribution_move(attribution, mix, run, 0);
  for (uint32_t i = 0; i < count; i++) {
    shares[i].old_value = value_of(run, &shares[i]);
    sce_run_first_samples(run, shares[i].op, shares[i].point, olds[i]);
  }
  sce_attribution_move(attribution, mix, run, 1);
  for (uint32_t i = 0; i < count; i++) {
    shares[i].new_value = value_of(run, &shares[i]);
    uint32_t first = sce_run_first_samples(run, shares[i].op, shares[i].point, news);
    shares[i].delta_se = first ? error_of_difference(olds[i], news, first, sce_run_samples(run)) : 0;
  }
  free(olds);
}

/* Shares of what rests on no samples: `exact` lists them. */
static void walk_path(const SceAttribution *attribution, const SceMix *mix, SceRun *run, SceShare *shares, uint32_t count, const uint32_t *exact, uint32_t exact_count) {
  SceProgram *program = mix->program;
  Ops roundings = find_roundings(program);
  uint8_t *kinds = sce_memory_new(roundings.count + 1);
  smooth(program, &roundings, kinds);
  size_t room = ((size_t)count * attribution->parameter_count + 1) * sizeof(double);
  Walk w = {.attribution = attribution, .mix = mix, .run = run, .shares = shares, .count = count, .noise = 4e-16 + 1e-17 * program->ops.count};
  w.gradient = sce_gradient_new(run);
  w.sums = sce_memory_new(room), w.logs = sce_memory_new(room), w.lost = sce_memory_zeroed(count + 1), w.panels = sce_memory_zeroed((count + 1) * sizeof *w.panels);
  double *first = values_at(&w, 0), *last = values_at(&w, 1);
  uint32_t *active = sce_memory_new((count + 1) * sizeof *active), used = 0;
  for (uint32_t k = 0; k < exact_count; k++) {
    uint32_t i = exact[k];
    w.lost[i] = isnan(first[i]) || isnan(last[i]) || isnan(shares[i].old_value) || isnan(shares[i].new_value);
    if (!w.lost[i]) active[used++] = i, shares[i].rounding = (shares[i].new_value - shares[i].old_value) - (last[i] - first[i]);
  }
  if (used && attribution->parameter_count) walk_panel(&w, active, used, 0, 1, first, last, 0);
  sce_gradient_free(w.gradient);
  roughen(program, &roundings, kinds);
  for (uint32_t k = 0; k < exact_count; k++) close(attribution, &shares[exact[k]], w.lost[exact[k]]);
  sce_array_release(&roundings);
  free(kinds), free(w.sums), free(w.logs), free(w.lost), free(w.panels), free(first), free(last), free(active);
}

/* ---- what rests on samples ---- */

static bool *find_sampled(const SceProgram *program) {
  bool *rests = sce_memory_zeroed(program->ops.count + 1);
  for (uint32_t i = 0; i < program->ops.count; i++) {
    uint32_t op = program->order.count ? program->order.at[i] : i;
    SceNeeds needs = sce_op_needs(program, op);
    rests[op] = program->ops.at[op].sampled;
    for (uint32_t k = 0; k < needs.count && !rests[op]; k++) rests[op] = rests[sce_need(program, &needs, k)];
  }
  return rests;
}

/* What the steps miss of the change, to all in proportion; where they tell nothing, nobody did it alone. */
static void close_steps(const SceAttribution *attribution, SceShare *share, bool lost) {
  double change = share->new_value - share->old_value, sum = 0, size = 0, logs = 0, weight = 0;
  for (uint32_t k = 0; k < attribution->parameter_count; k++) {
    sum += share->contributions[k], size += fabs(share->contributions[k]);
    if (share->factors) logs += share->factors[k], weight += fabs(share->factors[k]);
  }
  lost |= !(size > 0) || fabs(change - sum) > 0.5 * fmax(size, fabs(change)) || isnan(change);
  for (uint32_t k = 0; k < attribution->parameter_count && !lost; k++) {
    share->contributions[k] += (change - sum) * fabs(share->contributions[k]) / size;
    if (share->factors && weight > 0) share->factors[k] += (log(share->new_value / share->old_value) - logs) * fabs(share->factors[k]) / weight;
  }
  close(attribution, share, lost);
}

static void take_step(const SceAttribution *attribution, const SceMix *mix, SceRun *run, uint32_t parameter, double to, const SceShare *shares, const uint32_t *listed, uint32_t count, double *values) {
  double *number = &mix->program->ops.at[attribution->parameters[parameter]].number, before = *number;
  *number = to;
  sce_run_again(run);
  *number = before;
  for (uint32_t i = 0; i < count; i++) values[i] = value_of(run, &shares[listed[i]]);
}

static void walk_steps(const SceAttribution *attribution, const SceMix *mix, SceRun *run, SceShare *shares, const uint32_t *listed, uint32_t count) {
  uint32_t parameters = attribution->parameter_count, steps = parameters && PASSES / parameters ? PASSES / parameters : 1;
  if (steps > STEPS_MOST) steps = STEPS_MOST;
  double *before = sce_memory_new((count + 1) * sizeof *before), *after = sce_memory_new((count + 1) * sizeof *after);
  bool *lost = sce_memory_zeroed(count + 1);
  for (uint32_t step = 0; step < steps; step++) {
    for (uint32_t k = 0; k < parameters; k++) mix->program->ops.at[attribution->parameters[k]].number = (step + 0.5) / steps;
    for (uint32_t k = 0; k < parameters; k++) {
      take_step(attribution, mix, run, k, (double)step / steps, shares, listed, count, before);
      take_step(attribution, mix, run, k, (step + 1.0) / steps, shares, listed, count, after);
      for (uint32_t i = 0; i < count; i++) {
        SceShare *share = &shares[listed[i]];
        lost[i] |= isnan(before[i]) || isnan(after[i]);
        share->contributions[k] += after[i] - before[i];
        if (share->factors && has_one_sign(before[i], after[i])) share->factors[k] += log(after[i] / before[i]);
      }
    }
  }
  for (uint32_t i = 0; i < count; i++) close_steps(attribution, &shares[listed[i]], lost[i]);
  free(before), free(after), free(lost);
}

void sce_attribute_path(const SceAttribution *attribution, const SceMix *mix, SceRun *run, SceShare *shares, uint32_t count) {
  find_ends(attribution, mix, run, shares, count);
  start_shares(attribution, shares, count);
  if (!count) return;
  bool *rests = find_sampled(mix->program);
  uint32_t *exact = sce_memory_new((count + 1) * sizeof *exact), *sampled = sce_memory_new((count + 1) * sizeof *sampled), exact_count = 0, sampled_count = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (rests[shares[i].op]) sampled[sampled_count++] = i;
    else exact[exact_count++] = i;
  }
  if (exact_count) {
    SceRun *twin = sce_run_twin(run, 1);                     /* no samples are needed */
    walk_path(attribution, mix, twin, shares, count, exact, exact_count);
    sce_run_free(twin);
  }
  if (sampled_count) {
    uint64_t samples = sce_run_samples(run);
    SceRun *twin = sce_run_twin(run, samples < SAMPLES_OF_STEPS ? samples : SAMPLES_OF_STEPS);
    walk_steps(attribution, mix, twin, shares, sampled, sampled_count);
    sce_run_free(twin);
  }
  sce_attribution_move(attribution, mix, run, 1);
  free(rests), free(exact), free(sampled);
}

/* ---- all orders ---- */

/* How much a set of `size` others counts among all orders of `count`: size! (count - 1 - size)! / count!. */
static double weight_of_set(uint32_t size, uint32_t count) {
  double weight = 1.0 / count;
  for (uint32_t i = 1; i <= size; i++) weight *= (double)i / (count - i);
  return weight;
}

void sce_attribute_shapley(const SceAttribution *attribution, const SceMix *mix, SceRun *run, SceShare *shares, uint32_t count) {
  uint32_t n = attribution->parameter_count, sets = 1u << n;
  double *values = sce_memory_new(((size_t)sets * count + 1) * sizeof *values);
  for (uint32_t set = 0; set < sets; set++) {
    for (uint32_t k = 0; k < n; k++) mix->program->ops.at[attribution->parameters[k]].number = set >> k & 1;
    sce_run_again(run);
    for (uint32_t i = 0; i < count; i++) values[(size_t)set * count + i] = value_of(run, &shares[i]);
  }
  for (uint32_t i = 0; i < count; i++) shares[i].old_value = values[i], shares[i].new_value = values[(size_t)(sets - 1) * count + i];
  start_shares(attribution, shares, count);
  for (uint32_t i = 0; i < count; i++) {
    bool lost = false;
    free(shares[i].factors);
    shares[i].factors = NULL;
    for (uint32_t set = 0; set < sets; set++) {
      double own = values[(size_t)set * count + i];
      lost |= isnan(own);
      for (uint32_t k = 0; k < n; k++)
        if (!(set >> k & 1)) shares[i].contributions[k] += weight_of_set((uint32_t)__builtin_popcount(set), n) * (values[(size_t)(set | 1u << k) * count + i] - own);
    }
    close(attribution, &shares[i], lost);
  }
  sce_attribution_move(attribution, mix, run, 1);
  free(values);
}
