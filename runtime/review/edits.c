/* Two formulas that are written differently and come to the same in the old world, in the new one and halfway are one formula: 1000 kW and 1 MW, a product
 * turned round. What is sampled is looked at sample by sample.
 */
#include "edits.h"

#include "attribute.h"
#include "match.h"
#include "plan.h"
#include "reach.h"
#include "texts.h"
#include "trace.h"

#include <math.h>

enum { WORLDS = 3, POINTS_LOOKED_AT = 12 };

/* ---- what the two formulas come to ---- */

static double *copy_points(const SceRun *run, uint32_t op) {
  uint32_t count;
  const double *points = sce_run_points(run, op, &count);
  double *copy = sce_memory_new((count + 1) * sizeof *copy);
  memcpy(copy, points, count * sizeof *copy);
  return copy;
}

static bool same_samples(SceRun *run, uint32_t old_op, uint32_t new_op) {
  const SceProgram *p = sce_run_program(run);
  double olds[SCE_FIRST_SAMPLES], news[SCE_FIRST_SAMPLES];
  if (p->ops.at[old_op].axes != p->ops.at[new_op].axes || !p->ops.at[old_op].sampled || !p->ops.at[new_op].sampled) return false;
  uint32_t count;
  sce_run_points(run, old_op, &count);
  for (uint32_t point = 0; point < count && point < POINTS_LOOKED_AT; point++) {
    uint32_t samples = sce_run_first_samples(run, old_op, point, olds);
    sce_run_first_samples(run, new_op, point, news);
    for (uint32_t k = 0; k < samples; k++)
      if (sce_diff_differs(olds[k], news[k])) return false;
  }
  return true;
}

/* Whether both sides have a point of a value of the mix: the others are no matter of this edit. */
static bool is_shared(const SceMix *mix, uint32_t set, uint32_t point) {
  const SceProgram *p = mix->program;
  for (uint32_t i = 0; i < p->axis_sets.at[set].count; i++) {
    uint32_t axis = p->axis_ids.at[p->axis_sets.at[set].first + i], stride = sce_set_stride(p, set, axis), label = point / stride % p->axes.at[axis].count;
    for (int side = 0; side < 2; side++) {
      const SceMixAxis *axes = side ? mix->new_axes : mix->old_axes;
      uint32_t count = side ? mix->new_axis_count : mix->old_axis_count, known = 0, has = 0;
      for (uint32_t k = 0; k < count; k++) {
        if (axes[k].axis != axis) continue;
        known++;
        for (uint32_t n = 0; n < axes[k].count && !has; n++) has = axes[k].labels[n] == label;
      }
      if (known && !has) return false;
    }
  }
  return true;
}

static bool same_points(const SceMix *mix, const SceRun *run, uint32_t old_op, uint32_t new_op) {
  const SceProgram *p = mix->program;
  uint32_t old_set = p->ops.at[old_op].axes, new_set = p->ops.at[new_op].axes, old_count, new_count;
  const double *olds = sce_run_points(run, old_op, &old_count), *news = sce_run_points(run, new_op, &new_count);
  for (uint32_t i = 0; i < new_count && sce_set_points(p, old_set) <= new_count; i++)
    if (sce_diff_differs(olds[sce_set_project(p, old_set, new_set, i)], news[i]) && is_shared(mix, new_set, i)) return false;
  for (uint32_t i = 0; i < old_count && old_count > new_count; i++)
    if (sce_diff_differs(olds[i], news[sce_set_project(p, new_set, old_set, i)]) && is_shared(mix, old_set, i)) return false;
  return true;
}

static bool is_sampled(const SceMix *mix, const SceMixEdit *edit) { return mix->program->ops.at[edit->old_op].sampled || mix->program->ops.at[edit->new_op].sampled; }

