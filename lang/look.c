/* Looking ahead in text: words, paths, units, characters, and what seems to start at a place. The lexer decides with these what no grammar
 * could decide with one token. All of it stops at the text's final NUL.
 */
#include "look.h"

#include "lexer.h"

#include <string.h>

/* The end of the name at `at`; NULL if there is none. */
const char *sce_look_name(const char *at) {
  if (sce_look_digit(*at)) return NULL;
  const char *end = at;
  for (uint32_t count; (count = sce_look_name_byte(end)); end += count) {}
  return end > at ? end : NULL;
}

bool sce_look_word(const char *at, const char *end, const char *word) {
  size_t count = strlen(word);
  return (size_t)(end - at) == count && !memcmp(at, word, count);
}

bool sce_look_one_of(const char *at, const char *end, const char *const *words) {
  for (; *words; words++)
    if (sce_look_word(at, end, *words)) return true;
  return false;
}

bool sce_look_reserved(const char *at, const char *end) {
  static const char *const words[] = {"if", "then", "else", "and", "or", "not", "to", "as", "by", "over", "in", NULL};
  return end - at <= 4 && sce_look_one_of(at, end, words);
}

/* The end of a path of names at `at`; NULL if there is none or its first name is a reserved word. */
const char *sce_look_path(const char *at) {
  const char *end = sce_look_name(at);
  if (!end || sce_look_reserved(at, end)) return NULL;
  for (const char *next; *end == '.' && (next = sce_look_name(end + 1));) end = next;
  return end;
}

static bool ends_item(const SceLexer *lexer, const char *at) {
  return at >= lexer->limit || *at == '\n' || *at == '#' || *at == ';' || *at == '>' || *at == '}';
}

/* Whether a line that starts here goes on with the item of the line before. */
bool sce_look_continues(const char *at) {
  static const char *const words[] = {"then", "else", "as", "and", "or", "to", "by", "over", "in", NULL};
  switch (*at) {
    case '+': case '-': case '*': case '^': case '@': return true;
    case '/': return at[1] != '/' && at[1] != '*';
    case '=': case '!': case '<': case '>': return at[1] == '=';
    case '.': return at[1] == '.';
    case 't': case 'e': case 'a': case 'o': case 'b': case 'i': return sce_look_one_of(at, sce_look_name(at), words);
    default: return false;
  }
}

/* A definition's or a field's start that shows within a few words: `name =`, `name :`, `unit name`, or a path with `<` behind it: then *open is the
 * sign. */
static bool starts_simple(const char *at, const char **open) {
  static const char *const keywords[] = {"use", "dimension", "unit", "kind", "fn", "extern", "each", "out", NULL};
  *open = NULL;
  const char *first = at, *end = sce_look_path(at);
  if (!end) return false;
  bool keyword = sce_look_one_of(first, end, keywords);
  at = sce_look_blanks(end);
  if (at > end && keyword && (*at == '"' || sce_look_path(at))) return true;
  if (*at == '=') return at[1] != '=';
  if (*at == ':') return true;
  if (at > end && (end = sce_look_path(at))) {
    bool from = sce_look_word(at, end, "from");
    at = sce_look_blanks(end);
    if (from && (end = sce_look_path(at))) at = sce_look_blanks(end);
    else if ((end = sce_look_path(at)) && sce_look_word(at, end, "from") && (end = sce_look_path(sce_look_blanks(end)))) at = sce_look_blanks(end);
  }
  if (*at == '<' && at[1] != '=') *open = at;
  return false;
}

/* Blocks within blocks on one line are followed inwards; a chain that never ends is taken for blocks. */
bool sce_lexer_starts_fields(const SceLexer *lexer, const char *at) {
  for (uint32_t depth = 0; depth < 64; depth++) {
    const char *open;
    at = sce_look_blanks(at);
    if (ends_item(lexer, at) || starts_simple(at, &open)) return true;
    if (!open) return false;
    at = open + 1;
  }
  return true;
}

bool sce_lexer_starts_item(const SceLexer *lexer, const char *at) {
  const char *open;
  if (starts_simple(at, &open)) return true;
  return open && sce_lexer_starts_fields(lexer, open + 1);
}

