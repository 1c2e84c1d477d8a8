/* Derivatives of a value by all others: which operations it rests on, and the way back through them.
 *
 * What a value rests on is looked up once and kept. Single numbers, of which most programs are made, go through a loop of their own; all else goes through
 * gradient_reverse.c. A loop of the program is gone through backwards along its axis; what rests on samples, stage after stage, the last first.
 */
#include "gradient.h"

#include "gradient_partials.h"
#include "gradient_state.h"

/* --- a gradient -------------------------------------------------------------------------------- */

SceGradient *sce_gradient_new(SceRun *run) {
  SceGradient *g = sce_memory_zeroed(sizeof *g);
  g->run = run;
  g->program = run->program;
  g->adjoints = sce_memory_zeroed(((size_t)run->plan.total + 1) * sizeof *g->adjoints);
  g->reach_of = sce_memory_zeroed(((size_t)g->program->ops.count + 1) * sizeof *g->reach_of);
  g->marks = sce_memory_zeroed(((size_t)g->program->ops.count + 1) * sizeof *g->marks);
  if (g->program->order.count) g->place_of = sce_memory_zeroed(((size_t)g->program->ops.count + 1) * sizeof *g->place_of);
  for (uint32_t i = 0; i < g->program->order.count; i++) g->place_of[g->program->order.at[i]] = i;
  uint32_t most = 3;
  for (uint32_t i = 0; i < g->program->ops.count; i++) {
    SceNeeds needs = sce_op_needs(g->program, i);
    if (needs.count > most) most = needs.count;
  }
  g->arguments = sce_memory_new(most * sizeof *g->arguments);
  g->partials = sce_memory_new(most * sizeof *g->partials);
  return g;
}

static void release_reach(SceReach *reach) {
  sce_array_release(&reach->ops);
  sce_array_release(&reach->parts);
}

void sce_gradient_free(SceGradient *g) {
  if (!g) return;
  for (uint32_t i = 0; i < g->reach_count; i++) release_reach(&g->reaches[i]);
  for (uint32_t i = 0; i < SCE_ROOMS; i++) free(g->rooms[i]);
  sce_array_release(&g->seeds);
  free(g->adjoints);
  free(g->reach_of);
  free(g->marks);
  free(g->place_of);
  sce_array_release(&g->places);
  free(g->arguments);
  free(g->partials);
  free(g);
}

double *sce_gradient_room(SceGradient *g, SceGradientRoom room, size_t batches) {
  if (batches > g->room_batches[room]) {
    free(g->rooms[room]);
    g->rooms[room] = aligned_alloc(64, batches * SCE_BATCH * sizeof(double));
    if (!g->rooms[room]) sce_memory_new(SIZE_MAX / 2);
    g->room_batches[room] = batches;
  }
  return g->rooms[room];
}

const double *sce_gradient_by(const SceGradient *g, uint32_t op, uint32_t *count) {
  *count = g->run->plan.counts[g->program->ops.at[op].axes];
  return g->adjoints + sce_plan_start(&g->run->plan, op);
}

const uint32_t *sce_gradient_reach(const SceGradient *g, uint32_t *count) {
  *count = g->last ? g->last->ops.count : 0;
  return g->last ? g->last->ops.at : NULL;
}

/* --- what a value rests on --------------------------------------------------------------------- */

static int compare_places(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return a < b ? -1 : a > b;
}

/* The places in the order of computing of all operations that one rests on, itself among them, ascending: few are sorted, many are found in a walk over all. */
static void find_places(SceGradient *g, uint32_t op) {
  enum { FEW = 16 };
  const SceProgram *program = g->program;
  SCE_ARRAY(uint32_t) open = {0};
  g->places.count = 0;
  g->mark++;
  g->marks[op] = g->mark;
  sce_array_push(&open, op);
  while (open.count) {
    uint32_t at = sce_array_pop(&open);
    SceNeeds needs = sce_op_needs(program, at);
    sce_array_push(&g->places, g->place_of ? g->place_of[at] : at);
    for (uint32_t k = 0; k < needs.count; k++) {
      uint32_t need = sce_need(program, &needs, k);
      if (need >= program->ops.count || g->marks[need] == g->mark) continue;
      g->marks[need] = g->mark;
      sce_array_push(&open, need);
    }
  }
  sce_array_release(&open);
  if (g->places.count <= program->ops.count / FEW) {
    qsort(g->places.at, g->places.count, sizeof *g->places.at, compare_places);
    return;
  }
  g->places.count = 0;
  for (uint32_t i = 0; i < program->ops.count; i++)
    if (g->marks[program->order.count ? program->order.at[i] : i] == g->mark) sce_array_push(&g->places, i);
}

