/* All that a run was made from, as bytes: texts, what imports led to, and the options that decide what is computed.
 *
 * Somebody else makes the same program and asks for the same samples from nothing but these bytes: whoever merges shards, on another machine, years
 * later; other processes of the same run. Names of files are kept as they were shown, and play no part in what the bundle is: the same texts called
 * from another folder are the same bundle.
 */
#ifndef SCE_BUNDLE_H
#define SCE_BUNDLE_H

#include "session.h"

typedef enum SceBundleRole { SCE_BUNDLE_SET, SCE_BUNDLE_TEXT, SCE_BUNDLE_IMPORT } SceBundleRole;

typedef struct SceBundleText {
  SceBundleRole role;
  const char *name, *short_name;    /* as SceSource has them */
  const char *text;                 /* text[length] is NUL */
  uint32_t length;
} SceBundleText;

typedef struct SceBundleImport {
  uint32_t from, to;                /* indices into texts; to: UINT32_MAX where it could not be read */
  const char *path;                 /* as written behind `use` */
} SceBundleImport;

typedef struct SceBundle {          /* all pointers lead into the bytes that it was read from */
  SCE_ARRAY(SceBundleText) texts;   /* sets, then the texts asked for in their order, then imports */
  SCE_ARRAY(SceBundleImport) imports;
  uint32_t shown;                   /* as SceSessionRequest has it */
  bool all;
  const char *only;                 /* NULL: none */
  uint64_t samples, seed;
  SceSampler sampler;
  uint64_t library;                 /* hash of the standard library that names were looked up in */
  uint64_t identity;                /* hash of all that is above, names of files aside */
} SceBundle;

/* FNV-1a, 64 bits, in pieces: starts with SCE_HASH_START. */
#define SCE_HASH_START UINT64_C(0xCBF29CE484222325)
uint64_t sce_hash_more(uint64_t hash, const void *bytes, size_t size);

/* Hash of the standard library of this build. */
uint64_t sce_bundle_library(void);

/* Appends the bundle of a session that has been compiled. */
void sce_bundle_write(SceText *out, const SceSession *session, const SceSessionRequest *request);

/* False where the bytes are no bundle. The bytes have to outlive it. */
bool sce_bundle_read(SceBundle *bundle, const char *bytes, size_t size);
void sce_bundle_release(SceBundle *bundle);

/* A session started from a bundle instead of files: adds its texts, sends imports to it and fills the request but for `sampling`. Both have to outlive the session. */
typedef struct SceBundleUse {
  const SceBundle *bundle;
  SceSession *session;
  SCE_ARRAY(SceSourceId) sources;   /* of each text; SCE_NO_SOURCE before it is imported */
  SCE_ARRAY(SceSourceId) sets, given;
} SceBundleUse;

void sce_bundle_open(SceBundleUse *use, const SceBundle *bundle, SceSession *session, SceSessionRequest *request);
void sce_bundle_close(SceBundleUse *use);

/* Sets what a bundle says about samples. */
void sce_bundle_ask(const SceBundle *bundle, SceSampling *sampling);

#endif
