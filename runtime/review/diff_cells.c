/* Values, factors and shares as people read them. Old and new share one unit and one prefix, and get the digits that tell them apart; all else looks as
 * in results (results/cell.c).
 */
#include "diff_cells.h"

#include "results/number.h"

#include <float.h>
#include <math.h>

enum { FORMULA_WIDTH = 32, IDLE_MOST = 8, FACTOR_DIGITS = 3, BASE_FAR = 4096 };

const char sce_diff_values_only_text[] = "no shares: a side is results of an earlier run, which hold values and no formulas";
const char sce_diff_partial_text[] = "partial: a side failed in part, or was cut short; what has a value on both sides is compared";

static bool is_finite(double value) { return fabs(value) <= DBL_MAX; }

/* --- names and texts --------------------------------------------------------------------------- */

static uint32_t decode(const char *at, size_t length) {
  uint32_t code = (unsigned char)*at & (length == 1 ? 0xFFu : 0xFFu >> (length + 1));
  for (size_t i = 1; i < length; i++) code = code << 6 | ((unsigned char)at[i] & 0x3Fu);
  return code;
}

/* Control characters, and the invisible ones that turn the order of a line around. */
static bool is_hidden(uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || code == 0x061C || code == 0xFEFF;
}

void sce_diff_add_clean(SceText *out, const char *text, uint32_t most) {
  size_t left = strlen(text);
  size_t start = out->count;
  uint32_t width = 0;
  for (bool blank = true; left && (!most || width < most);) {
    size_t length = sce_output_sequence(text, left);
    uint32_t code = length ? decode(text, length) : 0xFFFD;
    bool space = code == ' ' || (code >= '\t' && code <= '\r');
    if (space && !blank) sce_text_add_byte(out, ' ');
    else if (!space && (!length || is_hidden(code))) sce_text_add_string(out, "\xEF\xBF\xBD");
    else if (!space) sce_text_add(out, text, length);
    width += !space || !blank;
    blank = space;
    text += length ? length : 1;
    left -= length ? length : 1;
  }
  while (out->count > start && out->bytes[out->count - 1] == ' ') out->bytes[--out->count] = '\0';
  if (left) sce_text_add_string(out, "…");
}

static bool is_base(const SceDiffLabel *label) { return !strcmp(label->axis, "scenario") && !strcmp(label->label, "base"); }

void sce_diff_add_name(SceText *out, const SceDiffOutput *output) {
  bool open = false;
  sce_text_add_string(out, output->path);
  for (uint32_t i = 0; i < output->point.count; i++) {
    if (is_base(&output->point.at[i])) continue;
    sce_text_add_string(out, open ? ", " : "[");
    sce_text_add_string(out, output->point.at[i].label);
    open = true;
  }
  if (open) sce_text_add_byte(out, ']');
}

void sce_diff_row_clear(SceDiffRow *row) {
  SceText *const texts[] = {&row->name, &row->before, &row->after, &row->value, &row->factor, &row->change, &row->share, &row->place, &row->note};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) sce_text_clear(texts[i]);
}

void sce_diff_row_release(SceDiffRow *row) {
  SceText *const texts[] = {&row->name, &row->before, &row->after, &row->value, &row->factor, &row->change, &row->share, &row->place, &row->note};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) sce_text_release(texts[i]);
}

static void set_clean(SceText *out, const char *text) {
  if (text) sce_diff_add_clean(out, text, 0);
}

/* --- what is shown ----------------------------------------------------------------------------- */

void sce_diff_view_init(SceDiffView *view, const SceDiff *diff, const SceDiffOptions *options) {
  *view = (SceDiffView){.diff = diff, .options = options, .units = {.program = diff->program, .known = {.unit = SCE_UNIT_INVALID}}};
  view->digits = options->digits ? options->digits : SCE_NUMBER_DIGITS;
}

void sce_diff_view_units(SceDiffView *view, const SceProgram *units_of) {
  if (!units_of) units_of = view->diff->program;
  if (view->units.program == units_of) return;
  view->units.program = units_of;
  view->units.known.unit = SCE_UNIT_INVALID;
}

bool sce_diff_shows_output(const SceDiffOptions *options, const SceDiffOutput *output) { return options->all || output->status != SCE_DIFF_UNCHANGED; }

