/* What is not known: distributions become draws and quantiles, and samples become single numbers again.
 *
 * Every distribution is the quantile function of a number in (0, 1). That number is drawn by the path of the field and the place of the draw in its formula, and
 * by nothing else, so that one name is one unknown; truncating changes the number before the quantile is taken, and correlating mixes it with
 * that of another field.
 */
#include "compiler.h"

#include <math.h>

/* ---- draws ---- */

/* The frame whose formula a draw counts in: a function's body counts as if it stood at the call. */
static uint32_t counting_frame(const SceCompiler *c) {
  uint32_t frame = c->frames.count - 1;
  while (frame && (c->frames.at[frame].kind == SCE_FRAME_FUNCTION || c->frames.at[frame].kind == SCE_FRAME_DEFAULT)) frame--;
  return frame;
}

/* The item with the formula that holds in the base. */
static uint32_t base_item(const SceCompiler *c, const SceBinding *b) {
  uint32_t base = b->extra ? c->extras.at[b->extra].base : SCE_NIL;
  return base == SCE_NIL ? b->item : c->formulas.at[base].item;
}

uint32_t sce_binding_original(const SceCompiler *c, uint32_t binding) {
  while (c->bindings.at[binding].origin != SCE_NIL) {
    const SceBinding *b = &c->bindings.at[binding], *origin = &c->bindings.at[b->origin];
    if (base_item(c, b) == SCE_NIL || base_item(c, b) != base_item(c, origin)) break;
    binding = b->origin;
  }
  return binding;
}

/* A formula where it was written: a copy's formulas, what its replacements build on among them, are its original's. */
typedef struct Home {
  uint32_t binding, formula;        /* formula SCE_NIL: the binding's own definition */
} Home;

static Home home_of(const SceCompiler *c, uint32_t binding, uint32_t formula) {
  for (;;) {
    if (formula != SCE_NIL && c->formulas.at[formula].origin != SCE_NIL) {
      formula = c->formulas.at[formula].origin;
      binding = c->formulas.at[formula].binding;
      continue;
    }
    const SceBinding *b = &c->bindings.at[binding];
    bool definition = formula == SCE_NIL || c->formulas.at[formula].target == SCE_NIL;
    if (!definition || b->origin == SCE_NIL || b->item == SCE_NIL || c->bindings.at[b->origin].item != b->item) return (Home){binding, formula};
    binding = b->origin;
    formula = SCE_NIL;
  }
}

/* Whose unknowns a formula of a field draws: what a scenario replaces shares with what it replaces, whoever has written that. */
static uint32_t keyed_by(const SceCompiler *c, Home home) {
  if (home.formula == SCE_NIL || !c->formulas.at[home.formula].column) return home.binding;
  uint32_t base = sce_column_formula(c, home.binding, 0);
  return c->formulas.at[base].item == SCE_NIL ? home.binding : home_of(c, home.binding, base).binding;
}

/* The path that keys the draws of a binding: as it is spelled from the main file. */
static uint64_t hash_path(SceCompiler *c, uint32_t binding) {
  const SceBinding *b = &c->bindings.at[binding];
  const SceObject *o = &c->objects.at[b->object];
  SceText *text = sce_quote_buffer(c);
  if (o->root == c->std_object) sce_text_add_string(text, "std.");
  for (uint32_t i = 0; i < c->uses.count && o->root != c->main_object; i++)
    if (c->uses.at[i].imported == o->root && c->uses.at[i].alias) {
      sce_text_add_format(text, "%s.", sce_spell(c, sce_ast_more(c->ast, &c->ast->items.at[c->uses.at[i].item])->alias));
      break;
    }
  if (!(o->flags & SCE_OBJECT_FILE)) sce_text_add_format(text, "%s.", sce_spell(c, o->path));
  sce_text_add_string(text, sce_spell(c, b->name));
  return sce_hash_text(text->bytes, text->count);
}

static uint32_t formula_in(const SceCompiler *c, uint32_t binding, uint32_t column) {
  uint32_t extra = c->bindings.at[binding].extra;
  return extra && c->extras.at[extra].base != SCE_NIL ? sce_column_formula(c, binding, column) : SCE_NIL;
}

