/* The record of what names mean: a walk over the texts of all objects, once everything is known, with the same look-ups that lowering does.
 *
 * A text is read in the object that it belongs to; a kind's text in the object that stands for any of its blocks. Formulas that no value needed are read
 * too, so that nothing is missed when a name is changed everywhere. What is found wrong on the way has been told before, and is dropped.
 */
#include "names_state.h"

#include "look.h"

void sce_names_free(SceNames *names) {
  if (!names) return;
  sce_array_release(&names->uses);
  sce_array_release(&names->objects);
  sce_array_release(&names->members);
  free(names);
}

const SceNameUse *sce_names_at(const SceNames *names, SceSourceId source, uint32_t offset) {
  uint32_t low = 0, high = names->uses.count;
  while (low < high) {                                                        /* the last that starts at or before the place */
    uint32_t middle = low + (high - low) / 2;
    const SceNameUse *use = &names->uses.at[middle];
    if (use->source < source || (use->source == source && use->start <= offset)) low = middle + 1;
    else high = middle;
  }
  if (!low) return NULL;
  const SceNameUse *use = &names->uses.at[low - 1];
  return use->source == source && offset <= use->end ? use : NULL;
}

const SceNameMember *sce_names_member(const SceNames *names, uint32_t object, SceName name) {
  const SceNameObject *o = &names->objects.at[object];
  for (uint32_t i = o->first; i < o->first + o->count; i++)
    if (names->members.at[i].name == name) return &names->members.at[i];
  return NULL;
}

/* ---- items ---- */

static SceSourceId library_or(const SceCompiler *c, uint32_t item) {
  SceSourceId source = sce_ast_item_source(c->ast, item);
  return c->sources->list.at[source].library ? SCE_NO_SOURCE : source;
}

static void add_item_name(Names *n, SceNameKind kind, uint32_t item, uint32_t meant, uint32_t binding) {
  SceSpan span = sce_item_name_span(n->c, item);
  sce_names_add(n, kind, span.start, span.end, meant, binding, true);
}

/* The unit or the kind behind `:`. */
static void read_typed(Names *n, uint32_t item) {
  SceCompiler *c = n->c;
  const SceItem i = c->ast->items.at[item];
  if (!i.unit) return;
  SceSpan span = sce_unit_span(c, item);
  uint32_t file = sce_item_file(c, item), kind = file == SCE_NIL ? SCE_NIL : sce_kind_find(c, file, i.unit);
  if (kind != SCE_NIL) sce_names_add_kind(n, span, kind);
  else sce_names_unit(n, i.unit, span, false, false);
}

static void read_kind_word(Names *n, uint32_t item) {
  SceCompiler *c = n->c;
  const SceItemMore *more = sce_ast_more(c->ast, &c->ast->items.at[item]);
  SceName word = more->block_kind;
  if (word == c->name_scenario || word == c->name_claim) return;
  uint32_t kind = sce_kind_find(c, sce_item_file(c, item), word), at = sce_ast_more(c->ast, &c->ast->items.at[item])->kind_at;
  if (kind != SCE_NIL) sce_names_add_kind(n, (SceSpan){n->source, at, at + sce_intern_length(c->intern, word)}, kind);
}

static void read_replacement(Names *n, uint32_t item, uint32_t layer) {
  SceCompiler *c = n->c;
  SceExpr left = sce_ast_more(c->ast, &c->ast->items.at[item])->left;
  if (sce_expr_is_empty(left)) {
    uint32_t binding = sce_lookup(c, sce_file_layer(c, sce_layer_file(c, layer)), c->ast->items.at[item].name, SCE_NIL);
    if (binding != SCE_NIL) add_item_name(n, SCE_NAME_VALUE, item, sce_names_root(n, binding), binding);
  } else {
    sce_names_path(n, left, layer);
  }
  sce_names_formula(n, c->ast->items.at[item].expr, layer, SCE_NIL, SCE_NIL);
}

