/* The list of all fields that reviews ask for, whatever is shown: where each stands, whose text its formula is, and an operation of its own that everybody reads who
 * names it, so that what a formula says ends where another one begins.
 */
#include "compiler.h"

/* Whether a field is of a block that stands for any of its kind. */
static bool is_in_ghost(const SceCompiler *c, uint32_t object) {
  while (object != SCE_NIL && !(c->objects.at[object].flags & (SCE_OBJECT_GHOST | SCE_OBJECT_FILE))) object = c->objects.at[object].parent;
  return object != SCE_NIL && c->objects.at[object].flags & SCE_OBJECT_GHOST;
}

/* The definitions for each scenario. */
static uint32_t list_columns(SceCompiler *c, uint32_t binding, bool columns) {
  uint32_t first = c->program->field_items.count;
  for (uint32_t i = 0; columns && i < c->scenarios.count; i++) sce_array_push(&c->program->field_items, c->formulas.at[sce_column_formula(c, binding, i)].item);
  return first;
}

/* What a reference means: its block, or one for each scenario. */
static void list_reference(SceCompiler *c, uint32_t binding, const SceVal *val) {
  const SceBinding b = c->bindings.at[binding];
  const SceObject *o = &c->objects.at[b.object];
  bool many = val->type == SCE_VAL_OBJECTS && c->object_sets.at[val->op].axis == 0;
  if (b.type != SCE_BINDING_REFERENCE || (val->type != SCE_VAL_OBJECT && !many) || is_in_ghost(c, b.object)) return;
  bool replaced = b.extra && c->extras.at[b.extra].base != SCE_NIL;
  SceFieldReference reference = {.item = replaced ? c->formulas.at[c->extras.at[b.extra].base].item : b.item, .first = c->program->reference_names.count, .count = 1};
  reference.path = o->flags & SCE_OBJECT_FILE ? b.name : sce_path_join(c, o->path, b.name);
  reference.columns = b.extra && c->extras.at[b.extra].columns != SCE_NIL;
  reference.items = list_columns(c, binding, reference.columns);
  if (many) reference.count = c->object_sets.at[val->op].count;
  for (uint32_t i = 0; i < reference.count; i++) {
    uint32_t object = many ? c->object_ids.at[c->object_sets.at[val->op].first + i] : val->op;
    sce_array_push(&c->program->reference_names, object == SCE_NIL ? 0 : c->objects.at[object].path);
  }
  sce_array_push(&c->program->field_references, reference);
}

/* For reviews: the field is listed, and its value gets an operation of its own. */
void sce_field_list(SceCompiler *c, uint32_t binding, SceVal *val) {
  list_reference(c, binding, val);
  const SceBinding b = c->bindings.at[binding];
  bool value = (val->type == SCE_VAL_NUMBER || val->type == SCE_VAL_TRUTH) && b.type != SCE_BINDING_EACH;
  if (!value || is_in_ghost(c, b.object)) return;
  const SceObject *o = &c->objects.at[b.object];
  uint32_t text = b.layer == SCE_NIL ? SCE_NIL : c->layers.at[b.layer].item;
  bool replaced = b.extra && c->extras.at[b.extra].base != SCE_NIL;
  SceField field = {.unit = val->unit, .truth = val->type == SCE_VAL_TRUTH};
  field.path = o->flags & SCE_OBJECT_FILE ? b.name : sce_path_join(c, o->path, b.name);
  field.item = replaced ? c->formulas.at[c->extras.at[b.extra].base].item : b.item;
  field.columns = b.extra && c->extras.at[b.extra].columns != SCE_NIL;
  field.items = list_columns(c, binding, field.columns);
  if (!replaced && text != SCE_NIL && c->ast->items.at[text].kind == SCE_ITEM_KIND) field.kind = c->ast->items.at[text].name;
  uint32_t stands = o->item != SCE_NIL ? o->item : b.item != SCE_NIL ? b.item : b.decl;
  field.file = stands == SCE_NIL ? SCE_NO_SOURCE : sce_ast_item_source(c->ast, stands);
  field.role = b.flags & SCE_BINDING_OUT ? SCE_ROLE_OUTPUT : val->flags & SCE_VAL_HAS_NAME ? SCE_ROLE_FORMULA : SCE_ROLE_INPUT;
  field.op = val->op = sce_emit_field(c, val->op);
  sce_array_push(&c->program->fields, field);
}
