/* What is computed, shown where it is written: values behind formulas, and how claims stand above them. */
#include "server.h"

#include "review/cell.h"

typedef struct Hints {
  LspAnalysis *analysis;
  LspText *text;
  uint32_t from, to;                /* of the text that is asked about */
  json_t *out;
} Hints;

/* Whether a formula says its own value: one number, perhaps with a unit. */
static bool is_plain(const SceProgram *program, SceExpr expr) {
  SceNodeKind last = program->ast.nodes.at[expr.last].kind;
  return expr.first == expr.last ? last == SCE_NODE_NUMBER || last == SCE_NODE_STRING : expr.last == expr.first + 1 && last == SCE_NODE_UNIT && program->ast.nodes.at[expr.first].kind == SCE_NODE_NUMBER;
}

/* The place behind a formula that is asked about; false when it is not. */
static bool find_place(Hints *hints, uint32_t item, uint32_t *at) {
  const SceProgram *program = hints->analysis->session.program;
  const SceItem *i = &program->ast.items.at[item];
  if (sce_expr_is_empty(i->expr) || (i->flags & SCE_ITEM_FAILED) || i->end < hints->from || i->start > hints->to || is_plain(program, i->expr)) return false;
  if (sce_ast_item_source(&program->ast, item) != hints->analysis->main) return false;
  *at = sce_ast_span(&program->ast, program->sources, i->expr.last).end;
  return *at >= hints->from && *at <= hints->to;
}

static void add_hint(Hints *hints, uint32_t at, const SceText *value, const SceText *tooltip) {
  SceText label = {0};
  sce_text_add_format(&label, "= %s", value->bytes);
  json_t *hint = json_pack("{s:o, s:o, s:b}", "position", lsp_place(hints->text, at), "label", lsp_text(&label), "paddingLeft", 1);
  if (tooltip->count) json_object_set_new(hint, "tooltip", lsp_text(tooltip));
  json_array_append_new(hints->out, hint);
  sce_text_release(&label);
}

/* The values in all scenarios, where they differ. */
static void add_columns(LspAnalysis *analysis, const SceNameMember *member, const SceText *base, SceText *out) {
  const SceProgram *program = analysis->session.program;
  SceText value = {0};
  bool differs = false;
  for (uint32_t i = 0; i < program->axes.at[0].count && i < 20; i++) {
    sce_text_clear(&value);
    lsp_member_value(analysis, member, i, &value);
    differs |= value.count != base->count || (value.count && memcmp(value.bytes, base->bytes, value.count) != 0);
    sce_text_add_format(out, "%s%s: %s", i ? "\n" : "", lsp_spell(analysis, program->labels.at[program->axes.at[0].labels + i]), value.count ? value.bytes : "");
  }
  if (!differs) sce_text_clear(out);
  sce_text_release(&value);
}

static void hint_member(Hints *hints, const SceNameMember *member) {
  SceText value = {0}, columns = {0};
  uint32_t at;
  if (!find_place(hints, member->formula, &at)) return;
  if (lsp_member_value(hints->analysis, member, 0, &value) && value.count) {
    add_columns(hints->analysis, member, &value, &columns);
    add_hint(hints, at, &value, &columns);
  }
  sce_text_release(&value);
  sce_text_release(&columns);
}

static void hint_expressions(Hints *hints) {
  const SceProgram *program = hints->analysis->session.program;
  for (uint32_t i = 0; i < program->results.count; i++) {
    const SceResult *result = &program->results.at[i];
    SceText value = {0}, none = {0};
    uint32_t at;
    if (!(result->flags & SCE_RESULT_EXPRESSION) || (result->flags & (SCE_RESULT_NONE | SCE_RESULT_REFERENCE)) || result->op == SCE_NO_OP || !find_place(hints, result->item, &at)) continue;
    sce_cell_add(&hints->analysis->table, result, 0, &value);
    if (value.count) add_hint(hints, at, &value, &none);
    sce_text_release(&value);
  }
}

json_t *lsp_hints(LspServer *server, const json_t *params) {
  LspDocument *document = lsp_document(server, params);
  const json_t *range = json_object_get(params, "range");
  if (!document) return NULL;
  LspAnalysis *analysis = lsp_analysis(server, document);
  Hints hints = {.analysis = analysis, .text = lsp_file_text(analysis, analysis->main), .out = json_array()};
  bool sound = lsp_offset(hints.text, json_object_get(range, "start"), &hints.from) && lsp_offset(hints.text, json_object_get(range, "end"), &hints.to);
  if (!sound) {
    json_decref(hints.out);
    return lsp_fail(server, LSP_INVALID_PARAMS, "`range` has a start and an end");
  }
  const SceNames *names = analysis->session.program->names;
  for (uint32_t i = 0; i < names->members.count; i++) {
    const SceNameMember *member = &names->members.at[i];
    bool value = member->type == SCE_NAME_NUMBER || member->type == SCE_NAME_TRUTH;
    if (value && member->given && member->formula != SCE_NO_ITEM && !names->objects.at[member->object].ghost) hint_member(&hints, member);
  }
  hint_expressions(&hints);
  return hints.out;
}

/* ---- claims ---- */

json_t *lsp_lenses(LspServer *server, const json_t *params) {
  LspDocument *document = lsp_document(server, params);
  if (!document) return NULL;
  LspAnalysis *analysis = lsp_analysis(server, document);
  const SceProgram *program = analysis->session.program;
  json_t *out = json_array();
  for (uint32_t i = 0; i < program->claims.count; i++) {
    const SceClaim *claim = &program->claims.at[i];
    SceSpan span = lsp_item_name(analysis, claim->item);
    SceClaimRow row = {0};
    SceText title = {0};
    if (span.source != analysis->main) continue;
    sce_table_make_claim(&analysis->table, claim, &row);
    sce_text_add_string(&title, row.status);
    if (row.got.count) sce_text_add_format(&title, ": %s", row.got.bytes);
    if (row.says.count) sce_text_add_format(&title, ", %s", row.says.bytes);
    json_t *range = lsp_range(lsp_file_text(analysis, span.source), span.start, span.end);
    json_array_append_new(out, json_pack("{s:o, s:{s:o, s:s}}", "range", range, "command", "title", lsp_text(&title), "command", ""));
    sce_claim_row_release(&row);
    sce_text_release(&title);
  }
  return out;
}
