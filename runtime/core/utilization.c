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

static double token_work(SceUtilizationModel model) {
  double attention = 0;
  if (model.layers != 0) attention = passes_of_training * sce_transformer_estimate_attention(model.layers, model.width, model.context, 1, model.attended);
  return sce_transformer_estimate_training(model.params, 1, 0) + attention;
}

double sce_utilization_mfu(double throughput, double peak, SceUtilizationModel model) {
  return sce_utilization_mfu_of_work(throughput, token_work(model), peak);
}

double sce_utilization_throughput(double mfu, double peak, SceUtilizationModel model) {
  double work = token_work(model);
  return sce_domain_is_amount(mfu) && sce_domain_is_extent(peak) && sce_domain_is_extent(model.params) && !isnan(work) ? mfu * peak / work : NAN;
}

double sce_utilization_of_hardware(double mfu, double recomputed) {
  if (!sce_domain_is_amount(mfu) || !sce_domain_is_share(recomputed)) return NAN;
  return mfu * (passes_of_training + recomputed) / passes_of_training;
}

double sce_utilization_mfu_of_rate(double rate, double peak) {
  return sce_domain_is_amount(rate) && sce_domain_is_extent(peak) ? rate / peak : NAN;
}

double sce_utilization_mfu_of_work(double throughput, double token_work, double peak) {
  bool valid = sce_domain_is_amount(throughput) && sce_domain_is_amount(token_work) && sce_domain_is_extent(peak);
  return valid ? throughput * token_work / peak : NAN;
}

double sce_utilization_mfu_of_run(double work, double gpu_time, double peak) {
  bool valid = sce_domain_is_amount(work) && sce_domain_is_extent(gpu_time) && sce_domain_is_extent(peak);
  return valid ? work / (gpu_time * peak) : NAN;
}

double sce_utilization_work_of_run(double gpu_time, double peak, double mfu) {
  bool valid = sce_domain_is_amount(gpu_time) && sce_domain_is_extent(peak) && sce_domain_is_amount(mfu);
  return valid ? gpu_time * peak * mfu : NAN;
}
