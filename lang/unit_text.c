/* Texts of units: what a name or a product means, and how a unit is spelled.
 *
 * A product is taken apart into names with exponents without recursion, so that no text is too deep. A name is looked up as it stands,
 * then as prefix and name, then as a plural; definitions that nobody has announced yet are asked for from the loader, and
 * what the loader does not have is remembered. Texts that were understood once are found again by one hash lookup.
 */
#include "unit_internal.h"

#include "suggest.h"

#include <strings.h>

enum { DEEPEST = 64, LONGEST_SHOWN = 64, LONGEST_SUGGESTED = 64, SUGGEST_MOST = 20000000 };

/* ---- products ---- */

typedef struct Reader {
  SceProduct *product;
  const char *text;
  uint32_t length, at;
  struct { uint32_t first; int sign; } open[DEEPEST];
  uint32_t depth;
} Reader;

static bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80; }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static char peek(Reader *reader) {
  while (reader->at < reader->length && strchr(" \t\r\n", reader->text[reader->at]) && reader->text[reader->at]) reader->at++;
  return reader->at < reader->length ? reader->text[reader->at] : '\0';
}

static bool fail(Reader *reader, const char *error, uint32_t length) {
  if (!reader->product->error) {
    reader->product->error = error;
    reader->product->error_at = reader->at;
    reader->product->error_length = length;
  }
  return false;
}

/* Multiplies the exponents of the parts from `first` on. */
static bool raise_parts(Reader *reader, uint32_t first, SceExponent exponent) {
  for (uint32_t i = first; i < reader->product->parts.count; i++) {
    SceExponent *part = &reader->product->parts.at[i].exponent;
    if (sce_exponent_make((int64_t)part->num * exponent.num, (int64_t)part->den * exponent.den, part)) continue;
    reader->product->error_exponent = true;
    return fail(reader, "an exponent is beyond 1000", 1);
  }
  return true;
}

/* Digits with or without a fraction, as a quotient; values that are far too large stay far too large. */
static bool read_number(Reader *reader, int64_t *num, int64_t *den) {
  if (!is_digit(peek(reader))) return fail(reader, "an exponent is a number, as in m^2, m^-2 or m^(1/2)", 1);
  *num = 0, *den = 1;
  bool fraction = false;
  for (; reader->at < reader->length; reader->at++) {
    char c = reader->text[reader->at];
    if (c == '.' && !fraction) {
      fraction = true;
      continue;
    }
    if (!is_digit(c)) break;
    if (*num > 100000000 || *den > 100000000) continue;
    *num = *num * 10 + (c - '0');
    if (fraction) *den *= 10;
  }
  return true;
}

static bool read_exponent(Reader *reader, SceExponent *exponent) {
  int64_t num, den, divisor = 1, ignored = 1;
  bool bracket = peek(reader) == '(';
  if (bracket) reader->at++;
  bool negative = peek(reader) == '-';
  if (negative) reader->at++;
  if (!read_number(reader, &num, &den)) return false;
  if (bracket && peek(reader) == '/') {
    reader->at++;
    if (!read_number(reader, &divisor, &ignored)) return false;
  }
  if (bracket && peek(reader) != ')') return fail(reader, "the exponent's bracket is not closed", 1);
  if (bracket) reader->at++;
  if (ignored == 1 && sce_exponent_make(negative ? -num : num, den * divisor, exponent)) return true;
  reader->product->error_exponent = true;
  return fail(reader, "an exponent is a simple fraction of at most 1000", 1);
}

/* A name, %, or 1; false with an error for anything else. */
static bool read_atom(Reader *reader, int sign) {
  char c = peek(reader);
  uint32_t start = reader->at;
  if (c == '%') {
    reader->at++;
  } else if (is_name_start(c)) {
    while (reader->at < reader->length && (is_name_start(reader->text[reader->at]) || is_digit(reader->text[reader->at]))) reader->at++;
  } else if (is_digit(c)) {
    while (reader->at < reader->length && (is_digit(reader->text[reader->at]) || reader->text[reader->at] == '.')) reader->at++;
    uint32_t length = reader->at - start;
    if (c == '1' && length == 1) return true;
    reader->at = start;
    return fail(reader, "the only number in a product of units is 1", length);
  } else {
    return fail(reader, c ? "a name is expected here" : "a name is missing at the end", 1);
  }
  SceProductPart part = {start, reader->at - start, {sign, 1}};
  sce_array_push(&reader->product->parts, part);
  return true;
}

