/* Units: what texts of them mean, that conversions lose nothing, that products merge as people expect, and that every mistake in a
 * definition is said once, where it stands. A small library behind the loader stands for the real one.
 */
#include "unit.h"

#include "parse.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

/* Loaded line by line, only when a name of the line is asked for. */
static const char *const library[] = {
    "dimension time", "dimension length", "dimension mass", "dimension information as prefixed", "dimension work as scientific",
    "dimension gpus as count", "dimension money as cents", "dimension tokens", "dimension pressure = mass/length/time^2",
    "dimension energy = mass*length^2/time^2 as prefixed", "dimension power = energy/time as prefixed",
    "unit s (second, sec) : time prefix si", "unit minute (min) = 60 s", "unit h (hour) = 60 minute", "unit day = 24 hour",
    "unit month = 30 day", "unit year = 365 day", "unit m (metre) : length prefix si", "unit inch (in_) = 0.0254 m", "unit mile = 1609.344 m",
    "unit g (gram) : mass prefix si", "unit lb (pound) = 0.45359237 kg", "unit bit : information prefix si binary",
    "unit B (byte) = 8 bit prefix si binary required", "unit FLOP : work prefix si", "unit gpu : gpus", "unit USD (dollar) : money",
    "unit token : tokens", "unit Pa = kg/m/s^2 prefix si", "unit J = kg*m^2/s^2 prefix si", "unit W (watt) = J/s prefix si",
    "unit Wh = W*h prefix si", "unit N = kg*m/s^2 prefix si required", "unit eV = 1.602176634e-19 J prefix si", "unit dozen = 12", "unit gross = 12 dozen",
    "unit Hz = 1/s prefix si", "unit FLOPS = none prefix si @ \"FLOP for a count, FLOP/s for a rate\"",
    "unit K : temperature", "dimension temperature",
};
enum { LINES = sizeof library / sizeof *library };

static SceIntern names;
static SceAst ast;
static SceSources sources;
static SceDiags diags;
static SceDims *dims;
static SceUnits *units;
static int asked, loaded;

static void announce(const char *text, bool of_library) {
  SceSourceId id = sce_sources_add(&sources, of_library ? "std" : "a.sce", "a.sce", text, (uint32_t)strlen(text), false);
  sources.list.at[id].library = of_library;
  uint32_t file = sce_parse(&ast, &names, &sources, &diags, id);
  for (uint32_t item = ast.files.at[file].body; item != SCE_NO_ITEM; item = ast.items.at[item].next) sce_units_announce(units, item);
}

/* Whether the head of a line, up to its `:` or `=`, holds the word. */
static bool is_word(const char *line, const char *word) {
  size_t length = strlen(word);
  for (const char *at = line; (at = strstr(at, word)) != NULL; at++)
    if (strchr(" (,", at[-1]) && strchr(" ),", at[length])) return true;
  return false;
}

static bool load(void *context, SceName name, bool dimension) {
  (void)context;
  asked++;
  char word[128], head[128];
  snprintf(word, sizeof word, "%s", sce_intern_spelling(&names, name));
  for (int i = 0; i < LINES; i++) {
    if ((*library[i] == 'd') != dimension) continue;
    snprintf(head, sizeof head, "%.*s ", (int)strcspn(library[i], ":="), library[i]);
    if (!is_word(head, word)) continue;
    loaded++;
    announce(library[i], true);
    return true;
  }
  return false;
}

static void each(void *context, bool dimension, void (*see)(void *seen, const char *name), void *seen) {
  (void)context;
  for (int i = 0; i < LINES; i++) {
    char word[64], alias[64];
    int found = (*library[i] == 'd') == dimension ? sscanf(library[i], "%*s %63s (%63[a-z_]", word, alias) : 0;
    if (found > 0) see(seen, word);
    if (found > 1) see(seen, alias);
  }
}

static void setup(void) {
  sce_intern_init(&names);
  sce_ast_init(&ast);
  sce_sources_init(&sources);
  sce_diags_init(&diags);
  dims = sce_dims_new();
  units = sce_units_new(&names, dims, &ast, &sources, &diags);
  sce_units_set_loader(units, load, each, NULL);
  asked = loaded = 0;
}

static void teardown(void) {
  sce_units_free(units);
  sce_dims_free(dims);
  sce_ast_release(&ast);
  sce_diags_release(&diags);
  sce_sources_release(&sources);
  sce_intern_release(&names);
}

TestSuite(unit, .init = setup, .fini = teardown);

static SceName name(const char *text) { return sce_intern_get_string(&names, text); }

static SceUnit quantity_unit(const char *text) { return sce_unit_parse(units, name(text), true, SCE_NO_PLACE); }

static SceUnit unit(const char *text) {
  SceUnit parsed = quantity_unit(text);
  cr_assert_neq(parsed, SCE_UNIT_INVALID, "%s: %s", text, diags.list.count ? diags.list.at[diags.list.count - 1].message : "");
  return parsed;
}