/* The field that the path from node `*n` on names, which moves to the path's last node; SCE_NIL where it leads through a reference. */
static uint32_t field_at(SceCompiler *c, uint32_t layer, uint32_t *n, uint32_t last) {
  uint32_t binding = sce_lookup(c, layer, c->ast->nodes.at[*n].a, SCE_NIL);
  for (; *n < last && c->ast->nodes.at[*n + 1].kind == SCE_NODE_MEMBER; ++*n) {
    if (binding != SCE_NIL && c->bindings.at[binding].type == SCE_BINDING_BLOCK) binding = sce_lookup_in(c, c->bindings.at[binding].op, c->ast->nodes.at[*n + 1].a);
    else binding = SCE_NIL;
  }
  return binding;
}

/* What a formula of a replacement builds on, as a formula (SCE_NIL: a definition): what it replaces, or a field with the same unknowns. False: on nothing. */
static bool find_beneath(SceCompiler *c, Home home, uint32_t *beneath) {
  const SceFormula f = c->formulas.at[home.formula];
  const SceExpr expr = c->ast->items.at[f.item].expr;
  uint32_t key = keyed_by(c, home);
  bool found = false;
  *beneath = SCE_NIL;
  for (uint32_t n = expr.first; !sce_expr_is_empty(expr) && n <= expr.last; n++) {
    const SceNode node = c->ast->nodes.at[n];
    if (node.kind != SCE_NODE_NAME || node.flags & (SCE_NODE_CALLEE | SCE_NODE_LABEL)) continue;
    uint32_t field = field_at(c, f.layer, &n, expr.last);
    bool through = field == SCE_NIL && c->ast->nodes.at[n].kind == SCE_NODE_MEMBER && c->ast->nodes.at[n].a == c->bindings.at[f.target].name;
    if (field == f.target || through) {
      *beneath = f.previous != SCE_NIL ? f.previous : f.column ? formula_in(c, f.binding, c->scenarios.at[f.written].from) : SCE_NIL;
      return true;
    }
    if (found || field == SCE_NIL || c->bindings.at[field].type == SCE_BINDING_BLOCK) continue;
    uint32_t formula = formula_in(c, field, f.written);
    found = keyed_by(c, home_of(c, field, formula)) == key;
    if (found) *beneath = formula;
  }
  return found;
}

/* How many formulas of replacements a formula builds on: they may have draws too, and all of them are unknowns of one field. */
static uint32_t count_beneath(SceCompiler *c, Home home) {
  enum { MOST = 1000 };
  uint32_t depth = 0, beneath;
  while (depth < MOST && home.formula != SCE_NIL) {
    const SceFormula f = c->formulas.at[home.formula];
    if (f.target == SCE_NIL || f.item == SCE_NIL || !find_beneath(c, home, &beneath)) break;
    depth++;
    if (beneath == SCE_NIL) break;
    home = home_of(c, c->formulas.at[beneath].binding, beneath);
  }
  return depth;
}

static uint32_t find_draw(SceCompiler *c, SceDraw draw, uint16_t axes, const uint16_t *order) {
  uint32_t hash = sce_hash_pair((uint32_t)(draw.path ^ draw.path >> 32), draw.ordinal * 31 + axes);
  if (c->draws.count * 2 >= c->draw_slots.count) {
    uint32_t count = c->draw_slots.count ? c->draw_slots.count * 2 : 64;
    sce_array_release(&c->draw_slots);
    c->draw_slots.at = sce_memory_zeroed(count * sizeof *c->draw_slots.at);
    c->draw_slots.count = c->draw_slots.capacity = count;
    for (uint32_t i = 0; i < c->draws.count; i++) {
      uint32_t slot = c->draws.at[i].hash & (count - 1);
      while (c->draw_slots.at[slot]) slot = (slot + 1) & (count - 1);
      c->draw_slots.at[slot] = i + 1;
    }
  }
  uint32_t mask = c->draw_slots.count - 1, slot = hash & mask;
  for (; c->draw_slots.at[slot]; slot = (slot + 1) & mask) {
    const SceDrawOp *known = &c->draws.at[c->draw_slots.at[slot] - 1];
    if (sce_op_is_draw(c, known->op, draw, axes, order)) return known->op;
  }
  uint32_t op = sce_emit_draw(c, draw, axes, order);
  c->draw_slots.at[slot] = c->draws.count + 1;
  sce_array_push(&c->draws, ((SceDrawOp){hash, op, axes}));
  return op;
}

/* The key of the draw with this number of the formula that is worked on. */
static SceDraw key_draw(SceCompiler *c, const SceFrame *f, uint32_t number) {
  enum { A_FORMULA = 1 << 16 };
  uint32_t formula = f->kind == SCE_FRAME_FORMULA ? f->id : SCE_NIL;
  SceDraw draw = {.ordinal = number};
  if (f->binding == SCE_NIL) {
    draw.path = sce_hash_text(sce_spell(c, c->free_path), sce_intern_length(c->intern, c->free_path));
  } else {
    Home home = home_of(c, f->binding, formula);
    draw.ordinal += A_FORMULA * count_beneath(c, home);
    draw.path = hash_path(c, keyed_by(c, home));
  }
  return draw;
}

