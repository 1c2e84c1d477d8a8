/* From text to program: names, kinds, scenarios and dimensions worked out, every error reported in one run.
 *
 * sce_compile never fails: what is sound is compiled, what is not is marked in the program and explained in the findings.
 */
#ifndef SCE_COMPILE_H
#define SCE_COMPILE_H

#include "library.h"
#include "program.h"

/* A function that the host gives, with its signature in the language: "(mass: kg, speed: m/s) : J". The others are for readers: what its arguments have to
 * satisfy ("mass >= 0"), an expression that calls it, and what it computes. */
typedef struct SceBuiltin {
  const char *name, *signature, *domain, *example, *doc;
} SceBuiltin;

/* Reads the file of a `use`. `path` is as written; `from` is the source that it stands in. Adds the text to the sources and returns
 * its id, the id it had when it was read before, or SCE_NO_SOURCE with a finding (E_FILE, E_ESCAPE) at `span`. */
typedef SceSourceId (*SceImport)(void *context, const char *path, SceSourceId from, SceSpan span, SceDiags *diags);

/* A function of a library, as its `extern` line declares it. */
typedef struct SceNativeAsked {
  const char *library, *name;       /* as written */
  const char *units;                /* "(1/s, 1) : s": two that differ here are two functions */
  uint32_t parameters;
  SceSourceId from;                 /* that the line stands in */
  SceSpan library_at, name_at;
} SceNativeAsked;

/* Finds it, when the first call is compiled that a result needs. Returns the number by which CALL operations name it, of the same kind as those of
 * built-ins, or SCE_NO_OP with a finding. */
typedef uint32_t (*SceNativeFind)(void *context, const SceNativeAsked *asked, SceDiags *diags);

typedef struct SceCompileOptions {
  const SceLibrary *library;        /* NULL: none */
  const SceBuiltin *builtins;
  uint32_t builtin_count;
  SceImport import;                 /* NULL: `use` is an error */
  void *import_context;
  SceNativeFind native;             /* NULL: a call of a native function is an error */
  void *native_context;
  const SceSourceId *texts;         /* the program: usually one file; several are read as if they stood in one */
  uint32_t text_count;
  const SceSourceId *sets;          /* `PATH = EXPR` each: replacements beneath the scenarios, later ones win */
  uint32_t set_count;
  uint32_t shown;                   /* index into texts: only its items are shown and computed, with what they need; SCE_ALL_TEXTS: all */
  bool all;                         /* results for every field of the shown blocks */
  bool unseen;                      /* the same, but what is not shown without `all` is only computed */
  bool fields;                      /* list all fields in SceProgram.fields, each behind an operation of its own: for reviews */
  bool names;                       /* record what each name means in SceProgram.names: for editors */
  const char *only;                 /* glob over result paths (`*` any run, `?` one character): only these are shown and computed; NULL: no limit */
} SceCompileOptions;

#define SCE_ALL_TEXTS UINT32_MAX

SceProgram *sce_compile(const SceCompileOptions *options, SceSources *sources, SceDiags *diags);

/* A glob against a path. */
bool sce_glob_matches(const char *glob, const char *path);

#endif
