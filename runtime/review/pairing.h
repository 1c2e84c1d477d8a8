/* Which results of two sides belong together, in the order in which a diff lists them: for compare.c. */
#ifndef SCE_REVIEW_PAIRING_H
#define SCE_REVIEW_PAIRING_H

#include "mix.h"

typedef struct SceResultPair {      /* results of the sides; SCE_NO_OP: the side does not show it */
  uint32_t old_result, new_result;
  uint32_t old_op, new_op;          /* also where the result is not shown, if there is such a field; SCE_NO_OP */
  SceUnit old_unit, new_unit;
} SceResultPair;

typedef SCE_ARRAY(SceResultPair) SceResultPairs;

/* Results that are more than a given number, on either side, in the new side's order; what only the old side has stands behind what it stood behind there.
 * `old_partner` and `new_partner` by field. */
SceResultPairs sce_pair_results(const SceProgram *old_side, const SceProgram *new_side, const uint32_t *old_partner, const uint32_t *new_partner, bool all, bool given);

#endif
