/* Blocks become objects: the layers of their kind, base first, then the block's own text; or a copy of another object's equations, then
 * the block's own text. Later layers replace formulas of earlier ones; which layer a formula stands in stays known.
 *
 * Objects are built when first needed. `from` chains are followed by a loop; nesting is bounded (MAX_DEPTH), so that
 * recursion over it is safe.
 */
#include "compiler.h"
#include "suggest.h"

enum { MAX_DEPTH = 200, MAX_KINDS = 20000, MAX_BUILDING = 1000 };

/* ---- kinds ---- */

/* `item`: the block that is of this kind, or SCE_NIL. */
static void report_unknown_kind(SceCompiler *c, uint32_t item, uint32_t file, SceSpan span, SceName name) {
  if (c->objects.at[file].flags & SCE_OBJECT_INCOMPLETE) return;
  if (!sce_diag_add(c->diags, SCE_E_KIND, span, "there is no kind `%s`", sce_spell(c, name))) return;
  SceSuggest s = {.wanted = sce_spell(c, name)};
  for (uint32_t i = 0; i < c->kinds.count; i++)
    if (c->kinds.at[i].object == file || !(c->objects.at[c->kinds.at[i].object].flags & SCE_OBJECT_LIBRARY)) sce_suggest_offer(&s, sce_spell(c, c->kinds.at[i].name));
  if (c->options->library) {
    uint32_t count;
    const SceLibraryEntry *entries = sce_library_entries(c->options->library, SCE_SPACE_KIND, &count);
    for (uint32_t i = 0; i < count; i++) sce_suggest_offer(&s, c->options->library->names + entries[i].name);
  }
  sce_suggest_offer(&s, "scenario");
  sce_suggest_offer(&s, "claim");
  SceExpr from = item == SCE_NIL ? SCE_NO_EXPR : sce_ast_more(c->ast, &c->ast->items.at[item])->from;
  if (s.best) sce_diag_help(c->diags, "did you mean `%s`?", s.best);
  else if (!sce_expr_is_empty(from)) sce_diag_help(c->diags, "a block starts with its kind: `KIND %s from %s < … >`", sce_spell(c, name), sce_quote(c, sce_node_span(c, from.last)));
  else sce_diag_help(c->diags, "a block starts with its kind: `KIND NAME < … >`; kinds are defined with `kind %s < … >`", sce_spell(c, name));
}

static void report_kind_circle(SceCompiler *c, uint32_t kind, uint32_t base, bool circle) {
  SceText way = {0};
  uint32_t steps = 0;
  sce_text_add_string(&way, sce_spell(c, c->kinds.at[kind].name));
  for (uint32_t at = base; at != SCE_NIL && at != kind && steps++ < 8; at = c->kinds.at[at].base) sce_text_add_format(&way, " -> %s", sce_spell(c, c->kinds.at[at].name));
  sce_text_add_format(&way, " -> %s", circle ? sce_spell(c, c->kinds.at[kind].name) : "…");
  if (sce_diag_add(c->diags, SCE_E_CYCLE, sce_item_name_span(c, c->kinds.at[kind].item), circle ? "kind `%s` is made from itself: %s" : "kind `%s` is made from more than 20,000 kinds: %s", sce_spell(c, c->kinds.at[kind].name), way.bytes))
    sce_diag_help(c->diags, "let one of them stand on its own");
  sce_text_release(&way);
}

/* The kind that a kind is made from, worked out once; circles are cut and reported. */
uint32_t sce_kind_base(SceCompiler *c, uint32_t kind) {
  SceKind *k = &c->kinds.at[kind];
  if (k->state != SCE_STATE_NEW) return k->base;
  k->state = SCE_STATE_DONE;
  SceExpr from = sce_ast_more(c->ast, &c->ast->items.at[k->item])->from;
  if (sce_expr_is_empty(from)) return SCE_NIL;
  SceName name = c->ast->nodes.at[from.last].a;
  uint32_t base = from.first == from.last ? sce_kind_find(c, k->object, name) : SCE_NIL;
  if (base == SCE_NIL) report_unknown_kind(c, SCE_NIL, c->kinds.at[kind].object, sce_node_span(c, from.last), name);
  c->kinds.at[kind].broken = base == SCE_NIL || c->kinds.at[base].broken;
  uint32_t steps = 0;
  for (uint32_t at = base; at != SCE_NIL; at = c->kinds.at[at].state == SCE_STATE_DONE ? c->kinds.at[at].base : SCE_NIL) {
    if (at != kind && ++steps <= MAX_KINDS) continue;
    report_kind_circle(c, kind, base, at == kind);
    c->kinds.at[kind].broken = true;
    base = SCE_NIL;
    break;
  }
  c->kinds.at[kind].base = base;
  return base;
}

bool sce_kind_is(SceCompiler *c, uint32_t kind, uint32_t wanted) {
  while (kind != SCE_NIL && kind != wanted) kind = sce_kind_base(c, kind);
  return kind == wanted;
}

/* ---- what a text adds to an object ---- */

