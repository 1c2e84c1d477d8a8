/* Looking ahead in text: words, paths, units, characters, and what seems to start at a place. All of it borrows, allocates nothing, and
 * stops at the text's final NUL.
 */
#ifndef SCE_LOOK_H
#define SCE_LOOK_H

#include <stdbool.h>
#include <stdint.h>

static inline bool sce_look_digit(char c) { return c >= '0' && c <= '9'; }

/* Bytes of a name character at `at`, 0 if there is none: letters, `_`, the two micro signs, and digits. */
static inline uint32_t sce_look_name_byte(const char *at) {
  unsigned char c = (unsigned char)*at;
  if ((c | 32) >= 'a' && (c | 32) <= 'z') return 1;
  if (c == '_' || sce_look_digit((char)c)) return 1;
  if ((c == 0xC2 && (unsigned char)at[1] == 0xB5) || (c == 0xCE && (unsigned char)at[1] == 0xBC)) return 2;
  return 0;
}

static inline const char *sce_look_blanks(const char *at) {
  while (*at == ' ' || *at == '\t' || *at == '\r') at++;
  return at;
}

/* The end of the name at `at`; of the path of names `a.b.c`, whose first is no reserved word. NULL if there is none. */
const char *sce_look_name(const char *at);
const char *sce_look_path(const char *at);

/* Whether [at, end) spells `word`, one of the NULL-terminated `words`, a reserved word. */
bool sce_look_word(const char *at, const char *end, const char *word);
bool sce_look_one_of(const char *at, const char *end, const char *const *words);
bool sce_look_reserved(const char *at, const char *end);

/* Whether a word that ends at `end` is one that people write for a magnitude: b, million, billion … */
bool sce_look_magnitude(const char *text, uint32_t end);

/* Whether a line that starts here goes on with the item of the line before. */
bool sce_look_continues(const char *at);

/* The end of the longest unit product at `at`, NULL if there is none. Where a unit is declared (behind `:` and `as`) also `1`, `1/s`, `%`, kinds. */
const char *sce_look_unit(const char *at, bool declared);

/* Decodes one character; returns its bytes, 0 if they are not UTF-8. */
uint32_t sce_look_decode(const char *text, uint32_t *code);

/* Bytes of a letter or digit of another alphabet at `at`, 0 if there is none: it belongs to a name that somebody meant. */
uint32_t sce_look_foreign_letter(const char *at);

#endif
