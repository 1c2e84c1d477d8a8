/* Mixtures of experts: memory holds all parameters, work is done by those that a token visits.
 */
#include "lint/lint_state.h"

#include <math.h>

static const double billion = 1e9, same = 0.99;   /* same: active over all, from there on the two are one number */

/* Whether a unit has tokens above the line. */
static bool counts_tokens(SceLint *lint, SceUnit unit) {
  const char *at = strstr(sce_lint_dimension(lint, unit), "tokens");
  return at && strncmp(at, "tokens^-", 8) != 0;
}

/* Whether a factor of a product counts tokens. */
static bool has_tokens(SceLint *lint, uint32_t first, uint32_t last) {
  for (uint32_t n = first; n <= last; n++) {
    const SceNameMember *member = sce_lint_meant(lint, n);
    if (member ? counts_tokens(lint, member->unit) : counts_tokens(lint, sce_lint_unit(lint, n))) return true;
  }
  return false;
}

/* The core's functions whose `params` do work, and how it is called. */
static const char *work_function(const SceLint *lint, uint32_t call) {
  static const char *const names[] = {"training_work", "forward_work", "mfu", "training_throughput"};
  const SceNode *callee = sce_lint_node(lint, sce_lint_node(lint, call)->a);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (callee->kind == SCE_NODE_NAME && sce_lint_is(lint, callee->a, names[i])) return names[i];
  return NULL;
}

/* What a number of parameters is used for, seen from its node outwards: the function, or "" for a product with tokens; NULL: no work. `of`: the node that does it. */
static const char *find_work(SceLint *lint, uint32_t node, SceExpr expr, uint32_t *of) {
  const SceAst *ast = &lint->program->ast;
  bool above = true;                                                          /* not below the line of a quotient on the way */
  for (uint32_t n = node + 1; n <= expr.last; n++) {
    const SceNode *at = sce_lint_node(lint, n);
    if (sce_ast_first(ast, n) > node) continue;                               /* a sibling */
    *of = n;
    if (at->kind == SCE_NODE_CALL) return work_function(lint, n);
    if (at->kind != SCE_NODE_MULTIPLY && at->kind != SCE_NODE_DIVIDE && at->kind != SCE_NODE_PAREN && at->kind != SCE_NODE_NAMED && at->kind != SCE_NODE_AS) return NULL;
    if (at->kind != SCE_NODE_MULTIPLY && at->kind != SCE_NODE_DIVIDE) continue;
    bool left = node <= at->a;
    if (at->kind == SCE_NODE_DIVIDE && !left) above = false;
    if (at->kind == SCE_NODE_DIVIDE || !above) continue;
    if (left ? has_tokens(lint, at->a + 1, n - 1) : has_tokens(lint, sce_ast_first(ast, n), at->a)) return "";
  }
  return NULL;
}

static void check_use(SceLint *lint, uint32_t node, SceExpr expr) {
  const SceNameMember *member = sce_lint_meant(lint, node);
  if (!member || !sce_lint_is(lint, member->name, "params") || lint->names->objects.at[member->object].ghost || !sce_lint_is_kind(lint, member->object, "llm")) return;
  uint32_t of = node;
  const char *work = find_work(lint, node, expr, &of);
  if (!work) return;
  double all = sce_lint_asked(lint, member->object, "params"), active = sce_lint_asked(lint, member->object, "active_params");
  if (isnan(all) || isnan(active) || active >= same * all) return;
  const char *path = sce_lint_spell(lint, lint->names->objects.at[member->object].path);
  if (!sce_diag_add(&lint->found, SCE_E_EXPERTS, sce_lint_span(lint, node), "work is counted with all %.4g billion parameters of `%s`, and a token visits %.4g billion of them", all / billion, path, active / billion)) return;
  if (*work) sce_diag_note(&lint->found, sce_lint_span(lint, of), "`%s` takes the parameters that do the work", work);
  else sce_diag_note(&lint->found, sce_lint_span(lint, of), "parameters times tokens are work");
  sce_diag_help(&lint->found, "write `%s.active_params`; `params` is what memory holds", path);
}

static void check_formulas(SceLint *lint) {
  for (uint32_t i = lint->first_item; i < lint->end_item; i++) {
    const SceItem *item = &lint->program->ast.items.at[i];
    if ((item->kind != SCE_ITEM_FIELD && item->kind != SCE_ITEM_EXPRESSION) || sce_expr_is_empty(item->expr)) continue;
    for (uint32_t n = item->expr.first; n <= item->expr.last; n++) {
      const SceNode *node = sce_lint_node(lint, n);
      if ((node->kind == SCE_NODE_NAME || node->kind == SCE_NODE_MEMBER) && sce_lint_is(lint, node->a, "params")) check_use(lint, n, item->expr);
    }
  }
}

/* A block that says how many experts answer and leaves all parameters active. */
static void check_block(SceLint *lint, uint32_t object) {
  const SceNameObject *o = &lint->names->objects.at[object];
  if (o->ghost || o->library || !sce_lint_in_main(lint, o->item) || !sce_lint_is_kind(lint, object, "llm")) return;
  double experts = sce_lint_amount(lint, sce_lint_member(lint, object, "experts"), 0), answering = sce_lint_amount(lint, sce_lint_member(lint, object, "active_experts"), 0);
  double all = sce_lint_amount(lint, sce_lint_member(lint, object, "params"), 0), active = sce_lint_amount(lint, sce_lint_member(lint, object, "active_params"), 0);
  if (isnan(experts) || isnan(answering) || answering >= experts || isnan(all) || isnan(active) || active < same * all) return;
  SceSpan at = sce_lint_name(lint, o->item);
  const char *path = sce_lint_spell(lint, o->path);
  if (!sce_diag_add(&lint->found, SCE_E_EXPERTS, at, "in `%s` %.4g of %.4g experts answer a token, and all %.4g billion parameters count as work", path, answering, experts, all / billion)) return;
  sce_diag_note(&lint->found, SCE_NO_PLACE, "`active_params` is left at `params`, so that training and serving take too much");
  sce_diag_help(&lint->found, "give `active_params`, those that one token visits");
}

void sce_lint_experts(SceLint *lint) {
  check_formulas(lint);
  for (uint32_t o = 0; o < lint->names->objects.count; o++)
    if (lint->names->objects.at[o].kind != SCE_NO_ITEM) check_block(lint, o);
}