static bool formula_names(const SceCompiler *c, uint32_t item, SceName name) {
  SceExpr expr = c->ast->items.at[item].expr;
  for (uint32_t n = expr.first; !sce_expr_is_empty(expr) && n <= expr.last; n++)
    if (c->ast->nodes.at[n].kind == SCE_NODE_NAME && c->ast->nodes.at[n].a == name) return true;
  return false;
}

static void warn_hidden(SceCompiler *c, uint32_t object, uint32_t item) {
  const SceItem *i = &c->ast->items.at[item];
  uint32_t hidden = sce_binding_find(c, c->objects.at[object].root, i->name);
  bool library = (c->objects.at[object].flags & SCE_OBJECT_LIBRARY) || c->sources->list.at[sce_ast_item_source(c->ast, item)].library;
  if (hidden == SCE_NIL || formula_names(c, item, i->name) || library) return;
  if (!sce_diag_add(c->diags, SCE_E_HIDES, sce_item_name_span(c, item), "`%s` hides another `%s` of this file", sce_spell(c, i->name), sce_spell(c, i->name))) return;
  uint32_t other = c->bindings.at[hidden].item != SCE_NIL ? c->bindings.at[hidden].item : c->bindings.at[hidden].decl;
  if (other != SCE_NIL) sce_diag_note(c->diags, sce_item_name_span(c, other), "the other one stands here");
  sce_diag_help(c->diags, "inside this block the name means the block's own field; rename one if that is not meant");
}

static void check_near_member(SceCompiler *c, uint32_t object, uint32_t item, uint32_t binding) {
  const char *name = sce_spell(c, c->ast->items.at[item].name);
  for (uint32_t b = c->objects.at[object].first_binding; b != SCE_NIL; b = c->bindings.at[b].next) {
    const SceBinding *other = &c->bindings.at[b];
    if (other->flags & SCE_BINDING_MEMBER) return;                            /* all that is declared comes before the first member */
    if (b == binding || (other->flags & SCE_BINDING_HELPER) || !sce_suggest_is_near(name, sce_spell(c, other->name))) continue;
    c->bindings.at[binding].flags |= SCE_BINDING_UNKNOWN;
    if (!sce_diag_add(c->diags, SCE_E_NEAR_MEMBER, sce_item_name_span(c, item), "`%s` would be one more member of `%s`, but it is spelled almost like the field `%s`", name,
                      sce_spell(c, c->bindings.at[c->objects.at[object].each_unit].name), sce_spell(c, other->name))) return;
    sce_diag_help(c->diags, "write `%s` if the field is meant, or choose a name that cannot be mistaken for it", sce_spell(c, other->name));
    return;
  }
}

/* A field that neither the kind has nor an `each` line takes. */
static void report_unknown_field(SceCompiler *c, uint32_t object, uint32_t item) {
  const SceItem *i = &c->ast->items.at[item];
  const SceObject o = c->objects.at[object];
  const char *name = sce_spell(c, i->name), *kind = sce_spell(c, c->kinds.at[o.kind].name);
  SceSuggest s = {.wanted = name};
  SceText *list = sce_quote_buffer(c);
  uint32_t count = 0;
  for (uint32_t b = o.first_binding; b != SCE_NIL && sce_may_offer(c); b = c->bindings.at[b].next) {
    if (c->bindings.at[b].flags & (SCE_BINDING_UNKNOWN | SCE_BINDING_REFUSED)) continue;
    sce_suggest_offer(&s, sce_spell(c, c->bindings.at[b].name));
    if (count++ < 12) sce_text_add_format(list, "%s`%s`", count > 1 ? ", " : "", sce_spell(c, c->bindings.at[b].name));
  }
  if (!sce_diag_add(c->diags, SCE_E_FIELD, sce_item_name_span(c, item), "`%s`, %s %s, has no field `%s`", sce_spell(c, o.path), sce_article(kind), kind, name)) return;
  if (s.best) {
    sce_diag_help(c->diags, "did you mean `%s`?", s.best);
    uint32_t meant = sce_binding_find(c, object, sce_intern_get_string(c->intern, s.best));
    if (meant != SCE_NIL && c->bindings.at[meant].item == SCE_NIL) c->bindings.at[meant].flags |= SCE_BINDING_UNKNOWN;   /* given, only misspelled */
    return;
  }
  if (count) sce_diag_note(c->diags, SCE_NO_PLACE, "it has %s%s", list->bytes, count > 12 ? ", …" : "");
  if (o.each_kind != SCE_NIL) {
    const char *member = sce_spell(c, c->ast->items.at[c->bindings.at[o.each_kind].decl].unit);
    sce_diag_help(c->diags, "its members are blocks: write `%s %s < … >` or `%s %s from OTHER < >`", member, name, member, name);
  } else {
    sce_diag_help(c->diags, "a field of your own declares its unit: `%s : UNIT = %s`", name, sce_expr_is_empty(i->expr) ? "…" : sce_quote(c, sce_node_span(c, i->expr.last)));
  }
}