static void read_field(Names *n, uint32_t item, uint32_t object, uint32_t layer) {
  SceCompiler *c = n->c;
  const SceItem i = c->ast->items.at[item];
  SceExpr range = sce_ast_more(c->ast, &i)->range;
  read_typed(n, item);
  if (!sce_expr_is_empty(sce_ast_more(c->ast, &i)->left)) {
    read_replacement(n, item, layer);
    return;
  }
  uint32_t binding = sce_binding_find(c, object, i.name);
  if (binding != SCE_NIL) add_item_name(n, SCE_NAME_VALUE, item, sce_names_root(n, binding), binding);
  sce_names_formula(n, i.expr, layer, binding, SCE_NIL);
  sce_names_formula(n, range, layer, SCE_NIL, SCE_NIL);
}

static void read_block_head(Names *n, uint32_t item, uint32_t object, uint32_t layer) {
  SceCompiler *c = n->c;
  const SceItem i = c->ast->items.at[item];
  SceExpr from = sce_ast_more(c->ast, &i)->from;
  uint32_t binding = sce_binding_find(c, object, i.name ? i.name : sce_ast_more(c->ast, &i)->block_kind);
  read_kind_word(n, item);
  if (binding != SCE_NIL) add_item_name(n, SCE_NAME_VALUE, item, sce_names_root(n, binding), binding);
  if (!sce_expr_is_empty(from)) sce_names_path(n, from, layer);
}

static void read_body(Names *n, uint32_t first, uint32_t object, uint32_t layer) {
  for (uint32_t item = first, next; item != SCE_NO_ITEM; item = next) {
    const SceItem i = n->c->ast->items.at[item];
    next = i.next;
    if (i.kind == SCE_ITEM_FIELD) read_field(n, item, object, layer);
    else if (i.kind == SCE_ITEM_BLOCK) read_block_head(n, item, object, layer);
    else if (i.kind == SCE_ITEM_EACH) {
      uint32_t binding = sce_binding_find(n->c, object, i.name);
      if (binding != SCE_NIL) add_item_name(n, SCE_NAME_VALUE, item, sce_names_root(n, binding), binding);
      read_typed(n, item);
    }
  }
}

/* ---- what stands at the top of a file alone ---- */

static void add_scenario(Names *n, uint32_t node, SceName name) {
  uint32_t scenario = sce_scenario_find(n->c, name);
  SceSpan span = sce_ast_token_span(n->c->ast, n->c->sources, node);
  if (scenario != SCE_NIL && n->c->scenarios.at[scenario].item != SCE_NIL) sce_names_add(n, SCE_NAME_SCENARIO, span.start, span.end, n->c->scenarios.at[scenario].item, SCE_NIL, false);
}

static void read_scenario(Names *n, uint32_t item, uint32_t layer) {
  SceCompiler *c = n->c;
  const SceItem i = c->ast->items.at[item];
  const SceItemMore more = *sce_ast_more(c->ast, &i);
  uint32_t scenario = sce_scenario_find(c, i.name);
  if (scenario != SCE_NIL && i.name) add_item_name(n, SCE_NAME_SCENARIO, item, c->scenarios.at[scenario].item, SCE_NIL);
  if (!sce_expr_is_empty(more.from)) add_scenario(n, more.from.last, c->ast->nodes.at[more.from.last].a);
  for (uint32_t f = more.body; f != SCE_NO_ITEM; f = c->ast->items.at[f].next)
    if (c->ast->items.at[f].kind == SCE_ITEM_FIELD) read_replacement(n, f, layer);
}

static void read_claim(Names *n, uint32_t item, uint32_t layer) {
  SceCompiler *c = n->c;
  if (c->ast->items.at[item].name) add_item_name(n, SCE_NAME_CLAIM, item, item, SCE_NIL);
  for (uint32_t f = sce_ast_more(c->ast, &c->ast->items.at[item])->body; f != SCE_NO_ITEM; f = c->ast->items.at[f].next) {
    const SceItem i = c->ast->items.at[f];
    if (i.kind != SCE_ITEM_FIELD || sce_expr_is_empty(i.expr)) continue;
    if (!strcmp(sce_spell(c, i.name), "under")) add_scenario(n, i.expr.last, c->ast->nodes.at[i.expr.last].a);
    else sce_names_formula(n, i.expr, layer, SCE_NIL, SCE_NIL);
  }
}

