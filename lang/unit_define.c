/* Definitions of units and dimensions: from lines of the language to sizes.
 *
 * Announcing a line only notes its names; what it means is worked out when somebody needs it, so that lines may stand in any order and a
 * library of any length costs nothing. Working out walks the definitions that a line needs over a stack of its own, since a chain
 * of them may be as long as a file; a way that comes back to itself is reported with its path. Sizes stay quotients of integers wherever the
 * digits of the text allow.
 */
#include "unit_internal.h"

enum { PATH_SHOWN = 8 };

static const char *spelling(const SceUnits *units, SceName name) { return sce_intern_spelling(units->intern, name); }

static SceSpan name_span(const SceUnits *units, SceSourceId source, SceName name, uint32_t at) {
  return (SceSpan){source, at, at + sce_intern_length(units->intern, name)};
}

SceSpan sce_unit_def_span(const SceUnits *units, uint32_t def) {
  const SceDef *d = &units->defs.at[def];
  return name_span(units, d->source, d->name, units->ast->items.at[d->item].name_at);
}

/* ---- announcing ---- */

static char *copy_text(const char *bytes, uint32_t length) {
  char *copy = sce_memory_new((size_t)length + 1);
  memcpy(copy, bytes, length);
  copy[length] = '\0';
  return copy;
}

/* The words behind a unit's definition: `prefix si binary required`. */
static uint8_t read_words(SceUnits *units, const SceItemMore *more, SceSourceId source) {
  uint8_t flags = 0;
  bool prefix = false;
  for (uint32_t i = more->name_count - more->prefix_count; i < more->name_count; i++) {
    SceAstName word = units->ast->names.at[more->names + i];
    const char *text = spelling(units, word.name);
    if (!prefix && !strcmp(text, "prefix")) prefix = true;
    else if (prefix && !strcmp(text, "si")) flags |= SCE_DEF_SI;
    else if (prefix && !strcmp(text, "binary")) flags |= SCE_DEF_BINARY;
    else if (flags && !strcmp(text, "required")) flags |= SCE_DEF_REQUIRED;
    else {
      sce_diag_add(units->diags, SCE_E_DEFINITION, name_span(units, source, word.name, word.at), "`%.64s` is no word for a unit's prefixes", text);
      sce_diag_help(units->diags, "behind a unit may stand: prefix si, prefix binary, prefix si binary, and then required");
      return flags;
    }
  }
  if (prefix && !flags) {
    SceAstName word = units->ast->names.at[more->names + more->name_count - 1];
    sce_diag_add(units->diags, SCE_E_DEFINITION, name_span(units, source, word.name, word.at), "`prefix` does not say which prefixes");
    sce_diag_help(units->diags, "write `prefix si`, `prefix binary` or `prefix si binary`");
  }
  return flags;
}

/* One letter is too easily something else: only those that everybody reads the same way. */
static void check_letter(SceUnits *units, SceName name, uint32_t at, SceSourceId source, bool required) {
  if (required || sce_intern_length(units->intern, name) != 1 || strchr("shdmgWJVAK", *spelling(units, name))) return;
  sce_diag_add(units->diags, SCE_E_DEFINITION, name_span(units, source, name, at), "a unit of one letter: `%s`", spelling(units, name));
  sce_diag_help(units->diags, "give it a longer name, or let it stand only behind a prefix: `prefix si required`");
}

/* Definitions that were worked out may rest on a line that is being replaced: they are worked out again, as new ones, because units
 * that exist keep their size. */
