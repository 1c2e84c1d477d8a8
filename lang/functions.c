/* Functions: their parameters, and the dimensions that their bodies ask for.
 *
 * The body is worked on once without making operations, with a variable for the dimension of every parameter that declares none. What the operators
 * demand is solved by unification; what stays open makes the function work for every dimension. So a wrong body is an error even if nobody
 * calls it, and a wrong call is told in terms of the signature.
 */
#include "compiler.h"
#include "parse.h"

static uint32_t builtin_item(SceCompiler *c, uint32_t builtin) {
  const SceBuiltin *b = &c->options->builtins[builtin];
  SceText text = {0};
  sce_text_add_format(&text, "extern \"core\" %s%s", b->name, b->signature);
  SceSourceId source = sce_sources_add(c->sources, "std/core", "std/core", text.bytes, (uint32_t)text.count, true);
  while (c->source_objects.count <= source) sce_array_push(&c->source_objects, SCE_NIL);
  c->source_objects.at[source] = c->std_object;
  uint32_t file = sce_parse(c->ast, c->intern, c->sources, c->diags, source);
  return c->ast->files.at[file].body;
}

enum { FEW_PARAMETERS = 16 };   /* are looked through; further ones stand in the table of slots */

static uint32_t find_parameter(const SceCompiler *c, const SceFn *fn, uint32_t index, SceName name) {
  for (uint32_t i = 0; i < fn->parameter_count && i < FEW_PARAMETERS; i++)
    if (c->parameters.at[fn->parameters + i].name == name) return i;
  return fn->parameter_count > FEW_PARAMETERS ? sce_slot_find(c, (SceSpace)SCE_SPACE_PARAMETER, index, name) : SCE_NIL;
}

uint32_t sce_fn_parameter(const SceCompiler *c, uint32_t fn, SceName name) { return find_parameter(c, &c->fns.at[fn], fn, name); }

uint32_t sce_fn_declare(SceCompiler *c, uint32_t item, uint32_t object, uint32_t builtin) {
  if (builtin != SCE_NIL) item = builtin_item(c, builtin);
  if (item == SCE_NIL) return SCE_NIL;
  const SceItem *i = &c->ast->items.at[item];
  SceFn fn = {.name = i->name, .item = item, .object = object, .parameters = c->parameters.count, .result_unit = SCE_UNIT_INVALID, .builtin = builtin, .native = SCE_NIL};
  for (uint32_t p = sce_ast_more(c->ast, i)->body; p != SCE_NO_ITEM; p = c->ast->items.at[p].next) {
    SceName name = c->ast->items.at[p].name;
    if (find_parameter(c, &fn, c->fns.count, name) != SCE_NIL) sce_diag_add(c->diags, SCE_E_TWICE, sce_item_name_span(c, p), "parameter `%s` is given twice", sce_spell(c, name));
    sce_array_push(&c->parameters, ((SceParameter){name, p, SCE_UNIT_INVALID, SCE_DIM_NONE}));
    if (fn.parameter_count >= FEW_PARAMETERS) sce_slot_add(c, (SceSpace)SCE_SPACE_PARAMETER, c->fns.count, name, fn.parameter_count);
    fn.parameter_count++;
  }
  sce_array_push(&c->fns, fn);
  return c->fns.count - 1;
}

/* The dimension of a parameter: as declared, of its literal default, or a variable. */
static void declare_parameter(SceCompiler *c, uint32_t parameter, bool *failed) {
  SceParameter *p = &c->parameters.at[parameter];
  const SceItem i = c->ast->items.at[p->item];
  if (i.unit) {
    SceUnit unit = sce_unit_parse(c->units, i.unit, false, sce_unit_span(c, p->item));
    *failed |= unit == SCE_UNIT_INVALID;
    c->parameters.at[parameter].unit = unit;
    c->parameters.at[parameter].dim = unit == SCE_UNIT_INVALID ? sce_dim_variable(c->dims) : sce_unit_dim(c->units, unit);   /* told: fits anything */
    return;
  }
  p->dim = SCE_DIM_NONE;
  if (sce_expr_is_empty(i.expr)) {
    p->dim = sce_dim_variable(c->dims);
  } else if (c->ast->nodes.at[i.expr.last].kind == SCE_NODE_UNIT) {
    SceUnit unit = sce_unit_parse(c->units, c->ast->nodes.at[i.expr.last].a, true, sce_ast_token_span(c->ast, c->sources, i.expr.last));
    if (unit != SCE_UNIT_INVALID) c->parameters.at[parameter].dim = sce_unit_dim(c->units, unit);
  } else if (c->ast->nodes.at[i.expr.last].kind != SCE_NODE_NUMBER) {
    p->dim = sce_dim_variable(c->dims);
  }
}

