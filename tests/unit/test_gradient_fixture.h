/* A text as a program with its run and gradient, values by their paths, and the derivatives against differences: every constant of the program is moved a little to
 * both sides and all is computed again.
 */
#ifndef SCE_TEST_GRADIENT_FIXTURE_H
#define SCE_TEST_GRADIENT_FIXTURE_H

#include "gradient.h"
#include "plan.h"
#include "session.h"

#include <criterion/criterion.h>
#include <math.h>

typedef struct Model {
  SceSession session;
  SceProgram *program;
  SceRun *run;
  SceGradient *gradient;
} Model;

static inline void model_compile(Model *m, const char *text) {
  sce_session_init(&m->session);
  sce_session_locate(&m->session, "test.sce");
  SceSourceId id = sce_sources_add(&m->session.sources, "test.sce", "test.sce", text, (uint32_t)strlen(text), false);
  SceSessionRequest request = {.texts = &id, .text_count = 1, .shown = 0, .all = true, .fields = true};
  sce_session_compile(&m->session, &request);
  cr_assert(m->session.program && !m->session.diags.errors, "%s\n%s", m->session.diags.list.count ? m->session.diags.list.at[0].message : "no program", text);
  m->program = m->session.program;
}

static inline void model_run(Model *m, const SceSampling *sampling) {
  m->run = m->session.run = sce_run_new(m->program, m->session.builtins.functions, sampling);
  m->gradient = sce_gradient_new(m->run);
}

static inline void model_init(Model *m, const char *text, uint64_t samples) {
  SceSampling sampling = {.samples = samples, .threads = 1};
  model_compile(m, text);
  model_run(m, &sampling);
}

static inline void model_release(Model *m) {
  sce_gradient_free(m->gradient);
  sce_session_release(&m->session);
}

/* The field of this path. */
static inline uint32_t field(const Model *m, const char *path) {
  for (uint32_t i = 0; i < m->program->fields.count; i++)
    if (!strcmp(sce_intern_spelling(&m->program->intern, m->program->fields.at[i].path), path)) return m->program->fields.at[i].op;
  cr_assert(false, "no field %s", path);
  return 0;
}

static inline double value_at(const Model *m, uint32_t op, uint32_t point) {
  uint32_t count;
  const double *points = sce_run_points(m->run, op, &count);
  cr_assert_lt(point, count);
  return points[point];
}

static inline double by(const Model *m, const char *path, uint32_t point) {
  uint32_t count;
  const double *points = sce_gradient_by(m->gradient, field(m, path), &count);
  cr_assert_lt(point, count);
  return points[point];
}

static inline void of(const Model *m, const char *path, uint32_t point) { cr_assert(sce_gradient_of(m->gradient, field(m, path), point), "no derivatives of %s", path); }

static inline bool is_close(double a, double b, double share) { return a == b || fabs(a - b) <= share * fmax(fabs(a), fabs(b)); }

/* --- against differences ------------------------------------------------------------------------- */

typedef struct Places {             /* the points of all results */
  SCE_ARRAY(uint32_t) ops;
  SCE_ARRAY(uint32_t) points;
  SCE_ARRAY(double) values;
} Places;

static inline Places list_places(const Model *m) {
  Places places = {0};
  for (uint32_t i = 0; i < m->program->results.count; i++) {
    uint32_t op = m->program->results.at[i].op, count = 0;
    if (op >= m->program->ops.count) continue;
    sce_run_points(m->run, op, &count);
    for (uint32_t p = 0; p < count; p++) {
      sce_array_push(&places.ops, op);
      sce_array_push(&places.points, p);
      sce_array_push(&places.values, value_at(m, op, p));
    }
  }
  return places;
}

static inline double *values_with(Model *m, const Places *places, uint32_t constant, double number) {
  double own = m->program->ops.at[constant].number, *out = sce_memory_new((places->ops.count + 1) * sizeof *out);
  m->program->ops.at[constant].number = number;
  sce_run_again(m->run);
  for (uint32_t i = 0; i < places->ops.count; i++) out[i] = value_at(m, places->ops.at[i], places->points.at[i]);
  m->program->ops.at[constant].number = own;
  return out;
}

