/* What Tab offers. */
#include "repl.h"

void sce_repl_complete(void *context, const char *line, uint32_t cursor, SceLineWords *words) {
  (void)context;
  (void)line;
  words->start = cursor;
}
