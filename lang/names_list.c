/* The list of objects and of the names in them, in the order of the compiler's tables; uses are pointed at it.
 */
#include "names_state.h"

/* What a name of an object is, as far as it was worked out. */
static SceNameMember describe(SceCompiler *c, uint32_t binding, uint32_t root) {
  const SceBinding b = c->bindings.at[binding];
  SceNameMember m = {.name = b.name, .object = b.object, .item = root, .formula = b.item, .decl = b.decl, .of = SCE_NO_ITEM, .op = SCE_NO_OP, .unit = SCE_UNIT_INVALID,
                     .type = SCE_NAME_FAILED, .given = b.flags & SCE_BINDING_GIVEN, .member = b.flags & SCE_BINDING_MEMBER, .refused = b.flags & SCE_BINDING_REFUSED};
  if (b.extra && c->extras.at[b.extra].base != SCE_NIL && b.type != SCE_BINDING_BLOCK) m.formula = c->formulas.at[c->extras.at[b.extra].base].item;
  if (b.type == SCE_BINDING_BLOCK) {
    m.type = SCE_NAME_BLOCK;
    m.of = b.op;
    return m;
  }
  if (b.state == SCE_STATE_DONE) {
    bool many = b.val_type == SCE_VAL_OBJECTS && c->object_sets.at[b.op].count;
    if (b.val_type == SCE_VAL_OBJECT) m.of = b.op;
    if (many) m.of = c->object_ids.at[c->object_sets.at[b.op].first];
    bool number = b.val_type == SCE_VAL_NUMBER;
    if (number || b.val_type == SCE_VAL_TRUTH) m.op = b.op, m.unit = b.unit;
    m.type = number ? SCE_NAME_NUMBER : b.val_type == SCE_VAL_TRUTH ? SCE_NAME_TRUTH : b.val_type == SCE_VAL_NONE ? SCE_NAME_NONE : m.of != SCE_NO_ITEM ? SCE_NAME_REFERENCE : SCE_NAME_FAILED;
  }
  if (b.type == SCE_BINDING_EACH) m.type = SCE_NAME_EACH;
  else if (m.type == SCE_NAME_FAILED) {                                       /* nobody needed it, or it is wrong: what it declares */
    m.unit = sce_binding_declared_unit(c, binding);
    if (c->bindings.at[binding].type == SCE_BINDING_REFERENCE) m.type = SCE_NAME_REFERENCE;
    else if (m.unit != SCE_UNIT_INVALID) m.type = SCE_NAME_NUMBER;
  }
  return m;
}

/* The file's text: several texts that are read as one have no source of their own. */
static SceSourceId file_source(const SceCompiler *c, uint32_t object) {
  for (uint32_t f = 0; f < c->files.count; f++)
    if (c->files.at[f].object == object) return c->files.at[f].source;
  return SCE_NO_SOURCE;
}

void sce_names_list(Names *n) {
  SceCompiler *c = n->c;
  SceNames *out = n->out;
  for (uint32_t object = 0; object < c->objects.count; object++) {            /* while they are described, more may be read from the library */
    const SceObject o = c->objects.at[object];
    SceNameObject listed = {.name = o.name, .path = o.flags & SCE_OBJECT_FILE ? 0 : o.path, .item = o.item, .kind = o.kind == SCE_NIL ? SCE_NO_ITEM : c->kinds.at[o.kind].item,
                            .first = out->members.count, .file = o.root, .source = o.flags & SCE_OBJECT_FILE ? file_source(c, object) : SCE_NO_SOURCE,
                            .ghost = o.flags & SCE_OBJECT_GHOST, .library = o.flags & SCE_OBJECT_LIBRARY};
    if (listed.ghost && listed.item == SCE_NO_ITEM) listed.item = listed.kind;
    sce_array_push(&out->objects, listed);
  }
  uint32_t known = c->bindings.count, listed = out->objects.count;
  uint32_t *places = sce_memory_new((known + (size_t)1) * sizeof *places);
  for (uint32_t i = 0; i < known; i++) places[i] = SCE_NO_ITEM;
  for (uint32_t object = 0; object < listed; object++) {
    out->objects.at[object].first = out->members.count;
    for (uint32_t b = c->objects.at[object].first_binding; b != SCE_NIL && b < known; b = c->bindings.at[b].next) {
      SceNameMember member = describe(c, b, sce_names_root(n, b));
      if (member.of != SCE_NO_ITEM && member.of >= listed) member.of = SCE_NO_ITEM;
      places[b] = out->members.count;
      sce_array_push(&out->members, member);
    }
    out->objects.at[object].count = out->members.count - out->objects.at[object].first;
  }
  for (uint32_t i = 0; i < out->uses.count; i++) {
    SceNameUse *use = &out->uses.at[i];
    if (use->kind == SCE_NAME_VALUE) use->member = use->member < known ? places[use->member] : SCE_NO_ITEM;
    else if (use->kind != SCE_NAME_FILE) use->member = SCE_NO_ITEM;
  }
  free(places);
}