/* Behind `^`: `2`, `-1`, `(1/2)`. Returns its end, or `at` when there is none. */
static const char *exponent_end(const char *at) {
  if (*at != '^') return at;
  const char *end = at + 1;
  bool bracket = *end == '(';
  if (bracket) end++;
  if (*end == '-') end++;
  if (!sce_look_digit(*end)) return at;
  while (sce_look_digit(*end)) end++;
  if (bracket && *end == '/' && sce_look_digit(end[1]))
    for (end++; sce_look_digit(*end);) end++;
  if (bracket) return *end == ')' ? end + 1 : at;
  return sce_look_name_byte(end) || (*end == '.' && sce_look_digit(end[1])) ? at : end;
}

/* One name, or `1` or `%` where a unit is declared. A name that is called, indexed or asked for a member is no unit behind a number. */
static const char *factor_end(const char *at, bool declared) {
  if (declared && *at == '1' && !sce_look_name_byte(at + 1) && at[1] != '.') return at + 1;
  if (declared && *at == '%') return at + 1;
  const char *end = declared ? sce_look_path(at) : sce_look_name(at);
  if (!end || sce_look_reserved(at, end)) return NULL;
  if (declared) return end;
  return *end == '(' || *end == '[' || (*end == '.' && sce_look_name_byte(end + 1)) ? NULL : end;
}

/* The end of the longest unit product at `at`, NULL if there is none. */
const char *sce_look_unit(const char *at, bool declared) {
  const char *end = NULL;
  uint32_t depth = 0;
  for (;;) {
    while (*at == '(') at++, depth++;
    if (!(at = factor_end(at, declared))) return end;
    at = exponent_end(at);
    while (depth && *at == ')') at = exponent_end(at + 1), depth--;
    if (!depth) end = at;
    if (*at != '*' && *at != '/') return end;
    at++;
  }
}

/* Decodes one character; returns its bytes, 0 if they are not UTF-8. */
uint32_t sce_look_decode(const char *text, uint32_t *code) {
  const unsigned char *at = (const unsigned char *)text;
  uint32_t count = at[0] < 0x80 ? 1 : at[0] < 0xC2 ? 0 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : at[0] < 0xF5 ? 4 : 0;
  *code = count < 2 ? at[0] : at[0] & (0x7Fu >> count);
  for (uint32_t i = 1; i < count; i++) {
    if ((at[i] & 0xC0) != 0x80) return 0;
    *code = *code << 6 | (at[i] & 0x3Fu);
  }
  if (count == 3 && (*code < 0x800 || (*code >= 0xD800 && *code < 0xE000))) return 0;
  return count == 4 && (*code < 0x10000 || *code > 0x10FFFF) ? 0 : count;
}

/* Bytes of a letter or digit of another alphabet at `at`, 0 if there is none: it belongs to a name that somebody meant. */
uint32_t sce_look_foreign_letter(const char *at) {
  uint32_t code, count = (unsigned char)*at < 0x80 ? 0 : sce_look_decode(at, &code);
  if (!count || code < 0xC0 || code == 0xD7 || code == 0xF7) return 0;
  if (code >= 0x2080 && code < 0x20A0) return count;
  return (code >= 0x2000 && code < 0x2C00) || (code >= 0x3000 && code < 0x3040) || (code >= 0xFE00 && code < 0xFF10) || code >= 0x1F000 ? 0 : count;
}

void sce_lexer_check_encoding(const char *text, uint32_t start, uint32_t end, SceDiags *diags, SceSourceId source) {
  for (uint32_t at = start; at < end;) {
    uint64_t eight;
    uint32_t code, count, first = at;
    if (at + 8 <= end && (memcpy(&eight, text + at, 8), !(eight & 0x8080808080808080u))) {
      at += 8;
      continue;
    }
    count = sce_look_decode(text + at, &code);
    if (count) {
      at += count;
      continue;
    }
    while (at < end && !sce_look_decode(text + at, &code)) at++;
    sce_diag_add(diags, SCE_E_ENCODING, (SceSpan){source, first, at}, "byte %u of the text (0x%02X) is not UTF-8", first, (unsigned char)text[first]);
    sce_diag_help(diags, "save the file as UTF-8");
  }
}

bool sce_look_magnitude(const char *text, uint32_t end) {
  static const char *const words[] = {"b", "thousand", "million", "billion", "trillion", NULL};
  uint32_t start = end;
  while (start && ((text[start - 1] | 32) >= 'a' && (text[start - 1] | 32) <= 'z')) start--;
  return sce_look_one_of(text + start, text + end, words);
}
