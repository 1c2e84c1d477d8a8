/* Fields by path, then what operations mean, then fields that were renamed, then meanings once more.
 */
#include "match.h"

/* ---- numbers for texts and things ---- */

static uint64_t more(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
  return hash ^ hash >> 29;
}

static uint64_t name_hash(const SceProgram *p, SceName name) { return sce_hash_text(sce_intern_spelling(&p->intern, name), sce_intern_length(&p->intern, name)); }

static uint64_t number_hash(double number) {
  uint64_t bits;
  if (number == 0) number = 0;
  memcpy(&bits, &number, sizeof bits);
  return bits;
}

static uint64_t dimension_hash(const SceProgram *p, SceUnit unit) {
  SceText text = {0};
  sce_dim_signature(&text, p->dims, &p->intern, sce_unit_dim(p->units, unit));
  uint64_t hash = sce_hash_text(text.bytes ? text.bytes : "", text.count);
  sce_text_release(&text);
  return hash;
}

bool sce_match_units(const SceProgram *from, SceUnit from_unit, const SceProgram *to, SceUnit to_unit, SceScale *scale) {
  if (dimension_hash(from, from_unit) != dimension_hash(to, to_unit)) return false;
  SceScale a = sce_unit_scale(from->units, from_unit), b = sce_unit_scale(to->units, to_unit);
  *scale = (SceScale){a.num * b.den, a.den * b.num};
  if (scale->num == scale->den) *scale = SCE_SCALE_ONE;
  return true;
}

/* ---- axes ---- */

static const char *label_text(const SceProgram *p, const SceAxis *axis, uint32_t label) { return sce_intern_spelling(&p->intern, p->labels.at[axis->labels + label]); }

static bool has_values(const SceProgram *p, const SceAxis *axis) { return axis->values < p->axis_values.count; }

static bool same_label(const SceProgram *a, const SceAxis *x, uint32_t i, const SceProgram *b, const SceAxis *y, uint32_t k) {
  if (strcmp(label_text(a, x, i), label_text(b, y, k))) return false;
  return !has_values(a, x) || a->axis_values.at[x->values + i] == b->axis_values.at[y->values + k];
}

static uint32_t find_label(const SceProgram *a, const SceAxis *x, uint32_t i, const SceProgram *b, const SceAxis *y) {
  if (i < y->count && same_label(a, x, i, b, y, i)) return i;
  for (uint32_t k = 0; k < y->count; k++)
    if (same_label(a, x, i, b, y, k)) return k;
  return SCE_NO_OP;
}

static bool recurs_along(const SceProgram *p, uint32_t axis) {
  for (uint32_t i = 0; i < p->ops.count; i++)
    if (p->ops.at[i].kind == SCE_OP_PREV && (p->ops.at[i].c & 0xFFFF) == axis) return true;
  return false;
}

/* Whether two axes can be one axis with the points of both: what looks back along it has to find the same points before each. */
static bool can_pair(const SceProgram *a, uint32_t i, const SceProgram *b, uint32_t k) {
  enum { MANY = 4096 };
  const SceAxis *x = &a->axes.at[i], *y = &b->axes.at[k];
  if (x->kind != y->kind || has_values(a, x) != has_values(b, y)) return false;
  SceScale scale;
  if (!sce_match_units(a, x->unit, b, y->unit, &scale) || !sce_scale_is_one(scale)) return false;
  uint32_t least = x->count < y->count ? x->count : y->count, same = 0;
  while (same < least && same_label(a, x, same, b, y, same)) same++;
  if (same == least) return true;
  return x->count <= MANY && y->count <= MANY && !recurs_along(a, i) && !recurs_along(b, k);
}

static bool same_points(const SceProgram *a, const SceAxis *x, const SceProgram *b, const SceAxis *y) {
  if (x->count != y->count) return false;
  for (uint32_t i = 0; i < x->count; i++)
    if (!same_label(a, x, i, b, y, i)) return false;
  return true;
}

