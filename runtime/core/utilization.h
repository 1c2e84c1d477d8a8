/* Work against time: what training takes in accelerator-months, what has been made when making has taken as much as training, and how much of the peak a
 * training run reaches.
 *
 * Work is in FLOP (a multiply-accumulate is two), time in seconds, speed in FLOP a second, accelerators counted. Amounts that are negative or not finite,
 * speeds and lengths of time that are zero, negative or not finite, and utilizations that are zero or above 1 give NaN. Too large a result is infinite.
 *
 * Sources: A. Chowdhery et al., "PaLM", arXiv 2204.02311, section 4.1 and appendix B: model FLOPs utilization (MFU) is the tokens a second that were seen
 * over those of a system at peak speed, where a token takes 6 N + 12 L d s FLOP; recomputation does not count. V. Korthikanti et al., arXiv 2205.05198: the
 * same of an iteration, and hardware FLOPs utilization, where recomputation does count. M. Plappert, "Under The Hood: How OpenAI's Sora Model Works",
 * Factorial Funds, March 2024: months and break-even.
 */
#ifndef SCE_CORE_UTILIZATION_H
#define SCE_CORE_UTILIZATION_H

/* How many accelerators for how many months: work over the speed that is reached. `month` is what counts as one, in seconds. */
double sce_utilization_gpu_months(double work, double peak, double utilization, double month);

/* How many outputs take as much work as training. */
double sce_utilization_break_even(double training, double output);

/* The model, as its work a token sees it. With zero layers attention is left out; `attended` is the share of the context that a token sees: 1 as usually
 * published, 0.5 where only what a causal mask leaves is counted. */
typedef struct SceUtilizationModel {
  double params, layers, width, context, attended;
} SceUtilizationModel;

/* MFU from the tokens a second of a whole system and its peak. */
double sce_utilization_mfu(double throughput, double peak, SceUtilizationModel model);

/* The inverse: tokens a second of a system that reaches this utilization. */
double sce_utilization_throughput(double mfu, double peak, SceUtilizationModel model);

/* Hardware FLOPs utilization: what the machines did, with the share of the forward pass that they ran again. Full recomputation makes 4/3 of MFU. */
double sce_utilization_of_hardware(double mfu, double recomputed);

/* MFU from the model FLOP that an accelerator is reported to do in a second. */
double sce_utilization_mfu_of_rate(double rate, double peak);

/* The same from the model's work a token, whatever it consists of. */
double sce_utilization_mfu_of_work(double throughput, double token_work, double peak);

/* The same of a whole run: the model's work over what the accelerators could have done in their time (accelerators times seconds). Pauses and restarts are in
 * it where that time has them. */
double sce_utilization_mfu_of_run(double work, double gpu_time, double peak);

/* And back: the work that was done in that time. */
double sce_utilization_work_of_run(double gpu_time, double peak, double mfu);

#endif
