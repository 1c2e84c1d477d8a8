/* Both sides are walked from what is asked for, with a stack of their own: an operation is made in the mix once all that it reads is there.
 *
 * There are four ways to want something: as the old side says it, as the new side says it, as both say it (where they differ by members alone), and a field
 * that both have. What comes back to itself on the way (a recurrence, or dependencies that edits turned around) is read through a FORWARD that is pointed at it
 * later; sce_loops_find then tells recurrences from circles, which have no value.
 */
#include "mix.h"

#include "compiler.h"
#include "match.h"

typedef enum Way { OLD_SIDE, NEW_SIDE, BOTH_SIDES, FIELD } Way;

typedef struct Want {
  Way way;
  uint32_t a, b;               /* operation of the side; of both: the old and the new one; FIELD: old and new field */
  uint32_t next;               /* operands that are there */
} Want;

typedef struct Pending {       /* a FORWARD that waits */
  Want of;
  uint32_t op;
} Pending;

typedef struct Mixer {
  SceCompiler c;               /* for its operations alone */
  SceCompileOptions options;
  SceSources sources;
  SceDiags diags;
  SceMatch match;
  SceMix *mix;
  uint32_t *placed[4];         /* by way and operation (of both: the new one; FIELD: the new field): in the mix, SCE_NIL, or ACTIVE */
  SCE_ARRAY(Want) wants;
  SCE_ARRAY(Pending) pending;
  SCE_ARRAY(uint32_t) operands;
  SCE_ARRAY(uint32_t) draw_ops;
  SCE_ARRAY(uint64_t) groups;  /* beside the edits: what shares a parameter; 0: nothing */
} Mixer;

#define ACTIVE (SCE_NIL - 1)

/* Of the sides, whether or not an operation of the mix calls them. */
static void copy_natives(SceProgram *to, const SceProgram *from) {
  for (uint32_t i = 0; i < from->natives.count; i++)
    if (!sce_program_native(to, from->natives.at[i].function)) sce_array_push(&to->natives, ((SceNative){from->natives.at[i].function, SCE_NO_ITEM}));
}

static const SceProgram *side_of(const Mixer *m, int side) { return m->match.sides[side].program; }
static SceMixAxis *axes_of(const Mixer *m, int side) { return side ? m->mix->new_axes : m->mix->old_axes; }
static uint32_t *place_of(Mixer *m, Want want) { return &m->placed[want.way][want.way == OLD_SIDE ? want.a : want.b]; }
static int side_of_way(Way way) { return way == OLD_SIDE ? 0 : 1; }

/* ---- axes ---- */

static SceName copy_name(Mixer *m, const SceProgram *from, SceName name) { return sce_intern_get(m->c.intern, sce_intern_spelling(&from->intern, name), sce_intern_length(&from->intern, name)); }

static void push_label(Mixer *m, const SceProgram *p, const SceAxis *axis, uint32_t label) {
  SceName name = copy_name(m, p, p->labels.at[axis->labels + label]);
  sce_array_push(&m->c.program->labels, name);
  if (axis->values < p->axis_values.count) sce_array_push(&m->c.program->axis_values, p->axis_values.at[axis->values + label]);
}

/* An axis of the mix: the points of a side, then those that the other side alone has. */
static void add_axis(Mixer *m, int side, uint32_t i, uint32_t other) {
  SceProgram *out = m->c.program;
  const SceProgram *p = side_of(m, side), *q = side_of(m, !side);
  const SceAxis *own = &p->axes.at[i];
  SceAxis axis = {.kind = own->kind, .name = copy_name(m, p, own->name), .path = copy_name(m, p, own->path), .labels = out->labels.count, .count = own->count};
  axis.values = own->values < p->axis_values.count ? out->axis_values.count : SCE_NO_OP;
  SceMixAxis *mine = &axes_of(m, side)[i];
  *mine = (SceMixAxis){(uint16_t)out->axes.count, sce_memory_new((own->count + 1) * sizeof *mine->labels), own->count};
  for (uint32_t k = 0; k < own->count; k++) push_label(m, p, own, k), mine->labels[k] = k;
  if (other != SCE_NO_OP) {
    const SceAxis *theirs = &q->axes.at[other];
    SceMixAxis *there = &axes_of(m, !side)[other];
    *there = (SceMixAxis){mine->axis, sce_memory_new((theirs->count + 1) * sizeof *there->labels), theirs->count};
    for (uint32_t k = 0; k < theirs->count; k++) {
      uint32_t label = sce_match_label(&m->match, !side, other, i, k);
      there->labels[k] = label == SCE_NO_OP ? axis.count++ : label;
      if (label == SCE_NO_OP) push_label(m, q, theirs, k);
    }
  }
  sce_array_push(&out->axes, axis);
}

