/* Judges claims, and says of each that does not simply hold what somebody who reads it has to know: what was claimed, what came
 * out, how far apart they are, and how far they may be.
 */
#include "claims.h"

#include "claim_text.h"
#include "none.h"
#include "plan.h"
#include "results/number.h"

#include <float.h>
#include <math.h>

static const double spare = 1e-9;    /* the bound itself holds, whatever the last bits say */

static SceVerdict settle(bool holds, bool disputed, bool *stale) {
  *stale = holds && disputed;
  return holds ? (disputed ? SCE_VERDICT_OFF : SCE_VERDICT_HOLDS) : disputed ? SCE_VERDICT_DISPUTED : SCE_VERDICT_OFF;
}

SceJudgement sce_claim_judge(const SceRun *run, const SceProgram *program, const SceClaim *claim) {
  (void)program;
  SceJudgement out = {.verdict = SCE_VERDICT_ERROR, .got = sce_poison(0), .ratio = NAN, .used = NAN};
  bool disputed = claim->disputed_at != 0;
  if (claim->failed) return out;
  if (claim->holds != SCE_NO_OP) {
    double truth = sce_run_scenario(run, claim->holds, claim->under);
    if (!isnan(truth)) out.verdict = settle(truth != 0, disputed, &out.stale);
    return out;
  }
  if (claim->value == SCE_NO_OP) return out;
  out.got = sce_run_scenario(run, claim->value, claim->under);
  if (isnan(out.got)) return out;
  double off = fabs(out.got - claim->says);
  if (claim->says != 0 && fabs(out.got / claim->says) <= DBL_MAX) out.ratio = out.got / claim->says;
  out.used = off == 0 ? 0 : off / claim->within;
  out.verdict = settle(off <= claim->within * (1 + spare), disputed, &out.stale);
  return out;
}

const char *sce_verdict_text(SceVerdict verdict) {
  static const char *const texts[] = {"holds", "off", "disputed", "error"};
  return texts[verdict];
}

/* --- findings ---------------------------------------------------------------------------------- */

static void add_name(SceText *out, const SceProgram *program, const SceClaim *claim) {
  sce_text_add_format(out, "claim `%s`", sce_intern_spelling(&program->intern, claim->name));
}

static void add_quantity(SceText *out, const SceProgram *program, double value, SceUnit unit, unsigned digits) {
  char text[SCE_NUMBER_ROOM];
  SceStyle style = sce_dim_style(program->dims, sce_unit_dim(program->units, unit));
  if (style == SCE_STYLE_PREFIXED || digits > SCE_NUMBER_DIGITS) style = SCE_STYLE_PLAIN;                   /* in the claim's own unit */
  sce_text_add(out, text, digits ? sce_number_write_display(text, value, style, digits) : sce_number_write_exact(text, value));
  if (unit != SCE_UNIT_ONE) sce_text_add_format(out, " %s", sce_unit_spelling(program->units, unit));
}

/* "got 4,350 kg, says 4211 kg": the first with the digits that tell it from the second. */
static void add_comparison(SceText *out, const SceProgram *program, const SceClaim *claim, double got) {
  unsigned digits = SCE_NUMBER_DIGITS;
  while (digits < SCE_NUMBER_DIGITS_MOST && fabs(sce_number_round(got, digits) - got) > 0.05 * fabs(got - claim->says)) digits++;
  if (digits == SCE_NUMBER_DIGITS && fabs(round(got * 100) / 100 - got) > 0.05 * fabs(got - claim->says)) digits++;   /* cents and whole counts would hide it */
  sce_text_add_string(out, "got ");
  add_quantity(out, program, got, claim->unit, digits);
  sce_text_add_string(out, ", says ");
  SceText spelled = {0};
  if (sce_claim_says(program, claim, &spelled)) sce_text_add(out, spelled.bytes, spelled.count);
  else add_quantity(out, program, claim->says, claim->unit, 0);
  sce_text_release(&spelled);
}