/* What goes to a library has to be a number in a unit that both sides know. */
static void require_units(SceCompiler *c, uint32_t fn, bool *failed) {
  for (uint32_t i = 0; i < c->fns.at[fn].parameter_count; i++) {
    uint32_t item = c->parameters.at[c->fns.at[fn].parameters + i].item;
    if (c->ast->items.at[item].unit) continue;
    *failed = true;
    const char *name = sce_spell(c, c->ast->items.at[item].name);
    if (!sce_diag_add(c->diags, SCE_E_DEFINITION, sce_item_name_span(c, item), "in which unit does `%s` get `%s`?", sce_spell(c, c->fns.at[fn].name), name)) continue;
    sce_diag_help(c->diags, "say it, `%s: km` for one; a pure number is `%s: 1`", name, name);
  }
}

static void report_recursion(SceCompiler *c, uint32_t fn) {
  SceText path = {0};
  uint32_t first = c->frames.count;
  while (first > 0 && !(c->frames.at[first - 1].kind == SCE_FRAME_INFER && c->frames.at[first - 1].id == fn)) first--;
  for (uint32_t i = first ? first - 1 : 0; i < c->frames.count; i++)
    if (c->frames.at[i].kind == SCE_FRAME_INFER) sce_text_add_format(&path, "%s -> ", sce_spell(c, c->fns.at[c->frames.at[i].id].name));
  uint32_t node = sce_frame(c)->cursor;
  if (sce_diag_add(c->diags, SCE_E_RECURSION, sce_node_span(c, node), "`%s` calls itself: %s%s", sce_spell(c, c->fns.at[fn].name), path.bytes ? path.bytes : "", sce_spell(c, c->fns.at[fn].name))) {
    sce_diag_note(c->diags, sce_item_name_span(c, c->fns.at[fn].item), "defined here");
    sce_diag_help(c->diags, "every program ends: functions do not call themselves, directly or through others");
  }
  sce_text_release(&path);
}

bool sce_fn_infer(SceCompiler *c, uint32_t fn) {
  SceFn *f = &c->fns.at[fn];
  if (f->state == SCE_STATE_DONE) return true;
  if (f->state == SCE_STATE_ACTIVE) {
    report_recursion(c, fn);
    c->fns.at[fn].failed = true;
    return true;
  }
  f->state = SCE_STATE_ACTIVE;
  const SceItem item = c->ast->items.at[f->item];
  if (item.flags & SCE_ITEM_FAILED) {                                         /* told by the parser */
    f->failed = true;
    f->state = SCE_STATE_DONE;
    return true;
  }
  bool failed = false;
  for (uint32_t i = 0; i < c->fns.at[fn].parameter_count; i++) declare_parameter(c, c->fns.at[fn].parameters + i, &failed);
  if (item.kind == SCE_ITEM_EXTERN && c->fns.at[fn].builtin == SCE_NIL) require_units(c, fn, &failed);
  if (item.unit) {
    SceUnit unit = sce_unit_parse(c->units, item.unit, false, sce_unit_span(c, c->fns.at[fn].item));
    failed |= unit == SCE_UNIT_INVALID;
    c->fns.at[fn].result_unit = unit;
  }
  f = &c->fns.at[fn];
  f->failed |= failed;
  if (item.kind == SCE_ITEM_EXTERN || failed) {
    f->result = f->result_unit == SCE_UNIT_INVALID ? SCE_DIM_NONE : sce_unit_dim(c->units, f->result_unit);
    f->state = SCE_STATE_DONE;
    return true;
  }
  uint32_t slot = c->stack.count;
  for (uint32_t i = 0; i < f->parameter_count; i++)
    sce_array_push(&c->stack, sce_val_number(0, sce_unit_of_dim(c->units, c->parameters.at[f->parameters + i].dim), SCE_VAL_HAS_NAME, SCE_NIL));
  SceFrame frame = {.kind = SCE_FRAME_INFER, .cell = SCE_NIL, .dry = true, .infer = true, .id = fn, .layer = sce_file_layer(c, f->object), .binding = SCE_NIL, .slot = slot, .fn = fn, .expected = f->result_unit};
  sce_frame_push(c, frame, item.expr);
  return false;
}

