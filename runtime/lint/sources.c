/* Numbers that nobody vouches for and that a result hangs on: by exact derivatives, one percent more of the number makes a tenth of a percent of the result, or more.
 *
 * What counts as a number somebody chose: a field whose formula names nothing, what is drawn, and of other formulas the numbers that carry a unit, a percent sign or a fraction;
 * bare whole numbers between names are arithmetic, 0 and 1 nobody measured, and scenarios ask what if. A file without any source is told so once.
 */
#include "lint.h"
#include "lint_state.h"

#include "gradient.h"
#include "plan.h"
#include "review/fields.h"
#include "review/levers.h"

#include <math.h>

enum { FIRST_INPUTS = 64 };         /* of a file without sources: one of these will do */
enum { SAMPLES = 512, MOST_WORK = 8000000 };   /* MOST_WORK: operations that all ways back together may go through */
static const double least = 0.1;    /* elasticity */

typedef struct Input {
  uint32_t item, literal;           /* the NUMBER node; SCE_NO_OP: the whole formula */
  SceName path;                     /* of the first field that it gives */
  double moves;                     /* the largest elasticity so far, of this result: */
  uint32_t result, last, results;   /* last: that it drives, results: how many it drives */
} Input;

typedef struct Lever {
  uint32_t input, op;               /* the constant */
  double value;                     /* that it holds: 1, or the number */
} Lever;

typedef struct Sources {
  SceLint *lint;
  SceFields fields;
  bool *unsourced;                  /* by item of the main file */
  uint32_t *input_of;               /* by item: the first of its inputs + 1 */
  SCE_ARRAY(Input) inputs;
  SCE_ARRAY(Lever) levers;
  uint32_t *lever_at;               /* by operation: its lever + 1 */
  double *sums;                     /* by input, for one result */
  SCE_ARRAY(uint32_t) touched;
  uint64_t work;
  bool drives;                      /* some input drives some result */
} Sources;

/* ---- which items have no source ---- */

static bool is_word(const SceLint *lint, const SceItem *item, const char *word) { return item->kind == SCE_ITEM_BLOCK && sce_lint_is(lint, sce_ast_more(&lint->program->ast, item)->block_kind, word); }

/* Marks the items of a list, and of the blocks in it (the language bounds how deep). */
static void mark(Sources *s, uint32_t first, bool sourced) {
  const SceAst *ast = &s->lint->program->ast;
  for (uint32_t i = first; i != SCE_NO_ITEM; i = ast->items.at[i].next) {
    const SceItem *item = &ast->items.at[i];
    const SceItemMore *more = sce_ast_more(ast, item);
    if (is_word(s->lint, item, "claim") || is_word(s->lint, item, "scenario")) continue;
    bool own = more->source_length > 0;
    if (item->kind == SCE_ITEM_FIELD) s->unsourced[i - s->lint->first_item] = !own && !sourced;
    if (item->kind == SCE_ITEM_BLOCK) mark(s, more->body, sourced || own);
    if (item->kind == SCE_ITEM_KIND) mark(s, more->body, sourced);
  }
}

/* ---- which numbers count ---- */

static bool is_plain(double number) { return number == 0 || number == 1; }

/* A formula that names nothing and holds a number that somebody may have chosen. */
static bool has_number(const SceLint *lint, SceExpr expr) {
  for (uint32_t n = expr.first; n <= expr.last; n++)
    if (sce_lint_node(lint, n)->kind == SCE_NODE_NUMBER && !is_plain(sce_lint_node(lint, n)->number)) return true;
  return false;
}

/* 24 hour, 7 day, 30 day, 365 day: one of a unit of time, written in another. */
static bool is_span_of_time(SceLint *lint, uint32_t number) {
  static const double seconds[] = {60, 3600, 86400, 604800, 2592000, 31536000, 31557600};
  double span = sce_lint_time(lint, sce_lint_unit(lint, number + 1)) * sce_lint_node(lint, number)->number;
  for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++)
    if (span == seconds[i]) return true;
  return false;
}

/* Exponents, points of axes and how far `prev` looks back are structure. */
static bool is_structure(const SceLint *lint, SceExpr expr, uint32_t number) {
  const SceAst *ast = &lint->program->ast;
  for (uint32_t n = number + 1; n <= expr.last; n++) {
    const SceNode *node = sce_lint_node(lint, n);
    if (node->kind == SCE_NODE_POWER && sce_ast_first(ast, n - 1) <= number) return true;
    if (node->kind == SCE_NODE_INDEX && node->a < number && sce_ast_first(ast, n) <= number) return true;
    if (node->kind == SCE_NODE_NAMED && sce_lint_is(lint, node->a, "back") && sce_ast_first(ast, n - 1) <= number) return true;
  }
  return false;
}

