/* The DiT family against its published figures: every row of the table, the paper's own numbers, and the ends of the
 * functions' domain. A wrong layer anywhere moves some row by more than the rounding of the table, 1e-6.
 */
#include "core/core.h"
#include "core/dit.h"
#include "test_core_csv.h"

#include <stdbool.h>

enum { TABLE_ROWS = 22, PUBLISHED_MACS = 12, PUBLISHED_PARAMS = 11 };

typedef struct DitRow {
  const char *model;
  double side, depth, width, patch, tokens;
} DitRow;

static DitRow read_row(const CsvTable *table, unsigned row) {
  return (DitRow){
      .model = csv_get(table, row, "model"),
      .side = csv_get_number(table, row, "image_px"),
      .depth = csv_get_number(table, row, "depth_L"),
      .width = csv_get_number(table, row, "hidden_d"),
      .patch = csv_get_number(table, row, "patch_p"),
      .tokens = csv_get_number(table, row, "tokens_T"),
  };
}

static double count_macs(const DitRow *row) { return sce_dit_count_macs(row->side, row->depth, row->width, row->patch); }

Test(core_dit, every_row_of_the_table) {
  CsvTable table;
  csv_init(&table, "dit_table.csv");
  cr_assert_eq(table.rows - 1, TABLE_ROWS);
  double worst = 0;
  for (unsigned i = 1; i < table.rows; i++) {
    DitRow row = read_row(&table, i);
    double macs = count_macs(&row);
    double error = relative_error(macs, csv_get_number(&table, i, "macs_forward"));
    worst = fmax(worst, error);
    cr_expect_lt(error, 1e-6, "%s at %g px: %.7g", row.model, row.side, macs);
    cr_expect_float_eq(2 * macs / 1e9, csv_get_number(&table, i, "gflop_forward_true_2x"), 0.00006, "%s: FLOP", row.model);
    double core = sce_dit_count_token_macs(row.tokens, sce_dit_plain_blocks(row.depth, row.width)) / 1e9;
    cr_expect_float_eq(core, csv_get_number(&table, i, "gmacs_core_only"), 0.00006, "%s: blocks", row.model);
    double params = sce_dit_count_params(row.depth, row.width, row.patch, 1000);
    cr_expect_eq(params, csv_get_number(&table, i, "params_computed"), "%s: %.0f parameters", row.model, params);
  }
  cr_log_info("macs_forward: largest relative error %.3g over %d rows", worst, TABLE_ROWS);
  csv_release(&table);
}

/* The paper prints two decimals (one for the largest); beyond its last digit it counts up to 0.02 % more. */
Test(core_dit, published_gmacs) {
  CsvTable table;
  csv_init(&table, "dit_table.csv");
  unsigned found = 0;
  for (unsigned i = 1; i < table.rows; i++) {
    if (!*csv_get(&table, i, "published_Gflops_paper")) continue;
    found++;
    DitRow row = read_row(&table, i);
    double published = csv_get_number(&table, i, "published_Gflops_paper");
    double gmacs = count_macs(&row) / 1e9;
    cr_expect_leq(fabs(gmacs - published), 0.005 + 0.0002 * published, "%s: %.4f, published %g", row.model, gmacs, published);
  }
  cr_expect_eq(found, PUBLISHED_MACS);
  csv_release(&table);
}

Test(core_dit, published_parameters) {
  CsvTable table;
  csv_init(&table, "dit_table.csv");
  unsigned found = 0;
  for (unsigned i = 1; i < table.rows; i++) {
    if (!*csv_get(&table, i, "params_published_M")) continue;
    found++;
    DitRow row = read_row(&table, i);
    double millions = sce_dit_count_params(row.depth, row.width, row.patch, 1000) / 1e6;
    cr_expect_leq(fabs(millions - csv_get_number(&table, i, "params_published_M")), 0.5, "%s: %.3f million", row.model, millions);
  }
  cr_expect_eq(found, PUBLISHED_PARAMS);
  csv_release(&table);
}

typedef struct ReferenceRow {
  const char *id;
  double value;
} ReferenceRow;

static void expect_reference(const CsvTable *table, ReferenceRow reference) {
  unsigned row = csv_find(table, reference.id);
  double published = csv_get_number(table, row, "published_or_pinned");
  double tolerance = csv_get_number(table, row, "tolerance_pct") / 100;
  double error = relative_error(reference.value, published);
  cr_expect_leq(error, tolerance, "%s: %.7g, published %g, off by %.3g %%", reference.id, reference.value, published, 100 * error);
}

