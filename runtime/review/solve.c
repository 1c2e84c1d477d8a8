/* The search: a grid over the range on which all points of the equation are computed together, then each point's roots (root.h).
 */
#include "solve.h"

#include "run.h"
#include "sample/portable.h"

#include <float.h>
#include <math.h>

enum { GROWTH = 1000, GRID_MOST = 513, GRID_LEAST = 33, GRID_SAMPLED = 257 };
enum { TRIED = 12 };                                  /* values that it takes to narrow down a root, about */
static const double work_most = 2e8, work_all = 2e11;  /* operations that a grid, and all of a search, may cost */

/* ---- what the equation rests on ---- */

typedef struct Facts {
  bool *reached;                    /* the equation rests on it */
  bool *moved;                      /* it rests on the field */
  uint64_t *varies;                 /* axes along which it can differ; all ones where there are too many to tell */
} Facts;

static void mark_reached(const SceSolve *solve, bool *reached) {
  const SceProgram *program = solve->program;
  SCE_ARRAY(uint32_t) open = {0};
  sce_array_push(&open, solve->equation);
  while (open.count) {
    uint32_t op = sce_array_pop(&open);
    if (op >= program->ops.count || reached[op]) continue;
    reached[op] = true;
    SceNeeds needs = sce_op_needs(program, op);
    for (uint32_t k = 0; k < needs.count; k++) sce_array_push(&open, sce_need(program, &needs, k));
  }
  sce_array_release(&open);
}

static uint64_t axes_of(const SceProgram *program, uint32_t set) {
  uint64_t bits = 0;
  for (uint32_t i = 0; i < program->axis_sets.at[set].count; i++) bits |= UINT64_C(1) << (sce_set_axes(program, set)[i] & 63);
  return bits;
}

/* One operation from those that it needs. Returns whether anything was new. */
static bool derive(SceProgram *program, const Facts *facts, uint32_t id) {
  SceOp *op = &program->ops.at[id];
  SceNeeds needs = sce_op_needs(program, id);
  bool sampled = op->kind == SCE_OP_DRAW || op->kind == SCE_OP_GIVEN, moved = facts->moved[id];
  uint64_t varies = op->kind == SCE_OP_DRAW ? axes_of(program, op->axes) : 0;
  for (uint32_t k = 0; k < needs.count; k++) {
    uint32_t need = sce_need(program, &needs, k);
    if (need >= program->ops.count) continue;
    sampled |= program->ops.at[need].sampled;
    moved |= facts->moved[need];
    varies |= facts->varies[need];
  }
  if (op->kind == SCE_OP_JOIN || op->kind == SCE_OP_AXIS) varies |= UINT64_C(1) << (op->a & 63);
  if (op->kind == SCE_OP_PREV) varies |= UINT64_C(1) << (op->c & 63);
  varies &= axes_of(program, op->axes);
  if (sce_op_reduces_samples(op->kind)) sampled = false;
  bool fresh = sampled != op->sampled || moved != facts->moved[id] || varies != facts->varies[id];
  op->sampled = sampled;
  facts->moved[id] = moved;
  facts->varies[id] = varies;
  return fresh;
}

static void derive_all(SceProgram *program, const Facts *facts) {
  for (uint32_t i = 0; i < program->ops.count; i++) program->ops.at[i].sampled = program->ops.at[i].kind == SCE_OP_DRAW || program->ops.at[i].kind == SCE_OP_GIVEN;
  for (bool fresh = true; fresh;) {
    fresh = false;
    for (uint32_t i = 0; i < program->ops.count; i++) fresh |= derive(program, facts, i);
  }
}

static bool is_wanted(const SceSolve *solve, uint32_t scenario) {
  if (!solve->scenario_count) return true;
  for (uint32_t i = 0; i < solve->scenario_count; i++)
    if (solve->scenarios[i] == scenario) return true;
  return false;
}

