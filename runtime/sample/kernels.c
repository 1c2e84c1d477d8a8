/* Chooses the kernels: the widest that the processor has and the system lets programs use. Nothing is asked before the first call. */
#include "kernels_variants.h"

#include <stddef.h>
#include <string.h>

#ifdef __x86_64__
static bool has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
static bool has_avx512(void) {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
}
#endif

const SceKernels *sce_kernels_get(const char *name) {
#ifdef __x86_64__
  if ((!name || !strcmp(name, "avx512")) && has_avx512()) return &sce_kernels_avx512;
  if ((!name || !strcmp(name, "avx2")) && has_avx2()) return &sce_kernels_avx2;
#endif
  return !name || !strcmp(name, "generic") ? &sce_kernels_generic : NULL;
}