/* Whether at least half of the points of the shorter one, and two of them, are points of both. */
static bool overlap(const SceProgram *a, const SceAxis *x, const SceProgram *b, const SceAxis *y) {
  enum { MANY = 4096 };
  uint32_t shared = 0, least = x->count < y->count ? x->count : y->count;
  if (x->count > MANY || y->count > MANY) return false;
  for (uint32_t i = 0; i < x->count; i++) shared += find_label(a, x, i, b, y) != SCE_NO_OP;
  return shared >= 2 && shared * 2 >= least;
}

typedef enum PairedBy { BY_PATH, BY_POINTS, BY_OVERLAP, PAIRED_BY_COUNT } PairedBy;

static bool are_one(const SceProgram *a, const SceAxis *x, const SceProgram *b, const SceAxis *y, PairedBy how) {
  if (how == BY_PATH) return !strcmp(sce_intern_spelling(&a->intern, x->path), sce_intern_spelling(&b->intern, y->path));
  if (y->kind != SCE_AXIS_SWEEP && name_hash(a, x->name) != name_hash(b, y->name)) return false;
  return how == BY_POINTS ? same_points(a, x, b, y) : y->kind == SCE_AXIS_SWEEP && overlap(a, x, b, y);
}

/* Of one path first; then what was renamed, or stands in a block that was: axes with the same points, in their order; then those that share many. */
static void pair_axes(SceMatch *match, PairedBy how) {
  const SceProgram *a = match->sides[0].program, *b = match->sides[1].program;
  for (uint32_t k = 0; k < b->axes.count; k++)
    for (uint32_t i = 0; i < a->axes.count && match->sides[1].axis_partner[k] == SCE_NO_OP; i++) {
      if (match->sides[0].axis_partner[i] != SCE_NO_OP || !can_pair(a, i, b, k) || !are_one(a, &a->axes.at[i], b, &b->axes.at[k], how)) continue;
      match->sides[0].axis_partner[i] = k;
      match->sides[1].axis_partner[k] = i;
    }
}

uint32_t sce_match_axis(const SceMatch *match, int side, uint32_t axis) { return match->sides[side].axis_partner[axis]; }

uint32_t sce_match_label(const SceMatch *match, int side, uint32_t axis, uint32_t other_axis, uint32_t label) {
  const SceProgram *own = match->sides[side].program, *other = match->sides[!side].program;
  return find_label(own, &own->axes.at[axis], label, other, &other->axes.at[other_axis]);
}

/* A pair goes by the old side's path. Members and scenarios count in whatever order they stand. */
static uint64_t axis_hash(const SceMatch *match, int side, uint32_t index, bool points) {
  const SceProgram *p = match->sides[side].program;
  const SceAxis *axis = &p->axes.at[index];
  uint32_t other = side ? match->sides[side].axis_partner[index] : SCE_NO_OP;
  const SceProgram *named = other == SCE_NO_OP ? p : match->sides[0].program;
  uint64_t hash = more(name_hash(named, other == SCE_NO_OP ? axis->path : named->axes.at[other].path), axis->kind);
  uint64_t set = 0;
  for (uint32_t i = 0; i < axis->count && points; i++) {
    uint64_t label = name_hash(p, p->labels.at[axis->labels + i]);
    if (has_values(p, axis)) label = more(label, number_hash(p->axis_values.at[axis->values + i]));
    set = axis->kind == SCE_AXIS_SWEEP ? more(set, label) : set + more(label, axis->count);
  }
  return more(hash, set);
}

static void describe_axes(SceMatch *match, int side) {
  SceMatchSide *s = &match->sides[side];
  const SceProgram *p = s->program;
  s->axis_meaning = sce_memory_zeroed((p->axes.count + 1) * sizeof *s->axis_meaning);
  s->axis_loose = sce_memory_zeroed((p->axes.count + 1) * sizeof *s->axis_loose);
  s->shared = sce_memory_zeroed((p->axes.count + 1) * sizeof *s->shared);
  for (uint32_t i = 0; i < p->axes.count; i++) {
    uint32_t other = s->axis_partner[i];
    s->axis_meaning[i] = axis_hash(match, side, i, true);
    s->axis_loose[i] = other == SCE_NO_OP ? s->axis_meaning[i] : axis_hash(match, side, i, false);
    if (other == SCE_NO_OP) continue;
    s->shared[i] = sce_memory_zeroed(p->axes.at[i].count + 1);
    for (uint32_t k = 0; k < p->axes.at[i].count; k++) s->shared[i][k] = sce_match_label(match, side, i, other, k) != SCE_NO_OP;
  }
}

