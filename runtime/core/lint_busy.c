/* Utilization of peak speed that nobody reaches: over 1, over the best matrix product that was measured on the accelerator, or over the best training run that was published.
 */
#include "lint/lint_state.h"

#include <math.h>

/* The best model FLOP utilization that we know to be published for a whole training run: 64 % (MPT-7B on A100, llm-foundry's table of throughput), rounded up. */
static const double best_run = 0.65;
static const double slack = 1e-9;

static bool is_share_of_peak(const char *name) { return !strcmp(name, "mfu") || !strcmp(name, "hfu") || !strcmp(name, "hardware_utilization"); }
static bool is_utilization(const char *name) {
  static const char end[] = "utilization";
  size_t length = strlen(name);
  return is_share_of_peak(name) || (length >= sizeof end - 1 && !strcmp(name + length - (sizeof end - 1), end));
}

/* The accelerator that the block of a field refers to; SCE_NO_ITEM. */
static uint32_t find_accelerator(const SceLint *lint, const SceNameMember *member) {
  const SceNameMember *gpu = sce_lint_member(lint, member->object, "gpu");
  return gpu && gpu->type == SCE_NAME_REFERENCE && gpu->of != SCE_NO_ITEM && sce_lint_is_kind(lint, gpu->of, "accelerator") ? gpu->of : SCE_NO_ITEM;
}

/* The share of its peak that the best measured matrix product reaches; NaN: nobody measured it. */
static double measured_share(const SceLint *lint, uint32_t accelerator) {
  return sce_lint_asked(lint, accelerator, "measured_bf16") / sce_lint_asked(lint, accelerator, "bf16");
}

static void report(SceLint *lint, const SceNameMember *member, uint32_t item, double value, double bound, uint32_t accelerator) {
  SceText path = {0};
  const char *name = accelerator == SCE_NO_ITEM ? NULL : sce_lint_spell(lint, lint->names->objects.at[accelerator].path);
  sce_lint_path(lint, member, &path);
  SceSpan at = sce_lint_formula(lint, item);
  bool added;
  if (value > 1 + slack) added = sce_diag_add(&lint->found, SCE_E_BUSY, at, "`%s` is %.4g %%, and nothing does more than its peak", path.bytes, value * 100);
  else if (name) added = sce_diag_add(&lint->found, SCE_E_BUSY, at, "`%s` is %.4g %% of peak, and the best matrix product that was measured on `%s` reaches %.3g %%", path.bytes, value * 100, name, bound * 100);
  else added = sce_diag_add(&lint->found, SCE_E_BUSY, at, "`%s` is %.4g %% of peak, and the best training run that was published reaches 64 %%", path.bytes, value * 100);
  sce_text_release(&path);
  if (!added) return;
  if (name && value <= 1 + slack) sce_diag_note(&lint->found, SCE_NO_PLACE, "measured: `%s.measured_bf16`, by its source; whole models reach less, 64 %% at best (MPT-7B on A100), 30 to 45 %% most of the time", name);
  else sce_diag_note(&lint->found, SCE_NO_PLACE, "published: 64 %% (MPT-7B on A100), 56 %% (1T parameters, Korthikanti et al. 2022), 30 to 45 %% most of the time");
  sce_diag_help(&lint->found, "write what is reached on average, with its source; a figure of the share of time in which something runs is another quantity");
}

static void check_member(SceLint *lint, const SceNameMember *member) {
  const char *name = sce_lint_spell(lint, member->name);
  if (!is_utilization(name) || member->type != SCE_NAME_NUMBER || member->unit == SCE_UNIT_INVALID || sce_unit_dim(lint->program->units, member->unit) != 0) return;
  uint32_t accelerator = SCE_NO_ITEM;
  double bound = NAN;
  for (uint32_t s = 0; s < sce_lint_scenarios(lint); s++) {
    uint32_t item = sce_lint_given(lint, member, s);
    double value = item == SCE_NO_ITEM ? NAN : sce_lint_amount(lint, member, s);
    if (isnan(value) || value <= 0) continue;
    if (isnan(bound)) {
      bool of_library = !sce_lint_in_main(lint, member->item) || is_share_of_peak(name);   /* a field of one's own may count anything but for these names */
      if (of_library) accelerator = find_accelerator(lint, member);
      bound = accelerator == SCE_NO_ITEM ? NAN : measured_share(lint, accelerator);
      if (isnan(bound)) {
        bound = of_library && (accelerator != SCE_NO_ITEM || is_share_of_peak(name)) ? best_run : 1;
        accelerator = SCE_NO_ITEM;
      }
    }
    if (value > bound + slack) report(lint, member, item, value, bound, accelerator);
  }
}

void sce_lint_busy(SceLint *lint) {
  for (uint32_t i = 0; i < lint->names->members.count; i++)
    if (!lint->names->objects.at[lint->names->members.at[i].object].ghost) check_member(lint, &lint->names->members.at[i]);
}