/* What may follow a factor: exponents, closing brackets. `first` is where the factor's parts start. */
static bool read_behind(Reader *reader, uint32_t first) {
  for (;;) {
    char c = peek(reader);
    SceExponent exponent;
    if (c == '^') {
      reader->at++;
      if (!read_exponent(reader, &exponent) || !raise_parts(reader, first, exponent)) return false;
    } else if (c == ')') {
      if (!reader->depth) return fail(reader, "a bracket is closed that was never opened", 1);
      reader->at++;
      first = reader->open[--reader->depth].first;
      if (reader->open[reader->depth].sign < 0 && !raise_parts(reader, first, (SceExponent){-1, 1})) return false;
    } else {
      return true;
    }
  }
}

void sce_product_read(SceProduct *product, const char *text, uint32_t length) {
  *product = (SceProduct){0};
  Reader reader = {.product = product, .text = text, .length = length};
  int sign = 1;
  for (;;) {
    if (peek(&reader) == '(') {
      if (reader.depth == DEEPEST) {
        fail(&reader, "brackets are nested too deeply", 1);
        return;
      }
      reader.open[reader.depth].first = product->parts.count;
      reader.open[reader.depth++].sign = sign;
      reader.at++;
      sign = 1;
      continue;
    }
    uint32_t first = product->parts.count;
    if (!read_atom(&reader, sign) || !read_behind(&reader, first)) return;
    char c = peek(&reader);
    if (reader.at >= reader.length) break;
    if (c != '*' && c != '/') {
      fail(&reader, "* or / is expected here", 1);
      return;
    }
    sign = c == '/' ? -1 : 1;
    reader.at++;
  }
  if (reader.depth) fail(&reader, "a bracket is not closed", 1);
}

/* ---- looking names up ---- */

/* The definition of just this name, loaded when need be. */
static uint32_t find_exact(SceUnits *units, SceName name, bool dimension, bool *alias) {
  SceUnitNameSlot *slot = sce_unit_name_slot(units, name, dimension);
  if (!slot) {
    units->loading++;
    bool loaded = units->load && units->load(units->context, name, dimension);
    units->loading--;
    slot = loaded ? sce_unit_name_slot(units, name, dimension) : NULL;
    if (!slot) {
      sce_unit_name_set(units, name, dimension, SCE_DEF_MISSING, false);
      return SCE_DEF_MISSING;
    }
  }
  *alias = slot->alias;
  return slot->def;
}

uint32_t sce_dimension_look_up(SceUnits *units, SceName name) {
  bool alias;
  return find_exact(units, name, true, &alias);
}

/* Bytes of prefix `prefix` at the start of the name: 0 when it does not start so. The micro sign has three spellings. */
static uint32_t prefix_length(const char *name, uint32_t prefix) {
  const ScePrefix *p = &sce_unit_prefixes[prefix];
  uint32_t length = (uint32_t)strlen(p->symbol);
  if (!strncmp(name, p->symbol, length)) return length;
  return *p->symbol == 'u' && (!strncmp(name, "\xC2\xB5", 2) || !strncmp(name, "\xCE\xBC", 2)) ? 2 : 0;
}

/* Name as prefix and unit. Binary prefixes come first: they are longer. */
static bool find_prefixed(SceUnits *units, SceName name, SceUnitFound *found) {
  for (uint32_t prefix = SCE_PREFIX_COUNT - 1; prefix > 0; prefix--) {
    const char *spelling = sce_intern_spelling(units->intern, name);
    uint32_t skip = prefix_length(spelling, prefix);
    if (!skip || !spelling[skip]) continue;
    SceText rest_text = {0};
    sce_text_add_string(&rest_text, spelling + skip);
    SceName rest = sce_intern_get_string(units->intern, rest_text.bytes);
    sce_text_release(&rest_text);
    bool alias = false;
    uint32_t def = find_exact(units, rest, false, &alias);
    if (def == SCE_DEF_MISSING || def == SCE_DEF_PERCENT) continue;
    uint8_t needed = sce_unit_prefixes[prefix].family == SCE_FAMILY_SI ? SCE_DEF_SI : SCE_DEF_BINARY;
    if (alias || !(units->defs.at[def].flags & needed)) {
      found->unprefixed = rest;
      found->prefix = prefix;
      continue;
    }
    *found = (SceUnitFound){.error = SCE_UNIT_OK, .def = def, .prefix = prefix};
    return true;
  }
  return false;
}

/* Three or more lower-case letters or underscores at the end of a prefixed or plain name: such a unit has a plural. */
static bool has_plural(const char *name) {
  size_t length = strlen(name);
  for (const char *at = name; *at; at++)
    if ((*at < 'a' || *at > 'z') && *at != '_') return false;
  return length >= 3;
}

static bool find_either(SceUnits *units, SceName name, SceUnitFound *found) {
  bool alias = false;
  uint32_t def = find_exact(units, name, false, &alias);
  if (def == SCE_DEF_MISSING) return find_prefixed(units, name, found);
  *found = (SceUnitFound){.error = SCE_UNIT_OK, .def = def, .alias = alias};
  return true;
}

