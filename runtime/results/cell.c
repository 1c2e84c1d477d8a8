/* How a value looks: its unit, its prefix or power of ten, and of what is sampled the median and the 90 % interval with the digits that the
 * samples support. All cells, in text and in markdown, are made here.
 */
#include "table.h"

#include "number.h"

#include <math.h>

const char sce_table_nothing[] = "—";

/* --- units ------------------------------------------------------------------------------------- */

const SceUnitText *sce_table_find_unit(SceTable *table, SceUnit unit) {
  SceUnitText *known = &table->known;
  if (known->unit == unit) return known;
  *known = (SceUnitText){.unit = unit, .spelling = ""};
  if (unit == SCE_UNIT_ONE || unit == SCE_UNIT_INVALID) return known;
  known->style = sce_dim_style(table->program->dims, sce_unit_dim(table->program->units, unit));
  known->spelling = sce_unit_spelling(table->program->units, unit);
  known->length = strlen(known->spelling);
  known->percent = !strcmp(known->spelling, "%");
  if (!strcmp(known->spelling, "1")) known->length = 0;
  return known;
}

double sce_table_plain(SceTable *table, SceUnit unit, double value) {
  return sce_table_find_unit(table, unit)->percent ? sce_scale_apply(sce_unit_convert(table->program->units, unit, SCE_UNIT_ONE), value) : value;
}

const char *sce_table_unit(SceTable *table, SceUnit unit) {
  const SceUnitText *text = sce_table_find_unit(table, unit);
  return text->length && !text->percent ? text->spelling : "1";
}

void sce_table_add_unit(SceText *out, const SceUnitText *text) {
  if (text->length && !text->percent) sce_text_add_byte(out, ' ');
  sce_text_add(out, text->spelling, text->length);
}

/* --- looks ------------------------------------------------------------------------------------- */

/* Powers of ten stand in the number, not in the unit: 2.16e16 of a unit, never 2.16e4 of a thousand of them. The prefix is chosen for the
 * value as it is shown: 999.96 GB is 1 TB. */
SceLook sce_table_look(SceTable *table, const SceResult *result, double value, unsigned digits) {
  SceUnits *units = table->program->units;
  const SceUnitText *text = sce_table_find_unit(table, result->unit);
  SceLook look = {.style = text->style, .factor = 1, .scale = SCE_SCALE_ONE, .unit = text->length ? text->spelling : "", .close = text->percent};
  if (result->flags & SCE_RESULT_PERCENT) return (SceLook){.style = SCE_STYLE_PLAIN, .factor = 100, .scale = SCE_SCALE_ONE, .unit = "%", .close = true};
  if (!text->length || result->flags & SCE_RESULT_UNIT_FIXED || value == 0) return look;
  SceUnit chosen = result->unit;
  if (text->style == SCE_STYLE_PREFIXED) chosen = sce_unit_choose_prefix(units, result->unit, sce_number_round(value, digits), &look.scale);
  if (text->style == SCE_STYLE_SCIENTIFIC) chosen = sce_unit_without_prefix(units, result->unit, &look.scale);
  if (chosen != result->unit) look.unit = sce_unit_spelling(units, chosen);
  return look;
}

static double apply(const SceLook *look, double value) { return sce_scale_apply(look->scale, value) * look->factor; }

void sce_table_add_look_unit(SceText *out, const SceLook *look) {
  if (*look->unit && !look->close) sce_text_add_byte(out, ' ');
  sce_text_add_string(out, look->unit);
}

/* Digits that are asked for, or tell neighbours apart, win over whole counts and cents. */
void sce_table_add_number(SceText *out, const SceLook *look, double value, unsigned digits) {
  char text[SCE_NUMBER_ROOM];
  bool asked = digits != SCE_NUMBER_DIGITS && (look->style == SCE_STYLE_COUNT || look->style == SCE_STYLE_CENTS);
  sce_text_add(out, text, sce_number_write_display(text, apply(look, value), asked ? SCE_STYLE_PLAIN : look->style, digits));
}

void sce_table_add_estimate(SceText *out, const SceLook *look, double value, unsigned digits) {
  char text[SCE_NUMBER_ROOM];
  SceStyle style = look->style == SCE_STYLE_COUNT || look->style == SCE_STYLE_CENTS ? SCE_STYLE_PLAIN : look->style;
  sce_text_add(out, text, sce_number_write_display(text, sce_number_round(apply(look, value), digits), style, digits));
}

