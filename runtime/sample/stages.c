/* Which operations rest on which passes: a reduction over samples is known one pass later than what it reduces.
 */
#include "sampling.h"

static bool raise_stage(const SceProgram *program, uint16_t *stages, uint32_t op) {
  SceNeeds needs = sce_op_needs(program, op);
  uint16_t stage = stages[op];
  for (uint32_t k = 0; k < needs.count; k++) {
    uint32_t need = sce_need(program, &needs, k);
    if (need >= program->ops.count) continue;
    uint32_t at = stages[need];
    if (k == 0 && sce_op_reduces_samples(program->ops.at[op].kind) && program->ops.at[need].sampled) at++;
    if (at > stage) stage = at < UINT16_MAX ? (uint16_t)at : UINT16_MAX;
  }
  bool raised = stage > stages[op];
  stages[op] = stage;
  return raised;
}

/* In the order of computing; the operations of a loop until nothing changes, since they read each other. */
uint16_t *sce_stages_make(const SceProgram *program) {
  uint16_t *stages = sce_memory_zeroed(((size_t)program->ops.count + 1) * sizeof *stages);
  if (!program->order.count) {
    for (uint32_t i = 0; i < program->ops.count; i++) raise_stage(program, stages, i);
    return stages;
  }
  uint32_t loop = 0;
  for (uint32_t i = 0; i < program->order.count;) {
    if (loop >= program->loops.count || program->loops.at[loop].first != i) {
      raise_stage(program, stages, program->order.at[i++]);
      continue;
    }
    uint32_t end = i + program->loops.at[loop++].count;
    for (bool raised = true; raised;) {
      raised = false;
      for (uint32_t k = i; k < end; k++) raised |= raise_stage(program, stages, program->order.at[k]);
    }
    i = end;
  }
  return stages;
}