static void make_axes(Mixer *m) {
  const SceProgram *a = side_of(m, 0), *b = side_of(m, 1);
  m->mix->old_axes = sce_memory_zeroed((a->axes.count + 1) * sizeof *m->mix->old_axes);
  m->mix->new_axes = sce_memory_zeroed((b->axes.count + 1) * sizeof *m->mix->new_axes);
  m->mix->old_axis_count = a->axes.count, m->mix->new_axis_count = b->axes.count;
  for (uint32_t i = 0; i < b->axes.count; i++) add_axis(m, 1, i, sce_match_axis(&m->match, 1, i));
  for (uint32_t i = 0; i < a->axes.count; i++)
    if (!m->mix->old_axes[i].labels) add_axis(m, 0, i, SCE_NO_OP);
}

/* Whether a side lacks points that its axis has in the mix. */
static bool lacks_points(const Mixer *m, int side, uint32_t axis) {
  return side_of(m, side)->axes.at[axis].count < m->c.program->axes.at[axes_of(m, side)[axis].axis].count;
}

/* 1 at the points that a side has, else 0. */
static uint32_t emit_mask(Mixer *m, int side, uint32_t axis) {
  SceMixAxis own = axes_of(m, side)[axis];
  uint32_t count = m->c.program->axes.at[own.axis].count, *ops = sce_memory_new((count + 1) * sizeof *ops);
  for (uint32_t k = 0; k < count; k++) ops[k] = sce_emit_constant(&m->c, 0, 0);
  for (uint32_t k = 0; k < side_of(m, side)->axes.at[axis].count; k++) ops[own.labels[k]] = sce_emit_constant(&m->c, 1, 0);
  uint32_t mask = sce_emit_join(&m->c, own.axis, ops, count, 0);
  free(ops);
  return mask;
}

/* ---- parameters ---- */

static uint32_t emit_parameter(Mixer *m) {
  SceProgram *p = m->c.program;
  sce_array_push(&p->ops, ((SceOp){.kind = SCE_OP_CONSTANT}));
  sce_array_push(&p->op_nodes, 0);
  return p->ops.count - 1;
}

/* The parameter of a member that one side alone has: one for all formulas that it enters. */
static uint32_t member_parameter(Mixer *m, SceMixKind kind, uint32_t axis, uint32_t label) {
  for (uint32_t i = 0; i < m->mix->edits.count; i++) {
    const SceMixEdit *edit = &m->mix->edits.at[i];
    if (edit->kind == kind && edit->axis == axis && edit->label == label) return edit->parameter;
  }
  uint32_t parameter = emit_parameter(m);
  sce_array_push(&m->mix->edits, ((SceMixEdit){.kind = kind, .parameter = parameter, .old_field = SCE_NO_OP, .new_field = SCE_NO_OP, .old_op = SCE_NO_OP, .new_op = SCE_NO_OP, .old_item = SCE_NO_ITEM, .new_item = SCE_NO_ITEM, .axis = axis, .label = label}));
  sce_array_push(&m->groups, UINT64_C(0));
  return parameter;
}

/* Formulas in the text of a kind are one edit, however many blocks there are of it; so is all that rests on one function, unit or reference that was edited. */
static uint64_t group_of(const Mixer *m, const SceMixEdit *edit) {
  const SceProgram *a = side_of(m, 0), *b = side_of(m, 1);
  SceTrace trace = sce_mix_trace(edit, a, b);
  if (trace.kind) return ((uint64_t)trace.kind << 60) + (trace.kind == SCE_TRACE_REFERENCE ? trace.new_reference : trace.new_item);
  if (edit->old_field == SCE_NO_OP) return 0;
  const SceField *x = &a->fields.at[edit->old_field], *y = &b->fields.at[edit->new_field];
  if (!x->kind || !y->kind || strcmp(sce_intern_spelling(&a->intern, x->kind), sce_intern_spelling(&b->intern, y->kind))) return 0;
  const char *path = sce_intern_spelling(&b->intern, y->path), *dot = strrchr(path, '.'), *kind = sce_intern_spelling(&b->intern, y->kind);
  return sce_hash_text(kind, strlen(kind)) * 31 + sce_hash_text(dot ? dot : path, strlen(dot ? dot : path)) + 1;
}

