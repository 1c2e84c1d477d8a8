/* Exact derivatives of what a run has computed, in reverse: one sweep gives the derivative of one value by all others.
 *
 * Everything that a program can hold has a derivative here: axes and what reduces them, recurrences, calls (central differences, to one side at a border), distributions by
 * their parameters, and over samples the mean, with the samples that the run has. Where a function has a corner or a step, the derivative is that of the side it is on; of a
 * rounding or a condition 0, also where samples fall to both sides of it. A slope that is infinite (a root at 0) is infinite, or NaN where it meets a 0 further back.
 *
 * Of samples: a least or greatest one moves like the samples that have this value; a quantile like the mean of the samples around its rank, within N^(-0.4) / 2 of
 * the probability to each side; a choice, by its weights, like the mean of what it chooses from. Draws stand for nothing that could be moved.
 *
 * A gradient borrows the run and must be released before it. It takes one thread; over samples it takes all that the run was asked for, though it may have been cut short.
 */
#ifndef SCE_GRADIENT_H
#define SCE_GRADIENT_H

#include "engine.h"

typedef struct SceGradient SceGradient;

SceGradient *sce_gradient_new(SceRun *run);
void sce_gradient_free(SceGradient *gradient);

/* The derivatives of a value at a point of its axes; of a sampled value those of the mean of its samples. False where the value at that point is poison, or
 * a sample of it is; also where a single operation reads more than some 14,000 sampled values. May be called any number of times, also after sce_run_again;
 * what a value rests on is looked up once, and for single numbers nothing is allocated after that. */
bool sce_gradient_of(SceGradient *gradient, uint32_t op, uint32_t point);

/* Of the value last asked for, by another one: a number for each of its points (of a sampled one: as if all its samples moved by the same amount).
 * 0 where it does not depend on it. Valid until the next call. */
const double *sce_gradient_by(const SceGradient *gradient, uint32_t op, uint32_t *count);

/* The operations that the value last asked for rests on, itself among them. Valid until the next call. */
const uint32_t *sce_gradient_reach(const SceGradient *gradient, uint32_t *count);

#endif
