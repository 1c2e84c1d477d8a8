/* Calls: the functions of the language (math.def), functions written in it, functions of the host.
 *
 * A function written in the language is put in place of its call: its body is worked on by a frame of the machine whose parameters are
 * the arguments on the operand stack. Its dimensions have been worked out before (functions.c), so errors are told at the call.
 */
#include "compiler.h"
#include "suggest.h"

#include <strings.h>

typedef enum MathRule { RULE_PURE, RULE_SAME, RULE_ROOT, RULE_POWER, RULE_STEP, RULE_GATHER, RULE_DISTRIBUTION, RULE_CHOICE, RULE_TRUNCATE, RULE_CORRELATE, RULE_ESTIMATE, RULE_SWEEP, RULE_PREV, RULE_ARGMIN } MathRule;

static const struct Math {
  const char *name;
  MathRule rule;
  SceOpKind op;
} math[] = {
#define SCE_MATH(name, rule, op) {#name, RULE_##rule, SCE_OP_##op},
#include "math.def"
#undef SCE_MATH
};
enum { MATH_COUNT = sizeof math / sizeof *math };

static const struct Math *find_math(const char *name) {
  for (int i = 0; i < MATH_COUNT; i++)
    if (!strcmp(math[i].name, name)) return &math[i];
  return NULL;
}

bool sce_call_is_known(SceCompiler *c, uint32_t layer, SceName name) {
  return find_math(sce_spell(c, name)) || sce_lookup_function(c, sce_layer_file(c, layer), name) != SCE_NIL;
}

/* ---- functions of the language itself ---- */

static SceVal call_pure(SceCompiler *c, uint32_t node, const struct Math *m, SceVal a) {
  if (!sce_val_is_number(c, &a) || !sce_val_is_pure(c, &a, m->name)) return sce_val_error(node);
  return sce_val_number(sce_emit(c, m->op, node, a.op, 0, 0), SCE_UNIT_ONE, a.flags & SCE_VAL_NOT_BARE, node);
}

static SceVal call_root(SceCompiler *c, uint32_t node, SceVal a) {
  if (!sce_val_is_number(c, &a)) return sce_val_error(node);
  SceScale factor = SCE_SCALE_ONE;
  SceExponent half = {1, 2};
  bool infer = c->frames.count && sce_frame(c)->infer;
  SceUnit unit = SCE_UNIT_INVALID;
  if (infer) {
    SceDim dim = sce_dim_power(c->dims, sce_dim_resolve(c->dims, sce_unit_dim(c->units, a.unit)), half);
    if (dim != SCE_DIM_INVALID) unit = sce_unit_of_dim(c->units, dim);
  } else {
    unit = sce_unit_power(c->units, a.unit, half, &factor);
  }
  if (unit == SCE_UNIT_INVALID) {
    sce_diag_add(c->diags, SCE_E_EXPONENT, sce_node_span(c, node), "the dimension of `%s` has exponents out of reach", sce_quote(c, sce_node_span(c, node)));
    return sce_val_error(node);
  }
  return sce_val_number(sce_emit_scaled(c, sce_emit(c, SCE_OP_SQRT, node, a.op, 0, 0), factor, node), unit, a.flags & SCE_VAL_NOT_BARE, node);
}

static SceVal call_step(SceCompiler *c, uint32_t node, const struct Math *m, const SceVal *args, uint32_t count) {
  SceVal a = args[0];
  if (!sce_val_is_number(c, &a)) return sce_val_error(node);
  uint8_t flags = a.flags & SCE_VAL_NOT_BARE;
  if (count == 1) {
    if (sce_same_dimension(c, a.unit, SCE_UNIT_ONE)) return sce_val_number(sce_emit(c, m->op, node, sce_val_in(c, a, SCE_UNIT_ONE), 0, 0), SCE_UNIT_ONE, flags, node);
    if (sce_diag_add(c->diags, SCE_E_STEP, sce_node_span(c, node), "`%s` is %s: to what is it rounded?", sce_quote(c, sce_node_span(c, a.node)), sce_dim_text(c, sce_unit_dim(c->units, a.unit))))
      sce_diag_help(c->diags, "give the step: `%s(%s, 1 %s)`", m->name, sce_quote(c, sce_node_span(c, a.node)), sce_unit_spelling(c->units, a.unit));
    return sce_val_error(node);
  }
  SceVal step = args[1];
  if (!sce_val_is_number(c, &step)) return sce_val_error(node);
  if (!sce_same_dimension(c, a.unit, step.unit)) {
    sce_conflict_operands(c, node, "be a value and its step", a, step);
    return sce_val_error(node);
  }
  uint32_t in_step = sce_val_in(c, step, a.unit), quotient = sce_emit(c, SCE_OP_DIVIDE, node, a.op, in_step, 0);
  uint32_t whole = sce_emit(c, m->op, node, quotient, 0, 0);
  flags |= step.flags & SCE_VAL_NOT_BARE;
  return sce_val_number(sce_emit(c, SCE_OP_MULTIPLY, node, whole, in_step, 0), a.unit, flags, node);
}