static void expect_scale(const char *from, const char *to, double num, double den) {
  SceScale scale = sce_unit_convert(units, unit(from), unit(to));
  cr_assert_eq(sce_unit_dim(units, unit(from)), sce_unit_dim(units, unit(to)));
  cr_assert(scale.num == num && scale.den == den, "%s to %s: %.17g / %.17g", from, to, scale.num, scale.den);
}

/* The findings so far are `count`, the last with this code, text and help (NULL: none). */
static void expect_finding(uint32_t count, SceCode code, const char *message, const char *help) {
  cr_assert_eq(diags.list.count, count, "%u findings, last: %s", diags.list.count, diags.list.count ? sce_array_last(&diags.list).message : "");
  SceDiag *last = &sce_array_last(&diags.list);
  cr_assert_eq(last->code, code, "%d: %s", last->code, last->message);
  cr_assert_str_eq(last->message, message);
  if (help) cr_assert_str_eq(last->help ? last->help : "", help);
  else cr_assert_null(last->help, "%s", last->help);
}

/* ---- texts ---- */

Test(unit, spelling_is_the_one_way) {
  static const char *const pairs[][2] = {
      {"1", "1"}, {"s", "s"}, {"TB/s", "TB/s"}, {"USD/(gpu*hour)", "USD/gpu/h"}, {"m^2", "m^2"}, {"1/s", "1/s"}, {"%", "%"}, {"FLOP/s/gpu", "FLOP/s/gpu"},
      {"gpu*hours", "gpu*h"}, {"s^-1*m", "m/s"}, {"(m/s)^2", "m^2/s^2"}, {"m^(1/2)", "m^(1/2)"}, {"m^0.5", "m^(1/2)"}, {"1/(m/s)", "s/m"},
      {"kg/m/s^2", "kg/m/s^2"}, {"byte", "byte"}, {"bytes", "byte"}, {"GiB", "GiB"}, {"\xC2\xB5s", "us"}, {"\xCE\xBCs", "us"}, {"us", "us"}, {"m/m", "1"},
      {"km/m", "km/m"}, {"1/m^(-2/4)", "m^(1/2)"}, {"m * s / (s)", "m"}, {"%/year", "%/year"}, {"Gbits/s", "Gbit/s"}, {"USD/gpu*hour", "USD*h/gpu"},
      {"1*s", "s"}, {"1/1", "1"}, {"m^2^3", "m^6"}, {"Pa", "Pa"}, {"kPa", "kPa"}, {"min", "minute"}, {"minutes", "minute"}, {"dollars", "USD"},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    SceUnit parsed = unit(pairs[i][0]);
    cr_assert_str_eq(sce_unit_spelling(units, parsed), pairs[i][1], "%s: %s", pairs[i][0], sce_unit_spelling(units, parsed));
    cr_assert_eq(sce_unit_parse(units, name(pairs[i][1]), false, SCE_NO_PLACE), parsed, "%s", pairs[i][1]);
  }
  cr_assert_eq(diags.list.count, 0);
}

Test(unit, malformed_texts) {
  static const char *const bad[] = {"", "m/", "/m", "m//s", "m*", "(m", "m)", "m^", "m^x", "m^(1/2", "2", "10/s", "m s", "m^1/0^", "m+s", "()", "m^(1/0)",
                                    "m^1001", "m^99999999999999999999", "m^0.0001", "(m^900)^2", "(m^1001)", "m\"", "m^--2", "1/(m^(1/999))^(1/7)", "m^600*m^600"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    uint32_t before = diags.list.count;
    cr_assert_eq(sce_unit_parse(units, name(bad[i]), true, (SceSpan){SCE_NO_SOURCE, (uint32_t)i, (uint32_t)i + 1}), SCE_UNIT_INVALID, "%s", bad[i]);
    cr_assert_eq(diags.list.count, before + 1, "%s", bad[i]);
  }
}

Test(unit, deep_and_long_texts_are_findings) {
  enum { DEEP = 100000 };
  SceText text = {0};
  for (int i = 0; i < DEEP; i++) sce_text_add_string(&text, "m/(");
  cr_assert_eq(quantity_unit(text.bytes), SCE_UNIT_INVALID);
  sce_text_clear(&text);
  for (int i = 0; i < DEEP; i++) sce_text_add_string(&text, i ? "*m" : "m");
  cr_assert_eq(quantity_unit(text.bytes), SCE_UNIT_INVALID);
  sce_text_clear(&text);
  for (int i = 0; i < DEEP; i++) sce_text_add_byte(&text, 'x');
  cr_assert_eq(quantity_unit(text.bytes), SCE_UNIT_INVALID);
  for (uint32_t i = 0; i < diags.list.count; i++) cr_assert_lt(strlen(diags.list.at[i].message), 300);
  sce_text_clear(&text);
  for (int i = 0; i < DEEP; i++) sce_text_add_string(&text, i ? "/m*m" : "m");
  cr_assert_eq(quantity_unit(text.bytes), unit("m"));
  sce_text_release(&text);
}

