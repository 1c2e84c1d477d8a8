/* Formulas become operations.
 *
 * A machine with a stack of operands and a stack of frames walks the nodes of a formula in their order. When it meets a name whose
 * value is not known yet, it suspends the formula (the cursor stays) and pushes a frame for that name's formula; so values
 * come out in the order in which they are needed, a circle shows as a name that is already being worked on, and no input,
 * however deep or long, drives the C stack.
 */
#include "compiler.h"

#include <float.h>

/* ---- frames ---- */

void sce_frame_push(SceCompiler *c, SceFrame frame, SceExpr expr) {
  frame.cursor = expr.first;
  frame.last = expr.last;
  frame.base = frame.kind == SCE_FRAME_FUNCTION ? frame.base : c->stack.count;
  sce_array_push(&c->frames, frame);
}

/* What a bare number in a formula counts: the unit declared where the formula is written, else the field's. */
static SceUnit expected_unit(SceCompiler *c, uint32_t binding, uint32_t item) {
  SceUnit declared = sce_binding_declared_unit(c, binding);
  uint32_t decl = c->bindings.at[binding].decl;
  if (declared == SCE_UNIT_INVALID || item == SCE_NIL || item == decl || !c->ast->items.at[item].unit) return declared;
  SceUnit own = sce_unit_parse(c->units, c->ast->items.at[item].unit, false, sce_unit_span(c, item));
  return own != SCE_UNIT_INVALID && sce_unit_dim(c->units, own) == sce_unit_dim(c->units, declared) ? own : declared;
}

static SceFrame frame_for(SceCompiler *c, SceFrameKind kind, uint32_t id, uint32_t binding, uint32_t layer, uint32_t item) {
  SceFrame f = {.kind = (uint8_t)kind, .id = id, .layer = layer, .binding = binding, .fn = SCE_NIL, .cell = SCE_NIL, .expected = SCE_UNIT_INVALID};
  if (binding != SCE_NIL) {
    f.dry = c->objects.at[c->bindings.at[binding].object].flags & SCE_OBJECT_GHOST;
    f.expected = expected_unit(c, binding, item);
  }
  return f;
}

SceVal sce_val_error(uint32_t node) { return (SceVal){.type = SCE_VAL_ERROR, .node = node, .unit = SCE_UNIT_ONE}; }

SceVal sce_val_number(uint32_t op, SceUnit unit, uint8_t flags, uint32_t node) {
  return (SceVal){.type = SCE_VAL_NUMBER, .flags = flags, .node = node, .op = op, .unit = unit};
}

static void finish_binding(SceCompiler *c, uint32_t binding, SceVal val) {
  if (c->options->fields) sce_field_list(c, binding, &val);
  SceBinding *b = &c->bindings.at[binding];
  b->state = SCE_STATE_DONE;
  b->val_type = val.type;
  b->val_flags = val.flags;
  b->op = val.op;
  b->unit = val.unit;
  if (val.flags & SCE_VAL_AXIS && b->type != SCE_BINDING_EACH) sce_binding_extra(c, binding)->axis = val.axis;
  if (c->forwards.count) sce_forward_resolve(c, binding, val);
}

/* ---- columns ---- */

/* A field that is required, and that this column does not give: none, when some scenario gives it. A reference finds its block all the same. */
static SceVal ungiven(SceCompiler *c, uint32_t binding) {
  const SceBinding b = c->bindings.at[binding];
  bool given = b.extra && c->extras.at[b.extra].columns != SCE_NIL;
  return given && sce_binding_reference_kind(c, binding) == SCE_NIL ? sce_settle(c, binding, (SceVal){.type = SCE_VAL_NONE, .node = SCE_NIL}) : sce_settle_missing(c, binding);
}

static void push_formula(SceCompiler *c, uint32_t formula) {
  c->formulas.at[formula].state = SCE_STATE_ACTIVE;
  const SceFormula f = c->formulas.at[formula];
  if (f.item == SCE_NIL || sce_expr_is_empty(c->ast->items.at[f.item].expr)) {
    SceVal val = f.item == SCE_NIL ? ungiven(c, f.binding) : sce_val_error(SCE_NIL);
    c->formulas.at[formula].val = val;
    c->formulas.at[formula].state = SCE_STATE_DONE;
    return;
  }
  SceFrame frame = frame_for(c, SCE_FRAME_FORMULA, formula, f.binding, f.layer, f.item);   /* may read more of the library */
  sce_frame_push(c, frame, c->ast->items.at[f.item].expr);
}

