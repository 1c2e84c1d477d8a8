/* Judges gates. Each gate is read once and judged on every diff; what it says of each result becomes words, since a number alone does not tell a
 * reader of a failed check what to do.
 */
#include "gate.h"

#include "compile.h"
#include "diff_cells.h"
#include "gate_text.h"
#include "results/number.h"
#include "suggest.h"

#include <float.h>
#include <math.h>

enum { REASONS = 3 };

/* What an amount counts: its dimension in words and in one spelling, and what it is in the coherent unit. */
typedef struct Measure {
  SceText words, signature;
  SceScale scale;
} Measure;

typedef struct Judge {
  SceDiff *diff;
  const char *text;             /* of the gate */
  const SceGate *gate;
  SceDiags *diags;
  SceSources *sources;          /* that the findings are placed in */
  bool warns, measured;
  Measure own;                  /* of the gate's amount in this diff, once it is measured */
  uint32_t matched, hits;
  bool trouble;
  SceText reason;
} Judge;

/* --- words ------------------------------------------------------------------------------------- */

/* A part of the gate's text, which becomes a source when it is first pointed at. */
static SceSpan span_in(const Judge *judge, SceSources *sources, SceGatePart part) {
  const char *name = judge->warns ? "--warn-if" : "--fail-if";
  for (uint32_t i = sources->list.count; i-- > 0;)
    if (sources->list.at[i].text == judge->text) return (SceSpan){i, part.start, part.end};
  return (SceSpan){sce_sources_add(sources, name, name, judge->text, (uint32_t)strlen(judge->text), false), part.start, part.end};
}

static SceSpan span_of(const Judge *judge, SceGatePart part) { return span_in(judge, judge->sources, part); }

static void start_reason(Judge *judge) {
  if (judge->reason.count) sce_text_add_string(&judge->reason, "; ");
}

