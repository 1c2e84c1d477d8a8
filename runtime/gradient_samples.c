/* The way back through samples: batch by batch, each operation's adjoints for SCE_BATCH samples at once, by the kernels of sample/.
 *
 * What a mean, a standard deviation, … of a value asks for becomes a weight on each of its samples. A quantile is taken to be the mean of the samples around its rank,
 * within N^(-0.4) / 2 of the probability to each side (less near 0 and 1); a least or a greatest value is that of the samples that have it. Everything is added up by one
 * thread in the order of the samples.
 */
#include "compute.h"
#include "gradient_partials.h"
#include "gradient_tape.h"
#include "sample/sweep.h"

/* One batch on its way. */
typedef struct Way {
  SceTape *tape;
  SceTapeSection *section;
  const SceSeed *seeds;
  const SceKernels *kernels;
  uint32_t count;                   /* samples of the batch */
  const SceTapeNode *node;
  double *adjoint;                  /* of the node */
  double sum;                       /* of these */
} Way;

/* What is read, or a derivative: one number for each sample, or one for all. */
typedef struct Numbers {
  const double *at;
  bool scalar, spoiled;
} Numbers;

static double *room(const Way *w, uint32_t k) { return w->tape->room + (size_t)k * SCE_BATCH; }
static const SceOp *op_of(const Way *w) { return &w->tape->gradient->program->ops.at[w->node->op]; }
static inline double number_at(Numbers numbers, uint32_t i) { return numbers.at[numbers.scalar ? 0 : i]; }
static Numbers one_for_all(const double *at) { return (Numbers){at, true, false}; }

static Numbers get_numbers(const Way *w, SceTapeRead place) {
  if (!place.scalar) return (Numbers){w->tape->slots + (size_t)place.index * SCE_BATCH, false, w->section->batch.spoiled[place.index]};
  const double *value = w->tape->gradient->run->values + place.index;
  return (Numbers){value, true, isnan(*value)};
}

static Numbers operand(const Way *w, uint32_t k) {
  SceTapeRead read = w->tape->reads.at[w->node->reads + k];
  return get_numbers(w, read.scalar ? read : w->section->places[read.index]);
}

static Numbers own_value(const Way *w) { return get_numbers(w, w->section->places[w->node->value]); }

/* --- sums -------------------------------------------------------------------------------------- */

/* Eight sums side by side, so that they need not wait for each other; batches are aligned to more than this. */
typedef double Pair __attribute__((vector_size(16), may_alias));

static double fold(Pair a, Pair b, Pair c, Pair d) {
  Pair sum = (a + c) + (b + d);
  return sum[0] + sum[1];
}

static double add_up(const double *x, uint32_t count) {
  Pair a = {0, 0}, b = a, c = a, d = a;
  const Pair *at = (const Pair *)(const void *)x;
  uint32_t whole = count / 8, i = whole * 8;
  for (uint32_t k = 0; k < whole; k++, at += 4) {
    a += at[0];
    b += at[1];
    c += at[2];
    d += at[3];
  }
  double sum = fold(a, b, c, d);
  for (; i < count; i++) sum += x[i];
  return sum;
}

static double add_up_products(const double *x, const double *y, uint32_t count) {
  Pair a = {0, 0}, b = a, c = a, d = a;
  const Pair *at = (const Pair *)(const void *)x, *other = (const Pair *)(const void *)y;
  uint32_t whole = count / 8, i = whole * 8;
  for (uint32_t k = 0; k < whole; k++, at += 4, other += 4) {
    a += at[0] * other[0];
    b += at[1] * other[1];
    c += at[2] * other[2];
    d += at[3] * other[3];
  }
  double sum = fold(a, b, c, d);
  for (; i < count; i++) sum += x[i] * y[i];
  return sum;
}

/* --- handing on -------------------------------------------------------------------------------- */

/* Samples that do not count have no slope, whatever stands there. */
static Numbers clean(const Way *w, Numbers slope, double *out) {
  for (uint32_t i = 0; i < w->count; i++) out[i] = w->adjoint[i] == 0 ? 0 : number_at(slope, i);
  return (Numbers){out, false, false};
}

