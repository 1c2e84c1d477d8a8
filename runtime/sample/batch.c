/* The inner loop of sampling. A step goes to a kernel; where an operand has poison in it, or the kernel finds that something is not finite, the step is done again number by number
 * with the rules of compute.h.
 */
#include "batch.h"

#include "compute.h"
#include "copula.h"
#include "each.h"

void sce_batch_init(SceBatch *batch, const SceRun *run, const SceSteps *steps) {
  *batch = (SceBatch){.run = run, .steps = steps, .kernels = run->kernels, .replicate = UINT32_MAX};
  uint32_t most = 8;
  for (uint32_t i = 0; i < steps->list.count; i++)
    if (sce_step_has_list(&steps->list.at[i]) && steps->list.at[i].b > most) most = steps->list.at[i].b;
  size_t slots = ((size_t)steps->slots + 2) * SCE_BATCH * sizeof *batch->slots;
  batch->slots = aligned_alloc(64, slots);
  if (!batch->slots) sce_memory_new(SIZE_MAX / 2);
  batch->fill = batch->slots + (size_t)steps->slots * SCE_BATCH;
  batch->spoiled = sce_memory_zeroed((size_t)steps->slots + 1);
  batch->keys = sce_memory_new(((size_t)steps->keys.count + 1) * sizeof *batch->keys);
  batch->arguments = sce_memory_new(((size_t)most + 1) * sizeof *batch->arguments);
}

void sce_batch_release(SceBatch *batch) {
  free(batch->slots);
  free(batch->spoiled);
  free(batch->keys);
  free(batch->arguments);
}

/* An operand: one number for each sample, or one for all. */
typedef struct Numbers {
  const double *at;
  uint32_t step;                    /* 0 or 1 */
  bool spoiled;
} Numbers;

static inline Numbers read_numbers(const SceBatch *batch, uint32_t index, bool scalar) {
  if (!scalar) return (Numbers){batch->slots + (size_t)index * SCE_BATCH, 1, batch->spoiled[index]};
  const double *value = batch->run->values + index;
  return (Numbers){value, 0, isnan(*value)};
}

static double *out_of(const SceBatch *batch, const SceStep *step) { return batch->slots + (size_t)step->out * SCE_BATCH; }

/* Whether numbers that were made one by one have poison among them. */
static void note_poison(SceBatch *batch, const SceStep *step, const double *out) {
  bool spoiled = false;
  for (uint32_t i = 0; i < batch->count; i++) spoiled |= !sce_is_finite(out[i]);
  batch->spoiled[step->out] = spoiled;
}

static void run_unary(SceBatch *batch, const SceStep *step) {
  Numbers a = read_numbers(batch, step->a, step->scalars & SCE_A_SCALAR);
  double *out = out_of(batch, step);
  if (a.step && !a.spoiled && batch->kernels->unary((SceKernelUnary)step->kernel, out, a.at, batch->count)) {
    batch->spoiled[step->out] = 0;
    return;
  }
  SceOpKind kind = (SceOpKind)batch->run->program->ops.at[step->op].kind;
  for (uint32_t i = 0; i < batch->count; i++) out[i] = sce_compute_unary(step->op, kind, a.at[i * a.step], true);
  note_poison(batch, step, out);
}

static void run_binary(SceBatch *batch, const SceStep *step) {
  Numbers a = read_numbers(batch, step->a, step->scalars & SCE_A_SCALAR), b = read_numbers(batch, step->b, step->scalars & SCE_B_SCALAR);
  double *out = out_of(batch, step);
  bool fast = !a.spoiled && !b.spoiled && a.step + b.step;
  if (fast && batch->kernels->binary((SceKernelBinary)step->kernel, out, a.at, b.at, step->scalars, batch->count)) {
    batch->spoiled[step->out] = 0;
    return;
  }
  SceOpKind kind = (SceOpKind)batch->run->program->ops.at[step->op].kind;
  for (uint32_t i = 0; i < batch->count; i++) out[i] = sce_compute_binary(step->op, kind, a.at[i * a.step], b.at[i * b.step], true);
  note_poison(batch, step, out);
}

