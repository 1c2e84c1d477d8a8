/* Products of counts and of the bytes of one number. */
#include "core/memory.h"

#include "core/domain.h"

static const double key_and_value = 2;

double sce_memory_weights(double params, double param_bytes) {
  return sce_domain_is_amount(params) && sce_domain_is_extent(param_bytes) ? params * param_bytes : NAN;
}

double sce_memory_kv_cache(double layers, double kv_heads, double head_width, double tokens, double sequences, double number_bytes) {
  bool valid = sce_domain_is_extent(layers) && sce_domain_is_extent(kv_heads) && sce_domain_is_extent(head_width) &&
               sce_domain_is_amount(tokens) && sce_domain_is_amount(sequences) && sce_domain_is_extent(number_bytes);
  return valid ? key_and_value * layers * kv_heads * head_width * tokens * sequences * number_bytes : NAN;
}

double sce_memory_latent_cache(double layers, double latent_width, double tokens, double sequences, double number_bytes) {
  bool valid = sce_domain_is_extent(layers) && sce_domain_is_extent(latent_width) && sce_domain_is_amount(tokens) && sce_domain_is_amount(sequences) &&
               sce_domain_is_extent(number_bytes);
  return valid ? layers * latent_width * tokens * sequences * number_bytes : NAN;
}