static void hand_on(const Way *w, uint32_t k, Numbers slope) {
  const SceTapeRef *ref = &w->tape->refs.at[w->node->refs + k];
  if (slope.spoiled || (slope.scalar && !sce_is_finite(*slope.at))) slope = clean(w, slope, room(w, w->node->read_count));
  if (ref->scalar) {
    w->tape->gradient->adjoints[ref->index] += slope.scalar ? *slope.at * w->sum : add_up_products(w->adjoint, slope.at, w->count);
    return;
  }
  double *out = w->tape->adjoints + (size_t)w->tape->nodes.at[ref->index].adjoint * SCE_BATCH;
  unsigned scalars = slope.scalar ? SCE_B_SCALAR : 0;
  bool as_it_is = slope.scalar && *slope.at == 1;
  if (ref->first && as_it_is) memcpy(out, w->adjoint, w->count * sizeof *out);
  else if (ref->first) w->kernels->binary(SCE_K_MULTIPLY, out, w->adjoint, slope.at, scalars, w->count);
  else if (as_it_is) w->kernels->binary(SCE_K_ADD, out, out, w->adjoint, 0, w->count);
  else w->kernels->multiply_add(out, w->adjoint, slope.at, out, scalars, w->count);
}

static void hand_on_all(const Way *w, double slope) {
  for (uint32_t k = 0; k < w->node->ref_count; k++) hand_on(w, k, one_for_all(&slope));
}

static void hand_on_divided(const Way *w) {
  Numbers b = operand(w, 1), value = own_value(w), by_a = {room(w, 0), b.scalar, b.spoiled};
  double one = 1, minus, *by_b = room(w, 1);
  if (b.scalar) *room(w, 0) = 1 / *b.at;
  else w->kernels->binary(SCE_K_DIVIDE, room(w, 0), &one, b.at, SCE_A_SCALAR, w->count);
  hand_on(w, 0, by_a);
  if (b.scalar) {
    minus = -*by_a.at;
    w->kernels->binary(SCE_K_MULTIPLY, by_b, value.at, &minus, SCE_B_SCALAR, w->count);
  } else {
    for (uint32_t i = 0; i < w->count; i++) by_b[i] = -number_at(value, i) * by_a.at[i];
  }
  hand_on(w, 1, (Numbers){by_b, false, value.spoiled || b.spoiled});
}

static void hand_on_binary(const Way *w) {
  Numbers a = operand(w, 0), b = operand(w, 1), value = w->node->value == SCE_NO_OP ? a : own_value(w);
  SceOpKind kind = (SceOpKind)op_of(w)->kind;
  double *by_a = room(w, 0), *by_b = room(w, 1);
  for (uint32_t i = 0; i < w->count; i++) {
    ScePartials slopes = {0, 0};
    if (w->adjoint[i] != 0) slopes = sce_partials_binary(kind, number_at(a, i), number_at(b, i), number_at(value, i));
    by_a[i] = slopes.a;
    by_b[i] = slopes.b;
  }
  hand_on(w, 0, (Numbers){by_a, false, false});
  hand_on(w, 1, (Numbers){by_b, false, false});
}

static void hand_on_unary(const Way *w) {
  SceOpKind kind = (SceOpKind)op_of(w)->kind;
  Numbers a = w->node->read_count ? operand(w, 0) : own_value(w);
  double *slopes = room(w, 0);
  for (uint32_t i = 0; i < w->count; i++) {
    double x = number_at(a, i);
    slopes[i] = w->adjoint[i] == 0 ? 0 : sce_partial_unary(kind, x, x);          /* reads one of the two */
  }
  hand_on(w, 0, (Numbers){slopes, false, false});
}

static void hand_on_select(const Way *w) {
  double *yes = room(w, 0), *no = room(w, 1);
  if (!w->node->read_count) {
    hand_on_all(w, 1);
    return;
  }
  Numbers condition = operand(w, 0);
  for (uint32_t i = 0; i < w->count; i++) {
    yes[i] = number_at(condition, i) != 0;
    no[i] = 1 - yes[i];
  }
  hand_on(w, 0, (Numbers){yes, false, false});
  hand_on(w, 1, (Numbers){no, false, false});
}

