/* One of several, by weights: which share of the unit interval a number falls into.
 *
 * Shares lie in the order of the weights. A weight of 0 has no share: its index is never given.
 */
#ifndef SCE_SAMPLE_CHOOSE_H
#define SCE_SAMPLE_CHOOSE_H

#include <stdbool.h>
#include <stdint.h>

enum { SCE_CHOICE_NONE = UINT32_MAX };

/* Weights that do not change; sce_choice_release frees them. */
typedef struct SceChoice {
  uint32_t count, last;          /* last: the last index with a share */
  double total;
  double *ends;                  /* sums of the weights up to and with each */
} SceChoice;

/* False, with nothing to release: no weights, a weight that is negative or not finite, or a sum that is 0 or not finite. */
bool sce_choice_prepare(SceChoice *out, const double *weights, uint32_t count);
void sce_choice_release(SceChoice *choice);

/* out[i] = index that u[i] in (0, 1) falls to: the first whose sum of weights lies above u times the total. */
void sce_choice_apply(const SceChoice *choice, uint32_t *out, const double *u, uint32_t count);

/* The same for one number and weights that change; SCE_CHOICE_NONE where preparing would say false. */
uint32_t sce_choose(const double *weights, uint32_t count, double u);

#endif
