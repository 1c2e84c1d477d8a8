/* The messages when dimensions do not fit: both sides in words, where each came from, and the likely way out.
 *
 * The way out is found from the quotient of the two dimensions: a constant of the library that has just this dimension
 * (so many of one count as one of another), a plain factor such as a time, or a missing unit.
 */
#include "compiler.h"

const char *sce_dim_text(SceCompiler *c, SceDim dim) {
  SceText *text = sce_quote_buffer(c);
  if (c->options->library) {                                                  /* names of dimensions make better words: have them all */
    uint32_t count;
    const SceLibraryEntry *entries = sce_library_entries(c->options->library, SCE_SPACE_DIMENSION, &count);
    for (uint32_t i = 0; i < count; i++) {
      SceName name = sce_intern_get_string(c->intern, c->options->library->names + entries[i].name);
      SceDim known;
      if (!sce_dim_find(c->dims, name, &known)) sce_declare_from_library(c, SCE_SPACE_DIMENSION, name);
    }
    sce_units_finish(c->units);
  }
  sce_dim_words(text, c->dims, c->intern, sce_dim_resolve(c->dims, dim));
  return text->bytes;
}

const char *sce_unit_suffix(SceCompiler *c, SceUnit unit) {
  SceText *text = sce_quote_buffer(c);
  const char *spelling = sce_unit_spelling(c->units, unit);
  if (unit == SCE_UNIT_ONE || !strcmp(spelling, "1")) return text->bytes;
  if (!strncmp(spelling, "1/", 2)) sce_text_add_string(text, spelling + 1);
  else sce_text_add_format(text, "%s%s", strcmp(spelling, "%") ? " " : "", spelling);
  return text->bytes;
}

/* The unit of a value as a note shows it: in the check of a function, what has been found out about its dimension by now; "" when that is open. */
static const char *known_unit(SceCompiler *c, SceUnit unit) {
  SceDim dim = sce_unit_dim(c->units, unit), known = sce_dim_resolve(c->dims, dim);
  if (sce_dim_has_variables(c->dims, known)) return "";
  return sce_unit_spelling(c->units, known == dim ? unit : sce_unit_of_dim(c->units, known));
}

/* The item that gave a name its value, for an operand that is a name or a path. */
static uint32_t origin(SceCompiler *c, uint32_t node) {
  uint32_t first = sce_ast_first(c->ast, node), object = SCE_NIL, binding = SCE_NIL;
  const SceFrame *f = c->frames.count ? sce_frame(c) : NULL;
  if (!f || c->ast->nodes.at[first].kind != SCE_NODE_NAME) return SCE_NIL;
  for (uint32_t i = 0; f->fn != SCE_NIL && i < c->fns.at[f->fn].parameter_count; i++) {
    const SceParameter *p = &c->parameters.at[c->fns.at[f->fn].parameters + i];
    if (first == node && p->name == c->ast->nodes.at[node].a) return p->item;
  }
  for (uint32_t n = first; n <= node; n++) {
    const SceNode x = c->ast->nodes.at[n];
    if (n > first && x.kind != SCE_NODE_MEMBER) return SCE_NIL;
    binding = n == first ? sce_lookup(c, f->layer, x.a, f->binding) : object == SCE_NIL ? SCE_NIL : sce_lookup_in(c, object, x.a);
    if (binding == SCE_NIL) return SCE_NIL;
    const SceBinding *b = &c->bindings.at[binding];
    object = b->type == SCE_BINDING_BLOCK || (b->state == SCE_STATE_DONE && b->val_type == SCE_VAL_OBJECT) ? b->op : SCE_NIL;
  }
  const SceBinding *b = &c->bindings.at[binding];
  return b->decl != SCE_NIL ? b->decl : b->item;
}