/* Of a least or a greatest point, the first that is it. */
static void hand_on_best(const Way *w) {
  uint32_t count = w->node->ref_count;
  bool least = op_of(w)->kind == SCE_OP_MIN_OVER;
  double *best = room(w, 0), *at = room(w, 1), *slopes = room(w, 2);
  for (uint32_t k = 0; k < count; k++) {
    Numbers a = operand(w, k);
    for (uint32_t i = 0; i < w->count; i++) {
      double x = number_at(a, i);
      if (k && !(least ? x < best[i] : x > best[i])) continue;
      best[i] = x;
      at[i] = k;
    }
  }
  for (uint32_t k = 0; k < count; k++) {
    for (uint32_t i = 0; i < w->count; i++) slopes[i] = at[i] == k;
    hand_on(w, k, (Numbers){slopes, false, false});
  }
}

/* Pairs of distributions at the same numbers in (0, 1). */
static void hand_on_differences(const Way *w) {
  Numbers u = operand(w, 0);
  for (uint32_t k = 0; k < w->node->ref_count; k++) {
    const SceTapeDifference *difference = &w->tape->differences.at[w->node->differences - 1 + k];
    double *high = room(w, 0), *low = room(w, 1), none = 0;
    if (difference->factor == 0) {
      hand_on(w, k, one_for_all(&none));
      continue;
    }
    sce_distribution_apply(&difference->high, w->kernels, high, u.at, w->count);
    sce_distribution_apply(&difference->low, w->kernels, low, u.at, w->count);
    for (uint32_t i = 0; i < w->count; i++) high[i] = (high[i] - low[i]) * difference->factor;
    hand_on(w, k, (Numbers){high, false, false});
  }
}

static void hand_on_each(const Way *w) {
  SceGradient *g = w->tape->gradient;
  uint32_t count = w->node->read_count, skip = w->node->skip;
  Numbers value = own_value(w);
  for (uint32_t i = 0; i < w->count; i++) {
    bool counts = w->adjoint[i] != 0;
    for (uint32_t k = 0; k < count && counts; k++) g->arguments[k] = number_at(operand(w, k), i);
    if (counts) sce_partials_each(g->run, w->node->op, g->arguments, count, number_at(value, i), skip, g->partials);
    for (uint32_t k = skip; k < count; k++) room(w, k)[i] = counts ? g->partials[k] : 0;
  }
  for (uint32_t k = skip; k < count; k++) hand_on(w, k - skip, (Numbers){room(w, k), false, false});
}

static void hand_on_node(const Way *w) {
  double one = 1, minus = -1;
  switch (op_of(w)->kind) {
  case SCE_OP_SUBTRACT:
    hand_on(w, 0, one_for_all(&one));
    hand_on(w, 1, one_for_all(&minus));
    break;
  case SCE_OP_MULTIPLY:
    hand_on(w, 0, operand(w, 1));
    hand_on(w, 1, operand(w, 0));
    break;
  case SCE_OP_DIVIDE: hand_on_divided(w); break;
  case SCE_OP_POWER: case SCE_OP_MIN: case SCE_OP_MAX: hand_on_binary(w); break;
  case SCE_OP_NEGATE: hand_on_all(w, -1); break;
  case SCE_OP_ABS: case SCE_OP_SQRT: case SCE_OP_EXP: case SCE_OP_LN: case SCE_OP_LOG10: case SCE_OP_LOG2: hand_on_unary(w); break;
  case SCE_OP_SELECT: hand_on_select(w); break;
  case SCE_OP_MIN_OVER: case SCE_OP_MAX_OVER: hand_on_best(w); break;
  case SCE_OP_MEAN_OVER: hand_on_all(w, 1.0 / w->node->ref_count); break;
  case SCE_OP_DISTRIBUTE: case SCE_OP_CUT: case SCE_OP_CHOOSE: case SCE_OP_CALL: case SCE_OP_CORRELATE: case SCE_OP_BLEND:
    if (w->node->differences) hand_on_differences(w);
    else hand_on_each(w);
    break;
  default: hand_on_all(w, 1); break;                     /* sums, and what is read elsewhere */
  }
}

