/* From seeds to a tape: a walk depth first, as sample/steps.c does it, then sections, then places for adjoints. What does not move with its operands (conditions,
 * roundings, draws) ends the walk.
 */
#include "gradient_tape.h"

#include "gradient_partials.h"

enum { VALUES_A_SECTION = 2048 };

typedef struct Frame {
  SceWanted at;
  uint32_t next;
} Frame;

static const SceOp *op_at(const SceTape *t, uint32_t op) { return &t->gradient->program->ops.at[op]; }
static uint32_t place_of(const SceTape *t, SceWanted at) { return sce_plan_start(&t->gradient->run->plan, at.op) + at.point; }

/* --- operands ---------------------------------------------------------------------------------- */

static SceWanted project(SceTape *t, uint32_t op, SceWanted reader, uint32_t more) {
  SceMap map = sce_plan_map(&t->gradient->run->plan, op_at(t, op)->axes, op_at(t, reader.op)->axes);
  return (SceWanted){op, sce_map_point(map, reader.point) + more};
}

static SceWanted project_back(SceTape *t, SceWanted at) {
  const SceProgram *program = t->gradient->program;
  const SceOp *op = op_at(t, at.op);
  uint32_t axis = op->c & 0xFFFF, back = op->c >> 16, stride = sce_set_stride(program, op->axes, axis);
  uint32_t point = stride ? at.point / stride % program->axes.at[axis].count : 0;
  if (point < back) return project(t, op->b, at, 0);
  return project(t, op->a, at, -back * sce_set_stride(program, op_at(t, op->a)->axes, axis));
}

static bool is_each(uint32_t kind) { return kind == SCE_OP_CALL || kind == SCE_OP_DISTRIBUTE || kind == SCE_OP_CUT || kind == SCE_OP_CHOOSE || kind == SCE_OP_CORRELATE || kind == SCE_OP_BLEND; }

/* The operation's operand number k as it stands in the program. */
static SceWanted operand(SceTape *t, SceWanted at, uint32_t k) {
  SceNeeds needs = sce_ops_needs(op_at(t, at.op));
  return project(t, sce_need(t->gradient->program, &needs, k), at, 0);
}

/* A condition that is the same in all samples has chosen already. */
static bool is_chosen(SceTape *t, SceWanted at) { return !op_at(t, op_at(t, at.op)->a)->sampled; }

/* How many operands derivatives are handed on to. */
static uint32_t count_refs(SceTape *t, SceWanted at) {
  const SceOp *op = op_at(t, at.op);
  switch (op->kind) {
  case SCE_OP_JOIN: return op->c && sce_set_stride(t->gradient->program, op->axes, op->a) ? 1 : 0;
  case SCE_OP_PICK: case SCE_OP_PREV: case SCE_OP_FORWARD: return 1;
  case SCE_OP_SUM_OVER: case SCE_OP_MIN_OVER: case SCE_OP_MAX_OVER: case SCE_OP_MEAN_OVER: return t->gradient->program->axes.at[op->b].count;
  case SCE_OP_SELECT: return is_chosen(t, at) ? 1 : 2;
  case SCE_OP_ADD: case SCE_OP_SUBTRACT: case SCE_OP_MULTIPLY: case SCE_OP_DIVIDE: case SCE_OP_POWER: case SCE_OP_MIN: case SCE_OP_MAX: return 2;
  case SCE_OP_NEGATE: case SCE_OP_ABS: case SCE_OP_SQRT: case SCE_OP_EXP: case SCE_OP_LN: case SCE_OP_LOG10: case SCE_OP_LOG2: return 1;
  case SCE_OP_DISTRIBUTE: return op->c - (op_at(t, operand(t, at, 0).op)->kind == SCE_OP_DRAW);
  default: return is_each(op->kind) ? sce_ops_needs(op).count : 0;
  }
}

