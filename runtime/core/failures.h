/* Failures while a run goes on: how often to write a checkpoint, and what is left of the time.
 *
 * All times are in seconds. Failures come at random, `mtbf` apart on average (exponentially distributed), of the whole system: that of one part over the
 * number of parts. What was computed since the last checkpoint is lost and computed again. Times between checkpoints and between failures that are zero,
 * negative or not finite give NaN, and so do other times that are negative or not finite. Too large a result is infinite.
 *
 * Sources: J. W. Young, "A First Order Approximation to the Optimum Checkpoint Interval", Communications of the ACM 17(9), 1974, doi 10.1145/361147.361115.
 * J. T. Daly, "A Higher Order Estimate of the Optimum Checkpoint Interval for Restart Dumps", Future Generation Computer Systems 22(3), 2006,
 * doi 10.1016/j.future.2004.11.016: equations 20 (expected wall time) and 37 (the better optimum).
 */
#ifndef SCE_CORE_FAILURES_H
#define SCE_CORE_FAILURES_H

/* Young's: work between two checkpoints, sqrt(2 x write x mtbf). Good while writing is short against the time between failures. */
double sce_failures_young_interval(double write, double mtbf);

/* Daly's: sqrt(2 d M) (1 + sqrt(d/2M)/3 + (d/2M)/9) - d for a write d below 2 M, else M. Also where writing is long. */
double sce_failures_daly_interval(double write, double mtbf);

typedef struct SceFailures {
  double interval;   /* work between two checkpoints */
  double write;      /* of one checkpoint */
  double restart;    /* from a failure to work again */
  double mtbf;
} SceFailures;

/* The share of the wall time that is work which lasts: interval/(M e^(R/M) (e^((interval + write)/M) - 1)). The expected wall time is work over this. */
double sce_failures_goodput(SceFailures at);

#endif
