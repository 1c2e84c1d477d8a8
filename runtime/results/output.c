/* Bytes on their way out, and the two quotings that results need. The buffer is the document's own, so that a million short pieces cost a
 * million copies and not a million calls of the C library, and so that nothing depends on how the stream is buffered.
 */
#include "output.h"

#include "array.h"

enum { ROOM = 64 * 1024 };

void sce_output_init_file(SceOutput *out, FILE *file) { *out = (SceOutput){.file = file, .buffer = sce_memory_new(ROOM)}; }

void sce_output_init_text(SceOutput *out, SceText *text) { *out = (SceOutput){.text = text}; }

static void write_file(SceOutput *out, const char *bytes, size_t count) {
  if (!out->failed && fwrite(bytes, 1, count, out->file) != count) out->failed = true;
}

bool sce_output_finish(SceOutput *out) {
  if (out->file) {
    write_file(out, out->buffer, out->count);
    if (fflush(out->file) != 0) out->failed = true;
  }
  free(out->buffer);
  out->buffer = NULL;
  out->count = 0;
  return !out->failed;
}

void sce_output_add(SceOutput *out, const char *bytes, size_t count) {
  if (!out->file) {
    if (count) sce_text_add(out->text, bytes, count);
    return;
  }
  if (count > ROOM - out->count) {
    write_file(out, out->buffer, out->count);
    out->count = 0;
    if (count > ROOM) {
      write_file(out, bytes, count);
      return;
    }
  }
  if (count) memcpy(out->buffer + out->count, bytes, count);
  out->count += count;
}

void sce_output_add_string(SceOutput *out, const char *string) { sce_output_add(out, string, strlen(string)); }

void sce_output_add_byte(SceOutput *out, char byte) { sce_output_add(out, &byte, 1); }

void sce_output_add_spaces(SceOutput *out, uint32_t count) {
  static const char spaces[] = "                                                                ";
  for (; count > sizeof spaces - 1; count -= sizeof spaces - 1) sce_output_add(out, spaces, sizeof spaces - 1);
  sce_output_add(out, spaces, count);
}

size_t sce_output_sequence(const char *at, size_t left) {
  uint32_t first = (unsigned char)*at;
  if (first < 0x80) return 1;
  size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || left < length) return 0;
  uint32_t code = first & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; i++) {
    uint32_t next = (unsigned char)at[i];
    if ((next & 0xC0) != 0x80) return 0;
    code = code << 6 | (next & 0x3F);
  }
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  return code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? 0 : length;
}

static void add_escape(SceOutput *out, unsigned char byte) {
  static const char digits[] = "0123456789abcdef";
  switch (byte) {
  case '"': sce_output_add(out, "\\\"", 2); return;
  case '\\': sce_output_add(out, "\\\\", 2); return;
  case '\n': sce_output_add(out, "\\n", 2); return;
  case '\t': sce_output_add(out, "\\t", 2); return;
  case '\r': sce_output_add(out, "\\r", 2); return;
  default: sce_output_add(out, (char[]){'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]}, 6); return;
  }
}

void sce_output_add_json(SceOutput *out, const char *bytes, size_t count) {
  sce_output_add_byte(out, '"');
  size_t plain = 0;    /* start of the run that goes out as it is */
  for (size_t i = 0; i < count;) {
    unsigned char byte = (unsigned char)bytes[i];
    bool escaped = byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7F;
    size_t length = sce_output_sequence(bytes + i, count - i);
    if (length && !escaped) {
      i += length;
      continue;
    }
    sce_output_add(out, bytes + plain, i - plain);
    if (escaped) add_escape(out, byte);
    else sce_output_add_string(out, "\xEF\xBF\xBD");
    plain = ++i;
  }
  sce_output_add(out, bytes + plain, count - plain);
  sce_output_add_byte(out, '"');
}

void sce_output_add_csv(SceOutput *out, const char *bytes, size_t count) {
  bool quoted = false;
  for (size_t i = 0; i < count && !quoted; i++) quoted = bytes[i] == ',' || bytes[i] == '"' || bytes[i] == '\n' || bytes[i] == '\r';
  if (!quoted) {
    sce_output_add(out, bytes, count);
    return;
  }
  sce_output_add_byte(out, '"');
  for (size_t i = 0; i < count; i++) {
    if (bytes[i] == '"') sce_output_add_byte(out, '"');
    sce_output_add_byte(out, bytes[i]);
  }
  sce_output_add_byte(out, '"');
}
