/* A shard file: what one part of the samples of a run came to, with all that it was made from.
 *
 * It is self-contained: results come from shard files alone, on any machine. The layout, numbers little-endian:
 *
 *     mark                  16 bytes; its line ends show when something has changed them on the way
 *     format, size          4 and 8 bytes: SCE_SHARD_FORMAT, size of the whole file
 *     version               text of the program that wrote it (4 bytes of length, bytes, NUL)
 *     identity              8 bytes: of the bundle
 *     shard, shards         4 bytes each
 *     bundle, states        8 bytes of length and the bytes, each; no states where nothing is sampled
 *     end mark, checksum    8 bytes each: FNV-1a of all before
 */
#ifndef SCE_SHARD_H
#define SCE_SHARD_H

#include "bundle.h"

enum { SCE_SHARD_FORMAT = 1, SCE_SHARDS_MOST = 1000000 };

typedef struct SceShard {
  char *path;                       /* the file that it was read from */
  const char *version;
  uint32_t shard, shards;           /* from 1 */
  SceBundle bundle;
  const char *states;               /* for sce_run_states_add */
  size_t states_size;               /* 0: nothing is sampled */
  char *bytes;                      /* private: what all this leads into */
} SceShard;

/* Appends a shard file: of a bundle in bytes and the states of a run. */
void sce_shard_write(SceText *out, const char *version, uint32_t shard, uint32_t shards, const SceText *bundle, const SceText *states);

/* Reads one, "-" from standard input. NULL with a finding (E_FILE, E_TOO_LARGE, E_SHARD): also where another version has written it. */
SceShard *sce_shard_read(const char *path, const char *version, SceDiags *diags);
void sce_shard_free(SceShard *shard);

#endif