/* ---- meanings ---- */

/* A field that both sides have counts by which one it is, and by the size of its unit; one that is alone by what it says. */
static uint64_t field_meaning(const SceMatch *match, int side, const SceField *field, bool loose) {
  const SceMatchSide *s = &match->sides[side];
  uint32_t index = (uint32_t)(field - s->program->fields.at), shared = side ? index : s->partner[index];
  if (s->partner[index] == SCE_NO_OP) return (loose ? s->loose : s->meaning)[s->program->ops.at[field->op].a];
  SceScale scale = sce_unit_scale(s->program->units, field->unit);
  return more(more(more(UINT64_C(0xF1E1D), shared), number_hash(scale.num)), number_hash(scale.den));
}

static uint64_t meaning_of(const SceMatch *match, int side, uint32_t op, uint32_t reader, bool loose) {
  const SceMatchSide *s = &match->sides[side];
  if (op < reader) return (loose ? s->loose : s->meaning)[op];
  const SceField *field = op < s->program->ops.count ? sce_program_field(s->program, op) : NULL;
  return field && s->partner[field - s->program->fields.at] != SCE_NO_OP ? field_meaning(match, side, field, loose) : UINT64_C(0x100B);
}

static uint64_t draw_meaning(const SceMatch *match, int side, const SceOp *op, bool loose) {
  const SceMatchSide *s = &match->sides[side];
  const SceProgram *p = s->program;
  const SceDraw *draw = &p->draws.at[op->a];
  uint64_t path = side ? sce_match_draw_path(match, draw->path) : draw->path, hash = more(UINT64_C(0xD4A3), draw->ordinal);
  bool own = false;                                          /* of a field that the other side has not: its name says nothing */
  for (uint32_t i = 0; i < p->fields.count && !own; i++) own = s->partner[i] == SCE_NO_OP && p->draws.at[op->a].path == name_hash(p, p->fields.at[i].path);
  hash = more(hash, own ? 1 : path);
  const uint16_t *axes = sce_draw_axes(p, op);
  for (uint32_t i = 0; i < p->axis_sets.at[op->axes].count; i++) hash = more(hash, (loose ? s->axis_loose : s->axis_meaning)[axes[i]]);
  return hash;
}

/* Of a value that is given point by point; loosely only where both sides have the point, in whatever order. */
static uint64_t join_meaning(const SceMatch *match, int side, uint32_t i, bool loose) {
  const SceMatchSide *s = &match->sides[side];
  const SceProgram *p = s->program;
  const SceOp *op = &p->ops.at[i];
  const SceAxis *axis = &p->axes.at[op->a];
  uint64_t hash = (loose ? s->axis_loose : s->axis_meaning)[op->a];
  bool whole = op->c == axis->count, picks = loose && s->shared[op->a] && whole;
  for (uint32_t k = 0; k < op->c; k++) {
    uint64_t value = meaning_of(match, side, p->operands.at[op->b + k], i, loose);
    if (!picks && (!whole || axis->kind == SCE_AXIS_SWEEP)) hash = more(hash, value);
    else if (!picks || s->shared[op->a][k]) hash += more(value, name_hash(p, p->labels.at[axis->labels + k]));
  }
  return more(hash, UINT64_C(0x101));
}

