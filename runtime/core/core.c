/* The table of core.def, and the thin calls that spread an argument list over the typed functions. */
#include "core/core.h"

#include "core/clip.h"
#include "core/dit.h"
#include "core/failures.h"
#include "core/memory.h"
#include "core/parallel.h"
#include "core/queueing.h"
#include "core/roofline.h"
#include "core/scaling_law.h"
#include "core/training_memory.h"
#include "core/transformer.h"
#include "core/utilization.h"

/* ---- diffusion transformers and clips ---- */

static double call_dit_macs(const double *args) { return sce_dit_count_macs(args[0], args[1], args[2], args[3]); }

static double call_dit_token_macs(const double *args) {
  return sce_dit_count_token_macs(args[0], (SceDitBlocks){
      .depth = args[1],
      .width = args[2],
      .ffn = args[3],
      .joint = args[4],
      .cross = args[5],
      .ffn_matrices = args[6],
  });
}

static double call_dit_params(const double *args) { return sce_dit_count_params(args[0], args[1], args[2], args[3]); }

static double call_latent_frames(const double *args) { return sce_clip_count_latent_frames(args[0], args[1], args[2]); }

static double call_clip_tokens(const double *args) {
  return sce_clip_count_tokens(args[0], args[1], args[2], (SceClipGrid){
      .space = args[3],
      .time = args[4],
      .patch = args[5],
      .time_patch = args[6],
      .leading = args[7],
  });
}

/* ---- decoder-only transformers ---- */

static double call_transformer_params(const double *args) {
  return sce_transformer_count_params((SceTransformerShape){
      .layers = args[0],
      .width = args[1],
      .ffn = args[2],
      .vocabulary = args[3],
      .kv_ratio = args[4],
      .ffn_matrices = args[5],
      .embeddings = args[6],
      .experts = args[7],
      .head_ratio = args[8],
  });
}

static double call_moe_params(const double *args) { return sce_transformer_count_moe_params(args[0], args[1], args[2]); }

static double call_latent_attention_params(const double *args) {
  return sce_transformer_count_latent_attention((SceTransformerLatentAttention){
      .layers = args[0],
      .width = args[1],
      .heads = args[2],
      .head_width = args[3],
      .rotary_width = args[4],
      .value_width = args[5],
      .cache_latent = args[6],
      .query_latent = args[7],
  });
}

static double call_forward_work(const double *args) { return sce_transformer_estimate_forward(args[0], args[1]); }

static double call_attention_work(const double *args) {
  return sce_transformer_estimate_attention(args[0], args[1], args[2], args[3], args[4]);
}

static double call_training_work(const double *args) { return sce_transformer_estimate_training(args[0], args[1], args[2]); }

static double call_training_work_of_pass(const double *args) { return sce_transformer_estimate_training_of_pass(args[0], args[1]); }

static double call_iteration_work(const double *args) {
  return sce_transformer_estimate_iteration((SceTransformerIteration){
      .layers = args[0],
      .width = args[1],
      .context = args[2],
      .sequences = args[3],
      .vocabulary = args[4],
      .recomputed = args[5],
  });
}

/* ---- work against time ---- */

static double call_gpu_months(const double *args) { return sce_utilization_gpu_months(args[0], args[1], args[2], args[3]); }

static double call_break_even(const double *args) { return sce_utilization_break_even(args[0], args[1]); }

static double call_mfu(const double *args) {
  return sce_utilization_mfu(args[0], args[2], (SceUtilizationModel){.params = args[1], .layers = args[3], .width = args[4], .context = args[5], .attended = args[6]});
}

static double call_mfu_of_work(const double *args) { return sce_utilization_mfu_of_work(args[0], args[1], args[2]); }

static double call_mfu_of_rate(const double *args) { return sce_utilization_mfu_of_rate(args[0], args[1]); }

static double call_mfu_of_run(const double *args) { return sce_utilization_mfu_of_run(args[0], args[1], args[2]); }

static double call_work_of_run(const double *args) { return sce_utilization_work_of_run(args[0], args[1], args[2]); }

static double call_training_throughput(const double *args) {
  return sce_utilization_throughput(args[0], args[2],
                                    (SceUtilizationModel){.params = args[1], .layers = args[3], .width = args[4], .context = args[5], .attended = args[6]});
}

