/* From wanted points to steps. Two passes: the walk backwards through the program gives every batch a number of its own, and the second gives these
 * numbers slots.
 */
#include "steps.h"

#include "compute.h"
#include "kernel_kinds.h"

/* A value at a point whose operands are being looked for. */
typedef struct Frame {
  uint32_t op, point, next;         /* the number of the operand that is looked at */
  SceRef partial;                   /* of what runs over an axis: so far */
  uint32_t least;                   /* ARGMIN_OVER: the batch of the least value so far */
} Frame;

typedef struct Known {
  uint32_t place;                   /* point of all points of all values */
  SceRef ref;
} Known;

typedef struct Maker {
  SceRun *run;
  const SceProgram *program;
  SceSteps *steps;
  uint32_t *memo;                   /* index + 1 into known, for each point of all values */
  SCE_ARRAY(Known) known;
  SCE_ARRAY(Frame) frames;
  uint32_t batches;                 /* numbers given so far */
} Maker;

static const SceOp *op_at(const Maker *m, uint32_t op) { return &m->program->ops.at[op]; }

static uint32_t place_of(const Maker *m, SceWanted at) { return sce_plan_start(&m->run->plan, at.op) + at.point; }

static bool find_ref(const Maker *m, SceWanted at, SceRef *ref) {
  uint32_t place = place_of(m, at);
  if (!op_at(m, at.op)->sampled) {
    *ref = (SceRef){place, true};
    return true;
  }
  if (!m->memo[place]) return false;
  *ref = m->known.at[m->memo[place] - 1].ref;
  return true;
}

static void remember(Maker *m, SceWanted at, SceRef ref) {
  uint32_t place = place_of(m, at);
  sce_array_push(&m->known, ((Known){place, ref}));
  m->memo[place] = m->known.count;
}

/* --- keys -------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t x) {
  x += UINT64_C(0x9E3779B97F4A7C15);
  x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
  return x ^ x >> 31;
}

/* Starts from the seed and takes in one number after the other: the path of the field, the number of the draw in it, the hashes of the labels of the
 * point, axis by axis in the order in which the formula names them. */
uint64_t sce_draw_key(const SceProgram *program, uint64_t seed, uint32_t op, uint32_t point) {
  const SceOp *draw = &program->ops.at[op];
  uint64_t key = mix(mix(mix(seed) ^ program->draws.at[draw->a].path) ^ program->draws.at[draw->a].ordinal);
  const uint16_t *axes = sce_draw_axes(program, draw);
  for (uint32_t i = 0; i < program->axis_sets.at[draw->axes].count; i++) {
    const SceAxis *axis = &program->axes.at[axes[i]];
    uint32_t at = point / sce_set_stride(program, draw->axes, axes[i]) % axis->count;
    SceName label = program->labels.at[axis->labels + at];
    key = mix(key ^ sce_hash_text(sce_intern_spelling(&program->intern, label), sce_intern_length(&program->intern, label)));
  }
  return key;
}

/* --- operands ---------------------------------------------------------------------------------- */

static SceWanted project(Maker *m, uint32_t op, const Frame *frame, uint32_t more) {
  SceMap map = sce_plan_map(&m->run->plan, op_at(m, op)->axes, op_at(m, frame->op)->axes);
  return (SceWanted){op, sce_map_point(map, frame->point) + more};
}

static SceWanted project_back(Maker *m, const Frame *frame) {
  const SceOp *op = op_at(m, frame->op);
  uint32_t axis = op->c & 0xFFFF, back = op->c >> 16, stride = sce_set_stride(m->program, op->axes, axis);
  uint32_t at = stride ? frame->point / stride % m->program->axes.at[axis].count : 0;
  if (at < back) return project(m, op->b, frame, 0);
  return project(m, op->a, frame, -back * sce_set_stride(m->program, op_at(m, op->a)->axes, axis));
}