static void renew(SceUnits *units) {
  uint32_t count = units->defs.count, *moved = sce_memory_zeroed(count * sizeof *moved);
  for (uint32_t i = 0; i < units->name_slots; i++) {
    SceUnitNameSlot *slot = &units->names[i];
    if (!slot->key || slot->def >= count || slot->def == SCE_DEF_PERCENT) continue;
    SceDef def = units->defs.at[slot->def];
    if ((def.flags & SCE_DEF_DIMENSION) || (def.state != SCE_DEF_READY && def.state != SCE_DEF_FAILED)) continue;
    if (sce_expr_is_empty(units->ast->items.at[def.item].expr) && def.state == SCE_DEF_READY) continue;
    if (!moved[slot->def]) {
      moved[slot->def] = units->defs.count;
      def.state = SCE_DEF_ANNOUNCED;
      if (def.refusal) def.refusal = copy_text(def.refusal, (uint32_t)strlen(def.refusal));
      sce_array_push(&units->defs, def);
    }
    slot->def = moved[slot->def];
  }
  free(moved);
}

static uint32_t item_start(const SceUnits *units, uint32_t def) { return units->ast->items.at[units->defs.at[def].item].start; }

/* Gives a name to a definition; false when it has another meaning that stays. */
static bool claim_name(SceUnits *units, uint32_t def, SceName name, uint32_t at, bool alias) {
  SceDef fresh = units->defs.at[def];
  SceUnitNameSlot *slot = sce_unit_name_slot(units, name, fresh.flags & SCE_DEF_DIMENSION);
  if (slot && slot->def != SCE_DEF_MISSING && slot->def != def) {
    uint32_t before = slot->def;
    SceDef old = units->defs.at[before];
    bool fresh_library = units->sources->list.at[fresh.source].library, old_library = units->sources->list.at[old.source].library;
    if (fresh.source == old.source && item_start(units, def) == item_start(units, before)) return false;
    if (fresh_library && !old_library) return false;
    if (fresh.source == old.source || (fresh_library && old_library)) {
      sce_diag_add(units->diags, SCE_E_TWICE, name_span(units, fresh.source, name, at), "`%.64s` is defined twice", spelling(units, name));
      sce_diag_note(units->diags, sce_unit_def_span(units, before), "first here");
      return false;
    }
    if (old.state != SCE_DEF_ANNOUNCED) renew(units);
  }
  sce_unit_name_set(units, name, fresh.flags & SCE_DEF_DIMENSION, def, alias);
  return true;
}

/* `unit NAME = none @ "text"`: a name that must not be used. */
static bool is_refused(const SceUnits *units, const SceItem *item) {
  if (sce_expr_is_empty(item->expr) || item->expr.first != item->expr.last) return false;
  const SceNode *node = &units->ast->nodes.at[item->expr.first];
  return node->kind == SCE_NODE_NAME && !strcmp(spelling(units, node->a), "none");
}

void sce_units_announce(SceUnits *units, uint32_t index) {
  SceItem item = units->ast->items.at[index];
  if ((item.kind != SCE_ITEM_UNIT && item.kind != SCE_ITEM_DIMENSION) || !item.name) return;
  if (!units->loading) sce_unit_forget_texts(units);
  SceItemMore more = *sce_ast_more(units->ast, &item);
  SceDef def = {.name = item.name, .item = index, .source = sce_ast_item_source(units->ast, index), .scale = SCE_SCALE_ONE};
  bool unit = item.kind == SCE_ITEM_UNIT;
  def.flags = unit ? read_words(units, &more, def.source) : SCE_DEF_DIMENSION;
  if (unit && is_refused(units, &item)) {
    def.flags |= SCE_DEF_REFUSED;
    if (more.source_length) def.refusal = copy_text(units->sources->list.at[def.source].text + more.source_at, more.source_length);
  }
  uint32_t at = units->defs.count;
  sce_array_push(&units->defs, def);
  if (!claim_name(units, at, item.name, item.name_at, false)) {
    free(def.refusal);
    units->defs.count = at;
    return;
  }
  if (unit) check_letter(units, item.name, item.name_at, def.source, def.flags & SCE_DEF_REQUIRED);
  for (uint32_t i = 0; unit && i + more.prefix_count < more.name_count; i++) {
    SceAstName alias = units->ast->names.at[more.names + i];
    check_letter(units, alias.name, alias.at, def.source, false);
    if (claim_name(units, at, alias.name, alias.at, true) && !units->defs.at[at].alias) units->defs.at[at].alias = alias.name;
  }
}