static bool list_points(SceSolve *solve) {
  const SceProgram *program = solve->program;
  uint32_t count = sce_set_points(program, solve->axes), depth = program->axis_sets.at[solve->axes].count;
  for (uint32_t p = 0; p < count; p++) {
    bool wanted = true;
    for (uint32_t i = 0; i < depth && wanted; i++) {
      uint32_t axis = sce_set_axes(program, solve->axes)[i], at = p / sce_set_stride(program, solve->axes, axis) % program->axes.at[axis].count;
      wanted = solve->varies[axis] ? axis || is_wanted(solve, at) : at == 0;
    }
    if (!wanted) continue;
    if (solve->points.count == SCE_SOLVE_POINTS) return false;
    sce_array_push(&solve->points, ((SceSolvePoint){.point = p}));
  }
  return true;
}

/* Operations that one value tried costs, about. */
static double count_work(const SceSolve *solve) {
  const SceProgram *program = solve->program;
  double samples = (double)(solve->sampling.samples ? solve->sampling.samples : SCE_SAMPLES), work = 1;
  for (uint32_t i = 0; i < program->ops.count; i++) {
    double points = sce_set_points(program, program->ops.at[i].axes);
    if (program->ops.at[i].sampled) work += solve->sampled || solve->reduces ? points * samples / 4 : 0;
    else work += points;
  }
  return work;
}

/* Where single numbers are compared each point is narrowed down by itself, all others being computed along; samples that nobody asked for are fewer then, if need be. */
static bool takes_long(SceSolve *solve) {
  double tried = 2 * GRID_LEAST + (solve->sampled ? TRIED : TRIED * (double)solve->points.count);
  if (solve->reduces && !solve->sampled && !solve->sampling.samples && count_work(solve) * tried > work_all) solve->sampling.samples = SCE_SOLVE_SAMPLES;
  return count_work(solve) * tried > work_all;
}

SceSolveBegin sce_solve_begin(SceSolve *solve) {
  SceProgram *program = solve->program;
  uint32_t count = program->ops.count;
  Facts facts = {sce_memory_zeroed((size_t)count + 1), sce_memory_zeroed((size_t)count + 1), sce_memory_zeroed(((size_t)count + 1) * sizeof(uint64_t))};
  mark_reached(solve, facts.reached);
  solve->reaches = facts.reached[solve->pin];
  program->ops.at[solve->pin] = (SceOp){.kind = SCE_OP_CONSTANT};
  facts.moved[solve->pin] = true;
  derive_all(program, &facts);
  solve->sampled = program->ops.at[solve->equation].sampled;
  for (uint32_t i = 0; i < count; i++) solve->reduces |= facts.reached[i] && facts.moved[i] && sce_op_reduces_samples(program->ops.at[i].kind) && program->ops.at[program->ops.at[i].a].sampled;
  solve->right_moves = facts.moved[solve->right];
  if (solve->sampled) {
    program->ops.at[solve->pin] = (SceOp){.kind = SCE_OP_GIVEN, .sampled = 1};
    derive_all(program, &facts);
  }
  solve->axes = program->ops.at[solve->equation].axes;
  solve->varies = sce_memory_zeroed((size_t)program->axes.count + 1);
  for (uint32_t i = 0; i < program->axes.count; i++) solve->varies[i] = facts.varies[solve->equation] >> (i & 63) & 1;
  if (!solve->sampling.samples && solve->sampled) solve->sampling.samples = SCE_SOLVE_SAMPLES;
  solve->moved = facts.moved;
  free(facts.reached), free(facts.varies);
  if (!solve->reaches) return SCE_SOLVE_UNMOVED;
  if (solve->sampled && solve->reduces) return SCE_SOLVE_MIXED;
  if (!list_points(solve)) return SCE_SOLVE_TOO_MANY;
  return takes_long(solve) ? SCE_SOLVE_TOO_LONG : SCE_SOLVE_READY;
}

/* ---- one value tried ---- */

