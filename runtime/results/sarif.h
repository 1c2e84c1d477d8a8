/* Findings as SARIF 2.1.0, for services that collect what analyses find. One document with one run for a whole command, however many files it looked at:
 * findings are added as they come and written in the end, also when there are none, since that is what clears the last ones.
 */
#ifndef SCE_SARIF_H
#define SCE_SARIF_H

#include "diag.h"

typedef struct SceSarif {
  SceText results, notifications;     /* elements of these arrays */
  SCE_ARRAY(SceCode) rules;           /* codes that were found, in the order in which they were first */
  bool failed;                        /* something kept the command from looking: a file, its usage */
} SceSarif;

void sce_sarif_release(SceSarif *sarif);

/* Adds findings; files are named as the user named them. */
void sce_sarif_add(SceSarif *sarif, SceSources *sources, const SceDiags *diags);
/* Adds trouble of no file and no code. */
void sce_sarif_add_trouble(SceSarif *sarif, const char *message);

void sce_sarif_write(const SceSarif *sarif, SceText *out);

/* The page of a code in errors.md, from its title on: "E0101 unknown character\n\n…"; NULL: there is none. */
const char *sce_error_page(int code, size_t *length);

#endif
