/* `sce --complete paths FILE`, `… scenarios FILE`, `… names [FILE]`, `… codes`: what a shell offers behind the Tab key, one a line.
 *
 * Shells ask in the middle of a line that is not finished, about a file that may not be: what can be found is printed, findings are not, and the exit code is 0.
 * Nothing is evaluated.
 */
#include "cli.h"

#include "doc/doc.h"
#include "review/fields.h"

static void add_codes(SceText *out) {
  static const int codes[] = {
#define SCE_CODE(number, severity, name, title) number,
#include "diag.def"
#undef SCE_CODE
  };
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) sce_text_add_format(out, "E%04d\n", codes[i]);
}

static void add_scenarios(SceText *out, const SceProgram *program) {
  if (!program->axes.count) return;
  for (uint32_t i = 1; i < program->axes.at[0].count; i++)
    sce_text_add_format(out, "%s\n", sce_intern_spelling(&program->intern, program->labels.at[program->axes.at[0].labels + i]));
}

/* The fields of the user's files, in their order, then those of the library that they rest on; a field that has no path by itself is left out. */
static void add_paths(SceText *out, SceSession *session) {
  SceProgram *program = session->program;
  SceFields fields;
  SceText path = {0};
  sce_fields_init(&fields, session);
  for (int library = 0; library < 2; library++)
    for (uint32_t i = 0; i < program->fields.count; i++) {
      const SceField *field = &program->fields.at[i];
      if (field->item == SCE_NO_ITEM || session->sources.list.at[field->file].library != (bool)library) continue;
      sce_text_clear(&path);
      sce_fields_add_path(&fields, field, &path);
      if (path.count) sce_text_add_format(out, "%s\n", path.bytes);
    }
  sce_text_release(&path);
  sce_fields_release(&fields);
}

/* What has a page: of a file, which is read and not compiled, beside all else; each name once where it has several pages. */
static void add_names(SceText *out, const SceSession *session, const SceSourceId *text) {
  SceDocs *docs = text ? sce_docs_new(session, text, 1) : sce_docs_new(NULL, NULL, 0);
  const char *before = "";
  for (uint32_t i = 0; i < sce_docs_count(docs); i++) {
    const SceDoc *doc = sce_docs_at(docs, i);
    if (doc->sort == SCE_DOC_FINDING || !strcmp(doc->name, before)) continue;
    sce_text_add_format(out, "%s\n", doc->name);
    before = doc->name;
  }
  sce_docs_free(docs);
}

void sce_cli_complete(SceText *out, const char *kind, const char *file) {
  if (!strcmp(kind, "codes")) {
    add_codes(out);
    return;
  }
  if (!strcmp(kind, "names") && (!file || !*file)) {
    add_names(out, NULL, NULL);
    return;
  }
  if (!file || !strcmp(file, "-")) return;
  SceSession session;
  sce_session_init(&session);
  SceSourceId text = sce_session_read(&session, file);
  if (text != SCE_NO_SOURCE && !strcmp(kind, "names")) {
    add_names(out, &session, &text);
  } else if (text != SCE_NO_SOURCE) {
    SceSessionRequest request = {.texts = &text, .text_count = 1, .shown = SCE_ALL_TEXTS, .all = true, .fields = true};
    sce_session_compile(&session, &request);
    if (!strcmp(kind, "scenarios")) add_scenarios(out, session.program);
    else if (!strcmp(kind, "paths")) add_paths(out, &session);
  }
  sce_session_release(&session);
}
