/* From batches of numbers to a state. Sums are made lane by lane within a block and rounded once a block; blocks are fixed, and so
 * is every bit of what comes out.
 */
#include "collector.h"

#include "compute.h"

static void clear_sums(SceLanes *lanes) {
  for (uint32_t i = 0; i < SCE_LANES; i++) lanes->sum[i] = lanes->square[i] = 0;
}

static void clear_ends(SceLanes *lanes) {
  for (uint32_t i = 0; i < SCE_LANES; i++) {
    lanes->min[i] = INFINITY;
    lanes->max[i] = -INFINITY;
  }
}

void sce_buckets_make(const SceKernels *kernels, uint32_t *buckets, const double *values, double origin, uint32_t count) {
  double distances[SCE_BATCH];
  if (origin != 0) {
    kernels->binary(SCE_K_SUBTRACT, distances, values, &origin, SCE_B_SCALAR, count);
    values = distances;
  }
  kernels->buckets(buckets, values, count);
}

/* Values that lie close together far from 0 would fall into few buckets: they are counted by their distance from the pivot. Frozen: where the first block spans less than
 * a 32nd of it. */
static double find_origin(const double *sound, uint32_t count, double pivot) {
  double low = pivot, high = pivot;
  for (uint32_t i = 0; i < count; i++) {
    if (sound[i] < low) low = sound[i];
    if (sound[i] > high) high = sound[i];
  }
  return high > low && high - low < fabs(pivot) / 32 ? pivot : 0;
}

/* The pivot is the mean of the block; where all are equal, that number, so that nothing is left of a value that does not vary. */
SceFocus sce_focus_make(const SceKernels *kernels, const double *values, uint32_t count) {
  SceFocus focus = {0};
  double sound[SCE_BLOCK], sum = 0;
  uint32_t buckets[SCE_BLOCK], used = 0;
  for (uint32_t i = 0; i < count; i++)
    if (sce_is_finite(values[i])) sound[used++] = values[i];
  bool same = true;
  for (uint32_t i = 0; i < used; i++) {
    sum += sound[i] / count;
    same &= sound[i] == sound[0];
  }
  if (used) focus.pivot = same ? sound[0] : sum;
  focus.origin = find_origin(sound, used, focus.pivot);
  for (uint32_t first = 0; first < used; first += SCE_BATCH) sce_buckets_make(kernels, buckets + first, sound + first, focus.origin, used - first < SCE_BATCH ? used - first : SCE_BATCH);
  focus.window = sce_window_make(buckets, used);
  return focus;
}

void sce_collector_set(SceCollector *collector, const SceFocus *focus) {
  sce_state_init(&collector->state, focus->pivot, focus->origin);
  sce_histogram_set(&collector->histogram, &focus->window);
  clear_sums(&collector->lanes);
  clear_ends(&collector->lanes);
}

void sce_collector_release(SceCollector *collector) {
  sce_histogram_release(&collector->histogram);
  sce_state_release(&collector->state);
}

static double add_lanes(double *lanes) {
  for (uint32_t width = SCE_LANES / 2; width; width /= 2)
    for (uint32_t i = 0; i < width; i++) lanes[i] += lanes[i + width];
  return lanes[0];
}

static void end_block(SceCollector *collector) {
  double sum = add_lanes(collector->lanes.sum), square = add_lanes(collector->lanes.square);
  if (sce_is_finite(sum) && sce_is_finite(square)) {
    sce_exact_add(&collector->state.sum, sum);
    sce_exact_add(&collector->state.square, square);
  } else {
    collector->state.overflow = true;
  }
  clear_sums(&collector->lanes);
}

/* Samples without value are counted; of their batch nothing else is, since the rest says nothing then. */
static void add_failures(SceState *state, const double *values, const SceSpot *spot) {
  for (uint32_t i = 0; i < spot->count; i++) {
    if (!isnan(values[i])) continue;
    uint32_t cause = sce_poison_cause(values[i]);
    state->failed++;
    if (spot->sample + i < state->failed_sample) state->failed_sample = spot->sample + i;
    if (cause && (!state->cause || cause < state->cause)) state->cause = cause;
  }
}

void sce_collector_add(SceCollector *collector, const SceKernels *kernels, const double *values, bool spoiled, const SceSpot *spot) {
  SceState *state = &collector->state;
  uint64_t failed = state->failed;
  state->count += spot->count;
  if (spoiled) add_failures(state, values, spot);
  if (state->failed == failed) {
    uint32_t buckets[SCE_BATCH];
    kernels->sums(&collector->lanes, values, state->pivot, spot->first, spot->count);
    sce_buckets_make(kernels, buckets, values, state->origin, spot->count);
    sce_histogram_count(&collector->histogram, buckets, spot->count);
  }
  if (spot->ends) end_block(collector);
}

void sce_collector_drain(SceCollector *collector, SceState *into) {
  SceState *state = &collector->state;
  for (uint32_t i = 0; i < SCE_LANES; i++) {
    if (collector->lanes.min[i] < state->min) state->min = collector->lanes.min[i];
    if (collector->lanes.max[i] > state->max) state->max = collector->lanes.max[i];
  }
  clear_ends(&collector->lanes);
  sce_histogram_drain(&collector->histogram, &state->tally);
  sce_state_move(into, state);
}