static SceVal gather_axis(SceCompiler *c, uint32_t node, const struct Math *m, SceVal a) {
  static const SceOpKind over[] = {[SCE_OP_MIN] = SCE_OP_MIN_OVER, [SCE_OP_MAX] = SCE_OP_MAX_OVER, [SCE_OP_ADD] = SCE_OP_SUM_OVER, [SCE_OP_DIVIDE] = SCE_OP_MEAN_OVER};
  return sce_val_number(sce_emit(c, over[m->op], node, a.op, a.axis, 0), a.unit, a.flags & SCE_VAL_NOT_BARE, node);
}

static SceVal gather_values(SceCompiler *c, uint32_t node, const struct Math *m, const SceVal *args, uint32_t count, bool list) {
  SceVal first = args[0];
  if (!sce_val_is_number(c, &first)) return sce_val_error(node);
  uint32_t op = first.op;
  bool sound = true;
  uint8_t flags = first.flags;
  for (uint32_t i = 1; i < count; i++) {
    SceVal next = args[i];
    flags |= next.flags;
    if (!sce_val_is_number(c, &next)) {
      sound = false;
    } else if (!sce_same_dimension(c, first.unit, next.unit)) {
      sce_conflict_operands(c, node, list ? "be the elements of one list" : m->op == SCE_OP_ADD || m->op == SCE_OP_DIVIDE ? "be added" : "be compared", first, next);
      sound = false;
    } else if (sound) {
      op = sce_emit(c, m->op == SCE_OP_DIVIDE ? SCE_OP_ADD : m->op, node, op, sce_val_in(c, next, first.unit), 0);
    }
  }
  if (!sound) return sce_val_error(node);
  if (m->op == SCE_OP_DIVIDE) op = sce_emit(c, SCE_OP_DIVIDE, node, op, sce_emit_constant(c, count, node), 0);
  return sce_val_number(op, first.unit, flags & SCE_VAL_NOT_BARE, node);
}

/* `mean(x)`, `min(x)`, `max(x)` of one value go over its samples; where it has none because somebody knows it now, it is that number. */
static bool is_over_samples(SceCompiler *c, const struct Math *m, SceVal a) {
  if (m->op == SCE_OP_ADD) return false;
  if (sce_is_dry(c)) return true;
  const SceOp *op = &c->program->ops.at[a.op];
  SceAxisSet set = c->program->axis_sets.at[op->axes];
  bool single = !set.count || (set.count == 1 && c->program->axis_ids.at[set.first] == 0);
  return op->sampled || (single && (a.flags & SCE_VAL_HAS_NAME));
}

static SceVal gather_samples(SceCompiler *c, uint32_t node, const struct Math *m, SceVal a) {
  SceOpKind kind = m->op == SCE_OP_MIN ? SCE_OP_MIN_OF : m->op == SCE_OP_MAX ? SCE_OP_MAX_OF : SCE_OP_MEAN_OF;
  return sce_val_number(sce_emit(c, kind, node, a.op, 0, 0), a.unit, a.flags & SCE_VAL_NOT_BARE, node);
}

