/* Months, break-even, utilization, the roofline and memory against published figures and closed forms, and the ends of their domains. Figures are those of
 * tests/data where a row has them; the others are named beside the number.
 */
#include "core/memory.h"
#include "core/roofline.h"
#include "core/transformer.h"
#include "core/utilization.h"
#include "test_core_csv.h"

#include <stdbool.h>

static const double month = 30 * 86400.;
static const double h100_peak = 989.4e12;
static const double a100_peak = 312e12;

/* Attention to the whole context, as utilization is usually published. */
static double mfu_of(double throughput, double params, double peak, double layers, double width, double context) {
  return sce_utilization_mfu(throughput, peak, (SceUtilizationModel){.params = params, .layers = layers, .width = width, .context = context, .attended = 1});
}

/* A published figure as good as its digits; `within` is half of one in the last, or what the row of the table allows. */
static void expect_near(const char *what, double value, double published, double within) {
  cr_expect_leq(fabs(value - published), within, "%s: %.7g, published %.7g", what, value, published);
}

static double claimed(const CsvTable *table, const char *id) { return csv_get_number(table, csv_find(table, id), "claimed"); }

static double recomputed(const CsvTable *table, const char *id) { return csv_get_number(table, csv_find(table, id), "recomputed"); }

Test(core_planning, months_of_the_article) {
  CsvTable table;
  csv_init(&table, "article_claims.csv");
  expect_near("C08", sce_utilization_gpu_months(claimed(&table, "I04"), h100_peak, 1, month), claimed(&table, "C08"), 0.05);
  expect_near("C12", sce_utilization_gpu_months(recomputed(&table, "C10"), h100_peak, 1, month), claimed(&table, "C12"), 0.5);
  expect_near("C13", sce_utilization_gpu_months(recomputed(&table, "C11"), h100_peak, 1, month), claimed(&table, "C13"), 0.5);
  double half = sce_utilization_gpu_months(1e25, h100_peak, 0.5, month);
  cr_expect_lt(relative_error(half, 2 * sce_utilization_gpu_months(1e25, h100_peak, 1, month)), 1e-15, "half the speed takes twice the months");
  csv_release(&table);
}

Test(core_planning, break_even_of_the_article) {
  CsvTable table;
  csv_init(&table, "article_claims.csv");
  expect_near("C15", sce_utilization_break_even(claimed(&table, "I04"), recomputed(&table, "C14")), claimed(&table, "C15"), 0.05e6);
  expect_near("C20", sce_utilization_break_even(recomputed(&table, "C11"), claimed(&table, "C17")), claimed(&table, "C20"), 0.05e6);
  csv_release(&table);
}

static void expect_row(const CsvTable *table, const char *id, double value) {
  unsigned row = csv_find(table, id);
  double tolerance = csv_get_number(table, row, "tolerance_pct") / 100, published = csv_get_number(table, row, "published_or_pinned");
  cr_expect_lt(relative_error(value, csv_get_number(table, row, "computed")), 1e-6, "%s: %.9g", id, value);
  expect_near(id, value, published, tolerance * published);
}

/* Tokens a second with attention: the runs of llm-foundry. Its rows round the peak of the H100 to 989. */
Test(core_planning, mfu_of_throughput) {
  const struct { const char *id; double peak; } rows[] = {{"R42", 989e12}, {"R43", 989e12}, {"R45", 989e12}, {"R46", a100_peak}};
  CsvTable table;
  csv_init(&table, "references.csv");
  for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
    unsigned row = csv_find(&table, rows[i].id);
    double tokens = csv_get_input(&table, row, "tok/s"), params = csv_get_input(&table, row, "N");
    double layers = csv_get_input(&table, row, "L"), width = csv_get_input(&table, row, "d"), context = csv_get_input(&table, row, "s");
    expect_row(&table, rows[i].id, mfu_of(tokens, params, rows[i].peak, layers, width, context));
    double work = 6 * params + 12 * layers * width * context;
    cr_expect_lt(relative_error(sce_utilization_mfu_of_work(tokens, work, rows[i].peak),
                                mfu_of(tokens, params, rows[i].peak, layers, width, context)), 1e-14);
  }
  csv_release(&table);
}

/* PaLM 540B: 238,300 tokens a second on 6,144 TPU v4 are 45.7 % without attention and 46.2 % with it (118 layers, 48 heads of 256, context 2,048): arXiv
 * 2204.02311, appendix B. */
