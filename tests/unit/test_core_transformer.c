/* Transformer work against published figures: training work and utilization from the reference table, parameters from
 * the shapes of published models, and the ends of the domain.
 */
#include "core/transformer.h"
#include "test_core_csv.h"

#include <stdbool.h>

static const double h100_peak = 989e12; /* as these rows round it; 989.4e12 moves them by 0.04 % */
static const double a100_peak = 312e12;

static void expect_row(const CsvTable *table, unsigned row, double value) {
  double published = csv_get_number(table, row, "published_or_pinned");
  double tolerance = csv_get_number(table, row, "tolerance_pct") / 100;
  double error = relative_error(value, published);
  cr_expect_leq(error, tolerance, "%s: %.7g, published %g, off by %.3g %%", table->cells[row][0], value, published, 100 * error);
}

/* Every row of 6 x parameters x tokens but ViT-22B's, whose published value is known to be half of what it should be. */
Test(core_transformer, training_work_of_published_models) {
  const char *ids[] = {"R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12", "R13", "R14", "R15", "R16"};
  CsvTable table;
  csv_init(&table, "references.csv");
  for (unsigned i = 0; i < sizeof ids / sizeof *ids; i++) {
    unsigned row = csv_find(&table, ids[i]);
    cr_assert_str_eq(csv_get(&table, row, "formula"), "6*N*D");
    double work = sce_transformer_estimate_training(csv_get_input(&table, row, "N"), csv_get_input(&table, row, "D"), 0);
    cr_expect_lt(relative_error(work, csv_get_number(&table, row, "computed")), 1e-12, "%s", ids[i]);
    expect_row(&table, row, work);
  }
  csv_release(&table);
}

/* With full recomputation the hardware does one forward pass more: 8 x parameters x tokens. */
Test(core_transformer, recomputation_is_one_more_forward) {
  CsvTable table;
  csv_init(&table, "references.csv");
  unsigned row = csv_find(&table, "R17");
  double params = csv_get_input(&table, row, "N"), tokens = csv_get_input(&table, row, "D");
  expect_row(&table, row, sce_transformer_estimate_training(params, tokens, 0) + sce_transformer_estimate_forward(params, tokens));
  csv_release(&table);
}

/* Six parameters' worth and twelve of attention for each token that a GPU trains on in a second, over its peak. */
Test(core_transformer, utilization_with_attention) {
  const struct { const char *id; double peak; } rows[] = {
      {"R42", h100_peak}, {"R43", h100_peak}, {"R45", h100_peak}, {"R46", a100_peak},
  };
  CsvTable table;
  csv_init(&table, "references.csv");
  for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
    unsigned row = csv_find(&table, rows[i].id);
    cr_assert_str_eq(csv_get(&table, row, "formula"), "(6N+12Lds)*tok/s/GPU/peak");
    double tokens = csv_get_input(&table, row, "tok/s");
    double attention = sce_transformer_estimate_attention(csv_get_input(&table, row, "L"), csv_get_input(&table, row, "d"),
                                                          csv_get_input(&table, row, "s"), tokens, 1);
    double work = sce_transformer_estimate_training(csv_get_input(&table, row, "N"), tokens, 0) + 3 * attention;
    cr_expect_lt(relative_error(work / rows[i].peak, csv_get_number(&table, row, "computed")), 1e-6, "%s", rows[i].id);
    expect_row(&table, row, work / rows[i].peak);
  }
  csv_release(&table);
}

Test(core_transformer, utilization_under_a_causal_mask) {
  CsvTable table;
  csv_init(&table, "references.csv");
  unsigned row = csv_find(&table, "R41");
  double context = csv_get_input(&table, row, "s");
  double tokens = csv_get_input(&table, row, "B") * context;
  double layers = csv_get_input(&table, row, "L"), width = csv_get_input(&table, row, "h");
  double attention = sce_transformer_estimate_attention(layers, width, context, tokens, 0.5);
  double work = sce_transformer_estimate_training(csv_get_input(&table, row, "N"), tokens, 0) + 3 * attention;
  double available = csv_get_input(&table, row, "t") * csv_get_input(&table, row, "n") * h100_peak;
  cr_expect_lt(relative_error(work / available, csv_get_number(&table, row, "computed")), 1e-6);
  expect_row(&table, row, work / available);
  csv_release(&table);
}

/* Korthikanti et al. count every matrix, the logits included: a shape with one shared table and plain MLPs of 4 widths,
 * contexts of 2,048, a vocabulary of 51,200. */