static SceVal call_gather(SceCompiler *c, uint32_t node, const struct Math *m, const SceVal *args, uint32_t count) {
  if (count > 1) return gather_values(c, node, m, args, count, false);
  if (args[0].type == SCE_VAL_NUMBER && (args[0].flags & SCE_VAL_EACH_NAME)) return gather_axis(c, node, m, args[0]);
  if (args[0].type == SCE_VAL_LIST) {
    if (!args[0].unit) {
      sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, node), "`%s` of an empty list has no value", m->name);
      return sce_val_error(node);
    }
    SCE_ARRAY(SceVal) copy = {0};
    for (uint32_t i = 0; i < args[0].unit; i++) sce_array_push(&copy, c->lists.at[args[0].op + i]);
    SceVal val = gather_values(c, args[0].node, m, copy.at, copy.count, true);
    sce_array_release(&copy);
    return val;
  }
  SceVal a = args[0];
  if (!sce_val_is_number(c, &a)) return sce_val_error(node);
  if (is_over_samples(c, m, a)) return gather_samples(c, node, m, a);
  if (!sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, node), m->op == SCE_OP_ADD && !sce_is_dry(c) && c->program->ops.at[a.op].sampled ? "`%s` of samples depends on how many there are" : "`%s` of a single value", m->name)) return sce_val_error(node);
  SceAxisSet set = c->program->axis_sets.at[c->program->ops.at[a.op].axes];
  uint16_t axis = set.count ? c->program->axis_ids.at[set.first + set.count - 1] : 0;
  const char *text = sce_quote(c, sce_node_span(c, a.node));
  uint32_t near = axis ? sce_lookup(c, sce_frame(c)->layer, c->program->axes.at[axis].name, SCE_NIL) : SCE_NIL;   /* inside its kind by name, elsewhere by path */
  bool inside = near != SCE_NIL && c->bindings.at[near].type == SCE_BINDING_EACH;
  if (axis && set.count > 1 && c->program->axis_ids.at[set.first + set.count - 2] && !inside)
    sce_diag_help(c->diags, "it has one value for each pair of `%s` and `%s`: axes of two blocks are two axes, whatever their names", sce_spell(c, c->program->axes.at[c->program->axis_ids.at[set.first + set.count - 2]].path), sce_spell(c, c->program->axes.at[axis].path));
  else if (axis) sce_diag_help(c->diags, "it has one value for each `%s`: say over what, `%s(%s over %s)`", sce_spell(c, c->program->axes.at[axis].name), m->name, text, sce_spell(c, inside ? c->program->axes.at[axis].name : c->program->axes.at[axis].path));
  else sce_diag_help(c->diags, "give it several values, `%s(a, b)`, a list, or the name of an `each`", m->name);
  return sce_val_error(node);
}

/* Functions that judge their arguments themselves. */
static SceVal call_beyond(SceCompiler *c, uint32_t node, const struct Math *m, SceVal *args, uint32_t count) {
  bool bounds = m->rule == RULE_TRUNCATE || m->rule == RULE_SWEEP || m->rule == RULE_PREV;
  for (uint32_t i = 0; i < count; i++) {
    if (args[i].type == SCE_VAL_ERROR) return sce_val_error(node);
    if (args[i].type == SCE_VAL_NONE && (!bounds || (i == 0 && m->rule != RULE_SWEEP))) return (SceVal){.type = SCE_VAL_NONE, .flags = SCE_VAL_HAS_NAME, .node = node};
  }
  if (!count && m->rule != RULE_SWEEP) {
    if (sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, node), "`%s` takes at least one argument, and none is given", m->name)) sce_diag_help(c->diags, "say of what");
    return sce_val_error(node);
  }
  switch (m->rule) {
    case RULE_DISTRIBUTION: return sce_call_distribution(c, node, m->name, args, count);
    case RULE_CHOICE: return sce_call_choice(c, node, m->name, args, count);
    case RULE_TRUNCATE: return sce_call_truncate(c, node, args, count);
    case RULE_CORRELATE: return sce_call_correlate(c, node, args, count);
    case RULE_ESTIMATE: return sce_call_estimate(c, node, m->name, args, count);
    case RULE_SWEEP: return sce_call_sweep(c, node, args, count);
    case RULE_PREV: return sce_call_prev(c, node, args, count);
    default: return sce_call_argmin(c, node, args, count);
  }
}

