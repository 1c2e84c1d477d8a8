/* Finds the inputs of a program and what rests on each.
 */
#include "inputs.h"

#include "compile.h"

#include <math.h>

typedef struct Finder {
  SceInputs *inputs;
  SceProgram *program;
  const char *only;
  const uint32_t *scenarios;
  uint32_t scenario_count;
  SceOpList *rests;                 /* by field: the targets that rest on it */
  SCE_ARRAY(SceResult) made;
} Finder;

/* ---- what is computed ---- */

static char *copy_text(SceText *text) {
  sce_text_add(text, "", 0);
  return text->bytes;
}

/* Whether any other field is computed from it. */
static bool *find_used(SceFields *fields) {
  const SceProgram *program = fields->program;
  bool *used = sce_memory_zeroed(((size_t)program->ops.count + 1) * sizeof *used);
  SceOpList uses = {0};
  for (uint32_t i = 0; i < program->fields.count; i++) {
    uses.count = 0;
    sce_fields_uses(fields, program->fields.at[i].op, &uses);
    for (uint32_t k = 0; k < uses.count; k++) used[uses.at[k]] = true;
  }
  sce_array_release(&uses);
  return used;
}

/* What the file is about: outputs, bare expressions, what is computed at the end of a chain; then its claims. */
static void find_targets(Finder *f) {
  SceInputs *inputs = f->inputs;
  const SceProgram *program = f->program;
  bool *used = find_used(&inputs->fields);
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    bool given = result->op >= program->ops.count || sce_fields_is_given(&inputs->fields, result->item);
    bool value = !given && (result->flags & SCE_RESULT_EXPRESSION || sce_program_field(program, result->op));       /* not the members of an axis together */
    if (!(result->flags & SCE_RESULT_SHOWN) || !value || (result->role != SCE_ROLE_OUTPUT && used[result->op])) continue;
    SceText name = {0};
    sce_program_path(program, result, &name);
    sce_array_push(&inputs->targets, ((SceInputTarget){copy_text(&name), result->op, false}));
  }
  for (uint32_t i = 0; i < program->claims.count; i++) {
    const SceClaim *claim = &program->claims.at[i];
    uint32_t op = claim->value != SCE_NO_OP ? claim->value : claim->holds;
    SceText name = {0};
    sce_text_add_string(&name, sce_intern_spelling(&program->intern, claim->name));
    sce_array_push(&inputs->targets, ((SceInputTarget){copy_text(&name), op, true}));
  }
  free(used);
}

static void find_rests(Finder *f) {
  SceOpList reach = {0};
  for (uint32_t t = 0; t < f->inputs->targets.count; t++) {
    reach.count = 0;
    sce_fields_reach(&f->inputs->fields, f->inputs->targets.at[t].op, &reach);
    for (uint32_t i = 0; i < reach.count; i++) {
      uint32_t field = (uint32_t)(sce_program_field(f->program, reach.at[i]) - f->program->fields.at);
      sce_array_push(&f->rests[field], t);
    }
  }
  sce_array_release(&reach);
}

/* ---- what is given ---- */

static void add_input(Finder *f, const SceField *field, uint32_t item, uint32_t scenario, uint32_t literal) {
  SceInputs *inputs = f->inputs;
  uint32_t index = (uint32_t)(field - f->program->fields.at);
  SceText path = {0};
  sce_fields_add_path(&inputs->fields, field, &path);
  SceInput input = {.field = field, .item = item, .scenario = scenario, .literal = literal, .path = copy_text(&path), .library = sce_fields_is_library(&inputs->fields, item)};
  input.rests = inputs->rests.count;
  for (uint32_t i = 0; i < f->rests[index].count; i++) {
    uint32_t target = f->rests[index].at[i];
    input.result_count += !inputs->targets.at[target].claim;
    sce_array_push(&inputs->rests, target);
  }
  input.rest_count = inputs->rests.count - input.rests;
  input.result = f->made.count - 1;
  sce_array_push(&inputs->list, input);
}

/* Whether what stands in front of a node is no assumption: the exponent of a power, points of an axis, the probability that `p` is asked for, how far `prev`
 * looks back. `from`: where
 * that starts. */
static bool is_structure(const SceProgram *program, uint32_t node, uint32_t *from) {
  const SceAst *ast = &program->ast;
  const SceNode *at = &ast->nodes.at[node];
  bool call = at->kind == SCE_NODE_CALL && at->b == 2 && ast->nodes.at[at->a].kind == SCE_NODE_NAME;
  bool back = at->kind == SCE_NODE_NAMED && !strcmp(sce_intern_spelling(&program->intern, at->a), "back");
  if (back) *from = sce_ast_first(ast, node - 1);
  else if (at->kind == SCE_NODE_INDEX) *from = at->a + 1;
  else if (at->kind == SCE_NODE_POWER || (call && !strcmp(sce_intern_spelling(&program->intern, ast->nodes.at[at->a].a), "p"))) *from = sce_ast_first(ast, node - 1);
  else return false;
  return true;
}

