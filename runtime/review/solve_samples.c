/* Each sample solves its own equation: brackets of all samples of a batch go on side by side, one value tried for each of them a pass.
 */
#include "plan.h"
#include "sample/column.h"
#include "solve.h"

#include <float.h>
#include <math.h>

typedef struct Batch {
  SceSolve *solve;
  SceColumn *column;
  uint64_t number;
  uint32_t count;
  double *f;                        /* by place of the grid, then by sample */
  double given[SCE_BATCH], root[SCE_BATCH];
  uint32_t next[SCE_BATCH];         /* the place from which on to look; past the grid: done with */
  SceBracket brackets[SCE_BATCH];
} Batch;

static double difference(double left, double right) {
  return fabs(left - right) <= 2 * DBL_EPSILON * fmax(fabs(left), fabs(right)) ? 0 : left - right;
}

static void note_reach(SceSolvePoint *point, double x, double value) {
  SceReach *reach = &point->reach;
  if (isnan(value)) return;
  if (!reach->any) *reach = (SceReach){true, value, x, value, x, false, false};
  if (value < reach->low) reach->low = value, reach->low_at = x;
  if (value > reach->high) reach->high = value, reach->high_at = x;
}

static void read_grid(Batch *b, SceSolvePoint *point) {
  const SceSolve *solve = b->solve;
  for (uint32_t g = 0; g < solve->x.count; g++) {
    for (uint32_t i = 0; i < b->count; i++) b->given[i] = solve->x.at[g];
    sce_column_read(b->column, b->number, b->given);
    for (uint32_t i = 0; i < b->count; i++) {
      double left = b->column->values[0][i], right = b->column->values[1][i];
      b->f[(size_t)g * SCE_BATCH + i] = difference(left, right);
      note_reach(point, solve->x.at[g], solve->right_moves ? left - right : left);
    }
  }
}

static bool crosses(double f, double g) { return f == 0 || g == 0 || (f > 0 && g < 0) || (f < 0 && g > 0); }

/* The next place of the grid behind which a sample's equation changes sign; a bracket for it, or its root where it stands on the place. */
static bool open_bracket(Batch *b, uint32_t i) {
  const double *x = b->solve->x.at, *f = b->f + i;
  for (uint32_t size = b->solve->x.count; b->next[i] + 1 < size; b->next[i]++) {
    uint32_t g = b->next[i];
    double here = f[(size_t)g * SCE_BATCH], there = f[((size_t)g + 1) * SCE_BATCH];
    if (isnan(here) || isnan(there) || !crosses(here, there)) continue;
    sce_bracket_init(&b->brackets[i], x[g], here, x[g + 1], there);
    return true;
  }
  return false;
}

/* Narrows all open brackets: one pass a step. */
static void narrow(Batch *b) {
  for (bool open = true; open && !sce_solve_is_stopped(b->solve);) {
    open = false;
    for (uint32_t i = 0; i < b->count; i++) {
      b->given[i] = b->brackets[i].done ? b->brackets[i].x1 : sce_bracket_next(&b->brackets[i]);
      open |= !b->brackets[i].done;
    }
    if (!open) return;
    sce_column_read(b->column, b->number, b->given);
    for (uint32_t i = 0; i < b->count; i++)
      if (!b->brackets[i].done) sce_bracket_take(&b->brackets[i], difference(b->column->values[0][i], b->column->values[1][i]));
  }
}

static bool has_another(const Batch *b, uint32_t i) {
  const double *f = b->f + i;
  for (uint32_t g = b->next[i] + 1; g + 1 < b->solve->x.count; g++)
    if (crosses(f[(size_t)g * SCE_BATCH], f[((size_t)g + 1) * SCE_BATCH]) && f[(size_t)g * SCE_BATCH] != 0) return true;
  return false;
}

/* The lowest root of each sample: NaN where it has none. A pole is passed by. */
static void solve_batch(Batch *b, SceSolvePoint *point) {
  for (uint32_t i = 0; i < b->count; i++) b->next[i] = 0, b->root[i] = NAN;
  for (bool again = true; again;) {
    again = false;
    bool open[SCE_BATCH];
    for (uint32_t i = 0; i < b->count; i++) {
      b->brackets[i] = (SceBracket){.x1 = b->solve->low, .done = true};
      open[i] = isnan(b->root[i]) && open_bracket(b, i);
    }
    narrow(b);
    for (uint32_t i = 0; i < b->count; i++) {
      if (!open[i]) continue;
      if (b->brackets[i].done && !sce_bracket_is_pole(&b->brackets[i])) {
        b->root[i] = sce_bracket_best(&b->brackets[i]);
        point->threshold.several += has_another(b, i);
      } else {
        b->next[i]++;
        again |= !b->solve->stopped;
      }
    }
  }
}

static int compare_numbers(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return a < b ? -1 : a > b;
}

static double quantile(const double *sorted, uint64_t count, double probability) {
  double at = probability * (double)(count - 1);
  uint64_t below = (uint64_t)at;
  if (below + 1 >= count) return sorted[count - 1];
  return sorted[below] + (sorted[below + 1] - sorted[below]) * (at - (double)below);
}

static void solve_point(SceSolve *solve, SceSolvePoint *point, Batch *b) {
  const SceProgram *program = solve->program;
  SceColumn column;
  SceWanted wanted[SCE_COLUMN_WANTED] = {{solve->left, sce_set_project(program, program->ops.at[solve->left].axes, solve->axes, point->point)},
                                         {solve->right, sce_set_project(program, program->ops.at[solve->right].axes, solve->axes, point->point)}};
  sce_column_init(&column, solve->run, wanted);
  SCE_ARRAY(double) roots = {0};
  b->column = &column;
  SceThreshold *threshold = &point->threshold;
  for (b->number = 0; b->number < column.batches && !sce_solve_is_stopped(solve); b->number++) {
    b->count = sce_column_count(&column, b->number);
    read_grid(b, point);
    solve_batch(b, point);
    threshold->count += b->count;
    for (uint32_t i = 0; i < b->count; i++) {
      if (isnan(b->root[i])) threshold->none++;
      else sce_array_push(&roots, b->root[i]);
    }
  }
  point->moves = point->reach.any && point->reach.high > point->reach.low;
  if (roots.count) qsort(roots.at, roots.count, sizeof *roots.at, compare_numbers);
  threshold->p5 = roots.count ? quantile(roots.at, roots.count, 0.05) : NAN;
  threshold->p50 = roots.count ? quantile(roots.at, roots.count, 0.5) : NAN;
  threshold->p95 = roots.count ? quantile(roots.at, roots.count, 0.95) : NAN;
  sce_array_release(&roots);
  sce_column_release(&column);
}

void sce_solve_samples(SceSolve *solve) {
  Batch *b = sce_memory_zeroed(sizeof *b);
  b->solve = solve;
  b->f = sce_memory_new((size_t)solve->x.count * SCE_BATCH * sizeof *b->f);
  for (uint32_t p = 0; p < solve->points.count && !solve->stopped; p++) solve_point(solve, &solve->points.at[p], b);
  free(b->f);
  free(b);
}