/* ---- evaluating ---- */

typedef struct Value {                    /* of a part of a unit's definition */
  SceScale scale;
  SceDim dim;
  bool negative;
} Value;

typedef struct Values { SCE_ARRAY(Value) stack; } Values;

/* The number of a node from its digits: 0.45359237 is 45359237 / 10^8, where the double itself is no decimal fraction. */
static SceScale exact_number(SceUnits *units, uint32_t node) {
  double number = units->ast->nodes.at[node].number;
  SceSpan span = sce_ast_token_span(units->ast, units->sources, node);
  const char *at = units->sources->list.at[span.source].text + span.start, *end = units->sources->list.at[span.source].text + span.end;
  uint64_t digits = 0;
  int power = 0;
  bool fraction = false;
  for (; at < end && strchr("$0123456789_.", *at); at++) {
    if (*at == '.') fraction = true;
    if (*at < '0' || *at > '9') continue;
    if (digits > (UINT64_C(1) << 53) / 10 - 1) return (SceScale){number, 1};
    digits = digits * 10 + (uint64_t)(*at - '0');
    power -= fraction;
  }
  if (at < end && (*at == 'e' || *at == 'E')) {
    bool negative = at + 1 < end && at[1] == '-';
    int exponent = 0;
    for (at += at + 1 < end && (at[1] == '-' || at[1] == '+') ? 2 : 1; at < end && *at >= '0' && *at <= '9' && exponent < 1000; at++)
      exponent = exponent * 10 + (*at - '0');
    power += negative ? -exponent : exponent;
  }
  for (; at < end; at++) power += *at == 'k' ? 3 : *at == 'M' ? 6 : *at == 'B' ? 9 : *at == 'T' ? 12 : *at == '%' ? -2 : 0;
  if (power > 22 || power < -22) return (SceScale){number, 1};
  double ten = 1;
  for (int i = power < 0 ? -power : power; i; i--) ten *= 10;
  SceScale scale = sce_scale_multiply((SceScale){(double)digits, 1}, power < 0 ? (SceScale){1, ten} : (SceScale){ten, 1});
  return scale.num / scale.den == number ? scale : (SceScale){number, 1};
}

static bool refuse_node(SceUnits *units, uint32_t node, const char *why) {
  sce_diag_add(units->diags, SCE_E_DEFINITION, sce_ast_token_span(units->ast, units->sources, node), "%s", why);
  return false;
}

static bool multiply_values(SceUnits *units, Value *left, Value right, bool divide) {
  left->scale = divide ? sce_scale_divide(left->scale, right.scale) : sce_scale_multiply(left->scale, right.scale);
  left->dim = divide ? sce_dim_divide(units->dims, left->dim, right.dim) : sce_dim_multiply(units->dims, left->dim, right.dim);
  left->negative ^= right.negative;
  return left->dim != SCE_DIM_INVALID;
}

/* left ^ right, where right is a simple fraction. */
static bool raise_value(SceUnits *units, Value *left, Value right) {
  SceExponent exponent;
  if (right.dim != SCE_DIM_NONE || !(right.scale.num <= 1e6 && right.scale.den <= 1e6) || left->negative) return false;
  int64_t num = (int64_t)right.scale.num, den = (int64_t)right.scale.den;
  if ((double)num != right.scale.num || (double)den != right.scale.den) return false;
  if (!sce_exponent_make(right.negative ? -num : num, den, &exponent)) return false;
  left->scale = sce_scale_power(left->scale, exponent);
  left->dim = sce_dim_power(units->dims, left->dim, exponent);
  return left->dim != SCE_DIM_INVALID;
}