static double call_hardware_utilization(const double *args) { return sce_utilization_of_hardware(args[0], args[1]); }

/* ---- the roofline ---- */

static double call_compute_time(const double *args) { return sce_roofline_compute_time(args[0], args[1]); }

static double call_memory_time(const double *args) { return sce_roofline_memory_time(args[0], args[1]); }

static double call_roofline_time(const double *args) { return sce_roofline_time(args[0], args[1], args[2], args[3]); }

static double call_is_memory_bound(const double *args) {
  return sce_roofline_is_memory_bound(args[0], args[1], args[2], args[3]);
}

static double call_arithmetic_intensity(const double *args) { return sce_roofline_intensity(args[0], args[1]); }

static double call_ridge_point(const double *args) { return sce_roofline_ridge_point(args[0], args[1]); }

static double call_attainable_rate(const double *args) { return sce_roofline_attainable(args[0], args[1], args[2]); }

static double call_peak_rate(const double *args) { return sce_roofline_peak(args[0], args[1], args[2]); }

/* ---- memory ---- */

static double call_weight_memory(const double *args) { return sce_memory_weights(args[0], args[1]); }

static double call_kv_cache_memory(const double *args) {
  return sce_memory_kv_cache(args[0], args[1], args[2], args[3], args[4], args[5]);
}

static double call_latent_cache_memory(const double *args) { return sce_memory_latent_cache(args[0], args[1], args[2], args[3], args[4]); }

static double call_zero_memory(const double *args) {
  return sce_training_memory_states((SceTrainingStates){
      .params = args[0],
      .stage = args[1],
      .ranks = args[2],
      .weights = args[3],
      .gradients = args[4],
      .optimizer = args[5],
  });
}

static double call_activation_memory(const double *args) {
  return sce_training_memory_activations((SceTrainingActivations){
      .layers = args[0],
      .width = args[1],
      .heads = args[2],
      .context = args[3],
      .sequences = args[4],
      .tensor = args[5],
      .recomputed = args[6],
  });
}

/* ---- many accelerators ---- */

static double call_pipeline_efficiency(const double *args) { return sce_parallel_pipeline_efficiency(args[0], args[1], args[2]); }

static double call_all_reduce_time(const double *args) { return sce_parallel_all_reduce_time(args[0], args[1], args[2]); }

static double call_all_gather_time(const double *args) { return sce_parallel_all_gather_time(args[0], args[1], args[2]); }

static double call_parallel_efficiency(const double *args) { return sce_parallel_efficiency(args[0], args[1], args[2]); }

/* ---- failures ---- */

static double call_checkpoint_interval(const double *args) { return sce_failures_young_interval(args[0], args[1]); }

static double call_daly_interval(const double *args) { return sce_failures_daly_interval(args[0], args[1]); }

static double call_goodput(const double *args) {
  return sce_failures_goodput((SceFailures){.interval = args[0], .write = args[1], .restart = args[2], .mtbf = args[3]});
}

/* ---- scaling laws ---- */

static double call_scaling_loss(const double *args) {
  return sce_scaling_law_loss((SceScalingLaw){args[3], args[4], args[5], args[6]}, args[0], args[1], args[2]);
}

static double call_optimal_params(const double *args) { return sce_scaling_law_params((SceScalingLaw){args[1], args[2], args[3], args[4]}, args[0]); }

static double call_optimal_tokens(const double *args) { return sce_scaling_law_tokens((SceScalingLaw){args[1], args[2], args[3], args[4]}, args[0]); }

/* ---- queues ---- */

static double call_erlang_b(const double *args) { return sce_queueing_lost(args[0], args[1]); }

static double call_erlang_c(const double *args) { return sce_queueing_wait_share(args[0], args[1], args[2], args[3]); }

static double call_erlang_servers(const double *args) { return sce_queueing_servers(args[0], args[1], args[2], args[3], args[4]); }

static double call_erlang_wait(const double *args) { return sce_queueing_mean_wait(args[0], args[1], args[2], args[3]); }

const SceCoreEntry sce_core_table[] = {
#define SCE_CORE(name, signature, domain, example, doc) {#name, call_##name, signature, domain, example, doc},
#include "core/core.def"
#undef SCE_CORE
};

const unsigned sce_core_count = sizeof sce_core_table / sizeof *sce_core_table;
