/* Operations are made here: each with the axes that its operands have, constants once, nothing while only dimensions are checked. Also the
 * bound on what functions and copies may expand to.
 */
#include "compiler.h"

static bool is_set(const SceProgram *p, uint32_t set, const uint16_t *ids, uint32_t count) {
  return p->axis_sets.at[set].count == count && !memcmp(p->axis_ids.at + p->axis_sets.at[set].first, ids, count * sizeof *ids);
}

/* Whether a value over these axes has few enough points; if not, nothing more is made. */
static bool few_points(SceCompiler *c, const uint16_t *ids, uint32_t count) {
  enum { MOST_POINTS = 1 << 24 };
  const SceProgram *p = c->program;
  uint64_t points = 1;
  for (uint32_t i = 0; i < count && points <= MOST_POINTS; i++) points *= p->axes.at[ids[i]].count;
  if (points <= MOST_POINTS) return true;
  if (!c->expansion_reported && sce_diag_add(c->diags, SCE_E_EXPANSION, SCE_NO_PLACE, "a value over `%s`, `%s` and %u more axes has more than %d points", sce_spell(c, p->axes.at[ids[0]].path), sce_spell(c, p->axes.at[ids[1]].path), count - 2, MOST_POINTS))
    sce_diag_help(c->diags, "reduce over one axis before the next one comes in: `sum(x over AXIS)`");
  c->expansion_reported = true;
  sce_expand(c, UINT32_MAX, SCE_NO_PLACE);
  return false;
}

static uint16_t axes_intern(SceCompiler *c, const uint16_t *ids, uint32_t count) {
  SceProgram *p = c->program;
  uint32_t key = count;
  if (!count) return 0;
  for (uint32_t i = 0; i < count; i++) key = sce_hash_pair(key, ids[i]);
  uint32_t known = sce_slot_find(c, (SceSpace)SCE_SPACE_AXES, key, count);
  if (known != SCE_NIL && is_set(p, known, ids, count)) return (uint16_t)known;
  for (uint32_t s = 0; known != SCE_NIL && s < p->axis_sets.count; s++)         /* two sets of one key */
    if (is_set(p, s, ids, count)) return (uint16_t)s;
  if (!few_points(c, ids, count)) return 0;
  if (p->axis_sets.count >= UINT16_MAX) {
    sce_expand(c, UINT32_MAX, SCE_NO_PLACE);
    return 0;
  }
  if (known == SCE_NIL) sce_slot_add(c, (SceSpace)SCE_SPACE_AXES, key, count, p->axis_sets.count);
  uint32_t first = p->axis_ids.count;
  for (uint32_t i = 0; i < count; i++) sce_array_push(&p->axis_ids, ids[i]);
  sce_array_push(&p->axis_sets, ((SceAxisSet){first, count}));
  return (uint16_t)(p->axis_sets.count - 1);
}

bool sce_axes_has(const SceCompiler *c, uint16_t axes, uint16_t axis) {
  SceAxisSet s = c->program->axis_sets.at[axes];
  for (uint32_t i = 0; i < s.count; i++)
    if (c->program->axis_ids.at[s.first + i] == axis) return true;
  return false;
}

uint16_t sce_axes_union(SceCompiler *c, uint16_t a, uint16_t b) {
  if (a == b || !b) return a;
  if (!a) return b;
  SCE_ARRAY(uint16_t) ids = {0};
  SceAxisSet s = c->program->axis_sets.at[a], t = c->program->axis_sets.at[b];
  const uint16_t *x = c->program->axis_ids.at + s.first, *y = c->program->axis_ids.at + t.first;
  for (uint32_t i = 0, j = 0; i < s.count || j < t.count;) {
    uint16_t id = j >= t.count || (i < s.count && x[i] <= y[j]) ? x[i] : y[j];
    if (i < s.count && x[i] == id) i++;
    if (j < t.count && y[j] == id) j++;
    sce_array_push(&ids, id);
  }
  uint16_t set = axes_intern(c, ids.at, ids.count);
  sce_array_release(&ids);
  return set;
}