/* The unit that a node names, times what stands before it. */
static bool push_unit(SceUnits *units, Values *values, uint32_t node, bool behind_number) {
  SceSpan span = sce_ast_token_span(units->ast, units->sources, node);
  SceUnit unit = sce_unit_parse(units, units->ast->nodes.at[node].a, behind_number, span);
  if (unit == SCE_UNIT_INVALID) return false;
  Value value = {sce_unit_scale(units, unit), sce_unit_dim(units, unit), false};
  if (behind_number) return multiply_values(units, &sce_array_last(&values->stack), value, false);
  sce_array_push(&values->stack, value);
  return true;
}

static bool apply_node(SceUnits *units, Values *values, uint32_t node) {
  SceNodeKind kind = units->ast->nodes.at[node].kind;
  bool binary = kind == SCE_NODE_MULTIPLY || kind == SCE_NODE_DIVIDE || kind == SCE_NODE_POWER;
  if (binary && values->stack.count < 2) return false;
  if ((kind == SCE_NODE_UNIT || kind == SCE_NODE_NEGATE) && !values->stack.count) return false;
  switch (kind) {
    case SCE_NODE_NUMBER: sce_array_push(&values->stack, ((Value){exact_number(units, node), SCE_DIM_NONE, false})); return true;
    case SCE_NODE_NAME: return push_unit(units, values, node, false);
    case SCE_NODE_UNIT: return push_unit(units, values, node, true);
    case SCE_NODE_PAREN: return true;
    case SCE_NODE_NEGATE: sce_array_last(&values->stack).negative ^= true; return true;
    case SCE_NODE_MULTIPLY:
    case SCE_NODE_DIVIDE:
    case SCE_NODE_POWER: {
      Value right = sce_array_pop(&values->stack), *left = &sce_array_last(&values->stack);
      if (kind != SCE_NODE_POWER) return multiply_values(units, left, right, kind == SCE_NODE_DIVIDE) || refuse_node(units, node, "the dimension leaves the range of exponents");
      return raise_value(units, left, right) || refuse_node(units, node, "the exponent of a unit is a simple fraction of at most 1000");
    }
    default: return refuse_node(units, node, "a unit is defined by numbers and units with * / ^ and ( ) alone");
  }
}

static bool evaluate_formula(SceUnits *units, uint32_t def, Value *value) {
  SceExpr expr = units->ast->items.at[units->defs.at[def].item].expr;
  Values values = {0};
  bool sound = true;
  for (uint32_t node = expr.first; sound && node <= expr.last; node++) {
    sound = apply_node(units, &values, node);
    if (!sound || units->ast->nodes.at[node].kind == SCE_NODE_PAREN || sce_scale_is_sound(sce_array_last(&values.stack).scale)) continue;
    sce_diag_add(units->diags, SCE_E_DEFINITION, sce_unit_def_span(units, def), "the size of a unit is positive and finite");
    sound = false;
  }
  sound = sound && values.stack.count == 1;
  if (sound) *value = values.stack.at[0];
  sce_array_release(&values.stack);
  if (!sound || !value->negative) return sound;
  sce_diag_add(units->diags, SCE_E_DEFINITION, sce_unit_def_span(units, def), "the size of a unit is positive and finite");
  return false;
}

/* The dimension behind `:` or `=`. */
static SceDim declared_dim(SceUnits *units, uint32_t def) {
  SceDef d = units->defs.at[def];
  SceItem item = units->ast->items.at[d.item];
  uint32_t at = sce_ast_more(units->ast, &item)->unit_at;
  return sce_dimension_parse(units, item.unit, at ? name_span(units, d.source, item.unit, at) : sce_unit_def_span(units, def));
}

