/* Growth of arrays, and the one place where running out of memory is answered. */
#include "array.h"

#include <stdio.h>

/* Under the address sanitizer arrays grow in small steps, so that a pointer kept over a push is found soon. */
#if defined __has_feature
#if __has_feature(address_sanitizer)
#define MOVE_OFTEN
#endif
#endif

static void *check(void *block) {
  if (block) return block;
  fputs("sce: out of memory\n", stderr);
  exit(2);
}

void *sce_array_grow(void *block, uint32_t *capacity, uint64_t need, size_t size) {
  uint64_t room = *capacity ? *capacity + *capacity / 2u + 8u : 16u;
#ifdef MOVE_OFTEN
  if (*capacity < 65536) room = need + *capacity / 16u;
#endif
  if (room < need) room = need;
  if (room > UINT32_MAX) room = UINT32_MAX;
  if (need > room || room > SIZE_MAX / size) check(NULL);
  *capacity = (uint32_t)room;
  return check(realloc(block, (size_t)room * size));
}

void *sce_memory_new(size_t size) { return check(malloc(size ? size : 1)); }

void *sce_memory_zeroed(size_t size) { return check(calloc(1, size ? size : 1)); }
