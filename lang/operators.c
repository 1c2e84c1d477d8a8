/* The rules of operators: which types they take, how dimensions and units combine, which operations they become.
 *
 * Each value keeps the unit that it was written in. Where two units of one dimension meet, the right one is converted to the left
 * one. In the check of a function dimensions may hold variables; then only dimensions are followed and equality is unification.
 */
#include "compiler.h"

#include <math.h>

/* Of two operands that are both looked at, so that both are reported. */
static bool both(bool left, bool right) { return left && right; }

static bool is_infer(const SceCompiler *c) { return c->frames.count && sce_array_last(&c->frames).infer; }

bool sce_same_dimension(SceCompiler *c, SceUnit a, SceUnit b) {
  if (a == b) return true;
  SceDim x = sce_unit_dim(c->units, a), y = sce_unit_dim(c->units, b);
  if (x == y) return true;
  return is_infer(c) && sce_dim_unify(c->dims, x, y);
}

uint32_t sce_val_in(SceCompiler *c, SceVal val, SceUnit unit) {
  if (val.unit == unit || is_infer(c)) return val.op;
  return sce_emit_scaled(c, val.op, sce_unit_convert(c->units, val.unit, unit), val.node == SCE_NIL ? 0 : val.node);
}

static const char *type_words(SceValType type) {
  switch (type) {
    case SCE_VAL_TRUTH: return "a truth value";
    case SCE_VAL_OBJECT:
    case SCE_VAL_OBJECTS: return "a block";
    case SCE_VAL_LIST: return "a list";
    case SCE_VAL_RANGE: return "a range";
    case SCE_VAL_TEXT: return "text";
    case SCE_VAL_CALLEE: return "a function";
    default: return "something else";
  }
}

/* The fields that a block has, for somebody who named the block alone. */
static void help_fields(SceCompiler *c, SceVal val, const char *text) {
  SceText *list = sce_quote_buffer(c);
  uint32_t count = 0;
  if (val.type == SCE_VAL_OBJECT && !(c->objects.at[val.op].flags & SCE_OBJECT_FILE)) {
    sce_object_build(c, val.op);
    for (uint32_t b = c->objects.at[val.op].first_binding; b != SCE_NIL; b = c->bindings.at[b].next)
      if (count++ < 16) sce_text_add_format(list, "%s`%s`", count > 1 ? ", " : "", sce_spell(c, c->bindings.at[b].name));
  }
  if (count) sce_diag_help(c->diags, "name one of its fields, such as `%s.%s`: it has %s%s", text, sce_spell(c, c->bindings.at[c->objects.at[val.op].first_binding].name), list->bytes, count > 16 ? ", …" : "");
  else sce_diag_help(c->diags, "name one of its fields: `%s.NAME`", text);
}

bool sce_val_is_number(SceCompiler *c, SceVal *val) {
  if (val->type == SCE_VAL_NUMBER) return true;
  if (val->type == SCE_VAL_ERROR) return false;
  SceSpan span = sce_node_span(c, val->node);
  const char *text = sce_quote(c, span);
  switch ((SceValType)val->type) {
    case SCE_VAL_NONE:
      sce_diag_add(c->diags, SCE_E_NOT_A_VALUE, span, "`none` stands alone as a formula: nothing is computed with it");
      break;
    case SCE_VAL_TRUTH:
      if (sce_diag_add(c->diags, SCE_E_TRUTH, span, "`%s` is true or false, and a number is needed", text)) sce_diag_help(c->diags, "write `if %s then … else …`", text);
      break;
    case SCE_VAL_RANGE:
      if (sce_diag_add(c->diags, SCE_E_LIST_PLACE, span, "a range stands behind `in` or inside `sweep( )` alone")) sce_diag_help(c->diags, "for an interval of what is not known write `low to high`");
      break;
    case SCE_VAL_LIST:
    case SCE_VAL_TEXT:
      if (sce_diag_add(c->diags, SCE_E_LIST_PLACE, span, "%s stands where a number is needed", type_words((SceValType)val->type)))
        sce_diag_help(c->diags, val->type == SCE_VAL_LIST ? "`sum`, `min`, `max` and `mean` take a list" : "text belongs behind @ as a source, or in a comment");
      break;
    case SCE_VAL_OBJECT:
    case SCE_VAL_OBJECTS:
      if (sce_diag_add(c->diags, SCE_E_NOT_A_VALUE, span, "`%s` is a block, not a number", text)) help_fields(c, *val, text);
      break;
    default: sce_diag_add(c->diags, SCE_E_NOT_A_VALUE, span, "`%s` is %s, not a number", text, type_words((SceValType)val->type));
  }
  *val = sce_val_error(val->node);
  return false;
}