/* An error in the library's text is told at the block of the user's that brought it up. */
static void note_block(SceCompiler *c, SceSpan span) {
  if (span.source == SCE_NO_SOURCE || !c->sources->list.at[span.source].library) return;
  for (uint32_t i = c->frames.count; i-- > 0;) {
    uint32_t object = c->frames.at[i].binding == SCE_NIL ? SCE_NIL : c->bindings.at[c->frames.at[i].binding].object;
    if (object == SCE_NIL || c->objects.at[object].item == SCE_NIL || (c->objects.at[object].flags & SCE_OBJECT_LIBRARY)) continue;
    const char *kind = c->objects.at[object].kind == SCE_NIL ? "block" : sce_spell(c, c->kinds.at[c->objects.at[object].kind].name);
    SceText note = {0};
    sce_text_add_format(&note, "in this formula of the library, for `%s.%s` of %s %s", sce_spell(c, c->objects.at[object].path), sce_spell(c, c->bindings.at[c->frames.at[i].binding].name), sce_article(kind), kind);
    sce_diag_move(c->diags, sce_item_name_span(c, c->objects.at[object].item), note.bytes);
    sce_text_release(&note);
    return;
  }
}

static void note_operand(SceCompiler *c, SceVal val) {
  if (val.node == SCE_NIL) return;
  SceDim dim = sce_unit_dim(c->units, val.unit);
  const char *words = sce_dim_text(c, dim);
  SceSpan span = sce_node_span(c, val.node);
  if (sce_dim_resolve(c->dims, dim) == SCE_DIM_NONE) sce_diag_note(c->diags, span, "`%s` is %s", sce_quote(c, span), words);
  else if (!*known_unit(c, val.unit)) sce_diag_note(c->diags, span, "`%s` is %s", sce_quote(c, span), words);
  else sce_diag_note(c->diags, span, "`%s` is %s (%s)", sce_quote(c, span), words, known_unit(c, val.unit));
  uint32_t item = origin(c, val.node);
  if (item != SCE_NIL && !(sce_item_name_span(c, item).source == span.source && sce_item_name_span(c, item).start == span.start))
    sce_diag_note(c->diags, sce_item_name_span(c, item), "`%s` comes from here", sce_quote(c, span));
}

/* A constant of the library with just this dimension: its name, or 0. Looks at short definitions without blocks alone. */
static SceName constant_of(SceCompiler *c, SceDim dim) {
  const SceLibrary *library = c->options->library;
  uint32_t count, frames = c->frames.count;
  if (!library || dim == SCE_DIM_NONE) return 0;
  const SceLibraryEntry *entries = sce_library_entries(library, SCE_SPACE_VALUE, &count);
  for (uint32_t i = 0; i < count; i++) {
    const char *text = library->texts + library->files[entries[i].file].start + entries[i].start;
    uint32_t length = entries[i].end - entries[i].start;
    if (length > 120 || memchr(text, '<', length)) continue;
    SceName name = sce_intern_get_string(c->intern, library->names + entries[i].name);
    uint32_t binding = sce_lookup_in(c, c->std_object, name);
    if (binding == SCE_NIL || c->bindings.at[binding].state == SCE_STATE_ACTIVE) continue;
    if (frames && c->bindings.at[binding].state == SCE_STATE_NEW) {           /* its literal says enough: no formula is started from within another */
      SceExpr expr = c->bindings.at[binding].item == SCE_NIL ? SCE_NO_EXPR : c->ast->items.at[c->bindings.at[binding].item].expr;
      if (sce_expr_is_empty(expr) || c->ast->nodes.at[expr.last].kind != SCE_NODE_UNIT) continue;
      SceUnit unit = sce_unit_parse(c->units, c->ast->nodes.at[expr.last].a, true, sce_ast_token_span(c->ast, c->sources, expr.last));
      if (unit != SCE_UNIT_INVALID && sce_unit_dim(c->units, unit) == dim) return name;
    } else if (c->bindings.at[binding].val_type == SCE_VAL_NUMBER && sce_unit_dim(c->units, c->bindings.at[binding].unit) == dim) {
      return name;
    }
  }
  return 0;
}

static bool has_only_positive(SceCompiler *c, SceDim dim) {
  uint32_t count;
  const SceDimFactor *factors = sce_dim_factors(c->dims, dim, &count);
  for (uint32_t i = 0; i < count; i++)
    if (factors[i].exponent.num < 0 || (factors[i].base & SCE_DIM_VARIABLE)) return false;
  return count > 0;
}