/* How many operands the value at this point has, and the one that is next. */
static uint32_t count_operands(const Maker *m, const Frame *frame) {
  const SceOp *op = op_at(m, frame->op);
  switch (op->kind) {
  case SCE_OP_DRAW:
  case SCE_OP_GIVEN: return 0;
  case SCE_OP_JOIN: return op->c && sce_set_stride(m->program, op->axes, op->a) ? 1 : 0;
  case SCE_OP_PICK:
  case SCE_OP_PREV:
  case SCE_OP_FORWARD: return 1;
  case SCE_OP_SUM_OVER:
  case SCE_OP_MIN_OVER:
  case SCE_OP_MAX_OVER:
  case SCE_OP_MEAN_OVER: return m->program->axes.at[op->b].count;
  case SCE_OP_ARGMIN_OVER: return m->program->axes.at[op->b].values >= m->program->axis_values.count ? 0 : m->program->axes.at[op->b].count;
  case SCE_OP_CALL:
  case SCE_OP_DISTRIBUTE:
  case SCE_OP_CUT:
  case SCE_OP_CHOOSE: return op->c;
  case SCE_OP_SELECT:
  case SCE_OP_BLEND:
  case SCE_OP_CORRELATE: return 3;
  default: return op->kind >= SCE_OP_ADD && op->kind <= SCE_OP_OR ? 2 : 1;
  }
}

static SceWanted find_operand(Maker *m, const Frame *frame, uint32_t k) {
  const SceOp *op = op_at(m, frame->op);
  switch (op->kind) {
  case SCE_OP_JOIN: return project(m, m->program->operands.at[op->b + frame->point / sce_set_stride(m->program, op->axes, op->a) % op->c], frame, 0);
  case SCE_OP_PICK: return project(m, op->a, frame, op->c * sce_set_stride(m->program, op_at(m, op->a)->axes, op->b));
  case SCE_OP_PREV: return project_back(m, frame);
  case SCE_OP_SUM_OVER:
  case SCE_OP_MIN_OVER:
  case SCE_OP_MAX_OVER:
  case SCE_OP_MEAN_OVER:
  case SCE_OP_ARGMIN_OVER: return project(m, op->a, frame, k * sce_set_stride(m->program, op_at(m, op->a)->axes, op->b));
  case SCE_OP_CALL:
  case SCE_OP_DISTRIBUTE:
  case SCE_OP_CUT:
  case SCE_OP_CHOOSE: return project(m, m->program->operands.at[op->a + k], frame, 0);
  default: return project(m, k == 0 ? op->a : k == 1 ? op->b : op->c, frame, 0);
  }
}

static SceRef operand_ref(Maker *m, const Frame *frame, uint32_t k) {
  SceRef ref = {0, true};
  find_ref(m, find_operand(m, frame, k), &ref);
  return ref;
}

/* --- steps ------------------------------------------------------------------------------------- */

static SceRef new_batch(Maker *m) { return (SceRef){m->batches++, false}; }

static void set_operand(SceStep *step, unsigned bit, uint32_t *field, SceRef ref) {
  *field = ref.index;
  if (ref.scalar) step->scalars |= (uint8_t)bit;
  else step->reads |= (uint8_t)bit;
}

/* A step whose first `count` of a, b and c are operands of the frame's value. */
static SceRef add_step(Maker *m, const Frame *frame, SceStepKind kind, unsigned kernel, uint32_t count) {
  SceRef out = new_batch(m);
  SceStep step = {.kind = (uint8_t)kind, .kernel = (uint8_t)kernel, .op = frame->op, .out = out.index};
  if (count > 0) set_operand(&step, SCE_A_SCALAR, &step.a, operand_ref(m, frame, 0));
  if (count > 1) set_operand(&step, SCE_B_SCALAR, &step.b, operand_ref(m, frame, 1));
  if (count > 2) set_operand(&step, SCE_C_SCALAR, &step.c, operand_ref(m, frame, 2));
  sce_array_push(&m->steps->list, step);
  return out;
}

static SceRef add_list(Maker *m, const Frame *frame) {
  SceRef out = new_batch(m);
  SceStep step = {.kind = SCE_STEP_LIST, .op = frame->op, .out = out.index, .a = m->steps->refs.count, .b = count_operands(m, frame)};
  for (uint32_t k = 0; k < step.b; k++) {
    SceRef ref = operand_ref(m, frame, k);
    sce_array_push(&m->steps->refs, ref);
  }
  sce_array_push(&m->steps->list, step);
  return out;
}

