/* Dimensions as interned lists of factors, and the solver of unknown dimensions.
 *
 * Every distinct product is stored once, its factors ordered by base, so that equality is equality of numbers and a product is a merge of
 * two sorted runs. Results of multiply and divide are kept in a small table, since a program asks for the same few of them a
 * million times. An equation between dimensions is linear in the exponents: unify solves it for one variable, and resolve puts
 * solutions in, from the innermost outwards over a stack of its own.
 */
#include "dimension.h"

enum { MOST_FACTORS = 64, MOST_EXPONENT = 1000, MOST_DENOMINATOR = 1000, WIDEST = 1 << 30, MEMO_COUNT = 1024 };

typedef struct Dimension {
  uint32_t start, count, hash;
  bool variables;
  SceStyle style;
  SceName name;                         /* 0: none */
} Dimension;

typedef struct NameSlot {
  SceName name;                         /* 0: free */
  SceDim dim;
} NameSlot;

typedef struct Memo {
  uint32_t a, b, operation, result;     /* operation 0: free */
} Memo;

struct SceDims {
  SCE_ARRAY(SceDimFactor) factors;
  SCE_ARRAY(Dimension) list;
  SCE_ARRAY(SceDim) named;              /* named products, in the order of their naming */
  uint32_t *slots, slot_count;          /* interning: 0 is free, else SceDim */
  NameSlot *names;
  uint32_t name_slots, name_count;
  SCE_ARRAY(SceName) bases;
  SCE_ARRAY(SceDim) solutions;          /* by variable; SCE_DIM_INVALID: not solved */
  SCE_ARRAY(uint32_t) stack;            /* of resolve */
  Memo *memo;
};

typedef struct WideFactor {
  uint32_t base;
  int64_t num, den;                     /* up to WIDEST, so that a sum may leave the range on its way to a result inside it */
} WideFactor;

/* A product being built; `broken` when even the wide range or the count was left. */
typedef struct Product {
  WideFactor at[MOST_FACTORS * 2];
  uint32_t count;
  bool broken;
} Product;

/* Exponents */

static int64_t gcd(int64_t a, int64_t b) {
  while (b) {
    int64_t rest = a % b;
    a = b, b = rest;
  }
  return a < 0 ? -a : a;
}

static bool exponent_reduce(int64_t *num, int64_t *den, int64_t most_num, int64_t most_den) {
  if (!*den) return false;
  if (*den < 0) *num = -*num, *den = -*den;
  int64_t common = gcd(*num, *den);
  *num /= common, *den /= common;
  return *den <= most_den && *num <= most_num && *num >= -most_num;
}

bool sce_exponent_make(int64_t num, int64_t den, SceExponent *out) {
  if (!exponent_reduce(&num, &den, INT32_MAX, MOST_DENOMINATOR) || num > MOST_EXPONENT * den || num < -MOST_EXPONENT * den) return false;
  *out = (SceExponent){(int32_t)num, (int32_t)den};
  return true;
}

/* Products */

static void product_add(Product *product, uint32_t base, int64_t num, int64_t den) {
  if (product->broken || !num) return;
  uint32_t at = product->count;
  while (at && product->at[at - 1].base >= base) at--;
  WideFactor *factor = &product->at[at];
  uint32_t behind = product->count - at;
  if (behind && factor->base == base) {
    factor->num = factor->num * den + num * factor->den;
    factor->den *= den;
    if (!exponent_reduce(&factor->num, &factor->den, WIDEST, WIDEST)) product->broken = true;
    if (factor->num) return;
    memmove(factor, factor + 1, (behind - 1) * sizeof *factor);
    product->count--;
    return;
  }
  if (product->count == MOST_FACTORS * 2) {
    product->broken = true;
    return;
  }
  memmove(factor + 1, factor, behind * sizeof *factor);
  *factor = (WideFactor){base, num, den};
  product->count++;
}

static void product_clear(Product *product) {
  product->count = 0;
  product->broken = false;
}

