/* Explains what could not be computed.
 *
 * A point without value carries which operation failed. So nothing is written down while computing: afterwards the results and
 * claims are searched, and an operation is reported when its poison reached one of them; what a guard kept away is no
 * finding. Why it failed is read off its operands, which are all still there.
 */
#include "report_state.h"

#include "parameter_text.h"
#include "plan.h"
#include "results/number.h"

#include <math.h>

enum { PROBES_MOST = 2000, ROUGH_DIGITS = 4, RULE_DIGITS = 6 };

/* --- why an operation failed ------------------------------------------------------------------- */

/* The roots of the two operands of a node, when it is the operator that the operation comes from. */
static bool find_operands(const SceProgram *program, uint32_t node, SceNodeKind kind, uint32_t *left, uint32_t *right) {
  if (program->ast.nodes.at[node].kind != kind) return false;
  *left = sce_ast_left(&program->ast, node);
  *right = node - 1;
  return true;
}

static bool is_literal(const SceProgram *program, uint32_t node) {
  const SceNode *at = &program->ast.nodes.at[node];
  return at->kind == SCE_NODE_NUMBER || (at->kind == SCE_NODE_UNIT && at[-1].kind == SCE_NODE_NUMBER);
}

/* A value that had to do with a failure; of one sample of many, only about. */
static void add_value(SceReport *report, double value) { sce_report_number(&report->text, report->now && !isnan(value) ? sce_number_round(value, ROUGH_DIGITS) : value); }

/* "`b` is 0": nothing to say of a number as written. */
static void add_value_of(SceReport *report, const char *before, uint32_t node, double value) {
  SceText *out = &report->text;
  const SceProgram *program = report->program;
  if (is_literal(program, node)) return;
  sce_text_add_format(out, "%s`", before);
  sce_report_quote(out, program, node);
  sce_text_add_string(out, "` is ");
  add_value(report, value);
}

/* " in 3.1 % of samples" */
static void add_samples(SceText *out, const SceFailure *failure) {
  if (!failure || !failure->count) return;
  if (failure->failed == failure->count) {
    sce_text_add_string(out, " in all samples");
    return;
  }
  sce_text_add_string(out, " in ");
  if (failure->failed * UINT64_C(10000) >= failure->count) {
    sce_report_share(out, (double)failure->failed / (double)failure->count);
  } else {
    sce_report_number(out, (double)failure->failed);
    sce_text_add_string(out, " of ");
    sce_report_number(out, (double)failure->count);
  }
  sce_text_add_string(out, failure->failed * UINT64_C(10000) >= failure->count ? " of samples" : " samples");
}

static SceCode explain_division(SceReport *report, uint32_t node, double b) {
  SceText *out = &report->text;
  uint32_t left, right;
  sce_text_add_string(out, " divides by zero");
  add_samples(out, report->now);
  if (find_operands(report->program, node, SCE_NODE_DIVIDE, &left, &right)) add_value_of(report, ": ", right, b);
  return SCE_E_DIVISION;
}

static SceCode explain_overflow(SceReport *report, uint32_t node, double a, double b) {
  SceText *out = &report->text;
  SceNodeKind kind = report->program->ast.nodes.at[node].kind;
  uint32_t left, right;
  sce_text_add_string(out, " is beyond the largest number, 1.8e308");
  add_samples(out, report->now);
  if (kind >= SCE_NODE_ADD && kind <= SCE_NODE_POWER && find_operands(report->program, node, kind, &left, &right)) {
    add_value_of(report, ": ", left, a);
    add_value_of(report, is_literal(report->program, left) ? ": " : ", ", right, b);
  }
  return SCE_E_OVERFLOW;
}

static SceCode explain_power(SceReport *report, uint32_t node, double a, double b) {
  SceText *out = &report->text;
  if (a == 0) {
    sce_text_add_string(out, " divides by zero");
    add_samples(out, report->now);
    sce_text_add_string(out, ": it is 0 to the power ");
    add_value(report, b);
    return SCE_E_DIVISION;
  }
  if (a > 0 || b == floor(b)) return explain_overflow(report, node, a, b);
  sce_text_add_string(out, " is no real number");
  add_samples(out, report->now);
  sce_text_add_string(out, ": ");
  add_value(report, a);
  sce_text_add_string(out, " to the power ");
  add_value(report, b);
  return SCE_E_DOMAIN;
}