static SceWanted find_ref(SceTape *t, SceWanted at, uint32_t k) {
  const SceProgram *program = t->gradient->program;
  const SceOp *op = op_at(t, at.op);
  switch (op->kind) {
  case SCE_OP_JOIN: return project(t, program->operands.at[op->b + at.point / sce_set_stride(program, op->axes, op->a) % op->c], at, 0);
  case SCE_OP_PICK: return project(t, op->a, at, op->c * sce_set_stride(program, op_at(t, op->a)->axes, op->b));
  case SCE_OP_PREV: return project_back(t, at);
  case SCE_OP_SUM_OVER: case SCE_OP_MIN_OVER: case SCE_OP_MAX_OVER: case SCE_OP_MEAN_OVER: return project(t, op->a, at, k * sce_set_stride(program, op_at(t, op->a)->axes, op->b));
  case SCE_OP_SELECT: return operand(t, at, is_chosen(t, at) ? t->gradient->run->values[place_of(t, operand(t, at, 0))] != 0 ? 1 : 2 : 1 + k);
  case SCE_OP_DISTRIBUTE: return operand(t, at, k + (op->c != count_refs(t, at)));
  default: return operand(t, at, k);
  }
}

/* --- the walk ---------------------------------------------------------------------------------- */

static void add_node(SceTape *t, SceWanted at) {
  SceTapeNode node = {.op = at.op, .point = at.point, .refs = t->refs.count, .ref_count = count_refs(t, at), .value = SCE_NO_OP};
  for (uint32_t k = 0; k < node.ref_count; k++) {
    SceWanted ref = find_ref(t, at, k);
    uint32_t place = place_of(t, ref);
    bool scalar = !op_at(t, ref.op)->sampled;
    sce_array_push(&t->refs, ((SceTapeRef){scalar ? place : t->node_of[place] - 1, scalar, false}));
  }
  node.skip = op_at(t, at.op)->kind == SCE_OP_DISTRIBUTE ? op_at(t, at.op)->c - node.ref_count : 0;
  sce_array_push(&t->nodes, node);
  t->node_of[place_of(t, at)] = t->nodes.count;
}

static void walk(SceTape *t, SceWanted from) {
  SCE_ARRAY(Frame) frames = {0};
  if (!t->node_of[place_of(t, from)]) sce_array_push(&frames, ((Frame){from, 0}));
  while (frames.count) {
    Frame *frame = &sce_array_last(&frames);
    if (frame->next == count_refs(t, frame->at)) {
      SceWanted at = frame->at;
      frames.count--;
      if (!t->node_of[place_of(t, at)]) add_node(t, at);
      continue;
    }
    SceWanted ref = find_ref(t, frame->at, frame->next++);
    if (op_at(t, ref.op)->sampled && !t->node_of[place_of(t, ref)]) sce_array_push(&frames, ((Frame){ref, 0}));
  }
  sce_array_release(&frames);
}

/* --- what is read ------------------------------------------------------------------------------ */

/* The number of a value among those of the section that is being filled; `wanted_of` holds it by place, + 1. */
static uint32_t want(SceTape *t, SceTapeSection *section, uint32_t *wanted_of, SceWanted at) {
  uint32_t place = place_of(t, at);
  if (!wanted_of[place]) {
    sce_array_push(&section->wanted, at);
    wanted_of[place] = section->wanted.count;
  }
  return wanted_of[place] - 1;
}

static void read(SceTape *t, SceTapeSection *section, uint32_t *wanted_of, SceTapeNode *node, SceWanted at) {
  bool scalar = !op_at(t, at.op)->sampled;
  SceTapeRead one = {scalar ? place_of(t, at) : want(t, section, wanted_of, at), scalar};
  sce_array_push(&t->reads, one);
  node->read_count++;
}

/* Whose derivative reads what the operation gave, or what it was given. */
static bool reads_value(uint32_t kind) { return kind == SCE_OP_DIVIDE || kind == SCE_OP_POWER || kind == SCE_OP_SQRT || kind == SCE_OP_EXP || is_each(kind); }
static bool reads_operands(uint32_t kind) {
  switch (kind) {
  case SCE_OP_MULTIPLY: case SCE_OP_DIVIDE: case SCE_OP_POWER: case SCE_OP_MIN: case SCE_OP_MAX: case SCE_OP_ABS: case SCE_OP_LN: case SCE_OP_LOG10: case SCE_OP_LOG2: return true;
  default: return is_each(kind);
  }
}

