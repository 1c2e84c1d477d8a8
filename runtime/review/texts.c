/* One line each, whatever the text is like that it comes from. */
#include "texts.h"

char *sce_text_copy(const char *text) {
  if (!text) return NULL;
  size_t size = strlen(text) + 1;
  return memcpy(sce_memory_new(size), text, size);
}

/* Gives the bytes away; never NULL. */
static char *take(SceText *text) {
  sce_text_add(text, "", 0);
  return text->bytes;
}

char *sce_text_of_result(const SceProgram *program, const SceResult *result) {
  SceText path = {0};
  sce_program_path(program, result, &path);
  return take(&path);
}

char *sce_text_of_place(const SceProgram *program, SceSpan span) {
  if (span.source == SCE_NO_SOURCE || span.source >= program->sources->list.count) return NULL;
  SceText place = {0};
  sce_text_add_format(&place, "%s:%u", program->sources->list.at[span.source].short_name, (unsigned)sce_sources_place(program->sources, span.source, span.start).line);
  return take(&place);
}

/* Blanks, line ends and comments as one space each. */
static char *on_one_line(const char *text, uint32_t length) {
  SceText line = {0};
  bool space = false, quoted = false;
  for (uint32_t i = 0; i < length; i++) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '#' && !quoted)
      while (i < length && text[i] != '\n') i++;
    if (i >= length) break;
    if ((unsigned char)text[i] <= ' ') {
      space = line.count > 0;
      continue;
    }
    if (space) sce_text_add_byte(&line, ' ');
    space = false;
    sce_text_add_byte(&line, text[i]);
  }
  return take(&line);
}

char *sce_text_of_source(const SceProgram *program, uint32_t item) {
  if (item == SCE_NO_ITEM) return NULL;
  const SceItemMore *more = sce_ast_more(&program->ast, &program->ast.items.at[item]);
  if (!more || !more->source_length) return NULL;
  return on_one_line(program->sources->list.at[sce_ast_item_source(&program->ast, item)].text + more->source_at, more->source_length);
}

char *sce_text_of_formula(const SceProgram *program, uint32_t item) {
  if (item == SCE_NO_ITEM) return NULL;
  SceExpr expr = program->ast.items.at[item].expr;
  if (sce_expr_is_empty(expr)) return NULL;
  SceSpan span = sce_ast_span(&program->ast, program->sources, expr.last);
  return on_one_line(program->sources->list.at[span.source].text + span.start, span.end - span.start);
}

char *sce_text_of_item(const SceProgram *program, uint32_t item) {
  const SceItem *i = &program->ast.items.at[item];
  return on_one_line(program->sources->list.at[sce_ast_item_source(&program->ast, item)].text + i->start, i->end - i->start);
}

char *sce_text_of_unknown_unit(const char *unit) {
  SceText text = {0};
  sce_text_add_format(&text, "in %s", unit);
  return take(&text);
}

SceUnit sce_unit_quietly(SceSession *session, const char *text) {
  if (!session->program) return SCE_UNIT_INVALID;
  SceDiags kept = session->diags;
  sce_diags_init(&session->diags);
  SceUnit unit = sce_unit_parse(session->program->units, sce_intern_get_string(&session->program->intern, text), false, SCE_NO_PLACE);
  sce_diags_release(&session->diags);
  session->diags = kept;
  return unit;
}
