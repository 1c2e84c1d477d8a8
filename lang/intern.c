/* The table of names: one hash lookup a token, with spellings packed side by side. */
#include "intern.h"

/* The last byte is added at the end: names that differ in it alone, v1 v2 v3, are neighbours in the table and share its cache lines. */
static uint32_t hash_bytes(const char *bytes, uint32_t count) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ count;
  uint32_t last = (unsigned char)bytes[--count];
  while (count >= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
    bytes += 8, count -= 8;
  }
  uint64_t tail = 0;
  for (uint32_t i = 0; i < count; i++) tail = tail << 8 | (unsigned char)bytes[i];
  hash = (hash ^ tail) * 0xD6E8FEB86659FD93u;
  hash ^= hash >> 29;
  return (uint32_t)(hash ^ hash >> 32) + last;
}

void sce_intern_init(SceIntern *intern) {
  *intern = (SceIntern){0};
  intern->slot_count = 512;
  intern->slots = sce_memory_zeroed(intern->slot_count * sizeof *intern->slots);
  sce_array_push(&intern->entries, ((SceInternEntry){"", 0, 0}));
}

void sce_intern_release(SceIntern *intern) {
  for (uint32_t i = 0; i < intern->chunks.count; i++) free(intern->chunks.at[i]);
  sce_array_release(&intern->chunks);
  sce_array_release(&intern->entries);
  free(intern->slots);
  *intern = (SceIntern){0};
}

static void double_slots(SceIntern *intern) {
  free(intern->slots);
  intern->slot_count *= 2;
  intern->slots = sce_memory_zeroed(intern->slot_count * sizeof *intern->slots);
  uint32_t mask = intern->slot_count - 1;
  for (uint32_t name = 1; name < intern->entries.count; name++) {
    uint32_t hash = intern->entries.at[name].hash, slot = hash & mask;
    while (intern->slots[slot]) slot = (slot + 1) & mask;
    intern->slots[slot] = (uint64_t)hash << 32 | name;
  }
}

/* Room for `size` bytes that stays where it is. */
static char *place(SceIntern *intern, uint32_t size) {
  enum { CHUNK = 1 << 16 };
  if (size > intern->room - intern->used) {
    intern->room = size > CHUNK ? size : intern->chunks.count ? CHUNK : 4096;
    intern->used = 0;
    char *chunk = sce_memory_new(intern->room);
    sce_array_push(&intern->chunks, chunk);
  }
  char *bytes = sce_array_last(&intern->chunks) + intern->used;
  intern->used += size;
  return bytes;
}

static SceName add(SceIntern *intern, const char *bytes, uint32_t count, uint32_t hash) {
  SceName name = intern->entries.count;
  char *copy = place(intern, count + 1);
  memcpy(copy, bytes, count);
  copy[count] = '\0';
  sce_array_push(&intern->entries, ((SceInternEntry){copy, count, hash}));
  return name;
}

SceName sce_intern_get(SceIntern *intern, const char *bytes, uint32_t count) {
  if (!count) return 0;
  uint32_t hash = hash_bytes(bytes, count), mask = intern->slot_count - 1, slot = hash & mask;
  for (uint64_t found; (found = intern->slots[slot]); slot = (slot + 1) & mask) {
    if (found >> 32 != hash) continue;
    const SceInternEntry *entry = &intern->entries.at[(SceName)found];
    if (entry->count == count && !memcmp(entry->bytes, bytes, count)) return (SceName)found;
  }
  SceName name = add(intern, bytes, count, hash);
  intern->slots[slot] = (uint64_t)hash << 32 | name;
  if (intern->entries.count > intern->slot_count / 2) double_slots(intern);
  return name;
}

SceName sce_intern_get_string(SceIntern *intern, const char *string) { return sce_intern_get(intern, string, (uint32_t)strlen(string)); }

const char *sce_intern_spelling(const SceIntern *intern, SceName name) { return intern->entries.at[name].bytes; }

uint32_t sce_intern_length(const SceIntern *intern, SceName name) { return intern->entries.at[name].count; }
