/* Counts a DiT as a sum over its layers, in the order in which data passes through them, so that each term can be held
 * against the published layer list. Work and parameters are two readings of the same matrices: a matrix of `in` by
 * `out` costs in * out multiply-accumulates a row that passes through it, and in * out weights plus out biases.
 * All terms are whole numbers for whole shapes, hence exact below 2^53.
 */
#include "core/dit.h"

#include "core/domain.h"

static const double latent_shrink = 8;       /* pixels of the image's side for one of the latent's */
static const double latent_channels = 4;     /* what goes in */
static const double output_channels = 8;     /* noise and its variance (learned sigma): twice what goes in */
static const double frequency_features = 256; /* sines and cosines of the timestep */
static const double mlp_ratio = 4;
static const double block_modulations = 6;   /* shift, scale and gate, for attention and for the MLP */
static const double final_modulations = 2;   /* shift and scale */

/* One linear layer: how many rows pass through it, and its matrix. */
typedef struct SceDitLinear {
  double rows, in, out;
} SceDitLinear;

static double linear_macs(SceDitLinear layer) { return layer.rows * layer.in * layer.out; }

static double linear_params(SceDitLinear layer) { return layer.in * layer.out + layer.out; }

/* Before the blocks: patches to tokens, and the timestep through a two-layer MLP. The label is a look-up. */
static SceDitLinear patch_embedding(double tokens, double width, double patch) {
  return (SceDitLinear){.rows = tokens, .in = patch * patch * latent_channels, .out = width};
}

static SceDitLinear timestep_first(double width) { return (SceDitLinear){.rows = 1, .in = frequency_features, .out = width}; }

static SceDitLinear timestep_second(double width) { return (SceDitLinear){.rows = 1, .in = width, .out = width}; }

/* A block's matrices over its tokens. */
static SceDitLinear block_qkv(double tokens, double width) { return (SceDitLinear){tokens, width, 3 * width}; }

static SceDitLinear block_projection(double tokens, double width) { return (SceDitLinear){tokens, width, width}; }

static SceDitLinear block_mlp_up(double tokens, double width) { return (SceDitLinear){tokens, width, mlp_ratio * width}; }

static SceDitLinear block_mlp_down(double tokens, double width) { return (SceDitLinear){tokens, mlp_ratio * width, width}; }

/* Of a layer that attends to text: queries and output; keys and values are the text's. */
static SceDitLinear cross_query(double tokens, double width) { return (SceDitLinear){tokens, width, width}; }

static SceDitLinear cross_output(double tokens, double width) { return (SceDitLinear){tokens, width, width}; }

/* A block's conditioning: once an image, whatever the number of tokens. */
static SceDitLinear block_modulation(double width) { return (SceDitLinear){1, width, block_modulations * width}; }

/* After the blocks. */
static SceDitLinear final_modulation(double width) { return (SceDitLinear){1, width, final_modulations * width}; }

static SceDitLinear final_output(double tokens, double width, double patch) {
  return (SceDitLinear){.rows = tokens, .in = width, .out = patch * patch * output_channels};
}

/* Each of `tokens` with each of `keys`: scores are queries by keys, then the scores weigh the values. */
static double attention_macs(double tokens, double keys, double width) {
  double scores = tokens * keys * width;
  double values = tokens * keys * width;
  return scores + values;
}

static double self_attention_macs(double tokens, double width) {
  return linear_macs(block_qkv(tokens, width)) + attention_macs(tokens, tokens, width) +
         linear_macs(block_projection(tokens, width));
}

static double cross_attention_macs(double tokens, double text, double width) {
  if (text == 0) return 0;
  return linear_macs(cross_query(tokens, width)) + attention_macs(tokens, text, width) + linear_macs(cross_output(tokens, width));
}

static double block_token_macs(double tokens, double width) {
  return self_attention_macs(tokens, width) + linear_macs(block_mlp_up(tokens, width)) + linear_macs(block_mlp_down(tokens, width));
}

static double block_params(double width) {
  return linear_params(block_qkv(1, width)) + linear_params(block_projection(1, width)) +
         linear_params(block_mlp_up(1, width)) + linear_params(block_mlp_down(1, width)) +
         linear_params(block_modulation(width));
}

double sce_dit_count_macs(double side, double depth, double width, double patch) {
  bool valid = sce_domain_is_extent(side) && sce_domain_is_extent(depth) && sce_domain_is_extent(width) &&
               sce_domain_is_extent(patch);
  if (!valid || patch * latent_shrink > side) return NAN;
  double patches_a_side = side / latent_shrink / patch;
  double tokens = patches_a_side * patches_a_side;
  double embedding = linear_macs(patch_embedding(tokens, width, patch)) + linear_macs(timestep_first(width)) +
                     linear_macs(timestep_second(width));
  double blocks = depth * (block_token_macs(tokens, width) + linear_macs(block_modulation(width)));
  double output = linear_macs(final_modulation(width)) + linear_macs(final_output(tokens, width, patch));
  return embedding + blocks + output;
}

static bool is_valid_blocks(SceDitBlocks blocks) {
  return sce_domain_is_extent(blocks.depth) && sce_domain_is_extent(blocks.width) && sce_domain_is_amount(blocks.ffn) &&
         sce_domain_is_amount(blocks.joint) && sce_domain_is_amount(blocks.cross) && sce_domain_is_extent(blocks.ffn_matrices);
}

double sce_dit_count_token_macs(double tokens, SceDitBlocks blocks) {
  if (!sce_domain_is_amount(tokens) || !is_valid_blocks(blocks)) return NAN;
  double width = blocks.width;
  double ffn = blocks.ffn == 0 ? mlp_ratio * width : blocks.ffn;
  double sequence = tokens + blocks.joint;
  double mlp = blocks.ffn_matrices * linear_macs((SceDitLinear){sequence, width, ffn});
  return blocks.depth * (self_attention_macs(sequence, width) + cross_attention_macs(sequence, blocks.cross, width) + mlp);
}

double sce_dit_count_params(double depth, double width, double patch, double classes) {
  bool valid = sce_domain_is_extent(depth) && sce_domain_is_extent(width) && sce_domain_is_extent(patch) &&
               sce_domain_is_amount(classes);
  if (!valid) return NAN;
  double label_table = (classes + 1) * width;
  double embedding = linear_params(patch_embedding(1, width, patch)) + linear_params(timestep_first(width)) +
                     linear_params(timestep_second(width)) + label_table;
  double output = linear_params(final_modulation(width)) + linear_params(final_output(1, width, patch));
  return embedding + depth * block_params(width) + output;
}
