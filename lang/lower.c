/* Formulas become operations.
 *
 * A machine with a stack of operands and a stack of frames walks the nodes of a formula in their order. When it meets a name whose
 * value is not known yet, it suspends the formula (the cursor stays) and pushes a frame for that name's formula; so values
 * come out in the order in which they are needed, a circle shows as a name that is already being worked on, and no input,
 * however deep or long, drives the C stack.
 */
#include "compiler.h"

/* ---- operations and axes ---- */

static uint16_t axes_intern(SceCompiler *c, const uint16_t *ids, uint32_t count) {
  SceProgram *p = c->program;
  for (uint32_t s = 0; s < p->axis_sets.count; s++)
    if (p->axis_sets.at[s].count == count && (!count || !memcmp(p->axis_ids.at + p->axis_sets.at[s].first, ids, count * sizeof *ids))) return (uint16_t)s;
  if (p->axis_sets.count >= UINT16_MAX) {
    sce_expand(c, UINT32_MAX, SCE_NIL);
    return 0;
  }
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

bool sce_expand(SceCompiler *c, uint32_t steps, uint32_t node) {
  enum { LIMIT = 20000000 };
  if (c->expansion <= LIMIT) c->expansion = steps > LIMIT ? LIMIT + 1 : c->expansion + steps;
  if (c->expansion <= LIMIT) return true;
  if (!c->expansion_reported) {
    c->expansion_reported = true;
    SceSpan span = node == SCE_NIL ? SCE_NO_PLACE : sce_node_span(c, node);
    sce_diag_add(c->diags, SCE_E_EXPANSION, span, "functions and copies expand to more than %d steps", LIMIT);
    sce_diag_help(c->diags, "functions that call functions several times, or copies of copies, multiply; name the repeated part as a field");
  }
  return false;
}

static bool is_dry(const SceCompiler *c) { return c->frames.count && sce_array_last(&c->frames).dry; }

static uint32_t push_op(SceCompiler *c, SceOp op, uint32_t node) {
  SceProgram *p = c->program;
  sce_array_push(&p->ops, op);
  sce_array_push(&p->op_nodes, node);
  return p->ops.count - 1;
}

uint32_t sce_emit(SceCompiler *c, SceOpKind kind, uint32_t node, uint32_t a, uint32_t b, uint32_t cc) {
  if (is_dry(c)) return 0;
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
  if (is_dry(c)) return 0;
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
  if (is_dry(c)) return 0;
  uint32_t first = c->program->operands.count;
  uint16_t axes = 0;
  for (uint32_t i = 0; i < count; i++) {
    axes = sce_axes_union(c, axes, c->program->ops.at[ops[i]].axes);
    sce_array_push(&c->program->operands, ops[i]);
  }
  return push_op(c, (SceOp){.kind = SCE_OP_JOIN, .axes = sce_axes_with(c, axes, axis), .a = axis, .b = first, .c = count}, node);
}

/* ---- frames ---- */

void sce_frame_push(SceCompiler *c, SceFrame frame, SceExpr expr) {
  frame.cursor = expr.first;
  frame.last = expr.last;
  frame.base = frame.kind == SCE_FRAME_FUNCTION ? frame.base : c->stack.count;
  sce_array_push(&c->frames, frame);
}

static SceFrame frame_for(SceCompiler *c, SceFrameKind kind, uint32_t id, uint32_t binding, uint32_t layer) {
  SceFrame f = {.kind = (uint8_t)kind, .id = id, .layer = layer, .binding = binding, .fn = SCE_NIL, .expected = SCE_UNIT_INVALID};
  if (binding != SCE_NIL) {
    f.dry = c->objects.at[c->bindings.at[binding].object].flags & SCE_OBJECT_GHOST;
    f.expected = sce_binding_declared_unit(c, binding);
  }
  return f;
}

SceVal sce_val_error(uint32_t node) { return (SceVal){.type = SCE_VAL_ERROR, .node = node, .unit = SCE_UNIT_ONE}; }

SceVal sce_val_number(uint32_t op, SceUnit unit, uint8_t flags, uint32_t node) {
  return (SceVal){.type = SCE_VAL_NUMBER, .flags = flags, .node = node, .op = op, .unit = unit};
}

static void finish_binding(SceCompiler *c, uint32_t binding, SceVal val) {
  SceBinding *b = &c->bindings.at[binding];
  b->state = SCE_STATE_DONE;
  b->val_type = val.type;
  b->val_flags = val.flags;
  b->op = val.op;
  b->unit = val.unit;
}

/* ---- declarations ---- */

uint32_t sce_binding_reference_kind(SceCompiler *c, uint32_t binding) {
  SceBinding *b = &c->bindings.at[binding];
  if (b->decl == SCE_NIL || b->type == SCE_BINDING_EACH || b->type == SCE_BINDING_BLOCK) return SCE_NIL;
  if (b->type == SCE_BINDING_VALUE && b->spare) return SCE_NIL;               /* looked before: a unit */
  uint32_t file = sce_item_file(c, b->decl);
  uint32_t kind = file == SCE_NIL ? SCE_NIL : sce_kind_find(c, file, c->ast->items.at[b->decl].unit);
  b = &c->bindings.at[binding];
  b->spare = 1;
  if (kind != SCE_NIL) b->type = SCE_BINDING_REFERENCE;
  return kind;
}

SceUnit sce_binding_declared_unit(SceCompiler *c, uint32_t binding) {
  uint32_t decl = c->bindings.at[binding].decl;
  if (decl == SCE_NIL) {
    if (!(c->bindings.at[binding].flags & SCE_BINDING_MEMBER)) return SCE_UNIT_INVALID;
    uint32_t each = c->objects.at[c->bindings.at[binding].object].each_unit;
    if (each == SCE_NIL) return SCE_UNIT_INVALID;
    decl = c->bindings.at[each].decl;
  } else if (sce_binding_reference_kind(c, binding) != SCE_NIL) {
    return SCE_UNIT_INVALID;
  }
  return sce_unit_parse(c->units, c->ast->items.at[decl].unit, false, sce_unit_span(c, decl));
}

/* Brings a formula's value to what its field declares. */
static SceVal settle(SceCompiler *c, uint32_t binding, SceVal val) {
  uint32_t kind = sce_binding_reference_kind(c, binding), root = val.node;
  uint32_t decl = c->bindings.at[binding].decl;
  if (val.type == SCE_VAL_ERROR) return val;
  if (kind != SCE_NIL) {
    bool object = val.type == SCE_VAL_OBJECT || val.type == SCE_VAL_OBJECTS;
    uint32_t count = val.type == SCE_VAL_OBJECTS ? c->object_sets.at[val.op].count : 1;
    for (uint32_t i = 0; object && i < count; i++) {
      uint32_t target = val.type == SCE_VAL_OBJECT ? val.op : c->object_ids.at[c->object_sets.at[val.op].first + i];
      sce_object_build(c, target);
      uint32_t own = c->objects.at[target].kind;
      if (own == SCE_NIL && !(c->objects.at[target].flags & SCE_OBJECT_FILE)) return sce_val_error(root);
      if (own != SCE_NIL && sce_kind_is(c, own, kind)) continue;
      if (sce_diag_add(c->diags, SCE_E_WRONG_KIND, sce_node_span(c, root), "`%s` refers to a %s, and `%s` is %s%s", sce_spell(c, c->bindings.at[binding].name), sce_spell(c, c->kinds.at[kind].name),
                       sce_quote(c, sce_node_span(c, root)), own == SCE_NIL ? "a file" : "a ", own == SCE_NIL ? "" : sce_spell(c, c->kinds.at[own].name)))
        sce_diag_note(c->diags, sce_unit_span(c, decl), "declared here");
      return sce_val_error(root);
    }
    if (object) return val;
    if (sce_diag_add(c->diags, SCE_E_WRONG_KIND, sce_node_span(c, root), "`%s` refers to a block of kind `%s`; this is %s", sce_spell(c, c->bindings.at[binding].name), sce_spell(c, c->kinds.at[kind].name), val.type == SCE_VAL_TEXT ? "text" : "a value")) {
      sce_diag_note(c->diags, sce_unit_span(c, decl), "declared here");
      sce_diag_help(c->diags, "name a block of that kind");
    }
    return sce_val_error(root);
  }
  SceUnit declared = sce_binding_declared_unit(c, binding);
  if (val.type == SCE_VAL_NONE) return declared == SCE_UNIT_INVALID ? val : sce_val_number(0, declared, val.flags, root);
  if (declared == SCE_UNIT_INVALID && (val.type == SCE_VAL_OBJECT || val.type == SCE_VAL_OBJECTS || val.type == SCE_VAL_TRUTH)) return val;
  if (!sce_val_is_number(c, &val)) return sce_val_error(root);
  if (declared == SCE_UNIT_INVALID) return val;
  if (!sce_same_dimension(c, val.unit, declared)) {
    uint32_t item = decl != SCE_NIL ? decl : c->bindings.at[c->objects.at[c->bindings.at[binding].object].each_unit].decl;
    sce_conflict_declared(c, root, declared, item, val, sce_spell(c, c->bindings.at[binding].name));
    return sce_val_error(root);
  }
  val.op = sce_val_in(c, val, declared);
  val.unit = declared;
  return val;
}

/* ---- required fields ---- */

static SceVal missing_reference(SceCompiler *c, uint32_t binding, uint32_t kind) {
  const SceBinding b = c->bindings.at[binding];
  const SceObject owner = c->objects.at[b.object];
  uint32_t found = SCE_NIL, count = 0;
  SceText *names = sce_quote_buffer(c);
  for (uint32_t i = 0; i < c->objects.count; i++) {
    if (c->objects.at[i].root != owner.root || c->objects.at[i].item == SCE_NIL || i == b.object) continue;
    if (c->objects.at[i].flags & (SCE_OBJECT_GHOST | SCE_OBJECT_LIBRARY)) continue;
    if (c->objects.at[i].state == SCE_STATE_NEW) sce_object_build(c, i);
    const SceObject *o = &c->objects.at[i];
    if ((o->flags & SCE_OBJECT_COPY) || o->kind == SCE_NIL || !sce_kind_is(c, o->kind, kind)) continue;
    found = i;
    if (count++ < 8) sce_text_add_format(names, "%s`%s`", count > 1 ? ", " : "", sce_spell(c, c->objects.at[i].path));
  }
  if (count == 1) return (SceVal){.type = SCE_VAL_OBJECT, .op = found, .flags = SCE_VAL_HAS_NAME};
  const char *kind_name = sce_spell(c, c->kinds.at[kind].name), *name = sce_spell(c, b.name);
  SceSpan span = owner.item == SCE_NIL ? SCE_NO_PLACE : sce_item_name_span(c, owner.item);
  bool added = count ? sce_diag_add(c->diags, SCE_E_REFERENCE, span, "`%s` needs `%s`, and several blocks of kind `%s` could be meant: %s", sce_spell(c, owner.path), name, kind_name, names->bytes)
                     : sce_diag_add(c->diags, SCE_E_REFERENCE, span, "`%s` needs `%s`, and this file has no block of kind `%s`", sce_spell(c, owner.path), name, kind_name);
  if (!added) return sce_val_error(SCE_NIL);
  sce_diag_note(c->diags, sce_item_name_span(c, b.decl), "required here");
  sce_diag_help(c->diags, count ? "say which one: `%s = NAME`" : "name a block of that kind, such as one of the library: `%s = NAME`", name);
  return sce_val_error(SCE_NIL);
}

static SceVal missing_value(SceCompiler *c, uint32_t binding) {
  const SceBinding b = c->bindings.at[binding];
  const SceObject owner = c->objects.at[b.object];
  uint32_t kind = sce_binding_reference_kind(c, binding);
  if (owner.flags & SCE_OBJECT_GHOST) {
    if (kind != SCE_NIL) return (SceVal){.type = SCE_VAL_OBJECT, .op = sce_object_ghost(c, kind), .flags = SCE_VAL_HAS_NAME};
    SceUnit unit = sce_binding_declared_unit(c, binding);
    return unit == SCE_UNIT_INVALID ? sce_val_error(SCE_NIL) : sce_val_number(0, unit, SCE_VAL_HAS_NAME, SCE_NIL);
  }
  if (kind != SCE_NIL) return missing_reference(c, binding, kind);
  SceSpan span = owner.item == SCE_NIL ? sce_item_name_span(c, b.decl) : sce_item_name_span(c, owner.item);
  const char *name = sce_spell(c, b.name);
  if (owner.flags & SCE_OBJECT_FILE) {
    if (sce_diag_add(c->diags, SCE_E_REQUIRED, span, "`%s` is declared but has no value", name)) sce_diag_help(c->diags, "write `%s : %s = …`", name, sce_spell(c, c->ast->items.at[b.decl].unit));
    return sce_val_error(SCE_NIL);
  }
  if (sce_diag_add(c->diags, SCE_E_REQUIRED, span, "`%s` needs `%s`", sce_spell(c, owner.path), name)) {
    sce_diag_note(c->diags, sce_item_name_span(c, b.decl), "the kind `%s` requires it here", owner.kind == SCE_NIL ? "?" : sce_spell(c, c->kinds.at[owner.kind].name));
    sce_diag_help(c->diags, "add `%s = … %s` to the block, or `= none` where there is no such value", name, sce_spell(c, c->ast->items.at[b.decl].unit));
  }
  return sce_val_error(SCE_NIL);
}

/* ---- columns ---- */

static uint32_t column_formula(const SceCompiler *c, uint32_t binding, uint32_t column) {
  const SceBindingExtra *extra = &c->extras.at[c->bindings.at[binding].extra];
  uint32_t f = column ? extra->columns : extra->base;
  while (column && f != SCE_NIL && c->formulas.at[f].column != column) f = c->formulas.at[f].next;
  return f == SCE_NIL ? extra->base : f;
}

static void push_formula(SceCompiler *c, uint32_t formula) {
  SceFormula *f = &c->formulas.at[formula];
  f->state = SCE_STATE_ACTIVE;
  if (f->item == SCE_NIL) {                                                   /* required, and only scenarios give it */
    bool given = c->extras.at[c->bindings.at[f->binding].extra].columns != SCE_NIL;
    SceVal none = {.type = SCE_VAL_NONE, .node = SCE_NIL};
    SceVal val = given ? settle(c, f->binding, none) : missing_value(c, f->binding);
    f = &c->formulas.at[formula];
    f->val = val;
    f->state = SCE_STATE_DONE;
    return;
  }
  SceExpr expr = c->ast->items.at[f->item].expr;
  sce_frame_push(c, frame_for(c, SCE_FRAME_FORMULA, formula, f->binding, f->layer), expr);
}

/* All columns are known: one value over scenarios, or over the blocks that a reference means in each. */
static SceVal join_columns(SceCompiler *c, uint32_t binding) {
  SceVal base = c->formulas.at[column_formula(c, binding, 0)].val;
  uint32_t count = c->scenarios.count, node = base.node;
  if (c->extras.at[c->bindings.at[binding].extra].columns == SCE_NIL) return base;
  SCE_ARRAY(uint32_t) ops = {0};
  bool objects = false, numbers = false;
  for (uint32_t i = 0; i < count; i++) {
    SceVal val = c->formulas.at[column_formula(c, binding, i)].val;
    if (val.type == SCE_VAL_ERROR || val.type == SCE_VAL_OBJECTS) goto failed;
    objects |= val.type == SCE_VAL_OBJECT;
    if (val.type == SCE_VAL_NUMBER && !numbers) {
      numbers = true;
      if (base.type == SCE_VAL_NONE) base = sce_val_number(0, val.unit, 0, val.node);
    }
  }
  for (uint32_t i = 0; i < count; i++) {
    SceVal val = c->formulas.at[column_formula(c, binding, i)].val;
    if (val.type == SCE_VAL_NONE && !objects) val = sce_val_number(0, base.unit, 0, node);
    if (val.type != base.type) {
      sce_diag_add(c->diags, SCE_E_NOT_A_VALUE, sce_node_span(c, val.node == SCE_NIL ? node : val.node), "a scenario makes `%s` something else than the base does", sce_spell(c, c->bindings.at[binding].name));
      goto failed;
    }
    if (val.type == SCE_VAL_NUMBER && !sce_same_dimension(c, base.unit, val.unit)) {
      sce_conflict_declared(c, val.node, base.unit, c->bindings.at[binding].item, val, sce_spell(c, c->bindings.at[binding].name));
      goto failed;
    }
    if (val.type == SCE_VAL_NUMBER) val.op = sce_val_in(c, val, base.unit);
    sce_array_push(&ops, val.op);
    base.flags |= val.flags;
  }
  if (objects) {
    sce_array_push(&c->object_sets, ((SceObjectSet){0, c->object_ids.count, count}));
    for (uint32_t i = 0; i < count; i++) sce_array_push(&c->object_ids, ops.at[i]);
    base.type = SCE_VAL_OBJECTS;
    base.op = c->object_sets.count - 1;
  } else {
    base.op = sce_emit_join(c, 0, ops.at, count, node == SCE_NIL ? 0 : node);
  }
  sce_array_release(&ops);
  return base;
failed:
  sce_array_release(&ops);
  return sce_val_error(node);
}

static void step_columns(SceCompiler *c) {
  uint32_t binding = sce_frame(c)->binding;
  const SceBindingExtra extra = c->extras.at[c->bindings.at[binding].extra];
  if (c->formulas.at[extra.base].state == SCE_STATE_NEW) {
    push_formula(c, extra.base);
    return;
  }
  for (uint32_t f = extra.columns; f != SCE_NIL; f = c->formulas.at[f].next)
    if (c->formulas.at[f].state == SCE_STATE_NEW) {
      push_formula(c, f);
      return;
    }
  finish_binding(c, binding, join_columns(c, binding));
  c->frames.count--;
}

/* ---- names ---- */

static const char *binding_path(SceCompiler *c, uint32_t binding) {
  const SceBinding *b = &c->bindings.at[binding];
  SceText *text = sce_quote_buffer(c);
  if (!(c->objects.at[b->object].flags & SCE_OBJECT_FILE)) sce_text_add_format(text, "%s.", sce_spell(c, c->objects.at[b->object].path));
  sce_text_add_string(text, sce_spell(c, b->name));
  return text->bytes;
}

static void report_cycle(SceCompiler *c, uint32_t node, uint32_t binding) {
  uint32_t first = 0, named = 0;
  while (first < c->frames.count && c->frames.at[first].binding != binding) first++;
  SceText path = {0};
  uint32_t last = SCE_NIL;
  for (uint32_t i = first; i < c->frames.count; i++) {
    uint32_t b = c->frames.at[i].binding;
    if (b == SCE_NIL || b == last) continue;
    last = b;
    if (named++ < 12) sce_text_add_format(&path, "%s -> ", binding_path(c, b));
  }
  if (named > 12) sce_text_add_format(&path, "(%u more) -> ", named - 12);
  if (sce_diag_add(c->diags, SCE_E_CYCLE, sce_node_span(c, node), "`%s` depends on itself: %s%s", binding_path(c, binding), path.bytes ? path.bytes : "", binding_path(c, binding))) {
    uint32_t notes = 0;
    for (uint32_t i = first; i + 1 < c->frames.count && notes < 8; i++) {
      const SceFrame f = c->frames.at[i];
      uint32_t to = c->frames.at[i + 1].binding;
      if (f.kind == SCE_FRAME_COLUMNS || f.binding == SCE_NIL || to == SCE_NIL || to == f.binding) continue;
      sce_diag_note(c->diags, sce_node_span(c, f.cursor), "`%s` needs `%s` here", binding_path(c, f.binding), binding_path(c, to));
      notes++;
    }
    sce_diag_help(c->diags, "give one of them a value of its own");
  }
  sce_text_release(&path);
}

/* Starts work on a binding that nobody needed so far. */
static void push_binding(SceCompiler *c, uint32_t binding) {
  SceBinding *b = &c->bindings.at[binding];
  b->state = SCE_STATE_ACTIVE;
  if (b->extra && c->extras.at[b->extra].base != SCE_NIL) {
    sce_frame_push(c, frame_for(c, SCE_FRAME_COLUMNS, binding, binding, b->layer), SCE_NO_EXPR);
    return;
  }
  if (b->item == SCE_NIL) {
    finish_binding(c, binding, missing_value(c, binding));
    return;
  }
  uint32_t layer = b->layer;
  SceExpr expr = c->ast->items.at[b->item].expr;
  sce_frame_push(c, frame_for(c, SCE_FRAME_BINDING, binding, binding, layer), expr);
}

/* What an own path means inside a replacement: the formula that it replaces. False: wait. */
static bool use_previous(SceCompiler *c, uint32_t formula, SceVal *out) {
  const SceFormula f = c->formulas.at[formula];
  uint32_t previous = f.previous;
  if (previous == SCE_NIL && f.column) previous = column_formula(c, f.binding, c->scenarios.at[f.column].from);
  if (previous == SCE_NIL) return false;
  if (c->formulas.at[previous].state == SCE_STATE_NEW) {
    push_formula(c, previous);
    return false;
  }
  *out = c->formulas.at[previous].val;
  return true;
}

static uint32_t each_axis(SceCompiler *c, uint32_t each, bool blocks) {
  SceBindingExtra *extra = sce_binding_extra(c, each);
  if (extra->axis != SCE_NIL) return extra->axis;
  const SceBinding b = c->bindings.at[each];
  SceProgram *p = c->program;
  uint32_t axis = p->axes.count, first = p->labels.count;
  if (axis >= UINT16_MAX) {
    sce_expand(c, UINT32_MAX, SCE_NIL);
    return 0;
  }
  for (uint32_t m = c->objects.at[b.object].first_binding; m != SCE_NIL; m = c->bindings.at[m].next)
    if ((c->bindings.at[m].flags & SCE_BINDING_MEMBER) && (c->bindings.at[m].type == SCE_BINDING_BLOCK) == blocks) sce_array_push(&p->labels, c->bindings.at[m].name);
  SceName path = sce_path_join(c, c->objects.at[b.object].path, b.name);
  sce_array_push(&p->axes, ((SceAxis){SCE_AXIS_EACH, b.name, path, first, p->labels.count - first}));
  sce_binding_extra(c, each)->axis = axis;
  return axis;
}

/* The name of an `each` of blocks: one object a member. */
static SceVal each_objects(SceCompiler *c, uint32_t each, uint32_t node) {
  SceBinding *b = &c->bindings.at[each];
  if (b->state != SCE_STATE_DONE) {
    uint32_t axis = each_axis(c, each, true), object = c->bindings.at[each].object;
    SceObjectSet set = {(uint16_t)axis, c->object_ids.count, 0};
    for (uint32_t m = c->objects.at[object].first_binding; m != SCE_NIL; m = c->bindings.at[m].next)
      if ((c->bindings.at[m].flags & SCE_BINDING_MEMBER) && c->bindings.at[m].type == SCE_BINDING_BLOCK) sce_array_push(&c->object_ids, c->bindings.at[m].op);
    set.count = c->object_ids.count - set.first;
    sce_array_push(&c->object_sets, set);
    finish_binding(c, each, (SceVal){.type = SCE_VAL_OBJECTS, .op = c->object_sets.count - 1});
    b = &c->bindings.at[each];
  }
  return (SceVal){.type = SCE_VAL_OBJECTS, .flags = SCE_VAL_HAS_NAME | SCE_VAL_EACH_NAME, .axis = c->object_sets.at[b->op].axis, .node = node, .op = b->op};
}

static bool use_binding(SceCompiler *c, uint32_t node, uint32_t binding, SceVal *out);

/* The name of an `each` of fields: the vector of its members. */
static bool use_each(SceCompiler *c, uint32_t node, uint32_t each, SceVal *out) {
  if (c->objects.at[c->bindings.at[each].object].each_kind == each) {
    *out = each_objects(c, each, node);
    return true;
  }
  uint32_t axis = each_axis(c, each, false);
  if (c->bindings.at[each].state != SCE_STATE_DONE) {
    uint32_t decl = c->bindings.at[each].decl, object = c->bindings.at[each].object;
    SceUnit unit = sce_unit_parse(c->units, c->ast->items.at[decl].unit, false, sce_unit_span(c, decl));
    bool failed = unit == SCE_UNIT_INVALID;
    for (uint32_t m = c->objects.at[object].first_binding; m != SCE_NIL; m = c->bindings.at[m].next) {
      if (!(c->bindings.at[m].flags & SCE_BINDING_MEMBER) || c->bindings.at[m].type == SCE_BINDING_BLOCK) continue;
      SceVal val;
      if (!use_binding(c, node, m, &val)) return false;
      if (val.type != SCE_VAL_NUMBER) failed = true;
    }
    SCE_ARRAY(uint32_t) ops = {0};
    for (uint32_t m = c->objects.at[object].first_binding; m != SCE_NIL && !failed; m = c->bindings.at[m].next)
      if ((c->bindings.at[m].flags & SCE_BINDING_MEMBER) && c->bindings.at[m].type != SCE_BINDING_BLOCK) sce_array_push(&ops, c->bindings.at[m].op);
    SceVal val = failed ? sce_val_error(node) : sce_val_number(sce_emit_join(c, (uint16_t)axis, ops.at, ops.count, node), unit, 0, node);
    sce_array_release(&ops);
    bool dry = is_dry(c) && !(c->objects.at[object].flags & SCE_OBJECT_GHOST);
    if (!dry) finish_binding(c, each, val);
    *out = val;
  } else {
    const SceBinding *b = &c->bindings.at[each];
    *out = (SceVal){.type = b->val_type, .node = node, .op = b->op, .unit = b->unit};
  }
  out->flags = SCE_VAL_HAS_NAME | SCE_VAL_EACH_NAME;
  out->axis = (uint16_t)axis;
  return true;
}

/* The value of a binding; false when it must be waited for (a frame was pushed). */
static bool use_binding(SceCompiler *c, uint32_t node, uint32_t binding, SceVal *out) {
  const SceFrame *f = c->frames.count ? sce_frame(c) : NULL;
  if (f && f->kind == SCE_FRAME_FORMULA && c->formulas.at[f->id].target != SCE_NIL && (binding == f->binding || binding == c->formulas.at[f->id].target)) {
    if (!use_previous(c, f->id, out)) return false;
    out->flags = SCE_VAL_HAS_NAME;
    out->node = node;
    return true;
  }
  const SceBinding *b = &c->bindings.at[binding];
  if (b->type == SCE_BINDING_BLOCK) {
    *out = (SceVal){.type = SCE_VAL_OBJECT, .flags = SCE_VAL_HAS_NAME, .node = node, .op = b->op};
    return true;
  }
  if (b->type == SCE_BINDING_EACH) return use_each(c, node, binding, out);
  if (b->state == SCE_STATE_NEW) {
    push_binding(c, binding);
    b = &c->bindings.at[binding];
    if (b->state != SCE_STATE_DONE) return false;
  }
  if (b->state == SCE_STATE_ACTIVE) {
    report_cycle(c, node, binding);
    *out = sce_val_error(node);
    return true;
  }
  *out = (SceVal){.type = b->val_type, .flags = SCE_VAL_HAS_NAME, .node = node, .op = b->op, .unit = b->unit};
  return true;
}

/* A name that no field has: `none`, `std`, a unit. */
static SceVal other_name(SceCompiler *c, uint32_t node, SceName name) {
  SceFrame *f = sce_frame(c);
  if (name == c->name_none) return (SceVal){.type = SCE_VAL_NONE, .node = node};
  if (name == c->name_std) return (SceVal){.type = SCE_VAL_OBJECT, .flags = SCE_VAL_HAS_NAME, .node = node, .op = c->std_object};
  bool own = f->binding != SCE_NIL && c->bindings.at[f->binding].name == name;
  SceUnit unit;
  SceUnitError error = own ? SCE_UNIT_UNKNOWN : sce_unit_find(c->units, name, false, &unit);
  if (error == SCE_UNIT_OK) return sce_val_number(sce_emit_constant(c, 1, node), unit, SCE_VAL_HAS_UNIT, node);
  if (error == SCE_UNIT_REFUSED) {
    if (sce_diag_add(c->diags, SCE_E_REFUSED_UNIT, sce_node_span(c, node), "`%s` has two readings", sce_spell(c, name))) sce_diag_help(c->diags, "write %s", sce_unit_refusal(c->units, name));
  } else {
    sce_lookup_unknown(c, f->layer, node, name, own ? f->binding : SCE_NIL);
  }
  return sce_val_error(node);
}

static bool use_parameter(SceCompiler *c, uint32_t node, SceName name, SceVal *out) {
  const SceFrame *f = sce_frame(c);
  if (f->fn == SCE_NIL || f->kind == SCE_FRAME_DEFAULT) return false;
  const SceFn *fn = &c->fns.at[f->fn];
  for (uint32_t i = 0; i < fn->parameter_count; i++) {
    if (c->parameters.at[fn->parameters + i].name != name) continue;
    *out = c->stack.at[f->slot + i];
    out->flags = SCE_VAL_HAS_NAME;
    out->node = node;
    return true;
  }
  return false;
}

/* A call of something that this version does not compute: reports it and skips to the end of the call. */
static void skip_later_call(SceCompiler *c, uint32_t node, SceName name) {
  SceFrame *f = sce_frame(c);
  if (sce_diag_add(c->diags, SCE_E_UNAVAILABLE, sce_node_span(c, node), "`%s` is not available in this version", sce_spell(c, name)))
    sce_diag_help(c->diags, "this version computes single values and scenarios; samples, sweeps and recurrences come later");
  uint32_t call = node;
  while (call < f->last && !(c->ast->nodes.at[call].kind == SCE_NODE_CALL && c->ast->nodes.at[call].a == node)) call++;
  f->cursor = call + 1;
  f->progress = 0;
  sce_array_push(&c->stack, sce_val_error(call));
}

static bool step_name(SceCompiler *c, uint32_t node, SceVal *out) {
  const SceNode n = c->ast->nodes.at[node];
  const SceFrame *f = sce_frame(c);
  SceName name = n.a;
  if (n.flags & SCE_NODE_CALLEE) {
    *out = (SceVal){.type = SCE_VAL_CALLEE, .node = node, .op = name, .unit = SCE_NIL};
    return true;
  }
  if (n.flags & SCE_NODE_LABEL) {
    *out = (SceVal){.type = SCE_VAL_LABEL, .node = node, .op = name};
    return true;
  }
  if (use_parameter(c, node, name, out)) return true;
  bool replaces = f->kind == SCE_FRAME_FORMULA && c->formulas.at[f->id].target != SCE_NIL;
  uint32_t own = replaces ? SCE_NIL : f->binding;
  uint32_t binding = sce_lookup(c, f->layer, name, own);
  if (binding == SCE_NIL) {
    *out = other_name(c, node, name);
    return true;
  }
  return use_binding(c, node, binding, out);
}

/* Brings the values of one field of many objects together, in the unit of the first. */
static bool member_of_each(SceCompiler *c, uint32_t node, SceVal objects, SceVal *out) {
  const SceObjectSet set = c->object_sets.at[objects.op];
  SceName name = c->ast->nodes.at[node].a;
  SCE_ARRAY(uint32_t) ops = {0};
  SceVal first = sce_val_error(node);
  bool waits = false, failed = set.count == 0;
  for (uint32_t i = 0; i < set.count && !waits && !failed; i++) {
    uint32_t object = c->object_ids.at[set.first + i], binding = sce_lookup_in(c, object, name);
    SceVal val = sce_val_error(node);
    if (binding == SCE_NIL) sce_lookup_unknown_member(c, object, sce_ast_token_span(c->ast, c->sources, node), name);
    else waits = !use_binding(c, node, binding, &val);
    if (waits) break;
    if (!i) first = val;
    failed = val.type == SCE_VAL_ERROR || val.type != first.type || (val.type != SCE_VAL_NUMBER && val.type != SCE_VAL_OBJECT);
    if (failed) break;
    if (val.type == SCE_VAL_NUMBER && !sce_same_dimension(c, first.unit, val.unit)) {
      sce_conflict_operands(c, node, "be columns of one value", first, val);
      failed = true;
    } else {
      sce_array_push(&ops, val.type == SCE_VAL_NUMBER ? sce_val_in(c, val, first.unit) : val.op);
    }
  }
  *out = sce_val_error(node);
  if (!waits && !failed && first.type == SCE_VAL_NUMBER) {
    *out = sce_val_number(sce_emit_join(c, set.axis, ops.at, ops.count, node), first.unit, SCE_VAL_HAS_NAME | (objects.flags & SCE_VAL_EACH_NAME), node);
    out->axis = set.axis;
  } else if (!waits && !failed) {
    sce_array_push(&c->object_sets, ((SceObjectSet){set.axis, c->object_ids.count, ops.count}));
    for (uint32_t i = 0; i < ops.count; i++) sce_array_push(&c->object_ids, ops.at[i]);
    *out = (SceVal){.type = SCE_VAL_OBJECTS, .flags = SCE_VAL_HAS_NAME, .axis = set.axis, .node = node, .op = c->object_sets.count - 1};
  }
  sce_array_release(&ops);
  return !waits;
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
  if (!use_binding(c, node, binding, out)) return false;
  if (out->type == SCE_VAL_NUMBER) {
    out->op = sce_emit_join(c, set.axis, NULL, 0, node);
    out->flags |= SCE_VAL_EACH_NAME;
    out->axis = set.axis;
  } else {
    *out = sce_val_error(node);
  }
  return true;
}

static bool step_member(SceCompiler *c, uint32_t node, SceVal *out) {
  SceVal of = sce_array_last(&c->stack);
  const SceNode n = c->ast->nodes.at[node];
  if (of.type == SCE_VAL_ERROR) {
    *out = of;
    return true;
  }
  if (of.type == SCE_VAL_CALLEE) {                                            /* p.f( … ) */
    uint32_t module = sce_lookup(c, sce_frame(c)->layer, of.op, SCE_NIL);
    bool file = module != SCE_NIL && c->bindings.at[module].type == SCE_BINDING_BLOCK && (c->objects.at[c->bindings.at[module].op].flags & SCE_OBJECT_FILE);
    *out = (SceVal){.type = SCE_VAL_CALLEE, .node = node, .op = n.a, .unit = file ? c->bindings.at[module].op : of.op == c->name_std ? c->std_object : SCE_NIL};
    if (out->unit != SCE_NIL) return true;
    sce_diag_add(c->diags, SCE_E_FUNCTION, sce_node_span(c, node), "`%s` is no import: only a file's functions are called through a path", sce_spell(c, of.op));
    *out = sce_val_error(node);
    return true;
  }
  if (of.type == SCE_VAL_OBJECTS) return c->object_sets.at[of.op].count ? member_of_each(c, node, of, out) : member_of_none(c, node, of, out);
  if (of.type != SCE_VAL_OBJECT) {
    if (sce_diag_add(c->diags, SCE_E_NOT_A_VALUE, sce_node_span(c, node), "`%s` is a value and has no field `%s`", sce_quote(c, sce_node_span(c, of.node)), sce_spell(c, n.a)))
      sce_diag_help(c->diags, "only blocks have fields");
    *out = sce_val_error(node);
    return true;
  }
  uint32_t binding = sce_lookup_in(c, of.op, n.a);
  if (binding == SCE_NIL) {
    sce_lookup_unknown_member(c, of.op, sce_ast_token_span(c->ast, c->sources, node), n.a);
    *out = sce_val_error(node);
    return true;
  }
  return use_binding(c, node, binding, out);
}

/* ---- one node ---- */

static SceVal number_val(SceCompiler *c, uint32_t node) {
  const SceNode n = c->ast->nodes.at[node];
  uint8_t flags = 0;
  if (n.flags & SCE_NODE_PERCENT) flags = SCE_VAL_HAS_PERCENT | SCE_VAL_PERCENTISH;
  else if (n.number == 1) flags = SCE_VAL_PERCENTISH;
  return sce_val_number(sce_emit_constant(c, n.number, node), SCE_UNIT_ONE, flags, node);
}

static SceVal collect_list(SceCompiler *c, uint32_t node) {
  uint32_t count = c->ast->nodes.at[node].b, first = c->lists.count;
  SceVal list = {.type = SCE_VAL_LIST, .node = node, .op = first, .unit = count};
  for (uint32_t i = 0; i < count; i++) {
    SceVal element = c->stack.at[c->stack.count - count + i];
    sce_array_push(&c->lists, element);
    list.flags |= element.flags & SCE_VAL_NOT_BARE;
  }
  c->stack.count -= count;
  return list;
}

static SceVal not_here(SceCompiler *c, uint32_t node) {
  SceNodeKind kind = (SceNodeKind)c->ast->nodes.at[node].kind;
  if (kind == SCE_NODE_TO) {
    if (sce_diag_add(c->diags, SCE_E_UNAVAILABLE, sce_node_span(c, node), "`%s` is a distribution; samples are not available in this version", sce_quote(c, sce_node_span(c, node))))
      sce_diag_help(c->diags, "write one number, and scenarios for the ends of the interval");
  } else if (sce_diag_add(c->diags, SCE_E_LIST_PLACE, sce_node_span(c, node), "a range stands behind `in` or inside `sweep( )` alone")) {
    sce_diag_help(c->diags, "for an interval of what is not known write `low to high`");
  }
  return sce_val_error(node);
}

static SceVal step_operator(SceCompiler *c, uint32_t node, SceNodeKind kind) {
  SceVal b = sce_array_pop(&c->stack);
  switch (kind) {
    case SCE_NODE_PAREN: return b.node = node, b.flags &= (uint8_t)~SCE_VAL_EACH_NAME, b;
    case SCE_NODE_NEGATE:
    case SCE_NODE_NOT: return sce_apply_unary(c, node, b);
    case SCE_NODE_UNIT: return sce_apply_unit(c, node, b);
    case SCE_NODE_AS: return sce_apply_as(c, node, b);
    case SCE_NODE_NAMED:
      b.flags |= SCE_VAL_HAS_NAMED;
      b.named = c->ast->nodes.at[node].a;
      return b;
    case SCE_NODE_IF: {
      SceVal yes = sce_array_pop(&c->stack), condition = sce_array_pop(&c->stack);
      return sce_apply_if(c, node, condition, yes, b);
    }
    case SCE_NODE_TO:
    case SCE_NODE_RANGE:
      c->stack.count--;
      return not_here(c, node);
    case SCE_NODE_BY: return not_here(c, node);
    case SCE_NODE_POWER: {
      SceVal a = sce_array_pop(&c->stack);
      return sce_apply_power(c, node, a, b);
    }
    default: {
      SceVal a = sce_array_pop(&c->stack);
      return sce_apply_binary(c, node, a, b);
    }
  }
}

/* A bare number in a result position takes the declared unit. */
static void adopt_unit(const SceFrame *f, SceVal *val) {
  if (f->expected == SCE_UNIT_INVALID || !sce_val_is_bare(val)) return;
  val->unit = f->expected;
  val->flags |= SCE_VAL_HAS_UNIT;
}

static void step(SceCompiler *c) {
  uint32_t frame = c->frames.count - 1, node = c->frames.at[frame].cursor;
  const SceNode n = c->ast->nodes.at[node];
  SceVal val;
  if (c->frames.at[frame].fn != SCE_NIL && !c->frames.at[frame].infer && !sce_expand(c, 1, node)) {
    c->frames.at[frame].cursor = c->frames.at[frame].last + 1;                /* enough: leave the body */
    c->stack.count = c->frames.at[frame].base + (c->frames.at[frame].kind == SCE_FRAME_FUNCTION ? 1 + c->fns.at[c->frames.at[frame].fn].parameter_count : 0);
    sce_array_push(&c->stack, sce_val_error(node));
    return;
  }
  switch ((SceNodeKind)n.kind) {
    case SCE_NODE_NUMBER: val = number_val(c, node); break;
    case SCE_NODE_STRING: val = (SceVal){.type = SCE_VAL_TEXT, .node = node}; break;
    case SCE_NODE_NAME:
      if ((n.flags & SCE_NODE_CALLEE) && sce_call_is_later(c, n.a) && sce_lookup_function(c, sce_layer_file(c, c->frames.at[frame].layer), n.a) == SCE_NIL) {
        skip_later_call(c, node, n.a);
        return;
      }
      if (!step_name(c, node, &val)) return;
      break;
    case SCE_NODE_MEMBER:
      if (!step_member(c, node, &val)) return;
      c->stack.count--;
      break;
    case SCE_NODE_LIST: val = collect_list(c, node); break;
    case SCE_NODE_CALL:
      if (!sce_apply_call(c, node)) return;
      val = sce_array_pop(&c->stack);
      break;
    case SCE_NODE_INDEX:
      sce_apply_index(c, node);
      val = sce_array_pop(&c->stack);
      break;
    case SCE_NODE_OVER:
      sce_apply_over(c, node);
      val = sce_array_pop(&c->stack);
      break;
    default: val = step_operator(c, node, (SceNodeKind)n.kind);
  }
  if (n.flags & SCE_NODE_RESULT) adopt_unit(&c->frames.at[frame], &val);
  sce_array_push(&c->stack, val);
  c->frames.at[frame].cursor = node + 1;
  c->frames.at[frame].progress = 0;
}

/* ---- the end of a frame ---- */

static SceVal function_result(SceCompiler *c, const SceFrame *f, SceVal val) {
  SceUnit unit = c->fns.at[f->fn].result_unit;
  uint32_t node = c->frames.at[c->frames.count - 1].cursor - 1;               /* the CALL in the caller */
  if (val.type == SCE_VAL_NUMBER && unit != SCE_UNIT_INVALID && sce_same_dimension(c, val.unit, unit)) {
    val.op = sce_val_in(c, val, unit);
    val.unit = unit;
  }
  val.flags = SCE_VAL_HAS_NAME;
  val.node = node;
  return val;
}

static void finish_frame(SceCompiler *c) {
  const SceFrame f = *sce_frame(c);
  SceVal val = sce_array_pop(&c->stack);
  switch ((SceFrameKind)f.kind) {
    case SCE_FRAME_BINDING:
      val = settle(c, f.binding, val);
      c->frames.count--;
      finish_binding(c, f.binding, val);
      break;
    case SCE_FRAME_FORMULA:
      val = settle(c, f.binding, val);
      c->frames.count--;
      c->formulas.at[f.id].val = val;
      c->formulas.at[f.id].state = SCE_STATE_DONE;
      break;
    case SCE_FRAME_FUNCTION:
      c->frames.count--;
      c->stack.count = f.base;
      val = function_result(c, &f, val);
      sce_array_push(&c->stack, val);
      break;
    case SCE_FRAME_DEFAULT:
      c->frames.count--;
      c->stack.at[f.slot] = val;
      break;
    case SCE_FRAME_INFER:
      sce_fn_finish(c, f.id, val);
      c->frames.count--;
      c->stack.count = f.slot;
      break;
    default:
      c->frames.count--;
      sce_array_push(&c->stack, val);
  }
}

static void run(SceCompiler *c, uint32_t height) {
  while (c->frames.count > height) {
    const SceFrame *f = sce_frame(c);
    if (f->kind == SCE_FRAME_COLUMNS) step_columns(c);
    else if (f->cursor > f->last) finish_frame(c);
    else step(c);
  }
}

void sce_lower_binding(SceCompiler *c, uint32_t binding) {
  uint32_t height = c->frames.count;
  SceBinding *b = &c->bindings.at[binding];
  if (b->state != SCE_STATE_NEW) return;
  if (b->type == SCE_BINDING_EACH) {                                          /* through a frame of its own: members are waited for */
    SceVal val;
    while (!use_each(c, 0, binding, &val)) run(c, height);
    return;
  }
  if (b->type == SCE_BINDING_BLOCK) return;
  push_binding(c, binding);
  run(c, height);
}

SceVal sce_lower_expression(SceCompiler *c, SceExpr expr, uint32_t layer, SceUnit expected) {
  uint32_t height = c->frames.count;
  SceFrame f = frame_for(c, SCE_FRAME_FREE, 0, SCE_NIL, layer);
  f.expected = expected;
  sce_frame_push(c, f, expr);
  run(c, height);
  return sce_array_pop(&c->stack);
}

void sce_lower_run(SceCompiler *c, uint32_t height) { run(c, height); }