static void read_all(SceTape *t, SceTapeSection *section, uint32_t *wanted_of, SceTapeNode *node) {
  SceWanted at = {node->op, node->point};
  const SceOp *op = op_at(t, node->op);
  node->reads = t->reads.count;
  if (reads_value(op->kind) || node->seed) node->value = want(t, section, wanted_of, at);
  if (op->kind == SCE_OP_SELECT && !is_chosen(t, at)) read(t, section, wanted_of, node, operand(t, at, 0));
  if (op->kind == SCE_OP_MIN_OVER || op->kind == SCE_OP_MAX_OVER)
    for (uint32_t k = 0; k < node->ref_count; k++) read(t, section, wanted_of, node, find_ref(t, at, k));
  SceNeeds needs = sce_ops_needs(op);
  uint32_t unread = op->kind == SCE_OP_DISTRIBUTE && sce_family_is_closed(op->b) ? node->skip : 0;
  for (uint32_t k = 0; k < unread; k++, node->read_count++) sce_array_push(&t->reads, ((SceTapeRead){place_of(t, at), true}));       /* stands there for the count */
  for (uint32_t k = unread; reads_operands(op->kind) && k < needs.count; k++) read(t, section, wanted_of, node, operand(t, at, k));
}

static void make_steps(SceTape *t, SceTapeSection *section) {
  uint32_t count = section->wanted.count;
  /* Twice: what is collected at the end keeps its place until then. */
  for (uint32_t i = 0; i < count; i++) sce_array_push(&section->wanted, section->wanted.at[i]);
  sce_steps_make(&section->steps, t->gradient->run, section->wanted.at, 2 * count);
  section->wanted.count = count;
  if (section->steps.wanted < 2 * count) t->failed = true;
  section->places = sce_memory_zeroed(((size_t)count + 1) * sizeof *section->places);
  for (uint32_t i = 0; i < section->steps.list.count; i++) {
    const SceStep *step = &section->steps.list.at[i];
    if (step->kind == SCE_STEP_COLLECT && step->c >= count) section->places[step->c - count] = (SceTapeRead){step->a, step->scalars & SCE_A_SCALAR};
  }
}

static void make_sections(SceTape *t) {
  uint32_t *wanted_of = sce_memory_zeroed(((size_t)t->gradient->run->plan.total + 1) * sizeof *wanted_of), slots = 0;
  for (uint32_t i = 0; i < t->nodes.count;) {
    SceTapeSection section = {.first = i};
    for (; i < t->nodes.count && section.wanted.count < VALUES_A_SECTION; i++) read_all(t, &section, wanted_of, &t->nodes.at[i]);
    section.count = i - section.first;
    for (uint32_t k = 0; k < section.wanted.count; k++) wanted_of[place_of(t, section.wanted.at[k])] = 0;
    make_steps(t, &section);
    if (section.steps.slots > slots) slots = section.steps.slots;
    sce_array_push(&t->sections, section);
  }
  free(wanted_of);
  t->slots = sce_gradient_room(t->gradient, SCE_ROOM_SLOTS, (size_t)slots + 2);
  for (uint32_t i = 0; i < t->sections.count; i++) {
    SceTapeSection *section = &t->sections.at[i];
    sce_batch_init(&section->batch, t->gradient->run, &section->steps);
    free(section->batch.slots);                                        /* one section at a time */
    section->batch.slots = t->slots;
    section->batch.fill = t->slots + (size_t)section->steps.slots * SCE_BATCH;
  }
}

/* --- adjoints ---------------------------------------------------------------------------------- */