static void add_to_reach(const SceGradient *g, SceReach *reach, uint32_t op, uint32_t loop) {
  const SceOp *at = &g->program->ops.at[op];
  if (!reach->parts.count || sce_array_last(&reach->parts).loop != loop) sce_array_push(&reach->parts, ((SceReachPart){reach->ops.count, 0, loop}));
  sce_array_last(&reach->parts).count++;
  sce_array_push(&reach->ops, op);
  reach->points += g->run->plan.counts[at->axes];
  reach->sampled |= at->sampled;
  if (g->run->stages && g->run->stages[op] > reach->last_stage) reach->last_stage = g->run->stages[op];
}

static void fill_reach(SceGradient *g, SceReach *reach, uint32_t op) {
  const SceProgram *program = g->program;
  uint32_t loop = program->loops.count;
  *reach = (SceReach){.op = op};
  find_places(g, op);
  for (uint32_t k = g->places.count; k-- > 0;) {
    uint32_t i = g->places.at[k], at = program->order.count ? program->order.at[i] : i;
    while (loop > 0 && i < program->loops.at[loop - 1].first) loop--;
    bool recurs = loop > 0 && i < program->loops.at[loop - 1].first + program->loops.at[loop - 1].count;
    add_to_reach(g, reach, at, recurs ? loop - 1 : SCE_NO_OP);
  }
}

static const SceReach *find_reach(SceGradient *g, uint32_t op) {
  if (g->reach_of[op]) return &g->reaches[g->reach_of[op] - 1];
  uint32_t at = g->next_reach;
  g->next_reach = (at + 1) % SCE_REACHES_KEPT;
  if (at < g->reach_count) {
    g->reach_of[g->reaches[at].op] = 0;
    release_reach(&g->reaches[at]);
  } else {
    g->reach_count++;
  }
  fill_reach(g, &g->reaches[at], op);
  g->reach_of[op] = at + 1;
  return &g->reaches[at];
}

/* --- the way back ------------------------------------------------------------------------------ */

/* Operations behind each other that are not of a loop, those of one stage. `starts` as in engine.c; the compiler makes a loop for each case. */
static inline __attribute__((always_inline)) void reverse_all(SceGradient *g, const uint32_t *ids, uint32_t count, const uint32_t *starts, const uint16_t *stages, uint32_t stage) {
  const SceOp *ops = g->program->ops.at;
  const double *values = g->run->values;
  double *adjoints = g->adjoints;
#define PLACE(value) (starts ? starts[value] : (value))
  for (uint32_t i = 0; i < count; i++) {
    uint32_t id = ids[i];
    const SceOp *op = &ops[id];
    if (stages && (stages[id] != stage || op->sampled)) continue;
    if (starts && op->axes) {
      sce_gradient_reverse(g, id, 0, g->run->plan.counts[op->axes]);
      continue;
    }
    double adjoint = adjoints[PLACE(id)];
    if (adjoint == 0) continue;
    switch (op->kind) {
    case SCE_OP_CONSTANT: break;
    case SCE_OP_ADD:
      adjoints[PLACE(op->a)] += adjoint;
      adjoints[PLACE(op->b)] += adjoint;
      break;
    case SCE_OP_SUBTRACT:
      adjoints[PLACE(op->a)] += adjoint;
      adjoints[PLACE(op->b)] -= adjoint;
      break;
    case SCE_OP_MULTIPLY: {
      double a = values[PLACE(op->a)], b = values[PLACE(op->b)];
      adjoints[PLACE(op->a)] += adjoint * b;
      adjoints[PLACE(op->b)] += adjoint * a;
      break;
    }
    case SCE_OP_DIVIDE: {
      double part = adjoint / values[PLACE(op->b)];
      adjoints[PLACE(op->a)] += part;
      adjoints[PLACE(op->b)] -= part * values[PLACE(id)];
      break;
    }
    case SCE_OP_MIN:
    case SCE_OP_MAX: {
      double a = values[PLACE(op->a)], b = values[PLACE(op->b)];
      adjoints[(op->kind == SCE_OP_MIN ? a < b : a > b) ? PLACE(op->a) : PLACE(op->b)] += adjoint;
      break;
    }
    case SCE_OP_SELECT: adjoints[values[PLACE(op->a)] != 0 ? PLACE(op->b) : PLACE(op->c)] += adjoint; break;
    case SCE_OP_NEGATE: adjoints[PLACE(op->a)] -= adjoint; break;
    case SCE_OP_FORWARD: adjoints[PLACE(op->a)] += adjoint; break;
    default: sce_gradient_reverse(g, id, 0, 1); break;
    }
  }
#undef PLACE
}

