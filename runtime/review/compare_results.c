/* Values are matched by path, in order where a path stands there twice; then point by point. What was given on both sides is no result but an edit.
 */
#include "compare_results.h"

#include "claim_text.h"
#include "claims.h"
#include "known_units.h"
#include "result_points.h"
#include "results/number.h"
#include "results/results.h"
#include "texts.h"

#include <math.h>

enum { POINTS_MOST = 1 << 16 };

typedef struct Path {
  const char *path;
  uint32_t at;                      /* in the values */
} Path;

typedef struct Side {
  const SceJsonResults *results;
  SceJsonResults *made;             /* of a session */
  const SceProgram *program;        /* of a session; NULL */
  SCE_ARRAY(const SceResult *) shown;   /* of a session: beside the values */
  Path *sorted;                     /* its values */
  uint32_t *partners;               /* by value: the other side's, or SCE_NO_OP */
} Side;

typedef struct Compare {
  SceDiff *diff;
  Side sides[2];
  SceKnownUnits units;
  bool all;                         /* what a session does not show is compared too */
} Compare;

/* ---- sides ---- */

static void read_session(SceSession *session, Side *side) {
  SceText text = {0};
  SceOutput out;
  SceDiags none;
  sce_diags_init(&none);
  sce_output_init_text(&out, &text);
  sce_results_write_json(&out, session->program, session->run, &session->diags, &(SceResultOptions){.all = true});
  sce_output_finish(&out);
  side->made = sce_json_results_read("results", text.bytes, (uint32_t)text.count, &none);
  if (!side->made) side->made = sce_memory_zeroed(sizeof *side->made);     /* nested deeper than JSON is read */
  side->results = side->made;
  side->program = session->program;
  for (uint32_t i = 0; i < session->program->results.count; i++)
    if (!(session->program->results.at[i].flags & SCE_RESULT_REFERENCE)) sce_array_push(&side->shown, &session->program->results.at[i]);
  sce_diags_release(&none);
  sce_text_release(&text);
}

static int compare_paths(const void *a, const void *b) {
  const Path *x = a, *y = b;
  int order = strcmp(x->path, y->path);
  return order ? order : x->at < y->at ? -1 : x->at > y->at;
}

static void sort_side(Side *side) {
  uint32_t count = side->results->values.count;
  side->sorted = sce_memory_new((count + (size_t)1) * sizeof *side->sorted);
  side->partners = sce_memory_new((count + (size_t)1) * sizeof *side->partners);
  for (uint32_t i = 0; i < count; i++) side->sorted[i] = (Path){side->results->values.at[i].path, i}, side->partners[i] = SCE_NO_OP;
  if (count) qsort(side->sorted, count, sizeof *side->sorted, compare_paths);
}

static void pair_sides(Side *olds, Side *news) {
  sort_side(olds);
  sort_side(news);
  for (uint32_t i = 0, k = 0; i < olds->results->values.count && k < news->results->values.count;) {
    Path x = olds->sorted[i], y = news->sorted[k];
    int order = strcmp(x.path, y.path);
    if (!order) olds->partners[x.at] = y.at, news->partners[y.at] = x.at;
    i += order <= 0;
    k += order >= 0;
  }
}

static void release_side(Side *side) {
  sce_json_results_free(side->made);
  sce_array_release(&side->shown);
  free(side->sorted);
  free(side->partners);
}

static const SceJsonValue *value_of(const Compare *c, int side, uint32_t at) { return at == SCE_NO_OP ? NULL : &c->sides[side].results->values.at[at]; }

static const SceResult *result_of(const Compare *c, int side, uint32_t at) {
  return at != SCE_NO_OP && at < c->sides[side].shown.count ? c->sides[side].shown.at[at] : NULL;
}

/* Whether a session computed it without showing it. */
static bool is_hidden(const Compare *c, int side, uint32_t at) {
  const SceResult *result = result_of(c, side, at);
  return result && !(result->flags & SCE_RESULT_SHOWN);
}

/* A sweep's own points: where results stand, not a result. */
static bool is_axis(const SceJsonValue *value) {
  if (value->axes.count != 1 || value->numbers.count != value->axes.at[0].points.count || strcmp(value->unit, value->axes.at[0].unit)) return false;
  for (uint32_t i = 0; i < value->numbers.count; i++)
    if (value->numbers.at[i].value != value->axes.at[0].points.at[i].value) return false;
  return true;
}

/* ---- outputs ---- */

