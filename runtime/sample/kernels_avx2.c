/* The kernels for processors with AVX2 and FMA, four numbers at a time. The Makefile compiles this file alone for them, so that nothing
 * else can come to need them; elsewhere than on x86-64 it is empty. */
#ifdef __x86_64__
#include "kernels_variants.h"

#include "vector_avx2.h"
#include "kernels_loops.h"

const SceKernels sce_kernels_avx2 = SCE_KERNELS_OF("avx2");
#else
typedef int SceNothing;
#endif
