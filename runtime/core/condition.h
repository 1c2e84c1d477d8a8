/* The domain of a function of the core, read: which conditions of the text in core.def do arguments break?
 *
 * A domain is a list of conditions with ", " between them; "" has none. A condition compares products of parameters and numbers, once or in a
 * chain, perhaps only where another comparison holds, or asks for a whole number:
 *
 *   0 < utilization <= 1, side >= 8 * patch, width > 0 if layers > 0, stage is whole
 *
 * That arguments are finite is not said: all of them have to be. The text is what a user is told, so that what is said and what is done are one;
 * tests hold it against the functions themselves.
 */
#ifndef SCE_CORE_CONDITION_H
#define SCE_CORE_CONDITION_H

#include "core/core.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum SceCondition { SCE_CONDITION_HOLDS, SCE_CONDITION_BROKEN, SCE_CONDITION_UNREADABLE } SceCondition;

/* One condition at `text`, of `length` bytes, under the arguments of this signature. */
SceCondition sce_condition_check(const char *text, size_t length, const char *signature, const double *args);

/* Takes the next condition off a domain: returns its first byte and how long it is, and moves `domain` behind it; NULL: there is no further one. */
const char *sce_condition_next(const char **domain, size_t *length);

#endif
