/* The engine: computes every value of a program.
 *
 * sce_run_new plans the storage (one column a value, over its axes alone) and computes all operations in order, each once a point. What is sampled
 * streams through in batches and leaves its summary.
 * The run borrows the program and must be freed before it.
 */
#ifndef SCE_ENGINE_H
#define SCE_ENGINE_H

#include "program.h"
#include "text.h"

#include <signal.h>

typedef enum SceFunctionState {
  SCE_FUNCTION_READY,
  SCE_FUNCTION_OFF,                 /* a native one that the user has not allowed: it gives NaN */
  SCE_FUNCTION_LEFT_OUT,            /* a native one, where the command loads none: it gives NaN */
} SceFunctionState;

/* A function that the host gives: `call` gets `context` and as many arguments as the signature has. NaN and infinity say that there is no value. */
typedef struct SceFunction {
  double (*call)(const void *context, const double *arguments);
  const void *context;
  SceFunctionState state;
  void (*needs)(const void *context, const double *arguments, SceText *out);  /* adds what these arguments break: "share <= 1"; NULL: that is not known */
} SceFunction;

typedef struct SceRun SceRun;

typedef enum SceSampler { SCE_SAMPLER_RANDOM, SCE_SAMPLER_SOBOL } SceSampler;

enum { SCE_SAMPLES = 65536 };       /* unless somebody asks for others */

/* How unknowns are sampled. All zeros: as usual. Nothing here but samples, seed, sampler, precision and exact_quantiles changes any result. */
typedef struct SceSampling {
  uint64_t samples;                 /* 0: SCE_SAMPLES */
  uint64_t seed;
  SceSampler sampler;
  double precision;                 /* 0: none; else goes on, at four times the samples each, until the standard errors of mean and quantiles of all results are below this share of them */
  bool exact_quantiles;             /* order statistics instead of those of the histogram */
  uint32_t threads;                 /* 0: one a processor */
  const char *kernel;               /* "generic", "avx2", "avx512"; NULL: the widest that the processor has */
  uint32_t shard, shards;           /* shards > 0: of the last pass over the samples only part `shard`, counted from 1 */
  const volatile sig_atomic_t *stop;          /* NULL, or: becomes true when the user wants to end it */
  void (*progress)(void *context, double share);   /* NULL, or called now and then from the calling thread with the share that is done */
  void *progress_context;
} SceSampling;

/* What is known of a sampled value at one point, from its samples. */
typedef struct SceSummary {
  uint64_t count;                   /* samples */
  uint64_t failed;                  /* samples without value; then the rest says nothing */
  uint64_t failed_sample;           /* the first of them */
  uint32_t cause;                   /* of failed samples: operation + 1, or 0 for none (sce_poison_cause); of several the smallest operation */
  double mean, sd, se;              /* se: standard error of the mean */
  double p5, p50, p95;
  double se5, se50, se95;           /* of the quantiles */
  double min, max;
} SceSummary;

/* functions[i] is what a CALL of number i calls: built-ins, then native functions, which one thread alone calls. `sampling` is copied; NULL: as usual. */
SceRun *sce_run_new(const SceProgram *program, const SceFunction *functions, const SceSampling *sampling);
void sce_run_free(SceRun *run);

/* Another run of the same program, with as many samples. */
SceRun *sce_run_twin(const SceRun *run, uint64_t samples);

/* Computes all again, with the same samples, after constants of the program were changed. */
void sce_run_again(SceRun *run);

/* Parts of a run. With sampling.shards, only part sampling.shard of the last pass over the samples is computed (passes before it whole), summaries are
 * those of the part, and its states can be had as bytes: the same on every machine. States of all parts, added up in any order and grouping, give
 * sce_run_new_merged what it needs to be the run that was never divided, bit for bit; each part has to be added once. The program, samples, seed and
 * sampler have to be the same in all of them. What stands between states and files (which program, which parts) is the caller's business. */
bool sce_run_states_write(const SceRun *run, SceText *out);                                /* appends; false where nothing is sampled or there are no shards */
bool sce_run_states_add(SceText *sum, const char *states, size_t size);                    /* sum empty: becomes a copy. False: of other samples, or damaged; sum is as before */
SceRun *sce_run_new_merged(const SceProgram *program, const SceFunction *functions, const SceSampling *sampling, const char *states, size_t size);   /* NULL: they do not fit */

/* Of a sampled value that a result, a range or a claim names, or that is reduced over its samples; else NULL. */
const SceSummary *sce_run_summary(const SceRun *run, uint32_t op, uint32_t point);

/* About how far a value that is not sampled itself, but rests on samples, may be off: its standard error; 0 for what rests on none. */
double sce_run_error(const SceRun *run, uint32_t op, uint32_t point);

/* One sample of any value at a point of its axes, computed anew: for messages and tests. The run is as before. */
double sce_run_sample(SceRun *run, uint32_t op, uint32_t point, uint64_t sample);

/* All samples of a sampled value at a point (as many as were asked for), with the draws that the program has now: whose keys are changed gives other ones. The
 * run is as before. */
void sce_run_column(SceRun *run, uint32_t op, uint32_t point, double *out);

/* The first samples of a value at a point of its axes, up to SCE_FIRST_SAMPLES of them, computed anew. Returns how many; 0 where it is not sampled. */
enum { SCE_FIRST_SAMPLES = 512 };
uint32_t sce_run_first_samples(SceRun *run, uint32_t op, uint32_t point, double out[SCE_FIRST_SAMPLES]);

/* How many samples were taken and how many were asked for in the end, and whether that was cut short. 0 where nothing is sampled. */
uint64_t sce_run_samples(const SceRun *run);
uint64_t sce_run_samples_asked(const SceRun *run);
bool sce_run_is_partial(const SceRun *run);

/* The points of a value, in the order of its axes (the last runs fastest). Poison marks points without value; of a sampled value
 * that a result names these are the means, or the poison of a sample that failed. */
const double *sce_run_points(const SceRun *run, uint32_t op, uint32_t *count);

/* The value at a point of the scenario axis, for a value with no other axis. */
double sce_run_scenario(const SceRun *run, uint32_t op, uint32_t scenario);

/* The function that a CALL names, and what it gives for these arguments. */
SceFunctionState sce_run_function_state(const SceRun *run, uint32_t function);
double sce_run_call(const SceRun *run, uint32_t function, const double *arguments);
void sce_run_call_needs(const SceRun *run, uint32_t function, const double *arguments, SceText *out);   /* adds what the arguments break of what it needs */

/* How many node evaluations were done: operations times points, constants not counted. */
uint64_t sce_run_evaluations(const SceRun *run);

/* Findings for what could not be computed (each failing operation once, at its expression), values outside their range; for shown results
 * and claims alone. */
void sce_run_report(SceRun *run, SceDiags *diags);

/* A finding for each call of a native function that is off: for those who look for values instead of reporting on them. */
void sce_report_natives_off(const SceProgram *program, const SceFunction *functions, SceDiags *diags);

#endif