SceUnitFound sce_unit_look_up(SceUnits *units, SceName name, bool behind_number) {
  SceUnitFound found = {.error = SCE_UNIT_UNKNOWN, .def = SCE_DEF_MISSING};
  if (!name || find_either(units, name, &found)) return found;
  uint32_t length = sce_intern_length(units->intern, name);
  if (length < 4 || sce_intern_spelling(units->intern, name)[length - 1] != 's') return found;
  SceText stem = {0};
  sce_text_add(&stem, sce_intern_spelling(units->intern, name), length - 1);
  SceName singular = sce_intern_get(units->intern, stem.bytes, length - 1);
  SceUnitFound one = {.error = SCE_UNIT_UNKNOWN, .def = SCE_DEF_MISSING};
  if (find_either(units, singular, &one)) {
    uint32_t skip = one.prefix ? prefix_length(stem.bytes, one.prefix) : 0;
    if (has_plural(stem.bytes + skip)) {
      found = one;
      found.singular = singular;
      found.error = behind_number ? SCE_UNIT_OK : SCE_UNIT_PLURAL;
    }
  }
  sce_text_release(&stem);
  return found;
}

/* The bytes of a name that are the unit's own; 0: it is none. */
static uint32_t own_part(SceUnits *units, SceName name, bool behind_number, uint32_t *skip, uint32_t *item) {
  SceUnitFound found = sce_unit_look_up(units, name, behind_number);
  if (found.error != SCE_UNIT_OK || found.def >= units->defs.count || found.def == SCE_DEF_PERCENT) return 0;
  *skip = found.prefix ? prefix_length(sce_intern_spelling(units->intern, name), found.prefix) : 0;
  *item = units->defs.at[found.def].item;
  return sce_intern_length(units->intern, name) - *skip - (found.singular != 0);
}

void sce_unit_names(SceUnits *units, SceName text, bool behind_number, bool dimension, void (*see)(void *context, uint32_t at, uint32_t length, uint32_t item), void *context) {
  SceProduct product = {0};
  sce_product_read(&product, sce_intern_spelling(units->intern, text), sce_intern_length(units->intern, text));
  for (uint32_t i = 0; i < product.parts.count && !product.error; i++) {
    const SceProductPart part = product.parts.at[i];
    SceName name = sce_intern_get(units->intern, sce_intern_spelling(units->intern, text) + part.at, part.length);
    uint32_t skip = 0, item = 0, def = dimension ? sce_dimension_look_up(units, name) : SCE_DEF_MISSING, length = dimension ? part.length : own_part(units, name, behind_number, &skip, &item);
    if (dimension && def == SCE_DEF_MISSING) continue;
    if (dimension) item = units->defs.at[def].item;
    if (length) see(context, part.at + skip, length, item);
  }
  sce_array_release(&product.parts);
}

SceUnitNameSlot *sce_unit_name_slot(SceUnits *units, SceName name, bool dimension) {
  if (!units->name_slots) return NULL;
  uint32_t key = name * 2 + dimension, mask = units->name_slots - 1, slot = (key * 0x9E3779B1u >> 7) & mask;
  while (units->names[slot].key && units->names[slot].key != key) slot = (slot + 1) & mask;
  return units->names[slot].key ? &units->names[slot] : NULL;
}

void sce_unit_name_set(SceUnits *units, SceName name, bool dimension, uint32_t def, bool alias) {
  SceUnitNameSlot *known = sce_unit_name_slot(units, name, dimension);
  SceUnitNameSlot value = {name * 2 + dimension, def, alias};
  if (known) {
    *known = value;
    return;
  }
  if (units->name_count >= units->name_slots / 2) {
    uint32_t slots = units->name_slots ? units->name_slots * 2 : 64;
    SceUnitNameSlot *old = units->names, *names = sce_memory_zeroed(slots * sizeof *names);
    for (uint32_t i = 0; i < units->name_slots; i++) {
      if (!old[i].key) continue;
      uint32_t slot = (old[i].key * 0x9E3779B1u >> 7) & (slots - 1);
      while (names[slot].key) slot = (slot + 1) & (slots - 1);
      names[slot] = old[i];
    }
    free(old);
    units->names = names, units->name_slots = slots;
  }
  uint32_t mask = units->name_slots - 1, slot = (value.key * 0x9E3779B1u >> 7) & mask;
  while (units->names[slot].key) slot = (slot + 1) & mask;
  units->names[slot] = value;
  units->name_count++;
}

/* ---- did-you-mean ---- */

typedef struct Nearest {
  SceUnits *units;
  SceSuggest suggest;
  char best[LONGEST_SUGGESTED + 1];
} Nearest;