/* Whether two outputs are one result at one point but for the scenario, which is the base in the second. */
static bool is_base_of(const SceDiffOutput *output, const SceDiffOutput *base) {
  if (strcmp(output->path, base->path) || output->point.count != base->point.count) return false;
  for (uint32_t i = 0; i < output->point.count; i++) {
    const SceDiffLabel *x = &output->point.at[i], *y = &base->point.at[i];
    if (strcmp(x->axis, y->axis) || (strcmp(x->label, y->label) && !is_base(y))) return false;
    if (!strcmp(x->axis, "scenario") && !is_base(y)) return false;
  }
  return true;
}

/* Points of one result stand together, the base's first. */
bool sce_diff_lists_output(const SceDiff *diff, const SceDiffOptions *options, uint32_t output) {
  const SceDiffOutput *own = &diff->outputs.at[output];
  if (!sce_diff_shows_output(options, own)) return false;
  if (options->all || (own->status != SCE_DIFF_ADDED && own->status != SCE_DIFF_REMOVED)) return true;
  bool added = own->status == SCE_DIFF_ADDED;
  for (uint32_t back = 1; back <= output && back <= BASE_FAR; back++) {
    const SceDiffOutput *base = &diff->outputs.at[output - back];
    if (is_base_of(own, base)) return added ? sce_diff_differs(own->new_value, base->new_value) : sce_diff_differs(own->old_value, base->old_value);
    if (strcmp(base->path, own->path)) break;
  }
  return true;
}

bool sce_diff_shows_claim(const SceDiffOptions *options, const SceDiffClaim *claim) { return options->all || claim->flipped; }

bool sce_diff_says_something(const SceDiff *diff, const SceDiffOptions *options) {
  bool something = diff->partial || diff->gates.count || diff->edits.count;
  for (uint32_t i = 0; i < diff->outputs.count && !something; i++) something = sce_diff_shows_output(options, &diff->outputs.at[i]);
  for (uint32_t i = 0; i < diff->claims.count && !something; i++) something = sce_diff_shows_claim(options, &diff->claims.at[i]);
  return something;
}

/* --- values ------------------------------------------------------------------------------------ */

/* One look for both sides: the smaller decides the prefix while the larger stays below a thousand of it. */
static SceLook choose_look(SceDiffView *view, const SceResult *as, double old_value, double new_value) {
  double small = fabs(old_value), large = fabs(new_value);
  if (!(small <= DBL_MAX)) small = large;
  if (!(large <= DBL_MAX)) large = small;
  if (small > large) {
    double swap = small;
    small = large, large = swap;
  }
  double leader = small > 0 && large / small <= 1000 ? small : large;
  SceLook look = sce_table_look(&view->units, as, is_finite(leader) ? leader : 0, view->digits);
  if (look.style == SCE_STYLE_CENTS && large >= 1e6) look.style = SCE_STYLE_PLAIN;     /* no cents on one side alone */
  return look;
}

static void add_number(SceText *out, const SceLook *look, double value, unsigned digits, bool estimate) {
  if (isnan(value)) sce_text_add_string(out, sce_table_nothing);
  else if (!is_finite(value)) sce_text_add_string(out, value < 0 ? "-∞" : "∞");
  else if (estimate) sce_table_add_estimate(out, look, value, digits);
  else sce_table_add_number(out, look, value, digits);
}

static unsigned supported(const SceDiffView *view, double value, double error) {
  bool plain = view->options->digits || !(error > 0) || !is_finite(value);
  return plain ? view->digits : sce_number_supported(value, error, view->digits);
}

typedef struct Pair {
  double old_value, new_value;
  unsigned old_digits, new_digits;
  bool estimate;
} Pair;

/* Both sides, with more and more digits until what is unequal looks so; returns how many more. The unit stands behind the last that is a number. */
static unsigned add_pair(const SceLook *look, const Pair *pair, SceText *before, SceText *after) {
  bool differs = sce_diff_differs(pair->old_value, pair->new_value);
  unsigned more = 0;
  for (; more <= SCE_NUMBER_DIGITS_MOST; more++) {
    unsigned left = pair->old_digits + more, right = pair->new_digits + more;
    sce_text_clear(before);
    sce_text_clear(after);
    add_number(before, look, pair->old_value, left > SCE_NUMBER_DIGITS_MOST ? SCE_NUMBER_DIGITS_MOST : left, pair->estimate);
    add_number(after, look, pair->new_value, right > SCE_NUMBER_DIGITS_MOST ? SCE_NUMBER_DIGITS_MOST : right, pair->estimate);
    if (!differs || !sce_table_look_alike(before->bytes, before->count, after->bytes, after->count)) break;
  }
  if (!isnan(pair->new_value)) sce_table_add_look_unit(after, look);
  else if (!isnan(pair->old_value)) sce_table_add_look_unit(before, look);
  return more;
}

