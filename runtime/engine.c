/* Computes the values of a program, one operation after the other.
 *
 * Most values are single numbers: they run through a switch that reads the operations as they are, 16 bytes each in the order of
 * their values. Values over axes go through maps, point by point. What a poisoned operand does is decided here and nowhere
 * else, by looking at the operands: which payload a sum of two NaNs has is up to the processor.
 */
#include "engine.h"

#include "plan.h"

#include <float.h>
#include <math.h>

struct SceRun {
  const SceProgram *program;
  const SceFunction *functions;
  ScePlan plan;
  double *values;
  double *arguments;           /* room for the arguments of one call */
  uint64_t evaluations;
};

enum { ARITY_MANY = -1 };

static const int8_t arities[] = {
#define N ARITY_MANY
#define SCE_OP(name, arguments) arguments,
#include "op.def"
#undef SCE_OP
#undef N
};

static inline bool is_finite(double value) { return fabs(value) <= DBL_MAX; }

/* What an operation without a finite result gives: the poison of its first failed operand, else of one that is none, else its own. */
static inline double spoil(double a, double b, uint32_t op) {
  if (isnan(a) && (sce_poison_cause(a) || !isnan(b))) return a;
  return isnan(b) ? b : sce_poison(op + 1);
}

static inline bool is_equal(double a, double b) {
  double x = fabs(a), y = fabs(b);
  return fabs(a - b) <= 1e-12 * (x > y ? x : y);
}

static double compute_unary(uint32_t op, SceOpKind kind, double a) {
  if (isnan(a)) return a;
  double value = 0;
  switch (kind) {
  case SCE_OP_NOT: return a == 0;
  case SCE_OP_NEGATE: return -a;
  case SCE_OP_ABS: return fabs(a);
  case SCE_OP_SQRT: value = sqrt(a); break;
  case SCE_OP_EXP: value = exp(a); break;
  case SCE_OP_LN: value = log(a); break;
  case SCE_OP_LOG10: value = log10(a); break;
  case SCE_OP_LOG2: value = log2(a); break;
  case SCE_OP_FLOOR: return floor(a);
  case SCE_OP_CEIL: return ceil(a);
  case SCE_OP_ROUND: return round(a);
  default: break;
  }
  return is_finite(value) ? value : sce_poison(op + 1);
}

static double compute_binary(uint32_t op, SceOpKind kind, double a, double b) {
  bool lazy = kind == SCE_OP_AND || kind == SCE_OP_OR;
  if (isnan(a)) return lazy ? a : spoil(a, b, op);
  if (kind == SCE_OP_AND) return a == 0 || isnan(b) ? (a == 0 ? 0 : b) : b != 0;
  if (kind == SCE_OP_OR) return a != 0 || isnan(b) ? (a != 0 ? 1 : b) : b != 0;
  if (isnan(b)) return b;
  double value = 0;
  switch (kind) {
  case SCE_OP_ADD: value = a + b; break;
  case SCE_OP_SUBTRACT: value = a - b; break;
  case SCE_OP_MULTIPLY: value = a * b; break;
  case SCE_OP_DIVIDE: value = b == 0 ? NAN : a / b; break;
  case SCE_OP_POWER: value = pow(a, b); break;
  case SCE_OP_MIN: return a < b ? a : b;
  case SCE_OP_MAX: return a > b ? a : b;
  case SCE_OP_LESS: return !(a >= b || is_equal(a, b));
  case SCE_OP_LESS_EQUAL: return a <= b || is_equal(a, b);
  case SCE_OP_GREATER: return !(a <= b || is_equal(a, b));
  case SCE_OP_GREATER_EQUAL: return a >= b || is_equal(a, b);
  case SCE_OP_EQUAL: return is_equal(a, b);
  case SCE_OP_NOT_EQUAL: return !is_equal(a, b);
  default: break;
  }
  return is_finite(value) ? value : sce_poison(op + 1);
}

/* A value and how the running operation reads it. */
typedef struct Operand {
  const double *points;
  SceMap map;
} Operand;

static Operand get_operand(SceRun *run, uint32_t value, uint32_t set) {
  return (Operand){run->values + sce_plan_start(&run->plan, value), sce_plan_map(&run->plan, run->program->ops.at[value].axes, set)};
}

static inline double read_operand(Operand operand, uint32_t point) { return operand.points[sce_map_point(operand.map, point)]; }

static void run_mapped(SceRun *run, uint32_t i, double *out, uint32_t count) {
  const SceOp *op = &run->program->ops.at[i];
  int arity = arities[op->kind];
  Operand a = {0}, b = {0}, c = {0};
  if (arity > 0) a = get_operand(run, op->a, op->axes);
  if (arity > 1) b = get_operand(run, op->b, op->axes);
  if (arity > 2) c = get_operand(run, op->c, op->axes);
  double constant = op->kind != SCE_OP_CONSTANT ? sce_poison(0) : is_finite(op->number) ? op->number : sce_poison(i + 1);
  for (uint32_t p = 0; p < count; p++) {
    if (arity == 0) out[p] = constant;
    else if (arity == 1) out[p] = compute_unary(i, op->kind, read_operand(a, p));
    else if (arity == 2) out[p] = compute_binary(i, op->kind, read_operand(a, p), read_operand(b, p));
    else {
      double condition = read_operand(a, p);
      out[p] = isnan(condition) ? condition : condition != 0 ? read_operand(b, p) : read_operand(c, p);
    }
  }
}

