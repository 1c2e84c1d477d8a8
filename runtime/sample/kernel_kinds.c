/* The two lists side by side: operations of the language, loops of the kernels. */
#include "kernel_kinds.h"

SceKernelBinary sce_kernel_binary(SceOpKind kind) {
  switch (kind) {
  case SCE_OP_ADD:
  case SCE_OP_SUM_OVER:
  case SCE_OP_MEAN_OVER: return SCE_K_ADD;
  case SCE_OP_SUBTRACT: return SCE_K_SUBTRACT;
  case SCE_OP_MULTIPLY: return SCE_K_MULTIPLY;
  case SCE_OP_DIVIDE: return SCE_K_DIVIDE;
  case SCE_OP_POWER: return SCE_K_POWER;
  case SCE_OP_MIN:
  case SCE_OP_MIN_OVER: return SCE_K_MIN;
  case SCE_OP_MAX:
  case SCE_OP_MAX_OVER: return SCE_K_MAX;
  case SCE_OP_LESS: return SCE_K_LESS;
  case SCE_OP_LESS_EQUAL: return SCE_K_LESS_EQUAL;
  case SCE_OP_GREATER: return SCE_K_GREATER;
  case SCE_OP_GREATER_EQUAL: return SCE_K_GREATER_EQUAL;
  case SCE_OP_EQUAL: return SCE_K_EQUAL;
  case SCE_OP_NOT_EQUAL: return SCE_K_NOT_EQUAL;
  case SCE_OP_AND: return SCE_K_AND;
  default: return SCE_K_OR;
  }
}

SceKernelUnary sce_kernel_unary(SceOpKind kind) {
  switch (kind) {
  case SCE_OP_NOT: return SCE_K_NOT;
  case SCE_OP_NEGATE: return SCE_K_NEGATE;
  case SCE_OP_ABS: return SCE_K_ABS;
  case SCE_OP_SQRT: return SCE_K_SQRT;
  case SCE_OP_EXP: return SCE_K_EXP;
  case SCE_OP_LN: return SCE_K_LN;
  case SCE_OP_LOG10: return SCE_K_LOG10;
  case SCE_OP_LOG2: return SCE_K_LOG2;
  case SCE_OP_FLOOR: return SCE_K_FLOOR;
  case SCE_OP_CEIL: return SCE_K_CEIL;
  default: return SCE_K_ROUND;
  }
}
