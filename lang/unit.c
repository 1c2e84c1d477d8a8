/* The algebra of units: products of definitions with prefixes, interned, so that equality is equality of numbers.
 *
 * The sizes of units are quotients of doubles that are kept in lowest terms as long as both are integers; a conversion
 * multiplies by one and divides by the other, and so loses nothing where nothing has to be lost. Integer powers are products and square
 * roots are exact by IEEE, so that sizes have the same bits on every machine. A program multiplies the same few pairs of units a million
 * times: results stand in a table that is emptied when it has grown large.
 */
#include "unit_internal.h"

#include <float.h>
#include <math.h>

enum { MEMO_MOST = 1 << 16, OP_MULTIPLY = 1, OP_DIVIDE = 2, OP_POWER = 3 };

const ScePrefix sce_unit_prefixes[SCE_PREFIX_COUNT] = {
    {"", SCE_FAMILY_NONE, {1, 1}},         {"p", SCE_FAMILY_SI, {1, 1e12}},       {"n", SCE_FAMILY_SI, {1, 1e9}},
    {"u", SCE_FAMILY_SI, {1, 1e6}},        {"m", SCE_FAMILY_SI, {1, 1e3}},        {"k", SCE_FAMILY_SI, {1e3, 1}},
    {"M", SCE_FAMILY_SI, {1e6, 1}},        {"G", SCE_FAMILY_SI, {1e9, 1}},        {"T", SCE_FAMILY_SI, {1e12, 1}},
    {"P", SCE_FAMILY_SI, {1e15, 1}},       {"E", SCE_FAMILY_SI, {1e18, 1}},       {"Z", SCE_FAMILY_SI, {1e21, 1}},
    {"Y", SCE_FAMILY_SI, {1e24, 1}},       {"R", SCE_FAMILY_SI, {1e27, 1}},       {"Q", SCE_FAMILY_SI, {1e30, 1}},
    {"Ki", SCE_FAMILY_BINARY, {0x1p10, 1}}, {"Mi", SCE_FAMILY_BINARY, {0x1p20, 1}}, {"Gi", SCE_FAMILY_BINARY, {0x1p30, 1}},
    {"Ti", SCE_FAMILY_BINARY, {0x1p40, 1}}, {"Pi", SCE_FAMILY_BINARY, {0x1p50, 1}}, {"Ei", SCE_FAMILY_BINARY, {0x1p60, 1}},
    {"Zi", SCE_FAMILY_BINARY, {0x1p70, 1}}, {"Yi", SCE_FAMILY_BINARY, {0x1p80, 1}},
};

/* ---- scales ---- */

double sce_scale_apply(SceScale scale, double value) { return value * scale.num / scale.den; }

bool sce_scale_is_sound(SceScale scale) {
  return scale.num > 0 && scale.den > 0 && scale.num <= DBL_MAX && scale.den <= DBL_MAX;
}

/* Divides both by what they have in common. Integers beyond 2^53 stand for themselves here: their quotients are exact too. */
static void cancel(double *a, double *b) {
  if (*a == 1 || *b == 1) return;
  if (*a == *b && *a > 0 && *a <= DBL_MAX) {
    *a = *b = 1;
    return;
  }
  if (!(*a >= 1 && *b >= 1 && *a < 0x1p120 && *b < 0x1p120 && *a == floor(*a) && *b == floor(*b))) return;
  double common = *a, rest = *b;
  while (rest > 0) {
    double next = fmod(common, rest);
    common = rest, rest = next;
  }
  *a /= common, *b /= common;
}

SceScale sce_scale_multiply(SceScale a, SceScale b) {
  if (sce_scale_is_one(b)) return a;
  if (sce_scale_is_one(a)) return b;
  cancel(&a.num, &b.den);
  cancel(&b.num, &a.den);
  SceScale product = {a.num * b.num, a.den * b.den};
  cancel(&product.num, &product.den);
  return product;
}

SceScale sce_scale_divide(SceScale a, SceScale b) { return sce_scale_multiply(a, (SceScale){b.den, b.num}); }

/* base ^ exponent by squaring: the same bits everywhere, exact while integers last. */
static double whole_power(double base, uint32_t exponent) {
  double power = 1;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1u) power *= base;
    if (exponent > 1) base *= base;
  }
  return power;
}

