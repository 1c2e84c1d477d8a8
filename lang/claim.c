/* Claims: what a file states about its results, brought into a form that can be judged once values are known.
 *
 * A claim is a block of a kind that is built in: value, says, within, under, disputed; or holds. Its tolerance is half a unit of the last digit
 * that `says` spells, unless `within` gives one. Only the claims of the shown texts are taken, never those of imports.
 */
#include "compiler.h"
#include "suggest.h"

#include <math.h>

typedef struct ClaimFields {
  uint32_t value, says, within, under, disputed, holds;   /* items; SCE_NIL */
} ClaimFields;

static uint32_t *claim_field(ClaimFields *f, const char *name) {
  if (!strcmp(name, "value")) return &f->value;
  if (!strcmp(name, "says")) return &f->says;
  if (!strcmp(name, "within")) return &f->within;
  if (!strcmp(name, "under")) return &f->under;
  if (!strcmp(name, "disputed")) return &f->disputed;
  if (!strcmp(name, "holds")) return &f->holds;
  return NULL;
}

static bool read_fields(SceCompiler *c, uint32_t claim, ClaimFields *f) {
  bool sound = true;
  *f = (ClaimFields){SCE_NIL, SCE_NIL, SCE_NIL, SCE_NIL, SCE_NIL, SCE_NIL};
  for (uint32_t i = sce_ast_more(c->ast, &c->ast->items.at[claim])->body; i != SCE_NO_ITEM; i = c->ast->items.at[i].next) {
    const SceItem *item = &c->ast->items.at[i];
    const char *name = item->kind == SCE_ITEM_FIELD ? sce_spell(c, item->name) : "";
    uint32_t *field = claim_field(f, name);
    if (field && (item->flags & SCE_ITEM_FAILED)) {
      sound = false;                                                          /* told by the parser */
      *field = i;
    } else if (!field || sce_expr_is_empty(item->expr)) {
      SceSuggest s = {.wanted = name};
      const char *names[] = {"value", "says", "within", "under", "disputed", "holds"};
      for (int k = 0; k < 6; k++) sce_suggest_offer(&s, names[k]);
      if (sce_diag_add(c->diags, SCE_E_FIELD, sce_item_name_span(c, i), "a claim has no field `%s`", name)) {
        if (s.best) sce_diag_help(c->diags, "did you mean `%s`?", s.best);
        else sce_diag_help(c->diags, "a claim is `claim NAME < value = …; says = …; within = …; under = SCENARIO; disputed = \"why\" >` or `claim NAME < holds = ( … ) >`");
      }
      sound = false;
    } else if (*field != SCE_NIL) {
      if (sce_diag_add(c->diags, SCE_E_TWICE, sce_item_name_span(c, i), "`%s` is given twice", name)) sce_diag_note(c->diags, sce_item_name_span(c, *field), "the first time here");
      sound = false;
    } else {
      *field = i;
    }
  }
  return sound;
}

static bool check_shape(SceCompiler *c, uint32_t claim, const ClaimFields *f) {
  SceSpan span = sce_item_name_span(c, claim);
  const char *missing = NULL;
  if (f->holds != SCE_NIL && f->within != SCE_NIL && f->value == SCE_NIL && f->says == SCE_NIL) {
    if (sce_diag_add(c->diags, SCE_E_CLAIM_SHAPE, sce_item_name_span(c, f->within), "`within` goes with `value` and `says`; what `holds` has no tolerance")) sce_diag_help(c->diags, "leave it out, or compare: `value = …; says = …`");
    return false;
  }
  if (!c->ast->items.at[claim].name) missing = "a claim needs a name";
  else if (f->holds != SCE_NIL && (f->value != SCE_NIL || f->says != SCE_NIL || f->within != SCE_NIL)) missing = "a claim either compares (`value`, `says`) or holds (`holds`), not both";
  else if (f->holds == SCE_NIL && f->value == SCE_NIL) missing = "this claim has no `value`";
  else if (f->holds == SCE_NIL && f->says == SCE_NIL) missing = "this claim has no `says`";
  if (!missing) return true;
  if (sce_diag_add(c->diags, SCE_E_CLAIM_SHAPE, span, "%s", missing)) sce_diag_help(c->diags, "write `claim NAME < value = …; says = … >` or `claim NAME < holds = ( … ) >`");
  return false;
}

