/* Text that is being built. */
#include "text.h"

#include "array.h"

#include <stdio.h>

static void reserve(SceText *text, size_t more) {
  if (text->count + more + 1 <= text->capacity) return;
  size_t room = text->capacity ? text->capacity * 2 : 64;
  while (room < text->count + more + 1) room *= 2;
  char *bytes = realloc(text->bytes, room);
  if (!bytes) sce_memory_new(SIZE_MAX / 2);
  text->bytes = bytes;
  text->capacity = room;
}

void sce_text_add(SceText *text, const char *bytes, size_t count) {
  reserve(text, count);
  if (count) memcpy(text->bytes + text->count, bytes, count);
  text->count += count;
  text->bytes[text->count] = '\0';
}

void sce_text_add_string(SceText *text, const char *string) { sce_text_add(text, string, strlen(string)); }

void sce_text_add_byte(SceText *text, char byte) { sce_text_add(text, &byte, 1); }

void sce_text_add_format_list(SceText *text, const char *format, va_list list) {
  va_list again;
  va_copy(again, list);
  int count = vsnprintf(NULL, 0, format, again);
  va_end(again);
  if (count < 0) return;
  reserve(text, (size_t)count);
  vsnprintf(text->bytes + text->count, (size_t)count + 1, format, list);
  text->count += (size_t)count;
}

void sce_text_add_format(SceText *text, const char *format, ...) {
  va_list list;
  va_start(list, format);
  sce_text_add_format_list(text, format, list);
  va_end(list);
}

void sce_text_clear(SceText *text) {
  text->count = 0;
  if (text->bytes) text->bytes[0] = '\0';
}

void sce_text_release(SceText *text) {
  free(text->bytes);
  *text = (SceText){0};
}
