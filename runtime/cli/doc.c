/* `sce doc [FILE] [NAME]`: what a name is; without one, all that there is.
 *
 * One word is a name, unless it is a file, `plan.sce`, `-` or a path that is there: then it asks for all that the file defines. With a file, its own names come first, and values of the library are
 * those that hold in it.
 */
#include "cli.h"

#include "doc/doc.h"

#include <unistd.h>

enum { MOST_PAGES = 64 };

typedef SCE_ARRAY(SceDoc *) Pages;

typedef struct Asked {
  const char *path, *name;          /* either may be NULL */
  SceSession session;
  SceSourceIds sets, texts;
  SceDocs *docs;
  Pages pages;
} Asked;

static bool looks_like_file(const char *word) {
  size_t length = strlen(word);
  return !strcmp(word, "-") || (length > 4 && !strcmp(word + length - 4, ".sce")) || (strchr(word, '/') && !access(word, F_OK));
}

static void read_operands(const SceOptions *options, Asked *asked) {
  uint32_t count = options->operands.count;
  if (count == 2 || (count && looks_like_file(options->operands.at[0]))) asked->path = options->operands.at[0];
  if (count == 2 || (count && !asked->path)) asked->name = options->operands.at[count - 1];
}

/* Findings in the user's texts; those about the questions are not for the user. */
static bool is_wanted(void *context, const SceDiag *diag) {
  const Asked *asked = context;
  const SceSources *sources = &asked->session.sources;
  if (diag->severity != SCE_SEVERITY_ERROR) return false;
  return diag->span.source == SCE_NO_SOURCE || (!sources->list.at[diag->span.source].library && strcmp(sources->list.at[diag->span.source].name, SCE_DOC_QUESTIONS));
}

/* What a file imports is known once it has been compiled, as far as its definitions go: nothing of it is shown yet. */
static void make_docs(Asked *asked) {
  if (!asked->path) {
    asked->docs = sce_docs_new(NULL, NULL, 0);
    return;
  }
  SceSession *session = &asked->session;
  SceSourceIds texts = {0};
  for (uint32_t i = 0; i < asked->texts.count; i++) sce_array_push(&texts, asked->texts.at[i]);
  SceSourceId nothing = sce_sources_add(&session->sources, SCE_DOC_QUESTIONS, SCE_DOC_QUESTIONS, "", 0, false);
  sce_array_push(&texts, nothing);
  SceSessionRequest request = {.texts = texts.at, .text_count = texts.count, .shown = texts.count - 1};
  sce_session_compile(session, &request);
  sce_program_free(session->program);
  session->program = NULL;
  sce_array_release(&texts);
  asked->docs = sce_docs_new(session, asked->texts.at, asked->texts.count);
}

static void report_unknown(Asked *asked) {
  SceDiags *diags = &asked->session.diags;
  const char *near = sce_docs_suggest(asked->docs, asked->name);
  sce_diag_add(diags, SCE_E_NAME, SCE_NO_PLACE, "nothing is called `%s`", asked->name);
  if (near) sce_diag_help(diags, "did you mean `%s`?", near);
  else if (asked->path) sce_diag_help(diags, "`sce doc %s` lists what the file defines, `sce doc` all else", asked->path);
  else sce_diag_help(diags, "`sce doc` lists all names; those of a file are found by `sce doc FILE NAME`");
}

/* All pages of the file, or of everything else. */
static void pick_all(Asked *asked) {
  for (uint32_t i = 0; i < sce_docs_count(asked->docs); i++) {
    SceDoc *doc = sce_docs_at(asked->docs, i);
    if ((doc->origin == SCE_DOC_FILE) == (asked->path != NULL)) sce_array_push(&asked->pages, doc);
  }
}

static bool pick(Asked *asked) {
  SceDoc *found[MOST_PAGES];
  if (!asked->name) {
    pick_all(asked);
    return true;
  }
  uint32_t count = sce_docs_find(asked->docs, asked->name, found, MOST_PAGES);
  for (uint32_t i = 0; i < count && i < MOST_PAGES; i++) sce_array_push(&asked->pages, found[i]);
  return count > 0;
}

static void write_page(SceCli *cli, const Asked *asked) {
  SceDocRequest request = {asked->name, asked->pages.at, asked->pages.count};
  SceOutput out;
  sce_output_init_text(&out, &cli->out);
  switch (cli->options.format) {
  case SCE_FORMAT_JSON: sce_docs_write_json(&out, &request); break;
  case SCE_FORMAT_MD: sce_docs_write_markdown(&out, &request); break;
  default:
    if (asked->name) sce_docs_write_text(&out, &request);
    else sce_docs_write_list(&out, &request);
  }
  sce_output_finish(&out);
  cli->answered = true;
}

static void answer(SceCli *cli, Asked *asked) {
  make_docs(asked);
  if (pick(asked)) {
    bool whole = asked->name || cli->options.format != SCE_FORMAT_TEXT;
    if (whole) sce_docs_evaluate(asked->docs, asked->pages.at, asked->pages.count, &asked->session);
    write_page(cli, asked);
  } else {
    report_unknown(asked);
  }
}

void sce_cli_doc(SceCli *cli) {
  Asked asked = {0};
  if (cli->options.format == SCE_FORMAT_CSV || cli->options.format == SCE_FORMAT_HTML) {
    sce_cli_trouble(cli, "a page is no table: --format takes text, md or json");
    return;
  }
  read_operands(&cli->options, &asked);
  sce_cli_open(cli, &asked.session, &asked.sets);
  SceSourceId source = asked.path ? sce_session_read(&asked.session, asked.path) : SCE_NO_SOURCE;
  if (source != SCE_NO_SOURCE) sce_array_push(&asked.texts, source);
  if (!asked.session.diags.errors) answer(cli, &asked);
  sce_cli_findings(cli, &asked.session.sources, &asked.session.diags, is_wanted, &asked);
  sce_docs_free(asked.docs);
  sce_array_release(&asked.pages);
  sce_array_release(&asked.texts);
  sce_array_release(&asked.sets);
  sce_session_release(&asked.session);
}
