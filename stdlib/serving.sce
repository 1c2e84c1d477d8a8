# Serving a language model by the roofline: speed, batch, latency and price of a replica.
#
# A request is read in one pass (prefill), which arithmetic decides, and answered token by token (decode), where each step
# reads all weights once and the cache of every sequence, so that memory decides until many are answered together. Both
# times are bounds: arithmetic and memory overlap wholly and run at peak unless `utilization`, `bandwidth_utilization`
# and `overhead` say what is reached. Williams, Waterman and Patterson, doi 10.1145/1498765.1498785; Pope et al.,
# arXiv 2211.05102.

# A replica that serves a language model: `gpus` accelerators that hold it once, split over them (tensor parallel). It
# answers `batch` sequences together. The model's shape must be known, or `kv_bytes` and `attention_flops` given; of a
# closed model `serves.active_params` alone is not enough.
#
# A model that does not fit has a negative `memory_left_for_cache`, which is an error, and so is a `batch` beyond
# `batch_max`.
#
# How fast do two H100 answer one user of Llama 2 70B, and how much more does an accelerator make when eight answer many?
#
#     serving alone < serves = llama2_70b; gpus = 2; prompt = 500; answer = 500; batch = 1 >
#     serving many from alone < gpus = 8; batch = 256 >
#     many.throughput / alone.throughput
kind serving <
  serves : llm  # the language model; left out, the only one of the file
  gpu : accelerator = serves.gpu  # accelerator that the replica consists of
  gpus : gpu = 1  # accelerators that hold one copy of the model together
  prompt : token  # tokens that a request asks with, on average
  answer : token  # tokens that it is answered with, on average

  # Tokens at the start of a prompt that are in the cache from before and are not computed again, one copy for all.
  prefix : token = 0 in 0 .. prompt

  # Bytes of one weight in memory: 2 in bf16, 1 in fp8, 0.5 in 4 bits.
  precision : byte/param = serves.precision

  # Bytes of one number in the cache of keys and values.
  cache_precision : byte = serves.cache_precision

  # Bytes of the numbers that are multiplied, which decides about the peak: 2 for bf16, 1 for fp8, 0.5 for fp4. Weights
  # in 4 bits alone are multiplied in 16.
  compute_precision : byte = 2 byte @ "16 bits, as weights are released"
  peak : TFLOP/s/gpu = if compute_precision <= 0.5 byte then gpu.fp4 else if compute_precision <= 1 byte then gpu.fp8 else gpu.bf16  # peak speed of one accelerator in the format of these numbers

  # The share of peak arithmetic that is reached.
  utilization : 1 = 100% in 0 .. 1
  bandwidth_utilization : 1 = 100% in 0 .. 1  # the share of the memory's bandwidth that is reached
  overhead : s = 0  # time of a step beside arithmetic and memory: launches, sampling, scheduling

  # --- memory

  weights : GB = serves.params * precision  # memory of all parameters, those of idle experts too

  # The share of memory that weights and cache may take; the rest is for activations and the runtime.
  memory_share : 1 = 90% in 0 .. 1 @ "gpu_memory_utilization of vLLM, whose default is 0.9"

  # Memory that weights leave. Below zero the model does not fit: take more `gpus` or a smaller `precision`.
  memory_left_for_cache : GB = gpus * gpu.memory * memory_share - weights in 0 .. none
  kv_bytes : byte/token = serves.kv_bytes * (cache_precision / serves.cache_precision)  # memory of the cache of one token

  # How often the replica holds the cache: gpus / kv_heads where there are more accelerators than heads for keys and
  # values, `gpus` where each holds a latent cache whole.
  cache_copies : 1 = 1
  sequence_memory : GB = kv_bytes * cache_copies * (prompt - prefix + answer)  # cache of one sequence at its end

  # Sequences that fit into memory beside the weights, each reserved at full length. Not rounded; below 1 not even one fits:
  # take more `gpus` or a smaller `cache_precision`.
  out batch_max : 1 = (memory_left_for_cache - kv_bytes * cache_copies * prefix) / sequence_memory in 1 .. none

  # Sequences that are answered together, at most the `batch_max` that memory holds; fewer answer faster.
  batch : 1 = max(1, batch_max) in 1 .. max(1, batch_max)

  # --- the accelerators among themselves

  # Bytes of the numbers that accelerators send each other.
  exchange_precision : byte = 2 byte @ "16 bits, as activations are kept"

  # Time of exchange for a token: two sums over all accelerators a layer (all-reduce), over a ring. Not overlapped.
  exchange_time : s/token = if gpus <= 1 gpu then 0 s/token
    else 2 * serves.layers * all_reduce_time(serves.width * exchange_precision, gpus / (1 gpu), gpu.link * 1 gpu) / (1 token) @ "Shoeybi et al., arXiv 1909.08053: two a layer forward"

  # Time that one sum takes however little is sent; some 10 us within a node.
  exchange_latency : s = 0

  # What a step waits for exchanges at least.
  step_latency : s = if gpus <= 1 gpu or exchange_latency == 0 s then 0 s else 2 * serves.layers * exchange_latency

  # --- prefill

  # Work of attention, for each token and each token that it sees: 4 FLOP a layer and number.
  attention_flops : FLOP/token^2 = 4 FLOP/token^2 * serves.layers * serves.attention_width @ "Chowdhery et al., PaLM, arXiv 2204.02311, appendix B"

  # Prompts that are read together.
  prefill_batch : 1 = 1

  # Work of reading one prompt: each token sees those before it.
  prefill_work : FLOP = (prompt - prefix) * (2 FLOP/(param*token) * serves.active_params + attention_flops * (prompt + prefix) / 2)

  # Time of reading `prefill_batch` prompts.
  prefill_time : s = roofline_time(prefill_batch * prefill_work, weights, gpus * peak * utilization, gpus * gpu.bandwidth * bandwidth_utilization)
    + prefill_batch * (prompt - prefix) * exchange_time + step_latency + overhead

  # How long a user waits for the first token, when no other request is before theirs.
  out time_to_first : s = prefill_time

  # --- speculative decoding

  # Tokens that a draft proposes for a step; 0 is decoding without a draft.
  draft_length : 1 = 0

  # How likely a proposed token is accepted, each like the other.
  acceptance : 1 = 0 in 0 .. 1
  draft_cost : 1 = 0  # time of proposing one token over that of a step

  # Tokens that a step yields, on average.
  step_tokens : token = 1 token * (if acceptance == 1 then draft_length + 1 else (1 - acceptance^(draft_length + 1)) / (1 - acceptance)) @ "Leviathan et al., arXiv 2211.17192, equation 1"

  # --- decode

  context : token = prompt + answer / 2  # tokens that a token sees, on average over the answer

  # Work of attention where one token is answered, as `attention_flops`. With latent attention it is more, since keys are not unpacked:
  # 2 FLOP x layers x heads x (2 x kv_latent + position_width).
  decode_attention_flops : FLOP/token^2 = attention_flops

  # Tokens that go through the model in a step, proposed ones included.
  step_batch : 1 = batch * (draft_length + 1)

  # Weights that a step reads. Of a mixture of experts each token picks its own, all alike likely and one token not like
  # the other: a few tokens read little, many read all. Shared experts are picked by all.
  step_weights : GB = precision * (serves.active_params
    + (serves.params - serves.active_params) * (1 - (1 - (serves.active_experts - serves.shared_experts) / (serves.experts - serves.shared_experts))^max(0, step_batch - 1)))
  step_cache : GB = batch * context * kv_bytes * cache_copies  # cache that a step reads
  step_work : FLOP = step_batch * 1 token * (2 FLOP/(param*token) * serves.active_params + decode_attention_flops * context)  # work of a step

  # Time of one step of all sequences.
  step_time : ms = (roofline_time(step_work, step_weights + step_cache, gpus * peak * utilization, gpus * gpu.bandwidth * bandwidth_utilization)
    + step_batch * 1 token * exchange_time + step_latency + overhead) * (1 + draft_length * draft_cost)

  # 1 where memory decides how long a step takes, 0 where arithmetic does.
  memory_bound : 1 = is_memory_bound(step_work, step_weights + step_cache, gpus * peak * utilization, gpus * gpu.bandwidth * bandwidth_utilization)

  # How long a user waits for each further token while no prompt is read on the same accelerators.
  out time_per_token : ms/token = step_time / step_tokens

  # --- both together: a replica reads prompts in turn with its steps, or two groups of accelerators do one each

  # Requests that a replica answers in a time, when there are always enough.
  request_rate : 1/s = 1 / (prefill_time / prefill_batch + answer * time_per_token / batch)

  # Time from the first to the last token of a request, its prompt and those of others read on the same accelerators
  # in between: by Little's law what `batch` places and that rate come to.
  out latency : s = batch / request_rate

  # Tokens of answers that one accelerator makes in a time, reading prompts included.
  out throughput : token/s/gpu = answer * request_rate / gpus
  decode_throughput : token/s/gpu = batch / time_per_token / gpus  # speed of accelerators that only answer
  prefill_throughput : token/s/gpu = prompt * prefill_batch / prefill_time / gpus  # speed of reading prompts, their cached part included, by accelerators that only read

  # --- money

  gpu_hour_cost : USD/(gpu*hour) = gpu.rent  # cost of an hour of one accelerator

  # The share of paid time in which the replica is as busy as that.
  duty : 1 = 100% in 0 .. 1
  out request_cost : USD = gpus * gpu_hour_cost / request_rate / duty  # cost of one request

  # Cost of a million tokens of answers, reading prompts included.
  out million_cost : USD = gpu_hour_cost / throughput / duty * 1e6 token
  million_read_cost : USD = gpu_hour_cost / prefill_throughput / duty * 1e6 token  # cost of reading a million tokens of prompts
  million_answer_cost : USD = gpu_hour_cost / decode_throughput / duty * 1e6 token  # cost of a million tokens of answers, without reading
>
