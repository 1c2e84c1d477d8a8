/* Training against published figures and second opinions: steps and recomputation, memory by ZeRO and by activations, latent attention, pipelines, rings,
 * and peaks from clocks. Figures are those of tests/data where a row has them; the others are named beside the number.
 */
#include "core/memory.h"
#include "core/parallel.h"
#include "core/roofline.h"
#include "core/training_memory.h"
#include "core/transformer.h"
#include "core/utilization.h"
#include "test_core_csv.h"

#include <stdbool.h>
#include <stdint.h>

static const double h100_peak = 989.4e12;
static const double a100_peak = 312e12;

static void expect_row(const CsvTable *table, const char *id, double value) {
  unsigned row = csv_find(table, id);
  double published = csv_get_number(table, row, "published_or_pinned"), tolerance = csv_get_number(table, row, "tolerance_pct") / 100;
  double error = relative_error(value, published);
  cr_expect_leq(error, tolerance, "%s: %.7g, published %g, off by %.3g %%", id, value, published, 100 * error);
}

static uint64_t random_between(uint64_t *state, uint64_t low, uint64_t high) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return low + *state % (high - low + 1);
}

/* --- steps and recomputation --------------------------------------------------------------------- */

/* OPT-175B's 4.3e23 are the hardware's, with everything run again. */
Test(core_training, recomputed_work_of_opt) {
  CsvTable table;
  csv_init(&table, "references.csv");
  unsigned row = csv_find(&table, "R17");
  double params = csv_get_input(&table, row, "N"), tokens = csv_get_input(&table, row, "D");
  expect_row(&table, "R17", sce_transformer_estimate_training(params, tokens, 1));
  cr_expect_gt(relative_error(sce_transformer_estimate_training(params, tokens, 0), csv_get_number(&table, row, "published_or_pinned")), 0.25,
               "the model's work is no answer to what the hardware did");
  csv_release(&table);
}

/* 1.2 million images, 90 times, through 0.75 G multiply-accumulates. */
Test(core_training, work_from_passes) {
  CsvTable table;
  csv_init(&table, "references.csv");
  expect_row(&table, "R20", sce_transformer_estimate_training_of_pass(2 * 0.75e9, 1.2e6 * 90));
  csv_release(&table);
}

Test(core_training, utilization_of_iterations) {
  const char *ids[] = {"R50", "R51", "R53"};
  CsvTable table;
  csv_init(&table, "references.csv");
  for (unsigned i = 0; i < sizeof ids / sizeof *ids; i++) {
    unsigned row = csv_find(&table, ids[i]);
    double work = sce_transformer_estimate_iteration((SceTransformerIteration){
        .layers = csv_get_input(&table, row, "L"), .width = csv_get_input(&table, row, "h"), .context = 2048,
        .sequences = csv_get_input(&table, row, "B"), .vocabulary = 51200});
    double gpu_time = csv_get_input(&table, row, "t") * csv_get_input(&table, row, "n");
    double mfu = sce_utilization_mfu_of_run(work, gpu_time, a100_peak);
    cr_expect_lt(relative_error(mfu, csv_get_number(&table, row, "computed")), 1e-7, "%s: %.9g", ids[i], mfu);
    expect_row(&table, ids[i], mfu);
  }
  csv_release(&table);
}

/* Both closed forms, over random shapes: 72 B L s h^2 (1 + s/6h + V/12Lh), and with everything run again 96 B L s h^2 (1 + s/6h + V/16Lh). */
Test(core_training, iterations_over_random_shapes) {
  uint64_t state = 0x2545f4914f6cdd1d;
  for (unsigned i = 0; i < 4000; i++) {
    double L = (double)random_between(&state, 1, 200), h = (double)random_between(&state, 64, 30000), s = (double)random_between(&state, 1, 1 << 20);
    double B = (double)random_between(&state, 1, 5000), V = (double)random_between(&state, 0, 300000);
    double plain = 72 * B * L * s * h * h * (1 + s / (6 * h) + V / (12 * L * h)), full = 96 * B * L * s * h * h * (1 + s / (6 * h) + V / (16 * L * h));
    SceTransformerIteration step = {L, h, s, B, V, 0};
    cr_assert_lt(relative_error(sce_transformer_estimate_iteration(step), plain), 1e-14);
    step.recomputed = 1;
    cr_assert_lt(relative_error(sce_transformer_estimate_iteration(step), full), 1e-14);
    step.recomputed = 0.5;
    cr_assert_lt(relative_error(sce_transformer_estimate_iteration(step), (plain + full) / 2), 1e-14);
  }
}

