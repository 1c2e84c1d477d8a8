/* Replacements: `path.to.field = expr` in the base and in scenarios, and PATH=EXPR of the command line.
 *
 * Each is keyed by the path of the object that it changes, before any object is built, and applied while that object is built:
 * so a copy made with `from` takes over what was replaced. A scenario made from another takes over its replacements first.
 */
#include "compiler.h"
#include "parse.h"
#include "suggest.h"

uint32_t sce_scenario_find(const SceCompiler *c, SceName name) {
  return sce_slot_find(c, (SceSpace)SCE_SPACE_SCENARIO, 0, name);
}

void sce_scenario_add(SceCompiler *c, SceName name, uint32_t item, uint32_t object) {
  sce_slot_add(c, (SceSpace)SCE_SPACE_SCENARIO, 0, name, c->scenarios.count);
  sce_array_push(&c->scenarios, ((SceScenario){name, item, object, 0}));
}

/* The first replacement of this field of this object, or SCE_NIL; `next_same` leads on. */
static uint32_t first_same(SceCompiler *c, const SceReplacement *r) {
  return sce_slot_find(c, (SceSpace)SCE_SPACE_PATH, r->root, sce_path_join(c, r->target, r->field));
}

static void add_replacement(SceCompiler *c, SceReplacement r) {
  uint32_t index = c->replacements.count, first = sce_slot_find(c, (SceSpace)SCE_SPACE_TARGET, r.root, r.target), same = first_same(c, &r);
  r.next = r.next_same = SCE_NIL;
  r.last = r.last_same = index;
  sce_array_push(&c->replacements, r);
  if (first == SCE_NIL) {
    sce_slot_add(c, (SceSpace)SCE_SPACE_TARGET, r.root, r.target, index);
  } else {
    c->replacements.at[c->replacements.at[first].last].next = index;
    c->replacements.at[first].last = index;
  }
  if (same == SCE_NIL) {
    sce_slot_add(c, (SceSpace)SCE_SPACE_PATH, r.root, sce_path_join(c, r.target, r.field), index);
  } else {
    c->replacements.at[c->replacements.at[same].last_same].next_same = index;
    c->replacements.at[same].last_same = index;
  }
}

static uint32_t path_length(SceExpr left) {
  return sce_expr_is_empty(left) ? 1 : left.last - left.first + 1;
}

static SceName path_name(const SceCompiler *c, const SceItem *i, SceExpr left, uint32_t part) {
  return sce_expr_is_empty(left) ? i->name : c->ast->nodes.at[left.first + part].a;
}

static bool body_has_block(const SceCompiler *c, uint32_t block_item, SceName name) {
  const SceItemMore *more = sce_ast_more(c->ast, &c->ast->items.at[block_item]);
  for (uint32_t i = more->body; i != SCE_NO_ITEM; i = c->ast->items.at[i].next) {
    const SceItem *item = &c->ast->items.at[i];
    if (item->kind != SCE_ITEM_BLOCK) continue;
    if ((item->name ? item->name : sce_ast_more(c->ast, item)->block_kind) == name) return true;
  }
  return false;
}

/* Whether a block has a nested block of this name: in its own text, its kind's, or what it copies. */
static bool has_block(SceCompiler *c, uint32_t item, uint32_t layer, SceName name, uint32_t depth) {
  if (body_has_block(c, item, name)) return true;
  const SceItemMore more = *sce_ast_more(c->ast, &c->ast->items.at[item]);
  uint32_t file = sce_item_file(c, item), kind = sce_kind_find(c, file, more.block_kind);
  for (; kind != SCE_NIL; kind = sce_kind_base(c, kind))
    if (body_has_block(c, c->kinds.at[kind].item, name)) return true;
  if (sce_expr_is_empty(more.from) || depth > 100) return false;
  uint32_t source = sce_lookup_object(c, c->layers.at[layer].outer, more.from);
  return source != SCE_NIL && c->objects.at[source].item != SCE_NIL && has_block(c, c->objects.at[source].item, layer, name, depth + 1);
}