/* The root, exact where it is an integer. */
static double root(double value, uint32_t degree) {
  if (value == 1 || degree == 1) return value;
  if (degree == 2) return sqrt(value);
  double found = pow(value, 1.0 / degree), near = rint(found);
  return whole_power(near, degree) == value ? near : found;
}

SceScale sce_scale_power(SceScale scale, SceExponent exponent) {
  if (sce_scale_is_one(scale) || !exponent.num) return SCE_SCALE_ONE;
  uint32_t whole = exponent.num < 0 ? 0u - (uint32_t)exponent.num : (uint32_t)exponent.num;
  scale.num = whole_power(root(scale.num, (uint32_t)exponent.den), whole);
  scale.den = whole_power(root(scale.den, (uint32_t)exponent.den), whole);
  return exponent.num < 0 ? (SceScale){scale.den, scale.num} : scale;
}

/* ---- lists of factors ---- */

static bool exponent_add(SceExponent a, SceExponent b, SceExponent *out) {
  return sce_exponent_make((int64_t)a.num * b.den + (int64_t)b.num * a.den, (int64_t)a.den * b.den, out);
}

static bool exponent_multiply(SceExponent a, SceExponent b, SceExponent *out) {
  return sce_exponent_make((int64_t)a.num * b.num, (int64_t)a.den * b.den, out);
}

static void list_append(SceUnitList *list, SceUnitFactor factor) {
  if (list->count == SCE_UNIT_MOST_FACTORS) list->broken = true;
  else list->at[list->count++] = factor;
}

/* Adds to the exponent of a factor, which goes when it comes to zero. */
static void list_raise(SceUnitList *list, uint32_t at, SceExponent exponent) {
  SceUnitFactor *factor = &list->at[at];
  if (!exponent_add(factor->exponent, exponent, &factor->exponent)) list->broken = true;
  else if (!factor->exponent.num) memmove(factor, factor + 1, (--list->count - at) * sizeof *factor);
}

void sce_unit_list_add(SceUnitList *list, SceUnitFactor factor) {
  if (list->broken || !factor.exponent.num) return;
  for (uint32_t i = 0; i < list->count; i++) {
    if (list->at[i].def != factor.def || list->at[i].prefix != factor.prefix) continue;
    list_raise(list, i, factor.exponent);
    return;
  }
  list_append(list, factor);
}

/* The size of a definition with its prefix. */
static SceScale factor_base(const SceUnits *units, SceUnitFactor factor) {
  if (factor.def == SCE_DEF_ANONYMOUS) return SCE_SCALE_ONE;
  return sce_scale_multiply(units->defs.at[factor.def].scale, sce_unit_prefixes[factor.prefix].scale);
}

static SceDim factor_dim(const SceUnits *units, SceUnitFactor factor) {
  return factor.def == SCE_DEF_ANONYMOUS ? factor.prefix : units->defs.at[factor.def].dim;
}

/* ---- interning ---- */

static uint32_t hash_factors(const SceUnitFactor *factors, uint32_t count) {
  uint64_t hash = count;
  for (uint32_t i = 0; i < count; i++) {
    hash = (hash ^ factors[i].def ^ (uint64_t)factors[i].prefix << 32) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 31;
    hash = (hash ^ (uint32_t)factors[i].exponent.num ^ (uint64_t)(uint32_t)factors[i].exponent.den << 32) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  }
  return (uint32_t)hash;
}

static bool same_factors(const SceUnitFactor *a, const SceUnitFactor *b, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (a[i].def != b[i].def || a[i].prefix != b[i].prefix || a[i].exponent.num != b[i].exponent.num || a[i].exponent.den != b[i].exponent.den)
      return false;
  return true;
}

static void grow_slots(SceUnits *units) {
  free(units->slots);
  units->slot_count = units->slot_count ? units->slot_count * 2 : 64;
  units->slots = sce_memory_zeroed(units->slot_count * sizeof *units->slots);
  for (SceUnit unit = 1; unit < units->list.count; unit++) {
    uint32_t slot = units->list.at[unit].hash & (units->slot_count - 1);
    while (units->slots[slot]) slot = (slot + 1) & (units->slot_count - 1);
    units->slots[slot] = unit;
  }
}

