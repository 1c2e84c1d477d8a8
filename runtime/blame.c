/* What follows from what, of values that are wrong: by the operations that a program consists of. */
#include "blame.h"

#include "plan.h"

#include <math.h>

enum { WALKS_MOST = 1000, SCANNED_MOST = 100000000 };   /* operations that are asked about, and looked at: beyond, what follows is told too, at its block */
static const double too_large = 1e60;

void sce_blame_init(SceBlame *blame, SceRun *run) { *blame = (SceBlame){.run = run}; }

void sce_blame_release(SceBlame *blame) {
  free(blame->outside);
  free(blame->follows);
  free(blame->seen);
  sce_array_release(&blame->shared);
  sce_array_release(&blame->open);
  sce_array_release(&blame->told);
}

/* ---- what follows ---- */

/* A number as common as 0 or 1 stands once in a program, whoever writes it. */
static bool is_shared(const SceOp *op) { return op->kind == SCE_OP_CONSTANT && (op->number == 0 || op->number == 1); }

uint64_t sce_blame_scenario(const SceBlame *blame, uint32_t op, uint32_t point) {
  const SceProgram *program = sce_run_program(blame->run);
  uint32_t stride = sce_set_stride(program, program->ops.at[op].axes, 0), last = 63;
  if (!stride) return UINT64_MAX;
  return UINT64_C(1) << (point / stride < last ? point / stride : last);
}

void sce_blame_add(SceBlame *blame, uint32_t result, uint64_t scenarios) {
  const SceProgram *program = sce_run_program(blame->run);
  const SceResult *at = &program->results.at[result];
  if (!scenarios) return;
  if (!blame->outside) {
    blame->outside = sce_memory_zeroed((program->ops.count + (size_t)1) * sizeof *blame->outside);
    blame->follows = sce_memory_zeroed((program->ops.count + (size_t)1) * sizeof *blame->follows);
  }
  if (is_shared(&program->ops.at[at->op])) sce_array_push(&blame->shared, result);
  else blame->outside[at->op] |= scenarios;
}

void sce_blame_spread(SceBlame *blame) {
  const SceProgram *program = sce_run_program(blame->run);
  for (uint32_t i = 0; blame->outside && i < program->ops.count; i++) {
    uint32_t op = program->order.count ? program->order.at[i] : i;
    SceNeeds needs = sce_op_needs(program, op);
    for (uint32_t k = 0; k < needs.count; k++) {
      uint32_t need = sce_need(program, &needs, k);
      if (need < program->ops.count) blame->follows[op] |= blame->outside[need] | blame->follows[need];
    }
    if (blame->follows[op] && program->ops.at[op].kind == SCE_OP_PICK) blame->follows[op] = UINT64_MAX;   /* of a scenario, for all of them */
  }
}

/* Notes in `seen` an operation and all that it rests on. */
static void walk(SceBlame *blame, uint32_t from) {
  const SceProgram *program = sce_run_program(blame->run);
  if (!blame->seen) blame->seen = sce_memory_zeroed((program->ops.count + (size_t)1) * sizeof *blame->seen);
  blame->turn++;
  blame->open.count = 0;
  blame->seen[from] = blame->turn;
  sce_array_push(&blame->open, from);
  while (blame->open.count) {
    uint32_t op = sce_array_pop(&blame->open);
    SceNeeds needs = sce_op_needs(program, op);
    for (uint32_t k = 0; k < needs.count; k++) {
      uint32_t need = sce_need(program, &needs, k);
      if (need >= program->ops.count || blame->seen[need] == blame->turn) continue;
      blame->seen[need] = blame->turn;
      sce_array_push(&blame->open, need);
    }
  }
}

/* Whether a formula names a field. */
static bool names(const SceProgram *program, uint32_t op, SceName name) {
  uint32_t root = program->op_nodes.at[op];
  for (uint32_t n = sce_ast_first(&program->ast, root); n <= root; n++) {
    const SceNode *node = &program->ast.nodes.at[n];
    if ((node->kind == SCE_NODE_NAME || node->kind == SCE_NODE_MEMBER) && node->a == name) return true;
  }
  return false;
}

/* Whether the last walk met an operation that reads a number by the name of a field: one number stands for all fields that it is written in. */
static bool is_read(SceBlame *blame, const SceResult *result) {
  const SceProgram *program = sce_run_program(blame->run);
  if (blame->seen[result->op] != blame->turn) return false;
  if (program->ops.at[result->op].kind != SCE_OP_CONSTANT) return true;
  if ((blame->scanned += program->ops.count) > SCANNED_MOST) return false;
  for (uint32_t op = 0; op < program->ops.count; op++) {
    if (blame->seen[op] != blame->turn) continue;
    SceNeeds needs = sce_op_needs(program, op);
    bool reads = false;
    for (uint32_t k = 0; k < needs.count; k++) reads |= sce_need(program, &needs, k) == result->op;
    if (reads && names(program, op, result->name)) return true;
  }
  return false;
}

