/* Each function is one quotient. What they share is that a peak has to be there to be reached, and that what is reached of it is a share. A result above 1 is
 * given as it is: it says that inputs contradict each other, which is what somebody may be looking for.
 */
#include "core/utilization.h"

#include "core/domain.h"
#include "core/transformer.h"

static const double passes_of_training = 3; /* forward, and two of the same size backward */

double sce_utilization_gpu_months(double work, double peak, double utilization, double month) {
  bool valid = sce_domain_is_amount(work) && sce_domain_is_extent(peak) && sce_domain_is_share(utilization) && utilization > 0 &&
               sce_domain_is_extent(month);
  return valid ? work / (peak * utilization) / month : NAN;
}

double sce_utilization_break_even(double training, double output) {
  return sce_domain_is_amount(training) && sce_domain_is_extent(output) ? training / output : NAN;
}

double sce_utilization_mfu(double throughput, double params, double peak, double layers, double width, double context) {
  double attention = 0;
  if (layers != 0) attention = passes_of_training * sce_transformer_estimate_attention(layers, width, context, 1, 1);
  return sce_utilization_mfu_of_work(throughput, sce_transformer_estimate_training(params, 1) + attention, peak);
}

double sce_utilization_mfu_of_work(double throughput, double token_work, double peak) {
  bool valid = sce_domain_is_amount(throughput) && sce_domain_is_amount(token_work) && sce_domain_is_extent(peak);
  return valid ? throughput * token_work / peak : NAN;
}

double sce_utilization_mfu_of_run(double work, double gpu_time, double peak) {
  bool valid = sce_domain_is_amount(work) && sce_domain_is_extent(gpu_time) && sce_domain_is_extent(peak);
  return valid ? work / (gpu_time * peak) : NAN;
}