/* Where the path's first name leads: fills root and target, and returns how many names it used up, or SCE_NIL when it is unknown. */
static uint32_t resolve_head(SceCompiler *c, SceReplacement *r, SceName head, bool whole) {
  for (uint32_t layer = r->layer; layer != SCE_NIL; layer = c->layers.at[layer].outer) {
    const SceLayer l = c->layers.at[layer];                                   /* a copy: what is looked at may be built meanwhile */
    if (l.item == SCE_NIL || !has_block(c, l.item, layer, head, 0)) continue;
    r->root = c->objects.at[l.object].root;
    r->target = c->objects.at[l.object].path;
    return 0;
  }
  uint32_t file = sce_layer_file(c, r->layer), binding = sce_lookup(c, sce_file_layer(c, file), head, SCE_NIL);
  r->target = 0;
  if (binding == SCE_NIL && head == c->name_std && !whole) {
    r->root = c->std_object;
    return 1;
  }
  if (binding == SCE_NIL) return SCE_NIL;
  const SceBinding *b = &c->bindings.at[binding];
  if (b->type == SCE_BINDING_BLOCK && (c->objects.at[b->op].flags & SCE_OBJECT_FILE)) {   /* use … as p */
    r->root = b->op;
    return 1;
  }
  r->root = c->objects.at[b->object].root;
  return 0;
}

/* A name that no path starts with; alone it may be a field of a block. */
static void report_no_head(SceCompiler *c, uint32_t item, uint32_t layer, SceName head) {
  SceExpr left = sce_ast_more(c->ast, &c->ast->items.at[item])->left;
  uint32_t root = sce_layer_file(c, layer), owner = SCE_NIL;
  for (uint32_t i = 0, count = c->objects.count; i < count && owner == SCE_NIL && sce_expr_is_empty(left) && sce_may_offer(c); i++) {
    if (c->objects.at[i].root != root || (c->objects.at[i].flags & SCE_OBJECT_FILE)) continue;
    if (c->objects.at[i].depth == 1 && sce_binding_find(c, i, head) == SCE_NIL && c->objects.at[i].item != SCE_NIL) {
      uint32_t kind = sce_kind_find(c, root, sce_ast_more(c->ast, &c->ast->items.at[c->objects.at[i].item])->block_kind);
      for (; kind != SCE_NIL && owner == SCE_NIL; kind = sce_kind_base(c, kind))
        for (uint32_t f = sce_ast_more(c->ast, &c->ast->items.at[c->kinds.at[kind].item])->body; f != SCE_NO_ITEM; f = c->ast->items.at[f].next)
          if (c->ast->items.at[f].kind == SCE_ITEM_FIELD && c->ast->items.at[f].name == head) owner = i;
    }
  }
  if (owner == SCE_NIL) {
    sce_lookup_unknown(c, layer, sce_expr_is_empty(left) ? SCE_NIL : left.first, head, sce_expr_is_empty(left) ? item : SCE_NIL);
    return;
  }
  if (sce_diag_add(c->diags, SCE_E_REPLACEMENT, sce_item_name_span(c, item), "there is no `%s` at the top of this file", sce_spell(c, head)))
    sce_diag_help(c->diags, "a replacement names the whole path: `%s.%s = …`", sce_spell(c, c->objects.at[owner].path), sce_spell(c, head));
}