static uint64_t operation_meaning(const SceMatch *match, int side, uint32_t i, bool loose) {
  const SceMatchSide *s = &match->sides[side];
  const SceProgram *p = s->program;
  const SceOp *op = &p->ops.at[i];
  const uint64_t *axes = loose ? s->axis_loose : s->axis_meaning;
  uint64_t hash = more(UINT64_C(0x0517), op->kind);
  switch (op->kind) {
    case SCE_OP_CONSTANT: return more(hash, number_hash(op->number));
    case SCE_OP_JOIN: return join_meaning(match, side, i, loose);
    case SCE_OP_DRAW: return draw_meaning(match, side, op, loose);
    case SCE_OP_AXIS: return more(hash, axes[op->a]);
    case SCE_OP_FORWARD: {
      const SceField *field = sce_program_field(p, i);
      return field ? field_meaning(match, side, field, loose) : meaning_of(match, side, op->a, i, loose);
    }
    case SCE_OP_PICK: hash = more(more(hash, axes[op->b]), name_hash(p, p->labels.at[p->axes.at[op->b].labels + op->c])); break;
    case SCE_OP_SUM_OVER: case SCE_OP_MIN_OVER: case SCE_OP_MAX_OVER: case SCE_OP_MEAN_OVER: case SCE_OP_ARGMIN_OVER: hash = more(hash, axes[op->b]); break;
    case SCE_OP_PREV: hash = more(more(hash, axes[op->c & 0xFFFF]), op->c >> 16); break;
    case SCE_OP_CALL: case SCE_OP_DISTRIBUTE: case SCE_OP_CUT: hash = more(hash, op->b); break;
    default: break;
  }
  SceNeeds needs = sce_ops_needs(op);
  for (uint32_t k = 0; k < needs.count; k++) hash = more(hash, meaning_of(match, side, sce_need(p, &needs, k), i, loose));
  return hash;
}

static void find_meanings(SceMatch *match) {
  for (int side = 0; side < 2; side++)
    for (uint32_t i = 0; i < match->sides[side].program->ops.count; i++) {
      match->sides[side].meaning[i] = operation_meaning(match, side, i, false);
      match->sides[side].loose[i] = operation_meaning(match, side, i, true);
    }
}

/* ---- fields ---- */

typedef struct Entry {
  uint64_t key, rank;
  uint32_t field;
} Entry;

typedef SCE_ARRAY(Entry) Entries;

static int compare_entries(const void *a, const void *b) {
  const Entry *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
  return x->field < y->field ? -1 : x->field > y->field;
}

static bool can_be_one(const SceMatch *match, uint32_t old_field, uint32_t new_field) {
  const SceProgram *a = match->sides[0].program, *b = match->sides[1].program;
  const SceField *x = &a->fields.at[old_field], *y = &b->fields.at[new_field];
  SceScale scale;
  return x->truth == y->truth && sce_match_units(a, x->unit, b, y->unit, &scale);
}

/* Brings the entries of both sides together that have one key and rank: the first with the first, and so on; `even`: only where both have as many. */
static void bring_together(SceMatch *match, Entries sides[2], bool even) {
  for (int side = 0; side < 2; side++)
    if (sides[side].count) qsort(sides[side].at, sides[side].count, sizeof *sides[side].at, compare_entries);
  uint32_t i = 0, k = 0;
  while (i < sides[0].count && k < sides[1].count) {
    Entry x = sides[0].at[i], y = sides[1].at[k];
    if (x.key != y.key || x.rank != y.rank) {
      if (x.key < y.key || (x.key == y.key && x.rank < y.rank)) i++;
      else k++;
      continue;
    }
    uint32_t n = 0, m = 0;
    while (i + n < sides[0].count && sides[0].at[i + n].key == x.key && sides[0].at[i + n].rank == x.rank) n++;
    while (k + m < sides[1].count && sides[1].at[k + m].key == x.key && sides[1].at[k + m].rank == x.rank) m++;
    for (uint32_t at = 0; at < n && at < m && (!even || n == m); at++) {
      uint32_t old_field = sides[0].at[i + at].field, new_field = sides[1].at[k + at].field;
      if (!can_be_one(match, old_field, new_field)) continue;
      match->sides[0].partner[old_field] = new_field;
      match->sides[1].partner[new_field] = old_field;
    }
    i += n, k += m;
  }
}

/* The file that a field stands in, as both sides know it. */
static uint64_t file_hash(const SceProgram *p, const SceField *field) {
  if (field->file == p->main || field->file == SCE_NO_SOURCE) return 0;
  const SceSource *source = &p->sources->list.at[field->file];
  return source->library ? 1 : sce_hash_text(source->short_name, strlen(source->short_name));
}

