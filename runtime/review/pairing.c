/* Fields belong together as mix.h says, everything else by its text. */
#include "pairing.h"

typedef struct Listed {
  const SceProgram *program;
  SCE_ARRAY(uint32_t) results;      /* that a diff lists */
  uint32_t *by_field;               /* result, or SCE_NO_OP */
} Listed;

/* The field whose value a result has; an expression may have one, too, `cost` alone, and is not that field. */
static uint32_t field_behind(const SceProgram *p, const SceResult *result) {
  const SceField *field = result->op < p->ops.count ? sce_program_field(p, result->op) : NULL;
  return field ? (uint32_t)(field - p->fields.at) : SCE_NO_OP;
}

static uint32_t field_of(const SceProgram *p, const SceResult *result) { return result->flags & SCE_RESULT_EXPRESSION ? SCE_NO_OP : field_behind(p, result); }

/* A sweep's own points: where results stand, not a result. */
static bool is_axis(const SceProgram *p, const SceResult *result) {
  uint32_t op = result->op;
  while (op < p->ops.count && p->ops.at[op].kind == SCE_OP_FORWARD && p->ops.at[op].a < op) op = p->ops.at[op].a;
  return op < p->ops.count && p->ops.at[op].kind == SCE_OP_AXIS;
}

static void list_results(Listed *out, const SceProgram *p, bool all) {
  *out = (Listed){.program = p, .by_field = sce_memory_new((p->fields.count + 1) * sizeof *out->by_field)};
  for (uint32_t i = 0; i < p->fields.count; i++) out->by_field[i] = SCE_NO_OP;
  for (uint32_t i = 0; i < p->results.count; i++) {
    const SceResult *result = &p->results.at[i];
    if (!(all || result->flags & SCE_RESULT_SHOWN) || result->flags & SCE_RESULT_REFERENCE || is_axis(p, result)) continue;
    sce_array_push(&out->results, i);
    if (field_of(p, result) != SCE_NO_OP) out->by_field[field_of(p, result)] = i;
  }
}

static void release(Listed *listed) {
  sce_array_release(&listed->results);
  free(listed->by_field);
}

static bool same_text(const SceProgram *a, const SceResult *x, const SceProgram *b, const SceResult *y) {
  SceText left = {0}, right = {0};
  sce_program_path(a, x, &left);
  sce_program_path(b, y, &right);
  bool same = left.count == right.count && !memcmp(left.bytes, right.bytes, left.count);
  sce_text_release(&left);
  sce_text_release(&right);
  return same;
}

/* What has no field on one of the sides: expressions, and results that failed. */
static uint32_t find_by_text(const Listed *in, const Listed *from, uint32_t result) {
  const SceResult *x = &from->program->results.at[result];
  for (uint32_t i = 0; i < in->results.count; i++) {
    const SceResult *y = &in->program->results.at[in->results.at[i]];
    bool either = field_of(in->program, y) == SCE_NO_OP || field_of(from->program, x) == SCE_NO_OP;
    if (either && same_text(from->program, x, in->program, y)) return in->results.at[i];
  }
  return SCE_NO_OP;
}

/* The expression that is nothing but the other side's same field, under another name. */
static uint32_t find_by_field(const Listed *in, const Listed *from, const uint32_t *partners, uint32_t result) {
  const SceResult *x = &from->program->results.at[result];
  uint32_t field = x->flags & SCE_RESULT_EXPRESSION ? field_behind(from->program, x) : SCE_NO_OP, partner = field == SCE_NO_OP ? SCE_NO_OP : partners[field];
  for (uint32_t i = 0; i < in->results.count && partner != SCE_NO_OP; i++) {
    const SceResult *y = &in->program->results.at[in->results.at[i]];
    if (y->flags & SCE_RESULT_EXPRESSION && field_behind(in->program, y) == partner && find_by_text(from, in, in->results.at[i]) == SCE_NO_OP) return in->results.at[i];
  }
  return SCE_NO_OP;
}

static uint32_t partner_of(const Listed *own, const Listed *other, const uint32_t *partners, uint32_t result, uint32_t *op, SceUnit *unit) {
  uint32_t field = field_of(own->program, &own->program->results.at[result]), partner = field == SCE_NO_OP ? SCE_NO_OP : partners[field];
  uint32_t found = partner == SCE_NO_OP ? find_by_text(other, own, result) : other->by_field[partner];
  if (found == SCE_NO_OP && partner == SCE_NO_OP) found = find_by_field(other, own, partners, result);
  *op = SCE_NO_OP;
  if (partner != SCE_NO_OP) *op = other->program->fields.at[partner].op, *unit = other->program->fields.at[partner].unit;
  if (found != SCE_NO_OP) *op = other->program->results.at[found].op, *unit = other->program->results.at[found].unit;
  return found;
}

/* A number that is given is no result, unless it fails. */
static bool is_given(const SceProgram *p, uint32_t result) { return result == SCE_NO_OP || (p->results.at[result].role == SCE_ROLE_INPUT && !(p->results.at[result].flags & SCE_RESULT_NONE)); }

SceResultPairs sce_pair_results(const SceProgram *old_side, const SceProgram *new_side, const uint32_t *old_partner, const uint32_t *new_partner, bool all, bool given) {
  Listed olds, news;
  list_results(&olds, old_side, all);
  list_results(&news, new_side, all);
  SceResultPairs pairs = {0};
  bool *seen = sce_memory_zeroed(old_side->results.count + 1);
  uint32_t next_old = 0;
  for (uint32_t i = 0; i <= news.results.count; i++) {
    SceResultPair pair = {SCE_NO_OP, SCE_NO_OP, SCE_NO_OP, SCE_NO_OP, SCE_UNIT_ONE, SCE_UNIT_ONE};
    uint32_t stop = olds.results.count;
    if (i < news.results.count) {
      pair.new_result = news.results.at[i];
      pair.new_op = new_side->results.at[pair.new_result].op, pair.new_unit = new_side->results.at[pair.new_result].unit;
      pair.old_result = partner_of(&news, &olds, new_partner, pair.new_result, &pair.old_op, &pair.old_unit);
      for (stop = 0; stop < olds.results.count && olds.results.at[stop] != pair.old_result;) stop++;
      if (stop == olds.results.count) stop = 0;
    }
    for (; next_old < stop; next_old++) {                     /* what only the old side has, up to here */
      SceResultPair gone = {olds.results.at[next_old], SCE_NO_OP, SCE_NO_OP, SCE_NO_OP, SCE_UNIT_ONE, SCE_UNIT_ONE};
      gone.old_op = old_side->results.at[gone.old_result].op, gone.old_unit = old_side->results.at[gone.old_result].unit;
      uint32_t there = partner_of(&olds, &news, old_partner, gone.old_result, &gone.new_op, &gone.new_unit);
      if (!seen[gone.old_result] && there == SCE_NO_OP && !is_given(old_side, gone.old_result)) sce_array_push(&pairs, gone);
    }
    if (pair.old_result != SCE_NO_OP) seen[pair.old_result] = true;
    if (i < news.results.count && (given || !(is_given(new_side, pair.new_result) && is_given(old_side, pair.old_result)))) sce_array_push(&pairs, pair);
  }
  free(seen);
  release(&olds);
  release(&news);
  return pairs;
}
