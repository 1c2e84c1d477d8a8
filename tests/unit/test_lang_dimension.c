/* Dimensions obey the laws of a vector space over the rationals, and unification finds the most general solution: properties on random
 * products, the solver against plain elimination written here, and the words that messages use. */
#include "dimension.h"

#include <criterion/criterion.h>
#include <stdio.h>

static uint32_t state;
static uint32_t next_random(uint32_t below) {
  state ^= state << 13, state ^= state >> 17, state ^= state << 5;
  return state % below;
}

static SceIntern names;
static SceDims *dims;
static SceDim base[4];

static void setup(void) {
  state = 2463534242u;
  sce_intern_init(&names);
  dims = sce_dims_new();
  static const char *const spelled[] = {"work", "time", "gpus", "money"};
  for (int i = 0; i < 4; i++) base[i] = sce_dim_base(dims, sce_intern_get_string(&names, spelled[i]));
}

static void teardown(void) {
  sce_dims_free(dims);
  sce_intern_release(&names);
}

TestSuite(dimension, .init = setup, .fini = teardown);

static SceExponent random_exponent(void) { return (SceExponent){(int32_t)next_random(9) - 4, 1 + (int32_t)next_random(3)}; }

static SceDim random_dim(void) {
  SceDim dim = SCE_DIM_NONE;
  for (int i = 0; i < 4; i++)
    if (next_random(2)) dim = sce_dim_multiply(dims, dim, sce_dim_power(dims, base[i], random_exponent()));
  return dim;
}

static const char *words(SceDim dim) {
  static SceText text;
  sce_text_clear(&text);
  sce_dim_words(&text, dims, &names, dim);
  return text.bytes;
}

static SceName name(const char *text) { return sce_intern_get_string(&names, text); }

Test(dimension, products_are_an_abelian_group) {
  for (int round = 0; round < 5000; round++) {
    SceDim a = random_dim(), b = random_dim(), c = random_dim();
    cr_assert_eq(sce_dim_multiply(dims, a, b), sce_dim_multiply(dims, b, a));
    cr_assert_eq(sce_dim_multiply(dims, sce_dim_multiply(dims, a, b), c), sce_dim_multiply(dims, a, sce_dim_multiply(dims, b, c)));
    cr_assert_eq(sce_dim_divide(dims, a, a), SCE_DIM_NONE);
    cr_assert_eq(sce_dim_multiply(dims, a, SCE_DIM_NONE), a);
    cr_assert_eq(sce_dim_multiply(dims, sce_dim_divide(dims, a, b), b), a);
    cr_assert_eq(sce_dim_divide(dims, SCE_DIM_NONE, a), sce_dim_power(dims, a, (SceExponent){-1, 1}));
  }
}

Test(dimension, powers_follow_their_laws) {
  for (int round = 0; round < 5000; round++) {
    SceDim a = random_dim(), b = random_dim();
    SceExponent p = random_exponent(), q = random_exponent();
    SceExponent product = {p.num * q.num, p.den * q.den}, sum = {p.num * q.den + q.num * p.den, p.den * q.den};
    cr_assert_eq(sce_dim_power(dims, sce_dim_power(dims, a, p), q), sce_dim_power(dims, a, product));
    cr_assert_eq(sce_dim_multiply(dims, sce_dim_power(dims, a, p), sce_dim_power(dims, a, q)), sce_dim_power(dims, a, sum));
    cr_assert_eq(sce_dim_power(dims, sce_dim_multiply(dims, a, b), p),
                 sce_dim_multiply(dims, sce_dim_power(dims, a, p), sce_dim_power(dims, b, p)));
    if (p.num) cr_assert_eq(sce_dim_power(dims, sce_dim_power(dims, a, p), (SceExponent){p.den, p.num}), a);
  }
}

