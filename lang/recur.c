/* Recurrences: a field that needs itself, or others that need it, through `prev`.
 *
 * Inside `prev` a name may mean a value that is still being worked on: a FORWARD operation stands for it and is pointed at the value when that is
 * there. At the end the operations are put into an order of computing, and those that need each other are told to the engine as loops
 * along their axis. What goes in a circle without `prev` is an error, as everywhere.
 */
#include "compiler.h"

enum { MOST_NESTED = 100 };

/* ---- values that stand later ---- */

bool sce_forward_allowed(const SceCompiler *c, uint32_t first) {
  for (uint32_t i = first; i < c->frames.count; i++)
    if (c->frames.at[i].cursor < c->frames.at[i].prev_until) return true;
  return false;
}

/* The unit that a field without a declared one has if what stands before the first point has it: of the nearest `first =`. */
static SceUnit unit_of_first(SceCompiler *c, uint32_t lowest) {
  SceUnit unit = SCE_UNIT_INVALID;
  uint32_t i = c->frames.count;
  while (i-- > lowest && !(c->frames.at[i].cursor < c->frames.at[i].prev_until)) {}
  const SceFrame f = c->frames.at[i];
  uint32_t call = f.prev_until, argument = call - 1;
  for (uint32_t k = c->ast->nodes.at[call].b; k-- > 0; argument = sce_ast_first(c->ast, argument) - 1) {
    const SceNode n = c->ast->nodes.at[argument];
    if (n.kind != SCE_NODE_NAMED || strcmp(sce_spell(c, n.a), "first") || c->nested >= MOST_NESTED) continue;
    c->nested++;
    uint32_t errors = c->diags->errors;
    SceVal val = sce_lower_dry(c, (SceExpr){sce_ast_first(c->ast, argument), argument - 1}, f.layer, f.expected);
    c->nested--;
    if (val.type == SCE_VAL_NUMBER && errors == c->diags->errors) unit = val.unit;
  }
  return unit;
}

bool sce_forward_use(SceCompiler *c, uint32_t node, uint32_t binding, uint32_t first, SceVal *out) {
  SceUnit unit = sce_binding_declared_unit(c, binding);
  if (unit == SCE_UNIT_INVALID) unit = unit_of_first(c, first);
  if (unit == SCE_UNIT_INVALID) {
    const char *name = sce_spell(c, c->bindings.at[binding].name);
    if (sce_diag_add(c->diags, SCE_E_PREV, sce_node_span(c, node), "the unit of `%s` is not known here: it depends on itself through `prev`", name)) sce_diag_help(c->diags, "declare it: `%s : UNIT = …`", name);
    *out = sce_val_error(node);
    return true;
  }
  *out = sce_val_number(0, unit, SCE_VAL_HAS_NAME, node);
  if (sce_is_dry(c)) return true;
  out->op = sce_emit(c, SCE_OP_FORWARD, node, 0, 0, 0);
  sce_array_push(&c->forwards, ((SceForward){out->op, binding, unit, node}));
  if (sce_frame(c)->column) *out = sce_columns_pick(c, *out, sce_frame(c)->column - 1, node);
  return true;
}

/* What stands from `from` on is read there, and by values that were told of it ahead: the first of these. */
static uint32_t first_reader(const SceCompiler *c, uint32_t from) {
  for (bool moved = true; moved;) {
    moved = false;
    for (uint32_t i = c->loop_ops.count; i-- > 0;) {
      uint32_t forward = c->loop_ops.at[i];
      if (forward >= from || c->program->ops.at[forward].a < from) continue;
      from = forward;
      moved = true;
    }
  }
  return from;
}

