/* How samples are asked for, shown while they are taken, and cut short.
 *
 * Ctrl-C ends a long run with what is known by then. It takes hold only while something is sampled; a second one ends the process as it always does.
 */
#include "cli.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t stopped;
static struct sigaction before;

static void stop(int number) {
  (void)number;
  stopped = 1;
}

/* ---- the bar ---- */

enum { BAR = 30 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Drawn on one line of the terminal, from the first second on. */
static void show_progress(void *context, double share) {
  SceCli *cli = context;
  if (now() - cli->started < 1) return;
  char bar[BAR + 1];
  for (int i = 0; i < BAR; i++) bar[i] = (double)i < share * BAR ? '#' : '.';
  bar[BAR] = '\0';
  dprintf(STDERR_FILENO, "\r[%s] %3.0f %%", bar, share * 100);
  cli->bar = true;
}

static void clear_progress(SceCli *cli) {
  if (cli->bar) dprintf(STDERR_FILENO, "\r%*s\r", BAR + 8, "");
  cli->bar = false;
}

/* ---- one run ---- */

SceSampling sce_cli_sampling_begin(SceCli *cli) {
  const SceOptions *options = &cli->options;
  SceSampling sampling = {.samples = options->samples, .seed = options->seed, .precision = options->precision, .exact_quantiles = options->exact_quantiles,
                          .threads = options->threads, .kernel = options->kernel, .shard = options->shard, .shards = options->shards, .stop = &stopped,
                          .sampler = options->sobol ? SCE_SAMPLER_SOBOL : SCE_SAMPLER_RANDOM};
  struct sigaction action = {.sa_handler = stop, .sa_flags = SA_RESETHAND};
  stopped = 0;
  sigaction(SIGINT, &action, &before);
  cli->started = now();
  if (isatty(STDERR_FILENO)) {
    sampling.progress = show_progress;
    sampling.progress_context = cli;
  }
  return sampling;
}

void sce_cli_sampling_end(SceCli *cli, const SceRun *run) {
  sigaction(SIGINT, &before, NULL);
  clear_progress(cli);
  if (!stopped) return;
  cli->interrupted = true;
  if (run && sce_run_is_partial(run) && cli->options.error_format != SCE_ERRORS_SARIF) sce_text_add_format(&cli->err, "sce: interrupted after %llu samples\n", (unsigned long long)sce_run_samples(run));
}
