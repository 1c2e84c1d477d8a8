/* What training takes of an accelerator's memory: the states of the optimizer, shared out among ranks, and the activations kept for the gradients.
 *
 * Memory is in bytes. Amounts that are negative or not finite, sizes that are zero, negative or not finite, and shares outside 0 to 1 give NaN. Too large a
 * result is infinite.
 *
 * Sources: S. Rajbhandari et al., "ZeRO", arXiv 1910.02054, section 3 and figure 1. V. Korthikanti et al., "Reducing Activation Recomputation in Large
 * Transformer Models", arXiv 2205.05198, sections 4 and 5, table 2.
 */
#ifndef SCE_CORE_TRAINING_MEMORY_H
#define SCE_CORE_TRAINING_MEMORY_H

typedef struct SceTrainingStates {
  double params;
  double stage;      /* of ZeRO: 0 all ranks hold all; 1 optimizer states are shared out; 2 gradients too; 3 weights too */
  double ranks;      /* that share, those of data parallelism; at least 1 */
  double weights, gradients, optimizer; /* bytes a parameter: 2, 2 and 12 with Adam in mixed precision */
} SceTrainingStates;

/* Weights, gradients and optimizer states on one rank. */
double sce_training_memory_states(SceTrainingStates states);

typedef struct SceTrainingActivations {
  double layers, width, heads;
  double context;    /* tokens of a sequence */
  double sequences;  /* of a micro-batch */
  double tensor;     /* ranks of tensor and sequence parallelism; at least 1 */
  double recomputed; /* 0 everything is kept; 0.5 all but the attention (selective); 1 only what enters a layer (full); between: some layers so, some so */
} SceTrainingActivations;

/* Activations of all layers for one micro-batch, in 16 bits: layers x s b h (34 + 5 a s/h)/t. Selective recomputation leaves 34 s b h/t a layer and full
 * recomputation 2 s b h/t, beside the one layer at work: with sequence parallelism a rank has a t-th part of what enters a layer, and keeps only that. Table 2 has
 * 2 s b h for it, the whole input on every rank; its section 5 names 2 s b h/t, and does not use it for the sake of one more all-gather a layer, which
 * sequence parallelism makes in any case. With a pipeline that starts backward passes as early as it can (1F1B) this is also what its first
 * stage holds, for the layers of all stages. Embedding, dropout of the input and logits are left out. */
double sce_training_memory_activations(SceTrainingActivations activations);

#endif