static void add_value(SceTable *table, SceText *out, const SceResult *result, double value, unsigned digits, bool estimate, const SceLook *shared) {
  if (isnan(value)) {
    sce_text_add_string(out, sce_table_nothing);
    return;
  }
  if (result->flags & SCE_RESULT_TRUTH) {
    sce_text_add_string(out, value != 0 ? "true" : "false");
    return;
  }
  SceLook look = shared ? *shared : sce_table_look(table, result, value, digits);
  if (estimate) sce_table_add_estimate(out, &look, value, digits);
  else sce_table_add_number(out, &look, value, digits);
  if (!shared) sce_table_add_look_unit(out, &look);
}

/* --- samples ----------------------------------------------------------------------------------- */

typedef struct Estimate {
  double value, error;
  unsigned digits;
} Estimate;

/* As many digits as the error leaves, no more than usual; counts not below the unit and money not below the cent. */
static void find_digits(const SceTable *table, SceStyle style, Estimate *estimate) {
  estimate->digits = table->digits;
  if (table->asked) return;
  estimate->digits = sce_number_supported(estimate->value, estimate->error, table->digits);
  double magnitude = fabs(estimate->value);
  int least = style == SCE_STYLE_COUNT && magnitude >= 100 ? 1 : style == SCE_STYLE_CENTS && magnitude >= 1 ? 3 : 0;
  int most = least + sce_number_exponent(estimate->value, estimate->digits);
  if (least && (int)estimate->digits > most) estimate->digits = (unsigned)most;
}

/* The median, or where that is 0 what is farthest from it: it decides the prefix and the power of ten of its cell. */
static const Estimate *find_leader(const Estimate estimates[3]) {
  if (estimates[0].value != 0) return &estimates[0];
  return fabs(estimates[1].value) > fabs(estimates[2].value) ? &estimates[1] : &estimates[2];
}

/* "304M", as the language spells it: what is a million and more takes a magnitude letter, which a cell's smaller numbers share down to its thousandth. */
typedef struct Magnitude {
  double factor;
  char letter;                 /* 0: none */
} Magnitude;

static Magnitude find_magnitude(SceStyle style, const Estimate estimates[3]) {
  double size = fabs(find_leader(estimates)->value);
  if (style == SCE_STYLE_SCIENTIFIC || style == SCE_STYLE_PREFIXED || size < 1e6 || size >= SCE_NUMBER_HUGE) return (Magnitude){1, 0};
  return size >= 1e12 ? (Magnitude){1e12, 'T'} : size >= 1e9 ? (Magnitude){1e9, 'B'} : (Magnitude){1e6, 'M'};
}

/* One power of ten for all three. False when they lie too far apart for that. */
static bool find_power(SceStyle style, const Estimate estimates[3], int *power) {
  const Estimate *leader = find_leader(estimates);
  double magnitude = fabs(sce_number_round(leader->value, leader->digits));
  bool plain = magnitude >= 1e-4 && magnitude < (style == SCE_STYLE_SCIENTIFIC ? 1e4 : SCE_NUMBER_HUGE);
  *power = plain ? 0 : sce_number_exponent(leader->value, leader->digits);
  for (int i = 0; i < 3; i++) {
    int exponent = sce_number_exponent(estimates[i].value, estimates[i].digits);
    if (estimates[i].value != 0 && abs(exponent - *power) > (plain ? 12 : 2)) return false;
  }
  return true;
}

static void add_estimate(SceText *out, SceStyle style, const Estimate *estimate, bool together, int power, Magnitude magnitude) {
  char text[SCE_NUMBER_ROOM];
  if (magnitude.letter && fabs(estimate->value) >= magnitude.factor / 1000) {
    sce_text_add(out, text, sce_number_write_power(text, estimate->value / magnitude.factor, estimate->digits, 0));
    sce_text_add_byte(out, magnitude.letter);
    return;
  }
  size_t length = together ? sce_number_write_power(text, estimate->value, estimate->digits, power)
                           : sce_number_write_display(text, estimate->value, style, estimate->digits);
  sce_text_add(out, text, length);
}

static void add_interval(SceTable *table, SceText *out, const SceResult *result, const SceSummary *summary, const SceLook *shared) {
  Estimate estimates[3] = {{summary->p50, summary->se50, 0}, {summary->p5, summary->se5, 0}, {summary->p95, summary->se95, 0}};
  const SceStyle style = sce_table_find_unit(table, result->unit)->style;
  for (int i = 0; i < 3; i++) find_digits(table, SCE_STYLE_PLAIN, &estimates[i]);
  const Estimate *leader = find_leader(estimates);
  SceLook look = shared ? *shared : sce_table_look(table, result, leader->value, leader->digits);
  for (int i = 0; i < 3; i++) {
    estimates[i].value = apply(&look, estimates[i].value);
    estimates[i].error = apply(&look, estimates[i].error);
    find_digits(table, style, &estimates[i]);
  }
  int power;
  bool together = find_power(look.style, estimates, &power);
  SceStyle alone = together ? SCE_STYLE_PLAIN : SCE_STYLE_SCIENTIFIC;
  Magnitude magnitude = find_magnitude(look.style, estimates);
  add_estimate(out, alone, &estimates[0], together, power, magnitude);
  if (!shared) sce_table_add_look_unit(out, &look);
  if (summary->sd == 0) return;
  sce_text_add_string(out, " (");
  add_estimate(out, alone, &estimates[1], together, power, magnitude);
  sce_text_add_string(out, " to ");
  add_estimate(out, alone, &estimates[2], together, power, magnitude);
  sce_text_add_byte(out, ')');
}