/* A number in (0, 1) beside those that the formula's text draws, so that it moves none of them. */
static uint32_t spare_draw(SceCompiler *c) {
  SceDraw draw = key_draw(c, &c->frames.at[counting_frame(c)], c->frames.at[counting_frame(c)].draws);
  draw.ordinal |= UINT32_C(1) << 31;
  return find_draw(c, draw, 0, NULL);
}

/* A number in (0, 1) of the formula that is worked on. */
static uint32_t next_draw(SceCompiler *c, uint32_t node) {
  if (sce_is_dry(c)) return 0;
  SceFrame *f = &c->frames.at[counting_frame(c)];
  SceDraw draw = key_draw(c, f, f->draws++);
  uint32_t before = c->program->ops.count, op = find_draw(c, draw, 0, NULL);
  sce_array_push(&c->drawn, ((SceDrawn){c->frames.count - 1, node, before, op}));
  return op;
}

void sce_drawn_forget(SceCompiler *c, uint32_t frames, uint32_t caller_node) {
  while (c->drawn.count && sce_array_last(&c->drawn).frame >= frames) {
    if (caller_node == SCE_NIL) {
      c->drawn.count--;
      continue;
    }
    for (uint32_t i = c->drawn.count; i-- > 0 && c->drawn.at[i].frame >= frames;) c->drawn.at[i] = (SceDrawn){frames - 1, caller_node, c->drawn.at[i].before, c->drawn.at[i].op};
  }
}

/* The same draw with one of its own at each point of one more axis. */
static uint32_t draw_along(SceCompiler *c, uint32_t op, uint16_t axis) {
  const SceOp of = c->program->ops.at[op];
  uint32_t count = c->program->axis_sets.at[of.axes].count;
  uint16_t axes = sce_axes_with(c, of.axes, axis), *order = sce_memory_new((count + 1) * sizeof *order);
  if (count) memcpy(order, sce_draw_axes(c->program, &of), count * sizeof *order);
  order[count] = axis;
  if (c->program->axis_sets.at[axes].count == count + 1) op = find_draw(c, c->program->draws.at[of.a], axes, order);   /* else it has that axis already */
  free(order);
  return op;
}

SceVal sce_draw_over(SceCompiler *c, SceVal x, uint32_t left, uint16_t axis) {
  uint32_t first = sce_ast_first(c->ast, left), from = SCE_NIL;
  if (sce_is_dry(c)) return x;
  for (uint32_t i = c->drawn.count; i-- > 0 && c->drawn.at[i].frame == c->frames.count - 1;)
    if (c->drawn.at[i].node >= first && c->drawn.at[i].node <= left && (from == SCE_NIL || c->drawn.at[i].before < from)) from = c->drawn.at[i].before;
  if (from == SCE_NIL || x.op < from) return x;
  uint32_t count = x.op + 1 - from, *place = sce_memory_new(((size_t)count + 1) * sizeof *place);
  SceEmitMap map = {.from = from, .count = count, .place = place};
  for (uint32_t i = 0; i < count; i++) place[i] = from + i;
  for (uint32_t i = c->drawn.count; i-- > 0 && c->drawn.at[i].frame == c->frames.count - 1;) {
    const SceDrawn drawn = c->drawn.at[i];
    if (drawn.node < first || drawn.node > left) continue;
    SceEmitPair pair = {drawn.op, draw_along(c, drawn.op, axis)};
    sce_array_push(&map.pairs, pair);
    c->drawn.at[i].op = pair.to;                                              /* another `over` around this one goes on from here */
  }
  x.op = sce_emit_again(c, &map, x.op);
  sce_array_release(&map.pairs);
  free(place);
  return x;
}

/* ---- distributions ---- */

typedef struct Form {
  const char *name;
  SceFamily family;
  const char *parameters[3];
  uint8_t count, pure;        /* pure: a bit for each parameter that is a pure number; the others have the result's unit */
} Form;

