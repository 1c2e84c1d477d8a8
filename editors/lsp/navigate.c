/* From a name to where it is defined, and to all places where it stands. */
#include "server.h"

#include "navigate.h"

json_t *lsp_definition(LspServer *server, const json_t *params) {
  LspSpot spot;
  if (!lsp_spot(server, params, &spot) || !spot.use) return NULL;
  if (spot.use->kind == SCE_NAME_FILE) return lsp_location(server, spot.analysis, (SceSpan){spot.use->member, 0, 0});
  const SceNames *names = spot.analysis->session.program->names;
  uint32_t item = spot.use->item;
  if (spot.use->kind == SCE_NAME_VALUE && spot.use->member < names->members.count) {
    const SceNameMember *member = &names->members.at[spot.use->member];
    uint32_t block = member->type == SCE_NAME_BLOCK && member->of != SCE_NO_ITEM ? names->objects.at[member->of].item : SCE_NO_ITEM;
    uint32_t formula = block != SCE_NO_ITEM ? block : member->formula;
    if (formula != SCE_NO_ITEM && !(spot.use->definition && lsp_item_name(spot.analysis, formula).start == spot.use->start)) item = formula;   /* on its own line: what it replaces */
  }
  return item == SCE_NO_ITEM ? NULL : lsp_location(server, spot.analysis, lsp_item_name(spot.analysis, item));
}

/* ---- symbols ---- */

LspSymbol lsp_symbol(const LspAnalysis *analysis, const SceNameUse *use) {
  SceSpan span = lsp_item_name(analysis, use->item);
  const SceItem *item = &analysis->session.program->ast.items.at[use->item];
  if (item->kind == SCE_ITEM_BLOCK && !item->name && use->kind == SCE_NAME_VALUE) span.end = span.start;   /* apart from the kind that stands there */
  const char *path = lsp_file_path(analysis, span.source);
  return (LspSymbol){path ? path : analysis->session.sources.list.at[span.source].name, path != NULL, span.start, use->kind};
}

bool lsp_is_symbol(const LspAnalysis *analysis, const SceNameUse *use, const LspSymbol *symbol) {
  if (use->item == SCE_NO_ITEM || use->kind != symbol->kind) return false;
  LspSymbol other = lsp_symbol(analysis, use);
  return other.at == symbol->at && !strcmp(other.path, symbol->path);
}

static bool is_listed(const LspOccurrences *list, const char *path, const SceNameUse *use) {
  for (uint32_t i = 0; i < list->count; i++)
    if (list->at[i].use.start == use->start && list->at[i].use.end == use->end && !strcmp(lsp_file_path(list->at[i].analysis, list->at[i].use.source), path)) return true;
  return false;
}

/* From every open document that knows the symbol. */
void lsp_occurrences(LspServer *server, LspDocument *first, const LspSymbol *symbol, LspOccurrences *out) {
  for (uint32_t d = 0; d <= server->documents.count; d++) {
    LspDocument *document = d ? server->documents.at[d - 1] : first;
    if (d && (document == first || document->library)) continue;
    LspAnalysis *analysis = lsp_analysis(server, document);
    const SceNames *names = analysis->session.program->names;
    uint32_t known = out->count;
    for (uint32_t i = 0; i < names->uses.count; i++) {
      const SceNameUse *use = &names->uses.at[i];
      const char *path = lsp_file_path(analysis, use->source);
      if (!path || !lsp_is_symbol(analysis, use, symbol) || (known && is_listed(out, path, use))) continue;
      if (out->count && sce_array_last(out).analysis == analysis && sce_array_last(out).use.source == use->source && sce_array_last(out).use.start == use->start) continue;
      sce_array_push(out, ((LspOccurrence){analysis, *use}));
    }
  }
}

json_t *lsp_references(LspServer *server, const json_t *params) {
  LspSpot spot;
  if (!lsp_spot(server, params, &spot) || !spot.use || spot.use->item == SCE_NO_ITEM) return NULL;
  LspOccurrences list = {0};
  LspSymbol symbol = lsp_symbol(spot.analysis, spot.use);
  bool declarations = json_is_true(json_object_get(json_object_get(params, "context"), "includeDeclaration"));
  json_t *out = json_array();
  lsp_occurrences(server, spot.document, &symbol, &list);
  for (uint32_t i = 0; i < list.count; i++) {
    const LspOccurrence *at = &list.at[i];
    json_t *location = at->use.definition && !declarations ? NULL : lsp_location(server, at->analysis, (SceSpan){at->use.source, at->use.start, at->use.end});
    if (location) json_array_append_new(out, location);
  }
  sce_array_release(&list);
  return out;
}
