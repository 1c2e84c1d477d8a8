/* Sums (also comparisons, least and greatest values) whose terms count in prefixes of 1000 and of 1024, or in months and years that do not fit each other: everything is
 * converted rightly, and the author may not know that there is something to convert.
 */
#include "lint_state.h"

#include <math.h>
#include <stdio.h>

enum { DECIMAL = 1, BINARY = 2, MONTH = 4, YEAR = 8 };

typedef struct Term {
  uint32_t node;
  unsigned sorts;
  char unit[2][16];                 /* the first unit of bytes, the first of time, as spelled */
} Term;

typedef struct Sum {
  SceLint *lint;
  uint32_t node;
  SCE_ARRAY(Term) terms;
  SCE_ARRAY(uint32_t) open;
  bool *done;                       /* by node from lint->first_node on: part of a sum that has been looked at */
} Sum;

/* ---- what a unit counts in ---- */

static bool is_one_of(const char *at, size_t length, const char *const *words) {
  for (; *words; words++)
    if (strlen(*words) == length && !memcmp(*words, at, length)) return true;
  return false;
}

static unsigned sort_of_word(const char *at, size_t length) {
  static const char *const bytes[] = {"B", "byte", "bytes", "bit", "bits", NULL}, *const months[] = {"month", "months", NULL}, *const years[] = {"year", "years", "yr", NULL};
  if (is_one_of(at, length, months)) return MONTH;
  if (is_one_of(at, length, years)) return YEAR;
  if (length > 2 && strchr("KMGTPE", *at) && at[1] == 'i' && is_one_of(at + 2, length - 2, bytes)) return BINARY;
  return length > 1 && strchr("kMGTPE", *at) && is_one_of(at + 1, length - 1, bytes) ? DECIMAL : 0;
}

static void add_unit(Term *term, const char *text) {
  while (*text) {
    size_t length = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");
    unsigned sort = length ? sort_of_word(text, length) : 0;
    char *unit = term->unit[sort & (MONTH | YEAR) ? 1 : 0];
    if (sort && !*unit) snprintf(unit, sizeof term->unit[0], "%.*s", (int)length, text);
    term->sorts |= sort;
    text += length ? length : 1;
  }
}

/* What the names and units of a term count in. Arguments of functions say nothing of what these give, and `as` has the last word. */
static void describe(const SceLint *lint, Term *term) {
  const SceAst *ast = &lint->program->ast;
  for (uint32_t first = sce_ast_first(ast, term->node), n = term->node + 1; n-- > first;) {
    const SceNode *node = sce_lint_node(lint, n);
    const SceNameMember *member = sce_lint_meant(lint, n);
    const SceNameUse *use = node->kind == SCE_NODE_NAME && !member ? sce_names_at(lint->names, lint->main, node->at) : NULL;
    if (node->kind == SCE_NODE_UNIT || node->kind == SCE_NODE_AS) add_unit(term, sce_lint_spell(lint, node->a));
    else if (member && member->type == SCE_NAME_NUMBER && member->unit != SCE_UNIT_INVALID) add_unit(term, sce_unit_spelling(lint->program->units, member->unit));
    else if (use && use->kind == SCE_NAME_UNIT) add_unit(term, sce_lint_spell(lint, node->a));
    if (node->kind == SCE_NODE_AS && n == term->node) return;
    if (node->kind == SCE_NODE_CALL || node->kind == SCE_NODE_MEMBER || node->kind == SCE_NODE_AS) n = sce_ast_first(ast, n);
  }
}

/* ---- sums ---- */

static bool is_sum(const SceNode *node) { return node->kind == SCE_NODE_ADD || node->kind == SCE_NODE_SUBTRACT; }
static bool is_comparison(const SceNode *node) { return node->kind >= SCE_NODE_LESS && node->kind <= SCE_NODE_NOT_EQUAL; }

static bool is_extreme(const SceLint *lint, uint32_t n) {
  const SceNode *node = sce_lint_node(lint, n);
  if (node->kind != SCE_NODE_CALL || node->b < 2) return false;
  const SceNode *callee = sce_lint_node(lint, node->a);
  return callee->kind == SCE_NODE_NAME && (sce_lint_is(lint, callee->a, "min") || sce_lint_is(lint, callee->a, "max"));
}

/* Puts the operands of a node on the list of what is open, the last one first. */
static void open_operands(Sum *sum, uint32_t n) {
  const SceAst *ast = &sum->lint->program->ast;
  const SceNode *node = sce_lint_node(sum->lint, n);
  if (node->kind == SCE_NODE_PAREN || node->kind == SCE_NODE_NEGATE) {
    sce_array_push(&sum->open, n - 1);
  } else if (node->kind == SCE_NODE_CALL) {
    for (uint32_t i = 0, at = n - 1; i < node->b; i++, at = sce_ast_first(ast, at) - 1) sce_array_push(&sum->open, at);
  } else {
    sce_array_push(&sum->open, n - 1);
    sce_array_push(&sum->open, node->a);
  }
}

