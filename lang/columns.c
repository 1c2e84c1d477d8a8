/* What scenarios do to a binding: one formula a column, brought together to one value over scenarios.
 *
 * Usually a formula is worked out once for all columns. Where scenarios turn dependencies around (`a` from `b` in the base, `b` from `a` in a
 * scenario) that would go in a circle although no column does: then the bindings on the circle are split, that is worked
 * out column by column.
 */
#include "compiler.h"

uint32_t sce_column_formula(const SceCompiler *c, uint32_t binding, uint32_t column) {
  SceBindingExtra *extra = &c->extras.at[c->bindings.at[binding].extra];
  if (!column || extra->columns == SCE_NIL) return extra->base;
  uint32_t f = extra->cursor != SCE_NIL && c->formulas.at[extra->cursor].column <= column ? extra->cursor : extra->columns;
  if (c->formulas.at[f].column > column) return extra->base;
  while (c->formulas.at[f].next != SCE_NIL && c->formulas.at[c->formulas.at[f].next].column <= column) f = c->formulas.at[f].next;
  extra->cursor = f;
  return c->formulas.at[f].column == column ? f : extra->base;
}

/* What a column's formula gives in that column: of a reference that scenarios change as well, the block that it means there. */
static SceVal in_column(const SceCompiler *c, const SceVal *columns, uint32_t column) {
  SceVal val = columns[column];
  if (val.type != SCE_VAL_OBJECTS || c->object_sets.at[val.op].axis != 0) return val;
  val.op = c->object_ids.at[c->object_sets.at[val.op].first + column];
  val.type = SCE_VAL_OBJECT;
  return val;
}

/* The first column with a value, which the others are compared with; a column that failed is none. */
static SceVal leading_column(const SceCompiler *c, const SceVal *columns) {
  for (uint32_t i = 0; i < c->scenarios.count; i++)
    if (columns[i].type != SCE_VAL_ERROR && columns[i].type != SCE_VAL_NONE) return in_column(c, columns, i);
  return columns[0];
}

/* One column in the unit of the leading one; false with a finding when it is something else. */
static bool fit_column(SceCompiler *c, uint32_t binding, SceVal leading, SceVal *val) {
  const char *name = sce_spell(c, c->bindings.at[binding].name);
  if ((val->type == SCE_VAL_NONE || val->type == SCE_VAL_ERROR) && (leading.type == SCE_VAL_NUMBER || leading.type == SCE_VAL_TRUTH)) {
    *val = leading;
    val->op = 0;
    return true;
  }
  if (val->type != leading.type) {
    uint32_t node = val->node == SCE_NIL ? leading.node : val->node;
    if (val->type != SCE_VAL_ERROR && node != SCE_NIL) sce_diag_add(c->diags, SCE_E_NOT_A_VALUE, sce_node_span(c, node), "a scenario makes `%s` something else than the base does", name);
    return false;
  }
  if (val->type != SCE_VAL_NUMBER) return true;
  if (!sce_same_dimension(c, leading.unit, val->unit)) {
    const char *x = sce_dim_text(c, sce_unit_dim(c->units, leading.unit)), *y = sce_dim_text(c, sce_unit_dim(c->units, val->unit));
    if (val->node != SCE_NIL && sce_diag_add(c->diags, SCE_E_DECLARED, sce_node_span(c, val->node), "`%s` is %s in the base, and this scenario makes it %s", name, x, y)) {
      if (leading.node != SCE_NIL) sce_diag_note(c->diags, sce_node_span(c, leading.node), "`%s` is %s here", name, x);
      sce_diag_help(c->diags, "a value has one dimension in all scenarios: give it%s", *sce_unit_suffix(c, leading.unit) ? sce_unit_suffix(c, leading.unit) : " as a pure number");
    }
    return false;
  }
  val->op = sce_val_in(c, *val, leading.unit);
  return true;
}

