/* The one layout, as edits: of the lines that differ where the number of lines stays, else of one run of lines. */
#include "server.h"

#include "format.h"

typedef struct Lines {
  const char *bytes;
  SCE_ARRAY(uint32_t) starts;       /* and the end */
} Lines;

static void find_lines(Lines *lines, const char *bytes, uint32_t length) {
  lines->bytes = bytes;
  sce_array_push(&lines->starts, 0);
  for (uint32_t i = 0; i < length; i++)
    if (bytes[i] == '\n' && i + 1 < length) sce_array_push(&lines->starts, i + 1);
  sce_array_push(&lines->starts, length);
}

static bool is_same(const Lines *a, uint32_t i, const Lines *b, uint32_t k) {
  uint32_t length = a->starts.at[i + 1] - a->starts.at[i];
  return length == b->starts.at[k + 1] - b->starts.at[k] && !memcmp(a->bytes + a->starts.at[i], b->bytes + b->starts.at[k], length);
}

/* Lines [from, to) of the old text become [from_new, to_new) of the new one. */
static void add_edit(json_t *out, LspText *text, const Lines *old, uint32_t from, uint32_t to, const Lines *new, uint32_t from_new, uint32_t to_new) {
  json_t *range = lsp_range(text, old->starts.at[from], old->starts.at[to]);
  uint32_t start = new->starts.at[from_new];
  json_array_append_new(out, json_pack("{s:o, s:o}", "range", range, "newText", lsp_string(new->bytes + start, new->starts.at[to_new] - start)));
}

static json_t *difference(LspText *text, const SceText *laid_out) {
  Lines old = {0}, new = {0};
  json_t *out = json_array();
  find_lines(&old, text->bytes, text->length);
  find_lines(&new, laid_out->bytes, (uint32_t)laid_out->count);
  uint32_t old_count = old.starts.count - 1, new_count = new.starts.count - 1, first = 0, last = 0, least = old_count < new_count ? old_count : new_count;
  while (first < least && is_same(&old, first, &new, first)) first++;
  while (last < least - first && is_same(&old, old_count - 1 - last, &new, new_count - 1 - last)) last++;
  if (old_count != new_count) {
    add_edit(out, text, &old, first, old_count - last, &new, first, new_count - last);
  } else {
    for (uint32_t i = first; i < old_count - last; i++)
      if (!is_same(&old, i, &new, i)) add_edit(out, text, &old, i, i + 1, &new, i, i + 1);
  }
  sce_array_release(&old.starts);
  sce_array_release(&new.starts);
  return out;
}

json_t *lsp_formatting(LspServer *server, const json_t *params) {
  LspDocument *document = lsp_document(server, params);
  if (!document) return NULL;
  LspAnalysis *analysis = lsp_analysis(server, document);
  SceText laid_out = {0};
  SceDiags diags;
  sce_diags_init(&diags);
  sce_text_add(&laid_out, "", 0);
  bool sound = sce_format(&laid_out, &analysis->session.sources, &diags, analysis->main);
  json_t *out = sound && !document->library ? difference(lsp_file_text(analysis, analysis->main), &laid_out) : NULL;
  if (!sound) lsp_fail(server, LSP_REQUEST_FAILED, "a text with syntax errors is not laid out");
  sce_diags_release(&diags);
  sce_text_release(&laid_out);
  return out;
}