Test(unit, the_caret_goes_to_the_wrong_part) {
  const char *text = "price = $2.50/hur + 3 FLOP/secnd";
  SceSourceId id = sce_sources_add(&sources, "a.sce", "a.sce", text, (uint32_t)strlen(text), false);
  sce_unit_parse(units, name("FLOP/secnd"), true, (SceSpan){id, 22, 32});
  expect_finding(1, SCE_E_UNIT, "there is no unit `secnd`", "did you mean `second`?");
  cr_assert(diags.list.at[0].span.start == 27 && diags.list.at[0].span.end == 32);
  sce_unit_parse(units, name("USD/hur"), true, (SceSpan){id, 13, 17});
  expect_finding(2, SCE_E_UNIT, "there is no unit `hur`", "did you mean `hour`?");
  cr_assert(diags.list.at[1].span.start == 14 && diags.list.at[1].span.end == 17);
}

/* ---- names ---- */

Test(unit, names_prefixes_and_plurals) {
  SceUnit found;
  cr_assert_eq(sce_unit_find(units, name("day"), false, &found), SCE_UNIT_OK);
  cr_assert_eq(found, unit("day"));
  cr_assert_eq(sce_unit_find(units, name("days"), false, &found), SCE_UNIT_PLURAL);
  cr_assert_eq(sce_unit_find(units, name("days"), true, &found), SCE_UNIT_OK);
  cr_assert_eq(found, unit("day"));
  cr_assert_eq(sce_unit_find(units, name("gpus"), false, &found), SCE_UNIT_PLURAL);
  cr_assert_eq(sce_unit_find(units, name("TFLOPS"), false, &found), SCE_UNIT_REFUSED);
  cr_assert_str_eq(sce_unit_refusal(units, name("TFLOPS")), "FLOP for a count, FLOP/s for a rate");
  cr_assert_eq(sce_unit_find(units, name("B"), false, &found), SCE_UNIT_MALFORMED);
  static const char *const unknown[] = {"kgpu", "kUSD", "kday", "kminute", "kbyte", "Kis", "USDs", "ss", "hs", "FLOPs", "cm", "dag", "kkg", "k", "Gi", "x", "s2"};
  for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
    cr_assert_eq(sce_unit_find(units, name(unknown[i]), true, &found), SCE_UNIT_UNKNOWN, "%s", unknown[i]);
  cr_assert_eq(diags.list.count, 0, "find is quiet");
}

Test(unit, an_exact_name_wins_over_a_prefix) {
  announce("unit in = 0.0254 m prefix si; unit a : length prefix si required", false);
  expect_scale("min", "s", 60, 1);
  expect_scale("Pa", "kg/m/s^2", 1, 1);
  expect_scale("Ta", "m", 1e12, 1);
}