/* "ratio 1.033; the difference of 139 kg is 278 times the tolerance of 0.5 kg" */
static void note_distance(SceDiags *diags, SceText *out, const SceProgram *program, const SceClaim *claim, SceJudgement judged) {
  char text[SCE_NUMBER_ROOM];
  sce_text_clear(out);
  if (!isnan(judged.ratio)) {
    unsigned digits = SCE_NUMBER_DIGITS;
    while (digits < SCE_NUMBER_DIGITS_MOST && judged.ratio != 1 && sce_number_round(judged.ratio, digits) == 1) digits++;
    sce_text_add_string(out, "ratio ");
    sce_text_add(out, text, sce_number_write_display(text, judged.ratio, SCE_STYLE_PLAIN, digits));
    sce_text_add_string(out, "; ");
  }
  sce_text_add_string(out, "the difference of ");
  add_quantity(out, program, fabs(judged.got - claim->says), claim->unit, SCE_NUMBER_DIGITS);
  sce_text_add_string(out, " is ");
  if (judged.used <= DBL_MAX) {
    unsigned digits = SCE_NUMBER_DIGITS;
    while (digits < SCE_NUMBER_DIGITS_MOST && judged.used != 1 && sce_number_round(judged.used, digits) == 1) digits++;
    sce_text_add(out, text, sce_number_write_display(text, judged.used, SCE_STYLE_PLAIN, digits));
    sce_text_add_string(out, " times");
  } else {
    sce_text_add_string(out, "beyond");
  }
  sce_text_add_string(out, " the tolerance of ");
  add_quantity(out, program, claim->within, claim->unit, SCE_NUMBER_DIGITS);
  sce_diag_note(diags, SCE_NO_PLACE, "%s", out->bytes);
}

static void note_source(SceDiags *diags, const SceProgram *program, const SceClaim *claim) {
  uint32_t length;
  const char *source = sce_claim_source(program, claim, &length);
  if (source) sce_diag_note(diags, SCE_NO_PLACE, "source: %.*s", (int)length, source);
}

static SceSpan name_span(const SceProgram *program, const SceClaim *claim) {
  uint32_t at = program->ast.items.at[claim->item].name_at;
  return (SceSpan){sce_ast_item_source(&program->ast, claim->item), at, at + sce_intern_length(&program->intern, claim->name)};
}

/* Where a finding about what is claimed points: what it says, or holds. */
static SceSpan says_span(const SceProgram *program, const SceClaim *claim) {
  SceExpr expr = sce_claim_formula(program, claim, claim->holds != SCE_NO_OP ? "holds" : "says");
  return sce_expr_is_empty(expr) ? name_span(program, claim) : sce_ast_span(&program->ast, program->sources, expr.last);
}

/* "33.59 day < 30 day is false": the values on both sides of a comparison that does not hold. */
static void note_sides(const SceRun *run, SceDiags *diags, SceText *out, const SceProgram *program, const SceClaim *claim) {
  const SceOp op = program->ops.at[claim->holds];
  if (op.kind < SCE_OP_LESS || op.kind > SCE_OP_NOT_EQUAL) return;
  static const char *const signs[] = {"<", "<=", ">", ">=", "==", "!="};
  const uint32_t sides[] = {op.a, op.b};
  double values[2];
  for (uint32_t i = 0; i < 2; i++) {
    SceAxisSet set = program->axis_sets.at[program->ops.at[sides[i]].axes];
    if (set.count > 1 || (set.count == 1 && program->axis_ids.at[set.first] != 0)) return;
    values[i] = sce_run_scenario(run, sides[i], claim->under);
    if (isnan(values[i])) return;
  }
  unsigned digits = SCE_NUMBER_DIGITS;
  while (digits < SCE_NUMBER_DIGITS_MOST && values[0] != values[1] && sce_number_round(values[0], digits) == sce_number_round(values[1], digits)) digits++;
  sce_text_clear(out);
  add_quantity(out, program, values[0], claim->unit, digits);
  sce_text_add_format(out, " %s ", signs[op.kind - SCE_OP_LESS]);
  add_quantity(out, program, values[1], claim->unit, digits);
  sce_diag_note(diags, SCE_NO_PLACE, "%s is false", out->bytes);
}

static void report_off(const SceRun *run, SceDiags *diags, SceText *out, const SceProgram *program, const SceClaim *claim, SceJudgement judged) {
  bool stale = judged.stale, truth = claim->holds != SCE_NO_OP;
  add_name(out, program, claim);
  sce_text_add_string(out, stale ? " is disputed, but it holds" : truth ? " does not hold" : " is off");
  if (!truth) {
    sce_text_add_string(out, ": ");
    add_comparison(out, program, claim, judged.got);
  }
  if (!sce_diag_add(diags, stale ? SCE_E_CLAIM_STALE : SCE_E_CLAIM_OFF, says_span(program, claim), "%s", out->bytes)) return;
  if (!truth) note_distance(diags, out, program, claim, judged);
  else if (!stale) note_sides(run, diags, out, program, claim);
  note_source(diags, program, claim);
  if (stale) sce_diag_help(diags, "take `disputed` out: what it objects to is gone");
  else sce_diag_help(diags, "correct the inputs or what it says; a figure that is known to be wrong may stay with `disputed = \"why\"`");
}

