/* Operations that no kernel knows, of single numbers: the same for values and for samples. */
#ifndef SCE_SAMPLE_EACH_H
#define SCE_SAMPLE_EACH_H

#include "run.h"

/* CALL, DISTRIBUTE, CUT and CHOOSE of their operands in order. */
double sce_each_compute(const SceRun *run, uint32_t op, const double *arguments, uint32_t count);

/* CORRELATE of its three operands. */
double sce_each_correlate(uint32_t op, const double *arguments);

#endif
