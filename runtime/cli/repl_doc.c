/* `:doc NAME`: what a name is, from what the compiler knows of it.
 */
#include "repl.h"

#include "review/fields.h"

/* ---- definitions of the library ---- */

/* The lines of a definition with the comment directly above it. */
static void add_definition(SceText *out, const SceLibraryEntry *entry) {
  enum { MOST_LINES = 24 };
  const SceLibraryFile *file = &sce_library.files[entry->file];
  const char *text = sce_library.texts + file->start, *at = text + entry->start, *end = text + entry->end;
  uint32_t line = 1, lines = 0;
  for (const char *c = text; c < at; c++) line += *c == '\n';
  sce_text_add_format(out, "std/%s:%u\n", sce_library.names + file->name, (unsigned)line);
  while (at > text && at[-1] != '\n') at--;
  for (const char *above = at; above > text;) {
    const char *start = above - 1;
    while (start > text && start[-1] != '\n') start--;
    if (*start != '#') break;
    at = above = start;
  }
  for (; at < end && lines < MOST_LINES; lines++) {
    const char *newline = memchr(at, '\n', (size_t)(end - at)), *stop = newline ? newline : end;
    sce_text_add_format(out, "%.*s\n", (int)(stop - at), at);
    at = stop + 1;
  }
  if (at < end) sce_text_add_string(out, "…\n");
}

static bool add_library(SceText *out, const char *name) {
  bool any = false;
  for (SceSpace space = SCE_SPACE_VALUE; space <= SCE_SPACE_DIMENSION; space++) {
    const SceLibraryEntry *entry = sce_library_find(&sce_library, space, name);
    if (!entry) continue;
    if (any) sce_text_add_byte(out, '\n');
    add_definition(out, entry);
    any = true;
  }
  return any;
}

/* ---- values ---- */

static void add_value(SceText *out, SceSession *session, const SceResult *result) {
  SceProgram *program = session->program;
  const SceField *field = result->op == SCE_NO_OP ? NULL : sce_program_field(program, result->op);
  SceFields fields;
  uint32_t length;
  sce_fields_init(&fields, session);
  sce_text_add_format(out, "%s: %s, ", sce_intern_spelling(&program->intern, result->name), sce_unit_spelling(program->units, result->unit));
  sce_dim_words(out, program->dims, &program->intern, sce_unit_dim(program->units, result->unit));
  sce_text_add_byte(out, '\n');
  if (field && field->item != SCE_NO_ITEM) {
    const char *source = sce_fields_source(&fields, field->item, &length);
    sce_text_add_string(out, "formula: ");
    sce_fields_add_formula(&fields, field->item, 0, out);
    sce_text_add_string(out, "\nplace: ");
    sce_fields_add_place(&fields, field->item, out);
    if (source) sce_text_add_format(out, "\nsource: \"%.*s\"", (int)length, source);
    sce_text_add_byte(out, '\n');
  }
  sce_fields_release(&fields);
}

void sce_repl_doc(SceRepl *repl, const char *name) {
  SceSession session;
  SceReplTexts texts;
  sce_repl_open(repl, &session, &texts, name);
  SceSourceId source = sce_repl_add(repl, &session, &texts, name, strlen(name), 1);
  SceSessionRequest request = {.texts = texts.texts.at, .text_count = texts.texts.count, .sets = texts.sets.at, .set_count = texts.sets.count,
                               .shown = SCE_ALL_TEXTS, .all = true, .fields = true};
  sce_session_compile(&session, &request);
  const SceResult *found = NULL;
  for (uint32_t i = 0; i < session.program->results.count; i++) {
    const SceResult *result = &session.program->results.at[i];
    if (result->flags & SCE_RESULT_EXPRESSION && result->op != SCE_NO_OP && sce_ast_item_source(&session.program->ast, result->item) == source) found = result;
  }
  bool value = found && !(found->flags & SCE_RESULT_TRUTH) && sce_program_field(session.program, found->op);
  if (value) add_value(&repl->cli->out, &session, found);
  if (!value && !add_library(&repl->cli->out, name)) sce_cli_trouble(repl->cli, "nothing is known of `%s`", name);
  sce_repl_close(&session, &texts);
}