static const Form forms[] = {
  {"uniform", SCE_FAMILY_UNIFORM, {"low", "high"}, 2, 0},
  {"normal", SCE_FAMILY_NORMAL, {"mean", "sd"}, 2, 0},
  {"lognormal", SCE_FAMILY_LOGNORMAL, {"low", "high"}, 2, 0},
  {"lognormal", SCE_FAMILY_LOGNORMAL_MEAN, {"mean", "sd"}, 2, 0},
  {"lognormal", SCE_FAMILY_LOGNORMAL_LOG, {"mu", "sigma"}, 2, 3},
  {"triangular", SCE_FAMILY_TRIANGULAR, {"low", "mode", "high"}, 3, 0},
  {"pert", SCE_FAMILY_PERT, {"low", "mode", "high"}, 3, 0},
  {"beta", SCE_FAMILY_BETA, {"a", "b"}, 2, 3},
  {"gamma", SCE_FAMILY_GAMMA, {"shape", "scale"}, 2, 1},
  {"exponential", SCE_FAMILY_EXPONENTIAL, {"mean"}, 1, 0},
};
static const Form interval = {"to", SCE_FAMILY_INTERVAL, {"low", "high"}, 2, 0};
enum { FORM_COUNT = sizeof forms / sizeof *forms };

static void help_forms(SceCompiler *c, const char *name) {
  SceText *text = sce_quote_buffer(c);
  for (int i = 0; i < FORM_COUNT; i++) {
    if (strcmp(forms[i].name, name)) continue;
    bool named = forms[i].family == SCE_FAMILY_LOGNORMAL_MEAN || forms[i].family == SCE_FAMILY_LOGNORMAL_LOG;
    sce_text_add_format(text, "%s`%s(", text->count ? ", or " : "", name);
    for (int k = 0; k < forms[i].count; k++) sce_text_add_format(text, "%s%s%s", k ? ", " : "", forms[i].parameters[k], named ? " = …" : "");
    sce_text_add_string(text, ")`");
  }
  sce_diag_help(c->diags, "write %s", text->bytes);
}

static int parameter_of(const SceCompiler *c, const Form *form, SceVal arg, uint32_t place) {
  if (!(arg.flags & SCE_VAL_HAS_NAMED)) return place < form->count ? (int)place : -1;
  for (int i = 0; i < form->count; i++)
    if (!strcmp(form->parameters[i], sce_spell(c, arg.named))) return i;
  return -1;
}

static bool fits_form(const SceCompiler *c, const Form *form, const SceVal *args, uint32_t count, SceVal *ordered) {
  bool taken[3] = {false};
  if (count != form->count) return false;
  for (uint32_t i = 0; i < count; i++) {
    bool by_place = !(args[i].flags & SCE_VAL_HAS_NAMED);
    if (by_place && (form->family == SCE_FAMILY_LOGNORMAL_MEAN || form->family == SCE_FAMILY_LOGNORMAL_LOG)) return false;
    int at = parameter_of(c, form, args[i], i);
    if (at < 0 || taken[at]) return false;
    taken[at] = true;
    ordered[at] = args[i];
  }
  return true;
}

/* Brings the parameters to one unit, that of the first which is no pure number, and draws. */
static SceVal distribute(SceCompiler *c, uint32_t node, const Form *form, SceVal *args) {
  int lead = -1;
  bool sound = true;
  uint8_t flags = 0;
  for (int i = 0; i < form->count; i++) {
    flags |= args[i].flags & SCE_VAL_NOT_BARE;
    if (args[i].type == SCE_VAL_ERROR || !sce_val_is_number(c, &args[i])) {
      sound = false;
    } else if (form->pure >> i & 1) {
      sound = sce_val_is_pure(c, &args[i], form->name) && sound;
    } else if (lead < 0) {
      lead = i;
    } else if (!sce_same_dimension(c, args[lead].unit, args[i].unit)) {
      sce_conflict_operands(c, node, form->family == SCE_FAMILY_INTERVAL ? "be the ends of one interval" : "be parameters of one distribution", args[lead], args[i]);
      sound = false;
    }
  }
  if (!sound) return sce_val_error(node);
  SceUnit unit = lead < 0 ? SCE_UNIT_ONE : args[lead].unit;
  if (sce_is_dry(c)) return sce_val_number(0, unit, flags, node);
  uint32_t operands[4] = {next_draw(c, node)};
  for (int i = 0; i < form->count; i++) operands[i + 1] = form->pure >> i & 1 ? args[i].op : sce_val_in(c, args[i], unit);
  return sce_val_number(sce_emit_many(c, SCE_OP_DISTRIBUTE, node, form->family, operands, form->count + 1u), unit, flags, node);
}

