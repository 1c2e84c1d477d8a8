/* Counting samples by value. A window of plain counters takes nearly all of them; what lies outside goes through two levels of tables. */
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
    double start = sce_bucket_start(entry->bucket), end = sce_bucket_end(entry->bucket), share = (rank - (double)before) / (double)entry->count;
    values[i] = start + (end - start) * fmin(fmax(share, 0), 1);
  }
}

/* --- histograms -------------------------------------------------------------------------------- */

static int compare_buckets(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return a < b ? -1 : a > b;
}

/* The stretch of at most half a window that holds most of the buckets. */
static void find_stretch(uint32_t *buckets, uint32_t count, uint32_t *low, uint32_t *high) {
  uint32_t best = 0, most = 0;
  qsort(buckets, count, sizeof *buckets, compare_buckets);
  for (uint32_t from = 0, to = 0; from < count; from++) {
    while (to < count && buckets[to] - buckets[from] < SCE_WINDOW_MOST / 2) to++;
    if (to - from > most) most = to - from, best = from;
  }
  *low = buckets[best];
  *high = buckets[best + most - 1];
}

void sce_histogram_focus(const uint32_t *buckets, uint32_t count, uint32_t *first, uint32_t *size) {
  uint32_t some[1024], low = UINT32_MAX, high = 0;
  *first = *size = 0;
  if (count > 1024) count = 1024;
  if (!count) return;
  memcpy(some, buckets, count * sizeof *some);
  for (uint32_t i = 0; i < count; i++) {
    low = some[i] < low ? some[i] : low;
    high = some[i] > high ? some[i] : high;
  }
  if (high - low >= SCE_WINDOW_MOST / 2) find_stretch(some, count, &low, &high);
  uint32_t margin = (high - low) / 4 + 64;
  *first = low > margin ? low - margin : 0;
  *size = high + margin - *first;
}

void sce_histogram_init(SceHistogram *histogram, uint32_t first, uint32_t size) {
  *histogram = (SceHistogram){.window = sce_memory_zeroed(((size_t)size + 1) * sizeof *histogram->window), .first = first, .size = size};
}

uint32_t *sce_histogram_find(SceHistogram *histogram, uint32_t bucket) {
  if (bucket - histogram->first < histogram->size) return histogram->window + (bucket - histogram->first);
  uint32_t ***table = &histogram->pages[bucket >> 16], place = bucket >> 8 & 0xFF;
  if (!*table) *table = sce_memory_zeroed(256 * sizeof **table);
  if (!(*table)[place]) (*table)[place] = sce_memory_zeroed(SCE_PAGE * sizeof ***table);
  return (*table)[place] + (bucket & (SCE_PAGE - 1));
}

static void drain_run(SceTally *tally, uint32_t *counts, uint32_t first, uint32_t count) {
  sce_array_reserve(&tally->entries, count < SCE_PAGE ? count : SCE_PAGE);
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

/* The window's buckets stand in no page, so that the two parts of its page beside it are drained around it. */
void sce_histogram_drain(SceHistogram *histogram, SceTally *tally) {
  bool drained = !histogram->size;
  for (uint32_t page = 0; page < SCE_BUCKETS / SCE_PAGE; page++) {
    uint32_t first = page * SCE_PAGE, **table = histogram->pages[page >> 8], *counts = table ? table[page & 0xFF] : NULL;
    if (!table && (drained || histogram->first >> 16 != page >> 8)) {
      page |= 0xFF;
      continue;
    }
    uint32_t before = !drained && histogram->first < first + SCE_PAGE ? histogram->first - first : SCE_PAGE;
    if (counts) drain_run(tally, counts, first, before);
    if (before == SCE_PAGE) continue;
    drain_run(tally, histogram->window, histogram->first, histogram->size);
    drained = true;
    uint32_t end = histogram->first + histogram->size;
    /* Pages inside the window have no counts; the one in which it ends goes on behind it. */
    if (counts && end < first + SCE_PAGE) drain_run(tally, counts + (end - first), end, first + SCE_PAGE - end);
    page = end / SCE_PAGE > page ? end / SCE_PAGE - 1 : page;
  }
}

void sce_histogram_release(SceHistogram *histogram) {
  for (uint32_t i = 0; i < SCE_BUCKETS >> 16; i++) {
    for (uint32_t j = 0; histogram->pages[i] && j < 256; j++) free(histogram->pages[i][j]);
    free(histogram->pages[i]);
  }
  free(histogram->window);
  *histogram = (SceHistogram){0};
}