/* Starts work on one column of a formula (or of a binding's own formula, SCE_NIL); its value goes to a cell. */
static void push_cell(SceCompiler *c, uint32_t cell, uint32_t binding, uint32_t formula, uint32_t column) {
  c->cells.at[cell].state = SCE_STATE_ACTIVE;
  const SceBinding b = c->bindings.at[binding];
  uint32_t item = formula == SCE_NIL ? b.item : c->formulas.at[formula].item, layer = formula == SCE_NIL ? b.layer : c->formulas.at[formula].layer;
  if (item == SCE_NIL || sce_expr_is_empty(c->ast->items.at[item].expr)) {
    SceVal val = item == SCE_NIL ? ungiven(c, binding) : sce_val_error(SCE_NIL);
    c->cells.at[cell].val = val;
    c->cells.at[cell].state = SCE_STATE_DONE;
    return;
  }
  SceFrame f = frame_for(c, formula == SCE_NIL ? SCE_FRAME_BINDING : SCE_FRAME_FORMULA, formula == SCE_NIL ? binding : formula, binding, layer, item);
  f.column = column + 1;
  f.cell = cell;
  sce_frame_push(c, f, c->ast->items.at[item].expr);
}

static uint32_t own_formula(const SceCompiler *c, uint32_t binding, uint32_t column) {
  const SceBinding *b = &c->bindings.at[binding];
  return b->extra && c->extras.at[b->extra].base != SCE_NIL ? sce_column_formula(c, binding, column) : SCE_NIL;
}

static void step_columns(SceCompiler *c) {
  uint32_t binding = sce_frame(c)->binding;
  const SceBindingExtra extra = c->extras.at[c->bindings.at[binding].extra];
  if (c->formulas.at[extra.base].state == SCE_STATE_NEW) {
    push_formula(c, extra.base);
    return;
  }
  uint32_t *progress = &sce_frame(c)->progress;                               /* the column that was waited for last, counted from 1 */
  for (uint32_t f = *progress ? *progress - 1 : extra.columns; f != SCE_NIL; f = c->formulas.at[f].next)
    if (c->formulas.at[f].state == SCE_STATE_NEW) {
      *progress = f + 1;
      push_formula(c, f);
      return;
    }
  SceVal val = c->formulas.at[extra.base].val;
  if (extra.columns != SCE_NIL) {
    SCE_ARRAY(SceVal) columns = {0};
    for (uint32_t i = 0; i < c->scenarios.count; i++) sce_array_push(&columns, c->formulas.at[sce_column_formula(c, binding, i)].val);
    val = sce_columns_join(c, binding, columns.at);
    sce_array_release(&columns);
  }
  finish_binding(c, binding, val);
  c->frames.count--;
}