Test(dimension, exponents_out_of_range_are_invalid) {
  SceDim far = sce_dim_power(dims, base[0], (SceExponent){1000, 1});
  cr_assert_neq(far, SCE_DIM_INVALID);
  cr_assert_eq(sce_dim_multiply(dims, far, base[0]), SCE_DIM_INVALID);
  cr_assert_eq(sce_dim_power(dims, far, (SceExponent){2, 1}), SCE_DIM_INVALID);
  cr_assert_eq(sce_dim_power(dims, base[0], (SceExponent){1, 1001}), SCE_DIM_INVALID);
  cr_assert_eq(sce_dim_power(dims, base[0], (SceExponent){1, 0}), SCE_DIM_INVALID);
  cr_assert_eq(sce_dim_power(dims, base[0], (SceExponent){INT32_MIN, INT32_MIN}), base[0]);
  cr_assert_eq(sce_dim_power(dims, base[0], (SceExponent){INT32_MIN, 1}), SCE_DIM_INVALID);
  cr_assert_eq(sce_dim_power(dims, base[0], (SceExponent){-6, -3}), sce_dim_power(dims, base[0], (SceExponent){2, 1}));
  cr_assert_eq(sce_dim_multiply(dims, SCE_DIM_INVALID, SCE_DIM_NONE), SCE_DIM_INVALID);
  cr_assert_eq(sce_dim_divide(dims, SCE_DIM_INVALID, SCE_DIM_INVALID), SCE_DIM_INVALID);
  cr_assert_eq(sce_dim_power(dims, SCE_DIM_INVALID, (SceExponent){0, 1}), SCE_DIM_INVALID);
  cr_assert_eq(sce_dim_resolve(dims, SCE_DIM_INVALID), SCE_DIM_INVALID);
  cr_assert_not(sce_dim_unify(dims, SCE_DIM_INVALID, SCE_DIM_INVALID));
}

Test(dimension, many_bases_stay_within_bounds) {
  SceDim all = SCE_DIM_NONE;
  for (int i = 0; i < 3000; i++) {
    char spelled[16];
    snprintf(spelled, sizeof spelled, "base%d", i);
    SceDim next = sce_dim_multiply(dims, all, sce_dim_base(dims, name(spelled)));
    if (i < 64) cr_assert_neq(next, SCE_DIM_INVALID);
    else cr_assert_eq(next, SCE_DIM_INVALID);
    if (next != SCE_DIM_INVALID) all = next;
  }
  SceDim found;
  cr_assert(sce_dim_find(dims, name("base2999"), &found));
  uint32_t count;
  sce_dim_factors(dims, all, &count);
  cr_assert_eq(count, 64);
}

Test(dimension, names_and_styles) {
  SceDim rate = sce_dim_divide(dims, base[0], base[1]), found;
  cr_assert_eq(sce_dim_style(dims, rate), SCE_STYLE_PLAIN);
  cr_assert(sce_dim_name(dims, rate, name("work_per_time"), SCE_STYLE_PREFIXED));
  cr_assert_not(sce_dim_name(dims, rate, name("speed"), SCE_STYLE_CENTS), "the first name stays");
  cr_assert_eq(sce_dim_style(dims, rate), SCE_STYLE_PREFIXED);
  cr_assert(sce_dim_find(dims, name("speed"), &found), "the second can still be used");
  cr_assert_eq(found, rate);
  cr_assert_not(sce_dim_name(dims, base[2], name("speed"), SCE_STYLE_PLAIN), "a name has one meaning");
  cr_assert(sce_dim_name(dims, base[0], name("work"), SCE_STYLE_SCIENTIFIC));
  cr_assert_eq(sce_dim_style(dims, base[0]), SCE_STYLE_SCIENTIFIC);
  cr_assert_not(sce_dim_name(dims, SCE_DIM_NONE, name("ratio"), SCE_STYLE_PLAIN));
  cr_assert_not(sce_dim_find(dims, name("ratio"), &found));
  cr_assert_eq(sce_dim_base(dims, name("time")), base[1]);
}

Test(dimension, words_of_products) {
  SceDim half = sce_dim_power(dims, base[0], (SceExponent){1, 2});
  cr_assert_str_eq(words(SCE_DIM_NONE), "a pure number");
  cr_assert_str_eq(words(base[0]), "work");
  cr_assert_str_eq(words(sce_dim_divide(dims, base[0], base[1])), "work per time");
  cr_assert_str_eq(words(sce_dim_divide(dims, base[3], sce_dim_multiply(dims, base[1], base[2]))), "money per time per gpus");
  cr_assert_str_eq(words(sce_dim_multiply(dims, base[0], base[3])), "work x money");
  cr_assert_str_eq(words(sce_dim_power(dims, base[1], (SceExponent){-2, 1})), "1 per time^2");
  cr_assert_str_eq(words(half), "work^(1/2)");
  SceDim compute_rate = sce_dim_divide(dims, base[0], base[1]);
  sce_dim_name(dims, sce_dim_divide(dims, compute_rate, base[2]), name("machine_speed"), SCE_STYLE_PLAIN);
  cr_assert_str_eq(words(sce_dim_divide(dims, compute_rate, base[2])), "machine speed");
}