void sce_replace_collect(SceCompiler *c, uint32_t item, uint32_t layer, uint32_t column, bool set) {
  const SceItem *i = &c->ast->items.at[item];
  SceExpr left = sce_ast_more(c->ast, i)->left;
  uint32_t count = path_length(left);
  SceReplacement r = {.item = item, .layer = layer, .column = column, .written = column, .binding = SCE_NIL, .set = set};
  if (i->flags & SCE_ITEM_FAILED) return;
  if (sce_expr_is_empty(i->expr)) {
    sce_diag_add(c->diags, SCE_E_REPLACEMENT, sce_item_span(c, item), "a replacement needs a formula");
    sce_diag_help(c->diags, "write `%s = …`", sce_quote(c, sce_item_name_span(c, item)));
    return;
  }
  SceName head = path_name(c, i, left, 0);
  uint32_t part = resolve_head(c, &r, head, count == 1);
  if (part == SCE_NIL) {
    report_no_head(c, item, layer, head);
    return;
  }
  i = &c->ast->items.at[item];
  for (; part + 1 < count; part++) r.target = sce_path_join(c, r.target, path_name(c, i, left, part));
  r.field = path_name(c, i, left, count - 1);
  add_replacement(c, r);
}

/* ---- scenarios ---- */

static void resolve_scenario_from(SceCompiler *c, uint32_t scenario) {
  SceExpr from = sce_ast_more(c->ast, &c->ast->items.at[c->scenarios.at[scenario].item])->from;
  if (sce_expr_is_empty(from)) return;
  SceName name = c->ast->nodes.at[from.last].a;          /* p.NAME for one of an import `as p` */
  uint32_t base = sce_scenario_find(c, name);
  if (base != SCE_NIL) {
    c->scenarios.at[scenario].from = base;
    return;
  }
  SceSuggest s = {.wanted = sce_spell(c, name)};
  for (uint32_t i = 1; i < c->scenarios.count; i++) sce_suggest_offer(&s, sce_spell(c, c->scenarios.at[i].name));
  if (c->objects.at[c->scenarios.at[scenario].object].flags & SCE_OBJECT_INCOMPLETE) return;
  if (!sce_diag_add(c->diags, SCE_E_SCENARIO, sce_node_span(c, from.last), "there is no scenario `%s`", sce_spell(c, name))) return;
  if (s.best) sce_diag_help(c->diags, "did you mean `%s`?", s.best);
}

/* `first` stands in a circle of `from`. */
static void cut_scenario_circle(SceCompiler *c, uint32_t first) {
  SceText way = {0};
  uint32_t steps = 0;
  for (uint32_t at = c->scenarios.at[first].from; at != first && steps++ < 8; at = c->scenarios.at[at].from) sce_text_add_format(&way, " -> %s", sce_spell(c, c->scenarios.at[at].name));
  const char *name = sce_spell(c, c->scenarios.at[first].name);
  if (sce_diag_add(c->diags, SCE_E_CYCLE, sce_item_name_span(c, c->scenarios.at[first].item), "scenario `%s` is made from itself: %s%s -> %s", name, name, way.bytes ? way.bytes : "", name))
    sce_diag_help(c->diags, "let one of them stand on its own");
  sce_text_release(&way);
  c->scenarios.at[first].from = 0;
}

/* Cuts circles of `from`; afterwards every chain ends at base. */
static void check_scenario_circles(SceCompiler *c) {
  uint32_t *seen = sce_memory_zeroed(c->scenarios.count * sizeof *seen);        /* by the walk that met it first */
  for (uint32_t start = 1; start < c->scenarios.count; start++) {
    uint32_t at = start;
    for (; at && !seen[at]; at = c->scenarios.at[at].from) seen[at] = start;
    if (at && seen[at] == start) cut_scenario_circle(c, at);
  }
  free(seen);
}

/* The replacements of each column, in order: lists through `next`. */
typedef struct Columns {
  uint32_t *first, *last;             /* by column; SCE_NIL: none */
  SCE_ARRAY(uint32_t) next;           /* by replacement */
  bool *done;                         /* by column: the chain of `from` is complete */
} Columns;

static void list_replacement(const SceCompiler *c, Columns *columns, uint32_t index) {
  uint32_t column = c->replacements.at[index].column;
  if (columns->first[column] == SCE_NIL) columns->first[column] = index;
  else columns->next.at[columns->last[column]] = index;
  columns->last[column] = index;
  sce_array_push(&columns->next, SCE_NIL);
}

