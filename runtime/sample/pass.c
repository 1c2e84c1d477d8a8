/* A pass in sweeps of a bounded number of values. States of all processes and threads start from the same first block, which tells where the values lie.
 */
#include "pass.h"

#include "collector.h"
#include "compute.h"
#include "order.h"
#include "shard.h"

#include <pthread.h>

enum { VALUES_FEW = 64, VALUES_MOST = 1024 };            /* in one sweep: 1024 take 256 MiB of counters a thread at most */

typedef struct Tile {
  const ScePass *pass;
  SceSteps steps;
  SceLayout layout;
  const SceWanted *wanted;          /* of this sweep, steps.wanted of them */
  SceFocus *foci;
  SceState *states;                 /* replicates of each wanted value */
  double *first;                    /* SCE_BLOCK values of each: the first block */
  bool few;                         /* it is not the first sweep of its pass */
  bool first_waits;                 /* to be counted by the first worker */
  struct Adder **spare;             /* those that no worker has, of the pass; under the lock */
  pthread_mutex_t *lock;
} Tile;

/* --- what a worker adds up --------------------------------------------------------------------- */

/* Its memory goes from sweep to sweep. */
typedef struct Adder {
  struct Adder *next;
  const SceKernels *kernels;
  SceCollector *collectors;
  uint32_t count, room;
  struct Tile *tile;
} Adder;

static Adder *new_adder(Tile *tile) {
  pthread_mutex_lock(tile->lock);
  Adder *adder = *tile->spare;
  if (adder) *tile->spare = adder->next;
  pthread_mutex_unlock(tile->lock);
  if (!adder) adder = sce_memory_zeroed(sizeof *adder);
  adder->kernels = tile->pass->run->kernels;
  adder->count = tile->steps.wanted;
  if (adder->count > adder->room) {
    adder->collectors = sce_array_grow(adder->collectors, &(uint32_t){adder->room}, adder->count, sizeof *adder->collectors);
    memset(adder->collectors + adder->room, 0, (adder->count - adder->room) * sizeof *adder->collectors);
    adder->room = adder->count;
  }
  for (uint32_t i = 0; i < adder->count; i++) sce_collector_set(&adder->collectors[i], &tile->foci[i]);
  adder->tile = tile;
  return adder;
}

static void add(void *worker, uint32_t wanted, const double *values, bool spoiled, const SceSpot *spot) {
  Adder *adder = worker;
  sce_collector_add(&adder->collectors[wanted], adder->kernels, values, spoiled, spot);
}

static void drain(void *context, void *worker, uint32_t replicate) {
  Tile *tile = context;
  Adder *adder = worker;
  for (uint32_t i = 0; i < adder->count; i++) sce_collector_drain(&adder->collectors[i], &tile->states[i * tile->layout.replicates + replicate]);
}

static void close_adder(void *worker) {
  Adder *adder = worker;
  pthread_mutex_lock(adder->tile->lock);
  adder->next = *adder->tile->spare;
  *adder->tile->spare = adder;
  pthread_mutex_unlock(adder->tile->lock);
}

static void release_adders(Adder *adder) {
  while (adder) {
    Adder *next = adder->next;
    for (uint32_t i = 0; i < adder->room; i++) sce_collector_release(&adder->collectors[i]);
    free(adder->collectors);
    free(adder);
    adder = next;
  }
}

/* --- the first block --------------------------------------------------------------------------- */

static void *open_first(void *context, bool first) {
  (void)first;
  return context;
}

static void keep_first(void *worker, uint32_t wanted, const double *values, bool spoiled, const SceSpot *spot) {
  Tile *tile = worker;
  (void)spoiled;
  memcpy(tile->first + (size_t)wanted * SCE_BLOCK + spot->first, values, spot->count * sizeof *values);
}

static void ignore_flush(void *context, void *worker, uint32_t replicate) { (void)context, (void)worker, (void)replicate; }
static void ignore_close(void *worker) { (void)worker; }

static uint32_t first_size(const Tile *tile) { return tile->layout.sample_starts[1] < SCE_BLOCK ? (uint32_t)tile->layout.sample_starts[1] : SCE_BLOCK; }