static SceVal call_math(SceCompiler *c, uint32_t node, const struct Math *m, SceVal *args, uint32_t count) {
  if (m->rule >= RULE_DISTRIBUTION) return call_beyond(c, node, m, args, count);
  uint32_t least = m->rule == RULE_POWER ? 2 : 1, most = m->rule == RULE_GATHER ? UINT32_MAX : m->rule == RULE_POWER || m->rule == RULE_STEP ? 2 : 1;
  bool none = false;
  for (uint32_t i = 0; i < count; i++) {
    if (args[i].type == SCE_VAL_ERROR) return sce_val_error(node);
    none |= args[i].type == SCE_VAL_NONE;
    if (!(args[i].flags & SCE_VAL_HAS_NAMED)) continue;
    sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, args[i].node), "`%s` takes its arguments without names", m->name);
    return sce_val_error(node);
  }
  if (count < least || count > most) {
    if (sce_diag_add(c->diags, SCE_E_ARGUMENTS, sce_node_span(c, node), "`%s` takes %s, and %u %s given", m->name, m->rule == RULE_STEP ? "one or two arguments" : most == 1 ? "one argument" : most == 2 ? "two arguments" : "at least one argument", count, count == 1 ? "is" : "are"))
      sce_diag_help(c->diags, m->rule == RULE_STEP ? "write `%s(x)` for a pure number, `%s(x, step)` otherwise" : most == 2 || m->rule == RULE_GATHER ? "write `%s(x, y)`" : "write `%s(x)`", m->name, m->name);
    return sce_val_error(node);
  }
  if (none) return (SceVal){.type = SCE_VAL_NONE, .flags = SCE_VAL_HAS_NAME, .node = node};
  SceVal a = args[0];
  switch (m->rule) {
    case RULE_PURE: return call_pure(c, node, m, a);
    case RULE_SAME:
      if (!sce_val_is_number(c, &a)) return sce_val_error(node);
      return sce_val_number(sce_emit(c, m->op, node, a.op, 0, 0), a.unit, a.flags & SCE_VAL_NOT_BARE, node);
    case RULE_ROOT: return call_root(c, node, a);
    case RULE_POWER: return sce_apply_power(c, node, a, args[1]);
    case RULE_STEP: return call_step(c, node, m, args, count);
    default: return call_gather(c, node, m, args, count);
  }
}

/* ---- functions with a signature ---- */

static void report_arguments(SceCompiler *c, uint32_t node, uint32_t fn, SceSpan span, const char *what) {
  if (!sce_diag_add(c->diags, SCE_E_ARGUMENTS, span, "`%s` %s", sce_spell(c, c->fns.at[fn].name), what)) return;
  SceText *signature = sce_quote_buffer(c);
  sce_fn_signature(c, fn, signature);
  if (c->fns.at[fn].item != SCE_NIL && c->fns.at[fn].builtin == SCE_NIL) sce_diag_note(c->diags, sce_item_name_span(c, c->fns.at[fn].item), "defined here");
  sce_diag_help(c->diags, "it is `%s`", signature->bytes);
  (void)node;
}

static const char *no_parameter(SceCompiler *c, SceName name) {
  SceText *text = sce_quote_buffer(c);
  sce_text_add_format(text, "has no parameter `%s`", sce_spell(c, name));
  return text->bytes;
}

/* Puts the arguments on the stack into the order of the parameters; MISSING where one takes its default. */
static bool order_arguments(SceCompiler *c, uint32_t node, uint32_t fn, uint32_t first, uint32_t count) {
  const SceFn f = c->fns.at[fn];
  SCE_ARRAY(SceVal) ordered = {0};
  bool sound = true;
  for (uint32_t i = 0; i < f.parameter_count; i++) sce_array_push(&ordered, ((SceVal){.type = SCE_VAL_MISSING, .node = node}));
  for (uint32_t i = 0; i < count && sound; i++) {
    SceVal arg = c->stack.at[first + i];
    uint32_t at = i;
    if (arg.flags & SCE_VAL_HAS_NAMED) at = sce_fn_parameter(c, fn, arg.named);
    if (at >= f.parameter_count) {
      sound = false;
      report_arguments(c, node, fn, sce_node_span(c, arg.node), arg.flags & SCE_VAL_HAS_NAMED ? no_parameter(c, arg.named) : "has fewer parameters");
    } else if (ordered.at[at].type != SCE_VAL_MISSING) {
      sound = false;
      report_arguments(c, node, fn, sce_node_span(c, arg.node), "gets this parameter twice");
    } else {
      ordered.at[at] = arg;
    }
  }
  for (uint32_t i = 0; i < f.parameter_count && sound; i++) {
    if (ordered.at[i].type != SCE_VAL_MISSING || !sce_expr_is_empty(c->ast->items.at[c->parameters.at[f.parameters + i].item].expr)) continue;
    sound = false;
    SceText *text = sce_quote_buffer(c);
    sce_text_add_format(text, "needs `%s`", sce_spell(c, c->parameters.at[f.parameters + i].name));
    report_arguments(c, node, fn, sce_node_span(c, node), text->bytes);
  }
  c->stack.count = first;
  for (uint32_t i = 0; i < ordered.count; i++) sce_array_push(&c->stack, ordered.at[i]);
  sce_array_release(&ordered);
  return sound;
}