static uint32_t edit_parameter(Mixer *m, SceMixEdit edit) {
  uint64_t group = group_of(m, &edit);
  edit.parameter = SCE_NIL;
  for (uint32_t i = 0; group && i < m->groups.count && edit.parameter == SCE_NIL; i++)
    if (m->groups.at[i] == group) edit.parameter = m->mix->edits.at[i].parameter;
  if (edit.parameter == SCE_NIL) edit.parameter = emit_parameter(m);
  sce_array_push(&m->mix->edits, edit);
  sce_array_push(&m->groups, group);
  return edit.parameter;
}

/* `edit` says whose formulas these are. */
static uint32_t emit_blend(Mixer *m, SceMixEdit edit, uint32_t old_op, uint32_t new_op) {
  if (old_op == new_op) return new_op;
  edit.kind = SCE_MIX_FORMULA, edit.old_op = old_op, edit.new_op = new_op;
  return sce_emit(&m->c, SCE_OP_BLEND, 0, old_op, new_op, edit_parameter(m, edit));
}

static const SceMixEdit nameless = {.old_field = SCE_NO_OP, .new_field = SCE_NO_OP, .old_item = SCE_NO_ITEM, .new_item = SCE_NO_ITEM, .axis = SCE_NO_OP, .label = SCE_NO_OP};

/* ---- what is there, and what has to be made first ---- */

static bool same_want(Want x, Want y) { return x.way == y.way && (x.way == OLD_SIDE ? x.a == y.a : x.b == y.b); }

/* The operation of the mix, or SCE_NIL: it has been put on the stack. */
static uint32_t want(Mixer *m, Want want) {
  uint32_t *place = place_of(m, want);
  if (*place == SCE_NIL) {
    *place = ACTIVE;
    sce_array_push(&m->wants, want);
    return SCE_NIL;
  }
  if (*place != ACTIVE) return *place;
  for (uint32_t i = 0; i < m->pending.count; i++)
    if (same_want(m->pending.at[i].of, want)) return m->pending.at[i].op;
  uint32_t forward = sce_emit(&m->c, SCE_OP_FORWARD, 0, 0, 0, 0);
  sce_array_push(&m->pending, ((Pending){want, forward}));
  return forward;
}

static void settle(Mixer *m, Want done, uint32_t op) {
  *place_of(m, done) = op;
  for (uint32_t i = m->pending.count; i-- > 0;) {
    if (!same_want(m->pending.at[i].of, done)) continue;
    uint32_t forward = m->pending.at[i].op;
    m->c.program->ops.at[forward].a = op;
    sce_array_push(&m->c.loop_ops, forward);
    m->pending.at[i] = m->pending.at[--m->pending.count];
    sce_emit_settle_axes(&m->c, forward);
  }
}

/* ---- fields ---- */

static uint32_t scaled(Mixer *m, uint32_t op, const SceProgram *from, SceUnit from_unit, const SceProgram *to, SceUnit to_unit) {
  SceScale scale;
  return sce_match_units(from, from_unit, to, to_unit, &scale) ? sce_emit_scaled(&m->c, op, scale, 0) : op;
}

/* Two formulas of one value: as one, or blended. `units`: the old side's and the new side's. */
static bool make_pair(Mixer *m, uint32_t old_op, uint32_t new_op, const SceMixEdit *edit, const SceUnit units[2], uint32_t *out) {
  const SceMatchSide *a = &m->match.sides[0], *b = &m->match.sides[1];
  SceScale scale;
  bool same_unit = sce_match_units(a->program, units[0], b->program, units[1], &scale) && sce_scale_is_one(scale);
  if (same_unit && a->meaning[old_op] == b->meaning[new_op]) return (*out = want(m, (Want){NEW_SIDE, SCE_NIL, new_op, 0})) != SCE_NIL;
  if (same_unit && a->loose[old_op] == b->loose[new_op]) return (*out = want(m, (Want){BOTH_SIDES, old_op, new_op, 0})) != SCE_NIL;
  uint32_t x = want(m, (Want){OLD_SIDE, old_op, SCE_NIL, 0}), y = x == SCE_NIL ? SCE_NIL : want(m, (Want){NEW_SIDE, SCE_NIL, new_op, 0});
  if (x == SCE_NIL || y == SCE_NIL) return false;
  *out = emit_blend(m, *edit, scaled(m, x, a->program, units[0], b->program, units[1]), y);
  return true;
}

static bool make_field(Mixer *m, Want w, uint32_t *out) {
  const SceProgram *a = side_of(m, 0), *b = side_of(m, 1);
  const SceField *x = &a->fields.at[w.a], *y = &b->fields.at[w.b];
  SceMixEdit edit = nameless;
  edit.old_field = w.a, edit.new_field = w.b;
  return make_pair(m, a->ops.at[x->op].a, b->ops.at[y->op].a, &edit, (SceUnit[]){x->unit, y->unit}, out);
}

