/* What is shown, in which order: the fields, expressions and blocks of the shown texts, with the out fields of the blocks' kinds.
 * Collecting a result is what makes its formula, and all that it needs, become operations.
 */
#include "compiler.h"

typedef struct Collect {
  SceCompiler *c;
  SceText path;        /* scratch for globs */
} Collect;

bool sce_item_is_shown(const SceCompiler *c, uint32_t item) {
  SceSourceId source = sce_ast_item_source(c->ast, item);
  for (uint32_t i = 0; i < c->options->text_count; i++)
    if (c->options->texts[i] == source) return c->options->shown == SCE_ALL_TEXTS || c->options->shown == i;
  return false;
}

static bool is_wanted(Collect *k, uint32_t block, SceName name) {
  if (!k->c->options->only) return true;
  SceName path = k->c->program->blocks.at[block].path;
  sce_text_clear(&k->path);
  if (path) sce_text_add_format(&k->path, "%s.", sce_spell(k->c, path));
  sce_text_add_string(&k->path, sce_spell(k->c, name));
  if (sce_glob_matches(k->c->options->only, k->path.bytes)) return true;
  for (char *dot = k->path.bytes; (dot = strchr(dot, '.')); *dot++ = '.') {   /* a block's name is meant with all in it */
    *dot = '\0';
    if (sce_glob_matches(k->c->options->only, k->path.bytes)) return true;
  }
  return false;
}

/* One end of `in low .. high`, in the unit of what it bounds. */
static uint32_t bound(SceCompiler *c, SceExpr expr, uint32_t layer, SceUnit unit, SceName of, uint32_t range) {
  SceVal val = sce_lower_expression(c, expr, layer, unit);
  if (val.type == SCE_VAL_NONE) return SCE_NO_OP;
  if (val.type == SCE_VAL_ERROR || !sce_val_is_number(c, &val)) return SCE_NO_OP;
  if (sce_val_is_bare(&val)) val.unit = unit;
  if (!sce_same_dimension(c, val.unit, unit)) {
    const char *x = sce_dim_text(c, sce_unit_dim(c->units, val.unit)), *y = sce_dim_text(c, sce_unit_dim(c->units, unit));
    if (sce_diag_add(c->diags, SCE_E_DECLARED, sce_node_span(c, range), "the range of `%s` is %s, and `%s` is %s (%s)", sce_spell(c, of), x, sce_spell(c, of), y, sce_unit_spelling(c->units, unit)))
      sce_diag_help(c->diags, "give the bounds in %s", sce_unit_spelling(c->units, unit));
    return SCE_NO_OP;
  }
  return sce_val_in(c, val, unit);
}

/* Of a sampled value: what its bounds cut off, or the share of samples that lie outside. */
static void add_cut(SceCompiler *c, const SceBinding *b, SceRange *r) {
  if (sce_is_dry(c) || !c->program->ops.at[b->op].sampled) return;
  r->cut = c->extras.at[b->extra].cut;
  r->truncated = r->cut != SCE_NIL;
  if (r->truncated) return;
  uint32_t low = r->low == SCE_NO_OP ? SCE_NIL : sce_emit(c, SCE_OP_LESS, r->node, b->op, r->low, 0), high = r->high == SCE_NO_OP ? SCE_NIL : sce_emit(c, SCE_OP_GREATER, r->node, b->op, r->high, 0);
  if (low == SCE_NIL && high == SCE_NIL) return;
  uint32_t outside = low == SCE_NIL ? high : high == SCE_NIL ? low : sce_emit(c, SCE_OP_OR, r->node, low, high, 0);
  r->cut = sce_emit(c, SCE_OP_MEAN_OF, r->node, outside, 0, 0);
}

