/* Names and values in words: the line that defines a name, what is written about it, and what it comes to. */
#include "server.h"

#include "review/cell.h"

const char *lsp_spell(const LspAnalysis *analysis, SceName name) { return sce_intern_spelling(&analysis->session.program->intern, name); }

static const SceItem *item_at(const LspAnalysis *analysis, uint32_t item) { return &analysis->session.program->ast.items.at[item]; }

SceSpan lsp_item_name(const LspAnalysis *analysis, uint32_t item) {
  const SceProgram *program = analysis->session.program;
  const SceItem *i = item_at(analysis, item);
  const SceItemMore *more = sce_ast_more(&program->ast, i);
  SceName name = i->name ? i->name : more->block_kind;
  SceSourceId source = sce_ast_item_source(&program->ast, item);
  if (i->kind == SCE_ITEM_USE && more->alias) return (SceSpan){source, i->end - sce_intern_length(&program->intern, more->alias), i->end};
  if (i->kind == SCE_ITEM_EXPRESSION || i->kind == SCE_ITEM_USE || !name) return (SceSpan){source, i->start, i->end};
  if (!sce_expr_is_empty(more->left)) return sce_ast_span(&program->ast, program->sources, more->left.last);
  return (SceSpan){source, i->name_at, i->name_at + sce_intern_length(&program->intern, name)};
}

/* ---- what is written about it ---- */

static const char *line_start(const char *text, const char *at) {
  while (at > text && at[-1] != '\n') at--;
  return at;
}

static const char *skip_blanks(const char *at) {
  while (*at == ' ' || *at == '\t') at++;
  return at;
}

static void add_comment(SceText *out, const char *at) {
  while (*at == '#') at++;
  if (*at == ' ') at++;
  const char *end = at + strcspn(at, "\n");
  while (end > at && (end[-1] == '\r' || end[-1] == ' ')) end--;
  if (out->count) sce_text_add_byte(out, '\n');
  sce_text_add(out, at, (size_t)(end - at));
}

/* The comment lines directly above, then the comment behind it on its line. */
void lsp_item_doc(const LspAnalysis *analysis, uint32_t item, SceText *out) {
  const SceItem *i = item_at(analysis, item);
  const SceSource *source = &analysis->session.sources.list.at[sce_ast_item_source(&analysis->session.program->ast, item)];
  const char *text = source->text, *start = line_start(text, text + i->start), *first = start;
  if (skip_blanks(start) == text + i->start) {                                /* it begins its line */
    for (const char *line = start; line > text;) {
      line = line_start(text, line - 1);
      if (*skip_blanks(line) != '#') break;
      first = line;
    }
  }
  for (const char *line = first; line < start; line += strcspn(line, "\n") + 1) add_comment(out, skip_blanks(line));
  bool block = i->kind == SCE_ITEM_BLOCK || i->kind == SCE_ITEM_KIND;
  const char *end = block && !(i->flags & SCE_ITEM_ONE_LINE) ? text + sce_ast_more(&analysis->session.program->ast, i)->open_at + 1 : text + i->end;
  end = skip_blanks(end);
  if (*end == ';') end = skip_blanks(end + 1);
  if (*end == '#') add_comment(out, end);
}

/* Its line, or of a block its head, on one line and without comments. */
void lsp_item_line(const LspAnalysis *analysis, uint32_t item, SceText *out) {
  enum { MOST = 300 };
  const SceItem *i = item_at(analysis, item);
  const SceItemMore *more = sce_ast_more(&analysis->session.program->ast, i);
  const char *text = analysis->session.sources.list.at[sce_ast_item_source(&analysis->session.program->ast, item)].text;
  bool block = (i->kind == SCE_ITEM_BLOCK || i->kind == SCE_ITEM_KIND) && more->open_at > i->start;
  uint32_t end = block ? more->open_at : i->end;
  bool blank = false, comment = false;
  for (uint32_t at = i->start; at < end && out->count < MOST; at++) {
    if (text[at] == '#') comment = true;
    if (text[at] == '\n') comment = false;
    bool space = text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r';
    if (!space && !comment && blank && out->count) sce_text_add_byte(out, ' ');
    if (!space && !comment) sce_text_add_byte(out, text[at]);
    blank = space || comment;
  }
  if (out->count >= MOST) sce_text_add_string(out, " …");
  if (block) sce_text_add_string(out, blank ? " < … >" : "< … >");
}

/* ---- values ---- */

void lsp_member_path(const LspAnalysis *analysis, const SceNameMember *member, SceText *out) {
  SceName path = analysis->session.program->names->objects.at[member->object].path;
  if (path) sce_text_add_format(out, "%s.", lsp_spell(analysis, path));
  sce_text_add_string(out, lsp_spell(analysis, member->name));
}

/* What it is in a column of the scenarios; false when it has no value that can be shown. */
bool lsp_member_value(LspAnalysis *analysis, const SceNameMember *member, uint32_t column, SceText *out) {
  const SceProgram *program = analysis->session.program;
  if (member->type == SCE_NAME_REFERENCE && member->of != SCE_NO_ITEM) {
    SceName path = program->names->objects.at[member->of].path;
    if (path && !program->names->objects.at[member->of].ghost) sce_text_add_string(out, lsp_spell(analysis, path));
    return path != 0;
  }
  if (!analysis->session.run || member->op >= program->ops.count || !member->op || program->names->objects.at[member->object].ghost) return false;
  const SceField *field = sce_program_field(program, member->op);
  if (!field) return false;
  SceResult result = sce_fields_result(&analysis->fields, field);
  if (sce_table_is_sampled(&analysis->table, &result) && !sce_run_summary(analysis->session.run, result.op, 0)) return false;
  sce_cell_add(&analysis->table, &result, column, out);
  return true;
}

const SceDoc *lsp_page(LspServer *server, const char *name, SceDocSort sort) {
  SceDoc *found[16];
  if (!server->docs) server->docs = sce_docs_new(NULL, NULL, 0);
  uint32_t count = sce_docs_find(server->docs, name, found, 16);
  for (uint32_t i = 0; i < count && i < 16; i++)
    if (found[i]->sort == sort && found[i]->origin != SCE_DOC_FILE) return found[i];
  return NULL;
}