/* A field as one side reads it: in that side's unit. */
static bool read_field(Mixer *m, int side, const SceField *field, uint32_t *out) {
  const SceProgram *p = side_of(m, side);
  uint32_t index = (uint32_t)(field - p->fields.at), partner = m->match.sides[side].partner[index];
  Want source = side ? (Want){NEW_SIDE, SCE_NIL, p->ops.at[field->op].a, 0} : (Want){OLD_SIDE, p->ops.at[field->op].a, SCE_NIL, 0};
  if (partner != SCE_NO_OP) source = (Want){FIELD, side ? partner : index, side ? index : partner, 0};
  uint32_t op = want(m, source);
  if (op == SCE_NIL) return false;
  const SceProgram *other = side_of(m, 1);
  *out = side || partner == SCE_NO_OP ? op : scaled(m, op, other, other->fields.at[partner].unit, p, field->unit);
  return true;
}

/* ---- operations of one side ---- */

static uint16_t axes_in_mix(Mixer *m, int side, uint32_t set) {
  const SceProgram *p = side_of(m, side);
  uint16_t axes = 0;
  for (uint32_t i = 0; i < p->axis_sets.at[set].count; i++) axes = sce_axes_with(&m->c, axes, axes_of(m, side)[p->axis_ids.at[p->axis_sets.at[set].first + i]].axis);
  return axes;
}

/* Finds or makes a draw of the mix: over the same axes, in the same order. */
static uint32_t find_draw(Mixer *m, SceDraw draw, uint16_t axes, const uint16_t *order) {
  for (uint32_t i = 0; i < m->draw_ops.count; i++)
    if (sce_op_is_draw(&m->c, m->draw_ops.at[i], draw, axes, order)) return m->draw_ops.at[i];
  uint32_t made = sce_emit_draw(&m->c, draw, axes, order);
  sce_array_push(&m->draw_ops, made);
  return made;
}

static uint32_t emit_draw(Mixer *m, int side, const SceOp *op) {
  const SceProgram *p = side_of(m, side);
  SceDraw draw = p->draws.at[op->a];
  uint16_t axes = axes_in_mix(m, side, op->axes);
  uint32_t count = p->axis_sets.at[op->axes].count;
  uint16_t *order = sce_memory_new((count + 1) * sizeof *order);
  for (uint32_t i = 0; i < count; i++) order[i] = axes_of(m, side)[sce_draw_axes(p, op)[i]].axis;
  if (side) draw.path = sce_match_draw_path(&m->match, draw.path);
  uint32_t made = find_draw(m, draw, axes, order);
  free(order);
  return made;
}

/* Point by point, over the points of the mix; those that the side lacks have no value. */
static uint32_t emit_join(Mixer *m, int side, const SceOp *op) {
  SceMixAxis axis = axes_of(m, side)[op->a];
  uint32_t count = m->c.program->axes.at[axis.axis].count, *ops = sce_memory_zeroed((count + 1) * sizeof *ops);
  for (uint32_t k = 0; k < op->c; k++) ops[axis.labels[k]] = m->operands.at[k];
  uint32_t made = sce_emit_join(&m->c, axis.axis, ops, op->c ? count : 0, 0);
  free(ops);
  return made;
}

/* A reduction of the points that the side has. */
static uint32_t emit_over(Mixer *m, int side, const SceOp *op, uint32_t x) {
  SceMixAxis axis = axes_of(m, side)[op->b];
  if (!lacks_points(m, side, op->b)) return sce_emit(&m->c, (SceOpKind)op->kind, 0, x, axis.axis, 0);
  bool sums = op->kind == SCE_OP_SUM_OVER || op->kind == SCE_OP_MEAN_OVER;
  uint32_t rest = sce_emit_constant(&m->c, sums ? 0 : op->kind == SCE_OP_MAX_OVER ? -1e308 : 1e308, 0);
  uint32_t masked = sce_emit(&m->c, SCE_OP_SELECT, 0, emit_mask(m, side, op->b), x, rest);
  uint32_t reduced = sce_emit(&m->c, op->kind == SCE_OP_MEAN_OVER ? SCE_OP_SUM_OVER : (SceOpKind)op->kind, 0, masked, axis.axis, 0);
  if (op->kind != SCE_OP_MEAN_OVER) return reduced;
  return sce_emit(&m->c, SCE_OP_DIVIDE, 0, reduced, sce_emit_constant(&m->c, side_of(m, side)->axes.at[op->b].count, 0), 0);
}