/* Dimension and size of a list; false when they leave their range. */
static bool measure(SceUnits *units, const SceUnitFactor *factors, uint32_t count, SceDim *dim, SceScale *scale) {
  *dim = SCE_DIM_NONE;
  *scale = SCE_SCALE_ONE;
  for (uint32_t i = 0; i < count; i++) {
    *dim = sce_dim_multiply(units->dims, *dim, sce_dim_power(units->dims, factor_dim(units, factors[i]), factors[i].exponent));
    *scale = sce_scale_multiply(*scale, sce_scale_power(factor_base(units, factors[i]), factors[i].exponent));
  }
  return *dim != SCE_DIM_INVALID && sce_scale_is_sound(*scale);
}

SceUnit sce_unit_intern(SceUnits *units, const SceUnitList *list) {
  if (list->broken) return SCE_UNIT_INVALID;
  if (!list->count) return SCE_UNIT_ONE;
  SceUnitFactor ordered[SCE_UNIT_MOST_FACTORS];
  uint32_t count = 0;
  for (uint32_t i = 0; i < list->count; i++)
    if (list->at[i].exponent.num > 0) ordered[count++] = list->at[i];
  for (uint32_t i = 0; i < list->count; i++)
    if (list->at[i].exponent.num < 0) ordered[count++] = list->at[i];
  if (units->list.count >= units->slot_count / 2) grow_slots(units);
  uint32_t hash = hash_factors(ordered, count), mask = units->slot_count - 1, slot = hash & mask;
  for (; units->slots[slot]; slot = (slot + 1) & mask) {
    const SceUnitRecord *unit = &units->list.at[units->slots[slot]];
    if (unit->hash == hash && unit->count == count && same_factors(units->factors.at + unit->start, ordered, count)) return units->slots[slot];
  }
  SceUnitRecord unit = {.start = units->factors.count, .count = count, .hash = hash};
  if (!measure(units, ordered, count, &unit.dim, &unit.scale)) return SCE_UNIT_INVALID;
  sce_array_reserve(&units->factors, count);
  memcpy(units->factors.at + unit.start, ordered, count * sizeof *ordered);
  units->factors.count += count;
  units->slots[slot] = units->list.count;
  sce_array_push(&units->list, unit);
  return units->list.count - 1;
}

SceUnit sce_unit_of_dim(SceUnits *units, SceDim dim) {
  if (dim == SCE_DIM_NONE) return SCE_UNIT_ONE;
  if (dim == SCE_DIM_INVALID) return SCE_UNIT_INVALID;
  SceUnitList list = {.count = 1};
  list.at[0] = (SceUnitFactor){SCE_DEF_ANONYMOUS, dim, {1, 1}};
  return sce_unit_intern(units, &list);
}

/* ---- life and questions ---- */

SceUnits *sce_units_new(SceIntern *intern, SceDims *dims, SceAst *ast, SceSources *sources, SceDiags *diags) {
  SceUnits *units = sce_memory_zeroed(sizeof *units);
  units->intern = intern, units->dims = dims, units->ast = ast, units->sources = sources, units->diags = diags;
  sce_array_push(&units->list, ((SceUnitRecord){.scale = SCE_SCALE_ONE}));
  SceDef percent = {.name = sce_intern_get_string(intern, "%"), .item = SCE_NO_ITEM, .state = SCE_DEF_READY, .scale = {1, 100}};
  sce_array_push(&units->defs, percent);
  return units;
}

void sce_units_free(SceUnits *units) {
  if (!units) return;
  for (uint32_t i = 0; i < units->defs.count; i++) free(units->defs.at[i].refusal);
  for (uint32_t i = 0; i < units->list.count; i++) free(units->list.at[i].spelling);
  sce_array_release(&units->defs);
  sce_array_release(&units->factors);
  sce_array_release(&units->list);
  sce_array_release(&units->tasks);
  free(units->names);
  free(units->slots);
  free(units->memo);
  free(units->texts);
  free(units->suggestion);
  free(units);
}

void sce_units_set_loader(SceUnits *units, SceUnitsLoad load, SceUnitsEach each, void *context) {
  units->load = load, units->each = each, units->context = context;
}