SceVal sce_apply_interval(SceCompiler *c, uint32_t node, SceVal low, SceVal high) {
  SceVal args[2] = {low, high};
  if (low.type == SCE_VAL_ERROR || high.type == SCE_VAL_ERROR) return sce_val_error(node);
  if (low.type == SCE_VAL_NONE || high.type == SCE_VAL_NONE) return (SceVal){.type = SCE_VAL_NONE, .flags = SCE_VAL_HAS_NAME, .node = node};
  return distribute(c, node, &interval, args);
}

SceVal sce_call_distribution(SceCompiler *c, uint32_t node, const char *name, const SceVal *args, uint32_t count) {
  SceVal ordered[3];
  for (int i = 0; i < FORM_COUNT; i++)
    if (!strcmp(forms[i].name, name) && fits_form(c, &forms[i], args, count, ordered)) return distribute(c, node, &forms[i], ordered);
  if (sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, node), "`%s` does not take these arguments", name)) help_forms(c, name);
  return sce_val_error(node);
}

/* ---- choices ---- */

/* The elements of a list in one unit, as operations; false with a finding. */
static bool read_list(SceCompiler *c, uint32_t node, SceVal *list, const char *what, SceUnit *unit, uint32_t *ops, uint8_t *flags) {
  for (uint32_t i = 0; i < list->unit; i++) {
    SceVal val = c->lists.at[list->op + i];
    if (val.type == SCE_VAL_ERROR || !sce_val_is_number(c, &val)) return false;
    *flags |= val.flags & SCE_VAL_NOT_BARE;
    if (*unit == SCE_UNIT_INVALID) *unit = val.unit;
    if (!sce_same_dimension(c, *unit, val.unit)) {
      sce_conflict_operands(c, node, what, c->lists.at[list->op], val);
      return false;
    }
    ops[i] = sce_val_in(c, val, *unit);
  }
  return true;
}

SceVal sce_call_choice(SceCompiler *c, uint32_t node, const char *name, SceVal *args, uint32_t count) {
  bool lists = count && count <= 2 && args[0].type == SCE_VAL_LIST && (count == 1 || args[1].type == SCE_VAL_LIST);
  uint32_t size = lists ? args[0].unit : 0;
  if (!size || (count == 2 && args[1].unit != size)) {
    if (lists && size && sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, node), "`%s` has %u values and %u weights", name, size, args[1].unit)) sce_diag_help(c->diags, "give each value one weight");
    else if ((!lists || !size) && sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, node), "`%s` takes a list of values and a list of weights", name)) sce_diag_help(c->diags, "write `%s([a, b], [70%%, 30%%])`", name);
    return sce_val_error(node);
  }
  uint32_t *operands = sce_memory_new((2 * (size_t)size + 1) * sizeof *operands);
  SceUnit unit = SCE_UNIT_INVALID, pure = SCE_UNIT_ONE;
  uint8_t flags = 0, ignored = 0;
  bool sound = read_list(c, node, &args[0], "be values of one choice", &unit, operands + 1, &flags);
  if (count == 2) sound = read_list(c, node, &args[1], "be weights", &pure, operands + 1 + size, &ignored) && sound;
  for (uint32_t i = 0; i < size && count == 1; i++) operands[1 + size + i] = sce_emit_constant(c, 1, node);
  uint32_t op = 0;
  if (sound && !sce_is_dry(c)) {
    operands[0] = next_draw(c, node);
    op = sce_emit_many(c, SCE_OP_CHOOSE, node, 0, operands, 2 * size + 1);
  }
  free(operands);
  return sound ? sce_val_number(op, unit, flags | (ignored & SCE_VAL_HAS_NAME), node) : sce_val_error(node);
}

/* ---- what changes a distribution ---- */

typedef enum Change { CHANGE_TRUNCATE, CHANGE_CORRELATE, CHANGE_FIND } Change;

typedef struct Changing {
  Change change;
  uint32_t node;
  uint32_t low, high;          /* TRUNCATE: bounds in the unit of the value; 0: none */
  uint32_t other, rho;         /* CORRELATE: number in (0, 1) of the other one */
  uint32_t cut;                /* out, of TRUNCATE: the share cut off; 0 */
  bool lost;                   /* out: something was no distribution */
} Changing;