/* `NAME = none @ "reason"` in a kind, without a unit: nobody is to use that name. */
static bool is_refusal(const SceCompiler *c, const SceItem *i) {
  const SceNode *root = sce_expr_is_empty(i->expr) || i->expr.first != i->expr.last ? NULL : &c->ast->nodes.at[i->expr.last];
  return root && !i->unit && i->more && root->kind == SCE_NODE_NAME && root->a == c->name_none && sce_ast_more(c->ast, i)->source_length;
}

static void add_new_field(SceCompiler *c, uint32_t object, uint32_t layer, uint32_t item, bool kind_text, bool given) {
  const SceItem *i = &c->ast->items.at[item];
  uint8_t flags = given ? SCE_BINDING_GIVEN : 0;
  bool own = !kind_text && c->objects.at[object].kind != SCE_NIL;
  bool member = own && !i->unit && c->objects.at[object].each_unit != SCE_NIL;
  if (own) flags |= member ? SCE_BINDING_MEMBER : SCE_BINDING_HELPER;
  if (!kind_text && !own) flags |= SCE_BINDING_UNKNOWN;                        /* a block of an unknown kind */
  if (own && !i->unit && !member) {
    flags |= SCE_BINDING_UNKNOWN;
    bool unclosed = c->ast->items.at[c->layers.at[layer].item].flags & SCE_ITEM_UNCLOSED;
    if (!unclosed && !(c->objects.at[object].flags & SCE_OBJECT_BROKEN)) report_unknown_field(c, object, item);
  }
  uint32_t binding = sce_declare_field(c, object, layer, item);
  if (kind_text && is_refusal(c, &c->ast->items.at[item])) flags |= SCE_BINDING_REFUSED;
  c->bindings.at[binding].flags |= flags;
  if (member) check_near_member(c, object, item, binding);
  if ((own && !(flags & SCE_BINDING_UNKNOWN)) || (kind_text && c->objects.at[object].flags & SCE_OBJECT_GHOST)) warn_hidden(c, object, item);
}

static void replace_field(SceCompiler *c, uint32_t binding, uint32_t layer, uint32_t item, bool given) {
  const SceItem *i = &c->ast->items.at[item];
  SceBinding *b = &c->bindings.at[binding];
  if (b->flags & SCE_BINDING_REFUSED) {
    sce_lookup_refused(c, binding, sce_item_name_span(c, item));
    return;
  }
  if (b->type == SCE_BINDING_BLOCK || b->type == SCE_BINDING_EACH) {
    sce_diag_add(c->diags, SCE_E_TWICE, sce_item_name_span(c, item), b->type == SCE_BINDING_BLOCK ? "`%s` is a block of this kind, not a field" : "`%s` is the name of all members, not a field", sce_spell(c, b->name));
    return;
  }
  if (b->layer == layer || b->ordinal == c->layers.at[layer].ordinal) {
    uint32_t first = b->item != SCE_NIL ? b->item : b->decl;
    if (!sce_diag_add(c->diags, SCE_E_TWICE, sce_item_name_span(c, item), "`%s` is given twice", sce_spell(c, b->name))) return;
    if (first != SCE_NIL) sce_diag_note(c->diags, sce_item_name_span(c, first), "the first time here");
    sce_diag_help(c->diags, "keep one of the two lines");
    return;
  }
  if (!sce_expr_is_empty(i->expr) || (i->flags & SCE_ITEM_FAILED)) {
    b->item = item;
    b->layer = layer;
    if (b->extra) c->extras.at[b->extra].base = c->extras.at[b->extra].columns = c->extras.at[b->extra].cursor = SCE_NIL;
  }
  if (i->unit) b->decl = item;
  if (i->flags & SCE_ITEM_OUT) b->flags |= SCE_BINDING_OUT;
  if (given) b->flags |= SCE_BINDING_GIVEN;
  if (i->more && !sce_expr_is_empty(sce_ast_more(c->ast, i)->range)) {
    SceBindingExtra *extra = sce_binding_extra(c, binding);
    extra->range_item = item;
    extra->range_layer = layer;
  }
}

static void add_field(SceCompiler *c, uint32_t object, uint32_t layer, uint32_t item, bool kind_text, bool given) {
  const SceItem *i = &c->ast->items.at[item];
  if (i->more && !sce_expr_is_empty(sce_ast_more(c->ast, i)->left)) return;     /* see add_replacements */
  uint32_t binding = sce_binding_find(c, object, i->name);
  if (binding == SCE_NIL) add_new_field(c, object, layer, item, kind_text, given);
  else replace_field(c, binding, layer, item, given);
}

static void add_part(SceCompiler *c, uint32_t object, uint32_t item, uint32_t outer) {
  SceObject *o = &c->objects.at[object];
  if (o->parts + o->part_count != c->parts.count) {
    uint32_t first = c->parts.count;
    for (uint32_t i = 0; i < o->part_count; i++) {
      ScePart part = c->parts.at[o->parts + i];
      sce_array_push(&c->parts, part);
    }
    o->parts = first;
  }
  sce_array_push(&c->parts, ((ScePart){item, outer}));
  o->part_count++;
}

