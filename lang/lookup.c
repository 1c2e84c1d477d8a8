/* What a name means where it is written: siblings first, then what encloses the text, the file, its imports, the library.
 *
 * A formula sees the fields that its own layer or an earlier one has introduced: so a kind's formula never meets a name that
 * only a user's block added.
 */
#include "compiler.h"
#include "suggest.h"

uint32_t sce_layer_file(const SceCompiler *c, uint32_t layer) { return c->objects.at[c->layers.at[layer].object].root; }

uint32_t sce_lookup_in(SceCompiler *c, uint32_t object, SceName name) {
  if (!(c->objects.at[object].flags & SCE_OBJECT_FILE)) sce_object_build(c, object);
  uint32_t binding = sce_binding_find(c, object, name);
  if (binding != SCE_NIL || object != c->std_object) return binding;
  if (!sce_declare_from_library(c, SCE_SPACE_VALUE, name)) return SCE_NIL;
  return sce_binding_find(c, object, name);
}

/* The files whose names a file sees without prefix: itself, then its imports and theirs. Calls `see` until it returns something else than SCE_NIL. */
static uint32_t each_file(SceCompiler *c, uint32_t file, SceSpace space, SceName name) {
  SCE_ARRAY(uint32_t) order = {0};
  uint32_t found = SCE_NIL;
  sce_array_push(&order, file);
  for (uint32_t i = 0; i < order.count && found == SCE_NIL; i++) {
    found = space == SCE_SPACE_VALUE ? sce_binding_find(c, order.at[i], name) : sce_slot_find(c, space, order.at[i], name);
    for (uint32_t u = 0; found == SCE_NIL && u < c->uses.count; u++) {
      if (c->uses.at[u].object != order.at[i] || c->uses.at[u].alias) continue;
      bool known = false;
      for (uint32_t k = 0; k < order.count; k++) known |= order.at[k] == c->uses.at[u].imported;
      if (!known) sce_array_push(&order, c->uses.at[u].imported);
    }
  }
  sce_array_release(&order);
  return found;
}

static uint32_t find_in_files(SceCompiler *c, uint32_t file, SceSpace space, SceName name) {
  if (c->uses.count && file != c->std_object) return each_file(c, file, space, name);
  return space == SCE_SPACE_VALUE ? sce_binding_find(c, file, name) : sce_slot_find(c, space, file, name);
}

/* A field of a block with a unit: no block can be meant by it. */
static bool is_quantity(const SceCompiler *c, uint32_t binding) {
  const SceBinding *b = &c->bindings.at[binding];
  return b->type == SCE_BINDING_VALUE && b->decl != SCE_NIL && b->spare && c->ast->items.at[b->decl].unit && !(c->objects.at[b->object].flags & SCE_OBJECT_FILE);
}

static uint32_t look_up(SceCompiler *c, uint32_t layer, SceName name, uint32_t own, bool blocks) {
  for (; layer != SCE_NIL; layer = c->layers.at[layer].outer) {
    const SceLayer l = c->layers.at[layer];
    uint32_t binding;
    if (c->objects.at[l.object].flags & SCE_OBJECT_FILE) {
      binding = l.object == c->std_object ? SCE_NIL : find_in_files(c, l.object, SCE_SPACE_VALUE, name);
      if (binding == own && own != SCE_NIL) binding = SCE_NIL;
    } else {
      binding = sce_binding_find(c, l.object, name);
      if (binding == own || (binding != SCE_NIL && c->bindings.at[binding].ordinal > l.ordinal)) binding = SCE_NIL;
      if (blocks && binding != SCE_NIL && sce_binding_reference_kind(c, binding) == SCE_NIL && is_quantity(c, binding)) binding = SCE_NIL;
    }
    if (binding != SCE_NIL) return binding;
  }
  uint32_t binding = sce_lookup_in(c, c->std_object, name);
  return binding == own ? SCE_NIL : binding;
}

uint32_t sce_lookup(SceCompiler *c, uint32_t layer, SceName name, uint32_t own) {
  bool blocks = own != SCE_NIL && c->bindings.at[own].type == SCE_BINDING_REFERENCE;    /* what counts something is passed over, unless nothing else has the name */
  uint32_t binding = blocks ? look_up(c, layer, name, own, true) : SCE_NIL;
  return binding != SCE_NIL ? binding : look_up(c, layer, name, own, false);
}

