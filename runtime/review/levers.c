/* Constants that are put in front of a program's operations, and fields made to read them: the only place where a review changes a program.
 */
#include "levers.h"

/* Fields that are computed point by point from themselves: a factor would count once a point. */
static bool *find_recurring(const SceProgram *program) {
  bool *recurring = sce_memory_zeroed(program->ops.count + (size_t)1);
  for (uint32_t i = 0; i < program->loops.count; i++)
    for (uint32_t k = 0; k < program->loops.at[i].count; k++) recurring[program->order.at[program->loops.at[i].first + k]] = true;
  return recurring;
}

void sce_levers_place(SceProgram *program, uint32_t from) {
  uint32_t added = program->ops.count - from, before = program->order.count ? program->order.count : from;
  bool plain = !program->order.count;
  if (!added) return;
  for (uint32_t i = 0; plain && i < from; i++) sce_array_push(&program->order, i);
  for (uint32_t i = 0; i < added; i++) sce_array_push(&program->order, 0);
  memmove(program->order.at + added, program->order.at, before * sizeof *program->order.at);
  for (uint32_t i = 0; i < added; i++) program->order.at[i] = from + i;
  for (uint32_t i = 0; i < program->loops.count; i++) program->loops.at[i].first += added;
}

uint32_t sce_levers_constant(SceProgram *program, double number, uint32_t node) {
  uint32_t op = program->ops.count;
  sce_array_push(&program->ops, ((SceOp){.kind = SCE_OP_CONSTANT, .number = number}));
  sce_array_push(&program->op_nodes, node);
  sce_levers_place(program, op);
  return op;
}

typedef struct Edge {               /* who reads a constant, and as which operand */
  uint32_t op, operand;
} Edge;

/* The one place in a formula where a number is read, as far as operations tell: false where it is read in several, which may be its unit's conversion. */
static bool find_edge(const SceProgram *program, const SceOpList *inner, SceExpr expr, double number, Edge *edge) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < inner->count; i++) {
    uint32_t op = inner->at[i], node = program->op_nodes.at[op];
    SceNeeds needs = sce_op_needs(program, op);
    if (node < expr.first || node > expr.last || program->ops.at[op].kind == SCE_OP_FORWARD) continue;
    for (uint32_t k = 0; k < needs.count; k++) {
      uint32_t need = sce_need(program, &needs, k);
      if (need >= program->ops.count || program->ops.at[need].kind != SCE_OP_CONSTANT || program->ops.at[need].number != number) continue;
      *edge = (Edge){op, k};
      found++;
    }
  }
  return found == 1;
}

uint32_t sce_levers_literal(SceProgram *program, const SceOpList *inner, SceExpr expr, double number) {
  Edge edge;
  if (!find_edge(program, inner, expr, number, &edge)) return SCE_NO_OP;
  uint32_t lever = program->ops.count, node = program->op_nodes.at[edge.op];
  sce_array_push(&program->ops, ((SceOp){.kind = SCE_OP_CONSTANT, .number = number}));
  sce_array_push(&program->op_nodes, node);
  SceNeeds needs = sce_op_needs(program, edge.op);
  SceOp *op = &program->ops.at[edge.op];
  if (needs.many) program->operands.at[needs.first + edge.operand] = lever;
  else *(edge.operand == 0 ? &op->a : edge.operand == 1 ? &op->b : &op->c) = lever;
  return lever;
}

void sce_levers_add(SceProgram *program, const uint32_t *ops, uint32_t count, SceOpList *levers) {
  bool *recurring = find_recurring(program);
  uint32_t from = program->ops.count;
  for (uint32_t i = 0; i < count; i++) {
    const SceField *field = sce_program_field(program, ops[i]);
    bool taken = !field || field->truth || recurring[ops[i]] || program->ops.at[ops[i]].kind != SCE_OP_FORWARD;
    sce_array_push(levers, taken ? SCE_NO_OP : program->ops.count);
    if (taken) continue;
    SceOp *op = &program->ops.at[ops[i]];
    op->kind = SCE_OP_MULTIPLY;
    op->b = program->ops.count;
    uint32_t node = program->op_nodes.at[ops[i]];
    sce_array_push(&program->ops, ((SceOp){.kind = SCE_OP_CONSTANT, .number = 1}));
    sce_array_push(&program->op_nodes, node);
  }
  sce_levers_place(program, from);
  free(recurring);
}

static bool settle_one(SceProgram *program, uint32_t i) {
  SceOp *op = &program->ops.at[i];
  bool sampled = op->kind == SCE_OP_DRAW, reduced = op->kind >= SCE_OP_MEAN_OF && op->kind <= SCE_OP_QUANTILE_OF;
  SceNeeds needs = sce_op_needs(program, i);
  for (uint32_t k = 0; k < needs.count && !sampled && !reduced; k++) {
    uint32_t need = sce_need(program, &needs, k);
    sampled = need < program->ops.count && program->ops.at[need].sampled;
  }
  bool changed = op->sampled != sampled;
  op->sampled = sampled;
  return changed;
}

void sce_levers_settle(SceProgram *program) {
  for (uint32_t i = 0; i < program->ops.count; i++) program->ops.at[i].sampled = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = 0; i < program->ops.count; i++) changed |= settle_one(program, program->order.count ? program->order.at[i] : i);
  }
}
