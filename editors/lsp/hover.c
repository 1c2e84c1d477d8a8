/* What a name is, beside the pointer: its line, its value over the scenarios, its unit, where the number comes from, and what is written about it. */
#include "server.h"

enum { MOST_ROWS = 20 };

typedef struct Page {
  SceText text;
  bool markdown;
} Page;

static void add_code(Page *page, const char *code) {
  sce_text_add_format(&page->text, page->markdown ? "```sce\n%s\n```\n" : "%s\n", code);
}

static void add_example(Page *page, const SceDoc *doc) {
  sce_text_add_format(&page->text, page->markdown ? "\n```sce\n%s\n```\n" : "\n%s\n", doc->example);
}

static void add_paragraph(Page *page, const SceText *text) {
  if (text->count) sce_text_add_format(&page->text, "\n%s\n", text->bytes);
}

/* ---- values ---- */

static const char *column_name(const LspAnalysis *analysis, uint32_t column) {
  const SceProgram *program = analysis->session.program;
  return lsp_spell(analysis, program->labels.at[program->axes.at[0].labels + column]);
}

/* One line when all scenarios agree, else a line each. */
static void add_value(Page *page, LspAnalysis *analysis, const SceNameMember *member, const char *label) {
  SceText first = {0}, other = {0}, rows = {0};
  uint32_t columns = analysis->session.program->axes.at[0].count;
  bool differs = false, valued = lsp_member_value(analysis, member, 0, &first);
  for (uint32_t i = 0; i < columns && valued && i < MOST_ROWS; i++) {
    sce_text_clear(&other);
    lsp_member_value(analysis, member, i, &other);
    differs |= other.count != first.count || (first.count && memcmp(other.bytes, first.bytes, first.count) != 0);
    sce_text_add_format(&rows, page->markdown ? "| %s | %s |\n" : "%s: %s\n", column_name(analysis, i), other.count ? other.bytes : "");
  }
  if (valued && columns > MOST_ROWS) sce_text_add_format(&rows, page->markdown ? "| … | %u more |\n" : "… %u more\n", columns - MOST_ROWS);
  if (valued && !differs && first.count) {
    sce_text_add_format(&page->text, page->markdown ? "\n%s%s**%s**\n" : "\n%s%s%s\n", label, *label ? " = " : "= ", first.bytes);
  } else if (valued && differs) {
    if (*label) sce_text_add_format(&page->text, "\n%s\n", label);
    sce_text_add_format(&page->text, page->markdown ? "\n| scenario | value |\n| --- | --- |\n%s" : "\n%s", rows.bytes);
  }
  sce_text_release(&first);
  sce_text_release(&other);
  sce_text_release(&rows);
}

/* A field of a kind: what it is in the blocks of that kind. */
static void add_instances(Page *page, LspAnalysis *analysis, uint32_t item) {
  const SceNames *names = analysis->session.program->names;
  SceText path = {0};
  uint32_t shown = 0;
  for (uint32_t i = 0; i < names->members.count && shown < 5; i++) {
    const SceNameMember *member = &names->members.at[i];
    const SceNameObject *object = &names->objects.at[member->object];
    if (member->item != item || object->ghost || object->library) continue;
    sce_text_clear(&path);
    lsp_member_path(analysis, member, &path);
    size_t before = page->text.count;
    add_value(page, analysis, member, path.bytes);
    shown += page->text.count > before;
  }
  sce_text_release(&path);
}

static void add_unit(Page *page, const LspAnalysis *analysis, const SceNameMember *member) {
  SceProgram *program = analysis->session.program;
  if (member->type != SCE_NAME_NUMBER || member->unit == SCE_UNIT_INVALID || member->unit == SCE_UNIT_ONE) return;
  SceText words = {0};
  sce_dim_words(&words, program->dims, &program->intern, sce_unit_dim(program->units, member->unit));
  sce_text_add_format(&page->text, page->markdown ? "\nunit `%s`%s%s\n" : "\nunit %s%s%s\n", sce_unit_spelling(program->units, member->unit), words.count ? ", " : "", words.count ? words.bytes : "");
  sce_text_release(&words);
}