/* A pure number, brought to unit 1 (a dozen, a percent). */
bool sce_val_is_pure(SceCompiler *c, SceVal *val, const char *who) {
  if (val->unit == SCE_UNIT_ONE) return true;
  if (!sce_same_dimension(c, val->unit, SCE_UNIT_ONE)) {
    sce_conflict_pure(c, val->node, *val, who);
    return false;
  }
  val->op = sce_val_in(c, *val, SCE_UNIT_ONE);
  val->unit = SCE_UNIT_ONE;
  return true;
}

static SceVal truth(SceCompiler *c, SceOpKind kind, uint32_t node, SceVal a, uint32_t b) {
  return (SceVal){.type = SCE_VAL_TRUTH, .flags = a.flags & SCE_VAL_NOT_BARE, .node = node, .op = sce_emit(c, kind, node, a.op, b, 0), .unit = SCE_UNIT_ONE};
}

static bool is_truth(SceCompiler *c, SceVal *val, const char *where) {
  if (val->type == SCE_VAL_TRUTH) return true;
  if (val->type == SCE_VAL_ERROR) return false;
  const char *text = sce_quote(c, sce_node_span(c, val->node));
  if (sce_diag_add(c->diags, SCE_E_TRUTH, sce_node_span(c, val->node), "`%s` is %s, and %s needs true or false", text, val->type == SCE_VAL_NUMBER ? "a number" : type_words((SceValType)val->type), where))
    sce_diag_help(c->diags, "compare it: `(%s > 0)`", text);
  return false;
}

/* ---- one operand ---- */

SceVal sce_apply_unary(SceCompiler *c, uint32_t node, SceVal a) {
  if (a.type == SCE_VAL_ERROR || a.type == SCE_VAL_NONE) return a;
  if (c->ast->nodes.at[node].kind == SCE_NODE_NOT) return is_truth(c, &a, "`not`") ? truth(c, SCE_OP_NOT, node, a, 0) : sce_val_error(node);
  if (!sce_val_is_number(c, &a)) return sce_val_error(node);
  return sce_val_number(sce_emit(c, SCE_OP_NEGATE, node, a.op, 0, 0), a.unit, a.flags & SCE_VAL_NOT_BARE, node);
}

/* A field or a block behind a number, as in `2 distance`. */
static bool report_name_as_unit(SceCompiler *c, uint32_t node, SceName name, SceSpan span) {
  SceUnit unit;
  if (sce_unit_find(c->units, name, true, &unit) != SCE_UNIT_UNKNOWN || sce_lookup(c, sce_frame(c)->layer, name, SCE_NIL) == SCE_NIL) return false;
  const char *text = sce_spell(c, name);
  if (sce_diag_add(c->diags, SCE_E_UNIT, span, "there is no unit `%s`; the name means a field or a block", text))
    sce_diag_help(c->diags, "write `%s * %s` to multiply by a field; of a block take a field, as in `%s.NAME`, and count in a unit", sce_quote(c, sce_node_span(c, node - 1)), text, text);
  return true;
}

