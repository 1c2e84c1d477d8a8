/* Documents of what ranges: over samples, over sweeps, over several axes at once. Programs are lowered by hand as in test_results.c; what the
 * samples say is written into the run, so that the texts do not depend on how it came about.
 */
#include "results/number.h"
#include "run.h"
#include "test_results_fixture.h"

enum { STEPS = 2, SHARE = 4, MEMBER = 8, CHIP = 16, SIZE = 32, AXES = 6 };    /* bits of sets, beside BASE */

static const char text[] =
    "gpus = 1\nspeed = 1\nflops = 1\nprice = 1\nfits = 1\nsteps = 1\nsize = 1\nlast = 1\n"
    "fleet < gpus = 1; peak = 1 >\n";

static void add_sweep(Fixture *f, const char *name, const char *path, const char *const *labels, const double *values, const char *unit) {
  SceProgram *p = f->program;
  add_axis(f, SCE_AXIS_SWEEP, name, path, labels);
  SceAxis *axis = &sce_array_last(&p->axes);
  axis->values = SCE_NO_OP;
  if (!values) return;
  axis->unit = unit_of(f, unit);
  axis->values = p->axis_values.count;
  for (uint32_t i = 0; i < axis->count; i++) sce_array_push(&p->axis_values, values[i]);
}

static void make_axes(Fixture *f, bool scenarios) {
  static const char *const steps[] = {"25", "50", "100", NULL}, *const shares[] = {"0%", "5%", NULL}, *const members[] = {"tiktok", "youtube", NULL};
  static const char *const chips[] = {"slow", "fast", NULL}, *const sizes[] = {"1k", "8000", NULL};
  fixture_start(f, text, scenarios);
  add_sweep(f, "steps", "steps", steps, (double[]){25, 50, 100}, "1");
  add_sweep(f, "share", "share", shares, (double[]){0, 5}, "%");
  add_axis(f, SCE_AXIS_EACH, "platform", "fleet.platform", members);
  add_sweep(f, "chip", "chip", chips, NULL, NULL);
  add_sweep(f, "size", "size", sizes, (double[]){1000, 8000}, "FLOP/s");
  add_sets(f->program, AXES);
}

/* A value with samples; what they say comes later. */
static uint32_t add_sampled(Fixture *f, uint32_t set) {
  SceProgram *p = f->program;
  SceOp op = {.kind = SCE_OP_DRAW, .sampled = 1, .axes = (uint16_t)set, .a = p->draws.count};
  sce_array_push(&p->draws, ((SceDraw){.path = p->draws.count, .ordinal = 0}));
  return add_op(f, op, 0);
}

static void start_run(Fixture *f) {
  f->run = sce_run_new(f->program, NULL, &(SceSampling){.samples = 16, .threads = 1, .kernel = "generic"});
}

static void set_summary(Fixture *f, uint32_t op, uint32_t point, SceSummary says) {
  says.count = 16;
  f->run->summaries[f->run->summary_starts[op] + point] = says;
}

/* Median and interval, each with a standard error of `error` times itself. */
static void set_interval(Fixture *f, uint32_t op, uint32_t point, double p50, double p5, double p95, double error) {
  set_summary(f, op, point, (SceSummary){.mean = p50, .sd = 1, .se = error * p50, .p5 = p5, .p50 = p50, .p95 = p95,
                                         .se5 = error * fabs(p5), .se50 = error * fabs(p50), .se95 = error * fabs(p95)});
}

static const SceResultOptions usual = {0};

/* --- digits ------------------------------------------------------------------------------------ */

