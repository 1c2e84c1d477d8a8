/* `sce-mpi`: `sce run` over many machines under MPI, with the same bytes as one process.
 *
 * Rank 0 is the command; it reads the files, compiles and sends a bundle to all, so that no other rank needs a file. Each rank samples its part, states are
 * added up pairwise on their way to rank 0, and rank 0 goes on as `sce` does. All other ranks say nothing.
 */
#define _GNU_SOURCE       /* processors that a process is bound to */
#include "cli/cli.h"

#include "bundle.h"

#include <mpi.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

enum { KERNEL_SIZE = 16, PIECE = 1 << 28 };

/* One run, told by rank 0. */
typedef struct Job {
  uint64_t bundle_size;             /* 0: there are no more */
  uint32_t threads;                 /* as --threads has it */
  char kernel[KERNEL_SIZE];         /* "": the widest */
} Job;

static int get_rank(void) {
  int rank;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

static int get_ranks(void) {
  int ranks;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  return ranks;
}

/* ---- bytes of any number ---- */

static void broadcast(char *bytes, uint64_t size) {
  for (uint64_t at = 0; at < size; at += PIECE) MPI_Bcast(bytes + at, (int)(size - at < PIECE ? size - at : PIECE), MPI_BYTE, 0, MPI_COMM_WORLD);
}

static void send_bytes(const SceText *text, int to) {
  uint64_t size = text->count;
  MPI_Send(&size, 1, MPI_UINT64_T, to, 0, MPI_COMM_WORLD);
  for (uint64_t at = 0; at < size; at += PIECE) MPI_Send(text->bytes + at, (int)(size - at < PIECE ? size - at : PIECE), MPI_BYTE, to, 0, MPI_COMM_WORLD);
}

static char *receive_bytes(uint64_t *size, int from) {
  MPI_Recv(size, 1, MPI_UINT64_T, from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  char *bytes = sce_memory_new(*size + 1);
  for (uint64_t at = 0; at < *size; at += PIECE) MPI_Recv(bytes + at, (int)(*size - at < PIECE ? *size - at : PIECE), MPI_BYTE, from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return bytes;
}

/* ---- one part ---- */

/* Unless somebody says it: the processors that this rank may use, shared out among the ranks of its machine where they all may use the same. */
static uint32_t choose_threads(void) {
  MPI_Comm machine;
  int ranks = 1;
  cpu_set_t set;
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine);
  MPI_Comm_size(machine, &ranks);
  MPI_Comm_free(&machine);
  long allowed = sched_getaffinity(0, sizeof set, &set) ? online : CPU_COUNT(&set);
  long share = allowed < online ? allowed : online / ranks;
  return share < 1 ? 1 : (uint32_t)share;
}

/* Adds up the states of all ranks at rank 0: in each round half of those that are left hand theirs to a neighbour. */
static bool reduce(SceText *states) {
  int rank = get_rank(), ranks = get_ranks();
  for (int step = 1; step < ranks; step *= 2) {
    if (rank % (2 * step)) {
      send_bytes(states, rank - step);
      return true;
    }
    if (rank + step >= ranks) continue;
    uint64_t size;
    char *bytes = receive_bytes(&size, rank + step);
    if (states->count && !sce_run_states_add(states, bytes, size)) sce_text_clear(states);       /* no states: told at rank 0 */
    free(bytes);
  }
  return states->count > 0;
}

/* Samples this rank's part of a compiled program; `states` becomes the sum at rank 0. */
static bool sample_part(const SceSession *session, SceSampling sampling, SceText *states) {
  sampling.shard = (uint32_t)get_rank() + 1;
  sampling.shards = (uint32_t)get_ranks();
  uint32_t threads = choose_threads();
  if (!sampling.threads) sampling.threads = threads;
  SceRun *run = sce_run_new(session->program, sce_session_functions(session), &sampling);
  bool whole = !sce_run_is_partial(run);
  sce_run_states_write(run, states);
  sce_run_free(run);
  return whole && reduce(states);
}

/* ---- rank 0 ---- */

static void announce(const SceText *bundle, const SceSampling *sampling) {
  Job job = {.bundle_size = bundle->count, .threads = sampling->threads};
  if (sampling->kernel) snprintf(job.kernel, sizeof job.kernel, "%s", sampling->kernel);
  MPI_Bcast(&job, sizeof job, MPI_BYTE, 0, MPI_COMM_WORLD);
  broadcast(bundle->bytes, bundle->count);
}

/* SceEvaluate: by all ranks where something is sampled and its parts can be added up. */
static void evaluate(SceCli *cli, SceSession *session, const SceSessionRequest *request) {
  const SceSampling *sampling = request->sampling;
  sce_session_compile(session, request);
  if (!session->program->draws.count || session->program->natives.count || sampling->precision > 0 || sampling->exact_quantiles) {
    session->run = sce_run_new(session->program, sce_session_functions(session), sampling);
    sce_session_report(session);
    return;
  }
  SceText bundle = {0}, states = {0};
  sce_bundle_write(&bundle, session, request);
  announce(&bundle, sampling);
  bool whole = sample_part(session, *sampling, &states);
  if (*sampling->stop) MPI_Abort(MPI_COMM_WORLD, SCE_EXIT_INTERRUPTED);
  if (whole) session->run = sce_run_new_merged(session->program, sce_session_functions(session), sampling, states.bytes, states.count);
  if (!session->run) {
    sce_cli_trouble(cli, "the ranks do not agree on what they have sampled: do all of them run the same build?");
    session->run = sce_run_new(session->program, sce_session_functions(session), sampling);
  }
  sce_session_report(session);
  sce_text_release(&bundle);
  sce_text_release(&states);
}

static int lead(int argc, char **argv) {
  SceCli cli = {.evaluate = evaluate};
  int code = sce_cli_start(&cli, argc, argv);
  Job none = {0};
  MPI_Bcast(&none, sizeof none, MPI_BYTE, 0, MPI_COMM_WORLD);
  return code;
}

/* ---- all others ---- */

static void do_job(const Job *job, const char *bytes) {
  SceBundle bundle;
  SceText states = {0};
  SceSampling sampling = {.threads = job->threads, .kernel = job->kernel[0] ? job->kernel : NULL};
  if (!sce_bundle_read(&bundle, bytes, job->bundle_size)) MPI_Abort(MPI_COMM_WORLD, SCE_EXIT_TROUBLE);
  SceBundleUse use;
  SceSession session;
  SceSessionRequest request;
  sce_bundle_open(&use, &bundle, &session, &request);
  sce_bundle_ask(&bundle, &sampling);
  request.sampling = &sampling;
  sce_session_compile(&session, &request);
  sample_part(&session, sampling, &states);
  sce_session_release(&session);
  sce_bundle_close(&use);
  sce_bundle_release(&bundle);
  sce_text_release(&states);
}

static void follow(void) {
  for (;;) {
    Job job;
    MPI_Bcast(&job, sizeof job, MPI_BYTE, 0, MPI_COMM_WORLD);
    if (!job.bundle_size) return;
    char *bytes = sce_memory_new(job.bundle_size + 1);
    broadcast(bytes, job.bundle_size);
    do_job(&job, bytes);
    free(bytes);
  }
}

int main(int argc, char **argv) {
  int provided, code = SCE_EXIT_FINE;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
  if (get_rank() == 0) code = lead(argc, argv);
  else follow();
  MPI_Finalize();
  return code;
}
