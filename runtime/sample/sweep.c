/* Blocks, threads, progress and the way out. */
#include "sweep.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>

enum {
  BLOCKS_ALONE = 16,                /* as few are not worth a second thread */
  BLOCKS_A_THREAD = 8,
  BLOCKS_AFTER_STOP = 64,
  FEW_AFTER_STOP = 4,
  BLOCKS_BEFORE_FLUSH = 1 << 21,    /* 2^31 samples: counters of 32 bits do not overflow */
  BLOCKS_A_TURN = 8,
  THREADS_MOST = 1024,
};

SceLayout sce_layout_make(uint64_t samples, SceSampler sampler) {
  SceLayout layout = {.samples = samples, .replicates = sampler == SCE_SAMPLER_SOBOL ? SCE_REPLICATES : 1};
  for (uint32_t i = 0; i < layout.replicates; i++) {
    uint64_t size = samples / layout.replicates + (i < samples % layout.replicates);
    layout.sample_starts[i + 1] = layout.sample_starts[i] + size;
    layout.block_starts[i + 1] = layout.block_starts[i] + (size + SCE_BLOCK - 1) / SCE_BLOCK;
  }
  layout.blocks = layout.block_starts[layout.replicates];
  return layout;
}

typedef struct Crew {
  const SceSweep *sweep;
  bool stoppable;
  bool stopped;                     /* atomic */
  uint64_t from, to;
  uint64_t next;                    /* atomic: the first block that nobody has taken; the first turn is the calling thread's */
  uint64_t done;                    /* atomic: blocks */
  struct timespec last;             /* when progress was told */
  pthread_mutex_t lock;             /* for flush */
} Crew;

typedef struct Worker {
  Crew *crew;
  bool tells;                       /* it is the calling thread */
  void *mine;                       /* of the visitor */
  SceSpot spot;
  SceBatch batch;
  pthread_t thread;
  bool started;
} Worker;

static void collect(void *context, uint32_t wanted, const double *values, bool spoiled) {
  Worker *worker = context;
  worker->crew->sweep->visitor->visit(worker->mine, wanted, values, spoiled, &worker->spot);
}

static void run_block(Worker *worker, uint64_t block, uint32_t replicate) {
  const SceLayout *layout = worker->crew->sweep->layout;
  uint64_t local = (block - layout->block_starts[replicate]) * SCE_BLOCK, size = layout->sample_starts[replicate + 1] - layout->sample_starts[replicate];
  for (uint32_t first = 0; first < SCE_BLOCK && local + first < size; first += SCE_BATCH) {
    uint64_t left = size - local - first;
    uint32_t count = left < SCE_BATCH ? (uint32_t)left : SCE_BATCH;
    worker->spot = (SceSpot){layout->sample_starts[replicate] + local + first, replicate, first, count, first == SCE_BATCH || left <= SCE_BATCH};
    sce_batch_run(&worker->batch, replicate, (local + first) / SCE_BATCH, count);
  }
}

static void flush(Worker *worker, uint32_t replicate) {
  const SceVisitor *visitor = worker->crew->sweep->visitor;
  pthread_mutex_lock(&worker->crew->lock);
  visitor->flush(visitor->context, worker->mine, replicate);
  pthread_mutex_unlock(&worker->crew->lock);
}

static void tell(Crew *crew) {
  const SceSweep *sweep = crew->sweep;
  const SceSampling *sampling = &sweep->run->sampling;
  struct timespec now;
  if (!sampling->progress || sweep->share <= 0) return;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if ((double)(now.tv_sec - crew->last.tv_sec) + (double)(now.tv_nsec - crew->last.tv_nsec) * 1e-9 < 0.05) return;
  crew->last = now;
  double share = (double)__atomic_load_n(&crew->done, __ATOMIC_RELAXED) / (double)(sweep->to - sweep->from);
  sampling->progress(sampling->progress_context, sweep->done + sweep->share * share);
}