static void offer(Nearest *nearest, const char *name) {
  const char *before = nearest->suggest.best;
  nearest->units->suggest_work++;
  if (!strcasecmp(name, nearest->suggest.wanted) && strlen(name) <= LONGEST_SUGGESTED) {
    nearest->suggest.best = name;            /* only the case is wrong: near, however many letters */
    nearest->suggest.distance = 1;
  } else {
    sce_suggest_offer(&nearest->suggest, name);
  }
  if (!nearest->suggest.best || nearest->suggest.best == before) return;
  strcpy(nearest->best, nearest->suggest.best);
  nearest->suggest.best = nearest->best;
}

static void offer_loadable(void *seen, const char *name) { offer(seen, name); }

static void offer_all(Nearest *nearest, bool dimension) {
  SceUnits *units = nearest->units;
  for (uint32_t i = 1; i < units->defs.count; i++) {
    const SceDef *def = &units->defs.at[i];
    if (!(def->flags & SCE_DEF_DIMENSION) != !dimension || (def->flags & SCE_DEF_REFUSED)) continue;
    if (!(def->flags & SCE_DEF_REQUIRED)) offer(nearest, sce_intern_spelling(units->intern, def->name));
    const SceItem *item = &units->ast->items.at[def->item];
    const SceItemMore *more = sce_ast_more(units->ast, item);
    for (uint32_t j = 0; j + more->prefix_count < more->name_count; j++)
      offer(nearest, sce_intern_spelling(units->intern, units->ast->names.at[more->names + j].name));
  }
  if (units->each) units->each(units->context, dimension, offer_loadable, nearest);
}

/* Whether what is near can be written alone: the loader offers names without knowing. */
static bool can_stand(SceUnits *units, const char *name, bool dimension) {
  SceName interned = sce_intern_get_string(units->intern, name);
  if (dimension) return sce_dimension_look_up(units, interned) != SCE_DEF_MISSING;
  SceUnitFound found = sce_unit_look_up(units, interned, false);
  if (found.error != SCE_UNIT_OK) return false;
  uint8_t flags = units->defs.at[found.def].flags;
  return !(flags & SCE_DEF_REFUSED) && !((flags & SCE_DEF_REQUIRED) && !found.prefix && !found.alias);
}

/* The nearest name with `skip` bytes of prefix left as they are; its distance, or 0. */
static int search(SceUnits *units, const char *name, uint32_t skip, bool dimension, SceText *out) {
  Nearest nearest = {.units = units, .suggest = {.wanted = name + skip}};
  offer_all(&nearest, dimension);
  if (!nearest.suggest.best) return 0;
  sce_text_clear(out);
  sce_text_add(out, name, skip);
  sce_text_add_string(out, nearest.best);
  if (can_stand(units, out->bytes, dimension)) return nearest.suggest.distance;
  return 0;
}

/* A unit that differs in capital and small letters alone: `gB` is GB, `kwh` is kWh. Tried for short names, into `out`. */
static bool search_case(SceUnits *units, const char *name, SceText *out) {
  uint32_t length = (uint32_t)strlen(name);
  if (length > 5) return false;
  for (uint32_t flips = 1; flips < 1u << length; flips++) {
    bool letters = true;
    sce_text_clear(out);
    for (uint32_t i = 0; i < length; i++) {
      char c = name[i];
      bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
      if (flips >> i & 1) letters = letters && letter, c ^= 32;
      sce_text_add_byte(out, c);
    }
    if (letters && can_stand(units, out->bytes, false)) return true;
  }
  sce_text_clear(out);
  return false;
}

const char *sce_unit_nearest(SceUnits *units, const char *name, bool dimension) {
  if (!*name || strlen(name) > LONGEST_SUGGESTED) return NULL;
  SceText wanted = {0}, found = {0}, prefixed = {0};
  sce_text_add_string(&wanted, name);
  SceName interned = sce_intern_get_string(units->intern, wanted.bytes);
  bool known = units->suggested_for == interned && units->suggested_dimension == dimension;
  if (!known && units->suggest_work < SUGGEST_MOST) {
    int best = !dimension && search_case(units, wanted.bytes, &found) ? 1 : search(units, wanted.bytes, 0, dimension, &found);
    if (!best) best = search(units, wanted.bytes, 0, dimension, &found);    /* what cannot stand alone has been loaded now and is left out */
    for (uint32_t prefix = 1; prefix < SCE_PREFIX_COUNT && !dimension; prefix++) {
      uint32_t skip = prefix_length(wanted.bytes, prefix);
      int distance = skip && wanted.bytes[skip] ? search(units, wanted.bytes, skip, false, &prefixed) : 0;
      if (!distance || (best && best <= distance)) continue;
      best = distance;
      sce_text_clear(&found);
      sce_text_add_string(&found, prefixed.bytes);
    }
    free(units->suggestion);
    units->suggestion = best ? found.bytes : NULL;
    if (!best) sce_text_release(&found);
    units->suggested_for = interned, units->suggested_dimension = dimension;
    known = true;
  }
  sce_text_release(&wanted);
  sce_text_release(&prefixed);
  return known ? units->suggestion : NULL;
}