static bool is_bare_literal(const SceCompiler *c, SceVal val) {
  if (val.node == SCE_NIL || (val.flags & SCE_VAL_NOT_BARE)) return false;
  SceNodeKind kind = (SceNodeKind)c->ast->nodes.at[val.node].kind;
  return kind == SCE_NODE_NUMBER || kind == SCE_NODE_NEGATE || kind == SCE_NODE_PAREN || (kind >= SCE_NODE_ADD && kind <= SCE_NODE_POWER);
}

/* The text of a constant's formula, such as `2 X/Y`. */
static const char *constant_text(SceCompiler *c, SceName name) {
  uint32_t binding = sce_lookup_in(c, c->std_object, name);
  return sce_quote(c, sce_node_span(c, c->ast->items.at[c->bindings.at[binding].item].expr.last));
}

/* `low` has to be multiplied by something of dimension `missing` to become the other. */
static bool help_factor(SceCompiler *c, const char *text, const char *verb, SceDim missing) {
  SceName constant = constant_of(c, missing);
  if (constant) {
    sce_diag_help(c->diags, "%s `%s` by `%s`, the library's `%s`", verb, text, constant_text(c, constant), sce_spell(c, constant));
    return true;
  }
  if (!has_only_positive(c, missing)) return false;
  const char *words = sce_dim_text(c, missing);
  size_t length = strlen(words);
  sce_diag_help(c->diags, length && words[length - 1] == 's' ? "%s `%s` by a number of %s" : "%s `%s` by a %s", verb, text, words);
  return true;
}

static const char *unit_behind_number(SceCompiler *c, SceUnit unit) {
  SceDim known = sce_dim_resolve(c->dims, sce_unit_dim(c->units, unit));
  return sce_unit_suffix(c, known == sce_unit_dim(c->units, unit) ? unit : sce_unit_of_dim(c->units, known));
}

static void help_operands(SceCompiler *c, SceVal a, SceVal b) {
  if (a.node == SCE_NIL || b.node == SCE_NIL) return;
  SceDim x = sce_dim_resolve(c->dims, sce_unit_dim(c->units, a.unit)), y = sce_dim_resolve(c->dims, sce_unit_dim(c->units, b.unit));
  const char *left = sce_quote(c, sce_node_span(c, a.node)), *right = sce_quote(c, sce_node_span(c, b.node));
  const char *spelling;
  if (y == SCE_DIM_NONE && is_bare_literal(c, b)) {
    spelling = unit_behind_number(c, a.unit);
    sce_diag_help(c->diags, c->ast->nodes.at[b.node].kind == SCE_NODE_NUMBER ? "give the number its unit: `%s%s`" : "give the number its unit: `(%s)%s`", right, spelling);
    return;
  }
  if (x == SCE_DIM_NONE && is_bare_literal(c, a)) {
    spelling = unit_behind_number(c, b.unit);
    sce_diag_help(c->diags, c->ast->nodes.at[a.node].kind == SCE_NODE_NUMBER ? "give the number its unit: `%s%s`" : "give the number its unit: `(%s)%s`", left, spelling);
    return;
  }
  SceDim up = sce_dim_divide(c->dims, x, y), down = sce_dim_divide(c->dims, y, x);
  if (up == SCE_DIM_INVALID || down == SCE_DIM_INVALID) return;
  if (help_factor(c, right, "multiply", up) || help_factor(c, left, "multiply", down)) return;
  sce_diag_help(c->diags, "both sides of a sum, a comparison or an `if` need one dimension; look for a missing factor");
}

void sce_conflict_operands(SceCompiler *c, uint32_t node, const char *verb, SceVal a, SceVal b) {
  SceNodeKind kind = (SceNodeKind)c->ast->nodes.at[node].kind;
  SceCode code = kind == SCE_NODE_IF || kind == SCE_NODE_LIST ? SCE_E_BRANCHES : SCE_E_OPERANDS;
  const char *x = sce_dim_text(c, sce_unit_dim(c->units, a.unit)), *y = sce_dim_text(c, sce_unit_dim(c->units, b.unit));
  if (!sce_diag_add(c->diags, code, sce_node_span(c, node), "%s and %s cannot %s", x, y, verb)) return;
  note_operand(c, a);
  note_operand(c, b);
  note_block(c, sce_node_span(c, node));
  help_operands(c, a, b);
}