static uint32_t emit_operation(Mixer *m, int side, const SceOp *op) {
  const uint32_t *x = m->operands.at;
  switch (op->kind) {
    case SCE_OP_CONSTANT: return sce_emit_constant(&m->c, op->number, 0);
    case SCE_OP_NONE: return 0;
    case SCE_OP_FORWARD: return x[0];
    case SCE_OP_DRAW: return emit_draw(m, side, op);
    case SCE_OP_AXIS: return sce_emit_axis(&m->c, axes_of(m, side)[op->a].axis, 0);
    case SCE_OP_JOIN: return emit_join(m, side, op);
    case SCE_OP_PICK: return sce_emit(&m->c, SCE_OP_PICK, 0, x[0], axes_of(m, side)[op->b].axis, axes_of(m, side)[op->b].labels[op->c]);
    case SCE_OP_SUM_OVER: case SCE_OP_MIN_OVER: case SCE_OP_MAX_OVER: case SCE_OP_MEAN_OVER: case SCE_OP_ARGMIN_OVER: return emit_over(m, side, op, x[0]);
    case SCE_OP_PREV: return sce_emit(&m->c, SCE_OP_PREV, 0, x[0], x[1], axes_of(m, side)[op->c & 0xFFFF].axis | (op->c & 0xFFFF0000u));
    case SCE_OP_CALL: case SCE_OP_DISTRIBUTE: case SCE_OP_CUT: case SCE_OP_CHOOSE: return sce_emit_many(&m->c, (SceOpKind)op->kind, 0, op->b, x, op->c);
    default: break;
  }
  uint32_t count = m->operands.count;
  return sce_emit(&m->c, (SceOpKind)op->kind, 0, count > 0 ? x[0] : 0, count > 1 ? x[1] : 0, count > 2 ? x[2] : 0);
}

/* Gathers what an operation of one side reads; false: something has to be made first. */
static bool gather(Mixer *m, Way way, uint32_t op) {
  const SceProgram *p = side_of(m, side_of_way(way));
  SceNeeds needs = sce_op_needs(p, op);
  m->operands.count = 0;
  for (uint32_t k = 0; k < needs.count; k++) {
    uint32_t need = sce_need(p, &needs, k), made = want(m, way == OLD_SIDE ? (Want){OLD_SIDE, need, SCE_NIL, 0} : (Want){NEW_SIDE, SCE_NIL, need, 0});
    if (made == SCE_NIL) return false;
    sce_array_push(&m->operands, made);
  }
  return true;
}

static bool make_operation(Mixer *m, Want w, uint32_t *out) {
  int side = side_of_way(w.way);
  uint32_t op = side ? w.b : w.a;
  const SceProgram *p = side_of(m, side);
  const SceField *field = p->ops.at[op].kind == SCE_OP_FORWARD ? sce_program_field(p, op) : NULL;
  if (field) return read_field(m, side, field, out);
  if (!gather(m, w.way, op)) return false;
  *out = emit_operation(m, side, &p->ops.at[op]);
  return true;
}

/* ---- operations of both sides, which differ by members alone ---- */

static uint32_t common_axis(const Mixer *m, uint32_t axis, uint32_t *old_axis) {
  *old_axis = sce_match_axis(&m->match, 1, axis);
  return m->mix->new_axes[axis].axis;
}

/* The operands of a JOIN: at each point of the mix those of both sides, or of the one that has it. */
static bool make_join(Mixer *m, Want w, uint32_t *out) {
  const SceProgram *a = side_of(m, 0), *b = side_of(m, 1);
  const SceOp x = a->ops.at[w.a], y = b->ops.at[w.b];
  uint32_t old_axis, axis = common_axis(m, y.a, &old_axis), count = m->c.program->axes.at[axis].count;
  uint32_t *olds = sce_memory_new((count + 1) * sizeof *olds), *news = sce_memory_new((count + 1) * sizeof *news), *ops = sce_memory_zeroed((count + 1) * sizeof *ops);
  for (uint32_t k = 0; k < count; k++) olds[k] = news[k] = SCE_NIL;
  for (uint32_t k = 0; k < x.c; k++) olds[m->mix->old_axes[old_axis == SCE_NO_OP ? x.a : old_axis].labels[k]] = a->operands.at[x.b + k];
  for (uint32_t k = 0; k < y.c; k++) news[m->mix->new_axes[y.a].labels[k]] = b->operands.at[y.b + k];
  bool there = true;
  for (uint32_t k = 0; k < count && there; k++) {
    if (olds[k] == SCE_NIL && news[k] == SCE_NIL) continue;
    Want of = olds[k] == SCE_NIL ? (Want){NEW_SIDE, SCE_NIL, news[k], 0} : news[k] == SCE_NIL ? (Want){OLD_SIDE, olds[k], SCE_NIL, 0} : (Want){BOTH_SIDES, olds[k], news[k], 0};
    ops[k] = want(m, of);
    there = ops[k] != SCE_NIL;
  }
  if (there) *out = sce_emit_join(&m->c, (uint16_t)axis, ops, count, 0);
  free(olds), free(news), free(ops);
  return there;
}