/* --- seeds ------------------------------------------------------------------------------------- */

/* Puts the weights of a seed on the samples. False: one of these has no value. */
static void add_seed(const Way *w, const SceSeed *seed, Numbers x) {
  double samples = (double)w->tape->gradient->run->asked, share = seed->weight / (seed->kind == SCE_OP_MEAN_OF ? samples : (double)seed->count);
  for (uint32_t i = 0; i < w->count; i++) {
    double value = number_at(x, i);
    if (seed->kind == SCE_OP_MEAN_OF) w->adjoint[i] += share;
    else if (seed->kind == SCE_OP_SD_OF) w->adjoint[i] += seed->sd > 0 ? seed->weight * ((value - seed->mean) / (seed->sd * (samples - 1))) : 0;
    else w->adjoint[i] += value >= seed->low && value <= seed->high ? share : 0;
  }
}

static bool add_seeds(const Way *w) {
  Numbers x = own_value(w);
  if (!w->node->touched) memset(w->adjoint, 0, w->count * sizeof *w->adjoint);
  for (uint32_t i = 0; i < w->count && x.spoiled; i++)
    if (isnan(number_at(x, i))) return false;
  for (uint32_t at = w->node->seed; at; at = w->seeds[at - 1].next) add_seed(w, &w->seeds[at - 1], x);
  return true;
}

/* --- batches ----------------------------------------------------------------------------------- */

typedef bool VisitBatch(void *context, uint32_t replicate, uint64_t number, uint32_t count);

static bool visit_batches(const SceRun *run, VisitBatch *visit, void *context) {
  SceLayout layout = sce_layout_make(run->asked, run->sampling.sampler);
  for (uint32_t r = 0; r < layout.replicates; r++) {
    uint64_t size = layout.sample_starts[r + 1] - layout.sample_starts[r];
    for (uint64_t at = 0; at < size; at += SCE_BATCH)
      if (!visit(context, r, at / SCE_BATCH, size - at < SCE_BATCH ? (uint32_t)(size - at) : SCE_BATCH)) return false;
  }
  return true;
}

static void ignore(void *context, uint32_t wanted, const double *values, bool spoiled) { (void)context, (void)wanted, (void)values, (void)spoiled; }

static bool reverse_batch(void *context, uint32_t replicate, uint64_t number, uint32_t count) {
  Way *w = context;
  SceTape *t = w->tape;
  w->count = count;
  for (uint32_t s = t->sections.count; s-- > 0;) {
    w->section = &t->sections.at[s];
    sce_batch_run(&w->section->batch, replicate, number, count);
    for (uint32_t i = w->section->first + w->section->count; i-- > w->section->first;) {
      w->node = &t->nodes.at[i];
      w->adjoint = t->adjoints + (size_t)w->node->adjoint * SCE_BATCH;
      if (w->node->seed && !add_seeds(w)) return false;
      w->sum = add_up(w->adjoint, count);
      t->gradient->adjoints[sce_plan_start(&t->gradient->run->plan, w->node->op) + w->node->point] += w->sum;
      if (w->node->ref_count) hand_on_node(w);
    }
  }
  return true;
}

/* --- what quantiles take in -------------------------------------------------------------------- */

typedef struct Counting {
  SceSeed **seeds;
  SceBatch batch;
  uint32_t count;
} Counting;

static void count_wanted(void *context, uint32_t wanted, const double *values, bool spoiled) {
  Counting *c = context;
  SceSeed *seed = c->seeds[wanted];
  uint64_t inside = 0;
  (void)spoiled;
  for (uint32_t i = 0; i < c->batch.count; i++) inside += values[i] >= seed->low && values[i] <= seed->high;
  seed->count += inside;
}

static bool count_batch(void *context, uint32_t replicate, uint64_t number, uint32_t count) {
  sce_batch_run(&((Counting *)context)->batch, replicate, number, count);
  return true;
}

