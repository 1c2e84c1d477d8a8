/* The rounded coefficients of Hoffmann's scaling law, used to find an optimum: they were published with too few digits for that, and a refit of the same data gives another one.
 */
#include "lint/lint_state.h"

static const char rounded[] = "hoffmann", refit[] = "hoffmann_refit";

/* Whether a use means the block, or one of its fields (`member` gets the field). */
static bool means_rounded(const SceLint *lint, const SceNameMember *used, const SceNameMember **member) {
  uint32_t object = used->type == SCE_NAME_BLOCK || used->type == SCE_NAME_REFERENCE ? used->of : used->object;
  *member = object == used->object ? used : NULL;
  if (object == SCE_NO_ITEM) return false;
  const SceNameObject *o = &lint->names->objects.at[object];
  return o->library && !o->ghost && o->path && sce_lint_is(lint, o->path, rounded) && sce_lint_is_kind(lint, object, "scaling_law");
}

static bool is_coefficient(const SceLint *lint, const SceNameMember *member) {
  static const char *const names[] = {"irreducible", "size_factor", "size_exponent", "data_factor", "data_exponent", "loss"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (sce_lint_is(lint, member->name, names[i])) return true;
  return false;
}

/* The call of a function that finds an optimum, in a formula; SCE_NO_ITEM. */
static uint32_t find_optimum(const SceLint *lint, SceExpr expr) {
  for (uint32_t n = expr.first; n <= expr.last; n++) {
    const SceNode *node = sce_lint_node(lint, n);
    if (node->kind == SCE_NODE_NAME && node->flags & SCE_NODE_CALLEE && (sce_lint_is(lint, node->a, "optimal_params") || sce_lint_is(lint, node->a, "optimal_tokens"))) return n;
  }
  return SCE_NO_ITEM;
}

static void report(SceLint *lint, SceSpan span, SceSpan optimum) {
  if (!sce_diag_add(&lint->found, SCE_E_ROUNDED_LAW, span, "`%s` has the coefficients as printed, rounded, and they are no guide to an optimum", rounded)) return;
  if (optimum.source != SCE_NO_SOURCE) sce_diag_note(&lint->found, optimum, "the optimum that they are used for");
  sce_diag_note(&lint->found, SCE_NO_PLACE, "the exponents decide how the optimum grows, and a refit of the same data differs in them (Besiroglu et al. 2024)");
  sce_diag_help(&lint->found, "use `%s`", refit);
}

static void check_formula(SceLint *lint, SceExpr expr) {
  uint32_t optimum = sce_expr_is_empty(expr) ? SCE_NO_ITEM : find_optimum(lint, expr);
  for (uint32_t n = expr.first; !sce_expr_is_empty(expr) && n <= expr.last; n++) {
    const SceNameMember *used = sce_lint_meant(lint, n), *member;
    if (!used || !means_rounded(lint, used, &member)) continue;
    bool path = !member && n < expr.last && sce_lint_node(lint, n + 1)->kind == SCE_NODE_MEMBER;     /* the member decides */
    if (path || (member && optimum == SCE_NO_ITEM && is_coefficient(lint, member))) continue;
    report(lint, sce_lint_span(lint, n), optimum == SCE_NO_ITEM ? SCE_NO_PLACE : sce_ast_token_span(&lint->program->ast, lint->program->sources, optimum));
    return;
  }
}

void sce_lint_scaling(SceLint *lint) {
  for (uint32_t i = lint->first_item; i < lint->end_item; i++) {
    const SceItem *item = &lint->program->ast.items.at[i];
    if (item->kind == SCE_ITEM_FIELD || item->kind == SCE_ITEM_EXPRESSION) check_formula(lint, item->expr);
    if (item->kind == SCE_ITEM_BLOCK) check_formula(lint, sce_ast_more(&lint->program->ast, item)->from);
  }
}