/* A unit text such as `km/steps` whose second part is a field: says how to divide by it. */
static bool report_field_in_unit(SceCompiler *c, uint32_t node, SceName text, SceSpan span) {
  const char *at = sce_spell(c, text);
  if (!at[strcspn(at, "*/")]) return report_name_as_unit(c, node, text, span);
  while (*at) {
    uint32_t skip = (uint32_t)strcspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"), length = 0;
    at += skip;
    while (at[length] == '_' || (at[length] >= '0' && at[length] <= '9') || ((at[length] | 32) >= 'a' && (at[length] | 32) <= 'z')) length++;
    if (!length) break;
    size_t offset = (size_t)(at - sce_spell(c, text));
    char *part = strndup(at, length);
    SceName name = sce_intern_get(c->intern, part, length);
    free(part);
    SceUnit unit;
    if (sce_unit_find(c->units, name, true, &unit) != SCE_UNIT_OK && sce_lookup(c, sce_frame(c)->layer, name, SCE_NIL) != SCE_NIL && offset) {
      char sign = sce_spell(c, text)[offset - 1] == '(' ? '/' : sce_spell(c, text)[offset - 1];
      char *before = strndup(sce_spell(c, text), offset - 1);
      if (sce_diag_add(c->diags, SCE_E_UNIT, span, "`%s` is a field, not a unit: a unit's parts are written without spaces", sce_spell(c, name)))
        sce_diag_help(c->diags, "write `%s %s %c %s` with spaces", sce_quote(c, sce_node_span(c, node - 1)), before, sign, sce_spell(c, name));
      free(before);
      return true;
    }
    at = sce_spell(c, text) + offset + length;
  }
  return false;
}

SceVal sce_apply_unit(SceCompiler *c, uint32_t node, SceVal a) {
  const SceNode n = c->ast->nodes.at[node];
  SceSpan span = sce_ast_token_span(c->ast, c->sources, node);
  bool literal = c->ast->nodes.at[node - 1].kind == SCE_NODE_NUMBER;
  if (report_field_in_unit(c, node, n.a, span)) return sce_val_error(node);
  SceUnit unit = sce_unit_parse(c->units, n.a, literal, span);
  if (unit == SCE_UNIT_INVALID || a.type == SCE_VAL_ERROR) return sce_val_error(node);
  if (!sce_val_is_number(c, &a)) return sce_val_error(node);
  if (!sce_same_dimension(c, a.unit, SCE_UNIT_ONE)) {
    if (sce_diag_add(c->diags, SCE_E_PURE_NUMBER, sce_node_span(c, node), "`%s` has a unit already: it is %s", sce_quote(c, sce_node_span(c, node - 1)), sce_dim_text(c, sce_unit_dim(c->units, a.unit))))
      sce_diag_help(c->diags, "to convert write `%s as %s`", sce_quote(c, sce_node_span(c, node - 1)), sce_spell(c, n.a));
    return sce_val_error(node);
  }
  return sce_val_number(sce_val_in(c, a, SCE_UNIT_ONE), unit, (a.flags & SCE_VAL_NOT_BARE) | SCE_VAL_HAS_UNIT, node);
}

SceVal sce_apply_as(SceCompiler *c, uint32_t node, SceVal a) {
  const SceNode n = c->ast->nodes.at[node];
  SceUnit unit = sce_unit_parse(c->units, n.a, false, (SceSpan){sce_ast_node_source(c->ast, node), n.at, n.at + sce_intern_length(c->intern, n.a)});
  if (a.type == SCE_VAL_NONE) return a;
  if (unit == SCE_UNIT_INVALID || a.type == SCE_VAL_ERROR || !sce_val_is_number(c, &a)) return sce_val_error(node);
  if (!sce_same_dimension(c, a.unit, unit)) {
    sce_conflict_conversion(c, node, a, unit);
    return sce_val_error(node);
  }
  return sce_val_number(sce_val_in(c, a, unit), unit, (a.flags & SCE_VAL_NOT_BARE) | SCE_VAL_HAS_UNIT | SCE_VAL_UNIT_FIXED, node);
}

/* ---- two operands ---- */

