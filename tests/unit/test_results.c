/* Documents and findings from programs lowered by hand: what the writers, the judge of claims and the report on failures make of values is
 * fixed here byte by byte, whatever the compiler does. Texts are parsed and units worked out by the real thing.
 */
#include "test_results_fixture.h"

#include <math.h>

/* --- the page of the article ------------------------------------------------------------------- */

static const char page[] =
    "model sora <\n"
    "  params = 20e9 @ \"article, section 04: a guess\"\n"
    "  flops = 1\n"
    "  gpus = 1\n"
    "  price = $2.50/hour\n"
    ">\n"
    "fleet <\n"
    "  share = 1\n"
    "  peak = 1\n"
    "  fits = 1\n"
    ">\n"
    "speed = 1\n"
    "claim train_low < value = sora.gpus; under = conservative; says = 4211 gpu > @ \"article, section 04\"\n"
    "claim high < value = sora.gpus; says = 1053 gpu; within = 0.1 gpu >\n"
    "claim wrong < value = sora.gpus; says = 89k; disputed = \"left out the peak\" > @ \"article, section 07\"\n"
    "claim bound < holds = (sora.gpus > 1) > @ \"article, figure 2\"\n";

static void make_page(Fixture *f) {
  static const double flops[] = {2.7e24, 1.08e25, 2.7e25}, gpus[] = {1052.83, 4211.31, 10528.3}, shares[] = {0.5, 0.25, 0.125, NAN, 1, 2};
  static const double truths[] = {1, 0, 1}, peaks[] = {2.0000001, 2.0000002, 2.0000002};
  fixture_init(f, page, true);
  uint32_t sora = add_block(f, "sora"), fleet = add_block(f, "fleet");
  SceResult *params = add_result(f, sora, "params", add_number(f, 20e9), "1");
  params->flags |= SCE_RESULT_LITERAL;
  params->role = SCE_ROLE_INPUT;
  add_result(f, sora, "flops", add_points(f, BASE, flops), "FLOP")->role = SCE_ROLE_OUTPUT;
  uint32_t count = add_points(f, BASE, gpus);
  add_result(f, sora, "gpus", count, "gpu")->role = SCE_ROLE_OUTPUT;
  SceResult *price = add_result(f, sora, "price", add_number(f, 2.5), "USD/hour");
  price->flags |= SCE_RESULT_LITERAL;
  price->role = SCE_ROLE_INPUT;
  add_result(f, fleet, "share", add_points(f, BASE | PLATFORM, shares), "1");
  add_result(f, fleet, "peak", add_points(f, BASE, peaks), "1");
  add_result(f, fleet, "fits", add_points(f, BASE, truths), "1")->flags |= SCE_RESULT_TRUTH;
  add_result(f, 0, "speed", add_number(f, 989.4e12), "FLOP/s");
  add_claim(f, "train_low", count, 4211, "gpu", 0.5, 1);
  add_claim(f, "high", count, 1053, "gpu", 0.1, 0);
  set_dispute(f, add_claim(f, "wrong", count, 89000, "gpu", 500, 0), "left out the peak");
  uint32_t truth = add_number(f, 1);
  SceClaim *bound = add_claim(f, "bound", SCE_NO_OP, 0, "1", 0, 0);
  bound->holds = truth;
}