/* Looks at the first block, as every process does. */
static void begin(Tile *tile) {
  uint32_t size = first_size(tile), replicates = tile->layout.replicates;
  SceVisitor visitor = {tile, open_first, keep_first, ignore_flush, ignore_close};
  SceSweep sweep = {.run = tile->pass->run, .steps = &tile->steps, .layout = &tile->layout, .visitor = &visitor, .to = 1, .threads = 1};
  tile->first = sce_memory_new(((size_t)tile->steps.wanted * SCE_BLOCK + 1) * sizeof *tile->first);
  tile->foci = sce_memory_zeroed(((size_t)tile->steps.wanted + 1) * sizeof *tile->foci);
  tile->states = sce_memory_new(((size_t)tile->steps.wanted * replicates + 1) * sizeof *tile->states);
  sce_sweep_run(&sweep);
  for (uint32_t i = 0; i < tile->steps.wanted; i++) {
    tile->foci[i] = sce_focus_make(tile->pass->run->kernels, tile->first + (size_t)i * SCE_BLOCK, size);
    for (uint32_t r = 0; r < replicates; r++) sce_state_init(&tile->states[i * replicates + r], tile->foci[i].pivot, tile->foci[i].origin);
  }
}

static void add_first(const Tile *tile, Adder *adder) {
  uint32_t size = first_size(tile);
  for (uint32_t i = 0; i < tile->steps.wanted; i++)
    for (uint32_t first = 0; first < size; first += SCE_BATCH) {
      SceSpot spot = {first, 0, first, size - first < SCE_BATCH ? size - first : SCE_BATCH, first + SCE_BATCH >= size};
      const double *values = tile->first + (size_t)i * SCE_BLOCK + first;
      bool spoiled = false;
      for (uint32_t k = 0; k < spot.count; k++) spoiled |= !sce_is_finite(values[k]);
      add(adder, i, values, spoiled, &spot);
    }
}

/* The worker that goes on behind the first block takes that one in, if it is of the same replicate. */
static void *open_adder(void *context, bool first) {
  Tile *tile = context;
  Adder *adder = new_adder(tile);
  if (first && tile->first_waits) {
    add_first(tile, adder);
    tile->first_waits = false;
  }
  return adder;
}

static void count_first(Tile *tile) {
  Adder *adder = new_adder(tile);
  add_first(tile, adder);
  drain(tile, adder, 0);
  close_adder(adder);
}

/* --- what is left of it ------------------------------------------------------------------------ */

static uint32_t summary_of(const SceRun *run, SceWanted wanted) { return run->summary_starts[wanted.op] + wanted.point; }

static void finish(SceRun *run, SceWanted wanted, SceState *parts, uint32_t part_count, SceState *total) {
  uint32_t at = summary_of(run, wanted);
  sce_state_init(total, parts[0].pivot, parts[0].origin);
  for (uint32_t i = 0; i < part_count; i++) {
    if (part_count > 1) sce_state_add(total, &parts[i]);
    else sce_state_move(total, &parts[i]);
  }
  run->summaries[at] = sce_state_summary(total, part_count > 1 ? parts : NULL, part_count);
  run->distinct[at] = total->tally.entries.count;
  double value = total->failed ? sce_poison(total->cause) : total->count ? sce_state_mean(total) : sce_poison(0);
  run->values[sce_plan_start(&run->plan, wanted.op) + wanted.point] = total->failed || !total->count || sce_is_finite(value) ? value : sce_poison(wanted.op + 1);
}

static void keep(SceRun *run, SceWanted wanted, SceState *total) {
  SceState **kept = &run->kept[summary_of(run, wanted)];
  if (!*kept) {
    sce_state_release(total);
    return;
  }
  sce_state_release(*kept);
  **kept = *total;
}

static void set_exact(SceRun *run, const SceWanted *wanted, const SceOrder *orders, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    SceSummary *summary = &run->summaries[summary_of(run, wanted[orders[i].wanted])];
    if (summary->failed || !summary->count) continue;
    *(i % 3 == 0 ? &summary->p5 : i % 3 == 1 ? &summary->p50 : &summary->p95) = orders[i].value;
  }
}

/* Exact quantiles instead of those of the histogram. */
static bool make_exact(const SceSweep *sweep, const SceWanted *wanted, const SceState *totals) {
  static const double probabilities[] = {0.05, 0.5, 0.95};
  uint32_t count = sweep->steps->wanted * 3;
  SceOrder *orders = sce_memory_new(((size_t)count + 1) * sizeof *orders);
  for (uint32_t i = 0; i < count; i++) orders[i] = (SceOrder){i / 3, probabilities[i % 3], 0};
  bool whole = sce_order_find(sweep, totals, orders, count);
  if (whole) set_exact(sweep->run, wanted, orders, count);
  free(orders);
  return whole;
}

static void write_states(SceRun *run, const SceWanted *wanted, const SceState *parts, uint32_t part_count) {
  for (uint32_t i = 0; i < part_count; i++) sce_states_add_record(&run->states, wanted->op, wanted->point, i, &parts[i]);
}

/* --- sweeps ------------------------------------------------------------------------------------ */

