/* Results as structures: made once when somebody asks for the first, in memory that lives until the session changes. */
#include "api.h"

#include "plan.h"
#include "results/table.h"

#include <math.h>

/* ---- memory ---- */

void *sce_api_block(SceApiView *view, size_t count, size_t size) {
  if (!count) return NULL;
  void *block = calloc(count, size);
  if (!block) sce_memory_new(SIZE_MAX / 2);      /* which says so and ends the process */
  sce_array_push(&view->blocks, block);
  return block;
}

const char *sce_api_string(SceApiView *view, const char *bytes, size_t length) {
  if (!bytes) return NULL;
  char *copy = sce_api_block(view, length + 1, 1);
  memcpy(copy, bytes, length);
  return copy;
}

static const char *add_string(SceApiView *view, const char *string) { return sce_api_string(view, string, string ? strlen(string) : 0); }

void sce_api_view_release(SceApiView *view) {
  for (uint32_t i = 0; i < view->blocks.count; i++) free(view->blocks.at[i]);
  sce_array_release(&view->blocks);
  *view = (SceApiView){0};
}

/* ---- axes ---- */

typedef struct Maker {
  SceApiView *view;
  SceTable table;
  const char *const **labels;       /* by axis: made when a result has it */
  const double **numbers;
  const char **units;
  const char *unit;                 /* the spelling last used */
  SceText path;
} Maker;

static void make_axis(Maker *maker, uint32_t axis) {
  const SceAxis *from = &maker->table.program->axes.at[axis];
  const char **labels = sce_api_block(maker->view, from->count + (size_t)1, sizeof *labels);
  for (uint32_t i = 0; i < from->count; i++) labels[i] = add_string(maker->view, sce_table_label(&maker->table, axis, i));
  maker->labels[axis] = labels;
  maker->units[axis] = "1";
  if (!sce_table_is_numeric(&maker->table, axis)) return;
  double *numbers = sce_api_block(maker->view, from->count + (size_t)1, sizeof *numbers);
  for (uint32_t i = 0; i < from->count; i++) numbers[i] = sce_table_axis_value(&maker->table, axis, i);
  maker->numbers[axis] = numbers;
  maker->units[axis] = add_string(maker->view, sce_table_unit(&maker->table, from->unit));
}

/* An axis by its short name, as JSON has it; by its path where the result has two of one name. */
static SceName axis_name(const SceProgram *program, const uint16_t *axes, uint32_t count, uint32_t which) {
  const SceAxis *axis = &program->axes.at[axes[which]];
  for (uint32_t i = 0; i < count; i++)
    if (i != which && program->axes.at[axes[i]].name == axis->name) return axis->path;
  return axis->name;
}

static void add_axes(Maker *maker, libsce_result *result, uint32_t set) {
  const SceProgram *program = maker->table.program;
  const uint16_t *axes = sce_set_axes(program, set);
  uint32_t count = program->axis_sets.at[set].count;
  libsce_axis *made = sce_api_block(maker->view, count, sizeof *made);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t axis = axes[i];
    if (!maker->labels[axis]) make_axis(maker, axis);
    made[i] = (libsce_axis){.name = add_string(maker->view, sce_intern_spelling(&program->intern, axis_name(program, axes, count, i))), .unit = maker->units[axis],
                            .count = program->axes.at[axis].count, .labels = maker->labels[axis], .numbers = maker->numbers[axis]};
  }
  result->axes = made;
  result->axis_count = count;
}

/* ---- values ---- */

static libsce_statistics summarize(Maker *maker, const SceResult *from, uint32_t point) {
  const char *names[SCE_STATISTICS];
  double values[SCE_STATISTICS] = {NAN, NAN, NAN, NAN, NAN, NAN};
  const SceSummary *summary = sce_table_summary(&maker->table, from, point);
  if (summary) sce_table_statistics(&maker->table, from, summary, names, values);
  return (libsce_statistics){.mean = values[0], .sd = values[1], .se = values[2], .p5 = values[3], .p50 = values[4], .p95 = values[5]};
}

static void add_values(Maker *maker, libsce_result *result, const SceResult *from, uint32_t set) {
  uint32_t count = sce_set_points(maker->table.program, set);
  bool sampled = sce_table_is_sampled(&maker->table, from);
  double *values = sce_api_block(maker->view, count, sizeof *values);
  libsce_statistics *statistics = sampled ? sce_api_block(maker->view, count, sizeof *statistics) : NULL;
  for (uint32_t i = 0; i < count; i++) {
    if (sampled) statistics[i] = summarize(maker, from, i);
    values[i] = sampled ? statistics[i].mean : sce_table_value(&maker->table, from, i);
  }
  result->values = values;
  result->statistics = statistics;
  result->value_count = count;
}

static const char *unit_of(Maker *maker, SceUnit unit) {
  const char *spelling = sce_table_unit(&maker->table, unit);
  if (!maker->unit || strcmp(maker->unit, spelling)) maker->unit = add_string(maker->view, spelling);
  return maker->unit;
}