Test(results, text) {
  Fixture f;
  make_page(&f);
  expect_document(&f, "text", &(SceResultOptions){0},
                  "                   base              conservative      optimistic\n"
                  "sora\n"
                  "  params           20e9\n"
                  "  flops            2.700e24 FLOP     1.080e25 FLOP     2.700e25 FLOP\n"
                  "  gpus             1,053 gpu         4,211 gpu         10,528 gpu\n"
                  "  price            $2.50/hour\n"
                  "fleet\n"
                  "  share[tiktok]    0.5               0.125             1\n"
                  "  share[youtube]   0.25              —                 2\n"
                  "  peak             2.0000001         2.0000002         2.0000002\n"
                  "  fits             true              false             true\n"
                  "speed              989.4 TFLOP/s\n"
                  "\n"
                  "holds     train_low         4,211 gpu         says 4211 gpu     (article, section 04)\n"
                  "off       high              1,052.8 gpu       says 1053 gpu\n"
                  "disputed  wrong             1,053 gpu         says 89k          (article, section 07)\n"
                  "          left out the peak\n"
                  "holds     bound                                                 (article, figure 2)\n");
  uint32_t chosen[] = {2};
  expect_document(&f, "text", &(SceResultOptions){.scenarios = chosen, .scenario_count = 1, .digits = 2, .bare = true},
                  "                   optimistic\n"
                  "sora\n"
                  "  params           20e9\n"
                  "  flops            2.7e25 FLOP\n"
                  "  gpus             11,000 gpu\n"
                  "  price            $2.50/hour\n"
                  "fleet\n"
                  "  share[tiktok]    1\n"
                  "  share[youtube]   2\n"
                  "  peak             2.0\n"
                  "  fits             true\n"
                  "speed              990 TFLOP/s\n");
  fixture_release(&f);
}

static void add_expression(Fixture *f, const char *text, uint32_t op, const char *unit) {
  SceResult *result = add_result(f, 0, "speed", op, unit);
  result->name = name_of(f, text);
  result->flags |= SCE_RESULT_EXPRESSION;
}

/* One expression has no name, and a header only when it depends on the scenarios. */
Test(results, bare_expressions) {
  static const double shares[] = {0.5, 0.25}, speeds[] = {1e9, 2e9, 2e12};
  Fixture f;
  fixture_init(&f, "speed = 1", true);
  add_expression(&f, "1 + 1", add_number(&f, 2), "1");
  add_expression(&f, "fleet.share", add_points(&f, PLATFORM, shares), "gpu");
  expect_document(&f, "text", &(SceResultOptions){.bare = true},
                  "2\n"
                  "[tiktok]           0.5 gpu\n"
                  "[youtube]          0.25 gpu\n");
  add_expression(&f, "speed", add_points(&f, BASE, speeds), "FLOP/s");
  sce_run_free(f.run);
  f.run = NULL;
  expect_document(&f, "text", &(SceResultOptions){.bare = true},
                  "                   base              conservative      optimistic\n"
                  "2\n"
                  "[tiktok]           0.5 gpu\n"
                  "[youtube]          0.25 gpu\n"
                  "                   1 GFLOP/s         2 GFLOP/s         2 TFLOP/s\n");
  fixture_release(&f);
}