/* A part that names nothing and holds a number, but for 0 and 1, which nobody measures. */
static bool is_assumption(const SceProgram *program, uint32_t first, uint32_t last) {
  bool number = false, plain = true, named = false;
  uint8_t root = program->ast.nodes.at[last].kind;
  for (uint32_t n = first; n <= last; n++) {
    const SceNode *node = &program->ast.nodes.at[n];
    named |= node->kind == SCE_NODE_NAME && !(node->flags & SCE_NODE_CALLEE);
    number |= node->kind == SCE_NODE_NUMBER;
    plain &= node->kind == SCE_NODE_NUMBER ? node->number == 0 || node->number == 1 : node->kind == SCE_NODE_UNIT || node->kind == SCE_NODE_PAREN;
  }
  return number && !plain && !named && root != SCE_NODE_NAMED && root != SCE_NODE_PAREN;
}

/* The largest parts of a formula that name nothing: `50%`, `uniform(30%, 70%)`. */
static void add_literals(Finder *f, const SceField *field, uint32_t item, uint32_t scenario) {
  const SceProgram *program = f->program;
  SceExpr expr = program->ast.items.at[item].expr;
  SceOpList parts = {0};
  if (sce_expr_is_empty(expr)) return;
  for (uint32_t n = expr.last + 1; n-- > expr.first;) {
    uint32_t first = sce_ast_first(&program->ast, n), from = n;
    if (is_assumption(program, first, n)) {
      sce_array_push(&parts, n);
      n = first;
    } else if (is_structure(program, n, &from)) {
      n = from;
    }
  }
  while (parts.count) {
    uint32_t part = sce_array_pop(&parts);
    add_input(f, field, item, scenario, part);
  }
  sce_array_release(&parts);
}

static void add_formula(Finder *f, const SceField *field, uint32_t item, uint32_t scenario) {
  if (item == SCE_NO_ITEM) return;
  if (sce_fields_is_given(&f->inputs->fields, item)) add_input(f, field, item, scenario, SCE_NO_OP);
  else if (!sce_fields_is_library(&f->inputs->fields, item)) add_literals(f, field, item, scenario);
}

static bool is_asked(const Finder *f, uint32_t scenario) {
  for (uint32_t i = 0; i < f->scenario_count; i++)
    if (f->scenarios[i] == scenario) return true;
  return !f->scenario_count;
}

static void add_variants(Finder *f, const SceField *field, const char *path) {
  const SceAxis axis = f->program->axes.at[0];
  SceOpList told = {0};
  for (uint32_t s = 1; s < axis.count; s++) {
    uint32_t item = is_asked(f, s) ? sce_fields_replaced(&f->inputs->fields, path, sce_intern_spelling(&f->program->intern, f->program->labels.at[axis.labels + s])) : SCE_NO_ITEM;
    bool again = item == SCE_NO_ITEM;
    for (uint32_t i = 0; i < told.count; i++) again |= told.at[i] == item;
    if (again) continue;
    sce_array_push(&told, item);
    add_formula(f, field, item, s);
  }
  sce_array_release(&told);
}

/* A block is meant with all in it. */
static bool matches(const char *only, SceText *path) {
  if (!only || sce_glob_matches(only, path->bytes)) return true;
  bool found = false;
  for (char *dot = path->bytes; !found && (dot = strchr(dot, '.')); *dot++ = '.') {
    *dot = '\0';
    found = sce_glob_matches(only, path->bytes);
    if (found) return *dot = '.', true;
  }
  return false;
}

static void add_field(Finder *f, const SceField *field) {
  SceInputs *inputs = f->inputs;
  uint32_t index = (uint32_t)(field - f->program->fields.at);
  bool library = field->file != SCE_NO_SOURCE && inputs->fields.session->sources.list.at[field->file].library, elsewhere = library || sce_fields_is_library(&inputs->fields, field->item);
  if (field->item == SCE_NO_ITEM && !field->columns) return;
  if (elsewhere && !f->rests[index].count && !field->columns) return;
  SceText path = {0};
  sce_fields_add_path(&inputs->fields, field, &path);
  if (matches(f->only, &path)) {
    SceResult result = sce_fields_result(&inputs->fields, field);
    result.flags |= SCE_RESULT_SHOWN;
    sce_array_push(&f->made, result);
    add_formula(f, field, field->item, 0);
    if (field->columns) add_variants(f, field, path.bytes);
  }
  sce_text_release(&path);
}

