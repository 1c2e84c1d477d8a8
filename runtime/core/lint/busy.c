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

bool sce_lint_is_telling(const char *name) { return is_utilization(name); }

/* The accelerator that the block of a field refers to; SCE_NO_ITEM. */
static uint32_t find_accelerator(const SceLint *lint, const SceNameMember *member) {
  const SceNameMember *gpu = sce_lint_member(lint, member->object, "gpu");
  return gpu && gpu->type == SCE_NAME_REFERENCE && gpu->of != SCE_NO_ITEM && sce_lint_is_kind(lint, gpu->of, "accelerator") ? gpu->of : SCE_NO_ITEM;
}

/* The share of its peak that the best measured matrix product reaches; NaN: nobody measured it. */
static double measured_share(const SceLint *lint, uint32_t accelerator) {
  return sce_lint_asked(lint, accelerator, "measured_bf16") / sce_lint_asked(lint, accelerator, "bf16");
}

static void report(SceLint *lint, const SceNameMember *member, SceSpan at, double value, double bound, uint32_t accelerator) {
  SceText path = {0};
  const char *name = accelerator == SCE_NO_ITEM ? NULL : sce_lint_spell(lint, lint->names->objects.at[accelerator].path);
  sce_lint_path(lint, member, &path);
  bool added;
  if (value > 1 + slack) added = sce_diag_add(&lint->found, SCE_E_BUSY, at, "`%s` is %.4g %%, and nothing does more than its peak", path.bytes, value * 100);
  else if (name) added = sce_diag_add(&lint->found, SCE_E_BUSY, at, "`%s` is %.4g %% of peak, and the best matrix product that was measured on `%s` reaches %.3g %%", path.bytes, value * 100, name, bound * 100);
  else added = sce_diag_add(&lint->found, SCE_E_BUSY, at, "`%s` is %.4g %% of peak, and the best training run that was published reaches 64 %%", path.bytes, value * 100);
  sce_text_release(&path);
  if (!added) return;
  if (name && value <= 1 + slack) sce_diag_note(&lint->found, SCE_NO_PLACE, "measured: `%s.measured_bf16`, by its source; whole models reach less, 64 %% at best (MPT-7B on A100), others 35 to 56 %%", name);
  else sce_diag_note(&lint->found, SCE_NO_PLACE, "published: 64 %% (MPT-7B on A100, llm-foundry), 56 %% (1T parameters, arXiv 2205.05198), others 35 to 51 %%");
  sce_diag_help(&lint->found, "write what is reached on average, with its source; a figure of the share of time in which something runs is another quantity");
}

/* What a share of peak speed may be at most; `accelerator` gets the one that this was measured on, SCE_NO_ITEM for none. 1 where a field may count anything. */
static double find_bound(const SceLint *lint, const SceNameMember *member, uint32_t *accelerator) {
  const char *name = sce_lint_spell(lint, member->name);
  bool own = sce_lint_in_main(lint, member->item), peak = is_share_of_peak(name) || (!own && !strcmp(name, "utilization"));
  *accelerator = peak ? find_accelerator(lint, member) : SCE_NO_ITEM;
  double bound = *accelerator == SCE_NO_ITEM ? NAN : measured_share(lint, *accelerator);
  if (!isnan(bound)) return bound;
  bool known = *accelerator != SCE_NO_ITEM || is_share_of_peak(name);
  *accelerator = SCE_NO_ITEM;
  return known ? best_run : 1;
}

/* Whether a formula names something: it is no default that nobody thought of. */
static bool is_computed(const SceLint *lint, uint32_t item) {
  SceExpr expr = item == SCE_NO_ITEM ? SCE_NO_EXPR : lint->program->ast.items.at[item].expr;
  for (uint32_t n = expr.first; !sce_expr_is_empty(expr) && n <= expr.last; n++)
    if (sce_lint_node(lint, n)->kind == SCE_NODE_NAME && !(sce_lint_node(lint, n)->flags & SCE_NODE_CALLEE)) return true;
  return false;
}

