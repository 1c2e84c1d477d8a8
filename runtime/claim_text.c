/* What a claim says in its own words, read off the text that it was compiled from: results and findings quote the figure as it was
 * published, not as a double.
 */
#include "claim_text.h"

SceExpr sce_claim_formula(const SceProgram *program, const SceClaim *claim, const char *field) {
  const SceAst *ast = &program->ast;
  if (claim->item == SCE_NO_ITEM) return SCE_NO_EXPR;
  uint32_t item = sce_ast_more(ast, &ast->items.at[claim->item])->body;
  for (; item != SCE_NO_ITEM; item = ast->items.at[item].next) {
    const SceItem *at = &ast->items.at[item];
    if (at->kind == SCE_ITEM_FIELD && !strcmp(sce_intern_spelling(&program->intern, at->name), field)) return at->expr;
  }
  return SCE_NO_EXPR;
}

bool sce_claim_says(const SceProgram *program, const SceClaim *claim, SceText *out) {
  SceExpr expr = sce_claim_formula(program, claim, "says");
  if (sce_expr_is_empty(expr)) return false;
  SceSpan span = sce_ast_span(&program->ast, program->sources, expr.last);
  if (span.end <= span.start) return false;
  sce_text_add(out, program->sources->list.at[span.source].text + span.start, span.end - span.start);
  return true;
}

static const char *source_text(const SceProgram *program, const SceClaim *claim, uint32_t at) {
  return program->sources->list.at[sce_ast_item_source(&program->ast, claim->item)].text + at;
}

const char *sce_claim_source(const SceProgram *program, const SceClaim *claim, uint32_t *length) {
  const SceItemMore *more = sce_ast_more(&program->ast, &program->ast.items.at[claim->item]);
  *length = more->source_length;
  return more->source_at ? source_text(program, claim, more->source_at) : NULL;
}

const char *sce_claim_dispute(const SceProgram *program, const SceClaim *claim, uint32_t *length) {
  *length = claim->disputed_length;
  return claim->disputed_at ? source_text(program, claim, claim->disputed_at) : NULL;
}