static void read_function(Names *n, uint32_t item, uint32_t object, uint32_t layer) {
  SceCompiler *c = n->c;
  const SceItem i = c->ast->items.at[item];
  uint32_t fn = sce_slot_find(c, SCE_SPACE_FUNCTION, object, i.name);
  if (fn == SCE_NIL) return;
  add_item_name(n, SCE_NAME_FUNCTION, item, c->fns.at[fn].item, SCE_NIL);
  if (c->fns.at[fn].item != item) return;
  read_typed(n, item);
  for (uint32_t p = sce_ast_more(c->ast, &i)->body; p != SCE_NO_ITEM; p = c->ast->items.at[p].next) {
    add_item_name(n, SCE_NAME_PARAMETER, p, p, SCE_NIL);
    read_typed(n, p);
    sce_names_formula(n, c->ast->items.at[p].expr, layer, SCE_NIL, SCE_NIL);
  }
  sce_names_formula(n, i.expr, layer, SCE_NIL, fn);
}

static void read_kind_head(Names *n, uint32_t item, uint32_t object) {
  SceCompiler *c = n->c;
  const SceItem i = c->ast->items.at[item];
  SceExpr from = sce_ast_more(c->ast, &i)->from;
  uint32_t kind = sce_slot_find(c, SCE_SPACE_KIND, object, i.name);
  if (kind == SCE_NIL) return;
  add_item_name(n, SCE_NAME_KIND, item, c->kinds.at[kind].item, SCE_NIL);
  if (sce_expr_is_empty(from) || from.first != from.last) return;
  uint32_t base = sce_kind_find(c, object, c->ast->nodes.at[from.last].a);
  if (base != SCE_NIL) sce_names_add_kind(n, sce_ast_token_span(c->ast, c->sources, from.last), base);
}

static void read_unit_line(Names *n, uint32_t item, uint32_t layer) {
  SceCompiler *c = n->c;
  const SceItem i = c->ast->items.at[item];
  const SceItemMore more = *sce_ast_more(c->ast, &i);
  bool dimension = i.kind == SCE_ITEM_DIMENSION;
  add_item_name(n, dimension ? SCE_NAME_DIMENSION : SCE_NAME_UNIT, item, item, SCE_NIL);
  for (uint32_t a = 0; a + more.prefix_count < more.name_count; a++) {
    const SceAstName alias = c->ast->names.at[more.names + a];
    sce_names_add(n, SCE_NAME_UNIT, alias.at, alias.at + sce_intern_length(c->intern, alias.name), item, SCE_NIL, true);
  }
  if (i.unit) sce_names_unit(n, i.unit, sce_unit_span(c, item), false, true);
  sce_names_formula(n, i.expr, layer, SCE_NIL, SCE_NIL);
}

static void read_use(Names *n, uint32_t item, uint32_t object) {
  SceCompiler *c = n->c;
  const SceItemMore more = *sce_ast_more(c->ast, &c->ast->items.at[item]);
  for (uint32_t u = 0; u < c->uses.count; u++) {
    if (c->uses.at[u].item != item) continue;
    for (uint32_t f = 0; f < c->files.count; f++)
      if (c->files.at[f].object == c->uses.at[u].imported) sce_names_add(n, SCE_NAME_FILE, more.string_at, more.string_at + more.string_length, SCE_NO_ITEM, c->files.at[f].source, false);
  }
  uint32_t binding = more.alias ? sce_binding_find(c, object, more.alias) : SCE_NIL;
  if (binding != SCE_NIL) add_item_name(n, SCE_NAME_VALUE, item, sce_names_root(n, binding), binding);
}

static void read_top_item(Names *n, uint32_t item, uint32_t object, uint32_t layer) {
  SceCompiler *c = n->c;
  const SceItem i = c->ast->items.at[item];
  SceName word = i.kind == SCE_ITEM_BLOCK ? sce_ast_more(c->ast, &i)->block_kind : 0;
  switch ((SceItemKind)i.kind) {
    case SCE_ITEM_FIELD: read_field(n, item, object, layer); break;
    case SCE_ITEM_EXPRESSION: sce_names_formula(n, i.expr, layer, SCE_NIL, SCE_NIL); break;
    case SCE_ITEM_BLOCK:
      if (word == c->name_scenario) read_scenario(n, item, layer);
      else if (word == c->name_claim) read_claim(n, item, layer);
      else read_block_head(n, item, object, layer);
      break;
    case SCE_ITEM_KIND: read_kind_head(n, item, object); break;
    case SCE_ITEM_FUNCTION:
    case SCE_ITEM_EXTERN: read_function(n, item, object, layer); break;
    case SCE_ITEM_UNIT:
    case SCE_ITEM_DIMENSION: read_unit_line(n, item, layer); break;
    case SCE_ITEM_USE: read_use(n, item, object); break;
    case SCE_ITEM_EACH:
    case SCE_ITEM_PARAMETER: break;
  }
}

