/* The core, handed to the language.
 *
 * The core knows no compiler and the compiler knows no formula: this is the one place where they meet, and all that it does is to split the
 * core's table into what the one half and the other need.
 */
#include "builtin.h"

#include "core/core.h"

static double call_core(const void *entry, const double *arguments) { return ((const SceCoreEntry *)entry)->call(arguments); }

void sce_builtins_init(SceBuiltins *builtins) {
  uint32_t count = sce_core_count;
  builtins->signatures = sce_memory_new(count * sizeof *builtins->signatures);
  builtins->functions = sce_memory_new(count * sizeof *builtins->functions);
  builtins->count = count;
  for (uint32_t i = 0; i < count; i++) {
    const SceCoreEntry *entry = &sce_core_table[i];
    builtins->signatures[i] = (SceBuiltin){entry->name, entry->signature, entry->doc};
    builtins->functions[i] = (SceFunction){call_core, entry, SCE_FUNCTION_READY};
  }
}

void sce_builtins_release(SceBuiltins *builtins) {
  free(builtins->signatures);
  free(builtins->functions);
  *builtins = (SceBuiltins){0};
}
