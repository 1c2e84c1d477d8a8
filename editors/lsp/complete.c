/* What may be typed at a place: the parser says which tokens, the record of names which words.
 *
 * What stands behind a dot, and what a value counts, is found out by compiling the text with the item at hand made whole: so it is known also while the line is not.
 */
#include "complete.h"

#include "look.h"

enum { MOST_ITEMS = 1000 };

void lsp_offer(LspComplete *c, const char *name, int kind, const char *detail, int rank) {
  char sort[160];
  uint32_t typed = c->offset - c->word;
  if (strncasecmp(name, c->text + c->word, typed) || json_object_get(c->seen, name) || json_array_size(c->items) >= MOST_ITEMS) return;
  json_object_set_new(c->seen, name, json_true());
  snprintf(sort, sizeof sort, "%d%.140s", rank, name);
  json_t *item = json_pack("{s:o, s:i, s:o}", "label", lsp_string(name, strlen(name)), "kind", kind, "sortText", lsp_string(sort, strlen(sort)));
  if (detail && *detail) json_object_set_new(item, "detail", lsp_string(detail, strlen(detail)));
  json_array_append_new(c->items, item);
}

/* ---- the place ---- */

static uint32_t word_start(const char *text, uint32_t offset) {
  uint32_t at = offset;
  while (at) {
    uint32_t back = at - 1;
    while (back && ((unsigned char)text[back] & 0xC0) == 0x80) back--;
    if (!sce_look_name_byte(text + back)) break;
    at = back;
  }
  return at;
}

/* Reads the tokens up to the word. Returns false inside a comment or a text in quotes. */
static bool read_tokens(LspComplete *c) {
  SceText copy = {0};
  SceLexer lexer;
  SceToken token;
  uint32_t name_start = 0, name_end = 0, end = 0;
  bool head = true, inside = false;
  sce_text_add(&copy, c->text, c->word);
  sce_text_add_string(&copy, "name");
  sce_lexer_init(&lexer, copy.bytes, 0, (uint32_t)copy.count, NULL, NULL, 0);
  c->last = SCE_TOKEN_SEP;
  for (sce_lexer_next(&lexer, &token); token.kind != SCE_TOKEN_END && token.start < c->word; sce_lexer_next(&lexer, &token)) {
    if (token.kind == SCE_TOKEN_SEP || token.kind == SCE_TOKEN_LANGLE || token.kind == SCE_TOKEN_RANGLE) {
      head = true;
      name_end = 0;
      c->equal = c->as = 0;
      c->ifs = c->thens = c->elses = 0;
    }
    if (token.kind == SCE_TOKEN_NAME && head && !c->equal && !(c->last == SCE_TOKEN_COLON)) name_start = token.start, name_end = token.end;
    if (token.kind == SCE_TOKEN_EQUAL && !c->equal) c->equal = token.end;
    if (token.kind == SCE_TOKEN_AS) c->as = token.start;
    c->ifs += token.kind == SCE_TOKEN_IF, c->thens += token.kind == SCE_TOKEN_THEN, c->elses += token.kind == SCE_TOKEN_ELSE;
    inside = token.kind == SCE_TOKEN_STRING && token.end > c->word;
    c->in_unit = token.kind == SCE_TOKEN_UNIT && token.end > c->word;
    c->last = token.kind;
    end = token.end;
  }
  for (uint32_t at = end; at < c->word; at++)                                 /* in the gap before the word */
    if (c->text[at] == '#' && !memchr(c->text + at, '\n', c->word - at)) inside = true;
  if (c->equal && name_end) {
    c->field = sce_memory_zeroed(name_end - name_start + 1);
    memcpy(c->field, c->text + name_start, name_end - name_start);
  }
  sce_lexer_release(&lexer);
  sce_text_release(&copy);
  return !inside;
}