SceDim sce_unit_dim(const SceUnits *units, SceUnit unit) { return unit == SCE_UNIT_INVALID ? SCE_DIM_INVALID : units->list.at[unit].dim; }

SceScale sce_unit_scale(const SceUnits *units, SceUnit unit) {
  return unit == SCE_UNIT_INVALID ? SCE_SCALE_ONE : units->list.at[unit].scale;
}

SceScale sce_unit_convert(const SceUnits *units, SceUnit from, SceUnit to) {
  if (from == to) return SCE_SCALE_ONE;
  return sce_scale_divide(sce_unit_scale(units, from), sce_unit_scale(units, to));
}

/* ---- products ---- */

/* Puts unit ^ exponent into the list: factors of one dimension merge into the first, pure numbers into *scale. */
static void merge_unit(SceUnits *units, SceUnitList *list, SceUnit unit, SceExponent exponent, SceScale *scale) {
  SceUnitRecord record = units->list.at[unit];
  for (uint32_t i = 0; i < record.count && !list->broken; i++) {
    SceUnitFactor factor = units->factors.at[record.start + i];
    if (!exponent_multiply(factor.exponent, exponent, &factor.exponent)) {
      list->broken = true;
      return;
    }
    SceDim dim = factor_dim(units, factor);
    SceScale base = factor_base(units, factor);
    uint32_t at = 0;
    while (at < list->count && factor_dim(units, list->at[at]) != dim) at++;
    if (dim == SCE_DIM_NONE) {
      *scale = sce_scale_multiply(*scale, sce_scale_power(base, factor.exponent));
    } else if (at == list->count) {
      list_append(list, factor);
    } else {
      SceUnitFactor first = list->at[at];
      if (first.def != factor.def || first.prefix != factor.prefix)
        *scale = sce_scale_multiply(*scale, sce_scale_power(sce_scale_divide(base, factor_base(units, first)), factor.exponent));
      list_raise(list, at, factor.exponent);
    }
  }
}

/* Interns a merged list; one without dimension goes into the factor whole. */
static SceUnit settle(SceUnits *units, const SceUnitList *list, SceScale *factor) {
  SceDim dim;
  SceScale scale;
  if (list->broken || !measure(units, list->at, list->count, &dim, &scale)) return SCE_UNIT_INVALID;
  if (dim == SCE_DIM_NONE) *factor = sce_scale_multiply(*factor, scale);
  if (!sce_scale_is_sound(*factor)) return SCE_UNIT_INVALID;
  return dim == SCE_DIM_NONE ? SCE_UNIT_ONE : sce_unit_intern(units, list);
}

static bool is_anonymous(const SceUnits *units, SceUnit unit) {
  const SceUnitRecord *record = &units->list.at[unit];
  return record->count && units->factors.at[record->start].def == SCE_DEF_ANONYMOUS;
}

/* A product with a unit that has no spelling has none either: its value is in the coherent unit. */
static SceUnit combine_anonymous(SceUnits *units, SceUnit a, SceUnit b, uint32_t operation, SceScale *factor) {
  SceDim x = sce_unit_dim(units, a), y = sce_unit_dim(units, b);
  SceScale s = sce_unit_scale(units, a), t = sce_unit_scale(units, b);
  bool divide = operation == OP_DIVIDE;
  *factor = divide ? sce_scale_divide(s, t) : sce_scale_multiply(s, t);
  if (!sce_scale_is_sound(*factor)) return SCE_UNIT_INVALID;
  return sce_unit_of_dim(units, divide ? sce_dim_divide(units->dims, x, y) : sce_dim_multiply(units->dims, x, y));
}

static SceUnit combine(SceUnits *units, SceUnit a, SceUnit b, uint32_t operation, SceScale *factor) {
  if (is_anonymous(units, a) || is_anonymous(units, b)) return combine_anonymous(units, a, b, operation, factor);
  SceUnitList list = {.count = 0};
  merge_unit(units, &list, a, (SceExponent){1, 1}, factor);
  merge_unit(units, &list, b, (SceExponent){operation == OP_DIVIDE ? -1 : 1, 1}, factor);
  return settle(units, &list, factor);
}

