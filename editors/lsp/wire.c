/* Framing. A client may send a message in any number of pieces, and may be wrong: a header without a length is dropped and told, and reading goes on
 * behind it.
 */
#include "wire.h"

#include "results/output.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void lsp_reader_add(LspReader *reader, const char *bytes, size_t count) {
  if (reader->skip) {
    size_t dropped = count < reader->skip ? count : reader->skip;
    reader->skip -= dropped;
    bytes += dropped;
    count -= dropped;
  }
  if (count) sce_text_add(&reader->bytes, bytes, count);
}

void lsp_reader_release(LspReader *reader) { sce_text_release(&reader->bytes); }

/* What has been taken makes room, now and then. */
static void make_room(LspReader *reader) {
  if (!reader->taken || reader->taken * 2 < reader->bytes.count) return;
  memmove(reader->bytes.bytes, reader->bytes.bytes + reader->taken, reader->bytes.count - reader->taken + 1);
  reader->bytes.count -= reader->taken;
  reader->taken = 0;
}

/* The length that a header block says; false when it says none, or nonsense. */
static bool read_length(const char *header, size_t count, size_t *length) {
  static const char name[] = "content-length:";
  bool found = false;
  for (const char *line = header, *end = header + count; line < end;) {
    const char *stop = memchr(line, '\n', (size_t)(end - line));
    size_t size = stop ? (size_t)(stop - line) : (size_t)(end - line);
    if (size > sizeof name - 1 && !strncasecmp(line, name, sizeof name - 1)) {
      const char *at = line + sizeof name - 1;
      size_t value = 0, digits = 0;
      while (at < line + size && (*at == ' ' || *at == '\t')) at++;
      for (; at < line + size && *at >= '0' && *at <= '9' && digits < 12; at++, digits++) value = value * 10 + (size_t)(*at - '0');
      while (at < line + size && (*at == ' ' || *at == '\t' || *at == '\r')) at++;
      if (!digits || at != line + size) return false;
      *length = value;
      found = true;
    }
    line += size + 1;
  }
  return found;
}

/* Behind the blank line that ends a header block, and where that block ends; NULL: not there yet. */
static const char *find_body(const char *at, size_t count, size_t *header) {
  for (size_t i = 0; i < count; i++) {
    if (at[i] != '\n') continue;
    size_t next = i + 1 < count && at[i + 1] == '\r' ? i + 2 : i + 1;
    if (next >= count || at[next] != '\n') continue;
    *header = i + 1;
    return at + next + 1;
  }
  return NULL;
}

LspFrame lsp_reader_next(LspReader *reader, const char **bytes, size_t *count, const char **reason) {
  make_room(reader);
  const char *at = reader->bytes.bytes + reader->taken;
  size_t left = reader->bytes.count - reader->taken, header = 0, length = 0;
  if (!left) return LSP_FRAME_NONE;
  const char *body = find_body(at, left < LSP_MOST_HEADER ? left : LSP_MOST_HEADER, &header);
  if (!body) {
    if (left < LSP_MOST_HEADER) return LSP_FRAME_NONE;
    reader->taken += LSP_MOST_HEADER;
    *reason = "a header without end";
    return LSP_FRAME_BROKEN;
  }
  size_t behind = (size_t)(body - at);
  bool sound = read_length(at, header, &length);
  if (!sound || length > LSP_MOST_MESSAGE) {
    reader->taken += behind;
    if (sound) {                                                              /* its bytes are no messages */
      size_t there = left - behind, dropped = there < length ? there : length;
      reader->taken += dropped;
      reader->skip = length - dropped;
    }
    *reason = sound ? "a message of more than 512 MiB" : "a header without a sound Content-Length";
    return LSP_FRAME_BROKEN;
  }
  if (left - behind < length) return LSP_FRAME_NONE;
  *bytes = body;
  *count = length;
  reader->taken += behind + length;
  return LSP_FRAME_MESSAGE;
}

void lsp_frame(SceText *out, const json_t *message) {
  char *text = json_dumps(message, JSON_COMPACT);
  if (!text) return;
  sce_text_add_format(out, "Content-Length: %zu\r\n\r\n", strlen(text));
  sce_text_add_string(out, text);
  free(text);
}

json_t *lsp_string(const char *bytes, size_t count) {
  json_t *string = json_stringn(bytes ? bytes : "", count);
  if (string) return string;
  SceText sound = {0};
  sce_text_add(&sound, "", 0);
  for (size_t i = 0; i < count;) {
    size_t length = sce_output_sequence(bytes + i, count - i);
    if (length) sce_text_add(&sound, bytes + i, length);
    else sce_text_add_string(&sound, "\xEF\xBF\xBD");
    i += length ? length : 1;
  }
  string = json_stringn(sound.bytes, sound.count);
  sce_text_release(&sound);
  return string ? string : json_string("");
}

json_t *lsp_text(const SceText *text) { return lsp_string(text->bytes, text->count); }
