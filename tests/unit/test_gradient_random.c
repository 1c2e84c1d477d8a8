/* Random programs: every derivative of every result by every constant, against differences that the engine gives when the constant is moved and all is computed
 * again. The programs have axes, members, copies, scenarios, recurrences, picks, choices, functions, calls of the core and samples.
 *
 * SCE_GRADIENT_PROGRAMS and SCE_GRADIENT_SEED in the environment ask for more of them, or for others.
 */
#include "test_gradient_fixture.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { PROGRAMS = 60, FIELDS_MOST = 64, DEPTH = 2, SAMPLES = 192 };
enum { OVER_U = 1, OVER_V = 2, BY_MEMBER = 4 };                     /* axes of a field */

typedef struct Field {
  char name[16];
  unsigned axes;
  bool sampled;
} Field;

typedef struct Writer {
  uint64_t state;
  char text[1 << 15];
  size_t length;
  Field fields[FIELDS_MOST];
  uint32_t count;
  unsigned axes;                    /* of the formula that is being written */
  bool sampled, scalars_alone;      /* scalars_alone: only fields without axes and samples may be named */
} Writer;

static uint32_t draw(Writer *w, uint32_t below) {
  w->state += UINT64_C(0x9E3779B97F4A7C15);
  uint64_t x = w->state;
  x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
  return (uint32_t)((x ^ x >> 31) >> 33) % below;
}

static __attribute__((format(printf, 2, 3))) void put(Writer *w, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  w->length += (size_t)vsnprintf(w->text + w->length, sizeof w->text - w->length, format, arguments);
  va_end(arguments);
  cr_assert_lt(w->length, sizeof w->text);
}

/* Odd enough that no two values meet at a corner or a step. */
static void put_number(Writer *w) { put(w, "%u.%03u7", draw(w, 4), 101 + draw(w, 800)); }

static void put_formula(Writer *w, uint32_t depth);

static bool put_field(Writer *w) {
  for (uint32_t i = 0; i < 8 && w->count; i++) {
    const Field *field = &w->fields[draw(w, w->count)];
    if (w->scalars_alone && (field->axes || field->sampled)) continue;
    put(w, "%s", field->name);
    w->axes |= field->axes;
    w->sampled |= field->sampled;
    return true;
  }
  return false;
}

static void put_two(Writer *w, uint32_t depth, const char *before, const char *between, const char *behind) {
  put(w, "%s", before);
  put_formula(w, depth);
  put(w, "%s", between);
  put_formula(w, depth);
  put(w, "%s", behind);
}

static void put_one(Writer *w, uint32_t depth, const char *before, const char *behind) {
  put(w, "%s", before);
  put_formula(w, depth);
  put(w, "%s", behind);
}

/* A condition that no sample and no small step changes. */
static void put_condition(Writer *w) {
  bool alone = w->scalars_alone;
  w->scalars_alone = true;
  put_two(w, 0, "(", draw(w, 2) ? " < " : " >= ", "");
  if (draw(w, 3) == 0) put_two(w, 0, draw(w, 2) ? " and " : " or ", " > ", "");
  put(w, ")");
  w->scalars_alone = alone;
}

