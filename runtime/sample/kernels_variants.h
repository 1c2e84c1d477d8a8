/* The kernels that there are, each in a file of its own that is compiled for its processors. */
#ifndef SCE_SAMPLE_KERNELS_VARIANTS_H
#define SCE_SAMPLE_KERNELS_VARIANTS_H

#include "kernels.h"

extern const SceKernels sce_kernels_generic;
#ifdef __x86_64__
extern const SceKernels sce_kernels_avx2;
extern const SceKernels sce_kernels_avx512;
#endif

#endif
