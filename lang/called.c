/* Functions are put in place where they are called, so that an edit of one shows in the meaning of every caller. Here it is traced back by name.
 */
#include "called.h"

enum { DEPTH_MOST = 8 };

static bool same_node(const SceProgram *a, uint32_t x, const SceProgram *b, uint32_t y) {
  const SceNode *m = &a->ast.nodes.at[x], *n = &b->ast.nodes.at[y];
  if (m->kind != n->kind) return false;
  SceSpan s = sce_ast_token_span(&a->ast, a->sources, x), t = sce_ast_token_span(&b->ast, b->sources, y);
  if (s.end - s.start != t.end - t.start) return false;
  return !memcmp(a->sources->list.at[s.source].text + s.start, b->sources->list.at[t.source].text + t.start, s.end - s.start);
}

static bool same_expression(const SceProgram *a, SceExpr x, const SceProgram *b, SceExpr y) {
  if (sce_expr_is_empty(x) || sce_expr_is_empty(y)) return sce_expr_is_empty(x) && sce_expr_is_empty(y);
  if (x.last - x.first != y.last - y.first) return false;
  for (uint32_t i = 0; i <= x.last - x.first; i++)
    if (!same_node(a, x.first + i, b, y.first + i)) return false;
  return true;
}

bool sce_formula_same(const SceProgram *a, uint32_t x, const SceProgram *b, uint32_t y) {
  if (x == SCE_NO_ITEM || y == SCE_NO_ITEM) return false;
  return same_expression(a, a->ast.items.at[x].expr, b, b->ast.items.at[y].expr);
}

/* The function of this name that stands first; files that hide each other's functions are rare enough. */
static uint32_t find_function(const SceProgram *p, const char *name) {
  for (uint32_t i = 0; i < p->ast.items.count; i++)
    if (p->ast.items.at[i].kind == SCE_ITEM_FUNCTION && !strcmp(sce_intern_spelling(&p->intern, p->ast.items.at[i].name), name)) return i;
  return SCE_NO_ITEM;
}

static uint32_t trace(const SceProgram *a, const SceProgram *b, uint32_t new_item, int depth) {
  SceExpr expr = b->ast.items.at[new_item].expr;
  for (uint32_t n = expr.first; !sce_expr_is_empty(expr) && n <= expr.last && depth < DEPTH_MOST; n++) {
    const SceNode *node = &b->ast.nodes.at[n];
    if (!(node->flags & SCE_NODE_CALLEE)) continue;
    const char *name = sce_intern_spelling(&b->intern, node->a);
    uint32_t y = find_function(b, name), x = y == SCE_NO_ITEM ? SCE_NO_ITEM : find_function(a, name);
    if (x == SCE_NO_ITEM) continue;
    if (!same_expression(a, a->ast.items.at[x].expr, b, b->ast.items.at[y].expr)) return y;
    uint32_t deeper = trace(a, b, y, depth + 1);
    if (deeper != SCE_NO_ITEM) return deeper;
  }
  return SCE_NO_ITEM;
}

uint32_t sce_called_edit(const SceProgram *old_side, uint32_t old_item, const SceProgram *new_side, uint32_t new_item) {
  return sce_formula_same(old_side, old_item, new_side, new_item) ? trace(old_side, new_side, new_item, 0) : SCE_NO_ITEM;
}