/* Trouble replaces what has been said. The finding is added by whoever knows its place. */
static void set_trouble(Judge *judge, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void set_trouble(Judge *judge, const char *format, ...) {
  if (judge->trouble) return;
  va_list list;
  va_start(list, format);
  sce_text_clear(&judge->reason);
  sce_text_add_format_list(&judge->reason, format, list);
  va_end(list);
  judge->trouble = true;
}

/* A hit: its words go where the reasons are listed, or nowhere once there are enough. */
static SceText *add_hit(Judge *judge, const SceDiffOutput *output, SceText *nowhere) {
  SceText *out = judge->hits++ < REASONS ? &judge->reason : nowhere;
  SceText name = {0};
  if (out == &judge->reason) start_reason(judge);
  sce_diff_add_name(&name, output);
  sce_diff_add_clean(out, name.bytes, 0);
  sce_text_release(&name);
  return out;
}

static void hit(Judge *judge, const SceDiffOutput *output, const char *words) {
  SceText nowhere = {0};
  sce_text_add_string(add_hit(judge, output, &nowhere), words);
  sce_text_release(&nowhere);
}

/* "12.3 %", with the digits that tell it from the limit. */
static void add_percent(SceText *out, double share, double limit) {
  char text[SCE_NUMBER_ROOM], other[SCE_NUMBER_ROOM];
  for (unsigned digits = 3; digits <= SCE_NUMBER_DIGITS_MOST; digits++) {
    size_t length = sce_number_write_display(text, share * 100, SCE_STYLE_PLAIN, digits), rest = sce_number_write_display(other, limit * 100, SCE_STYLE_PLAIN, digits);
    if (digits < SCE_NUMBER_DIGITS_MOST && sce_diff_differs(share, limit) && sce_table_look_alike(text, length, other, rest)) continue;
    sce_text_add(out, text, length);
    break;
  }
  sce_text_add_string(out, " %");
}

static void add_limit(Judge *judge, SceText *out, bool sign) {
  const SceGate *gate = judge->gate;
  if (sign) sce_text_add_byte(out, gate->number < 0 ? '-' : '+');
  sce_text_add(out, judge->text + gate->amount.start, gate->amount.end - gate->amount.start);
  if (gate->kind != SCE_GATE_RATIO) return;
  do out->bytes[--out->count] = '\0';
  while (out->bytes[out->count - 1] == ' ');
  sce_text_add_string(out, " %");
}

/* "site.power rose by 12.3 %, more than 10 %" */
static void hit_change(Judge *judge, const SceDiffOutput *output, double change, double limit) {
  SceText nowhere = {0}, *out = add_hit(judge, output, &nowhere);
  SceDiffView view;
  sce_diff_view_init(&view, judge->diff, &(SceDiffOptions){0});
  bool with = judge->gate->sign == '~' || limit == 0 || (change > 0) == (limit > 0);
  if (change == 0) sce_text_add_string(out, " did not change");
  else {
    sce_text_add_string(out, change > 0 ? " rose by " : " fell by ");
    if (judge->gate->kind == SCE_GATE_RATIO) add_percent(out, fabs(change), fabs(limit));
    else {
      SceDiffOutput plain = *output;      /* by 0.05 of a pure number: "by 5%" would be something else */
      plain.percent = false;
      sce_diff_add_value(&view, &plain, fabs(change), fabs(limit), out);
    }
  }
  bool more = with && change != 0 ? fabs(change) > fabs(limit) : judge->gate->sign == '>';
  sce_text_add_string(out, more ? ", more than " : ", less than ");
  add_limit(judge, out, !with || change == 0);
  sce_text_release(&nowhere);
}

static void hit_level(Judge *judge, const SceDiffOutput *output, double limit) {
  SceText nowhere = {0}, *out = add_hit(judge, output, &nowhere);
  SceDiffView view;
  sce_diff_view_init(&view, judge->diff, &(SceDiffOptions){0});
  sce_text_add_string(out, " is ");
  sce_diff_add_value(&view, output, output->new_value, limit, out);
  sce_text_add_string(out, judge->gate->sign == '>' ? ", more than " : ", less than ");
  add_limit(judge, out, false);
  sce_text_release(&nowhere);
}

/* --- units ------------------------------------------------------------------------------------- */

static void measure(const SceProgram *program, SceUnit unit, Measure *out) {
  SceDim dim = sce_unit_dim(program->units, unit);
  sce_dim_words(&out->words, program->dims, &program->intern, dim);
  sce_dim_signature(&out->signature, program->dims, &program->intern, dim);
  out->scale = sce_unit_scale(program->units, unit);
}

static void measure_release(Measure *measured) {
  sce_text_release(&measured->words);
  sce_text_release(&measured->signature);
}

static void forget(Judge *judge) {
  measure_release(&judge->own);
  judge->measured = false;
}

static void add_unit_text(const Judge *judge, SceText *out) {
  const SceGate *gate = judge->gate;
  if (gate->money) sce_text_add_string(out, "USD");
  sce_text_add(out, judge->text + gate->unit.start, gate->unit.end - gate->unit.start);
}

/* Whether the program knows all names of a unit; asked without findings. */
static bool is_known(const SceProgram *program, const char *text) {
  while (*text) {
    size_t skip = strspn(text, " \t*/^()-.%0123456789"), length = strcspn(text + skip, " \t*/^()-.%");
    if (!length) return true;
    SceUnit unit;
    SceName name = sce_intern_get(&((SceProgram *)program)->intern, text + skip, (uint32_t)length);
    if (sce_unit_find(program->units, name, true, &unit) != SCE_UNIT_OK || unit == SCE_UNIT_INVALID) return false;
    text += skip + length;
  }
  return true;
}

/* A unit that only the library knows: nothing in the diff counts in it, which the reader wants to hear with its dimension. */
static bool measure_by_library(const char *unit, Measure *out) {
  SceText text = {0};
  SceSources sources;
  SceDiags diags;
  sce_sources_init(&sources);
  sce_diags_init(&diags);
  sce_text_add_format(&text, "gate = 1 %s\n", unit);
  SceSourceId source = sce_sources_add(&sources, "gate", "gate", text.bytes, (uint32_t)text.count, false);
  SceProgram *program = sce_compile(&(SceCompileOptions){.library = &sce_library, .texts = &source, .text_count = 1, .shown = SCE_ALL_TEXTS}, &sources, &diags);
  bool found = !diags.errors && program->results.count == 1;
  if (found) measure(program, program->results.at[0].unit, out);
  sce_program_free(program);
  sce_diags_release(&diags);
  sce_sources_release(&sources);
  sce_text_release(&text);
  return found;
}

/* False where the gate's unit cannot be read: then there is a finding. */
static bool measure_gate(Judge *judge, Measure *out) {
  const SceProgram *program = judge->diff->program;
  SceText text = {0};
  SceUnit unit = SCE_UNIT_ONE;
  add_unit_text(judge, &text);
  bool sound = true, known = !text.count || is_known(program, text.bytes);
  if (!known && measure_by_library(text.bytes, out)) {
    sce_text_release(&text);
    return true;
  }
  if (text.count) {
    SceName name = sce_intern_get(&((SceProgram *)program)->intern, text.bytes, (uint32_t)text.count);
    unit = sce_unit_parse(program->units, name, true, span_in(judge, program->sources, judge->gate->unit));   /* whose findings are those of the program */
    sound = unit != SCE_UNIT_INVALID;
  }
  if (sound) measure(program, unit, out);
  else set_trouble(judge, "the unit `%s` cannot be read", text.bytes);
  sce_text_release(&text);
  return sound;
}

static const char *words_of(const Measure *measured) { return measured->words.count ? measured->words.bytes : "a pure number"; }

/* The gate's number in the unit of a result. A plain 0 is 0 of anything. */
static bool find_limit(Judge *judge, const SceDiffOutput *output, double *limit) {
  const SceGate *gate = judge->gate;
  if (gate->number == 0 && gate->unit.end == gate->unit.start && !gate->money) {
    *limit = 0;
    return true;
  }
  Measure wanted = {.words = {0}};
  if (!judge->measured && !measure_gate(judge, &judge->own)) return false;
  judge->measured = true;
  const Measure *own = &judge->own;
  measure(output->units_of ? output->units_of : judge->diff->program, output->unit, &wanted);
  bool same = own->signature.count == wanted.signature.count && (!own->signature.count || !memcmp(own->signature.bytes, wanted.signature.bytes, own->signature.count));
  *limit = same ? gate->number * (own->scale.num * wanted.scale.den) / (own->scale.den * wanted.scale.num) : 0;
  if (!same) {
    SceText amount = {0};
    sce_text_add(&amount, judge->text + gate->amount.start, gate->amount.end - gate->amount.start);
    set_trouble(judge, "`%s` is %s, but `%s` is %s", amount.bytes, words_of(own), output->path, words_of(&wanted));
    sce_diag_add(judge->diags, SCE_E_GATE, span_of(judge, gate->amount), "%s", judge->reason.bytes);
    sce_text_release(&amount);
  }
  measure_release(&wanted);
  return same;
}

/* --- results ----------------------------------------------------------------------------------- */

static bool compare(char sign, double value, double limit) {
  if (sign == '~') value = fabs(value), sign = '>';
  return sce_diff_differs(value, limit) && (sign == '>' ? value > limit : value < limit);
}

/* What cannot be compared is a hit. */
static const char *find_gap(const SceGate *gate, const SceDiffOutput *output) {
  bool level = gate->kind == SCE_GATE_LEVEL;
  if (output->status == SCE_DIFF_REMOVED) return level ? " is gone: there is no value to compare" : " is gone: there is no change to measure";
  if (!(fabs(output->new_value) <= DBL_MAX)) return " has no value now";
  if (level) return NULL;
  if (output->status == SCE_DIFF_ADDED) return " is new: there is no change to measure";
  if (!(fabs(output->old_value) <= DBL_MAX)) return " had no value: there is no change to measure";
  if (gate->kind != SCE_GATE_RATIO || output->status == SCE_DIFF_UNCHANGED) return NULL;
  if (output->old_value == 0 && output->new_value != 0) return " was 0, of which there are no percentages";
  return output->old_value * output->new_value < 0 ? " changed its sign: there is no percentage" : NULL;
}

static void judge_output(Judge *judge, const SceDiffOutput *output) {
  const SceGate *gate = judge->gate;
  double limit = gate->number;
  if (output->status == SCE_DIFF_ERROR) {
    set_trouble(judge, "`%s` has no value because of an error", output->path);
    sce_diag_add(judge->diags, SCE_E_GATE, span_of(judge, gate->pattern), "%s", judge->reason.bytes);
    return;
  }
  if (gate->kind != SCE_GATE_RATIO && !find_limit(judge, output, &limit)) return;
  const char *gap = find_gap(gate, output);
  if (gap) {
    hit(judge, output, gap);
  } else if (gate->kind == SCE_GATE_LEVEL) {
    if (compare(gate->sign, output->new_value, limit)) hit_level(judge, output, limit);
  } else {
    bool still = output->status == SCE_DIFF_UNCHANGED || output->status == SCE_DIFF_RENAMED;
    double change = still ? 0 : output->new_value - output->old_value;
    if (gate->kind == SCE_GATE_RATIO && change != 0) change /= fabs(output->old_value);
    if (compare(gate->sign, change, limit)) hit_change(judge, output, change, limit);
  }
}

/* The name with the point, the base named too. */
static void add_full_name(SceText *out, const SceDiffOutput *output) {
  sce_text_add_string(out, output->path);
  for (uint32_t i = 0; i < output->point.count; i++) sce_text_add_format(out, "%s%s", i ? ", " : "[", output->point.at[i].label);
  if (output->point.count) sce_text_add_byte(out, ']');
}

static bool matches(const char *pattern, const SceDiffOutput *output) {
  if (sce_glob_matches(pattern, output->path) || (output->old_path && sce_glob_matches(pattern, output->old_path))) return true;
  if (!output->point.count) return false;
  SceText name = {0};
  sce_diff_add_name(&name, output);
  bool found = sce_glob_matches(pattern, name.bytes);
  sce_text_clear(&name);
  add_full_name(&name, output);
  found = found || sce_glob_matches(pattern, name.bytes);
  sce_text_release(&name);
  return found;
}

static void judge_outputs(Judge *judge, const char *pattern) {
  for (uint32_t i = 0; i < judge->diff->outputs.count && !judge->trouble; i++) {
    if (!matches(pattern, &judge->diff->outputs.at[i])) continue;
    judge->matched++;
    judge_output(judge, &judge->diff->outputs.at[i]);
  }
}

static void judge_any(Judge *judge) {
  static const char *const words[] = {[SCE_DIFF_UNCHANGED] = "", [SCE_DIFF_CHANGED] = " changed", [SCE_DIFF_ADDED] = " was added", [SCE_DIFF_REMOVED] = " was removed",
                                      [SCE_DIFF_RENAMED] = "", [SCE_DIFF_ERROR] = " failed"};
  judge->matched = 1;
  for (uint32_t i = 0; i < judge->diff->outputs.count; i++)
    if ((int)judge->diff->outputs.at[i].status == judge->gate->status) hit(judge, &judge->diff->outputs.at[i], words[judge->gate->status]);
}

static void judge_flipped(Judge *judge) {
  judge->matched = 1;
  for (uint32_t i = 0; i < judge->diff->claims.count; i++) {
    const SceDiffClaim *claim = &judge->diff->claims.at[i];
    if (!claim->flipped || judge->hits++ >= REASONS) continue;
    start_reason(judge);
    sce_text_add_string(&judge->reason, "claim ");
    sce_diff_add_clean(&judge->reason, claim->name, 0);
    sce_text_add_format(&judge->reason, ": %s → %s", claim->old_status ? claim->old_status : "none", claim->new_status ? claim->new_status : "none");
  }
}

/* --- gates ------------------------------------------------------------------------------------- */

static char *copy_text(const char *text) {
  size_t size = strlen(text) + 1;
  return memcpy(sce_memory_new(size), text, size);
}

static void record(Judge *judge, SceGateState state) {
  if (state == SCE_GATE_HIT && judge->hits > REASONS) sce_text_add_format(&judge->reason, "; and %u more", (unsigned)(judge->hits - REASONS));
  SceDiffGate gate = {.text = copy_text(judge->text), .warns = judge->warns, .state = state, .reason = judge->reason.count ? copy_text(judge->reason.bytes) : NULL};
  sce_array_push(&judge->diff->gates, gate);
}

/* How many claims are off counts over all files. */
static void judge_off(Judge *judge, SceDiff *const *diffs, uint32_t count) {
  unsigned off = 0;
  judge->diff = diffs[0];
  for (uint32_t i = 0; i < count; i++) {
    if (!off && diffs[i]->claims_off) judge->diff = diffs[i];
    off += diffs[i]->claims_off;
  }
  bool is_hit = compare(judge->gate->sign, off, judge->gate->number);
  sce_text_add_format(&judge->reason, off == 1 ? "%u claim is off, %s than " : "%u claims are off, %s than ", off, judge->gate->sign == '>' ? "more" : "less");
  add_limit(judge, &judge->reason, judge->gate->sign == '~');
  if (!is_hit) sce_text_clear(&judge->reason);
  record(judge, is_hit ? SCE_GATE_HIT : SCE_GATE_PASSED);
}

static void report_no_match(Judge *judge, SceDiff *const *diffs, uint32_t count, const char *pattern) {
  SceSuggest suggest = {.wanted = pattern};
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t k = 0; k < diffs[i]->outputs.count; k++) sce_suggest_offer(&suggest, diffs[i]->outputs.at[k].path);
  judge->diff = diffs[0];
  set_trouble(judge, "no result matches `%s`", pattern);
  sce_diag_add(judge->diags, SCE_E_GATE, span_of(judge, judge->gate->pattern), "%s", judge->reason.bytes);
  if (suggest.best) sce_diag_help(judge->diags, "did you mean `%s`?", suggest.best);
  record(judge, SCE_GATE_TROUBLE);
}