SceEditValues *sce_edit_values_make(const SceMix *mix, SceRun *run) {
  static const double worlds[WORLDS] = {0, 0.5, 1};
  SceEditValues *values = sce_memory_zeroed((mix->edits.count + 1) * sizeof *values);
  SceAttribution attribution;
  sce_attribution_init(&attribution, mix);
  for (uint32_t i = 0; i < mix->edits.count; i++) values[i].same = mix->edits.at[i].kind == SCE_MIX_FORMULA;
  for (int world = 0; world < WORLDS && mix->edits.count; world++) {
    sce_attribution_move(&attribution, mix, run, worlds[world]);
    for (uint32_t i = 0; i < mix->edits.count; i++) {
      const SceMixEdit *edit = &mix->edits.at[i];
      if (edit->kind != SCE_MIX_FORMULA) continue;
      bool sampled = is_sampled(mix, edit);
      if (values[i].same) values[i].same = sampled ? same_samples(run, edit->old_op, edit->new_op) : same_points(mix, run, edit->old_op, edit->new_op);
      if (world == 0 && !sampled) values[i].old_values = copy_points(run, edit->old_op);
      if (world == WORLDS - 1 && !sampled) values[i].new_values = copy_points(run, edit->new_op);
    }
  }
  sce_attribution_release(&attribution);
  return values;
}

void sce_edit_values_free(SceEditValues *values, const SceMix *mix) {
  for (uint32_t i = 0; i < mix->edits.count; i++) free(values[i].old_values), free(values[i].new_values);
  free(values);
}

bool sce_edit_is_none(const SceMix *mix, const SceEditValues *values, uint32_t parameter) {
  for (uint32_t i = 0; i < mix->edits.count; i++)
    if (mix->edits.at[i].parameter == parameter && !values[i].same) return false;
  return true;
}

/* Its number at a point of another value: none where it has several there that are not equal. */
static double value_at(const SceMix *mix, const double *values, uint32_t of, uint32_t op, uint32_t point) {
  const SceProgram *p = mix->program;
  if (!values) return NAN;
  uint32_t set = p->ops.at[of].axes, reader = p->ops.at[op].axes;
  for (uint32_t i = 0; i < p->axis_sets.at[set].count; i++) {
    uint32_t axis = p->axis_ids.at[p->axis_sets.at[set].first + i];
    if (sce_set_stride(p, reader, axis) || p->axes.at[axis].count == 1) continue;
    for (uint32_t k = 1; k < sce_set_points(p, set); k++)
      if (!(values[k] == values[0])) return NAN;
    return values[0];
  }
  double value = values[sce_set_project(p, set, reader, point)];
  return isnan(value) ? NAN : value;
}

/* ---- in words ---- */

static const SceField *field_of(const SceProgram *p, uint32_t field) { return field == SCE_NO_OP ? NULL : &p->fields.at[field]; }

static char *path_of_field(const SceProgram *p, const SceField *field, bool of_kind) {
  const char *path = sce_intern_spelling(&p->intern, field->path), *dot = strrchr(path, '.');
  SceText text = {0};
  if (of_kind) sce_text_add_format(&text, "kind %s.%s", sce_intern_spelling(&p->intern, field->kind), dot ? dot + 1 : path);
  else sce_text_add_string(&text, path);
  return text.bytes;
}

static SceSpan span_of_item(const SceProgram *p, uint32_t item) {
  if (item == SCE_NO_ITEM) return SCE_NO_PLACE;
  return (SceSpan){sce_ast_item_source(&p->ast, item), p->ast.items.at[item].start, p->ast.items.at[item].start};
}

/* A member by its path: the block that holds it, and its name on the axis. */
static void name_member(const SceMix *mix, const SceProgram *const programs[2], const SceMixEdit *edit, SceDriver *driver) {
  const SceProgram *m = mix->program, *p = programs[edit->kind == SCE_MIX_ADDED];
  const SceAxis *axis = &m->axes.at[edit->axis];
  const char *path = sce_intern_spelling(&m->intern, axis->path), *dot = strrchr(path, '.'), *label = sce_intern_spelling(&m->intern, m->labels.at[axis->labels + edit->label]);
  SceText text = {0};
  if (axis->kind != SCE_AXIS_EACH) sce_text_add_format(&text, "%s[%s]", path, label);
  else sce_text_add_format(&text, "%.*s%s", dot ? (int)(dot - path) + 1 : 0, path, label);
  driver->kind = edit->kind == SCE_MIX_ADDED ? SCE_DRIVER_ADDED : SCE_DRIVER_REMOVED;
  driver->path = text.bytes;
  for (uint32_t i = 0; i < p->fields.count && !driver->at; i++) {
    const char *own = sce_intern_spelling(&p->intern, p->fields.at[i].path);
    size_t length = axis->kind == SCE_AXIS_EACH ? text.count : strlen(path);
    if (!strncmp(own, text.bytes, length) && (!own[length] || own[length] == '.')) driver->at = sce_text_of_place(p, span_of_item(p, p->fields.at[i].item));
  }
}

