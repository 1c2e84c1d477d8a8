/* Values are followed down through all that they read; in the mix to the parameters of edits, or, where two values are not one there, on each side to its fields.
 */
#include "reach.h"

typedef struct Walk {
  const SceProgram *program;
  bool *seen;                       /* by operation */
  SCE_ARRAY(uint32_t) open;
} Walk;

static void see(Walk *w, uint32_t op) {
  if (op >= w->program->ops.count || w->seen[op]) return;
  w->seen[op] = true;
  sce_array_push(&w->open, op);
}

/* By operation: whether `op` rests on it. */
static bool *below(const SceProgram *p, uint32_t op) {
  Walk w = {.program = p, .seen = sce_memory_zeroed(p->ops.count + 1)};
  see(&w, op);
  while (w.open.count) {
    uint32_t next = sce_array_pop(&w.open);
    SceNeeds needs = sce_op_needs(p, next);
    for (uint32_t k = 0; k < needs.count; k++) see(&w, sce_need(p, &needs, k));
  }
  sce_array_release(&w.open);
  return w.seen;
}

static bool rests_on(const SceProgram *p, const bool *seen, uint32_t field) { return field != SCE_NO_OP && seen[p->fields.at[field].op]; }

void sce_reach_edits(const SceMix *mix, const SceProgram *const programs[2], const uint32_t ops[2], uint32_t root, bool *reached, bool *fields) {
  bool *olds = below(programs[0], ops[0]), *news = below(programs[1], ops[1]), *both = root == SCE_NO_OP ? NULL : below(mix->program, root);
  for (uint32_t i = 0; i < mix->edits.count; i++) {
    const SceMixEdit *edit = &mix->edits.at[i];
    reached[i] = both ? both[edit->parameter] : rests_on(programs[0], olds, edit->old_field) || rests_on(programs[1], news, edit->new_field);
  }
  for (uint32_t i = 0; i < programs[1]->fields.count; i++) {
    uint32_t partner = mix->new_partner[i];
    fields[i] |= rests_on(programs[1], news, i) || (partner != SCE_NO_OP && rests_on(programs[0], olds, partner));
  }
  free(olds), free(news), free(both);
}