/* Nobody renames what the library holds: another block of it is another thing. */
static bool is_of_library(const SceProgram *p, const SceField *field) { return file_hash(p, field) == 1; }

/* In the same file first; then what moved to another one, if that leaves no choice. */
static void match_paths(SceMatch *match, bool same_file) {
  Entries sides[2] = {{0}, {0}};
  for (int side = 0; side < 2; side++) {
    const SceMatchSide *s = &match->sides[side];
    const SceProgram *p = s->program;
    for (uint32_t i = 0; i < p->fields.count; i++)
      if (s->partner[i] == SCE_NO_OP) sce_array_push(&sides[side], ((Entry){name_hash(p, p->fields.at[i].path), same_file ? file_hash(p, &p->fields.at[i]) : 0, i}));
  }
  bring_together(match, sides, !same_file);
  for (int side = 0; side < 2; side++) sce_array_release(&sides[side]);
}

typedef enum Renamed { SAME_LAST_NAME, SAME_BLOCK, ALONE } Renamed;

/* Fields that only one side has, by what they say. A number says little: it is the same field only under the same name elsewhere, or beside its neighbours. */
static void list_renamed(const SceMatch *match, int side, Renamed how, Entries *out) {
  const SceMatchSide *s = &match->sides[side];
  const SceProgram *p = s->program;
  for (uint32_t i = 0; i < p->fields.count; i++) {
    const SceField *field = &p->fields.at[i];
    if (s->partner[i] != SCE_NO_OP || is_of_library(p, field) || (how == ALONE && field->role == SCE_ROLE_INPUT)) continue;
    const char *path = sce_intern_spelling(&p->intern, field->path), *dot = strrchr(path, '.');
    uint64_t rank = 0;
    if (how == SAME_LAST_NAME) rank = sce_hash_text(dot ? dot + 1 : path, strlen(dot ? dot + 1 : path));
    if (how == SAME_BLOCK) rank = sce_hash_text(path, dot ? (size_t)(dot - path) : 0);
    sce_array_push(out, ((Entry){more(s->meaning[p->ops.at[field->op].a], dimension_hash(p, field->unit)), rank, i}));
  }
}

static void match_meanings(SceMatch *match) {
  for (Renamed how = SAME_LAST_NAME; how <= ALONE; how++) {
    Entries sides[2] = {{0}, {0}};
    for (int side = 0; side < 2; side++) list_renamed(match, side, how, &sides[side]);
    bring_together(match, sides, how != SAME_LAST_NAME);
    for (int side = 0; side < 2; side++) sce_array_release(&sides[side]);
  }
}

/* ---- fields that were renamed, and edited at that ---- */

/* The rest of a block whose other fields moved together: from one path to another. */
typedef struct Move {
  uint64_t new_block;
  const char *old_block;
  size_t old_length;
} Move;

typedef SCE_ARRAY(Move) Moves;

static void list_moves(const SceMatch *match, Moves *moves) {
  const SceProgram *a = match->sides[0].program, *b = match->sides[1].program;
  for (uint32_t i = 0; i < a->fields.count; i++) {
    if (match->sides[0].partner[i] == SCE_NO_OP) continue;
    const char *x = sce_intern_spelling(&a->intern, a->fields.at[i].path), *y = sce_intern_spelling(&b->intern, b->fields.at[match->sides[0].partner[i]].path);
    const char *p = strrchr(x, '.'), *q = strrchr(y, '.');
    if (!p || !q || strcmp(p, q) || !strcmp(x, y) || is_of_library(a, &a->fields.at[i])) continue;
    Move move = {sce_hash_text(y, (size_t)(q - y)), x, (size_t)(p - x)};
    bool known = false;
    for (uint32_t k = 0; k < moves->count && !known; k++) known = moves->at[k].new_block == move.new_block;
    if (!known) sce_array_push(moves, move);
  }
}