static bool failed_at(const Compare *c, const SceJsonNumber *const numbers[2]) {
  bool none[2], broken[2];
  for (int side = 0; side < 2; side++) {
    none[side] = numbers[side] && isnan(numbers[side]->value);
    broken[side] = c->sides[side].results->errors > 0;
  }
  if (none[0] && none[1]) return broken[0] && broken[1];      /* else it is none, as the side says that has no errors */
  return (none[0] && broken[0]) || (none[1] && broken[1]);
}

static SceDiffStatus judge(const SceDiffOutput *out, const SceJsonNumber *const numbers[2], bool failed) {
  if (failed) return SCE_DIFF_ERROR;
  if (!numbers[0]) return SCE_DIFF_ADDED;
  if (!numbers[1]) return SCE_DIFF_REMOVED;
  return sce_diff_differs(out->old_value, out->new_value) ? SCE_DIFF_CHANGED : SCE_DIFF_UNCHANGED;
}

static void name_output(Compare *c, const uint32_t ats[2], SceDiffOutput *out) {
  int side = ats[1] != SCE_NO_OP;
  const SceJsonValue *shown = value_of(c, side, ats[side]), *other = value_of(c, !side, ats[!side]);
  const SceResult *look = result_of(c, side, ats[side]);
  if (!look && other && !strcmp(other->unit, shown->unit)) look = result_of(c, !side, ats[!side]);
  out->path = sce_text_copy(shown->path);
  out->at = sce_text_copy(shown->at);
  out->role = shown->role;
  out->unit = sce_known_units_own(&c->units, shown->unit);
  out->truth = shown->truth || (other && other->truth);
  out->sampled = shown->sampled || (other && other->sampled);
  out->percent = look && look->flags & SCE_RESULT_PERCENT;
  out->fixed = look && look->flags & SCE_RESULT_UNIT_FIXED;
  if (out->unit != SCE_UNIT_INVALID) return;
  out->unit = SCE_UNIT_ONE;
  out->note = sce_text_of_unknown_unit(shown->unit);
}

static void note_units(const char *old_unit, const char *new_unit, SceDiffOutput *out) {
  SceText text = {0};
  sce_text_add_format(&text, "the two sides count different things: %s and %s", old_unit, new_unit);
  free(out->note);
  out->note = text.bytes;
}

static void add_output(Compare *c, const uint32_t ats[2], const SceResultGrid *grid) {
  SceDiffOutput out = {.old_value = NAN, .new_value = NAN};
  const SceJsonNumber *numbers[] = {sce_result_grid_number(grid, 0), sce_result_grid_number(grid, 1)};
  SceScale scale = SCE_SCALE_ONE;
  bool matched = true;
  name_output(c, ats, &out);
  sce_result_grid_labels(grid, &out);
  if (grid->values[0] && grid->values[1]) matched = sce_known_units_match(&c->units, grid->values[0]->unit, grid->values[1]->unit, &scale);
  if (!matched) note_units(grid->values[0]->unit, grid->values[1]->unit, &out);
  if (numbers[0]) out.old_value = sce_scale_apply(scale, numbers[0]->value), out.old_se = isnan(numbers[0]->se) ? 0 : sce_scale_apply(scale, numbers[0]->se);
  if (numbers[1]) out.new_value = numbers[1]->value, out.new_se = isnan(numbers[1]->se) ? 0 : numbers[1]->se;
  out.status = judge(&out, numbers, !matched || failed_at(c, numbers));
  if (out.status == SCE_DIFF_ERROR) c->diff->partial = true;
  if (matched) sce_diff_set_delta(&out);
  else out.delta = out.ratio = NAN;
  c->diff->counts[out.status]++;
  sce_array_push(&c->diff->outputs, out);
}

static void add_outputs(Compare *c, const uint32_t ats[2], SceResultGrid *grid) {
  for (uint64_t p = 0; p < grid->points && p < POINTS_MOST; p++) {
    sce_result_grid_move(grid, p);
    if (grid->points == 1 || sce_result_grid_number(grid, 0) || sce_result_grid_number(grid, 1)) add_output(c, ats, grid);
  }
}

/* ---- edits ---- */

/* What was given, in short: "2.5 MW", "4 .. 6 MW" of what is not known, each where the sides differ first. */
static char *write_number(const SceJsonNumber *number, const SceJsonValue *value) {
  char digits[SCE_NUMBER_ROOM];
  SceText text = {0};
  bool spread = value->sampled && !isnan(number->p5) && !isnan(number->p95);
  if (isnan(number->value)) sce_text_add_string(&text, "none");
  else if (value->truth) sce_text_add_string(&text, number->value != 0 ? "true" : "false");
  else if (spread) {
    sce_text_add(&text, digits, sce_number_write_display(digits, number->p5, SCE_STYLE_PLAIN, SCE_NUMBER_DIGITS));
    sce_text_add_string(&text, " .. ");
    sce_text_add(&text, digits, sce_number_write_display(digits, number->p95, SCE_STYLE_PLAIN, SCE_NUMBER_DIGITS));
  } else {
    sce_text_add(&text, digits, sce_number_write_exact(digits, number->value));
  }
  if (strcmp(value->unit, "1") && !value->truth) sce_text_add_format(&text, " %s", value->unit);
  return text.bytes;
}

