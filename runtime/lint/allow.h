/* Comments that silence a lint: `# allow E0706: the contract bills calendar months`, behind what they are about or on a line of their own above it.
 */
#ifndef SCE_LINT_ALLOW_H
#define SCE_LINT_ALLOW_H

#include "diag.h"

/* Whether a comment (its text behind the `#`) is such a directive: the word `allow` and a code. */
bool sce_allow_is_directive(const char *text, size_t length);

typedef struct SceAllow {           /* one code of one comment */
  uint32_t line;                    /* that it is about, from 1 */
  uint32_t code;
  SceSpan span;                     /* of the code */
  bool reason, used;
} SceAllow;

typedef struct SceAllows {
  SCE_ARRAY(SceAllow) list;         /* in the order of the text */
} SceAllows;

/* All directives of a text. */
void sce_allows_read(SceAllows *allows, SceSources *sources, SceSourceId source);
void sce_allows_release(SceAllows *allows);

/* Whether a finding is silenced; the directive counts as used. */
bool sce_allows(SceAllows *allows, SceSources *sources, const SceDiag *diag);

/* What is wrong with the directives themselves. `whole`: one that silenced nothing is. */
void sce_allows_report(const SceAllows *allows, bool whole, SceDiags *out);

#endif