/* Parameters that are the same in all samples are looked at once; what is wrong with them is left to each sample. */
static SceRef add_distribute(Maker *m, const Frame *frame) {
  const SceOp *op = op_at(m, frame->op);
  double parameters[8];
  uint32_t own = sce_family_parameters(op->b & 0x7F);
  SceRef u = operand_ref(m, frame, 0);
  bool fixed = !u.scalar && op->c <= 8;
  for (uint32_t k = 1; fixed && k < op->c; k++) {
    SceRef ref = operand_ref(m, frame, k);
    if (ref.scalar) parameters[k - 1] = m->run->values[ref.index];
    fixed = ref.scalar && (!isnan(parameters[k - 1]) || (k > own && !sce_poison_cause(parameters[k - 1])));
  }
  SceDistribution distribution;
  if (!fixed || sce_distribution_prepare(&distribution, op->b, parameters, true)) return add_list(m, frame);
  SceRef out = add_step(m, frame, SCE_STEP_DISTRIBUTE, 0, 1);
  sce_array_last(&m->steps->list).b = m->steps->distributions.count;
  sce_array_push(&m->steps->distributions, distribution);
  return out;
}

static SceRef add_choose(Maker *m, const Frame *frame) {
  uint32_t size = op_at(m, frame->op)->c / 2;
  double weights[SCE_CHOICE_MOST];
  bool fixed = size <= SCE_CHOICE_MOST && !operand_ref(m, frame, 0).scalar;
  for (uint32_t k = 0; fixed && k < size; k++) {
    SceRef ref = operand_ref(m, frame, 1 + size + k);
    fixed = ref.scalar;
    if (fixed) weights[k] = m->run->values[ref.index];
  }
  SceChoice choice;
  fixed = fixed && sce_choice_prepare(&choice, weights, size);
  SceRef out = add_list(m, frame);
  if (!fixed) return out;
  sce_array_last(&m->steps->list).kind = SCE_STEP_CHOOSE;
  sce_array_last(&m->steps->list).c = m->steps->choices.count;
  sce_array_push(&m->steps->choices, choice);
  return out;
}

static SceRef add_draw(Maker *m, const Frame *frame) {
  SceRef out = add_step(m, frame, SCE_STEP_UNIFORM, 0, 0);
  sce_array_last(&m->steps->list).a = m->steps->keys.count;
  uint64_t key = sce_draw_key(m->program, m->run->sampling.seed, frame->op, frame->point);
  sce_array_push(&m->steps->keys, key);
  return out;
}

static SceRef add_select(Maker *m, const Frame *frame) {
  SceRef condition = operand_ref(m, frame, 0);
  if (!condition.scalar) return add_step(m, frame, SCE_STEP_SELECT, 0, 3);
  double truth = m->run->values[condition.index];
  return isnan(truth) ? condition : operand_ref(m, frame, truth != 0 ? 1 : 2);
}

/* --- along an axis ----------------------------------------------------------------------------- */

static bool runs_over(uint32_t kind) { return (kind >= SCE_OP_SUM_OVER && kind <= SCE_OP_MEAN_OVER) || kind == SCE_OP_ARGMIN_OVER; }

/* Takes in the operand that has just been found, so that its batch may go. */
static void add_over(Maker *m, Frame *frame, SceRef next) {
  const SceOp *op = op_at(m, frame->op);
  if (op->kind == SCE_OP_ARGMIN_OVER) {
    if (!frame->next) {
      frame->partial = new_batch(m);
      frame->least = m->batches++;
    }
    SceStep step = {.kind = SCE_STEP_ARGMIN, .kernel = !frame->next, .reads = SCE_B_SCALAR, .op = frame->op, .out = frame->partial.index, .b = frame->least};
    step.c = m->program->axes.at[op->b].values + frame->next;
    set_operand(&step, SCE_A_SCALAR, &step.a, next);
    sce_array_push(&m->steps->list, step);
    return;
  }
  SceRef partial = frame->partial;
  if (!frame->next) {
    frame->partial = next;
    return;
  }
  frame->partial = new_batch(m);
  SceStep step = {.kind = SCE_STEP_OVER, .kernel = (uint8_t)sce_kernel_binary(op->kind), .op = frame->op, .out = frame->partial.index};
  set_operand(&step, SCE_A_SCALAR, &step.a, partial);
  set_operand(&step, SCE_B_SCALAR, &step.b, next);
  sce_array_push(&m->steps->list, step);
}

/* A value that is the same in all samples after all: it stands where the value's own summary will stand, which is the same number. */
static SceRef set_scalar(Maker *m, const Frame *frame, double value) {
  uint32_t place = place_of(m, (SceWanted){frame->op, frame->point});
  m->run->values[place] = value;
  return (SceRef){place, true};
}