/* How much of each point counts: all of those that both sides have, and of the others as much as their parameter says. */
static uint32_t emit_presence(Mixer *m, uint32_t axis, uint32_t old_axis, uint32_t new_axis) {
  uint32_t count = m->c.program->axes.at[axis].count, *ops = sce_memory_new((count + 1) * sizeof *ops);
  bool *old_has = sce_memory_zeroed(count + 1), *new_has = sce_memory_zeroed(count + 1);
  for (uint32_t k = 0; k < side_of(m, 0)->axes.at[old_axis].count; k++) old_has[m->mix->old_axes[old_axis].labels[k]] = true;
  for (uint32_t k = 0; k < side_of(m, 1)->axes.at[new_axis].count; k++) new_has[m->mix->new_axes[new_axis].labels[k]] = true;
  for (uint32_t k = 0; k < count; k++) {
    if (old_has[k] == new_has[k]) ops[k] = sce_emit_constant(&m->c, 1, 0);
    else if (new_has[k]) ops[k] = member_parameter(m, SCE_MIX_ADDED, axis, k);
    else ops[k] = sce_emit(&m->c, SCE_OP_SUBTRACT, 0, sce_emit_constant(&m->c, 1, 0), member_parameter(m, SCE_MIX_REMOVED, axis, k), 0);
  }
  uint32_t presence = sce_emit_join(&m->c, (uint16_t)axis, ops, count, 0);
  free(ops), free(old_has), free(new_has);
  return presence;
}

/* A sum or mean over members of which one side has more. Of a least or greatest one there is no part: those are blended as a whole. */
static bool make_over(Mixer *m, Want w, uint32_t *out) {
  const SceOp x = side_of(m, 0)->ops.at[w.a], y = side_of(m, 1)->ops.at[w.b];
  uint32_t old_axis, axis = common_axis(m, y.b, &old_axis);
  bool sums = y.kind == SCE_OP_SUM_OVER || y.kind == SCE_OP_MEAN_OVER;
  bool same = !lacks_points(m, 0, x.b) && !lacks_points(m, 1, y.b);
  uint32_t inner = want(m, (Want){BOTH_SIDES, x.a, y.a, 0});
  if (inner == SCE_NIL) return false;
  if (same) return *out = sce_emit(&m->c, (SceOpKind)y.kind, 0, inner, axis, 0), true;
  if (!sums) {
    SceMixEdit edit = nameless;
    edit.axis = axis;
    return *out = emit_blend(m, edit, emit_over(m, 0, &x, inner), emit_over(m, 1, &y, inner)), true;
  }
  uint32_t presence = emit_presence(m, axis, x.b, y.b), zero = sce_emit_constant(&m->c, 0, 0);
  uint32_t counted = sce_emit(&m->c, SCE_OP_SELECT, 0, presence, sce_emit(&m->c, SCE_OP_MULTIPLY, 0, presence, inner, 0), zero);
  *out = sce_emit(&m->c, SCE_OP_SUM_OVER, 0, counted, axis, 0);
  if (y.kind == SCE_OP_MEAN_OVER) *out = sce_emit(&m->c, SCE_OP_DIVIDE, 0, *out, sce_emit(&m->c, SCE_OP_SUM_OVER, 0, presence, axis, 0), 0);
  return true;
}

