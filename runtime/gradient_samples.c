/* Derivatives through samples. */
#include "gradient_state.h"

bool sce_gradient_samples(SceGradient *gradient, uint32_t stage) {
  (void)gradient, (void)stage;
  return false;
}