static SceVal apply_sum(SceCompiler *c, uint32_t node, SceOpKind op, SceVal a, SceVal b) {
  const SceNode right = c->ast->nodes.at[b.node];
  if (right.kind == SCE_NODE_NUMBER && (right.flags & SCE_NODE_PERCENT) && !(a.flags & SCE_VAL_PERCENTISH)) {
    const char *x = sce_quote(c, sce_node_span(c, a.node)), *p = sce_quote(c, sce_node_span(c, b.node));
    char sign = op == SCE_OP_ADD ? '+' : '-';
    SceNodeKind left = (SceNodeKind)c->ast->nodes.at[a.node].kind;
    bool sum = left == SCE_NODE_ADD || left == SCE_NODE_SUBTRACT || left == SCE_NODE_IF;
    if (sce_diag_add(c->diags, SCE_E_PERCENT_SUM, sce_node_span(c, node), "`%s %c %s` has two readings", x, sign, p))
      sce_diag_help(c->diags, "to change it by a share write `%s%s%s * %.15g`; to move it by %.15g write `%s %c %.15g`", sum ? "(" : "", x, sum ? ")" : "", op == SCE_OP_ADD ? 1 + right.number : 1 - right.number, right.number, x, sign, right.number);
    return sce_val_error(node);
  }
  if (!sce_same_dimension(c, a.unit, b.unit)) {
    sce_conflict_operands(c, node, op == SCE_OP_ADD ? "be added" : "be subtracted", a, b);
    return sce_val_error(node);
  }
  uint8_t flags = (a.flags | b.flags) & SCE_VAL_NOT_BARE;
  if (a.flags & b.flags & SCE_VAL_PERCENTISH) flags |= SCE_VAL_PERCENTISH;
  return sce_val_number(sce_emit(c, op, node, a.op, sce_val_in(c, b, a.unit), 0), a.unit, flags, node);
}

static bool has_two_readings(SceCompiler *c, uint32_t node, SceVal a, SceVal b) {
  const SceNode *nodes = c->ast->nodes.at;
  if (nodes[b.node].kind != SCE_NODE_UNIT || nodes[b.node - 1].kind != SCE_NODE_NUMBER || (nodes[b.node - 1].flags & SCE_NODE_MONEY)) return false;
  if (!sce_val_is_bare(&a) || nodes[a.node].kind == SCE_NODE_PAREN) return false;
  const char *left = sce_quote(c, sce_node_span(c, a.node)), *number = sce_quote(c, sce_node_span(c, b.node - 1)), *unit = sce_spell(c, nodes[b.node].a);
  if (sce_diag_add(c->diags, SCE_E_DIVISION_READING, sce_node_span(c, node), "`%s/%s %s` has two readings: (%s/%s) %s, or %s per %s %s", left, number, unit, left, number, unit, left, number, unit))
    sce_diag_help(c->diags, "write `(%s/%s) %s` or `%s / (%s %s)`", left, number, unit, left, number, unit);
  return true;
}

/* A percentage beside a plain number only scales it: `43e6 * 15%` is as bare as `43e6 * 0.15`. Percentages alone stay percentages. */
static uint8_t product_flags(SceVal a, SceVal b) {
  uint8_t x = a.flags & SCE_VAL_NOT_BARE, y = b.flags & SCE_VAL_NOT_BARE;
  if ((x == SCE_VAL_HAS_PERCENT && !y) || (y == SCE_VAL_HAS_PERCENT && !x)) return 0;
  return x | y;
}