static uint32_t add_range(SceCompiler *c, uint32_t binding) {
  const SceBinding b = c->bindings.at[binding];
  if (!b.extra || c->extras.at[b.extra].range_item == SCE_NIL || b.val_type != SCE_VAL_NUMBER) return 0;
  const SceBindingExtra extra = c->extras.at[b.extra];
  SceExpr range = sce_ast_more(c->ast, &c->ast->items.at[extra.range_item])->range;
  if (c->ast->nodes.at[range.last].kind != SCE_NODE_RANGE) {
    if (sce_diag_add(c->diags, SCE_E_LIST_PLACE, sce_node_span(c, range.last), "behind `in` stands a range")) sce_diag_help(c->diags, "write `in low .. high`");
    return 0;
  }
  uint32_t middle = sce_ast_left(c->ast, range.last);
  SceRange r = {.node = range.last, .item = extra.range_item, .cut = SCE_NO_OP};
  r.low = bound(c, (SceExpr){range.first, middle}, extra.range_layer, b.unit, b.name, range.last);
  r.high = bound(c, (SceExpr){middle + 1, range.last - 1}, extra.range_layer, b.unit, b.name, range.last);
  if (c->extras.at[b.extra].columns != SCE_NIL) {
    r.items = c->program->range_items.count + 1;
    for (uint32_t i = 0; i < c->scenarios.count; i++) sce_array_push(&c->program->range_items, c->formulas.at[sce_column_formula(c, binding, i)].item);
  }
  add_cut(c, &b, &r);
  sce_array_push(&c->program->ranges, r);
  return c->program->ranges.count;
}

/* Whether a formula is one literal, in the unit that the result has: then it is shown as spelled. */
static bool is_literal(SceCompiler *c, uint32_t item, SceUnit unit) {
  if (item == SCE_NIL) return false;
  SceExpr expr = c->ast->items.at[item].expr;
  const SceNode *nodes = c->ast->nodes.at;
  if (nodes[expr.first].kind != SCE_NODE_NUMBER) return false;
  if (expr.first == expr.last) {
    SceName own = c->ast->items.at[item].unit;
    if (own && sce_unit_parse(c->units, own, false, sce_unit_span(c, item)) != unit) return false;   /* it counts another unit than is shown */
    return !(nodes[expr.first].flags & SCE_NODE_PERCENT) || unit == SCE_UNIT_ONE;
  }
  if (expr.last != expr.first + 1 || nodes[expr.last].kind != SCE_NODE_UNIT) return false;
  return sce_unit_parse(c->units, nodes[expr.last].a, true, sce_ast_token_span(c->ast, c->sources, expr.last)) == unit;
}

static uint32_t formula_item(const SceCompiler *c, const SceBinding *b) {
  if (b->extra && c->extras.at[b->extra].base != SCE_NIL) return c->formulas.at[c->extras.at[b->extra].base].item;
  return b->item;
}

static bool has_columns(const SceCompiler *c, const SceBinding *b) { return b->extra && c->extras.at[b->extra].columns != SCE_NIL; }

/* Whether a path starts here that stands behind `over`. */
static bool is_axis_path(const SceCompiler *c, uint32_t node) {
  do node++;
  while (node < c->ast->nodes.count && c->ast->nodes.at[node].kind == SCE_NODE_MEMBER);
  return node < c->ast->nodes.count && c->ast->nodes.at[node].kind == SCE_NODE_OVER;
}

/* Whether all numbers of a formula are spelled with %, and it names nothing: 40%, 30% to 60%, sweep(0% .. 50% by 5%). */
static bool is_percent_formula(const SceCompiler *c, uint32_t item) {
  SceExpr expr = item == SCE_NIL ? SCE_NO_EXPR : c->ast->items.at[item].expr;
  bool numbers = false, others = false;
  for (uint32_t n = expr.first; !sce_expr_is_empty(expr) && n <= expr.last; n++) {
    const SceNode *node = &c->ast->nodes.at[n];
    numbers |= node->kind == SCE_NODE_NUMBER;
    if (node->kind == SCE_NODE_NAME && is_axis_path(c, n)) continue;
    others |= node->kind == SCE_NODE_NUMBER ? !(node->flags & SCE_NODE_PERCENT) : (node->kind == SCE_NODE_NAME && !(node->flags & SCE_NODE_CALLEE)) || node->kind == SCE_NODE_UNIT || node->kind == SCE_NODE_MULTIPLY || node->kind == SCE_NODE_DIVIDE;
  }
  return numbers && !others;
}