static void read_arguments(SceReport *report, uint32_t op, uint32_t point, double *values) {
  const SceOp *call = &report->program->ops.at[op];
  for (uint32_t i = 0; i < call->c; i++) values[i] = sce_report_operand(report, report->program->operands.at[call->a + i], op, point);
}

/* " for rate = 4 1/s, servers = 2", in the units that the function declares. */
static void add_arguments(SceReport *report, uint32_t op, const SceNative *callee, const double *values) {
  const SceProgram *program = report->program;
  uint32_t parameter = sce_ast_more(&program->ast, &program->ast.items.at[callee->item])->body;
  for (uint32_t i = 0; i < program->ops.at[op].c && parameter != SCE_NO_ITEM; i++) {
    const SceItem *item = &program->ast.items.at[parameter];
    const char *unit = sce_intern_spelling(&program->intern, item->unit);
    sce_text_add_string(&report->text, i ? ", " : report->now ? ", as for " : " for ");
    sce_report_name(&report->text, program, item->name);
    sce_text_add_string(&report->text, " = ");
    add_value(report, values[i]);
    if (strcmp(unit, "1")) sce_text_add_format(&report->text, " %s", unit);
    parameter = item->next;
  }
}

/* Says which conditions of the function's domain do not hold; where all do, what it computes is too large for a number. */
static SceCode explain_call(SceReport *report, uint32_t op, uint32_t point) {
  const SceOp *call = &report->program->ops.at[op];
  const SceNative *callee = sce_program_builtin(report->program, call->b);
  double *values = sce_memory_zeroed((call->c + (size_t)1) * sizeof *values);
  SceText needs = {0};
  read_arguments(report, op, point, values);
  if (callee) sce_run_call_needs(report->run, call->b, values, &needs);
  bool infinite = callee && !needs.count && isinf(sce_run_call(report->run, call->b, values));
  sce_text_add_string(&report->text, infinite ? " is beyond the largest number, 1.8e308," : " has no value");
  add_samples(&report->text, report->now);
  if (callee) add_arguments(report, op, callee, values);
  if (needs.count) {
    SceName name = report->program->ast.items.at[callee->item].name;
    sce_text_add_string(&report->help, "`");
    sce_report_name(&report->help, report->program, name);
    sce_text_add_format(&report->help, "` needs %s; `sce doc ", needs.bytes);
    sce_report_name(&report->help, report->program, name);
    sce_text_add_string(&report->help, "` says what it computes");
  }
  sce_text_release(&needs);
  free(values);
  return infinite ? SCE_E_OVERFLOW : SCE_E_DOMAIN;
}

static void add_off(SceText *out, SceText *help, const char *library, uint32_t length) {
  sce_text_add_format(out, " needs the library `%.*s`, and native functions are off", (int)length, library);
  sce_text_add_format(help, "if you trust it, `--allow-extern=%.*s` loads it: it then may do whatever you may", (int)length, library);
}

static SceCode explain_native(SceReport *report, uint32_t op, uint32_t point, const SceNative *native) {
  const SceProgram *program = report->program;
  const SceOp *call = &program->ops.at[op];
  const SceItemMore *line = sce_ast_more(&program->ast, &program->ast.items.at[native->item]);
  const char *library = program->sources->list.at[sce_ast_item_source(&program->ast, native->item)].text + line->string_at;
  SceFunctionState state = sce_run_function_state(report->run, call->b);
  if (state == SCE_FUNCTION_OFF) {
    add_off(&report->text, &report->help, library, line->string_length);
    return SCE_E_NATIVE_OFF;
  }
  if (state == SCE_FUNCTION_LEFT_OUT) {
    sce_text_add_format(&report->text, " is left out, with all that rests on it: this command loads no native library");
    sce_text_add_format(&report->help, "`sce run --allow-extern=%.*s` computes it", (int)line->string_length, library);
    return SCE_E_NATIVE_LEFT_OUT;
  }
  double *values = sce_memory_zeroed((call->c + (size_t)1) * sizeof *values);
  read_arguments(report, op, point, values);
  double given = sce_run_call(report->run, call->b, values);
  sce_text_add_format(&report->text, " gave back %s", isnan(given) ? "no number (NaN)" : given > 0 ? "infinity" : "minus infinity");
  add_samples(&report->text, report->now);
  add_arguments(report, op, native, values);
  free(values);
  return SCE_E_NATIVE_VALUE;
}

