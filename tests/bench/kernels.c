/* Why this file exists: the loops of sampling are promised in nanoseconds a number. This tool measures each of them, in each width
 * that the processor has, on batches that stay in the first cache, and prints lines `kernel function ns`: the median of many runs. */
#include "sample/kernels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 41, COEFFICIENTS = 8, CELLS = 64 };

typedef struct Bench {
  const SceKernels *kernels;
  double *out, *a, *b, *c, *u, *table;
  uint32_t *buckets;
  SceLanes *lanes;
  uint64_t batch;
} Bench;

typedef void Work(Bench *bench, int kind);

static void do_binary(Bench *s, int kind) { s->kernels->binary((SceKernelBinary)kind, s->out, s->a, s->b, 0, SCE_BATCH); }
static void do_binary_scalar(Bench *s, int kind) { s->kernels->binary((SceKernelBinary)kind, s->out, s->a, s->b, SCE_B_SCALAR, SCE_BATCH); }
static void do_unary(Bench *s, int kind) { s->kernels->unary((SceKernelUnary)kind, s->out, kind == SCE_K_NORMAL_QUANTILE ? s->u : s->a, SCE_BATCH); }
static void do_select(Bench *s, int kind) { (void)kind, s->kernels->select(s->out, s->c, s->a, s->b, 0, SCE_BATCH); }
static void do_pair(Bench *s, int kind) { (void)kind, s->kernels->pair(SCE_K_MULTIPLY, SCE_K_ADD, false, s->out, s->a, s->b, s->c, 0, SCE_BATCH); }
static void do_multiply_add(Bench *s, int kind) { (void)kind, s->kernels->multiply_add(s->out, s->a, s->b, s->c, 0, SCE_BATCH); }
static void do_uniform(Bench *s, int kind) { (void)kind, s->kernels->uniform(s->out, 12345, s->batch++); }
static void do_draw(Bench *s, int kind) { (void)kind, s->kernels->draw(s->out, 12345, s->batch++, 4, 3); }
static void do_sobol(Bench *s, int kind) { (void)kind, s->kernels->sobol(s->out, 12345, s->batch++); }
static void do_table(Bench *s, int kind) { s->kernels->table(s->out, s->u, s->table, 0, CELLS, CELLS, (uint32_t)kind, SCE_BATCH); }
static void do_sums(Bench *s, int kind) { (void)kind, s->kernels->sums(s->lanes, s->a, 1.5, 0, SCE_BATCH); }
static void do_buckets(Bench *s, int kind) { (void)kind, s->kernels->buckets(s->buckets, s->a, SCE_BATCH); }
static void do_normal(Bench *s, int kind) {
  do_uniform(s, kind);
  s->kernels->unary(SCE_K_NORMAL_QUANTILE, s->out, s->out, SCE_BATCH);
}

static const struct {
  const char *name;
  Work *work;
  int kind;
} functions[] = {
  {"add", do_binary, SCE_K_ADD}, {"add_scalar", do_binary_scalar, SCE_K_ADD}, {"multiply", do_binary, SCE_K_MULTIPLY}, {"divide", do_binary, SCE_K_DIVIDE},
  {"min", do_binary, SCE_K_MIN}, {"less", do_binary, SCE_K_LESS}, {"equal", do_binary, SCE_K_EQUAL}, {"and", do_binary, SCE_K_AND}, {"power", do_binary, SCE_K_POWER},
  {"power_scalar", do_binary_scalar, SCE_K_POWER}, {"negate", do_unary, SCE_K_NEGATE}, {"sqrt", do_unary, SCE_K_SQRT}, {"exp", do_unary, SCE_K_EXP},
  {"ln", do_unary, SCE_K_LN}, {"log10", do_unary, SCE_K_LOG10}, {"floor", do_unary, SCE_K_FLOOR}, {"round", do_unary, SCE_K_ROUND},
  {"normal_cdf", do_unary, SCE_K_NORMAL_CDF}, {"normal_quantile", do_unary, SCE_K_NORMAL_QUANTILE}, {"uniform_normal", do_normal, 0}, {"select", do_select, 0},
  {"pair", do_pair, 0}, {"multiply_add", do_multiply_add, 0}, {"uniform", do_uniform, 0}, {"draw", do_draw, 0}, {"sobol", do_sobol, 0}, {"table_degree_5", do_table, 5}, {"table_degree_7", do_table, 7},
  {"sums", do_sums, 0}, {"buckets", do_buckets, 0},
};

static double now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Nanoseconds a number: each round runs the function for a tenth of a millisecond or so. */
static double measure(Bench *bench, Work *work, int kind) {
  double rounds[ROUNDS], start = now_ns();
  for (int i = 0; i < 8; i++) work(bench, kind);
  double once = (now_ns() - start) / 8;
  int times = once > 1e5 ? 1 : (int)(1e5 / (once + 1)) + 1;
  for (int round = 0; round < ROUNDS; round++) {
    start = now_ns();
    for (int i = 0; i < times; i++) work(bench, kind);
    rounds[round] = (now_ns() - start) / times / SCE_BATCH;
  }
  qsort(rounds, ROUNDS, sizeof *rounds, compare_doubles);
  return rounds[ROUNDS / 2];
}

static void *room(size_t size) {
  void *memory = aligned_alloc(64, (size + 63) / 64 * 64);
  if (!memory) exit(2);
  return memory;
}

int main(void) {
  static const char *const names[] = {"generic", "avx2", "avx512"};
  size_t size = SCE_BATCH * sizeof(double);
  Bench bench = {NULL, room(size), room(size), room(size), room(size), room(size), room(CELLS * COEFFICIENTS * sizeof(double)), room(SCE_BATCH * sizeof(uint32_t)), room(sizeof(SceLanes)), 0};
  *bench.lanes = (SceLanes){{0}, {0}, {0}, {0}};
  for (int i = 0; i < CELLS * COEFFICIENTS; i++) bench.table[i] = 1.0 / (1 + i);
  for (size_t kernel = 0; kernel < sizeof names / sizeof *names; kernel++) {
    bench.kernels = sce_kernels_get(names[kernel]);
    if (!bench.kernels) continue;
    bench.kernels->uniform(bench.a, 1, 0), bench.kernels->uniform(bench.b, 2, 0), bench.kernels->uniform(bench.c, 3, 0), bench.kernels->uniform(bench.u, 4, 0);
    for (int i = 0; i < SCE_BATCH; i++) bench.a[i] = 0.1 + 10 * bench.a[i], bench.b[i] = 0.5 + 3 * bench.b[i], bench.c[i] = floor(2 * bench.c[i]);
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++)
      printf("%s %s %.3f\n", names[kernel], functions[f].name, measure(&bench, functions[f].work, functions[f].kind));
  }
  return 0;
}