/* Values stay small, and away from where functions end. */
static void put_formula(Writer *w, uint32_t depth) {
  if (!depth) {
    if (draw(w, 4) == 0 || !put_field(w)) put_number(w);
    return;
  }
  switch (draw(w, 20)) {
  case 0: put_two(w, depth - 1, "(", " + ", ")"); break;
  case 1: put_two(w, depth - 1, "(", " - ", ")"); break;
  case 2: put_two(w, depth - 1, "twist(", ", ", ")"); break;
  case 3: put_two(w, depth - 1, "(", " / (2.3 + (", ") ^ 2))"); break;
  case 4: put_two(w, depth - 1, "min(", ", ", ")"); break;
  case 5: put_two(w, depth - 1, "max(", ", ", ")"); break;
  case 6: put_one(w, depth - 1, "sqrt(abs(", ") + 1.1)"); break;
  case 7: put_one(w, depth - 1, "ln(abs(", ") + 1.7)"); break;
  case 8: put_one(w, depth - 1, "exp(-abs(", ") / 3)"); break;
  case 9: put_two(w, depth - 1, "(0.4 + abs(", ")) ^ (1.1 - exp(-abs(", ")))"); break;
  case 10: put_one(w, depth - 1, "log10(abs(", ") + 1.2)"); break;
  case 11: put_one(w, depth - 1, "-log2(abs(", ") + 1.3)"); break;
  case 12: put_one(w, depth - 1, "(forward_work((abs(", ") + 0.1) param, 1.37 token) / 1 FLOP)"); break;
  case 13: put_two(w, depth - 1, "(dit_params(1.1 + abs(", "), 2.2 + abs(", "), 2.5) / 60 param)"); break;
  case 14:
    put(w, "(if ");
    put_condition(w);
    put_two(w, depth - 1, " then ", " else ", ")");
    break;
  case 15: put_two(w, depth - 1, "mean(", ", 1.0137 * ", ")"); break;
  case 16: put_two(w, depth - 1, "((", ") * (", ") / 4.4)"); break;
  case 17: put_one(w, depth - 1, "abs(", ")"); break;
  case 18:
    if (w->sampled) put_one(w, depth - 1, "(", ")");
    else put(w, "round(2.3 * %u.137)", draw(w, 9));
    break;
  default: put_formula(w, 0); break;
  }
}

static void add_field(Writer *w, unsigned axes, bool sampled) {
  Field *field = &w->fields[w->count++];
  snprintf(field->name, sizeof field->name, "f%u", w->count - 1);
  field->axes = axes;
  field->sampled = sampled;
  w->axes = 0;
  w->sampled = false;
}

static const char *axis_name(unsigned axis) { return axis == OVER_U ? "u" : axis == OVER_V ? "v" : "c1.member"; }

/* The fields so far that have an axis, or samples; NULL: none. */
static const Field *find_field(Writer *w, unsigned axis, bool sampled) {
  for (uint32_t i = 0; i < 20 && w->count; i++) {
    const Field *field = &w->fields[draw(w, w->count)];
    if ((field->axes & axis) == axis && (field->sampled || !sampled)) return field;
  }
  return NULL;
}

static bool put_over(Writer *w) {
  static const char *const names[] = {"sum", "mean", "min", "max"};
  unsigned axis = 1u << draw(w, 3);
  const Field *field = find_field(w, axis, false);
  if (!field) return false;
  put(w, "%s(%s * 0.71 over %s)", names[draw(w, 4)], field->name, axis_name(axis));
  w->axes = field->axes & ~axis;
  w->sampled = field->sampled;
  return true;
}

static bool put_pick(Writer *w) {
  unsigned axis = 1u << draw(w, 2);
  const Field *field = find_field(w, axis, false);
  if (!field) return false;
  put(w, axis == OVER_U ? "%s[u = 2.7] * 1.1" : "%s[v = 2] / 1.7", field->name);
  w->axes = field->axes & ~axis;
  w->sampled = field->sampled;
  return true;
}

static bool put_over_samples(Writer *w) {
  const Field *field = find_field(w, 0, true);
  if (!field) return false;
  put(w, "%s(%s) * 1.3", draw(w, 2) ? "mean" : "sd", field->name);
  w->axes = field->axes;
  return true;
}

