/* What a field declares, and a formula's value brought to it: the unit, or the kind of block that it refers to; and what stands for a required
 * field that nobody gave.
 */
#include "compiler.h"

uint32_t sce_binding_reference_kind(SceCompiler *c, uint32_t binding) {
  SceBinding *b = &c->bindings.at[binding];
  if (b->decl == SCE_NIL || b->type == SCE_BINDING_EACH || b->type == SCE_BINDING_BLOCK) return SCE_NIL;
  if (b->type == SCE_BINDING_VALUE && b->spare) return SCE_NIL;               /* looked before: a unit */
  uint32_t file = sce_item_file(c, b->decl);
  uint32_t kind = file == SCE_NIL ? SCE_NIL : sce_kind_find(c, file, c->ast->items.at[b->decl].unit);
  b = &c->bindings.at[binding];
  b->spare = 1;
  if (kind != SCE_NIL) b->type = SCE_BINDING_REFERENCE;
  return kind;
}

SceUnit sce_binding_declared_unit(SceCompiler *c, uint32_t binding) {
  uint32_t decl = c->bindings.at[binding].decl;
  if (decl == SCE_NIL) {
    if (!(c->bindings.at[binding].flags & SCE_BINDING_MEMBER)) return SCE_UNIT_INVALID;
    uint32_t each = c->objects.at[c->bindings.at[binding].object].each_unit;
    if (each == SCE_NIL) return SCE_UNIT_INVALID;
    decl = c->bindings.at[each].decl;
  } else if (sce_binding_reference_kind(c, binding) != SCE_NIL) {
    return SCE_UNIT_INVALID;
  }
  return sce_unit_parse(c->units, c->ast->items.at[decl].unit, false, sce_unit_span(c, decl));
}

static bool has_sets(const SceCompiler *c, SceObjectSet set) {
  for (uint32_t i = 0; i < set.count; i++)
    if (sce_object_is_set(c->object_ids.at[set.first + i])) return true;
  return false;
}

/* Where blocks of a kind are to be had. */
static void help_kind(SceCompiler *c, uint32_t kind) {
  const char *name = sce_spell(c, c->kinds.at[kind].name);
  bool library = c->sources->list.at[sce_item_span(c, c->kinds.at[kind].item).source].library;
  if (library) sce_diag_help(c->diags, "name %s %s (`sce doc %s` lists those of the library), or make one: `%s NAME < … >`", sce_article(name), name, name, name);
  else sce_diag_help(c->diags, "name %s %s, or make one: `%s NAME < … >`", sce_article(name), name, name);
}