uint16_t sce_axes_with(SceCompiler *c, uint16_t axes, uint16_t axis) { return sce_axes_union(c, axes, axes_intern(c, &axis, 1)); }

uint16_t sce_axes_without(SceCompiler *c, uint16_t axes, uint16_t axis) {
  SCE_ARRAY(uint16_t) ids = {0};
  SceAxisSet s = c->program->axis_sets.at[axes];
  for (uint32_t i = 0; i < s.count; i++)
    if (c->program->axis_ids.at[s.first + i] != axis) sce_array_push(&ids, c->program->axis_ids.at[s.first + i]);
  uint16_t set = axes_intern(c, ids.at, ids.count);
  sce_array_release(&ids);
  return set;
}

bool sce_expand(SceCompiler *c, uint32_t steps, SceSpan span) {
  enum { LIMIT = 4000000 };
  if (c->expansion <= LIMIT) c->expansion = steps > LIMIT ? LIMIT + 1 : c->expansion + steps;
  if (c->expansion <= LIMIT) return true;
  if (!c->expansion_reported) {
    c->expansion_reported = true;
    sce_diag_add(c->diags, SCE_E_EXPANSION, span, "functions and copies expand to more than %d steps", LIMIT);
    sce_diag_help(c->diags, "functions that call functions several times, or copies of copies, multiply; name the repeated part as a field");
  }
  return false;
}

bool sce_is_dry(const SceCompiler *c) { return c->frames.count && sce_array_last(&c->frames).dry; }

/* Counts the points of one more value. All together there may be 2^27, one GiB of them; what goes beyond loses its axes, with a finding. */
static uint16_t count_points(SceCompiler *c, uint16_t axes, uint32_t node) {
  enum { MOST_TOTAL = 1 << 27 };
  if (!axes) return 0;
  SceProgram *p = c->program;
  uint64_t points = 1;
  for (uint32_t i = 0; i < p->axis_sets.at[axes].count; i++) points *= p->axes.at[p->axis_ids.at[p->axis_sets.at[axes].first + i]].count;
  c->points += points;
  if (c->points <= MOST_TOTAL) return axes;
  if (!c->expansion_reported && sce_diag_add(c->diags, SCE_E_EXPANSION, node ? sce_node_span(c, node) : SCE_NO_PLACE, "the values up to here have more than %d points in all", MOST_TOTAL))
    sce_diag_help(c->diags, "sweep over fewer points, or reduce over one axis before the next one comes in: `sum(x over AXIS)`");
  c->expansion_reported = true;
  sce_expand(c, UINT32_MAX, SCE_NO_PLACE);
  return 0;
}

static uint32_t push_op(SceCompiler *c, SceOp op, uint32_t node) {
  SceProgram *p = c->program;
  op.axes = count_points(c, op.axes, node);
  sce_array_push(&p->ops, op);
  sce_array_push(&p->op_nodes, node);
  return p->ops.count - 1;
}

/* The axes of an operation, and whether it has samples: what its operands have, less what it reduces. */
static void derive(SceCompiler *c, SceOp *op) {
  const SceProgram *p = c->program;
  const SceOp *ops = p->ops.at;
  uint16_t axes = 0;
  bool sampled = false;
  SceNeeds needs = sce_ops_needs(op);
  for (uint32_t i = 0; i < needs.count; i++) {
    const SceOp need = ops[sce_need(p, &needs, i)];
    axes = sce_axes_union(c, axes, need.axes);
    sampled |= need.sampled;
  }
  switch (op->kind) {
    case SCE_OP_PICK:
    case SCE_OP_SUM_OVER:
    case SCE_OP_MIN_OVER:
    case SCE_OP_MAX_OVER:
    case SCE_OP_MEAN_OVER:
    case SCE_OP_ARGMIN_OVER: axes = sce_axes_without(c, axes, (uint16_t)op->b); break;
    case SCE_OP_JOIN:
    case SCE_OP_AXIS: axes = sce_axes_with(c, axes, (uint16_t)op->a); break;
    case SCE_OP_PREV: axes = sce_axes_with(c, axes, (uint16_t)(op->c & 0xFFFF)); break;
    case SCE_OP_DRAW:
      axes = op->axes;
      sampled = true;
      break;
    case SCE_OP_MEAN_OF:
    case SCE_OP_SD_OF:
    case SCE_OP_MIN_OF:
    case SCE_OP_MAX_OF:
    case SCE_OP_QUANTILE_OF: sampled = false; break;
    default: break;
  }
  op->axes = axes;
  op->sampled = sampled;
}