/* The innermost block or kind around the place. */
static void find_block(LspComplete *c) {
  const SceProgram *program = c->analysis->session.program;
  const SceNames *names = program->names;
  c->block = SCE_NO_ITEM;
  c->head = "";
  for (uint32_t f = 0; f < program->ast.files.count; f++) {
    if (program->ast.files.at[f].source != c->analysis->main) continue;
    uint32_t next = program->ast.files.at[f].body;
    while (next != SCE_NO_ITEM) {
      const SceItem *i = &program->ast.items.at[next];
      const SceItemMore *more = sce_ast_more(&program->ast, i);
      bool body = i->kind == SCE_ITEM_BLOCK || i->kind == SCE_ITEM_KIND;
      bool around = body && more->open_at && more->open_at < c->word && ((i->flags & SCE_ITEM_UNCLOSED) ? c->word <= i->end + 1 : c->word < i->end);
      if (around) c->block = next;
      next = around ? more->body : i->next;
    }
  }
  for (uint32_t i = 0; i < names->objects.count; i++) {
    const SceNameObject *o = &names->objects.at[i];
    if (c->block == SCE_NO_ITEM ? o->source == c->analysis->main : o->item == c->block) {
      c->object = i;
      break;
    }
  }
  if (c->block == SCE_NO_ITEM) return;
  const SceItem *i = &program->ast.items.at[c->block];
  c->head = i->kind == SCE_ITEM_KIND ? "kind" : lsp_spell(c->analysis, sce_ast_more(&program->ast, i)->block_kind);
}

/* ---- compiling it whole ---- */

/* The text with [from, to) replaced, compiled. */
static LspAnalysis *compile_with(LspComplete *c, uint32_t from, uint32_t to, const char *put) {
  SceText text = {0};
  sce_text_add(&text, c->text, from);
  sce_text_add_string(&text, put);
  sce_text_add(&text, c->text + to, c->document->length - to);
  LspAnalysis *analysis = lsp_analysis_new(c->server, c->document, text.bytes, (uint32_t)text.count, false);
  sce_text_release(&text);
  return analysis;
}

static uint32_t item_end(const LspComplete *c) {
  uint32_t at = c->offset;
  while (at < c->document->length && !strchr("\n;>", c->text[at])) at++;
  return at;
}

static uint32_t item_start(const LspComplete *c) {
  uint32_t at = c->word;
  while (at && !strchr("\n;<", c->text[at - 1])) at--;
  return at;
}

/* The path that ends at the dot before the word: where it starts, or the dot itself when it is no path. */
static uint32_t path_start(const LspComplete *c, uint32_t dot) {
  uint32_t at = dot;
  for (;;) {
    uint32_t name = word_start(c->text, at);
    if (name == at) return dot;
    at = name;
    if (!at || c->text[at - 1] != '.') return at;
    at--;
  }
}

static void complete_member(LspComplete *c) {
  uint32_t dot = c->word;
  while (dot && c->text[dot - 1] != '.') dot--;
  if (!dot) return;
  uint32_t start = path_start(c, --dot), from = item_start(c), length = dot - start;
  if (!length) return;
  if (length == 3 && !memcmp(c->text + start, "std", 3)) {
    lsp_offer_library(c, SCE_SPACE_VALUE, LSP_ITEM_STRUCT, 1);
    lsp_offer_library(c, SCE_SPACE_FUNCTION, LSP_ITEM_FUNCTION, 2);
    return;
  }
  if (from > start) from = start;
  SceText put = {0};
  sce_text_add_format(&put, " _wanted = %.*s ", (int)length, c->text + start);
  LspAnalysis *whole = compile_with(c, from, item_end(c), put.bytes);
  const SceNames *names = whole->session.program->names;
  const SceNameUse *use = sce_names_at(names, whole->main, from + (uint32_t)put.count - 1);
  if (use && use->kind == SCE_NAME_VALUE && use->member < names->members.count) {
    const SceNameMember *member = &names->members.at[use->member];
    if (member->of != SCE_NO_ITEM) lsp_offer_members(c, whole, member->of);
  }
  lsp_analysis_free(whole);
  sce_text_release(&put);
}

/* ---- what fits ---- */

static const SceNameMember *field_of(const LspComplete *c, const LspAnalysis *analysis, const char *path) {
  const SceNames *names = analysis->session.program->names;
  for (uint32_t i = 0; i < names->members.count && c->field; i++) {
    const SceNameMember *m = &names->members.at[i];
    const SceNameObject *o = &names->objects.at[m->object];
    bool here = !strcmp(lsp_spell(analysis, o->path), path) && !o->library && (*path || o->source == analysis->main);
    if (here && !strcmp(lsp_spell(analysis, m->name), c->field)) return m;
  }
  return NULL;
}

