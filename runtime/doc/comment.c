/* The documentation of a definition is the comment lines directly above it and the comment behind it on its line, as the language reference has it.
 *
 * Lines of a comment make one paragraph, a `#` alone ends it; a line that draws a rule, as headings in files do, is left out, and so is one that
 * silences a lint. Behind a `#` alone, lines that are indented by four blanks or more are a program, the example of what they stand above.
 */
#include "comment.h"

#include "doc_internal.h"

#include "lint/allow.h"

enum { LEAST = 4 };                 /* blanks before the first line of an example; as many are left out of all its lines */

typedef struct Comment {
  SceText text, program;
  bool wants_program;               /* else its lines are words as all others */
  bool ended;                       /* the line above is empty, or of the program */
  bool empty;                       /* some line was since the last one of the program */
  size_t indent;                    /* of the program */
} Comment;

static const char *skip_blanks(const char *at, const char *end) {
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\r')) at++;
  return at;
}

static const char *line_start(const char *text, const char *at) {
  while (at > text && at[-1] != '\n') at--;
  return at;
}

static const char *line_end(const char *at, const char *end) {
  const char *found = memchr(at, '\n', (size_t)(end - at));
  return found ? found : end;
}

/* Whether a comment line, behind its `#`, is one of the example; then it is added there. */
static bool add_program_line(Comment *comment, const char *at, const char *end) {
  size_t blanks = 0, count = (size_t)(end - at);
  while (blanks < count && at[blanks] == ' ') blanks++;
  if (!comment->wants_program || !comment->ended || blanks < LEAST || blanks == count) return false;
  if (!comment->program.count) comment->indent = blanks;
  else if (comment->empty) sce_text_add_byte(&comment->program, '\n');
  if (blanks > comment->indent) blanks = comment->indent;
  comment->empty = false;
  sce_text_add(&comment->program, at + blanks, count - blanks);
  sce_text_add_byte(&comment->program, '\n');
  return true;
}

/* One comment line, behind its `#`. */
static void add_line(Comment *comment, const char *at, const char *end) {
  SceText *out = &comment->text;
  while (at < end && *at == '#') at++;
  while (end > at && strchr(" \t\r", end[-1])) end--;
  if (add_program_line(comment, at, end)) return;
  at = skip_blanks(at, end);
  comment->ended = at == end;
  comment->empty |= comment->ended;
  size_t count = (size_t)(end - at);
  if (sce_allow_is_directive(at, count)) return;
  if (count >= 3 && (!memcmp(at, "---", 3) || !memcmp(end - 3, "---", 3) || !memcmp(at, "===", 3))) return;
  bool fresh = !out->count || out->bytes[out->count - 1] == '\n';
  if (!count && out->count && !fresh) sce_text_add_string(out, "\n\n");
  if (!count) return;
  if (!fresh) sce_text_add_byte(out, ' ');
  sce_text_add(out, at, count);
}

/* The comment lines that end above `start`, the beginning of a line. */
static void add_above(Comment *out, const char *text, const char *start) {
  const char *first = start;
  while (first > text) {
    const char *above = line_start(text, first - 1), *at = skip_blanks(above, first);
    if (*at != '#') break;
    first = above;
  }
  while (first < start) {
    const char *end = line_end(first, start);
    add_line(out, skip_blanks(first, end), end);
    first = end + 1;
  }
}

/* A comment that stands alone behind `at` on its line. */
static void add_behind(Comment *out, const char *at, const char *limit) {
  const char *end = line_end(at, limit);
  at = skip_blanks(at, end);
  if (at < end && *at == ';') at = skip_blanks(at + 1, end);
  if (at == end || *at != '#') return;
  if (out->text.count) sce_text_add_string(&out->text, "\n\n");
  add_line(out, at, end);
}

static void end_text(SceText *text) {
  while (text->count && text->bytes[text->count - 1] == '\n') text->count--;
  if (text->count) text->bytes[text->count] = '\0';
}

void sce_comment_read(const SceAst *ast, const SceSources *sources, uint32_t item, SceText *words, SceText *program) {
  const SceItem *definition = &ast->items.at[item];
  const SceSource *source = &sources->list.at[sce_ast_item_source(ast, item)];
  const char *text = source->text, *limit = text + source->length, *start = text + definition->start;
  const char *line = line_start(text, start);
  Comment out = {.wants_program = program != NULL};
  if (skip_blanks(line, start) == start) add_above(&out, text, line);
  bool body = definition->kind == SCE_ITEM_BLOCK || definition->kind == SCE_ITEM_KIND;
  uint32_t open = body ? sce_ast_more(ast, definition)->open_at : 0;
  if (open && open < source->length) add_behind(&out, text + open + 1, limit);
  if (!body || !memchr(start, '\n', definition->end - definition->start)) add_behind(&out, text + definition->end, limit);
  end_text(&out.text);
  end_text(&out.program);
  *words = out.text;
  if (program) *program = out.program;
}

const char *sce_docs_comment(SceDocs *docs, uint32_t item, const char **program) {
  SceText words, example = {0};
  sce_comment_read(&docs->ast, &docs->sources, item, &words, program ? &example : NULL);
  if (program) *program = sce_docs_take(docs, &example);
  return sce_docs_take(docs, &words);
}
