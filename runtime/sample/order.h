/* Quantiles as order statistics: exactly, by a second sweep that gathers only what falls into the buckets that they lie in. */
#ifndef SCE_SAMPLE_ORDER_H
#define SCE_SAMPLE_ORDER_H

#include "sweep.h"

typedef struct SceOrder {
  uint32_t wanted;
  double probability;
  double value;                     /* out: between the two samples around rank p (n - 1), in proportion */
} SceOrder;

/* The sweep is the one that the states come from (its visitor is not looked at); totals[i] is the state of wanted value i. False when it was stopped. */
bool sce_order_find(const SceSweep *sweep, const SceState *totals, SceOrder *orders, uint32_t count);

#endif
