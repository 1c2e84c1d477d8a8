/* Every item of every text gets its place in the tables: fields and blocks as bindings of their file's object, kinds, functions,
 * units, scenarios, imports. Nothing is looked up here, so that order does not matter. Library definitions come in one by one,
 * when somebody asks for their name.
 */
#include "compiler.h"
#include "parse.h"

uint32_t sce_item_file(const SceCompiler *c, uint32_t item) {
  SceSourceId source = sce_ast_item_source(c->ast, item);
  return source < c->source_objects.count ? c->source_objects.at[source] : SCE_NIL;
}

static void set_source_object(SceCompiler *c, SceSourceId source, uint32_t object) {
  while (c->source_objects.count <= source) sce_array_push(&c->source_objects, SCE_NIL);
  c->source_objects.at[source] = object;
}

static void report_twice(SceCompiler *c, uint32_t item, uint32_t first) {
  const SceItem *i = &c->ast->items.at[item];
  SceName name = i->name ? i->name : sce_ast_more(c->ast, i)->block_kind;
  if (!sce_diag_add(c->diags, SCE_E_TWICE, sce_item_name_span(c, item), "`%s` is defined twice", sce_spell(c, name))) return;
  if (first != SCE_NIL) sce_diag_note(c->diags, sce_item_name_span(c, first), "the first definition stands here");
  bool fields = i->kind == SCE_ITEM_FIELD && first != SCE_NIL && c->ast->items.at[first].kind == SCE_ITEM_FIELD;
  if (i->kind == SCE_ITEM_BLOCK) sce_diag_help(c->diags, "rename one of them; a second block like the first is `%s NAME from %s < … >`", sce_spell(c, sce_ast_more(c->ast, i)->block_kind), sce_spell(c, name));
  else sce_diag_help(c->diags, fields ? "rename one of them; what a scenario changes is written there, `scenario NAME < %s = … >`" : "rename one of them", sce_spell(c, name));
}

uint32_t sce_declare_field(SceCompiler *c, uint32_t object, uint32_t layer, uint32_t item) {
  const SceItem *i = &c->ast->items.at[item];
  uint32_t binding = sce_binding_add(c, object, i->name, sce_expr_is_empty(i->expr) && !(i->flags & SCE_ITEM_FAILED) ? SCE_NIL : item, layer);
  sce_binding_introduced(c, binding, item);
  SceBinding *b = &c->bindings.at[binding];
  if (i->unit) b->decl = item;
  if (i->flags & SCE_ITEM_OUT) b->flags |= SCE_BINDING_OUT;
  if (i->more && !sce_expr_is_empty(sce_ast_more(c->ast, i)->range)) {
    SceBindingExtra *extra = sce_binding_extra(c, binding);
    extra->range_item = item;
    extra->range_layer = layer;
  }
  return binding;
}

/* The item that gave a name first; for `use … as p` the import. */
static uint32_t first_item(const SceCompiler *c, const SceBinding *b) {
  if (b->type == SCE_BINDING_BLOCK && c->objects.at[b->op].item != SCE_NIL) return c->objects.at[b->op].item;
  return b->item != SCE_NIL ? b->item : b->decl;
}

static void declare_file_field(SceCompiler *c, uint32_t object, uint32_t layer, uint32_t item) {
  const SceItem *i = &c->ast->items.at[item];
  if (i->more && !sce_expr_is_empty(sce_ast_more(c->ast, i)->left)) return;   /* a replacement: replace.c */
  uint32_t old = sce_binding_find(c, object, i->name);
  if (old != SCE_NIL) {
    const SceBinding *o = &c->bindings.at[old];
    report_twice(c, item, first_item(c, o));
    return;
  }
  uint32_t binding = sce_declare_field(c, object, layer, item);
  c->bindings.at[binding].flags |= SCE_BINDING_GIVEN;
}

