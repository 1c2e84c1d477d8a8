/* A file and the values that are asked about: what `sce explain`, `sce sensitivity` and `sce inputs` start from.
 *
 * A path is read as an expression with the file's names, so that whatever the language can name can be asked about, and what it cannot is answered in its words.
 */
#ifndef SCE_CLI_ASKED_H
#define SCE_CLI_ASKED_H

#include "cli.h"

typedef struct SceAsked {
  SceSession session;
  SceSourceIds sets, texts;         /* texts: the file, then one for each path */
  SCE_ARRAY(uint32_t) results;      /* of each path: index into the program's results */
  SCE_ARRAY(uint32_t) columns;      /* of --scenario: points of the scenario axis, base first; empty: not asked for */
} SceAsked;

/* Reads and compiles the first operand, with the others as paths. False where there is nothing to answer; findings are shown. */
bool sce_asked_open(SceCli *cli, SceAsked *asked);
void sce_asked_close(SceAsked *asked);

/* Computes what the program's results are by now, and notes what could not be computed. */
void sce_asked_compute(SceCli *cli, SceAsked *asked);

/* Shows the findings that concern an answer: errors, not what claims say. */
void sce_asked_findings(SceCli *cli, SceAsked *asked);

#endif
