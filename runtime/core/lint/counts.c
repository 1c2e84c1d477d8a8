/* Numbers that are decided, not known: nobody has to be cited for them. */
#include "lint/lint_state.h"

bool sce_lint_is_decided(const char *unit) { return !strcmp(unit, "gpu") || !strcmp(unit, "gpus"); }