/* product *= base ^ (a * b) */
static void product_add_power(Product *product, uint32_t base, SceExponent a, SceExponent b) {
  int64_t num = (int64_t)a.num * b.num, den = (int64_t)a.den * b.den;
  if (exponent_reduce(&num, &den, WIDEST, WIDEST)) product_add(product, base, num, den);
  else product->broken = true;
}

/* product *= dim ^ exponent */
static void product_add_dim(const SceDims *dims, Product *product, SceDim dim, SceExponent exponent) {
  Dimension d = dims->list.at[dim];
  for (uint32_t i = 0; i < d.count; i++) {
    SceDimFactor factor = dims->factors.at[d.start + i];
    product_add_power(product, factor.base, factor.exponent, exponent);
  }
}

/* The factors with exponents in range; false when one is not, or when there are too many. */
static bool product_close(const Product *product, SceDimFactor *factors) {
  if (product->broken || product->count > MOST_FACTORS) return false;
  for (uint32_t i = 0; i < product->count; i++) {
    factors[i].base = product->at[i].base;
    if (!sce_exponent_make(product->at[i].num, product->at[i].den, &factors[i].exponent)) return false;
  }
  return true;
}

static uint32_t product_hash(const SceDimFactor *factors, uint32_t count) {
  uint64_t hash = count;
  for (uint32_t i = 0; i < count; i++) {
    hash = (hash ^ factors[i].base) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 31;
    hash = (hash ^ (uint32_t)factors[i].exponent.num ^ (uint64_t)(uint32_t)factors[i].exponent.den << 32) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  }
  return (uint32_t)hash;
}

static bool same_factors(const SceDimFactor *a, const SceDimFactor *b, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (a[i].base != b[i].base || a[i].exponent.num != b[i].exponent.num || a[i].exponent.den != b[i].exponent.den) return false;
  return true;
}

static void grow_slots(SceDims *dims) {
  free(dims->slots);
  dims->slot_count = dims->slot_count ? dims->slot_count * 2 : 64;
  dims->slots = sce_memory_zeroed(dims->slot_count * sizeof *dims->slots);
  for (SceDim dim = 1; dim < dims->list.count; dim++) {
    uint32_t slot = dims->list.at[dim].hash & (dims->slot_count - 1);
    while (dims->slots[slot]) slot = (slot + 1) & (dims->slot_count - 1);
    dims->slots[slot] = dim;
  }
}

static SceDim intern_factors(SceDims *dims, const SceDimFactor *factors, uint32_t count) {
  if (!count) return SCE_DIM_NONE;
  if (dims->list.count >= dims->slot_count / 2) grow_slots(dims);
  uint32_t hash = product_hash(factors, count), mask = dims->slot_count - 1, slot = hash & mask;
  for (; dims->slots[slot]; slot = (slot + 1) & mask) {
    const Dimension *d = &dims->list.at[dims->slots[slot]];
    if (d->hash == hash && d->count == count && same_factors(dims->factors.at + d->start, factors, count)) return dims->slots[slot];
  }
  Dimension d = {.start = dims->factors.count, .count = count, .hash = hash};
  d.variables = (factors[count - 1].base & SCE_DIM_VARIABLE) != 0;
  sce_array_reserve(&dims->factors, count);
  memcpy(dims->factors.at + d.start, factors, count * sizeof *factors);
  dims->factors.count += count;
  dims->slots[slot] = dims->list.count;
  sce_array_push(&dims->list, d);
  return dims->list.count - 1;
}

static SceDim intern(SceDims *dims, const Product *product) {
  SceDimFactor factors[MOST_FACTORS];
  return product_close(product, factors) ? intern_factors(dims, factors, product->count) : SCE_DIM_INVALID;
}

static SceDim intern_single(SceDims *dims, uint32_t base) {
  SceDimFactor factor = {base, {1, 1}};
  return intern_factors(dims, &factor, 1);
}

/* Life */