/* Backwards, as they will be used: a node's place is taken when the first of its readers comes, and free when it has been gone through. */
static void place_adjoints(SceTape *t) {
  SCE_ARRAY(uint32_t) spare = {0};
  uint32_t count = 0, most = 3;
  for (uint32_t i = 0; i < t->nodes.count; i++) t->nodes.at[i].adjoint = SCE_NO_OP;
  for (uint32_t i = t->nodes.count; i-- > 0;) {
    SceTapeNode *node = &t->nodes.at[i];
    if (node->adjoint == SCE_NO_OP) node->adjoint = spare.count ? sce_array_pop(&spare) : count++;
    if (node->read_count > most) most = node->read_count;
    for (uint32_t k = 0; k < node->ref_count; k++) {
      SceTapeRef *ref = &t->refs.at[node->refs + k];
      if (ref->scalar || t->nodes.at[ref->index].touched) continue;
      ref->first = t->nodes.at[ref->index].touched = true;
      t->nodes.at[ref->index].adjoint = spare.count ? sce_array_pop(&spare) : count++;
    }
    sce_array_push(&spare, node->adjoint);
  }
  sce_array_release(&spare);
  t->adjoints = sce_gradient_room(t->gradient, SCE_ROOM_ADJOINTS, (size_t)count + 1);
  t->room = sce_gradient_room(t->gradient, SCE_ROOM_WORK, (size_t)most + 2);
}

/* --- distributions ----------------------------------------------------------------------------- */

static SceTapeDifference make_difference(unsigned family, double *parameters, uint32_t k) {
  SceTapeDifference out = {0};
  double own = parameters[k], step = sce_partial_step(own), ends[2] = {own, own};
  SceDistribution *sides[2] = {&out.low, &out.high};
  uint32_t moved = 0;
  for (int side = 0; side < 2 && !isnan(own); side++) {
    parameters[k] = ends[side] = side ? own + step : own - step;
    bool sound = !sce_distribution_prepare(sides[side], family, parameters, true);
    moved += sound;
    parameters[k] = own;
    if (!sound && sce_distribution_prepare(sides[side], family, parameters, true)) moved = 0;
    if (!sound) ends[side] = own;
  }
  if (moved) out.factor = 1 / (ends[1] - ends[0]);
  return out;
}

/* Families without closed forms: one pair of distributions a parameter, where these are the same in all samples. */
static void make_differences(SceTape *t, SceTapeNode *node) {
  const SceOp *op = op_at(t, node->op);
  double parameters[8];
  if (op->kind != SCE_OP_DISTRIBUTE || sce_family_is_closed(op->b) || node->skip != 1 || op->c > 8) return;
  for (uint32_t k = 1; k < op->c; k++) {
    SceTapeRead one = t->reads.at[node->reads + k];
    if (!one.scalar) return;
    parameters[k - 1] = t->gradient->run->values[one.index];
  }
  node->differences = t->differences.count + 1;
  for (uint32_t k = 0; k + 1 < op->c; k++) {
    SceTapeDifference difference = make_difference(op->b, parameters, k);
    sce_array_push(&t->differences, difference);
  }
}

/* --- all of it --------------------------------------------------------------------------------- */

void sce_tape_make(SceTape *t, SceGradient *gradient, SceSeed *seeds, uint32_t count) {
  *t = (SceTape){.gradient = gradient, .node_of = sce_memory_zeroed(((size_t)gradient->run->plan.total + 1) * sizeof *t->node_of)};
  for (uint32_t i = 0; i < count; i++) {
    walk(t, seeds[i].at);
    SceTapeNode *node = &t->nodes.at[t->node_of[place_of(t, seeds[i].at)] - 1];
    seeds[i].next = node->seed;
    node->seed = i + 1;
  }
  make_sections(t);
  for (uint32_t i = 0; i < t->nodes.count; i++) make_differences(t, &t->nodes.at[i]);
  place_adjoints(t);
}

void sce_tape_release(SceTape *t) {
  for (uint32_t i = 0; i < t->sections.count; i++) {
    SceTapeSection *section = &t->sections.at[i];
    section->batch.slots = NULL;
    sce_batch_release(&section->batch);
    sce_steps_release(&section->steps);
    sce_array_release(&section->wanted);
    free(section->places);
  }
  for (uint32_t i = 0; i < t->differences.count; i++) {
    sce_distribution_release(&t->differences.at[i].high);
    sce_distribution_release(&t->differences.at[i].low);
  }
  sce_array_release(&t->nodes);
  sce_array_release(&t->refs);
  sce_array_release(&t->reads);
  sce_array_release(&t->sections);
  sce_array_release(&t->differences);
  free(t->node_of);
}