/* The NUMBER node of a formula that is one literal (with sign, unit, parentheses), or SCE_NIL. */
static uint32_t literal_node(const SceCompiler *c, SceExpr expr) {
  uint32_t number = SCE_NIL;
  for (uint32_t n = expr.first; n <= expr.last; n++) {
    SceNodeKind kind = (SceNodeKind)c->ast->nodes.at[n].kind;
    if (kind == SCE_NODE_NUMBER && number == SCE_NIL) number = n;
    else if (kind != SCE_NODE_UNIT && kind != SCE_NODE_NEGATE && kind != SCE_NODE_PAREN) return SCE_NIL;
  }
  return number;
}

/* The digits behind an `e`; beyond every double they say nothing more. */
static int parse_exponent(const char *digits) {
  long value = strtol(digits, NULL, 10);
  return value > 9999 ? 9999 : value < -9999 ? -9999 : (int)value;
}

/* Half a unit of the last digit that a literal spells, in the literal's own unit: 4211 -> 0.5; 15.3M -> 0.05e6; 1.1e25 -> 0.05e25; 40% -> 0.005. */
static double half_digit(const SceCompiler *c, uint32_t number) {
  SceSpan span = sce_ast_token_span(c->ast, c->sources, number);
  const char *at = c->sources->list.at[span.source].text + span.start, *end = c->sources->list.at[span.source].text + span.end;
  int exponent = 0;
  bool fraction = false;
  for (; at < end && ((*at >= '0' && *at <= '9') || *at == '_' || *at == '.' || *at == '$'); at++) {
    if (*at == '.') fraction = true;
    else if (fraction && *at != '_') exponent--;
  }
  if (at < end && (*at == 'e' || *at == 'E')) exponent += parse_exponent(at + 1);
  else if (at < end) exponent += *at == 'k' ? 3 : *at == 'M' ? 6 : *at == 'B' ? 9 : *at == 'T' ? 12 : *at == '%' ? -2 : 0;
  return exponent < 0 ? 0.5 / pow(10, -exponent) : 0.5 * pow(10, exponent);
}

static SceVal lower_field(SceCompiler *c, uint32_t item, uint32_t layer) { return sce_lower_expression(c, c->ast->items.at[item].expr, layer, SCE_UNIT_INVALID); }

static SceSpan formula_span(const SceCompiler *c, uint32_t item) { return sce_node_span(c, c->ast->items.at[item].expr.last); }

/* Follows a formula that is a name or a path to the literal at its end; SCE_NIL when anything is computed on the way. */
static uint32_t end_of_names(SceCompiler *c, SceExpr expr, uint32_t layer, uint32_t column) {
  uint32_t own = SCE_NIL;
  for (uint32_t steps = 0; steps < 1000; steps++) {
    uint32_t number = literal_node(c, expr), object = SCE_NIL, binding = SCE_NIL;
    if (number != SCE_NIL) return number;
    for (uint32_t n = expr.first; n <= expr.last; n++) {
      const SceNode x = c->ast->nodes.at[n];
      if (x.kind == SCE_NODE_PAREN) continue;
      if (x.kind != (n == expr.first ? SCE_NODE_NAME : SCE_NODE_MEMBER)) return SCE_NIL;
      binding = n == expr.first ? sce_lookup(c, layer, x.a, own) : object == SCE_NIL ? SCE_NIL : sce_lookup_in(c, object, x.a);
      if (binding == SCE_NIL) return SCE_NIL;
      const SceBinding *b = &c->bindings.at[binding];
      object = b->type == SCE_BINDING_BLOCK || b->val_type == SCE_VAL_OBJECT ? b->op : SCE_NIL;
    }
    if (binding == SCE_NIL || c->bindings.at[binding].type != SCE_BINDING_VALUE) return SCE_NIL;
    const SceBinding b = c->bindings.at[binding];
    bool replaced = b.extra && c->extras.at[b.extra].base != SCE_NIL;
    uint32_t formula = replaced ? sce_column_formula(c, binding, column) : SCE_NIL, item = replaced ? c->formulas.at[formula].item : b.item;
    if (item == SCE_NIL || sce_expr_is_empty(c->ast->items.at[item].expr)) return SCE_NIL;
    expr = c->ast->items.at[item].expr;
    layer = replaced ? c->formulas.at[formula].layer : b.layer;
    own = binding;
  }
  return SCE_NIL;
}

