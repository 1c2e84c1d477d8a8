/* Back through one operation, point by point of its axes: what grid.c computes forwards.
 *
 * A point whose adjoint is 0 hands on nothing, so that what was not chosen, and may have no value, is not touched.
 */
#include "gradient_partials.h"
#include "gradient_state.h"

/* An operand as the running operation reads it. */
typedef struct Side {
  const double *values;
  double *adjoints;
  SceMap map;
} Side;

/* The points of an operation that are gone through, and its own values and adjoints. */
typedef struct Own {
  const SceOp *op;
  uint32_t id, from, to;
  const double *values, *adjoints;
} Own;

static Side get_side(SceGradient *g, uint32_t value, uint32_t set) {
  uint32_t start = sce_plan_start(&g->run->plan, value);
  return (Side){g->run->values + start, g->adjoints + start, sce_plan_map(&g->run->plan, g->program->ops.at[value].axes, set)};
}

static inline double read_side(Side side, uint32_t point) { return side.values[sce_map_point(side.map, point)]; }
static inline void add_side(Side side, uint32_t point, double amount) {
  if (amount != 0) side.adjoints[sce_map_point(side.map, point)] += amount;
}
static inline double times(double adjoint, double partial) { return partial == 0 ? 0 : adjoint * partial; }

/* --- one point of each operand ----------------------------------------------------------------- */

static void reverse_unary(SceGradient *g, const Own *own) {
  Side a = get_side(g, own->op->a, own->op->axes);
  for (uint32_t p = own->from; p < own->to; p++)
    if (own->adjoints[p] != 0) add_side(a, p, times(own->adjoints[p], sce_partial_unary((SceOpKind)own->op->kind, read_side(a, p), own->values[p])));
}

/* The compiler makes a loop for each kind. */
static inline __attribute__((always_inline)) void reverse_kind(const Own *own, SceOpKind kind, Side a, Side b) {
  for (uint32_t p = own->from; p < own->to; p++) {
    double adjoint = own->adjoints[p];
    if (adjoint == 0) continue;
    uint32_t at_a = sce_map_point(a.map, p), at_b = sce_map_point(b.map, p);
    switch (kind) {
    case SCE_OP_ADD:
      a.adjoints[at_a] += adjoint;
      b.adjoints[at_b] += adjoint;
      break;
    case SCE_OP_SUBTRACT:
      a.adjoints[at_a] += adjoint;
      b.adjoints[at_b] -= adjoint;
      break;
    case SCE_OP_MULTIPLY:
      a.adjoints[at_a] += adjoint * b.values[at_b];
      b.adjoints[at_b] += adjoint * a.values[at_a];
      break;
    default: {
      ScePartials partials = sce_partials_binary(kind, a.values[at_a], b.values[at_b], own->values[p]);
      a.adjoints[at_a] += times(adjoint, partials.a);
      b.adjoints[at_b] += times(adjoint, partials.b);
    }
    }
  }
}

static void reverse_binary(SceGradient *g, const Own *own) {
  Side a = get_side(g, own->op->a, own->op->axes), b = get_side(g, own->op->b, own->op->axes);
  switch (own->op->kind) {
  case SCE_OP_ADD: reverse_kind(own, SCE_OP_ADD, a, b); break;
  case SCE_OP_SUBTRACT: reverse_kind(own, SCE_OP_SUBTRACT, a, b); break;
  case SCE_OP_MULTIPLY: reverse_kind(own, SCE_OP_MULTIPLY, a, b); break;
  default: reverse_kind(own, (SceOpKind)own->op->kind, a, b); break;
  }
}

static void reverse_select(SceGradient *g, const Own *own) {
  Side a = get_side(g, own->op->a, own->op->axes), b = get_side(g, own->op->b, own->op->axes), c = get_side(g, own->op->c, own->op->axes);
  for (uint32_t p = own->from; p < own->to; p++) add_side(read_side(a, p) != 0 ? b : c, p, own->adjoints[p]);
}

static void reverse_each(SceGradient *g, const Own *own) {
  SceNeeds needs = sce_ops_needs(own->op);
  for (uint32_t p = own->from; p < own->to; p++) {
    if (own->adjoints[p] == 0) continue;
    for (uint32_t k = 0; k < needs.count; k++) g->arguments[k] = read_side(get_side(g, sce_need(g->program, &needs, k), own->op->axes), p);
    sce_partials_each(g->run, own->id, g->arguments, needs.count, own->values[p], 0, g->partials);
    for (uint32_t k = 0; k < needs.count; k++) add_side(get_side(g, sce_need(g->program, &needs, k), own->op->axes), p, times(own->adjoints[p], g->partials[k]));
  }
}

/* --- points of other values -------------------------------------------------------------------- */

static void reverse_join(SceGradient *g, const Own *own) {
  uint32_t stride = sce_set_stride(g->program, own->op->axes, own->op->a);
  for (uint32_t p = own->from; p < own->to && stride;) {
    Side side = get_side(g, g->program->operands.at[own->op->b + p / stride % own->op->c], own->op->axes);
    for (uint32_t end = p - p % stride + stride; p < end && p < own->to; p++) add_side(side, p, own->adjoints[p]);
  }
}