static void run_join(SceRun *run, uint32_t i, double *out, uint32_t count) {
  const SceProgram *program = run->program;
  const SceOp *op = &program->ops.at[i];
  uint32_t stride = sce_set_stride(program, op->axes, op->a), block = stride * op->c;
  for (uint32_t p = 0; p < count && !block; p++) out[p] = sce_poison(0);        /* beyond a bound of the compiler, which said so */
  if (!block) return;
  for (uint32_t k = 0; k < op->c; k++) {
    Operand operand = get_operand(run, program->operands.at[op->b + k], op->axes);
    for (uint32_t first = k * stride; first < count; first += block)
      for (uint32_t p = first; p < first + stride; p++) out[p] = read_operand(operand, p);
  }
}

static void run_pick(SceRun *run, uint32_t i, double *out, uint32_t count) {
  const SceOp *op = &run->program->ops.at[i];
  Operand a = get_operand(run, op->a, op->axes);
  uint32_t offset = op->c * sce_set_stride(run->program, run->program->ops.at[op->a].axes, op->b);
  for (uint32_t p = 0; p < count; p++) out[p] = a.points[sce_map_point(a.map, p) + offset];
}

static double reduce(uint32_t i, SceOpKind kind, const double *points, uint32_t stride, uint32_t size) {
  double value = kind == SCE_OP_SUM_OVER || kind == SCE_OP_MEAN_OVER || !size ? 0 : points[0];
  for (uint32_t k = 0; k < size; k++) {
    double next = points[(size_t)k * stride];
    if (isnan(next)) return next;
    if (kind == SCE_OP_MIN_OVER) value = next < value ? next : value;
    else if (kind == SCE_OP_MAX_OVER) value = next > value ? next : value;
    else value += next;
  }
  if (kind == SCE_OP_MEAN_OVER) value /= size;
  if (!size && kind != SCE_OP_SUM_OVER) return sce_poison(i + 1);
  return is_finite(value) ? value : sce_poison(i + 1);
}

static void run_reduction(SceRun *run, uint32_t i, double *out, uint32_t count) {
  const SceOp *op = &run->program->ops.at[i];
  Operand a = get_operand(run, op->a, op->axes);
  uint32_t stride = sce_set_stride(run->program, run->program->ops.at[op->a].axes, op->b);
  uint32_t size = run->program->axes.at[op->b].count;
  for (uint32_t p = 0; p < count; p++) out[p] = reduce(i, op->kind, a.points + sce_map_point(a.map, p), stride, size);
}

static double call(SceRun *run, uint32_t i, const Operand *operands, uint32_t point) {
  const SceOp *op = &run->program->ops.at[i];
  for (uint32_t k = 0; k < op->c; k++) {
    run->arguments[k] = read_operand(operands[k], point);
    if (isnan(run->arguments[k])) return run->arguments[k];
  }
  double value = run->functions[op->b](run->arguments);
  return is_finite(value) ? value : sce_poison(i + 1);
}

static void run_call(SceRun *run, uint32_t i, double *out, uint32_t count) {
  const SceOp *op = &run->program->ops.at[i];
  Operand few[8], *operands = op->c <= 8 ? few : sce_memory_new(op->c * sizeof *operands);
  run->arguments = realloc(run->arguments, (op->c + 1) * sizeof *run->arguments);
  if (!run->arguments) sce_memory_new(SIZE_MAX / 2);
  for (uint32_t k = 0; k < op->c; k++) operands[k] = get_operand(run, run->program->operands.at[op->a + k], op->axes);
  for (uint32_t p = 0; p < count; p++) out[p] = call(run, i, operands, p);
  if (operands != few) free(operands);
}

/* Any operation over any number of points. */
static void run_general(SceRun *run, uint32_t i) {
  const SceOp *op = &run->program->ops.at[i];
  double *out = run->values + sce_plan_start(&run->plan, i);
  uint32_t count = run->plan.counts[op->axes];
  if (!count) return;
  switch (op->kind) {
  case SCE_OP_JOIN: run_join(run, i, out, count); break;
  case SCE_OP_PICK: run_pick(run, i, out, count); break;
  case SCE_OP_SUM_OVER:
  case SCE_OP_MIN_OVER:
  case SCE_OP_MAX_OVER:
  case SCE_OP_MEAN_OVER: run_reduction(run, i, out, count); break;
  case SCE_OP_CALL: run_call(run, i, out, count); break;
  default: run_mapped(run, i, out, count); break;
  }
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
    values[PLACE(i)] = is_finite(value) ? value : spoil(a, b, i);     \
    evaluations++;                                                    \
  } while (0)
  for (uint32_t i = 0, count = run->program->ops.count; i < count; i++) {
    const SceOp *op = &ops[i];
    if (starts && op->axes) {
      run_general(run, i);
      continue;
    }
    switch (op->kind) {
    case SCE_OP_CONSTANT: values[PLACE(i)] = is_finite(op->number) ? op->number : sce_poison(i + 1); break;
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

SceRun *sce_run_new(const SceProgram *program, const SceFunction *functions, const SceSampling *sampling) {
  (void)sampling;
  SceRun *run = sce_memory_zeroed(sizeof *run);
  run->program = program;
  run->functions = functions;
  sce_plan_init(&run->plan, program);
  run->values = sce_memory_new(((size_t)run->plan.total + 1) * sizeof *run->values);
  if (run->plan.starts) run_all(run, run->plan.starts);
  else run_all(run, NULL);
  free(run->arguments);
  run->arguments = NULL;
  return run;
}

void sce_run_free(SceRun *run) {
  if (!run) return;
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

const SceProgram *sce_run_program(const SceRun *run) { return run->program; }

uint64_t sce_run_evaluations(const SceRun *run) { return run->evaluations; }