static void run_pair(SceBatch *batch, const SceStep *step) {
  Numbers a = read_numbers(batch, step->a, step->scalars & SCE_A_SCALAR), b = read_numbers(batch, step->b, step->scalars & SCE_B_SCALAR);
  Numbers c = read_numbers(batch, step->c, step->scalars & SCE_C_SCALAR);
  double *out = out_of(batch, step);
  bool swapped = sce_pair_swapped(step->kernel), fast = !a.spoiled && !b.spoiled && !c.spoiled;
  if (fast && batch->kernels->pair(sce_pair_first(step->kernel), sce_pair_second(step->kernel), swapped, out, a.at, b.at, c.at, step->scalars, batch->count)) {
    batch->spoiled[step->out] = 0;
    return;
  }
  const SceOp *ops = batch->run->program->ops.at;
  for (uint32_t i = 0; i < batch->count; i++) {
    double inner = sce_compute_binary(step->inner, (SceOpKind)ops[step->inner].kind, a.at[i * a.step], b.at[i * b.step], true), other = c.at[i * c.step];
    out[i] = sce_compute_binary(step->op, (SceOpKind)ops[step->op].kind, swapped ? other : inner, swapped ? inner : other, true);
  }
  note_poison(batch, step, out);
}

static void run_select(SceBatch *batch, const SceStep *step) {
  Numbers a = read_numbers(batch, step->a, step->scalars & SCE_A_SCALAR), b = read_numbers(batch, step->b, step->scalars & SCE_B_SCALAR);
  Numbers c = read_numbers(batch, step->c, step->scalars & SCE_C_SCALAR);
  double *out = out_of(batch, step);
  bool fast = !a.spoiled && !b.spoiled && !c.spoiled;
  if (fast && batch->kernels->select(out, a.at, b.at, c.at, step->scalars, batch->count)) {
    batch->spoiled[step->out] = 0;
    return;
  }
  for (uint32_t i = 0; i < batch->count; i++) {
    double condition = a.at[i * a.step];
    out[i] = isnan(condition) ? condition : condition != 0 ? b.at[i * b.step] : c.at[i * c.step];
  }
  note_poison(batch, step, out);
}

static void run_distribute(SceBatch *batch, const SceStep *step) {
  Numbers u = read_numbers(batch, step->a, false);
  const SceDistribution *distribution = &batch->steps->distributions.at[step->b];
  double *out = out_of(batch, step);
  if (!u.spoiled) {
    sce_distribution_apply(distribution, batch->kernels, out, u.at, batch->count);
  } else {
    for (uint32_t i = 0; i < batch->count; i++) out[i] = isnan(u.at[i]) ? u.at[i] : sce_distribution_quantile(distribution, u.at[i]);
  }
  batch->spoiled[step->out] = u.spoiled;
}

/* --- each sample by itself --------------------------------------------------------------------- */

static void run_list(SceBatch *batch, const SceStep *step) {
  const SceRef *refs = batch->steps->refs.at + step->a;
  double *out = out_of(batch, step), *arguments = batch->arguments;
  for (uint32_t i = 0; i < batch->count; i++) {
    for (uint32_t k = 0; k < step->b; k++) {
      if (!refs[k].scalar) arguments[k] = batch->slots[(size_t)refs[k].index * SCE_BATCH + i];
      else if (i == 0) arguments[k] = batch->run->values[refs[k].index];
    }
    out[i] = sce_each_compute(batch->run, step->op, arguments, step->b);
  }
  note_poison(batch, step, out);
}

