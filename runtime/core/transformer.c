/* The arithmetic of a decoder-only transformer, kept apart from every language and data structure above it, so that each
 * line can be compared with the papers that the header names.
 */
#include "core/transformer.h"

#include "core/domain.h"

static const double flop_per_param_token = 2; /* one multiply, one add */
static const double passes_of_training = 3;   /* forward, and two of the same size backward */
static const double norms_per_layer = 2;
static const double projections_full = 2;     /* query and output, as wide as the model */
static const double projections_kv = 2;       /* key and value, narrower where heads share them */

static bool is_shape(const SceTransformerShape *shape) {
  return sce_domain_is_extent(shape->layers) && sce_domain_is_extent(shape->width) && sce_domain_is_extent(shape->ffn) &&
         sce_domain_is_extent(shape->vocabulary) && sce_domain_is_extent(shape->kv_ratio) && shape->kv_ratio <= 1 &&
         sce_domain_is_extent(shape->ffn_matrices) && sce_domain_is_extent(shape->embeddings) &&
         sce_domain_is_extent(shape->experts);
}

double sce_transformer_count_params(SceTransformerShape shape) {
  if (!is_shape(&shape)) return NAN;
  double square = shape.width * shape.width;
  double attention = projections_full * square + projections_kv * shape.kv_ratio * square;
  double feed_forward = shape.experts * shape.ffn_matrices * shape.width * shape.ffn;
  double norms = norms_per_layer * shape.width;
  double tables = shape.embeddings * shape.vocabulary * shape.width;
  double last_norm = shape.width;
  return shape.layers * (attention + feed_forward + norms) + tables + last_norm;
}

double sce_transformer_count_moe_params(double expert, double experts, double shared) {
  if (!sce_domain_is_amount(expert) || !sce_domain_is_amount(experts) || !sce_domain_is_amount(shared)) return NAN;
  return shared + experts * expert;
}

double sce_transformer_estimate_forward(double params, double tokens) {
  if (!sce_domain_is_amount(params) || !sce_domain_is_amount(tokens)) return NAN;
  return flop_per_param_token * params * tokens;
}

double sce_transformer_estimate_attention(double layers, double width, double context, double tokens, double attended) {
  bool valid = sce_domain_is_extent(layers) && sce_domain_is_extent(width) && sce_domain_is_amount(context) &&
               sce_domain_is_amount(tokens) && sce_domain_is_share(attended);
  if (!valid) return NAN;
  double macs_per_token_seen = 2 * width; /* its score, and its value's share of the output */
  return 2 * macs_per_token_seen * layers * (attended * context) * tokens;
}

double sce_transformer_estimate_training(double params, double tokens) {
  return passes_of_training * sce_transformer_estimate_forward(params, tokens);
}
