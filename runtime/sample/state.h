/* What is known of one value at one point from the samples seen so far, in a form that can be added up.
 *
 * Everything in a state is a count, an integer sum, a least or a greatest, so that adding states in any order and grouping gives the same bits: threads,
 * shards and replicates are all added this way. sce_state_release frees the tally.
 */
#ifndef SCE_SAMPLE_STATE_H
#define SCE_SAMPLE_STATE_H

#include "engine.h"
#include "exact.h"
#include "histogram.h"
#include "text.h"

enum { SCE_REPLICATES = 16 };       /* independent scrambles of the sobol sampler */

typedef struct SceState {
  uint64_t count, failed;           /* samples; those of them without value */
  uint64_t failed_sample;           /* the first of those; UINT64_MAX: none */
  uint32_t cause;                   /* the smallest operation + 1 that made one; 0: none, or only values that are none */
  bool overflow;                    /* a distance to the pivot, or a sum over a block, was beyond the largest number */
  double pivot;                     /* about where the values lie; the same in all states of one value */
  double origin;                    /* what the tally's values are counted from: 0, or the pivot where they lie close around it */
  double min, max;
  SceExact sum, square;             /* over blocks, each rounded once a block, of value - pivot and of its square */
  SceTally tally;
} SceState;

void sce_state_init(SceState *state, double pivot, double origin);
void sce_state_release(SceState *state);

/* `into` becomes what both have seen. False when they are no states of the same value. */
bool sce_state_add(SceState *into, const SceState *other);
bool sce_state_move(SceState *into, SceState *other);      /* the same; other is empty then */

/* Bytes of a state: the same on every machine. A read that fails leaves an empty state and returns NULL, else the first byte behind it. */
void sce_state_write(SceText *out, const SceState *state);
const char *sce_state_read(SceState *state, const char *bytes, const char *end);

/* Numbers as bytes, for those who put something around states. */
void sce_bytes_add(SceText *out, uint64_t value, unsigned size);
uint64_t sce_bytes_read(const char *bytes, unsigned size);

double sce_state_mean(const SceState *state);
double sce_state_sd(const SceState *state);                /* of n - 1; 0 for one sample */
double sce_state_quantile(const SceState *state, double probability);
double sce_state_quantile_error(const SceState *state, double probability);   /* its standard error */

/* All of it. `parts`: states of independent replicates that make up this one, or NULL; then standard errors come from their spread. */
SceSummary sce_state_summary(const SceState *state, const SceState *parts, uint32_t part_count);

#endif
