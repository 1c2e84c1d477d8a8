/* Choices by weights: running sums in the order of the weights, the same for one number as for many. */
#include "choose.h"

#include "array.h"

#include <float.h>
#include <math.h>

enum { FEW = 8 };                /* up to so many sums are looked at one by one */

/* Adds the weights up; `ends` may be NULL. False: they are no weights. */
static bool add_up(const double *weights, uint32_t count, double *ends, double *total, uint32_t *last) {
  double sum = 0;
  *last = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (!(weights[i] >= 0)) return false;
    double before = sum;
    sum += weights[i];
    if (sum > before) *last = i;
    if (ends) ends[i] = sum;
  }
  *total = sum;
  return sum > 0 && sum <= DBL_MAX;
}

bool sce_choice_prepare(SceChoice *out, const double *weights, uint32_t count) {
  *out = (SceChoice){.count = count, .ends = sce_memory_new((count + (size_t)1) * sizeof(double))};
  if (add_up(weights, count, out->ends, &out->total, &out->last)) return true;
  sce_choice_release(out);
  return false;
}

void sce_choice_release(SceChoice *choice) {
  free(choice->ends);
  choice->ends = NULL;
}

/* The number of sums that do not lie above x, by halves. */
static uint32_t search(const double *ends, uint32_t count, double x) {
  uint32_t low = 0;
  while (count > 0) {
    uint32_t half = count / 2;
    if (ends[low + half] <= x) low += half + 1, count -= half + 1;
    else count = half;
  }
  return low;
}

void sce_choice_apply(const SceChoice *choice, uint32_t *out, const double *u, uint32_t count) {
  const double *ends = choice->ends;
  uint32_t last = choice->last;
  for (uint32_t i = 0; i < count; i++) {
    double x = u[i] * choice->total;
    uint32_t index = 0;
    if (last < FEW) for (uint32_t k = 0; k < last; k++) index += ends[k] <= x;
    else index = search(ends, last, x);
    out[i] = index;
  }
}

uint32_t sce_choose(const double *weights, uint32_t count, double u) {
  double total, sum = 0;
  uint32_t last;
  if (!add_up(weights, count, NULL, &total, &last)) return SCE_CHOICE_NONE;
  double x = u * total;
  for (uint32_t i = 0; i < last; i++) {
    sum += weights[i];
    if (sum > x) return i;
  }
  return last;
}
