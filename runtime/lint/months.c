/* Months of different length in one file: the unit `month`, a year over 12, 730 hour, 30.4 day.
 */
#include "lint_state.h"

#include <math.h>

static const double second_a_day = 86400, month = 30, least_average = 30.3, most_average = 30.6, apart = 0.1, year_over = 12, least_span = 27.9, most_span = 31.1;

typedef struct Month {
  SceSpan span;
  double days;
} Month;

typedef SCE_ARRAY(Month) Months;

static double days_of(SceLint *lint, SceUnit unit) { return sce_lint_time(lint, unit) / second_a_day; }

/* A name that means a unit of time, and not a field. */
static double days_of_name(SceLint *lint, uint32_t n) {
  const SceNode *node = sce_lint_node(lint, n);
  const SceNameUse *use = node->kind == SCE_NODE_NAME && lint->names ? sce_names_at(lint->names, lint->main, node->at) : NULL;
  return use && use->kind == SCE_NAME_UNIT ? days_of(lint, sce_lint_unit_named(lint, sce_lint_spell(lint, node->a))) : NAN;
}

/* The value of a formula of numbers, products and quotients, each unit of time taken as its days; NaN: it is another one. */
static double evaluate(SceLint *lint, uint32_t root) {
  enum { DEEPEST = 16 };
  double stack[DEEPEST];
  int count = 0;
  for (uint32_t n = sce_ast_first(&lint->program->ast, root); n <= root; n++) {
    const SceNode *node = sce_lint_node(lint, n);
    bool leaf = node->kind == SCE_NODE_NUMBER || node->kind == SCE_NODE_NAME;
    if (leaf && count < DEEPEST) stack[count++] = node->kind == SCE_NODE_NUMBER ? node->number : days_of_name(lint, n);
    else if (leaf) return NAN;
    else if (node->kind == SCE_NODE_UNIT) stack[count - 1] *= days_of(lint, sce_lint_unit(lint, n));
    else if (node->kind == SCE_NODE_MULTIPLY || node->kind == SCE_NODE_DIVIDE) {
      count--;
      stack[count - 1] = node->kind == SCE_NODE_DIVIDE ? stack[count - 1] / stack[count] : stack[count - 1] * stack[count];
    } else if (node->kind != SCE_NODE_PAREN) return NAN;
  }
  return count == 1 ? stack[0] : NAN;
}

/* The days of a month that a node spells: so many days or hours, or a year among the factors of what is divided by twelve; NaN. */
static double month_at(SceLint *lint, uint32_t n) {
  const SceNode *node = sce_lint_node(lint, n);
  if (node->kind == SCE_NODE_UNIT) {
    double days = evaluate(lint, n);
    return (days > least_average && days < most_average) || days == month ? days : NAN;
  }
  if (node->kind != SCE_NODE_DIVIDE || (node - 1)->kind != SCE_NODE_NUMBER || (node - 1)->number != year_over) return NAN;
  for (uint32_t at = node->a;; at = sce_lint_node(lint, at)->a) {
    bool product = sce_lint_node(lint, at)->kind == SCE_NODE_MULTIPLY;
    double days = evaluate(lint, product ? at - 1 : at) / year_over;
    if (days > least_span && days < most_span) return days;
    if (!product) return NAN;
  }
}

static bool is_in_definition(const SceLint *lint, uint32_t node) {
  for (uint32_t i = lint->first_item; i < lint->end_item; i++) {
    const SceItem *item = &lint->program->ast.items.at[i];
    if (item->kind == SCE_ITEM_UNIT && !sce_expr_is_empty(item->expr) && node >= item->expr.first && node <= item->expr.last) return true;
  }
  return false;
}

static void find_spelled(SceLint *lint, Months *out) {
  for (uint32_t n = lint->end_node; n-- > lint->first_node;) {
    uint8_t kind = sce_lint_node(lint, n)->kind;
    if (kind != SCE_NODE_UNIT && kind != SCE_NODE_DIVIDE) continue;
    if (kind == SCE_NODE_UNIT && strstr(sce_lint_spell(lint, sce_lint_node(lint, n)->a), "month")) continue;   /* by its name */
    double days = month_at(lint, n);
    if (isnan(days) || is_in_definition(lint, n)) continue;
    sce_array_push(out, ((Month){sce_lint_span(lint, n), days}));
    n = sce_ast_first(&lint->program->ast, n);
  }
}

static void find_named(SceLint *lint, Months *out) {
  const char *text = lint->program->sources->list.at[lint->main].text;
  for (uint32_t i = 0; lint->names && i < lint->names->uses.count; i++) {
    const SceNameUse *use = &lint->names->uses.at[i];
    size_t length = use->end - use->start;
    bool named = use->kind == SCE_NAME_UNIT && use->source == lint->main && !use->definition && (length == 5 || length == 6) && !strncmp(text + use->start, "months", length);
    if (named) sce_array_push(out, ((Month){{use->source, use->start, use->end}, days_of(lint, sce_lint_unit_named(lint, "month"))}));
  }
}

static int compare(const void *left, const void *right) {
  const Month *a = left, *b = right;
  return a->span.start < b->span.start ? -1 : a->span.start > b->span.start;
}

void sce_lint_months(SceLint *lint) {
  Months months = {0};
  find_named(lint, &months);
  find_spelled(lint, &months);
  if (months.count) qsort(months.at, months.count, sizeof *months.at, compare);
  for (uint32_t i = 1; i < months.count; i++) {
    const Month *first = &months.at[0], *other = &months.at[i];
    if (fabs(first->days - other->days) < apart) continue;
    if (!sce_diag_add(&lint->found, SCE_E_MONTHS, other->span, "a month of %.4g day here, and of %.4g day elsewhere in this file", other->days, first->days)) continue;
    sce_diag_note(&lint->found, first->span, "%.4g day", first->days);
    sce_diag_help(&lint->found, "write `month` at both, and where it is not to be 30 day say so once: `unit month = (365/12) day`");
  }
  sce_array_release(&months);
}