void sce_fn_finish(SceCompiler *c, uint32_t fn, SceVal val) {
  SceFn *f = &c->fns.at[fn];
  f->state = SCE_STATE_DONE;
  f->truth = val.type == SCE_VAL_TRUTH;
  if (f->truth && f->result_unit == SCE_UNIT_INVALID) return;
  if (!sce_val_is_number(c, &val)) {
    f->failed = true;
    return;
  }
  if (f->result_unit != SCE_UNIT_INVALID && !sce_same_dimension(c, val.unit, f->result_unit)) {
    sce_conflict_declared(c, val.node, f->result_unit, f->item, val, sce_spell(c, f->name));
    c->fns.at[fn].failed = true;
    return;
  }
  f->result = sce_dim_resolve(c->dims, sce_unit_dim(c->units, val.unit));
  for (uint32_t i = 0; i < f->parameter_count; i++) {
    SceParameter *p = &c->parameters.at[f->parameters + i];
    p->dim = sce_dim_resolve(c->dims, p->dim);
  }
}

/* A default is checked whether or not a call leaves the argument out. */
static void check_default(SceCompiler *c, uint32_t fn, uint32_t parameter) {
  const SceParameter p = c->parameters.at[parameter];
  SceExpr expr = c->ast->items.at[p.item].expr;
  if (sce_expr_is_empty(expr)) return;
  SceVal val = sce_lower_dry(c, expr, sce_file_layer(c, c->fns.at[fn].object), p.unit);
  if (val.type == SCE_VAL_NONE || val.type == SCE_VAL_ERROR || !sce_val_is_number(c, &val)) return;
  if (p.unit == SCE_UNIT_INVALID || sce_val_is_bare(&val) || sce_unit_dim(c->units, val.unit) == sce_unit_dim(c->units, p.unit)) return;
  sce_conflict_argument(c, val.node, fn, parameter, p.dim, val);
}

void sce_fn_check_all(SceCompiler *c) {
  for (uint32_t i = 0; i < c->fns.count; i++) {
    if (c->fns.at[i].object == c->std_object) continue;
    sce_fn_infer(c, i);
    sce_lower_run(c, 0);
    for (uint32_t p = 0; p < c->fns.at[i].parameter_count && !(c->ast->items.at[c->fns.at[i].item].flags & SCE_ITEM_FAILED); p++) check_default(c, i, c->fns.at[i].parameters + p);
  }
}

void sce_fn_signature(SceCompiler *c, uint32_t fn, SceText *out) {
  const SceFn f = c->fns.at[fn];
  sce_text_add_format(out, "%s(", sce_spell(c, f.name));
  for (uint32_t i = 0; i < f.parameter_count; i++) {
    const SceParameter p = c->parameters.at[f.parameters + i];
    const SceItem *item = &c->ast->items.at[p.item];
    sce_text_add_format(out, "%s%s", i ? ", " : "", sce_spell(c, p.name));
    if (item->unit) sce_text_add_format(out, ": %s", sce_spell(c, item->unit));
    if (!sce_expr_is_empty(item->expr)) sce_text_add_format(out, " = %s", sce_quote(c, sce_node_span(c, item->expr.last)));
  }
  sce_text_add_string(out, ")");
  if (c->ast->items.at[f.item].unit) sce_text_add_format(out, " : %s", sce_spell(c, c->ast->items.at[f.item].unit));
}