uint32_t sce_object_declare(SceCompiler *c, uint32_t item, uint32_t parent, uint32_t outer) {
  const SceItem *i = &c->ast->items.at[item];
  uint32_t object = sce_object_add(c, i->name ? i->name : sce_ast_more(c->ast, i)->block_kind, parent, SCE_NIL, 0);
  c->objects.at[object].item = item;
  c->objects.at[object].parts = c->parts.count;
  add_part(c, object, item, outer);
  return object;
}

static void add_block(SceCompiler *c, uint32_t object, uint32_t layer, uint32_t item, bool kind_text, bool given) {
  const SceItem *i = &c->ast->items.at[item];
  SceName kind = sce_ast_more(c->ast, i)->block_kind, name = i->name ? i->name : kind;
  if (kind == c->name_claim || kind == c->name_scenario) {
    sce_diag_add(c->diags, SCE_E_DEFINITION, sce_item_name_span(c, item), "a %s stands at the top of a file, not inside a block", sce_spell(c, kind));
    return;
  }
  uint32_t binding = sce_binding_find(c, object, name);
  if (binding != SCE_NIL && c->bindings.at[binding].flags & SCE_BINDING_REFUSED) {
    sce_lookup_refused(c, binding, sce_item_name_span(c, item));
    return;
  }
  if (binding != SCE_NIL) {
    const SceBinding b = c->bindings.at[binding];
    bool twice = b.type != SCE_BINDING_BLOCK || b.ordinal == c->layers.at[layer].ordinal || (c->objects.at[b.op].flags & SCE_OBJECT_COPY);
    if (twice) sce_diag_add(c->diags, SCE_E_TWICE, sce_item_name_span(c, item), "`%s` is given twice", sce_spell(c, name));
    else add_part(c, b.op, item, layer);
    if (!twice && given) {
      c->bindings.at[binding].flags |= SCE_BINDING_GIVEN;
      c->objects.at[b.op].item = item;
    }
    return;
  }
  uint32_t nested = sce_object_declare(c, item, object, layer);
  binding = sce_binding_add(c, object, name, item, layer);
  SceBinding *b = &c->bindings.at[binding];
  b->type = SCE_BINDING_BLOCK;
  b->op = nested;
  if (given) b->flags |= SCE_BINDING_GIVEN;
  uint32_t each = c->objects.at[object].each_kind;
  if (kind_text || each == SCE_NIL) return;
  uint32_t each_kind = sce_kind_find(c, sce_item_file(c, c->bindings.at[each].decl), c->ast->items.at[c->bindings.at[each].decl].unit);
  uint32_t own_kind = sce_kind_find(c, sce_item_file(c, item), kind);
  if (own_kind != SCE_NIL && sce_kind_is(c, own_kind, each_kind)) c->bindings.at[binding].flags |= SCE_BINDING_MEMBER;
}

static void add_each(SceCompiler *c, uint32_t object, uint32_t layer, uint32_t item) {
  const SceItem i = c->ast->items.at[item];                                   /* a copy: the kind may have to be read from the library */
  uint32_t binding = sce_binding_find(c, object, i.name);
  bool kind = sce_kind_find(c, sce_item_file(c, item), i.unit) != SCE_NIL;
  if (binding == SCE_NIL) {
    SceObject *o = &c->objects.at[object];
    if ((kind ? o->each_kind : o->each_unit) != SCE_NIL) {
      sce_diag_add(c->diags, SCE_E_DEFINITION, sce_item_name_span(c, item), "this kind has an `each` line for %s already", kind ? "blocks" : "fields");
      return;
    }
    binding = sce_binding_add(c, object, i.name, SCE_NIL, layer);
    sce_binding_introduced(c, binding, item);
    c->bindings.at[binding].type = SCE_BINDING_EACH;
    if (kind) c->objects.at[object].each_kind = binding;
    else c->objects.at[object].each_unit = binding;
  } else if (c->bindings.at[binding].type != SCE_BINDING_EACH || c->bindings.at[binding].ordinal == c->layers.at[layer].ordinal) {
    sce_diag_add(c->diags, SCE_E_TWICE, sce_item_name_span(c, item), "`%s` is defined twice", sce_spell(c, i.name));
    return;
  }
  c->bindings.at[binding].decl = item;
}

static bool layer_is_given(const SceCompiler *c, uint32_t layer) {
  for (; layer != SCE_NIL; layer = c->layers.at[layer].outer)
    if (c->layers.at[layer].item != SCE_NIL && c->ast->items.at[c->layers.at[layer].item].kind == SCE_ITEM_KIND) return false;
  return true;
}

/* Every kind has a ghost with the texts of all kinds that it is made from: a long chain of kinds multiplies. */
static bool ghost_grows_on(SceCompiler *c, uint32_t object, uint32_t item) {
  if (!(c->objects.at[object].flags & SCE_OBJECT_GHOST)) return true;
  uint32_t fields = 1;
  for (uint32_t i = sce_ast_more(c->ast, &c->ast->items.at[item])->body; i != SCE_NO_ITEM; i = c->ast->items.at[i].next) fields++;
  if (sce_expand(c, fields, sce_item_name_span(c, item))) return true;
  c->objects.at[object].flags |= SCE_OBJECT_BROKEN;
  return false;
}

