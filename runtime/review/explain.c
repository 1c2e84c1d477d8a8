/* The tree behind a value: built from the program before anything is computed, so that what is computed is the tree and nothing else.
 */
#include "explain.h"

#include "gradient.h"
#include "levers.h"
#include "none.h"
#include "plan.h"

#include <math.h>

enum { DEPTH_MOST = 100 };

typedef struct Open {
  uint32_t op, parent, depth;
} Open;

typedef struct Builder {
  SceExplain *explain;
  uint32_t most;
  uint32_t *unfolded;               /* by operation: the node that unfolds it, + 1 */
  uint32_t *results;                /* by operation: its place among the new results, + 1 */
  SCE_ARRAY(Open) open;
  SCE_ARRAY(SceResult) made;
} Builder;

static char *copy_path(const SceExplain *explain, const SceField *field, const SceResult *result) {
  SceText path = {0};
  if (field) sce_fields_add_path(&explain->fields, field, &path);
  else sce_program_path(explain->fields.program, result, &path);
  sce_text_add(&path, "", 0);
  return path.bytes;
}

static uint32_t place_result(Builder *b, SceResult result) {
  if (result.op < b->explain->fields.program->ops.count && b->results[result.op]) return b->results[result.op] - 1;
  result.flags |= SCE_RESULT_SHOWN;
  sce_array_push(&b->made, result);
  if (result.op < b->explain->fields.program->ops.count) b->results[result.op] = b->made.count;
  return b->made.count - 1;
}

/* Where a value stands that no operation tells, since it is none: the definition of the result that is called the same. */
static uint32_t find_item(const SceExplain *explain, const char *path) {
  const SceProgram *program = explain->fields.program;
  uint32_t found = SCE_NO_ITEM;
  SceText text = {0};
  for (uint32_t i = 0; i < program->results.count && found == SCE_NO_ITEM; i++) {
    const SceResult *result = &program->results.at[i];
    sce_text_clear(&text);
    sce_program_path(program, result, &text);
    if (!(result->flags & SCE_RESULT_EXPRESSION) && text.count && !strcmp(text.bytes, path)) found = result->item;
  }
  sce_text_release(&text);
  return found;
}

static uint32_t add_node(Builder *b, const SceField *field, SceResult result, Open from) {
  SceExplainNode node = {.field = field, .depth = from.depth, .parent = from.parent, .above = SCE_NO_OP, .lever = SCE_NO_OP, .low = NAN, .high = NAN};
  node.path = copy_path(b->explain, field, &result);
  node.item = field ? field->item : find_item(b->explain, node.path);
  node.result = place_result(b, result);
  sce_array_push(&b->explain->nodes, node);
  return b->explain->nodes.count - 1;
}

/* What a node uses, opened in order behind it, or counted where it would lie too deep. */
static void unfold(Builder *b, uint32_t node, uint32_t op, uint32_t depth) {
  SceOpList uses = {0};
  sce_fields_uses(&b->explain->fields, op, &uses);
  if (uses.count && depth >= b->most) {
    b->explain->nodes.at[node].hidden = uses.count;
  } else {
    b->unfolded[op] = node + 1;
    for (uint32_t i = uses.count; i-- > 0;) sce_array_push(&b->open, ((Open){uses.at[i], node, depth + 1}));
  }
  sce_array_release(&uses);
}

static void build(Builder *b, const SceResult *root) {
  SceExplain *explain = b->explain;
  SceProgram *program = explain->fields.program;
  const SceField *field = root->op < program->ops.count ? sce_program_field(program, root->op) : NULL;
  uint32_t node = add_node(b, field, field ? sce_fields_result(&explain->fields, field) : *root, (Open){0});
  if (root->op < program->ops.count) unfold(b, node, root->op, 0);
  while (b->open.count) {
    Open next = sce_array_pop(&b->open);
    field = sce_program_field(program, next.op);
    node = add_node(b, field, sce_fields_result(&explain->fields, field), next);
    if (b->unfolded[next.op]) explain->nodes.at[node].above = b->unfolded[next.op] - 1;
    else unfold(b, node, next.op, next.depth);
  }
}