static void declare_scenario(SceCompiler *c, uint32_t object, uint32_t item) {
  const SceItem *i = &c->ast->items.at[item];
  if (!i->name || i->name == c->name_base) {
    sce_diag_add(c->diags, SCE_E_DEFINITION, sce_item_name_span(c, item), i->name ? "a scenario cannot be called `base`" : "a scenario needs a name");
    sce_diag_help(c->diags, i->name ? "`base` is the column without any scenario; choose another name" : "write `scenario NAME < … >`");
    return;
  }
  uint32_t old = sce_scenario_find(c, i->name);
  if (old != SCE_NIL) report_twice(c, item, c->scenarios.at[old].item);
  else sce_scenario_add(c, i->name, item, object);
}

static void declare_block(SceCompiler *c, uint32_t object, uint32_t layer, uint32_t item) {
  const SceItem *i = &c->ast->items.at[item];
  SceName kind = sce_ast_more(c->ast, i)->block_kind;
  if (kind == c->name_claim) return;                                          /* claim.c */
  if (kind == c->name_scenario) {
    declare_scenario(c, object, item);
    return;
  }
  SceName name = i->name ? i->name : kind;
  uint32_t old = sce_binding_find(c, object, name);
  if (old != SCE_NIL) {
    const SceBinding *o = &c->bindings.at[old];
    report_twice(c, item, first_item(c, o));
    return;
  }
  uint32_t block = sce_object_declare(c, item, object, layer);
  uint32_t binding = sce_binding_add(c, object, name, item, layer);
  c->bindings.at[binding].type = SCE_BINDING_BLOCK;
  c->bindings.at[binding].op = block;
  c->bindings.at[binding].flags |= SCE_BINDING_GIVEN;
}

static void declare_kind(SceCompiler *c, uint32_t object, uint32_t item) {
  const SceItem *i = &c->ast->items.at[item];
  uint32_t old = sce_slot_find(c, SCE_SPACE_KIND, object, i->name);
  if (old != SCE_NIL || i->name == c->name_claim || i->name == c->name_scenario) {
    report_twice(c, item, old == SCE_NIL ? SCE_NIL : c->kinds.at[old].item);
    return;
  }
  sce_slot_add(c, SCE_SPACE_KIND, object, i->name, c->kinds.count);
  sce_array_push(&c->kinds, ((SceKind){i->name, item, object, SCE_NIL, SCE_NIL, SCE_STATE_NEW, false}));
}

static void declare_function(SceCompiler *c, uint32_t object, uint32_t item) {
  const SceItem *i = &c->ast->items.at[item];
  uint32_t old = sce_slot_find(c, SCE_SPACE_FUNCTION, object, i->name);
  if (old != SCE_NIL) {
    report_twice(c, item, c->fns.at[old].item);
    return;
  }
  sce_slot_add(c, SCE_SPACE_FUNCTION, object, i->name, sce_fn_declare(c, item, object, SCE_NIL));
}

/* The file object of a source; declared later by the loop over files. */
static uint32_t file_of_source(SceCompiler *c, SceSourceId source, uint8_t flags) {
  if (source < c->source_objects.count && c->source_objects.at[source] != SCE_NIL) return c->source_objects.at[source];
  uint32_t object = sce_object_add(c, 0, SCE_NIL, SCE_NIL, (uint8_t)(SCE_OBJECT_FILE | flags));
  sce_layer_add(c, object, SCE_NIL, SCE_NIL);
  set_source_object(c, source, object);
  sce_array_push(&c->files, ((SceFile){source, SCE_NIL, object, SCE_STATE_NEW}));
  return object;
}

