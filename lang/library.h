/* The standard library as constant data: its texts, and an index of every definition by name.
 *
 * The index is made when the project is built (tools/libindex.c), so that a program parses only the definitions that it
 * names, however long the library is.
 */
#ifndef SCE_LIBRARY_H
#define SCE_LIBRARY_H

#include "array.h"

#include <stdbool.h>

typedef enum SceSpace {             /* the namespaces of top-level definitions */
  SCE_SPACE_VALUE,                  /* fields and blocks */
  SCE_SPACE_KIND,
  SCE_SPACE_FUNCTION,
  SCE_SPACE_UNIT,                   /* names and aliases */
  SCE_SPACE_DIMENSION,
  SCE_SPACE_SIGNATURE,              /* derived dimensions by what they are made of (sce_dim_signature) */
} SceSpace;

typedef struct SceLibraryEntry {
  uint32_t name;                    /* offset into names */
  uint16_t space;                   /* SceSpace */
  uint16_t file;
  uint32_t start, end;              /* the definition's bytes in the file */
} SceLibraryEntry;

typedef struct SceLibraryFile {
  uint32_t name;                    /* offset into names: "units.sce" */
  uint32_t start, length;           /* in texts; texts[start + length] is NUL */
} SceLibraryFile;

typedef struct SceLibrary {
  const char *names;                /* NUL-terminated spellings */
  const char *texts;
  const SceLibraryEntry *entries;   /* ordered by space, then name (strcmp) */
  const SceLibraryFile *files;
  uint32_t entry_count, file_count;
} SceLibrary;

/* The library of this build (generated). */
extern const SceLibrary sce_library;

/* The entry of a name in a namespace, or NULL. */
const SceLibraryEntry *sce_library_find(const SceLibrary *library, SceSpace space, const char *name);

/* The run of entries of a namespace. */
const SceLibraryEntry *sce_library_entries(const SceLibrary *library, SceSpace space, uint32_t *count);

#endif
