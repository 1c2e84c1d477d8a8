/* Whose doing a change is: shares of edits along the path from the old side to the new one.
 *
 * All parameters of a mix go from 0 to 1 together. An edit's share of the change of a value is the integral of the value's derivative by its parameter
 * (Aumann-Shapley); with blended values that is, on products, the logarithmic mean divisia index, and on sums the differences. It depends on no order, changes
 * its sign when the sides are exchanged, and an input split in two has the shares of both. What the path cannot see has lines of its own: roundings
 * are left out of it, jumps are taken whole, and where a mixed world has no value the change is nobody's alone.
 */
#ifndef SCE_REVIEW_ATTRIBUTE_H
#define SCE_REVIEW_ATTRIBUTE_H

#include "engine.h"
#include "mix.h"

enum { SCE_SHAPLEY_MOST = 16 };

typedef struct SceShare {           /* what to attribute, and what came of it */
  uint32_t op, point;               /* of the mix */
  double old_value, new_value;      /* out: in the mix; poison where there is none */
  double *contributions;            /* out: by parameter; they and the three below add up to new - old */
  double *factors;                  /* out: by parameter: logarithms of factors that multiply to new / old; NULL where these have not one sign */
  double rounding, jumps, joint;
  double delta_se;                  /* out: of what is sampled: the standard error of new - old on common draws, from its first samples; else 0 */
} SceShare;

typedef struct SceAttribution {
  uint32_t *parameters, parameter_count;   /* operations of the mix, each once */
} SceAttribution;

/* The parameters of a mix, each once. */
void sce_attribution_init(SceAttribution *attribution, const SceMix *mix);
void sce_attribution_release(SceAttribution *attribution);

/* Fills the shares. `run` is a run of the mix's program; afterwards all its parameters are at 1. */
void sce_attribute_path(const SceAttribution *attribution, const SceMix *mix, SceRun *run, SceShare *shares, uint32_t count);
/* The same by Shapley's values over all orders, for at most SCE_SHAPLEY_MOST parameters: the check. */
void sce_attribute_shapley(const SceAttribution *attribution, const SceMix *mix, SceRun *run, SceShare *shares, uint32_t count);

/* Puts all parameters there, and computes. */
void sce_attribution_move(const SceAttribution *attribution, const SceMix *mix, SceRun *run, double t);

void sce_share_release(SceShare *share);

#endif