/* Walks what the column replaces and what replaces the same field side by side: the shorter list decides. */
static bool is_replaced_in(SceCompiler *c, const Columns *columns, uint32_t column, const SceReplacement *like) {
  uint32_t own = columns->first[column], same = first_same(c, like);
  for (; own != SCE_NIL && same != SCE_NIL; own = columns->next.at[own], same = c->replacements.at[same].next_same) {
    const SceReplacement *r = &c->replacements.at[own];
    if (r->root == like->root && r->target == like->target && r->field == like->field) return true;
    if (c->replacements.at[same].column == column) return true;
  }
  return false;
}

/* Gives scenario `to` what its `from` replaces, where it does not replace the same itself. */
static void inherit(SceCompiler *c, uint32_t to, Columns *columns) {
  SCE_ARRAY(uint32_t) chain = {0};
  for (uint32_t at = to; at && !columns->done[at]; at = c->scenarios.at[at].from) sce_array_push(&chain, at);
  while (chain.count) {
    uint32_t column = sce_array_pop(&chain), from = c->scenarios.at[column].from;
    columns->done[column] = true;
    for (uint32_t i = from ? columns->first[from] : SCE_NIL; i != SCE_NIL; i = columns->next.at[i]) {
      SceReplacement r = c->replacements.at[i];
      if (is_replaced_in(c, columns, column, &r)) continue;
      if (!sce_expand(c, 1, sce_item_name_span(c, c->scenarios.at[column].item))) break;
      r.column = column;
      add_replacement(c, r);
      list_replacement(c, columns, c->replacements.count - 1);
    }
  }
  sce_array_release(&chain);
}

static void inherit_all(SceCompiler *c) {
  uint32_t count = c->scenarios.count;
  Columns columns = {.first = sce_memory_new(count * sizeof *columns.first), .last = sce_memory_new(count * sizeof *columns.last), .done = sce_memory_zeroed(count * sizeof *columns.done)};
  for (uint32_t i = 0; i < count; i++) columns.first[i] = columns.last[i] = SCE_NIL;
  for (uint32_t i = 0; i < c->replacements.count; i++) list_replacement(c, &columns, i);
  for (uint32_t i = 1; i < count; i++) inherit(c, i, &columns);
  free(columns.first);
  free(columns.last);
  free(columns.done);
  sce_array_release(&columns.next);
}

static void check_twice(SceCompiler *c) {
  for (uint32_t i = 0; i < c->replacements.count; i++) {
    const SceReplacement *r = &c->replacements.at[i];
    if (r->column != r->written) continue;                                    /* inherited: only where it was not replaced */
    for (uint32_t j = r->next_same; j != SCE_NIL && !r->set; j = c->replacements.at[j].next_same) {
      const SceReplacement *s = &c->replacements.at[j];
      if (s->column != r->column) break;                                      /* what one scenario replaces stands together */
      if (s->set || sce_ast_item_source(c->ast, s->item) != sce_ast_item_source(c->ast, r->item)) continue;
      if (!sce_diag_add(c->diags, SCE_E_TWICE, sce_item_span(c, s->item), "`%s` is replaced twice", sce_spell(c, sce_path_join(c, s->target, s->field)))) break;
      sce_diag_note(c->diags, sce_item_span(c, c->replacements.at[i].item), "the first replacement stands here");
      sce_diag_help(c->diags, "keep one of them");
      break;
    }
  }
}

static void collect_scenario(SceCompiler *c, uint32_t column) {
  uint32_t layer = sce_file_layer(c, c->scenarios.at[column].object);
  uint32_t item = sce_ast_more(c->ast, &c->ast->items.at[c->scenarios.at[column].item])->body;
  for (; item != SCE_NO_ITEM; item = c->ast->items.at[item].next) {
    if (c->ast->items.at[item].kind == SCE_ITEM_FIELD) {
      sce_replace_collect(c, item, layer, column, false);
      continue;
    }
    sce_diag_add(c->diags, SCE_E_DEFINITION, sce_item_span(c, item), "a scenario holds replacements alone");
    sce_diag_help(c->diags, "write `block.field = …` for each field that the scenario changes");
  }
}

