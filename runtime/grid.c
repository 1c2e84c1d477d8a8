/* Values over axes, point by point: any operation over any run of its points.
 *
 * How an operand over other axes is read goes through the maps of the plan. The rules for each number stand in compute.h.
 */
#include "compute.h"
#include "grid.h"
#include "sample/each.h"

enum { ARITY_MANY = -1, CHUNKS_FROM = 32 };        /* fewer points are not worth a kernel */

static const int8_t arities[] = {
#define N ARITY_MANY
#define SCE_OP(name, arguments) arguments,
#include "op.def"
#undef SCE_OP
#undef N
};

/* The points of an operation that are computed. */
typedef struct Part {
  uint32_t from, to;
} Part;

/* A value and how the running operation reads it. */
typedef struct Operand {
  const double *points;
  SceMap map;
} Operand;

static Operand get_operand(SceRun *run, uint32_t value, uint32_t set) {
  return (Operand){run->values + sce_plan_start(&run->plan, value), sce_plan_map(&run->plan, run->program->ops.at[value].axes, set)};
}

static inline double read_operand(Operand operand, uint32_t point) { return operand.points[sce_map_point(operand.map, point)]; }

void sce_grid_mapped(SceRun *run, uint32_t i, uint32_t from, uint32_t to) {
  double *out = run->values + sce_plan_start(&run->plan, i);
  const SceOp *op = &run->program->ops.at[i];
  int arity = arities[op->kind];
  Operand a = {0}, b = {0}, c = {0};
  if (arity > 0) a = get_operand(run, op->a, op->axes);
  if (arity > 1) b = get_operand(run, op->b, op->axes);
  if (arity > 2) c = get_operand(run, op->c, op->axes);
  double constant = op->kind != SCE_OP_CONSTANT ? sce_poison(0) : sce_is_finite(op->number) ? op->number : sce_poison(i + 1);
  for (uint32_t p = from; p < to; p++) {
    if (arity == 0) out[p] = constant;
    else if (arity == 1) out[p] = sce_compute_unary(i, op->kind, read_operand(a, p), false);
    else if (arity == 2) out[p] = sce_compute_binary(i, op->kind, read_operand(a, p), read_operand(b, p), false);
    else if (op->kind == SCE_OP_BLEND) out[p] = sce_compute_blend(i, read_operand(a, p), read_operand(b, p), read_operand(c, p), false);
    else {
      double condition = read_operand(a, p);
      out[p] = isnan(condition) ? condition : condition != 0 ? read_operand(b, p) : read_operand(c, p);
    }
  }
}

/* --- points of other values -------------------------------------------------------------------- */

/* A part of the points: one operand after the other, as the points ask for them. */
static void run_join_part(SceRun *run, uint32_t i, double *out, Part part, uint32_t stride) {
  const SceOp *op = &run->program->ops.at[i];
  for (uint32_t p = part.from; p < part.to;) {
    uint32_t end = p - p % stride + stride;
    Operand operand = get_operand(run, run->program->operands.at[op->b + p / stride % op->c], op->axes);
    for (; p < end && p < part.to; p++) out[p] = read_operand(operand, p);
  }
}

static void run_join(SceRun *run, uint32_t i, double *out, Part part) {
  const SceProgram *program = run->program;
  const SceOp *op = &program->ops.at[i];
  uint32_t stride = sce_set_stride(program, op->axes, op->a), block = stride * op->c;
  for (uint32_t p = part.from; p < part.to && !block; p++) out[p] = sce_poison(0);        /* beyond a bound of the compiler, which said so */
  if (!block) return;
  if (part.from || part.to < run->plan.counts[op->axes]) {
    run_join_part(run, i, out, part, stride);
    return;
  }
  for (uint32_t k = 0; k < op->c; k++) {
    Operand operand = get_operand(run, program->operands.at[op->b + k], op->axes);
    for (uint32_t first = k * stride; first < part.to; first += block)
      for (uint32_t p = first; p < first + stride; p++) out[p] = read_operand(operand, p);
  }
}