/* Outside of the main file: in the library, or in an import. */
static bool is_elsewhere(const SceProgram *p, uint32_t item) { return item != SCE_NO_ITEM && sce_ast_item_source(&p->ast, item) != p->main; }

/* Where an edit stands: in NEW, but for a line of the user's that is gone and leaves what stands elsewhere. */
static void set_place(const SceProgram *const programs[2], uint32_t old_item, uint32_t new_item, SceDriverKind kind, SceDriver *driver) {
  bool old_elsewhere = old_item == SCE_NO_ITEM || is_elsewhere(programs[0], old_item), new_elsewhere = new_item == SCE_NO_ITEM || is_elsewhere(programs[1], new_item);
  int side = new_item == SCE_NO_ITEM || (new_elsewhere && !old_elsewhere) ? 0 : 1;
  driver->at = sce_text_of_place(programs[side], span_of_item(programs[side], side ? new_item : old_item));
  driver->kind = new_elsewhere && old_elsewhere ? SCE_DRIVER_LIBRARY : kind;
}

/* The definition that holds at a label of the mix's scenarios. */
static uint32_t item_of(const SceMix *mix, const SceProgram *p, const SceMixAxis *axes, const SceField *field, uint32_t scenario) {
  if (!field->columns || scenario == SCE_NO_OP) return field->item;
  for (uint32_t i = 0; i < p->axes.at[0].count; i++)
    if (axes[0].labels[i] == scenario) return p->field_items.at[field->items + i];
  (void)mix;
  return field->item;
}

static const char *target_at(const SceProgram *p, const SceFieldReference *reference, uint32_t i) {
  return sce_intern_spelling(&p->intern, p->reference_names.at[reference->first + (i < reference->count ? i : 0)]);
}

/* The blocks that a reference means: "small", or with scenarios "small, large", as far as the sides differ. */
static void name_targets(const SceProgram *const programs[2], const SceTrace *trace, SceDriver *driver) {
  const SceFieldReference *x = &programs[0]->field_references.at[trace->old_reference], *y = &programs[1]->field_references.at[trace->new_reference];
  SceText texts[2] = {0};
  for (uint32_t i = 0; i < x->count || i < y->count; i++) {
    const char *before = target_at(programs[0], x, i), *after = target_at(programs[1], y, i);
    if (!strcmp(before, after) || (texts[0].count && !strcmp(before, target_at(programs[0], x, i - 1)) && !strcmp(after, target_at(programs[1], y, i - 1)))) continue;
    sce_text_add_format(&texts[0], "%s%s", texts[0].count ? ", " : "", before);
    sce_text_add_format(&texts[1], "%s%s", texts[1].count ? ", " : "", after);
  }
  driver->old_text = texts[0].bytes;
  driver->new_text = texts[1].bytes;
}

/* What an edit is called that formulas name: a function, a unit, a reference. */
static void name_trace(const SceProgram *const programs[2], const SceTrace *trace, SceDriver *driver) {
  static const char *const words[] = {[SCE_TRACE_FUNCTION] = "fn ", [SCE_TRACE_UNIT] = "unit ", [SCE_TRACE_REFERENCE] = ""};
  const SceProgram *b = programs[1];
  bool refers = trace->kind == SCE_TRACE_REFERENCE;
  SceName name = refers ? b->field_references.at[trace->new_reference].path : b->ast.items.at[trace->new_item].name;
  SceText text = {0};
  sce_text_add_format(&text, "%s%s", words[trace->kind], sce_intern_spelling(&b->intern, name));
  driver->path = text.bytes;
  if (refers) name_targets(programs, trace, driver);
  bool whole = !refers && sce_formula_same(programs[0], trace->old_item, b, trace->new_item);      /* what differs stands before the `=` */
  if (!refers) driver->old_text = (whole ? sce_text_of_item : sce_text_of_formula)(programs[0], trace->old_item);
  if (!refers) driver->new_text = (whole ? sce_text_of_item : sce_text_of_formula)(b, trace->new_item);
  set_place(programs, trace->old_item, trace->new_item, SCE_DRIVER_FORMULA, driver);
}