Test(core_planning, mfu_of_palm) {
  double peak = 6144 * 275e12, params = 540.35e9, tokens = 238.3e3;
  expect_near("without attention", mfu_of(tokens, params, peak, 0, 0, 0), 0.457, 0.0005);
  expect_near("with attention", mfu_of(tokens, params, peak, 118, 48 * 256, 2048), 0.462, 0.0005);
}

Test(core_planning, mfu_of_runs) {
  CsvTable table;
  csv_init(&table, "references.csv");
  expect_row(&table, "R29", sce_utilization_mfu_of_run(sce_transformer_estimate_training(70e9, 2e12, 0), 1720320 * 3600., a100_peak));
  expect_row(&table, "R30", sce_utilization_mfu_of_run(3.8e25, 30.84e6 * 3600, h100_peak));
  expect_row(&table, "R31", sce_utilization_mfu_of_run(430e12, 1, h100_peak));
  csv_release(&table);
}

/* Ridge points from the table of accelerators, as others print them: 240 for TPU v5e (Austin et al., How to Scale Your Model, 2025), 295 for the H100. */
Test(core_planning, ridge_points) {
  const struct { const char *name; double published; } rows[] = {{"TPU v5e", 240}, {"H100 SXM", 295}};
  CsvTable table;
  csv_init(&table, "hardware.csv");
  for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
    unsigned row = csv_find(&table, rows[i].name);
    double peak = csv_get_number(&table, row, "bf16_dense_flops"), bandwidth = csv_get_number(&table, row, "hbm_Bps");
    expect_near(rows[i].name, sce_roofline_ridge_point(peak, bandwidth), rows[i].published, 0.6);
  }
  csv_release(&table);
}

/* Both sides of the ridge and the point itself, in every function: they are one model. */
Test(core_planning, the_roofline_is_one_model) {
  const double peak = 989.4e12, bandwidth = 3.35e12, data = 1e9, ridge = sce_roofline_ridge_point(peak, bandwidth);
  const double shares[] = {0, 1e-3, 0.5, 0.999, 1.001, 2, 1e3};
  for (unsigned i = 0; i < sizeof shares / sizeof *shares; i++) {
    double work = shares[i] * ridge * data, time = sce_roofline_time(work, data, peak, bandwidth);
    cr_expect_eq(time, fmax(sce_roofline_compute_time(work, peak), sce_roofline_memory_time(data, bandwidth)));
    cr_expect_eq(sce_roofline_is_memory_bound(work, data, peak, bandwidth), shares[i] < 1);
    double rate = sce_roofline_attainable(sce_roofline_intensity(work, data), peak, bandwidth);
    cr_expect_leq(fabs(rate * time - work), 1e-15 * work, "attainable speed for that time is the work");
    cr_expect_leq(rate, peak);
  }
  cr_expect_eq(sce_roofline_attainable(ridge, peak, bandwidth), sce_roofline_attainable(1e9, peak, bandwidth));
  cr_expect_eq(sce_roofline_is_memory_bound(8, 2, 4, 1), 0, "where both take as long, memory alone does not decide");
}

/* ZeRO: 7.5 billion parameters are 120 GB in training and 15 GB of weights in 16 bits. OPT-13B: 26 GB of weights, 800 KB (KiB) of keys and values a token and
 * 1.6 GB for 2,048 of them (PagedAttention, sections 1 and 3). Llama 2 70B has 8 key-value heads for 64 query heads: an eighth of what all heads would take. */
Test(core_planning, memory_of_models) {
  CsvTable table;
  csv_init(&table, "references.csv");
  cr_expect_eq(sce_memory_weights(7.5e9, 16) / 1e9, csv_get_number(&table, csv_find(&table, "R81"), "published_or_pinned"));
  cr_expect_eq(sce_memory_weights(7.5e9, 2), 15e9);
  cr_expect_eq(sce_memory_weights(13e9, 2), 26e9);
  cr_expect_eq(sce_memory_kv_cache(40, 40, 128, 1, 1, 2), 800 * 1024);
  expect_near("OPT-13B, 2048 tokens", sce_memory_kv_cache(40, 40, 128, 2048, 1, 2) / (1 << 30), 1.6, 0.05);
  cr_expect_eq(8 * sce_memory_kv_cache(80, 8, 128, 4096, 16, 2), sce_memory_kv_cache(80, 64, 128, 4096, 16, 2));
  csv_release(&table);
}