static void take_dimension(LspComplete *c, const LspAnalysis *analysis, SceUnit unit) {
  SceProgram *program = analysis->session.program;
  if (unit == SCE_UNIT_INVALID) return;
  SceDim dim = sce_unit_dim(program->units, unit);
  sce_text_add(&c->signature, "", 0);
  sce_dim_signature(&c->signature, program->dims, &program->intern, dim);
  if (analysis == c->analysis) c->dim = dim;
}

/* The dimension that the field declares; else, behind `as`, that of its formula up to there. */
static void find_dimension(LspComplete *c) {
  const SceNames *names = c->analysis->session.program->names;
  c->dim = SCE_DIM_INVALID;
  if (!c->field || c->object >= names->objects.count) return;
  const char *path = lsp_spell(c->analysis, names->objects.at[c->object].path);
  const SceNameMember *member = field_of(c, c->analysis, path);
  if (member && member->decl != SCE_NO_ITEM) take_dimension(c, c->analysis, member->unit);
  if (c->signature.bytes || !c->as || c->as <= c->equal) return;
  LspAnalysis *whole = compile_with(c, c->as, item_end(c), "");
  member = field_of(c, whole, path);
  if (member) take_dimension(c, whole, member->unit);
  lsp_analysis_free(whole);
}

static bool may(const LspComplete *c, SceTokenKind kind) { return c->expected[kind]; }

static void complete(LspComplete *c) {
  if (c->last == SCE_TOKEN_DOT) {
    complete_member(c);
    return;
  }
  find_dimension(c);
  if (c->in_unit || c->last == SCE_TOKEN_AS || c->last == SCE_TOKEN_COLON || (may(c, SCE_TOKEN_UNIT) && (c->last == SCE_TOKEN_NUMBER || c->last == SCE_TOKEN_RPAREN))) {
    lsp_offer_units(c);
    if (c->last == SCE_TOKEN_COLON) lsp_offer_kinds(c);
    if (c->in_unit || c->last == SCE_TOKEN_AS || c->last == SCE_TOKEN_COLON) return;
  }
  if (c->last == SCE_TOKEN_FROM) {
    lsp_offer_blocks(c);
    return;
  }
  bool any = false;
  for (int i = 0; i < SCE_PARSE_KINDS; i++) any |= c->expected[i];
  if (may(c, SCE_TOKEN_KIND)) lsp_offer_fields(c);
  if ((may(c, SCE_TOKEN_NUMBER) && !(may(c, SCE_TOKEN_KIND) && c->block != SCE_NO_ITEM)) || !any) lsp_offer_scope(c);
  else if (may(c, SCE_TOKEN_NAME) && !may(c, SCE_TOKEN_KIND) && !may(c, SCE_TOKEN_PLUS)) lsp_offer_scope(c);
  lsp_offer_words(c);
}

/* Which tokens may stand where the word stands. */
static void ask_parser(LspComplete *c) {
  SceText copy = {0};
  sce_text_add(&copy, c->text, c->word);
  sce_parse_expected(copy.bytes, c->word, c->expected);
  sce_text_release(&copy);
}

json_t *lsp_completion(LspServer *server, const json_t *params) {
  LspSpot spot;
  if (!lsp_spot(server, params, &spot)) return NULL;
  LspComplete c = {.server = server, .document = spot.document, .analysis = spot.analysis, .text = spot.document->text, .offset = spot.offset, .object = SCE_NO_ITEM};
  c.word = word_start(c.text, c.offset);
  c.items = json_array();
  c.seen = json_object();
  if (read_tokens(&c)) {
    ask_parser(&c);
    find_block(&c);
    complete(&c);
  }
  bool cut = json_array_size(c.items) >= MOST_ITEMS;
  json_decref(c.seen);
  sce_text_release(&c.signature);
  free(c.field);
  return json_pack("{s:b, s:o}", "isIncomplete", cut, "items", c.items);
}
