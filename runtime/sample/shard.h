/* The states of a run as bytes: what one shard hands to those who merge. */
#ifndef SCE_SAMPLE_SHARD_H
#define SCE_SAMPLE_SHARD_H

#include "state.h"

/* A head: mark, samples asked for, seed, sampler. Then records: operation, point, replicate (32 bits each), state. */
void sce_states_begin(SceText *out, const SceSampling *sampling);

/* The first record, or NULL where the head is of other samples than these. */
const char *sce_states_open(const char *bytes, size_t size, const SceSampling *sampling);

void sce_states_add_record(SceText *out, uint32_t op, uint32_t point, uint32_t replicate, const SceState *state);

/* Reads a record that has to be of this value; NULL where it is not. */
const char *sce_states_read_record(const char *at, const char *end, uint32_t op, uint32_t point, uint32_t replicate, SceState *state);

#endif