static SceRef end_over(Maker *m, const Frame *frame) {
  const SceOp *op = op_at(m, frame->op);
  uint32_t size = count_operands(m, frame);
  if (!size) return set_scalar(m, frame, op->kind == SCE_OP_SUM_OVER ? 0 : sce_poison(frame->op + 1));
  if (size == 1 || (op->kind != SCE_OP_SUM_OVER && op->kind != SCE_OP_MEAN_OVER)) return frame->partial;
  SceStep step = {.kind = SCE_STEP_OVER_END, .reads = SCE_A_SCALAR, .op = frame->op, .out = frame->partial.index, .a = frame->partial.index, .c = size};
  sce_array_push(&m->steps->list, step);
  return frame->partial;
}

/* --- the walk ---------------------------------------------------------------------------------- */

static SceRef finish(Maker *m, const Frame *frame) {
  const SceOp *op = op_at(m, frame->op);
  switch (op->kind) {
  case SCE_OP_DRAW: return add_draw(m, frame);
  case SCE_OP_GIVEN: return add_step(m, frame, SCE_STEP_GIVEN, 0, 0);
  case SCE_OP_DISTRIBUTE: return add_distribute(m, frame);
  case SCE_OP_CHOOSE: return add_choose(m, frame);
  case SCE_OP_CUT:
  case SCE_OP_BLEND:
  case SCE_OP_CALL: return add_list(m, frame);
  case SCE_OP_CORRELATE: return add_step(m, frame, SCE_STEP_CORRELATE, 0, 3);
  case SCE_OP_SELECT: return add_select(m, frame);
  case SCE_OP_JOIN: return frame->next ? operand_ref(m, frame, 0) : set_scalar(m, frame, sce_poison(0));
  case SCE_OP_PICK:
  case SCE_OP_PREV:
  case SCE_OP_FORWARD: return operand_ref(m, frame, 0);
  default: break;
  }
  if (runs_over(op->kind)) return end_over(m, frame);
  if (op->kind >= SCE_OP_ADD && op->kind <= SCE_OP_OR) return add_step(m, frame, SCE_STEP_BINARY, sce_kernel_binary(op->kind), 2);
  return add_step(m, frame, SCE_STEP_UNARY, sce_kernel_unary(op->kind), 1);
}

/* Makes the steps of a value at a point, those of all that it rests on first. */
static SceRef walk(Maker *m, SceWanted wanted) {
  SceRef ref;
  if (find_ref(m, wanted, &ref)) return ref;
  sce_array_push(&m->frames, ((Frame){.op = wanted.op, .point = wanted.point}));
  while (m->frames.count) {
    Frame *frame = &sce_array_last(&m->frames);
    if (frame->next < count_operands(m, frame)) {
      SceWanted operand = find_operand(m, frame, frame->next);
      if (!find_ref(m, operand, &ref)) {
        sce_array_push(&m->frames, ((Frame){.op = operand.op, .point = operand.point}));
        continue;
      }
      if (runs_over(op_at(m, frame->op)->kind)) add_over(m, frame, ref);
      frame->next++;
      continue;
    }
    SceRef made = finish(m, frame);
    remember(m, (SceWanted){frame->op, frame->point}, made);
    m->frames.count--;
  }
  find_ref(m, wanted, &ref);
  return ref;
}

/* --- pairs ------------------------------------------------------------------------------------- */

/* How often each batch is read, and which step makes it. */
static void count_reads(const SceSteps *steps, uint32_t *reads, uint32_t *makers) {
  for (uint32_t i = 0; i < steps->list.count; i++) {
    const SceStep *step = &steps->list.at[i];
    if (step->kind != SCE_STEP_COLLECT) makers[step->out] = i;
    if (step->reads & SCE_A_SCALAR) reads[step->a]++;
    if (step->reads & SCE_B_SCALAR) reads[step->b]++;
    if (step->reads & SCE_C_SCALAR) reads[step->c]++;
    for (uint32_t k = 0; sce_step_has_list(step) && k < step->b; k++)
      if (!steps->refs.at[step->a + k].scalar) reads[steps->refs.at[step->a + k].index]++;
  }
}

static bool can_pair(const SceStep *step) { return step->kind == SCE_STEP_BINARY && step->kernel <= SCE_K_MULTIPLY; }

