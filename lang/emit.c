/* Operations are made here: each with the axes that its operands have, constants once, nothing while only dimensions are checked. Also the
 * bound on what functions and copies may expand to.
 */
#include "compiler.h"

static bool is_set(const SceProgram *p, uint32_t set, const uint16_t *ids, uint32_t count) {
  return p->axis_sets.at[set].count == count && !memcmp(p->axis_ids.at + p->axis_sets.at[set].first, ids, count * sizeof *ids);
}

/* Whether a value over these axes has few enough points; if not, nothing more is made. */
static bool few_points(SceCompiler *c, const uint16_t *ids, uint32_t count) {
  enum { MOST_POINTS = 1 << 26 };
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

static uint32_t push_op(SceCompiler *c, SceOp op, uint32_t node) {
  SceProgram *p = c->program;
  sce_array_push(&p->ops, op);
  sce_array_push(&p->op_nodes, node);
  return p->ops.count - 1;
}

uint32_t sce_emit(SceCompiler *c, SceOpKind kind, uint32_t node, uint32_t a, uint32_t b, uint32_t cc) {
  if (sce_is_dry(c)) return 0;
  const SceOp *ops = c->program->ops.at;
  uint16_t axes = 0;
  switch (kind) {
    case SCE_OP_PICK:
    case SCE_OP_SUM_OVER:
    case SCE_OP_MIN_OVER:
    case SCE_OP_MAX_OVER:
    case SCE_OP_MEAN_OVER: axes = sce_axes_without(c, ops[a].axes, (uint16_t)b); break;
    case SCE_OP_CALL:
      for (uint32_t i = 0; i < cc; i++) axes = sce_axes_union(c, axes, ops[c->program->operands.at[a + i]].axes);
      break;
    case SCE_OP_SELECT: axes = sce_axes_union(c, sce_axes_union(c, ops[a].axes, ops[b].axes), ops[cc].axes); break;
    case SCE_OP_NONE: break;
    default:
      axes = ops[a].axes;
      if (kind >= SCE_OP_ADD && kind <= SCE_OP_OR) axes = sce_axes_union(c, axes, ops[b].axes);
  }
  return push_op(c, (SceOp){.kind = (uint8_t)kind, .axes = axes, .a = a, .b = b, .c = cc}, node);
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
  uint16_t axes = 0;
  for (uint32_t i = 0; i < count; i++) {
    axes = sce_axes_union(c, axes, c->program->ops.at[ops[i]].axes);
    sce_array_push(&c->program->operands, ops[i]);
  }
  return push_op(c, (SceOp){.kind = SCE_OP_JOIN, .axes = sce_axes_with(c, axes, axis), .a = axis, .b = first, .c = count}, node);
}