/* The values of a choice whose weights are the same in all samples. */
static void run_choose(SceBatch *batch, const SceStep *step) {
  const SceRef *refs = batch->steps->refs.at + step->a;
  const SceChoice *choice = &batch->steps->choices.at[step->c];
  Numbers u = read_numbers(batch, refs[0].index, refs[0].scalar), values[SCE_CHOICE_MOST];
  bool spoiled = u.spoiled;
  for (uint32_t k = 0; k < choice->count; k++) {
    values[k] = read_numbers(batch, refs[1 + k].index, refs[1 + k].scalar);
    spoiled |= values[k].spoiled;
  }
  if (spoiled) {
    run_list(batch, step);
    return;
  }
  uint32_t indices[SCE_BATCH];
  double *out = out_of(batch, step);
  sce_choice_apply(choice, indices, u.at, batch->count);
  for (uint32_t i = 0; i < batch->count; i++) out[i] = values[indices[i]].at[i * values[indices[i]].step];
  batch->spoiled[step->out] = 0;
}

static void run_correlate(SceBatch *batch, const SceStep *step) {
  Numbers a = read_numbers(batch, step->a, step->scalars & SCE_A_SCALAR), b = read_numbers(batch, step->b, step->scalars & SCE_B_SCALAR);
  Numbers c = read_numbers(batch, step->c, step->scalars & SCE_C_SCALAR);
  double *out = out_of(batch, step);
  if (a.step && b.step && !c.step && !a.spoiled && !b.spoiled && !c.spoiled && fabs(*c.at) <= 1) {
    sce_rank_correlate_apply(batch->kernels, out, a.at, b.at, *c.at, batch->count);
    batch->spoiled[step->out] = 0;
    return;
  }
  for (uint32_t i = 0; i < batch->count; i++) {
    double arguments[] = {a.at[i * a.step], b.at[i * b.step], c.at[i * c.step]};
    out[i] = sce_each_correlate(step->op, arguments);
  }
  note_poison(batch, step, out);
}

/* --- along an axis ----------------------------------------------------------------------------- */

/* Of two parts of what runs over an axis: the poison of the first; sums beyond the largest number stay so until the end. */
static double join_parts(SceOpKind kind, double so_far, double next) {
  if (isnan(so_far)) return so_far;
  if (isnan(next)) return next;
  if (kind == SCE_OP_MIN_OVER) return next < so_far ? next : so_far;
  if (kind == SCE_OP_MAX_OVER) return next > so_far ? next : so_far;
  double sum = so_far + next;
  return isnan(sum) ? so_far : sum;
}

static void run_over(SceBatch *batch, const SceStep *step) {
  Numbers a = read_numbers(batch, step->a, step->scalars & SCE_A_SCALAR), b = read_numbers(batch, step->b, step->scalars & SCE_B_SCALAR);
  SceOpKind kind = (SceOpKind)batch->run->program->ops.at[step->op].kind;
  double *out = out_of(batch, step);
  unsigned swapped = (step->scalars & SCE_A_SCALAR ? SCE_B_SCALAR : 0) | (step->scalars & SCE_B_SCALAR ? SCE_A_SCALAR : 0);
  bool fast = !a.spoiled && !b.spoiled && a.step + b.step;
  if (fast && batch->kernels->binary((SceKernelBinary)step->kernel, out, b.at, a.at, swapped, batch->count)) {
    batch->spoiled[step->out] = 0;
    return;
  }
  for (uint32_t i = 0; i < batch->count; i++) out[i] = join_parts(kind, a.at[i * a.step], b.at[i * b.step]);
  note_poison(batch, step, out);
}

static void run_over_end(SceBatch *batch, const SceStep *step) {
  double *out = out_of(batch, step), size = step->c;
  bool mean = batch->run->program->ops.at[step->op].kind == SCE_OP_MEAN_OVER;
  if (mean && !batch->spoiled[step->out] && batch->kernels->binary(SCE_K_DIVIDE, out, out, &size, SCE_B_SCALAR, batch->count)) return;
  for (uint32_t i = 0; i < batch->count && batch->spoiled[step->out]; i++) {
    if (isnan(out[i])) continue;
    if (mean) out[i] /= size;
    if (!sce_is_finite(out[i])) out[i] = sce_poison(step->op + 1);
  }
}