/* A thousand, a million, a hundredth: how something is accounted for. */
static bool is_round(double number) {
  double power = log10(fabs(number));
  return power == floor(power) && (power >= 3 || power <= -2);
}

/* A whole number of what one decides on. */
static bool is_decision(const SceLint *lint, uint32_t number) {
  double count = sce_lint_node(lint, number)->number;
  return count == floor(count) && sce_lint_is_decided(sce_lint_spell(lint, sce_lint_node(lint, number + 1)->a));
}

static bool is_decided(const SceLint *lint, const SceField *field, SceExpr expr) {
  const SceNode *number = sce_lint_node(lint, expr.first);
  bool literal = number->kind == SCE_NODE_NUMBER && (expr.first == expr.last || (expr.last == expr.first + 1 && sce_lint_node(lint, expr.last)->kind == SCE_NODE_UNIT));
  return literal && number->number == floor(number->number) && field->unit != SCE_UNIT_INVALID && sce_lint_is_decided(sce_unit_spelling(lint->program->units, field->unit));
}

static bool is_chosen(SceLint *lint, SceExpr expr, uint32_t n) {
  const SceNode *node = sce_lint_node(lint, n);
  if (node->kind != SCE_NODE_NUMBER || is_plain(node->number) || is_structure(lint, expr, n)) return false;
  bool unit = n < expr.last && sce_lint_node(lint, n + 1)->kind == SCE_NODE_UNIT;
  if (is_round(node->number) && !(node->flags & SCE_NODE_PERCENT)) return false;
  if (unit) return !is_span_of_time(lint, n) && !is_decision(lint, n);
  return node->flags & SCE_NODE_PERCENT || node->number != floor(node->number);
}

/* ---- inputs and their levers ---- */

static uint32_t input_for(Sources *s, const SceField *field, uint32_t literal) {
  uint32_t *first = &s->input_of[field->item - s->lint->first_item];
  for (uint32_t i = *first ? *first - 1 : s->inputs.count; i < s->inputs.count && s->inputs.at[i].item == field->item; i++)
    if (s->inputs.at[i].literal == literal) return i;
  sce_array_push(&s->inputs, ((Input){.item = field->item, .literal = literal, .path = field->path}));
  if (!*first) *first = s->inputs.count;
  return s->inputs.count - 1;
}

static void add_lever(Sources *s, const SceField *field, uint32_t literal, uint32_t op, double value) {
  Lever lever = {input_for(s, field, literal), op, value};
  sce_array_push(&s->levers, lever);
}

static bool is_drawn(const SceProgram *program, const SceOpList *inner) {
  for (uint32_t i = 0; i < inner->count; i++)
    if (program->ops.at[inner->at[i]].kind == SCE_OP_DRAW) return true;
  return false;
}

/* Numbers inside a formula get their levers at once; whole fields are listed, to get them together. */
static void add_field(Sources *s, const SceField *field, SceOpList *whole) {
  SceLint *lint = s->lint;
  SceProgram *program = lint->program;
  if (!sce_lint_in_main(lint, field->item) || !s->unsourced[field->item - lint->first_item] || field->truth) return;
  SceExpr expr = program->ast.items.at[field->item].expr;
  if (sce_expr_is_empty(expr) || program->ops.at[program->ops.at[field->op].a].kind == SCE_OP_AXIS) return;
  SceOpList inner = {0};
  sce_fields_inner(&s->fields, field->op, &inner);
  if (sce_fields_is_given(&s->fields, field->item) || is_drawn(program, &inner)) {
    if (has_number(lint, expr) && !is_decided(lint, field, expr)) sce_array_push(whole, field->op);
  } else {
    for (uint32_t n = expr.first; n <= expr.last; n++) {
      uint32_t lever = is_chosen(lint, expr, n) ? sce_levers_literal(program, &inner, expr, sce_lint_node(lint, n)->number) : SCE_NO_OP;
      if (lever != SCE_NO_OP) add_lever(s, field, n, lever, sce_lint_node(lint, n)->number);
    }
  }
  sce_array_release(&inner);
}

