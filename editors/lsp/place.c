/* Offsets to lines and columns, and back. Neighbours are asked for one after the other, so that each counts on from the last one. */
#include "place.h"

void lsp_place_init(LspText *text, const char *bytes, uint32_t length, bool utf8) {
  *text = (LspText){.bytes = bytes, .length = length, .utf8 = utf8};
  sce_array_push(&text->lines, 0);
  for (uint32_t i = 0; i < length; i++) {
    if (bytes[i] != '\n' && bytes[i] != '\r') continue;
    if (bytes[i] == '\r' && i + 1 < length && bytes[i + 1] == '\n') i++;
    sce_array_push(&text->lines, i + 1);
  }
}

void lsp_place_release(LspText *text) { sce_array_release(&text->lines); }

uint32_t lsp_place_line(const LspText *text, uint32_t offset) {
  uint32_t low = 0, high = text->lines.count;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (text->lines.at[middle] <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/* Columns that the character at `at` takes when its first byte stands there; bytes in its midst take none. */
static uint32_t width(const LspText *text, uint32_t at) {
  unsigned char c = (unsigned char)text->bytes[at];
  if (text->utf8) return 1;
  return (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 2 : 1;
}

json_t *lsp_place(LspText *text, uint32_t offset) {
  if (offset > text->length) offset = text->length;
  uint32_t line = lsp_place_line(text, offset);
  if (line != text->line || offset < text->at) text->line = line, text->at = text->lines.at[line], text->column = 0;
  for (; text->at < offset; text->at++) text->column += width(text, text->at);
  json_t *place = json_object();
  json_object_set_new(place, "line", json_integer(line));
  json_object_set_new(place, "character", json_integer(text->column));
  return place;
}

json_t *lsp_range(LspText *text, uint32_t start, uint32_t end) {
  json_t *range = json_object(), *first = lsp_place(text, start);
  json_object_set_new(range, "start", first);
  json_object_set_new(range, "end", lsp_place(text, end < start ? start : end));
  return range;
}

bool lsp_offset(const LspText *text, const json_t *position, uint32_t *offset) {
  const json_t *line = json_object_get(position, "line"), *character = json_object_get(position, "character");
  if (!json_is_integer(line) || !json_is_integer(character)) return false;
  json_int_t row = json_integer_value(line), column = json_integer_value(character);
  if (row < 0 || column < 0) return false;
  if (row >= text->lines.count) {
    *offset = text->length;
    return true;
  }
  uint32_t at = text->lines.at[row], end = row + 1 < text->lines.count ? text->lines.at[row + 1] : text->length;
  while (end > at && row + 1 < text->lines.count && (text->bytes[end - 1] == '\n' || text->bytes[end - 1] == '\r')) end--;
  for (json_int_t seen = 0; at < end && seen < column; at++) seen += width(text, at);
  while (at < end && ((unsigned char)text->bytes[at] & 0xC0) == 0x80) at++;   /* to the end of the character */
  *offset = at;
  return true;
}