static void name_field(const SceMix *mix, const SceProgram *const programs[2], const SceField *x, const SceField *y, uint32_t scenario, SceDriver *driver) {
  bool of_kind = x->kind && y->kind, given = x->role == SCE_ROLE_INPUT && y->role == SCE_ROLE_INPUT;
  uint32_t old_item = item_of(mix, programs[0], mix->old_axes, x, scenario), new_item = item_of(mix, programs[1], mix->new_axes, y, scenario);
  driver->path = path_of_field(programs[1], y, of_kind);
  driver->old_text = sce_text_of_formula(programs[0], old_item);
  driver->new_text = sce_text_of_formula(programs[1], new_item);
  set_place(programs, old_item, new_item, given ? SCE_DRIVER_VALUE : SCE_DRIVER_FORMULA, driver);
  driver->unit = y->unit;
  SceScale scale;
  if (driver->old_text && driver->new_text && !strcmp(driver->old_text, driver->new_text) && (!sce_match_units(programs[0], x->unit, programs[1], y->unit, &scale) || !sce_scale_is_one(scale))) {
    free(driver->old_text), free(driver->new_text);           /* another unit was declared: the numbers say more than the text */
    driver->old_text = driver->new_text = NULL;
  }
  driver->percent = y->unit == SCE_UNIT_ONE && driver->old_text && driver->new_text && strchr(driver->old_text, '%') && strchr(driver->new_text, '%');
}

/* The whole of a bare expression, or of a least or greatest member: nothing better is known of it. */
static void name_rest(const SceMix *mix, const SceProgram *const programs[2], const SceMixEdit *edit, SceDriver *driver) {
  if (edit->axis != SCE_NO_OP) driver->path = sce_text_copy(sce_intern_spelling(&mix->program->intern, mix->program->axes.at[edit->axis].path));
  if (edit->axis != SCE_NO_OP || edit->new_item == SCE_NO_ITEM || programs[1]->ast.items.at[edit->new_item].kind != SCE_ITEM_EXPRESSION) return;
  driver->path = sce_text_of_formula(programs[1], edit->new_item);
  set_place(programs, edit->old_item, edit->new_item, SCE_DRIVER_FORMULA, driver);
}

/* `scenario`: a label of the mix, or SCE_NO_OP. *numbers: whether the numbers of the edit are those of what it is called. */
static SceDriver driver_of(const SceMix *mix, const SceProgram *const programs[2], const SceMixEdit *edit, uint32_t scenario, bool *numbers) {
  SceDriver driver = {.kind = SCE_DRIVER_FORMULA, .old_value = NAN, .new_value = NAN, .unit = SCE_UNIT_ONE, .contribution = NAN, .share = NAN, .factor = NAN};
  const SceField *x = field_of(programs[0], edit->old_field), *y = field_of(programs[1], edit->new_field);
  SceTrace trace = {0};
  *numbers = edit->kind == SCE_MIX_FORMULA;
  if (edit->kind == SCE_MIX_FORMULA) trace = sce_mix_trace(edit, programs[0], programs[1]);
  if (edit->kind != SCE_MIX_FORMULA) name_member(mix, programs, edit, &driver);
  else if (trace.kind) name_trace(programs, &trace, &driver), *numbers = false;
  else if (x && y) name_field(mix, programs, x, y, scenario, &driver);
  else name_rest(mix, programs, edit, &driver), *numbers = false;
  return driver;
}

/* The scenario that a point of a value of the mix is in; SCE_NO_OP: it is the same in all. */
static uint32_t scenario_at(const SceMix *mix, uint32_t op, uint32_t point) {
  const SceProgram *p = mix->program;
  uint32_t stride = sce_set_stride(p, p->ops.at[op].axes, 0);
  return stride ? point / stride % p->axes.at[0].count : SCE_NO_OP;
}