static SceVal apply_product(SceCompiler *c, uint32_t node, SceOpKind op, SceVal a, SceVal b) {
  uint8_t flags = product_flags(a, b);
  SceScale factor = SCE_SCALE_ONE;
  SceUnit unit = SCE_UNIT_ONE;
  if (op == SCE_OP_DIVIDE && has_two_readings(c, node, a, b)) return sce_val_error(node);
  if (is_infer(c)) {
    SceDim x = sce_dim_resolve(c->dims, sce_unit_dim(c->units, a.unit)), y = sce_dim_resolve(c->dims, sce_unit_dim(c->units, b.unit));
    SceDim dim = op == SCE_OP_MULTIPLY ? sce_dim_multiply(c->dims, x, y) : sce_dim_divide(c->dims, x, y);
    unit = dim == SCE_DIM_INVALID ? SCE_UNIT_INVALID : sce_unit_of_dim(c->units, dim);
  } else if (a.unit != SCE_UNIT_ONE || b.unit != SCE_UNIT_ONE) {
    unit = op == SCE_OP_MULTIPLY ? sce_unit_multiply(c->units, a.unit, b.unit, &factor) : sce_unit_divide(c->units, a.unit, b.unit, &factor);
  }
  if (unit == SCE_UNIT_INVALID) {
    sce_diag_add(c->diags, SCE_E_EXPONENT, sce_node_span(c, node), "the dimension of `%s` has exponents beyond 1000", sce_quote(c, sce_node_span(c, node)));
    return sce_val_error(node);
  }
  if (unit != SCE_UNIT_ONE && !is_infer(c) && sce_unit_dim(c->units, unit) == SCE_DIM_NONE) {   /* % and dozens are no factors of a product's unit */
    SceScale pure = sce_unit_convert(c->units, unit, SCE_UNIT_ONE);
    factor = (SceScale){factor.num * pure.num, factor.den * pure.den};
    unit = SCE_UNIT_ONE;
  }
  uint32_t value = sce_emit(c, op, node, a.op, b.op, 0);
  if (!sce_scale_is_one(factor)) value = sce_emit_scaled(c, value, factor, node);
  return sce_val_number(value, unit, flags, node);
}

static SceVal apply_comparison(SceCompiler *c, uint32_t node, SceOpKind op, SceVal a, SceVal b) {
  bool equality = op == SCE_OP_EQUAL || op == SCE_OP_NOT_EQUAL;
  if (equality && a.type == SCE_VAL_TRUTH && b.type == SCE_VAL_TRUTH) return truth(c, op, node, a, b.op);
  if (!both(sce_val_is_number(c, &a), sce_val_is_number(c, &b))) return sce_val_error(node);
  if (!sce_same_dimension(c, a.unit, b.unit)) {
    sce_conflict_operands(c, node, "be compared", a, b);
    return sce_val_error(node);
  }
  a.flags |= b.flags;
  SceVal out = truth(c, op, node, a, sce_val_in(c, b, a.unit));
  out.unit = a.unit;                                                          /* of both sides, for those who show them */
  return out;
}

SceVal sce_apply_binary(SceCompiler *c, uint32_t node, SceVal a, SceVal b) {
  static const uint8_t ops[] = {
      [SCE_NODE_ADD] = SCE_OP_ADD, [SCE_NODE_SUBTRACT] = SCE_OP_SUBTRACT, [SCE_NODE_MULTIPLY] = SCE_OP_MULTIPLY, [SCE_NODE_DIVIDE] = SCE_OP_DIVIDE,
      [SCE_NODE_LESS] = SCE_OP_LESS, [SCE_NODE_GREATER] = SCE_OP_GREATER, [SCE_NODE_LESS_EQUAL] = SCE_OP_LESS_EQUAL, [SCE_NODE_GREATER_EQUAL] = SCE_OP_GREATER_EQUAL,
      [SCE_NODE_EQUAL] = SCE_OP_EQUAL, [SCE_NODE_NOT_EQUAL] = SCE_OP_NOT_EQUAL, [SCE_NODE_AND] = SCE_OP_AND, [SCE_NODE_OR] = SCE_OP_OR};
  if (a.type == SCE_VAL_ERROR || b.type == SCE_VAL_ERROR) return sce_val_error(node);
  SceNodeKind kind = (SceNodeKind)c->ast->nodes.at[node].kind;
  SceOpKind op = (SceOpKind)ops[kind];
  if (kind == SCE_NODE_AND || kind == SCE_NODE_OR) {
    const char *where = kind == SCE_NODE_AND ? "`and`" : "`or`";
    if (!both(is_truth(c, &a, where), is_truth(c, &b, where))) return sce_val_error(node);
    a.flags |= b.flags;
    return truth(c, op, node, a, b.op);
  }
  if (a.type == SCE_VAL_NONE || b.type == SCE_VAL_NONE) return (SceVal){.type = SCE_VAL_NONE, .flags = SCE_VAL_HAS_NAME, .node = node};
  if (kind >= SCE_NODE_LESS && kind <= SCE_NODE_NOT_EQUAL) return apply_comparison(c, node, op, a, b);
  if (!both(sce_val_is_number(c, &a), sce_val_is_number(c, &b))) return sce_val_error(node);
  if (kind == SCE_NODE_ADD || kind == SCE_NODE_SUBTRACT) return apply_sum(c, node, op, a, b);
  return apply_product(c, node, op, a, b);
}