/* Replacements in a text that lead into the object's nested blocks, now that these are known. Others stand only in blocks of the file, where
 * replace.c has met them. */
static void add_replacements(SceCompiler *c, uint32_t object, uint32_t layer, uint32_t item, bool given) {
  for (uint32_t i = sce_ast_more(c->ast, &c->ast->items.at[item])->body; i != SCE_NO_ITEM; i = c->ast->items.at[i].next) {
    const SceItem *field = &c->ast->items.at[i];
    if (field->kind != SCE_ITEM_FIELD || !field->more || sce_expr_is_empty(sce_ast_more(c->ast, field)->left)) continue;
    uint32_t head = sce_binding_find(c, object, c->ast->nodes.at[sce_ast_more(c->ast, field)->left.first].a);
    if (head != SCE_NIL && c->bindings.at[head].type == SCE_BINDING_BLOCK) {
      sce_replace_nested(c, i, layer, object);
    } else if (!given || c->objects.at[object].depth != 1) {
      if (sce_diag_add(c->diags, SCE_E_REPLACEMENT, sce_node_span(c, sce_ast_more(c->ast, field)->left.last), "a replacement of something outside this block cannot stand here"))
        sce_diag_help(c->diags, "it may stand at the top of the file, in a block there, or in a scenario");
    }
  }
}

static void add_text(SceCompiler *c, uint32_t object, uint32_t item, uint32_t outer) {
  if (!ghost_grows_on(c, object, item)) return;
  uint32_t layer = sce_layer_add(c, object, item, outer);
  bool kind_text = c->ast->items.at[item].kind == SCE_ITEM_KIND, given = layer_is_given(c, layer);
  if (c->layers.at[layer].ordinal >= UINT16_MAX - 1) {
    sce_diag_add(c->diags, SCE_E_EXPANSION, sce_item_name_span(c, item), "`%s` is a copy of a copy of a copy … more than 65,000 times", sce_spell(c, c->objects.at[object].name));
    return;
  }
  if (c->ast->items.at[item].flags & SCE_ITEM_BROKEN) c->objects.at[object].flags |= SCE_OBJECT_BROKEN;
  uint32_t next;
  for (uint32_t i = sce_ast_more(c->ast, &c->ast->items.at[item])->body; i != SCE_NO_ITEM; i = next) {
    next = c->ast->items.at[i].next;
    switch (c->ast->items.at[i].kind) {
      case SCE_ITEM_FIELD: add_field(c, object, layer, i, kind_text, given); break;
      case SCE_ITEM_BLOCK: add_block(c, object, layer, i, kind_text, given); break;
      case SCE_ITEM_EACH:
        if (kind_text) add_each(c, object, layer, i);
        else sce_diag_add(c->diags, SCE_E_DEFINITION, sce_item_name_span(c, i), "`each` stands in a kind, not in a block");
        break;
      default: break;
    }
  }
  add_replacements(c, object, layer, item, given);
}

/* ---- copies ---- */

typedef struct CopyMap {
  uint32_t from, first_layer;     /* layer with ordinal k of object `from` became first_layer + k */
  const struct CopyMap *outer;
} CopyMap;

static uint32_t map_layer(const SceCompiler *c, const CopyMap *map, uint32_t layer) {
  if (layer == SCE_NIL) return SCE_NIL;
  for (; map; map = map->outer)
    if (c->layers.at[layer].object == map->from && c->layers.at[layer].ordinal < c->objects.at[map->from].layer_count) return map->first_layer + c->layers.at[layer].ordinal;
  return layer;
}

static uint32_t copy_formula(SceCompiler *c, const CopyMap *map, uint32_t formula, uint32_t binding) {
  SceFormula f = c->formulas.at[formula];
  f.binding = binding;
  f.layer = map_layer(c, map, f.layer);
  f.state = SCE_STATE_NEW;
  f.origin = formula;
  sce_array_push(&c->formulas, f);
  return c->formulas.count - 1;
}

/* Copies a chain of formulas linked by `previous`. */
static uint32_t copy_previous(SceCompiler *c, const CopyMap *map, uint32_t formula, uint32_t binding) {
  if (formula == SCE_NIL) return SCE_NIL;
  uint32_t first = copy_formula(c, map, formula, binding);
  for (uint32_t at = first; c->formulas.at[at].previous != SCE_NIL; at = c->formulas.at[at].previous) {
    uint32_t copy = copy_formula(c, map, c->formulas.at[at].previous, binding);
    c->formulas.at[at].previous = copy;
  }
  return first;
}