static void find_inputs(Sources *s) {
  SceProgram *program = s->lint->program;
  SceOpList whole = {0}, levers = {0};
  uint32_t from = program->ops.count;
  for (uint32_t i = 0; i < program->fields.count && (s->lint->any_source || s->inputs.count + whole.count < FIRST_INPUTS); i++) add_field(s, &program->fields.at[i], &whole);
  sce_levers_place(program, from);
  sce_levers_add(program, whole.at, whole.count, &levers);
  for (uint32_t i = 0; i < whole.count; i++)
    if (levers.at[i] != SCE_NO_OP) add_lever(s, sce_program_field(program, whole.at[i]), SCE_NO_OP, levers.at[i], 1);
  sce_array_release(&whole);
  sce_array_release(&levers);
}

/* ---- what they drive ---- */

/* Results: outputs, bare expressions, and what no other field is computed from. */
static bool is_result(const Sources *s, const SceResult *result, const bool *used) {
  const SceProgram *program = s->lint->program;
  if (result->op >= program->ops.count || !(result->flags & SCE_RESULT_SHOWN) || result->flags & (SCE_RESULT_TRUTH | SCE_RESULT_REFERENCE | SCE_RESULT_NONE)) return false;
  if (result->role == SCE_ROLE_OUTPUT) return true;
  return sce_program_field(program, result->op) && !used[result->op] && !sce_fields_is_given(&s->fields, result->item);
}

/* By operation: fields that another field is computed from. */
static bool *find_used(const Sources *s) {
  const SceProgram *program = s->lint->program;
  size_t count = program->ops.count + (size_t)1;
  bool *used = sce_memory_zeroed(count * sizeof *used), *field = sce_memory_zeroed(count * sizeof *field);
  uint32_t *seen = sce_memory_zeroed(count * sizeof *seen);
  SceOpList open = {0};
  for (uint32_t i = 0; i < program->fields.count; i++) field[program->fields.at[i].op] = true;
  for (uint32_t i = 0; i < program->fields.count; i++) {
    uint32_t own = program->fields.at[i].op;
    sce_array_push(&open, own);
    while (open.count) {
      SceNeeds needs = sce_op_needs(program, sce_array_pop(&open));
      for (uint32_t k = 0; k < needs.count; k++) {
        uint32_t need = sce_need(program, &needs, k);
        if (need >= program->ops.count || seen[need] == i + 1) continue;
        seen[need] = i + 1;
        if (field[need]) used[need] |= need != own;
        else sce_array_push(&open, need);
      }
    }
  }
  sce_array_release(&open);
  free(field);
  free(seen);
  return used;
}

/* Operations whose value hangs on a lever, directly or through others. */
static bool *find_hanging(const Sources *s) {
  const SceProgram *program = s->lint->program;
  bool *hangs = sce_memory_zeroed(program->ops.count + (size_t)1), changed = true;
  for (uint32_t i = 0; i < s->levers.count; i++) hangs[s->levers.at[i].op] = true;
  while (changed) {                                                           /* again where recurrences look ahead */
    changed = false;
    for (uint32_t i = 0; i < program->ops.count; i++) {
      uint32_t op = program->order.count ? program->order.at[i] : i;
      SceNeeds needs = sce_op_needs(program, op);
      bool before = hangs[op];
      for (uint32_t k = 0; k < needs.count && !hangs[op]; k++) hangs[op] = sce_need(program, &needs, k) < program->ops.count && hangs[sce_need(program, &needs, k)];
      changed |= hangs[op] && !before && program->loops.count;
    }
  }
  return hangs;
}

static void note_point(Sources *s, SceGradient *gradient, SceRun *run, uint32_t result, uint32_t point) {
  uint32_t op = s->lint->program->results.at[result].op, count;
  const double *points = sce_run_points(run, op, &count);
  double value = points[point];
  if (isnan(value) || value == 0 || !sce_gradient_of(gradient, op, point)) return;
  uint32_t reached;
  const uint32_t *reach = sce_gradient_reach(gradient, &reached);
  s->touched.count = 0;
  s->work += (uint64_t)reached * (s->lint->program->ops.at[op].sampled ? SAMPLES : 1);
  for (uint32_t i = 0; i < reached; i++) {
    if (!s->lever_at[reach[i]]) continue;
    const Lever *lever = &s->levers.at[s->lever_at[reach[i]] - 1];
    double slope = sce_gradient_by(gradient, lever->op, &count)[0], part = slope * lever->value / value;
    if (slope == 0 || !isfinite(part)) continue;
    if (s->sums[lever->input] == 0) sce_array_push(&s->touched, lever->input);
    s->sums[lever->input] += part;
  }
  for (uint32_t i = 0; i < s->touched.count; i++) {
    Input *input = &s->inputs.at[s->touched.at[i]];
    double moves = s->sums[s->touched.at[i]];
    s->sums[s->touched.at[i]] = 0;
    if (fabs(moves) < least) continue;
    input->results += !input->results || input->last != result;
    input->last = result;
    s->drives = true;
    if (fabs(moves) > fabs(input->moves) * (1 + 1e-9)) input->moves = moves, input->result = result;
  }
}