static uint32_t change_one(SceCompiler *c, Changing *how, uint32_t op) {
  const SceOp o = c->program->ops.at[op];
  uint32_t operands[8];
  for (uint32_t i = 0; i < o.c; i++) operands[i] = c->program->operands.at[o.a + i];
  if (how->change == CHANGE_FIND) return operands[0];
  if (how->change == CHANGE_CORRELATE) {
    operands[0] = sce_emit(c, SCE_OP_CORRELATE, how->node, operands[0], how->other, how->rho);
    return sce_emit_many(c, SCE_OP_DISTRIBUTE, c->program->op_nodes.at[op], o.b, operands, o.c);
  }
  uint32_t count = o.c, low = how->low, high = how->high;
  if (o.b & SCE_TRUNCATED) {
    count -= 2;
    if (operands[count]) low = low ? sce_emit(c, SCE_OP_MAX, how->node, low, operands[count], 0) : operands[count];
    if (operands[count + 1]) high = high ? sce_emit(c, SCE_OP_MIN, how->node, high, operands[count + 1], 0) : operands[count + 1];
  }
  operands[count] = low;
  operands[count + 1] = high;
  how->cut = sce_emit_many(c, SCE_OP_CUT, how->node, o.b | SCE_TRUNCATED, operands + 1, count + 1);
  return sce_emit_many(c, SCE_OP_DISTRIBUTE, how->node, o.b | SCE_TRUNCATED, operands, count + 2);
}

/* Scaling by a constant leaves a distribution one, in another unit: it is taken off, with the bounds in step, and put back. */
static bool is_scaled(const SceCompiler *c, const SceOp *o) {
  const SceOp *by = &c->program->ops.at[o->b];
  return (o->kind == SCE_OP_MULTIPLY || o->kind == SCE_OP_DIVIDE) && by->kind == SCE_OP_CONSTANT && by->number > 0;
}

/* What is known, in some scenario perhaps: bounds hold for it too, and being correlated with it says nothing. */
static uint32_t change_known(SceCompiler *c, const Changing *how, uint32_t op) {
  if (how->change == CHANGE_FIND) return spare_draw(c);
  if (how->change == CHANGE_CORRELATE) return op;
  if (how->low) op = sce_emit(c, SCE_OP_MAX, how->node, op, how->low, 0);
  return how->high ? sce_emit(c, SCE_OP_MIN, how->node, op, how->high, 0) : op;
}

static uint32_t change_distribution(SceCompiler *c, Changing *how, uint32_t op, uint32_t depth) {
  enum { MOST_DEPTH = 16 };
  op = sce_op_behind_fields(c, op);
  const SceOp o = c->program->ops.at[op];
  if (!o.sampled) return change_known(c, how, op);
  if (o.kind == SCE_OP_DISTRIBUTE && o.c <= 6) return change_one(c, how, op);
  if (depth < MOST_DEPTH && is_scaled(c, &o)) {
    Changing inner = *how;
    SceOpKind inverse = o.kind == SCE_OP_MULTIPLY ? SCE_OP_DIVIDE : SCE_OP_MULTIPLY;
    if (inner.low) inner.low = sce_emit(c, inverse, how->node, inner.low, o.b, 0);
    if (inner.high) inner.high = sce_emit(c, inverse, how->node, inner.high, o.b, 0);
    uint32_t base = change_distribution(c, &inner, o.a, depth + 1);
    how->lost = inner.lost;
    how->cut = inner.cut;
    return how->change == CHANGE_FIND || how->lost ? base : sce_emit(c, (SceOpKind)o.kind, how->node, base, o.b, 0);
  }
  if (depth < MOST_DEPTH && o.kind == SCE_OP_JOIN && o.c && how->change != CHANGE_CORRELATE) {
    uint32_t *parts = sce_memory_new(o.c * sizeof *parts);
    for (uint32_t i = 0; i < o.c; i++) parts[i] = change_distribution(c, how, c->program->operands.at[o.b + i], depth + 1);
    uint32_t out = how->lost ? op : sce_emit_join(c, (uint16_t)o.a, parts, o.c, how->node);
    free(parts);
    return out;
  }
  how->lost = true;
  return op;
}

static SceVal report_no_distribution(SceCompiler *c, uint32_t node, SceVal x, const char *who) {
  if (sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, x.node), "`%s` is no distribution by itself, and `%s` needs one", sce_quote(c, sce_node_span(c, x.node)), who))
    sce_diag_help(c->diags, "give a distribution such as `1 to 5`, or the name of a field whose whole formula is one; of what is computed, do this to what it is computed from");
  return sce_val_error(node);
}

/* A field that is none with a declared unit: as a bound it leaves that end open. */
static bool is_none_field(const SceCompiler *c, SceVal val) { return val.type == SCE_VAL_NUMBER && !sce_is_dry(c) && sce_op_behind_fields(c, val.op) == 0; }

