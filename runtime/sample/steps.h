/* Sampled values as a list of steps over batches of samples: what has to be done, in which order, and where each batch of numbers stands.
 *
 * The list is made anew for each pass: from the points that are wanted backwards, depth first, so that few batches are alive at a time. A value at a point is one batch
 * (SCE_BATCH doubles) in a slot that is given to another when nobody reads it any more. What is picked, joined or taken from an earlier
 * point is no step: its readers read the other batch. What is not sampled is read from the run's values, which must have been computed.
 */
#ifndef SCE_SAMPLE_STEPS_H
#define SCE_SAMPLE_STEPS_H

#include "choose.h"
#include "distribution.h"
#include "run.h"

typedef enum SceStepKind {
  SCE_STEP_UNARY, SCE_STEP_BINARY, SCE_STEP_SELECT,
  SCE_STEP_PAIR,                  /* a, b: of the first operation, `inner`; c: the other operand of the second; kernel: both (SCE_PAIR) */
  SCE_STEP_UNIFORM,               /* a: index into keys */
  SCE_STEP_DISTRIBUTE,            /* a: the number in (0, 1), b: index into distributions */
  SCE_STEP_DRAWN,                 /* the same of a draw that nobody else reads: a: index into keys, b: index into distributions */
  SCE_STEP_CORRELATE,             /* a, b, c */
  SCE_STEP_LIST,                  /* any operation whose operands are refs[a .. a + b): each sample by itself */
  SCE_STEP_CHOOSE,                /* the same, with weights that are sound and the same in all samples: c: index into choices */
  SCE_STEP_OVER,                  /* a: so far, b: the next point along the axis; out: both together */
  SCE_STEP_OVER_END,              /* a and out: all points together, c: how many */
  SCE_STEP_ARGMIN,                /* a: the next point, b: the least so far, c: index of its axis value; out: axis value of the least so far; `kernel` 1: the first */
  SCE_STEP_GIVEN,                 /* SceBatch.given */
  SCE_STEP_COLLECT,               /* a: what is wanted, c: its number */
} SceStepKind;

/* Two operations of which the second is the only reader of the first, in one step. */
#define SCE_PAIR(first, second, swapped) ((uint8_t)((first) | (second) << 3 | (swapped) << 6))
static inline SceKernelBinary sce_pair_first(uint8_t pair) { return (SceKernelBinary)(pair & 7); }
static inline SceKernelBinary sce_pair_second(uint8_t pair) { return (SceKernelBinary)(pair >> 3 & 7); }
static inline bool sce_pair_swapped(uint8_t pair) { return pair >> 6; }

typedef struct SceStep {          /* 28 bytes */
  uint8_t kind;                   /* SceStepKind */
  uint8_t kernel;                 /* UNARY, BINARY, OVER: SceKernelUnary, SceKernelBinary */
  uint8_t scalars;                /* which of a, b, c are single numbers: indices into the run's values */
  uint8_t reads;                  /* which of a, b, c are slots (the same bits) */
  uint32_t op, inner;
  uint32_t out, a, b, c;          /* slots, or as said above */
} SceStep;

typedef struct SceRef {
  uint32_t index;
  bool scalar;                    /* an index into the run's values; else a slot */
} SceRef;

typedef struct SceSteps {
  SCE_ARRAY(SceStep) list;
  SCE_ARRAY(SceRef) refs;
  SCE_ARRAY(uint64_t) keys;
  SCE_ARRAY(SceDistribution) distributions;
  SCE_ARRAY(SceChoice) choices;
  uint32_t slots;
  uint32_t wanted;                /* how many of those that were asked for are collected */
} SceSteps;

enum { SCE_SLOTS_MOST = 16384, SCE_STEPS_MOST = 1 << 20 };     /* 64 MiB of slots a thread; a list that asks for more ends early where it can */

enum { SCE_CHOICE_MOST = 64 };                                  /* a choice between more is made sample by sample */

static inline bool sce_step_has_list(const SceStep *step) { return step->kind == SCE_STEP_LIST || step->kind == SCE_STEP_CHOOSE; }

/* Which stream of random numbers a draw has at a point of its axes: frozen. */
uint64_t sce_draw_key(const SceProgram *program, uint64_t seed, uint32_t op, uint32_t point);

/* Of as many of `wanted` as fit, at least one. */
void sce_steps_make(SceSteps *steps, SceRun *run, const SceWanted *wanted, uint32_t count);
void sce_steps_release(SceSteps *steps);

#endif