static void collect_terms(Sum *sum, uint32_t root) {
  sum->node = root;
  sum->terms.count = sum->open.count = 0;
  open_operands(sum, root);
  while (sum->open.count) {
    uint32_t n = sce_array_pop(&sum->open);
    const SceNode *node = sce_lint_node(sum->lint, n);
    bool around = (node->kind == SCE_NODE_PAREN || node->kind == SCE_NODE_NEGATE) && (is_sum(node - 1) || (node - 1)->kind == SCE_NODE_PAREN);
    if (is_sum(node)) sum->done[n - sum->lint->first_node] = true;
    if (is_sum(node) || around) {
      open_operands(sum, n);
      continue;
    }
    Term term = {.node = n};
    describe(sum->lint, &term);
    sce_array_push(&sum->terms, term);
  }
}

/* Two terms of which one counts in `a` alone and the other in `b` alone. */
static bool find_pair(const Sum *sum, unsigned a, unsigned b, const Term **first, const Term **second) {
  *first = *second = NULL;
  for (uint32_t i = 0; i < sum->terms.count; i++) {
    const Term *term = &sum->terms.at[i];
    if ((term->sorts & (a | b)) == a && !*first) *first = term;
    if ((term->sorts & (a | b)) == b && !*second) *second = term;
  }
  return *first && *second;
}

static const char *sort_of_sum(const SceNode *node) { return is_sum(node) ? "one sum" : is_comparison(node) ? "one comparison" : "one list"; }

static void report_bytes(Sum *sum, const Term *decimal, const Term *binary) {
  SceDiags *found = &sum->lint->found;
  const char *where = sort_of_sum(sce_lint_node(sum->lint, sum->node));
  if (!sce_diag_add(found, SCE_E_BYTE_PREFIXES, sce_lint_span(sum->lint, sum->node), "%s and %s in %s: one counts in thousands, the other in 1024s", decimal->unit[0], binary->unit[0], where)) return;
  sce_diag_note(found, sce_lint_span(sum->lint, decimal->node), "in %s, powers of 1000", decimal->unit[0]);
  sce_diag_note(found, sce_lint_span(sum->lint, binary->node), "in %s, powers of 1024: a GiB is 7.4 %% more than a GB", binary->unit[0]);
  sce_diag_help(found, "the values are converted; if both figures mean the same unit, write it at both");
}

static void report_years(Sum *sum, const Term *month, const Term *year) {
  const SceLint *lint = sum->lint;
  SceDiags *found = &sum->lint->found;
  double months = 12 * sce_scale_apply(sce_unit_scale(lint->program->units, sce_lint_unit_named(lint, "month")), 1), years = sce_scale_apply(sce_unit_scale(lint->program->units, sce_lint_unit_named(lint, "year")), 1);
  const double day = 86400, same = 1e-6;
  if (fabs(months - years) <= same * years) return;
  if (!sce_diag_add(found, SCE_E_MONTHS, sce_lint_span(lint, sum->node), "months and years in %s: 12 month are %.6g day here, and a year is %.6g day", sort_of_sum(sce_lint_node(lint, sum->node)), months / day, years / day)) return;
  sce_diag_note(found, sce_lint_span(lint, month->node), "in %s", month->unit[1]);
  sce_diag_note(found, sce_lint_span(lint, year->node), "in %s", year->unit[1]);
  sce_diag_help(found, "count in one of them, or let twelve months be a year: `unit month = (365/12) day`");
}

void sce_lint_units(SceLint *lint) {
  Sum sum = {.lint = lint, .done = sce_memory_zeroed(lint->end_node - lint->first_node + (size_t)1)};
  for (uint32_t n = lint->end_node; n-- > lint->first_node;) {
    const SceNode *node = sce_lint_node(lint, n);
    if (sum.done[n - lint->first_node] || !(is_sum(node) || is_comparison(node) || is_extreme(lint, n))) continue;
    const Term *first, *second;
    collect_terms(&sum, n);
    if (find_pair(&sum, DECIMAL, BINARY, &first, &second)) report_bytes(&sum, first, second);
    if (find_pair(&sum, MONTH, YEAR, &first, &second)) report_years(&sum, first, second);
  }
  free(sum.done);
  sce_array_release(&sum.terms);
  sce_array_release(&sum.open);
}
