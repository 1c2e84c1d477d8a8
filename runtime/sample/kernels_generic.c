/* The kernels for any processor: one number at a time. */
#include "kernels_variants.h"

#include "vector_scalar.h"
#include "kernels_loops.h"

const SceKernels sce_kernels_generic = SCE_KERNELS_OF("generic");