Test(results, json) {
  Fixture f;
  make_page(&f);
  expect_document(&f, "json", &(SceResultOptions){0},
                  "{\"schema\": \"sce.run/1\",\n"
                  " \"scenarios\": [\"base\", \"conservative\", \"optimistic\"],\n"
                  " \"values\": [\n"
                  "   {\"path\": \"sora.params\", \"unit\": \"1\", \"role\": \"input\", \"at\": \"sora.sce:2\", \"source\": \"article, section 04: a guess\", \"axes\": [], \"value\": 20000000000},\n"
                  "   {\"path\": \"sora.flops\", \"unit\": \"FLOP\", \"role\": \"output\", \"at\": \"sora.sce:3\", \"axes\": [\"scenario\"], \"points\": {\"scenario\": [\"base\", \"conservative\", \"optimistic\"]}, \"value\": [2.7e24, 1.08e25, 2.7e25]},\n"
                  "   {\"path\": \"sora.gpus\", \"unit\": \"gpu\", \"role\": \"output\", \"at\": \"sora.sce:4\", \"axes\": [\"scenario\"], \"points\": {\"scenario\": [\"base\", \"conservative\", \"optimistic\"]}, \"value\": [1052.83, 4211.31, 10528.3]},\n"
                  "   {\"path\": \"sora.price\", \"unit\": \"USD/hour\", \"role\": \"input\", \"at\": \"sora.sce:5\", \"axes\": [], \"value\": 2.5},\n"
                  "   {\"path\": \"fleet.share\", \"unit\": \"1\", \"role\": \"formula\", \"at\": \"sora.sce:8\", \"axes\": [\"scenario\", \"platform\"], \"points\": {\"scenario\": [\"base\", \"conservative\", \"optimistic\"], \"platform\": [\"tiktok\", \"youtube\"]}, \"value\": [[0.5, 0.25], [0.125, null], [1, 2]]},\n"
                  "   {\"path\": \"fleet.peak\", \"unit\": \"1\", \"role\": \"formula\", \"at\": \"sora.sce:9\", \"axes\": [\"scenario\"], \"points\": {\"scenario\": [\"base\", \"conservative\", \"optimistic\"]}, \"value\": [2.0000001, 2.0000002, 2.0000002]},\n"
                  "   {\"path\": \"fleet.fits\", \"unit\": \"1\", \"role\": \"formula\", \"at\": \"sora.sce:10\", \"axes\": [\"scenario\"], \"points\": {\"scenario\": [\"base\", \"conservative\", \"optimistic\"]}, \"value\": [true, false, true]},\n"
                  "   {\"path\": \"speed\", \"unit\": \"FLOP/s\", \"role\": \"formula\", \"at\": \"sora.sce:12\", \"axes\": [], \"value\": 989400000000000}],\n"
                  " \"claims\": [\n"
                  "   {\"name\": \"train_low\", \"status\": \"holds\", \"got\": 4211.31, \"says\": 4211, \"unit\": \"gpu\", \"within\": 0.5, \"ratio\": 1.0000736167181192, \"used\": 0.6200000000008004, \"under\": \"conservative\", \"source\": \"article, section 04\", \"at\": \"sora.sce:13\"},\n"
                  "   {\"name\": \"high\", \"status\": \"off\", \"got\": 1052.83, \"says\": 1053, \"unit\": \"gpu\", \"within\": 0.1, \"ratio\": 0.9998385565052231, \"used\": 1.7000000000007276, \"at\": \"sora.sce:14\"},\n"
                  "   {\"name\": \"wrong\", \"status\": \"disputed\", \"got\": 1052.83, \"says\": 89000, \"unit\": \"gpu\", \"within\": 500, \"ratio\": 0.011829550561797752, \"used\": 175.89434, \"disputed\": \"left out the peak\", \"source\": \"article, section 07\", \"at\": \"sora.sce:15\"},\n"
                  "   {\"name\": \"bound\", \"status\": \"holds\", \"source\": \"article, figure 2\", \"at\": \"sora.sce:16\"}],\n"
                  " \"diagnostics\": []}\n");
  fixture_release(&f);
}

Test(results, csv) {
  Fixture f;
  make_page(&f);
  uint32_t chosen[] = {0, 1};
  expect_document(&f, "csv", &(SceResultOptions){.scenarios = chosen, .scenario_count = 2},
                  "path,scenario,platform,statistic,value,unit\n"
                  "sora.params,,,value,20000000000,1\n"
                  "sora.flops,base,,value,2.7e24,FLOP\n"
                  "sora.flops,conservative,,value,1.08e25,FLOP\n"
                  "sora.gpus,base,,value,1052.83,gpu\n"
                  "sora.gpus,conservative,,value,4211.31,gpu\n"
                  "sora.price,,,value,2.5,USD/hour\n"
                  "fleet.share,base,tiktok,value,0.5,1\n"
                  "fleet.share,base,youtube,value,0.25,1\n"
                  "fleet.share,conservative,tiktok,value,0.125,1\n"
                  "fleet.share,conservative,youtube,value,,1\n"
                  "fleet.peak,base,,value,2.0000001,1\n"
                  "fleet.peak,conservative,,value,2.0000002,1\n"
                  "fleet.fits,base,,value,true,1\n"
                  "fleet.fits,conservative,,value,false,1\n"
                  "speed,,,value,989400000000000,FLOP/s\n");
  fixture_release(&f);
}