static uint32_t push_derived(SceCompiler *c, SceOp op, uint32_t node) {
  derive(c, &op);
  return push_op(c, op, node);
}

uint32_t sce_emit(SceCompiler *c, SceOpKind kind, uint32_t node, uint32_t a, uint32_t b, uint32_t cc) {
  if (sce_is_dry(c)) return 0;
  return push_derived(c, (SceOp){.kind = (uint8_t)kind, .a = a, .b = b, .c = cc}, node);
}

uint32_t sce_emit_many(SceCompiler *c, SceOpKind kind, uint32_t node, uint32_t b, const uint32_t *operands, uint32_t count) {
  if (sce_is_dry(c)) return 0;
  uint32_t first = c->program->operands.count;
  for (uint32_t i = 0; i < count; i++) sce_array_push(&c->program->operands, operands[i]);
  return push_derived(c, (SceOp){.kind = (uint8_t)kind, .a = first, .b = b, .c = count}, node);
}

bool sce_op_is_draw(const SceCompiler *c, uint32_t op, SceDraw draw, uint16_t axes, const uint16_t *order) {
  const SceOp *known = &c->program->ops.at[op];
  const SceDraw *other = &c->program->draws.at[known->a];
  if (other->path != draw.path || other->ordinal != draw.ordinal || known->axes != axes) return false;
  return !axes || !memcmp(sce_draw_axes(c->program, known), order, c->program->axis_sets.at[axes].count * sizeof *order);
}

uint32_t sce_emit_draw(SceCompiler *c, SceDraw draw, uint16_t axes, const uint16_t *order) {
  uint32_t count = c->program->axis_sets.at[axes].count;
  draw.order = count > 1 ? c->program->axis_ids.count + 1 : 0;
  for (uint32_t i = 0; i < count && count > 1; i++) sce_array_push(&c->program->axis_ids, order[i]);
  sce_array_push(&c->program->draws, draw);
  return push_op(c, (SceOp){.kind = SCE_OP_DRAW, .sampled = 1, .axes = axes, .a = c->program->draws.count - 1}, 0);
}

uint32_t sce_emit_axis(SceCompiler *c, uint16_t axis, uint32_t node) { return sce_emit(c, SCE_OP_AXIS, node, axis, 0, 0); }

void sce_emit_settle_axes(SceCompiler *c, uint32_t from) {
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = from; i < c->program->ops.count; i++) {
      SceOp op = c->program->ops.at[i];
      if (op.kind == SCE_OP_CONSTANT || op.kind == SCE_OP_NONE) continue;
      uint16_t axes = op.axes;
      uint8_t sampled = op.sampled;
      derive(c, &op);
      if (op.axes == axes && op.sampled == sampled) continue;
      if (op.axes != axes) op.axes = count_points(c, op.axes, c->program->op_nodes.at[i]);
      if (op.axes == axes && op.sampled == sampled) continue;
      c->program->ops.at[i] = op;
      changed = true;
    }
  }
}

/* ---- the same again, over other draws ---- */

static uint32_t placed(const SceEmitMap *map, uint32_t op) {
  for (uint32_t i = 0; i < map->pairs.count; i++)
    if (map->pairs.at[i].from == op) return map->pairs.at[i].to;
  return op >= map->from && op - map->from < map->count ? map->place[op - map->from] : op;
}

