/* Finds what moves a result. A field counts when its formula names nothing, or when something is drawn in it; of other formulas in the user's files the
 * numbers that stand in them.
 */
#include "movers.h"

#include "levers.h"

#include <math.h>

typedef struct Drawn {              /* an unknown: all draws of one key */
  uint64_t key;
  const SceField *owner;
} Drawn;

typedef struct Finder {
  SceSensitivity *sensitivity;
  SceFields *fields;
  SceProgram *program;
  SceResultList *made;
  SceOpList reach;                  /* fields that the results rest on */
  bool *reached;                    /* by operation */
  SCE_ARRAY(Drawn) drawn;
} Finder;

/* ---- what is drawn ---- */

/* The field that a key is of; where a copy draws with its original, that is not here, the first that reads it. */
static const SceField *find_owner(const Finder *f, uint64_t key, const SceField *reader) {
  for (uint32_t i = 0; i < f->reach.count; i++) {
    const SceField *field = sce_program_field(f->program, f->reach.at[i]);
    SceText path = {0};
    sce_fields_add_path(f->fields, field, &path);
    const char *own = sce_intern_spelling(&f->program->intern, field->path);
    bool is = sce_hash_text(own, strlen(own)) == key || sce_hash_text(path.bytes, path.count) == key;
    sce_text_release(&path);
    if (is) return field;
  }
  return reader;
}

static void note_draw(Finder *f, uint32_t op, const SceField *reader) {
  uint64_t key = f->program->draws.at[f->program->ops.at[op].a].path;
  for (uint32_t i = 0; i < f->drawn.count; i++)
    if (f->drawn.at[i].key == key) return;
  sce_array_push(&f->drawn, ((Drawn){key, find_owner(f, key, reader)}));
}

static void find_draws(Finder *f) {
  SceOpList inner = {0};
  for (uint32_t i = 0; i < f->reach.count; i++) {
    inner.count = 0;
    sce_fields_inner(f->fields, f->reach.at[i], &inner);
    for (uint32_t k = 0; k < inner.count; k++)
      if (f->program->ops.at[inner.at[k]].kind == SCE_OP_DRAW) note_draw(f, inner.at[k], sce_program_field(f->program, f->reach.at[i]));
  }
  for (uint32_t i = 0; i < f->sensitivity->moved.count; i++) {              /* drawn in the text of what was asked for */
    inner.count = 0;
    sce_fields_inner(f->fields, f->sensitivity->moved.at[i].op, &inner);
    for (uint32_t k = 0; k < inner.count; k++)
      if (f->program->ops.at[inner.at[k]].kind == SCE_OP_DRAW) note_draw(f, inner.at[k], NULL);
  }
  sce_array_release(&inner);
}

/* ---- inputs ---- */

static uint32_t place_result(Finder *f, const SceField *field) {
  for (uint32_t i = 0; i < f->made->count; i++)
    if (f->made->at[i].op == field->op && !(f->made->at[i].flags & SCE_RESULT_EXPRESSION)) return i;
  SceResult result = sce_fields_result(f->fields, field);
  result.flags |= SCE_RESULT_SHOWN;
  sce_array_push(f->made, result);
  return f->made->count - 1;
}

static SceMover *add_mover(Finder *f, const SceField *field, uint32_t item, uint32_t literal) {
  SceMover mover = {.field = field, .item = item, .literal = literal, .value = NAN, .low = NAN, .high = NAN, .lever = SCE_NO_OP, .result = place_result(f, field)};
  SceText path = {0};
  sce_fields_add_path(f->fields, field, &path);
  mover.path = path.bytes;
  sce_array_push(&f->sensitivity->movers, mover);
  return &sce_array_last(&f->sensitivity->movers);
}

/* The formula that holds in the scenario. */
static uint32_t find_item(const Finder *f, const SceField *field) {
  const SceAxis axis = f->program->axes.at[0];
  if (!f->sensitivity->scenario || !field->columns) return field->item;
  SceText path = {0};
  sce_fields_add_path(f->fields, field, &path);
  uint32_t item = sce_fields_replaced(f->fields, path.bytes, sce_intern_spelling(&f->program->intern, f->program->labels.at[axis.labels + f->sensitivity->scenario]));
  sce_text_release(&path);
  return item == SCE_NO_ITEM ? field->item : item;
}

/* ---- numbers inside formulas ---- */