static void make_result(Maker *maker, libsce_result *result, const SceResult *from) {
  static const libsce_role roles[] = {[SCE_ROLE_INPUT] = LIBSCE_INPUT, [SCE_ROLE_FORMULA] = LIBSCE_FORMULA, [SCE_ROLE_OUTPUT] = LIBSCE_OUTPUT};
  const SceProgram *program = maker->table.program;
  uint32_t length, set = sce_table_set(&maker->table, from);
  sce_text_clear(&maker->path);
  sce_program_path(program, from, &maker->path);
  result->path = sce_api_string(maker->view, maker->path.count ? maker->path.bytes : "", maker->path.count);
  result->unit = unit_of(maker, from->unit);
  result->role = roles[from->role];
  SceSpan at = sce_program_at(program, from);
  if (at.source != SCE_NO_SOURCE) {
    sce_text_clear(&maker->path);
    sce_text_add_format(&maker->path, "%s:%u", program->sources->list.at[at.source].short_name, (unsigned)sce_sources_place(program->sources, at.source, at.start).line);
    result->at = sce_api_string(maker->view, maker->path.bytes, maker->path.count);
  }
  const char *source = sce_program_source(program, from, &length);
  if (source) result->source = sce_api_string(maker->view, source, length);
  result->truth = (from->flags & SCE_RESULT_TRUTH) != 0;
  add_axes(maker, result, set);
  add_values(maker, result, from, set);
}

void sce_api_make_results(SceApiView *view, const SceSession *session) {
  const SceProgram *program = session->program;
  SceResultOptions options = {0};
  Maker maker = {.view = view};
  sce_table_init(&maker.table, program, session->run, &options);
  maker.labels = sce_memory_zeroed((program->axes.count + (size_t)1) * sizeof *maker.labels);
  maker.numbers = sce_memory_zeroed((program->axes.count + (size_t)1) * sizeof *maker.numbers);
  maker.units = sce_memory_zeroed((program->axes.count + (size_t)1) * sizeof *maker.units);
  view->results = sce_api_block(view, program->results.count, sizeof *view->results);
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *from = &program->results.at[i];
    if (sce_table_shows(&maker.table, from) && !(from->flags & SCE_RESULT_REFERENCE)) make_result(&maker, &view->results[view->result_count++], from);
  }
  free(maker.labels);
  free(maker.numbers);
  free(maker.units);
  sce_text_release(&maker.path);
  sce_table_release(&maker.table);
}

/* ---- asking ---- */

SceApiView *sce_api_view(libsce_session *session) {
  if (!session->evaluated) return NULL;
  SceApiView *view = &session->view;
  if (view->made) return view;
  locale_t before = sce_api_enter();
  if (session->session.run) {
    sce_api_make_results(view, &session->session);
    sce_api_make_claims(view, &session->session);
  }
  sce_api_make_findings(view, &session->session);
  view->made = true;
  sce_api_leave(before);
  return view;
}

size_t libsce_result_count(libsce_session *session) {
  const SceApiView *view = sce_api_view(session);
  return view ? view->result_count : 0;
}

const libsce_result *libsce_result_at(libsce_session *session, size_t index) {
  const SceApiView *view = sce_api_view(session);
  return view && index < view->result_count ? &view->results[index] : NULL;
}

static int by_path(const void *left, const void *right) {
  const libsce_result *x = *(const libsce_result *const *)left, *y = *(const libsce_result *const *)right;
  int order = strcmp(x->path, y->path);
  return order ? order : (x > y) - (x < y);
}

const libsce_result *libsce_find(libsce_session *session, const char *path) {
  SceApiView *view = sce_api_view(session);
  if (!view || !view->result_count || !path) return NULL;
  if (!view->sorted) {
    view->sorted = sce_api_block(view, view->result_count, sizeof *view->sorted);
    for (size_t i = 0; i < view->result_count; i++) view->sorted[i] = &view->results[i];
    qsort(view->sorted, view->result_count, sizeof *view->sorted, by_path);
  }
  size_t low = 0, high = view->result_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(view->sorted[middle]->path, path) < 0) low = middle + 1;
    else high = middle;
  }
  return low < view->result_count && !strcmp(view->sorted[low]->path, path) ? view->sorted[low] : NULL;
}

size_t libsce_scenario_count(libsce_session *session) {
  if (!session->evaluated || !session->session.run) return 0;
  const SceProgram *program = session->session.program;
  return program->axes.count ? program->axes.at[0].count : 1;
}

const char *libsce_scenario_at(libsce_session *session, size_t index) {
  if (index >= libsce_scenario_count(session)) return NULL;
  const SceProgram *program = session->session.program;
  return program->axes.count ? sce_intern_spelling(&program->intern, program->labels.at[program->axes.at[0].labels + (uint32_t)index]) : "base";
}

uint64_t libsce_sample_count(libsce_session *session) { return session->evaluated && session->session.run ? sce_run_samples(session->session.run) : 0; }
