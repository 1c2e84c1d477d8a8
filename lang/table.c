/* The compiler's tables: bindings by (object, name), kinds and functions by (file, name), objects, layers, and the spans
 * and quotes that messages need.
 */
#include "compiler.h"

/* Two rounds: after one, the names of objects in a row fall into runs that lie upon each other. */
uint32_t sce_hash_pair(uint32_t a, uint32_t b) {
  uint64_t h = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;
  h = (h ^ h >> 32) * 0xD6E8FEB86659FD93u;
  return (uint32_t)(h >> 32);
}

/* The names of the user's own texts, often very many, have a table of their own, in which a name is the index: names are numbered in the order in
 * which they are met, and are mostly looked up in that order too. */
static uint32_t find_main(const SceCompiler *c, SceName name) {
  return name < c->main_bindings.count ? c->main_bindings.at[name] - 1 : SCE_NIL;
}

static void put_main(SceCompiler *c, SceName name, uint32_t binding) {
  if (name >= c->main_bindings.count) {
    uint32_t old = c->main_bindings.count, more = name - old + 1;
    sce_array_reserve(&c->main_bindings, more);
    c->main_bindings.count += more;
    memset(c->main_bindings.at + old, 0, more * sizeof *c->main_bindings.at);
  }
  if (!c->main_bindings.at[name]) c->main_bindings.at[name] = binding + 1;
}

uint32_t sce_binding_find(const SceCompiler *c, uint32_t object, SceName name) {
  if (object == c->main_object) return find_main(c, name);
  if (!c->binding_slot_count) return SCE_NIL;
  uint32_t mask = c->binding_slot_count - 1;
  for (uint32_t slot = sce_hash_pair(object, name) & mask; c->binding_slots[slot]; slot = (slot + 1) & mask) {
    const SceBinding *b = &c->bindings.at[c->binding_slots[slot] - 1];
    if (b->object == object && b->name == name) return c->binding_slots[slot] - 1;
  }
  return SCE_NIL;
}

static void put_binding(SceCompiler *c, uint32_t binding) {
  uint32_t mask = c->binding_slot_count - 1;
  uint32_t slot = sce_hash_pair(c->bindings.at[binding].object, c->bindings.at[binding].name) & mask;
  while (c->binding_slots[slot]) slot = (slot + 1) & mask;
  c->binding_slots[slot] = binding + 1;
}

static void grow_binding_slots(SceCompiler *c) {
  free(c->binding_slots);
  c->binding_slot_count = c->binding_slot_count ? c->binding_slot_count * 2 : 64;
  c->binding_slots = sce_memory_zeroed(c->binding_slot_count * sizeof *c->binding_slots);
  for (uint32_t i = 0; i < c->bindings.count; i++)
    if (c->bindings.at[i].object != c->main_object) put_binding(c, i);
}

uint32_t sce_binding_add(SceCompiler *c, uint32_t object, SceName name, uint32_t item, uint32_t layer) {
  uint32_t binding = c->bindings.count;
  SceBinding b = {.object = object, .name = name, .item = item, .layer = layer, .decl = SCE_NIL, .next = SCE_NIL, .origin = SCE_NIL,
                  .op = SCE_NO_OP, .unit = SCE_UNIT_ONE};
  if (layer != SCE_NIL) b.ordinal = (uint16_t)(c->layers.at[layer].ordinal < UINT16_MAX ? c->layers.at[layer].ordinal : UINT16_MAX);
  sce_array_push(&c->bindings, b);
  if (c->options->names) sce_array_push(&c->roots, item);
  if (object == c->main_object) put_main(c, name, binding);
  else if ((uint64_t)++c->binding_slots_used * 8 > (uint64_t)c->binding_slot_count * 5) grow_binding_slots(c);
  else put_binding(c, binding);
  SceObject *o = &c->objects.at[object];
  if (o->first_binding == SCE_NIL) o->first_binding = binding;
  else c->bindings.at[o->last_binding].next = binding;
  o->last_binding = binding;
  return binding;
}

SceBindingExtra *sce_binding_extra(SceCompiler *c, uint32_t binding) {
  SceBinding *b = &c->bindings.at[binding];
  if (!b->extra) {
    b->extra = c->extras.count;
    sce_array_push(&c->extras, SCE_NO_EXTRA);
  }
  return &c->extras.at[b->extra];
}

uint32_t sce_slot_find(const SceCompiler *c, SceSpace space, uint32_t object, SceName name) {
  if (!c->slots.count) return SCE_NIL;
  uint32_t mask = c->slots.count - 1;
  for (uint32_t i = sce_hash_pair(object * 8 + (uint32_t)space, name) & mask; c->slots.at[i].id != SCE_NIL; i = (i + 1) & mask) {
    const SceSlot *s = &c->slots.at[i];
    if (s->object == object && s->name == name && s->space == (uint32_t)space) return s->id;
  }
  return SCE_NIL;
}

void sce_slot_change(SceCompiler *c, SceSpace space, uint32_t object, SceName name, uint32_t id) {
  uint32_t mask = c->slots.count - 1, i = sce_hash_pair(object * 8 + (uint32_t)space, name) & mask;
  while (c->slots.at[i].object != object || c->slots.at[i].name != name || c->slots.at[i].space != (uint32_t)space) i = (i + 1) & mask;
  c->slots.at[i].id = id;
}