SceVal sce_call_truncate(SceCompiler *c, uint32_t node, SceVal *args, uint32_t count) {
  if (count != 3) {
    if (sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, node), "`truncate` takes a distribution and two bounds")) sce_diag_help(c->diags, "write `truncate(x, low, high)`; a bound that is not there is `none`");
    return sce_val_error(node);
  }
  SceVal x = args[0];
  Changing how = {.change = CHANGE_TRUNCATE, .node = node};
  uint32_t *bounds[] = {NULL, &how.low, &how.high};
  if (!sce_val_is_number(c, &x)) return sce_val_error(node);
  for (int i = 1; i < 3; i++) {
    if (args[i].type == SCE_VAL_NONE || is_none_field(c, args[i])) continue;
    if (!sce_val_is_number(c, &args[i])) return sce_val_error(node);
    if (sce_val_is_bare(&args[i])) args[i].unit = x.unit;
    if (!sce_same_dimension(c, x.unit, args[i].unit)) {
      sce_conflict_operands(c, node, "be a distribution and its bound", x, args[i]);
      return sce_val_error(node);
    }
    *bounds[i] = sce_val_in(c, args[i], x.unit);
  }
  uint8_t flags = (args[0].flags | args[1].flags | args[2].flags) & SCE_VAL_NOT_BARE;
  if (sce_is_dry(c)) return sce_val_number(0, x.unit, flags, node);
  uint32_t op = change_distribution(c, &how, x.op, 0);
  return how.lost ? report_no_distribution(c, node, x, "truncate") : sce_val_number(op, x.unit, flags, node);
}

SceVal sce_call_correlate(SceCompiler *c, uint32_t node, SceVal *args, uint32_t count) {
  if (count != 3) {
    if (sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, node), "`correlate` takes a distribution, another one, and a rank correlation")) sce_diag_help(c->diags, "write `b = correlate(1 to 5, a, 0.7)`");
    return sce_val_error(node);
  }
  SceVal x = args[0], other = args[1], rho = args[2];
  if (!sce_val_is_number(c, &x) || !sce_val_is_number(c, &other) || !sce_val_is_number(c, &rho) || !sce_val_is_pure(c, &rho, "correlate")) return sce_val_error(node);
  uint8_t flags = (x.flags | other.flags | rho.flags) & SCE_VAL_NOT_BARE;
  if (sce_is_dry(c)) return sce_val_number(0, x.unit, flags, node);
  Changing find = {.change = CHANGE_FIND, .node = node}, mix = {.change = CHANGE_CORRELATE, .node = node, .rho = rho.op};
  mix.other = change_distribution(c, &find, other.op, 0);
  if (find.lost) return report_no_distribution(c, node, other, "correlate");
  uint32_t op = change_distribution(c, &mix, x.op, 0);
  return mix.lost ? report_no_distribution(c, node, x, "correlate") : sce_val_number(op, x.unit, flags, node);
}

/* ---- the range of a field ---- */

/* Whether a formula is a distribution by its own text: what is computed from one, or only named, stays what it is. */
static bool is_distribution_text(const SceCompiler *c, uint32_t node) {
  const SceNode *nodes = c->ast->nodes.at;
  for (; nodes[node].kind == SCE_NODE_PAREN || nodes[node].kind == SCE_NODE_OVER; node = nodes[node].kind == SCE_NODE_OVER ? nodes[node].a : node - 1) {}
  if (nodes[node].kind == SCE_NODE_TO) return true;
  if (nodes[node].kind != SCE_NODE_CALL || nodes[nodes[node].a].kind != SCE_NODE_NAME) return false;
  const char *name = sce_spell(c, nodes[nodes[node].a].a);
  bool is = !strcmp(name, "truncate") || !strcmp(name, "correlate");
  for (int i = 0; i < FORM_COUNT; i++) is |= !strcmp(forms[i].name, name);
  return is;
}

bool sce_val_is_distribution(const SceCompiler *c, SceVal val) {
  if (val.type != SCE_VAL_NUMBER || !val.op || val.node == SCE_NIL || !is_distribution_text(c, val.node)) return false;
  const SceOp *o = &c->program->ops.at[sce_op_behind_fields(c, val.op)];
  while (is_scaled(c, o)) o = &c->program->ops.at[sce_op_behind_fields(c, o->a)];
  return o->kind == SCE_OP_DISTRIBUTE;
}