bool sce_solve_is_stopped(SceSolve *solve) {
  solve->stopped |= solve->sampling.stop && *solve->sampling.stop;
  return solve->stopped;
}

/* What samples come to and the field does not move is computed once. */
static void keep_reductions(SceSolve *solve) {
  for (uint32_t i = 0; i < solve->program->ops.count; i++) {
    SceOp *op = &solve->program->ops.at[i];
    if (!sce_op_reduces_samples(op->kind) || op->axes || solve->moved[i]) continue;
    uint32_t count;
    double value = *sce_run_points(solve->run, i, &count);
    if (!isnan(value)) *op = (SceOp){.kind = SCE_OP_CONSTANT, .number = value};
  }
}

static void stand_at(SceSolve *solve, double x) {
  if (solve->run && x == solve->at) return;
  if (!solve->sampled) solve->program->ops.at[solve->pin].number = x;
  bool first = !solve->run;
  if (first) solve->run = sce_run_new(solve->program, solve->functions, &solve->sampling);
  else sce_run_again(solve->run);
  if (first) keep_reductions(solve);
  solve->at = x;
  sce_solve_is_stopped(solve);
}

static double read_side(const SceSolve *solve, uint32_t op, uint32_t point) {
  uint32_t count;
  const double *points = sce_run_points(solve->run, op, &count);
  return points[sce_set_project(solve->program, solve->program->ops.at[op].axes, solve->axes, point)];
}

/* Left less right; 0 where they are equal but for rounding. */
static double difference(double left, double right) {
  return fabs(left - right) <= 2 * DBL_EPSILON * fmax(fabs(left), fabs(right)) ? 0 : left - right;
}

typedef struct Place {              /* a point of the equation, as a curve */
  SceSolve *solve;
  uint32_t point;
} Place;

static double value_at(void *context, double x) {
  Place *place = context;
  stand_at(place->solve, x);
  return difference(read_side(place->solve, place->solve->left, place->point), read_side(place->solve, place->solve->right, place->point));
}

static double left_at(void *context, double x) {
  Place *place = context;
  stand_at(place->solve, x);
  double left = read_side(place->solve, place->solve->left, place->point), right = read_side(place->solve, place->solve->right, place->point);
  return place->solve->right_moves ? left - right : isnan(right) ? right : left;
}

/* Exact, where no samples are drawn again for it. */
static bool slope_at(void *context, double x, double *slope) {
  Place *place = context;
  SceSolve *solve = place->solve;
  const SceProgram *program = solve->program;
  uint32_t count, sides[] = {solve->left, solve->right};
  stand_at(solve, x);
  if (!solve->gradient) solve->gradient = sce_gradient_new(solve->run);
  *slope = 0;
  for (int i = 0; i < (solve->right_moves ? 2 : 1); i++) {
    if (!sce_gradient_of(solve->gradient, sides[i], sce_set_project(program, program->ops.at[sides[i]].axes, solve->axes, place->point))) return false;
    double by = *sce_gradient_by(solve->gradient, solve->pin, &count);
    *slope += i ? -by : by;
  }
  return isfinite(*slope);
}

static double scale_at(void *context, double x) {
  Place *place = context;
  stand_at(place->solve, x);
  return fmax(fabs(read_side(place->solve, place->solve->left, place->point)), fabs(read_side(place->solve, place->solve->right, place->point)));
}

/* ---- the grid ---- */

static int compare_numbers(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return a < b ? -1 : a > b;
}

/* Places from a to b, both of one sign, in equal ratios; without b. */
static void add_ratios(SceSolve *solve, double a, double b, uint32_t count) {
  double from = sce_ln(fabs(a)), over = sce_ln(fabs(b)) - from;      /* not libm's: the same places on every machine */
  sce_array_push(&solve->x, a);
  for (uint32_t i = 1; i < count; i++) sce_array_push(&solve->x, copysign(sce_exp(from + over * ((double)i / count)), a));
}

