/* Exponential failures have no memory: each stretch of work and its checkpoint is an attempt that starts anew until one gets through. */
#include "core/failures.h"

#include "core/domain.h"
#include "sample/portable.h"

/* (e^x - 1)/x, also for small x, where subtracting would cancel: a series there. */
static double relative_growth(double x) {
  enum { TERMS = 18 };
  if (x > 0.5) return (sce_exp(fmin(x, 1e3)) - 1) / fmin(x, 1e3);
  double sum = 1;
  for (unsigned n = TERMS; n > 1; n--) sum = 1 + sum * x / n;
  return sum;
}

static bool are_times(double write, double mtbf) { return sce_domain_is_amount(write) && sce_domain_is_extent(mtbf); }

double sce_failures_young_interval(double write, double mtbf) { return are_times(write, mtbf) ? sqrt(2 * write) * sqrt(mtbf) : NAN; }

double sce_failures_daly_interval(double write, double mtbf) {
  if (!are_times(write, mtbf)) return NAN;
  if (write >= 2 * mtbf) return mtbf;
  double half = write / (2 * mtbf);
  return sqrt(2 * write) * sqrt(mtbf) * (1 + sqrt(half) / 3 + half / 9) - write;
}

double sce_failures_goodput(SceFailures at) {
  bool valid = sce_domain_is_extent(at.interval) && are_times(at.write, at.mtbf) && sce_domain_is_amount(at.restart);
  if (!valid) return NAN;
  double attempt = at.interval + at.write;
  return at.interval / attempt / relative_growth(attempt / at.mtbf) / sce_exp(at.restart / at.mtbf);
}
