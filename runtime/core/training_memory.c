/* Both counts are sums of bytes for each parameter, or for each number of a layer's input, with the names that the papers give to the terms. */
#include "core/training_memory.h"

#include "core/domain.h"

static bool is_whole(double value) { return value == floor(value); }

static bool are_states(const SceTrainingStates *states) {
  return sce_domain_is_amount(states->params) && states->stage >= 0 && states->stage <= 3 && is_whole(states->stage) && isfinite(states->ranks) &&
         states->ranks >= 1 && sce_domain_is_amount(states->weights) && sce_domain_is_amount(states->gradients) && sce_domain_is_amount(states->optimizer);
}

double sce_training_memory_states(SceTrainingStates states) {
  if (!are_states(&states)) return NAN;
  double optimizer = states.optimizer / (states.stage >= 1 ? states.ranks : 1);
  double gradients = states.gradients / (states.stage >= 2 ? states.ranks : 1);
  double weights = states.weights / (states.stage >= 3 ? states.ranks : 1);
  return states.params * (weights + gradients + optimizer);
}

static const double kept_of_layer = 34;    /* bytes for each number of a layer's input: 11 of attention, 19 of the feed-forward layer, 4 of norms */
static const double kept_of_scores = 5;    /* bytes for each score of a head: softmax, the mask of its dropout, what dropout gives */
static const double kept_of_input = 2;     /* the input itself, in 16 bits */

/* Bytes for each number of a layer's input: selective recomputation drops the scores, then full recomputation the rest but the input. */
static double kept_bytes(double scores, double recomputed) {
  if (recomputed <= 0.5) return kept_of_layer + scores * (1 - 2 * recomputed);
  double full = 2 * recomputed - 1;
  return kept_of_layer * (1 - full) + kept_of_input * full;
}

double sce_training_memory_activations(SceTrainingActivations at) {
  bool valid = sce_domain_is_extent(at.layers) && sce_domain_is_extent(at.width) && sce_domain_is_extent(at.heads) && sce_domain_is_amount(at.context) &&
               sce_domain_is_amount(at.sequences) && isfinite(at.tensor) && at.tensor >= 1 && sce_domain_is_share(at.recomputed);
  if (!valid) return NAN;
  double numbers = at.context * at.sequences * at.width;
  double scores = kept_of_scores * at.heads * at.context / at.width;
  return at.layers * numbers * kept_bytes(scores, at.recomputed) / at.tensor;
}