static bool differs_at(const SceJsonNumber *x, const SceJsonNumber *y, SceScale scale) {
  const double olds[] = {x->value, x->p5, x->p50, x->p95}, news[] = {y->value, y->p5, y->p50, y->p95};
  for (size_t i = 0; i < sizeof olds / sizeof *olds; i++)
    if (sce_diff_differs(sce_scale_apply(scale, olds[i]), news[i])) return true;
  return false;
}

static void add_edit(Compare *c, SceDriverKind kind, const SceResultGrid *grid) {
  const SceJsonValue *shown = grid->values[1] ? grid->values[1] : grid->values[0];
  SceDiffEdit edit = {.kind = kind, .path = sce_text_copy(shown->path), .at = sce_text_copy(shown->at)};
  const SceJsonNumber *numbers[] = {sce_result_grid_number(grid, 0), sce_result_grid_number(grid, 1)};
  if (numbers[0]) edit.old_text = write_number(numbers[0], grid->values[0]);
  if (numbers[1]) edit.new_text = write_number(numbers[1], grid->values[1]);
  sce_array_push(&c->diff->edits, edit);
}

/* One edit a path, whatever it ranges over. */
static void find_edit(Compare *c, SceResultGrid *grid) {
  SceScale scale = SCE_SCALE_ONE;
  bool both = grid->values[0] && grid->values[1], matched = !both || sce_known_units_match(&c->units, grid->values[0]->unit, grid->values[1]->unit, &scale);
  for (uint64_t p = 0; p < grid->points && p < POINTS_MOST; p++) {
    sce_result_grid_move(grid, p);
    const SceJsonNumber *x = sce_result_grid_number(grid, 0), *y = sce_result_grid_number(grid, 1);
    if (both && (!x || !y || (matched && !differs_at(x, y, scale)))) continue;
    add_edit(c, both ? SCE_DRIVER_VALUE : grid->values[1] ? SCE_DRIVER_ADDED : SCE_DRIVER_REMOVED, grid);
    return;
  }
}

/* ---- values ---- */

static void add_value(Compare *c, uint32_t old_at, uint32_t new_at) {
  const uint32_t ats[] = {old_at, new_at};
  const SceJsonValue *values[] = {value_of(c, 0, old_at), value_of(c, 1, new_at)};
  const SceJsonResults *documents[] = {c->sides[0].results, c->sides[1].results};
  bool given = true, axis = true, alone = !values[0] || !values[1];
  for (int side = 0; side < 2; side++) {
    if (!values[side]) continue;
    given &= values[side]->role == SCE_ROLE_INPUT;
    axis &= is_axis(values[side]);
    if (is_hidden(c, side, ats[side]) && (alone || !c->all)) return;
  }
  if (axis) return;
  SceResultGrid grid;
  sce_result_grid_init(&grid, documents, values, &c->units);
  if (given) find_edit(c, &grid);
  else add_outputs(c, ats, &grid);
  sce_result_grid_release(&grid);
}

/* In the new side's order, with what is gone at its old place. */
static void add_values(Compare *c) {
  const Side *olds = &c->sides[0], *news = &c->sides[1];
  uint32_t old_count = olds->results->values.count, next = 0;
  for (uint32_t i = 0; i <= news->results->values.count; i++) {
    bool last = i == news->results->values.count;
    uint32_t partner = last ? SCE_NO_OP : news->partners[i], stop = last ? old_count : partner == SCE_NO_OP ? next : partner;
    for (; next < stop; next++)
      if (olds->partners[next] == SCE_NO_OP) add_value(c, next, SCE_NO_OP);
    if (!last) add_value(c, partner, i);
  }
}

/* ---- claims ---- */

static const char *status_text(const char *status) {
  for (SceVerdict verdict = SCE_VERDICT_HOLDS; verdict < SCE_VERDICT_ERROR; verdict++)
    if (!strcmp(sce_verdict_text(verdict), status)) return sce_verdict_text(verdict);
  return sce_verdict_text(SCE_VERDICT_ERROR);
}

static const SceJsonClaim *find_claim(const SceJsonResults *results, const char *name) {
  for (uint32_t i = 0; i < results->claims.count; i++)
    if (!strcmp(results->claims.at[i].name, name)) return &results->claims.at[i];
  return NULL;
}

