/* The pages that are texts in the binary: words, signs and functions of the language (lang/words.md), and findings (lang/errors.md).
 *
 * A page of words.md starts with `## NAME` or `## NAME, NAME`; the indented lines below are how it is spelled, then come paragraphs, then an example: a fenced
 * program with what it prints, or commands with their answers.
 */
#include "doc_internal.h"

extern const char sce_word_pages[];
extern const char sce_error_pages[];

static const char *const functions[] = {
#define SCE_MATH(name, rule, operation) #name,
#include "math.def"
#undef SCE_MATH
};

typedef struct Code {
  int number;
  const char *title;
} Code;

static const Code codes[] = {
#define SCE_CODE(number, severity, name, title) {number, title},
#include "diag.def"
#undef SCE_CODE
};

/* What one page holds; each text ends with a line. */
typedef struct Parts {
  SceText spelling, text, example, output;
} Parts;

static void trim(SceText *text) {
  while (text->count && strchr("\n ", text->bytes[text->count - 1])) text->count--;
  if (text->bytes) text->bytes[text->count] = '\0';
}

/* The lines of a fence, commands with their answers; returns behind it. */
static const char *read_fence(const char *at, Parts *parts) {
  const char *line = strchr(at, '\n');
  bool output = !strncmp(at + 3, "text", 4);
  while (line && strncmp(++line, "```", 3)) {
    const char *end = strchr(line, '\n');
    if (!end) break;
    sce_text_add(output ? &parts->output : &parts->example, line, (size_t)(end - line) + 1);
    line = end;
  }
  const char *end = line ? strchr(line, '\n') : NULL;
  return end ? end + 1 : at + strlen(at);
}

/* From behind the heading to the next one. */
static const char *read_page(const char *at, Parts *parts) {
  while (*at && strncmp(at, "## ", 3)) {
    if (!strncmp(at, "```", 3)) {
      at = read_fence(at, parts);
      continue;
    }
    const char *end = strchr(at, '\n');
    size_t count = end ? (size_t)(end - at) : strlen(at);
    if (count > 4 && !strncmp(at, "    ", 4)) {
      sce_text_add(&parts->spelling, at + 4, count - 4);
      sce_text_add_byte(&parts->spelling, '\n');
    } else if (!count && parts->text.count) {
      trim(&parts->text);
      sce_text_add_string(&parts->text, "\n\n");
    } else if (count) {
      if (parts->text.count && parts->text.bytes[parts->text.count - 1] != '\n') sce_text_add_byte(&parts->text, ' ');
      sce_text_add(&parts->text, at, count);
    }
    at += count + (end != NULL);
  }
  return at;
}

static bool is_function(const char *name) {
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    if (!strcmp(functions[i], name)) return true;
  return false;
}

static SceDocPage *page_for(SceDocs *docs, const char *name) {
  SceDocPage *page = sce_docs_page(is_function(name) ? SCE_DOC_FUNCTION : SCE_DOC_WORD, SCE_DOC_LANGUAGE, sce_docs_copy_string(docs, name));
  sce_docs_push(docs, page);
  return page;
}

static const char *keep(SceDocs *docs, const SceText *text) { return text->count ? sce_docs_copy(docs, text->bytes, text->count) : NULL; }

static void add_page(SceDocs *docs, const char *heading, size_t length, Parts *parts) {
  SceText names = {0};
  sce_text_add(&names, heading, length);
  trim(&parts->spelling);
  trim(&parts->text);
  trim(&parts->example);
  trim(&parts->output);
  for (char *name = names.bytes, *next; name; name = next) {
    next = strstr(name, ", ");
    if (next) *next = '\0', next += 2;
    SceDocPage *page = page_for(docs, name);
    if (parts->text.count) page->doc.text = keep(docs, &parts->text);
    if (parts->text.count) page->doc.summary = sce_docs_summary(docs, page->doc.text);
    if (parts->spelling.count) page->doc.signature = keep(docs, &parts->spelling);
    page->doc.example = keep(docs, &parts->example);
    page->doc.output = keep(docs, &parts->output);
  }
  sce_text_release(&names);
}

static void add_words(SceDocs *docs) {
  const char *at = strstr(sce_word_pages, "\n## ");
  at = at ? at + 1 : "";
  while (*at) {
    const char *heading = at + 3, *end = strchr(heading, '\n');
    Parts parts = {0};
    at = read_page(end ? end + 1 : heading + strlen(heading), &parts);
    add_page(docs, heading, end ? (size_t)(end - heading) : strlen(heading), &parts);
    sce_text_release(&parts.spelling);
    sce_text_release(&parts.text);
    sce_text_release(&parts.example);
    sce_text_release(&parts.output);
  }
}

static void add_findings(SceDocs *docs) {
  const char *page = sce_error_pages;
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    SceText name = {0}, head = {0};
    sce_text_add_format(&name, "E%04d", codes[i].number);
    sce_text_add_format(&head, "\n## %s", name.bytes);
    SceDocPage *added = sce_docs_page(SCE_DOC_FINDING, SCE_DOC_LANGUAGE, sce_docs_take(docs, &name));
    added->doc.summary = codes[i].title;
    const char *found = strstr(page, head.bytes);
    sce_text_release(&head);
    const char *body = found ? strchr(found + 1, '\n') : NULL;
    if (body) {
      const char *end = strstr(body, "\n## ");
      if (!end) end = body + strlen(body);
      page = end;
      while (*body == '\n') body++;
      while (end > body && end[-1] == '\n') end--;
      added->doc.text = sce_docs_copy(docs, body, (size_t)(end - body));
    }
    sce_docs_push(docs, added);
  }
}

void sce_docs_add_language(SceDocs *docs) {
  add_words(docs);
  add_findings(docs);
}