/* Replacements that stand inside blocks of the file: collected with a layer of the block that sees all of its names. */
static void collect_block(SceCompiler *c, uint32_t object) {
  uint32_t block = c->objects.at[object].item, layer = SCE_NIL;
  for (uint32_t item = sce_ast_more(c->ast, &c->ast->items.at[block])->body; item != SCE_NO_ITEM; item = c->ast->items.at[item].next) {
    const SceItem *i = &c->ast->items.at[item];
    if (i->kind != SCE_ITEM_FIELD || !i->more || sce_expr_is_empty(sce_ast_more(c->ast, i)->left)) continue;
    if (layer == SCE_NIL) {
      layer = c->layers.count;
      sce_array_push(&c->layers, ((SceLayer){object, block, sce_file_layer(c, c->objects.at[object].root), SCE_NIL, UINT16_MAX}));
    }
    SceName head = c->ast->nodes.at[sce_ast_more(c->ast, &c->ast->items.at[item])->left.first].a;
    if (!has_block(c, block, layer, head, 0)) sce_replace_collect(c, item, layer, 0, false);   /* into its own blocks: when it is built */
  }
}

static void collect_file(SceCompiler *c, uint32_t file) {
  const SceFile f = c->files.at[file];
  for (uint32_t item = c->ast->files.at[f.ast_file].body; item != SCE_NO_ITEM; item = c->ast->items.at[item].next) {
    const SceItem i = c->ast->items.at[item];       /* a copy: a replacement may read more of the library */
    if (i.kind == SCE_ITEM_FIELD && i.more && !sce_expr_is_empty(sce_ast_more(c->ast, &i)->left))
      sce_replace_collect(c, item, sce_file_layer(c, f.object), 0, false);
    if (i.kind != SCE_ITEM_BLOCK) continue;
    uint32_t binding = sce_binding_find(c, f.object, i.name ? i.name : sce_ast_more(c->ast, &i)->block_kind);
    if (binding != SCE_NIL && c->bindings.at[binding].type == SCE_BINDING_BLOCK && c->objects.at[c->bindings.at[binding].op].item == item)
      collect_block(c, c->bindings.at[binding].op);
  }
}

static void collect_sets(SceCompiler *c) {
  for (uint32_t i = 0; i < c->options->set_count; i++) {
    while (c->source_objects.count <= c->options->sets[i]) sce_array_push(&c->source_objects, SCE_NIL);
    c->source_objects.at[c->options->sets[i]] = c->main_object;
    uint32_t file = sce_parse(c->ast, c->intern, c->sources, c->diags, c->options->sets[i]);
    for (uint32_t item = c->ast->files.at[file].body; item != SCE_NO_ITEM; item = c->ast->items.at[item].next) {
      if (c->ast->items.at[item].kind == SCE_ITEM_FIELD) sce_replace_collect(c, item, c->main_layer, 0, true);
      else {
        sce_diag_add(c->diags, SCE_E_REPLACEMENT, sce_item_span(c, item), "this is no replacement");
        sce_diag_help(c->diags, "write PATH=EXPR, such as `block.field=3`");
      }
    }
  }
}

void sce_replace_scenarios(SceCompiler *c) {
  for (uint32_t i = c->files.count; i-- > 0;) collect_file(c, i);             /* imports first: the main file wins */
  for (uint32_t i = 1; i < c->scenarios.count; i++) {
    resolve_scenario_from(c, i);
    collect_scenario(c, i);
  }
  check_scenario_circles(c);
  inherit_all(c);
  check_twice(c);
  collect_sets(c);
  for (uint32_t i = 0; i < c->objects.count; i++)
    if (c->objects.at[i].flags & SCE_OBJECT_FILE) sce_replace_apply(c, i);
}

