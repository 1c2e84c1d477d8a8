/* Says which rule the parameters of a distribution, a choice, a correlation or a quantile break. */
#ifndef SCE_PARAMETER_TEXT_H
#define SCE_PARAMETER_TEXT_H

#include "program.h"
#include "text.h"

/* Whether it is such an operation. */
bool sce_parameter_op(uint32_t kind);

/* Goes on after the quoted expression: " is no interval: 10 is not below 4". `values` are the operands in order, `share` is "" or " in 3 % of samples".
 * `help` stays empty where there is nothing to advise. */
void sce_parameter_explain(SceText *out, SceText *help, const SceOp *op, const double *values, uint32_t count, const char *share);

#endif
