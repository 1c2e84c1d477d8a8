/* Places as the protocol has them: a line from 0, and a column that counts UTF-16 units or bytes, against offsets into a text. */
#ifndef SCE_LSP_PLACE_H
#define SCE_LSP_PLACE_H

#include "array.h"

#include <jansson.h>
#include <stdbool.h>

typedef struct LspText {
  const char *bytes;                /* borrowed */
  uint32_t length;
  bool utf8;                        /* columns count bytes */
  SCE_ARRAY(uint32_t) lines;        /* offsets of line starts: \n, \r\n and \r end a line */
  uint32_t line, at, column;        /* the place last asked for: the next one on its line counts on from there */
} LspText;

void lsp_place_init(LspText *text, const char *bytes, uint32_t length, bool utf8);
void lsp_place_release(LspText *text);

uint32_t lsp_place_line(const LspText *text, uint32_t offset);
json_t *lsp_place(LspText *text, uint32_t offset);                    /* {line, character} */
json_t *lsp_range(LspText *text, uint32_t start, uint32_t end);

/* The offset of a position; what lies beyond a line or the text is brought to its end. False: this is no position. */
bool lsp_offset(const LspText *text, const json_t *position, uint32_t *offset);

#endif