const char *sce_unit_suggest(SceUnits *units, const char *name) { return sce_unit_nearest(units, name, false); }

/* ---- findings ---- */

/* Bytes of a name to show: long ones are cut between characters. */
static int shown_length(const char *name) {
  size_t length = strlen(name);
  if (length <= LONGEST_SHOWN) return (int)length;
  length = LONGEST_SHOWN;
  while (length && ((unsigned char)name[length] & 0xC0u) == 0x80u) length--;
  return (int)length;
}

#define SHOWN(name) shown_length(name), name

/* Where a part of a text stands. The place may show less than the text: `/hour` of `$2.50/hour` means USD/hour. */
static SceSpan part_span(const SceUnits *units, SceName text, SceSpan span, uint32_t at, uint32_t length) {
  uint32_t whole = sce_intern_length(units->intern, text), seen = span.end - span.start;
  if (span.source == SCE_NO_SOURCE || span.source >= units->sources->list.count || span.end < span.start || seen > whole) return span;
  const SceSource *source = &units->sources->list.at[span.source];
  uint32_t hidden = whole - seen;
  if (span.end > source->length || memcmp(source->text + span.start, sce_intern_spelling(units->intern, text) + hidden, seen)) return span;
  if (at < hidden) return span;
  at -= hidden;
  if (at >= seen) return (SceSpan){span.source, span.end ? span.end - (seen > 0) : 0, span.end};
  return (SceSpan){span.source, span.start + at, span.start + (length > seen - at ? seen : at + length)};
}

static void report_product(SceUnits *units, const SceProduct *product, SceName text, SceSpan span, const char *what) {
  SceSpan place = part_span(units, text, span, product->error_at, product->error_length);
  const char *spelling = sce_intern_spelling(units->intern, text);
  sce_diag_add(units->diags, product->error_exponent ? SCE_E_EXPONENT : SCE_E_UNIT, place, "`%.*s` cannot be read as %s: %s", SHOWN(spelling), what,
               product->error);
}

/* What people write for a unit that is spelled otherwise here: its help, or NULL. `found` may need a number. */
static bool help_habit(SceUnits *units, const char *spelling) {
  static const char *const habits[][2] = {
      {"thousand", "a magnitude is a letter directly behind the number: `5k`"}, {"million", "a magnitude is a letter directly behind the number: `17M`"},
      {"billion", "a magnitude is a letter directly behind the number: `20B`"}, {"trillion", "a magnitude is a letter directly behind the number: `1T`"},
      {"b", "twenty billion is `20B`; a bit is `bit`, a byte `byte`"}, {"mo", "did you mean `month`?"}, {"yr", "did you mean `year`?"}, {"hr", "did you mean `hour`?"}, {"hrs", "did you mean `hour`?"},
      {"number", "the unit of a pure number is `1`"}, {"int", "the unit of a pure number is `1`"}, {"float", "the unit of a pure number is `1`"}, {"percent", "a percentage is `%`"}};
  for (size_t i = 0; i < sizeof habits / sizeof *habits; i++) {
    if (strcmp(spelling, habits[i][0])) continue;
    sce_diag_help(units->diags, "%s", habits[i][1]);
    return true;
  }
  size_t length = strlen(spelling);
  bool prefix = length > 1 && strchr("kMGTPE", spelling[0]);
  if (prefix && length == 2 && spelling[1] == 'b') sce_diag_help(units->diags, "bits are `%cbit`, bytes are `%cB`", spelling[0], spelling[0]);
  else if (prefix && length == 4 && !strcmp(spelling + 2, "ps") && (spelling[1] | 32) == 'b') sce_diag_help(units->diags, "write `%c%s/s`", spelling[0], spelling[1] == 'b' ? "bit" : "B");
  else if (length == 2 && strchr("cdh", spelling[0]) && strchr("mglL", spelling[1])) sce_diag_help(units->diags, "there is no prefix `%c`: write a decimal fraction, or use k or m", spelling[0]);
  else return false;
  return true;
}