static void run_pick(SceRun *run, uint32_t i, double *out, Part part) {
  const SceOp *op = &run->program->ops.at[i];
  Operand a = get_operand(run, op->a, op->axes);
  uint32_t offset = op->c * sce_set_stride(run->program, run->program->ops.at[op->a].axes, op->b);
  for (uint32_t p = part.from; p < part.to; p++) out[p] = a.points[sce_map_point(a.map, p) + offset];
}

static void run_prev(SceRun *run, uint32_t i, double *out, Part part) {
  const SceProgram *program = run->program;
  const SceOp *op = &program->ops.at[i];
  Operand a = get_operand(run, op->a, op->axes), b = get_operand(run, op->b, op->axes);
  uint32_t axis = op->c & 0xFFFF, back = op->c >> 16, size = program->axes.at[axis].count, stride = sce_set_stride(program, op->axes, axis);
  size_t offset = (size_t)back * sce_set_stride(program, program->ops.at[op->a].axes, axis);
  for (uint32_t p = part.from; p < part.to; p++) {
    uint32_t at = stride ? p / stride % size : 0;
    out[p] = at < back ? read_operand(b, p) : a.points[sce_map_point(a.map, p) - offset];
  }
}

static void run_forward(SceRun *run, uint32_t i, double *out, Part part) {
  const SceOp *op = &run->program->ops.at[i];
  Operand a = get_operand(run, op->a, op->axes);
  for (uint32_t p = part.from; p < part.to; p++) out[p] = read_operand(a, p);
}

static void run_axis(SceRun *run, uint32_t i, double *out, Part part) {
  const SceProgram *program = run->program;
  const SceOp *op = &program->ops.at[i];
  const SceAxis *axis = &program->axes.at[op->a];
  uint32_t stride = sce_set_stride(program, op->axes, op->a);
  for (uint32_t p = part.from; p < part.to; p++)
    out[p] = axis->values >= program->axis_values.count || !stride ? sce_poison(0) : program->axis_values.at[axis->values + p / stride % axis->count];
}

/* --- along an axis ----------------------------------------------------------------------------- */

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
  return sce_is_finite(value) ? value : sce_poison(i + 1);
}

static double find_least(uint32_t i, const double *points, uint32_t stride, uint32_t size, const double *axis_values) {
  uint32_t least = 0;
  for (uint32_t k = 0; k < size; k++) {
    double next = points[(size_t)k * stride];
    if (isnan(next)) return next;
    if (next < points[(size_t)least * stride]) least = k;
  }
  return size && axis_values ? axis_values[least] : sce_poison(i + 1);
}

void sce_grid_reduced(SceRun *run, uint32_t i, uint32_t from, uint32_t to) {
  double *out = run->values + sce_plan_start(&run->plan, i);
  const SceProgram *program = run->program;
  const SceOp *op = &program->ops.at[i];
  Operand a = get_operand(run, op->a, op->axes);
  const SceAxis *axis = &program->axes.at[op->b];
  const double *axis_values = axis->values >= program->axis_values.count ? NULL : program->axis_values.at + axis->values;
  uint32_t stride = sce_set_stride(program, program->ops.at[op->a].axes, op->b);
  for (uint32_t p = from; p < to; p++) {
    const double *points = a.points + sce_map_point(a.map, p);
    out[p] = op->kind == SCE_OP_ARGMIN_OVER ? find_least(i, points, stride, axis->count, axis_values) : reduce(i, op->kind, points, stride, axis->count);
  }
}

/* --- many operands ----------------------------------------------------------------------------- */

