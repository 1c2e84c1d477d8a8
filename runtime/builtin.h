/* The built-in functions of this host, as the two halves want them: signatures for the compiler, code for the engine. */
#ifndef SCE_BUILTIN_H
#define SCE_BUILTIN_H

#include "compile.h"
#include "engine.h"

typedef struct SceBuiltins {
  SceBuiltin *signatures;           /* functions[i] computes signatures[i] */
  SceFunction *functions;
  uint32_t count;
} SceBuiltins;

/* Makes both lists out of the core's table. The names and texts in them are the table's; sce_builtins_release frees the lists alone. */
void sce_builtins_init(SceBuiltins *builtins);
void sce_builtins_release(SceBuiltins *builtins);

#endif