static SceResult output_as(const SceDiffOutput *output) {
  uint8_t flags = (uint8_t)((output->percent ? SCE_RESULT_PERCENT : 0) | (output->fixed ? SCE_RESULT_UNIT_FIXED : 0));
  return (SceResult){.op = SCE_NO_OP, .unit = output->unit, .flags = flags};
}

static void add_truth(SceText *out, double value) { sce_text_add_string(out, isnan(value) ? sce_table_nothing : value != 0 ? "true" : "false"); }

/* Whether a mean of truth values is one of them. */
static bool is_truth(const SceDiffOutput *output) {
  return output->truth && (isnan(output->old_value) || output->old_value == 0 || output->old_value == 1) && (isnan(output->new_value) || output->new_value == 0 || output->new_value == 1);
}

static unsigned add_values(SceDiffView *view, const SceDiffOutput *output, const SceLook *look, SceText *before, SceText *after) {
  if (is_truth(output)) {
    add_truth(before, output->old_value);
    add_truth(after, output->new_value);
    return 0;
  }
  Pair pair = {output->old_value, output->new_value, supported(view, output->old_value, output->old_se), supported(view, output->new_value, output->new_se),
               output->sampled && !view->options->digits && (output->old_se > 0 || output->new_se > 0)};
  return add_pair(look, &pair, before, after);
}

static SceLook output_look(SceDiffView *view, const SceDiffOutput *output) {
  SceResult as = output_as(output);
  if (output->truth) as.flags |= SCE_RESULT_PERCENT;      /* how often it is true */
  return choose_look(view, &as, output->old_value, output->new_value);
}

void sce_diff_add_value(SceDiffView *view, const SceDiffOutput *output, double value, double other, SceText *out) {
  sce_diff_view_units(view, output->units_of);
  SceResult as = output_as(output);
  SceText here = {0}, there = {0};
  SceLook look = choose_look(view, &as, value, value);
  Pair pair = {value, other, view->digits, view->digits, false};
  add_pair(&look, &pair, &here, &there);
  sce_text_add(out, here.bytes, here.count);
  sce_table_add_look_unit(out, &look);
  sce_text_release(&here);
  sce_text_release(&there);
}

/* --- factors, changes, shares ------------------------------------------------------------------ */

/* Zeros at the end are kept: factors stand below each other. */
static void add_decimals(SceText *out, double value, unsigned digits, int decimals) {
  char text[SCE_NUMBER_ROOM];
  size_t length = sce_number_write_power(text, value, digits, 0);
  const char *point = memchr(text, '.', length);
  int have = point ? (int)(length - (size_t)(point - text)) - 1 : 0;
  sce_text_add(out, text, length);
  if (have < decimals && !point) sce_text_add_byte(out, '.');
  for (; have < decimals; have++) sce_text_add_byte(out, '0');
}

/* "×8.00", with the digits that tell it from ×1. */
void sce_diff_add_factor(SceText *out, double factor) {
  char text[SCE_NUMBER_ROOM];
  if (!is_finite(factor)) return;
  unsigned digits = FACTOR_DIGITS;
  while (digits < SCE_NUMBER_DIGITS_MOST && sce_diff_differs(factor, 1) && sce_number_round(factor, digits) == 1) digits++;
  sce_text_add_string(out, "×");
  double size = fabs(factor);
  if (size >= 1e6 || (size < 1e-4 && size > 0)) sce_text_add(out, text, sce_number_write_display(text, factor, SCE_STYLE_SCIENTIFIC, digits));
  else add_decimals(out, factor, digits, (int)digits - 1 - sce_number_exponent(factor, digits));
}

