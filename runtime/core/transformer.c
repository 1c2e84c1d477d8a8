/* The arithmetic of a decoder-only transformer, kept apart from every language and data structure above it, so that each
 * line can be compared with the papers that the header names.
 */
#include "core/transformer.h"

#include "core/domain.h"

static const double flop_per_param_token = 2; /* one multiply, one add */
static const double passes_of_training = 3;   /* forward, and two of the same size backward */
static const double attention_flop = 4;       /* for each number of a token that is seen: its score, and its value's share of the output */
static const double norms_per_layer = 2;
static const double projections_full = 2;     /* query and output, for all heads */
static const double projections_kv = 2;       /* key and value, narrower where heads share them */

static const double block_matrices = 12;      /* a block in squares of its width: 4 for attention, 8 for a plain feed-forward layer */

static bool is_shape(const SceTransformerShape *shape) {
  return sce_domain_is_extent(shape->layers) && sce_domain_is_extent(shape->width) && sce_domain_is_extent(shape->ffn) &&
         sce_domain_is_extent(shape->vocabulary) && sce_domain_is_extent(shape->kv_ratio) && shape->kv_ratio <= 1 &&
         sce_domain_is_extent(shape->ffn_matrices) && sce_domain_is_extent(shape->embeddings) &&
         sce_domain_is_extent(shape->experts) && sce_domain_is_extent(shape->head_ratio);
}

double sce_transformer_count_params(SceTransformerShape shape) {
  if (!is_shape(&shape)) return NAN;
  double square = shape.width * shape.width;
  double attention = shape.head_ratio * (projections_full * square + projections_kv * shape.kv_ratio * square);
  double feed_forward = shape.experts * shape.ffn_matrices * shape.width * shape.ffn;
  double norms = norms_per_layer * shape.width;
  double tables = shape.embeddings * shape.vocabulary * shape.width;
  double last_norm = shape.width;
  return shape.layers * (attention + feed_forward + norms) + tables + last_norm;
}

double sce_transformer_count_latent_attention(SceTransformerLatentAttention shape) {
  bool valid = sce_domain_is_extent(shape.layers) && sce_domain_is_extent(shape.width) && sce_domain_is_extent(shape.heads) &&
               sce_domain_is_extent(shape.head_width) && sce_domain_is_amount(shape.rotary_width) &&
               sce_domain_is_extent(shape.value_width) && sce_domain_is_extent(shape.cache_latent) && sce_domain_is_amount(shape.query_latent);
  if (!valid) return NAN;
  double query_width = shape.heads * (shape.head_width + shape.rotary_width);
  double query = shape.query_latent > 0 ? shape.width * shape.query_latent + shape.query_latent * query_width : shape.width * query_width;
  double down = shape.width * (shape.cache_latent + shape.rotary_width);
  double up = shape.cache_latent * shape.heads * (shape.head_width + shape.value_width);
  double output = shape.heads * shape.value_width * shape.width;
  double norms = shape.cache_latent + shape.query_latent;
  return shape.layers * (query + down + up + output + norms);
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
  return attention_flop * width * layers * (attended * context) * tokens;
}

double sce_transformer_estimate_training(double params, double tokens, double recomputed) {
  if (!sce_domain_is_share(recomputed)) return NAN;
  return (passes_of_training + recomputed) * sce_transformer_estimate_forward(params, tokens);
}

double sce_transformer_estimate_training_of_pass(double forward, double samples) {
  return sce_domain_is_amount(forward) && sce_domain_is_amount(samples) ? passes_of_training * forward * samples : NAN;
}

double sce_transformer_estimate_iteration(SceTransformerIteration iteration) {
  bool valid = sce_domain_is_extent(iteration.layers) && sce_domain_is_extent(iteration.width) && sce_domain_is_amount(iteration.context) &&
               sce_domain_is_amount(iteration.sequences) && sce_domain_is_amount(iteration.vocabulary) && sce_domain_is_share(iteration.recomputed);
  if (!valid) return NAN;
  double tokens = iteration.sequences * iteration.context;
  double matrices = flop_per_param_token * block_matrices * iteration.layers * iteration.width * iteration.width * tokens;
  double attention = attention_flop * iteration.layers * iteration.width * iteration.context * tokens;
  double logits = flop_per_param_token * iteration.vocabulary * iteration.width * tokens;
  return (passes_of_training + iteration.recomputed) * (matrices + attention) + passes_of_training * logits;
}