/* Brings each argument to its parameter's unit and checks dimensions against the function's scheme. Fills `result` with the dimension of the call. */
static bool check_arguments(SceCompiler *c, uint32_t node, uint32_t fn, uint32_t first, SceDim *result) {
  const SceFn f = c->fns.at[fn];
  SceDimMap map = {0};
  bool sound = true;
  for (uint32_t i = 0; i < f.parameter_count; i++) {
    const SceParameter p = c->parameters.at[f.parameters + i];
    SceVal val = c->stack.at[first + i];
    if (val.type == SCE_VAL_NONE) {
      val = sce_val_number(0, p.unit == SCE_UNIT_INVALID ? SCE_UNIT_ONE : p.unit, SCE_VAL_HAS_NAME, val.node);
    }
    if (val.type == SCE_VAL_ERROR || !sce_val_is_number(c, &val)) {
      sound = false;
      continue;
    }
    if (p.unit != SCE_UNIT_INVALID && sce_val_is_bare(&val)) val.unit = p.unit;
    SceDim wanted = sce_dim_instantiate(c->dims, p.dim, &map);
    if (!sce_dim_unify(c->dims, wanted, sce_unit_dim(c->units, val.unit))) {
      sce_conflict_argument(c, node, fn, f.parameters + i, sce_dim_resolve(c->dims, wanted), val);
      sound = false;
      continue;
    }
    if (p.unit != SCE_UNIT_INVALID) {
      val.op = sce_val_in(c, val, p.unit);
      val.unit = p.unit;
    }
    c->stack.at[first + i] = val;
  }
  if (sound && !f.failed) *result = sce_dim_resolve(c->dims, sce_dim_instantiate(c->dims, f.result, &map));
  sce_array_release(&map.pairs);
  return sound;
}

static bool push_default(SceCompiler *c, uint32_t fn, uint32_t first) {
  const SceFn f = c->fns.at[fn];
  for (uint32_t i = 0; i < f.parameter_count; i++) {
    if (c->stack.at[first + i].type != SCE_VAL_MISSING) continue;
    const SceParameter p = c->parameters.at[f.parameters + i];
    const SceFrame *caller = sce_frame(c);
    SceFrame frame = {.kind = SCE_FRAME_DEFAULT, .column = caller->column, .cell = SCE_NIL, .dry = caller->dry, .infer = caller->infer, .id = fn, .layer = sce_file_layer(c, f.object), .binding = SCE_NIL, .slot = first + i, .fn = SCE_NIL, .expected = p.unit};
    sce_frame_push(c, frame, c->ast->items.at[p.item].expr);
    return true;
  }
  return false;
}

static bool is_native(const SceCompiler *c, uint32_t fn) { return c->fns.at[fn].builtin == SCE_NIL && c->ast->items.at[c->fns.at[fn].item].kind == SCE_ITEM_EXTERN; }