/* ---- powers ---- */

/* The value of an expression of plain numbers, as a small fraction; false when it is none. */
static bool literal_fraction(const SceCompiler *c, uint32_t root, SceExponent *out) {
  SCE_ARRAY(SceExponent) stack = {0};
  bool good = true;
  for (uint32_t n = sce_ast_first(c->ast, root); good && n <= root; n++) {
    const SceNode node = c->ast->nodes.at[n];
    if (node.kind == SCE_NODE_NUMBER) {
      int32_t den = 1;
      while (den < 1000 && node.number * den != floor(node.number * den)) den++;
      good = fabs(node.number) <= 1000 && node.number * den == floor(node.number * den);
      if (good) sce_array_push(&stack, ((SceExponent){(int32_t)(node.number * den), den}));
    } else if (node.kind == SCE_NODE_NEGATE && stack.count) {
      sce_array_last(&stack).num *= -1;
    } else if (node.kind == SCE_NODE_DIVIDE && stack.count >= 2) {
      SceExponent y = sce_array_pop(&stack), *x = &sce_array_last(&stack);
      int64_t num = (int64_t)x->num * y.den, den = (int64_t)x->den * y.num;
      if (den < 0) num = -num, den = -den;
      int64_t g = num < 0 ? -num : num;
      for (int64_t r = den; r;) { int64_t t = g % r; g = r; r = t; }
      good = den != 0 && g != 0 ? num / g <= 1000 && num / g >= -1000 && den / g <= 1000 : den != 0;
      if (good) *x = (SceExponent){(int32_t)(g ? num / g : 0), (int32_t)(g ? den / g : 1)};
    } else if (node.kind != SCE_NODE_PAREN) {
      good = false;
    }
  }
  good = good && stack.count == 1;
  if (good) *out = stack.at[0];
  sce_array_release(&stack);
  return good;
}