static SceUnit raise(SceUnits *units, SceUnit unit, SceExponent exponent, SceScale *factor) {
  if (is_anonymous(units, unit)) return sce_unit_of_dim(units, sce_dim_power(units->dims, sce_unit_dim(units, unit), exponent));
  SceUnitList list = {.count = 0};
  merge_unit(units, &list, unit, exponent, factor);
  return settle(units, &list, factor);
}

/* ---- the table of results ---- */

static SceUnitMemo *memo_slot(SceUnitMemo *memo, uint32_t slots, uint32_t a, uint32_t b, uint32_t operation) {
  uint64_t hash = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u ^ operation * 0xD6E8FEB86659FD93u;
  uint32_t slot = (uint32_t)(hash ^ hash >> 32) & (slots - 1);
  while (memo[slot].operation && (memo[slot].a != a || memo[slot].b != b || memo[slot].operation != operation)) slot = (slot + 1) & (slots - 1);
  return &memo[slot];
}

static void memo_make_room(SceUnits *units) {
  if (units->memo_count < units->memo_slots / 2) return;
  uint32_t slots = units->memo_slots >= MEMO_MOST ? MEMO_MOST : units->memo_slots ? units->memo_slots * 4 : 64;
  bool keep = slots > units->memo_slots;
  SceUnitMemo *memo = sce_memory_zeroed(slots * sizeof *memo);
  for (uint32_t i = 0; keep && i < units->memo_slots; i++) {
    SceUnitMemo *old = &units->memo[i];
    if (old->operation) *memo_slot(memo, slots, old->a, old->b, old->operation) = *old;
  }
  free(units->memo);
  units->memo = memo, units->memo_slots = slots;
  if (!keep) units->memo_count = 0;
}

/* Looks an operation up, or does it. For a power b is the numerator and the operation carries the denominator. */
static SceUnit remembered(SceUnits *units, uint32_t a, uint32_t b, uint32_t operation, SceScale *factor) {
  memo_make_room(units);
  SceUnitMemo *memo = memo_slot(units->memo, units->memo_slots, a, b, operation);
  if (!memo->operation) {
    SceScale scale = SCE_SCALE_ONE;
    uint32_t kind = operation & 3u;
    SceUnit result = kind == OP_POWER ? raise(units, a, (SceExponent){(int32_t)b, (int32_t)(operation >> 2)}, &scale)
                                      : combine(units, a, b, kind, &scale);
    *memo = (SceUnitMemo){a, b, operation, result, result == SCE_UNIT_INVALID ? SCE_SCALE_ONE : scale};
    units->memo_count++;
  }
  *factor = memo->factor;
  return memo->result;
}

SceUnit sce_unit_multiply(SceUnits *units, SceUnit a, SceUnit b, SceScale *factor) {
  *factor = SCE_SCALE_ONE;
  if (b == SCE_UNIT_ONE) return a;
  if (a == SCE_UNIT_ONE) return b;
  if (a == SCE_UNIT_INVALID || b == SCE_UNIT_INVALID) return SCE_UNIT_INVALID;
  return remembered(units, a, b, OP_MULTIPLY, factor);
}

SceUnit sce_unit_divide(SceUnits *units, SceUnit a, SceUnit b, SceScale *factor) {
  *factor = SCE_SCALE_ONE;
  if (b == SCE_UNIT_ONE) return a;
  if (a == SCE_UNIT_INVALID || b == SCE_UNIT_INVALID) return SCE_UNIT_INVALID;
  if (a == b) return SCE_UNIT_ONE;
  return remembered(units, a, b, OP_DIVIDE, factor);
}

SceUnit sce_unit_power(SceUnits *units, SceUnit unit, SceExponent exponent, SceScale *factor) {
  *factor = SCE_SCALE_ONE;
  if (unit == SCE_UNIT_ONE || unit == SCE_UNIT_INVALID) return unit;
  if (!sce_exponent_make(exponent.num, exponent.den, &exponent)) return SCE_UNIT_INVALID;
  if (exponent.num == exponent.den) return unit;
  return remembered(units, unit, (uint32_t)exponent.num, OP_POWER | (uint32_t)exponent.den << 2, factor);
}

/* ---- display ---- */