static void report_disputed(SceDiags *diags, SceText *out, const SceProgram *program, const SceClaim *claim, SceJudgement judged) {
  uint32_t length;
  const char *reason = sce_claim_dispute(program, claim, &length);
  add_name(out, program, claim);
  sce_text_add_string(out, " is disputed");
  if (claim->holds == SCE_NO_OP) {
    sce_text_add_string(out, ": ");
    add_comparison(out, program, claim, judged.got);
  }
  if (!sce_diag_add(diags, SCE_E_CLAIM_DISPUTED, says_span(program, claim), "%s", out->bytes)) return;
  sce_diag_note(diags, SCE_NO_PLACE, "reason: %.*s", (int)length, reason);
  if (claim->holds == SCE_NO_OP) note_distance(diags, out, program, claim, judged);
  note_source(diags, program, claim);
}

/* The node that names what is none by itself, of all that `op` rests on where it is judged; UINT32_MAX: not known. */
static uint32_t none_node(SceRun *run, const SceProgram *program, uint32_t op, uint32_t scenario) {
  SceNoneSearch search;
  sce_none_init(&search, run);
  sce_none_find(&search, op, scenario * sce_set_stride(program, program->ops.at[op].axes, 0));
  uint32_t node = search.roots.count ? search.steps.at[search.roots.at[0]].node : UINT32_MAX;
  sce_none_release(&search);
  return node;
}

/* What failed is reported where it failed; what is none has failed nowhere. */
static void report_error(SceRun *run, SceDiags *diags, SceText *out, const SceProgram *program, const SceClaim *claim) {
  uint32_t op = claim->holds != SCE_NO_OP ? claim->holds : claim->value;
  if (claim->failed || op == SCE_NO_OP) return;
  double value = sce_run_scenario(run, op, claim->under);
  if (!isnan(value) || sce_poison_cause(value)) return;
  SceExpr expr = sce_claim_formula(program, claim, claim->holds != SCE_NO_OP ? "holds" : "value");
  SceSpan span = sce_expr_is_empty(expr) ? name_span(program, claim) : sce_ast_span(&program->ast, program->sources, expr.last);
  add_name(out, program, claim);
  uint32_t none = none_node(run, program, op, claim->under);
  if (none == UINT32_MAX) none = expr.last;
  SceSpan named = sce_expr_is_empty(expr) ? span : sce_ast_span(&program->ast, program->sources, none);
  sce_text_add_format(out, " rests on `%.*s`, which is none", (int)(named.end - named.start), program->sources->list.at[named.source].text + named.start);
  const SceAxis *scenario = &program->axes.at[0];
  if (claim->under) sce_text_add_format(out, " in scenario %s", sce_intern_spelling(&program->intern, program->labels.at[scenario->labels + claim->under]));
  if (!sce_diag_add(diags, SCE_E_NONE_NEEDED, span, "%s", out->bytes)) return;
  if (none != expr.last && !sce_expr_is_empty(expr)) sce_diag_note(diags, named, "there is no such value");
  sce_diag_help(diags, "replace it by a value with a source, or claim something else");
}

void sce_claims_report(SceRun *run, const SceProgram *program, SceDiags *diags) {
  SceText out = {0};
  for (uint32_t i = 0; i < program->claims.count; i++) {
    const SceClaim *claim = &program->claims.at[i];
    SceJudgement judged = sce_claim_judge(run, program, claim);
    sce_text_clear(&out);
    switch (judged.verdict) {
    case SCE_VERDICT_HOLDS: break;
    case SCE_VERDICT_OFF: report_off(run, diags, &out, program, claim, judged); break;
    case SCE_VERDICT_DISPUTED: report_disputed(diags, &out, program, claim, judged); break;
    case SCE_VERDICT_ERROR: report_error(run, diags, &out, program, claim); break;
    }
  }
  sce_text_release(&out);
}