Test(results, markdown) {
  Fixture f;
  make_page(&f);
  uint32_t chosen[] = {0, 2};
  expect_document(&f, "md", &(SceResultOptions){.scenarios = chosen, .scenario_count = 2},
                  "### sora\n"
                  "\n"
                  "| name | base | optimistic |\n"
                  "| :--- | ---: | ---: |\n"
                  "| params | 20e9 | |\n"
                  "| flops | 2.700e24 FLOP | 2.700e25 FLOP |\n"
                  "| gpus | 1,053 gpu | 10,528 gpu |\n"
                  "| price | $2.50/hour | |\n"
                  "\n"
                  "### fleet\n"
                  "\n"
                  "| name | base | optimistic |\n"
                  "| :--- | ---: | ---: |\n"
                  "| share[tiktok] | 0.5 | 1 |\n"
                  "| share[youtube] | 0.25 | 2 |\n"
                  "| peak | 2.0000001 | 2.0000002 |\n"
                  "| fits | true | true |\n"
                  "\n"
                  "| name | base | optimistic |\n"
                  "| :--- | ---: | ---: |\n"
                  "| speed | 989.4 TFLOP/s | |\n"
                  "\n"
                  "| status | claim | got | says | source |\n"
                  "| :--- | :--- | ---: | ---: | :--- |\n"
                  "| holds | train_low | 4,211 gpu | 4211 gpu | article, section 04 |\n"
                  "| off | high | 1,052.8 gpu | 1053 gpu | |\n"
                  "| disputed | wrong | 1,053 gpu | 89k | article, section 07; disputed: left out the peak |\n"
                  "| holds | bound | | | article, figure 2 |\n");
  fixture_release(&f);
}

/* --- layout ------------------------------------------------------------------------------------ */

/* Without scenarios there is no header; a long name or cell moves to the next free stop; no line ends in blanks. */
Test(results, stops) {
  Fixture f;
  fixture_init(&f, "a_name_of_20_letters = 1\nname_of_17_letter = 1\nname_of_18_letters = 1\nspeed = 1", false);
  add_result(&f, 0, "a_name_of_20_letters", add_number(&f, 1), "gpu");
  add_result(&f, 0, "name_of_17_letter", add_number(&f, NAN), "gpu");
  add_result(&f, 0, "name_of_18_letters", add_number(&f, 0.3899), "gpu");
  SceResult *hidden = add_result(&f, 0, "speed", add_number(&f, 999.96e9), "FLOP/s");
  hidden->flags = 0;
  SceResult expression = *hidden;
  expression.name = name_of(&f, "speed |\n   2 µs");
  expression.flags = SCE_RESULT_SHOWN | SCE_RESULT_EXPRESSION;
  sce_array_push(&f.program->results, expression);
  expect_document(&f, "text", &(SceResultOptions){0},
                  "a_name_of_20_letters  1 gpu\n"
                  "name_of_17_letter  —\n"
                  "name_of_18_letters 0.3899 gpu\n"
                  "speed | 2 µs       1.000 TFLOP/s\n");
  expect_document(&f, "md", &(SceResultOptions){.all = true},
                  "| name | value |\n"
                  "| :--- | ---: |\n"
                  "| a_name_of_20_letters | 1 gpu |\n"
                  "| name_of_17_letter | — |\n"
                  "| name_of_18_letters | 0.3899 gpu |\n"
                  "| speed | 1.000 TFLOP/s |\n"
                  "| `speed \\| 2 µs` | 1.000 TFLOP/s |\n");
  expect_document(&f, "csv", &(SceResultOptions){0},
                  "path,statistic,value,unit\n"
                  "a_name_of_20_letters,value,1,gpu\n"
                  "name_of_17_letter,value,,gpu\n"
                  "name_of_18_letters,value,0.3899,gpu\n"
                  "\"speed |\n   2 µs\",value,999960000000,FLOP/s\n");
  fixture_release(&f);
}

Test(results, nothing_at_all) {
  Fixture f;
  fixture_init(&f, "", false);
  expect_document(&f, "text", &(SceResultOptions){0}, "");
  expect_document(&f, "csv", &(SceResultOptions){0}, "path,statistic,value,unit\n");
  expect_document(&f, "json", &(SceResultOptions){0}, "{\"schema\": \"sce.run/1\",\n \"scenarios\": [\"base\"],\n \"values\": [],\n \"claims\": [],\n \"diagnostics\": []}\n");
  cr_expect_null(sce_results_writer("html"));
  fixture_release(&f);
}

/* --- output ------------------------------------------------------------------------------------ */