/* The operations of a loop, the last point of its axis first; those that lack it are computed with the first point. */
static void reverse_loop(SceGradient *g, const SceReach *reach, const SceReachPart *part, uint32_t stage) {
  const SceProgram *program = g->program;
  uint32_t axis = program->loops.at[part->loop].axis, size = program->axes.at[axis].count;
  for (uint32_t k = size; k-- > 0;) {
    for (uint32_t i = part->first; i < part->first + part->count; i++) {
      uint32_t op = reach->ops.at[i], set = program->ops.at[op].axes, stride = sce_set_stride(program, set, axis), count = g->run->plan.counts[set];
      if (program->ops.at[op].sampled || g->run->stages[op] != stage) continue;
      if (!stride) stride = count;
      for (uint64_t from = (uint64_t)k * stride; from < count; from += (uint64_t)stride * size) sce_gradient_reverse(g, op, (uint32_t)from, (uint32_t)from + stride);
    }
  }
}

static bool reverse_stage(SceGradient *g, const SceReach *reach, uint32_t stage) {
  if (reach->sampled && !sce_gradient_samples(g, stage)) return false;
  for (uint32_t i = 0; i < reach->parts.count; i++) {
    const SceReachPart *part = &reach->parts.at[i];
    if (part->loop != SCE_NO_OP) reverse_loop(g, reach, part, stage);
    else reverse_all(g, reach->ops.at + part->first, part->count, g->run->plan.starts, g->run->stages, stage);
  }
  return true;
}

static void clear(SceGradient *g) {
  const SceReach *last = g->last;
  const uint32_t *starts = g->run->plan.starts;
  enum { SHARE = 8 };
  g->seeds.count = 0;
  if (!last) return;
  if (last->points > g->run->plan.total / SHARE) {
    memset(g->adjoints, 0, (size_t)g->run->plan.total * sizeof *g->adjoints);
    return;
  }
  for (uint32_t i = 0; i < last->ops.count; i++) {
    uint32_t op = last->ops.at[i];
    memset(g->adjoints + (starts ? starts[op] : op), 0, g->run->plan.counts[g->program->ops.at[op].axes] * sizeof *g->adjoints);
  }
}

bool sce_gradient_of(SceGradient *g, uint32_t op, uint32_t point) {
  clear(g);
  const SceReach *reach = g->last = find_reach(g, op);
  uint32_t place = sce_plan_start(&g->run->plan, op) + point;
  bool sampled = g->program->ops.at[op].sampled, whole = true;
  if (!sampled && isnan(g->run->values[place])) return false;
  if (sampled) sce_array_push(&g->seeds, ((SceSeed){.at = {op, point}, .kind = SCE_OP_MEAN_OF, .weight = 1}));
  else g->adjoints[place] = 1;
  if (!reach->sampled && reach->parts.count == 1 && reach->parts.at[0].loop == SCE_NO_OP) {
    if (g->run->plan.starts) reverse_all(g, reach->ops.at, reach->ops.count, g->run->plan.starts, NULL, 0);
    else reverse_all(g, reach->ops.at, reach->ops.count, NULL, NULL, 0);
    return true;
  }
  for (uint32_t stage = reach->last_stage + 1; stage-- > 0 && whole;) whole = reverse_stage(g, reach, stage);
  if (!whole) clear(g);
  return whole;
}
