/* What the example of a definition prints.
 *
 * An example is a program of its own, evaluated as `sce FILE` would: with the library alone in scope, or with the user's texts where it stands in one of these. What does not evaluate has no
 * output; it may be words that somebody has indented.
 */
#include "doc_internal.h"

#include "results/results.h"

#define NAME "example.sce"

typedef SCE_ARRAY(SceSourceId) Sources;

/* The new session reads what the user's has read, from where that has it. */
static void add_texts(const SceDocs *docs, const SceSession *from, SceSession *session, Sources *texts) {
  if (from->main_path) sce_session_locate(session, from->main_path);
  session->import = from->import;
  session->import_context = from->import_context;
  session->buffer = from->buffer;
  session->buffer_context = from->buffer_context;
  session->folder_of = from->folder_of;
  session->allows = from->allows;
  for (uint32_t i = 0; i < from->granted.count; i++) sce_session_grant(session, from->granted.at[i]);
  for (uint32_t i = 0; i < docs->texts.count; i++) {
    if (!docs->texts.at[i].main) continue;
    const SceSource *source = &from->sources.list.at[docs->texts.at[i].session];
    sce_array_push(texts, sce_sources_add(&session->sources, source->name, source->short_name, source->text, source->length, false));
  }
}

static void print(const SceSession *session, bool bare, SceText *text) {
  SceResultOptions options = {.bare = bare};
  SceOutput out;
  sce_output_init_text(&out, text);
  sce_results_writer("text")(&out, session->program, session->run, &session->diags, &options);
  sce_output_finish(&out);
  while (text->count && text->bytes[text->count - 1] == '\n') text->count--;
  if (text->bytes) text->bytes[text->count] = '\0';
}

/* What a text prints; nothing where it has errors. */
static void evaluate(SceDocs *docs, const SceDocPage *page, const char *program, const SceSession *from, SceText *text) {
  SceSession session;
  Sources texts = {0};
  sce_session_init(&session);
  if (page->doc.origin == SCE_DOC_FILE) add_texts(docs, from, &session, &texts);
  sce_array_push(&texts, sce_sources_add(&session.sources, NAME, NAME, program, (uint32_t)strlen(program), false));
  SceSessionRequest request = {.texts = texts.at, .text_count = texts.count, .shown = texts.count - 1};
  sce_session_evaluate(&session, &request);
  if (!session.diags.errors) print(&session, page->expression != NULL, text);
  sce_array_release(&texts);
  sce_session_release(&session);
}

void sce_docs_run_example(SceDocs *docs, SceDocPage *page, SceSession *session) {
  bool program = page->doc.example && !page->doc.output && *page->doc.example != '$';
  SceText text = {0}, answer = {0};
  if (page->expression) {
    evaluate(docs, page, page->expression, session, &answer);
    sce_text_add_format(&text, "$ sce -e '%s'\n%s", page->expression, answer.count ? answer.bytes : "");
    page->doc.example = sce_docs_take(docs, &text);
    sce_text_release(&answer);
  } else if (program) {
    evaluate(docs, page, page->doc.example, session, &text);
    page->doc.output = sce_docs_take(docs, &text);
  }
}