static bool is_percent_row(const SceCompiler *c, uint32_t binding) {
  if (!has_columns(c, &c->bindings.at[binding])) return is_percent_formula(c, formula_item(c, &c->bindings.at[binding]));
  for (uint32_t i = 0; i < c->scenarios.count; i++)
    if (!is_percent_formula(c, c->formulas.at[sce_column_formula(c, binding, i)].item)) return false;
  return true;
}

/* "small, large": what a reference is swept over. */
static SceName name_points(SceCompiler *c, const SceAxis *axis) {
  SceText text = {0};
  for (uint32_t i = 0; i < axis->count; i++) sce_text_add_format(&text, "%s%s", i ? ", " : "", sce_spell(c, c->program->labels.at[axis->labels + i]));
  SceName name = sce_intern_get(c->intern, text.bytes ? text.bytes : "", (uint32_t)text.count);
  sce_text_release(&text);
  return name;
}

/* A row that names the block that a reference means, in each scenario where that differs. */
static void add_reference(SceCompiler *c, uint32_t block, const SceBinding *b) {
  SceProgram *p = c->program;
  SceReference reference = {p->reference_names.count, 1};
  if (b->val_type == SCE_VAL_OBJECT) {
    sce_array_push(&p->reference_names, c->objects.at[b->op].path);
  } else if (b->val_type == SCE_VAL_OBJECTS && c->object_sets.at[b->op].axis == 0) {
    const SceObjectSet set = c->object_sets.at[b->op];
    reference.count = set.count;
    for (uint32_t i = 0; i < set.count; i++) sce_array_push(&p->reference_names, c->objects.at[c->object_ids.at[set.first + i]].path);
  } else if (b->val_type == SCE_VAL_OBJECTS && p->axes.at[c->object_sets.at[b->op].axis].kind == SCE_AXIS_SWEEP) {
    SceName points = name_points(c, &p->axes.at[c->object_sets.at[b->op].axis]);
    sce_array_push(&p->reference_names, points);
  } else {
    return;
  }
  sce_array_push(&p->references, reference);
  SceResult r = {.block = block, .name = b->name, .op = SCE_NO_OP, .item = formula_item(c, b), .range = p->references.count, .flags = SCE_RESULT_SHOWN | SCE_RESULT_REFERENCE};
  sce_array_push(&p->results, r);
}

static void add_field(Collect *k, uint32_t block, uint32_t binding, bool shown) {
  SceCompiler *c = k->c;
  if (!is_wanted(k, block, c->bindings.at[binding].name)) return;
  sce_lower_binding(c, binding);
  const SceBinding b = c->bindings.at[binding];
  if (b.val_type == SCE_VAL_OBJECT || b.val_type == SCE_VAL_OBJECTS || b.type == SCE_BINDING_REFERENCE) {
    if (shown) add_reference(c, block, &b);
    return;
  }
  SceResult r = {.block = block, .name = b.name, .op = b.op, .unit = b.unit, .item = formula_item(c, &b), .flags = shown ? SCE_RESULT_SHOWN : 0};
  r.role = b.flags & SCE_BINDING_OUT ? SCE_ROLE_OUTPUT : b.val_flags & SCE_VAL_HAS_NAME ? SCE_ROLE_FORMULA : SCE_ROLE_INPUT;
  if (b.val_type == SCE_VAL_TRUTH) r.flags |= SCE_RESULT_TRUTH, r.unit = SCE_UNIT_ONE;
  if ((b.val_flags & SCE_VAL_UNIT_FIXED) || b.decl != SCE_NIL || (b.flags & SCE_BINDING_MEMBER)) r.flags |= SCE_RESULT_UNIT_FIXED;
  if (b.val_type == SCE_VAL_NONE) r.op = 0;
  if (b.val_type == SCE_VAL_ERROR || b.val_type == SCE_VAL_LIST || b.val_type == SCE_VAL_TEXT) {
    SceUnit declared = sce_binding_declared_unit(c, binding);
    r.unit = declared == SCE_UNIT_INVALID ? SCE_UNIT_ONE : declared;
    r.op = SCE_NO_OP;
    r.flags |= SCE_RESULT_NONE;
  } else {
    if (b.val_type == SCE_VAL_NUMBER && !has_columns(c, &b) && is_literal(c, r.item, r.unit)) r.flags |= SCE_RESULT_LITERAL;
    if (!(r.flags & SCE_RESULT_LITERAL) && r.unit == SCE_UNIT_ONE && is_percent_row(c, binding)) r.flags |= SCE_RESULT_PERCENT;
    r.range = add_range(c, binding);
  }
  sce_array_push(&c->program->results, r);
}