static void put_slot(SceCompiler *c, SceSlot slot) {
  uint32_t mask = c->slots.count - 1, i = sce_hash_pair(slot.object * 8 + slot.space, slot.name) & mask;
  while (c->slots.at[i].id != SCE_NIL) i = (i + 1) & mask;
  c->slots.at[i] = slot;
}

void sce_slot_add(SceCompiler *c, SceSpace space, uint32_t object, SceName name, uint32_t id) {
  if (++c->slot_used * 2 > c->slots.count) {
    uint32_t old_count = c->slots.count, count = old_count ? old_count * 2 : 64;
    SceSlot *old = c->slots.at;
    c->slots.at = sce_memory_new(count * sizeof *old);
    c->slots.count = c->slots.capacity = count;
    for (uint32_t i = 0; i < count; i++) c->slots.at[i].id = SCE_NIL;
    for (uint32_t i = 0; i < old_count; i++)
      if (old[i].id != SCE_NIL) put_slot(c, old[i]);
    free(old);
  }
  put_slot(c, (SceSlot){object, id, name, (uint32_t)space});
}

SceName sce_path_join(SceCompiler *c, SceName path, SceName name) {
  if (!path) return name;
  SceText text = {0};
  sce_text_add_format(&text, "%s.", sce_spell(c, path));
  sce_text_add_string(&text, sce_spell(c, name));
  SceName joined = sce_intern_get(c->intern, text.bytes, (uint32_t)text.count);
  sce_text_release(&text);
  return joined;
}

uint32_t sce_object_add(SceCompiler *c, SceName name, uint32_t parent, uint32_t kind, uint8_t flags) {
  uint32_t object = c->objects.count;
  SceObject o = {.name = name, .path = name, .parent = parent, .root = object, .kind = kind, .source = SCE_NIL, .item = SCE_NIL,
                 .first_layer = SCE_NIL, .last_layer = SCE_NIL, .first_binding = SCE_NIL, .last_binding = SCE_NIL,
                 .each_unit = SCE_NIL, .each_kind = SCE_NIL, .flags = flags};
  if (parent != SCE_NIL) {
    const SceObject *p = &c->objects.at[parent];
    o.root = p->root;
    o.depth = p->depth + 1;
    o.flags |= p->flags & (SCE_OBJECT_LIBRARY | SCE_OBJECT_GHOST | SCE_OBJECT_MAIN);
    if (!(p->flags & SCE_OBJECT_FILE)) o.path = sce_path_join(c, p->path, name);
  }
  sce_array_push(&c->objects, o);
  return object;
}

uint32_t sce_layer_add(SceCompiler *c, uint32_t object, uint32_t item, uint32_t outer) {
  uint32_t layer = c->layers.count;
  SceObject *o = &c->objects.at[object];
  sce_array_push(&c->layers, ((SceLayer){object, item, outer, SCE_NIL, o->layer_count++}));
  if (o->first_layer == SCE_NIL) o->first_layer = layer;
  else c->layers.at[o->last_layer].next = layer;
  o->last_layer = layer;
  return layer;
}

SceSpan sce_item_span(const SceCompiler *c, uint32_t item) {
  const SceItem *i = &c->ast->items.at[item];
  return (SceSpan){sce_ast_item_source(c->ast, item), i->start, i->end};
}

SceSpan sce_item_name_span(const SceCompiler *c, uint32_t item) {
  const SceItem *i = &c->ast->items.at[item];
  uint32_t length = i->name ? sce_intern_length(c->intern, i->name) : 1;
  if (i->kind == SCE_ITEM_EXPRESSION) return sce_item_span(c, item);
  if (i->kind == SCE_ITEM_USE && sce_ast_more(c->ast, i)->alias) {
    length = sce_intern_length(c->intern, sce_ast_more(c->ast, i)->alias);
    return (SceSpan){sce_ast_item_source(c->ast, item), i->end - length, i->end};
  }
  if (i->kind == SCE_ITEM_BLOCK && !i->name) length = sce_intern_length(c->intern, sce_ast_more(c->ast, i)->block_kind);
  return (SceSpan){sce_ast_item_source(c->ast, item), i->name_at, i->name_at + length};
}

SceSpan sce_node_span(const SceCompiler *c, uint32_t node) { return sce_ast_span(c->ast, c->sources, node); }

SceSpan sce_unit_span(const SceCompiler *c, uint32_t item) {
  const SceItem *i = &c->ast->items.at[item];
  uint32_t at = sce_ast_more(c->ast, i)->unit_at;
  return (SceSpan){sce_ast_item_source(c->ast, item), at, at + (i->unit ? sce_intern_length(c->intern, i->unit) : 1)};
}

SceText *sce_quote_buffer(SceCompiler *c) {
  SceText *text = &c->quotes[c->quote++ % 8];
  sce_text_clear(text);
  sce_text_add(text, "", 0);
  return text;
}

const char *sce_quote(SceCompiler *c, SceSpan span) {
  enum { LIMIT = 60 };
  const char *text = c->sources->list.at[span.source].text + span.start;
  uint32_t length = span.end - span.start, end = length > LIMIT ? LIMIT : length;
  while (end < length && end && ((unsigned char)text[end] & 0xC0u) == 0x80u) end--;
  SceText *out = sce_quote_buffer(c);
  for (uint32_t i = 0; i < end; i++) {
    bool space = text[i] == '\n' || text[i] == '\r' || text[i] == '\t';
    sce_text_add_byte(out, space ? ' ' : text[i]);
  }
  if (end < length) sce_text_add_string(out, "…");
  return out->bytes;
}