Test(unit, prefixes_scale) {
  static const struct { const char *text; double num, den; } rows[] = {
      {"ps", 1, 1e12}, {"ns", 1, 1e9}, {"us", 1, 1e6}, {"ms", 1, 1e3}, {"ks", 1e3, 1}, {"Ms", 1e6, 1}, {"Gs", 1e9, 1}, {"Ts", 1e12, 1}, {"Ps", 1e15, 1},
      {"Es", 1e18, 1}, {"Zs", 1e21, 1}, {"Ys", 1e24, 1}, {"Rs", 1e27, 1}, {"Qs", 1e30, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) expect_scale(rows[i].text, "s", rows[i].num, rows[i].den);
  static const char *const binary[] = {"Kibit", "Mibit", "Gibit", "Tibit", "Pibit", "Eibit", "Zibit", "Yibit"};
  for (int i = 0; i < 8; i++) expect_scale(binary[i], "bit", ldexp(1, 10 * (i + 1)), 1);
}

Test(unit, wrong_names_say_what_to_do) {
  quantity_unit("TFLOPS");
  expect_finding(1, SCE_E_REFUSED_UNIT, "`TFLOPS` has more than one reading", "FLOP for a count, FLOP/s for a rate");
  sce_unit_parse(units, name("B/s"), true, (SceSpan){SCE_NO_SOURCE, 1, 2});
  expect_finding(2, SCE_E_UNIT, "the unit `B` stands only behind a prefix", "write `kB`, or `byte`");
  sce_unit_parse(units, name("hours"), false, (SceSpan){SCE_NO_SOURCE, 2, 3});
  expect_finding(3, SCE_E_UNIT, "the plural `hours` is a unit only directly behind a number", "write `hour`");
  sce_unit_parse(units, name("kgpu"), false, (SceSpan){SCE_NO_SOURCE, 3, 4});
  expect_finding(4, SCE_E_UNIT, "there is no unit `kgpu`", "`gpu` takes no such prefix; a unit of your own is defined as in `unit kgpu = 1000 gpu`");
  sce_unit_parse(units, name("km/stages"), true, (SceSpan){SCE_NO_SOURCE, 4, 5});
  expect_finding(5, SCE_E_UNIT, "there is no unit `stages`", "to divide by a field, put spaces around the sign: ` / stages`");
}

Test(unit, suggestions) {
  cr_assert_str_eq(sce_unit_suggest(units, "tokn"), "token");
  cr_assert_str_eq(sce_unit_suggest(units, "flop"), "FLOP");
  cr_assert_str_eq(sce_unit_suggest(units, "TFLPO"), "TFLOP");
  cr_assert_str_eq(sce_unit_suggest(units, "FLOX"), "FLOP");
  cr_assert_str_eq(sce_unit_suggest(units, "Mbti"), "Mbit");
  cr_assert_null(sce_unit_suggest(units, "video_minute"));
  cr_assert_null(sce_unit_suggest(units, ""));
}

/* ---- loading ---- */

Test(unit, only_what_is_named_is_loaded) {
  cr_assert_eq(quantity_unit("1"), SCE_UNIT_ONE);
  cr_assert_eq(asked, 0);
  unit("hour");
  cr_assert_eq(loaded, 4, "hour, minute, s and time");
  int before = asked;
  for (int i = 0; i < 10; i++) {
    SceUnit found;
    sce_unit_find(units, name("nothing"), false, &found);
    unit("hour");
  }
  cr_assert_leq(asked - before, 2, "what is missing is asked for once: as it is, and behind n");
}

Test(unit, the_users_line_holds_whichever_comes_first) {
  announce("unit month = 30.4 day", false);
  expect_scale("month", "day", 152, 5);
  announce("unit month = 30 day", true);
  expect_scale("month", "day", 152, 5);
  unit("year");
  announce("unit year = 366 day", false);
  expect_scale("year", "day", 366, 1);
  cr_assert_eq(diags.list.count, 0);
}

Test(unit, what_rests_on_a_replaced_line_follows) {
  announce("unit quarter = 3 month; unit half_year = 2 quarter", false);
  SceUnit before = unit("half_year");
  expect_scale("half_year", "day", 180, 1);
  announce("unit month = 31 day", false);
  expect_scale("half_year", "day", 186, 1);
  cr_assert_neq(before, unit("half_year"));
  cr_assert_eq(sce_unit_scale(units, before).num, 180 * 86400.0, "a unit that is in use keeps its size");
}

/* ---- conversion ---- */

Test(unit, conversions_are_exact) {
  expect_scale("minute", "s", 60, 1);
  expect_scale("s", "minute", 1, 60);
  expect_scale("km/hour", "m/s", 5, 18);
  expect_scale("lb", "kg", 45359237, 1e8);
  expect_scale("lb", "g", 45359237, 1e5);
  expect_scale("inch", "m", 127, 5000);
  expect_scale("mile", "inch", 63360, 1);
  expect_scale("GiB", "GB", 2097152, 1953125);
  expect_scale("TB", "Gbit", 8000, 1);
  expect_scale("EB", "TB", 1e6, 1);
  expect_scale("YFLOP/s", "YFLOP/hour", 3600, 1);
  expect_scale("kWh", "MJ", 18, 5);
  expect_scale("USD/kWh", "USD/J", 1, 3600000);
  expect_scale("%", "1", 1, 100);
  expect_scale("gross", "dozen", 12, 1);
  expect_scale("year", "month", 73, 6);
  expect_scale("m^(1/2)", "km^(1/2)", 1, sqrt(1000));
  cr_assert_float_eq(sce_unit_scale(units, unit("eV")).num / sce_unit_scale(units, unit("eV")).den, 1.602176634e-16, 1e-30);
}

Test(unit, there_and_back_loses_nothing) {
  static const char *const times[] = {"s", "minute", "hour", "day", "month", "year", "ms"};
  for (int i = 0; i < 7; i++)
    for (int j = 0; j < 7; j++) {
      SceScale there = sce_unit_convert(units, unit(times[i]), unit(times[j])), back = sce_unit_convert(units, unit(times[j]), unit(times[i]));
      cr_assert(there.num == back.den && there.den == back.num);
    }
}

/* ---- products ---- */

static void expect_product(const char *a, char sign, const char *b, const char *result, double num, double den) {
  SceScale factor;
  SceUnit product = sign == '*' ? sce_unit_multiply(units, unit(a), unit(b), &factor) : sce_unit_divide(units, unit(a), unit(b), &factor);
  cr_assert_str_eq(sce_unit_spelling(units, product), result, "%s %c %s: %s", a, sign, b, sce_unit_spelling(units, product));
  cr_assert(factor.num == num && factor.den == den, "%s %c %s: %.17g / %.17g", a, sign, b, factor.num, factor.den);
}

Test(unit, factors_of_one_dimension_merge_into_the_first) {
  expect_product("TB", '/', "Gbit/s", "s", 8000, 1);
  expect_product("km", '/', "km/hour", "h", 1, 1);
  expect_product("m", '*', "km", "m^2", 1000, 1);
  expect_product("km", '*', "m", "km^2", 1, 1000);
  expect_product("FLOP/s", '*', "day", "FLOP", 86400, 1);
  expect_product("gpu*hour", '/', "day", "gpu", 1, 24);
  expect_product("kWh", '/', "h", "kWh/h", 1, 1);
  expect_product("J", '/', "Wh", "1", 1, 3600);
  expect_product("W", '*', "s", "W*s", 1, 1);
  expect_product("1", '/', "s", "1/s", 1, 1);
  expect_product("Hz", '*', "minute", "1", 60, 1);
  expect_product("%", '*', "m", "m", 1, 100);
  expect_product("m", '/', "dozen", "m", 1, 12);
  expect_product("dozen", '*', "dozen", "1", 144, 1);
  expect_product("dozen", '*', "1", "dozen", 1, 1);
  expect_product("km/m", '*', "s", "s", 1000, 1);
  expect_product("token/s", '/', "token", "1/s", 1, 1);
  expect_product("1/s", '*', "m", "m/s", 1, 1);
  expect_product("USD/kWh", '*', "MWh", "USD", 1000, 1);
}

Test(unit, powers) {
  SceScale factor;
  SceUnit square = sce_unit_power(units, unit("km/s"), (SceExponent){2, 1}, &factor);
  cr_assert_str_eq(sce_unit_spelling(units, square), "km^2/s^2");
  cr_assert(sce_scale_is_one(factor));
  cr_assert_eq(sce_unit_power(units, square, (SceExponent){1, 2}, &factor), unit("km/s"));
  cr_assert_eq(sce_unit_power(units, square, (SceExponent){0, 1}, &factor), SCE_UNIT_ONE);
  cr_assert_eq(sce_unit_power(units, unit("dozen"), (SceExponent){2, 1}, &factor), SCE_UNIT_ONE);
  cr_assert(factor.num == 144 && factor.den == 1);
  cr_assert_eq(sce_unit_power(units, unit("gross"), (SceExponent){-1, 2}, &factor), SCE_UNIT_ONE);
  cr_assert(factor.num == 1 && factor.den == 12);
  cr_assert_eq(sce_unit_power(units, unit("km"), (SceExponent){200, 1}, &factor), SCE_UNIT_INVALID, "10^600 is no size");
  cr_assert_eq(sce_unit_power(units, unit("m"), (SceExponent){1001, 1}, &factor), SCE_UNIT_INVALID);
  cr_assert_eq(sce_unit_power(units, unit("m"), (SceExponent){1, 0}, &factor), SCE_UNIT_INVALID);
  cr_assert_eq(sce_unit_power(units, SCE_UNIT_INVALID, (SceExponent){1, 1}, &factor), SCE_UNIT_INVALID);
  cr_assert_eq(sce_unit_multiply(units, unit("m"), SCE_UNIT_INVALID, &factor), SCE_UNIT_INVALID);
  cr_assert_eq(sce_unit_divide(units, SCE_UNIT_INVALID, SCE_UNIT_INVALID, &factor), SCE_UNIT_INVALID);
  SceUnit far = sce_unit_power(units, unit("m"), (SceExponent){1000, 1}, &factor);
  cr_assert_eq(sce_unit_multiply(units, far, unit("m"), &factor), SCE_UNIT_INVALID);
}

static uint32_t state = 88172645u;
static uint32_t next_random(uint32_t below) {
  state ^= state << 13, state ^= state >> 17, state ^= state << 5;
  return state % below;
}

static SceUnit random_unit(void) {
  static const char *const parts[] = {"s", "minute", "hour", "km", "m", "kg", "lb", "GB", "bit", "TFLOP", "gpu", "USD", "kWh", "J", "%", "dozen", "Hz", "token", "byte", "MPa"};
  SceText text = {0};
  int count = 1 + (int)next_random(5);
  for (int i = 0; i < count; i++) {
    if (i) sce_text_add_byte(&text, next_random(2) ? '*' : '/');
    else if (!next_random(4)) sce_text_add_string(&text, "1/");
    sce_text_add_string(&text, parts[next_random(sizeof parts / sizeof *parts)]);
    if (!next_random(4)) sce_text_add_format(&text, "^(%d/%u)", (int)next_random(7) - 3, 1 + next_random(3));
    else if (!next_random(3)) sce_text_add_format(&text, "^%d", (int)next_random(7) - 3);
  }
  SceUnit parsed = unit(text.bytes);
  sce_text_release(&text);
  return parsed;
}

static double size(SceUnit u) { return log(sce_unit_scale(units, u).num) - log(sce_unit_scale(units, u).den); }
static double size_of_scale(SceScale s) { return log(s.num) - log(s.den); }

Test(unit, a_spelling_reads_back) {
  for (int round = 0; round < 3000; round++) {
    SceScale factor;
    SceUnit a = random_unit(), b = random_unit(), product = sce_unit_multiply(units, a, b, &factor);
    cr_assert_neq(product, SCE_UNIT_INVALID);
    SceUnit both[] = {a, product};
    for (int i = 0; i < 2; i++) {
      const char *spelled = sce_unit_spelling(units, both[i]);
      cr_assert_eq(sce_unit_parse(units, name(spelled), false, SCE_NO_PLACE), both[i], "%s", spelled);
    }
  }
  cr_assert_eq(diags.list.count, 0);
}

Test(unit, products_keep_dimension_and_size) {
  for (int round = 0; round < 3000; round++) {
    SceScale f, g, h, k;
    SceUnit a = random_unit(), b = random_unit(), c = random_unit();
    SceUnit product = sce_unit_multiply(units, a, b, &f), quotient = sce_unit_divide(units, a, b, &g);
    cr_assert_eq(sce_unit_dim(units, product), sce_dim_multiply(dims, sce_unit_dim(units, a), sce_unit_dim(units, b)));
    cr_assert_eq(sce_unit_dim(units, quotient), sce_dim_divide(dims, sce_unit_dim(units, a), sce_unit_dim(units, b)));
    cr_assert_float_eq(size(a) + size(b), size(product) + size_of_scale(f), 1e-9);
    cr_assert_float_eq(size(a) - size(b), size(quotient) + size_of_scale(g), 1e-9);
    if (a != SCE_UNIT_ONE && b != SCE_UNIT_ONE && sce_unit_dim(units, product) == SCE_DIM_NONE) cr_assert_eq(product, SCE_UNIT_ONE);
    SceUnit left = sce_unit_multiply(units, product, c, &h), right = sce_unit_multiply(units, b, c, &k);
    SceScale r;
    right = sce_unit_multiply(units, a, right, &r);
    cr_assert_eq(sce_unit_dim(units, left), sce_unit_dim(units, right));
    cr_assert_float_eq(size(left) + size_of_scale(f) + size_of_scale(h), size(right) + size_of_scale(k) + size_of_scale(r), 1e-9);
    SceScale conversion = sce_unit_convert(units, left, right);
    cr_assert_float_eq(size_of_scale(conversion), size(left) - size(right), 1e-9);
    SceExponent e = {1 + (int32_t)next_random(3), 1 + (int32_t)next_random(3)};
    SceUnit power = sce_unit_power(units, a, e, &f);
    cr_assert_eq(sce_unit_dim(units, power), sce_dim_power(dims, sce_unit_dim(units, a), e));
    cr_assert_float_eq(size(a) * e.num / e.den, size(power) + size_of_scale(f), 1e-9);
  }
}

/* More distinct pairs than the table of results keeps. */
Test(unit, many_pairs) {
  SceScale factor;
  SceUnit list[300];
  for (int i = 0; i < 300; i++) list[i] = sce_unit_power(units, unit(i % 2 ? "m" : "s"), (SceExponent){1 + i / 2, 3}, &factor);
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 300; i++)
      for (int j = 0; j < 300; j++) {
        SceUnit product = sce_unit_multiply(units, list[i], list[j], &factor);
        cr_assert_eq(sce_unit_dim(units, product), sce_dim_multiply(dims, sce_unit_dim(units, list[i]), sce_unit_dim(units, list[j])));
      }
}

