/* Quotients over the number of those who take part; one alone waits for nobody and sends nothing. */
#include "core/parallel.h"

#include "core/domain.h"

static bool is_count(double value) { return isfinite(value) && value >= 1; }

double sce_parallel_pipeline_efficiency(double stages, double microbatches, double interleave) {
  if (!is_count(stages) || !is_count(microbatches) || !is_count(interleave)) return NAN;
  return 1 / (1 + (stages - 1) / microbatches / interleave);
}

double sce_parallel_all_gather_time(double data, double ranks, double link) {
  if (!sce_domain_is_amount(data) || !is_count(ranks) || !sce_domain_is_extent(link)) return NAN;
  return (ranks - 1) / ranks * data / link;
}

double sce_parallel_all_reduce_time(double data, double ranks, double link) { return 2 * sce_parallel_all_gather_time(data, ranks, link); }

double sce_parallel_efficiency(double alone, double together, double ranks) {
  bool valid = sce_domain_is_amount(alone) && sce_domain_is_extent(together) && is_count(ranks);
  return valid ? alone / together / ranks : NAN;
}
