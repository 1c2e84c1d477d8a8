/* Sums of doubles without rounding: an integer so wide that every double fits into it at its place.
 *
 * Adding is integer addition, so that neither order nor grouping changes a bit of the total: what threads, shards and machines add up apart
 * is the same number. Room for 2^140 additions of the largest double.
 */
#ifndef SCE_SAMPLE_EXACT_H
#define SCE_SAMPLE_EXACT_H

#include <stdbool.h>
#include <stdint.h>

enum { SCE_EXACT_LIMBS = 36 };

typedef struct SceExact {           /* two's complement, limb 0 lowest; its bit 0 is worth 2^-1074. All zeros is 0 */
  uint64_t limbs[SCE_EXACT_LIMBS];
} SceExact;

void sce_exact_add(SceExact *sum, double value);            /* value is finite */
void sce_exact_add_exact(SceExact *sum, const SceExact *other);
double sce_exact_round(const SceExact *sum);                /* to the nearest double, ties to even; beyond the largest: an infinity */

#endif