SceDims *sce_dims_new(void) {
  SceDims *dims = sce_memory_zeroed(sizeof *dims);
  sce_array_push(&dims->list, ((Dimension){0}));
  return dims;
}

void sce_dims_free(SceDims *dims) {
  if (!dims) return;
  sce_array_release(&dims->factors);
  sce_array_release(&dims->list);
  sce_array_release(&dims->named);
  sce_array_release(&dims->bases);
  sce_array_release(&dims->solutions);
  sce_array_release(&dims->stack);
  free(dims->slots);
  free(dims->names);
  free(dims->memo);
  free(dims);
}

/* Names */

static uint32_t name_slot(const NameSlot *names, uint32_t slots, SceName name) {
  uint32_t slot = name * 0x9E3779B1u & (slots - 1);
  while (names[slot].name && names[slot].name != name) slot = (slot + 1) & (slots - 1);
  return slot;
}

bool sce_dim_find(const SceDims *dims, SceName name, SceDim *dim) {
  if (!dims->name_slots || !name) return false;
  const NameSlot *found = &dims->names[name_slot(dims->names, dims->name_slots, name)];
  if (!found->name) return false;
  *dim = found->dim;
  return true;
}

static void set_name(SceDims *dims, SceName name, SceDim dim) {
  if (dims->name_count >= dims->name_slots / 2) {
    uint32_t slots = dims->name_slots ? dims->name_slots * 2 : 64;
    NameSlot *names = sce_memory_zeroed(slots * sizeof *names);
    for (uint32_t i = 0; i < dims->name_slots; i++)
      if (dims->names[i].name) names[name_slot(names, slots, dims->names[i].name)] = dims->names[i];
    free(dims->names);
    dims->names = names, dims->name_slots = slots;
  }
  dims->names[name_slot(dims->names, dims->name_slots, name)] = (NameSlot){name, dim};
  dims->name_count++;
}

SceDim sce_dim_base(SceDims *dims, SceName name) {
  SceDim dim;
  if (sce_dim_find(dims, name, &dim)) return dim;
  sce_array_push(&dims->bases, name);
  dim = intern_single(dims, dims->bases.count - 1);
  dims->list.at[dim].name = name;
  set_name(dims, name, dim);
  return dim;
}

bool sce_dim_name(SceDims *dims, SceDim dim, SceName name, SceStyle style) {
  if (dim == SCE_DIM_NONE || dim == SCE_DIM_INVALID || dims->list.at[dim].variables || !name) return false;
  SceDim known;
  bool taken = sce_dim_find(dims, name, &known);
  if (taken && known != dim) return false;
  if (!taken) set_name(dims, name, dim);
  Dimension *d = &dims->list.at[dim];
  if (d->name && d->name != name) return false;
  if (!d->name) sce_array_push(&dims->named, dim);
  d->name = name;
  d->style = style;
  return true;
}

SceStyle sce_dim_style(const SceDims *dims, SceDim dim) { return dim == SCE_DIM_INVALID ? SCE_STYLE_PLAIN : dims->list.at[dim].style; }

/* Algebra */

static SceDim combine(SceDims *dims, SceDim a, SceDim b, uint32_t operation) {
  if (!dims->memo) dims->memo = sce_memory_zeroed(MEMO_COUNT * sizeof *dims->memo);
  uint64_t mixed = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u + operation * 0xD6E8FEB86659FD93u;
  Memo *memo = &dims->memo[mixed >> 32 & (MEMO_COUNT - 1)];
  if (memo->operation == operation && memo->a == a && memo->b == b) return memo->result;
  Product product;
  product_clear(&product);
  product_add_dim(dims, &product, a, (SceExponent){1, 1});
  product_add_dim(dims, &product, b, (SceExponent){operation == 1 ? 1 : -1, 1});
  SceDim result = intern(dims, &product);
  *memo = (Memo){a, b, operation, result};
  return result;
}