static void add_steps(SceSolve *solve, double a, double b, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) sce_array_push(&solve->x, a + (b - a) * ((double)i / count));
}

/* Equal ratios where the range has one sign and spans more than a decade, else equal steps; around 0 both. */
static void make_grid(SceSolve *solve, uint32_t count) {
  double low = solve->low, high = solve->high, near = 1e-9;
  solve->x.count = 0;
  if ((low > 0 && high > 10 * low) || (high < 0 && low < 10 * high)) {
    add_ratios(solve, low, high, count - 1);
  } else if (low > 0 || high < 0) {
    add_steps(solve, low, high, count - 1);
  } else {
    add_steps(solve, low, high, count / 2);
    if (high > 0) add_ratios(solve, high * near, high, count / 4);
    if (low < 0) add_ratios(solve, low, low * near, count / 4);
    sce_array_push(&solve->x, 0);
  }
  sce_array_push(&solve->x, high);
  qsort(solve->x.at, solve->x.count, sizeof *solve->x.at, compare_numbers);
  uint32_t kept = 1;
  for (uint32_t i = 1; i < solve->x.count; i++)
    if (solve->x.at[i] > solve->x.at[kept - 1]) solve->x.at[kept++] = solve->x.at[i];
  solve->x.count = kept;
}

/* As fine as the work allows. */
static uint32_t choose_count(const SceSolve *solve) {
  return (uint32_t)fmax(GRID_LEAST, fmin(work_most / count_work(solve), solve->sampled ? GRID_SAMPLED : GRID_MOST));
}

/* Values and slopes of all points at one place of the grid. */
static void fill_place(SceSolve *solve, uint32_t at) {
  uint32_t size = solve->x.count;
  const double *x = solve->x.at;
  double aside = at + 1 < size ? (x[at + 1] - x[at]) * 1e-4 : (x[at - 1] - x[at]) * 1e-4;
  for (uint32_t p = 0; p < solve->points.count; p++) {
    Place place = {.solve = solve, .point = solve->points.at[p].point};
    solve->f.at[(size_t)p * size + at] = value_at(&place, x[at]);
    solve->reached.at[(size_t)p * size + at] = left_at(&place, x[at]);
  }
  for (uint32_t p = 0; p < solve->points.count; p++) {
    Place place = {.solve = solve, .point = solve->points.at[p].point};
    solve->slope.at[(size_t)p * size + at] = (value_at(&place, x[at] + aside) - solve->f.at[(size_t)p * size + at]) / aside;
  }
}

/* ---- one point ---- */

/* The extreme at a place of the grid, sought between its neighbours; `most`: the largest value of the grid. True where there is none: the value grows on and on. */
static bool refine(SceSolve *solve, const SceCurve *curve, const double *reached, uint32_t at, double sign, double most, double *value, double *place) {
  const double *x = solve->x.at;
  bool before = at > 0 && isnan(reached[at - 1]), after = at + 1 < solve->x.count && isnan(reached[at + 1]);
  if (before || after) *place = sce_curve_edge(curve, x[at], before ? x[at - 1] : x[at + 1], value);
  else if (at > 0 && at + 1 < solve->x.count) *value = left_at(curve->context, *place = sce_curve_extreme(curve, x[at - 1], x[at], x[at + 1], sign));
  if (fabs(*value) <= GROWTH * most) return false;
  if ((before && x[at - 1] == 0) || (after && x[at + 1] == 0)) *place = 0;
  return true;
}