/* Whether a session spells what it says with %. */
static bool is_percent(const SceProgram *program, const char *name) {
  bool percent = false;
  for (uint32_t i = 0; program && i < program->claims.count; i++) {
    const SceClaim *claim = &program->claims.at[i];
    if (strcmp(sce_intern_spelling(&program->intern, claim->name), name) || claim->unit != SCE_UNIT_ONE) continue;
    SceText says = {0};
    sce_claim_says(program, claim, &says);
    percent |= says.count && says.bytes[says.count - 1] == '%';
    sce_text_release(&says);
  }
  return percent;
}

static void add_claim(Compare *c, const SceJsonClaim *x, const SceJsonClaim *y) {
  const SceJsonClaim *shown = y ? y : x;
  const char *unit = shown->unit ? shown->unit : "1";
  SceDiffClaim out = {.name = sce_text_copy(shown->name), .at = sce_text_copy(shown->at), .source = sce_text_copy(shown->source), .old_got = NAN, .new_got = NAN, .says = shown->says};
  SceScale scale = SCE_SCALE_ONE;
  out.percent = is_percent(c->sides[y ? 1 : 0].program, shown->name);
  out.unit = sce_known_units_own(&c->units, unit);
  if (out.unit == SCE_UNIT_INVALID) out.unit = SCE_UNIT_ONE;
  if (x) out.old_status = status_text(x->status);
  if (y) out.new_status = status_text(y->status), out.new_got = y->got;
  if (x && sce_known_units_match(&c->units, x->unit ? x->unit : "1", unit, &scale)) out.old_got = sce_scale_apply(scale, x->got);
  bool off = out.new_status && strcmp(out.new_status, "holds") && strcmp(out.new_status, "disputed");
  out.flipped = x && y ? out.old_status != out.new_status : off;
  c->diff->claims_off += out.new_status && !strcmp(out.new_status, "off");
  sce_array_push(&c->diff->claims, out);
}

static void add_claims(Compare *c) {
  const SceJsonResults *olds = c->sides[0].results, *news = c->sides[1].results;
  for (uint32_t i = 0; i < news->claims.count; i++) add_claim(c, find_claim(olds, news->claims.at[i].name), &news->claims.at[i]);
  for (uint32_t i = 0; i < olds->claims.count; i++)
    if (!find_claim(news, olds->claims.at[i].name)) add_claim(c, &olds->claims.at[i], NULL);
  sce_diff_sort_claims(c->diff);
}

/* ---- all of it ---- */

static int compare_texts(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* Every unit of both sides, once. */
static void list_units(const Compare *c, SceUnitTexts *texts) {
  for (int side = 0; side < 2; side++) {
    const SceJsonResults *results = c->sides[side].results;
    for (uint32_t i = 0; i < results->values.count; i++) {
      sce_array_push(texts, results->values.at[i].unit);
      for (uint32_t k = 0; k < results->values.at[i].axes.count; k++) sce_array_push(texts, results->values.at[i].axes.at[k].unit);
    }
    for (uint32_t i = 0; i < results->claims.count; i++)
      if (results->claims.at[i].unit) sce_array_push(texts, results->claims.at[i].unit);
  }
  uint32_t kept = 0;
  if (texts->count) qsort(texts->at, texts->count, sizeof *texts->at, compare_texts);
  for (uint32_t i = 0; i < texts->count; i++)
    if (!kept || strcmp(texts->at[kept - 1], texts->at[i])) texts->at[kept++] = texts->at[i];
  texts->count = kept;
}

void sce_compare_results(SceDiff *diff, const SceResultsSide *old_side, const SceResultsSide *new_side, bool all) {
  Compare c = {.diff = diff, .all = all};
  const SceResultsSide *given[] = {old_side, new_side};
  SceUnitTexts texts = {0};
  for (int side = 0; side < 2; side++) {
    c.sides[side].results = given[side]->results;
    if (!given[side]->results) read_session(given[side]->session, &c.sides[side]);
    diff->partial |= c.sides[side].results->partial || c.sides[side].results->errors;
  }
  list_units(&c, &texts);
  if (new_side->results) sce_known_units_make(new_side->session, old_side->results ? NULL : old_side->session->program, &texts);
  sce_known_units_init(&c.units, new_side->session, &texts);
  diff->program = new_side->session->program;
  diff->values_only = true;
  pair_sides(&c.sides[0], &c.sides[1]);
  add_values(&c);
  add_claims(&c);
  sce_known_units_release(&c.units);
  sce_array_release(&texts);
  for (int side = 0; side < 2; side++) release_side(&c.sides[side]);
}