/* "66.7 %" */
static void add_share(SceText *out, double share) {
  double percent = share * 100;
  if (!is_finite(percent)) return;
  if (fabs(percent) < 0.05) {
    sce_text_add_string(out, percent == 0 ? "0.0 %" : percent < 0 ? ">-0.1 %" : "<0.1 %");
    return;
  }
  if (fabs(percent) >= 1e6) {
    char text[SCE_NUMBER_ROOM];
    sce_text_add(out, text, sce_number_write_display(text, percent, SCE_STYLE_SCIENTIFIC, SCE_NUMBER_DIGITS));
  } else {
    int exponent = (int)floor(log10(fabs(percent)));
    add_decimals(out, percent, (unsigned)(exponent + 2 < 1 ? 1 : exponent + 2), 1);
  }
  sce_text_add_string(out, " %");
}

/* How far the difference may be off. */
static double difference_error(const SceDiffOutput *output) { return output->delta_se > 0 ? output->delta_se : hypot(output->old_se, output->new_se); }

/* "+413,200", in the look of its output and without its unit. */
static void add_change(SceDiffView *view, const SceDiffOutput *output, const SceLook *look, double change, SceText *out) {
  if (!is_finite(change) || is_truth(output)) return;
  double error = difference_error(output);
  if (change > 0) sce_text_add_byte(out, '+');
  add_number(out, look, change, supported(view, change, error), output->sampled && error > 0 && !view->options->digits);
}

void sce_diff_add_total(SceDiffView *view, const SceDiffOutput *output, double total, SceText *out) {
  SceText here = {0}, there = {0};
  SceLook look = output_look(view, output);
  unsigned digits = view->digits + add_values(view, output, &look, &here, &there);
  add_number(out, &look, total, digits < SCE_NUMBER_DIGITS_MOST ? digits : SCE_NUMBER_DIGITS_MOST, false);
  sce_text_release(&here);
  sce_text_release(&there);
}

void sce_diff_add_unit(SceDiffView *view, const SceDiffOutput *output, SceText *out) {
  SceLook look = output_look(view, output);
  sce_table_add_look_unit(out, &look);
}

void sce_diff_add_delta(SceDiffView *view, const SceDiffOutput *output, SceText *out) {
  SceLook look = output_look(view, output);
  add_change(view, output, &look, output->delta, out);
}

/* --- outputs ----------------------------------------------------------------------------------- */

static void make_failed(SceDiffView *view, const SceDiffOutput *output, SceDiffRow *row) {
  bool had = !isnan(output->old_value), has = !isnan(output->new_value);
  SceText *other = has ? &row->before : &row->after;
  SceLook look = output_look(view, output);
  add_values(view, output, &look, &row->before, &row->after);
  sce_text_clear(other);
  SceText *value = has ? &row->after : &row->before;
  if (had == has) sce_text_add_string(&row->value, had ? "cannot be compared" : "failed on both sides");
  else sce_text_add_format(&row->value, has ? "failed in OLD, is %s" : "failed in NEW, was %s", value->bytes);
  sce_text_clear(value);
}

/* A change that samples may have made up: how far it may be off. */
static void add_hint(SceDiffView *view, const SceDiffOutput *output, const SceLook *look, SceDiffRow *row) {
  double error = difference_error(output);
  if (!output->sampled || !(error > 0) || !(fabs(output->delta) < 3 * error)) return;
  if (!row->change.count) add_change(view, output, look, output->delta, &row->change);
  sce_text_add_string(&row->share, "(se ");
  add_number(&row->share, look, error, 2, true);
  sce_text_add_byte(&row->share, ')');
}

static void make_changed(SceDiffView *view, const SceDiffOutput *output, SceDiffRow *row) {
  SceLook look = output_look(view, output);
  add_values(view, output, &look, &row->before, &row->after);
  if (is_truth(output)) return;
  if (is_finite(output->ratio)) sce_diff_add_factor(&row->factor, output->ratio);
  else add_change(view, output, &look, output->delta, &row->change);
  add_hint(view, output, &look, row);
}

static void add_single(SceDiffView *view, const SceDiffOutput *output, bool is_old, SceText *out) {
  SceDiffOutput one = *output;
  SceText none = {0};
  if (is_old) one.new_value = one.old_value, one.new_se = one.old_se;
  else one.old_value = one.new_value, one.old_se = one.new_se;
  SceLook look = output_look(view, &one);
  add_values(view, &one, &look, &none, out);
  sce_text_release(&none);
}