/* Exponents and the points of axes are structure, 0 and 1 nobody measured. */
static bool is_structure(const SceProgram *program, SceExpr expr, uint32_t number) {
  for (uint32_t n = number + 1; n <= expr.last; n++) {
    const SceNode *node = &program->ast.nodes.at[n];
    if (node->kind == SCE_NODE_POWER && sce_ast_first(&program->ast, n - 1) <= number) return true;
    if (node->kind == SCE_NODE_INDEX && node->a < number) return true;
  }
  double value = program->ast.nodes.at[number].number;
  return value == 0 || value == 1;
}

static void add_literals(Finder *f, const SceField *field, uint32_t item) {
  SceExpr expr = item == SCE_NO_ITEM ? SCE_NO_EXPR : f->program->ast.items.at[item].expr;
  if (sce_expr_is_empty(expr) || sce_fields_is_library(f->fields, item)) return;
  SceOpList inner = {0};
  sce_fields_inner(f->fields, field->op, &inner);
  for (uint32_t n = expr.first; n <= expr.last; n++) {
    const SceNode *node = &f->program->ast.nodes.at[n];
    uint32_t lever = node->kind != SCE_NODE_NUMBER || is_structure(f->program, expr, n) ? SCE_NO_OP : sce_levers_literal(f->program, &inner, expr, node->number);
    if (lever == SCE_NO_OP) continue;
    SceMover *mover = add_mover(f, field, item, n);
    mover->value = node->number;
    mover->lever = lever;
  }
  sce_array_release(&inner);
}

static bool is_drawn(const Finder *f, const SceField *field) {
  for (uint32_t i = 0; i < f->drawn.count; i++)
    if (f->drawn.at[i].owner == field) return true;
  return false;
}

static void add_field(Finder *f, const SceField *field) {
  uint32_t item = find_item(f, field);
  const SceOp *op = &f->program->ops.at[field->op];
  if (field->truth || f->program->ops.at[op->a].kind == SCE_OP_AXIS) return;
  for (uint32_t i = 0; i < f->drawn.count; i++) {
    if (f->drawn.at[i].owner != field) continue;
    SceMover *mover = add_mover(f, field, item, SCE_NO_OP);
    mover->kind = SCE_RANGE_SAMPLES;
    mover->key = f->drawn.at[i].key;
  }
  if (is_drawn(f, field)) return;
  if (sce_fields_is_given(f->fields, item)) add_mover(f, field, item, SCE_NO_OP);
  else add_literals(f, field, item);
}

/* ---- all of it ---- */

static void add_levers(Finder *f) {
  SceOpList ops = {0}, levers = {0};
  for (uint32_t i = 0; i < f->sensitivity->movers.count; i++)
    if (f->sensitivity->movers.at[i].literal == SCE_NO_OP) sce_array_push(&ops, f->sensitivity->movers.at[i].field->op);
  sce_levers_add(f->program, ops.at, ops.count, &levers);
  for (uint32_t i = 0, next = 0; i < f->sensitivity->movers.count; i++)
    if (f->sensitivity->movers.at[i].literal == SCE_NO_OP) f->sensitivity->movers.at[i].lever = levers.at[next++];
  sce_array_release(&ops);
  sce_array_release(&levers);
}

void sce_movers_find(SceSensitivity *sensitivity, SceResultList *made) {
  Finder f = {.sensitivity = sensitivity, .fields = &sensitivity->fields, .program = sensitivity->fields.program, .made = made};
  f.reached = sce_memory_zeroed(f.program->ops.count + (size_t)1);
  for (uint32_t i = 0; i < sensitivity->moved.count; i++) {
    SceOpList reach = {0};
    sce_fields_reach(f.fields, sensitivity->moved.at[i].op, &reach);
    for (uint32_t k = 0; k < reach.count; k++) {
      if (!f.reached[reach.at[k]]) sce_array_push(&f.reach, reach.at[k]);
      f.reached[reach.at[k]] = true;
    }
    sce_array_release(&reach);
  }
  find_draws(&f);
  uint32_t from = f.program->ops.count;
  for (uint32_t i = 0; i < f.reach.count; i++) add_field(&f, sce_program_field(f.program, f.reach.at[i]));
  sce_levers_place(f.program, from);
  add_levers(&f);
  free(f.reached);
  sce_array_release(&f.reach);
  sce_array_release(&f.drawn);
}