static void declare_use(SceCompiler *c, uint32_t object, uint32_t layer, uint32_t item) {
  const SceItem *i = &c->ast->items.at[item];
  const SceItemMore *more = sce_ast_more(c->ast, i);
  SceSpan span = {sce_ast_item_source(c->ast, item), more->string_at, more->string_at + more->string_length};
  if (!c->options->import) {
    sce_diag_add(c->diags, SCE_E_FILE, span, "imports are not possible here");
    return;
  }
  SceText path = {0};
  sce_text_add(&path, c->sources->list.at[span.source].text + span.start, more->string_length);
  SceSourceId source = c->options->import(c->options->import_context, path.bytes, span.source, span, c->diags);
  sce_text_release(&path);
  if (source == SCE_NO_SOURCE) {
    c->objects.at[object].flags |= SCE_OBJECT_INCOMPLETE;
    sce_units_tolerate(c->units);
    return;
  }
  uint32_t imported = file_of_source(c, source, 0);
  sce_array_push(&c->uses, ((SceUse){object, imported, item, more->alias != 0}));
  if (!more->alias) return;
  uint32_t old = sce_binding_find(c, object, more->alias);
  if (old != SCE_NIL) {
    sce_diag_add(c->diags, SCE_E_TWICE, sce_item_span(c, item), "`%s` is defined twice", sce_spell(c, more->alias));
    return;
  }
  uint32_t binding = sce_binding_add(c, object, more->alias, item, layer);
  c->bindings.at[binding].type = SCE_BINDING_BLOCK;
  c->bindings.at[binding].op = imported;
}

static void declare_item(SceCompiler *c, uint32_t object, uint32_t layer, uint32_t item) {
  switch ((SceItemKind)c->ast->items.at[item].kind) {
    case SCE_ITEM_FIELD: declare_file_field(c, object, layer, item); break;
    case SCE_ITEM_BLOCK: declare_block(c, object, layer, item); break;
    case SCE_ITEM_KIND: declare_kind(c, object, item); break;
    case SCE_ITEM_FUNCTION:
    case SCE_ITEM_EXTERN: declare_function(c, object, item); break;
    case SCE_ITEM_UNIT:
    case SCE_ITEM_DIMENSION: sce_units_announce(c->units, item); break;
    case SCE_ITEM_USE: declare_use(c, object, layer, item); break;
    case SCE_ITEM_EACH:
      sce_diag_add(c->diags, SCE_E_DEFINITION, sce_item_name_span(c, item), "`each` has no meaning outside a kind");
      sce_diag_help(c->diags, "put the line into a `kind NAME < … >`");
      break;
    case SCE_ITEM_EXPRESSION:
    case SCE_ITEM_PARAMETER: break;
  }
}

static void declare_file(SceCompiler *c, uint32_t file) {
  SceFile *f = &c->files.at[file];
  uint32_t object = f->object;
  uint32_t ast_file = sce_parse(c->ast, c->intern, c->sources, c->diags, f->source);
  c->files.at[file].ast_file = ast_file;
  for (uint32_t item = c->ast->files.at[ast_file].body; item != SCE_NO_ITEM; item = c->ast->items.at[item].next)
    declare_item(c, object, sce_file_layer(c, object), item);
}

static const char *file_name(const SceCompiler *c, uint32_t object) {
  for (uint32_t i = 0; i < c->files.count; i++)
    if (c->files.at[i].object == object) return c->sources->list.at[c->files.at[i].source].short_name;
  return "?";
}

static void report_import_cycle(SceCompiler *c, const uint32_t *path, uint32_t count, uint32_t use) {
  uint32_t to = c->uses.at[use].imported, first = 0;
  SceText way = {0};
  while (path[first] != to) first++;
  for (uint32_t i = first; i < count && i < first + 8; i++) sce_text_add_format(&way, "%s -> ", file_name(c, path[i]));
  if (count - first > 8) sce_text_add_string(&way, "… -> ");
  if (sce_diag_add(c->diags, SCE_E_IMPORT_CYCLE, sce_item_span(c, c->uses.at[use].item), "this import closes a circle: %s%s", way.bytes, file_name(c, to)))
    sce_diag_help(c->diags, "move what the files share into one of its own, which imports none of them");
  sce_text_release(&way);
}

