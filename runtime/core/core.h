/* The table of the core's functions: what a caller that knows no formula needs in order to call any of them.
 *
 * The table is constant, and nothing in it is owned by the caller. Arguments are doubles in the order and units of the
 * signature; defaults are the caller's to fill in. A NaN says that the arguments are outside the function's domain.
 */
#ifndef SCE_CORE_CORE_H
#define SCE_CORE_CORE_H

typedef double SceCoreFunction(const double *args);

typedef struct SceCoreEntry {
  const char *name;
  SceCoreFunction *call;
  const char *signature; /* "(name: unit, name: unit = default) : unit", as the language spells it */
  const char *domain;    /* "0 < utilization <= 1, month > 0": which arguments have a value, as condition.h reads it */
  const char *example;   /* an expression that `sce -e` evaluates */
  const char *doc;       /* one paragraph: what is counted, and the formula's source */
} SceCoreEntry;

extern const SceCoreEntry sce_core_table[];
extern const unsigned sce_core_count;

#endif