/* One unit in the last digit is not smaller than the standard error: powers of ten, four digits at most, one at least. */
Test(results, digits_that_samples_support) {
  static const struct { double value, error; unsigned digits; const char *text; } cases[] = {
      {16250, 8, 4, "16,250"},   {16250, 10, 4, "16,250"},   {16250, 10.1, 3, "16,200"}, {16250, 99, 3, "16,200"},   {16251, 100, 3, "16,300"},
      {16250, 101, 2, "16,000"}, {16250, 5000, 1, "20,000"}, {16250, 9e9, 1, "20,000"},  {16250, 0, 4, "16,250"},    {16257, 1e-9, 4, "16,260"},
      {0.4567, 0.1, 1, "0.5"},   {0.4567, 0.01, 2, "0.46"},  {0.4567, 0.02, 1, "0.5"},   {0.50004, 0.001, 3, "0.500"}, {0.5, 0.001, 3, "0.5"},
      {-0.4567, 0.009, 2, "-0.46"}, {9.996, 0.01, 3, "10.0"}, {1000, 1, 4, "1,000"},     {999.96, 0.1, 4, "1,000"},  {7, INFINITY, 1, "7"},
      {0.001234, 1e-6, 4, "0.001234"}, {3, NAN, 1, "3"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char shown[SCE_NUMBER_ROOM + 1];
    unsigned digits = sce_number_supported(cases[i].value, cases[i].error, SCE_NUMBER_DIGITS);
    shown[sce_number_write_power(shown, cases[i].value, digits, 0)] = '\0';
    cr_expect_eq(digits, cases[i].digits, "case %zu: %u", i, digits);
    cr_expect_str_eq(shown, cases[i].text, "case %zu: %s", i, shown);
  }
}

Test(results, powers) {
  static const struct { double value; unsigned digits; int power; const char *text; } cases[] = {
      {1.6e25, 2, 25, "1.6e25"}, {0.8e25, 1, 25, "0.8e25"},  {3.14e25, 2, 25, "3.1e25"}, {1.6e26, 2, 25, "16e25"}, {-2.5e-9, 2, -9, "-2.5e-9"},
      {4e-8, 1, -9, "40e-9"},    {0, 4, 25, "0"},            {12345678, 4, 0, "12,350,000"}, {9.99e24, 2, 25, "1.0e25"}, {1e40, 1, 25, "1,000,000,000,000,000e25"},
      {1.234e10, 17, 25, "0.000000000000001234e25"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char shown[SCE_NUMBER_ROOM + 1];
    shown[sce_number_write_power(shown, cases[i].value, cases[i].digits, cases[i].power)] = '\0';
    cr_expect_str_eq(shown, cases[i].text, "case %zu: %s", i, shown);
  }
  cr_expect_eq(sce_number_exponent(9996, 4), 3);
  cr_expect_eq(sce_number_exponent(9996, 3), 4);
  cr_expect_eq(sce_number_exponent(0, 3), 0);
}

/* --- samples ----------------------------------------------------------------------------------- */

static void make_sampled(Fixture *f) {
  static const char *const names[] = {"gpus", "speed", "flops", "price", "fits", "steps", "size", "last"}, *const units[] = {"gpu", "FLOP/s", "FLOP", "USD", "1", "1", "gpu", "1"};
  uint32_t ops[8];
  make_axes(f, false);
  for (int i = 0; i < 8; i++) add_result(f, 0, names[i], ops[i] = add_sampled(f, 0), units[i]);
  f->program->results.at[4].flags |= SCE_RESULT_TRUTH;
  f->program->results.at[5].flags |= SCE_RESULT_PERCENT;
  start_run(f);
  set_summary(f, ops[0], 0, (SceSummary){.mean = 17500.5, .sd = 7000, .se = 54.5, .p5 = 8170, .p50 = 16250, .p95 = 31400, .se5 = 10, .se50 = 8, .se95 = 60});
  set_interval(f, ops[1], 0, 999.96e9, 0.3e9, 4.1e12, 1e-3);
  set_interval(f, ops[2], 0, 1.61e25, 0.82e25, 3.14e25, 0.06);
  set_interval(f, ops[3], 0, 12.3456, 0.123456, 1234567, 1e-9);
  set_summary(f, ops[4], 0, (SceSummary){.mean = 0.3712, .sd = 0.483, .se = 0.002, .p95 = 1});
  set_interval(f, ops[5], 0, 0.4567, 0.25, 0.6789, 1e-2);
  set_summary(f, ops[6], 0, (SceSummary){.mean = 1e6, .p5 = 1e6, .p50 = 1e6, .p95 = 1e6});
  set_summary(f, ops[7], 0, (SceSummary){.failed = 3, .failed_sample = 2});
}

/* Each number has the digits that its error leaves; one prefix and one power of ten a cell; counts whole, money to the cent. */
Test(results, sampled_text) {
  Fixture f;
  make_sampled(&f);
  expect_document(&f, "text", &usual,
                  "gpus               16,250 gpu (8,170 to 31,400)\n"
                  "speed              1.00 TFLOP/s (0.0003 to 4.1)\n"
                  "flops              1.6e25 FLOP (0.8e25 to 3e25)\n"
                  "price              12.35 USD (0.1235 to 1,235,000)\n"
                  "fits               37%\n"
                  "steps              46% (25 to 68)\n"
                  "size               1M gpu\n"
                  "last               —\n");
  expect_document(&f, "text", &(SceResultOptions){.digits = 6},
                  "gpus               16,250 gpu (8,170 to 31,400)\n"
                  "speed              999.96 GFLOP/s (0.3 to 4,100)\n"
                  "flops              1.61e25 FLOP (0.82e25 to 3.14e25)\n"
                  "price              12.3456 USD (0.123456 to 1,234,570)\n"
                  "fits               37.12%\n"
                  "steps              45.67% (25 to 67.89)\n"
                  "size               1M gpu\n"
                  "last               —\n");
  expect_document(&f, "md", &usual,
                  "| name | value |\n"
                  "| :--- | ---: |\n"
                  "| gpus | 16,250 gpu (8,170 to 31,400) |\n"
                  "| speed | 1.00 TFLOP/s (0.0003 to 4.1) |\n"
                  "| flops | 1.6e25 FLOP (0.8e25 to 3e25) |\n"
                  "| price | 12.35 USD (0.1235 to 1,235,000) |\n"
                  "| fits | 37% |\n"
                  "| steps | 46% (25 to 68) |\n"
                  "| size | 1M gpu |\n"
                  "| last | — |\n");
  fixture_release(&f);
}

/* Numbers too far apart for one power of ten have one each; a median of 0 leaves the prefix to the ends; signs. */
Test(results, sampled_extremes) {
  static const struct { double p50, p5, p95; const char *unit, *text; } cases[] = {
      {1.6e25, 1.6e20, 3e27, "FLOP", "1.600e25 FLOP (1.600e20 to 3.000e27)"}, {0, -2e12, 3e12, "FLOP/s", "0 TFLOP/s (-2 to 3)"},
      {5, 1e-300, 1e300, "1", "5 (1.000e-300 to 1.000e300)"},      {-1.5, -2.5, 0, "1", "-1.5 (-2.5 to 0)"},
      {2e18, 1e18, 4e18, "1", "2e18 (1e18 to 4e18)"},            {3e-7, 1e-7, 2e-6, "1", "3e-7 (1e-7 to 20e-7)"},
      {1234.5, 3, 98765, "FLOP", "1,234 FLOP (3 to 98,760)"},    {123.456, 99.456, 4321.5, "gpu", "123 gpu (99.46 to 4,322)"},
      {0, 0, 0, "gpu", "0 gpu (0 to 0)"},                        {0, 0, 1e30, "FLOP", "0 FLOP (0 to 1e30)"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Fixture f;
    SceText expected = {0};
    make_axes(&f, false);
    uint32_t op = add_sampled(&f, 0);
    add_result(&f, 0, "gpus", op, cases[i].unit);
    start_run(&f);
    set_interval(&f, op, 0, cases[i].p50, cases[i].p5, cases[i].p95, 0);
    sce_text_add_format(&expected, "gpus               %s\n", cases[i].text);
    expect_document(&f, "text", &usual, expected.bytes);
    sce_text_release(&expected);
    fixture_release(&f);
  }
}

Test(results, sampled_for_programs) {
  Fixture f;
  make_sampled(&f);
  f.program->results.at[6].flags = f.program->results.at[5].flags = f.program->results.at[3].flags = 0;
  f.program->results.at[1].unit = unit_of(&f, "%");
  expect_document(&f, "json", &usual,
                  "{\"schema\": \"sce.run/1\",\n"
                  " \"scenarios\": [\"base\"],\n"
                  " \"samples\": 16,\n"
                  " \"values\": [\n"
                  "   {\"path\": \"gpus\", \"unit\": \"gpu\", \"role\": \"formula\", \"at\": \"sora.sce:1\", \"axes\": [], \"value\": {\"mean\": 17500.5, \"sd\": 7000, \"se\": 54.5, \"p5\": 8170, \"p50\": 16250, \"p95\": 31400}},\n"
                  "   {\"path\": \"speed\", \"unit\": \"1\", \"role\": \"formula\", \"at\": \"sora.sce:2\", \"axes\": [], \"value\": {\"mean\": 9999600000, \"sd\": 0.01, \"se\": 9999600, \"p5\": 3000000, \"p50\": 9999600000, \"p95\": 41000000000}},\n"
                  "   {\"path\": \"flops\", \"unit\": \"FLOP\", \"role\": \"formula\", \"at\": \"sora.sce:3\", \"axes\": [], \"value\": {\"mean\": 1.61e25, \"sd\": 1, \"se\": 9.66e23, \"p5\": 8.2e24, \"p50\": 1.61e25, \"p95\": 3.14e25}},\n"
                  "   {\"path\": \"fits\", \"unit\": \"1\", \"role\": \"formula\", \"at\": \"sora.sce:5\", \"axes\": [], \"value\": {\"mean\": 0.3712, \"sd\": 0.483, \"se\": 0.002, \"p5\": 0, \"p50\": 0, \"p95\": 1}},\n"
                  "   {\"path\": \"last\", \"unit\": \"1\", \"role\": \"formula\", \"at\": \"sora.sce:8\", \"axes\": [], \"value\": null}],\n"
                  " \"claims\": [],\n"
                  " \"diagnostics\": []}\n");
  f.program->results.at[1].flags = f.program->results.at[2].flags = 0;
  expect_document(&f, "csv", &usual,
                  "path,statistic,value,unit\n"
                  "gpus,mean,17500.5,gpu\n"
                  "gpus,sd,7000,gpu\n"
                  "gpus,se,54.5,gpu\n"
                  "gpus,p5,8170,gpu\n"
                  "gpus,p50,16250,gpu\n"
                  "gpus,p95,31400,gpu\n"
                  "fits,mean,0.3712,1\n"
                  "fits,sd,0.483,1\n"
                  "fits,se,0.002,1\n"
                  "fits,p5,0,1\n"
                  "fits,p50,0,1\n"
                  "fits,p95,1,1\n"
                  "last,mean,,1\n"
                  "last,sd,,1\n"
                  "last,se,,1\n"
                  "last,p5,,1\n"
                  "last,p50,,1\n"
                  "last,p95,,1\n");
  fixture_release(&f);
}

/* Columns that are told apart by nothing but noise are not given more digits; a run that was cut short says so last. */
Test(results, sampled_scenarios_and_partial) {
  Fixture f;
  make_axes(&f, true);
  uint32_t gpus = add_sampled(&f, BASE), truths = add_sampled(&f, BASE), one = add_number(&f, 1);
  add_result(&f, 0, "gpus", gpus, "gpu");
  add_result(&f, 0, "fits", truths, "1")->flags |= SCE_RESULT_TRUTH;
  add_claim(&f, "last", one, 1, "1", 0, 0);
  start_run(&f);
  f.run->samples = 12288;
  f.run->asked = 65536;
  f.run->partial = true;
  set_interval(&f, gpus, 0, 16250, 8170, 31400, 0.001);
  set_interval(&f, gpus, 1, 16251, 8171, 31401, 0.001);
  set_summary(&f, gpus, 2, (SceSummary){.failed = 16});
  set_summary(&f, truths, 0, (SceSummary){.mean = 1, .p5 = 1, .p50 = 1, .p95 = 1});
  set_summary(&f, truths, 1, (SceSummary){.mean = 0.99996, .sd = 0.006, .se = 0.00002, .p5 = 1, .p50 = 1, .p95 = 1});
  set_summary(&f, truths, 2, (SceSummary){.mean = 0.5, .sd = 0.5, .se = 0.125, .p95 = 1});
  expect_document(&f, "text", &usual,
                  "                   base                          conservative                  optimistic\n"
                  "gpus               16,200 gpu (8,170 to 31,400)  16,300 gpu (8,170 to 31,400)  —\n"
                  "fits               true                          100.0%                        50%\n"
                  "\n"
                  "holds     last              1                 says 1\n"
                  "\n"
                  "partial: 12,288 of 65,536 samples\n");
  f.program->claims.count = 0;
  expect_document(&f, "md", &usual,
                  "| name | base | conservative | optimistic |\n"
                  "| :--- | ---: | ---: | ---: |\n"
                  "| gpus | 16,200 gpu (8,170 to 31,400) | 16,300 gpu (8,170 to 31,400) | — |\n"
                  "| fits | true | 100.0% | 50% |\n"
                  "\n"
                  "partial: 12,288 of 65,536 samples\n");
  f.program->results.count = 0;
  expect_document(&f, "json", &usual,
                  "{\"schema\": \"sce.run/1\",\n"
                  " \"scenarios\": [\"base\", \"conservative\", \"optimistic\"],\n"
                  " \"samples\": 12288,\n"
                  " \"partial\": true,\n"
                  " \"values\": [],\n"
                  " \"claims\": [],\n"
                  " \"diagnostics\": []}\n");
  fixture_release(&f);
}

/* --- sweeps ------------------------------------------------------------------------------------ */

/* Rows before and after stay in their block; a unit stands in the title; numbers end below each other; what fails is marked. */
Test(results, one_sweep) {
  static const double gpus[] = {1052.83, NAN, 10528.3}, steps[] = {25, 50, 100}, speeds[] = {5e9, 2.5e12}, prices[] = {2.5, 0.125}, truths[] = {1, 0, 1};
  Fixture f;
  make_axes(&f, false);
  uint32_t fleet = add_block(&f, "fleet");
  add_result(&f, 0, "steps", add_points(&f, STEPS, steps), "1");
  add_result(&f, 0, "size", add_points(&f, SIZE, (double[]){1000, 8000}), "FLOP/s");
  add_result(&f, 0, "speed", add_points(&f, CHIP, speeds), "FLOP/s");
  add_result(&f, fleet, "peak", add_number(&f, 2), "1");
  add_result(&f, fleet, "gpus", add_points(&f, STEPS, gpus), "gpu");
  add_result(&f, fleet, "peak", add_number(&f, 3), "1");
  add_result(&f, 0, "price", add_points(&f, SIZE, prices), "USD");
  add_result(&f, 0, "fits", add_points(&f, STEPS, truths), "1")->flags |= SCE_RESULT_TRUTH;
  expect_document(&f, "text", &usual,
                  "steps              25, 50, 100\n"
                  "size               1k, 8000 FLOP/s\n"
                  "speed (GFLOP/s)\n"
                  "  chip\n"
                  "  slow             5\n"
                  "  fast             2,500\n"
                  "fleet\n"
                  "  peak             2\n"
                  "  gpus (gpu)\n"
                  "       steps\n"
                  "          25       1,053\n"
                  "          50       —\n"
                  "         100       10,528\n"
                  "  peak             3\n"
                  "price (USD)\n"
                  "    size (FLOP/s)\n"
                  "               1k  2.50\n"
                  "             8000  0.125\n"
                  "fits\n"
                  "     steps\n"
                  "        25         true\n"
                  "        50         false\n"
                  "       100         true\n");
  expect_document(&f, "md", &usual,
                  "| name | value |\n"
                  "| :--- | ---: |\n"
                  "| steps | 25, 50, 100 |\n"
                  "| size | 1k, 8000 FLOP/s |\n"
                  "\n"
                  "#### speed (GFLOP/s)\n"
                  "\n"
                  "| chip | value |\n"
                  "| :--- | ---: |\n"
                  "| slow | 5 |\n"
                  "| fast | 2,500 |\n"
                  "\n"
                  "### fleet\n"
                  "\n"
                  "| name | value |\n"
                  "| :--- | ---: |\n"
                  "| peak | 2 |\n"
                  "\n"
                  "#### gpus (gpu)\n"
                  "\n"
                  "| steps | value |\n"
                  "| ---: | ---: |\n"
                  "| 25 | 1,053 |\n"
                  "| 50 | — |\n"
                  "| 100 | 10,528 |\n"
                  "\n"
                  "| name | value |\n"
                  "| :--- | ---: |\n"
                  "| peak | 3 |\n"
                  "\n"
                  "#### price (USD)\n"
                  "\n"
                  "| size (FLOP/s) | value |\n"
                  "| ---: | ---: |\n"
                  "| 1k | 2.50 |\n"
                  "| 8000 | 0.125 |\n"
                  "\n"
                  "#### fits\n"
                  "\n"
                  "| steps | value |\n"
                  "| ---: | ---: |\n"
                  "| 25 | true |\n"
                  "| 50 | false |\n"
                  "| 100 | true |\n");
  fixture_release(&f);
}

/* Numeric axes are numbers, percentages plain ones, with their unit beside; others are labels. */
Test(results, sweeps_for_programs) {
  static const double gpus[] = {1, 2, 3, 4}, peaks[] = {0.5, NAN, 0.25, 1};
  Fixture f;
  make_axes(&f, false);
  add_result(&f, 0, "gpus", add_points(&f, SHARE | SIZE, gpus), "gpu");
  add_result(&f, 0, "speed", add_points(&f, MEMBER | CHIP, peaks), "1");
  expect_document(&f, "json", &usual,
                  "{\"schema\": \"sce.run/1\",\n"
                  " \"scenarios\": [\"base\"],\n"
                  " \"values\": [\n"
                  "   {\"path\": \"gpus\", \"unit\": \"gpu\", \"role\": \"formula\", \"at\": \"sora.sce:1\", \"axes\": [\"share\", \"size\"], \"points\": {\"share\": [0, 0.05], \"size\": [1000, 8000]}, \"units\": {\"size\": \"FLOP/s\"}, \"value\": [[1, 2], [3, 4]]},\n"
                  "   {\"path\": \"speed\", \"unit\": \"1\", \"role\": \"formula\", \"at\": \"sora.sce:2\", \"axes\": [\"platform\", \"chip\"], \"points\": {\"platform\": [\"tiktok\", \"youtube\"], \"chip\": [\"slow\", \"fast\"]}, \"value\": [[0.5, null], [0.25, 1]]}],\n"
                  " \"claims\": [],\n"
                  " \"diagnostics\": []}\n");
  expect_document(&f, "csv", &usual,
                  "path,share,platform,chip,size,statistic,value,unit\n"
                  "gpus,0,,,1000,value,1,gpu\n"
                  "gpus,0,,,8000,value,2,gpu\n"
                  "gpus,0.05,,,1000,value,3,gpu\n"
                  "gpus,0.05,,,8000,value,4,gpu\n"
                  "speed,,tiktok,slow,,value,0.5,1\n"
                  "speed,,tiktok,fast,,value,,1\n"
                  "speed,,youtube,slow,,value,0.25,1\n"
                  "speed,,youtube,fast,,value,1,1\n");
  fixture_release(&f);
}

/* The scenarios are columns, with the digits that tell neighbours apart; cells of one table share a prefix. */
Test(results, sweep_and_scenarios) {
  static const double gpus[] = {1000.1, 1052.83, 7, 1000.2, 4211.31, NAN, 1000.2, 10528.3, 7}, speeds[] = {1e9, 2e9, 3e9, 1e9, 2e9, 3e9, 5e9, 7e12, 4e15};
  Fixture f;
  make_axes(&f, true);
  add_result(&f, 0, "gpus", add_points(&f, BASE | STEPS, gpus), "gpu");
  add_result(&f, 0, "speed", add_points(&f, BASE | STEPS, speeds), "FLOP/s");
  expect_document(&f, "text", &usual,
                  "gpus (gpu)\n"
                  "     steps         base              conservative      optimistic\n"
                  "        25         1,000.1           1,000.2           1,000.2\n"
                  "        50         1,053             4,211             10,528\n"
                  "       100         7                 —                 7\n"
                  "speed (GFLOP/s)\n"
                  "     steps         base              conservative      optimistic\n"
                  "        25         1                 1                 5\n"
                  "        50         2                 2                 7,000\n"
                  "       100         3                 3                 4,000,000\n");
  uint32_t chosen[] = {2, 0};
  expect_document(&f, "md", &(SceResultOptions){.scenarios = chosen, .scenario_count = 2},
                  "#### gpus (gpu)\n"
                  "\n"
                  "| steps | optimistic | base |\n"
                  "| ---: | ---: | ---: |\n"
                  "| 25 | 1,000.2 | 1,000.1 |\n"
                  "| 50 | 10,528 | 1,053 |\n"
                  "| 100 | 7 | 7 |\n"
                  "\n"
                  "#### speed (GFLOP/s)\n"
                  "\n"
                  "| steps | optimistic | base |\n"
                  "| ---: | ---: | ---: |\n"
                  "| 25 | 5 | 1 |\n"
                  "| 50 | 7,000 | 2 |\n"
                  "| 100 | 4,000,000 | 3 |\n");
  fixture_release(&f);
}

/* The first axis runs down, the second across; a line before the columns names it. */
Test(results, two_sweeps) {
  static const double gpus[] = {1, 2, 3, 4, 5, 6000.4}, shares[] = {1, 2, 3, 4};
  Fixture f;
  make_axes(&f, false);
  uint32_t fleet = add_block(&f, "fleet");
  add_result(&f, fleet, "gpus", add_points(&f, STEPS | SHARE, gpus), "gpu");
  add_result(&f, 0, "last", add_points(&f, MEMBER | SIZE, shares), "1");
  expect_document(&f, "text", &usual,
                  "fleet\n"
                  "  gpus (gpu)\n"
                  "                   share\n"
                  "       steps       0%          5%\n"
                  "          25       1           2\n"
                  "          50       3           4\n"
                  "         100       5           6,000\n"
                  "last\n"
                  "                   size (FLOP/s)\n"
                  "  platform         1k          8000\n"
                  "  tiktok           1           2\n"
                  "  youtube          3           4\n");
  expect_document(&f, "md", &usual,
                  "### fleet\n"
                  "\n"
                  "#### gpus (gpu)\n"
                  "\n"
                  "| steps \\\\ share | 0% | 5% |\n"
                  "| ---: | ---: | ---: |\n"
                  "| 25 | 1 | 2 |\n"
                  "| 50 | 3 | 4 |\n"
                  "| 100 | 5 | 6,000 |\n"
                  "\n"
                  "#### last\n"
                  "\n"
                  "| platform \\\\ size (FLOP/s) | 1k | 8000 |\n"
                  "| :--- | ---: | ---: |\n"
                  "| tiktok | 1 | 2 |\n"
                  "| youtube | 3 | 4 |\n");
  fixture_release(&f);
}

/* Every further axis, and the scenarios among them, makes tables: each says which it is. */
Test(results, three_axes_and_scenarios) {
  double gpus[3 * 3 * 2 * 2 * 2];
  for (int i = 0; i < 72; i++) gpus[i] = i;
  Fixture f;
  make_axes(&f, true);
  add_result(&f, 0, "gpus", add_points(&f, BASE | STEPS | SHARE | MEMBER | SIZE, gpus), "gpu");
  uint32_t chosen[] = {0, 2};
  const SceResultOptions options = {.scenarios = chosen, .scenario_count = 2};
  SceText expected = {0};
  sce_text_add_string(&expected, "gpus (gpu)\n");
  for (int part = 0; part < 8; part++) {
    int scenario = part / 4, platform = part / 2 % 2, size = part % 2, first = scenario * 2 * 24 + platform * 2 + size;
    sce_text_add_format(&expected, "  %s, platform %s, size %s FLOP/s\n", scenario ? "optimistic" : "base", platform ? "youtube" : "tiktok", size ? "8000" : "1k");
    sce_text_add_string(&expected, "                   share\n       steps       0%          5%\n");
    for (int row = 0; row < 3; row++)
      sce_text_add_format(&expected, "%12s       %-11d %d\n", row == 0 ? "25" : row == 1 ? "50" : "100", first + row * 8, first + row * 8 + 4);
  }
  expect_document(&f, "text", &options, expected.bytes);
  sce_text_release(&expected);
  fixture_release(&f);
}

/* Cells of a table show no unit; of what is sampled, the median and the interval; a point without spread or without value is told apart. */
Test(results, sampled_sweep) {
  Fixture f;
  make_axes(&f, true);
  uint32_t gpus = add_sampled(&f, STEPS), speeds = add_sampled(&f, BASE | CHIP), flops = add_sampled(&f, CHIP);
  add_result(&f, 0, "gpus", gpus, "gpu");
  add_result(&f, 0, "speed", speeds, "FLOP/s");
  add_result(&f, 0, "flops", flops, "FLOP");
  start_run(&f);
  set_interval(&f, gpus, 0, 16250, 8170, 31400, 5e-4);
  set_summary(&f, gpus, 1, (SceSummary){.mean = 7, .p5 = 7, .p50 = 7, .p95 = 7});
  set_summary(&f, gpus, 2, (SceSummary){.failed = 1});
  for (uint32_t i = 0; i < 6; i++) set_interval(&f, speeds, i, (i + 1) * 4e12, (i + 1) * 2e12, (i + 1) * 8e12, 0);
  set_interval(&f, flops, 0, 2e24, 1e24, 4e24, 0.05);
  set_interval(&f, flops, 1, 3e26, 2e26, 5e26, 0.05);
  expect_document(&f, "text", &usual,
                  "gpus (gpu)\n"
                  "     steps\n"
                  "        25         16,250 (8,170 to 31,400)\n"
                  "        50         7\n"
                  "       100         —\n"
                  "speed (TFLOP/s)\n"
                  "  chip             base              conservative      optimistic\n"
                  "  slow             4 (2 to 8)        12 (6 to 24)      20 (10 to 40)\n"
                  "  fast             8 (4 to 16)       16 (8 to 32)      24 (12 to 48)\n"
                  "flops (FLOP)\n"
                  "  chip\n"
                  "  slow             2e24 (1e24 to 4e24)\n"
                  "  fast             3e26 (2e26 to 5e26)\n");
  f.program->results.count = 1;
  expect_document(&f, "csv", &usual,
                  "path,scenario,steps,statistic,value,unit\n"
                  "gpus,,25,mean,16250,gpu\n"
                  "gpus,,25,sd,1,gpu\n"
                  "gpus,,25,se,8.125,gpu\n"
                  "gpus,,25,p5,8170,gpu\n"
                  "gpus,,25,p50,16250,gpu\n"
                  "gpus,,25,p95,31400,gpu\n"
                  "gpus,,50,mean,7,gpu\n"
                  "gpus,,50,sd,0,gpu\n"
                  "gpus,,50,se,0,gpu\n"
                  "gpus,,50,p5,7,gpu\n"
                  "gpus,,50,p50,7,gpu\n"
                  "gpus,,50,p95,7,gpu\n"
                  "gpus,,100,mean,,gpu\n"
                  "gpus,,100,sd,,gpu\n"
                  "gpus,,100,se,,gpu\n"
                  "gpus,,100,p5,,gpu\n"
                  "gpus,,100,p50,,gpu\n"
                  "gpus,,100,p95,,gpu\n");
  fixture_release(&f);
}

/* What was typed is not repeated: the unit alone stands above, or nothing. */
Test(results, bare_sweeps) {
  Fixture f;
  make_axes(&f, true);
  add_result(&f, 0, "gpus", add_points(&f, STEPS, (double[]){1, 2, 3}), "gpu")->flags |= SCE_RESULT_EXPRESSION;
  add_result(&f, 0, "last", add_points(&f, SHARE, (double[]){1, 2}), "1")->flags |= SCE_RESULT_EXPRESSION;
  add_result(&f, 0, "steps", add_points(&f, STEPS, (double[]){25, 50, 100}), "1")->flags |= SCE_RESULT_EXPRESSION;
  expect_document(&f, "text", &(SceResultOptions){.bare = true},
                  "(gpu)\n"
                  "   steps\n"
                  "      25           1\n"
                  "      50           2\n"
                  "     100           3\n"
                  "   share\n"
                  "      0%           1\n"
                  "      5%           2\n"
                  "25, 50, 100\n");
  fixture_release(&f);
}

/* At most eight columns a page; each says which they are and starts with its header. */
Test(results, pages) {
  enum { COLUMNS = 17 };
  const char *labels[COLUMNS + 1] = {0};
  char spelled[COLUMNS][8];
  double values[COLUMNS], points[3 * COLUMNS];
  Fixture f;
  fixture_start(&f, text, false);
  for (int i = 0; i < COLUMNS; i++) {
    snprintf(spelled[i], sizeof spelled[i], "%d", 2000 + i);
    labels[i] = spelled[i];
    values[i] = 2000 + i;
  }
  for (int i = 0; i < 3 * COLUMNS; i++) points[i] = i;
  add_sweep(&f, "steps", "steps", (const char *const[]){"25", "50", "100", NULL}, (double[]){25, 50, 100}, "1");
  add_sweep(&f, "year", "year", labels, values, "1");
  add_sets(f.program, 3);
  add_result(&f, 0, "last", add_points(&f, 6, points), "1");
  expect_document(&f, "text", &usual,
                  "last\n"
                  "                   year, columns 1 to 8 of 17\n"
                  "     steps         2000        2001        2002        2003        2004        2005        2006        2007\n"
                  "        25         0           1           2           3           4           5           6           7\n"
                  "        50         17          18          19          20          21          22          23          24\n"
                  "       100         34          35          36          37          38          39          40          41\n"
                  "                   year, columns 9 to 16 of 17\n"
                  "     steps         2008        2009        2010        2011        2012        2013        2014        2015\n"
                  "        25         8           9           10          11          12          13          14          15\n"
                  "        50         25          26          27          28          29          30          31          32\n"
                  "       100         42          43          44          45          46          47          48          49\n"
                  "                   year, column 17 of 17\n"
                  "     steps         2016\n"
                  "        25         16\n"
                  "        50         33\n"
                  "       100         50\n");
  SceText document = {0};
  SceOutput out;
  sce_output_init_text(&out, &document);
  sce_results_write_markdown(&out, f.program, f.run, &f.diags, &usual);
  cr_assert(sce_output_finish(&out));
  cr_expect_not_null(strstr(document.bytes, "#### last\n\ncolumns 1 to 8 of 17\n\n| steps \\\\ year | 2000 | 2001 |"));
  cr_expect_not_null(strstr(document.bytes, "\n\ncolumn 17 of 17\n\n| steps \\\\ year | 2016 |\n| ---: | ---: |\n| 25 | 16 |\n| 50 | 33 |\n| 100 | 50 |\n"));
  sce_text_release(&document);
  fixture_release(&f);
}

/* --- room -------------------------------------------------------------------------------------- */

/* The least of few steps that the cells of a block fit; the names of the scenarios stand above whatever has other stops than before. What stands
 * last in its row needs no room, and what no step fits pushes its neighbours alone. */
Test(results, stops_fit_a_block) {
  static const double wide[] = {1.25, 2.25, 3.25}, long_names[] = {1, 2, 3};
  Fixture f;
  make_axes(&f, true);
  uint32_t fleet = add_block(&f, "fleet");
  add_result(&f, 0, "last", add_points(&f, BASE, wide), "1");
  add_result(&f, 0, "gpus", add_number(&f, 1.25), "gpu*FLOP*s*hour/USD");
  add_result(&f, fleet, "gpus", add_points(&f, BASE, wide), "gpu*FLOP/hour/USD");
  add_result(&f, fleet, "peak", add_points(&f, BASE, wide), "gpu");
  add_result(&f, 0, "speed", add_points(&f, BASE, long_names), "1");
  add_result(&f, 0, "price", add_points(&f, BASE | SIZE, (double[]){1, 2, 3, 4, 5, 6}), "1");
  expect_document(&f, "text", &usual,
                  "                   base              conservative      optimistic\n"
                  "last               1.25              2.25              3.25\n"
                  "gpus               1.25 gpu*FLOP*s*hour/USD\n"
                  "fleet              base                    conservative            optimistic\n"
                  "  gpus             1.25 gpu*FLOP/hour/USD  2.25 gpu*FLOP/hour/USD  3.25 gpu*FLOP/hour/USD\n"
                  "  peak             1.25 gpu                2.25 gpu                3.25 gpu\n"
                  "                   base              conservative      optimistic\n"
                  "speed              1                 2                 3\n"
                  "price\n"
                  "    size (FLOP/s)  base              conservative      optimistic\n"
                  "               1k  1                 3                 5\n"
                  "             8000  2                 4                 6\n");
  fixture_release(&f);
}

/* What another program reads of it is JSON. */
Test(results, json_parses) {
  Fixture f;
  make_axes(&f, true);
  uint32_t op = add_sampled(&f, BASE | STEPS);
  add_result(&f, 0, "gpus", op, "gpu");
  add_result(&f, 0, "last", add_points(&f, SHARE | SIZE, (double[]){1, NAN, 3, 4}), "1");
  start_run(&f);
  f.run->partial = true;
  for (uint32_t i = 0; i < 9; i++) set_interval(&f, op, i, i + 1, i, i + 2, 1e-3);
  set_summary(&f, op, 4, (SceSummary){.failed = 1});
  FILE *python = popen("python3 -c 'import json, sys\n"
                       "d = json.load(sys.stdin)\n"
                       "v, w = d[\"values\"]\n"
                       "assert d[\"partial\"] is True and d[\"samples\"] == 16\n"
                       "assert v[\"axes\"] == [\"scenario\", \"steps\"] and v[\"points\"][\"steps\"] == [25, 50, 100] and \"units\" not in v\n"
                       "assert v[\"value\"][2][1] == dict(mean=8, sd=1, se=0.008, p5=7, p50=8, p95=9) and v[\"value\"][1][1] is None\n"
                       "assert w[\"value\"] == [[1, None], [3, 4]] and w[\"points\"] == dict(share=[0, 0.05], size=[1000, 8000]) and w[\"units\"] == dict(size=\"FLOP/s\")'", "w");
  cr_assert_not_null(python);
  SceOutput out;
  sce_output_init_file(&out, python);
  sce_results_write_json(&out, f.program, f.run, &f.diags, &usual);
  cr_expect(sce_output_finish(&out));
  cr_expect_eq(pclose(python), 0);
  fixture_release(&f);
}