Test(results, quoting) {
  SceText text = {0};
  SceOutput out;
  sce_output_init_text(&out, &text);
  static const char odd[] = "a\"b\\c\n\t\x01 µ \xff\xc3 \xed\xa0\x80 😀";
  sce_output_add_json(&out, odd, sizeof odd - 1);
  cr_expect_str_eq(text.bytes, "\"a\\\"b\\\\c\\n\\t\\u0001 µ \xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD 😀\"");
  sce_text_clear(&text);
  sce_output_add_csv(&out, "a,b", 3);
  sce_output_add_csv(&out, "say \"x\"", 7);
  sce_output_add_csv(&out, "plain", 5);
  cr_expect_str_eq(text.bytes, "\"a,b\"\"say \"\"x\"\"\"plain");
  cr_expect(sce_output_finish(&out));
  sce_text_release(&text);
}

Test(results, a_full_disk_is_noticed) {
  FILE *full = fopen("/dev/full", "w");
  if (!full) cr_skip_test("no /dev/full here");
  SceOutput out;
  sce_output_init_file(&out, full);
  for (int i = 0; i < 100000; i++) sce_output_add_string(&out, "a line of results\n");
  cr_expect_not(sce_output_finish(&out));
  fclose(full);
}

Test(results, a_file_gets_every_byte) {
  FILE *file = tmpfile();
  cr_assert_not_null(file);
  SceOutput out;
  sce_output_init_file(&out, file);
  size_t sum = 0;
  char *block = sce_memory_new(200000);
  memset(block, 'x', 200000);
  for (size_t size = 1; size < 200000; size = size * 3 + 1, sum += 7) {
    sce_output_add(&out, block, size);
    sce_output_add_spaces(&out, 7);
    sum += size;
  }
  cr_expect(sce_output_finish(&out));
  cr_expect_eq((size_t)ftell(file), sum);
  free(block);
  fclose(file);
}

/* --- findings ---------------------------------------------------------------------------------- */

static uint32_t root_of(Fixture *f, const char *name) { return f->program->ast.items.at[find_item(f, name)].expr.last; }

static uint32_t add_binary(Fixture *f, SceOpKind kind, uint32_t set, uint32_t a, uint32_t b, uint32_t node) {
  SceOp op = {.kind = (uint8_t)kind, .axes = (uint16_t)set, .a = a};
  op.b = b;
  return add_op(f, op, node);
}

static void expect_finding(Fixture *f, uint32_t i, SceCode code, const char *message) {
  cr_assert_lt(i, f->diags.list.count);
  cr_expect_eq(f->diags.list.at[i].code, code, "E%04d: %s", f->diags.list.at[i].code, f->diags.list.at[i].message);
  cr_expect_str_eq(f->diags.list.at[i].message, message);
}

static void report(Fixture *f) {
  if (!f->run) f->run = sce_run_new(f->program, NULL, NULL);
  sce_run_report(f->run, &f->diags);
  sce_claims_report(f->run, f->program, &f->diags);
}