/* Whether prefix and name together read as just that: `Pa` is a unit of its own, not a peta-a. */
static bool reads_back(SceUnits *units, uint32_t def, uint32_t prefix) {
  SceDef d = units->defs.at[def];
  if (!prefix) return !(d.flags & SCE_DEF_REQUIRED) || d.alias;
  SceText text = {0};
  sce_text_add_string(&text, sce_unit_prefixes[prefix].symbol);
  sce_text_add_string(&text, sce_intern_spelling(units->intern, d.name));
  SceUnitFound found = sce_unit_look_up(units, sce_intern_get_string(units->intern, text.bytes), false);
  sce_text_release(&text);
  return found.error == SCE_UNIT_OK && found.def == def && found.prefix == prefix;
}

/* The largest prefix of the family that leaves at least one in front, or the smallest one there is; the present one when none will do. */
static uint32_t best_prefix(SceUnits *units, SceUnitFactor first, double value) {
  SceDef d = units->defs.at[first.def];
  SceFamily family = sce_unit_prefixes[first.prefix].family;
  if (family == SCE_FAMILY_NONE) family = d.flags & SCE_DEF_SI ? SCE_FAMILY_SI : SCE_FAMILY_BINARY;
  uint32_t best = first.prefix;
  double best_value = 0;
  for (uint32_t prefix = 0; prefix < SCE_PREFIX_COUNT; prefix++) {
    const ScePrefix *p = &sce_unit_prefixes[prefix];
    if (prefix && p->family != family) continue;
    if (p->scale.den > 1 && (d.flags & SCE_DEF_REQUIRED)) continue;      /* no thousandths of a byte */
    double shown = fabs(sce_scale_apply(sce_scale_divide(sce_unit_prefixes[first.prefix].scale, p->scale), value));
    bool better = !best_value || (shown >= 1 ? best_value < 1 || shown < best_value : best_value < 1 && shown > best_value);
    if (!better || !reads_back(units, first.def, prefix)) continue;
    best = prefix, best_value = shown;
  }
  return best;
}

SceUnit sce_unit_choose_prefix(SceUnits *units, SceUnit unit, double value, SceScale *scale) {
  *scale = SCE_SCALE_ONE;
  if (unit == SCE_UNIT_ONE || unit == SCE_UNIT_INVALID || !(fabs(value) > 0) || !(fabs(value) <= DBL_MAX)) return unit;
  SceUnitRecord record = units->list.at[unit];
  SceUnitList list = {.count = record.count};
  memcpy(list.at, units->factors.at + record.start, record.count * sizeof *list.at);
  SceUnitFactor first = list.at[0];
  if (first.def == SCE_DEF_ANONYMOUS || first.exponent.num != 1 || first.exponent.den != 1) return unit;
  if (!(units->defs.at[first.def].flags & (SCE_DEF_SI | SCE_DEF_BINARY))) return unit;
  list.at[0].prefix = best_prefix(units, first, value);
  if (list.at[0].prefix == first.prefix) return unit;
  for (uint32_t i = 1; i < list.count; i++)      /* `MB/kB` must not become `kB/kB` */
    if (list.at[i].def == first.def && list.at[i].prefix == list.at[0].prefix) return unit;
  SceUnit chosen = sce_unit_intern(units, &list);
  if (chosen == SCE_UNIT_INVALID) return unit;
  *scale = sce_unit_convert(units, unit, chosen);
  return chosen;
}

SceUnit sce_unit_without_prefix(SceUnits *units, SceUnit unit, SceScale *scale) {
  *scale = SCE_SCALE_ONE;
  if (unit == SCE_UNIT_ONE || unit == SCE_UNIT_INVALID) return unit;
  SceUnitRecord record = units->list.at[unit];
  SceUnitList list = {.count = record.count};
  memcpy(list.at, units->factors.at + record.start, record.count * sizeof *list.at);
  SceUnitFactor first = list.at[0];
  if (first.def == SCE_DEF_ANONYMOUS || !first.prefix || (units->defs.at[first.def].flags & SCE_DEF_REQUIRED)) return unit;
  list.at[0].prefix = 0;
  for (uint32_t i = 1; i < list.count; i++)
    if (list.at[i].def == first.def && !list.at[i].prefix) return unit;
  SceUnit plain = sce_unit_intern(units, &list);
  if (plain == SCE_UNIT_INVALID) return unit;
  *scale = sce_unit_convert(units, unit, plain);
  return plain;
}
