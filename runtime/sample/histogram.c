/* Counting samples by value. A window of plain counters on either side of 0 takes nearly all of them; what lies outside goes through two levels of tables. */
#include "histogram.h"

#include <math.h>
#include <stdbool.h>

static double value_of(uint64_t ordered) {
  uint64_t bits = ordered >> 63 ? ordered ^ UINT64_C(1) << 63 : ~ordered;
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

double sce_bucket_start(uint32_t bucket) { return value_of((uint64_t)bucket << SCE_BUCKET_SHIFT); }
double sce_bucket_end(uint32_t bucket) { return value_of((uint64_t)bucket << SCE_BUCKET_SHIFT | ((UINT64_C(1) << SCE_BUCKET_SHIFT) - 1)); }

/* --- tallies ----------------------------------------------------------------------------------- */

void sce_tally_release(SceTally *tally) { sce_array_release(&tally->entries); }

void sce_tally_add(SceTally *tally, const SceTally *other) {
  SceTally sum = {0};
  sce_array_reserve(&sum.entries, tally->entries.count + other->entries.count);
  uint32_t i = 0, j = 0;
  while (i < tally->entries.count || j < other->entries.count) {
    SceTallyEntry next;
    if (j >= other->entries.count || (i < tally->entries.count && tally->entries.at[i].bucket < other->entries.at[j].bucket)) {
      next = tally->entries.at[i++];
    } else {
      next = other->entries.at[j++];
      if (i < tally->entries.count && tally->entries.at[i].bucket == next.bucket) next.count += tally->entries.at[i++].count;
    }
    sce_array_push(&sum.entries, next);
  }
  sce_tally_release(tally);
  *tally = sum;
}

uint32_t sce_tally_find(const SceTally *tally, double rank, uint64_t *before) {
  uint32_t i = 0;
  *before = 0;
  while (i + 1 < tally->entries.count && rank >= (double)(*before + tally->entries.at[i].count)) *before += tally->entries.at[i++].count;
  return i;
}

void sce_tally_quantiles(const SceTally *tally, uint64_t samples, const double *probabilities, double *values, uint32_t count) {
  uint32_t at = 0;
  uint64_t before = 0;
  for (uint32_t i = 0; i < count; i++) {
    values[i] = 0;
    if (!tally->entries.count) continue;
    double rank = probabilities[i] * (double)(samples - 1) + 0.5;
    if (rank < (double)before) at = 0, before = 0;
    for (; at + 1 < tally->entries.count && rank >= (double)(before + tally->entries.at[at].count); at++) before += tally->entries.at[at].count;
    const SceTallyEntry *entry = &tally->entries.at[at];
    if (entry->bucket == SCE_BUCKET_OF_ZERO) continue;
    double start = sce_bucket_start(entry->bucket), end = sce_bucket_end(entry->bucket), share = (rank - (double)before) / (double)entry->count;
    values[i] = start + (end - start) * fmin(fmax(share, 0), 1);
  }
}

/* --- histograms -------------------------------------------------------------------------------- */

/* A window takes in the values that were seen and some more; where these are too many, those farthest from 0. */
enum { SIDE = SCE_BUCKETS / 2, TAIL = 64 };

static void lay_window(SceWindow *window, uint32_t side, uint32_t low, uint32_t high) {
  uint32_t margin = (high - low) / 4 + TAIL, start = side * SIDE, end = start + SIDE;
  uint32_t first = low - start > margin ? low - margin : start, last = end - 1 - high > margin ? high + margin : end - 1;
  if (last - first >= SCE_WINDOW_MOST && side) first = last - SCE_WINDOW_MOST + 1;
  if (last - first >= SCE_WINDOW_MOST && !side) last = first + SCE_WINDOW_MOST - 1;
  window->first[side] = first;
  window->size[side] = last - first + 1;
}

SceWindow sce_window_make(const uint32_t *buckets, uint32_t count) {
  uint32_t low[2] = {UINT32_MAX, UINT32_MAX}, high[2] = {0, 0};
  for (uint32_t i = 0; i < count && i < 1024; i++) {
    uint32_t side = buckets[i] / SIDE;
    if (buckets[i] < low[side]) low[side] = buckets[i];
    if (buckets[i] > high[side]) high[side] = buckets[i];
  }
  SceWindow window = {{0, SIDE}, {0, 0}};
  for (uint32_t side = 0; side < 2; side++)
    if (low[side] <= high[side]) lay_window(&window, side, low[side], high[side]);
  return window;
}

void sce_histogram_set(SceHistogram *histogram, const SceWindow *window) {
  uint32_t size = window->size[0] + window->size[1];
  if (size > histogram->room || !histogram->counts) {
    free(histogram->counts);
    histogram->counts = sce_memory_zeroed(((size_t)size + 1) * sizeof *histogram->counts);
    histogram->room = size;
  }
  histogram->window = *window;
}

uint32_t *sce_histogram_find(SceHistogram *histogram, uint32_t bucket) {
  const SceWindow *window = &histogram->window;
  uint32_t side = bucket / SIDE;
  if (bucket - window->first[side] < window->size[side]) return histogram->counts + (side ? window->size[0] : 0) + (bucket - window->first[side]);
  uint32_t ***table = &histogram->pages[bucket >> 16], place = bucket >> 8 & 0xFF;
  if (!*table) *table = sce_memory_zeroed(256 * sizeof **table);
  if (!(*table)[place]) (*table)[place] = sce_memory_zeroed(SCE_PAGE * sizeof ***table);
  return (*table)[place] + (bucket & (SCE_PAGE - 1));
}

static void drain_run(SceTally *tally, uint32_t *counts, uint32_t first, uint32_t count) {
  uint32_t used = 0;
  for (uint32_t i = 0; i < count; i++) used += counts[i] != 0;
  if (!used) return;
  sce_array_reserve(&tally->entries, used);
  for (uint32_t i = 0; i < count;) {
    uint64_t pair = 0;
    if (count - i >= 2) memcpy(&pair, counts + i, sizeof pair);
    if (count - i >= 2 && !pair) {
      i += 2;
      continue;
    }
    if (counts[i]) sce_array_push(&tally->entries, ((SceTallyEntry){first + i, counts[i]}));
    i++;
  }
  memset(counts, 0, count * sizeof *counts);
}

/* Buckets [from, to) that stand in pages. */
static void drain_pages(SceHistogram *histogram, SceTally *tally, uint32_t from, uint32_t to) {
  while (from < to) {
    uint32_t **table = histogram->pages[from >> 16], *counts = table ? table[from >> 8 & 0xFF] : NULL;
    uint32_t next = table ? (from | (SCE_PAGE - 1)) + 1 : (from | 0xFFFF) + 1;
    if (next > to) next = to;
    if (counts) drain_run(tally, counts + (from & (SCE_PAGE - 1)), from, next - from);
    from = next;
  }
}

void sce_histogram_drain(SceHistogram *histogram, SceTally *tally) {
  const SceWindow *window = &histogram->window;
  uint32_t at = 0;
  for (uint32_t side = 0; side < 2; side++) {
    drain_pages(histogram, tally, at, window->first[side]);
    drain_run(tally, histogram->counts + (side ? window->size[0] : 0), window->first[side], window->size[side]);
    at = window->first[side] + window->size[side];
  }
  drain_pages(histogram, tally, at, SCE_BUCKETS);
}

void sce_histogram_release(SceHistogram *histogram) {
  for (uint32_t i = 0; i < SCE_BUCKETS >> 16; i++) {
    for (uint32_t j = 0; histogram->pages[i] && j < 256; j++) free(histogram->pages[i][j]);
    free(histogram->pages[i]);
  }
  free(histogram->counts);
  *histogram = (SceHistogram){0};
}