void sce_diff_make_output(SceDiffView *view, const SceDiffOutput *output, SceDiffRow *row) {
  sce_diff_view_units(view, output->units_of);
  SceText name = {0};
  sce_diff_row_clear(row);
  sce_diff_add_name(&name, output);
  if (output->status == SCE_DIFF_ADDED) sce_text_add_string(&row->name, "+ ");
  if (output->status == SCE_DIFF_REMOVED) sce_text_add_string(&row->name, "- ");
  sce_diff_add_clean(&row->name, name.bytes, 0);
  if (output->status == SCE_DIFF_RENAMED && output->old_path) {
    sce_text_add_string(&row->name, " (was ");
    sce_diff_add_clean(&row->name, output->old_path, 0);
    sce_text_add_byte(&row->name, ')');
  }
  if (output->status == SCE_DIFF_CHANGED) make_changed(view, output, row);
  else if (output->status == SCE_DIFF_ERROR) make_failed(view, output, row);
  else add_single(view, output, output->status == SCE_DIFF_REMOVED, &row->value);
  set_clean(&row->place, output->at);
  set_clean(&row->note, output->note);
  sce_text_release(&name);
}

/* --- drivers ----------------------------------------------------------------------------------- */

static void add_driver_name(SceText *out, const SceDriver *driver) {
  static const char *const marks[] = {[SCE_DRIVER_VALUE] = "", [SCE_DRIVER_FORMULA] = " (formula)", [SCE_DRIVER_ADDED] = "", [SCE_DRIVER_REMOVED] = "",
                                      [SCE_DRIVER_LIBRARY] = " (library)", [SCE_DRIVER_ROUNDING] = "rounding", [SCE_DRIVER_SWITCH] = "branches that switch",
                                      [SCE_DRIVER_JOINT] = "edits that only work together"};
  if (driver->kind == SCE_DRIVER_ADDED) sce_text_add_string(out, "+ ");
  if (driver->kind == SCE_DRIVER_REMOVED) sce_text_add_string(out, "- ");
  if (driver->path || driver->kind < SCE_DRIVER_ROUNDING) sce_diff_add_clean(out, driver->path ? driver->path : "edit", 0);
  sce_text_add_string(out, driver->path && driver->kind >= SCE_DRIVER_ROUNDING ? "" : marks[driver->kind]);
}

/* A number that somebody wrote, as one writes it: 1000 and not 1,000. */
static void remove_commas(SceText *text) {
  size_t to = 0;
  for (size_t i = 0; i < text->count; i++)
    if (text->bytes[i] != ',') text->bytes[to++] = text->bytes[i];
  text->count = to;
  text->bytes[to] = '\0';
}

static void add_driver_numbers(SceDiffView *view, const SceDriver *driver, SceDiffRow *row) {
  SceResult as = {.op = SCE_NO_OP, .unit = driver->unit, .flags = driver->percent ? SCE_RESULT_PERCENT : 0};
  SceLook look = choose_look(view, &as, driver->old_value, driver->new_value);
  Pair pair = {driver->old_value, driver->new_value, view->digits, view->digits, false};
  add_pair(&look, &pair, &row->before, &row->after);
  if (driver->kind == SCE_DRIVER_VALUE && fabs(driver->old_value) < 1e6 && fabs(driver->new_value) < 1e6) remove_commas(&row->before), remove_commas(&row->after);
}

static void add_driver_values(SceDiffView *view, const SceDriver *driver, SceDiffRow *row) {
  bool had = !isnan(driver->old_value), has = !isnan(driver->new_value), written = driver->old_text && driver->new_text;
  if (driver->kind >= SCE_DRIVER_ROUNDING) return;
  if (driver->kind == SCE_DRIVER_ADDED || driver->kind == SCE_DRIVER_REMOVED) {
    const char *text = driver->kind == SCE_DRIVER_ADDED ? driver->new_text : driver->old_text;
    bool number = driver->kind == SCE_DRIVER_ADDED ? has : had;
    if (number) add_driver_numbers(view, driver, row);
    SceText *one = driver->kind == SCE_DRIVER_ADDED ? &row->after : &row->before;
    if (number) sce_text_add(&row->value, one->bytes, one->count);
    else if (text) sce_diff_add_clean(&row->value, text, FORMULA_WIDTH);
    sce_text_clear(&row->before);
    sce_text_clear(&row->after);
    return;
  }
  if (written && (driver->kind == SCE_DRIVER_VALUE || driver->kind == SCE_DRIVER_FORMULA || (!had && !has))) {
    sce_diff_add_clean(&row->before, driver->old_text, FORMULA_WIDTH);
    sce_diff_add_clean(&row->after, driver->new_text, FORMULA_WIDTH);
  }
  bool told = row->before.count && strcmp(row->before.bytes, row->after.bytes);       /* formulas that differ far behind look the same */
  if (told || !(had || has)) return;
  sce_text_clear(&row->before);
  sce_text_clear(&row->after);
  add_driver_numbers(view, driver, row);
}

