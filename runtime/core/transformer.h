/* Decoder-only transformers: parameters from shape, and the work of a forward pass and of training.
 *
 * Parameters are in parameters, tokens in tokens, work in FLOP (a multiply-accumulate is two); everything else is a
 * plain number. Amounts (parameters, tokens, contexts) that are negative or not finite, sizes that are zero, negative
 * or not finite, and shares outside 0 to 1 give NaN. Values between whole numbers are taken as they are. Too large a
 * result is infinite.
 *
 * Sources: J. Kaplan et al., "Scaling Laws for Neural Language Models", arXiv 2001.08361, section 2.1: 2 FLOP a
 * parameter and token forward, twice that backward, 6 N D to train. A. Chowdhery et al., "PaLM", arXiv 2204.02311,
 * appendix B: attention adds 12 L d s FLOP a token trained, hence 4 L d s forward. V. Korthikanti et al., "Reducing
 * Activation Recomputation", arXiv 2205.05198, appendix A: the same two terms matrix by matrix. For experts, those that
 * a token visits count for work: N. Du et al., "GLaM", arXiv 2112.06905; DeepSeek-V3, arXiv 2412.19437. Recomputation
 * and the work of an iteration: Korthikanti et al., appendix A, with D. Narayanan et al., arXiv 2104.04473, appendix.
 * Latent attention: DeepSeek-V2, arXiv 2405.04434, section 2.1.
 */
#ifndef SCE_CORE_TRANSFORMER_H
#define SCE_CORE_TRANSFORMER_H

typedef struct SceTransformerShape {
  double layers;
  double width;        /* of the residual stream */
  double ffn;          /* hidden width of the feed-forward layer, of one expert if there are several */
  double vocabulary;   /* rows of an embedding table, padding included */
  double kv_ratio;     /* key-value heads over query heads: 1 multi-head, 8/64 grouped, 1/64 multi-query; at most 1 */
  double ffn_matrices; /* 3 gated (SwiGLU), 2 plain */
  double embeddings;   /* tables: 2, or 1 where input and output share one */
  double experts;      /* feed-forward layers counted a block: 1 dense; those a token visits for work, all for memory */
  double head_ratio;   /* width of all query heads together over the width: 1 nearly always, 2/3 in PaLM */
} SceTransformerShape;

/* What latent attention (MLA) is made of. Queries come from a latent vector of their own, keys and values from one that
 * is all that the cache keeps, together with one rotary key that all heads share. */
typedef struct SceTransformerLatentAttention {
  double layers, width, heads;
  double head_width;   /* of a head's query and key, without the rotary part */
  double rotary_width; /* of that part */
  double value_width;  /* of a head's value */
  double cache_latent; /* keys and values are made of */
  double query_latent; /* queries are made of; 0: of the residual stream itself */
} SceTransformerLatentAttention;

/* Matrices and the gains of two norms a block and a last one. Exact for the Llama family. Biases, learned positions and
 * the router of experts are left out: 0.15 % of MPT-7B with its 2,048 positions, less of larger models. */
double sce_transformer_count_params(SceTransformerShape shape);

/* A mixture of experts from the size of one expert over all layers: shared parameters and `experts` times that.
 * With the experts that a token visits these are the active parameters, with all of them the total. */
double sce_transformer_count_moe_params(double expert, double experts, double shared);

/* The attention parameters of all layers where keys and values pass through a latent vector, with the gains of the norms
 * of both latents. The feed-forward layers, the other norms and the tables come on top. */
double sce_transformer_count_latent_attention(SceTransformerLatentAttention shape);

/* 2 FLOP a parameter and token. Without attention over the context. */
double sce_transformer_estimate_forward(double params, double tokens);

/* Scores and weighted values of attention for that many tokens, each over `context` tokens: 4 x layers x width x
 * context FLOP a token, forward. `attended` is the share of the context that a token sees on average: 1 as utilization
 * is usually published, 0.5 for what a causal mask leaves. The width is that of all query heads together. */
double sce_transformer_estimate_attention(double layers, double width, double context, double tokens, double attended);

/* Three forward passes' worth, 6 FLOP a parameter and token: forward, gradients of activations, gradients of weights.
 * `recomputed` is the share of the forward pass that is run again for the gradients, because what it left was not kept:
 * 0 is the model's work, 1 makes 8 FLOP. Without attention (three times sce_transformer_estimate_attention). */
double sce_transformer_estimate_training(double params, double tokens, double recomputed);

/* The pass of a sample forward and twice that backward, for as many samples as training sees. */
double sce_transformer_estimate_training_of_pass(double forward, double samples);

typedef struct SceTransformerIteration {
  double layers, width;
  double context;      /* tokens of a sequence */
  double sequences;    /* of a batch */
  double vocabulary;
  double recomputed;   /* share of the layers' forward pass that is run again; the logits never are */
} SceTransformerIteration;

/* One step of training a model with plain feed-forward layers of 4 widths and as many key-value heads as query heads:
 * 72 B L s h^2 (1 + s/6h + V/12Lh) FLOP, attention to the whole context; with everything run again
 * 96 B L s h^2 (1 + s/6h + V/16Lh). */
double sce_transformer_estimate_iteration(SceTransformerIteration iteration);

#endif