static bool make_both(Mixer *m, Want w, uint32_t *out) {
  const SceMatchSide *s = m->match.sides;
  const SceProgram *a = s[0].program, *b = s[1].program;
  const SceField *x = sce_program_field(a, w.a), *y = sce_program_field(b, w.b);
  if (s[0].meaning[w.a] == s[1].meaning[w.b]) return (*out = want(m, (Want){NEW_SIDE, SCE_NIL, w.b, 0})) != SCE_NIL;
  if (x && y && s[0].partner[x - a->fields.at] == (uint32_t)(y - b->fields.at)) return read_field(m, 1, y, out);
  if (a->ops.at[w.a].kind == SCE_OP_FORWARD) return (*out = want(m, (Want){BOTH_SIDES, a->ops.at[w.a].a, w.b, 0})) != SCE_NIL;
  if (b->ops.at[w.b].kind == SCE_OP_FORWARD) return (*out = want(m, (Want){BOTH_SIDES, w.a, b->ops.at[w.b].a, 0})) != SCE_NIL;
  const SceOp op = b->ops.at[w.b];
  if (op.kind == SCE_OP_JOIN) return make_join(m, w, out);
  if (op.kind >= SCE_OP_SUM_OVER && op.kind <= SCE_OP_MEAN_OVER) return make_over(m, w, out);
  if (op.kind == SCE_OP_DRAW || op.kind == SCE_OP_AXIS || op.kind == SCE_OP_ARGMIN_OVER) return (*out = want(m, (Want){NEW_SIDE, SCE_NIL, w.b, 0})) != SCE_NIL;
  SceNeeds old_needs = sce_op_needs(a, w.a), new_needs = sce_op_needs(b, w.b);
  SCE_ARRAY(uint32_t) made = {0};
  bool there = old_needs.count == new_needs.count;
  for (uint32_t k = 0; k < new_needs.count && there; k++) {
    uint32_t op_made = want(m, (Want){BOTH_SIDES, sce_need(a, &old_needs, k), sce_need(b, &new_needs, k), 0});
    there = op_made != SCE_NIL;
    sce_array_push(&made, op_made);
  }
  if (there) {
    m->operands.count = 0;
    for (uint32_t k = 0; k < made.count; k++) sce_array_push(&m->operands, made.at[k]);
    *out = emit_operation(m, 1, &op);
  }
  sce_array_release(&made);
  return there;
}

/* ---- the walk ---- */

/* Makes all that is on the stack. */
static void make_wanted(Mixer *m) {
  while (m->wants.count) {
    Want w = sce_array_last(&m->wants);
    uint32_t height = m->wants.count, op;
    bool there = w.way == FIELD ? make_field(m, w, &op) : w.way == BOTH_SIDES ? make_both(m, w, &op) : make_operation(m, w, &op);
    if (!there) continue;
    m->wants.count = height - 1;
    settle(m, w, op);
  }
}

static uint32_t walk(Mixer *m, Want first) {
  want(m, first);
  make_wanted(m);
  return *place_of(m, first);
}

/* Whether two values range over the same axes, as far as both have them; scenarios alone may be missing on a side. */
static bool same_axes(const Mixer *m, uint32_t old_op, uint32_t new_op) {
  for (int side = 0; side < 2; side++) {
    const SceProgram *p = side_of(m, side), *q = side_of(m, !side);
    uint32_t set = p->ops.at[side ? new_op : old_op].axes, others = q->ops.at[side ? old_op : new_op].axes;
    for (uint32_t i = 0; i < p->axis_sets.at[set].count; i++) {
      uint32_t axis = p->axis_ids.at[p->axis_sets.at[set].first + i];
      bool found = p->axes.at[axis].kind == SCE_AXIS_SCENARIO;
      for (uint32_t k = 0; k < q->axis_sets.at[others].count && !found; k++)
        found = axes_of(m, !side)[q->axis_ids.at[q->axis_sets.at[others].first + k]].axis == axes_of(m, side)[axis].axis;
      if (!found) return false;
    }
  }
  return true;
}

static uint32_t mix_root(Mixer *m, const SceMixRoot *root) {
  const SceProgram *a = side_of(m, 0), *b = side_of(m, 1);
  SceScale scale;
  if (root->old_op >= a->ops.count || root->new_op >= b->ops.count || !same_axes(m, root->old_op, root->new_op)) return SCE_NO_OP;
  if (!sce_match_units(a, root->old_unit, b, root->new_unit, &scale)) return SCE_NO_OP;
  const SceField *x = sce_program_field(a, root->old_op), *y = sce_program_field(b, root->new_op);
  if (x && y && m->match.sides[0].partner[x - a->fields.at] == (uint32_t)(y - b->fields.at)) return walk(m, (Want){FIELD, (uint32_t)(x - a->fields.at), (uint32_t)(y - b->fields.at), 0});
  SceMixEdit edit = nameless;
  uint32_t op;
  edit.old_item = root->old_item, edit.new_item = root->new_item;
  while (!make_pair(m, root->old_op, root->new_op, &edit, (SceUnit[]){root->old_unit, root->new_unit}, &op)) make_wanted(m);
  return op;
}