SceDim sce_dim_multiply(SceDims *dims, SceDim a, SceDim b) {
  if (a == SCE_DIM_INVALID || b == SCE_DIM_INVALID) return SCE_DIM_INVALID;
  if (b == SCE_DIM_NONE) return a;
  if (a == SCE_DIM_NONE) return b;
  return a < b ? combine(dims, a, b, 1) : combine(dims, b, a, 1);
}

SceDim sce_dim_divide(SceDims *dims, SceDim a, SceDim b) {
  if (a == SCE_DIM_INVALID || b == SCE_DIM_INVALID) return SCE_DIM_INVALID;
  if (b == SCE_DIM_NONE) return a;
  if (a == b) return SCE_DIM_NONE;
  return combine(dims, a, b, 2);
}

SceDim sce_dim_power(SceDims *dims, SceDim dim, SceExponent exponent) {
  if (dim == SCE_DIM_INVALID) return SCE_DIM_INVALID;
  if (!sce_exponent_make(exponent.num, exponent.den, &exponent)) return SCE_DIM_INVALID;
  if (dim == SCE_DIM_NONE || (exponent.num == 1 && exponent.den == 1)) return dim;
  Product product;
  product_clear(&product);
  product_add_dim(dims, &product, dim, exponent);
  return intern(dims, &product);
}

const SceDimFactor *sce_dim_factors(const SceDims *dims, SceDim dim, uint32_t *count) {
  *count = dim == SCE_DIM_INVALID ? 0 : dims->list.at[dim].count;
  return *count ? dims->factors.at + dims->list.at[dim].start : NULL;
}

bool sce_dim_has_variables(const SceDims *dims, SceDim dim) { return dim != SCE_DIM_INVALID && dims->list.at[dim].variables; }

/* Variables */

SceDim sce_dim_variable(SceDims *dims) {
  sce_array_push(&dims->solutions, SCE_DIM_INVALID);
  return intern_single(dims, SCE_DIM_VARIABLE | (dims->solutions.count - 1));
}

static bool is_solved(const SceDims *dims, uint32_t base) {
  return (base & SCE_DIM_VARIABLE) && dims->solutions.at[base & ~SCE_DIM_VARIABLE] != SCE_DIM_INVALID;
}

/* `dim` with the solutions of its variables put in once. */
static SceDim substitute(SceDims *dims, SceDim dim) {
  Product product;
  product_clear(&product);
  Dimension d = dims->list.at[dim];
  for (uint32_t i = 0; i < d.count; i++) {
    SceDimFactor factor = dims->factors.at[d.start + i];
    if (is_solved(dims, factor.base)) product_add_dim(dims, &product, dims->solutions.at[factor.base & ~SCE_DIM_VARIABLE], factor.exponent);
    else product_add(&product, factor.base, factor.exponent.num, factor.exponent.den);
  }
  return intern(dims, &product);
}

/* Pushes the solved variables of `dim` whose solutions are not final; true when there were any. */
static bool push_open(SceDims *dims, SceDim dim) {
  bool any = false;
  Dimension d = dims->list.at[dim];
  for (uint32_t i = d.count; i-- > 0;) {
    uint32_t base = dims->factors.at[d.start + i].base;
    if (!(base & SCE_DIM_VARIABLE)) break;
    if (!is_solved(dims, base)) continue;
    Dimension solution = dims->list.at[dims->solutions.at[base & ~SCE_DIM_VARIABLE]];
    for (uint32_t j = 0; solution.variables && j < solution.count; j++) {
      if (!is_solved(dims, dims->factors.at[solution.start + j].base)) continue;
      sce_array_push(&dims->stack, base & ~SCE_DIM_VARIABLE);
      any = true;
      break;
    }
  }
  return any;
}

SceDim sce_dim_resolve(SceDims *dims, SceDim dim) {
  if (!sce_dim_has_variables(dims, dim)) return dim;
  dims->stack.count = 0;
  push_open(dims, dim);
  while (dims->stack.count) {
    uint32_t variable = sce_array_last(&dims->stack);
    if (push_open(dims, dims->solutions.at[variable])) continue;
    SceDim solution = substitute(dims, dims->solutions.at[variable]);
    if (solution == SCE_DIM_INVALID) return SCE_DIM_INVALID;
    dims->solutions.at[variable] = solution;
    (void)sce_array_pop(&dims->stack);
  }
  return substitute(dims, dim);
}

