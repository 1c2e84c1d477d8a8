/* Native functions: what `extern` lines name in shared libraries, loaded when the user says so and called through libffi.
 *
 * One SceNatives serves all sessions of a command, so that a function has the same number in both programs of a comparison and a library is loaded once,
 * however often the prompt compiles. Libraries stay loaded until the process ends; all else is freed by sce_natives_release, after the last run. Nothing of
 * this is for more than one thread.
 */
#ifndef SCE_NATIVE_H
#define SCE_NATIVE_H

#include "builtin.h"

typedef struct SceNativeFunction SceNativeFunction;

typedef struct SceNativeLibrary {
  char *real;                       /* its real path */
  void *handle;
} SceNativeLibrary;

typedef struct SceNatives {
  bool loads, all;                  /* loads: the command may load libraries at all; all: every one that is asked for */
  SCE_ARRAY(const char *) allowed;  /* borrowed: these libraries, as written, by file name or by path */
  SCE_ARRAY(SceNativeLibrary) libraries;
  SCE_ARRAY(SceNativeFunction *) functions;
  SCE_ARRAY(SceFunction *) tables;  /* private: the last one is complete, earlier ones may still be in use */
  uint32_t room;                    /* private: of the last table */
} SceNatives;

void sce_natives_release(SceNatives *natives);

/* Where a library lies. */
typedef struct SceNativePlace {
  const char *spelled;              /* absolute, by its spelling alone */
  const char *real;                 /* NULL: it is not there; `error` says why */
  int error;
} SceNativePlace;

/* The number of a function in the table, behind the built-ins. It is loaded and prepared if that is allowed, else its calls give nothing (SceFunctionState).
 * Returns SCE_NO_OP with a finding where it should be loaded and cannot be. */
uint32_t sce_natives_find(SceNatives *natives, const SceBuiltins *builtins, const SceNativeAsked *asked, const SceNativePlace *place, SceDiags *diags);

/* All functions by number: built-ins, then native ones. Valid until sce_natives_release. */
const SceFunction *sce_natives_table(const SceNatives *natives, const SceBuiltins *builtins);

#endif
