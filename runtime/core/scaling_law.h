/* Scaling laws: the loss that a size and a number of tokens reach, and the best split of work between the two.
 *
 * L(N, D) = E + A/N^alpha + B/D^beta, with N in parameters, D in tokens and work C = 6 N D. `size` is the term of N, `data` that of D. Amounts and
 * sizes that are zero, negative or not finite give NaN; only the irreducible loss may be zero. Too large a result is infinite.
 *
 * Sources: J. Hoffmann et al., "Training Compute-Optimal Large Language Models", arXiv 2203.15556, section 3.3 and equation 4 (approach 3), whose printed
 * coefficients (E = 1.69, A = 406.4, B = 410.7, alpha = 0.34, beta = 0.28) are rounded so far that their optimum does not follow from the paper's own data;
 * T. Besiroglu et al., "Chinchilla Scaling: A Replication Attempt", arXiv 2404.10102: the same fitted again (1.8172, 482.01, 2085.43, 0.3478, 0.3658).
 */
#ifndef SCE_CORE_SCALING_LAW_H
#define SCE_CORE_SCALING_LAW_H

typedef struct SceScalingLaw {
  double size_factor, size_exponent; /* A, alpha */
  double data_factor, data_exponent; /* B, beta */
} SceScalingLaw;

/* In nats a token, where the coefficients are of such a fit. */
double sce_scaling_law_loss(SceScalingLaw law, double params, double tokens, double irreducible);

/* The size at which a model trained with that much work has the least loss: N = G (C/6)^(beta/(alpha + beta)), G = (alpha A/(beta B))^(1/(alpha + beta)). */
double sce_scaling_law_params(SceScalingLaw law, double work);

/* The tokens that the same work then trains it with: C/(6 N). */
double sce_scaling_law_tokens(SceScalingLaw law, double work);

#endif