Test(results, failures_are_explained) {
  Fixture f;
  fixture_init(&f, "x = 1\nquotient = 7 / x\nroot = sqrt(0 - x)\nlarge = x * 1e300\ninverse = x ^ -1\nodd = (0 - 8) ^ 0.5\ndirect = 1 / 0\nguarded = 1 / (x - x)", true);
  static const double xs[] = {0, 1, 0};
  uint32_t x = add_points(&f, BASE, xs), seven = add_number(&f, 7), minus = add_number(&f, -1), huge = add_number(&f, 1e300), zero = add_number(&f, 0);
  add_result(&f, 0, "quotient", add_binary(&f, SCE_OP_DIVIDE, BASE, seven, x, root_of(&f, "quotient")), "1");
  uint32_t negative = add_binary(&f, SCE_OP_SUBTRACT, BASE, zero, x, root_of(&f, "root"));
  add_result(&f, 0, "root", add_binary(&f, SCE_OP_SQRT, BASE, negative, SCE_NO_OP, root_of(&f, "root")), "1");
  add_result(&f, 0, "large", add_binary(&f, SCE_OP_MULTIPLY, 0, huge, huge, root_of(&f, "large")), "1");
  add_result(&f, 0, "inverse", add_binary(&f, SCE_OP_POWER, 0, zero, minus, root_of(&f, "inverse")), "1");
  add_result(&f, 0, "odd", add_binary(&f, SCE_OP_POWER, 0, add_number(&f, -8), add_number(&f, 0.5), root_of(&f, "odd")), "1");
  uint32_t direct = add_binary(&f, SCE_OP_DIVIDE, 0, seven, zero, root_of(&f, "direct"));
  add_result(&f, 0, "direct", direct, "1");
  /* What rests on a failure is no failure of its own; what a guard keeps away is none at all. */
  add_result(&f, 0, "direct", add_binary(&f, SCE_OP_ADD, 0, direct, seven, root_of(&f, "direct")), "1");
  uint32_t kept = add_binary(&f, SCE_OP_DIVIDE, 0, seven, zero, root_of(&f, "guarded"));
  SceOp select = {.kind = SCE_OP_SELECT, .a = zero};
  select.b = kept;
  select.c = seven;
  add_result(&f, 0, "guarded", add_op(&f, select, root_of(&f, "guarded")), "1");
  report(&f);
  expect_finding(&f, 0, SCE_E_DIVISION, "`7 / x` divides by zero: `x` is 0 in the base and in scenario optimistic");
  cr_expect_str_eq(f.diags.list.at[0].help, "where `x` may be 0, say what holds then: `if ( … ) then … else …`");
  expect_finding(&f, 1, SCE_E_DOMAIN, "`sqrt(0 - x)`: there is no square root of -1 in scenario conservative");
  expect_finding(&f, 2, SCE_E_OVERFLOW, "`x * 1e300` is beyond the largest number, 1.8e308: `x` is 1e300");
  expect_finding(&f, 3, SCE_E_DIVISION, "`x ^ -1` divides by zero: it is 0 to the power -1");
  expect_finding(&f, 4, SCE_E_DOMAIN, "`(0 - 8) ^ 0.5` is no real number: -8 to the power 0.5");
  expect_finding(&f, 5, SCE_E_DIVISION, "`1 / 0` divides by zero");
  cr_expect_eq(f.diags.list.count, 6);
  fixture_release(&f);
}

/* A guard works point by point, and so does the report. */
Test(results, only_points_that_were_reached) {
  Fixture f;
  fixture_init(&f, "total = 7 / x", true);
  static const double xs[] = {0, 1, 0}, conditions[] = {0, 0, 1};
  uint32_t x = add_points(&f, BASE, xs), seven = add_number(&f, 7), condition = add_points(&f, BASE, conditions);
  uint32_t quotient = add_binary(&f, SCE_OP_DIVIDE, BASE, seven, x, root_of(&f, "total"));
  SceOp select = {.kind = SCE_OP_SELECT, .axes = BASE, .a = condition};
  select.b = quotient;
  select.c = seven;
  add_result(&f, 0, "total", add_op(&f, select, 0), "1");
  report(&f);
  expect_finding(&f, 0, SCE_E_DIVISION, "`7 / x` divides by zero: `x` is 0 in scenario optimistic");
  cr_expect_eq(f.diags.list.count, 1);
  fixture_release(&f);
}

Test(results, ranges) {
  Fixture f;
  fixture_init(&f, "kind fleet < utilization = 1 in 0 .. 1 >\nshare = 1\nwhole = 1", true);
  static const double shares[] = {0.5, 1.5, NAN, 1, 1, -0.5}, wholes[] = {2, 2, 2}, fine[] = {0, 1, 1};
  const SceItem *field = &f.program->ast.items.at[find_item(&f, "utilization")];
  SceRange range = {.low = add_number(&f, 0), .high = add_number(&f, 1), .node = sce_ast_more(&f.program->ast, field)->range.last, .item = find_item(&f, "utilization"), .cut = SCE_NO_OP};
  sce_array_push(&f.program->ranges, range);
  add_result(&f, 0, "share", add_points(&f, BASE | PLATFORM, shares), "gpu")->range = 1;
  add_result(&f, 0, "whole", add_points(&f, BASE, wholes), "1")->range = 1;
  add_result(&f, 0, "utilization", add_points(&f, BASE, fine), "1")->range = 1;
  report(&f);
  expect_finding(&f, 0, SCE_E_RANGE, "`share` is 1.5 gpu, outside `0 .. 1` at platform youtube, scenario base; platform youtube, scenario optimistic");
  expect_finding(&f, 1, SCE_E_RANGE, "`whole` is 2, outside `0 .. 1`");
  cr_expect_eq(f.diags.list.count, 2);
  cr_expect_eq(f.diags.list.at[0].notes.count, 1);
  fixture_release(&f);
}

