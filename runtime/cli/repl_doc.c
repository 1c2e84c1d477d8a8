/* `:doc NAME`: what a name is, as `sce doc` tells it, with the names of the prompt first. The last result is asked about as `_`.
 */
#include "repl.h"

/* The imports are known once the texts have been compiled. Pages are made of the texts alone, so that nothing of them need be sound. */
SceDocs *sce_repl_docs(SceRepl *repl, SceSession *session, SceReplTexts *texts) {
  uint32_t count = texts->texts.count;
  sce_repl_add(repl, session, texts, "", 0, 1);
  SceSessionRequest request = {.texts = texts->texts.at, .text_count = texts->texts.count, .shown = texts->texts.count - 1};
  sce_session_compile(session, &request);
  sce_program_free(session->program);
  session->program = NULL;
  texts->texts.count = count;
  return sce_docs_new(session, texts->texts.at, count);
}

static void report_unknown(SceRepl *repl, SceDocs *docs, const char *name) {
  const char *near = sce_docs_suggest(docs, name);
  SceSources sources;
  SceDiags diags;
  sce_sources_init(&sources);
  sce_diags_init(&diags);
  sce_diag_add(&diags, SCE_E_NAME, SCE_NO_PLACE, "nothing is called `%s`", name);
  if (near) sce_diag_help(&diags, "did you mean `%s`?", near);
  sce_cli_findings(repl->cli, &sources, &diags, NULL, NULL);
  sce_diags_release(&diags);
  sce_sources_release(&sources);
}

void sce_repl_doc(SceRepl *repl, const char *name) {
  enum { MOST_PAGES = 16 };
  SceDoc *found[MOST_PAGES];
  SceSession session;
  SceReplTexts texts;
  sce_repl_open(repl, &session, &texts, name);
  SceDocs *docs = sce_repl_docs(repl, &session, &texts);
  uint32_t count = sce_docs_find(docs, name, found, MOST_PAGES);
  if (count > MOST_PAGES) count = MOST_PAGES;
  if (count) {
    SceDocRequest request = {name, found, count};
    SceOutput out;
    sce_docs_evaluate(docs, found, count, &session);
    sce_output_init_text(&out, &repl->cli->out);
    sce_docs_write_text(&out, &request);
    sce_output_finish(&out);
  } else {
    report_unknown(repl, docs, name);
  }
  sce_docs_free(docs);
  sce_repl_close(&session, &texts);
}