/* The step takes in the one that makes its operand, which does nothing any more. */
static void pair_up(SceStep *step, SceStep *inner, bool swapped) {
  SceStep pair = {.kind = SCE_STEP_PAIR, .kernel = SCE_PAIR(inner->kernel, step->kernel, swapped), .op = step->op, .inner = inner->op, .out = step->out, .a = inner->a, .b = inner->b};
  unsigned bit = swapped ? SCE_A_SCALAR : SCE_B_SCALAR;
  pair.scalars = inner->scalars | (step->scalars & bit ? SCE_C_SCALAR : 0);
  pair.reads = inner->reads | (step->reads & bit ? SCE_C_SCALAR : 0);
  pair.c = swapped ? step->a : step->b;
  *step = pair;
  inner->kind = SCE_STEP_COLLECT;
  inner->reads = inner->scalars = 0;
}

/* Chains of sums and products two at a time, and distributions with their draws (`draws`): half the reading and writing. */
static void make_pairs(SceSteps *steps, uint32_t batches, bool draws) {
  uint32_t *reads = sce_memory_zeroed(((size_t)batches + 1) * sizeof *reads), *makers = sce_memory_new(((size_t)batches + 1) * sizeof *makers), kept = 0;
  memset(makers, 0xFF, ((size_t)batches + 1) * sizeof *makers);
  count_reads(steps, reads, makers);
  bool *gone = sce_memory_zeroed((size_t)steps->list.count + 1);
  for (uint32_t i = 0; i < steps->list.count; i++) {
    SceStep *step = &steps->list.at[i];
    for (int side = 0; side < 2 && can_pair(step); side++) {
      uint32_t batch = side ? step->b : step->a, from = step->reads & (side ? SCE_B_SCALAR : SCE_A_SCALAR) ? makers[batch] : SCE_NO_OP;
      if (from >= i || gone[from] || reads[batch] != 1 || steps->list.at[from].out != batch || !can_pair(&steps->list.at[from])) continue;
      pair_up(step, &steps->list.at[from], side);
      gone[from] = true;
    }
  }
  for (uint32_t i = 0; i < steps->list.count && draws; i++) {
    SceStep *step = &steps->list.at[i];
    if (step->kind != SCE_STEP_DISTRIBUTE || reads[step->a] != 1 || steps->list.at[makers[step->a]].kind != SCE_STEP_UNIFORM) continue;
    gone[makers[step->a]] = true;
    *step = (SceStep){.kind = SCE_STEP_DRAWN, .op = step->op, .out = step->out, .a = steps->list.at[makers[step->a]].a, .b = step->b};
  }
  for (uint32_t i = 0; i < steps->list.count; i++)
    if (!gone[i]) steps->list.at[kept++] = steps->list.at[i];
  steps->list.count = kept;
  free(reads);
  free(makers);
  free(gone);
}

/* --- slots ------------------------------------------------------------------------------------- */

typedef struct Slots {
  uint32_t *last;                   /* of each batch: the last step that touches it */
  uint32_t *slot;                   /* of each batch; SCE_NO_OP: not yet, or no longer */
  SCE_ARRAY(uint32_t) spare;
  uint32_t count;
} Slots;

static void touch_all(const SceSteps *steps, Slots *slots) {
  for (uint32_t i = 0; i < steps->list.count; i++) {
    const SceStep *step = &steps->list.at[i];
    if (step->kind != SCE_STEP_COLLECT) slots->last[step->out] = i;
    if (step->reads & SCE_A_SCALAR) slots->last[step->a] = i;
    if (step->reads & SCE_B_SCALAR) slots->last[step->b] = i;
    if (step->reads & SCE_C_SCALAR) slots->last[step->c] = i;
    for (uint32_t k = 0; sce_step_has_list(step) && k < step->b; k++)
      if (!steps->refs.at[step->a + k].scalar) slots->last[steps->refs.at[step->a + k].index] = i;
  }
}

static uint32_t give_slot(Slots *slots, uint32_t batch) {
  if (slots->slot[batch] == SCE_NO_OP) slots->slot[batch] = slots->spare.count ? sce_array_pop(&slots->spare) : slots->count++;
  return slots->slot[batch];
}