/* `p.KIND` of an import `as p`: the file and the kind's own name. */
static uint32_t split_module(SceCompiler *c, uint32_t file, SceName *name) {
  const char *text = sce_spell(c, *name), *dot = strchr(text, '.');
  if (!dot) return SCE_NIL;
  uint32_t binding = sce_binding_find(c, file, sce_intern_get(c->intern, text, (uint32_t)(dot - text)));
  if (binding == SCE_NIL || c->bindings.at[binding].type != SCE_BINDING_BLOCK || !(c->objects.at[c->bindings.at[binding].op].flags & SCE_OBJECT_FILE)) return SCE_NIL;
  *name = sce_intern_get_string(c->intern, dot + 1);
  return c->bindings.at[binding].op;
}

uint32_t sce_kind_find(SceCompiler *c, uint32_t file, SceName name) {
  uint32_t module = split_module(c, file, &name);
  if (module != SCE_NIL) return sce_slot_find(c, SCE_SPACE_KIND, module, name);
  uint32_t kind = file == c->std_object ? SCE_NIL : find_in_files(c, file, SCE_SPACE_KIND, name);
  if (kind == SCE_NIL) kind = sce_slot_find(c, SCE_SPACE_KIND, c->std_object, name);
  if (kind == SCE_NIL && sce_declare_from_library(c, SCE_SPACE_KIND, name)) kind = sce_slot_find(c, SCE_SPACE_KIND, c->std_object, name);
  return kind;
}

uint32_t sce_lookup_function(SceCompiler *c, uint32_t file, SceName name) {
  uint32_t fn = file == c->std_object ? SCE_NIL : find_in_files(c, file, SCE_SPACE_FUNCTION, name);
  if (fn == SCE_NIL) fn = sce_slot_find(c, SCE_SPACE_FUNCTION, c->std_object, name);
  if (fn == SCE_NIL && sce_declare_from_library(c, SCE_SPACE_FUNCTION, name)) fn = sce_slot_find(c, SCE_SPACE_FUNCTION, c->std_object, name);
  for (uint32_t i = 0; fn == SCE_NIL && i < c->options->builtin_count; i++) {
    if (strcmp(c->options->builtins[i].name, sce_spell(c, name))) continue;
    fn = sce_fn_declare(c, SCE_NIL, c->std_object, i);
    if (fn != SCE_NIL) sce_slot_add(c, SCE_SPACE_FUNCTION, c->std_object, name, fn);
  }
  return fn;
}

/* ---- unknown names ---- */

const char *sce_article(const char *name) {
  static const char vowels[] = "aeiouyAEIOUY", *const spoken_you[] = {"us", "uni", "eu"};
  size_t first = strcspn(name, "_.");
  for (size_t i = 0; i < sizeof spoken_you / sizeof *spoken_you; i++)
    if (!strncmp(name, spoken_you[i], strlen(spoken_you[i]))) return "a";
  bool spelled = strcspn(name, vowels) >= first;                              /* letter by letter: an ef, an el, an em */
  return *name && strchr(spelled ? "fhlmnrsxFHLMNRSX" : "aeiouAEIOU", *name) ? "an" : "a";
}

static void offer_object(SceCompiler *c, uint32_t object, SceSuggest *s, uint32_t own, uint32_t ordinal) {
  for (uint32_t b = c->objects.at[object].first_binding; b != SCE_NIL && sce_may_offer(c); b = c->bindings.at[b].next)
    if (b != own && c->bindings.at[b].ordinal <= ordinal && !(c->bindings.at[b].flags & SCE_BINDING_REFUSED)) sce_suggest_offer(s, sce_spell(c, c->bindings.at[b].name));
}

static void offer_library(SceCompiler *c, SceSpace space, SceSuggest *s) {
  if (!c->options->library) return;
  uint32_t count;
  const SceLibraryEntry *entries = sce_library_entries(c->options->library, space, &count);
  for (uint32_t i = 0; i < count && sce_may_offer(c); i++) sce_suggest_offer(s, c->options->library->names + entries[i].name);
}

static void offer_scope(SceCompiler *c, uint32_t layer, SceSuggest *s, uint32_t own) {
  uint32_t file = sce_layer_file(c, layer);
  for (; layer != SCE_NIL; layer = c->layers.at[layer].outer) offer_object(c, c->layers.at[layer].object, s, own, c->layers.at[layer].ordinal);
  for (uint32_t u = 0; u < c->uses.count; u++)
    if (c->uses.at[u].object == file && !c->uses.at[u].alias) offer_object(c, c->uses.at[u].imported, s, own, UINT16_MAX);
  offer_library(c, SCE_SPACE_VALUE, s);
}

/* The parameters of the function whose body is being worked on. */
static void offer_parameters(SceCompiler *c, SceSuggest *s) {
  uint32_t fn = c->frames.count ? sce_frame(c)->fn : SCE_NIL;
  for (uint32_t i = 0; fn != SCE_NIL && i < c->fns.at[fn].parameter_count; i++) sce_suggest_offer(s, sce_spell(c, c->parameters.at[c->fns.at[fn].parameters + i].name));
}