static void find_reach(SceSolve *solve, Place *place, SceSolvePoint *point, const double *reached, bool exactly) {
  uint32_t low = UINT32_MAX, high = UINT32_MAX;
  for (uint32_t i = 0; i < solve->x.count; i++) {
    if (isnan(reached[i])) continue;
    if (low == UINT32_MAX || reached[i] < reached[low]) low = i;
    if (high == UINT32_MAX || reached[i] > reached[high]) high = i;
  }
  if (low == UINT32_MAX) return;
  SceReach *reach = &point->reach;
  *reach = (SceReach){true, reached[low], solve->x.at[low], reached[high], solve->x.at[high], false, false};
  point->moves = reach->high - reach->low > 1e-12 * fmax(fabs(reach->low), fabs(reach->high));
  if (!exactly || !point->moves) return;
  SceCurve curve = {.context = place, .value = left_at, .slope = solve->reduces ? NULL : slope_at};
  double most = fmax(fabs(reach->low), fabs(reach->high));
  reach->low_open = refine(solve, &curve, reached, low, 1, most, &reach->low, &reach->low_at);
  reach->high_open = refine(solve, &curve, reached, high, -1, most, &reach->high, &reach->high_at);
}

static void keep_solution(SceSolve *solve, Place *place, SceSolvePoint *point, SceRoot root) {
  SceSolution solution = {.root = root};
  if (root.kind == SCE_ROOT_STEP) {
    stand_at(solve, root.from);
    solution.before = read_side(solve, solve->left, place->point);
    stand_at(solve, root.to);
    solution.after = read_side(solve, solve->left, place->point);
  }
  stand_at(solve, root.value);
  solution.residual = read_side(solve, solve->left, place->point) - read_side(solve, solve->right, place->point);
  sce_array_push(&point->list, solution);
}

static void solve_point(SceSolve *solve, uint32_t number) {
  SceSolvePoint *point = &solve->points.at[number];
  uint32_t size = solve->x.count;
  Place place = {.solve = solve, .point = point->point};
  SceCurve curve = {.context = &place, .value = value_at, .scale = scale_at, .slope = solve->reduces ? NULL : slope_at, .smooth = solve->reduces ? 1e-3 : 0};
  SceGrid grid = {solve->x.at, solve->f.at + (size_t)number * size, solve->slope.at + (size_t)number * size, size};
  const double *reached = solve->reached.at + (size_t)number * size;
  find_reach(solve, &place, point, reached, false);
  SceRoots roots = {0};
  sce_roots_find(&curve, &grid, &roots);
  for (uint32_t i = 0; i < roots.list.count; i++) keep_solution(solve, &place, point, roots.list.at[i]);
  if (!roots.list.count) find_reach(solve, &place, point, reached, true);
  sce_roots_release(&roots);
}

/* ---- all of it ---- */

static void forget(SceSolve *solve) {
  for (uint32_t p = 0; p < solve->points.count; p++) {
    SceSolvePoint *point = &solve->points.at[p];
    sce_array_release(&point->list);
    *point = (SceSolvePoint){.point = point->point};
  }
}

static void make_room(SceSolve *solve) {
  uint32_t room = solve->points.count * solve->x.count;
  sce_array_reserve(&solve->f, room);
  sce_array_reserve(&solve->slope, room);
  sce_array_reserve(&solve->reached, room);
}

void sce_solve_search(SceSolve *solve) {
  forget(solve);
  solve->low = fmax(solve->low, -SCE_SOLVE_WIDEST);
  solve->high = fmin(solve->high, SCE_SOLVE_WIDEST);
  make_grid(solve, choose_count(solve));
  stand_at(solve, solve->x.at[0]);
  solve->samples = sce_run_samples_asked(solve->run);
  if (solve->sampled) {
    sce_solve_samples(solve);
    return;
  }
  make_room(solve);
  for (uint32_t i = 0; i < solve->x.count && !solve->stopped; i++) fill_place(solve, i);
  for (uint32_t p = 0; p < solve->points.count && !solve->stopped; p++) solve_point(solve, p);
}

void sce_solve_release(SceSolve *solve) {
  forget(solve);
  if (solve->gradient) sce_gradient_free(solve->gradient);
  sce_run_free(solve->run);
  sce_array_release(&solve->points);
  sce_array_release(&solve->x);
  sce_array_release(&solve->f);
  sce_array_release(&solve->slope);
  sce_array_release(&solve->reached);
  free(solve->varies), free(solve->moved);
}