/* ---- the walk ---- */

static void read_files(Names *n) {
  SceCompiler *c = n->c;
  for (uint32_t f = 0; f < c->files.count; f++) {
    const SceFile file = c->files.at[f];
    n->source = file.source;
    for (uint32_t item = c->ast->files.at[file.ast_file].body, next; item != SCE_NO_ITEM; item = next) {
      next = c->ast->items.at[item].next;
      read_top_item(n, item, file.object, sce_file_layer(c, file.object));
    }
  }
}

static bool is_part(const SceCompiler *c, uint32_t object, uint32_t item) {
  const SceObject *o = &c->objects.at[object];
  for (uint32_t i = 0; i < o->part_count; i++)
    if (c->parts.at[o->parts + i].item == item) return true;
  return false;
}

/* The texts of an object that nobody has read yet: of one that stands for a kind all of them, of others their own. */
static void read_object(Names *n, uint32_t object, bool ghosts) {
  SceCompiler *c = n->c;
  if (c->objects.at[object].flags & (SCE_OBJECT_FILE | SCE_OBJECT_LIBRARY)) return;
  bool ghost = c->objects.at[object].flags & SCE_OBJECT_GHOST;
  if (ghost != ghosts) return;
  sce_object_build(c, object);
  for (uint32_t layer = c->objects.at[object].first_layer; layer != SCE_NIL; layer = c->layers.at[layer].next) {
    uint32_t item = c->layers.at[layer].item;
    if (item >= n->item_count || n->done[item] || (!ghost && !is_part(c, object, item))) continue;
    if ((n->source = library_or(c, item)) == SCE_NO_SOURCE) continue;
    n->done[item] = true;
    read_body(n, sce_ast_more(c->ast, &c->ast->items.at[item])->body, object, layer);
  }
}

static int compare_uses(const void *a, const void *b) {
  const SceNameUse *x = a, *y = b;
  if (x->source != y->source) return x->source < y->source ? -1 : 1;
  if (x->start != y->start) return x->start < y->start ? -1 : 1;
  if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;                  /* of a block without a name: the block before its kind */
  return x->end < y->end ? -1 : x->end > y->end;
}

static void find_uses(Names *n) {
  SceCompiler *c = n->c;
  n->item_count = c->ast->items.count;
  n->done = sce_memory_zeroed(n->item_count + 1);
  n->node_count = c->ast->nodes.count;
  n->objects = sce_memory_new((n->node_count + (size_t)1) * sizeof *n->objects);
  n->bindings = sce_memory_new((n->node_count + (size_t)1) * sizeof *n->bindings);
  for (uint32_t k = 0; k < c->kinds.count; k++)
    if (library_or(c, c->kinds.at[k].item) != SCE_NO_SOURCE) sce_object_ghost(c, k);
  read_files(n);
  for (uint32_t i = 0; i < c->objects.count; i++) read_object(n, i, true);
  for (uint32_t i = 0; i < c->objects.count; i++) read_object(n, i, false);
  if (n->out->uses.count) qsort(n->out->uses.at, n->out->uses.count, sizeof *n->out->uses.at, compare_uses);
  free(n->done);
  free(n->objects);
  free(n->bindings);
}

/* What was found wrong meanwhile has been told by those who had to. */
void sce_names_collect(SceCompiler *c) {
  if (!c->options->names) return;
  SceDiags told = *c->diags;
  sce_diags_init(c->diags);
  c->program->names = sce_memory_zeroed(sizeof *c->program->names);
  Names names = {.c = c, .out = c->program->names};
  find_uses(&names);
  sce_names_list(&names);
  sce_diags_release(c->diags);
  *c->diags = told;
}