static void put_distribution(Writer *w) {
  static const char *const forms[][2] = {{"normal(", ", 0.63)"}, {"uniform(-9.1, abs(", "))"}, {"lognormal(mean = 0.3 + abs(", "), sd = 0.41)"}, {"lognormal(0.2, 0.5 + abs(", "))"},
                                         {"lognormal(mu = 0.13, sigma = 0.1 + abs(", ") / 30)"}, {"exponential(0.2 + abs(", "))"}, {"gamma(1.9, 0.3 + abs(", "))"},
                                         {"triangular(-0.31, 0.4, 0.7 + abs(", "))"}, {"correlate(normal(", ", 0.5), 1.1 to 2.3, 0.37)"}, {"truncate(normal(", ", 2.1), none, 17.3)"},
                                         {"beta(2.1, 1.3 + 0.0 * abs(", "))"}, {"gamma(2.3, 1.7) + abs(", ")"}};
  const char *const *form = forms[draw(w, sizeof forms / sizeof *forms)];
  w->scalars_alone = draw(w, 3) != 0;
  put_one(w, 0, form[0], form[1]);
  w->scalars_alone = false;
  w->sampled = true;
}

/* A recurrence along v, perhaps over a second field that leads it. */
static void put_recurrence(Writer *w) {
  unsigned back = 1 + draw(w, 2);
  put(w, "prev(f%u * 0.61 + ", w->count);
  put_formula(w, 1);
  put(w, " over v, back = %u, first = ", back);
  put_formula(w, 0);
  put(w, ") + ");
  put_formula(w, 0);
  w->axes |= OVER_V;
}

static void put_definition(Writer *w) {
  put(w, "f%u = ", w->count);
  uint32_t kind = draw(w, 12);
  bool done = (kind == 0 && put_over(w)) || (kind == 1 && put_pick(w)) || (kind == 2 && put_over_samples(w));
  if (!done && kind <= 4) put_recurrence(w), done = true;
  if (!done && kind == 5) put_distribution(w), done = true;
  if (!done && kind == 6) put(w, "u * 0.83"), w->axes |= OVER_U, done = true;
  if (!done && kind == 7) put(w, "c1.scaled + c2.total * 0.3"), w->axes |= BY_MEMBER, done = true;
  if (!done && kind == 8) put(w, "c1.total / 2.9 + c2.total"), done = true;
  if (!done) put_formula(w, DEPTH);
  put(w, "\n");
  add_field(w, w->axes, w->sampled);
}

static void write_program(Writer *w, uint64_t seed) {
  *w = (Writer){.state = seed};
  put(w, "kind crew < factor = 1.53; each member : 1; scaled = member * factor + 1.01; out total = sum(scaled over member) - min(member) / 2.2 >\n");
  put(w, "x0 = %u.2317; x1 = %u.3911\n", 1 + draw(w, 3), 1 + draw(w, 3));
  put(w, "crew c1 < anna = 3.17; walter = x0 * 2.06; factor = 0.77 >\ncrew c2 from c1 < walter = 1.92 >\n");
  put(w, "u = sweep(1.1, 2.7, 4.3); v = sweep(1 .. 4)\nfn twist(a, b = 1.3) = (a * b - a) / (3.1 + abs(b))\n");
  uint32_t fields = 8 + draw(w, 12);
  while (w->count < fields) put_definition(w);
  if (draw(w, 3)) put(w, "scenario low < x0 = 1.7613; c1.factor = 2.03 >\n");
  if (draw(w, 3) == 0) put(w, "scenario high < f%u = x1 * 1.19 >\n", draw(w, fields));
}

static uint64_t asked(const char *name, uint64_t usual) {
  const char *text = getenv(name);
  return text ? strtoull(text, NULL, 10) : usual;
}

Test(gradient_random, agree_with_differences) {
  static Writer w;
  uint64_t programs = asked("SCE_GRADIENT_PROGRAMS", PROGRAMS), seed = asked("SCE_GRADIENT_SEED", 1), compared = 0;
  uint32_t wrong = 0;
  for (uint64_t i = 0; i < programs; i++) {
    Model m;
    write_program(&w, (seed + i) * 7919);
    model_init(&m, w.text, SAMPLES);
    compared += compare_all(&m, 2e-6, &wrong, w.text);
    model_release(&m);
  }
  cr_assert_eq(wrong, 0, "%u of %llu derivatives are wrong", wrong, (unsigned long long)compared);
  cr_assert_gt(compared, programs * 300, "only %llu derivatives were compared", (unsigned long long)compared);
}
