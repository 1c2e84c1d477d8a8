/* Source texts, and lines and columns on demand. */
#include "source.h"

static char *copy_string(const char *string) {
  size_t size = strlen(string) + 1;
  return memcpy(sce_memory_new(size), string, size);
}

void sce_sources_init(SceSources *sources) { *sources = (SceSources){0}; }

void sce_sources_release(SceSources *sources) {
  for (uint32_t i = 0; i < sources->list.count; i++) {
    SceSource *source = &sources->list.at[i];
    free(source->name);
    free(source->short_name);
    if (source->owned) free((char *)source->text);
    sce_array_release(&source->lines);
  }
  sce_array_release(&sources->list);
}

SceSourceId sce_sources_add(SceSources *sources, const char *name, const char *short_name, const char *text, uint32_t length, bool take) {
  SceSource source = {.name = copy_string(name), .short_name = copy_string(short_name), .text = text, .length = length, .owned = take};
  sce_array_push(&sources->list, source);
  return sources->list.count - 1;
}

static void find_lines(SceSource *source) {
  sce_array_push(&source->lines, 0);
  for (const char *at = source->text, *end = at + source->length; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
    sce_array_push(&source->lines, (uint32_t)(at - source->text) + 1);
}

static uint32_t line_of(SceSource *source, uint32_t offset) {
  if (!source->lines.count) find_lines(source);
  uint32_t low = 0, high = source->lines.count;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (source->lines.at[middle] <= offset) low = middle;
    else high = middle;
  }
  return low;
}

ScePlace sce_sources_place(SceSources *sources, SceSourceId id, uint32_t offset) {
  SceSource *source = &sources->list.at[id];
  if (offset > source->length) offset = source->length;
  uint32_t line = line_of(source, offset), column = 1;
  for (uint32_t at = source->lines.at[line]; at < offset; at++)
    if (((unsigned char)source->text[at] & 0xC0u) != 0x80u) column++;
  return (ScePlace){line + 1, column};
}

const char *sce_sources_line(SceSources *sources, SceSourceId id, uint32_t offset, uint32_t *length) {
  SceSource *source = &sources->list.at[id];
  if (offset > source->length) offset = source->length;
  uint32_t line = line_of(source, offset), start = source->lines.at[line];
  uint32_t end = line + 1 < source->lines.count ? source->lines.at[line + 1] - 1 : source->length;
  if (end > start && source->text[end - 1] == '\r') end--;
  *length = end - start;
  return source->text + start;
}