bool sce_dim_unify(SceDims *dims, SceDim a, SceDim b) {
  SceDim quotient = sce_dim_divide(dims, sce_dim_resolve(dims, a), sce_dim_resolve(dims, b));
  if (quotient == SCE_DIM_NONE || quotient == SCE_DIM_INVALID) return quotient == SCE_DIM_NONE;
  Dimension d = dims->list.at[quotient];
  if (!d.variables) return false;
  SceDimFactor last = dims->factors.at[d.start + d.count - 1];    /* the newest variable */
  Product product;
  product_clear(&product);
  SceExponent inverse;
  if (!sce_exponent_make(-last.exponent.den, last.exponent.num, &inverse)) return false;
  for (uint32_t i = 0; i + 1 < d.count; i++) {
    SceDimFactor factor = dims->factors.at[d.start + i];
    product_add_power(&product, factor.base, factor.exponent, inverse);
  }
  SceDim solution = intern(dims, &product);
  if (solution == SCE_DIM_INVALID) return false;
  dims->solutions.at[last.base & ~SCE_DIM_VARIABLE] = solution;
  return true;
}

static SceDim mapped(SceDims *dims, uint32_t variable, SceDimMap *map) {
  for (uint32_t i = 0; i < map->pairs.count; i++)
    if (map->pairs.at[i].variable == variable) return map->pairs.at[i].dim;
  SceDim fresh = sce_dim_variable(dims);
  sce_array_push(&map->pairs, ((SceDimPair){variable, fresh}));
  return fresh;
}

SceDim sce_dim_instantiate(SceDims *dims, SceDim dim, SceDimMap *map) {
  dim = sce_dim_resolve(dims, dim);
  if (!sce_dim_has_variables(dims, dim)) return dim;
  Product product;
  product_clear(&product);
  Dimension d = dims->list.at[dim];
  for (uint32_t i = 0; i < d.count; i++) {
    SceDimFactor factor = dims->factors.at[d.start + i];
    if (factor.base & SCE_DIM_VARIABLE) product_add_dim(dims, &product, mapped(dims, factor.base, map), factor.exponent);
    else product_add(&product, factor.base, factor.exponent.num, factor.exponent.den);
  }
  return intern(dims, &product);
}

/* Words */

static void say_name(SceText *out, const char *name) {
  for (; *name; name++) sce_text_add_byte(out, *name == '_' ? ' ' : *name);
}

static void say_base(SceText *out, const SceDims *dims, const SceIntern *names, uint32_t base) {
  if (!(base & SCE_DIM_VARIABLE)) {
    say_name(out, sce_intern_spelling(names, dims->bases.at[base]));
    return;
  }
  uint32_t variable = base & ~SCE_DIM_VARIABLE;
  sce_text_add_format(out, "'%c", (char)('a' + variable % 26));
  if (variable >= 26) sce_text_add_format(out, "%u", (unsigned)(variable / 26));
}

static void say_power(SceText *out, WideFactor factor) {
  int num = (int)(factor.num < 0 ? -factor.num : factor.num);
  if (factor.den != 1) sce_text_add_format(out, "^(%d/%d)", num, (int)factor.den);
  else if (num != 1) sce_text_add_format(out, "^%d", num);
}

/* A dimension taken apart for saying it: named products out of the rest, each once above or below the line. */
typedef struct Spoken {
  struct { SceDim dim; int sign; } named[MOST_FACTORS];
  uint32_t count;
  Product rest;
} Spoken;