static SceCode explain_domain(SceReport *report, const char *what, double a) {
  if (report->now) sce_text_add_string(&report->text, " has no value");
  add_samples(&report->text, report->now);
  sce_text_add_format(&report->text, ": there is no %s of ", what);
  add_value(report, a);
  return SCE_E_DOMAIN;
}

/* Of what is the same in all samples, that it fails in all of them says nothing. */
static SceCode explain_parameters(SceReport *report, uint32_t op, uint32_t point) {
  const SceOp *failed = &report->program->ops.at[op];
  SceNeeds needs = sce_op_needs(report->program, op);
  double *values = sce_memory_new(((size_t)needs.count + 1) * sizeof *values);
  for (uint32_t i = 0; i < needs.count; i++) {
    bool whole = failed->kind == SCE_OP_QUANTILE_OF && i == 0;
    values[i] = whole ? 0 : sce_report_operand(report, sce_need(report->program, &needs, i), op, point);
    if (report->now && !isnan(values[i])) values[i] = sce_number_round(values[i], RULE_DIGITS);
  }
  SceText share = {0};
  sce_text_add(&share, "", 0);
  if (report->now && report->now->failed < report->now->count) add_samples(&share, report->now);
  sce_parameter_explain(&report->text, &report->help, failed, values, needs.count, share.bytes);
  sce_text_release(&share);
  free(values);
  return SCE_E_PARAMETER;
}

/* Goes on after the quoted expression: " divides by zero: `b` is 0". */
static SceCode explain(SceReport *report, uint32_t op, uint32_t node, uint32_t point) {
  const SceOp *failed = &report->program->ops.at[op];
  double a = 0, b = 0;
  if (sce_parameter_op(failed->kind)) return explain_parameters(report, op, point);
  if (failed->kind >= SCE_OP_ADD && failed->kind <= SCE_OP_LOG2) a = sce_report_operand(report, failed->a, op, point);
  if (failed->kind >= SCE_OP_ADD && failed->kind <= SCE_OP_OR) b = sce_report_operand(report, failed->b, op, point);
  switch (failed->kind) {
  case SCE_OP_DIVIDE: return b == 0 ? explain_division(report, node, b) : explain_overflow(report, node, a, b);
  case SCE_OP_POWER: return explain_power(report, node, a, b);
  case SCE_OP_SQRT: return explain_domain(report, "square root", a);
  case SCE_OP_LN:
  case SCE_OP_LOG10:
  case SCE_OP_LOG2: return explain_domain(report, "logarithm", a);
  case SCE_OP_CALL: {
    const SceNative *native = sce_program_native(report->program, failed->b);
    return native ? explain_native(report, op, point, native) : explain_call(report, op, point);
  }
  case SCE_OP_MIN_OVER:
  case SCE_OP_MAX_OVER:
  case SCE_OP_MEAN_OVER:
  case SCE_OP_ARGMIN_OVER:
    if (report->program->axes.at[failed->b].count) return explain_overflow(report, node, a, b);
    sce_text_add_string(&report->text, " has no values to choose from");
    return SCE_E_DOMAIN;
  default: return explain_overflow(report, node, a, b);
  }
}