/* Every result at the first and the last of its points, in the base. */
static void follow(Sources *s, SceRun *run) {
  SceProgram *program = s->lint->program;
  SceGradient *gradient = sce_gradient_new(run);
  bool *used = find_used(s), *hangs = find_hanging(s);
  for (uint32_t r = 0; r < program->results.count && s->work < MOST_WORK && (s->lint->any_source || !s->drives); r++) {   /* of a file without sources one is enough */
    const SceResult *result = &program->results.at[r];
    if (!is_result(s, result, used) || !hangs[result->op]) continue;
    uint32_t count, scenarios = sce_lint_scenarios(s->lint);
    sce_run_points(run, result->op, &count);
    if (sce_set_stride(program, program->ops.at[result->op].axes, 0)) count /= scenarios;
    if (!count) continue;
    note_point(s, gradient, run, r, 0);
    if (count > 1) note_point(s, gradient, run, r, count - 1);
  }
  free(used);
  free(hangs);
  sce_gradient_free(gradient);
}

/* ---- what is told ---- */

static SceSpan span_of(const Sources *s, const Input *input) {
  const SceProgram *program = s->lint->program;
  if (input->literal == SCE_NO_OP) return sce_lint_formula(s->lint, input->item);
  uint32_t node = input->literal, last = program->ast.items.at[input->item].expr.last;
  return sce_lint_span(s->lint, node < last && sce_lint_node(s->lint, node + 1)->kind == SCE_NODE_UNIT ? node + 1 : node);
}

static void add_name(const Sources *s, const Input *input, SceText *out) {
  const SceProgram *program = s->lint->program;
  const char *path = sce_lint_spell(s->lint, input->path);
  SceSpan span = span_of(s, input);
  if (input->literal == SCE_NO_OP) sce_text_add_format(out, "`%s`", path);
  else sce_text_add_format(out, "`%.*s` in `%s`", (int)(span.end - span.start), program->sources->list.at[span.source].text + span.start, path);
}

static void add_move(const Sources *s, const Input *input, SceText *out) {
  SceText path = {0};
  sce_program_path(s->lint->program, &s->lint->program->results.at[input->result], &path);
  sce_text_add_format(out, "1 %% more of it makes `%.*s` %.2g %% %s", path.count > 60 ? 60 : (int)path.count, path.bytes, fabs(input->moves), input->moves < 0 ? "less" : "more");
  sce_text_release(&path);
}

static void help(Sources *s, const Input *input) {
  const SceItem *item = &s->lint->program->ast.items.at[input->item];
  const SceSource *source = &s->lint->program->sources->list.at[s->lint->main];
  SceSpan span = sce_lint_formula(s->lint, input->item);
  int length = (int)(span.end - item->start);
  const char *most = length > 60 || memchr(source->text + item->start, '\n', (size_t)length) ? "…" : NULL;
  sce_diag_help(&s->lint->found, "say whose word it is: `%.*s @ \"…\"`; `@ \"a guess\"` is an answer too", most ? (int)strlen(most) : length, most ? most : source->text + item->start);
}

static void tell_each(Sources *s) {
  for (uint32_t i = 0; i < s->inputs.count; i++) {
    const Input *input = &s->inputs.at[i];
    if (!input->results) continue;
    SceText text = {0};
    add_name(s, input, &text);
    sce_text_add_string(&text, " has no source, and ");
    add_move(s, input, &text);
    if (sce_diag_add(&s->lint->found, SCE_E_NO_SOURCE, span_of(s, input), "%s", text.bytes)) {
      if (input->results > 1) sce_diag_note(&s->lint->found, SCE_NO_PLACE, "it drives %u results", (unsigned)input->results);
      help(s, input);
    }
    sce_text_release(&text);
  }
}