static double call_months(const double *a) { return sce_utilization_gpu_months(a[0], a[1], a[2], a[3]); }
static double call_break_even(const double *a) { return sce_utilization_break_even(a[0], a[1]); }
static double call_mfu(const double *a) { return mfu_of(a[0], a[1], a[2], a[3], a[4], a[5]); }
static double call_mfu_of_work(const double *a) { return sce_utilization_mfu_of_work(a[0], a[1], a[2]); }
static double call_mfu_of_run(const double *a) { return sce_utilization_mfu_of_run(a[0], a[1], a[2]); }
static double call_compute(const double *a) { return sce_roofline_compute_time(a[0], a[1]); }
static double call_memory(const double *a) { return sce_roofline_memory_time(a[0], a[1]); }
static double call_roofline(const double *a) { return sce_roofline_time(a[0], a[1], a[2], a[3]); }
static double call_bound(const double *a) { return sce_roofline_is_memory_bound(a[0], a[1], a[2], a[3]); }
static double call_intensity(const double *a) { return sce_roofline_intensity(a[0], a[1]); }
static double call_ridge(const double *a) { return sce_roofline_ridge_point(a[0], a[1]); }
static double call_attainable(const double *a) { return sce_roofline_attainable(a[0], a[1], a[2]); }
static double call_weights(const double *a) { return sce_memory_weights(a[0], a[1]); }
static double call_cache(const double *a) { return sce_memory_kv_cache(a[0], a[1], a[2], a[3], a[4], a[5]); }

/* Each argument in turn: A an amount, which may be 0; E a size, which may not; S a share above 0. */
static const struct { const char *name, *domain; double (*call)(const double *); double sound[6]; } functions[] = {
    {"gpu_months", "AESE", call_months, {1e25, 1e15, 0.5, 2.6e6}},
    {"break_even", "AE", call_break_even, {1e21, 1e14}},
    {"mfu", "AAEEEA", call_mfu, {1e3, 7e10, 1e15, 80, 8192, 2048}},
    {"mfu_of_work", "AAE", call_mfu_of_work, {1e3, 4e11, 1e15}},
    {"mfu_of_run", "AEE", call_mfu_of_run, {1e23, 1e9, 1e15}},
    {"compute_time", "AE", call_compute, {1e15, 1e15}},
    {"memory_time", "AE", call_memory, {1e9, 1e12}},
    {"roofline_time", "AAEE", call_roofline, {1e15, 1e9, 1e15, 1e12}},
    {"is_memory_bound", "AAEE", call_bound, {1e15, 1e9, 1e15, 1e12}},
    {"arithmetic_intensity", "AE", call_intensity, {1e15, 1e9}},
    {"ridge_point", "EE", call_ridge, {1e15, 1e12}},
    {"attainable_rate", "AEE", call_attainable, {2, 1e15, 1e12}},
    {"weight_memory", "AE", call_weights, {7e10, 2}},
    {"kv_cache_memory", "EEEAAE", call_cache, {80, 8, 128, 4096, 1, 2}},
};

static double with(unsigned f, unsigned position, double value) {
  double args[6];
  memcpy(args, functions[f].sound, sizeof args);
  args[position] = value;
  return functions[f].call(args);
}

Test(core_planning, ends_of_the_domains) {
  const double never[] = {-1, -1e-300, NAN, INFINITY, -INFINITY};
  for (unsigned f = 0; f < sizeof functions / sizeof *functions; f++) {
    cr_expect(isfinite(functions[f].call(functions[f].sound)), "%s", functions[f].name);
    for (unsigned position = 0; functions[f].domain[position]; position++) {
      for (unsigned i = 0; i < sizeof never / sizeof *never; i++)
        cr_expect(isnan(with(f, position, never[i])), "%s of %g at %u", functions[f].name, never[i], position);
      double zero = with(f, position, 0);
      bool left_out = functions[f].call == call_mfu && position == 3;         /* no layers: attention does not count */
      cr_expect(functions[f].domain[position] == 'A' || left_out ? isfinite(zero) : isnan(zero), "%s of 0 at %u: %g", functions[f].name, position, zero);
      if (functions[f].domain[position] == 'S') cr_expect(isnan(with(f, position, 1.001)), "%s: no more than everything", functions[f].name);
    }
  }
  cr_expect(isinf(sce_memory_weights(1e200, 1e200)), "too large is infinite, not invalid");
}