/* How many values one sweep takes: few, so that their counters stay near, unless many share what they rest on. */
static uint32_t choose_most(SceRun *run, const SceWanted *wanted, uint32_t count, uint32_t replicates) {
  uint32_t most = VALUES_FEW;
  if (replicates > 1) return VALUES_FEW / 2;
  while (most < VALUES_MOST && most < count) {
    SceSteps few, more;
    uint32_t next = most * 4 < count ? most * 4 : count;
    sce_steps_make(&few, run, wanted, most);
    sce_steps_make(&more, run, wanted, next);
    bool shared = few.wanted == most && more.list.count / (double)more.wanted < 0.6 * few.list.count / few.wanted;
    sce_steps_release(&few);
    sce_steps_release(&more);
    if (!shared) break;
    most *= 4;
  }
  return most;
}

static void run_tile(Tile *tile, uint32_t done, uint32_t threads, bool tells) {
  const ScePass *pass = tile->pass;
  SceRun *run = pass->run;
  const SceSampling *sampling = &run->sampling;
  uint32_t replicates = tile->layout.replicates, wanted = tile->steps.wanted;
  uint64_t from = 0, to = tile->layout.blocks;
  bool divided = pass->last && sampling->shards;
  if (divided) {
    from = tile->layout.blocks * (sampling->shard - 1) / sampling->shards;
    to = tile->layout.blocks * sampling->shard / sampling->shards;
  }
  begin(tile);
  if (from == 0 && to > 0) {
    tile->first_waits = to > 1 && tile->layout.block_starts[1] > 1;
    if (!tile->first_waits) count_first(tile);
  }
  double share = tells ? pass->share / pass->wanted_count : 0;
  SceVisitor visitor = {tile, open_adder, add, drain, close_adder};
  SceSweep sweep = {.run = run, .steps = &tile->steps, .layout = &tile->layout, .visitor = &visitor, .from = from ? from : 1, .to = to, 
                    .threads = threads, .few = tile->few, .done = pass->done + share * done, .share = share * wanted};
  bool whole = sce_sweep_run(&sweep);
  SceState *totals = sce_memory_new(((size_t)wanted + 1) * sizeof *totals);
  for (uint32_t i = 0; i < wanted; i++) {
    if (divided) write_states(run, &tile->wanted[i], tile->states + i * replicates, replicates);
    finish(run, tile->wanted[i], tile->states + i * replicates, replicates, &totals[i]);
  }
  sweep.from = 0;
  if (sampling->exact_quantiles && whole && !divided) whole = make_exact(&sweep, tile->wanted, totals);
  pthread_mutex_lock(tile->lock);
  if (!whole) run->partial = true;
  if (!run->samples || totals[0].count < run->samples) run->samples = totals[0].count;
  run->evaluations += (tile->steps.list.count - wanted) * totals[0].count;
  pthread_mutex_unlock(tile->lock);
  for (uint32_t i = 0; i < wanted; i++) keep(run, tile->wanted[i], &totals[i]);
  free(totals);
}

static void release_tile(Tile *tile) {
  for (uint32_t i = 0; i < tile->steps.wanted * tile->layout.replicates; i++) sce_state_release(&tile->states[i]);
  sce_steps_release(&tile->steps);
  free(tile->states);
  free(tile->foci);
  free(tile->first);
}

/* --- merged states ----------------------------------------------------------------------------- */

static bool read_parts(SceRun *run, const SceWanted *wanted, SceState *parts, uint32_t part_count) {
  bool sound = true;
  for (uint32_t i = 0; i < part_count; i++) sce_state_init(&parts[i], 0, 0);
  for (uint32_t i = 0; i < part_count && sound; i++) {
    run->merged = sce_states_read_record(run->merged, run->merged_end, wanted->op, wanted->point, i, &parts[i]);
    sound = run->merged && !memcmp(&parts[i].pivot, &parts[0].pivot, sizeof parts[0].pivot) && !memcmp(&parts[i].origin, &parts[0].origin, sizeof parts[0].origin);
  }
  return sound;
}

static void read_merged(const ScePass *pass, uint32_t part_count) {
  SceRun *run = pass->run;
  for (uint32_t i = 0; i < pass->wanted_count && !run->merge_failed; i++) {
    SceState parts[SCE_REPLICATES], total;
    if (read_parts(run, &pass->wanted[i], parts, part_count)) {
      finish(run, pass->wanted[i], parts, part_count, &total);
      run->samples = total.count;
      keep(run, pass->wanted[i], &total);
    } else {
      run->merge_failed = true;
    }
    for (uint32_t k = 0; k < part_count; k++) sce_state_release(&parts[k]);
  }
  if (run->merged != run->merged_end) run->merge_failed = true;
}

/* The sweeps that are left to do. With many of them each thread does whole ones: less is added up between threads than where they share one. */
typedef struct Queue {
  const ScePass *pass;
  SceLayout layout;
  uint32_t most, threads;           /* of one sweep */
  uint32_t next, done;              /* wanted values; under the lock */
  Adder *spare;
  pthread_mutex_t lock;
} Queue;

