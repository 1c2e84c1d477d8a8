/* Computes the values of a program, one operation after the other.
 *
 * Most values are single numbers: they run through a switch that reads the operations as they are, 16 bytes each in the order of
 * their values. Values over axes go through grid.c, what is sampled through sample/.
 */
#include "compute.h"
#include "run.h"
#include "sample/shard.h"

#include <sys/mman.h>

/* Any operation over all of its points. */
static void run_general(SceRun *run, uint32_t i) {
  const SceOp *op = &run->program->ops.at[i];
  uint32_t count = run->plan.counts[op->axes];
  if (!count) return;
  sce_grid_run(run, i, 0, count);
  if (op->kind != SCE_OP_CONSTANT && op->kind != SCE_OP_NONE) run->evaluations += count;
}

/* The loop that most programs spend their time in: single numbers, the common operations without a call. `starts` is NULL where values
 * stand at their own number; the compiler makes a loop for each case. */
static inline __attribute__((always_inline)) void run_all(SceRun *run, const uint32_t *starts) {
  const SceOp *ops = run->program->ops.at;
  double *values = run->values;
  uint64_t evaluations = 0;
#define PLACE(value) (starts ? starts[value] : (value))
#define ARITHMETIC(sign)                                              \
  do {                                                                \
    double a = values[PLACE(op->a)], b = values[PLACE(op->b)];        \
    double value = a sign b;                                          \
    values[PLACE(i)] = sce_is_finite(value) ? value : sce_spoil(a, b, i);     \
    evaluations++;                                                    \
  } while (0)
  for (uint32_t i = 0, count = run->program->ops.count; i < count; i++) {
    const SceOp *op = &ops[i];
    if (starts && op->axes) {
      run_general(run, i);
      continue;
    }
    switch (op->kind) {
    case SCE_OP_CONSTANT: values[PLACE(i)] = sce_is_finite(op->number) ? op->number : sce_poison(i + 1); break;
    case SCE_OP_ADD: ARITHMETIC(+); break;
    case SCE_OP_SUBTRACT: ARITHMETIC(-); break;
    case SCE_OP_MULTIPLY: ARITHMETIC(*); break;
    case SCE_OP_DIVIDE: ARITHMETIC(/); break;     /* by zero: not finite */
    default: run_general(run, i); break;
    }
  }
#undef ARITHMETIC
#undef PLACE
  run->evaluations += evaluations;
}

/* --- stages and loops -------------------------------------------------------------------------- */

static bool is_computed(const SceRun *run, uint32_t op, uint32_t stage) { return !run->program->ops.at[op].sampled && run->stages[op] == stage; }

/* The operations of a loop, point after point of its axis: each at all of its points that stand there. */
static void run_loop(SceRun *run, const SceLoop *loop, uint32_t stage) {
  const SceProgram *program = run->program;
  uint32_t size = program->axes.at[loop->axis].count;
  for (uint32_t k = 0; k < size; k++) {
    for (uint32_t at = loop->first; at < loop->first + loop->count; at++) {
      uint32_t op = program->order.at[at];
      if (!is_computed(run, op, stage)) continue;
      uint32_t set = program->ops.at[op].axes, stride = sce_set_stride(program, set, loop->axis), count = run->plan.counts[set];
      if (!stride) stride = count;                                    /* it lacks the axis */
      for (uint64_t from = (uint64_t)k * stride; from < count; from += (uint64_t)stride * size) {
        sce_grid_run(run, op, (uint32_t)from, (uint32_t)from + stride);
        run->evaluations += stride;
      }
    }
  }
}

void sce_run_stage(SceRun *run, uint32_t stage) {
  const SceProgram *program = run->program;
  uint32_t loop = 0;
  for (uint32_t i = 0; i < program->ops.count;) {
    if (loop < program->loops.count && program->loops.at[loop].first == i) {
      run_loop(run, &program->loops.at[loop], stage);
      i += program->loops.at[loop++].count;
      continue;
    }
    uint32_t op = program->order.count ? program->order.at[i] : i;
    if (is_computed(run, op, stage)) run_general(run, op);
    i++;
  }
}

/* --- a run ------------------------------------------------------------------------------------- */