static void report_unknown(SceUnits *units, const SceUnitFound *found, SceName name, bool divided, SceSpan span) {
  const char *spelling = sce_intern_spelling(units->intern, name);
  if (found->error == SCE_UNIT_PLURAL) {
    sce_diag_add(units->diags, SCE_E_UNIT, span, "the plural `%.*s` is a unit only directly behind a number", SHOWN(spelling));
    sce_diag_help(units->diags, "write `%.*s`", SHOWN(sce_intern_spelling(units->intern, found->singular)));
    return;
  }
  if (units->tolerant || !sce_diag_add(units->diags, SCE_E_UNIT, span, "there is no unit `%.*s`", SHOWN(spelling))) return;
  SceDim dim;
  if (help_habit(units, spelling)) return;
  if (sce_dim_find(units->dims, name, &dim)) {
    sce_diag_help(units->diags, "`%.*s` is a dimension; define a unit for it: `unit %.*s : %.*s`", SHOWN(spelling), SHOWN(spelling), SHOWN(spelling));
    return;
  }
  const char *near = sce_unit_nearest(units, spelling, false);
  if (found->unprefixed) {
    const char *unit = sce_intern_spelling(units->intern, found->unprefixed);
    SceScale scale = sce_unit_prefixes[found->prefix].scale;
    sce_diag_help(units->diags, "`%.*s` takes no such prefix; a unit of your own is defined as in `unit %.*s = %g %.*s`", SHOWN(unit), SHOWN(spelling), scale.num / scale.den, SHOWN(unit));
  } else if (near) {
    sce_diag_help(units->diags, "did you mean `%s`?", near);
  } else if (divided) {
    sce_diag_help(units->diags, "to divide by a field, put spaces around the sign: ` / %.*s`", SHOWN(sce_intern_spelling(units->intern, name)));
  } else {
    sce_diag_help(units->diags, "define it by another unit, `unit %.*s = NUMBER UNIT`, or as what is counted: `dimension %.*s_count; unit %.*s : %.*s_count`", SHOWN(spelling), SHOWN(spelling), SHOWN(spelling), SHOWN(spelling));
  }
}

/* Refused units and those that stand only behind a prefix; true when there was something to report. */
static bool report_unusable(SceUnits *units, const SceUnitFound *found, SceName name, SceSpan span) {
  const SceDef *def = &units->defs.at[found->def];
  const char *spelling = sce_intern_spelling(units->intern, name);
  if (def->flags & SCE_DEF_REFUSED) {
    sce_diag_add(units->diags, SCE_E_REFUSED_UNIT, span, "`%.*s` has more than one reading", SHOWN(spelling));
    if (def->refusal) sce_diag_help(units->diags, "%s", def->refusal);
    return true;
  }
  if (!(def->flags & SCE_DEF_REQUIRED) || found->prefix || found->alias) return false;
  sce_diag_add(units->diags, SCE_E_UNIT, span, "the unit `%.*s` stands only behind a prefix", SHOWN(spelling));
  const char *prefix = def->flags & SCE_DEF_SI ? "k" : "Ki";
  if (def->alias) sce_diag_help(units->diags, "write `%s%.*s`, or `%.*s`", prefix, SHOWN(spelling), SHOWN(sce_intern_spelling(units->intern, def->alias)));
  else sce_diag_help(units->diags, "write `%s%.*s`", prefix, SHOWN(spelling));
  return true;
}

/* ---- meaning ---- */

static SceUnitTextSlot *text_slot(SceUnitTextSlot *texts, uint32_t slots, uint32_t key) {
  uint32_t slot = (key * 0x9E3779B1u >> 7) & (slots - 1);
  while (texts[slot].key && texts[slot].key != key) slot = (slot + 1) & (slots - 1);
  return &texts[slot];
}

static void remember_text(SceUnits *units, uint32_t key, SceUnit unit) {
  if (units->text_count >= units->text_slots / 2) {
    uint32_t slots = units->text_slots ? units->text_slots * 2 : 64;
    SceUnitTextSlot *texts = sce_memory_zeroed(slots * sizeof *texts);
    for (uint32_t i = 0; i < units->text_slots; i++)
      if (units->texts[i].key) *text_slot(texts, slots, units->texts[i].key) = units->texts[i];
    free(units->texts);
    units->texts = texts, units->text_slots = slots;
  }
  SceUnitTextSlot *slot = text_slot(units->texts, units->text_slots, key);
  if (!slot->key) units->text_count++;
  *slot = (SceUnitTextSlot){key, unit};
}

void sce_unit_forget_texts(SceUnits *units) {
  if (units->text_count) memset(units->texts, 0, units->text_slots * sizeof *units->texts);
  units->text_count = 0;
  free(units->suggestion);
  units->suggestion = NULL;
  units->suggested_for = 0;
}

/* The name of one part of a product. */
static SceName part_name(SceUnits *units, SceName text, const SceProductPart *part) {
  if (!part->at && part->length == sce_intern_length(units->intern, text)) return text;
  SceText copy = {0};
  sce_text_add(&copy, sce_intern_spelling(units->intern, text) + part->at, part->length);
  SceName name = sce_intern_get(units->intern, copy.bytes, part->length);
  sce_text_release(&copy);
  return name;
}