/* How many samples lie within the bounds of each seed. */
static void count_samples(SceRun *run, SceSeed **seeds, uint32_t count) {
  SceWanted *wanted = sce_memory_new(((size_t)count + 1) * sizeof *wanted);
  for (uint32_t i = 0; i < count; i++) wanted[i] = seeds[i]->at;
  for (uint32_t done = 0; done < count;) {
    SceSteps steps;
    Counting counting = {.seeds = seeds + done};
    sce_steps_make(&steps, run, wanted + done, count - done);
    sce_batch_init(&counting.batch, run, &steps);
    counting.batch.collect = count_wanted;
    counting.batch.context = &counting;
    visit_batches(run, count_batch, &counting);
    done += steps.wanted;
    sce_batch_release(&counting.batch);
    sce_steps_release(&steps);
  }
  free(wanted);
}

/* The values around the quantile; the slope by the probability is at hand too. */
static void set_window(SceGradient *g, SceSeed *seed, uint32_t at) {
  const SceState *state = g->run->kept[at];
  double least = 1 / (double)g->run->asked, p = seed->probability, half = fmax(0.5 * pow((double)g->run->asked, -0.4), least);
  half = fmax(fmin(half, fmin(p, 1 - p)), least);
  double from = fmax(p - half, 0), to = fmin(p + half, 1);
  if (!state) return;
  seed->low = sce_state_quantile(state, from);
  seed->high = sce_state_quantile(state, to);
  g->adjoints[seed->by] += seed->weight * (seed->high - seed->low) / (to - from);
}

static void prepare(SceGradient *g, SceSeed *seeds, uint32_t count) {
  SceRun *run = g->run;
  enum { TURNS = 12 };
  SCE_ARRAY(SceSeed *) open = {0};
  for (uint32_t i = 0; i < count; i++) {
    if (seeds[i].kind == SCE_OP_MEAN_OF) continue;
    uint32_t at = run->summary_starts[seeds[i].at.op];
    if (at == SCE_NO_OP) {                                             /* nobody needed it, so that nothing can rest on it */
      seeds[i].count = 1;
      continue;
    }
    at += seeds[i].at.point;
    seeds[i].mean = run->summaries[at].mean;
    if (seeds[i].kind == SCE_OP_SD_OF) continue;
    seeds[i].low = seeds[i].high = seeds[i].kind == SCE_OP_MIN_OF ? run->summaries[at].min : run->summaries[at].max;
    if (seeds[i].kind == SCE_OP_QUANTILE_OF) set_window(g, &seeds[i], at);
    sce_array_push(&open, &seeds[i]);
  }
  /* Quantiles stand between buckets of values: a window that has none in it is made wider. */
  double margin = 1e-4;
  for (uint32_t turn = 0; turn < TURNS && open.count; turn++, margin *= 2) {
    uint32_t left = 0;
    count_samples(run, open.at, open.count);
    for (uint32_t i = 0; i < open.count; i++) {
      SceSeed *seed = open.at[i];
      if (seed->count) continue;
      seed->low -= margin * fabs(seed->low);
      seed->high += margin * fabs(seed->high);
      open.at[left++] = seed;
    }
    open.count = left;
  }
  for (uint32_t i = 0; i < open.count; i++) open.at[i]->count = 1;
  sce_array_release(&open);
}

/* --- a stage ----------------------------------------------------------------------------------- */

bool sce_gradient_samples(SceGradient *g, uint32_t stage) {
  SCE_ARRAY(SceSeed) mine = {0};
  uint32_t left = 0;
  bool whole = true;
  for (uint32_t i = 0; i < g->seeds.count; i++) {
    if (g->run->stages[g->seeds.at[i].at.op] == stage) sce_array_push(&mine, g->seeds.at[i]);
    else g->seeds.at[left++] = g->seeds.at[i];
  }
  g->seeds.count = left;
  if (mine.count) {
    SceTape tape;
    prepare(g, mine.at, mine.count);
    sce_tape_make(&tape, g, mine.at, mine.count);
    for (uint32_t s = 0; s < tape.sections.count; s++) tape.sections.at[s].batch.collect = ignore;
    Way way = {.tape = &tape, .seeds = mine.at, .kernels = g->run->kernels};
    whole = !tape.failed && visit_batches(g->run, reverse_batch, &way);
    sce_tape_release(&tape);
  }
  sce_array_release(&mine);
  return whole;
}
