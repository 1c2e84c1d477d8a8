/* What a document defines, as a tree: for outlines and for jumping by name. */
#include "server.h"

enum {                              /* kinds of symbols, as the protocol numbers them */
  KIND_MODULE = 2, KIND_CLASS = 5, KIND_FIELD = 8, KIND_FUNCTION = 12, KIND_CONSTANT = 14, KIND_BOOLEAN = 17, KIND_ARRAY = 18, KIND_OBJECT = 19, KIND_EVENT = 24, KIND_TYPE = 26,
};
enum { MOST_DEPTH = 100 };

typedef struct Outline {
  LspServer *server;
  LspAnalysis *analysis;
  json_t *flat;                     /* NULL: a tree is made */
  const char *uri;
} Outline;

static int kind_of(const LspAnalysis *analysis, const SceItem *item) {
  const char *word = item->kind == SCE_ITEM_BLOCK ? lsp_spell(analysis, sce_ast_more(&analysis->session.program->ast, item)->block_kind) : "";
  switch ((SceItemKind)item->kind) {
    case SCE_ITEM_BLOCK: return !strcmp(word, "claim") ? KIND_BOOLEAN : !strcmp(word, "scenario") ? KIND_EVENT : KIND_OBJECT;
    case SCE_ITEM_KIND: return KIND_CLASS;
    case SCE_ITEM_EACH: return KIND_ARRAY;
    case SCE_ITEM_FUNCTION:
    case SCE_ITEM_EXTERN: return KIND_FUNCTION;
    case SCE_ITEM_UNIT: return KIND_CONSTANT;
    case SCE_ITEM_DIMENSION: return KIND_TYPE;
    case SCE_ITEM_USE: return KIND_MODULE;
    default: return KIND_FIELD;
  }
}

/* Beside the name: a field's unit, a block's kind. */
static void add_detail(const LspAnalysis *analysis, const SceItem *item, SceText *out) {
  const SceItemMore *more = sce_ast_more(&analysis->session.program->ast, item);
  sce_text_add(out, "", 0);
  if (item->kind == SCE_ITEM_BLOCK) sce_text_add_string(out, lsp_spell(analysis, more->block_kind));
  else if (item->kind == SCE_ITEM_KIND) sce_text_add_string(out, "kind");
  else if (item->unit) sce_text_add_string(out, lsp_spell(analysis, item->unit));
}

static json_t *list_items(Outline *outline, uint32_t first, uint32_t depth, const char *container);

static json_t *symbol(Outline *outline, uint32_t item, uint32_t depth, const char *container) {
  LspAnalysis *analysis = outline->analysis;
  const SceItem i = analysis->session.program->ast.items.at[item];
  SceSpan name = lsp_item_name(analysis, item);
  LspText *text = lsp_file_text(analysis, name.source);
  uint32_t start = name.start < i.start ? name.start : i.start, end = i.end > name.end ? i.end : name.end;
  SceText detail = {0};
  if (name.end <= name.start) return NULL;
  json_t *label = lsp_string(text->bytes + name.start, name.end - name.start);
  bool body = i.kind == SCE_ITEM_BLOCK || i.kind == SCE_ITEM_KIND;
  uint32_t inner = body ? sce_ast_more(&analysis->session.program->ast, &i)->body : SCE_NO_ITEM;
  json_t *out, *children = NULL;
  if (outline->flat) {
    out = json_pack("{s:O, s:i, s:{s:s, s:o}, s:s}", "name", label, "kind", kind_of(analysis, &i), "location", "uri", outline->uri, "range", lsp_range(text, start, end), "containerName", container);
    json_array_append(outline->flat, out);
    list_items(outline, inner, depth + 1, json_string_value(label));
  } else {
    add_detail(analysis, &i, &detail);
    json_t *range = lsp_range(text, start, end);
    out = json_pack("{s:O, s:o, s:i, s:o, s:o}", "name", label, "detail", lsp_text(&detail), "kind", kind_of(analysis, &i), "range", range, "selectionRange", lsp_range(text, name.start, name.end));
    children = list_items(outline, inner, depth + 1, "");
    if (json_array_size(children)) json_object_set(out, "children", children);
  }
  json_decref(children);
  json_decref(label);
  sce_text_release(&detail);
  return out;
}

static json_t *list_items(Outline *outline, uint32_t first, uint32_t depth, const char *container) {
  const SceAst *ast = &outline->analysis->session.program->ast;
  json_t *list = json_array();
  for (uint32_t item = depth < MOST_DEPTH ? first : SCE_NO_ITEM; item != SCE_NO_ITEM; item = ast->items.at[item].next) {
    json_t *one = ast->items.at[item].kind == SCE_ITEM_EXPRESSION ? NULL : symbol(outline, item, depth, container);
    if (one) json_array_append_new(list, one);
  }
  return list;
}

json_t *lsp_symbols(LspServer *server, const json_t *params) {
  LspDocument *document = lsp_document(server, params);
  if (!document) return NULL;
  LspAnalysis *analysis = lsp_analysis(server, document);
  const SceAst *ast = &analysis->session.program->ast;
  Outline outline = {.server = server, .analysis = analysis, .uri = document->uri, .flat = server->client.hierarchy ? NULL : json_array()};
  uint32_t body = SCE_NO_ITEM;
  for (uint32_t f = ast->files.count; f-- > 0;)
    if (ast->files.at[f].source == analysis->main) body = ast->files.at[f].body;
  json_t *tree = list_items(&outline, body, 0, "");
  if (!outline.flat) return tree;
  json_decref(tree);
  return outline.flat;
}