/* Adds one part to the product; false after an error, here or in the definition. */
static bool add_part(SceUnits *units, SceUnitList *list, SceName text, const SceProductPart *part, bool behind_number, SceSpan span) {
  SceName name = part_name(units, text, part);
  SceUnitFactor factor = {SCE_DEF_PERCENT, 0, part->exponent};
  if (name != units->defs.at[SCE_DEF_PERCENT].name) {
    SceUnitFound found = sce_unit_look_up(units, name, behind_number);
    SceSpan place = part_span(units, text, span, part->at, part->length);
    if (found.error != SCE_UNIT_OK) {
      report_unknown(units, &found, name, part->at > 0, place);
      return false;
    }
    if (report_unusable(units, &found, name, place)) return false;
    sce_unit_work_out(units, found.def);
    if (units->defs.at[found.def].state != SCE_DEF_READY) return false;
    factor.def = found.def, factor.prefix = found.prefix;
  }
  sce_unit_list_add(list, factor);
  return true;
}

SceUnit sce_unit_parse(SceUnits *units, SceName text, bool behind_number, SceSpan span) {
  uint32_t key = text * 2 + behind_number;
  if (units->text_count) {
    const SceUnitTextSlot *known = text_slot(units->texts, units->text_slots, key);
    if (known->key) return known->unit;
  }
  SceProduct product;
  sce_product_read(&product, sce_intern_spelling(units->intern, text), sce_intern_length(units->intern, text));
  SceUnit unit = SCE_UNIT_INVALID;
  if (product.error) {
    report_product(units, &product, text, span, "a unit");
  } else {
    SceUnitList list = {.count = 0};
    bool sound = true;
    for (uint32_t i = 0; i < product.parts.count; i++) sound &= add_part(units, &list, text, &product.parts.at[i], behind_number, span);
    unit = sound ? sce_unit_intern(units, &list) : SCE_UNIT_INVALID;
    if (sound && unit == SCE_UNIT_INVALID)
      sce_diag_add(units->diags, SCE_E_EXPONENT, span, "the unit `%.*s` leaves the range of exponents or sizes",
                   SHOWN(sce_intern_spelling(units->intern, text)));
  }
  sce_array_release(&product.parts);
  if (unit != SCE_UNIT_INVALID && text) remember_text(units, key, unit);
  return unit;
}

SceDim sce_dimension_parse(SceUnits *units, SceName text, SceSpan span) {
  SceProduct product;
  sce_product_read(&product, sce_intern_spelling(units->intern, text), sce_intern_length(units->intern, text));
  SceDim dim = SCE_DIM_NONE;
  if (product.error) report_product(units, &product, text, span, "a dimension");
  for (uint32_t i = 0; i < product.parts.count && !product.error; i++) {
    const SceProductPart *part = &product.parts.at[i];
    SceName name = part_name(units, text, part);
    uint32_t def = sce_dimension_look_up(units, name);
    if (def == SCE_DEF_MISSING) {
      const char *spelling = sce_intern_spelling(units->intern, name);
      bool fresh = sce_diag_add(units->diags, SCE_E_NAME, part_span(units, text, span, part->at, part->length), "there is no dimension `%.*s`", SHOWN(spelling));
      const char *near = fresh ? sce_unit_nearest(units, spelling, true) : NULL;
      if (near) sce_diag_help(units->diags, "did you mean `%s`?", near);
      dim = SCE_DIM_INVALID;
      continue;
    }
    sce_unit_work_out(units, def);
    SceDim one = units->defs.at[def].state == SCE_DEF_READY ? units->defs.at[def].dim : SCE_DIM_INVALID;
    SceDim before = dim;
    dim = sce_dim_multiply(units->dims, dim, sce_dim_power(units->dims, one, part->exponent));
    if (dim == SCE_DIM_INVALID && before != dim && one != dim)
      sce_diag_add(units->diags, SCE_E_EXPONENT, span, "the dimension leaves the range of exponents");
  }
  sce_array_release(&product.parts);
  return product.error ? SCE_DIM_INVALID : dim;
}