/* The number of a native function, asked for at its first call; SCE_NIL: it is not to be had, which has been told. */
static uint32_t find_native(SceCompiler *c, uint32_t node, uint32_t fn) {
  const SceFn f = c->fns.at[fn];
  if (f.native != SCE_NIL) return f.native;
  const SceItem *item = &c->ast->items.at[f.item];
  const SceItemMore *more = sce_ast_more(c->ast, item);
  SceSourceId source = sce_ast_item_source(c->ast, f.item);
  if (!c->options->native) {
    sce_diag_add(c->diags, SCE_E_NATIVE_OFF, sce_node_span(c, node), "native functions cannot be called here");
    return SCE_NIL;
  }
  SceText library = {0}, units = {0};
  sce_text_add(&library, c->sources->list.at[source].text + more->string_at, more->string_length);
  for (uint32_t i = 0; i < f.parameter_count; i++) sce_text_add_format(&units, "%s%s", i ? ", " : "(", sce_spell(c, c->ast->items.at[c->parameters.at[f.parameters + i].item].unit));
  sce_text_add_format(&units, ") : %s", sce_spell(c, item->unit));
  SceNativeAsked asked = {.library = library.bytes, .name = sce_spell(c, f.name), .units = units.bytes, .parameters = f.parameter_count, .from = source,
                          .library_at = {source, more->string_at, more->string_at + more->string_length}, .name_at = sce_item_name_span(c, f.item)};
  uint32_t found = c->options->native(c->options->native_context, &asked, c->diags);
  sce_text_release(&library);
  sce_text_release(&units);
  if (found == SCE_NO_OP) c->fns.at[fn].failed = true;
  else if (!sce_program_native(c->program, found)) sce_array_push(&c->program->natives, ((SceNative){found, f.item}));
  return c->fns.at[fn].native = found;
}

/* A function of the host: built in, or of a library. */
static SceVal call_host(SceCompiler *c, uint32_t node, uint32_t fn, uint32_t first) {
  bool dry = sce_frame(c)->dry;
  uint32_t native = is_native(c, fn) && !dry ? find_native(c, node, fn) : SCE_NIL;
  const SceFn f = c->fns.at[fn];
  if (is_native(c, fn) && !dry && native == SCE_NIL) return sce_val_error(node);
  if (f.builtin != SCE_NIL && !dry && !sce_program_builtin(c->program, f.builtin)) sce_array_push(&c->program->builtins, ((SceNative){f.builtin, f.item}));
  uint32_t operands = c->program->operands.count;
  if (!sce_frame(c)->dry)
    for (uint32_t i = 0; i < f.parameter_count; i++) sce_array_push(&c->program->operands, c->stack.at[first + i].op);
  uint32_t op = sce_emit(c, SCE_OP_CALL, node, operands, f.builtin == SCE_NIL ? native : f.builtin, f.parameter_count);
  uint8_t flags = SCE_VAL_HAS_UNIT;
  for (uint32_t i = 0; i < f.parameter_count; i++) flags |= c->stack.at[first + i].flags & SCE_VAL_NOT_BARE;
  return sce_val_number(op, f.result_unit, flags, node);
}

static void finish_call(SceCompiler *c, uint32_t first, SceVal val) {
  c->stack.count = first - 1;                                                 /* the callee too */
  sce_array_push(&c->stack, val);
}

static bool call_function(SceCompiler *c, uint32_t node, uint32_t fn, uint32_t first) {
  if (push_default(c, fn, first)) return false;
  SceDim result = SCE_DIM_NONE;
  const SceFn f = c->fns.at[fn];
  SceFrame *caller = sce_frame(c);
  if (!check_arguments(c, node, fn, first, &result) || f.failed) {
    finish_call(c, first, sce_val_error(node));
    return true;
  }
  if (f.builtin != SCE_NIL || is_native(c, fn)) {
    finish_call(c, first, call_host(c, node, fn, first));
    return true;
  }
  if (caller->dry) {
    SceVal val = sce_val_number(0, f.result_unit != SCE_UNIT_INVALID ? f.result_unit : sce_unit_of_dim(c->units, result), SCE_VAL_HAS_NAME, node);
    if (f.truth) val.type = SCE_VAL_TRUTH;
    finish_call(c, first, val);
    return true;
  }
  caller->cursor = node + 1;
  caller->progress = 0;
  SceFrame frame = {.kind = SCE_FRAME_FUNCTION, .column = caller->column, .cell = SCE_NIL, .id = fn, .layer = sce_file_layer(c, f.object), .binding = SCE_NIL, .base = first - 1, .slot = first, .fn = fn, .expected = f.result_unit};
  sce_frame_push(c, frame, c->ast->items.at[f.item].expr);
  return false;
}

