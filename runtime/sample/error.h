/* Standard errors of what is computed from reductions over samples.
 *
 * Mean, standard deviation and quantiles of samples are known to within a standard error; what is computed from them further on may be off as well. Each operation
 * hands the errors of its operands on as if they were small and independent, which is too much rather than too little where they are not.
 */
#ifndef SCE_SAMPLE_ERROR_H
#define SCE_SAMPLE_ERROR_H

#include "run.h"

/* Fills run->errors, if there is anything in it. All values must have been computed. */
void sce_errors_make(SceRun *run);

#endif
