/* Spelled numbers to doubles: correctly rounded, whatever the spelling, and without a library call for all common ones.
 * Nothing is kept; texts are borrowed for the call.
 */
#ifndef SCE_LITERAL_H
#define SCE_LITERAL_H

#include <stdint.h>

typedef enum SceLiteralProblem {
  SCE_LITERAL_FINE,
  SCE_LITERAL_TOO_LARGE,      /* above the largest double */
  SCE_LITERAL_TOO_SMALL,      /* not zero as written, zero as a double */
  SCE_LITERAL_UNDERSCORE,     /* `_` not between two digits, or twice in a row */
} SceLiteralProblem;

/* Reads digits [`.` digits] [e [sign] digits], `_` between digits, in [at, end), times 10 to the power `scale`. Always sets *number. */
SceLiteralProblem sce_literal_read(const char *at, const char *end, int32_t scale, double *number);

/* What the finding says. */
const char *sce_literal_problem_text(SceLiteralProblem problem);

#endif
