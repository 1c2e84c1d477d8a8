/* Order statistics from buckets. The members of a bucket are kept as values with how often they came, and are put together when they grow
 * many: a value that comes a million times takes no more room than one that comes once.
 */
#include "order.h"

#include "collector.h"

typedef struct Member {
  double value;
  uint64_t count;
} Member;

typedef SCE_ARRAY(Member) Members;

typedef struct Bin {
  uint32_t wanted, bucket;
  uint64_t before;                  /* samples in lower buckets */
} Bin;

typedef struct Search {
  const SceKernels *kernels;
  SCE_ARRAY(Bin) bins;              /* by wanted and bucket, each once */
  double *origins;                  /* of each wanted value */
  uint32_t *starts;                 /* of each wanted value, and one more: its bins */
  Members *members;                 /* of each bin, of all workers */
} Search;

typedef struct Gatherer {
  const Search *search;
  Members *members;
} Gatherer;

static int compare_members(const void *left, const void *right) {
  const Member *a = left, *b = right;
  return a->value < b->value ? -1 : a->value > b->value;
}

/* Sorts, and makes one of equals. */
static void settle(Members *members) {
  if (!members->count) return;
  qsort(members->at, members->count, sizeof *members->at, compare_members);
  uint32_t kept = 0;
  for (uint32_t i = 1; i < members->count; i++) {
    if (members->at[i].value == members->at[kept].value) members->at[kept].count += members->at[i].count;
    else members->at[++kept] = members->at[i];
  }
  members->count = kept + 1;
}

static void add_member(Members *members, double value, uint64_t count) {
  if (members->count && sce_array_last(members).value == value) {
    sce_array_last(members).count += count;
    return;
  }
  if (members->count == members->capacity && members->count >= 1024) {
    settle(members);
    if (members->count > members->capacity / 2) sce_array_reserve(members, members->capacity);
  }
  sce_array_push(members, ((Member){value, count}));
}

static void *open_gatherer(void *context, bool first) {
  (void)first;
  Search *search = context;
  Gatherer *gatherer = sce_memory_new(sizeof *gatherer);
  *gatherer = (Gatherer){search, sce_memory_zeroed((search->bins.count + 1) * sizeof *gatherer->members)};
  return gatherer;
}

static void gather(void *worker, uint32_t wanted, const double *values, bool spoiled, const SceSpot *spot) {
  Gatherer *gatherer = worker;
  const Search *search = gatherer->search;
  uint32_t from = search->starts[wanted], to = search->starts[wanted + 1], buckets[SCE_BATCH];
  if (spoiled || from == to) return;
  sce_buckets_make(search->kernels, buckets, values, search->origins[wanted], spot->count);
  for (uint32_t bin = from; bin < to; bin++) {
    uint32_t bucket = search->bins.at[bin].bucket;
    for (uint32_t i = 0; i < spot->count; i++)
      if (buckets[i] == bucket) add_member(&gatherer->members[bin], values[i], 1);
  }
}

static void take_over(void *context, void *worker, uint32_t replicate) {
  Search *search = context;
  Gatherer *gatherer = worker;
  (void)replicate;
  for (uint32_t bin = 0; bin < search->bins.count; bin++) {
    for (uint32_t i = 0; i < gatherer->members[bin].count; i++) add_member(&search->members[bin], gatherer->members[bin].at[i].value, gatherer->members[bin].at[i].count);
    gatherer->members[bin].count = 0;
  }
}

static void close_gatherer(void *worker) {
  Gatherer *gatherer = worker;
  for (uint32_t bin = 0; bin < gatherer->search->bins.count; bin++) sce_array_release(&gatherer->members[bin]);
  free(gatherer->members);
  free(gatherer);
}

/* --- ranks ------------------------------------------------------------------------------------- */

static uint64_t rank_of(const SceState *total, double probability, double *rest) {
  double rank = probability * (double)(total->count - 1);
  uint64_t whole = (uint64_t)rank;
  *rest = rank - (double)whole;
  return whole;
}

