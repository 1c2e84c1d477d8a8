/* A field of many blocks at once: `tier.size` of the members of an `each`, `chip.rent` along a sweep over blocks.
 *
 * The blocks are a set along an axis. Their field is one value along that axis, or, where the field refers to blocks, again a set. A member
 * whose reference is swept itself, or differs by scenario, makes a set within the set: the value then has both axes.
 */
#include "compiler.h"

/* Whether the field has its value in all of these objects; else the first one without is being worked on, and `progress` tells how far it came. */
static bool all_are_ready(SceCompiler *c, uint32_t node, SceObjectSet set, uint32_t frame, uint32_t *seen) {
  for (uint32_t i = 0; i < set.count; i++) {
    uint32_t object = c->object_ids.at[set.first + i];
    if (sce_object_is_set(object)) {
      if (!all_are_ready(c, node, sce_object_set(c, object), frame, seen)) return false;
      continue;
    }
    uint32_t at = (*seen)++;
    if (at < c->frames.at[frame].progress) continue;
    uint32_t binding = sce_lookup_in(c, object, c->ast->nodes.at[node].a);
    SceVal val;
    if (binding == SCE_NIL || sce_use_binding(c, node, binding, &val)) continue;
    if (c->frames.count > frame) c->frames.at[frame].progress = at;           /* unless it was taken back, to be split */
    return false;
  }
  return true;
}

static SceVal member_of_set(SceCompiler *c, uint32_t node, SceObjectSet set, SceVal objects);

/* The field of one object of a set, or of each along a further axis. It is ready, but for what waits in a circle. */
static SceVal member_of_one(SceCompiler *c, uint32_t node, uint32_t object, SceVal objects) {
  if (sce_object_is_set(object)) {
    objects.flags &= (uint16_t)~SCE_VAL_EACH_NAME;
    return member_of_set(c, node, sce_object_set(c, object), objects);
  }
  uint32_t binding = sce_lookup_in(c, object, c->ast->nodes.at[node].a);
  SceVal val = sce_val_error(node);
  if (binding == SCE_NIL) sce_lookup_unknown_member(c, object, sce_ast_token_span(c->ast, c->sources, node), c->ast->nodes.at[node].a);
  else if (!sce_use_binding(c, node, binding, &val)) val = (SceVal){.type = SCE_VAL_MISSING};
  return val;
}

static bool is_block(SceVal val) { return val.type == SCE_VAL_OBJECT || val.type == SCE_VAL_OBJECTS; }

/* Puts one object's value beside that of the first; false when it cannot stand there. */
static bool fit_member(SceCompiler *c, uint32_t node, SceVal first, SceVal val, uint32_t *op) {
  *op = val.type == SCE_VAL_OBJECTS ? sce_set_as_object(val.op) : val.op;
  if (val.type == SCE_VAL_ERROR || val.type == SCE_VAL_MISSING) return false;
  if (is_block(first) && is_block(val)) return true;
  bool none = val.type == SCE_VAL_NONE && (first.type == SCE_VAL_NUMBER || first.type == SCE_VAL_TRUTH);
  if (none) *op = 0;
  if (none || (val.type == SCE_VAL_TRUTH && first.type == SCE_VAL_TRUTH)) return true;
  if (val.type != SCE_VAL_NUMBER || first.type != SCE_VAL_NUMBER) {
    SceSpan span = sce_node_span(c, node);
    sce_diag_add(c->diags, SCE_E_NOT_A_VALUE, span, "`%s` is something else in one member than in another: a number, true or false, or a block", sce_quote(c, span));
    return false;
  }
  if (!sce_same_dimension(c, first.unit, val.unit)) {
    sce_conflict_operands(c, node, "be columns of one value", first, val);
    return false;
  }
  *op = sce_val_in(c, val, first.unit);
  return true;
}

