/* Chooses the kernels: the widest that the processor has and the system lets programs use. Nothing is asked before the first call. */
#include "kernels_variants.h"

#include <stddef.h>
#include <string.h>

#if defined(__x86_64__) && defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#define HAS(feature, name) CPU_FEATURE_ACTIVE(feature)
#endif
#endif
#ifndef HAS
#define HAS(feature, name) __builtin_cpu_supports(name)
#endif

#ifdef __x86_64__
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