SceDriver sce_driver_make(const SceMix *mix, const SceProgram *const programs[2], const SceEditValues *values, uint32_t parameter, uint32_t op, uint32_t point) {
  uint32_t first = 0;
  while (mix->edits.at[first].parameter != parameter) first++;
  bool numbers;
  SceDriver driver = driver_of(mix, programs, &mix->edits.at[first], scenario_at(mix, op, point), &numbers);
  for (uint32_t i = first; i < mix->edits.count && numbers; i++) {      /* a kind's formula has a value for each block: shown where it is the same in all */
    const SceMixEdit *edit = &mix->edits.at[i];
    if (edit->parameter != parameter || edit->kind != SCE_MIX_FORMULA) continue;
    double old_value = value_at(mix, values[i].old_values, edit->old_op, op, point), new_value = value_at(mix, values[i].new_values, edit->new_op, op, point);
    bool same = i == first || (old_value == driver.old_value && new_value == driver.new_value);
    driver.old_value = same ? old_value : NAN;
    driver.new_value = same ? new_value : NAN;
    if (!same) break;
  }
  return driver;
}

/* ---- all edits ---- */

typedef struct Listed {
  uint32_t field, edit;             /* of the new side; of the mix, or SCE_NO_OP */
} Listed;

static int compare_listed(const void *a, const void *b) {
  const Listed *x = a, *y = b;
  if (x->field != y->field) return x->field < y->field ? -1 : 1;
  return x->edit < y->edit ? -1 : x->edit > y->edit;
}

/* Given numbers that differ and that no result rests on: the mix knows nothing of them. */
static bool is_idle_edit(const SceMix *mix, const SceProgram *const programs[2], SceRun *const runs[2], uint32_t new_field) {
  const SceField *y = &programs[1]->fields.at[new_field];
  if (mix->new_partner[new_field] == SCE_NO_OP || y->role != SCE_ROLE_INPUT) return false;
  const SceField *x = &programs[0]->fields.at[mix->new_partner[new_field]];
  SceScale scale;
  if (x->role != SCE_ROLE_INPUT || programs[0]->ops.at[x->op].sampled || programs[1]->ops.at[y->op].sampled || !sce_match_units(programs[0], x->unit, programs[1], y->unit, &scale)) return false;
  uint32_t old_count, new_count;
  const double *olds = sce_run_points(runs[0], x->op, &old_count), *news = sce_run_points(runs[1], y->op, &new_count);
  return old_count && new_count && sce_diff_differs(sce_scale_apply(scale, olds[0]), news[0]);
}

char *sce_edit_name(const SceMix *mix, const SceProgram *const programs[2], uint32_t edit) {
  bool numbers;
  SceDriver driver = driver_of(mix, programs, &mix->edits.at[edit], SCE_NO_OP, &numbers);
  free(driver.at), free(driver.old_text), free(driver.new_text);
  return driver.path;
}

/* Where a scenario of this name is written. */
static char *place_of_scenario(const SceProgram *p, const char *name) {
  for (uint32_t i = 0; i < p->ast.items.count; i++) {
    const SceItem *item = &p->ast.items.at[i];
    if (item->kind != SCE_ITEM_BLOCK || !item->name || strcmp(sce_intern_spelling(&p->intern, item->name), name)) continue;
    if (!strcmp(sce_intern_spelling(&p->intern, sce_ast_more(&p->ast, item)->block_kind), "scenario")) return sce_text_of_place(p, span_of_item(p, i));
  }
  return NULL;
}

/* Scenarios that one side alone has: the new one's, or the old one's. */
static void list_scenarios(SceDiff *diff, const SceMix *mix, const SceProgram *const programs[2], int side) {
  const SceProgram *p = programs[side];
  const SceMixAxis *own = side ? mix->new_axes : mix->old_axes, *other = side ? mix->old_axes : mix->new_axes;
  for (uint32_t i = 0; i < own[0].count; i++) {
    bool known = false;
    for (uint32_t k = 0; k < other[0].count; k++) known |= other[0].labels[k] == own[0].labels[i];
    if (known) continue;
    SceText path = {0};
    const char *name = sce_intern_spelling(&p->intern, p->labels.at[p->axes.at[0].labels + i]);
    sce_text_add_format(&path, "scenario %s", name);
    sce_array_push(&diff->edits, ((SceDiffEdit){.kind = side ? SCE_DRIVER_ADDED : SCE_DRIVER_REMOVED, .path = path.bytes, .at = place_of_scenario(p, name), .moves = true}));
  }
}