/* Differences to both sides; at a corner that of one side. A value that one side lacks says nothing. */
static inline bool is_slope(double found, double step, double value, double above, double below, double share) {
  if (isnan(above) || isnan(below)) return true;
  double noise = 1e-14 * fmax(fabs(value), fabs(above - below)) / step, central = (above - below) / (2 * step), up = (above - value) / step, down = (value - below) / step;
  if (fabs(found - central) <= share * fmax(fabs(found), fabs(central)) + 8 * noise) return true;
  double side = share * 100 * fmax(fabs(up), fabs(down)) + 8 * noise;
  return !is_close(up, down, 1e-3) && (fabs(found - up) <= side || fabs(found - down) <= side);
}

/* The derivatives of all places by one constant: found[i] against differences; those in `open` alone, which leaves there what does not agree. */
static inline void compare_constant(Model *m, const Places *places, uint32_t constant, const double *found, double reach, double share, bool *open) {
  double x = m->program->ops.at[constant].number, step = x == 0 ? reach : fabs(x) * reach;
  double *above = values_with(m, places, constant, x + step), *below = values_with(m, places, constant, x - step);
  for (uint32_t i = 0; i < places->ops.count; i++)
    if (open[i]) open[i] = !is_slope(found[i], step, places->values.at[i], above[i], below[i], share);
  free(above);
  free(below);
}

/* A sample may lie beside a corner, and a function may bend a lot: shorter steps then agree. */
static inline uint32_t compare_in_turns(Model *m, const Places *places, uint32_t constant, const double *found, double share, uint32_t *wrong, const char *text) {
  bool *open = sce_memory_zeroed((size_t)places->ops.count + 1);
  uint32_t compared = 0, left = 1;
  double reach = 1e-5;
  for (uint32_t i = 0; i < places->ops.count; i++) compared += open[i] = !isnan(places->values.at[i]);
  for (int turn = 0; turn < 3 && left; turn++, reach /= 10) {
    compare_constant(m, places, constant, found, reach, share, open);
    left = 0;
    for (uint32_t i = 0; i < places->ops.count; i++) left += open[i];
  }
  for (uint32_t i = 0; i < places->ops.count; i++)
    if (open[i] && (*wrong)++ < 3)
      cr_log_error("value %u at %u by constant %u (%g): %.12g\n%s", places->ops.at[i], places->points.at[i], constant, m->program->ops.at[constant].number, found[i], text);
  free(open);
  return compared;
}

/* Returns how many derivatives were compared; those that are wrong are counted in `wrong` and told. */
static inline uint32_t compare_all(Model *m, double share, uint32_t *wrong, const char *text) {
  Places places = list_places(m);
  const SceProgram *p = m->program;
  uint32_t compared = 0, size = p->ops.count;
  double *found = sce_memory_zeroed(((size_t)places.ops.count * size + 1) * sizeof *found);
  for (uint32_t i = 0; i < places.ops.count; i++) {
    bool sound = sce_gradient_of(m->gradient, places.ops.at[i], places.points.at[i]);
    cr_assert_eq(sound, !isnan(places.values.at[i]), "%s", text);
    for (uint32_t c = 0; c < size; c++) {
      uint32_t count;
      const double *points = sce_gradient_by(m->gradient, c, &count);
      if (p->ops.at[c].kind == SCE_OP_CONSTANT) found[(size_t)c * places.ops.count + i] = points[0];
    }
  }
  for (uint32_t c = 0; c < size; c++)
    if (p->ops.at[c].kind == SCE_OP_CONSTANT) compared += compare_in_turns(m, &places, c, found + (size_t)c * places.ops.count, share, wrong, text);
  sce_run_again(m->run);
  free(found);
  sce_array_release(&places.ops);
  sce_array_release(&places.points);
  sce_array_release(&places.values);
  return compared;
}

#endif