/* The formula's text with the unit put behind its first plain number: the line that would do. */
static const char *with_unit(SceCompiler *c, uint32_t root, SceUnit unit) {
  for (uint32_t n = sce_ast_first(c->ast, root); n <= root; n++) {
    if (c->ast->nodes.at[n].kind != SCE_NODE_NUMBER || (n < root && c->ast->nodes.at[n + 1].kind == SCE_NODE_UNIT) || (c->ast->nodes.at[n].flags & SCE_NODE_PERCENT)) continue;
    SceSpan whole = sce_node_span(c, root), number = sce_ast_token_span(c->ast, c->sources, n);
    SceText *text = sce_quote_buffer(c);
    const char *bytes = c->sources->list.at[whole.source].text;
    if (number.end - whole.start > 200 || whole.end - number.end > 200) return NULL;
    sce_text_add(text, bytes + whole.start, number.end - whole.start);
    sce_text_add_string(text, sce_unit_suffix(c, unit));
    sce_text_add(text, bytes + number.end, whole.end - number.end);
    return text->bytes;
  }
  return NULL;
}

static bool is_unit_literal(const SceCompiler *c, uint32_t node) {
  const SceNode *at = &c->ast->nodes.at[node];
  return at->kind == SCE_NODE_UNIT && at[-1].kind == SCE_NODE_NUMBER;
}

void sce_conflict_declared(SceCompiler *c, uint32_t root, SceUnit declared, uint32_t decl_item, SceVal val, const char *what) {
  SceDim wanted = sce_unit_dim(c->units, declared), got = sce_dim_resolve(c->dims, sce_unit_dim(c->units, val.unit));
  SceSpan span = root == SCE_NIL ? (decl_item == SCE_NIL ? SCE_NO_PLACE : sce_item_name_span(c, decl_item)) : sce_node_span(c, root);
  bool bare = got == SCE_DIM_NONE && !(val.flags & SCE_VAL_HAS_UNIT);
  const char *words = sce_dim_text(c, wanted), *other = sce_dim_text(c, got);
  bool added = got == SCE_DIM_NONE ? sce_diag_add(c->diags, SCE_E_BARE_NUMBER, span, "`%s` is declared as %s (%s), and its formula is a pure number", what, words, sce_unit_spelling(c->units, declared))
                                   : sce_diag_add(c->diags, SCE_E_DECLARED, span, "`%s` is declared as %s (%s), and its formula is %s (%s)", what, words, sce_unit_spelling(c->units, declared), other, sce_unit_spelling(c->units, val.unit));
  if (!added) return;
  if (decl_item != SCE_NIL && c->ast->items.at[decl_item].unit) sce_diag_note(c->diags, sce_unit_span(c, decl_item), "declared here");
  if (root == SCE_NIL) return;
  uint32_t item = origin(c, root);
  if (item != SCE_NIL) sce_diag_note(c->diags, sce_item_name_span(c, item), "`%s` comes from here", sce_quote(c, span));
  note_block(c, span);
  const char *line = bare ? with_unit(c, root, declared) : NULL;
  if (line) {
    sce_diag_help(c->diags, "a number takes the declared unit only where no name stands beside it; write `%s`", line);
    return;
  }
  if (is_unit_literal(c, root) && decl_item != SCE_NIL && c->sources->list.at[sce_ast_item_source(c->ast, decl_item)].library && !c->sources->list.at[span.source].library) {
    sce_diag_help(c->diags, "give it in %s; a number alone means that unit", sce_unit_spelling(c->units, declared));
    return;
  }
  SceDim up = sce_dim_divide(c->dims, wanted, got), down = sce_dim_divide(c->dims, got, wanted);
  const char *text = sce_quote(c, sce_node_span(c, root));
  if (up == SCE_DIM_INVALID || help_factor(c, text, "multiply", up) || help_factor(c, text, "divide", down)) return;
  if (c->sources->list.at[span.source].library) sce_diag_help(c->diags, "what the block gives and what it refers to do not go together: look at their units, or choose the kind that is made for them");
  else sce_diag_help(c->diags, "change the formula, or the declared unit");
}

