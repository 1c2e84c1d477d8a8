/* Values are followed down through all that they read; in the mix to the parameters of edits, on each side to its fields.
 */
#include "reach.h"

void sce_reach_start(SceReach *reach, const SceMix *mix, const SceProgram *const programs[2]) {
  *reach = (SceReach){.mix = mix, .programs = {programs[0], programs[1], mix->program}};
  for (int i = 0; i < 3; i++) reach->seen[i] = sce_memory_zeroed(reach->programs[i]->ops.count + 1);
}

void sce_reach_release(SceReach *reach) {
  for (int i = 0; i < 3; i++) free(reach->seen[i]);
}

static void walk(const SceProgram *p, bool *seen, uint32_t op) {
  SCE_ARRAY(uint32_t) open = {0};
  if (op < p->ops.count && !seen[op]) {
    seen[op] = true;
    sce_array_push(&open, op);
  }
  while (open.count) {
    uint32_t next = sce_array_pop(&open);
    SceNeeds needs = sce_op_needs(p, next);
    for (uint32_t k = 0; k < needs.count; k++) {
      uint32_t need = sce_need(p, &needs, k);
      if (need >= p->ops.count || seen[need]) continue;
      seen[need] = true;
      sce_array_push(&open, need);
    }
  }
  sce_array_release(&open);
}

void sce_reach_add(SceReach *reach, const uint32_t ops[2], uint32_t root) {
  for (int side = 0; side < 2; side++) walk(reach->programs[side], reach->seen[side], ops[side]);
  walk(reach->programs[2], reach->seen[2], root);
}

static bool rests_on(const SceReach *reach, int side, uint32_t field) { return field != SCE_NO_OP && reach->seen[side][reach->programs[side]->fields.at[field].op]; }

bool sce_reach_has_edit(const SceReach *reach, uint32_t edit) {
  const SceMixEdit *e = &reach->mix->edits.at[edit];
  return reach->seen[2][e->parameter] || rests_on(reach, 0, e->old_field) || rests_on(reach, 1, e->new_field);
}

bool sce_reach_has_field(const SceReach *reach, uint32_t new_field) { return rests_on(reach, 1, new_field) || rests_on(reach, 0, reach->mix->new_partner[new_field]); }