bool sce_blame_failure_follows(SceBlame *blame, uint32_t op, uint32_t block, uint64_t scenarios) {
  if (!blame->outside) return false;
  if (!(scenarios & ~blame->follows[op])) return true;
  const SceResult *results = sce_run_program(blame->run)->results.at;
  bool any = false, follows = false;
  for (uint32_t i = 0; i < blame->shared.count; i++) any |= results[blame->shared.at[i]].block == block;
  if (!any || blame->turn >= WALKS_MOST) return false;
  walk(blame, op);
  for (uint32_t i = 0; i < blame->shared.count && !follows; i++) follows = results[blame->shared.at[i]].block == block && is_read(blame, &results[blame->shared.at[i]]);
  return follows;
}

/* Whether a bound rests on a value outside its range, and not on the very value that it bounds. */
static bool bound_follows(SceBlame *blame, uint32_t bound, uint32_t op, uint64_t scenarios) {
  if (bound == SCE_NO_OP || scenarios & ~(blame->follows[bound] | blame->outside[bound]) || blame->turn >= WALKS_MOST) return false;
  walk(blame, bound);
  return blame->seen[op] != blame->turn;
}

bool sce_blame_range_follows(SceBlame *blame, uint32_t result, uint64_t scenarios) {
  const SceProgram *program = sce_run_program(blame->run);
  const SceResult *at = &program->results.at[result];
  const SceRange *range = &program->ranges.at[at->range - 1];
  if (!blame->outside || !scenarios) return false;
  return !(scenarios & ~blame->follows[at->op]) || bound_follows(blame, range->low, at->op, scenarios) || bound_follows(blame, range->high, at->op, scenarios);
}

/* ---- where it is told ---- */

static bool is_users(const SceProgram *program, uint32_t item) { return item != SCE_NO_ITEM && !program->sources->list.at[sce_ast_item_source(&program->ast, item)].library; }

/* Whether a result is a number in the user's text that what failed rests on. */
static bool is_given(SceBlame *blame, const SceResult *result) {
  const SceProgram *program = sce_run_program(blame->run);
  bool value = result->role == SCE_ROLE_INPUT && !(result->flags & (SCE_RESULT_REFERENCE | SCE_RESULT_NONE | SCE_RESULT_TRUTH)) && result->op < program->ops.count;
  return value && is_users(program, result->item) && is_read(blame, result);
}

/* Whether it is one that formulas rarely bear. */
static bool is_extreme(const SceBlame *blame, const SceResult *result, bool large) {
  if (sce_run_program(blame->run)->ops.at[result->op].sampled) return false;
  uint32_t count;
  const double *points = sce_run_points(blame->run, result->op, &count);
  for (uint32_t i = 0; i < count; i++)
    if (large ? fabs(points[i]) >= too_large : points[i] <= 0) return true;
  return false;
}

typedef struct Suspects {
  uint32_t extreme, extremes;       /* the first of them, and how many */
  uint32_t named, names;            /* of what the formula names */
  uint32_t both;
} Suspects;

static Suspects find_suspects(SceBlame *blame, uint32_t op, uint32_t block, bool own, bool large) {
  const SceProgram *program = sce_run_program(blame->run);
  Suspects s = {SCE_NO_OP, 0, SCE_NO_OP, 0, SCE_NO_OP};
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    if ((result->block == block) != own || !is_given(blame, result)) continue;
    bool named = names(program, op, result->name), extreme = is_extreme(blame, result, large);
    if (extreme && !s.extremes++) s.extreme = i;
    if (named && !s.names++) s.named = i;
    if (extreme && named && s.both == SCE_NO_OP) s.both = i;
  }
  return s;
}

/* What is extreme and named, or alone extreme; then what alone is named. First of the block of the result. */
static uint32_t choose(SceBlame *blame, uint32_t op, uint32_t block, bool large) {
  Suspects own = find_suspects(blame, op, block, true, large);
  if (own.both != SCE_NO_OP) return own.both;
  if (own.extremes) return own.extremes == 1 ? own.extreme : SCE_NO_OP;
  Suspects others = find_suspects(blame, op, block, false, large);
  if (others.both != SCE_NO_OP) return others.both;
  if (others.extremes) return others.extremes == 1 ? others.extreme : SCE_NO_OP;
  return own.names == 1 ? own.named : SCE_NO_OP;
}

SceSpan sce_blame_place(SceBlame *blame, uint32_t op, uint32_t result, bool large, uint32_t *given) {
  const SceProgram *program = sce_run_program(blame->run);
  *given = SCE_NO_OP;
  bool differs = sce_set_stride(program, program->ops.at[op].axes, 0);       /* by scenario: what that replaces may have done it */
  if (blame->turn < WALKS_MOST && !differs) {
    walk(blame, op);
    *given = choose(blame, op, program->results.at[result].block, large);
  }
  return sce_program_at(program, &program->results.at[*given == SCE_NO_OP ? result : *given]);
}

bool sce_blame_is_told(SceBlame *blame, SceSpan at) {
  for (uint32_t i = 0; i < blame->told.count; i++)
    if (!memcmp(&blame->told.at[i], &at, sizeof at)) return true;
  sce_array_push(&blame->told, at);
  return false;
}