Test(core_transformer, utilization_from_shape) {
  const char *ids[] = {"R50", "R51", "R53"};
  CsvTable table;
  csv_init(&table, "references.csv");
  for (unsigned i = 0; i < sizeof ids / sizeof *ids; i++) {
    unsigned row = csv_find(&table, ids[i]);
    double layers = csv_get_input(&table, row, "L"), width = csv_get_input(&table, row, "h");
    double context = 2048, tokens = csv_get_input(&table, row, "B") * context;
    double params = sce_transformer_count_params((SceTransformerShape){
        .layers = layers, .width = width, .ffn = 4 * width, .vocabulary = 51200,
        .kv_ratio = 1, .ffn_matrices = 2, .embeddings = 1, .experts = 1, .head_ratio = 1});
    double work = sce_transformer_estimate_training(params, tokens, 0) +
                  3 * sce_transformer_estimate_attention(layers, width, context, tokens, 1);
    double utilization = work / (csv_get_input(&table, row, "t") * csv_get_input(&table, row, "n") * a100_peak);
    cr_expect_lt(relative_error(utilization, csv_get_number(&table, row, "computed")), 1e-4, "%s: %.8f", ids[i], utilization);
    expect_row(&table, row, utilization);
  }
  csv_release(&table);
}

typedef struct PublishedShape {
  const char *model;
  SceTransformerShape shape;
  double params;    /* counted over the published weights, or as published */
  double tolerance; /* 0 where the weights have no biases, learned positions or routers */
} PublishedShape;

/* Order: layers, width, ffn, vocabulary, kv_ratio, ffn_matrices, embeddings, experts, head_ratio. */
static const PublishedShape published_shapes[] = {
    {"Llama 2 7B", {32, 4096, 11008, 32000, 1, 3, 2, 1, 1}, 6738415616., 0},
    {"Llama 2 13B", {40, 5120, 13824, 32000, 1, 3, 2, 1, 1}, 13015864320., 0},
    {"Llama 2 70B", {80, 8192, 28672, 32000, 8. / 64, 3, 2, 1, 1}, 68976648192., 0},
    {"Llama 3.1 8B", {32, 4096, 14336, 128256, 8. / 32, 3, 2, 1, 1}, 8030261248., 0},
    {"Llama 3.1 70B", {80, 8192, 28672, 128256, 8. / 64, 3, 2, 1, 1}, 70553706496., 0},
    {"Llama 3.1 405B", {126, 16384, 53248, 128256, 8. / 128, 3, 2, 1, 1}, 405853388800., 0},
    {"GPT-3", {96, 12288, 49152, 50257, 1, 2, 1, 1, 1}, 174.6e9, 5e-4},
    {"PaLM", {118, 18432, 73728, 256000, 1. / 48, 3, 1, 1, 48. * 256 / 18432}, 540.35e9, 1e-4},
    {"MPT 70b", {80, 8192, 32768, 50368, 1, 2, 1, 1, 1}, 64862437376., 1.5e-3},
    {"MPT 30b", {48, 7168, 28672, 50368, 1, 2, 1, 1, 1}, 29975214080., 1.5e-3},
    {"MPT 7b", {32, 4096, 16384, 50368, 1, 2, 1, 1, 1}, 6658859008., 1.5e-3},
    {"Mixtral 8x7B, total", {32, 4096, 14336, 32000, 8. / 32, 3, 2, 8, 1}, 46702792704., 1e-4},
    {"Mixtral 8x7B, active", {32, 4096, 14336, 32000, 8. / 32, 3, 2, 2, 1}, 12.9e9, 5e-3},
};

Test(core_transformer, parameters_of_published_models) {
  for (unsigned i = 0; i < sizeof published_shapes / sizeof *published_shapes; i++) {
    const PublishedShape *published = &published_shapes[i];
    double params = sce_transformer_count_params(published->shape);
    cr_expect_leq(relative_error(params, published->params), published->tolerance, "%s: %.0f", published->model, params);
  }
}