/* ---- application ---- */

void sce_replace_nested(SceCompiler *c, uint32_t item, uint32_t layer, uint32_t object) {
  SceExpr left = sce_ast_more(c->ast, &c->ast->items.at[item])->left;
  if (c->objects.at[object].flags & SCE_OBJECT_GHOST || c->ast->items.at[item].flags & SCE_ITEM_FAILED) return;
  SceReplacement r = {.item = item, .layer = layer, .root = c->objects.at[object].root, .target = c->objects.at[object].path, .field = c->ast->nodes.at[left.last].a, .binding = SCE_NIL, .nested = true};
  for (uint32_t n = left.first; n < left.last; n++) r.target = sce_path_join(c, r.target, c->ast->nodes.at[n].a);
  add_replacement(c, r);
}

static void add_formula(SceCompiler *c, uint32_t binding, const SceReplacement *r) {
  SceBindingExtra *extra = sce_binding_extra(c, binding);
  if (extra->base == SCE_NIL) {
    const SceBinding *b = &c->bindings.at[binding];
    extra->base = c->formulas.count;
    sce_array_push(&c->formulas, ((SceFormula){.binding = binding, .target = SCE_NIL, .item = b->item, .layer = b->layer, .origin = SCE_NIL, .previous = SCE_NIL, .next = SCE_NIL}));
  }
  uint32_t index = c->formulas.count;
  SceFormula f = {.binding = binding, .target = binding, .item = r->item, .layer = r->layer, .origin = SCE_NIL, .previous = SCE_NIL, .column = r->column, .written = r->written, .next = SCE_NIL};
  if (!r->column) {
    f.previous = extra->base;
    extra->base = index;
  } else {
    uint32_t *link = &extra->columns, near = extra->cursor;
    if (near != SCE_NIL && c->formulas.at[near].column < r->column) link = &c->formulas.at[near].next;
    while (*link != SCE_NIL && c->formulas.at[*link].column < r->column) link = &c->formulas.at[*link].next;
    if (*link != SCE_NIL && c->formulas.at[*link].column == r->column) {
      f.previous = *link;
      f.next = c->formulas.at[*link].next;
    } else {
      f.next = *link;
    }
    *link = extra->cursor = index;
  }
  sce_array_push(&c->formulas, f);
}

static SceSpan left_span(SceCompiler *c, uint32_t item) {
  SceExpr left = sce_ast_more(c->ast, &c->ast->items.at[item])->left;
  return sce_expr_is_empty(left) ? sce_item_name_span(c, item) : sce_node_span(c, left.last);
}

static void report_no_field(SceCompiler *c, uint32_t object, uint32_t binding, const SceReplacement *r) {
  bool block = c->bindings.at[binding].type == SCE_BINDING_BLOCK;
  if (!sce_diag_add(c->diags, SCE_E_REPLACEMENT, left_span(c, r->item), "`%s` is %s, not a field", sce_spell(c, r->field), block ? "a block" : "the name of all members")) return;
  uint32_t one = block ? c->objects.at[c->bindings.at[binding].op].first_binding : c->objects.at[object].first_binding;
  while (!block && one != SCE_NIL && !(c->bindings.at[one].flags & SCE_BINDING_MEMBER)) one = c->bindings.at[one].next;
  const char *name = one == SCE_NIL ? "NAME" : sce_spell(c, c->bindings.at[one].name);
  sce_diag_help(c->diags, block ? "replace one of its fields: `%s.%s = …`" : "replace one member: `%s.%s = …`", sce_spell(c, block ? sce_path_join(c, r->target, r->field) : r->target), name);
}

