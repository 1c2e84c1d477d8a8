/* The search for what makes a value none, by the values that came out. */
#include "none.h"

#include "plan.h"

#include <math.h>

enum { PROBES_MOST = 400 };         /* values of single samples, which are computed anew */

void sce_none_init(SceNoneSearch *search, SceRun *run) {
  *search = (SceNoneSearch){.run = run, .seen = sce_memory_zeroed((sce_run_program(run)->ops.count + (size_t)1) * sizeof(uint32_t))};
}

void sce_none_release(SceNoneSearch *search) {
  free(search->seen);
  sce_array_release(&search->steps);
  sce_array_release(&search->open);
  sce_array_release(&search->roots);
}

bool sce_none_is_root(const SceProgram *program, uint32_t op) {
  const SceOp *at = &program->ops.at[op];
  return at->kind == SCE_OP_NONE || (at->kind == SCE_OP_FORWARD && program->ops.at[at->a].kind == SCE_OP_NONE);
}

static bool is_none(double value) { return isnan(value) && !sce_poison_cause(value); }

bool sce_none_is_all(const SceRun *run, uint32_t op) {
  const SceProgram *program = sce_run_program(run);
  uint32_t count;
  const double *points = sce_run_points(run, op, &count);
  for (uint32_t i = 0; i < count; i++) {
    const SceSummary *summary = program->ops.at[op].sampled ? sce_run_summary(run, op, i) : NULL;
    if (!is_none(points[i]) || (program->ops.at[op].sampled && (!summary || summary->failed < summary->count))) return false;
  }
  return count > 0;
}

static bool is_none_at(SceNoneSearch *search, uint32_t op, uint32_t point) {
  uint32_t count;
  if (sce_run_program(search->run)->ops.at[op].sampled) return search->probes++ < PROBES_MOST && is_none(sce_run_sample(search->run, op, point, 0));
  const double *points = sce_run_points(search->run, op, &count);
  return point < count && is_none(points[point]);
}

/* The first point at which a value is none; UINT32_MAX. */
static uint32_t first_point(SceNoneSearch *search, uint32_t op) {
  uint32_t count = sce_set_points(sce_run_program(search->run), sce_run_program(search->run)->ops.at[op].axes);
  for (uint32_t i = 0; i < count; i++)
    if (is_none_at(search, op, i)) return i;
  return UINT32_MAX;
}

/* The node that names operand `i` of an operation. */
static uint32_t operand_node(const SceProgram *program, uint32_t op, uint32_t i, uint32_t count) {
  uint32_t node = program->op_nodes.at[op];
  SceNodeKind kind = (SceNodeKind)program->ast.nodes.at[node].kind;
  if (count < 2 || kind < SCE_NODE_ADD || kind > SCE_NODE_OVER) return node;
  return i ? node - 1 : sce_ast_left(&program->ast, node);
}

/* Whether an operand counts at a point of its reader: of a choice what was chosen, of a join what stands there. */
static bool is_read(SceNoneSearch *search, const SceNoneStep *reader, const SceNeeds *needs, uint32_t i) {
  const SceProgram *program = sce_run_program(search->run);
  const SceOp *op = &program->ops.at[reader->op];
  if (op->kind == SCE_OP_JOIN) {
    uint32_t stride = sce_set_stride(program, op->axes, op->a);
    return !stride || reader->point / stride % program->axes.at[op->a].count == i;
  }
  if (op->kind != SCE_OP_SELECT || !i) return true;
  uint32_t condition = sce_need(program, needs, 0);
  if (program->ops.at[condition].sampled) return true;
  uint32_t count;
  const double *points = sce_run_points(search->run, condition, &count);
  double truth = points[sce_set_project(program, program->ops.at[condition].axes, op->axes, reader->point)];
  return !isnan(truth) && (truth != 0) == (i == 1);
}

static bool crosses(SceOpKind kind) { return kind == SCE_OP_PICK || kind == SCE_OP_PREV || (kind >= SCE_OP_SUM_OVER && kind <= SCE_OP_MEAN_OVER) || kind == SCE_OP_ARGMIN_OVER; }

/* Opens the operands of a step that are none where it is, the first on top. */
static void open_operands(SceNoneSearch *search, uint32_t step) {
  const SceProgram *program = sce_run_program(search->run);
  const SceNoneStep reader = search->steps.at[step];
  SceNeeds needs = sce_op_needs(program, reader.op);
  for (uint32_t i = needs.count; i-- > 0;) {
    uint32_t need = sce_need(program, &needs, i);
    if (need >= program->ops.count || !is_read(search, &reader, &needs, i)) continue;
    uint32_t point = sce_set_project(program, program->ops.at[need].axes, program->ops.at[reader.op].axes, reader.point);
    if (crosses((SceOpKind)program->ops.at[reader.op].kind)) point = first_point(search, need);
    if (point == UINT32_MAX || !is_none_at(search, need, point)) continue;
    SceNoneStep found = {need, point, step, operand_node(program, reader.op, i, needs.count)};
    sce_array_push(&search->steps, found);
    sce_array_push(&search->open, search->steps.count - 1);
  }
}

void sce_none_find(SceNoneSearch *search, uint32_t op, uint32_t point) {
  const SceProgram *program = sce_run_program(search->run);
  search->turn++;
  search->probes = search->steps.count = search->roots.count = search->open.count = 0;
  sce_array_push(&search->steps, ((SceNoneStep){op, point, SCE_NO_OP, SCE_NO_OP}));
  sce_array_push(&search->open, 0);
  while (search->open.count) {
    uint32_t step = sce_array_pop(&search->open), at = search->steps.at[step].op;
    if (search->seen[at] == search->turn) continue;
    if (sce_none_is_root(program, at)) {
      sce_array_push(&search->roots, step);
      continue;
    }
    search->seen[at] = search->turn;
    open_operands(search, step);
  }
}
