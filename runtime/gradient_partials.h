/* Derivatives of single operations by their operands, for single numbers: the same for values and for samples.
 *
 * Of a corner the side that the operation itself takes; of what jumps, 0. A slope that is infinite (a root at 0) is infinite here.
 */
#ifndef SCE_GRADIENT_PARTIALS_H
#define SCE_GRADIENT_PARTIALS_H

#include "run.h"

#include <math.h>

/* Of NOT … ROUND; `value` is what the operation gave. */
static inline double sce_partial_unary(SceOpKind kind, double a, double value) {
  switch (kind) {
  case SCE_OP_NEGATE: return -1;
  case SCE_OP_ABS: return a < 0 ? -1 : 1;
  case SCE_OP_SQRT: return 0.5 / value;
  case SCE_OP_EXP: return value;
  case SCE_OP_LN: return 1 / a;
  case SCE_OP_LOG10: return 0.43429448190325182765 / a;
  case SCE_OP_LOG2: return 1.44269504088896340736 / a;
  default: return 0;                              /* conditions and roundings */
  }
}

/* Of a power by its base, and by its exponent; by the exponent 0 where a whole power of a negative base is all that there is. */
double sce_partial_base(double a, double b, double value);
static inline double sce_partial_exponent(double a, double value) { return a > 0 ? value * log(a) : 0; }

/* Of ADD … OR. */
typedef struct ScePartials { double a, b; } ScePartials;
ScePartials sce_partials_binary(SceOpKind kind, double a, double b, double value);

/* Of CALL, DISTRIBUTE, CUT, CHOOSE, CORRELATE and BLEND by each of their operands. `arguments` may be written to, and is as before in the end. Operands that are NaN get 0.
 * `skip`: the number of the first operand that counts (1: nobody asks for the derivative by a draw). */
void sce_partials_each(const SceRun *run, uint32_t op, double *arguments, uint32_t count, double value, uint32_t skip, double *out);

/* Of a distribution without bounds by its parameters, and by the number in (0, 1) behind it; only of families of which sce_family_is_closed. `x` is the quantile. */
bool sce_family_is_closed(unsigned family);
void sce_partials_family(unsigned family, const double *parameters, double x, double *out);
double sce_partial_share(unsigned family, const double *parameters, double u, double x);

/* How far a central difference reaches to each side. */
double sce_partial_step(double x);

#endif