static bool evaluate_unit(SceUnits *units, uint32_t def) {
  SceItem item = units->ast->items.at[units->defs.at[def].item];
  Value value = {SCE_SCALE_ONE, SCE_DIM_NONE, false};
  if (units->defs.at[def].flags & SCE_DEF_REFUSED) {
    if (units->defs.at[def].refusal) return true;
    sce_diag_add(units->diags, SCE_E_DEFINITION, sce_unit_def_span(units, def), "a unit that is refused has to say what to write");
    sce_diag_help(units->diags, "add it behind @, as in: unit ton = none @ \"tonne for 1000 kg, or a unit of your own\"");
    return false;
  }
  if (item.unit) {
    value.dim = declared_dim(units, def);
    if (value.dim == SCE_DIM_INVALID) return false;
  } else if (sce_expr_is_empty(item.expr)) {
    sce_diag_add(units->diags, SCE_E_DEFINITION, sce_unit_def_span(units, def), "a unit needs a dimension or a size");
    return false;
  } else if (!evaluate_formula(units, def, &value)) {
    return false;
  }
  units->defs.at[def].dim = value.dim;
  units->defs.at[def].scale = value.scale;
  return true;
}

/* The word behind `as`; false with a finding when there is no such style. */
static bool read_style(SceUnits *units, uint32_t def, SceStyle *style) {
  static const char *const words[] = {"plain", "count", "scientific", "prefixed", "cents"};
  SceDef d = units->defs.at[def];
  SceItem item = units->ast->items.at[d.item];
  SceName word = sce_ast_more(units->ast, &item)->block_kind;
  *style = SCE_STYLE_PLAIN;
  if (!word) return true;
  for (uint32_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (strcmp(spelling(units, word), words[i])) continue;
    *style = (SceStyle)i;
    return true;
  }
  uint32_t length = sce_intern_length(units->intern, word);
  SceSpan span = sce_unit_def_span(units, def);
  const SceSource *source = &units->sources->list.at[d.source];
  if (item.end <= source->length && item.end >= item.start + length && !memcmp(source->text + item.end - length, spelling(units, word), length))
    span = (SceSpan){d.source, item.end - length, item.end};
  sce_diag_add(units->diags, SCE_E_DEFINITION, span, "there is no style `%.64s`", spelling(units, word));
  sce_diag_help(units->diags, "the styles are plain, count, scientific, prefixed and cents");
  return false;
}

static bool evaluate_dimension(SceUnits *units, uint32_t def) {
  SceDef d = units->defs.at[def];
  SceStyle style;
  bool styled = read_style(units, def, &style);
  bool base = !units->ast->items.at[d.item].unit;
  SceDim dim = base ? sce_dim_base(units->dims, d.name) : declared_dim(units, def), known;
  if (dim == SCE_DIM_INVALID) return false;
  if (dim == SCE_DIM_NONE) {
    sce_diag_add(units->diags, SCE_E_DEFINITION, sce_unit_def_span(units, def), "`%.64s` is a pure number, which has no name", spelling(units, d.name));
    return false;
  }
  bool named = styled && sce_dim_name(units->dims, dim, d.name, style);
  if (styled && !named && (!sce_dim_find(units->dims, d.name, &known) || known != dim)) {
    sce_diag_add(units->diags, SCE_E_DEFINITION, sce_unit_def_span(units, def), "the dimension `%.64s` has another meaning already", spelling(units, d.name));
    return false;
  }
  units->defs.at[def].dim = dim;
  return true;
}

/* ---- the order of working out ---- */

static void report_cycle(SceUnits *units, uint32_t def, uint32_t base) {
  uint32_t at = units->tasks.count, shown = 0;
  while (at > base && !(units->tasks.at[at - 1].leave && units->tasks.at[at - 1].def == def)) at--;
  SceText path = {0};
  for (uint32_t i = at ? at - 1 : 0; i < units->tasks.count; i++) {
    if (!units->tasks.at[i].leave) continue;
    if (shown++ < PATH_SHOWN) sce_text_add_format(&path, "%.64s -> ", spelling(units, units->defs.at[units->tasks.at[i].def].name));
  }
  if (shown > PATH_SHOWN) sce_text_add_format(&path, "... (%u more) -> ", (unsigned)(shown - PATH_SHOWN));
  const char *name = spelling(units, units->defs.at[def].name);
  sce_diag_add(units->diags, SCE_E_CYCLE, sce_unit_def_span(units, def), "`%.64s` is defined by itself: %s%.64s", name, path.bytes ? path.bytes : "", name);
  sce_text_release(&path);
}

