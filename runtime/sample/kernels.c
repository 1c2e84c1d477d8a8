/* Chooses the kernels: the widest that the processor has and the system lets programs use. Nothing is asked before the first call. */
#include "kernels_variants.h"

#include <stddef.h>
#include <string.h>

#ifdef __x86_64__
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
/* The loader has asked the processor already. This is the C library's CPU_FEATURE_ACTIVE without its shift of a signed 1 by 31. */
static bool is_active(unsigned feature) {
  return __x86_get_cpuid_feature_leaf(feature / 128)->active_array[feature / 32 % 4] >> feature % 32 & 1;
}
#define HAS(feature, name) is_active(x86_cpu_##feature)
#else
#define HAS(feature, name) __builtin_cpu_supports(name)
#endif

static bool has_avx2(void) { return HAS(AVX2, "avx2") && HAS(FMA, "fma"); }
static bool has_avx512(void) {
  return has_avx2() && HAS(AVX512F, "avx512f") && HAS(AVX512DQ, "avx512dq") && HAS(AVX512VL, "avx512vl") && HAS(AVX512BW, "avx512bw");
}
#endif

const SceKernels *sce_kernels_get(const char *name) {
#ifdef __x86_64__
  if ((!name || !strcmp(name, "avx512")) && has_avx512()) return &sce_kernels_avx512;
  if ((!name || !strcmp(name, "avx2")) && has_avx2()) return &sce_kernels_avx2;
#endif
  return !name || !strcmp(name, "generic") ? &sce_kernels_generic : NULL;
}
