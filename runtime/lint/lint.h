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
  SCE_LINT_BARE = 2,                /* also that nothing in a file has a source: not while somebody is writing it */
};

/* Adds the warnings to `out`. The session is as before: it was evaluated with `all` and `fields`, and with `names` where they are wanted. */
void sce_lint(SceSession *session, SceSourceId main, unsigned asked, SceDiags *out);

/* Whether lints have to know what names mean: the record of that costs as much as a third of a compilation, and most large files have nothing that asks for it. */
bool sce_lint_wants_names(const SceSession *session, SceSourceId main);

/* The same for a session that was evaluated without names: compiles it once more where they are wanted, with few samples; its program and its run are others then. */
void sce_lint_once_more(SceSession *session, const SceSessionRequest *request, unsigned asked);

#endif