static void add_help(SceReport *report, SceCode code, uint32_t node) {
  uint32_t left, right;
  if (report->help.count) sce_diag_help(report->diags, "%s", report->help.bytes);
  if (code != SCE_E_DIVISION || !find_operands(report->program, node, SCE_NODE_DIVIDE, &left, &right)) return;
  bool named = false;
  for (uint32_t n = sce_ast_first(&report->program->ast, right); n <= right; n++) named |= report->program->ast.nodes.at[n].kind == SCE_NODE_NAME;
  if (!named) return;
  sce_text_clear(&report->text);
  sce_report_quote(&report->text, report->program, right);
  sce_diag_help(report->diags, "where `%s` may be 0, say what holds then: `if ( … ) then … else …`", report->text.bytes);
}

static void note_native(SceReport *report, uint32_t function) {
  const SceProgram *program = report->program;
  uint32_t item = sce_program_native(program, function)->item;
  sce_diag_note(report->diags, (SceSpan){sce_ast_item_source(&program->ast, item), program->ast.items.at[item].start, program->ast.items.at[item].end}, "it is declared here");
}

/* What fails in a formula of the library is told where the user's text brings it about, and once a place: the rest follows from the same. */
static void report_library(SceReport *report, const SceFailure *at, SceCode code, SceSpan formula) {
  const SceProgram *program = report->program;
  const SceResult *result = &program->results.at[at->result];
  uint32_t given;
  SceSpan place = sce_blame_place(&report->blame, at->op, at->result, code == SCE_E_OVERFLOW, &given);
  if (sce_blame_is_told(&report->blame, place) || !sce_diag_add(report->diags, code, place, "%s", report->text.bytes)) return;
  sce_text_clear(&report->text);
  sce_program_path(program, result, &report->text);
  sce_diag_note(report->diags, formula, "this formula of the library fails, and `%s` rests on it", report->text.bytes);
  sce_text_clear(&report->text);
  if (given != SCE_NO_OP) sce_program_path(program, &program->results.at[given], &report->text);
  if (report->help.count) sce_diag_help(report->diags, "%s", report->help.bytes);
  else if (given != SCE_NO_OP) sce_diag_help(report->diags, "it rests on `%s`: give another value", report->text.bytes);
}

/* `at` .. : the failures of one operation, ordered by point. */
static void report_operation(SceReport *report, const SceFailure *at, uint32_t count) {
  const SceProgram *program = report->program;
  uint32_t op = at->op, node = program->op_nodes.at[op];
  SceText *out = &report->text;
  sce_text_clear(out);
  sce_text_clear(&report->help);
  sce_text_add_byte(out, '`');
  sce_report_quote(out, program, node);
  sce_text_add_byte(out, '`');
  report->now = program->ops.at[op].sampled ? at : NULL;
  SceCode code = explain(report, op, node, at->point);
  report->now = NULL;
  uint32_t *points = sce_memory_new(count * sizeof *points);
  for (uint32_t i = 0; i < count; i++) points[i] = at[i].point;
  sce_report_points(out, program, program->ops.at[op].axes, points, count);
  free(points);
  SceSpan span = sce_ast_span(&program->ast, program->sources, node);
  if (at->result != SCE_NO_OP && program->sources->list.at[span.source].library) {
    report_library(report, at, code, span);
    return;
  }
  if (!sce_diag_add(report->diags, code, span, "%s", out->bytes)) return;
  add_help(report, code, node);
  if (code == SCE_E_NATIVE_VALUE) note_native(report, program->ops.at[op].b);
}

/* --- the search -------------------------------------------------------------------------------- */

static bool has_failed(double value, uint32_t op) { return isnan(value) && sce_poison_cause(value) == op + 1; }

static void push_failure(SceReport *report, SceFailure failure) {
  uint32_t count;
  uint64_t place = (uint64_t)(sce_run_points(report->run, failure.op, &count) - report->values) + failure.point;
  if (report->seen[place / 64] >> place % 64 & 1) return;
  report->seen[place / 64] |= UINT64_C(1) << place % 64;
  sce_array_push(&report->failures, failure);
}