/* ---- what is written ---- */

static void add_item(Page *page, const LspAnalysis *analysis, uint32_t item) {
  SceText line = {0};
  sce_text_add(&line, "", 0);
  lsp_item_line(analysis, item, &line);
  add_code(page, line.bytes);
  sce_text_release(&line);
}

static void add_doc(Page *page, const LspAnalysis *analysis, uint32_t item) {
  SceText doc = {0};
  lsp_item_doc(analysis, item, &doc);
  add_paragraph(page, &doc);
  sce_text_release(&doc);
}

static void add_source(Page *page, const LspAnalysis *analysis, uint32_t item) {
  uint32_t length = 0;
  const char *source = analysis->session.run ? sce_fields_source(&analysis->fields, item, &length) : NULL;
  if (source && length) sce_text_add_format(&page->text, "\n@ \"%.*s\"\n", (int)length, source);
}

static void add_place(Page *page, LspAnalysis *analysis, uint32_t item) {
  SceSpan span = lsp_item_name(analysis, item);
  if (span.source == analysis->main) return;
  const SceSource *source = &analysis->session.sources.list.at[span.source];
  sce_text_add_format(&page->text, page->markdown ? "\n*%s:%u*\n" : "\n%s:%u\n", source->short_name, lsp_place_line(lsp_file_text(analysis, span.source), span.start) + 1);
}

static void describe_member(Page *page, LspAnalysis *analysis, const SceNameMember *member) {
  const SceNameObject *object = &analysis->session.program->names->objects.at[member->object];
  uint32_t block = member->type == SCE_NAME_BLOCK && member->of != SCE_NO_ITEM ? analysis->session.program->names->objects.at[member->of].item : SCE_NO_ITEM;
  uint32_t line = block != SCE_NO_ITEM ? block : member->formula != SCE_NO_ITEM ? member->formula : member->item;
  if (line != SCE_NO_ITEM) add_item(page, analysis, line);
  if (object->ghost) add_instances(page, analysis, member->item);
  else if (member->type != SCE_NAME_BLOCK) add_value(page, analysis, member, "");
  add_unit(page, analysis, member);
  if (line != SCE_NO_ITEM) add_source(page, analysis, line);
  if (line != SCE_NO_ITEM) add_doc(page, analysis, line);
  if (member->item != SCE_NO_ITEM && member->item != line && member->type != SCE_NAME_BLOCK) add_doc(page, analysis, member->item);
  if (line != SCE_NO_ITEM) add_place(page, analysis, line);
}

static void describe_claim(Page *page, const LspAnalysis *analysis, uint32_t item) {
  const SceProgram *program = analysis->session.program;
  for (uint32_t i = 0; i < program->claims.count && analysis->session.run; i++) {
    if (program->claims.at[i].item != item) continue;
    SceClaimRow row = {0};
    sce_table_make_claim((SceTable *)&analysis->table, &program->claims.at[i], &row);
    sce_text_add_format(&page->text, "\n%s", row.status);
    if (row.got.count) sce_text_add_format(&page->text, "  %s", row.got.bytes);
    if (row.says.count) sce_text_add_format(&page->text, "  %s", row.says.bytes);
    sce_text_add_byte(&page->text, '\n');
    sce_claim_row_release(&row);
  }
}

/* What the pages of `sce doc` say: of a function of the language, a word, a unit. */
static bool describe_page(Page *page, const SceDoc *doc) {
  if (!doc) return false;
  if (doc->signature) add_code(page, doc->signature);
  if (doc->unit && doc->unit->sizes) sce_text_add_format(&page->text, "\n1 %s = %s\n", doc->name, doc->unit->sizes);
  if (doc->dimension) sce_text_add_format(&page->text, "\na unit of %s\n", doc->dimension);
  if (doc->text) sce_text_add_format(&page->text, "\n%s\n", doc->text);
  if (doc->example) add_example(page, doc);
  return true;
}