static void apply_one(SceCompiler *c, uint32_t object, uint32_t index, bool nested) {
  SceReplacement r = c->replacements.at[index];
  if (r.hit || r.nested != nested) return;
  uint32_t binding = object == c->std_object ? sce_lookup_in(c, object, r.field) : sce_binding_find(c, object, r.field);
  if (binding == SCE_NIL) return;
  c->replacements.at[index].hit = true;
  SceBindingType type = (SceBindingType)c->bindings.at[binding].type;
  if (type == SCE_BINDING_BLOCK || type == SCE_BINDING_EACH) {
    report_no_field(c, object, binding, &r);
    return;
  }
  if (c->bindings.at[binding].flags & SCE_BINDING_REFUSED) {
    sce_lookup_refused(c, binding, left_span(c, r.item));
    return;
  }
  c->replacements.at[index].binding = binding;
  add_formula(c, binding, &r);
}

void sce_replace_apply(SceCompiler *c, uint32_t object) {
  if (!c->replacements.count) return;
  SceObject o = c->objects.at[object];
  if (o.flags & SCE_OBJECT_GHOST) return;
  uint32_t first = sce_slot_find(c, (SceSpace)SCE_SPACE_TARGET, o.root, o.flags & SCE_OBJECT_FILE ? 0 : o.path);
  for (uint32_t i = first; i != SCE_NIL; i = c->replacements.at[i].next) apply_one(c, object, i, true);
  for (uint32_t i = first; i != SCE_NIL; i = c->replacements.at[i].next) apply_one(c, object, i, false);
}
/* The binding that the next part of a path names, from `*at` on, which moves behind it; SCE_NIL with a finding. */
static uint32_t step_into(SceCompiler *c, uint32_t object, SceName path, uint32_t *at, SceSpan span) {
  const char *text = sce_spell(c, path) + *at;
  uint32_t length = (uint32_t)strcspn(text, ".");
  char *part = sce_memory_new(length + 1);
  memcpy(part, text, length);
  SceName name = sce_intern_get(c->intern, part, length);
  free(part);
  *at += length;
  if (sce_spell(c, path)[*at] == '.') ++*at;
  uint32_t binding = sce_lookup_in(c, object, name);
  if (binding == SCE_NIL) sce_lookup_unknown_member(c, object, span, name);
  return binding;
}

/* Builds what a replacement is about that no object has taken yet; what is still lost then went through a reference, or stops somewhere. */
static void report_lost(SceCompiler *c, uint32_t index) {
  SceReplacement r = c->replacements.at[index];
  SceSpan span = left_span(c, r.item);
  uint32_t object = r.root, at = 0;
  while (r.target && sce_spell(c, r.target)[at]) {
    uint32_t binding = step_into(c, object, r.target, &at, span);
    if (binding == SCE_NIL) return;
    if (c->bindings.at[binding].type != SCE_BINDING_BLOCK) {
      sce_lower_binding(c, binding);
      const SceBinding b = c->bindings.at[binding];
      bool reference = b.val_type == SCE_VAL_OBJECT;
      const char *name = sce_spell(c, b.name);
      if (!sce_diag_add(c->diags, SCE_E_THROUGH_REFERENCE, span, reference ? "`%s` refers to another block; nothing is replaced through it" : "`%s` is a field and has no fields of its own", name)) return;
      if (reference) sce_diag_help(c->diags, "replace the field where it stands, `%s.%s = …`, or refer to another block, `%s.%s = …`", sce_spell(c, c->objects.at[b.op].path), sce_spell(c, r.field), sce_spell(c, c->objects.at[b.object].path), name);
      return;
    }
    object = c->bindings.at[binding].op;
    sce_object_build(c, object);
  }
  if (!c->replacements.at[index].hit) sce_lookup_unknown_member(c, object, span, r.field);
}

void sce_replace_report(SceCompiler *c) {
  for (uint32_t i = 0; i < c->replacements.count; i++)
    if (!c->replacements.at[i].hit) report_lost(c, i);
  for (uint32_t i = 0; i < c->replacements.count && !c->options->only && c->options->shown == SCE_ALL_TEXTS; i++)   /* what nobody uses is checked too */
    if (c->replacements.at[i].binding != SCE_NIL) sce_lower_binding(c, c->replacements.at[i].binding);
}