void sce_diff_make_driver(SceDiffView *view, const SceDiffOutput *output, const SceDriver *driver, SceDiffRow *row) {
  sce_diff_view_units(view, output->units_of);
  sce_diff_row_clear(row);
  add_driver_name(&row->name, driver);
  add_driver_values(view, driver, row);
  SceLook look = output_look(view, output);
  sce_diff_add_factor(&row->factor, driver->factor);
  add_change(view, output, &look, driver->contribution, &row->change);
  add_share(&row->share, driver->share);
  set_clean(&row->place, driver->at);
}

/* --- claims, gates, edits ---------------------------------------------------------------------- */

static void add_claim_note(SceDiffView *view, const SceDiffClaim *claim, SceText *out) {
  SceResult as = {.op = SCE_NO_OP, .unit = claim->unit, .flags = SCE_RESULT_UNIT_FIXED | (claim->percent ? SCE_RESULT_PERCENT : 0)};
  SceText before = {0}, after = {0};
  SceLook look = choose_look(view, &as, claim->old_got, claim->new_got);
  bool had = !isnan(claim->old_got), has = !isnan(claim->new_got);
  if (had || has) {
    Pair pair = {claim->old_got, claim->new_got, view->digits, view->digits, false};
    add_pair(&look, &pair, &before, &after);
    if (had && has && sce_diff_differs(claim->old_got, claim->new_got)) sce_text_add_format(out, "got %s → %s", before.bytes, after.bytes);
    else sce_text_add_format(out, "got %s", has ? after.bytes : before.bytes);
  }
  if (!isnan(claim->says)) {
    Pair pair = {claim->says, has ? claim->new_got : claim->says, view->digits, view->digits, false};
    add_pair(&look, &pair, &before, &after);
    sce_text_add_format(out, "%ssays %s", out->count ? ", " : "", before.bytes);
    sce_table_add_look_unit(out, &look);
  }
  if (claim->source) {
    sce_text_add_string(out, out->count ? " (" : "(");
    sce_diff_add_clean(out, claim->source, 0);
    sce_text_add_byte(out, ')');
  }
  sce_text_release(&before);
  sce_text_release(&after);
}

void sce_diff_make_claim(SceDiffView *view, const SceDiffClaim *claim, SceDiffRow *row) {
  sce_diff_view_units(view, claim->units_of);
  sce_diff_row_clear(row);
  sce_text_add_string(&row->name, "claim ");
  sce_diff_add_clean(&row->name, claim->name, 0);
  sce_diff_add_clean(&row->before, claim->old_status ? claim->old_status : "none", 0);
  sce_diff_add_clean(&row->after, claim->new_status ? claim->new_status : "none", 0);
  set_clean(&row->place, claim->at);
  add_claim_note(view, claim, &row->note);
}

void sce_diff_make_gate(const SceDiffGate *gate, SceDiffRow *row) {
  static const char *const states[][3] = {{"gate passed", "gate hit", "gate trouble"}, {"warning passed", "warning", "warning trouble"}};
  sce_diff_row_clear(row);
  sce_text_add_string(&row->name, states[gate->warns][gate->state]);
  sce_diff_add_clean(&row->value, gate->text, 0);
  set_clean(&row->note, gate->reason);
}

bool sce_diff_is_idle(const SceDiff *diff, const SceDiffEdit *edit) {
  if (edit->moves) return false;
  if (diff->values_only) return false;
  for (uint32_t i = 0; i < diff->outputs.count; i++)
    for (uint32_t k = 0; k < diff->outputs.at[i].drivers.count; k++) {
      const SceDriver *driver = &diff->outputs.at[i].drivers.at[k];
      if (driver->kind == SCE_DRIVER_JOINT || (driver->path && !strcmp(driver->path, edit->path))) return false;
    }
  return true;
}