SceVal sce_columns_join(SceCompiler *c, uint32_t binding, const SceVal *columns) {
  SceVal out = leading_column(c, columns);
  if (out.type == SCE_VAL_ERROR || out.type == SCE_VAL_NONE) return out;
  SCE_ARRAY(uint32_t) ops = {0};
  bool sound = out.type == SCE_VAL_NUMBER || out.type == SCE_VAL_TRUTH || out.type == SCE_VAL_OBJECT;
  for (uint32_t i = 0; i < c->scenarios.count; i++) {
    SceVal val = in_column(c, columns, i);
    sound = fit_column(c, binding, out, &val) && sound;
    sce_array_push(&ops, val.op);
    if (val.flags & ~out.flags & SCE_VAL_AXIS) out.axis = val.axis;             /* of several, the first column's is the field's */
    out.flags |= val.flags;
  }
  if (sound && out.type == SCE_VAL_OBJECT) {
    sce_array_push(&c->object_sets, ((SceObjectSet){0, c->object_ids.count, ops.count}));
    for (uint32_t i = 0; i < ops.count; i++) sce_array_push(&c->object_ids, ops.at[i]);
    out.type = SCE_VAL_OBJECTS;
    out.op = c->object_sets.count - 1;
  } else if (sound) {
    out.op = sce_emit_join(c, 0, ops.at, ops.count, out.node == SCE_NIL ? 0 : out.node);
  }
  sce_array_release(&ops);
  return sound ? out : sce_val_error(out.node);
}

SceVal sce_columns_pick(SceCompiler *c, SceVal val, uint32_t column, uint32_t node) {
  if (val.type == SCE_VAL_OBJECTS && c->object_sets.at[val.op].axis == 0) {
    val.op = c->object_ids.at[c->object_sets.at[val.op].first + column];
    val.type = SCE_VAL_OBJECT;
  } else if ((val.type == SCE_VAL_NUMBER || val.type == SCE_VAL_TRUTH) && sce_axes_has(c, c->program->ops.at[val.op].axes, 0)) {
    val.op = sce_emit(c, SCE_OP_PICK, node, val.op, 0, column);
  }
  return val;
}

bool sce_columns_split(SceCompiler *c, uint32_t first) {
  bool more = false, scenarios = false;
  for (uint32_t i = first; i < c->frames.count; i++) {
    uint32_t b = c->frames.at[i].binding;
    if (b == SCE_NIL) continue;
    const SceBinding *binding = &c->bindings.at[b];
    scenarios |= binding->extra && c->extras.at[binding->extra].columns != SCE_NIL;
    more |= !(binding->flags & SCE_BINDING_SPLIT);
  }
  if (!more || !scenarios) return false;
  for (uint32_t i = c->frames.count; i-- > first;) {
    const SceFrame f = c->frames.at[i];
    if (f.binding != SCE_NIL) {
      c->bindings.at[f.binding].flags |= SCE_BINDING_SPLIT;
      if (f.cell == SCE_NIL) c->bindings.at[f.binding].state = SCE_STATE_NEW;
    }
    if (f.kind == SCE_FRAME_FORMULA && f.cell == SCE_NIL) c->formulas.at[f.id].state = SCE_STATE_NEW;
    if (f.kind == SCE_FRAME_INFER) c->fns.at[f.id].state = SCE_STATE_NEW;
    if (f.cell != SCE_NIL) c->cells.at[f.cell].state = SCE_STATE_NEW;
  }
  c->stack.count = c->frames.at[first].base;
  c->frames.count = first;
  return true;
}

static void grow_cells(SceCompiler *c) {
  uint32_t count = c->cell_slots.count ? c->cell_slots.count * 2 : 64;
  sce_array_release(&c->cell_slots);
  c->cell_slots.at = sce_memory_zeroed(count * sizeof *c->cell_slots.at);
  c->cell_slots.count = c->cell_slots.capacity = count;
  for (uint32_t i = 0; i < c->cells.count; i++) {
    uint32_t slot = sce_hash_pair(c->cells.at[i].id, c->cells.at[i].column) & (count - 1);
    while (c->cell_slots.at[slot]) slot = (slot + 1) & (count - 1);
    c->cell_slots.at[slot] = i + 1;
  }
}

uint32_t sce_cell_get(SceCompiler *c, uint32_t id, uint32_t column) {
  if (c->cells.count * 2 >= c->cell_slots.count) grow_cells(c);
  uint32_t mask = c->cell_slots.count - 1, slot = sce_hash_pair(id, column) & mask;
  for (; c->cell_slots.at[slot]; slot = (slot + 1) & mask) {
    const SceCell *cell = &c->cells.at[c->cell_slots.at[slot] - 1];
    if (cell->id == id && cell->column == column) return c->cell_slots.at[slot] - 1;
  }
  sce_array_push(&c->cells, ((SceCell){.id = id, .column = column}));
  return c->cell_slots.at[slot] = c->cells.count, c->cells.count - 1;
}