/* Energy and power as the library has them: a price of energy reads as such. */
Test(dimension, words_use_named_products_where_they_shorten) {
  SceDim mass = sce_dim_base(dims, name("mass")), length = sce_dim_base(dims, name("length")), time = base[1];
  SceDim speed = sce_dim_divide(dims, length, time);
  SceDim energy = sce_dim_multiply(dims, mass, sce_dim_multiply(dims, speed, speed)), power = sce_dim_divide(dims, energy, time);
  cr_assert(sce_dim_name(dims, energy, name("energy"), SCE_STYLE_PREFIXED));
  cr_assert(sce_dim_name(dims, power, name("power"), SCE_STYLE_PREFIXED));
  cr_assert_str_eq(words(energy), "energy");
  cr_assert_str_eq(words(sce_dim_divide(dims, base[3], energy)), "money per energy");
  cr_assert_str_eq(words(sce_dim_divide(dims, power, base[2])), "power per gpus");
  cr_assert_str_eq(words(sce_dim_divide(dims, base[0], energy)), "work per energy");
  cr_assert_str_eq(words(speed), "length per time");
}

/* ---- unification ---- */

enum { VARIABLES = 5, BASES = 3, COLUMNS = VARIABLES + BASES };

typedef struct Fraction { int64_t num, den; } Fraction;

static Fraction fraction(int64_t num, int64_t den) {
  int64_t a = num, b = den;
  while (b) {
    int64_t rest = a % b;
    a = b, b = rest;
  }
  if (!a) return (Fraction){0, 1};
  if (den / a < 0) a = -a;
  return (Fraction){num / a, den / a};
}

/* A row says: sum of columns = 0. Adds it to the system in echelon form; the rank grows unless the row says nothing new. False when it
 * contradicts: only bases are left. */
typedef struct System {
  Fraction rows[16][COLUMNS];
  int pivots[16], rank;
} System;

static bool system_add(System *system, Fraction *row) {
  for (int r = 0; r < system->rank; r++) {
    Fraction scale = row[system->pivots[r]];
    for (int c = 0; c < COLUMNS; c++) {
      Fraction x = system->rows[r][c];
      row[c] = fraction(row[c].num * x.den * scale.den - x.num * scale.num * row[c].den, row[c].den * x.den * scale.den);
    }
  }
  int pivot = 0;
  while (pivot < COLUMNS && !row[pivot].num) pivot++;
  if (pivot == COLUMNS) return true;
  if (pivot >= VARIABLES) return false;
  Fraction head = row[pivot];
  for (int c = 0; c < COLUMNS; c++) system->rows[system->rank][c] = fraction(row[c].num * head.den, row[c].den * head.num);
  system->pivots[system->rank++] = pivot;
  return true;
}

static SceDim random_side(const SceDim *variables, int64_t sign, Fraction *row) {
  SceDim dim = SCE_DIM_NONE;
  for (int c = 0; c < COLUMNS; c++) {
    if (next_random(3)) continue;
    SceExponent e = {(int32_t)next_random(5) - 2, 1 + (int32_t)next_random(2)};
    dim = sce_dim_multiply(dims, dim, sce_dim_power(dims, c < VARIABLES ? variables[c] : base[c - VARIABLES], e));
    row[c] = fraction(row[c].num * e.den + sign * e.num * row[c].den, row[c].den * e.den);
  }
  return dim;
}

/* How many unsolved variables the resolved ones rest on, each of which must resolve to itself. */
static int count_free(const SceDim *variables) {
  uint32_t seen[64], count = 0;
  for (int v = 0; v < VARIABLES; v++) {
    SceDim resolved = sce_dim_resolve(dims, variables[v]);
    cr_assert_eq(sce_dim_resolve(dims, resolved), resolved);
    uint32_t factors, i, j;
    for (i = 0; sce_dim_factors(dims, resolved, &factors), i < factors; i++) {
      uint32_t variable = sce_dim_factors(dims, resolved, &factors)[i].base;
      if (!(variable & SCE_DIM_VARIABLE)) continue;
      for (j = 0; j < count && seen[j] != variable; j++) continue;
      if (j == count) seen[count++] = variable;
    }
  }
  return (int)count;
}