static void copy_extra(SceCompiler *c, const CopyMap *map, uint32_t binding) {
  if (!c->bindings.at[binding].extra) return;
  SceBindingExtra extra = c->extras.at[c->bindings.at[binding].extra];
  c->bindings.at[binding].extra = c->extras.count;
  sce_array_push(&c->extras, extra);
  extra.axis = extra.cursor = extra.cut = SCE_NIL;
  extra.range_layer = map_layer(c, map, extra.range_layer);
  extra.base = copy_previous(c, map, extra.base, binding);
  uint32_t column = extra.columns, *link = NULL, last = SCE_NIL;
  extra.columns = SCE_NIL;
  for (; column != SCE_NIL; column = c->formulas.at[column].next) {
    uint32_t copy = copy_previous(c, map, column, binding);
    c->formulas.at[copy].next = SCE_NIL;
    link = last == SCE_NIL ? &extra.columns : &c->formulas.at[last].next;
    *link = copy;
    last = copy;
  }
  c->extras.at[c->bindings.at[binding].extra] = extra;
}

static void copy_object(SceCompiler *c, uint32_t object, uint32_t from, const CopyMap *outer);

/* Nesting is what drives the C stack here. */
static bool is_too_deep(SceCompiler *c, uint32_t object) {
  const SceObject *o = &c->objects.at[object];
  if (c->building > MAX_BUILDING) {                                           /* `from a.b` builds `a`, whose `from` builds the next one */
    if (o->item != SCE_NIL) sce_diag_add(c->diags, SCE_E_EXPANSION, sce_item_name_span(c, o->item), "to build this block, more than %d others are built one inside the other", MAX_BUILDING);
    return true;
  }
  if (o->depth <= MAX_DEPTH) return false;
  if (o->item != SCE_NIL && !c->depth_reported) sce_diag_add(c->diags, SCE_E_EXPANSION, sce_item_name_span(c, o->item), "blocks are nested more than %d deep here", MAX_DEPTH);
  c->depth_reported = true;
  return true;
}

static void copy_binding(SceCompiler *c, const CopyMap *map, uint32_t object, uint32_t from) {
  SceBinding b = c->bindings.at[from];
  uint32_t binding = sce_binding_add(c, object, b.name, b.item, SCE_NIL);
  if (c->options->names) sce_binding_introduced(c, binding, c->roots.at[from]);
  SceBinding *copy = &c->bindings.at[binding];
  b.object = object;
  b.origin = from;
  b.layer = map_layer(c, map, b.layer);
  b.next = SCE_NIL;
  b.state = SCE_STATE_NEW;
  b.flags &= (uint8_t)~SCE_BINDING_GIVEN;
  if (b.type != SCE_BINDING_BLOCK) b.op = SCE_NO_OP;
  *copy = b;
  copy_extra(c, map, binding);
  if (c->objects.at[map->from].each_unit == from) c->objects.at[object].each_unit = binding;
  if (c->objects.at[map->from].each_kind == from) c->objects.at[object].each_kind = binding;
  if (b.type != SCE_BINDING_BLOCK) return;
  sce_object_build(c, b.op);
  uint32_t nested = sce_object_add(c, b.name, object, c->objects.at[b.op].kind, SCE_OBJECT_COPY);
  c->bindings.at[binding].op = nested;
  c->objects.at[nested].item = c->objects.at[b.op].item;
  c->objects.at[nested].state = SCE_STATE_DONE;
  if (c->objects.at[b.op].state == SCE_STATE_ACTIVE || is_too_deep(c, nested)) {   /* a copy that holds itself, which was reported */
    c->objects.at[nested].flags |= SCE_OBJECT_BROKEN;
    return;
  }
  c->objects.at[nested].state = SCE_STATE_ACTIVE;
  c->building++;
  copy_object(c, nested, b.op, map);
  c->building--;
  c->objects.at[nested].state = SCE_STATE_DONE;
}

static void copy_object(SceCompiler *c, uint32_t object, uint32_t from, const CopyMap *outer) {
  c->objects.at[object].kind = c->objects.at[from].kind;
  c->objects.at[object].flags |= c->objects.at[from].flags & SCE_OBJECT_BROKEN;
  CopyMap map = {from, c->layers.count, outer};
  SceSpan place = c->objects.at[object].item == SCE_NIL ? SCE_NO_PLACE : sce_item_name_span(c, c->objects.at[object].item);
  bool whole = sce_expand(c, 8 + c->objects.at[from].layer_count, place);
  for (uint32_t layer = c->objects.at[from].first_layer; whole && layer != SCE_NIL; layer = c->layers.at[layer].next)
    sce_layer_add(c, object, c->layers.at[layer].item, map_layer(c, outer, c->layers.at[layer].outer));
  for (uint32_t b = c->objects.at[from].first_binding; whole && b != SCE_NIL; b = c->bindings.at[b].next) {
    copy_binding(c, &map, object, b);
    whole = sce_expand(c, 1, place);
  }
  if (!whole) c->objects.at[object].flags |= SCE_OBJECT_BROKEN;
}

/* ---- building ---- */