/* How often it is true. */
static void add_probability(const SceTable *table, SceText *out, const SceSummary *summary) {
  char text[SCE_NUMBER_ROOM];
  Estimate estimate = {summary->mean * 100, summary->se * 100, 0};
  find_digits(table, SCE_STYLE_PLAIN, &estimate);
  sce_text_add(out, text, sce_number_write_display(text, estimate.value, SCE_STYLE_PLAIN, estimate.digits));
  sce_text_add_byte(out, '%');
}

bool sce_table_is_sampled(const SceTable *table, const SceResult *result) { return result->op != SCE_NO_OP && table->program->ops.at[result->op].sampled; }

const SceSummary *sce_table_summary(const SceTable *table, const SceResult *result, uint32_t point) {
  if (!sce_table_is_sampled(table, result)) return NULL;
  const SceSummary *summary = sce_run_summary(table->run, result->op, point);
  return !summary || summary->failed || !summary->count ? NULL : summary;
}

void sce_table_statistics(SceTable *table, const SceResult *result, const SceSummary *summary, const char *names[SCE_STATISTICS], double values[SCE_STATISTICS]) {
  static const char *const all[SCE_STATISTICS] = {"mean", "sd", "se", "p5", "p50", "p95"};
  SceSummary none = {0};
  if (!summary) none.mean = none.sd = none.se = none.p5 = none.p50 = none.p95 = sce_poison(0);
  const SceSummary *from = summary ? summary : &none;
  const double numbers[SCE_STATISTICS] = {from->mean, from->sd, from->se, from->p5, from->p50, from->p95};
  for (uint32_t i = 0; i < SCE_STATISTICS; i++) {
    names[i] = all[i];
    values[i] = sce_table_plain(table, result->unit, numbers[i]);
  }
}

/* What shows where one number has to stand for a point: the median of what is sampled. */
double sce_table_middle(const SceTable *table, const SceResult *result, uint32_t point) {
  uint32_t count;
  if (result->op == SCE_NO_OP) return sce_poison(0);
  if (!sce_table_is_sampled(table, result)) return sce_run_points(table->run, result->op, &count)[point];
  const SceSummary *summary = sce_table_summary(table, result, point);
  return summary ? summary->p50 : sce_poison(0);
}

/* What rests on samples shows no more digits than they support. */
static unsigned supported_digits(const SceTable *table, const SceResult *result, uint32_t point, double value, unsigned digits) {
  double error = result->op == SCE_NO_OP || table->asked ? 0 : sce_run_error(table->run, result->op, point);
  return error > 0 && !isnan(value) ? sce_number_supported(value, error, digits) : digits;
}

void sce_table_add_point(SceTable *table, SceText *out, const SceResult *result, uint32_t point, unsigned digits, const SceLook *look) {
  const SceSummary *summary = sce_table_summary(table, result, point);
  bool truth = result->flags & SCE_RESULT_TRUTH, plain = summary && summary->sd == 0 && fabs(summary->p50) < 1e6;
  if (!summary || plain || (truth && summary->sd == 0)) {
    double value = sce_table_middle(table, result, point);
    unsigned supported = supported_digits(table, result, point, value, digits);
    bool estimate = result->op != SCE_NO_OP && !table->asked && sce_run_error(table->run, result->op, point) > 0;
    add_value(table, out, result, value, supported, estimate, look);
  }
  else if (truth) add_probability(table, out, summary);
  else add_interval(table, out, result, summary, look);
}

/* --- a run that was cut short ------------------------------------------------------------------ */

static void add_samples(SceText *out, uint64_t samples) {
  char text[SCE_NUMBER_ROOM];
  sce_text_add(out, text, sce_number_write_power(text, (double)samples, SCE_NUMBER_DIGITS_MOST, 0));
}

bool sce_table_add_partial(const SceTable *table, SceText *out) {
  if (!sce_run_is_partial(table->run)) return false;
  sce_text_add_string(out, "partial: ");
  add_samples(out, sce_run_samples(table->run));
  sce_text_add_string(out, " of ");
  add_samples(out, sce_run_samples_asked(table->run));
  sce_text_add_string(out, " samples");
  return true;
}