Test(dimension, unification_is_principal) {
  int consistent = 0, contradicting = 0;
  for (int round = 0; round < 3000; round++) {
    SceDim variables[VARIABLES], left[6], right[6];
    for (int v = 0; v < VARIABLES; v++) variables[v] = sce_dim_variable(dims);
    System system = {0};
    bool sound = true;
    int equations = 1 + (int)next_random(6), done = 0;
    for (; sound && done < equations; done++) {
      Fraction row[COLUMNS];
      for (int c = 0; c < COLUMNS; c++) row[c] = (Fraction){0, 1};
      left[done] = random_side(variables, 1, row);
      right[done] = random_side(variables, -1, row);
      sound = system_add(&system, row);
      bool unified = next_random(2) ? sce_dim_unify(dims, left[done], right[done]) : sce_dim_unify(dims, right[done], left[done]);
      cr_assert_eq(unified, sound);
    }
    consistent += sound, contradicting += !sound;
    for (int e = 0; sound && e < done; e++) cr_assert_eq(sce_dim_resolve(dims, left[e]), sce_dim_resolve(dims, right[e]));
    cr_assert_eq(count_free(variables), VARIABLES - system.rank);
  }
  cr_assert_gt(consistent, 500);
  cr_assert_gt(contradicting, 500);
}

Test(dimension, unification_solves_powers) {
  SceDim a = sce_dim_variable(dims), square = sce_dim_power(dims, a, (SceExponent){2, 1});
  cr_assert(sce_dim_has_variables(dims, a));
  cr_assert_str_eq(words(a), "'a");
  cr_assert_str_eq(words(sce_dim_divide(dims, base[0], square)), "work per 'a^2");
  cr_assert(sce_dim_unify(dims, square, base[0]));
  cr_assert_eq(sce_dim_resolve(dims, a), sce_dim_power(dims, base[0], (SceExponent){1, 2}));
  cr_assert_not(sce_dim_unify(dims, a, base[0]));
  cr_assert(sce_dim_unify(dims, square, base[0]));
}

Test(dimension, long_chains_of_variables_resolve) {
  enum { COUNT = 100000 };
  SceDim first = sce_dim_variable(dims), last = first;
  for (int i = 1; i < COUNT; i++) {
    SceDim next = sce_dim_variable(dims);
    cr_assert(sce_dim_unify(dims, next, sce_dim_multiply(dims, last, base[i % 2])));
    cr_assert(i < 2 || !sce_dim_unify(dims, next, last));
    last = i % 900 ? next : sce_dim_variable(dims);
  }
  SceDim chain = sce_dim_variable(dims), end = chain;
  for (int i = 1; i < COUNT; i++) {      /* each solved by one that is still open: the longest way */
    SceDim older = end;
    end = sce_dim_variable(dims);
    cr_assert(sce_dim_unify(dims, older, end));
  }
  cr_assert(sce_dim_unify(dims, chain, base[3]));
  cr_assert_eq(sce_dim_resolve(dims, end), base[3]);
}

Test(dimension, instances_have_variables_of_their_own) {
  SceDim a = sce_dim_variable(dims), b = sce_dim_variable(dims), solved = sce_dim_variable(dims);
  cr_assert(sce_dim_unify(dims, solved, sce_dim_multiply(dims, a, base[1])));
  SceDim type = sce_dim_multiply(dims, sce_dim_divide(dims, a, b), solved);
  SceDimMap map = {0};
  SceDim first = sce_dim_instantiate(dims, a, &map), whole = sce_dim_instantiate(dims, type, &map);
  cr_assert_eq(map.pairs.count, 2);
  cr_assert_neq(first, a);
  cr_assert(sce_dim_unify(dims, first, base[0]));
  cr_assert_eq(sce_dim_resolve(dims, a), a, "the original keeps its variables");
  SceDim square = sce_dim_power(dims, base[0], (SceExponent){2, 1});
  cr_assert(sce_dim_unify(dims, whole, sce_dim_multiply(dims, square, base[1])));
  cr_assert_eq(sce_dim_resolve(dims, sce_dim_instantiate(dims, b, &map)), SCE_DIM_NONE);
  cr_assert_eq(sce_dim_instantiate(dims, square, &map), square);
  sce_array_release(&map.pairs);
}