static char *spelled(const LspAnalysis *analysis, const SceNameUse *use) {
  SceText text = {0};
  sce_text_add(&text, analysis->session.sources.list.at[use->source].text + use->start, use->end - use->start);
  return text.bytes;
}

static void describe_builtin(LspServer *server, Page *page, const LspAnalysis *analysis, const SceNameUse *use) {
  char *name = spelled(analysis, use);
  if (!describe_page(page, lsp_page(server, name, SCE_DOC_FUNCTION))) add_code(page, name);
  free(name);
}

/* A unit of the library, with what one of it is in others. */
static bool describe_unit(LspServer *server, Page *page, const LspAnalysis *analysis, const SceNameUse *use) {
  SceSpan span = lsp_item_name(analysis, use->item);
  if (use->kind != SCE_NAME_UNIT || lsp_file_path(analysis, span.source)) return false;
  char *name = spelled(analysis, use);
  bool known = describe_page(page, lsp_page(server, name, SCE_DOC_UNIT));
  free(name);
  return known;
}

static void describe(LspServer *server, Page *page, LspAnalysis *analysis, const SceNameUse *use) {
  const SceNames *names = analysis->session.program->names;
  if (use->kind == SCE_NAME_VALUE && use->member < names->members.count) {
    describe_member(page, analysis, &names->members.at[use->member]);
  } else if (use->kind == SCE_NAME_FILE) {
    SceText path = {0};
    sce_text_add_string(&path, analysis->session.sources.list.at[use->member].short_name);
    add_paragraph(page, &path);
    sce_text_release(&path);
  } else if (use->item == SCE_NO_ITEM) {
    describe_builtin(server, page, analysis, use);
  } else if (!describe_unit(server, page, analysis, use)) {
    add_item(page, analysis, use->item);
    if (use->kind == SCE_NAME_CLAIM) describe_claim(page, analysis, use->item);
    add_doc(page, analysis, use->item);
    add_place(page, analysis, use->item);
  }
}

/* A reserved word where no name stands; not in comments and texts. */
static const SceDoc *word_at(LspServer *server, const LspSpot *spot, uint32_t *start, uint32_t *end) {
  const char *text = spot->document->text;
  bool quoted = false;
  *start = *end = spot->offset;
  while (*start && (text[*start - 1] | 32) >= 'a' && (text[*start - 1] | 32) <= 'z') --*start;
  while ((text[*end] | 32) >= 'a' && (text[*end] | 32) <= 'z') ++*end;
  uint32_t line = *start;
  while (line && text[line - 1] != '\n') line--;
  for (; line < *start; line++) {
    if (text[line] == '"') quoted = !quoted;
    if (text[line] == '#' && !quoted) return NULL;
  }
  if (quoted || *end == *start || *end - *start > 20) return NULL;
  char word[24] = {0};
  memcpy(word, text + *start, *end - *start);
  return lsp_page(server, word, SCE_DOC_WORD);
}

json_t *lsp_hover(LspServer *server, const json_t *params) {
  LspSpot spot;
  uint32_t start, end;
  if (!lsp_spot(server, params, &spot)) return NULL;
  Page page = {.markdown = server->client.markdown};
  if (spot.use) {
    start = spot.use->start, end = spot.use->end;
    describe(server, &page, spot.analysis, spot.use);
  } else if (!describe_page(&page, word_at(server, &spot, &start, &end))) {
    return NULL;
  }
  while (page.text.count && page.text.bytes[page.text.count - 1] == '\n') page.text.bytes[--page.text.count] = '\0';
  json_t *range = lsp_range(lsp_file_text(spot.analysis, spot.analysis->main), start, end);
  json_t *hover = json_pack("{s:{s:s, s:o}, s:o}", "contents", "kind", page.markdown ? "markdown" : "plaintext", "value", lsp_text(&page.text), "range", range);
  sce_text_release(&page.text);
  return hover;
}
