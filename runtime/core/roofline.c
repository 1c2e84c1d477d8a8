/* Two times, and which is the longer one. Everything else of the roofline is these two, divided by work or by data. */
#include "core/roofline.h"

#include "core/domain.h"

static double quotient(double amount, double speed) {
  return sce_domain_is_amount(amount) && sce_domain_is_extent(speed) ? amount / speed : NAN;
}

double sce_roofline_compute_time(double work, double peak) { return quotient(work, peak); }

double sce_roofline_memory_time(double data, double bandwidth) { return quotient(data, bandwidth); }

double sce_roofline_time(double work, double data, double peak, double bandwidth) {
  double compute = quotient(work, peak), memory = quotient(data, bandwidth);
  if (isnan(compute) || isnan(memory)) return NAN;
  return memory > compute ? memory : compute;
}

double sce_roofline_is_memory_bound(double work, double data, double peak, double bandwidth) {
  double compute = quotient(work, peak), memory = quotient(data, bandwidth);
  if (isnan(compute) || isnan(memory)) return NAN;
  return memory > compute;
}

double sce_roofline_intensity(double work, double data) { return quotient(work, data); }

double sce_roofline_ridge_point(double peak, double bandwidth) { return sce_domain_is_extent(peak) ? quotient(peak, bandwidth) : NAN; }

double sce_roofline_attainable(double intensity, double peak, double bandwidth) {
  bool valid = sce_domain_is_amount(intensity) && sce_domain_is_extent(peak) && sce_domain_is_extent(bandwidth);
  return valid ? fmin(peak, intensity * bandwidth) : NAN;
}

double sce_roofline_peak(double clock, double cores, double cycle_macs) {
  const double flop_per_mac = 2;
  bool valid = sce_domain_is_extent(clock) && sce_domain_is_extent(cores) && sce_domain_is_extent(cycle_macs);
  return valid ? flop_per_mac * clock * cores * cycle_macs : NAN;
}