static bool names_says(const SceCompiler *c, SceExpr expr) {
  return expr.first == expr.last && c->ast->nodes.at[expr.first].kind == SCE_NODE_NAME && !strcmp(sce_spell(c, c->ast->nodes.at[expr.first].a), "says");
}

static bool is_circular(SceCompiler *c, const ClaimFields *f, uint32_t layer, uint32_t column) {
  SceExpr value = c->ast->items.at[f->value].expr;
  SceExpr said = c->ast->items.at[f->says].expr;
  uint32_t says = literal_node(c, said) != SCE_NIL ? literal_node(c, said) : end_of_names(c, said, layer, column), number = names_says(c, value) ? says : end_of_names(c, value, layer, column);
  if (!names_says(c, value) && (number == SCE_NIL || says == SCE_NIL || c->ast->nodes.at[number].number != c->ast->nodes.at[says].number)) return false;
  if (sce_diag_add(c->diags, SCE_E_CLAIM_CIRCULAR, formula_span(c, f->value), "this claim compares the published number with itself")) {
    if (number != SCE_NIL && number != sce_ast_first(c->ast, value.last)) sce_diag_note(c->diags, sce_ast_token_span(c->ast, c->sources, number), "`value` is read from here");
    sce_diag_help(c->diags, "let `value` be computed from other inputs");
  }
  return true;
}

static bool read_under(SceCompiler *c, const ClaimFields *f, SceClaim *claim) {
  if (f->under == SCE_NIL) return true;
  SceExpr expr = c->ast->items.at[f->under].expr;
  SceName name = c->ast->nodes.at[expr.last].kind == SCE_NODE_NAME && expr.first == expr.last ? c->ast->nodes.at[expr.last].a : 0;
  uint32_t column = name ? sce_scenario_find(c, name) : SCE_NIL;
  if (column != SCE_NIL) {
    claim->under = column;
    return true;
  }
  SceSuggest s = {.wanted = name ? sce_spell(c, name) : ""};
  for (uint32_t i = 0; i < c->scenarios.count; i++) sce_suggest_offer(&s, sce_spell(c, c->scenarios.at[i].name));
  if (sce_diag_add(c->diags, SCE_E_SCENARIO, formula_span(c, f->under), "there is no scenario `%s`", sce_quote(c, formula_span(c, f->under))))
    sce_diag_help(c->diags, s.best ? "did you mean `%s`?" : "`under` names a scenario of this file%s", s.best ? s.best : "");
  return false;
}

static void read_disputed(SceCompiler *c, const ClaimFields *f, SceClaim *claim) {
  if (f->disputed == SCE_NIL) return;
  const SceNode n = c->ast->nodes.at[c->ast->items.at[f->disputed].expr.last];
  if (n.kind == SCE_NODE_STRING) {
    claim->disputed_at = n.a;
    claim->disputed_length = n.b;
    return;
  }
  claim->failed = true;
  if (sce_diag_add(c->diags, SCE_E_CLAIM_SHAPE, formula_span(c, f->disputed), "`disputed` gives the reason as text")) sce_diag_help(c->diags, "write `disputed = \"why\"`");
}