static void match_moved(SceMatch *match) {
  Moves moves = {0};
  Entries sides[2] = {{0}, {0}};
  list_moves(match, &moves);
  for (int side = 0; side < 2 && moves.count; side++) {
    const SceProgram *p = match->sides[side].program;
    for (uint32_t i = 0; i < p->fields.count; i++) {
      const char *path = sce_intern_spelling(&p->intern, p->fields.at[i].path), *dot = strrchr(path, '.');
      if (!dot || match->sides[side].partner[i] != SCE_NO_OP) continue;
      uint64_t block = sce_hash_text(path, (size_t)(dot - path));
      for (uint32_t k = 0; side && k < moves.count; k++)
        if (moves.at[k].new_block == block) block = sce_hash_text(moves.at[k].old_block, moves.at[k].old_length);
      sce_array_push(&sides[side], ((Entry){block, sce_hash_text(dot, strlen(dot)), i}));
    }
  }
  bring_together(match, sides, true);
  sce_array_release(&moves);
  for (int side = 0; side < 2; side++) sce_array_release(&sides[side]);
}

/* What else an operation says beside the values that it reads. */
static bool same_operation(const SceMatch *match, uint32_t x, uint32_t y) {
  const SceMatchSide *s = &match->sides[0], *t = &match->sides[1];
  const SceOp *p = &s->program->ops.at[x], *q = &t->program->ops.at[y];
  if (p->kind != q->kind || sce_ops_needs(p).count != sce_ops_needs(q).count) return false;
  switch (p->kind) {
    case SCE_OP_CONSTANT: case SCE_OP_DRAW: case SCE_OP_AXIS: return s->meaning[x] == t->meaning[y];
    case SCE_OP_JOIN: return s->axis_meaning[p->a] == t->axis_meaning[q->a];
    case SCE_OP_PICK: return s->axis_meaning[p->b] == t->axis_meaning[q->b] && p->c == q->c;
    case SCE_OP_SUM_OVER: case SCE_OP_MIN_OVER: case SCE_OP_MAX_OVER: case SCE_OP_MEAN_OVER: case SCE_OP_ARGMIN_OVER: return s->axis_loose[p->b] == t->axis_loose[q->b];
    case SCE_OP_PREV: return s->axis_loose[p->c & 0xFFFF] == t->axis_loose[q->c & 0xFFFF] && p->c >> 16 == q->c >> 16;
    case SCE_OP_CALL: case SCE_OP_DISTRIBUTE: case SCE_OP_CUT: return p->b == q->b;
    default: return true;
  }
}

/* Whether somebody may have given a field of the user's another name: it stands in the same block of the same file. What a reference means is something else. */
static bool same_home(const SceMatch *match, uint32_t old_field, uint32_t new_field) {
  const SceProgram *a = match->sides[0].program, *b = match->sides[1].program;
  const SceField *x = &a->fields.at[old_field], *y = &b->fields.at[new_field];
  const char *p = sce_intern_spelling(&a->intern, x->path), *q = sce_intern_spelling(&b->intern, y->path), *i = strrchr(p, '.'), *k = strrchr(q, '.');
  size_t length = i ? (size_t)(i - p) : 0;
  if (length != (k ? (size_t)(k - q) : 0) || memcmp(p, q, length)) return false;
  return !is_of_library(a, x) && file_hash(a, x) == file_hash(b, y);
}

typedef struct Pair { uint32_t a, b; } Pair;

