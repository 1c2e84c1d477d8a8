/* Lints: what a careful reader of a scenario would ask about although every unit fits. Warnings of `sce check` and of the language server, never of a run.
 *
 * A lint reads the syntax tree, the record of names, values and derivatives of a session that has been evaluated with `all`, `fields` and `names`. It is not asked about a file
 * with errors, and says nothing of other files than the main one: those are checked by themselves. A comment silences one on its line, with a reason (allow.h).
 */
#ifndef SCE_LINT_H
#define SCE_LINT_H

#include "session.h"

enum {                              /* what is asked for beside the rest */
  SCE_LINT_WHOLE = 1,               /* everything was computed, so that a comment that silences nothing is wrong */
  SCE_LINT_BARE = 2,            /* also that nothing in a file has a source: not while somebody is writing it */
};

/* Adds the warnings to `out`. The session is as before. */
void sce_lint(SceSession *session, SceSourceId main, unsigned asked, SceDiags *out);

/* The same for a text of a session that was evaluated without all that: compiles it once more, with few samples; its program and its run are others then. */
void sce_lint_again(SceSession *session, const SceSessionRequest *request, unsigned asked);

#endif