static void remember_failures(SceReport *report) {
  uint32_t count, last = report->program->ops.count - 1;
  uint64_t total = (uint64_t)(sce_run_points(report->run, last, &count) - report->values);
  report->seen = sce_memory_zeroed(((total + count) / 64 + 1) * sizeof *report->seen);
}

/* A point of a sampled value that failed, of those that are known: the value itself where it is sampled, else one that it rests on. */
static const SceSummary *find_failed(const SceReport *report, uint32_t cause, uint32_t *value, uint32_t *point) {
  const SceSummary *own = sce_run_summary(report->run, *value, *point);
  if (own && own->failed) return own;
  for (uint32_t i = 0; i < report->program->ops.count; i++) {
    uint32_t count = 0;
    if (!report->program->ops.at[i].sampled || !sce_run_summary(report->run, i, 0)) continue;
    sce_run_points(report->run, i, &count);
    for (uint32_t p = 0; p < count; p++) {
      const SceSummary *summary = sce_run_summary(report->run, i, p);
      if (!summary->failed || summary->cause != cause) continue;
      *value = i;
      *point = p;
      return summary;
    }
  }
  return NULL;
}

/* Which operation failed in the first sample that failed, and at which of its points: both are found by computing that sample anew. */
static void add_sampled_failure(SceReport *report, uint32_t op, uint32_t value, uint32_t point, uint32_t result) {
  const SceProgram *program = report->program;
  const SceSummary *summary = find_failed(report, op + 1, &value, &point);
  if (!summary || report->probes > PROBES_MOST) return;
  report->probes++;
  double first = sce_run_sample(report->run, value, point, summary->failed_sample);
  if (isnan(first) && sce_poison_cause(first)) op = sce_poison_cause(first) - 1;
  SceFailure failure = {op, 0, result, summary->failed_sample, summary->failed, summary->count};
  uint32_t count, set = program->ops.at[op].axes, reached = program->ops.at[value].axes;
  sce_run_points(report->run, op, &count);
  if (sce_report_is_contained(program, set, reached)) {
    failure.point = sce_set_project(program, set, reached, point);
    if (has_failed(sce_run_sample(report->run, op, failure.point, failure.sample), op)) {
      push_failure(report, failure);
      return;
    }
  }
  for (failure.point = 0; failure.point < count && report->probes++ < PROBES_MOST; failure.point++)
    if (has_failed(sce_run_sample(report->run, op, failure.point, failure.sample), op)) push_failure(report, failure);
}

/* The operation failed at the point of `value` that was reached; where that does not tell which point of its own it was
 * (an axis has been summed away), at all where it failed. */
static void add_failure(SceReport *report, uint32_t op, uint32_t value, uint32_t point, uint32_t result) {
  const SceProgram *program = report->program;
  if (op >= program->ops.count) return;
  if (!report->seen) remember_failures(report);
  if (program->ops.at[op].sampled) {
    add_sampled_failure(report, op, value, point, result);
    return;
  }
  uint32_t count, set = program->ops.at[op].axes, reached = program->ops.at[value].axes;
  const double *own = sce_run_points(report->run, op, &count);
  if (sce_report_is_contained(program, set, reached)) {
    uint32_t place = sce_set_project(program, set, reached, point);
    if (has_failed(own[place], op)) {
      push_failure(report, (SceFailure){.op = op, .point = place, .result = result});
      return;
    }
  }
  for (uint32_t i = 0; i < count; i++)
    if (has_failed(own[i], op)) push_failure(report, (SceFailure){.op = op, .point = i, .result = result});
}

static void search(SceReport *report, uint32_t op, uint32_t result) {
  uint32_t count;
  const double *points = sce_run_points(report->run, op, &count);
  for (uint32_t i = 0; i < count; i++)
    if (isnan(points[i]) && sce_poison_cause(points[i])) add_failure(report, sce_poison_cause(points[i]) - 1, op, i, result);
}

static void search_claim(SceReport *report, uint32_t op, uint32_t scenario) {
  if (op == SCE_NO_OP) return;
  double value = sce_run_scenario(report->run, op, scenario);
  uint32_t point = scenario * sce_set_stride(report->program, report->program->ops.at[op].axes, 0);
  if (isnan(value) && sce_poison_cause(value)) add_failure(report, sce_poison_cause(value) - 1, op, point, SCE_NO_OP);
}