void sce_forward_resolve(SceCompiler *c, uint32_t binding, SceVal val) {
  uint32_t lowest = SCE_NIL;
  for (uint32_t i = c->forwards.count; i-- > 0;) {
    const SceForward f = c->forwards.at[i];
    if (f.binding != binding) continue;
    uint32_t target = 0;
    if (val.type == SCE_VAL_NUMBER && sce_unit_dim(c->units, val.unit) == sce_unit_dim(c->units, f.unit)) {
      target = sce_val_in(c, val, f.unit);
    } else if (val.type == SCE_VAL_NUMBER && sce_diag_add(c->diags, SCE_E_PREV, sce_node_span(c, f.node), "`%s` is %s, and `first` makes it %s here", sce_spell(c, c->bindings.at[binding].name), sce_dim_text(c, sce_unit_dim(c->units, val.unit)), sce_dim_text(c, sce_unit_dim(c->units, f.unit)))) {
      sce_diag_help(c->diags, "declare its unit: `%s : %s = …`", sce_spell(c, c->bindings.at[binding].name), sce_unit_spelling(c->units, val.unit));
    }
    c->program->ops.at[f.op].a = target;
    if (f.op < lowest) lowest = f.op;
    sce_array_push(&c->loop_ops, f.op);
    c->forwards.at[i] = c->forwards.at[c->forwards.count - 1];
    c->forwards.count--;
  }
  if (lowest != SCE_NIL) sce_emit_settle_axes(c, first_reader(c, lowest));
}

/* ---- prev ---- */

static SceVal report_prev(SceCompiler *c, uint32_t node, const char *message) {
  if (sce_diag_add(c->diags, SCE_E_PREV, sce_node_span(c, node), "%s", message)) sce_diag_help(c->diags, "write `prev(x over AXIS, first = …)`, or with `back = 2` for the one before that");
  return sce_val_error(node);
}

static bool order_prev(SceCompiler *c, const SceVal *args, uint32_t count, SceVal *ordered) {
  static const char *const names[] = {"", "back", "first"};
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = i;
    if (args[i].flags & SCE_VAL_HAS_NAMED)
      for (at = 1; at < 3 && strcmp(names[at], sce_spell(c, args[i].named)); at++) {}
    if (at > 2 || ordered[at].type != SCE_VAL_MISSING) return false;
    ordered[at] = args[i];
  }
  return true;
}

/* How many points back; 0 with a finding. */
static uint32_t read_back(SceCompiler *c, SceVal back) {
  double number = 1;
  if (back.type == SCE_VAL_MISSING || sce_is_dry(c)) return 1;
  if (!sce_val_is_number(c, &back) || !sce_val_is_pure(c, &back, "back")) return 0;
  if (sce_constant_value(c, back.op, &number) && number >= 1 && number <= UINT16_MAX && number == (uint32_t)number) return (uint32_t)number;
  report_prev(c, back.node, "`back` is a whole number of points, at least 1, written out");
  return 0;
}

SceVal sce_call_prev(SceCompiler *c, uint32_t node, const SceVal *args, uint32_t count) {
  SceVal in[3] = {{.type = SCE_VAL_MISSING}, {.type = SCE_VAL_MISSING}, {.type = SCE_VAL_MISSING}};
  if (!order_prev(c, args, count, in)) return report_prev(c, node, "`prev` does not take these arguments");
  SceVal x = in[0], first = in[2];
  if (x.type == SCE_VAL_ERROR || first.type == SCE_VAL_ERROR) return sce_val_error(node);
  if (x.type == SCE_VAL_MISSING || !(x.flags & SCE_VAL_EACH_NAME)) return report_prev(c, node, "`prev` needs to know along which axis");
  if (first.type == SCE_VAL_MISSING) return report_prev(c, node, "`prev` needs to know what stands before the first point");
  if (!sce_val_is_number(c, &x)) return sce_val_error(node);
  if (first.type == SCE_VAL_NONE) first = sce_val_number(0, x.unit, SCE_VAL_HAS_NAME, first.node);
  if (!sce_val_is_number(c, &first)) return sce_val_error(node);
  if (sce_val_is_bare(&first)) first.unit = x.unit;
  if (!sce_same_dimension(c, x.unit, first.unit)) {
    sce_conflict_operands(c, node, "be points of one value", x, first);
    return sce_val_error(node);
  }
  uint32_t back = read_back(c, in[1]);
  if (!back) return sce_val_error(node);
  return sce_val_number(sce_emit(c, SCE_OP_PREV, node, x.op, sce_val_in(c, first, x.unit), x.axis | back << 16), x.unit, SCE_VAL_HAS_NAME, node);
}

/* ---- the order of computing ---- */

typedef struct Visit {
  uint32_t op, next;             /* next need to look at */
} Visit;