static void report_unknown_function(SceCompiler *c, SceVal callee) {
  const char *name = sce_spell(c, callee.op);
  if (c->objects.at[sce_layer_file(c, sce_frame(c)->layer)].flags & SCE_OBJECT_INCOMPLETE) return;
  if (!sce_diag_add(c->diags, SCE_E_FUNCTION, sce_node_span(c, callee.node), "there is no function `%s`", name)) return;
  static const char *const habits[][2] = {{"log", "ln, log10 or log2"}, {"avg", "mean"}, {"average", "mean"}, {"print", "nothing: an expression on a line of its own is shown"}};
  for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
    if (!strcmp(name, habits[i][0])) {
      sce_diag_help(c->diags, "write %s", habits[i][1]);
      return;
    }
  for (int i = 0; i < MATH_COUNT; i++)
    if (!strcasecmp(name, math[i].name)) {
      sce_diag_help(c->diags, "did you mean `%s`?", math[i].name);
      return;
    }
  SceSuggest s = {.wanted = name};
  for (uint32_t i = 0; i < c->fns.count && sce_may_offer(c); i++) sce_suggest_offer(&s, sce_spell(c, c->fns.at[i].name));
  for (int i = 0; i < MATH_COUNT; i++) sce_suggest_offer(&s, math[i].name);
  for (uint32_t i = 0; i < c->options->builtin_count; i++) sce_suggest_offer(&s, c->options->builtins[i].name);
  if (c->options->library) {
    uint32_t count;
    const SceLibraryEntry *entries = sce_library_entries(c->options->library, SCE_SPACE_FUNCTION, &count);
    for (uint32_t i = 0; i < count; i++) sce_suggest_offer(&s, c->options->library->names + entries[i].name);
  }
  if (s.best) sce_diag_help(c->diags, "did you mean `%s`?", s.best);
  else sce_diag_help(c->diags, "define it: `fn %s(x) = …`; to multiply write `*`", name);
}

/* The operands of the call have been brought in order before: only a default, or the body, was waited for. */
static bool is_ordered(const SceCompiler *c) { return sce_array_last(&c->frames).progress != 0; }

static uint32_t find_callee(SceCompiler *c, SceVal callee) {
  if (callee.unit != SCE_NIL) return sce_lookup_function(c, callee.unit, callee.op);
  return sce_lookup_function(c, sce_layer_file(c, sce_frame(c)->layer), callee.op);
}

bool sce_apply_call(SceCompiler *c, uint32_t node) {
  uint32_t given = c->ast->nodes.at[node].b, progress = sce_frame(c)->progress;
  uint32_t count = is_ordered(c) ? progress - 1 : given, first = c->stack.count - count;
  SceVal callee = c->stack.at[first - 1];
  if (callee.type != SCE_VAL_CALLEE) {
    if (callee.type != SCE_VAL_ERROR) sce_diag_add(c->diags, SCE_E_FUNCTION, sce_node_span(c, callee.node), "only a function can be called");
    finish_call(c, first, sce_val_error(node));
    return true;
  }
  uint32_t fn = find_callee(c, callee);
  const struct Math *m = fn == SCE_NIL && callee.unit == SCE_NIL ? find_math(sce_spell(c, callee.op)) : NULL;
  if (fn == SCE_NIL && !m) {
    report_unknown_function(c, callee);
    finish_call(c, first, sce_val_error(node));
    return true;
  }
  if (m) {
    SceVal val = call_math(c, node, m, c->stack.at + first, count);
    finish_call(c, first, val);
    return true;
  }
  if (!sce_fn_infer(c, fn)) return false;
  if (c->ast->items.at[c->fns.at[fn].item].flags & SCE_ITEM_FAILED) {
    finish_call(c, first, sce_val_error(node));
    return true;
  }
  if (!is_ordered(c) && !order_arguments(c, node, fn, first, count)) {
    finish_call(c, first, sce_val_error(node));
    return true;
  }
  sce_frame(c)->progress = c->fns.at[fn].parameter_count + 1;
  return call_function(c, node, fn, first);
}