Test(core_training, nemotron_counts_a_causal_mask) {
  CsvTable table;
  csv_init(&table, "references.csv");
  unsigned row = csv_find(&table, "R41");
  double tokens = csv_get_input(&table, row, "B") * csv_get_input(&table, row, "s") / csv_get_input(&table, row, "t");
  SceUtilizationModel model = {csv_get_input(&table, row, "N"), csv_get_input(&table, row, "L"), csv_get_input(&table, row, "h"), csv_get_input(&table, row, "s"), 0.5};
  double mfu = sce_utilization_mfu(tokens, csv_get_input(&table, row, "n") * h100_peak, model);
  expect_row(&table, "R41", mfu);
  cr_expect_lt(relative_error(mfu, csv_get_number(&table, row, "computed")), 1e-3);
  csv_release(&table);
}

/* From tokens to utilization and back; MPT's rows print both. */
Test(core_training, throughput_is_the_inverse_of_mfu) {
  const struct { const char *id; double peak; } rows[] = {{"R42", 989e12}, {"R43", 989e12}, {"R45", 989e12}, {"R46", 312e12}};
  CsvTable table;
  csv_init(&table, "references.csv");
  for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
    unsigned row = csv_find(&table, rows[i].id);
    SceUtilizationModel model = {csv_get_input(&table, row, "N"), csv_get_input(&table, row, "L"), csv_get_input(&table, row, "d"), csv_get_input(&table, row, "s"), 1};
    double tokens = csv_get_input(&table, row, "tok/s"), published = csv_get_number(&table, row, "published_or_pinned");
    cr_expect_lt(relative_error(sce_utilization_throughput(published, rows[i].peak, model), tokens), 1e-3, "%s", rows[i].id);
    for (model.attended = 0; model.attended <= 1; model.attended += 0.25) {
      double back = sce_utilization_throughput(sce_utilization_mfu(tokens, rows[i].peak, model), rows[i].peak, model);
      cr_expect_lt(relative_error(back, tokens), 1e-15, "%s at %g", rows[i].id, model.attended);
    }
  }
  cr_expect_eq(sce_utilization_throughput(0.5, 12e12, (SceUtilizationModel){.params = 1e9}), 1e3, "without layers attention is left out");
  csv_release(&table);
}

Test(core_training, hardware_against_model) {
  CsvTable table;
  csv_init(&table, "references.csv");
  cr_expect_float_eq(sce_utilization_of_hardware(0.3, 1), 0.4, 1e-15);
  cr_expect_eq(sce_utilization_of_hardware(0.3, 0), 0.3);
  double work = sce_transformer_estimate_training(7e10, 1e12, 0.25), plain = sce_transformer_estimate_training(7e10, 1e12, 0);
  cr_expect_lt(relative_error(sce_utilization_of_hardware(0.4, 0.25), 0.4 * work / plain), 1e-15, "as the work of training has it");
  expect_row(&table, "R31", sce_utilization_mfu_of_rate(430e12, h100_peak));
  expect_row(&table, "R32", sce_utilization_mfu_of_rate(380e12, h100_peak));
  expect_row(&table, "R47", sce_utilization_mfu_of_rate(432.8e12, h100_peak));
  expect_row(&table, "R48", sce_utilization_mfu_of_rate(474.4e12, h100_peak));
  double back = sce_utilization_work_of_run(5.4e8, a100_peak, sce_utilization_mfu_of_run(5.05e22, 5.4e8, a100_peak));
  cr_expect_lt(relative_error(back, 5.05e22), 1e-15);
  csv_release(&table);
}