typedef struct Order {
  SceCompiler *c;
  SceProgram *p;
  uint32_t *index, *low;         /* 0: not seen yet */
  uint8_t *mark;                 /* of the members of the loop at hand: how far each has come */
  bool *open, *part;             /* on `path`; member of the loop at hand */
  uint32_t count;
  SCE_ARRAY(uint32_t) path;
  SCE_ARRAY(Visit) visits;
  SCE_ARRAY(uint32_t) members;   /* of the loop at hand */
} Order;

/* A mix of two programs has no text: what goes in a circle there has no value, and that is all. */
static bool has_text(const Order *o) { return o->c->ast->nodes.count != 0; }

static void report_loop(Order *o, uint32_t op, const char *why, const char *help) {
  if (!has_text(o)) return;
  if (sce_diag_add(o->c->diags, SCE_E_PREV, sce_node_span(o->c, o->p->op_nodes.at[op]), "%s", why)) sce_diag_help(o->c->diags, "%s", help);
}

/* The axis that the members of a loop step along; SCE_NIL with a finding. */
static uint32_t loop_axis(Order *o) {
  uint32_t axis = SCE_NIL;
  for (uint32_t i = 0; i < o->members.count; i++) {
    const SceOp *op = &o->p->ops.at[o->members.at[i]];
    if (op->kind != SCE_OP_PREV || !o->part[op->a]) continue;
    if (axis != SCE_NIL && axis != (op->c & 0xFFFF)) {
      report_loop(o, o->members.at[i], "this recurrence steps along two axes", "let each recurrence have one axis");
      return SCE_NIL;
    }
    axis = op->c & 0xFFFF;
  }
  for (uint32_t i = 0; i < o->members.count; i++) {
    uint32_t op = o->members.at[i];
    SceOpKind kind = (SceOpKind)o->p->ops.at[op].kind;
    if (kind >= SCE_OP_MEAN_OF && kind <= SCE_OP_QUANTILE_OF) {
      report_loop(o, op, "a recurrence cannot go on from what is known of all samples", "let it go on from the value itself, and reduce the result");
      return SCE_NIL;
    }
    if (axis != SCE_NIL && sce_axes_has(o->c, o->p->ops.at[op].axes, (uint16_t)axis)) continue;
    report_loop(o, op, "this recurrence needs points of its axis that come later", "inside a recurrence look back with `prev` alone, not at all points or at one of them");
    return SCE_NIL;
  }
  return axis;
}

static void report_circle(Order *o, uint32_t op) {
  if (!has_text(o)) return;
  uint32_t node = o->p->op_nodes.at[op];
  for (uint32_t i = 0; i < o->members.count; i++)
    if (o->p->ops.at[o->members.at[i]].kind == SCE_OP_FORWARD) node = o->p->op_nodes.at[o->members.at[i]];
  if (sce_diag_add(o->c->diags, SCE_E_CYCLE, sce_node_span(o->c, node), "`%s` depends on itself at the same point", sce_quote(o->c, sce_node_span(o->c, node)))) sce_diag_help(o->c->diags, "only the first argument of `prev` looks back");
}

enum { WAITS = 1, PLACED = 2 };

/* Places a member behind all those that it needs, `prev` aside. False with a finding: they go in a circle. */
static bool place_member(Order *o, uint32_t member) {
  uint32_t height = o->visits.count;
  sce_array_push(&o->visits, ((Visit){member, 0}));
  while (o->visits.count > height) {
    uint32_t op = sce_array_last(&o->visits).op, need = SCE_NIL;
    SceNeeds needs = sce_op_needs(o->p, op);
    o->mark[op] = WAITS;
    while (need == SCE_NIL && sce_array_last(&o->visits).next < needs.count) {
      uint32_t k = sce_array_last(&o->visits).next++, next = sce_need(o->p, &needs, k);
      if (o->part[next] && o->mark[next] != PLACED && !(k == 0 && o->p->ops.at[op].kind == SCE_OP_PREV)) need = next;
    }
    if (need == SCE_NIL) {
      o->mark[op] = PLACED;
      sce_array_push(&o->p->order, op);
      o->visits.count--;
    } else if (o->mark[need] == WAITS) {
      report_circle(o, need);
      o->visits.count = height;
      return false;
    } else {
      sce_array_push(&o->visits, ((Visit){need, 0}));
    }
  }
  return true;
}