bool sce_diff_add_idle(SceText *out, const SceDiff *diff) {
  uint32_t count = 0;
  const char *head = diff->values_only ? "given, and not the same on both sides: " : "edits without effect on what is shown: ";
  for (uint32_t i = 0; i < diff->edits.count; i++) {
    if (!(diff->values_only || sce_diff_is_idle(diff, &diff->edits.at[i])) || count++ >= IDLE_MOST) continue;
    sce_text_add_string(out, count == 1 ? head : ", ");
    sce_diff_add_clean(out, diff->edits.at[i].path, 0);
  }
  if (count > IDLE_MOST) sce_text_add_format(out, " and %u more", (unsigned)(count - IDLE_MOST));
  return count > 0;
}

void sce_diff_add_counts(SceText *out, const SceDiff *const *diffs, uint32_t count) {
  static const struct { SceDiffStatus status; const char *word; } shown[] = {
      {SCE_DIFF_CHANGED, "changed"}, {SCE_DIFF_ADDED, "added"}, {SCE_DIFF_REMOVED, "removed"}, {SCE_DIFF_RENAMED, "renamed"}, {SCE_DIFF_ERROR, "failed"}, {SCE_DIFF_UNCHANGED, "unchanged"}};
  unsigned totals[SCE_DIFF_STATUS_COUNT] = {0}, flipped = 0, off = 0;
  for (uint32_t i = 0; i < count; i++) {
    for (int status = 0; status < SCE_DIFF_STATUS_COUNT; status++) totals[status] += diffs[i]->counts[status];
    for (uint32_t k = 0; k < diffs[i]->claims.count; k++) flipped += diffs[i]->claims.at[k].flipped;
    off += diffs[i]->claims_off;
  }
  for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
    if (!i || totals[shown[i].status]) sce_text_add_format(out, "%s%u %s", i ? ", " : "", totals[shown[i].status], shown[i].word);
  if (flipped) sce_text_add_format(out, "; %u %s flipped", flipped, flipped == 1 ? "claim" : "claims");
  if (off) sce_text_add_format(out, flipped ? ", %u off" : "; %u %s off", off, off == 1 ? "claim" : "claims");
}

/* --- the verdict ------------------------------------------------------------------------------- */

typedef struct Tally {
  unsigned hit, warned, trouble, flipped, moved, failed;
} Tally;

static Tally count_all(const SceDiff *const *diffs, uint32_t count) {
  Tally tally = {0};
  for (uint32_t i = 0; i < count; i++) {
    const SceDiff *diff = diffs[i];
    for (uint32_t k = 0; k < diff->gates.count; k++) {
      const SceDiffGate *gate = &diff->gates.at[k];
      tally.hit += gate->state == SCE_GATE_HIT && !gate->warns;
      tally.warned += gate->state == SCE_GATE_HIT && gate->warns;
      tally.trouble += gate->state == SCE_GATE_TROUBLE;
    }
    for (uint32_t k = 0; k < diff->claims.count; k++) tally.flipped += diff->claims.at[k].flipped;
    tally.moved += diff->counts[SCE_DIFF_CHANGED] + diff->counts[SCE_DIFF_ADDED] + diff->counts[SCE_DIFF_REMOVED];
    tally.failed += diff->counts[SCE_DIFF_ERROR];
  }
  return tally;
}

static void add_count(SceText *out, unsigned count, const char *one, const char *many, size_t start) {
  if (count) sce_text_add_format(out, "%s%u %s", out->count > start ? ", " : "", count, count == 1 ? one : many);
}

void sce_diff_add_verdict(SceText *out, const SceDiff *const *diffs, uint32_t count, const SceDiffOptions *options, const char *bold[2]) {
  Tally tally = count_all(diffs, count);
  const char *word = options->exit_code == 2 || tally.trouble || tally.failed ? "Trouble" : tally.hit ? "Stopped by a gate" : tally.flipped ? "Claims flipped"
                     : tally.warned ? "Warning" : tally.moved ? "Results changed" : "No result changed";
  sce_text_add_format(out, "%s%s.%s ", bold[0], word, bold[1]);
  size_t start = out->count;
  add_count(out, tally.hit, "gate hit", "gates hit", start);
  add_count(out, tally.warned, "warning", "warnings", start);
  add_count(out, tally.trouble, "gate without a verdict", "gates without a verdict", start);
  if (out->count > start) sce_text_add_string(out, "; ");
  if (count > 1) sce_text_add_format(out, "%u files: ", (unsigned)count);
  sce_diff_add_counts(out, diffs, count);
}