static void reverse_pick(SceGradient *g, const Own *own) {
  Side a = get_side(g, own->op->a, own->op->axes);
  a.adjoints += own->op->c * sce_set_stride(g->program, g->program->ops.at[own->op->a].axes, own->op->b);
  for (uint32_t p = own->from; p < own->to; p++) add_side(a, p, own->adjoints[p]);
}

static void reverse_prev(SceGradient *g, const Own *own) {
  const SceOp *op = own->op;
  Side a = get_side(g, op->a, op->axes), b = get_side(g, op->b, op->axes);
  uint32_t axis = op->c & 0xFFFF, back = op->c >> 16, size = g->program->axes.at[axis].count, stride = sce_set_stride(g->program, op->axes, axis);
  size_t offset = (size_t)back * sce_set_stride(g->program, g->program->ops.at[op->a].axes, axis);
  for (uint32_t p = own->from; p < own->to; p++) {
    uint32_t at = stride ? p / stride % size : 0;
    if (at < back) add_side(b, p, own->adjoints[p]);
    else if (own->adjoints[p] != 0) a.adjoints[sce_map_point(a.map, p) - offset] += own->adjoints[p];
  }
}

static void reverse_forward(SceGradient *g, const Own *own) {
  Side a = get_side(g, own->op->a, own->op->axes);
  for (uint32_t p = own->from; p < own->to; p++) add_side(a, p, own->adjoints[p]);
}

/* A least or a greatest value is that of the first point that has it. */
static void reverse_over(SceGradient *g, const Own *own) {
  const SceOp *op = own->op;
  Side a = get_side(g, op->a, op->axes);
  uint32_t size = g->program->axes.at[op->b].count, stride = sce_set_stride(g->program, g->program->ops.at[op->a].axes, op->b);
  bool one = op->kind == SCE_OP_MIN_OVER || op->kind == SCE_OP_MAX_OVER;
  for (uint32_t p = own->from; p < own->to; p++) {
    double adjoint = op->kind == SCE_OP_MEAN_OVER ? own->adjoints[p] / size : own->adjoints[p];
    size_t first = sce_map_point(a.map, p);
    for (size_t k = 0; k < size && adjoint != 0; k++) {
      if (one && a.values[first + k * stride] != own->values[p]) continue;
      a.adjoints[first + k * stride] += adjoint;
      if (one) break;
    }
  }
}

/* --- over samples ------------------------------------------------------------------------------ */

static void reverse_samples(SceGradient *g, const Own *own) {
  const SceOp *op = own->op;
  bool sampled = g->program->ops.at[op->a].sampled, quantile = op->kind == SCE_OP_QUANTILE_OF;
  Side a = get_side(g, op->a, op->axes), b = quantile ? get_side(g, op->b, op->axes) : a;
  for (uint32_t p = own->from; p < own->to; p++) {
    if (own->adjoints[p] == 0) continue;
    if (sampled) {
      SceSeed seed = {.at = {op->a, sce_map_point(a.map, p)}, .kind = op->kind, .weight = own->adjoints[p], .probability = quantile ? read_side(b, p) : 0};
      if (op->kind == SCE_OP_SD_OF) seed.sd = own->values[p];
      if (quantile) seed.by = sce_plan_start(&g->run->plan, op->b) + sce_map_point(b.map, p);
      sce_array_push(&g->seeds, seed);
    } else if (op->kind != SCE_OP_SD_OF) {
      add_side(a, p, own->adjoints[p]);
    }
  }
}

void sce_gradient_reverse(SceGradient *g, uint32_t id, uint32_t from, uint32_t to) {
  uint32_t start = sce_plan_start(&g->run->plan, id);
  Own own = {&g->program->ops.at[id], id, from, to, g->run->values + start, g->adjoints + start};
  switch (own.op->kind) {
  case SCE_OP_ADD: case SCE_OP_SUBTRACT: case SCE_OP_MULTIPLY: case SCE_OP_DIVIDE: case SCE_OP_POWER: case SCE_OP_MIN: case SCE_OP_MAX: reverse_binary(g, &own); break;
  case SCE_OP_NEGATE: case SCE_OP_ABS: case SCE_OP_SQRT: case SCE_OP_EXP: case SCE_OP_LN: case SCE_OP_LOG10: case SCE_OP_LOG2: reverse_unary(g, &own); break;
  case SCE_OP_SELECT: reverse_select(g, &own); break;
  case SCE_OP_JOIN: reverse_join(g, &own); break;
  case SCE_OP_PICK: reverse_pick(g, &own); break;
  case SCE_OP_PREV: reverse_prev(g, &own); break;
  case SCE_OP_FORWARD: reverse_forward(g, &own); break;
  case SCE_OP_SUM_OVER: case SCE_OP_MIN_OVER: case SCE_OP_MAX_OVER: case SCE_OP_MEAN_OVER: reverse_over(g, &own); break;
  case SCE_OP_CALL: case SCE_OP_DISTRIBUTE: case SCE_OP_CUT: case SCE_OP_CHOOSE: case SCE_OP_CORRELATE: case SCE_OP_BLEND: reverse_each(g, &own); break;
  case SCE_OP_MEAN_OF: case SCE_OP_SD_OF: case SCE_OP_MIN_OF: case SCE_OP_MAX_OF: case SCE_OP_QUANTILE_OF: reverse_samples(g, &own); break;
  default: break;                    /* what rests on nothing, and conditions, roundings and places along an axis, which do not move */
  }
}
