/* Axes are matched by name, as the documents shorten names in the same way on both sides.
 */
#include "result_points.h"

#include "results/number.h"
#include "texts.h"

enum { SEARCH_MOST = 1 << 26 };     /* pairs of points to look at; beyond, points are matched by their place alone */

typedef struct Points {             /* of an axis on one side; labels NULL: none */
  const SceJsonAxis *axis;
  const SceJsonResults *scenarios;  /* or, without axis: those of the document */
} Points;

static uint32_t count_of(Points points) { return points.axis ? points.axis->points.count : points.scenarios ? points.scenarios->scenarios.count : 0; }

static SceJsonPoint point_of(Points points, uint32_t i) {
  return points.axis ? points.axis->points.at[i] : (SceJsonPoint){points.scenarios->scenarios.at[i], 0};
}

static const SceJsonAxis *find_axis(const SceJsonValue *value, const char *name) {
  for (uint32_t i = 0; value && i < value->axes.count; i++)
    if (!strcmp(value->axes.at[i].name, name)) return &value->axes.at[i];
  return NULL;
}

/* The points that a side has on an axis: of the value, else of whatever else the document holds. */
static Points find_points(const SceJsonResults *document, const SceJsonValue *value, const char *name) {
  Points points = {find_axis(value, name), NULL};
  if (points.axis || !value) return points;
  if (!strcmp(name, "scenario")) return (Points){NULL, document};
  for (uint32_t i = 0; i < document->values.count && !points.axis; i++) points.axis = find_axis(&document->values.at[i], name);
  return points;
}

static bool is_same(SceJsonPoint x, SceJsonPoint y, SceScale scale) {
  if (x.label || y.label) return x.label && y.label && !strcmp(x.label, y.label);
  return !sce_diff_differs(sce_scale_apply(scale, x.value), y.value);
}

static char *name_point(SceJsonPoint point) {
  char number[SCE_NUMBER_ROOM + 1];
  if (point.label) return sce_text_copy(point.label);
  number[sce_number_write_exact(number, point.value)] = '\0';
  return sce_text_copy(number);
}

/* The new side's points, each with the old one that it is, then the old ones that are left. */
static void match_points(SceResultAxis *axis, Points olds, Points news, SceScale scale) {
  uint32_t old_count = count_of(olds), new_count = count_of(news), next = 0;
  bool *taken = sce_memory_zeroed(old_count + (size_t)1), many = (uint64_t)old_count * new_count > SEARCH_MOST;
  for (uint32_t i = 0; i < new_count; i++) {
    uint32_t found = SCE_NO_OP;
    for (uint32_t k = 0; k < (many && old_count ? 1 : old_count) && found == SCE_NO_OP; k++) {
      uint32_t at = many ? i : (next + k) % old_count;
      if (at < old_count && !taken[at] && is_same(point_of(olds, at), point_of(news, i), scale)) found = at;
    }
    if (found != SCE_NO_OP) taken[found] = true, next = found + 1;
    sce_array_push(&axis->labels, name_point(point_of(news, i)));
    sce_array_push(&axis->own[0], found);
    sce_array_push(&axis->own[1], i);
  }
  for (uint32_t k = 0; k < old_count; k++) {
    if (taken[k]) continue;
    sce_array_push(&axis->labels, name_point(point_of(olds, k)));
    sce_array_push(&axis->own[0], k);
    sce_array_push(&axis->own[1], SCE_NO_OP);
  }
  free(taken);
}

static uint32_t stride_of(const SceJsonValue *value, const char *name) {
  uint32_t stride = 1;
  for (uint32_t i = value ? value->axes.count : 0; i-- > 0; stride *= value->axes.at[i].points.count)
    if (!strcmp(value->axes.at[i].name, name)) return stride;
  return 0;
}

static void add_axis(SceResultGrid *grid, const SceJsonResults *const documents[2], const char *name, SceKnownUnits *units) {
  for (uint32_t i = 0; i < grid->axes.count; i++)
    if (!strcmp(grid->axes.at[i].name, name)) return;
  SceResultAxis axis = {.name = name};
  Points points[2];
  SceScale scale = SCE_SCALE_ONE;
  for (int side = 0; side < 2; side++) {
    points[side] = find_points(documents[side], grid->values[side], name);
    axis.strides[side] = stride_of(grid->values[side], name);
  }
  if (points[0].axis && points[1].axis && !sce_known_units_match(units, points[0].axis->unit, points[1].axis->unit, &scale)) scale = SCE_SCALE_ONE;
  match_points(&axis, points[0], points[1], scale);
  uint64_t most = UINT64_MAX / ((uint64_t)axis.labels.count + 1);
  grid->points = grid->points > most ? most : grid->points * axis.labels.count;
  sce_array_push(&grid->axes, axis);
}

void sce_result_grid_init(SceResultGrid *grid, const SceJsonResults *const documents[2], const SceJsonValue *const values[2], SceKnownUnits *units) {
  *grid = (SceResultGrid){.values = {values[0], values[1]}, .points = 1};
  for (int side = 1; side >= 0; side--)
    for (uint32_t i = 0; values[side] && i < values[side]->axes.count; i++) add_axis(grid, documents, values[side]->axes.at[i].name, units);
}

void sce_result_grid_release(SceResultGrid *grid) {
  for (uint32_t i = 0; i < grid->axes.count; i++) {
    SceResultAxis *axis = &grid->axes.at[i];
    for (uint32_t k = 0; k < axis->labels.count; k++) free(axis->labels.at[k]);
    sce_array_release(&axis->labels);
    sce_array_release(&axis->own[0]);
    sce_array_release(&axis->own[1]);
  }
  sce_array_release(&grid->axes);
}

void sce_result_grid_move(SceResultGrid *grid, uint64_t point) {
  for (uint32_t i = grid->axes.count; i-- > 0;) {
    uint32_t count = grid->axes.at[i].labels.count;
    grid->axes.at[i].at = count ? (uint32_t)(point % count) : 0;
    point = count ? point / count : 0;
  }
}

const SceJsonNumber *sce_result_grid_number(const SceResultGrid *grid, int side) {
  const SceJsonValue *value = grid->values[side];
  uint64_t at = 0;
  for (uint32_t i = 0; value && i < grid->axes.count; i++) {
    const SceResultAxis *axis = &grid->axes.at[i];
    uint32_t own = axis->at < axis->own[side].count ? axis->own[side].at[axis->at] : SCE_NO_OP;
    if (own == SCE_NO_OP) return NULL;
    at += (uint64_t)own * axis->strides[side];
  }
  return value && at < value->numbers.count ? &value->numbers.at[at] : NULL;
}

void sce_result_grid_labels(const SceResultGrid *grid, SceDiffOutput *output) {
  for (uint32_t i = 0; i < grid->axes.count; i++)
    sce_array_push(&output->point, ((SceDiffLabel){sce_text_copy(grid->axes.at[i].name), sce_text_copy(grid->axes.at[i].labels.at[grid->axes.at[i].at])}));
}