/* The fields below the root get levers, to see how much each moves it. */
static void add_levers(SceExplain *explain) {
  SceOpList ops = {0}, levers = {0};
  for (uint32_t i = 1; i < explain->nodes.count; i++) {
    const SceExplainNode *node = &explain->nodes.at[i];
    if (node->above == SCE_NO_OP) sce_array_push(&ops, explain->fields.program->results.at[node->result].op);
  }
  sce_levers_add(explain->fields.program, ops.at, ops.count, &levers);
  for (uint32_t i = 1, next = 0; i < explain->nodes.count; i++)
    if (explain->nodes.at[i].above == SCE_NO_OP) explain->nodes.at[i].lever = levers.at[next++];
  for (uint32_t i = 1; i < explain->nodes.count; i++)
    if (explain->nodes.at[i].above != SCE_NO_OP) explain->nodes.at[i].lever = explain->nodes.at[explain->nodes.at[i].above].lever;
  sce_array_release(&ops);
  sce_array_release(&levers);
}

void sce_explain_init(SceExplain *explain, SceSession *session, uint32_t result, uint32_t most) {
  SceProgram *program = session->program;
  *explain = (SceExplain){0};
  sce_fields_init(&explain->fields, session);
  Builder b = {.explain = explain, .most = most ? most : DEPTH_MOST};
  b.unfolded = sce_memory_zeroed(((size_t)program->ops.count + 1) * sizeof *b.unfolded);
  b.results = sce_memory_zeroed(((size_t)program->ops.count + 1) * sizeof *b.results);
  build(&b, &program->results.at[result]);
  sce_array_release(&program->results);
  for (uint32_t i = 0; i < b.made.count; i++) sce_array_push(&program->results, b.made.at[i]);
  program->claims.count = 0;
  add_levers(explain);
  sce_array_release(&b.made);
  sce_array_release(&b.open);
  free(b.unfolded);
  free(b.results);
}

void sce_explain_release(SceExplain *explain) {
  for (uint32_t i = 0; i < explain->nodes.count; i++) free(explain->nodes.at[i].path);
  sce_array_release(&explain->nodes);
  sce_array_release(&explain->columns);
  sce_array_release(&explain->none);
  sce_fields_release(&explain->fields);
}

/* ---- once values are known ---- */

static bool is_equal(double a, double b) { return isnan(a) || isnan(b) ? isnan(a) && isnan(b) : fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b)); }

/* Whether a value is another one in a scenario than in the base. */
static bool differs(const SceExplain *explain, uint32_t op, uint32_t scenario) {
  const SceProgram *program = explain->fields.program;
  if (op >= program->ops.count) return false;
  uint32_t count, stride = sce_set_stride(program, program->ops.at[op].axes, 0);
  const double *points = sce_run_points(explain->fields.session->run, op, &count);
  for (uint32_t i = 0; i < stride && stride; i++)
    if (!is_equal(points[i], points[(size_t)scenario * stride + i])) return true;
  return false;
}

/* ---- how much each moves the root ---- */

/* d ln y / d ln x when x grows by one share at all of its points and samples; NaN where there is nothing to grow. */
static double find_elasticity(const SceExplain *explain, const SceGradient *gradient, const SceExplainNode *node, double y) {
  uint32_t op = explain->fields.program->results.at[node->result].op, count;
  if (node->lever == SCE_NO_OP) return NAN;
  const double *values = sce_run_points(explain->fields.session->run, op, &count);
  bool any = false;
  for (uint32_t i = 0; i < count; i++) any |= values[i] != 0 && !isnan(values[i]);
  double elasticity = sce_gradient_by(gradient, node->lever, &count)[0] / y;
  return any && isfinite(elasticity) ? elasticity : NAN;
}

static void widen(SceExplainNode *node, double elasticity, bool first) {
  if (first || isnan(elasticity)) node->low = node->high = first || isnan(elasticity) ? elasticity : node->low;
  else if (!isnan(node->low)) {
    node->low = fmin(node->low, elasticity);
    node->high = fmax(node->high, elasticity);
  }
}

/* At each point of the root in the scenario that was asked for. */
static void find_elasticities(SceExplain *explain) {
  enum { POINTS_MOST = 64 };
  const SceProgram *program = explain->fields.program;
  const SceResult *root = &program->results.at[explain->nodes.at[0].result];
  if (root->op >= program->ops.count || root->flags & SCE_RESULT_TRUTH) return;
  uint32_t count, stride = sce_set_stride(program, program->ops.at[root->op].axes, 0);
  const double *values = sce_run_points(explain->fields.session->run, root->op, &count);
  uint32_t from = stride * explain->point, to = stride ? from + stride : count;
  if (to - from > POINTS_MOST || !count) return;
  SceGradient *gradient = sce_gradient_new(explain->fields.session->run);
  for (uint32_t p = from; p < to; p++) {
    bool sound = values[p] != 0 && sce_gradient_of(gradient, root->op, p);
    for (uint32_t i = 1; i < explain->nodes.count; i++) {
      SceExplainNode *node = &explain->nodes.at[i];
      widen(node, sound ? find_elasticity(explain, gradient, node, values[p]) : NAN, p == from);
    }
  }
  sce_gradient_free(gradient);
  for (uint32_t i = 1; i < explain->nodes.count; i++) explain->elastic |= !isnan(explain->nodes.at[i].low);
}

