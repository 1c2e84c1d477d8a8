/* Source texts and places in them.
 *
 * A source is a name to show and a text that stays in memory, NUL-terminated, as long as the list of sources. A place is
 * a byte offset into one source; lines and columns (in Unicode code points, from 1) are computed when somebody asks.
 * Texts are at most 2 GiB, so that offsets fit 32 bits.
 */
#ifndef SCE_SOURCE_H
#define SCE_SOURCE_H

#include "array.h"

#include <stdbool.h>

typedef uint32_t SceSourceId;   /* index into SceSources */

typedef struct SceSource {
  char *name;             /* as shown in findings: the path as the user gave it */
  char *short_name;       /* as shown in results: relative to the main file's folder, the same wherever the command ran */
  const char *text;
  uint32_t length;
  bool owned;             /* text is freed with the list */
  bool library;           /* part of the standard library */
  SCE_ARRAY(uint32_t) lines;   /* offsets of line starts, filled by the first question */
} SceSource;

typedef struct SceSources {
  SCE_ARRAY(SceSource) list;
} SceSources;

typedef struct SceSpan {
  SceSourceId source;
  uint32_t start, end;    /* bytes, end exclusive */
} SceSpan;

typedef struct ScePlace {
  uint32_t line, column;  /* from 1; columns in code points */
} ScePlace;

void sce_sources_init(SceSources *sources);
void sce_sources_release(SceSources *sources);

/* Adds a text. With `take` the list frees it (it must come from malloc); otherwise it must outlive the list. Names are copied.
 * text[length] must be NUL. */
SceSourceId sce_sources_add(SceSources *sources, const char *name, const char *short_name, const char *text, uint32_t length, bool take);

ScePlace sce_sources_place(SceSources *sources, SceSourceId source, uint32_t offset);

/* The bytes of the line that holds `offset`, without its line end. */
const char *sce_sources_line(SceSources *sources, SceSourceId source, uint32_t offset, uint32_t *length);

#endif
