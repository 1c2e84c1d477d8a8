/* What a model takes of memory: its weights, and the keys and values that it keeps of what it has read.
 *
 * Memory is in bytes. Amounts that are negative or not finite, and sizes that are zero, negative or not finite, give NaN. Too large a result is infinite.
 *
 * Sources: S. Rajbhandari et al., "ZeRO", arXiv 1910.02054, section 3.1: 2 bytes a parameter for weights in 16 bits, 16 bytes in training with Adam (weights
 * and gradients in 16 bits; weights, momentum and variance in 32). R. Pope et al., "Efficiently Scaling Transformer Inference", arXiv 2211.05102, section 2.1:
 * keys and values of every layer, token and sequence. W. Kwon et al., "Efficient Memory Management for Large Language Model Serving with PagedAttention",
 * arXiv 2309.06180, section 3: 800 KB a token of OPT-13B. DeepSeek-V2, arXiv 2405.04434, section 2.1, and DeepSeek-V3, arXiv 2412.19437: the latent cache.
 */
#ifndef SCE_CORE_MEMORY_H
#define SCE_CORE_MEMORY_H

/* All parameters, also those of experts that a token does not visit. */
double sce_memory_weights(double params, double param_bytes);

/* A key and a value for each layer, key-value head and token: 2 x layers x kv_heads x head_width numbers a token. */
double sce_memory_kv_cache(double layers, double kv_heads, double head_width, double tokens, double sequences, double number_bytes);

/* Latent attention (MLA) keeps one vector for each layer and token, that all heads make their keys and values of: `latent_width` numbers, the rotary key
 * included, 512 + 64 in DeepSeek-V3. */
double sce_memory_latent_cache(double layers, double latent_width, double tokens, double sequences, double number_bytes);

#endif