static int compare_failures(const void *left, const void *right) {
  const SceFailure *a = left, *b = right;
  if (a->op != b->op) return a->op < b->op ? -1 : 1;
  if (a->point != b->point) return a->point < b->point ? -1 : 1;
  return 0;
}

static void report_failures(SceReport *report) {
  if (!report->failures.count) return;
  SceFailure *all = report->failures.at;
  qsort(all, report->failures.count, sizeof *all, compare_failures);
  uint32_t count = report->failures.count;
  for (uint32_t first = 0, next; first < count; first = next) {
    for (next = first + 1; next < count && all[next].op == all[first].op;) next++;
    const SceFailure *at = &all[first];
    uint32_t block = at->result == SCE_NO_OP ? SCE_NO_OP : report->program->results.at[at->result].block;
    uint64_t scenarios = 0;
    for (uint32_t i = first; i < next; i++) scenarios |= sce_blame_scenario(&report->blame, at->op, all[i].point);
    if (!sce_blame_failure_follows(&report->blame, at->op, block, scenarios)) report_operation(report, at, next - first);
  }
}

void sce_report_natives_off(const SceProgram *program, const SceFunction *functions, SceDiags *diags) {
  SceText text = {0}, help = {0};
  for (uint32_t op = 0; op < program->ops.count; op++) {
    const SceNative *native = program->ops.at[op].kind == SCE_OP_CALL ? sce_program_native(program, program->ops.at[op].b) : NULL;
    if (!native || functions[native->function].state != SCE_FUNCTION_OFF) continue;
    const SceItemMore *line = sce_ast_more(&program->ast, &program->ast.items.at[native->item]);
    sce_text_clear(&text);
    sce_text_clear(&help);
    sce_text_add_byte(&text, '`');
    sce_report_quote(&text, program, program->op_nodes.at[op]);
    sce_text_add_byte(&text, '`');
    add_off(&text, &help, program->sources->list.at[sce_ast_item_source(&program->ast, native->item)].text + line->string_at, line->string_length);
    if (sce_diag_add(diags, SCE_E_NATIVE_OFF, sce_ast_span(&program->ast, program->sources, program->op_nodes.at[op]), "%s", text.bytes)) sce_diag_help(diags, "%s", help.bytes);
  }
  sce_text_release(&text);
  sce_text_release(&help);
}

void sce_run_report(SceRun *run, SceDiags *diags) {
  const SceProgram *program = sce_run_program(run);
  SceReport report = {.run = run, .program = program, .diags = diags};
  uint32_t count;
  if (program->ops.count) report.values = sce_run_points(run, 0, &count);
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    bool unseen = !(result->flags & SCE_RESULT_SHOWN) && !result->range;       /* nobody asked for it, or for its bounds */
    if (result->op == SCE_NO_OP || unseen) continue;
    search(&report, result->op, i);
    if (!result->range) continue;
    const SceRange *range = &program->ranges.at[result->range - 1];
    if (range->low != SCE_NO_OP) search(&report, range->low, i);
    if (range->high != SCE_NO_OP) search(&report, range->high, i);
    if (range->cut != SCE_NO_OP) search(&report, range->cut, i);
  }
  for (uint32_t i = 0; i < program->claims.count; i++) {
    search_claim(&report, program->claims.at[i].value, program->claims.at[i].under);
    search_claim(&report, program->claims.at[i].holds, program->claims.at[i].under);
  }
  sce_blame_init(&report.blame, run);
  for (uint32_t i = 0; i < program->results.count; i++) sce_blame_add(&report.blame, i, sce_report_outside(&report, &program->results.at[i]));
  sce_blame_spread(&report.blame);
  report_failures(&report);
  sce_report_ranges(&report);
  sce_blame_release(&report.blame);
  sce_array_release(&report.failures);
  sce_text_release(&report.text);
  sce_text_release(&report.help);
  free(report.seen);
}