/* After a turn: whether there is another one. */
static bool look_up(Worker *worker, uint64_t did) {
  Crew *crew = worker->crew;
  const volatile sig_atomic_t *stop = crew->sweep->run->sampling.stop;
  __atomic_fetch_add(&crew->done, did, __ATOMIC_RELAXED);
  if (__atomic_load_n(&crew->next, __ATOMIC_RELAXED) >= crew->to) return false;
  if (crew->stoppable && stop && __atomic_load_n(stop, __ATOMIC_RELAXED)) __atomic_store_n(&crew->stopped, true, __ATOMIC_RELAXED);
  if (worker->tells) tell(crew);
  return !__atomic_load_n(&crew->stopped, __ATOMIC_RELAXED);
}

static uint64_t next_turn(Crew *crew) { return __atomic_fetch_add(&crew->next, BLOCKS_A_TURN, __ATOMIC_RELAXED); }

/* Takes blocks in turns, so that nobody waits for one whose processor was busy with something else. */
static void take_turns(Worker *worker) {
  Crew *crew = worker->crew;
  const SceLayout *layout = crew->sweep->layout;
  uint32_t replicate = 0;
  uint64_t since = 0, first = worker->tells ? crew->from : next_turn(crew);
  while (first < crew->to) {
    uint64_t last = crew->to - first < BLOCKS_A_TURN ? crew->to : first + BLOCKS_A_TURN;
    for (uint64_t block = first; block < last; block++) {
      uint32_t now = replicate;
      while (block >= layout->block_starts[now + 1]) now++;
      if (since && (now != replicate || since >= BLOCKS_BEFORE_FLUSH)) flush(worker, replicate), since = 0;
      replicate = now;
      run_block(worker, block, replicate);
      since++;
    }
    if (!look_up(worker, last - first)) break;
    first = next_turn(crew);
  }
  if (since) flush(worker, replicate);
}

static void *work(void *argument) {
  Worker *worker = argument;
  const SceSweep *sweep = worker->crew->sweep;
  sce_batch_init(&worker->batch, sweep->run, sweep->steps);
  worker->batch.collect = collect;
  worker->batch.context = worker;
  worker->mine = sweep->visitor->open(sweep->visitor->context, worker->tells);
  take_turns(worker);
  sweep->visitor->close(worker->mine);
  sce_batch_release(&worker->batch);
  return NULL;
}

uint32_t sce_sweep_threads(const SceRun *run) {
  if (run->program->natives.count) return 1;                           /* libraries need not bear more */
  long threads = run->sampling.threads ? (long)run->sampling.threads : sysconf(_SC_NPROCESSORS_ONLN);
  return threads < 1 ? 1 : threads > THREADS_MOST ? THREADS_MOST : (uint32_t)threads;
}

static uint32_t count_threads(const SceSweep *sweep, uint64_t blocks) {
  uint64_t most = blocks <= BLOCKS_ALONE ? 1 : blocks / BLOCKS_A_THREAD;
  return sweep->threads < most ? sweep->threads : (uint32_t)most;
}

bool sce_sweep_run(const SceSweep *sweep) {
  if (sweep->to <= sweep->from) return true;
  const volatile sig_atomic_t *stop = sweep->run->sampling.stop;
  bool late = stop && __atomic_load_n(stop, __ATOMIC_RELAXED);
  uint64_t all = sweep->to - sweep->from, least = sweep->few ? FEW_AFTER_STOP : BLOCKS_AFTER_STOP, blocks = late && all > least ? least : all;
  Crew crew = {.sweep = sweep, .stoppable = !late, .from = sweep->from, .to = sweep->from + blocks, .next = sweep->from + BLOCKS_A_TURN};
  pthread_mutex_init(&crew.lock, NULL);
  uint32_t count = count_threads(sweep, blocks);
  if (!count) count = 1;
  Worker *workers = sce_memory_zeroed(count * sizeof *workers);
  for (uint32_t i = 0; i < count; i++) workers[i] = (Worker){.crew = &crew, .tells = i == 0};
  for (uint32_t i = 1; i < count; i++) workers[i].started = !pthread_create(&workers[i].thread, NULL, work, &workers[i]);
  work(&workers[0]);
  for (uint32_t i = 1; i < count; i++) {
    if (workers[i].started) pthread_join(workers[i].thread, NULL);
    else work(&workers[i]);                                        /* no thread was to be had */
  }
  free(workers);
  pthread_mutex_destroy(&crew.lock);
  return !crew.stopped && blocks == all;
}