Test(core_training, peaks_from_clocks) {
  CsvTable table;
  csv_init(&table, "references.csv");
  expect_row(&table, "R85", sce_roofline_peak(1830e6, 528, 512));
  expect_row(&table, "R86", sce_roofline_peak(1410e6, 432, 256));
  csv_release(&table);
}

/* --- memory -------------------------------------------------------------------------------------- */

/* Figure 1 of ZeRO: 7.5 billion parameters on 64 ranks. Its third bar, 16.6 GB, is not among the rows. */
Test(core_training, zero_stages) {
  CsvTable table;
  csv_init(&table, "references.csv");
  SceTrainingStates states = {7.5e9, 0, 64, 2, 2, 12};
  expect_row(&table, "R81", sce_training_memory_states(states) / 1e9);
  states.stage = 1;
  expect_row(&table, "R82", sce_training_memory_states(states) / 1e9);
  states.stage = 2;
  cr_expect_float_eq(sce_training_memory_states(states) / 1e9, 16.6, 0.05);
  states.stage = 3;
  expect_row(&table, "R84", sce_training_memory_states(states) / 1e9);
  csv_release(&table);
}

/* All ranks together hold at least one of everything; more ranks or a higher stage never take more of one; one rank has nobody to share with. */
Test(core_training, zero_shares_out) {
  for (double stage = 0; stage <= 3; stage++) {
    cr_expect_eq(sce_training_memory_states((SceTrainingStates){1e9, stage, 1, 2, 4, 12}), 18e9);
    double before = INFINITY;
    for (double ranks = 1; ranks <= 4096; ranks *= 2) {
      double held = sce_training_memory_states((SceTrainingStates){1e9, stage, ranks, 2, 4, 12});
      cr_expect_leq(held, before);
      cr_expect_geq(held * ranks, 18e9);
      if (stage > 0) cr_expect_leq(held, sce_training_memory_states((SceTrainingStates){1e9, stage - 1, ranks, 2, 4, 12}));
      before = held;
    }
  }
}

/* A layer's tensors one by one, as section 4.1 of Korthikanti et al. lists them: bytes for b sequences of s tokens, width h, a heads. */
static double list_activations(double s, double b, double h, double a) {
  double in = 2 * s * b * h;                                                         /* 16 bits */
  double attention = in + 2 * in + 2 * a * s * s * b + a * s * s * b + 2 * a * s * s * b + in; /* input, Q and K, softmax, its mask, its dropout, V */
  double projection = in + s * b * h;                                                /* input, mask of the dropout behind */
  double feed_forward = in + 4 * in + 4 * in + s * b * h;                            /* input, into the activation, out of it, mask */
  double norms = 2 * in;
  return attention + projection + feed_forward + norms;
}

Test(core_training, activations_tensor_by_tensor) {
  uint64_t state = 0x9e3779b97f4a7c15;
  for (unsigned i = 0; i < 4000; i++) {
    double L = (double)random_between(&state, 1, 200), a = (double)random_between(&state, 1, 128), h = a * (double)random_between(&state, 1, 256);
    double s = (double)random_between(&state, 1, 100000), b = (double)random_between(&state, 1, 64), t = (double)random_between(&state, 1, 64);
    SceTrainingActivations at = {L, h, a, s, b, t, 0};
    double all = sce_training_memory_activations(at), scores = 5 * a * s * s * b * L / t;
    cr_assert_lt(relative_error(all, L * list_activations(s, b, h, a) / t), 1e-13);
    at.recomputed = 0.5;
    double selective = sce_training_memory_activations(at);
    cr_assert_lt(relative_error(selective, L * 34 * s * b * h / t), 1e-14);
    cr_assert_lt(relative_error(selective + scores, all), 1e-13, "the scores are what is dropped");
    at.recomputed = 1;
    cr_assert_lt(relative_error(sce_training_memory_activations(at), L * 2 * s * b * h / t), 1e-14);
    at.recomputed = 0.25;
    cr_assert_lt(relative_error(sce_training_memory_activations(at), (all + selective) / 2), 1e-14, "half of the layers so, half so");
  }
}

