/* The kernels for processors with AVX-512 (F, DQ, VL, BW) and FMA, eight numbers at a time. The Makefile compiles this file alone for them, so that nothing
 * else can come to need them; elsewhere than on x86-64 it is empty. */
#ifdef __x86_64__
#include "kernels_variants.h"

#include "vector_avx512.h"
#include "kernels_loops.h"

const SceKernels sce_kernels_avx512 = SCE_KERNELS_OF("avx512");
#else
typedef int SceNothing;
#endif