static bool sort_members(Order *o, uint32_t first) {
  bool sound = true;
  for (uint32_t i = 0; i < o->members.count; i++) o->mark[o->members.at[i]] = 0;
  for (uint32_t i = 0; i < o->members.count && sound; i++) sound = o->mark[o->members.at[i]] == PLACED || place_member(o, o->members.at[i]);
  if (sound) return true;
  o->p->order.count = first;
  for (uint32_t i = 0; i < o->members.count; i++) sce_array_push(&o->p->order, o->members.at[i]);
  return false;
}

/* What is wrong has no value: its operations become the value none, so that nothing runs in a circle. */
static void disable(Order *o) {
  for (uint32_t i = 0; i < o->members.count; i++) {
    SceOp *op = &o->p->ops.at[o->members.at[i]];
    *op = (SceOp){.kind = SCE_OP_NONE, .axes = op->axes};
  }
}

static int compare_ops(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

/* A strongly connected part is complete: from `root` on the path. */
static void close_part(Order *o, uint32_t root) {
  o->members.count = 0;
  uint32_t op;
  do {
    op = sce_array_pop(&o->path);
    sce_array_push(&o->members, op);
  } while (op != root);
  for (uint32_t i = 0; i < o->members.count; i++) o->open[o->members.at[i]] = false;
  bool self = o->p->ops.at[root].kind == SCE_OP_FORWARD && o->p->ops.at[root].a == root;
  if (o->members.count == 1 && !self) {
    sce_array_push(&o->p->order, root);
    return;
  }
  qsort(o->members.at, o->members.count, sizeof *o->members.at, compare_ops);
  for (uint32_t i = 0; i < o->members.count; i++) o->part[o->members.at[i]] = true;
  uint32_t first = o->p->order.count;
  bool sound = sort_members(o, first);
  uint32_t axis = sound ? loop_axis(o) : SCE_NIL;
  for (uint32_t i = 0; i < o->members.count; i++) o->part[o->members.at[i]] = false;
  if (sound && axis != SCE_NIL) sce_array_push(&o->p->loops, ((SceLoop){first, o->members.count, (uint16_t)axis}));
  else disable(o);
}

static void visit_from(Order *o, uint32_t start) {
  sce_array_push(&o->visits, ((Visit){start, 0}));
  while (o->visits.count) {
    Visit *v = &sce_array_last(&o->visits);
    uint32_t op = v->op;
    if (!v->next) {
      o->index[op] = o->low[op] = ++o->count;
      o->open[op] = true;
      sce_array_push(&o->path, op);
    }
    SceNeeds needs = sce_op_needs(o->p, op);
    bool deeper = false;
    while (!deeper && v->next < needs.count) {
      uint32_t need = sce_need(o->p, &needs, v->next++);
      if (!o->index[need]) {
        sce_array_push(&o->visits, ((Visit){need, 0}));
        deeper = true;
      } else if (o->open[need] && o->index[need] < o->low[op]) {
        o->low[op] = o->index[need];
      }
    }
    if (deeper) continue;
    if (!needs.count) v->next = 1;
    if (o->low[op] == o->index[op]) close_part(o, op);
    o->visits.count--;
    if (o->open[op] && o->low[op] < o->low[sce_array_last(&o->visits).op]) o->low[sce_array_last(&o->visits).op] = o->low[op];
  }
}

void sce_loops_find(SceCompiler *c) {
  SceProgram *p = c->program;
  if (!c->loop_ops.count) return;
  Order o = {.c = c, .p = p};
  o.index = sce_memory_zeroed(p->ops.count * sizeof *o.index);
  o.low = sce_memory_zeroed(p->ops.count * sizeof *o.low);
  o.mark = sce_memory_zeroed(p->ops.count * sizeof *o.mark);
  o.open = sce_memory_zeroed(p->ops.count * sizeof *o.open);
  o.part = sce_memory_zeroed(p->ops.count * sizeof *o.part);
  for (uint32_t op = 0; op < p->ops.count; op++)
    if (!o.index[op]) visit_from(&o, op);
  free(o.index);
  free(o.low);
  free(o.mark);
  free(o.open);
  free(o.part);
  sce_array_release(&o.path);
  sce_array_release(&o.visits);
  sce_array_release(&o.members);
}