/* Takes the named product out of the rest that leaves the fewest factors; false when none makes it shorter. */
static bool shorten(const SceDims *dims, Spoken *spoken) {
  Product best;
  product_clear(&best);
  SceDim best_dim = SCE_DIM_NONE;
  int best_sign = 0;
  for (uint32_t i = 0; i < dims->named.count; i++) {
    for (int sign = 1; sign >= -1; sign -= 2) {
      Product rest = spoken->rest;
      product_add_dim(dims, &rest, dims->named.at[i], (SceExponent){-sign, 1});
      if (rest.broken || rest.count + 1 >= (best_sign ? best.count + 1 : spoken->rest.count)) continue;
      best = rest, best_dim = dims->named.at[i], best_sign = sign;
    }
  }
  if (!best_sign || spoken->count == MOST_FACTORS) return false;
  spoken->rest = best;
  spoken->named[spoken->count].dim = best_dim;
  spoken->named[spoken->count++].sign = best_sign;
  return true;
}

/* All factors of one side of the line; returns how many. */
static uint32_t say_side(SceText *out, const SceDims *dims, const SceIntern *names, const Spoken *spoken, int sign) {
  uint32_t said = 0;
  for (uint32_t i = 0; i < spoken->count; i++) {
    if (spoken->named[i].sign != sign) continue;
    sce_text_add_string(out, sign < 0 ? " per " : said ? " x " : "");
    say_name(out, sce_intern_spelling(names, dims->list.at[spoken->named[i].dim].name));
    said++;
  }
  for (uint32_t i = 0; i < spoken->rest.count; i++) {
    WideFactor factor = spoken->rest.at[i];
    if ((factor.num < 0) != (sign < 0)) continue;
    sce_text_add_string(out, sign < 0 ? " per " : said ? " x " : "");
    say_base(out, dims, names, factor.base);
    say_power(out, factor);
    said++;
  }
  return said;
}

void sce_dim_words(SceText *out, const SceDims *dims, const SceIntern *names, SceDim dim) {
  if (dim == SCE_DIM_NONE || dim == SCE_DIM_INVALID) {
    sce_text_add_string(out, dim == SCE_DIM_NONE ? "a pure number" : "an impossible dimension");
    return;
  }
  if (dims->list.at[dim].name) {
    say_name(out, sce_intern_spelling(names, dims->list.at[dim].name));
    return;
  }
  Spoken spoken = {.count = 0};
  product_add_dim(dims, &spoken.rest, dim, (SceExponent){1, 1});
  while (spoken.rest.count > 1 && shorten(dims, &spoken)) continue;
  if (!say_side(out, dims, names, &spoken, 1)) sce_text_add_string(out, "1");
  say_side(out, dims, names, &spoken, -1);
}

/* ---- signatures ---- */

typedef struct SignaturePart {
  const char *name;
  SceExponent exponent;
} SignaturePart;

static int compare_parts(const void *a, const void *b) { return strcmp(((const SignaturePart *)a)->name, ((const SignaturePart *)b)->name); }

void sce_dim_signature(SceText *out, const SceDims *dims, const SceIntern *intern, SceDim dim) {
  SCE_ARRAY(SignaturePart) parts = {0};
  uint32_t count;
  const SceDimFactor *factors = sce_dim_factors(dims, dim, &count);
  for (uint32_t i = 0; i < count; i++)
    if (!(factors[i].base & SCE_DIM_VARIABLE)) sce_array_push(&parts, ((SignaturePart){sce_intern_spelling(intern, dims->bases.at[factors[i].base]), factors[i].exponent}));
  if (parts.count > 1) qsort(parts.at, parts.count, sizeof *parts.at, compare_parts);
  for (uint32_t i = 0; i < parts.count; i++) {
    sce_text_add_format(out, "%s%s", i ? " " : "", parts.at[i].name);
    if (parts.at[i].exponent.num != 1 || parts.at[i].exponent.den != 1) sce_text_add_format(out, "^%d", parts.at[i].exponent.num);
    if (parts.at[i].exponent.den != 1) sce_text_add_format(out, "/%d", parts.at[i].exponent.den);
  }
  sce_array_release(&parts);
}