/* Much memory comes in large pages where the system has them: to touch small ones takes longer than to compute what goes into them. */
static double *new_values(size_t count) {
  enum { PAGE = 1 << 21 };
  size_t size = (count * sizeof(double) + PAGE - 1) / PAGE * PAGE;
  if (size <= 2 * PAGE) return sce_memory_new(count * sizeof(double));
  double *values = aligned_alloc(PAGE, size);
  if (!values) sce_memory_new(SIZE_MAX / 2);
  madvise(values, size, MADV_HUGEPAGE);
  return values;
}

static SceRun *new_run(const SceProgram *program, const SceFunction *functions, const SceSampling *sampling) {
  SceRun *run = sce_memory_zeroed(sizeof *run);
  run->program = program;
  run->functions = functions;
  if (sampling) run->sampling = *sampling;
  if (!run->sampling.samples) run->sampling.samples = SCE_SAMPLES;
  run->kernels = sce_kernels_get(run->sampling.kernel);
  if (!run->kernels) run->kernels = sce_kernels_get(NULL);
  sce_plan_init(&run->plan, program);
  run->values = new_values((size_t)run->plan.total + 1);
  return run;
}

static void compute(SceRun *run) {
  if (run->program->draws.count || run->program->order.count) sce_samples_run(run);
  else if (run->plan.starts) run_all(run, run->plan.starts);
  else run_all(run, NULL);
  free(run->arguments);
  run->arguments = NULL;
}

SceRun *sce_run_new(const SceProgram *program, const SceFunction *functions, const SceSampling *sampling) {
  SceRun *run = new_run(program, functions, sampling);
  compute(run);
  return run;
}

SceRun *sce_run_twin(const SceRun *run, uint64_t samples) {
  SceSampling sampling = run->sampling;
  sampling.samples = samples;
  sampling.precision = 0;
  return sce_run_new(run->program, run->functions, &sampling);
}

void sce_run_again(SceRun *run) {
  sce_samples_release(run);
  run->partial = false;
  compute(run);
}

SceRun *sce_run_new_merged(const SceProgram *program, const SceFunction *functions, const SceSampling *sampling, const char *states, size_t size) {
  SceRun *run = new_run(program, functions, sampling);
  run->sampling.shards = 0;
  run->merged = sce_states_open(states, size, &run->sampling);
  run->merged_end = states + size;
  run->merge_failed = !run->merged || !program->draws.count;
  if (!run->merge_failed) sce_samples_run(run);
  free(run->arguments);
  run->arguments = NULL;
  if (!run->merge_failed) return run;
  sce_run_free(run);
  return NULL;
}

bool sce_run_states_write(const SceRun *run, SceText *out) {
  if (!run->states.count) return false;
  sce_text_add(out, run->states.bytes, run->states.count);
  return true;
}

void sce_run_free(SceRun *run) {
  if (!run) return;
  sce_samples_release(run);
  sce_plan_release(&run->plan);
  free(run->values);
  free(run);
}

const double *sce_run_points(const SceRun *run, uint32_t op, uint32_t *count) {
  *count = run->plan.counts[run->program->ops.at[op].axes];
  return run->values + sce_plan_start(&run->plan, op);
}

double sce_run_scenario(const SceRun *run, uint32_t op, uint32_t scenario) {
  uint32_t count;
  const double *points = sce_run_points(run, op, &count);
  return count ? points[(size_t)scenario * sce_set_stride(run->program, run->program->ops.at[op].axes, 0)] : sce_poison(0);
}

SceFunctionState sce_run_function_state(const SceRun *run, uint32_t function) { return run->functions[function].state; }

double sce_run_call(const SceRun *run, uint32_t function, const double *arguments) { return run->functions[function].call(run->functions[function].context, arguments); }

void sce_run_call_needs(const SceRun *run, uint32_t function, const double *arguments, SceText *out) {
  const SceFunction *called = &run->functions[function];
  if (called->needs) called->needs(called->context, arguments, out);
}

const SceProgram *sce_run_program(const SceRun *run) { return run->program; }

uint64_t sce_run_evaluations(const SceRun *run) { return run->evaluations; }

uint64_t sce_run_samples(const SceRun *run) { return run->samples; }

uint64_t sce_run_samples_asked(const SceRun *run) { return run->asked; }

bool sce_run_is_partial(const SceRun *run) { return run->partial; }

const SceSummary *sce_run_summary(const SceRun *run, uint32_t op, uint32_t point) {
  if (!run->summary_starts || run->summary_starts[op] == SCE_NO_OP) return NULL;
  return &run->summaries[run->summary_starts[op] + point];
}
