/* What a gradient holds, and how its files share the work: gradient.c says what is swept in which order, gradient_reverse.c goes back through one operation,
 * gradient_partials.c knows the derivatives of single numbers, gradient_tape.c and gradient_samples.c do the same for what is sampled.
 */
#ifndef SCE_GRADIENT_STATE_H
#define SCE_GRADIENT_STATE_H

#include "gradient.h"
#include "run.h"

/* A run of operations behind each other: those of one loop, or of none. */
typedef struct SceReachPart {
  uint32_t first, count;            /* in SceReach.ops */
  uint32_t loop;                    /* index into SceProgram.loops; SCE_NO_OP: none */
} SceReachPart;

/* All that a value rests on, itself included, the last computed first. */
typedef struct SceReach {
  uint32_t op;
  SCE_ARRAY(uint32_t) ops;
  SCE_ARRAY(SceReachPart) parts;
  uint64_t points;
  uint32_t last_stage;
  bool sampled;                     /* there is something sampled among it */
} SceReach;

/* What is asked of the samples of a value at a point: how much its mean, least value, … counts. */
typedef struct SceSeed {
  SceWanted at;
  uint8_t kind;                     /* SCE_OP_MEAN_OF … SCE_OP_QUANTILE_OF */
  double weight;
  double probability;               /* QUANTILE_OF */
  double low, high;                 /* the samples that count lie within, */
  uint64_t count;                   /* so many of them */
  double mean, sd;                  /* SD_OF */
  uint32_t by;                      /* QUANTILE_OF: the place of the probability */
  uint32_t next;                    /* index + 1 of the next seed on the same value; 0: none */
} SceSeed;

enum { SCE_REACHES_KEPT = 64 };

/* What batches stand in, from one call to the next. */
typedef enum SceGradientRoom { SCE_ROOM_SLOTS, SCE_ROOM_ADJOINTS, SCE_ROOM_WORK, SCE_ROOMS } SceGradientRoom;

struct SceGradient {
  SceRun *run;
  const SceProgram *program;
  double *adjoints;                 /* beside run->values */
  double *arguments, *partials;     /* room for the operands of one operation */
  SCE_ARRAY(SceSeed) seeds;
  SceReach reaches[SCE_REACHES_KEPT];
  uint32_t reach_count, next_reach; /* the oldest makes room */
  uint32_t *reach_of;               /* of each operation: index + 1, or 0 */
  uint32_t *marks, mark;            /* of each operation: the last walk that met it */
  uint32_t *place_of;               /* of each operation in SceProgram.order; NULL: as they stand */
  SCE_ARRAY(uint32_t) places;       /* of one walk */
  const SceReach *last;             /* whose adjoints stand there */
  double *rooms[SCE_ROOMS];
  size_t room_batches[SCE_ROOMS];
};

/* Room for so many batches, at least; what was there is gone. */
double *sce_gradient_room(SceGradient *gradient, SceGradientRoom room, size_t batches);

/* Hands the adjoints of an operation, at [from, to) of its points, on to its operands. It is not sampled; what reduces samples becomes seeds. */
void sce_gradient_reverse(SceGradient *gradient, uint32_t op, uint32_t from, uint32_t to);

/* The seeds on values of a stage, all the way through the samples down to what is not sampled. False: a sample has no value. */
bool sce_gradient_samples(SceGradient *gradient, uint32_t stage);

#endif