Test(core_dit, references) {
  CsvTable table;
  csv_init(&table, "references.csv");
  double xl_macs = sce_dit_count_macs(256, 28, 1152, 2);
  const ReferenceRow rows[] = {
      {"R21", sce_dit_count_macs(256, 12, 384, 2) / 1e9},
      {"R22", sce_dit_count_macs(256, 12, 768, 2) / 1e9},
      {"R23", sce_dit_count_macs(256, 24, 1024, 2) / 1e9},
      {"R24", xl_macs / 1e9},
      {"R26", sce_dit_count_macs(512, 28, 1152, 2) / 1e9},
      {"R27", sce_dit_count_params(28, 1152, 2, 1000)},
      {"R28", 3 * xl_macs * 256 * 7e6},
  };
  for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) expect_reference(&table, rows[i]);
  csv_release(&table);
}

/* 20e9 parameters at the aspect ratio of DiT-XL are 86.6 layers of 3,565: full attention over a minute's 184,320
 * tokens against the article's linear scaling. */
Test(core_dit, full_attention_of_the_article) {
  CsvTable table;
  csv_init(&table, "article_claims.csv");
  double ratio = sce_dit_count_token_macs(184320, sce_dit_plain_blocks(86.6, 3565)) / (524.6e9 * 30 * 180);
  double expected = csv_get_number(&table, csv_find(&table, "A06"), "recomputed");
  cr_expect_lt(relative_error(ratio, expected), 1e-3, "%.6f", ratio);
  csv_release(&table);
}

Test(core_dit, outside_the_domain) {
  const double bad[] = {0, -1, NAN, INFINITY, -INFINITY};
  for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
    for (unsigned position = 0; position < 4; position++) {
      double args[4] = {256, 28, 1152, 2};
      args[position] = bad[i];
      cr_expect(isnan(sce_dit_count_macs(args[0], args[1], args[2], args[3])), "argument %u = %g", position, bad[i]);
    }
    cr_expect(isnan(sce_dit_count_token_macs(256, sce_dit_plain_blocks(bad[i], 1152))));
    cr_expect(isnan(sce_dit_count_token_macs(256, sce_dit_plain_blocks(28, bad[i]))));
    cr_expect(isnan(sce_dit_count_params(bad[i], 1152, 2, 1000)));
    cr_expect(isnan(sce_dit_count_params(28, bad[i], 2, 1000)));
    cr_expect(isnan(sce_dit_count_params(28, 1152, bad[i], 1000)));
    bool is_zero = bad[i] == 0;
    cr_expect_eq(isnan(sce_dit_count_token_macs(bad[i], sce_dit_plain_blocks(28, 1152))) != 0, !is_zero);
    cr_expect_eq(isnan(sce_dit_count_params(28, 1152, 2, bad[i])) != 0, !is_zero);
  }
}

Test(core_dit, edges_of_the_domain) {
  cr_expect(isnan(sce_dit_count_macs(15, 28, 1152, 2)), "a patch larger than the latent");
  cr_expect(sce_dit_count_macs(16, 28, 1152, 2) > 0, "a patch as large as the latent is one token");
  cr_expect_eq(sce_dit_count_token_macs(0, sce_dit_plain_blocks(28, 1152)), 0);
  cr_expect_eq(sce_dit_count_params(1, 8, 1, 1) - sce_dit_count_params(1, 8, 1, 0), 8, "a class is a row of the width");
  cr_expect(isinf(sce_dit_count_token_macs(1e200, sce_dit_plain_blocks(28, 1152))), "too large is infinite, not invalid");
}

static const SceCoreEntry *find_entry(const char *name) {
  for (unsigned i = 0; i < sce_core_count; i++)
    if (!strcmp(sce_core_table[i].name, name)) return &sce_core_table[i];
  cr_assert_fail("no core function %s", name);
  return NULL;
}

Test(core_dit, called_through_the_table) {
  cr_expect_eq(find_entry("dit_macs")->call((const double[]){512, 28, 1152, 2}), sce_dit_count_macs(512, 28, 1152, 2));
  cr_expect_eq(find_entry("dit_token_macs")->call((const double[]){1024, 28, 1152, 0, 0, 0, 2}),
               sce_dit_count_token_macs(1024, sce_dit_plain_blocks(28, 1152)));
  cr_expect_eq(find_entry("dit_params")->call((const double[]){28, 1152, 2, 1000}), sce_dit_count_params(28, 1152, 2, 1000));
}