static void add_expression(Collect *k, uint32_t item) {
  SceCompiler *c = k->c;
  SceExpr expr = c->ast->items.at[item].expr;
  SceSpan span = sce_node_span(c, expr.last);
  const char *text = c->sources->list.at[span.source].text + span.start;
  SceText path = {0};
  for (uint32_t i = 0, length = span.end - span.start; i < length; i++) {     /* one line, single spaces */
    bool space = text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r';
    if (!space) sce_text_add_byte(&path, text[i]);
    else if (path.count && path.bytes[path.count - 1] != ' ') sce_text_add_byte(&path, ' ');
  }
  SceName name = sce_intern_get(c->intern, path.bytes ? path.bytes : "", (uint32_t)path.count);
  sce_text_release(&path);
  if (!is_wanted(k, 0, name)) return;
  c->free_path = name;
  SceVal val = c->ast->items.at[item].flags & SCE_ITEM_FAILED ? sce_val_error(expr.last) : sce_lower_expression(c, expr, c->main_layer, SCE_UNIT_INVALID);
  SceResult r = {.name = name, .op = val.op, .unit = val.unit, .item = item, .role = SCE_ROLE_OUTPUT, .flags = SCE_RESULT_SHOWN | SCE_RESULT_EXPRESSION};
  if (val.flags & SCE_VAL_UNIT_FIXED) r.flags |= SCE_RESULT_UNIT_FIXED;
  if (val.type == SCE_VAL_TRUTH) r.flags |= SCE_RESULT_TRUTH, r.unit = SCE_UNIT_ONE;
  else if (val.type == SCE_VAL_NONE) r.op = 0, r.unit = SCE_UNIT_ONE;
  else if (!sce_val_is_number(c, &val)) r.op = SCE_NO_OP, r.unit = SCE_UNIT_ONE, r.flags |= SCE_RESULT_NONE;
  sce_array_push(&c->program->results, r);
}

static void collect_object(Collect *k, uint32_t object, uint32_t depth);

static void collect_nested(Collect *k, uint32_t object, uint32_t depth) {
  for (uint32_t b = k->c->objects.at[object].first_binding; b != SCE_NIL; b = k->c->bindings.at[b].next)
    if (k->c->bindings.at[b].type == SCE_BINDING_BLOCK) collect_object(k, k->c->bindings.at[b].op, depth + 1);
}

/* The fields that the block's own text gives, in the order of that text. */
static void collect_given(Collect *k, uint32_t object, uint32_t block) {
  SceCompiler *c = k->c;
  uint32_t item = c->objects.at[object].item;
  for (uint32_t i = sce_ast_more(c->ast, &c->ast->items.at[item])->body; i != SCE_NO_ITEM; i = c->ast->items.at[i].next) {
    const SceItem *field = &c->ast->items.at[i];
    if (field->kind != SCE_ITEM_FIELD || (field->more && !sce_expr_is_empty(sce_ast_more(c->ast, field)->left))) continue;
    uint32_t binding = sce_binding_find(c, object, field->name);
    if (binding != SCE_NIL && (c->bindings.at[binding].item == i || c->bindings.at[binding].decl == i)) add_field(k, block, binding, true);
  }
}

