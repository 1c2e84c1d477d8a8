/* Exact derivatives of what a run has computed, in reverse: one sweep gives the derivative of one value by all others.
 *
 * Everything that a program can hold has a derivative here: axes and what reduces them, recurrences, calls (central differences), distributions by their
 * parameters, and over samples the mean. Where a function has a corner or a step, the derivative is that of the side it is on; of a rounding 0, of
 * a condition 0. A gradient borrows the run and must be released before it.
 */
#ifndef SCE_GRADIENT_H
#define SCE_GRADIENT_H

#include "engine.h"

typedef struct SceGradient SceGradient;

SceGradient *sce_gradient_new(SceRun *run);
void sce_gradient_free(SceGradient *gradient);

/* The derivatives of a value at a point of its axes; of a sampled value those of the mean of its samples. False where the value at that point is poison, or
 * a sample of it is. May be called any number of times, also after sce_run_again. */
bool sce_gradient_of(SceGradient *gradient, uint32_t op, uint32_t point);

/* Of the value last asked for, by another one: a number for each of its points (of a sampled one: as if all its samples moved by the same amount).
 * 0 where it does not depend on it. Valid until the next call. */
const double *sce_gradient_by(const SceGradient *gradient, uint32_t op, uint32_t *count);

#endif