static void work_off(Queue *queue, bool tells) {
  const ScePass *pass = queue->pass;
  pthread_mutex_lock(&queue->lock);
  while (queue->next < pass->wanted_count) {
    Tile tile = {.pass = pass, .layout = queue->layout, .wanted = pass->wanted + queue->next, .few = queue->next > 0, .spare = &queue->spare, .lock = &queue->lock};
    uint32_t left = pass->wanted_count - queue->next, done = queue->done;
    sce_steps_make(&tile.steps, pass->run, tile.wanted, left < queue->most ? left : queue->most);
    queue->next += tile.steps.wanted;
    pthread_mutex_unlock(&queue->lock);
    run_tile(&tile, done, queue->threads, tells);
    uint32_t wanted = tile.steps.wanted;
    release_tile(&tile);
    pthread_mutex_lock(&queue->lock);
    queue->done += wanted;
  }
  pthread_mutex_unlock(&queue->lock);
}

static void *work_quietly(void *queue) {
  work_off(queue, false);
  return NULL;
}

static void run_apart(Queue *queue) {
  uint32_t count = queue->threads - 1, started = 0;
  pthread_t *threads = sce_memory_new((count + 1) * sizeof *threads);
  queue->threads = 1;
  while (started < count && !pthread_create(&threads[started], NULL, work_quietly, queue)) started++;
  work_off(queue, true);
  for (uint32_t i = 0; i < started; i++) pthread_join(threads[i], NULL);
  free(threads);
}

void sce_pass_run(const ScePass *pass) {
  SceRun *run = pass->run;
  SceLayout layout = sce_layout_make(pass->samples, run->sampling.sampler);
  run->samples = 0;
  if (pass->last && run->merged) {
    read_merged(pass, layout.replicates);
    return;
  }
  Queue queue = {.pass = pass, .layout = layout, .most = choose_most(run, pass->wanted, pass->wanted_count, layout.replicates), .threads = sce_sweep_threads(run)};
  pthread_mutex_init(&queue.lock, NULL);
  uint64_t sweeps = pass->wanted_count / queue.most;
  bool apart = queue.threads > 1 && sweeps >= 2 * (uint64_t)queue.threads && !(pass->last && run->sampling.shards);
  if (apart) run_apart(&queue);
  else work_off(&queue, true);
  release_adders(queue.spare);
  pthread_mutex_destroy(&queue.lock);
}

/* --- any quantile ------------------------------------------------------------------------------ */

static void find_exactly(SceRun *run, SceQuantileAsked *asked, uint32_t count) {
  SceLayout layout = sce_layout_make(run->asked, run->sampling.sampler);
  uint32_t most = VALUES_MOST;
  for (uint32_t start = 0; start < count; start += most) {
    uint32_t part = count - start < most ? count - start : most;
    SceWanted *wanted = sce_memory_new((part + 1) * sizeof *wanted);
    SceOrder *orders = sce_memory_new((part + 1) * sizeof *orders);
    SceState *totals = sce_memory_new((part + 1) * sizeof *totals);
    for (uint32_t done = 0; done < part;) {
      for (uint32_t i = done; i < part; i++) wanted[i - done] = (SceWanted){asked[start + i].op, asked[start + i].point};
      SceSteps steps;
      sce_steps_make(&steps, run, wanted, part - done);
      for (uint32_t i = 0; i < steps.wanted; i++) {
        totals[i] = *run->kept[summary_of(run, wanted[i])];
        orders[i] = (SceOrder){i, asked[start + done + i].probability, asked[start + done + i].value};
      }
      SceSweep sweep = {.run = run, .steps = &steps, .layout = &layout, .to = layout.blocks, .threads = sce_sweep_threads(run)};
      sce_order_find(&sweep, totals, orders, steps.wanted);
      for (uint32_t i = 0; i < steps.wanted; i++) asked[start + done + i].value = orders[i].value;
      done += steps.wanted;
      sce_steps_release(&steps);
    }
    free(wanted);
    free(orders);
    free(totals);
  }
}

void sce_pass_quantiles(SceRun *run, SceQuantileAsked *asked, uint32_t count) {
  uint32_t sound = 0;
  for (uint32_t i = 0; i < count; i++) {
    const SceState *state = run->kept[run->summary_starts[asked[i].op] + asked[i].point];
    asked[i].value = sce_state_quantile(state, asked[i].probability);
    sound += !state->failed && state->count;
  }
  if (run->sampling.exact_quantiles && sound && !run->partial && !run->sampling.shards && !run->merged) find_exactly(run, asked, count);
}