/* The name of an import `as p` that has this name, or 0. */
static SceName below_import(SceCompiler *c, uint32_t file, SceName name) {
  for (uint32_t u = 0; u < c->uses.count; u++)
    if (c->uses.at[u].object == file && c->uses.at[u].alias && sce_binding_find(c, c->uses.at[u].imported, name) != SCE_NIL) return sce_ast_more(c->ast, &c->ast->items.at[c->uses.at[u].item])->alias;
  return 0;
}

/* `own` names the binding whose formula asks, or SCE_NIL; `node` may be SCE_NIL when the name has no node (then an item's name span is not known either). */
void sce_lookup_unknown(SceCompiler *c, uint32_t layer, uint32_t node, SceName name, uint32_t own) {
  if (c->objects.at[sce_layer_file(c, layer)].flags & SCE_OBJECT_INCOMPLETE) return;
  SceSpan span = node == SCE_NIL ? sce_item_name_span(c, own) : sce_ast_token_span(c->ast, c->sources, node);
  uint32_t binding = node == SCE_NIL ? SCE_NIL : own;
  char *spelling = strdup(sce_spell(c, name));
  SceUnit unit;
  SceUnitError error = sce_unit_find(c->units, name, true, &unit);
  bool is_own = binding != SCE_NIL && c->bindings.at[binding].name == name;
  if (!sce_diag_add(c->diags, SCE_E_NAME, span, is_own ? "there is no other `%s` outside of this field" : "there is no `%s` here", spelling)) {
    free(spelling);
    return;
  }
  SceSuggest s = {.wanted = spelling};
  offer_parameters(c, &s);
  offer_scope(c, layer, &s, binding);
  if (is_own) sce_diag_help(c->diags, "inside its own formula a field's name means the next one outward, and a field's own name is never a unit");
  else if (below_import(c, sce_layer_file(c, layer), name)) sce_diag_help(c->diags, "did you mean `%s.%s`?", sce_spell(c, below_import(c, sce_layer_file(c, layer), name)), spelling);
  else if (s.best && s.distance <= 2) sce_diag_help(c->diags, "did you mean `%s`?", s.best);
  else if (error == SCE_UNIT_OK) sce_diag_help(c->diags, "the plural `%s` is a unit only directly behind a number: write `%s`, or define a field `%s`", spelling, sce_unit_spelling(c->units, unit), spelling);
  else if (sce_call_is_known(c, layer, name)) sce_diag_help(c->diags, "`%s` is a function: call it, `%s( … )`", spelling, spelling);
  else if (sce_kind_find(c, sce_layer_file(c, layer), name) != SCE_NIL) sce_diag_help(c->diags, "`%s` is a kind: name a block of that kind", spelling);
  else if (!strcmp(spelling, "true") || !strcmp(spelling, "false")) sce_diag_help(c->diags, "truth values come from comparisons, such as `(a > b)`");
  else if (s.best) sce_diag_help(c->diags, "did you mean `%s`?", s.best);
  else if (sce_unit_suggest(c->units, spelling)) sce_diag_help(c->diags, "did you mean the unit `%s`?", sce_unit_suggest(c->units, spelling));
  else sce_diag_help(c->diags, "define it: `%s = …`", spelling);
  free(spelling);
}

static const char *file_name(const SceCompiler *c, uint32_t object) {
  for (uint32_t i = 0; i < c->files.count; i++)
    if (c->files.at[i].object == object && object != c->main_object) return c->sources->list.at[c->files.at[i].source].short_name;
  return "the file";
}

void sce_lookup_unknown_member(SceCompiler *c, uint32_t object, SceSpan span, SceName name) {
  const SceObject o = c->objects.at[object];
  SceSuggest s = {.wanted = sce_spell(c, name)};
  if (object == c->std_object) offer_library(c, SCE_SPACE_VALUE, &s);
  else offer_object(c, object, &s, SCE_NIL, UINT16_MAX);
  bool added;
  if (o.flags & SCE_OBJECT_FILE) added = sce_diag_add(c->diags, SCE_E_FIELD, span, "%s has no `%s`", object == c->std_object ? "the library" : file_name(c, object), sce_spell(c, name));
  else added = sce_diag_add(c->diags, SCE_E_FIELD, span, "`%s`, %s %s, has no field `%s`", sce_spell(c, o.path), sce_article(o.kind == SCE_NIL ? "block" : sce_spell(c, c->kinds.at[o.kind].name)), o.kind == SCE_NIL ? "block" : sce_spell(c, c->kinds.at[o.kind].name), sce_spell(c, name));
  if (!added) return;
  if (s.best) {
    sce_diag_help(c->diags, "did you mean `%s`?", s.best);
    return;
  }
  SceText *list = sce_quote_buffer(c);
  uint32_t count = 0;
  for (uint32_t b = o.first_binding; b != SCE_NIL && object != c->std_object && count < 12; b = c->bindings.at[b].next)
    if (!(c->bindings.at[b].flags & SCE_BINDING_REFUSED)) sce_text_add_format(list, "%s`%s`", count++ ? ", " : "", sce_spell(c, c->bindings.at[b].name));
  if (count) sce_diag_help(c->diags, "it has %s%s", list->bytes, count == 12 ? ", …" : "");
}