static void run_each(SceRun *run, uint32_t i, double *out, Part part) {
  const SceOp *op = &run->program->ops.at[i];
  Operand few[8], *operands = op->c <= 8 ? few : sce_memory_new(op->c * sizeof *operands);
  run->arguments = realloc(run->arguments, (op->c + 1) * sizeof *run->arguments);
  if (!run->arguments) sce_memory_new(SIZE_MAX / 2);
  for (uint32_t k = 0; k < op->c; k++) operands[k] = get_operand(run, run->program->operands.at[op->a + k], op->axes);
  for (uint32_t p = part.from; p < part.to; p++) {
    for (uint32_t k = 0; k < op->c; k++) run->arguments[k] = read_operand(operands[k], p);
    out[p] = sce_each_compute(run, i, run->arguments, op->c);
  }
  if (operands != few) free(operands);
}

static void run_correlate(SceRun *run, uint32_t i, double *out, Part part) {
  const SceOp *op = &run->program->ops.at[i];
  Operand a = get_operand(run, op->a, op->axes), b = get_operand(run, op->b, op->axes), c = get_operand(run, op->c, op->axes);
  for (uint32_t p = part.from; p < part.to; p++) {
    double arguments[] = {read_operand(a, p), read_operand(b, p), read_operand(c, p)};
    out[p] = sce_each_correlate(i, arguments);
  }
}

/* --- over samples ------------------------------------------------------------------------------ */

/* What is not sampled is all of its samples. */
static double reduce_constant(uint32_t i, SceOpKind kind, double value, double probability) {
  if (isnan(value)) return kind == SCE_OP_QUANTILE_OF ? sce_spoil(value, probability, i) : value;
  if (isnan(probability)) return probability;
  if (!(probability >= 0 && probability <= 1)) return sce_poison(i + 1);
  return kind == SCE_OP_SD_OF ? 0 : value;
}

static void run_samples(SceRun *run, uint32_t i, double *out, Part part) {
  const SceOp *op = &run->program->ops.at[i];
  bool quantile = op->kind == SCE_OP_QUANTILE_OF;
  if (run->program->ops.at[op->a].sampled && quantile) {
    sce_samples_quantiles(run, i, part.from, part.to);
    return;
  }
  Operand a = get_operand(run, op->a, op->axes), b = quantile ? get_operand(run, op->b, op->axes) : a;
  for (uint32_t p = part.from; p < part.to; p++) {
    if (run->program->ops.at[op->a].sampled) out[p] = sce_samples_reduce(run, i, p);
    else out[p] = reduce_constant(i, op->kind, read_operand(a, p), quantile ? read_operand(b, p) : 0);
  }
}

void sce_grid_run(SceRun *run, uint32_t i, uint32_t from, uint32_t to) {
  double *out = run->values + sce_plan_start(&run->plan, i);
  Part part = {from, to};
  switch (run->program->ops.at[i].kind) {
  case SCE_OP_JOIN: run_join(run, i, out, part); break;
  case SCE_OP_PICK: run_pick(run, i, out, part); break;
  case SCE_OP_PREV: run_prev(run, i, out, part); break;
  case SCE_OP_FORWARD: run_forward(run, i, out, part); break;
  case SCE_OP_AXIS: run_axis(run, i, out, part); break;
  case SCE_OP_SUM_OVER:
  case SCE_OP_MIN_OVER:
  case SCE_OP_MAX_OVER:
  case SCE_OP_MEAN_OVER:
  case SCE_OP_ARGMIN_OVER:
    if (to - from < CHUNKS_FROM || !sce_chunks_reduce(run, i, from, to)) sce_grid_reduced(run, i, from, to);
    break;
  case SCE_OP_CALL:
  case SCE_OP_DISTRIBUTE:
  case SCE_OP_CUT:
  case SCE_OP_CHOOSE: run_each(run, i, out, part); break;
  case SCE_OP_CORRELATE: run_correlate(run, i, out, part); break;
  case SCE_OP_MEAN_OF:
  case SCE_OP_SD_OF:
  case SCE_OP_MIN_OF:
  case SCE_OP_MAX_OF:
  case SCE_OP_QUANTILE_OF: run_samples(run, i, out, part); break;
  default:
    if (to - from < CHUNKS_FROM || !sce_chunks_run(run, i, from, to)) sce_grid_mapped(run, i, from, to);
    break;
  }
}