/* Whether the shown texts replace a field, in the base or in a scenario: then they give it. */
static bool replaced_here(const SceCompiler *c, uint32_t binding) {
  const SceBindingExtra *extra = &c->extras.at[c->bindings.at[binding].extra];
  for (uint32_t f = extra->base; f != SCE_NIL; f = c->formulas.at[f].previous)
    if (c->formulas.at[f].target == binding && sce_item_is_shown(c, c->formulas.at[f].item)) return true;
  for (uint32_t f = extra->columns; f != SCE_NIL; f = c->formulas.at[f].next)
    if (c->formulas.at[f].target == binding && sce_item_is_shown(c, c->formulas.at[f].item)) return true;
  return false;
}

/* A field that the block's own text does not give: shown when it is an out field, or all are asked for; otherwise looked at when it has a
 * range, or is required. */
static void collect_inherited(Collect *k, uint32_t block, uint32_t binding) {
  SceCompiler *c = k->c;
  const SceBinding b = c->bindings.at[binding];
  bool required = b.item == SCE_NIL && b.type != SCE_BINDING_EACH;
  bool bounded = b.extra && c->extras.at[b.extra].range_item != SCE_NIL;
  bool replaced = b.extra && c->extras.at[b.extra].base != SCE_NIL && replaced_here(c, binding);
  if ((b.flags & SCE_BINDING_OUT) || c->options->all || replaced) add_field(k, block, binding, true);
  else if (bounded || c->options->unseen) add_field(k, block, binding, false);
  else if (!c->options->only && (required || sce_binding_reference_kind(c, binding) != SCE_NIL)) sce_lower_binding(c, binding);
}

typedef struct Inherited {
  bool kind;                        /* the formula stands in a kind's text, not in that of a block that is copied */
  uint32_t ordinal, item, binding;
} Inherited;

static int compare_inherited(const void *a, const void *b) {
  const Inherited *x = a, *y = b;
  if (x->kind != y->kind) return x->kind ? 1 : -1;
  if (x->ordinal != y->ordinal) return x->ordinal < y->ordinal ? -1 : 1;
  if (x->item != y->item) return x->item < y->item ? -1 : 1;
  return x->binding < y->binding ? -1 : x->binding > y->binding;
}

/* The nearer text first: what a copied block gives, then the kinds, the most general one first, each from top to bottom. */
static void collect_kinds(Collect *k, uint32_t object, uint32_t block) {
  SceCompiler *c = k->c;
  SCE_ARRAY(Inherited) list = {0};
  for (uint32_t binding = c->objects.at[object].first_binding; binding != SCE_NIL; binding = c->bindings.at[binding].next) {
    const SceBinding b = c->bindings.at[binding];
    if (b.type == SCE_BINDING_BLOCK || (b.type == SCE_BINDING_EACH && !c->options->all && !c->options->unseen) || (b.flags & (SCE_BINDING_GIVEN | SCE_BINDING_REFUSED))) continue;
    uint32_t item = b.item != SCE_NIL ? b.item : b.decl;
    uint32_t text = c->layers.at[b.layer].item;
    bool kind = text != SCE_NIL && c->ast->items.at[text].kind == SCE_ITEM_KIND;
    sce_array_push(&list, ((Inherited){kind, c->layers.at[b.layer].ordinal, item, binding}));
  }
  if (list.count) qsort(list.at, list.count, sizeof *list.at, compare_inherited);
  for (uint32_t i = 0; i < list.count; i++) collect_inherited(k, block, list.at[i].binding);
  sce_array_release(&list);
}

