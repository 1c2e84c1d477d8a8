/* The roofline: whether arithmetic or memory decides how long something takes.
 *
 * Work is in FLOP, data in bytes that go to or come from memory, time in seconds, intensities in FLOP a byte. Amounts that are negative or not finite give
 * NaN, and so do speeds that are zero, negative or not finite, and an intensity of no data. Too large a result is infinite.
 *
 * Source: S. Williams, A. Waterman, D. Patterson, "Roofline: An Insightful Visual Performance Model for Multicore Architectures", Communications of the ACM
 * 52(4), 2009, doi 10.1145/1498765.1498785: attainable speed = min(peak, intensity x bandwidth); the two meet at the ridge point. Both are bounds: arithmetic
 * and transfers are taken to overlap wholly, and each to run at its best.
 */
#ifndef SCE_CORE_ROOFLINE_H
#define SCE_CORE_ROOFLINE_H

double sce_roofline_compute_time(double work, double peak);
double sce_roofline_memory_time(double data, double bandwidth);

/* The longer of the two. */
double sce_roofline_time(double work, double data, double peak, double bandwidth);

/* 1 where memory decides (its time is the longer one), else 0. */
double sce_roofline_is_memory_bound(double work, double data, double peak, double bandwidth);

double sce_roofline_intensity(double work, double data);
double sce_roofline_ridge_point(double peak, double bandwidth);
double sce_roofline_attainable(double intensity, double peak, double bandwidth);

/* Peak speed from what a chip is made of: clock (Hz) x cores x multiply-accumulates of one core in one cycle, each of them two FLOP. Dense, without sparsity. */
double sce_roofline_peak(double clock, double cores, double cycle_macs);

#endif
