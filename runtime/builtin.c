/* The core, handed to the language.
 *
 * The core knows no compiler and the compiler knows no formula: this is the one place where they meet, and all that it does is to split the
 * core's table into what the one half and the other need.
 */
#include "builtin.h"

#include "core/condition.h"
#include "core/core.h"

static double call_core(const void *entry, const double *arguments) { return ((const SceCoreEntry *)entry)->call(arguments); }

/* The conditions of its domain that these arguments break: "0 < share <= 1, month > 0". */
static void add_needs(const void *context, const double *arguments, SceText *out) {
  const SceCoreEntry *entry = context;
  const char *domain = entry->domain, *condition;
  size_t length, before = out->count;
  while ((condition = sce_condition_next(&domain, &length))) {
    if (sce_condition_check(condition, length, entry->signature, arguments) != SCE_CONDITION_BROKEN) continue;
    sce_text_add_format(out, "%s%.*s", out->count > before ? ", " : "", (int)length, condition);
  }
}

void sce_builtins_init(SceBuiltins *builtins) {
  uint32_t count = sce_core_count;
  builtins->signatures = sce_memory_new(count * sizeof *builtins->signatures);
  builtins->functions = sce_memory_new(count * sizeof *builtins->functions);
  builtins->count = count;
  for (uint32_t i = 0; i < count; i++) {
    const SceCoreEntry *entry = &sce_core_table[i];
    builtins->signatures[i] = (SceBuiltin){entry->name, entry->signature, entry->domain, entry->example, entry->doc};
    builtins->functions[i] = (SceFunction){call_core, entry, SCE_FUNCTION_READY, add_needs};
  }
}

void sce_builtins_release(SceBuiltins *builtins) {
  free(builtins->signatures);
  free(builtins->functions);
  *builtins = (SceBuiltins){0};
}
