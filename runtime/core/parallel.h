/* Many accelerators for one model: what a pipeline leaves idle, how long collectives take, and what of so many is left.
 *
 * Data is in bytes, links in bytes a second and accelerator in one direction, time in seconds. Fewer than one stage, micro-batch or rank, amounts that
 * are negative or not finite and speeds that are zero, negative or not finite give NaN. Too large a result is infinite.
 *
 * Sources: D. Narayanan et al., "Efficient Large-Scale Language Model Training on GPU Clusters Using Megatron-LM", arXiv 2104.04473, section 2.2: the
 * bubble. R. Thakur, R. Rabenseifner, W. Gropp, "Optimization of Collective Communication Operations in MPICH", International Journal of High Performance
 * Computing Applications 19(1), 2005, doi 10.1177/1094342005051521: ring collectives; their latency is left out, so that this is the least time of long messages.
 */
#ifndef SCE_CORE_PARALLEL_H
#define SCE_CORE_PARALLEL_H

/* The share of the time in which a stage works: m v/(m v + p - 1) for m micro-batches, p stages and v chunks of layers on each (interleaving). */
double sce_parallel_pipeline_efficiency(double stages, double microbatches, double interleave);

/* Every rank has `data` and ends with the sum over all ranks: 2 (n - 1)/n of it passes each link. */
double sce_parallel_all_reduce_time(double data, double ranks, double link);

/* Every rank has an n-th of `data` and ends with all of it; or, the same backwards, a reduce-scatter: (n - 1)/n of it passes each link. */
double sce_parallel_all_gather_time(double data, double ranks, double link);

/* How well more accelerators are used than one: time alone over ranks x time together. Above 1 is given as it is. */
double sce_parallel_efficiency(double alone, double together, double ranks);

#endif