/* The step reads the batch here; when it is the last one to do so, the slot is free for the steps behind it. */
static uint32_t read_slot(Slots *slots, uint32_t batch, uint32_t step, uint32_t *ended, uint32_t *ended_count) {
  uint32_t slot = give_slot(slots, batch);
  if (slots->last[batch] == step) {
    slots->last[batch] = SCE_NO_OP;
    ended[(*ended_count)++] = slot;
  }
  return slot;
}

static void give_slots(SceSteps *steps, uint32_t batches) {
  Slots slots = {.last = sce_memory_zeroed(((size_t)batches + 1) * sizeof *slots.last), .slot = sce_memory_new(((size_t)batches + 1) * sizeof *slots.slot)};
  memset(slots.slot, 0xFF, ((size_t)batches + 1) * sizeof *slots.slot);
  touch_all(steps, &slots);
  SCE_ARRAY(uint32_t) ended = {0};
  for (uint32_t i = 0; i < steps->list.count; i++) {
    SceStep *step = &steps->list.at[i];
    uint32_t most = sce_step_has_list(step) ? step->b : 3;
    sce_array_reserve(&ended, most + 1);
    if (step->kind != SCE_STEP_COLLECT) step->out = read_slot(&slots, step->out, i, ended.at, &ended.count);
    if (step->reads & SCE_A_SCALAR) step->a = read_slot(&slots, step->a, i, ended.at, &ended.count);
    if (step->reads & SCE_B_SCALAR) step->b = read_slot(&slots, step->b, i, ended.at, &ended.count);
    if (step->reads & SCE_C_SCALAR) step->c = read_slot(&slots, step->c, i, ended.at, &ended.count);
    for (uint32_t k = 0; sce_step_has_list(step) && k < step->b; k++) {
      SceRef *ref = &steps->refs.at[step->a + k];
      if (!ref->scalar) ref->index = read_slot(&slots, ref->index, i, ended.at, &ended.count);
    }
    for (uint32_t k = 0; k < ended.count; k++) sce_array_push(&slots.spare, ended.at[k]);
    ended.count = 0;
  }
  steps->slots = slots.count;
  sce_array_release(&ended);
  sce_array_release(&slots.spare);
  free(slots.last);
  free(slots.slot);
}

/* --- all together ------------------------------------------------------------------------------ */

static void clear_steps(SceSteps *steps) {
  for (uint32_t i = 0; i < steps->distributions.count; i++) sce_distribution_release(&steps->distributions.at[i]);
  for (uint32_t i = 0; i < steps->choices.count; i++) sce_choice_release(&steps->choices.at[i]);
  steps->choices.count = steps->list.count = steps->refs.count = steps->keys.count = steps->distributions.count = steps->wanted = 0;
}

static void make_list(Maker *m, const SceWanted *wanted, uint32_t count) {
  SceSteps *steps = m->steps;
  clear_steps(steps);
  m->batches = 0;
  while (steps->wanted < count && (!steps->wanted || steps->list.count < SCE_STEPS_MOST)) {
    SceRef ref = walk(m, wanted[steps->wanted]);
    SceStep step = {.kind = SCE_STEP_COLLECT, .op = wanted[steps->wanted].op, .c = steps->wanted};
    set_operand(&step, SCE_A_SCALAR, &step.a, ref);
    sce_array_push(&steps->list, step);
    steps->wanted++;
  }
  for (uint32_t i = 0; i < m->known.count; i++) m->memo[m->known.at[i].place] = 0;
  m->known.count = 0;
  make_pairs(steps, m->batches, m->run->sampling.sampler == SCE_SAMPLER_RANDOM);
  give_slots(steps, m->batches);
}

void sce_steps_make(SceSteps *steps, SceRun *run, const SceWanted *wanted, uint32_t count) {
  *steps = (SceSteps){0};
  Maker m = {.run = run, .program = run->program, .steps = steps, .memo = sce_memory_zeroed(((size_t)run->plan.total + 1) * sizeof *m.memo)};
  make_list(&m, wanted, count);
  while (steps->slots > SCE_SLOTS_MOST && steps->wanted > 1) make_list(&m, wanted, steps->wanted / 2);
  sce_array_release(&m.known);
  sce_array_release(&m.frames);
  free(m.memo);
}

void sce_steps_release(SceSteps *steps) {
  clear_steps(steps);
  sce_array_release(&steps->list);
  sce_array_release(&steps->refs);
  sce_array_release(&steps->keys);
  sce_array_release(&steps->distributions);
  sce_array_release(&steps->choices);
}
