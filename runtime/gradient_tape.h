/* What the way back through samples needs: the sampled values that some seeds rest on, point by point and in an order in which each stands behind what it reads, with
 * the numbers that their derivatives read.
 *
 * The numbers come from the steps of sample/, computed anew batch by batch. Where they are too many to be kept at once, the tape is in sections, and
 * a section's numbers are computed when its turn comes. Adjoints are batches too, in places that are used again.
 */
#ifndef SCE_GRADIENT_TAPE_H
#define SCE_GRADIENT_TAPE_H

#include "gradient_state.h"
#include "sample/batch.h"

typedef struct SceTapeRef {         /* an operand that derivatives are handed on to */
  uint32_t index;                   /* a node, or a place among the run's values */
  bool scalar;
  bool first;                       /* nobody has handed anything to the node before */
} SceTapeRef;

typedef struct SceTapeRead {        /* a number that a derivative reads */
  uint32_t index;                   /* of the section's wanted values, or a place among the run's values */
  bool scalar;
} SceTapeRead;

typedef struct SceTapeNode {
  uint32_t op, point;
  uint32_t refs, ref_count;
  uint32_t reads, read_count;       /* operands, all that the operation has */
  uint32_t value;                   /* its own numbers: of the section's wanted values; SCE_NO_OP: nobody reads them */
  uint32_t adjoint;                 /* number of the batch of its adjoints */
  uint32_t skip;                    /* operands before the first ref */
  uint32_t differences;             /* DISTRIBUTE: index + 1 into SceTape.differences, one for each ref; 0: by itself */
  uint32_t seed;                    /* index + 1 of the first seed on it; 0: none */
  bool touched;                     /* others hand something to it */
} SceTapeNode;

/* A distribution with one parameter a little higher and a little lower. */
typedef struct SceTapeDifference {
  SceDistribution high, low;
  double factor;                    /* of the difference; 0: there is none */
} SceTapeDifference;

typedef struct SceTapeSection {
  uint32_t first, count;            /* nodes */
  SCE_ARRAY(SceWanted) wanted;
  SceTapeRead *places;              /* of each wanted value: a slot, or a place among the run's values */
  SceSteps steps;
  SceBatch batch;
} SceTapeSection;

typedef struct SceTape {
  SceGradient *gradient;
  SCE_ARRAY(SceTapeNode) nodes;
  SCE_ARRAY(SceTapeRef) refs;
  SCE_ARRAY(SceTapeRead) reads;
  SCE_ARRAY(SceTapeSection) sections;
  SCE_ARRAY(SceTapeDifference) differences;
  uint32_t *node_of;                /* of each place: index + 1 */
  double *slots;                    /* of the section that is computed; this and the next two are the gradient's */
  double *adjoints;                 /* SCE_BATCH numbers each */
  bool failed;                      /* one operation reads more numbers than can be kept */
  double *room;                     /* as many batches as an operation has operands at most, and two */
} SceTape;

/* Chains the seeds on each node by SceSeed.next. */
void sce_tape_make(SceTape *tape, SceGradient *gradient, SceSeed *seeds, uint32_t count);
void sce_tape_release(SceTape *tape);

#endif