/* Korthikanti et al., table 5: utilization of model and hardware with selective recomputation, which they count as 1 + s/6h; the bit beside it is the logits'.
 * The README of NVIDIA/Megatron-LM has the same four pairs. Everything run again would be a third more. */
Test(core_training, hardware_utilization_as_published) {
  const struct { double width, mfu, hfu; } rows[] = {{6144, 0.415, 0.437}, {12288, 0.514, 0.528}, {20480, 0.560, 0.570}, {25600, 0.563, 0.570}};
  for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++)
    cr_expect_float_eq(sce_utilization_of_hardware(rows[i].mfu, 2048 / (2 * rows[i].width)), rows[i].hfu, 0.0015, "%g", sce_utilization_of_hardware(rows[i].mfu, 2048 / (2 * rows[i].width)));
}

/* Attention alone is s/(6h + s) of the layers' forward pass. */
Test(core_training, selective_recomputation_is_a_share) {
  SceTransformerIteration step = {96, 12288, 2048, 64, 51200, 2048 / (6. * 12288 + 2048)};
  double more = sce_transformer_estimate_iteration(step) - sce_transformer_estimate_iteration((SceTransformerIteration){96, 12288, 2048, 64, 51200, 0});
  cr_expect_lt(relative_error(more, sce_transformer_estimate_attention(96, 12288, 2048, 2048 * 64, 1)), 1e-12);
}

/* Korthikanti et al., section 5: the scores are 5as/h = 80 beside 34 for GPT-3 and 64 for the 530B model: selective recomputation saves 70 % and 65 %. */
Test(core_training, what_selective_recomputation_saves) {
  const struct { double layers, width, heads, saves; } models[] = {{96, 12288, 96, 0.70}, {105, 20480, 128, 0.65}};
  for (unsigned i = 0; i < sizeof models / sizeof *models; i++) {
    SceTrainingActivations at = {models[i].layers, models[i].width, models[i].heads, 2048, 1, 8, 0};
    double all = sce_training_memory_activations(at);
    at.recomputed = 0.5;
    cr_expect_float_eq(1 - sce_training_memory_activations(at) / all, models[i].saves, 0.005);
  }
}

/* --- latent attention ---------------------------------------------------------------------------- */

static const SceTransformerLatentAttention deepseek_v3 = {61, 7168, 128, 128, 64, 128, 512, 1536};

Test(core_training, latent_cache_of_deepseek_v3) {
  CsvTable table;
  csv_init(&table, "references.csv");
  expect_row(&table, "R58", sce_memory_latent_cache(61, 512 + 64, 1, 1, 2));
  csv_release(&table);
}

/* The whole model from its configuration: attention, three dense layers, 58 with 256 routed experts and a shared one, their router with a bias for each
 * expert, norms, two tables of 129,280 rows. 671 billion in all, 37 billion for a token, as its authors print. */
Test(core_training, deepseek_v3_adds_up) {
  double attention = sce_transformer_count_latent_attention(deepseek_v3);
  double dense = 3 * 3. * 7168 * 18432, expert = 58 * 3. * 7168 * 2048;
  double router = 58 * (7168. * 256 + 256), norms = (61 * 2 + 1) * 7168., tables = 2 * 129280. * 7168;
  double rest = attention + dense + router + norms + tables;
  cr_expect_eq(sce_transformer_count_moe_params(expert, 257, rest), 671026419200., "%.0f", sce_transformer_count_moe_params(expert, 257, rest));
  cr_expect_float_eq(sce_transformer_count_moe_params(expert, 9, rest) / 1e9, 37, 0.6);
}