Test(results, claims_are_findings) {
  Fixture f;
  make_page(&f);
  uint32_t none = add_number(&f, NAN);
  set_dispute(&f, add_claim(&f, "high", f.program->claims.at[1].value, 4211.25, "gpu", 0.06, 1), "left out the peak");
  add_claim(&f, "bound", none, 1, "1", 0.5, 0);
  report(&f);
  expect_finding(&f, 0, SCE_E_CLAIM_OFF, "claim `high` is off: got 1,052.83 gpu, says 1053 gpu");
  cr_expect_str_eq(f.diags.list.at[0].notes.at[0].text, "ratio 0.9998; the difference of 0.17 gpu is 1.7 times the tolerance of 0.1 gpu");
  expect_finding(&f, 1, SCE_E_CLAIM_DISPUTED, "claim `wrong` is disputed: got 1,053 gpu, says 89k");
  cr_expect_str_eq(f.diags.list.at[1].notes.at[0].text, "reason: left out the peak");
  cr_expect_str_eq(f.diags.list.at[1].notes.at[2].text, "source: article, section 07");
  expect_finding(&f, 2, SCE_E_CLAIM_STALE, "claim `high` is disputed, but it holds: got 4,211.31 gpu, says 1053 gpu");
  expect_finding(&f, 3, SCE_E_NONE_NEEDED, "claim `bound` rests on `bound`, which is none");
  cr_expect_eq(f.diags.list.count, 4);
  cr_expect_eq(f.diags.errors, 1);
  cr_expect_eq(f.diags.findings, 2);
  cr_expect_eq(f.diags.warnings, 1);
  fixture_release(&f);
}

/* The bound itself holds, and a billionth more; nothing beyond. */
Test(results, tolerance) {
  static const struct { double got, says, within; SceVerdict verdict; } cases[] = {
      {4211.5, 4211, 0.5, SCE_VERDICT_HOLDS}, {4211.5 + 4e-10, 4211, 0.5, SCE_VERDICT_HOLDS}, {4211.50001, 4211, 0.5, SCE_VERDICT_OFF},
      {4210.5, 4211, 0.5, SCE_VERDICT_HOLDS}, {4210.49, 4211, 0.5, SCE_VERDICT_OFF}, {1.08e25, 1.1e25, 0.05e25, SCE_VERDICT_HOLDS},
      {0, 0, 0, SCE_VERDICT_HOLDS}, {1e-300, 0, 0, SCE_VERDICT_OFF}, {-5, -5, 0, SCE_VERDICT_HOLDS}, {NAN, 1, 1, SCE_VERDICT_ERROR},
  };
  Fixture f;
  fixture_init(&f, "claim c < value = 1; says = 1 >", false);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) add_claim(&f, "c", add_number(&f, cases[i].got), cases[i].says, "1", cases[i].within, 0);
  f.run = sce_run_new(f.program, NULL, NULL);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    SceClaim claim = f.program->claims.at[i];
    SceJudgement judged = sce_claim_judge(f.run, f.program, &claim);
    cr_expect_eq(judged.verdict, cases[i].verdict, "case %zu", i);
    claim.disputed_at = 1;
    judged = sce_claim_judge(f.run, f.program, &claim);
    bool holds = cases[i].verdict == SCE_VERDICT_HOLDS;
    SceVerdict expected = holds ? SCE_VERDICT_OFF : cases[i].verdict == SCE_VERDICT_OFF ? SCE_VERDICT_DISPUTED : SCE_VERDICT_ERROR;
    cr_expect_eq(judged.verdict, expected, "disputed case %zu", i);
    cr_expect_eq(judged.stale, holds);
    claim.failed = true;
    cr_expect_eq(sce_claim_judge(f.run, f.program, &claim).verdict, SCE_VERDICT_ERROR);
  }
  fixture_release(&f);
}