/* Imports form a graph; a circle is reported at the `use` that closes it. Each file is on the path (ACTIVE) or done. */
static void check_import_cycles(SceCompiler *c) {
  SCE_ARRAY(uint32_t) path = {0}, next = {0};
  uint8_t *state = sce_memory_zeroed(c->objects.count + 1);
  for (uint32_t start = 0; start < c->files.count; start++) {
    if (state[c->files.at[start].object]) continue;
    sce_array_push(&path, c->files.at[start].object);
    sce_array_push(&next, 0);
    state[c->files.at[start].object] = SCE_STATE_ACTIVE;
    while (path.count) {
      uint32_t object = sce_array_last(&path), use = sce_array_last(&next)++;
      if (use >= c->uses.count) {
        state[object] = SCE_STATE_DONE;
        path.count--, next.count--;
      } else if (c->uses.at[use].object == object) {
        uint32_t to = c->uses.at[use].imported;
        if (state[to] == SCE_STATE_ACTIVE) {
          report_import_cycle(c, path.at, path.count, use);
        } else if (!state[to]) {
          state[to] = SCE_STATE_ACTIVE;
          sce_array_push(&path, to);
          sce_array_push(&next, 0);
        }
      }
    }
  }
  free(state);
  sce_array_release(&path);
  sce_array_release(&next);
}

static void check_import_names(SceCompiler *c, uint32_t a, uint32_t b) {
  for (uint32_t i = c->objects.at[c->uses.at[a].imported].first_binding; i != SCE_NIL; i = c->bindings.at[i].next) {
    if (c->bindings.at[i].val_type == SCE_VAL_ERROR && c->bindings.at[i].state == SCE_STATE_DONE) continue;
    uint32_t other = sce_binding_find(c, c->uses.at[b].imported, c->bindings.at[i].name);
    if (other == SCE_NIL || c->bindings.at[i].item == SCE_NIL || c->bindings.at[other].item == SCE_NIL) continue;
    if (sce_binding_find(c, c->uses.at[b].object, c->bindings.at[i].name) != SCE_NIL) continue;   /* the file's own wins */
    uint32_t unclear = sce_binding_add(c, c->uses.at[b].object, c->bindings.at[i].name, SCE_NIL, sce_file_layer(c, c->uses.at[b].object));
    c->bindings.at[unclear].state = SCE_STATE_DONE;                           /* no value: the order of the lines must not decide */
    c->bindings.at[unclear].val_type = SCE_VAL_ERROR;
    if (!sce_diag_add(c->diags, SCE_E_IMPORT_TWICE, sce_item_span(c, c->uses.at[b].item), "`%s` comes from two imports", sce_spell(c, c->bindings.at[i].name))) return;
    sce_diag_note(c->diags, sce_item_name_span(c, c->bindings.at[i].item), "one is defined here");
    sce_diag_note(c->diags, sce_item_name_span(c, c->bindings.at[other].item), "the other one here");
    sce_diag_help(c->diags, "import one of the files under a name: `use \"…\" as p`, then `p.%s`", sce_spell(c, c->bindings.at[i].name));
  }
}

static void check_imports(SceCompiler *c) {
  if (!c->uses.count) return;
  check_import_cycles(c);
  for (uint32_t a = 0; a < c->uses.count; a++)
    for (uint32_t b = a + 1; b < c->uses.count; b++)
      if (c->uses.at[a].object == c->uses.at[b].object && c->uses.at[a].imported != c->uses.at[b].imported && !c->uses.at[a].alias && !c->uses.at[b].alias)
        check_import_names(c, a, b);
}