void sce_conflict_conversion(SceCompiler *c, uint32_t node, SceVal val, SceUnit to) {
  SceDim got = sce_dim_resolve(c->dims, sce_unit_dim(c->units, val.unit)), wanted = sce_unit_dim(c->units, to);
  const char *x = sce_dim_text(c, got), *y = sce_dim_text(c, wanted);
  if (!sce_diag_add(c->diags, SCE_E_CONVERSION, sce_node_span(c, node), "%s cannot be converted to %s (%s)", x, y, sce_unit_spelling(c->units, to))) return;
  note_operand(c, val);
  note_block(c, sce_node_span(c, node));
  const char *text = sce_quote(c, sce_node_span(c, val.node));
  if (got == SCE_DIM_NONE) {
    sce_diag_help(c->diags, "a number gets a unit directly behind it or behind a parenthesis: `(%s) %s`", text, sce_unit_spelling(c->units, to));
    return;
  }
  SceDim up = sce_dim_divide(c->dims, wanted, got), down = sce_dim_divide(c->dims, got, wanted);
  if (up == SCE_DIM_INVALID || help_factor(c, text, "multiply", up) || help_factor(c, text, "divide", down)) return;
  sce_diag_help(c->diags, "`as` changes the unit, never the dimension");
}

void sce_conflict_pure(SceCompiler *c, uint32_t node, SceVal val, const char *who) {
  if (!sce_diag_add(c->diags, SCE_E_PURE_NUMBER, sce_node_span(c, node), "`%s` takes a pure number; `%s` is %s", who, sce_quote(c, sce_node_span(c, val.node)), sce_dim_text(c, sce_unit_dim(c->units, val.unit)))) return;
  uint32_t item = origin(c, val.node);
  if (item != SCE_NIL) sce_diag_note(c->diags, sce_item_name_span(c, item), "it comes from here");
  note_block(c, sce_node_span(c, node));
  sce_diag_help(c->diags, "divide by a unit or by a value of the same dimension: `%s(%s / (1 %s))`", who, sce_quote(c, sce_node_span(c, val.node)), sce_unit_spelling(c->units, val.unit));
}

void sce_conflict_argument(SceCompiler *c, uint32_t node, uint32_t fn, uint32_t parameter, SceDim wanted, SceVal val) {
  const SceParameter p = c->parameters.at[parameter];
  SceDim got = sce_dim_resolve(c->dims, sce_unit_dim(c->units, val.unit));
  const char *x = sce_dim_text(c, wanted), *y = sce_dim_text(c, got);
  SceSpan span = sce_node_span(c, val.node == SCE_NIL ? node : val.node);
  SceText *declared = sce_quote_buffer(c), *given = sce_quote_buffer(c);
  if (p.unit != SCE_UNIT_INVALID) sce_text_add_format(declared, " (%s)", sce_unit_spelling(c->units, p.unit));
  if (got != SCE_DIM_NONE) sce_text_add_format(given, " (%s)", sce_unit_spelling(c->units, val.unit));
  if (!sce_diag_add(c->diags, SCE_E_ARGUMENT_DIMENSION, span, "`%s` of `%s` is %s%s; this argument is %s%s", sce_spell(c, p.name), sce_spell(c, c->fns.at[fn].name), x, declared->bytes, y, given->bytes)) return;
  sce_diag_note(c->diags, sce_item_name_span(c, p.item), p.unit == SCE_UNIT_INVALID ? "`%s` must be %s, because the function's formula uses it so" : "`%s` is declared as %s here", sce_spell(c, p.name), x);
  if (val.node == SCE_NIL) return;
  uint32_t item = origin(c, val.node);
  const char *text = sce_quote(c, span);
  if (item != SCE_NIL) sce_diag_note(c->diags, sce_item_name_span(c, item), "`%s` comes from here", text);
  note_block(c, span);
  if (got == SCE_DIM_NONE && p.unit != SCE_UNIT_INVALID) {
    sce_diag_help(c->diags, "give it its unit: `(%s) %s`", text, sce_unit_spelling(c->units, p.unit));
    return;
  }
  SceDim up = sce_dim_divide(c->dims, wanted, got), down = sce_dim_divide(c->dims, got, wanted);
  if (up == SCE_DIM_INVALID || help_factor(c, text, "multiply", up) || help_factor(c, text, "divide", down)) return;
  SceText *signature = sce_quote_buffer(c);
  sce_fn_signature(c, fn, signature);
  sce_diag_help(c->diags, "the function is `%s`", signature->bytes);
}