/* An operation that needs something replaced, made anew; others stay what they are. */
static uint32_t emit_one_again(SceCompiler *c, const SceEmitMap *map, uint32_t index) {
  SceOp op = c->program->ops.at[index];
  SceNeeds needs = sce_op_needs(c->program, index);
  bool same = true;
  for (uint32_t i = 0; i < needs.count && same; i++) {
    uint32_t need = sce_need(c->program, &needs, i);
    same = placed(map, need) == need;
  }
  if (same || op.kind == SCE_OP_CONSTANT) return index;
  if (needs.many) {
    uint32_t first = c->program->operands.count;
    for (uint32_t i = 0; i < needs.count; i++) {
      uint32_t need = placed(map, c->program->operands.at[needs.first + i]);
      sce_array_push(&c->program->operands, need);
    }
    if (op.kind == SCE_OP_JOIN) op.b = first;
    else op.a = first;
  } else {
    if (needs.count > 0) op.a = placed(map, op.a);
    if (needs.count > 1) op.b = placed(map, op.b);
    if (needs.count > 2) op.c = placed(map, op.c);
  }
  return push_derived(c, op, c->program->op_nodes.at[index]);
}

uint32_t sce_emit_again(SceCompiler *c, const SceEmitMap *map, uint32_t op) {
  for (uint32_t i = 0; i < map->count; i++) map->place[i] = emit_one_again(c, map, map->from + i);
  return placed(map, op);
}

uint32_t sce_emit_constant(SceCompiler *c, double number, uint32_t node) {
  if (sce_is_dry(c)) return 0;
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  uint32_t slot = (uint32_t)(bits * 0x9E3779B97F4A7C15u >> 54), known = c->constant_cache[slot];
  if (known && !memcmp(&c->program->ops.at[known].number, &number, sizeof number)) return known;
  return c->constant_cache[slot] = push_op(c, (SceOp){.kind = SCE_OP_CONSTANT, .number = number}, node);
}

uint32_t sce_emit_scaled(SceCompiler *c, uint32_t op, SceScale scale, uint32_t node) {
  if (scale.num != 1) op = sce_emit(c, SCE_OP_MULTIPLY, node, op, sce_emit_constant(c, scale.num, node), 0);
  if (scale.den != 1) op = sce_emit(c, SCE_OP_DIVIDE, node, op, sce_emit_constant(c, scale.den, node), 0);
  return op;
}

uint32_t sce_emit_join(SceCompiler *c, uint16_t axis, const uint32_t *ops, uint32_t count, uint32_t node) {
  if (sce_is_dry(c)) return 0;
  uint32_t first = c->program->operands.count;
  for (uint32_t i = 0; i < count; i++) sce_array_push(&c->program->operands, ops[i]);
  return push_derived(c, (SceOp){.kind = SCE_OP_JOIN, .a = axis, .b = first, .c = count}, node);
}

uint32_t sce_emit_field(SceCompiler *c, uint32_t op) { return push_derived(c, (SceOp){.kind = SCE_OP_FORWARD, .a = op}, c->program->op_nodes.at[op]); }

uint32_t sce_op_behind_fields(const SceCompiler *c, uint32_t op) {
  while (c->program->fields.count && c->program->ops.at[op].kind == SCE_OP_FORWARD && sce_program_field(c->program, op)) op = c->program->ops.at[op].a;
  return op;
}

/* ---- what is known before anything runs ---- */

static bool constant_value_at(const SceCompiler *c, uint32_t op, int depth, double *out) {
  if (op == SCE_NO_OP || depth > 8) return false;
  const SceOp o = c->program->ops.at[sce_op_behind_fields(c, op)];
  double a, b;
  if (o.kind == SCE_OP_CONSTANT) return *out = o.number, true;
  if (o.kind != SCE_OP_NEGATE && (o.kind < SCE_OP_ADD || o.kind > SCE_OP_DIVIDE)) return false;
  if (!constant_value_at(c, o.a, depth + 1, &a)) return false;
  if (o.kind == SCE_OP_NEGATE) return *out = -a, true;
  if (!constant_value_at(c, o.b, depth + 1, &b) || (o.kind == SCE_OP_DIVIDE && b == 0)) return false;
  *out = o.kind == SCE_OP_ADD ? a + b : o.kind == SCE_OP_SUBTRACT ? a - b : o.kind == SCE_OP_MULTIPLY ? a * b : a / b;
  return true;
}

bool sce_constant_value(const SceCompiler *c, uint32_t op, double *out) { return constant_value_at(c, op, 0, out); }
