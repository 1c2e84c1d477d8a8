/* Shards put together: each file is read once and added to the sum, and nothing is computed unless all of them belong together and none is missing.
 *
 * sce_merge_add may be called in any order of the shards; the sum is the same. sce_merge_release frees everything.
 */
#ifndef SCE_MERGE_H
#define SCE_MERGE_H

#include "shard.h"

typedef struct SceMerge {
  SceShard *first;                  /* what all others are compared with */
  SceShard *one;                    /* shard 1, perhaps `first`: whose names of files are shown */
  char **owners;                    /* the file of each shard, by its number less one; NULL: not seen */
  SceText states;                   /* the sum */
  uint32_t unread;                  /* files that are no sound shards */
  bool failed;
} SceMerge;

/* Reads a shard file and adds it. What is wrong with it, or between it and those before, becomes a finding. */
void sce_merge_add(SceMerge *merge, const char *path, const char *version, SceDiags *diags);

/* After the last: finds gaps. True when there is something to be computed. */
bool sce_merge_is_whole(SceMerge *merge, SceDiags *diags);

/* From the sum to a run that was never divided, reported on; the session has been opened with the bundle of `one`. False with a finding. */
bool sce_merge_evaluate(const SceMerge *merge, SceSession *session, const SceSessionRequest *request);

void sce_merge_release(SceMerge *merge);

#endif
