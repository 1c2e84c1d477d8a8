/* Calls, distributions with parameters of their own, and choices, one number at a time. */
#include "each.h"

#include "choose.h"
#include "compute.h"
#include "copula.h"
#include "distribution.h"

/* The poison that arguments hand on: of the first that failed, else of one that is none; a number when they are all sound. */
static double spoil_all(const double *arguments, uint32_t count) {
  double found = 0;
  for (uint32_t i = 0; i < count; i++)
    if (isnan(arguments[i]) && (!isnan(found) || (!sce_poison_cause(found) && sce_poison_cause(arguments[i])))) found = arguments[i];
  return found;
}

/* A distribution whose parameters, or `cut` of which, are arguments; bounds that are none bound nothing. */
static double distribute(const SceOp *op, uint32_t id, const double *arguments, uint32_t count, bool cut) {
  uint32_t own = sce_family_parameters(op->b & 0x7F) + !cut;
  double spoiled = spoil_all(arguments, own);
  for (uint32_t i = own; i < count && !isnan(spoiled); i++)
    if (isnan(arguments[i]) && sce_poison_cause(arguments[i])) spoiled = arguments[i];
  if (isnan(spoiled)) return spoiled;
  SceDistribution distribution;
  if (sce_distribution_prepare(&distribution, op->b, cut ? arguments : arguments + 1, false)) return sce_poison(id + 1);
  double value = cut ? sce_distribution_cut(&distribution) : sce_distribution_quantile(&distribution, arguments[0]);
  sce_distribution_release(&distribution);
  return sce_is_finite(value) ? value : sce_poison(id + 1);
}

/* A number in (0, 1), values, and as many weights. */
static double choose(uint32_t id, const double *arguments, uint32_t count) {
  double spoiled = spoil_all(arguments, count);
  if (isnan(spoiled)) return spoiled;
  uint32_t index = sce_choose(arguments + 1 + count / 2, count / 2, arguments[0]);
  return index == SCE_CHOICE_NONE ? sce_poison(id + 1) : arguments[1 + index];
}

double sce_each_compute(const SceRun *run, uint32_t id, const double *arguments, uint32_t count) {
  const SceOp *op = &run->program->ops.at[id];
  if (op->kind == SCE_OP_BLEND) return sce_compute_blend(id, arguments[0], arguments[1], arguments[2], true);
  if (op->kind == SCE_OP_CHOOSE) return choose(id, arguments, count);
  if (op->kind != SCE_OP_CALL) return distribute(op, id, arguments, count, op->kind == SCE_OP_CUT);
  for (uint32_t i = 0; i < count; i++)
    if (isnan(arguments[i])) return arguments[i];
  double value = sce_run_call(run, op->b, arguments);
  return sce_is_finite(value) ? value : sce_poison(id + 1);
}

double sce_each_correlate(uint32_t id, const double *arguments) {
  double spoiled = spoil_all(arguments, 3);
  if (isnan(spoiled)) return spoiled;
  return fabs(arguments[2]) <= 1 ? sce_rank_correlate(arguments[0], arguments[1], arguments[2]) : sce_poison(id + 1);
}