/* The matrices walked one by one in whole numbers, head by head, with and without a latent of the queries. */
Test(core_training, latent_attention_in_whole_numbers) {
  uint64_t state = 0xd1b54a32d192ed03;
  for (unsigned i = 0; i < 4000; i++) {
    uint64_t layers = random_between(&state, 1, 60), heads = random_between(&state, 1, 128), head = random_between(&state, 1, 256), rotary = random_between(&state, 0, 64);
    uint64_t value = random_between(&state, 1, 256), latent = random_between(&state, 1, 1024), query = i % 3 ? random_between(&state, 1, 2048) : 0;
    uint64_t width = random_between(&state, 1, 8192), params = 0;
    for (uint64_t layer = 0; layer < layers; layer++) {
      params += query ? width * query + query + heads * query * (head + rotary) : heads * width * (head + rotary);
      params += width * (latent + rotary) + latent;
      for (uint64_t k = 0; k < heads; k++) params += latent * head + latent * value + value * width;
    }
    double counted = sce_transformer_count_latent_attention((SceTransformerLatentAttention){(double)layers, (double)width, (double)heads, (double)head, (double)rotary,
                                                                                          (double)value, (double)latent, (double)query});
    cr_assert_lt(params, UINT64_C(1) << 53);
    cr_assert_eq(counted, (double)params);
  }
}

/* --- pipelines, rings ---------------------------------------------------------------------------- */

/* The bubble as the paper gives it, over the ideal time, and how it moves with stages, micro-batches and chunks. */
Test(core_training, pipelines) {
  cr_expect_eq(sce_parallel_pipeline_efficiency(1, 1, 1), 1, "one stage waits for nobody");
  cr_expect_eq(sce_parallel_pipeline_efficiency(4, 1, 1), 0.25, "one micro-batch is in one stage at a time");
  for (double stages = 1; stages <= 64; stages *= 2) {
    for (double batches = 1; batches <= 512; batches *= 2) {
      double efficiency = sce_parallel_pipeline_efficiency(stages, batches, 1), bubble = (stages - 1) / batches;
      cr_expect_float_eq(1 / efficiency - 1, bubble, 1e-12, "the bubble over the ideal time is (p - 1)/m");
      cr_expect_geq(sce_parallel_pipeline_efficiency(stages, 2 * batches, 1), efficiency);
      cr_expect_leq(sce_parallel_pipeline_efficiency(2 * stages, batches, 1), efficiency);
      double halved = 1 / sce_parallel_pipeline_efficiency(stages, batches, 2) - 1;
      cr_expect_float_eq(halved, bubble / 2, 1e-12, "two chunks a stage halve it");
    }
  }
}

/* A ring played through: each step every rank passes an n-th on; n - 1 steps to gather, twice as many to reduce too. */
Test(core_training, rings) {
  for (unsigned ranks = 1; ranks <= 1000; ranks++) {
    double chunk = 1e9 / ranks, gather = 0;
    for (unsigned step = 0; step + 1 < ranks; step++) gather += chunk / 50e9;
    cr_assert_float_eq(sce_parallel_all_gather_time(1e9, ranks, 50e9), gather, 1e-13);
    cr_assert_float_eq(sce_parallel_all_reduce_time(1e9, ranks, 50e9), 2 * gather, 1e-13);
  }
  cr_expect_eq(sce_parallel_all_reduce_time(1e9, 1, 1), 0, "one alone sends nothing");
  CsvTable table;
  csv_init(&table, "references.csv");
  expect_row(&table, "R69", sce_parallel_efficiency(1904.08, 337.58, 8));
  csv_release(&table);
}

Test(core_training, large_arguments_are_infinite_and_no_more) {
  cr_expect(isinf(sce_transformer_estimate_iteration((SceTransformerIteration){1e200, 1e200, 1, 1, 1, 0})));
  cr_expect(isinf(sce_training_memory_states((SceTrainingStates){1e300, 3, 1, 1e300, 1, 1})));
  cr_expect(isinf(sce_training_memory_activations((SceTrainingActivations){1e200, 1e200, 1, 1, 1, 1, 0})));
  cr_expect(isinf(sce_memory_latent_cache(1e200, 1e200, 1, 1, 1)));
  cr_expect(isinf(sce_roofline_peak(1e200, 1e200, 1)));
  cr_expect(isinf(sce_parallel_all_reduce_time(1e300, 2, 1e-300)));
  cr_expect_eq(sce_parallel_pipeline_efficiency(1e308, 1, 1) > 0, true);
}