SceUnitError sce_unit_find(SceUnits *units, SceName name, bool behind_number, SceUnit *unit) {
  *unit = SCE_UNIT_INVALID;
  if (units->text_count) {
    const SceUnitTextSlot *known = text_slot(units->texts, units->text_slots, name * 2 + behind_number);
    if (known->key) {
      *unit = known->unit;
      return SCE_UNIT_OK;
    }
  }
  SceUnitFound found = sce_unit_look_up(units, name, behind_number);
  if (found.error != SCE_UNIT_OK) return found.error;
  uint8_t flags = units->defs.at[found.def].flags;
  if (flags & SCE_DEF_REFUSED) return SCE_UNIT_REFUSED;
  if ((flags & SCE_DEF_REQUIRED) && !found.prefix && !found.alias) return SCE_UNIT_MALFORMED;
  sce_unit_work_out(units, found.def);
  if (units->defs.at[found.def].state != SCE_DEF_READY) return SCE_UNIT_OK;
  SceUnitList list = {.count = 1};
  list.at[0] = (SceUnitFactor){found.def, found.prefix, {1, 1}};
  *unit = sce_unit_intern(units, &list);
  if (*unit != SCE_UNIT_INVALID) remember_text(units, name * 2 + behind_number, *unit);
  return SCE_UNIT_OK;
}

const char *sce_unit_refusal(SceUnits *units, SceName name) {
  SceUnitFound found = sce_unit_look_up(units, name, true);
  return found.def == SCE_DEF_MISSING ? NULL : units->defs.at[found.def].refusal;
}

/* ---- spelling ---- */

static void spell_exponent(SceText *out, SceExponent exponent) {
  int num = exponent.num < 0 ? -exponent.num : exponent.num;
  if (exponent.den != 1) sce_text_add_format(out, "^(%d/%d)", num, (int)exponent.den);
  else if (num != 1) sce_text_add_format(out, "^%d", num);
}

/* The unit of size one that a base dimension was declared with, or 0. */
static SceName base_unit(const SceUnits *units, uint32_t base) {
  for (uint32_t i = 1; i < units->defs.count; i++) {
    const SceDef *def = &units->defs.at[i];
    if (def->state != SCE_DEF_READY || (def->flags & (SCE_DEF_DIMENSION | SCE_DEF_REFUSED | SCE_DEF_REQUIRED))) continue;
    uint32_t count;
    const SceDimFactor *factors = sce_dim_factors(units->dims, def->dim, &count);
    if (count == 1 && factors->base == base && factors->exponent.num == 1 && factors->exponent.den == 1 && sce_scale_is_one(def->scale)) return def->name;
  }
  return 0;
}

/* One side of the line of a unit without spelling: in base units. False when a base has none. */
static bool spell_dim(SceUnits *units, SceText *out, SceDim dim, bool above) {
  uint32_t count, said = 0;
  const SceDimFactor *factors = sce_dim_factors(units->dims, dim, &count);
  for (uint32_t i = 0; i < count; i++) {
    if ((factors[i].exponent.num > 0) != above) continue;
    SceName name = factors[i].base & SCE_DIM_VARIABLE ? 0 : base_unit(units, factors[i].base);
    if (!name) return false;
    sce_text_add_string(out, !above ? "/" : said++ ? "*" : "");
    sce_text_add_string(out, sce_intern_spelling(units->intern, name));
    spell_exponent(out, factors[i].exponent);
  }
  if (above && !said) sce_text_add_byte(out, '1');
  return true;
}

static void spell_factor(const SceUnits *units, SceText *out, SceUnitFactor factor) {
  const SceDef *def = &units->defs.at[factor.def];
  bool alias = !factor.prefix && (def->flags & SCE_DEF_REQUIRED) && def->alias;
  sce_text_add_string(out, sce_unit_prefixes[factor.prefix].symbol);
  sce_text_add_string(out, sce_intern_spelling(units->intern, alias ? def->alias : def->name));
  spell_exponent(out, factor.exponent);
}

const char *sce_unit_spelling(SceUnits *units, SceUnit unit) {
  if (unit == SCE_UNIT_ONE) return "1";
  if (unit == SCE_UNIT_INVALID) return "?";
  SceUnitRecord record = units->list.at[unit];
  if (record.spelling) return record.spelling;
  SceText out = {0};
  SceUnitFactor first = units->factors.at[record.start];
  if (first.def == SCE_DEF_ANONYMOUS) {
    if (!spell_dim(units, &out, record.dim, true) || !spell_dim(units, &out, record.dim, false)) {
      sce_text_clear(&out);
      sce_dim_words(&out, units->dims, units->intern, record.dim);
    }
  } else {
    if (first.exponent.num < 0) sce_text_add_byte(&out, '1');
    for (uint32_t i = 0; i < record.count; i++) {
      SceUnitFactor factor = units->factors.at[record.start + i];
      if (i || factor.exponent.num < 0) sce_text_add_byte(&out, factor.exponent.num < 0 ? '/' : '*');
      spell_factor(units, &out, factor);
    }
  }
  return units->list.at[unit].spelling = out.bytes;
}

void sce_units_tolerate(SceUnits *units) { units->tolerant = true; }
