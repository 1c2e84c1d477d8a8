/* The optimum is where both terms of the loss, times their exponents, are equal: moving work from one to the other then gains nothing. */
#include "core/scaling_law.h"

#include "core/domain.h"
#include "sample/portable.h"

static const double work_per_param_token = 6;

static bool is_law(const SceScalingLaw *law) {
  return sce_domain_is_extent(law->size_factor) && sce_domain_is_extent(law->size_exponent) && sce_domain_is_extent(law->data_factor) &&
         sce_domain_is_extent(law->data_exponent);
}

double sce_scaling_law_loss(SceScalingLaw law, double params, double tokens, double irreducible) {
  if (!is_law(&law) || !sce_domain_is_extent(params) || !sce_domain_is_extent(tokens) || !sce_domain_is_amount(irreducible)) return NAN;
  return irreducible + law.size_factor * sce_power(params, -law.size_exponent) + law.data_factor * sce_power(tokens, -law.data_exponent);
}

/* The share of the work's logarithm that goes into one side is the other side's exponent over both; `balance` is that side's own factor and exponent. */
static double optimum(double balance, double other, double sum, double share, double work) {
  return sce_power(balance / other, 1 / sum) * sce_power(work / work_per_param_token, share);
}

double sce_scaling_law_params(SceScalingLaw law, double work) {
  if (!is_law(&law) || !sce_domain_is_extent(work)) return NAN;
  double sum = law.size_exponent + law.data_exponent;
  return optimum(law.size_exponent * law.size_factor, law.data_exponent * law.data_factor, sum, law.data_exponent / sum, work);
}

double sce_scaling_law_tokens(SceScalingLaw law, double work) {
  if (!is_law(&law) || !sce_domain_is_extent(work)) return NAN;
  double sum = law.size_exponent + law.data_exponent;
  return optimum(law.data_exponent * law.data_factor, law.size_exponent * law.size_factor, sum, law.size_exponent / sum, work);
}