static void prepare(SceCompiler *c, uint32_t object) {
  c->objects.at[object].state = SCE_STATE_ACTIVE;
  if (!c->objects.at[object].part_count) return;                              /* a ghost */
  ScePart part = c->parts.at[c->objects.at[object].parts];
  const SceItemMore *more = sce_ast_more(c->ast, &c->ast->items.at[part.item]);
  uint32_t file = sce_item_file(c, part.item), kind = sce_kind_find(c, file, more->block_kind);
  c->objects.at[object].kind = kind;
  if (kind == SCE_NIL) c->objects.at[object].flags |= SCE_OBJECT_BROKEN;
  if (kind == SCE_NIL && !(c->ast->items.at[part.item].flags & SCE_ITEM_FAILED)) {
    SceSpan span = {sce_ast_item_source(c->ast, part.item), more->kind_at, more->kind_at + sce_intern_length(c->intern, more->block_kind)};
    report_unknown_kind(c, part.item, file, span, more->block_kind);
  }
  for (uint32_t i = 0; i < c->objects.at[object].part_count; i++) {
    part = c->parts.at[c->objects.at[object].parts + i];
    SceExpr from = sce_ast_more(c->ast, &c->ast->items.at[part.item])->from;
    if (sce_expr_is_empty(from)) continue;
    uint32_t source = sce_lookup_object(c, part.outer, from);
    if (source == SCE_NIL) {
      c->objects.at[object].flags |= SCE_OBJECT_BROKEN;                       /* what it would have copied is not known */
      continue;
    }
    if (c->objects.at[source].flags & SCE_OBJECT_FILE) {
      sce_diag_add(c->diags, SCE_E_COPY, sce_node_span(c, from.last), "this is a file, not a block");
      continue;
    }
    c->objects.at[object].source = source;
  }
}

static void check_copied_kind(SceCompiler *c, uint32_t object, uint32_t wanted) {
  const SceObject *o = &c->objects.at[object];
  if (wanted == SCE_NIL || o->kind == SCE_NIL || sce_kind_is(c, o->kind, wanted)) return;
  c->objects.at[object].flags |= SCE_OBJECT_BROKEN;
  if (!sce_diag_add(c->diags, SCE_E_WRONG_KIND, sce_item_name_span(c, o->item), "`%s` is %s %s, but what it copies is %s %s", sce_spell(c, o->name), sce_article(sce_spell(c, c->kinds.at[wanted].name)), sce_spell(c, c->kinds.at[wanted].name),
                    sce_article(sce_spell(c, c->kinds.at[o->kind].name)), sce_spell(c, c->kinds.at[o->kind].name))) return;
  sce_diag_note(c->diags, sce_item_name_span(c, c->objects.at[o->source].item), "this is copied");
  sce_diag_help(c->diags, "write `%s %s from …`", sce_spell(c, c->kinds.at[o->kind].name), sce_spell(c, o->name));
}

static void add_kind_texts(SceCompiler *c, uint32_t object, uint32_t kind) {
  SCE_ARRAY(uint32_t) chain = {0};
  for (; kind != SCE_NIL; kind = sce_kind_base(c, kind)) sce_array_push(&chain, kind);
  while (chain.count) {
    kind = sce_array_pop(&chain);
    if (!sce_expand(c, 1, c->objects.at[object].item == SCE_NIL ? SCE_NO_PLACE : sce_item_name_span(c, c->objects.at[object].item))) break;
    if (c->kinds.at[kind].broken) c->objects.at[object].flags |= SCE_OBJECT_BROKEN;
    add_text(c, object, c->kinds.at[kind].item, sce_file_layer(c, c->kinds.at[kind].object));
  }
  sce_array_release(&chain);
}

/* The nested blocks that came with a copy are complete at once; what is replaced in them is known now that the copy's own text has been read. */
static void replace_in_copies(SceCompiler *c, uint32_t object) {
  if (!c->replacements.count || !(c->objects.at[object].flags & SCE_OBJECT_COPY)) return;
  for (uint32_t b = c->objects.at[object].first_binding; b != SCE_NIL; b = c->bindings.at[b].next) {
    uint32_t nested = c->bindings.at[b].type == SCE_BINDING_BLOCK ? c->bindings.at[b].op : SCE_NIL;
    if (nested == SCE_NIL || !(c->objects.at[nested].flags & SCE_OBJECT_COPY) || c->objects.at[nested].part_count) continue;
    replace_in_copies(c, nested);
    sce_replace_apply(c, nested);
  }
}

static void build_one(SceCompiler *c, uint32_t object) {
  if (c->objects.at[object].depth > 1 && !sce_expand(c, 8, sce_item_name_span(c, c->objects.at[object].item))) {   /* nested blocks multiply */
    c->objects.at[object].flags |= SCE_OBJECT_BROKEN;
    return;
  }
  uint32_t kind = c->objects.at[object].kind, source = c->objects.at[object].source;
  if (source != SCE_NIL) {
    c->objects.at[object].flags |= SCE_OBJECT_COPY;
    copy_object(c, object, source, NULL);
    check_copied_kind(c, object, kind);
  } else {
    add_kind_texts(c, object, kind);
  }
  for (uint32_t i = 0; i < c->objects.at[object].part_count; i++) {
    ScePart part = c->parts.at[c->objects.at[object].parts + i];
    add_text(c, object, part.item, part.outer);
  }
  replace_in_copies(c, object);
  sce_replace_apply(c, object);
}