/* Recorded where it is hit or in trouble; one that passes once, where it first matches. */
static void judge_diffs(Judge *judge, SceDiff *const *diffs, uint32_t count, const char *pattern) {
  SceDiff *first = NULL;
  bool recorded = false;
  for (uint32_t i = 0; i < count; i++) {
    judge->diff = diffs[i];
    forget(judge);
    judge->matched = judge->hits = 0;
    judge->trouble = false;
    sce_text_clear(&judge->reason);
    if (judge->gate->kind == SCE_GATE_ANY) judge_any(judge);
    else if (judge->gate->kind == SCE_GATE_FLIPPED) judge_flipped(judge);
    else judge_outputs(judge, pattern);
    if (judge->matched && !first) first = diffs[i];
    if (!judge->trouble && !judge->hits) continue;
    record(judge, judge->trouble ? SCE_GATE_TROUBLE : SCE_GATE_HIT);
    recorded = true;
  }
  if (recorded) return;
  sce_text_clear(&judge->reason);
  if (!first) {
    report_no_match(judge, diffs, count, pattern);
    return;
  }
  judge->diff = first;
  record(judge, SCE_GATE_PASSED);
}

void sce_gates_judge(SceDiff *const *diffs, uint32_t diff_count, const char *const *texts, const bool *warns, uint32_t count, SceDiags *diags) {
  for (uint32_t i = 0; i < count && diff_count; i++) {
    SceGate gate;
    SceText pattern = {0};
    SceGatePart place;
    const char *problem, *help;
    Judge judge = {.diff = diffs[0], .text = texts[i], .gate = &gate, .diags = diags, .sources = diffs[0]->program->sources, .warns = warns[i]};
    if (!sce_gate_read(&gate, texts[i], &problem, &help, &place)) {
      set_trouble(&judge, "%s", problem);
      sce_diag_add(diags, SCE_E_GATE_TEXT, span_of(&judge, place), "%s", problem);
      if (help) sce_diag_help(diags, "%s", help);
      record(&judge, SCE_GATE_TROUBLE);
    } else if (gate.kind == SCE_GATE_OFF) {
      judge_off(&judge, diffs, diff_count);
    } else {
      sce_text_add(&pattern, texts[i] + gate.pattern.start, gate.pattern.end - gate.pattern.start);
      judge_diffs(&judge, diffs, diff_count, pattern.bytes);
    }
    sce_text_release(&pattern);
    sce_text_release(&judge.reason);
    forget(&judge);
  }
}

bool sce_gates_are_hit(const SceDiff *const *diffs, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t k = 0; k < diffs[i]->gates.count; k++)
      if (diffs[i]->gates.at[k].state == SCE_GATE_HIT && !diffs[i]->gates.at[k].warns) return true;
  return false;
}