/* The same shapes against the reference list of models, to its rounding; Llama 2 70B is listed by its name's number. */
Test(core_transformer, parameters_of_the_list) {
  CsvTable table;
  csv_init(&table, "models.csv");
  unsigned found = 0;
  for (unsigned i = 0; i < sizeof published_shapes / sizeof *published_shapes; i++) {
    const SceTransformerShape *shape = &published_shapes[i].shape;
    bool listed = false;
    for (unsigned row = 1; row < table.rows && !listed; row++) listed = !strcmp(table.cells[row][0], published_shapes[i].model);
    if (!listed) continue;
    found++;
    unsigned row = csv_find(&table, published_shapes[i].model);
    cr_expect_eq(shape->layers, csv_get_number(&table, row, "layers"), "%s", published_shapes[i].model);
    cr_expect_eq(shape->width, csv_get_number(&table, row, "d_model"), "%s", published_shapes[i].model);
    cr_expect_eq(shape->ffn, csv_get_number(&table, row, "ffn_or_mlp"), "%s", published_shapes[i].model);
    double heads = csv_get_number(&table, row, "heads");
    cr_expect_eq(shape->kv_ratio, csv_get_number(&table, row, "kv_heads") / heads, "%s", published_shapes[i].model);
    double error = relative_error(sce_transformer_count_params(*shape), csv_get_number(&table, row, "params_total"));
    cr_expect_lt(error, strcmp(published_shapes[i].model, "Llama 2 70B") ? 2.5e-3 : 1.5e-2, "%s: %g", published_shapes[i].model, error);
  }
  cr_expect_eq(found, 8);
  csv_release(&table);
}

/* DeepSeek-V3: 58 layers of 256 routed experts of 3 matrices 7168 x 2048, 8 of them active. What is neither is shared. */
Test(core_transformer, experts_of_deepseek_v3) {
  double expert = 3. * 7168 * 2048 * 58;
  double shared = 671.03e9 - 256 * expert;
  double active = sce_transformer_count_moe_params(expert, 8, shared);
  cr_expect_lt(relative_error(active, 37e9), 0.02, "%.4g active", active);
  cr_expect_lt(relative_error(sce_transformer_count_moe_params(expert, 256, shared), 671.03e9), 1e-12);
  cr_expect_eq(sce_transformer_count_moe_params(220e9, 2, 0), 440e9);
}

static void expect_nan_outside_shape(unsigned position, double bad) {
  double fields[] = {32, 4096, 11008, 32000, 0.25, 3, 2, 1, 1};
  fields[position] = bad;
  double params = sce_transformer_count_params((SceTransformerShape){fields[0], fields[1], fields[2], fields[3], fields[4],
                                                                     fields[5], fields[6], fields[7], fields[8]});
  cr_expect(isnan(params), "field %u = %g gives %g", position, bad, params);
}

Test(core_transformer, outside_the_domain) {
  const double bad[] = {-1, NAN, INFINITY, -INFINITY, 0};
  for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
    for (unsigned position = 0; position < 9; position++) expect_nan_outside_shape(position, bad[i]);
    cr_expect(isnan(sce_transformer_estimate_attention(bad[i], 4096, 2048, 1, 1)));
    cr_expect(isnan(sce_transformer_estimate_attention(32, bad[i], 2048, 1, 1)));
    if (bad[i] == 0) continue;
    cr_expect(isnan(sce_transformer_estimate_forward(bad[i], 1)));
    cr_expect(isnan(sce_transformer_estimate_forward(1, bad[i])));
    cr_expect(isnan(sce_transformer_estimate_training(bad[i], 1, 0)));
    cr_expect(isnan(sce_transformer_estimate_training(1, bad[i], 0)));
    cr_expect(isnan(sce_transformer_estimate_attention(32, 4096, bad[i], 1, 1)));
    cr_expect(isnan(sce_transformer_estimate_attention(32, 4096, 2048, bad[i], 1)));
    cr_expect(isnan(sce_transformer_estimate_attention(32, 4096, 2048, 1, bad[i])));
    cr_expect(isnan(sce_transformer_count_moe_params(bad[i], 8, 1)));
    cr_expect(isnan(sce_transformer_count_moe_params(1, bad[i], 1)));
    cr_expect(isnan(sce_transformer_count_moe_params(1, 8, bad[i])));
  }
  expect_nan_outside_shape(4, 1.01);
  cr_expect(isnan(sce_transformer_estimate_attention(32, 4096, 2048, 1, 1.01)), "no more than the whole context is seen");
}

Test(core_transformer, edges_of_the_domain) {
  cr_expect_eq(sce_transformer_estimate_forward(0, 1e12), 0);
  cr_expect_eq(sce_transformer_estimate_training(7e10, 0, 0), 0);
  cr_expect_eq(sce_transformer_estimate_attention(32, 4096, 2048, 100, 0), 0);
  cr_expect_eq(sce_transformer_count_moe_params(1e9, 0, 5e9), 5e9);
  cr_expect(isinf(sce_transformer_estimate_training(1e200, 1e200, 0)), "too large is infinite, not invalid");
}