/* Brings a formula's value to what its field declares. */
SceVal sce_settle(SceCompiler *c, uint32_t binding, SceVal val) {
  uint32_t kind = sce_binding_reference_kind(c, binding), root = val.node;
  uint32_t decl = c->bindings.at[binding].decl;
  if (val.type == SCE_VAL_ERROR) return val;
  if (c->bindings.at[binding].flags & SCE_BINDING_UNKNOWN) return sce_val_error(root);
  if (val.type == SCE_VAL_OBJECT && (c->objects.at[val.op].flags & SCE_OBJECT_FILE)) {
    if (sce_diag_add(c->diags, SCE_E_NOT_A_VALUE, sce_node_span(c, root), "`%s` is %s, not a value", sce_quote(c, sce_node_span(c, root)), val.op == c->std_object ? "the library" : "a file"))
      sce_diag_help(c->diags, "name what you mean in it: `%s.NAME`", sce_quote(c, sce_node_span(c, root)));
    return sce_val_error(root);
  }
  if (val.type == SCE_VAL_OBJECTS && has_sets(c, c->object_sets.at[val.op])) {
    if (sce_diag_add(c->diags, SCE_E_NOT_A_VALUE, sce_node_span(c, root), "`%s` is another block along two axes at once, and a field refers along one", sce_quote(c, sce_node_span(c, root))))
      sce_diag_help(c->diags, "name what you mean of it: `%s.FIELD`", sce_quote(c, sce_node_span(c, root)));
    return sce_val_error(root);
  }
  if (kind != SCE_NIL) {
    bool object = val.type == SCE_VAL_OBJECT || val.type == SCE_VAL_OBJECTS;
    uint32_t count = val.type == SCE_VAL_OBJECTS ? c->object_sets.at[val.op].count : 1;
    for (uint32_t i = 0; object && i < count; i++) {
      uint32_t target = val.type == SCE_VAL_OBJECT ? val.op : c->object_ids.at[c->object_sets.at[val.op].first + i];
      sce_object_build(c, target);
      uint32_t own = c->objects.at[target].kind;
      if (own == SCE_NIL && !(c->objects.at[target].flags & SCE_OBJECT_FILE)) return sce_val_error(root);
      if (own != SCE_NIL && sce_kind_is(c, own, kind)) continue;
      if (sce_diag_add(c->diags, SCE_E_WRONG_KIND, sce_node_span(c, root), "`%s` refers to %s %s, and `%s` is %s %s", sce_spell(c, c->bindings.at[binding].name), sce_article(sce_spell(c, c->kinds.at[kind].name)), sce_spell(c, c->kinds.at[kind].name),
                       sce_quote(c, sce_node_span(c, root)), own == SCE_NIL ? "a" : sce_article(sce_spell(c, c->kinds.at[own].name)), own == SCE_NIL ? "file" : sce_spell(c, c->kinds.at[own].name))) {
        sce_diag_note(c->diags, sce_unit_span(c, decl), "declared here");
        help_kind(c, kind);
      }
      return sce_val_error(root);
    }
    if (object) return val;
    if (sce_diag_add(c->diags, SCE_E_WRONG_KIND, sce_node_span(c, root), "`%s` refers to a block of kind `%s`; this is %s", sce_spell(c, c->bindings.at[binding].name), sce_spell(c, c->kinds.at[kind].name), val.type == SCE_VAL_TEXT ? "text" : "a value")) {
      sce_diag_note(c->diags, sce_unit_span(c, decl), "declared here");
      sce_diag_help(c->diags, "name a block of that kind");
    }
    return sce_val_error(root);
  }
  SceUnit declared = sce_binding_declared_unit(c, binding);
  if (val.type == SCE_VAL_NONE) return declared == SCE_UNIT_INVALID ? val : sce_val_number(0, declared, val.flags, root);
  if (declared == SCE_UNIT_INVALID && (val.type == SCE_VAL_OBJECT || val.type == SCE_VAL_OBJECTS || val.type == SCE_VAL_TRUTH)) return val;
  if (!sce_val_is_number(c, &val)) return sce_val_error(root);
  if (declared == SCE_UNIT_INVALID) return val;
  if (!sce_same_dimension(c, val.unit, declared)) {
    uint32_t item = decl != SCE_NIL ? decl : c->bindings.at[c->objects.at[c->bindings.at[binding].object].each_unit].decl;
    sce_conflict_declared(c, root, declared, item, val, sce_spell(c, c->bindings.at[binding].name));
    return sce_val_error(root);
  }
  val.op = sce_val_in(c, val, declared);
  val.unit = declared;
  return val;
}

/* ---- required fields ---- */

/* Whether an object is a block of this kind in the file: what a reference may mean that nobody gave. */
static bool is_candidate(SceCompiler *c, uint32_t object, uint32_t root, uint32_t kind) {
  if (c->objects.at[object].root != root || c->objects.at[object].item == SCE_NIL) return false;
  if (c->objects.at[object].flags & (SCE_OBJECT_GHOST | SCE_OBJECT_LIBRARY)) return false;
  if (c->objects.at[object].state == SCE_STATE_NEW) sce_object_build(c, object);
  const SceObject *o = &c->objects.at[object];
  return !(o->flags & SCE_OBJECT_COPY) && o->kind != SCE_NIL && sce_kind_is(c, o->kind, kind);
}

static SceCandidates find_candidates(SceCompiler *c, uint32_t root, uint32_t kind) {
  uint32_t at = 0;
  while (at < c->candidates.count && (c->candidates.at[at].root != root || c->candidates.at[at].kind != kind)) at++;
  if (at == c->candidates.count) sce_array_push(&c->candidates, ((SceCandidates){.root = root, .kind = kind}));
  SceCandidates found = c->candidates.at[at];
  for (; found.scanned < c->objects.count && found.count < SCE_CANDIDATES; found.scanned++)
    if (is_candidate(c, found.scanned, root, kind)) found.found[found.count++] = found.scanned;
  return c->candidates.at[at] = found;
}