Test(unit, units_without_spelling) {
  SceScale factor;
  SceDim rate = sce_unit_dim(units, unit("FLOP/s"));
  SceUnit anonymous = sce_unit_of_dim(units, rate);
  cr_assert_eq(sce_unit_dim(units, anonymous), rate);
  cr_assert_eq(sce_unit_of_dim(units, SCE_DIM_NONE), SCE_UNIT_ONE);
  cr_assert_eq(sce_unit_of_dim(units, SCE_DIM_INVALID), SCE_UNIT_INVALID);
  cr_assert_eq(sce_unit_of_dim(units, rate), anonymous);
  cr_assert_str_eq(sce_unit_spelling(units, anonymous), "FLOP/s");
  SceUnit work = sce_unit_multiply(units, anonymous, unit("minute"), &factor);
  cr_assert_eq(work, sce_unit_of_dim(units, sce_unit_dim(units, unit("FLOP"))));
  cr_assert(factor.num == 60 && factor.den == 1);
  cr_assert_eq(sce_unit_divide(units, work, unit("kFLOP"), &factor), SCE_UNIT_ONE);
  cr_assert(factor.num == 1 && factor.den == 1000);
  SceUnit open = sce_unit_of_dim(units, sce_dim_variable(dims));
  SceUnit squared = sce_unit_power(units, open, (SceExponent){2, 1}, &factor);
  cr_assert(sce_dim_has_variables(dims, sce_unit_dim(units, squared)));
  cr_assert_str_eq(sce_unit_spelling(units, squared), "'a^2");
}