/* What the values of the objects are together: a value along the axis of the set, or blocks along it. */
static SceVal join_members(SceCompiler *c, uint32_t node, SceObjectSet set, SceVal objects, SceVal first, const uint32_t *ops) {
  if (is_block(first)) {
    sce_array_push(&c->object_sets, ((SceObjectSet){set.axis, c->object_ids.count, set.count}));
    for (uint32_t i = 0; i < set.count; i++) sce_array_push(&c->object_ids, ops[i]);
    return (SceVal){.type = SCE_VAL_OBJECTS, .flags = SCE_VAL_HAS_NAME, .axis = set.axis, .node = node, .op = c->object_sets.count - 1};
  }
  SceVal out = sce_val_number(sce_emit_join(c, set.axis, ops, set.count, node), first.unit, SCE_VAL_HAS_NAME | (objects.flags & SCE_VAL_EACH_NAME), node);
  out.type = first.type;
  out.axis = set.axis;
  return out;
}

/* Brings the values of one field of many objects together, in the unit of the first that has one. */
static SceVal member_of_set(SceCompiler *c, uint32_t node, SceObjectSet set, SceVal objects) {
  SCE_ARRAY(SceVal) vals = {0};
  SCE_ARRAY(uint32_t) ops = {0};
  SceVal first = sce_val_error(node);
  bool sound = set.count > 0;
  for (uint32_t i = 0; i < set.count && sound; i++) {
    SceVal val = member_of_one(c, node, c->object_ids.at[set.first + i], objects);
    if (val.type == SCE_VAL_MISSING) first = val;
    sound = val.type != SCE_VAL_ERROR && val.type != SCE_VAL_MISSING;
    if (sound && (first.type == SCE_VAL_ERROR || first.type == SCE_VAL_NONE)) first = val;
    sce_array_push(&vals, val);
  }
  for (uint32_t i = 0; i < set.count && sound; i++) {
    uint32_t op;
    sound = first.type == SCE_VAL_NONE || fit_member(c, node, first, vals.at[i], &op);
    if (sound && first.type != SCE_VAL_NONE) sce_array_push(&ops, op);
  }
  SceVal out = first.type == SCE_VAL_MISSING || (sound && first.type == SCE_VAL_NONE) ? first : sound ? join_members(c, node, set, objects, first, ops.at) : sce_val_error(node);
  sce_array_release(&vals);
  sce_array_release(&ops);
  return out;
}

static bool member_of_each(SceCompiler *c, uint32_t node, SceVal objects, SceVal *out) {
  const SceObjectSet set = c->object_sets.at[objects.op];
  uint32_t seen = 0;
  if (!all_are_ready(c, node, set, c->frames.count - 1, &seen)) return false;
  *out = member_of_set(c, node, set, objects);
  return out->type != SCE_VAL_MISSING;
}

/* Nobody is a member: the dimension is still that of the kind's field. */
static bool member_of_none(SceCompiler *c, uint32_t node, SceVal objects, SceVal *out) {
  const SceObjectSet set = c->object_sets.at[objects.op];
  uint32_t each = SCE_NIL;
  for (uint32_t i = 0; i < c->objects.count && each == SCE_NIL; i++) {
    uint32_t b = c->objects.at[i].each_kind;
    if (b != SCE_NIL && c->bindings.at[b].extra && c->extras.at[c->bindings.at[b].extra].axis == set.axis) each = b;
  }
  *out = sce_val_error(node);
  if (each == SCE_NIL) return true;
  uint32_t decl = c->bindings.at[each].decl, kind = sce_kind_find(c, sce_item_file(c, decl), c->ast->items.at[decl].unit);
  if (kind == SCE_NIL) return true;
  uint32_t ghost = sce_object_ghost(c, kind), binding = sce_lookup_in(c, ghost, c->ast->nodes.at[node].a);
  if (binding == SCE_NIL) {
    sce_lookup_unknown_member(c, ghost, sce_ast_token_span(c->ast, c->sources, node), c->ast->nodes.at[node].a);
    return true;
  }
  if (!sce_use_binding(c, node, binding, out)) return false;
  if (out->type == SCE_VAL_NUMBER) {
    out->op = sce_emit_join(c, set.axis, NULL, 0, node);
    out->flags |= SCE_VAL_EACH_NAME;
    out->axis = set.axis;
  } else {
    *out = sce_val_error(node);
  }
  return true;
}

/* The field that the member at `node` names, of all `objects`; false while one of them is still being worked on. */
bool sce_member_of_objects(SceCompiler *c, uint32_t node, SceVal objects, SceVal *out) {
  return c->object_sets.at[objects.op].count ? member_of_each(c, node, objects, out) : member_of_none(c, node, objects, out);
}