/* Absolute tolerance in the claim's unit; false with a finding. */
static bool read_within(SceCompiler *c, const ClaimFields *f, uint32_t layer, SceClaim *claim, uint32_t says_number, SceUnit says_unit) {
  if (f->within == SCE_NIL) {
    if (claim->value != SCE_NO_OP && sce_op_is_estimate(c, claim->value)) {
      if (sce_diag_add(c->diags, SCE_E_CLAIM_TOLERANCE, formula_span(c, f->value), "what comes out of samples varies with them, so the digits of `says` give no tolerance")) sce_diag_help(c->diags, "add `within = 1%%`, or a quantity such as `within = 5%s`", sce_unit_suffix(c, claim->unit));
      return false;
    }
    if (says_number != SCE_NIL && says_unit == claim->unit) {
      claim->within = half_digit(c, says_number);
      return true;
    }
    if (sce_diag_add(c->diags, SCE_E_CLAIM_TOLERANCE, formula_span(c, f->says), "`says` is not one literal, so its digits give no tolerance")) sce_diag_help(c->diags, "add `within = 1%%`, or a quantity such as `within = 5%s`", sce_unit_suffix(c, claim->unit));
    return false;
  }
  SceVal within = lower_field(c, f->within, layer);
  double number;
  if (within.type == SCE_VAL_ERROR) return false;
  bool literal = literal_node(c, c->ast->items.at[f->within].expr) != SCE_NIL && within.type == SCE_VAL_NUMBER && sce_constant_value(c, within.op, &number);
  if (!literal || number < 0) {
    if (sce_diag_add(c->diags, SCE_E_CLAIM_TOLERANCE, formula_span(c, f->within), literal ? "a tolerance cannot be negative" : "a tolerance is a literal, a percentage or a quantity, not a formula")) sce_diag_help(c->diags, "write `within = 1%%` or `within = 5%s`", sce_unit_suffix(c, claim->unit));
    return false;
  }
  if ((within.flags & SCE_VAL_HAS_PERCENT) && sce_unit_dim(c->units, within.unit) == SCE_DIM_NONE) {
    claim->within = fabs(claim->says) * number;
    return true;
  }
  if (!sce_same_dimension(c, within.unit, claim->unit)) {
    if (sce_diag_add(c->diags, SCE_E_CLAIM_TOLERANCE, formula_span(c, f->within), "the tolerance is %s, and what is claimed is %s", sce_dim_text(c, sce_unit_dim(c->units, within.unit)), sce_dim_text(c, sce_unit_dim(c->units, claim->unit))))
      sce_diag_help(c->diags, "a relative tolerance is written with %%: `within = 1%%`");
    return false;
  }
  claim->within = sce_scale_apply(sce_unit_convert(c->units, within.unit, claim->unit), number);
  return true;
}

static bool has_other_axes(const SceCompiler *c, uint32_t op) {
  SceAxisSet set = c->program->axis_sets.at[c->program->ops.at[op].axes];
  return set.count > 1 || (set.count == 1 && c->program->axis_ids.at[set.first] != 0);
}

static bool single_number(SceCompiler *c, uint32_t item, uint32_t op) {
  if (c->program->ops.at[op].sampled) {
    uint32_t root = c->ast->items.at[item].expr.last;
    if (c->ast->nodes.at[root].kind == SCE_NODE_PAREN) root--;
    const char *text = sce_quote(c, sce_node_span(c, root));
    if (!sce_diag_add(c->diags, SCE_E_CLAIM_SHAPE, formula_span(c, item), "a claim compares single numbers, and this has one for each sample")) return false;
    if (c->ast->items.at[item].name == sce_intern_get_string(c->intern, "holds")) sce_diag_help(c->diags, "ask for its probability: `holds = (prob(%s) >= 0.95)`", text);
    else sce_diag_help(c->diags, "reduce the samples: `p50(%s)`, `mean(%s)`", text, text);
    return false;
  }
  if (!has_other_axes(c, op)) return true;
  if (sce_diag_add(c->diags, SCE_E_CLAIM_SHAPE, formula_span(c, item), "a claim compares single numbers, and this has one for each point of an axis"))
    sce_diag_help(c->diags, "pick one, `x[NAME]`, or reduce them: `sum(x over AXIS)`");
  return false;
}

