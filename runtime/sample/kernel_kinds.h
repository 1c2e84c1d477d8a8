/* Which kernel does the arithmetic of an operation. */
#ifndef SCE_SAMPLE_KERNEL_KINDS_H
#define SCE_SAMPLE_KERNEL_KINDS_H

#include "kernels.h"
#include "program.h"

SceKernelBinary sce_kernel_binary(SceOpKind kind);      /* of two operands; of SUM_OVER and its like what joins two points */
SceKernelUnary sce_kernel_unary(SceOpKind kind);

#endif