static void step_split(SceCompiler *c) {
  uint32_t binding = sce_frame(c)->binding;
  for (uint32_t i = sce_frame(c)->progress; i < c->scenarios.count; i++) {
    uint32_t cell = sce_cell_get(c, binding, i);
    if (c->cells.at[cell].state != SCE_STATE_NEW) continue;
    sce_frame(c)->progress = i;
    push_cell(c, cell, binding, own_formula(c, binding, i), i);
    return;
  }
  SCE_ARRAY(SceVal) columns = {0};
  for (uint32_t i = 0; i < c->scenarios.count; i++) sce_array_push(&columns, c->cells.at[sce_cell_get(c, binding, i)].val);
  SceVal val = sce_columns_join(c, binding, columns.at);
  sce_array_release(&columns);
  finish_binding(c, binding, val);
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

/* The same circle is met again at each name in a formula that leads around it: once is enough. */
static bool is_told(SceCompiler *c, uint32_t binding) {
  uint64_t step = (uint64_t)(sce_frame(c)->binding == SCE_NIL ? 0 : sce_frame(c)->binding + UINT64_C(1)) << 32 | binding;
  for (uint32_t i = 0; i < c->circles_told.count; i++)
    if (c->circles_told.at[i] == step) return true;
  sce_array_push(&c->circles_told, step);
  return false;
}

static bool is_in_library(SceCompiler *c, uint32_t node) { return c->sources->list.at[sce_ast_node_source(c->ast, node)].library; }

/* A frame of the circle whose formula is the user's and names the next one, where the last name, `node`, stands in the library; SCE_NIL. */
static uint32_t users_step(SceCompiler *c, uint32_t node, uint32_t first) {
  if (!is_in_library(c, node)) return SCE_NIL;
  for (uint32_t i = first; i + 1 < c->frames.count; i++) {
    const SceFrame *f = &c->frames.at[i];
    bool names = f->kind != SCE_FRAME_COLUMNS && f->kind != SCE_FRAME_SPLIT && f->binding != SCE_NIL;
    if (names && !is_in_library(c, f->cursor)) return i;
  }
  return SCE_NIL;
}

static void report_cycle(SceCompiler *c, uint32_t node, uint32_t binding, uint32_t first) {
  c->circles++;
  if (is_told(c, binding)) return;
  uint32_t named = 0, column = sce_frame(c)->column;
  SceText path = {0};
  uint32_t last = SCE_NIL;
  for (uint32_t i = first; i < c->frames.count; i++) {
    uint32_t b = c->frames.at[i].binding;
    if (b == SCE_NIL || b == last) continue;
    last = b;
    if (named++ < 12) sce_text_add_format(&path, "%s -> ", binding_path(c, b));
  }
  if (named > 12) sce_text_add_format(&path, "(%u more) -> ", named - 12);
  uint32_t step = users_step(c, node, first), shown = step == SCE_NIL ? node : c->frames.at[step].cursor;
  if (sce_diag_add(c->diags, SCE_E_CYCLE, sce_node_span(c, shown), "%s%s%s`%s` depends on itself: %s%s", column > 1 ? "in scenario `" : "", column > 1 ? sce_spell(c, c->scenarios.at[column - 1].name) : "", column > 1 ? "`, " : "", binding_path(c, binding), path.bytes ? path.bytes : "", binding_path(c, binding))) {
    uint32_t notes = 0;
    for (uint32_t i = first; i + 1 < c->frames.count && notes < 8; i++) {
      const SceFrame f = c->frames.at[i];
      uint32_t to = c->frames.at[i + 1].binding;
      if (f.kind == SCE_FRAME_COLUMNS || f.kind == SCE_FRAME_SPLIT || f.binding == SCE_NIL || to == SCE_NIL || to == f.binding || i == step) continue;
      sce_diag_note(c->diags, sce_node_span(c, f.cursor), "`%s` needs `%s` here", binding_path(c, f.binding), binding_path(c, to));
      notes++;
    }
    if (step != SCE_NIL && last != SCE_NIL) sce_diag_note(c->diags, sce_node_span(c, node), "`%s` needs `%s` here", binding_path(c, last), binding_path(c, binding));
    sce_diag_help(c->diags, "give one of them a value of its own");
  }
  sce_text_release(&path);
}

/* Starts work on a binding that nobody needed so far. */
static void push_binding(SceCompiler *c, uint32_t binding) {
  SceBinding *b = &c->bindings.at[binding];
  b->state = SCE_STATE_ACTIVE;
  if (b->flags & SCE_BINDING_SPLIT) {
    sce_frame_push(c, frame_for(c, SCE_FRAME_SPLIT, binding, binding, b->layer, SCE_NIL), SCE_NO_EXPR);
    return;
  }
  if (b->extra && c->extras.at[b->extra].base != SCE_NIL) {
    sce_frame_push(c, frame_for(c, SCE_FRAME_COLUMNS, binding, binding, b->layer, SCE_NIL), SCE_NO_EXPR);
    return;
  }
  if (b->item == SCE_NIL) {
    finish_binding(c, binding, sce_settle_missing(c, binding));
    return;
  }
  uint32_t layer = b->layer, item = b->item;
  if (sce_expr_is_empty(c->ast->items.at[item].expr)) {                       /* told by the parser */
    finish_binding(c, binding, sce_val_error(SCE_NIL));
    return;
  }
  SceFrame frame = frame_for(c, SCE_FRAME_BINDING, binding, binding, layer, item);   /* may read more of the library */
  sce_frame_push(c, frame, c->ast->items.at[item].expr);
}

/* What an own path means inside a replacement: the formula that it replaces. False: wait. */
static bool use_previous(SceCompiler *c, uint32_t formula, SceVal *out) {
  const SceFormula f = c->formulas.at[formula];
  uint32_t previous = f.previous;
  if (previous == SCE_NIL && f.column) previous = sce_column_formula(c, f.binding, c->scenarios.at[f.written].from);
  uint32_t column = sce_frame(c)->column;
  if (column) {
    uint32_t cell = sce_cell_get(c, SCE_CELL_FORMULA | previous, column - 1);
    if (c->cells.at[cell].state == SCE_STATE_NEW) push_cell(c, cell, f.binding, previous, column - 1);
    if (c->cells.at[cell].state != SCE_STATE_DONE) return false;
    *out = c->cells.at[cell].val;
    return true;
  }
  if (c->formulas.at[previous].state == SCE_STATE_NEW) {
    push_formula(c, previous);
    return false;
  }
  *out = c->formulas.at[previous].val;
  return true;
}

/* The name of an `each` of blocks: one object a member. */
static SceVal each_objects(SceCompiler *c, uint32_t each, uint32_t node) {
  SceBinding *b = &c->bindings.at[each];
  if (b->state != SCE_STATE_DONE) {
    uint32_t axis = sce_each_axis(c, each, true), object = c->bindings.at[each].object;
    SceObjectSet set = {(uint16_t)axis, c->object_ids.count, 0};
    for (uint32_t m = c->objects.at[object].first_binding; m != SCE_NIL; m = c->bindings.at[m].next)
      if ((c->bindings.at[m].flags & SCE_BINDING_MEMBER) && c->bindings.at[m].type == SCE_BINDING_BLOCK) sce_array_push(&c->object_ids, c->bindings.at[m].op);
    set.count = c->object_ids.count - set.first;
    sce_array_push(&c->object_sets, set);
    finish_binding(c, each, (SceVal){.type = SCE_VAL_OBJECTS, .op = c->object_sets.count - 1});
    b = &c->bindings.at[each];
  }
  return (SceVal){.type = SCE_VAL_OBJECTS, .flags = SCE_VAL_HAS_NAME | SCE_VAL_EACH_NAME | SCE_VAL_AXIS, .axis = c->object_sets.at[b->op].axis, .node = node, .op = b->op};
}

/* The name of an `each` of fields: the vector of its members. */
static bool use_each(SceCompiler *c, uint32_t node, uint32_t each, SceVal *out) {
  if (c->objects.at[c->bindings.at[each].object].each_kind == each) {
    *out = each_objects(c, each, node);
    return true;
  }
  uint32_t axis = sce_each_axis(c, each, false);
  if (c->bindings.at[each].state != SCE_STATE_DONE) {
    uint32_t decl = c->bindings.at[each].decl, object = c->bindings.at[each].object;
    SceUnit unit = sce_unit_parse(c->units, c->ast->items.at[decl].unit, false, sce_unit_span(c, decl));
    bool failed = unit == SCE_UNIT_INVALID;
    for (uint32_t m = c->objects.at[object].first_binding; m != SCE_NIL; m = c->bindings.at[m].next) {
      if (!(c->bindings.at[m].flags & SCE_BINDING_MEMBER) || c->bindings.at[m].type == SCE_BINDING_BLOCK) continue;
      SceVal val;
      if (!sce_use_binding(c, node, m, &val)) return false;
      if (val.type != SCE_VAL_NUMBER) failed = true;
    }
    SCE_ARRAY(uint32_t) ops = {0};
    for (uint32_t m = c->objects.at[object].first_binding; m != SCE_NIL && !failed; m = c->bindings.at[m].next) {
      if (!(c->bindings.at[m].flags & SCE_BINDING_MEMBER) || c->bindings.at[m].type == SCE_BINDING_BLOCK) continue;
      SceVal member;
      sce_use_binding(c, node, m, &member);
      sce_array_push(&ops, member.op);
    }
    SceVal val = failed ? sce_val_error(node) : sce_val_number(sce_emit_join(c, (uint16_t)axis, ops.at, ops.count, node), unit, 0, node);
    sce_array_release(&ops);
    bool dry = sce_is_dry(c) && !(c->objects.at[object].flags & SCE_OBJECT_GHOST), one = c->frames.count && sce_frame(c)->column;
    if (!dry && !one) finish_binding(c, each, val);
    *out = val;
  } else {
    const SceBinding *b = &c->bindings.at[each];
    *out = (SceVal){.type = b->val_type, .node = node, .op = b->op, .unit = b->unit};
  }
  out->flags = SCE_VAL_HAS_NAME | SCE_VAL_EACH_NAME | SCE_VAL_AXIS;
  out->axis = (uint16_t)axis;
  return true;
}

/* The lowest frame that works on a binding (on one cell, unless SCE_NIL). */
static uint32_t frame_of(const SceCompiler *c, uint32_t binding, uint32_t cell) {
  uint32_t first = 0;
  while (first < c->frames.count && (c->frames.at[first].binding != binding || (cell != SCE_NIL && c->frames.at[first].cell != cell))) first++;
  return first;
}

/* A split binding, asked for by a formula that is worked out for one column. */
static bool use_cell(SceCompiler *c, uint32_t node, uint32_t binding, SceVal *out) {
  uint32_t column = sce_frame(c)->column - 1, cell = sce_cell_get(c, binding, column);
  bool active = c->cells.at[cell].state == SCE_STATE_ACTIVE;
  if (c->cells.at[cell].state == SCE_STATE_NEW) push_cell(c, cell, binding, own_formula(c, binding, column), column);
  if (c->cells.at[cell].state == SCE_STATE_DONE) {
    *out = c->cells.at[cell].val;
    out->flags = SCE_VAL_HAS_NAME | (out->flags & SCE_VAL_AXIS ? SCE_VAL_AXIS | SCE_VAL_EACH_NAME : 0);
    out->node = node;
    return true;
  }
  if (!active) return false;
  if (sce_forward_allowed(c, frame_of(c, binding, cell))) return sce_forward_use(c, node, binding, frame_of(c, binding, cell), out);
  report_cycle(c, node, binding, frame_of(c, binding, cell));
  *out = sce_val_error(node);
  return true;
}

/* The value of a binding; false when it must be waited for (a frame was pushed). */
bool sce_use_binding(SceCompiler *c, uint32_t node, uint32_t binding, SceVal *out) {
  const SceFrame *f = c->frames.count ? sce_frame(c) : NULL;
  if (f && f->kind == SCE_FRAME_FORMULA && c->formulas.at[f->id].target != SCE_NIL && (binding == f->binding || binding == c->formulas.at[f->id].target)) {
    if (!use_previous(c, f->id, out)) return false;
    out->flags = SCE_VAL_HAS_NAME;
    out->node = node;
    return true;
  }
  const SceBinding *b = &c->bindings.at[binding];
  if (b->flags & SCE_BINDING_REFUSED) {
    sce_lookup_refused(c, binding, sce_ast_token_span(c->ast, c->sources, node));
    *out = sce_val_error(node);
    return true;
  }
  if (b->type == SCE_BINDING_BLOCK) {
    *out = (SceVal){.type = SCE_VAL_OBJECT, .flags = SCE_VAL_HAS_NAME, .node = node, .op = b->op};
    return true;
  }
  if (b->type == SCE_BINDING_EACH) return use_each(c, node, binding, out);
  if (f && f->column && (b->flags & SCE_BINDING_SPLIT) && b->state != SCE_STATE_DONE) return use_cell(c, node, binding, out);
  if (b->state == SCE_STATE_NEW) {
    push_binding(c, binding);
    b = &c->bindings.at[binding];
    if (b->state != SCE_STATE_DONE) return false;
  }
  if (b->state == SCE_STATE_ACTIVE) {
    if (c->circles > 200) {                                                   /* to tell more would take a walk over all frames each */
      *out = sce_val_error(node);
      return true;
    }
    uint32_t first = frame_of(c, binding, SCE_NIL);
    if (sce_forward_allowed(c, first)) return sce_forward_use(c, node, binding, first, out);
    if (sce_columns_split(c, first)) return false;
    report_cycle(c, node, binding, first);
    *out = sce_val_error(node);
    return true;
  }
  *out = (SceVal){.type = b->val_type, .flags = SCE_VAL_HAS_NAME, .node = node, .op = b->op, .unit = b->unit};
  if (b->val_flags & SCE_VAL_AXIS) {
    out->flags |= SCE_VAL_AXIS | SCE_VAL_EACH_NAME;
    out->axis = (uint16_t)c->extras.at[b->extra].axis;
  }
  if (f && f->column) *out = sce_columns_pick(c, *out, f->column - 1, node);
  return true;
}

/* A name that no field has: `none`, `std`, a unit. */
static SceVal other_name(SceCompiler *c, uint32_t node, SceName name) {
  SceFrame *f = sce_frame(c);
  if (name == c->name_none) return (SceVal){.type = SCE_VAL_NONE, .node = node};
  if (name == c->name_scenario) return (SceVal){.type = SCE_VAL_LABEL, .flags = SCE_VAL_EACH_NAME | SCE_VAL_AXIS, .axis = 0, .node = node, .op = name};
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
  uint32_t parameter = sce_fn_parameter(c, f->fn, name);
  if (parameter == SCE_NIL) return false;
  *out = c->stack.at[f->slot + parameter];
  out->flags = SCE_VAL_HAS_NAME;
  out->node = node;
  return true;
}

/* From the callee `prev` on, up to its call, names may mean values that are still being worked on. */
static void enter_prev(SceCompiler *c, uint32_t node) {
  SceFrame *f = sce_frame(c);
  uint32_t call = node;
  while (call < f->last && !(c->ast->nodes.at[call].kind == SCE_NODE_CALL && c->ast->nodes.at[call].a == node)) call++;
  if (call > f->prev_until) f->prev_until = call;
}

static bool step_name(SceCompiler *c, uint32_t node, SceVal *out) {
  const SceNode n = c->ast->nodes.at[node];
  const SceFrame *f = sce_frame(c);
  SceName name = n.a;
  if (n.flags & SCE_NODE_CALLEE) {
    if (name == c->name_prev) enter_prev(c, node);
    *out = (SceVal){.type = SCE_VAL_CALLEE, .node = node, .op = name, .unit = SCE_NIL};
    return true;
  }
  if (n.flags & SCE_NODE_LABEL) {
    *out = (SceVal){.type = SCE_VAL_LABEL, .node = node, .op = name};
    return true;
  }
  if (use_parameter(c, node, name, out)) return true;
  bool replaces = f->kind == SCE_FRAME_FORMULA && c->formulas.at[f->id].target != SCE_NIL;
  bool inside_prev = node < f->prev_until;                                    /* there a field's own name is the field itself */
  uint32_t own = replaces || inside_prev ? SCE_NIL : f->binding;
  uint32_t binding = sce_lookup(c, f->layer, name, own);
  if (binding == SCE_NIL) {
    *out = other_name(c, node, name);
    return true;
  }
  return sce_use_binding(c, node, binding, out);
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
  if (of.type == SCE_VAL_OBJECTS) return sce_member_of_objects(c, node, of, out);
  if (of.type != SCE_VAL_OBJECT) {
    if (sce_diag_add(c->diags, SCE_E_NOT_A_VALUE, sce_node_span(c, node), "`%s` is a value and has no field `%s`", sce_quote(c, sce_node_span(c, of.node)), sce_spell(c, n.a)))
      sce_diag_help(c->diags, "only blocks have fields");
    *out = sce_val_error(node);
    return true;
  }
  if ((n.flags & SCE_NODE_CALLEE) && (c->objects.at[of.op].flags & SCE_OBJECT_FILE)) {      /* p.f( … ) */
    *out = (SceVal){.type = SCE_VAL_CALLEE, .node = node, .op = n.a, .unit = of.op};
    return true;
  }
  uint32_t binding = sce_lookup_in(c, of.op, n.a);
  if (binding == SCE_NIL) {
    sce_lookup_unknown_member(c, of.op, sce_ast_token_span(c->ast, c->sources, node), n.a);
    *out = sce_val_error(node);
    return true;
  }
  return sce_use_binding(c, node, binding, out);
}

/* ---- one node ---- */

static SceVal number_val(SceCompiler *c, uint32_t node) {
  const SceNode n = c->ast->nodes.at[node];
  uint8_t flags = 0;
  if (!(n.number <= DBL_MAX)) return sce_val_error(node);                     /* the lexer has told */
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

static SceVal step_operator(SceCompiler *c, uint32_t node, SceNodeKind kind) {
  SceVal b = sce_array_pop(&c->stack);
  switch (kind) {
    case SCE_NODE_PAREN: return b.node = node, b.flags &= (uint8_t)~(SCE_VAL_EACH_NAME | SCE_VAL_AXIS), b;
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
    case SCE_NODE_TO: {
      SceVal low = sce_array_pop(&c->stack);
      return sce_apply_interval(c, node, low, b);
    }
    case SCE_NODE_RANGE: {
      SceVal low = sce_array_pop(&c->stack);
      return sce_apply_range(c, node, low, b);
    }
    case SCE_NODE_BY: {
      SceVal range = sce_array_pop(&c->stack);
      return sce_apply_by(c, node, range, b);
    }
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

/* The scenario that a path is picked at, `x[NAME]` or `x[scenario = NAME]`, whose last node is `root`; SCE_NIL: at none. */
static uint32_t picked_column(const SceCompiler *c, uint32_t root, uint32_t last) {
  const SceNode *nodes = c->ast->nodes.at;
  uint32_t at = root + 1, column = SCE_NIL;
  for (; at <= last && (nodes[at].kind == SCE_NODE_NAMED || (nodes[at].flags & SCE_NODE_LABEL)); at++) {
    bool other_axis = at < last && nodes[at + 1].kind == SCE_NODE_NAMED && nodes[at + 1].a != c->name_scenario;
    if (nodes[at].kind == SCE_NODE_NAME && !other_axis && column == SCE_NIL) column = sce_scenario_find(c, nodes[at].a);
  }
  return at <= last && nodes[at].kind == SCE_NODE_INDEX && nodes[at].a == root ? column : SCE_NIL;
}

/* In a formula that is worked out for one column alone, a path that is picked at another scenario is worked out for that one. */
static bool step_picked(SceCompiler *c, uint32_t node) {
  SceFrame f = *sce_frame(c);
  uint32_t root = node;
  if (!f.column) return false;
  while (root < f.last && c->ast->nodes.at[root + 1].kind == SCE_NODE_MEMBER) root++;
  uint32_t column = picked_column(c, root, f.last);
  if (column == SCE_NIL || column + 1 == f.column) return false;
  sce_frame(c)->cursor = root + 1;
  if (f.kind == SCE_FRAME_FORMULA && c->formulas.at[f.id].target != SCE_NIL) f.binding = SCE_NIL;   /* there its own name is the field, not what is replaced */
  f.kind = SCE_FRAME_FREE;
  f.column = column + 1;
  f.progress = 0;
  sce_frame_push(c, f, (SceExpr){node, root});
  return true;
}

static void step(SceCompiler *c) {
  uint32_t frame = c->frames.count - 1, node = c->frames.at[frame].cursor;
  const SceNode n = c->ast->nodes.at[node];
  SceVal val;
  if (c->frames.at[frame].fn != SCE_NIL && !c->frames.at[frame].infer && !sce_expand(c, 1, c->expansion_reported ? SCE_NO_PLACE : sce_ast_token_span(c->ast, c->sources, node))) {
    c->frames.at[frame].cursor = c->frames.at[frame].last + 1;                /* enough: leave the body */
    c->stack.count = c->frames.at[frame].base + (c->frames.at[frame].kind == SCE_FRAME_FUNCTION ? 1 + c->fns.at[c->frames.at[frame].fn].parameter_count : 0);
    sce_array_push(&c->stack, sce_val_error(node));
    return;
  }
  switch ((SceNodeKind)n.kind) {
    case SCE_NODE_NUMBER: val = number_val(c, node); break;
    case SCE_NODE_STRING: val = (SceVal){.type = SCE_VAL_TEXT, .node = node}; break;
    case SCE_NODE_NAME:
      if (step_picked(c, node) || !step_name(c, node, &val)) return;
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

/* A distribution in a field with a range is cut at the bounds, which are worked out behind the formula, on top of its value: 0 none yet, 1 low, 2 both. */
static bool push_bound(SceCompiler *c) {
  SceFrame *f = sce_frame(c);
  bool field = (f->kind == SCE_FRAME_BINDING || f->kind == SCE_FRAME_FORMULA) && f->binding != SCE_NIL && !f->dry;
  uint32_t extra = field ? c->bindings.at[f->binding].extra : 0, item = extra ? c->extras.at[extra].range_item : SCE_NIL;
  if (item == SCE_NIL || f->bounds > 1) return false;
  if (!f->bounds && !sce_val_is_distribution(c, sce_array_last(&c->stack))) return false;
  SceExpr range = sce_ast_more(c->ast, &c->ast->items.at[item])->range;
  if (c->ast->nodes.at[range.last].kind != SCE_NODE_RANGE) return false;
  uint32_t middle = sce_ast_left(c->ast, range.last);
  SceFrame bound = frame_for(c, SCE_FRAME_FREE, 0, SCE_NIL, c->extras.at[extra].range_layer, SCE_NIL);
  bound.column = f->column;
  f->bounds++;
  sce_frame_push(c, bound, f->bounds == 1 ? (SceExpr){range.first, middle} : (SceExpr){middle + 1, range.last - 1});
  return true;
}

static SceVal cut_at_bounds(SceCompiler *c, const SceFrame *f, SceVal high) {
  SceVal low = sce_array_pop(&c->stack), val = sce_array_pop(&c->stack);
  return sce_truncate_to_range(c, f->binding, val, low, high, val.node);
}

static void finish_frame(SceCompiler *c) {
  if (push_bound(c)) return;
  const SceFrame f = *sce_frame(c);
  SceVal val = sce_array_pop(&c->stack);
  if (f.bounds > 1) val = cut_at_bounds(c, &f, val);
  switch ((SceFrameKind)f.kind) {
    case SCE_FRAME_BINDING:
    case SCE_FRAME_FORMULA:
      val = sce_settle(c, f.binding, val);
      c->frames.count--;
      if (f.cell != SCE_NIL) {
        c->cells.at[f.cell].val = val;
        c->cells.at[f.cell].state = SCE_STATE_DONE;
        break;
      }
      if (f.kind == SCE_FRAME_BINDING) {
        finish_binding(c, f.binding, val);
        break;
      }
      c->formulas.at[f.id].val = val;
      c->formulas.at[f.id].state = SCE_STATE_DONE;
      break;
    case SCE_FRAME_FUNCTION:
      c->frames.count--;
      sce_drawn_forget(c, c->frames.count, sce_frame(c)->cursor - 1);
      c->stack.count = f.base;
      val = function_result(c, &f, val);
      sce_array_push(&c->stack, val);
      break;
    case SCE_FRAME_DEFAULT:
      c->frames.count--;
      sce_drawn_forget(c, c->frames.count, sce_frame(c)->cursor);
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
  sce_drawn_forget(c, c->frames.count, SCE_NIL);
}

static void run(SceCompiler *c, uint32_t height) {
  while (c->frames.count > height) {
    const SceFrame *f = sce_frame(c);
    if (f->kind == SCE_FRAME_COLUMNS) step_columns(c);
    else if (f->kind == SCE_FRAME_SPLIT) step_split(c);
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
  while (c->bindings.at[binding].state == SCE_STATE_NEW) {                    /* a circle may take it back once, to split it */
    push_binding(c, binding);
    run(c, height);
  }
}

SceVal sce_lower_expression(SceCompiler *c, SceExpr expr, uint32_t layer, SceUnit expected) {
  uint32_t height = c->frames.count;
  SceFrame f = frame_for(c, SCE_FRAME_FREE, 0, SCE_NIL, layer, SCE_NIL);
  f.expected = expected;
  sce_frame_push(c, f, expr);
  run(c, height);
  return sce_array_pop(&c->stack);
}

SceVal sce_lower_dry(SceCompiler *c, SceExpr expr, uint32_t layer, SceUnit expected) {
  uint32_t height = c->frames.count;
  SceFrame f = frame_for(c, SCE_FRAME_FREE, 0, SCE_NIL, layer, SCE_NIL);
  f.expected = expected;
  f.dry = f.infer = true;
  sce_frame_push(c, f, expr);
  run(c, height);
  return sce_array_pop(&c->stack);
}

void sce_lower_run(SceCompiler *c, uint32_t height) { run(c, height); }