/* ---- display ---- */

static void expect_prefix(double value, const char *from, const char *to, double shown) {
  SceScale scale;
  SceUnit chosen = sce_unit_choose_prefix(units, unit(from), value, &scale);
  cr_assert_str_eq(sce_unit_spelling(units, chosen), to, "%g %s: %s", value, from, sce_unit_spelling(units, chosen));
  cr_assert_eq(sce_scale_apply(scale, value), shown, "%g %s: %g", value, from, sce_scale_apply(scale, value));
}

Test(unit, prefix_for_display) {
  expect_prefix(989.4e12, "FLOP/s", "TFLOP/s", 989.4);
  expect_prefix(5120, "GB", "TB", 5.12);
  expect_prefix(0.25, "s", "ms", 250);
  expect_prefix(-0.25, "s", "ms", -250);
  expect_prefix(1e-15, "s", "ps", 1e-3);
  expect_prefix(1e40, "FLOP", "QFLOP", 1e10);
  expect_prefix(1, "s", "s", 1);
  expect_prefix(999, "s", "s", 999);
  expect_prefix(1000, "s", "ks", 1);
  expect_prefix(0.5, "kB", "byte", 500);
  expect_prefix(0.5, "byte", "byte", 0.5);
  expect_prefix(2048, "MiB", "GiB", 2);
  expect_prefix(512, "KiB", "KiB", 512);
  expect_prefix(1e6, "gpu", "gpu", 1e6);
  expect_prefix(1e6, "m^2", "m^2", 1e6);
  expect_prefix(0, "s", "s", 0);
  expect_prefix(INFINITY, "s", "s", INFINITY);
  expect_prefix(3e6, "FLOP/kFLOP", "MFLOP/kFLOP", 3);
  expect_prefix(3e3, "FLOP/kFLOP", "FLOP/kFLOP", 3e3);
}