SceVal sce_apply_power(SceCompiler *c, uint32_t node, SceVal a, SceVal b) {
  if (a.type == SCE_VAL_ERROR || b.type == SCE_VAL_ERROR) return sce_val_error(node);
  if (a.type == SCE_VAL_NONE || b.type == SCE_VAL_NONE) return (SceVal){.type = SCE_VAL_NONE, .flags = SCE_VAL_HAS_NAME, .node = node};
  if (!both(sce_val_is_number(c, &a), sce_val_is_number(c, &b))) return sce_val_error(node);
  uint8_t flags = (a.flags | b.flags) & SCE_VAL_NOT_BARE;
  if (!sce_same_dimension(c, b.unit, SCE_UNIT_ONE)) {
    if (sce_diag_add(c->diags, SCE_E_PURE_NUMBER, sce_node_span(c, b.node), "an exponent is a pure number; `%s` is %s", sce_quote(c, sce_node_span(c, b.node)), sce_dim_text(c, sce_unit_dim(c->units, b.unit))))
      sce_diag_help(c->diags, "divide it by a unit first, such as `%s / (1 %s)`", sce_quote(c, sce_node_span(c, b.node)), sce_unit_spelling(c->units, b.unit));
    return sce_val_error(node);
  }
  b.op = sce_val_in(c, b, SCE_UNIT_ONE);
  SceExponent exponent;
  bool plain = sce_unit_dim(c->units, a.unit) == SCE_DIM_NONE, literal = !plain && literal_fraction(c, b.node, &exponent);
  bool pure = plain || (!literal && sce_same_dimension(c, a.unit, SCE_UNIT_ONE));
  if (pure) {
    a.op = sce_val_in(c, a, SCE_UNIT_ONE);
    return sce_val_number(sce_emit(c, SCE_OP_POWER, node, a.op, b.op, 0), SCE_UNIT_ONE, flags, node);
  }
  if (!literal) {
    if (sce_diag_add(c->diags, SCE_E_EXPONENT, sce_node_span(c, b.node), "`%s` is %s: its exponent must be a number written out, so that the dimension of the result is known", sce_quote(c, sce_node_span(c, a.node)), sce_dim_text(c, sce_unit_dim(c->units, a.unit))))
      sce_diag_help(c->diags, "write the exponent as a number or a fraction such as (1/2), or make the base a pure number");
    return sce_val_error(node);
  }
  SceScale factor = SCE_SCALE_ONE;
  SceUnit unit = SCE_UNIT_INVALID;
  if (is_infer(c)) {
    SceDim dim = sce_dim_power(c->dims, sce_dim_resolve(c->dims, sce_unit_dim(c->units, a.unit)), exponent);
    if (dim != SCE_DIM_INVALID) unit = sce_unit_of_dim(c->units, dim);
  } else {
    unit = sce_unit_power(c->units, a.unit, exponent, &factor);
  }
  if (unit == SCE_UNIT_INVALID) {
    sce_diag_add(c->diags, SCE_E_EXPONENT, sce_node_span(c, node), "the dimension of `%s` has exponents beyond 1000", sce_quote(c, sce_node_span(c, node)));
    return sce_val_error(node);
  }
  return sce_val_number(sce_emit_scaled(c, sce_emit(c, SCE_OP_POWER, node, a.op, b.op, 0), factor, node), unit, flags, node);
}

/* ---- if ---- */

SceVal sce_apply_if(SceCompiler *c, uint32_t node, SceVal condition, SceVal yes, SceVal no) {
  bool sound = is_truth(c, &condition, "the condition of `if`");
  if (!sound || yes.type == SCE_VAL_ERROR || no.type == SCE_VAL_ERROR) return sce_val_error(node);
  if (yes.type == SCE_VAL_NONE && no.type == SCE_VAL_NONE) return yes;
  if (yes.type == SCE_VAL_NONE) yes = (SceVal){.type = no.type, .node = yes.node, .unit = no.unit, .flags = no.flags};
  if (no.type == SCE_VAL_NONE) no = (SceVal){.type = yes.type, .node = no.node, .unit = yes.unit, .flags = yes.flags};
  uint8_t flags = (condition.flags | yes.flags | no.flags) & SCE_VAL_NOT_BARE;
  if (yes.type == SCE_VAL_TRUTH && no.type == SCE_VAL_TRUTH) {
    uint32_t op = sce_emit(c, SCE_OP_SELECT, node, condition.op, yes.op, no.op);
    return (SceVal){.type = SCE_VAL_TRUTH, .flags = flags, .node = node, .op = op, .unit = SCE_UNIT_ONE};
  }
  if (yes.type == SCE_VAL_OBJECT || no.type == SCE_VAL_OBJECT || yes.type == SCE_VAL_OBJECTS || no.type == SCE_VAL_OBJECTS) {
    if (sce_diag_add(c->diags, SCE_E_NOT_A_VALUE, sce_node_span(c, node), "`if` chooses between values, not between blocks"))
      sce_diag_help(c->diags, "choose between their fields, or replace the reference in a scenario");
    return sce_val_error(node);
  }
  if (!both(sce_val_is_number(c, &yes), sce_val_is_number(c, &no))) return sce_val_error(node);
  if (!sce_same_dimension(c, yes.unit, no.unit)) {
    sce_conflict_operands(c, node, "be the two branches of one `if`", yes, no);
    return sce_val_error(node);
  }
  uint32_t other = sce_val_in(c, no, yes.unit);
  return sce_val_number(sce_emit(c, SCE_OP_SELECT, node, condition.op, yes.op, other), yes.unit, flags, node);
}
