/* Goes once through the operations in the order of computing. What recurs is left out: its errors are taken for 0.
 */
#include "error.h"

#include "compute.h"

#include <math.h>

static uint32_t place_of(const SceRun *run, uint32_t value, uint32_t reader, uint32_t point) {
  const SceProgram *program = run->program;
  return sce_plan_start(&run->plan, value) + sce_set_project(program, program->ops.at[value].axes, program->ops.at[reader].axes, point);
}

/* What the operation makes of other numbers than it was given. */
static double compute(const SceRun *run, uint32_t op, const double *operands) {
  const SceOp *o = &run->program->ops.at[op];
  if (o->kind == SCE_OP_CALL) return sce_run_call(run, o->b, operands);
  if (o->kind == SCE_OP_SELECT) return operands[0] != 0 ? operands[1] : operands[2];
  if (o->kind >= SCE_OP_NOT && o->kind <= SCE_OP_ROUND) return sce_compute_unary(op, (SceOpKind)o->kind, operands[0], false);
  return sce_compute_binary(op, (SceOpKind)o->kind, operands[0], operands[1], false);
}

/* By how much the result changes with each operand, all together. */
static double error_of_point(const SceRun *run, uint32_t op, uint32_t point, const SceNeeds *needs, double *operands) {
  double square = 0, value = run->values[sce_plan_start(&run->plan, op) + point];
  bool exact = true;
  for (uint32_t i = 0; i < needs->count; i++) {
    uint32_t place = place_of(run, sce_need(run->program, needs, i), op, point);
    operands[i] = run->values[place];
    exact = exact && run->errors[place] == 0;
  }
  for (uint32_t i = 0; i < needs->count && !exact && !isnan(value); i++) {
    double own = operands[i], error = run->errors[place_of(run, sce_need(run->program, needs, i), op, point)];
    if (error == 0 || isnan(own)) continue;
    operands[i] = own + error;
    double change = compute(run, op, operands) - value;
    operands[i] = own;
    if (sce_is_finite(change)) square += change * change;
  }
  return sqrt(square);
}

/* Of a reduction over an axis: of the points together; of a least or a greatest one its own. */
static double error_over(const SceRun *run, uint32_t op, uint32_t point) {
  const SceOp *o = &run->program->ops.at[op];
  uint32_t start = place_of(run, o->a, op, point), stride = sce_set_stride(run->program, run->program->ops.at[o->a].axes, o->b), size = run->program->axes.at[o->b].count;
  double value = run->values[sce_plan_start(&run->plan, op) + point], square = 0;
  if (o->kind == SCE_OP_ARGMIN_OVER) return 0;
  for (uint32_t i = 0; i < size; i++) {
    uint32_t place = start + i * stride;
    bool counts = o->kind == SCE_OP_SUM_OVER || o->kind == SCE_OP_MEAN_OVER || run->values[place] == value;
    if (counts) square += run->errors[place] * run->errors[place];
  }
  return o->kind == SCE_OP_MEAN_OVER && size ? sqrt(square) / size : sqrt(square);
}

static double error_of_join(const SceRun *run, uint32_t op, uint32_t point) {
  const SceOp *o = &run->program->ops.at[op];
  uint32_t stride = sce_set_stride(run->program, o->axes, o->a);
  return stride ? run->errors[place_of(run, run->program->operands.at[o->b + point / stride % o->c], op, point)] : 0;
}

static double error_of(const SceRun *run, uint32_t op, uint32_t point, const SceNeeds *needs, double *operands) {
  const SceOp *o = &run->program->ops.at[op];
  switch (o->kind) {
  case SCE_OP_MEAN_OF: case SCE_OP_SD_OF: case SCE_OP_MIN_OF: case SCE_OP_MAX_OF: case SCE_OP_QUANTILE_OF: return sce_samples_error(run, op, point);
  case SCE_OP_SUM_OVER: case SCE_OP_MIN_OVER: case SCE_OP_MAX_OVER: case SCE_OP_MEAN_OVER: case SCE_OP_ARGMIN_OVER: return error_over(run, op, point);
  case SCE_OP_FORWARD: return run->errors[place_of(run, o->a, op, point)];
  case SCE_OP_JOIN: return error_of_join(run, op, point);
  case SCE_OP_PICK: return run->errors[place_of(run, o->a, op, point) + o->c * sce_set_stride(run->program, run->program->ops.at[o->a].axes, o->b)];
  case SCE_OP_CALL: case SCE_OP_SELECT: return error_of_point(run, op, point, needs, operands);
  default: return o->kind >= SCE_OP_ADD && o->kind <= SCE_OP_ROUND ? error_of_point(run, op, point, needs, operands) : 0;
  }
}

void sce_errors_make(SceRun *run) {
  const SceProgram *program = run->program;
  SCE_ARRAY(double) operands = {0};
  bool any = false;
  run->errors = sce_memory_zeroed(((size_t)run->plan.total + 1) * sizeof *run->errors);
  uint32_t loop = 0;
  for (uint32_t i = 0; i < program->ops.count; i++) {
    uint32_t op = program->order.count ? program->order.at[i] : i;
    while (loop < program->loops.count && program->loops.at[loop].first + program->loops.at[loop].count <= i) loop++;
    bool recurs = loop < program->loops.count && i >= program->loops.at[loop].first;
    if (recurs || program->ops.at[op].sampled || !run->stages || !run->stages[op]) continue;
    SceNeeds needs = sce_op_needs(program, op);
    operands.count = 0;
    for (uint32_t k = 0; k < needs.count; k++) sce_array_push(&operands, 0);
    for (uint32_t p = 0; p < run->plan.counts[program->ops.at[op].axes]; p++) {
      double error = error_of(run, op, p, &needs, operands.at);
      run->errors[sce_plan_start(&run->plan, op) + p] = error;
      any |= error > 0;
    }
  }
  sce_array_release(&operands);
  if (any) return;
  free(run->errors);
  run->errors = NULL;
}

double sce_run_error(const SceRun *run, uint32_t op, uint32_t point) { return run->errors ? run->errors[sce_plan_start(&run->plan, op) + point] : 0; }