static SceVal missing_reference(SceCompiler *c, uint32_t binding, uint32_t kind) {
  const SceBinding b = c->bindings.at[binding];
  const SceObject owner = c->objects.at[b.object];
  const SceCandidates near = find_candidates(c, owner.root, kind);
  uint32_t found = SCE_NIL, count = 0;
  SceText *names = sce_quote_buffer(c);
  for (uint32_t i = 0; i < near.count; i++) {
    if (near.found[i] == b.object) continue;
    found = near.found[i];
    if (count++ < SCE_CANDIDATES - 1) sce_text_add_format(names, "%s`%s`", count > 1 ? ", " : "", sce_spell(c, c->objects.at[found].path));
  }
  if (count == 1) return (SceVal){.type = SCE_VAL_OBJECT, .op = found, .flags = SCE_VAL_HAS_NAME};
  const char *kind_name = sce_spell(c, c->kinds.at[kind].name), *name = sce_spell(c, b.name);
  SceSpan span = owner.item == SCE_NIL ? SCE_NO_PLACE : sce_item_name_span(c, owner.item);
  bool added = count ? sce_diag_add(c->diags, SCE_E_REFERENCE, span, "`%s` needs `%s`, and several blocks of kind `%s` could be meant: %s", sce_spell(c, owner.path), name, kind_name, names->bytes)
                     : sce_diag_add(c->diags, SCE_E_REFERENCE, span, "`%s` needs `%s`, and this file has no block of kind `%s`", sce_spell(c, owner.path), name, kind_name);
  if (!added) return sce_val_error(SCE_NIL);
  sce_diag_note(c->diags, sce_item_name_span(c, b.decl), "required here");
  sce_diag_help(c->diags, count ? "say which one: `%s = NAME`" : "name a block of that kind, such as one of the library: `%s = NAME`", name);
  return sce_val_error(SCE_NIL);
}

/* Whether a field is required, and given by nobody. */
static bool is_missing(SceCompiler *c, uint32_t binding) {
  const SceBinding *b = &c->bindings.at[binding];
  if (b->type != SCE_BINDING_VALUE || b->item != SCE_NIL || (b->flags & SCE_BINDING_UNKNOWN)) return false;
  if (b->extra && (c->extras.at[b->extra].columns != SCE_NIL || c->extras.at[b->extra].base != SCE_NIL)) return false;
  return sce_binding_reference_kind(c, binding) == SCE_NIL;
}

static SceVal missing_fields(SceCompiler *c, uint32_t binding) {
  const SceObject owner = c->objects.at[c->bindings.at[binding].object];
  SceText names = {0}, lines = {0};
  uint32_t count = 0, all = 0;
  if (owner.flags & SCE_OBJECT_TOLD) return sce_val_error(SCE_NIL);
  c->objects.at[c->bindings.at[binding].object].flags |= SCE_OBJECT_TOLD;
  for (uint32_t b = owner.first_binding; b != SCE_NIL; b = c->bindings.at[b].next) all += is_missing(c, b);
  for (uint32_t b = owner.first_binding; b != SCE_NIL; b = c->bindings.at[b].next) {
    if (!is_missing(c, b)) continue;
    const char *name = sce_spell(c, c->bindings.at[b].name);
    SceUnit unit = sce_binding_declared_unit(c, b);
    sce_text_add_format(&names, "%s`%s`", !count ? "" : count + 1 == all ? " and " : ", ", name);
    sce_text_add_format(&lines, "%s%s = …%s", count ? "; " : "", name, unit == SCE_UNIT_INVALID ? "" : sce_unit_suffix(c, unit));
    count++;
  }
  if (count && sce_diag_add(c->diags, SCE_E_REQUIRED, sce_item_name_span(c, owner.item), "`%s` needs %s", sce_spell(c, owner.path), names.bytes)) {
    for (uint32_t b = owner.first_binding; b != SCE_NIL; b = c->bindings.at[b].next)
      if (is_missing(c, b)) sce_diag_note(c->diags, sce_item_name_span(c, c->bindings.at[b].decl), "the kind `%s` requires it here", owner.kind == SCE_NIL ? "?" : sce_spell(c, c->kinds.at[owner.kind].name));
    sce_diag_help(c->diags, "add `%s` to the block, or `= none` where there is no such value", lines.bytes);
  }
  sce_text_release(&names);
  sce_text_release(&lines);
  return sce_val_error(SCE_NIL);
}

SceVal sce_settle_missing(SceCompiler *c, uint32_t binding) {
  const SceBinding b = c->bindings.at[binding];
  const SceObject owner = c->objects.at[b.object];
  uint32_t kind = sce_binding_reference_kind(c, binding);
  if (owner.flags & SCE_OBJECT_GHOST) {
    if (kind != SCE_NIL) return (SceVal){.type = SCE_VAL_OBJECT, .op = sce_object_ghost(c, kind), .flags = SCE_VAL_HAS_NAME};
    SceUnit unit = sce_binding_declared_unit(c, binding);
    return unit == SCE_UNIT_INVALID ? sce_val_error(SCE_NIL) : sce_val_number(0, unit, SCE_VAL_HAS_NAME, SCE_NIL);
  }
  if ((b.flags & SCE_BINDING_UNKNOWN) || (owner.flags & (SCE_OBJECT_BROKEN | SCE_OBJECT_FILE))) return sce_val_error(SCE_NIL);   /* told already, by the parser for a file */
  if (kind != SCE_NIL) return missing_reference(c, binding, kind);
  return owner.item == SCE_NIL ? sce_val_error(SCE_NIL) : missing_fields(c, binding);
}