/* Asks for one definition that another needs. */
static void need(SceUnits *units, uint32_t def, uint32_t base) {
  if (def == SCE_DEF_MISSING || def == SCE_DEF_PERCENT) return;
  if (units->defs.at[def].state == SCE_DEF_BUSY) report_cycle(units, def, base);
  if (units->defs.at[def].state == SCE_DEF_ANNOUNCED) sce_array_push(&units->tasks, ((SceUnitTask){def, false}));
}

typedef struct Needed { SCE_ARRAY(uint32_t) defs; } Needed;

/* Collects what a text of units or dimensions rests on. */
static void collect_text(SceUnits *units, Needed *needed, SceName text, bool dimension, bool behind_number) {
  SceProduct product;
  sce_product_read(&product, spelling(units, text), sce_intern_length(units->intern, text));
  for (uint32_t i = 0; i < product.parts.count && !product.error; i++) {
    SceText part = {0};
    sce_text_add(&part, spelling(units, text) + product.parts.at[i].at, product.parts.at[i].length);
    SceName name = sce_intern_get(units->intern, part.bytes, product.parts.at[i].length);
    sce_text_release(&part);
    uint32_t def = dimension ? sce_dimension_look_up(units, name) : sce_unit_look_up(units, name, behind_number).def;
    sce_array_push(&needed->defs, def);
  }
  sce_array_release(&product.parts);
}

/* Pushes all that a definition needs and that is not worked out. */
static void enter(SceUnits *units, uint32_t def, uint32_t base) {
  SceDef d = units->defs.at[def];
  SceItem item = units->ast->items.at[d.item];
  Needed needed = {0};
  if (item.unit) collect_text(units, &needed, item.unit, true, false);
  bool formula = !(d.flags & (SCE_DEF_DIMENSION | SCE_DEF_REFUSED)) && !sce_expr_is_empty(item.expr);
  for (uint32_t node = item.expr.first; formula && node <= item.expr.last; node++) {
    SceNode n = units->ast->nodes.at[node];
    if (n.kind == SCE_NODE_UNIT || n.kind == SCE_NODE_NAME) collect_text(units, &needed, n.a, false, n.kind == SCE_NODE_UNIT);
  }
  for (uint32_t i = 0; i < needed.defs.count; i++) need(units, needed.defs.at[i], base);
  sce_array_release(&needed.defs);
}

void sce_unit_work_out(SceUnits *units, uint32_t def) {
  if (units->defs.at[def].state != SCE_DEF_ANNOUNCED) return;
  uint32_t base = units->tasks.count;
  sce_array_push(&units->tasks, ((SceUnitTask){def, false}));
  while (units->tasks.count > base) {
    SceUnitTask task = sce_array_last(&units->tasks);
    SceDef *d = &units->defs.at[task.def];
    if (!task.leave && d->state == SCE_DEF_ANNOUNCED) {
      d->state = SCE_DEF_BUSY;
      sce_array_last(&units->tasks).leave = true;
      enter(units, task.def, base);
      continue;
    }
    if (task.leave) {
      bool sound = d->flags & SCE_DEF_DIMENSION ? evaluate_dimension(units, task.def) : evaluate_unit(units, task.def);
      units->defs.at[task.def].state = sound ? SCE_DEF_READY : SCE_DEF_FAILED;
    }
    (void)sce_array_pop(&units->tasks);
  }
}

void sce_units_finish(SceUnits *units) {
  for (uint32_t def = 0; def < units->defs.count; def++) sce_unit_work_out(units, def);
}