/* Of a file without sources the first number that drives something. */
static void tell_once(Sources *s) {
  const Input *first = NULL;
  for (uint32_t i = 0; i < s->inputs.count; i++) {
    const Input *input = &s->inputs.at[i];
    if (input->results && (!first || input->item < first->item)) first = input;
  }
  if (!first) return;
  SceText text = {0};
  sce_text_add_string(&text, "nothing in this file has a source: ");
  add_name(s, first, &text);
  sce_text_add_string(&text, ", for one, drives a result: ");
  add_move(s, first, &text);
  if (sce_diag_add(&s->lint->found, SCE_E_NO_SOURCE, span_of(s, first), "%s", text.bytes)) {
    sce_diag_note(&s->lint->found, SCE_NO_PLACE, "each such number is told once one of them has a source");
    help(s, first);
  }
  sce_text_release(&text);
}

/* ---- all of it ---- */

/* A program as it was before levers were put into it. */
typedef struct Kept {
  SceOp *ops;
  uint32_t *operands;
  uint32_t op_count, operand_count, order_count;
  uint32_t *order;
  SceLoop *loops;
} Kept;

static void *copy(const void *from, size_t size) {
  void *to = sce_memory_new(size + 1);
  if (size) memcpy(to, from, size);
  return to;
}

static Kept keep(const SceProgram *p) {
  return (Kept){copy(p->ops.at, p->ops.count * sizeof *p->ops.at), copy(p->operands.at, p->operands.count * sizeof *p->operands.at), p->ops.count, p->operands.count, p->order.count,
                copy(p->order.at, p->order.count * sizeof *p->order.at), copy(p->loops.at, p->loops.count * sizeof *p->loops.at)};
}

static void restore(SceProgram *p, Kept *kept) {
  p->ops.count = p->op_nodes.count = kept->op_count;
  p->operands.count = kept->operand_count;
  p->order.count = kept->order_count;
  if (kept->op_count) memcpy(p->ops.at, kept->ops, kept->op_count * sizeof *kept->ops);
  if (kept->operand_count) memcpy(p->operands.at, kept->operands, kept->operand_count * sizeof *kept->operands);
  if (kept->order_count) memcpy(p->order.at, kept->order, kept->order_count * sizeof *kept->order);
  if (p->loops.count) memcpy(p->loops.at, kept->loops, p->loops.count * sizeof *kept->loops);
  free(kept->ops);
  free(kept->operands);
  free(kept->order);
  free(kept->loops);
}

static void release(Sources *s) {
  sce_fields_release(&s->fields);
  free(s->unsourced);
  free(s->input_of);
  free(s->lever_at);
  free(s->sums);
  sce_array_release(&s->touched);
  sce_array_release(&s->inputs);
  sce_array_release(&s->levers);
}

/* Puts levers into the program, looks what they do, and takes them out again. */
static void measure(Sources *s) {
  SceLint *lint = s->lint;
  sce_fields_init(&s->fields, lint->session);
  Kept kept = keep(lint->program);
  find_inputs(s);
  s->sums = sce_memory_zeroed((s->inputs.count + (size_t)1) * sizeof *s->sums);
  s->lever_at = sce_memory_zeroed((lint->program->ops.count + (size_t)1) * sizeof *s->lever_at);
  for (uint32_t i = 0; i < s->levers.count; i++) s->lever_at[s->levers.at[i].op] = i + 1;
  if (s->levers.count) {
    SceSampling sampling = {.samples = SAMPLES, .threads = 1};
    SceRun *run = sce_run_new(lint->program, sce_session_functions(lint->session), &sampling);
    follow(s, run);
    sce_run_free(run);
  }
  restore(lint->program, &kept);
}

void sce_lint_sources(SceLint *lint) {
  SceProgram *program = lint->program;
  if (!lint->any_source && !(lint->asked & SCE_LINT_BARE)) return;
  size_t items = lint->end_item - lint->first_item + (size_t)1;
  Sources s = {.lint = lint, .unsourced = sce_memory_zeroed(items), .input_of = sce_memory_zeroed(items * sizeof(uint32_t))};
  for (uint32_t f = 0; f < program->ast.files.count; f++)
    if (program->ast.files.at[f].source == lint->main) mark(&s, program->ast.files.at[f].body, false);
  measure(&s);
  if (lint->any_source) tell_each(&s);
  else tell_once(&s);
  release(&s);
}