static bool read_comparison(SceCompiler *c, const ClaimFields *f, uint32_t layer, SceClaim *claim) {
  SceVal value = names_says(c, c->ast->items.at[f->value].expr) ? sce_val_error(SCE_NIL) : lower_field(c, f->value, layer), says = lower_field(c, f->says, layer);
  if (is_circular(c, f, layer, claim->under)) return false;
  bool has_value = value.type == SCE_VAL_NONE || sce_val_is_number(c, &value), has_says = sce_val_is_number(c, &says);
  if (!has_value || !has_says) return false;
  if (value.type == SCE_VAL_NONE) value = sce_val_number(0, says.unit, 0, value.node);
  if (!sce_same_dimension(c, value.unit, says.unit)) {
    const char *x = sce_dim_text(c, sce_unit_dim(c->units, value.unit)), *y = sce_dim_text(c, sce_unit_dim(c->units, says.unit));
    if (sce_diag_add(c->diags, SCE_E_OPERANDS, formula_span(c, f->says), "`value` is %s, and `says` is %s", x, y)) {
      sce_diag_note(c->diags, formula_span(c, f->value), "`value` is %s (%s)", x, sce_unit_spelling(c->units, value.unit));
      if (says.unit == SCE_UNIT_ONE && literal_node(c, c->ast->items.at[f->says].expr) != SCE_NIL) sce_diag_help(c->diags, "write `says = %s%s`", sce_quote(c, formula_span(c, f->says)), sce_unit_suffix(c, value.unit));
    }
    return false;
  }
  if (!sce_constant_value(c, says.op, &claim->says)) {
    sce_diag_add(c->diags, SCE_E_CLAIM_SHAPE, formula_span(c, f->says), "`says` is the published number: a literal, not a formula");
    return false;
  }
  claim->unit = says.unit;
  claim->value = sce_val_in(c, value, says.unit);
  return read_within(c, f, layer, claim, literal_node(c, c->ast->items.at[f->says].expr), says.unit) && single_number(c, f->value, claim->value);
}

static bool read_holds(SceCompiler *c, const ClaimFields *f, uint32_t layer, SceClaim *claim) {
  SceVal holds = lower_field(c, f->holds, layer);
  if (holds.type == SCE_VAL_ERROR) return false;
  if (holds.type != SCE_VAL_TRUTH) {
    if (sce_diag_add(c->diags, SCE_E_TRUTH, formula_span(c, f->holds), "`holds` needs something that is true or false")) sce_diag_help(c->diags, "write a comparison: `holds = (a > b)`");
    return false;
  }
  claim->holds = holds.op;
  claim->unit = holds.unit;
  return single_number(c, f->holds, holds.op);
}

static void collect_claim(SceCompiler *c, uint32_t item, uint32_t layer) {
  SceClaim claim = {.name = c->ast->items.at[item].name, .item = item, .value = SCE_NO_OP, .holds = SCE_NO_OP};
  if (c->options->only && !sce_glob_matches(c->options->only, sce_spell(c, claim.name))) return;
  uint32_t first = claim.name ? sce_slot_find(c, (SceSpace)SCE_SPACE_CLAIM, c->main_object, claim.name) : SCE_NIL;
  if (first != SCE_NIL) {
    if (sce_diag_add(c->diags, SCE_E_TWICE, sce_item_name_span(c, item), "there are two claims `%s`", sce_spell(c, claim.name))) sce_diag_note(c->diags, sce_item_name_span(c, c->program->claims.at[first].item), "the first one stands here");
    return;
  }
  ClaimFields f;
  c->free_path = sce_path_join(c, c->name_claim, claim.name);
  bool sound = read_fields(c, item, &f) && check_shape(c, item, &f);
  if (sound) {
    read_disputed(c, &f, &claim);
    sound = read_under(c, &f, &claim);
    sound = (f.holds != SCE_NIL ? read_holds(c, &f, layer, &claim) : read_comparison(c, &f, layer, &claim)) && sound && !claim.failed;
  }
  claim.failed = !sound;
  if (!sound) claim.value = claim.holds = SCE_NO_OP;
  if (!claim.name) return;
  sce_slot_add(c, (SceSpace)SCE_SPACE_CLAIM, c->main_object, claim.name, c->program->claims.count);
  sce_array_push(&c->program->claims, claim);
}

void sce_claims_collect(SceCompiler *c) {
  for (uint32_t i = 0; i < c->options->text_count; i++) {
    if (c->options->shown != SCE_ALL_TEXTS && c->options->shown != i) continue;
    uint32_t layer = c->main_layer;
    for (uint32_t item = c->ast->files.at[c->files.at[i].ast_file].body; item != SCE_NO_ITEM; item = c->ast->items.at[item].next)
      if (c->ast->items.at[item].kind == SCE_ITEM_BLOCK && sce_ast_more(c->ast, &c->ast->items.at[item])->block_kind == c->name_claim) collect_claim(c, item, layer);
  }
}
