/* The documentation of a definition is the comment lines directly above it and the comment behind it on its line, as the language reference has it.
 *
 * Lines of a comment make one paragraph, a `#` alone ends it; a line that draws a rule, as headings in files do, is left out.
 */
#include "doc_internal.h"

/* Whether [at, end) holds blanks alone. */
static bool is_blank(const char *at, const char *end) {
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\r')) at++;
  return at == end;
}

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

/* The words of one comment line, behind its `#`. */
static void add_line(SceText *out, const char *at, const char *end) {
  while (at < end && *at == '#') at++;
  at = skip_blanks(at, end);
  while (end > at && strchr(" \t\r", end[-1])) end--;
  size_t count = (size_t)(end - at);
  if (count >= 3 && (!memcmp(at, "---", 3) || !memcmp(end - 3, "---", 3) || !memcmp(at, "===", 3))) return;
  bool fresh = !out->count || out->bytes[out->count - 1] == '\n';
  if (!count && out->count && !fresh) sce_text_add_string(out, "\n\n");
  if (!count) return;
  if (!fresh) sce_text_add_byte(out, ' ');
  sce_text_add(out, at, count);
}

/* The comment lines that end above `start`, the beginning of a line. */
static void add_above(SceText *out, const char *text, const char *start) {
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
static void add_behind(SceText *out, const char *at, const char *limit) {
  const char *end = line_end(at, limit);
  at = skip_blanks(at, end);
  if (at < end && *at == ';') at = skip_blanks(at + 1, end);
  if (at == end || *at != '#') return;
  if (out->count) sce_text_add_string(out, "\n\n");
  add_line(out, at, end);
}

const char *sce_docs_comment(SceDocs *docs, uint32_t item) {
  const SceItem *definition = sce_docs_item(docs, item);
  const SceSource *source = &docs->sources.list.at[sce_ast_item_source(&docs->ast, item)];
  const char *text = source->text, *limit = text + source->length, *start = text + definition->start;
  const char *line = line_start(text, start);
  SceText out = {0};
  if (is_blank(line, start)) add_above(&out, text, line);
  bool body = definition->kind == SCE_ITEM_BLOCK || definition->kind == SCE_ITEM_KIND;
  uint32_t open = body ? sce_docs_more(docs, item)->open_at : 0;
  if (open && open < source->length) add_behind(&out, text + open + 1, limit);
  if (!body || !memchr(start, '\n', definition->end - definition->start)) add_behind(&out, text + definition->end, limit);
  while (out.count && out.bytes[out.count - 1] == '\n') out.count--;
  if (out.count) out.bytes[out.count] = '\0';
  return sce_docs_take(docs, &out);
}