void sce_lookup_refused(SceCompiler *c, uint32_t binding, SceSpan span) {
  const SceBinding b = c->bindings.at[binding];
  const SceItemMore more = *sce_ast_more(c->ast, &c->ast->items.at[b.item]);
  const SceObject o = c->objects.at[b.object];
  const char *kind = o.kind == SCE_NIL ? "block" : sce_spell(c, c->kinds.at[o.kind].name);
  if (!sce_diag_add(c->diags, SCE_E_REFUSED_FIELD, span, "the kind `%s` refuses the name `%s`", kind, sce_spell(c, b.name))) return;
  sce_diag_note(c->diags, sce_item_name_span(c, b.item), "refused here");
  sce_diag_help(c->diags, "%.*s", (int)more.source_length, c->sources->list.at[sce_ast_item_source(c->ast, b.item)].text + more.source_at);
}

/* A name where a block has to stand: only blocks are offered instead. */
static void unknown_block(SceCompiler *c, uint32_t layer, uint32_t node, SceName name) {
  if (c->objects.at[sce_layer_file(c, layer)].flags & SCE_OBJECT_INCOMPLETE) return;
  if (!sce_diag_add(c->diags, SCE_E_NAME, sce_ast_token_span(c->ast, c->sources, node), "there is no block `%s` here", sce_spell(c, name))) return;
  SceSuggest s = {.wanted = sce_spell(c, name)};
  for (uint32_t l = layer; l != SCE_NIL; l = c->layers.at[l].outer)
    for (uint32_t b = c->objects.at[c->layers.at[l].object].first_binding; b != SCE_NIL && sce_may_offer(c); b = c->bindings.at[b].next)
      if (c->bindings.at[b].type == SCE_BINDING_BLOCK) sce_suggest_offer(&s, sce_spell(c, c->bindings.at[b].name));
  for (uint32_t u = 0; u < c->uses.count; u++)
    if (c->uses.at[u].object == sce_layer_file(c, layer) && !c->uses.at[u].alias)
      for (uint32_t b = c->objects.at[c->uses.at[u].imported].first_binding; b != SCE_NIL && sce_may_offer(c); b = c->bindings.at[b].next)
        if (c->bindings.at[b].type == SCE_BINDING_BLOCK) sce_suggest_offer(&s, sce_spell(c, c->bindings.at[b].name));
  if (!s.best) offer_library(c, SCE_SPACE_VALUE, &s);
  if (s.best) sce_diag_help(c->diags, "did you mean `%s`?", s.best);
  else sce_diag_help(c->diags, "name a block of this file, of an import, or of the library");
}

uint32_t sce_lookup_object(SceCompiler *c, uint32_t layer, SceExpr path) {
  uint32_t object = SCE_NIL;
  for (uint32_t node = path.first; node <= path.last; node++) {
    const SceNode n = c->ast->nodes.at[node];
    if (n.kind != (node == path.first ? SCE_NODE_NAME : SCE_NODE_MEMBER)) {
      sce_diag_add(c->diags, SCE_E_COPY, sce_node_span(c, path.last), "this is no path to a block");
      return SCE_NIL;
    }
    uint32_t binding = node == path.first ? sce_lookup(c, layer, n.a, SCE_NIL) : sce_lookup_in(c, object, n.a);
    if (binding == SCE_NIL && node == path.first && n.a == c->name_std) {
      object = c->std_object;
      continue;
    }
    if (binding == SCE_NIL && node == path.first) unknown_block(c, layer, node, n.a);
    else if (binding == SCE_NIL) sce_lookup_unknown_member(c, object, sce_ast_token_span(c->ast, c->sources, node), n.a);
    if (binding == SCE_NIL) return SCE_NIL;
    if (c->bindings.at[binding].type != SCE_BINDING_BLOCK) {
      sce_diag_add(c->diags, SCE_E_COPY, sce_ast_token_span(c->ast, c->sources, node), "`%s` is a field, not a block", sce_spell(c, n.a));
      return SCE_NIL;
    }
    object = c->bindings.at[binding].op;
  }
  return object;
}
