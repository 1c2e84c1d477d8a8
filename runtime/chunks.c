/* Large grids by kernels: operations of single numbers over stretches of points where each operand stands still or moves in step.
 *
 * Only what kernels compute to the same bits as compute.h goes this way; where they meet something that is not finite, and for all other operations, the
 * points are computed one by one.
 */
#include "compute.h"
#include "grid.h"
#include "sample/kernel_kinds.h"

enum { GATHER_BELOW = 32 };        /* shorter stretches are put together first */

typedef struct Reader {
  const double *points;
  SceMap map;
  bool moves;                      /* with the points, else it stands still over a stretch */
} Reader;

typedef struct Stretch {
  Reader readers[3];
  uint32_t count;
  uint32_t length;                 /* of aligned stretches over which readers move or stand still */
} Stretch;

static bool has_kernel(SceOpKind kind) {
  if (kind == SCE_OP_SELECT) return true;
  if (kind >= SCE_OP_ADD && kind <= SCE_OP_OR) return kind != SCE_OP_POWER;
  return kind >= SCE_OP_NOT && kind <= SCE_OP_ROUND && !(kind >= SCE_OP_EXP && kind <= SCE_OP_LOG2);
}

/* Takes in the operation's axes from the last one on, as long as each operand has all of them or none. */
static void measure(SceRun *run, const SceOp *op, const uint32_t *operands, Stretch *stretch) {
  const SceProgram *program = run->program;
  const uint16_t *axes = sce_set_axes(program, op->axes);
  bool known = false;
  stretch->length = 1;
  for (uint32_t k = 0; k < stretch->count; k++) {
    uint32_t set = program->ops.at[operands[k]].axes;
    stretch->readers[k] = (Reader){run->values + sce_plan_start(&run->plan, operands[k]), sce_plan_map(&run->plan, set, op->axes), false};
  }
  for (uint32_t i = program->axis_sets.at[op->axes].count; i-- > 0;) {
    uint32_t size = program->axes.at[axes[i]].count;
    if (size == 1) continue;
    for (uint32_t k = 0; k < stretch->count; k++) {
      bool moves = sce_set_stride(program, program->ops.at[operands[k]].axes, axes[i]) != 0;
      if (!known) stretch->readers[k].moves = moves;
      else if (stretch->readers[k].moves != moves) return;
    }
    known = true;
    stretch->length *= size;
  }
}

static bool apply(const SceRun *run, SceOpKind kind, double *out, const double *const operands[3], unsigned scalars, uint32_t count) {
  if (kind == SCE_OP_SELECT) return run->kernels->select(out, operands[0], operands[1], operands[2], scalars, count);
  if (kind >= SCE_OP_NOT) return run->kernels->unary(sce_kernel_unary(kind), out, operands[0], count);
  return run->kernels->binary(sce_kernel_binary(kind), out, operands[0], operands[1], scalars, count);
}

/* At most SCE_BATCH points from `p` on. */
static bool run_chunk(const SceRun *run, SceOpKind kind, double *out, const Stretch *stretch, uint32_t p, uint32_t count, bool gathers) {
  double gathered[3][SCE_BATCH];
  const double *operands[3] = {NULL};
  unsigned scalars = 0;
  for (uint32_t k = 0; k < stretch->count; k++) {
    const Reader *reader = &stretch->readers[k];
    bool flat = !reader->map.index;
    if (!gathers || flat) {
      operands[k] = reader->points + sce_map_point(reader->map, p);
      if (gathers ? reader->map.step == 0 : !reader->moves) scalars |= 1u << k;
    } else {
      for (uint32_t i = 0; i < count; i++) gathered[k][i] = reader->points[reader->map.index[p + i]];
      operands[k] = gathered[k];
    }
  }
  if (scalars == (1u << stretch->count) - 1) return false;
  return apply(run, kind, out, operands, scalars, count);
}

bool sce_chunks_run(SceRun *run, uint32_t id, uint32_t from, uint32_t to) {
  const SceOp *op = &run->program->ops.at[id];
  if (!has_kernel(op->kind)) return false;
  double *out = run->values + sce_plan_start(&run->plan, id);
  uint32_t operands[3] = {op->a, op->b, op->c};
  Stretch stretch = {.count = op->kind == SCE_OP_SELECT ? 3 : op->kind >= SCE_OP_NOT ? 1 : 2};
  measure(run, op, operands, &stretch);
  bool gathers = stretch.length < GATHER_BELOW;
  for (uint32_t p = from; p < to;) {
    uint32_t left = gathers ? to - p : stretch.length - p % stretch.length, count = left < SCE_BATCH ? left : SCE_BATCH;
    if (count > to - p) count = to - p;
    if (!run_chunk(run, op->kind, out + p, &stretch, p, count, gathers)) sce_grid_mapped(run, id, p, p + count);
    p += count;
  }
  return true;
}

/* --- sums over an outer axis ------------------------------------------------------------------- */

/* One row after the other is added to `out`: the same additions in the same order as point by point. */
static bool add_rows(const SceRun *run, SceOpKind kind, double *out, const double *points, uint32_t stride, uint32_t size, uint32_t count) {
  double zero = 0, divisor = size;
  bool sums = kind == SCE_OP_SUM_OVER || kind == SCE_OP_MEAN_OVER;
  if (sums && !run->kernels->binary(SCE_K_ADD, out, points, &zero, SCE_B_SCALAR, count)) return false;
  if (!sums && !run->kernels->unary(SCE_K_NEGATE, out, points, count)) return false;      /* are they all finite? */
  if (!sums) memcpy(out, points, count * sizeof *out);
  for (uint32_t k = 1; k < size; k++)
    if (!run->kernels->binary(sce_kernel_binary(kind), out, points + (size_t)k * stride, out, 0, count)) return false;
  return kind != SCE_OP_MEAN_OVER || run->kernels->binary(SCE_K_DIVIDE, out, out, &divisor, SCE_B_SCALAR, count);
}

bool sce_chunks_reduce(SceRun *run, uint32_t id, uint32_t from, uint32_t to) {
  const SceProgram *program = run->program;
  const SceOp *op = &program->ops.at[id];
  uint32_t stride = sce_set_stride(program, program->ops.at[op->a].axes, op->b), size = program->axes.at[op->b].count;
  if (op->kind == SCE_OP_ARGMIN_OVER || stride < GATHER_BELOW || !size) return false;
  SceMap map = sce_plan_map(&run->plan, program->ops.at[op->a].axes, op->axes);
  double *out = run->values + sce_plan_start(&run->plan, id);
  const double *points = run->values + sce_plan_start(&run->plan, op->a);
  for (uint32_t p = from; p < to;) {
    uint32_t left = stride - p % stride, count = left < SCE_BATCH ? left : SCE_BATCH;
    if (count > to - p) count = to - p;
    if (!add_rows(run, op->kind, out + p, points + sce_map_point(map, p), stride, size, count)) sce_grid_reduced(run, id, p, p + count);
    p += count;
  }
  return true;
}
