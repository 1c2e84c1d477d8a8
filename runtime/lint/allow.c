/* Reads directives out of comments, and holds findings against them.
 */
#include "allow.h"

#include <stdlib.h>

enum { FIRST_LINT = 700, LAST_LINT = 799 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_code(const char *at, const char *end) {
  bool code = end - at >= 5 && *at == 'E';
  for (int i = 1; i < 5 && code; i++) code = is_digit(at[i]);
  return code && (end - at == 5 || !is_digit(at[5]));
}

static const char *skip_blanks(const char *at, const char *end) {
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\r')) at++;
  return at;
}

/* The first code behind the word; NULL: it is another comment. */
static const char *first_code(const char *text, const char *end) {
  static const char word[] = "allow";
  const char *at = skip_blanks(text, end);
  if ((size_t)(end - at) <= sizeof word || memcmp(at, word, sizeof word - 1) || (at[sizeof word - 1] != ' ' && at[sizeof word - 1] != '\t')) return NULL;
  at = skip_blanks(at + sizeof word - 1, end);
  return is_code(at, end) ? at : NULL;
}

bool sce_allow_is_directive(const char *text, size_t length) { return first_code(text, text + length) != NULL; }

static void add_directive(SceAllows *allows, SceSourceId source, const char *text, const char *comment, const char *end, uint32_t line) {
  enum { LENGTH = 5 };
  const char *at = first_code(comment, end), *colon = memchr(comment, ':', (size_t)(end - comment));
  bool reason = colon && skip_blanks(colon + 1, end) < end;
  while (at && at < end && is_code(at, end)) {
    uint32_t start = (uint32_t)(at - text);
    sce_array_push(&allows->list, ((SceAllow){line, (uint32_t)strtoul(at + 1, NULL, 10), {source, start, start + LENGTH}, reason, false}));
    at = skip_blanks(at + LENGTH, end);
    if (at < end && *at == ',') at = skip_blanks(at + 1, end);
  }
}

/* Where the comment of a line starts, behind its `#`; NULL: it has none. Texts in quotes end with their line. */
static const char *find_comment(const char *at, const char *end) {
  bool quoted = false;
  for (; at < end; at++) {
    if (*at == '"') quoted = !quoted;
    else if (*at == '#' && !quoted) return at + 1;
  }
  return NULL;
}

/* A directive on a line of its own is about the next line that holds more than a comment. */
static void place_waiting(SceAllows *allows, uint32_t from, uint32_t line) {
  for (uint32_t i = from; i < allows->list.count; i++) allows->list.at[i].line = line;
}

void sce_allows_read(SceAllows *allows, SceSources *sources, SceSourceId source) {
  const SceSource *from = &sources->list.at[source];
  const char *limit = from->text + from->length, *at = from->text;
  uint32_t waiting = 0;
  *allows = (SceAllows){0};
  if (!memchr(from->text, '#', from->length)) return;
  for (uint32_t line = 1; at < limit; line++) {
    const char *found = memchr(at, '\n', (size_t)(limit - at)), *end = found ? found : limit, *comment = find_comment(at, end);
    bool alone = comment && skip_blanks(at, end) == comment - 1;
    if (!alone && skip_blanks(at, end) < end) {
      place_waiting(allows, waiting, line);
      waiting = allows->list.count;
    }
    if (comment) add_directive(allows, source, from->text, comment, end, line);
    if (!alone) waiting = allows->list.count;
    at = end + 1;
  }
}

void sce_allows_release(SceAllows *allows) { sce_array_release(&allows->list); }

bool sce_allows(SceAllows *allows, SceSources *sources, const SceDiag *diag) {
  if (!allows->list.count) return false;
  uint32_t line = sce_sources_place(sources, diag->span.source, diag->span.start).line;
  bool silenced = false;
  for (uint32_t i = 0; i < allows->list.count; i++) {
    SceAllow *allow = &allows->list.at[i];
    if (allow->line != line || allow->code != (uint32_t)diag->code || allow->span.source != diag->span.source) continue;
    allow->used = true;
    silenced |= allow->reason;
  }
  return silenced;
}

void sce_allows_report(const SceAllows *allows, bool whole, SceDiags *out) {
  for (uint32_t i = 0; i < allows->list.count; i++) {
    const SceAllow *allow = &allows->list.at[i];
    bool lint = allow->code >= FIRST_LINT && allow->code <= LAST_LINT && allow->code != SCE_E_ALLOW && *sce_code_title((SceCode)allow->code);
    if (!lint) {
      if (sce_diag_add(out, SCE_E_ALLOW, allow->span, "E%04u is no warning that a comment can silence", (unsigned)allow->code))
        sce_diag_help(out, "those of a careful reader can be, E0701 to E0708 and E0710: `sce explain E0707`");
    } else if (!allow->reason) {
      if (sce_diag_add(out, SCE_E_ALLOW, allow->span, "this comment silences E%04u without a reason, and is not heeded", (unsigned)allow->code))
        sce_diag_help(out, "say why the warning does not hold here: `# allow E%04u: …`", (unsigned)allow->code);
    } else if (whole && !allow->used) {
      if (sce_diag_add(out, SCE_E_ALLOW, allow->span, "there is no E%04u here that this comment could silence", (unsigned)allow->code))
        sce_diag_help(out, "remove it, or put it on the line of the warning, or on the line above");
    }
  }
}