/* Cuts a distribution at the bounds (values of any unit, or none), and notes the share that this takes. */
SceVal sce_truncate_to_range(SceCompiler *c, uint32_t binding, SceVal val, SceVal low, SceVal high, uint32_t node) {
  Changing how = {.change = CHANGE_TRUNCATE, .node = node};
  SceVal *bounds[] = {&low, &high};
  uint32_t *ops[] = {&how.low, &how.high};
  for (int i = 0; i < 2; i++) {
    if (bounds[i]->type != SCE_VAL_NUMBER || is_none_field(c, *bounds[i])) continue;
    if (sce_val_is_bare(bounds[i])) bounds[i]->unit = val.unit;
    if (!sce_same_dimension(c, bounds[i]->unit, val.unit)) return val;       /* told where the range is checked */
    *ops[i] = sce_val_in(c, *bounds[i], val.unit);
  }
  if (!how.low && !how.high) return val;
  val.op = change_distribution(c, &how, val.op, 0);
  uint32_t cut = c->program->ops.at[how.cut].sampled ? sce_emit(c, SCE_OP_MEAN_OF, node, how.cut, 0, 0) : how.cut;
  SceBindingExtra *extra = sce_binding_extra(c, binding);
  extra->cut = extra->cut == SCE_NIL ? cut : sce_emit(c, SCE_OP_MAX, node, extra->cut, cut, 0);
  return val;
}

/* ---- samples to single numbers ---- */

static SceVal estimate(SceCompiler *c, uint32_t node, SceOpKind kind, SceVal x, uint32_t b) {
  return sce_val_number(sce_emit(c, kind, node, x.op, b, 0), x.unit, x.flags & SCE_VAL_NOT_BARE, node);
}

static SceVal report_estimate(SceCompiler *c, uint32_t node, const char *name, const char *form) {
  if (sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, node), "`%s` does not take these arguments", name)) sce_diag_help(c->diags, "write `%s`", form);
  return sce_val_error(node);
}

SceVal sce_call_estimate(SceCompiler *c, uint32_t node, const char *name, const SceVal *args, uint32_t count) {
  SceVal x = args[0];
  if (!strcmp(name, "prob")) {
    if (count != 1) return report_estimate(c, node, name, "prob(a > b)");
    if (x.type == SCE_VAL_TRUTH) return sce_val_number(sce_emit(c, SCE_OP_MEAN_OF, node, x.op, 0, 0), SCE_UNIT_ONE, x.flags & SCE_VAL_NOT_BARE, node);
    if (sce_diag_add(c->diags, SCE_E_TRUTH, sce_node_span(c, x.node), "`prob` needs something that is true or false")) sce_diag_help(c->diags, "write a comparison: `prob(a > b)`");
    return sce_val_error(node);
  }
  if (!strcmp(name, "p")) {
    if (count != 2) return report_estimate(c, node, name, "p(x, 95%)");
    SceVal share = args[1];
    if (!sce_val_is_number(c, &x) || !sce_val_is_number(c, &share) || !sce_val_is_pure(c, &share, "p")) return sce_val_error(node);
    if (!sce_is_dry(c) && c->program->ops.at[share.op].sampled) {
      if (sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, share.node), "the probability of `p` is not known itself")) sce_diag_help(c->diags, "give a number such as 95%%");
      return sce_val_error(node);
    }
    return estimate(c, node, SCE_OP_QUANTILE_OF, x, share.op);
  }
  if (count != 1) return report_estimate(c, node, name, "sd(x)");
  if (!sce_val_is_number(c, &x)) return sce_val_error(node);
  if (!strcmp(name, "sd")) return estimate(c, node, SCE_OP_SD_OF, x, 0);
  return estimate(c, node, SCE_OP_QUANTILE_OF, x, sce_emit_constant(c, !strcmp(name, "p5") ? 0.05 : !strcmp(name, "p50") ? 0.5 : 0.95, node));
}

bool sce_op_is_estimate(SceCompiler *c, uint32_t op) {
  const SceProgram *p = c->program;
  while (c->estimates.count <= op) {
    uint32_t i = c->estimates.count;
    const SceOp o = p->ops.at[i];
    bool reduces = o.kind >= SCE_OP_MEAN_OF && o.kind <= SCE_OP_QUANTILE_OF && p->ops.at[o.a].sampled;
    SceNeeds needs = sce_op_needs(p, i);
    for (uint32_t k = 0; k < needs.count && !reduces; k++) {
      uint32_t need = sce_need(p, &needs, k);
      reduces = need < i && c->estimates.at[need];
    }
    sce_array_push(&c->estimates, (uint8_t)reduces);
  }
  return c->estimates.at[op];
}