/* Columns stand in the order of the text: an import's scenarios where its `use` stands. A walk over the files with a stack of items. */
static void order_scenarios(SceCompiler *c) {
  if (!c->uses.count || c->scenarios.count < 3) return;
  SCE_ARRAY(SceScenario) ordered = {0};
  SCE_ARRAY(uint32_t) stack = {0};
  bool *seen = sce_memory_zeroed(c->objects.count);
  sce_array_push(&ordered, c->scenarios.at[0]);
  for (uint32_t t = c->options->text_count; t-- > 0;) sce_array_push(&stack, c->ast->files.at[c->files.at[t].ast_file].body);
  while (stack.count) {
    uint32_t item = sce_array_pop(&stack);
    if (item == SCE_NO_ITEM) continue;
    sce_array_push(&stack, c->ast->items.at[item].next);
    for (uint32_t s = 1; s < c->scenarios.count && c->ast->items.at[item].kind == SCE_ITEM_BLOCK; s++)
      if (c->scenarios.at[s].item == item) sce_array_push(&ordered, c->scenarios.at[s]);
    for (uint32_t u = 0; u < c->uses.count && c->ast->items.at[item].kind == SCE_ITEM_USE; u++) {
      if (c->uses.at[u].item != item || seen[c->uses.at[u].imported]) continue;
      seen[c->uses.at[u].imported] = true;
      for (uint32_t f = 0; f < c->files.count; f++)
        if (c->files.at[f].object == c->uses.at[u].imported) sce_array_push(&stack, c->ast->files.at[c->files.at[f].ast_file].body);
    }
  }
  for (uint32_t i = 1; i < ordered.count && ordered.count == c->scenarios.count; i++) {
    c->scenarios.at[i] = ordered.at[i];
    sce_slot_change(c, (SceSpace)SCE_SPACE_SCENARIO, 0, ordered.at[i].name, i);
  }
  sce_array_release(&ordered);
  sce_array_release(&stack);
  free(seen);
}

void sce_declare_texts(SceCompiler *c) {
  c->main_object = sce_object_add(c, 0, SCE_NIL, SCE_NIL, SCE_OBJECT_FILE | SCE_OBJECT_MAIN);
  c->main_layer = sce_layer_add(c, c->main_object, SCE_NIL, SCE_NIL);
  for (uint32_t i = 0; i < c->options->text_count; i++) {
    set_source_object(c, c->options->texts[i], c->main_object);
    sce_array_push(&c->files, ((SceFile){c->options->texts[i], SCE_NIL, c->main_object, SCE_STATE_NEW}));
  }
  for (uint32_t i = 0; i < c->files.count; i++) declare_file(c, i);           /* imports are added at the end meanwhile */
  order_scenarios(c);
  check_imports(c);
}

void sce_declare_library(SceCompiler *c) {
  c->std_object = sce_object_add(c, c->name_std, SCE_NIL, SCE_NIL, SCE_OBJECT_FILE | SCE_OBJECT_LIBRARY);
  c->std_layer = sce_layer_add(c, c->std_object, SCE_NIL, SCE_NIL);
}

static SceSourceId library_source(SceCompiler *c, uint32_t file) {
  const SceLibrary *library = c->options->library;
  while (c->library_sources.count < library->file_count) sce_array_push(&c->library_sources, SCE_NIL);
  if (c->library_sources.at[file] == SCE_NIL) {
    const SceLibraryFile *f = &library->files[file];
    SceText name = {0};
    sce_text_add_format(&name, "std/%s", library->names + f->name);
    SceSourceId source = sce_sources_add(c->sources, name.bytes, name.bytes, library->texts + f->start, f->length, false);
    sce_text_release(&name);
    c->sources->list.at[source].library = true;
    set_source_object(c, source, c->std_object);
    c->library_sources.at[file] = source;
  }
  return c->library_sources.at[file];
}

bool sce_declare_from_library(SceCompiler *c, SceSpace space, SceName name) {
  if (!c->options->library) return false;
  const SceLibraryEntry *entry = sce_library_find(c->options->library, space, sce_spell(c, name));
  if (!entry) return false;
  SceSourceId source = library_source(c, entry->file);
  c->library_count++;
  uint32_t file = sce_parse_part(c->ast, c->intern, c->sources, c->diags, source, entry->start, entry->end);
  uint32_t item = c->ast->files.at[file].body;
  if (item == SCE_NO_ITEM) return false;
  declare_item(c, c->std_object, c->std_layer, item);
  return true;
}