/* Whether any of the edits that share a parameter moves something. */
static bool moves_any(const SceMix *mix, uint32_t parameter, const SceReach *reach) {
  for (uint32_t i = 0; i < mix->edits.count; i++)
    if (mix->edits.at[i].parameter == parameter && sce_reach_has_edit(reach, i)) return true;
  return false;
}

/* The label of the first scenario that both sides have and give the field other texts; SCE_NO_OP: none, or the base's differ. */
static uint32_t edited_scenario(const SceMix *mix, const SceProgram *const programs[2], const SceMixEdit *edit) {
  const SceField *x = field_of(programs[0], edit->old_field), *y = field_of(programs[1], edit->new_field);
  if (!x || !y || (!x->columns && !y->columns)) return SCE_NO_OP;
  for (uint32_t i = 0; i < mix->new_axes[0].count; i++) {
    bool shared = false;
    uint32_t label = mix->new_axes[0].labels[i];
    for (uint32_t k = 0; k < mix->old_axes[0].count; k++) shared |= mix->old_axes[0].labels[k] == label;
    if (shared && !sce_formula_same(programs[0], item_of(mix, programs[0], mix->old_axes, x, label), programs[1], item_of(mix, programs[1], mix->new_axes, y, label))) return label;
  }
  return SCE_NO_OP;
}

static void push_edit(SceDiff *diff, const SceMix *mix, const SceProgram *const programs[2], const Listed *listed, const SceReach *reach) {
  SceMixEdit idle = {.kind = SCE_MIX_FORMULA, .new_field = listed->field, .old_item = SCE_NO_ITEM, .new_item = SCE_NO_ITEM, .axis = SCE_NO_OP};
  bool numbers, known = listed->edit != SCE_NO_OP;
  if (!known) idle.old_field = mix->new_partner[listed->field];
  const SceMixEdit *edit = known ? &mix->edits.at[listed->edit] : &idle;
  SceDriver driver = driver_of(mix, programs, edit, edited_scenario(mix, programs, edit), &numbers);
  if (!driver.path) return;
  const SceOp *op = known ? NULL : &programs[1]->ops.at[programs[1]->ops.at[programs[1]->fields.at[listed->field].op].a];
  bool moved = known ? moves_any(mix, mix->edits.at[listed->edit].parameter, reach) : sce_reach_has_field(reach, listed->field) || op->kind == SCE_OP_AXIS;     /* other points: others come and go */
  sce_array_push(&diff->edits, ((SceDiffEdit){driver.kind, driver.path, driver.at, driver.old_text, driver.new_text, moved}));
}

void sce_edits_list(SceDiff *diff, const SceMix *mix, const SceProgram *const programs[2], const SceEditValues *values, SceRun *const runs[2], const SceReach *reach) {
  SCE_ARRAY(Listed) listed = {0};
  bool *seen = sce_memory_zeroed(programs[1]->fields.count + 1);
  for (uint32_t i = 0; i < mix->edits.count; i++) {
    const SceMixEdit *edit = &mix->edits.at[i];
    bool again = false;
    if (edit->new_field != SCE_NO_OP) seen[edit->new_field] = true;
    for (uint32_t k = 0; k < listed.count && !again; k++) again = mix->edits.at[listed.at[k].edit].parameter == edit->parameter;
    if (!again && !values[i].same) sce_array_push(&listed, ((Listed){edit->new_field, i}));
  }
  for (uint32_t i = 0; i < programs[1]->fields.count; i++)
    if (!seen[i] && is_idle_edit(mix, programs, runs, i)) sce_array_push(&listed, ((Listed){i, SCE_NO_OP}));
  if (listed.count) qsort(listed.at, listed.count, sizeof *listed.at, compare_listed);
  for (uint32_t i = 0; i < listed.count; i++) push_edit(diff, mix, programs, &listed.at[i], reach);
  for (int side = 1; side >= 0; side--) list_scenarios(diff, mix, programs, side);
  sce_array_release(&listed);
  free(seen);
}