static void add_bin(Search *search, const SceState *total, uint32_t wanted, uint64_t rank) {
  Bin bin = {.wanted = wanted};
  bin.bucket = total->tally.entries.at[sce_tally_find(&total->tally, (double)rank, &bin.before)].bucket;
  sce_array_push(&search->bins, bin);
}

static int compare_bins(const void *left, const void *right) {
  const Bin *a = left, *b = right;
  if (a->wanted != b->wanted) return a->wanted < b->wanted ? -1 : 1;
  return a->bucket < b->bucket ? -1 : a->bucket > b->bucket;
}

static void sort_bins(Search *search, uint32_t wanted_count) {
  uint32_t kept = 0;
  if (search->bins.count) qsort(search->bins.at, search->bins.count, sizeof *search->bins.at, compare_bins);
  for (uint32_t i = 0; i < search->bins.count; i++)
    if (!kept || compare_bins(&search->bins.at[kept - 1], &search->bins.at[i])) search->bins.at[kept++] = search->bins.at[i];
  search->bins.count = kept;
  search->starts = sce_memory_zeroed(((size_t)wanted_count + 2) * sizeof *search->starts);
  for (uint32_t i = 0; i < kept; i++) search->starts[search->bins.at[i].wanted + 1]++;
  for (uint32_t i = 0; i < wanted_count; i++) search->starts[i + 1] += search->starts[i];
}

/* The sample of this rank; ranks beyond the last are the last. */
static double find_rank(const Search *search, const SceState *total, uint32_t wanted, uint64_t rank) {
  if (rank >= total->count) rank = total->count - 1;
  uint64_t before;
  uint32_t bucket = total->tally.entries.at[sce_tally_find(&total->tally, (double)rank, &before)].bucket, bin = search->starts[wanted];
  while (search->bins.at[bin].bucket != bucket) bin++;
  const Members *members = &search->members[bin];
  uint32_t at = 0;
  for (uint64_t left = rank - before; at + 1 < members->count && left >= members->at[at].count; at++) left -= members->at[at].count;
  return members->count ? members->at[at].value : total->origin + sce_bucket_start(bucket);
}

bool sce_order_find(const SceSweep *sweep, const SceState *totals, SceOrder *orders, uint32_t count) {
  Search search = {.kernels = sweep->run->kernels, .origins = sce_memory_zeroed(((size_t)sweep->steps->wanted + 1) * sizeof *search.origins)};
  for (uint32_t i = 0; i < sweep->steps->wanted; i++) search.origins[i] = totals[i].origin;
  for (uint32_t i = 0; i < count; i++) {
    const SceState *total = &totals[orders[i].wanted];
    double rest;
    if (!total->tally.entries.count || total->failed) continue;
    uint64_t rank = rank_of(total, orders[i].probability, &rest);
    add_bin(&search, total, orders[i].wanted, rank);
    if (rank + 1 < total->count) add_bin(&search, total, orders[i].wanted, rank + 1);
  }
  sort_bins(&search, sweep->steps->wanted);
  search.members = sce_memory_zeroed((search.bins.count + 1) * sizeof *search.members);
  SceVisitor visitor = {&search, open_gatherer, gather, take_over, close_gatherer};
  SceSweep again = *sweep;
  again.visitor = &visitor;
  bool whole = sce_sweep_run(&again);
  for (uint32_t bin = 0; bin < search.bins.count; bin++) settle(&search.members[bin]);
  for (uint32_t i = 0; i < count && whole; i++) {
    const SceState *total = &totals[orders[i].wanted];
    double rest;
    if (!total->tally.entries.count || total->failed) continue;
    uint64_t rank = rank_of(total, orders[i].probability, &rest);
    double low = find_rank(&search, total, orders[i].wanted, rank), high = find_rank(&search, total, orders[i].wanted, rank + 1);
    orders[i].value = rest > 0 ? low + rest * (high - low) : low;
  }
  for (uint32_t bin = 0; bin < search.bins.count; bin++) sce_array_release(&search.members[bin]);
  free(search.members);
  free(search.starts);
  free(search.origins);
  sce_array_release(&search.bins);
  return whole;
}