static void report_circle(SceCompiler *c, uint32_t object) {
  const SceObject o = c->objects.at[object];
  SceText way = {0};
  uint32_t steps = 0;
  c->objects.at[object].flags |= SCE_OBJECT_BROKEN;
  if (o.item == SCE_NIL) return;
  for (uint32_t at = o.source; at != SCE_NIL && at != object && steps++ < 8; at = c->objects.at[at].source) sce_text_add_format(&way, "%s -> ", sce_spell(c, c->objects.at[at].path));
  if (o.source == SCE_NIL) sce_diag_add(c->diags, SCE_E_CYCLE, sce_item_name_span(c, o.item), "`%s` contains itself", sce_spell(c, o.path));
  else sce_diag_add(c->diags, SCE_E_CYCLE, sce_item_name_span(c, o.item), "`%s` is copied from itself: %s -> %s%s", sce_spell(c, o.path), sce_spell(c, o.path), way.bytes ? way.bytes : "", sce_spell(c, o.path));
  sce_diag_help(c->diags, "a block holds finitely many blocks; break the circle");
  sce_text_release(&way);
}

/* Whether a block stands in the text of the kind that it names. */
static bool is_in_own_kind(const SceCompiler *c, uint32_t item) {
  const SceItem *inner = &c->ast->items.at[item];
  SceName name = inner->kind == SCE_ITEM_BLOCK ? sce_ast_more(c->ast, inner)->block_kind : 0;
  for (uint32_t kind = 0; name && kind < c->kinds.count; kind++) {
    if (c->kinds.at[kind].name != name || c->kinds.at[kind].item == SCE_NIL) continue;
    const SceItem *outer = &c->ast->items.at[c->kinds.at[kind].item];
    bool together = sce_ast_item_source(c->ast, item) == sce_ast_item_source(c->ast, c->kinds.at[kind].item);
    if (together && inner->start > outer->start && inner->end <= outer->end) return true;
  }
  return false;
}

/* A kind whose text holds a block of that kind, directly or through others: it would have no end. The same text above itself tells. */
static bool is_inside_itself(SceCompiler *c, uint32_t object) {
  if (!c->objects.at[object].part_count) return false;
  uint32_t item = c->parts.at[c->objects.at[object].parts].item, above = c->objects.at[object].parent;
  while (above != SCE_NIL && !(c->objects.at[above].part_count && c->parts.at[c->objects.at[above].parts].item == item)) above = c->objects.at[above].parent;
  if (above == SCE_NIL && is_in_own_kind(c, item)) above = object;
  if (above == SCE_NIL) return false;
  SceName block_kind = c->ast->items.at[item].kind == SCE_ITEM_BLOCK ? sce_ast_more(c->ast, &c->ast->items.at[item])->block_kind : 0;
  const char *kind = block_kind ? sce_spell(c, block_kind) : "block";
  c->objects.at[object].flags |= SCE_OBJECT_BROKEN;
  if (sce_diag_add(c->diags, SCE_E_EXPANSION, sce_item_name_span(c, item), "`%s`, %s %s, contains itself without end", sce_spell(c, c->objects.at[above].name), sce_article(kind), kind))
    sce_diag_help(c->diags, "a kind cannot hold blocks of its own kind; is a `>` missing before this block?");
  return true;
}

void sce_object_build(SceCompiler *c, uint32_t object) {
  SceObject *o = &c->objects.at[object];
  if (o->state == SCE_STATE_DONE || (o->flags & SCE_OBJECT_FILE)) return;
  if (o->state == SCE_STATE_ACTIVE) {
    report_circle(c, object);
    return;
  }
  if (is_too_deep(c, object) || is_inside_itself(c, object)) {
    o->state = SCE_STATE_DONE;
    return;
  }
  SCE_ARRAY(uint32_t) chain = {0};
  sce_array_push(&chain, object);
  c->building++;
  while (chain.count) {
    uint32_t top = sce_array_last(&chain);
    if (c->objects.at[top].state == SCE_STATE_NEW) prepare(c, top);
    uint32_t source = c->objects.at[top].source;
    if (source != SCE_NIL && c->objects.at[source].state == SCE_STATE_NEW) {
      sce_array_push(&chain, source);
      continue;
    }
    if (source != SCE_NIL && c->objects.at[source].state == SCE_STATE_ACTIVE) {
      report_circle(c, top);
      c->objects.at[top].source = SCE_NIL;
    }
    build_one(c, top);
    c->objects.at[top].state = SCE_STATE_DONE;
    chain.count--;
  }
  c->building--;
  sce_array_release(&chain);
}

uint32_t sce_object_ghost(SceCompiler *c, uint32_t kind) {
  if (c->kinds.at[kind].ghost == SCE_NIL) {
    uint32_t ghost = sce_object_add(c, c->kinds.at[kind].name, c->kinds.at[kind].object, kind, SCE_OBJECT_GHOST);
    c->kinds.at[kind].ghost = ghost;
    sce_object_build(c, ghost);
  }
  return c->kinds.at[kind].ghost;
}
