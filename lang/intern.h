/* Names as small numbers: every spelling is stored once, and equal spellings have equal SceName.
 * Spellings live as long as the table; SceName 0 is the empty spelling.
 */
#ifndef SCE_INTERN_H
#define SCE_INTERN_H

#include "array.h"

typedef uint32_t SceName;

typedef struct SceInternEntry {
  const char *bytes;
  uint32_t count, hash;
} SceInternEntry;

typedef struct SceIntern {
  SCE_ARRAY(char *) chunks;             /* spellings, side by side, each NUL-terminated; they never move */
  uint32_t used, room;                  /* bytes of the last chunk */
  SCE_ARRAY(SceInternEntry) entries;    /* by SceName */
  uint64_t *slots;                      /* open addressing; 0 is free, else hash << 32 | SceName */
  uint32_t slot_count;                  /* a power of two */
} SceIntern;

void sce_intern_init(SceIntern *intern);
void sce_intern_release(SceIntern *intern);

/* The name of the `count` bytes at `bytes`, which are copied when they are new. */
SceName sce_intern_get(SceIntern *intern, const char *bytes, uint32_t count);
SceName sce_intern_get_string(SceIntern *intern, const char *string);

/* The NUL-terminated spelling; valid as long as the table. */
const char *sce_intern_spelling(const SceIntern *intern, SceName name);
uint32_t sce_intern_length(const SceIntern *intern, SceName name);

#endif