static void collect_object(Collect *k, uint32_t object, uint32_t depth) {
  SceCompiler *c = k->c;
  sce_object_build(c, object);
  uint32_t block = c->program->blocks.count;
  sce_array_push(&c->program->blocks, ((SceBlock){c->objects.at[object].name, c->objects.at[object].path, c->objects.at[object].item}));
  bool own = false;
  for (uint32_t b = c->objects.at[object].first_binding; b != SCE_NIL; b = c->bindings.at[b].next) own |= (c->bindings.at[b].flags & SCE_BINDING_GIVEN) != 0;
  if (own && c->objects.at[object].item != SCE_NIL) collect_given(k, object, block);
  collect_kinds(k, object, block);
  if (depth < 250) collect_nested(k, object, depth);
}

static void collect_item(Collect *k, uint32_t item) {
  SceCompiler *c = k->c;
  const SceItem *i = &c->ast->items.at[item];
  if (i->kind == SCE_ITEM_EXPRESSION) {
    add_expression(k, item);
  } else if (i->kind == SCE_ITEM_FIELD && (!i->more || sce_expr_is_empty(sce_ast_more(c->ast, i)->left))) {
    uint32_t binding = sce_binding_find(c, c->main_object, i->name);
    const SceBinding *b = binding == SCE_NIL ? NULL : &c->bindings.at[binding];
    if (b && (b->item == item || b->decl == item)) add_field(k, 0, binding, true);
  } else if (i->kind == SCE_ITEM_BLOCK) {
    SceName kind = sce_ast_more(c->ast, i)->block_kind;
    if (kind == c->name_claim || kind == c->name_scenario) return;
    uint32_t binding = sce_binding_find(c, c->main_object, i->name ? i->name : kind);
    if (binding == SCE_NIL || c->bindings.at[binding].type != SCE_BINDING_BLOCK) return;
    uint32_t object = c->bindings.at[binding].op;
    if (c->objects.at[object].item == item) collect_object(k, object, 0);
  }
}

/* Kinds of the file are checked as they stand, whether or not a block is made of them. */
static void check_ghost(SceCompiler *c, uint32_t object, uint32_t depth) {
  sce_object_build(c, object);
  for (uint32_t b = c->objects.at[object].first_binding; b != SCE_NIL; b = c->bindings.at[b].next) {
    if (c->bindings.at[b].type != SCE_BINDING_BLOCK) {
      sce_lower_binding(c, b);
      if (c->objects.at[object].flags & SCE_OBJECT_GHOST) add_range(c, b);    /* its bounds are checked too */
    } else if (depth < 250) check_ghost(c, c->bindings.at[b].op, depth + 1);
  }
}

/* What an import says is checked whole too, whether or not this file names it. */
static void check_imports(SceCompiler *c) {
  for (uint32_t f = 0, count = c->files.count; f < count; f++) {
    uint32_t object = c->files.at[f].object;
    if (object == c->main_object) continue;
    for (uint32_t b = c->objects.at[object].first_binding; b != SCE_NIL; b = c->bindings.at[b].next) {
      if (c->bindings.at[b].type != SCE_BINDING_BLOCK) sce_lower_binding(c, b);
      else if (!(c->objects.at[c->bindings.at[b].op].flags & SCE_OBJECT_FILE)) check_ghost(c, c->bindings.at[b].op, 0);
    }
  }
}

void sce_results_collect(SceCompiler *c) {
  Collect k = {.c = c};
  sce_array_push(&c->program->blocks, ((SceBlock){0, 0, SCE_NO_ITEM}));
  for (uint32_t i = 0; i < c->options->text_count; i++) {
    if (c->options->shown != SCE_ALL_TEXTS && c->options->shown != i) continue;
    for (uint32_t item = c->ast->files.at[c->files.at[i].ast_file].body; item != SCE_NO_ITEM; item = c->ast->items.at[item].next) collect_item(&k, item);
  }
  if (!c->options->only && c->options->shown == SCE_ALL_TEXTS) check_imports(c);
  for (uint32_t kind = 0; kind < c->kinds.count && !c->options->only; kind++)
    if (sce_item_is_shown(c, c->kinds.at[kind].item)) check_ghost(c, sce_object_ghost(c, kind), 0);
  sce_text_release(&k.path);
}