/* Two formulas of one field side by side: where both read a field that the other side has not, at the same place, it is the same one. */
static bool walk_readers(SceMatch *match, uint32_t old_op, uint32_t new_op) {
  enum { MANY = 512 };
  const SceMatchSide *s = &match->sides[0], *t = &match->sides[1];
  SCE_ARRAY(Pair) open = {0};
  SCE_ARRAY(Pair) found = {0};
  bool same = true;
  uint32_t steps = 0;
  sce_array_push(&open, ((Pair){old_op, new_op}));
  while (open.count && same) {
    Pair at = sce_array_pop(&open);
    const SceField *x = sce_program_field(s->program, at.a), *y = sce_program_field(t->program, at.b);
    if (x && y) {
      uint32_t i = (uint32_t)(x - s->program->fields.at), k = (uint32_t)(y - t->program->fields.at);
      same = s->partner[i] == SCE_NO_OP ? t->partner[k] == SCE_NO_OP && can_be_one(match, i, k) && same_home(match, i, k) : s->partner[i] == k;
      if (same && s->partner[i] == SCE_NO_OP) sce_array_push(&found, ((Pair){i, k}));
      continue;
    }
    same = steps++ < MANY && same_operation(match, at.a, at.b);
    SceNeeds p = sce_op_needs(s->program, at.a), q = sce_op_needs(t->program, at.b);
    for (uint32_t k = 0; k < p.count && same; k++) sce_array_push(&open, ((Pair){sce_need(s->program, &p, k), sce_need(t->program, &q, k)}));
  }
  bool any = false;
  for (uint32_t i = 0; i < found.count && same; i++) {
    if (s->partner[found.at[i].a] != SCE_NO_OP || t->partner[found.at[i].b] != SCE_NO_OP) continue;
    s->partner[found.at[i].a] = found.at[i].b;
    t->partner[found.at[i].b] = found.at[i].a;
    any = true;
  }
  sce_array_release(&open);
  sce_array_release(&found);
  return any;
}

static bool match_readers(SceMatch *match) {
  const SceMatchSide *s = &match->sides[0], *t = &match->sides[1];
  bool any = false;
  for (uint32_t i = 0; i < s->program->fields.count; i++) {
    if (s->partner[i] == SCE_NO_OP) continue;
    uint32_t x = s->program->ops.at[s->program->fields.at[i].op].a, y = t->program->ops.at[t->program->fields.at[s->partner[i]].op].a;
    if (s->meaning[x] != t->meaning[y]) any |= walk_readers(match, x, y);
  }
  return any;
}

static void match_edited(SceMatch *match) {
  enum { ROUNDS = 4 };
  match_moved(match);
  find_meanings(match);
  for (int round = 0; round < ROUNDS && match_readers(match); round++) find_meanings(match);
}

uint64_t sce_match_draw_path(const SceMatch *match, uint64_t new_path) {
  const SceMatchSide *s = &match->sides[1];
  for (uint32_t i = 0; i < s->program->fields.count; i++) {
    if (s->partner[i] == SCE_NO_OP || name_hash(s->program, s->program->fields.at[i].path) != new_path) continue;
    const SceProgram *old_side = match->sides[0].program;
    return name_hash(old_side, old_side->fields.at[s->partner[i]].path);
  }
  return new_path;
}

/* ---- life ---- */

void sce_match_init(SceMatch *match, const SceProgram *old_side, const SceProgram *new_side) {
  *match = (SceMatch){.sides = {{.program = old_side}, {.program = new_side}}};
  for (int side = 0; side < 2; side++) {
    SceMatchSide *s = &match->sides[side];
    s->meaning = sce_memory_zeroed((s->program->ops.count + 1) * sizeof *s->meaning);
    s->loose = sce_memory_zeroed((s->program->ops.count + 1) * sizeof *s->loose);
    s->partner = sce_memory_new((s->program->fields.count + 1) * sizeof *s->partner);
    for (uint32_t i = 0; i <= s->program->fields.count; i++) s->partner[i] = SCE_NO_OP;
    s->axis_partner = sce_memory_new((s->program->axes.count + 1) * sizeof *s->axis_partner);
    for (uint32_t i = 0; i <= s->program->axes.count; i++) s->axis_partner[i] = SCE_NO_OP;
  }
  for (PairedBy how = BY_PATH; how < PAIRED_BY_COUNT; how++) pair_axes(match, how);
  describe_axes(match, 0);
  describe_axes(match, 1);
  match_paths(match, true);
  match_paths(match, false);
  find_meanings(match);
  match_meanings(match);
  match_edited(match);
}

void sce_match_release(SceMatch *match) {
  for (int side = 0; side < 2; side++) {
    SceMatchSide *s = &match->sides[side];
    for (uint32_t i = 0; s->shared && i < s->program->axes.count; i++) free(s->shared[i]);
    free(s->meaning), free(s->loose), free(s->partner), free(s->axis_partner), free(s->axis_meaning), free(s->axis_loose), free(s->shared);
  }
}