Test(unit, a_prefix_that_reads_as_another_unit_is_not_chosen) {
  announce("unit ax : length prefix si\nunit Pax : time", false);
  expect_prefix(2e15, "ax", "Tax", 2000);
  expect_prefix(2e18, "ax", "Eax", 2);
}

/* ---- definitions ---- */

static void expect_definition(const char *text, SceCode code, const char *message, const char *help) {
  uint32_t before = diags.list.count;
  announce(text, false);
  sce_units_finish(units);
  sce_units_finish(units);
  expect_finding(before + 1, code, message, help);
}

Test(unit, wrong_definitions) {
  expect_definition("unit L : length", SCE_E_DEFINITION, "a unit of one letter: `L`",
                    "give it a longer name, or let it stand only behind a prefix: `prefix si required`");
  expect_definition("unit litre (q) = 0.001 m^3", SCE_E_DEFINITION, "a unit of one letter: `q`",
                    "give it a longer name, or let it stand only behind a prefix: `prefix si required`");
  expect_definition("unit mol : length prefix SI", SCE_E_DEFINITION, "`SI` is no word for a unit's prefixes",
                    "behind a unit may stand: prefix si, prefix binary, prefix si binary, and then required");
  expect_definition("unit mol2 : length required", SCE_E_DEFINITION, "`required` is no word for a unit's prefixes",
                    "behind a unit may stand: prefix si, prefix binary, prefix si binary, and then required");
  expect_definition("unit mol3 : length prefix", SCE_E_DEFINITION, "`prefix` does not say which prefixes",
                    "write `prefix si`, `prefix binary` or `prefix si binary`");
  expect_definition("unit zero = 0 m", SCE_E_DEFINITION, "the size of a unit is positive and finite", NULL);
  expect_definition("unit minus = -3 m", SCE_E_DEFINITION, "the size of a unit is positive and finite", NULL);
  expect_definition("unit huge = 1e300 m * 1e300", SCE_E_DEFINITION, "the size of a unit is positive and finite", NULL);
  expect_definition("unit both = 1 m + 1 m", SCE_E_DEFINITION, "a unit is defined by numbers and units with * / ^ and ( ) alone", NULL);
  expect_definition("unit curved = (2 m)^(1/3 s)", SCE_E_DEFINITION, "the exponent of a unit is a simple fraction of at most 1000", NULL);
  expect_definition("unit lost = 3 metrs", SCE_E_UNIT, "there is no unit `metrs`", "did you mean `metre`?");
  expect_definition("unit lost2 : lenght", SCE_E_NAME, "there is no dimension `lenght`", "did you mean `length`?");
  expect_definition("dimension lost3 = lenth/time", SCE_E_NAME, "there is no dimension `lenth`", "did you mean `length`?");
  expect_definition("dimension loud = length^3 as bold", SCE_E_DEFINITION, "there is no style `bold`",
                    "the styles are plain, count, scientific, prefixed and cents");
  expect_definition("dimension ratio = length/length", SCE_E_DEFINITION, "`ratio` is a pure number, which has no name", NULL);
  expect_definition("unit twice : time; unit twice : length", SCE_E_TWICE, "`twice` is defined twice", NULL);
  expect_definition("unit one_more (twice2) : time; unit twice2 : length", SCE_E_TWICE, "`twice2` is defined twice", NULL);
  expect_definition("unit mute = none", SCE_E_DEFINITION, "a unit that is refused has to say what to write",
                    "add it behind @, as in: unit ton = none @ \"tonne for 1000 kg, or a unit of your own\"");
  expect_definition("unit speedy = 3 TFLOPS", SCE_E_REFUSED_UNIT, "`TFLOPS` has more than one reading", "FLOP for a count, FLOP/s for a rate");
  uint32_t before = diags.list.count;
  cr_assert_eq(quantity_unit("lost"), SCE_UNIT_INVALID);
  cr_assert_eq(quantity_unit("km/lost2"), SCE_UNIT_INVALID);
  SceUnit found;
  cr_assert_eq(sce_unit_find(units, name("lost"), false, &found), SCE_UNIT_OK);
  cr_assert_eq(found, SCE_UNIT_INVALID);
  announce("unit child = 2 lost; unit grandchild = 3 child", false);
  sce_units_finish(units);
  cr_assert_eq(diags.list.count, before, "what rests on a wrong line is not wrong itself");
}