/* ---- why there is no value ---- */

/* The field whose formula a step of a search belongs to. */
static uint32_t field_above(const SceProgram *program, const SceNoneSearch *search, uint32_t step) {
  while (step != SCE_NO_OP && !sce_program_field(program, search->steps.at[step].op)) step = search->steps.at[step].from;
  return step == SCE_NO_OP ? SCE_NO_OP : search->steps.at[step].op;
}

/* At the first point of the root in the scenario that was asked for. */
static void find_none(SceExplain *explain) {
  const SceProgram *program = explain->fields.program;
  const SceResult *root = &program->results.at[explain->nodes.at[0].result];
  if (root->op >= program->ops.count) return;
  uint32_t count, point = sce_set_stride(program, program->ops.at[root->op].axes, 0) * explain->point;
  const double *values = sce_run_points(explain->fields.session->run, root->op, &count);
  if (point >= count || !isnan(values[point]) || sce_poison_cause(values[point])) return;
  SceNoneSearch search;
  sce_none_init(&search, explain->fields.session->run);
  sce_none_find(&search, root->op, point);
  for (uint32_t i = 0; i < search.roots.count; i++) {
    uint32_t field = field_above(program, &search, search.roots.at[i]);
    bool known = field == SCE_NO_OP || field == root->op;
    for (uint32_t k = 0; k < explain->none.count && !known; k++) known = explain->none.at[k] == field;
    if (!known) sce_array_push(&explain->none, field);
  }
  sce_none_release(&search);
}

void sce_explain_add_none(const SceExplain *explain, SceText *out) {
  const SceProgram *program = explain->fields.program;
  if (!explain->none.count) return;
  sce_text_add_string(out, "no value");
  if (explain->point) sce_text_add_format(out, " in scenario %s", sce_intern_spelling(&program->intern, program->labels.at[program->axes.at[0].labels + explain->point]));
  sce_text_add_format(out, ": `%s` rests on ", explain->nodes.at[0].path);
  for (uint32_t i = 0; i < explain->none.count; i++) {
    const SceField *field = sce_program_field(program, explain->none.at[i]);
    sce_text_add_string(out, !i ? "`" : i + 1 < explain->none.count ? ", `" : " and `");
    sce_fields_add_path(&explain->fields, field, out);
    sce_text_add_string(out, "` (");
    sce_fields_add_place(&explain->fields, field->columns ? program->field_items.at[field->items + explain->point] : field->item, out);
    sce_text_add_byte(out, ')');
  }
  sce_text_add_string(out, explain->none.count > 1 ? ", which are none" : ", which is none");
}

void sce_explain_finish(SceExplain *explain, const uint32_t *chosen, uint32_t chosen_count) {
  const SceProgram *program = explain->fields.program;
  sce_array_push(&explain->columns, 0);
  for (uint32_t i = 0; i < chosen_count; i++)
    if (chosen[i]) sce_array_push(&explain->columns, chosen[i]);
  explain->point = sce_array_last(&explain->columns);           /* the last that was named; else the base */
  for (uint32_t s = 1; s < program->axes.at[0].count && !chosen_count; s++) {
    bool any = false;
    for (uint32_t i = 0; i < program->results.count && !any; i++) any = differs(explain, program->results.at[i].op, s);
    if (any) sce_array_push(&explain->columns, s);
  }
  if (!chosen_count) explain->point = 0;
  find_elasticities(explain);
  find_none(explain);
}

uint32_t sce_explain_variant(const SceExplain *explain, uint32_t node, uint32_t scenario) {
  const SceExplainNode *at = &explain->nodes.at[node];
  const SceProgram *program = explain->fields.program;
  if (!scenario || !at->field || !at->field->columns) return SCE_NO_ITEM;
  return sce_fields_replaced(&explain->fields, at->path, sce_intern_spelling(&program->intern, program->labels.at[program->axes.at[0].labels + scenario]));
}