/* Where a member's value comes from in a scenario: the file's own formula, or its block where the kind computes it from what the block gives. */
static bool find_place(const SceLint *lint, const SceNameMember *member, uint32_t scenario, SceSpan *at) {
  const SceNameObject *o = &lint->names->objects.at[member->object];
  uint32_t item = sce_lint_given(lint, member, scenario);
  if (item != SCE_NO_ITEM) return *at = sce_lint_formula(lint, item), true;
  const char *name = sce_lint_spell(lint, member->name);
  bool reached = is_share_of_peak(name) || !strcmp(name, "utilization");      /* not what would be needed for something */
  if (!reached || o->library || !sce_lint_in_main(lint, o->item) || !is_computed(lint, member->formula)) return false;
  return *at = sce_lint_name(lint, o->item), true;
}

static void check_member(SceLint *lint, const SceNameMember *member) {
  if (!is_utilization(sce_lint_spell(lint, member->name)) || member->type != SCE_NAME_NUMBER || member->unit == SCE_UNIT_INVALID) return;
  if (sce_unit_dim(lint->program->units, member->unit) != 0) return;
  uint32_t accelerator = SCE_NO_ITEM;
  double bound = NAN;
  for (uint32_t s = 0; s < sce_lint_scenarios(lint); s++) {
    SceSpan at;
    double value = find_place(lint, member, s, &at) ? sce_lint_most(lint, member, s) : NAN;
    if (isnan(value) || value <= 0) continue;
    if (isnan(bound)) bound = find_bound(lint, member, &accelerator);
    if (value > bound + slack) report(lint, member, at, value, bound, accelerator);
  }
}

/* What is served has a utilization of its own, and what serves it reckons with peak speed because nobody said otherwise there. */
static void check_served(SceLint *lint, const SceNameMember *member) {
  const SceNameObject *o = &lint->names->objects.at[member->object];
  if (o->library || !sce_lint_in_main(lint, o->item) || strcmp(sce_lint_spell(lint, member->name), "utilization")) return;
  const SceNameMember *serves = sce_lint_member(lint, member->object, "serves"), *throughput = sce_lint_member(lint, member->object, "throughput");
  if (!serves || serves->type != SCE_NAME_REFERENCE || serves->of == SCE_NO_ITEM || !throughput) return;
  if (sce_lint_given(lint, throughput, 0) != SCE_NO_ITEM || sce_lint_amount(lint, member, 0) != 1) return;
  double own = sce_lint_amount(lint, sce_lint_member(lint, serves->of, "utilization"), 0);
  if (!(own < 1)) return;
  const SceItem *block = &lint->program->ast.items.at[o->item];
  SceName called = block->name ? block->name : sce_ast_more(&lint->program->ast, block)->block_kind;
  SceSpan at = {lint->main, block->name_at, block->name_at + sce_intern_length(&lint->program->intern, called)};
  const char *model = sce_lint_spell(lint, lint->names->objects.at[serves->of].path);
  SceText path = {0};
  sce_lint_path(lint, member, &path);
  bool added = sce_diag_add(&lint->found, SCE_E_BUSY, at, "`%s` is 100 %%, and `%s`, which is served, reaches %.4g %% of peak", path.bytes, model, own * 100);
  sce_text_release(&path);
  if (!added) return;
  sce_diag_note(&lint->found, SCE_NO_PLACE, "that of the model counts for its own latency; what serves it has one of its own");
  sce_diag_help(&lint->found, "write `utilization = %s.utilization`, or give `throughput` as it was measured", model);
}

void sce_lint_busy(SceLint *lint) {
  for (uint32_t i = 0; i < lint->names->members.count; i++) {
    const SceNameMember *member = &lint->names->members.at[i];
    if (lint->names->objects.at[member->object].ghost) continue;
    check_member(lint, member);
    check_served(lint, member);
  }
}