static void init(Mixer *m, const SceProgram *old_side, const SceProgram *new_side) {
  SceProgram *p = sce_memory_zeroed(sizeof *p);
  *m = (Mixer){.mix = sce_memory_zeroed(sizeof *m->mix)};
  sce_sources_init(&m->sources);
  sce_diags_init(&m->diags);
  sce_intern_init(&p->intern);
  p->sources = new_side->sources;
  p->main = SCE_NO_SOURCE;
  m->c = (SceCompiler){.options = &m->options, .program = p, .sources = &m->sources, .diags = &m->diags, .intern = &p->intern, .ast = &p->ast, .main_object = SCE_NIL};
  sce_array_push(&p->axis_sets, ((SceAxisSet){0, 0}));
  sce_array_push(&p->ops, ((SceOp){.kind = SCE_OP_NONE}));
  sce_array_push(&p->op_nodes, 0);
  sce_match_init(&m->match, old_side, new_side);
  uint32_t sizes[] = {old_side->ops.count, new_side->ops.count, new_side->ops.count, new_side->fields.count};
  for (int way = 0; way < 4; way++) {
    m->placed[way] = sce_memory_new((sizes[way] + 1) * sizeof *m->placed[way]);
    for (uint32_t i = 0; i <= sizes[way]; i++) m->placed[way][i] = SCE_NIL;
  }
  make_axes(m);
}

static void release(Mixer *m) {
  sce_match_release(&m->match);
  for (int way = 0; way < 4; way++) free(m->placed[way]);
  sce_array_release(&m->wants);
  sce_array_release(&m->pending);
  sce_array_release(&m->operands);
  sce_array_release(&m->draw_ops);
  sce_array_release(&m->groups);
  sce_array_release(&m->c.slots);
  sce_array_release(&m->c.loop_ops);
  sce_diags_release(&m->diags);
  sce_sources_release(&m->sources);
}

SceTrace sce_mix_trace(const SceMixEdit *edit, const SceProgram *old_side, const SceProgram *new_side) {
  SceField x = {.item = edit->old_item, .unit = SCE_UNIT_INVALID}, y = {.item = edit->new_item, .unit = SCE_UNIT_INVALID};
  if (edit->old_field != SCE_NO_OP) x = old_side->fields.at[edit->old_field], y = new_side->fields.at[edit->new_field];
  return sce_trace(old_side, &x, new_side, &y);
}

SceMix *sce_mix_new(const SceProgram *old_side, const SceProgram *new_side, SceMixRoot *roots, uint32_t root_count) {
  Mixer m;
  init(&m, old_side, new_side);
  for (uint32_t i = 0; i < root_count; i++) {
    roots[i].op = mix_root(&m, &roots[i]);
    if (roots[i].op != SCE_NO_OP) sce_array_push(&m.c.program->results, ((SceResult){.op = roots[i].op, .item = SCE_NO_ITEM, .flags = SCE_RESULT_SHOWN}));
  }
  copy_natives(m.c.program, old_side);
  copy_natives(m.c.program, new_side);
  sce_loops_find(&m.c);
  SceMix *mix = m.mix;
  mix->program = m.c.program;
  mix->old_partner = m.match.sides[0].partner, m.match.sides[0].partner = NULL;
  mix->new_partner = m.match.sides[1].partner, m.match.sides[1].partner = NULL;
  release(&m);
  return mix;
}

void sce_mix_free(SceMix *mix) {
  if (!mix) return;
  for (uint32_t i = 0; i < mix->old_axis_count; i++) free(mix->old_axes[i].labels);
  for (uint32_t i = 0; i < mix->new_axis_count; i++) free(mix->new_axes[i].labels);
  free(mix->old_axes), free(mix->new_axes), free(mix->old_partner), free(mix->new_partner);
  sce_array_release(&mix->edits);
  sce_program_free(mix->program);
  free(mix);
}

uint32_t sce_mix_point(const SceMix *mix, const SceProgram *side, const SceMixAxis *axes, uint32_t of, uint32_t point, uint32_t op) {
  const SceProgram *p = mix->program;
  SceAxisSet own = side->axis_sets.at[side->ops.at[of].axes], set = p->axis_sets.at[p->ops.at[op].axes];
  uint32_t out = 0;
  for (uint32_t i = 0; i < set.count; i++) {
    uint16_t axis = p->axis_ids.at[set.first + i];
    uint32_t at = 0, rest = point;
    for (uint32_t k = own.count; k-- > 0;) {
      uint16_t theirs = side->axis_ids.at[own.first + k];
      uint32_t size = side->axes.at[theirs].count, label = rest % size;
      rest /= size;
      if (axes[theirs].axis == axis) at = axes[theirs].labels[label];
    }
    out = out * p->axes.at[axis].count + at;
  }
  return out;
}
