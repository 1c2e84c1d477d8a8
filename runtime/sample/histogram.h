/* How often each value came, in buckets as fine as 12 bits of mantissa: the quantiles of any number of samples in bounded memory.
 *
 * A bucket holds the doubles whose patterns share their upper 24 bits (sign, exponent, 12 bits of mantissa), so that it is 2^-12 of its value wide at most. Buckets are
 * numbered in the order of the values that they hold. A histogram counts fast and for a while (32 bits a bucket); a tally is a
 * sorted list of 64-bit counts, for adding up and for asking. Values that lie close together
 * far from 0 are counted by their distance from where they lie (SceState.origin).
 */
#ifndef SCE_SAMPLE_HISTOGRAM_H
#define SCE_SAMPLE_HISTOGRAM_H

#include "array.h"

enum { SCE_BUCKET_SHIFT = 40, SCE_BUCKETS = 1 << 24 };

static inline uint32_t sce_bucket_of(double value) {
  uint64_t bits;
  value += 0;                      /* -0 lies with 0 */
  memcpy(&bits, &value, sizeof bits);
  bits ^= bits >> 63 ? UINT64_MAX : UINT64_C(1) << 63;
  return (uint32_t)(bits >> SCE_BUCKET_SHIFT);
}
enum { SCE_BUCKET_OF_ZERO = 1 << 23 };         /* 0 and what is so near to it that nobody means it: its members count as 0 */
double sce_bucket_start(uint32_t bucket);      /* the least value in it */
double sce_bucket_end(uint32_t bucket);        /* the greatest value in it */

typedef struct SceTallyEntry {
  uint32_t bucket;
  uint64_t count;
} SceTallyEntry;

typedef struct SceTally {                      /* ascending buckets, counts above 0 */
  SCE_ARRAY(SceTallyEntry) entries;
} SceTally;

void sce_tally_add(SceTally *tally, const SceTally *other);
void sce_tally_release(SceTally *tally);

/* Where rank `rank` (from 0) lies: index of its entry, and how many samples stand before that entry. `rank` is below the sum of counts. */
uint32_t sce_tally_find(const SceTally *tally, double rank, uint64_t *before);

/* The quantiles at these probabilities, frozen: rank r = p (n - 1); the c members of a bucket that n' samples stand before are taken to lie at the
 * (r - n' + 1/2) / c th of its width, for r + 1/2 in n' .. n' + c; the bucket of 0 has no width. Not yet clamped to the least and greatest sample. Fast where probabilities ascend. */
void sce_tally_quantiles(const SceTally *tally, uint64_t samples, const double *probabilities, double *values, uint32_t count);

enum { SCE_PAGE = 256, SCE_WINDOW_MOST = 1 << 15 };

/* Where most values fall: a stretch of buckets below 0 and one above, either of which may be empty. */
typedef struct SceWindow {
  uint32_t first[2], size[2];                  /* [0] below 0, [1] above */
} SceWindow;

typedef struct SceHistogram {
  SceWindow window;
  uint32_t *counts;                            /* of the window's buckets, those below 0 first */
  uint32_t room;                               /* for how many there is memory */
  uint32_t **pages[SCE_BUCKETS >> 16];         /* all others: 256 tables of 256 pages of 256 counts, made as they are needed */
} SceHistogram;

/* A window for values like these, of which at most 1024 are looked at. */
SceWindow sce_window_make(const uint32_t *buckets, uint32_t count);

/* All zeros is a histogram without window. One that has been drained can be given another. */
void sce_histogram_set(SceHistogram *histogram, const SceWindow *window);
uint32_t *sce_histogram_find(SceHistogram *histogram, uint32_t bucket);
void sce_histogram_release(SceHistogram *histogram);

static inline void sce_histogram_count(SceHistogram *histogram, const uint32_t *buckets, uint32_t count) {
  const SceWindow window = histogram->window;
  uint32_t *counts[2] = {histogram->counts, histogram->counts + window.size[0]};
  for (uint32_t i = 0; i < count; i++) {
    uint32_t side = buckets[i] >> 23, place = buckets[i] - window.first[side];
    if (place < window.size[side]) counts[side][place]++;
    else ++*sce_histogram_find(histogram, buckets[i]);
  }
}

/* Appends all counts to a tally that is empty, and sets them to 0. */
void sce_histogram_drain(SceHistogram *histogram, SceTally *tally);

#endif