/* ---- their order ---- */

typedef struct Placed {
  uint32_t rank, source, start, scenario, at, index;
  SceInput input;
} Placed;

static Placed place(const SceInputs *inputs, uint32_t i) {
  const SceInput *input = &inputs->list.at[i];
  const SceFields *fields = &inputs->fields;
  uint32_t base = input->field->item != SCE_NO_ITEM ? input->field->item : input->item;
  SceSourceId source = sce_ast_item_source(&fields->program->ast, base);
  bool inherited = sce_fields_is_library(fields, base), library = input->field->file != SCE_NO_SOURCE && fields->session->sources.list.at[input->field->file].library;
  uint32_t rank = library ? 3 : inherited ? 2 : source != fields->session->main;
  return (Placed){rank, rank == 2 ? 0 : source, rank == 2 ? 0 : fields->program->ast.items.at[base].start, input->scenario, input->literal, i, *input};
}

static int compare_placed(const void *left, const void *right) {
  const Placed *a = left, *b = right;
  if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
  if (a->source != b->source) return a->source < b->source ? -1 : 1;
  if (a->start != b->start) return a->start < b->start ? -1 : 1;
  int names = strcmp(a->input.path, b->input.path);
  if (names) return names;
  if (a->scenario != b->scenario) return a->scenario < b->scenario ? -1 : 1;
  return a->index < b->index ? -1 : a->index > b->index;
}

static void sort(SceInputs *inputs) {
  uint32_t count = inputs->list.count;
  Placed *placed = sce_memory_new(((size_t)count + 1) * sizeof *placed);
  for (uint32_t i = 0; i < count; i++) placed[i] = place(inputs, i);
  if (count) qsort(placed, count, sizeof *placed, compare_placed);
  for (uint32_t i = 0; i < count; i++) inputs->list.at[i] = placed[i].input;
  free(placed);
}

/* ---- all of it ---- */

void sce_inputs_init(SceInputs *inputs, SceSession *session, const char *only, const uint32_t *scenarios, uint32_t scenario_count) {
  SceProgram *program = session->program;
  *inputs = (SceInputs){0};
  sce_fields_init(&inputs->fields, session);
  Finder f = {.inputs = inputs, .program = program, .only = only, .scenarios = scenarios, .scenario_count = scenario_count};
  f.rests = sce_memory_zeroed(((size_t)program->fields.count + 1) * sizeof *f.rests);
  find_targets(&f);
  find_rests(&f);
  for (uint32_t i = 0; i < program->fields.count; i++) add_field(&f, &program->fields.at[i]);
  sort(inputs);
  sce_array_release(&program->results);
  for (uint32_t i = 0; i < f.made.count; i++) sce_array_push(&program->results, f.made.at[i]);
  program->claims.count = 0;
  for (uint32_t i = 0; i < program->fields.count; i++) sce_array_release(&f.rests[i]);
  free(f.rests);
  sce_array_release(&f.made);
}

void sce_inputs_release(SceInputs *inputs) {
  for (uint32_t i = 0; i < inputs->list.count; i++) free(inputs->list.at[i].path);
  for (uint32_t i = 0; i < inputs->targets.count; i++) free(inputs->targets.at[i].name);
  sce_array_release(&inputs->list);
  sce_array_release(&inputs->targets);
  sce_array_release(&inputs->rests);
  sce_fields_release(&inputs->fields);
}

const char *sce_input_source(const SceInputs *inputs, const SceInput *input, uint32_t *length) { return sce_fields_source(&inputs->fields, input->item, length); }

void sce_input_add_literal(const SceInputs *inputs, const SceInput *input, SceText *out) {
  const SceAst *ast = &inputs->fields.program->ast;
  SceSpan span = sce_ast_span(ast, inputs->fields.program->sources, input->literal);
  sce_fields_add_short(out, inputs->fields.session->sources.list.at[span.source].text + span.start, span.end - span.start, 0);
}

double sce_input_number(const SceInputs *inputs, const SceInput *input, const char **unit) {
  const SceProgram *program = inputs->fields.program;
  const SceNode *node = &program->ast.nodes.at[input->literal];
  *unit = node->kind == SCE_NODE_UNIT ? sce_intern_spelling(&program->intern, node->a) : "1";
  if (node->kind == SCE_NODE_UNIT) node--;
  if (node->kind == SCE_NODE_NUMBER) return node->number;
  *unit = NULL;
  return NAN;
}