static void run_argmin(SceBatch *batch, const SceStep *step) {
  Numbers a = read_numbers(batch, step->a, step->scalars & SCE_A_SCALAR);
  double *out = out_of(batch, step), *least = batch->slots + (size_t)step->b * SCE_BATCH, at = batch->run->program->axis_values.at[step->c];
  for (uint32_t i = 0; i < batch->count; i++) {
    double value = a.at[i * a.step];
    if (!step->kernel && (isnan(least[i]) || value >= least[i])) continue;
    least[i] = value;
    out[i] = isnan(value) ? value : at;
  }
  batch->spoiled[step->out] = a.spoiled || (!step->kernel && batch->spoiled[step->out]);
}

/* --- a batch ----------------------------------------------------------------------------------- */

static void run_uniform(SceBatch *batch, const SceStep *step, uint64_t number) {
  double *out = out_of(batch, step);
  if (batch->run->sampling.sampler == SCE_SAMPLER_SOBOL) batch->kernels->sobol(out, batch->keys[step->a], number);
  else batch->kernels->uniform(out, batch->keys[step->a], number);
  batch->spoiled[step->out] = 0;
}

static void run_given(SceBatch *batch, const SceStep *step) {
  double *out = out_of(batch, step);
  for (uint32_t i = 0; i < batch->count; i++) out[i] = batch->given ? batch->given[i] : sce_poison(0);
  note_poison(batch, step, out);
}

static void run_collect(SceBatch *batch, const SceStep *step) {
  Numbers a = read_numbers(batch, step->a, step->scalars & SCE_A_SCALAR);
  if (!a.step) {
    for (uint32_t i = 0; i < batch->count; i++) batch->fill[i] = *a.at;
    a.at = batch->fill;
  }
  batch->collect(batch->context, step->c, a.at, a.spoiled);
}

/* Each scramble of the sobol sampler has streams of its own. */
static void set_replicate(SceBatch *batch, uint32_t replicate) {
  for (uint32_t i = 0; i < batch->steps->keys.count; i++) batch->keys[i] = batch->steps->keys.at[i] + replicate * UINT64_C(0xD1B54A32D192ED03);
  batch->replicate = replicate;
}

void sce_batch_run(SceBatch *batch, uint32_t replicate, uint64_t number, uint32_t count) {
  if (batch->replicate != replicate) set_replicate(batch, replicate);
  batch->count = count;
  const SceStep *steps = batch->steps->list.at;
  for (uint32_t i = 0; i < batch->steps->list.count; i++) {
    const SceStep *step = &steps[i];
    switch ((SceStepKind)step->kind) {
    case SCE_STEP_UNARY: run_unary(batch, step); break;
    case SCE_STEP_BINARY: run_binary(batch, step); break;
    case SCE_STEP_SELECT: run_select(batch, step); break;
    case SCE_STEP_PAIR: run_pair(batch, step); break;
    case SCE_STEP_UNIFORM: run_uniform(batch, step, number); break;
    case SCE_STEP_DISTRIBUTE: run_distribute(batch, step); break;
    case SCE_STEP_DRAWN:
      sce_distribution_draw(&batch->steps->distributions.at[step->b], batch->kernels, out_of(batch, step), batch->keys[step->a], number);
      batch->spoiled[step->out] = 0;
      break;
    case SCE_STEP_CORRELATE: run_correlate(batch, step); break;
    case SCE_STEP_LIST: run_list(batch, step); break;
    case SCE_STEP_CHOOSE: run_choose(batch, step); break;
    case SCE_STEP_OVER: run_over(batch, step); break;
    case SCE_STEP_OVER_END: run_over_end(batch, step); break;
    case SCE_STEP_ARGMIN: run_argmin(batch, step); break;
    case SCE_STEP_GIVEN: run_given(batch, step); break;
    case SCE_STEP_COLLECT: run_collect(batch, step); break;
    }
  }
}