Test(unit, right_definitions_in_any_order) {
  announce("unit furlong = 660 foot\nunit foot (feet) = 12 inch\nunit acre = chain * furlong\nunit chain = 66 foot\n"
           "dimension speed = length/time as prefixed\nunit knot = 1852 m / hour\nunit cube = (2 m)^3\nunit root = 4 m^2 ^ (1/2)\n"
           "dimension widgets as count\nunit widget : widgets\nunit pack : widgets/length", false);
  sce_units_finish(units);
  cr_assert_eq(diags.list.count, 0, "%s", diags.list.count ? diags.list.at[0].message : "");
  expect_scale("furlong", "m", 25146, 125);
  expect_scale("acre", "foot^2", 43560, 1);
  expect_scale("knot", "m/s", 463, 900);
  expect_scale("cube", "m^3", 8, 1);
  cr_assert_eq(sce_unit_dim(units, unit("pack")), sce_unit_dim(units, unit("widget/m")));
  cr_assert_eq(sce_dim_style(dims, sce_unit_dim(units, unit("widget"))), SCE_STYLE_COUNT);
  cr_assert_eq(sce_dim_style(dims, sce_unit_dim(units, unit("m/s"))), SCE_STYLE_PREFIXED);
}

Test(unit, circles_are_found_with_their_path) {
  expect_definition("unit aa = 2 bb\nunit bb = 2 cc\nunit cc = 3 aa", SCE_E_CYCLE, "`aa` is defined by itself: aa -> bb -> cc -> aa", NULL);
  expect_definition("unit own = 2 own", SCE_E_CYCLE, "`own` is defined by itself: own -> own", NULL);
  expect_definition("dimension dd = ee/time\ndimension ee = dd*time", SCE_E_CYCLE, "`dd` is defined by itself: dd -> ee -> dd", NULL);
  cr_assert_eq(quantity_unit("bb"), SCE_UNIT_INVALID);
  cr_assert_eq(diags.list.count, 3);
}

Test(unit, chains_and_circles_of_any_length) {
  enum { COUNT = 100000 };
  SceText text = {0};
  for (int i = COUNT; i > 0; i--) sce_text_add_format(&text, "unit link%d_ = link%d_*s/second\n", i, i - 1);
  sce_text_add_string(&text, "unit link0_ = 7 s\n");
  announce(text.bytes, false);
  SceScale scale = sce_unit_convert(units, unit("link100000_"), unit("s"));
  cr_assert(scale.num == 7 && scale.den == 1);
  SceText circle = {0};
  for (int i = 0; i < COUNT; i++) sce_text_add_format(&circle, "unit turn%d_ = 1 turn%d_\n", i, (i + 1) % COUNT);
  announce(circle.bytes, false);
  sce_units_finish(units);
  cr_assert_eq(diags.list.count, 1);
  cr_assert_eq(diags.list.at[0].code, SCE_E_CYCLE);
  cr_assert_lt(strlen(diags.list.at[0].message), 300);
  sce_text_release(&circle);
  sce_text_release(&text);
}

Test(unit, words_of_real_dimensions) {
  static const char *const rows[][2] = {{"USD/kWh", "money per energy"}, {"W/gpu", "power per gpus"}, {"FLOP/s", "work per time"}, {"Pa", "pressure"},
                                        {"USD/(gpu*hour)", "money per time per gpus"}, {"FLOP/J", "work per energy"}, {"gpu*hour", "time x gpus"}};
  announce("dimension energy = mass*length^2/time^2; dimension power = energy/time; dimension pressure = mass/length/time^2", false);
  sce_units_finish(units);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    SceText text = {0};
    sce_dim_words(&text, dims, &names, sce_unit_dim(units, unit(rows[i][0])));
    cr_assert_str_eq(text.bytes, rows[i][1]);
    sce_text_release(&text);
  }
}
