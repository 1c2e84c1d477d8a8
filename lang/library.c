/* Finding definitions of the standard library by name, in the index that was made when the project was built.
 *
 * Both functions search by halves: a library ten times as long costs three comparisons more. What they return belongs to the library.
 */
#include "library.h"

/* Negative when the entry comes before (space, name) in the order of the index. */
static int compare(const SceLibrary *library, const SceLibraryEntry *entry, SceSpace space, const char *name) {
  if (entry->space != space) return entry->space < space ? -1 : 1;
  return strcmp(library->names + entry->name, name);
}

/* The first entry that does not come before (space, name). */
static uint32_t lower_bound(const SceLibrary *library, SceSpace space, const char *name) {
  uint32_t low = 0, high = library->entry_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (compare(library, &library->entries[middle], space, name) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const SceLibraryEntry *sce_library_find(const SceLibrary *library, SceSpace space, const char *name) {
  uint32_t at = lower_bound(library, space, name);
  if (at == library->entry_count || compare(library, &library->entries[at], space, name)) return NULL;
  return &library->entries[at];
}

const SceLibraryEntry *sce_library_entries(const SceLibrary *library, SceSpace space, uint32_t *count) {
  uint32_t first = lower_bound(library, space, "");
  uint32_t end = lower_bound(library, (SceSpace)(space + 1), "");
  *count = end - first;
  return library->entries + first;
}
