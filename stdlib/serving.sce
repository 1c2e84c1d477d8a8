# Serving a language model by the roofline: speed, batch, latency and price of a replica.
#
# A request is read in one pass (prefill), which arithmetic decides, and answered token by token (decode), where each step
# reads all weights once and the cache of every sequence, so that memory decides until many are answered together. Both
# times are bounds: arithmetic and memory overlap wholly and run at peak unless `utilization`, `bandwidth_utilization`
# and `overhead` say what is reached. Williams, Waterman and Patterson, doi 10.1145/1498765.1498785; Pope et al.,
# arXiv 2211.05102.

# A replica that serves a language model: `gpus` accelerators that hold it once, split over them (tensor parallel), or with
# `tensor` below their number spread the experts over all of them, while each `tensor` hold a copy of the rest. It answers
# `batch` sequences together. The model's shape must be known, or `kv_bytes` and `attention_flops` given; of a closed model
# `serves.active_params` alone is not enough.
#
# A model that does not fit has a negative `memory_left_for_cache`, which is an error, and so is a `batch` beyond
# `batch_max`.
#
# How fast do two H100 answer one user of Llama 2 70B, and how much more does an accelerator make when eight answer many?
#
#     serving alone < serves = llama2_70b; gpus = 2; prompt = 500; answer = 500; batch = 1 >
#     serving many from alone < gpus = 8; batch = 256 >
#     many.throughput / alone.throughput
#
# A mixture of experts over 144 accelerators, as DeepSeek answers with V3: a copy of all but the experts on each of them,
# 90 sequences a copy, eight experts elsewhere for each token, sent in 8 bits and returned in 16.
#
#     serving wide <
#       serves = deepseek_v3; gpu = H800; gpus = 144; tensor = 1
#       prompt = 4400; answer = 1200; batch = 144 * 90
#       precision = 1; exchange_precision = 1.5; hidden = 50%; utilization = 50%; bandwidth_utilization = 70%
#     >
#     wide.decode_throughput
kind serving <
  serves : llm  # the language model; left out, the only one of the file
  gpu : accelerator = serves.gpu  # accelerator that the replica consists of
  gpus : gpu = 1  # accelerators that hold one copy of the model together

  # Accelerators that share a layer, linked by `link`. Fewer than `gpus` is for a mixture of experts.
  tensor : 1 = gpus / (1 gpu) in 1 .. none
  copies : 1 = gpus / (1 gpu) / tensor in 1 .. none  # copies of all but the experts, each on `tensor` of them

  prompt : token in 0 .. none  # tokens that a request asks with, on average
  answer : token in 0 .. none  # tokens that it is answered with, on average

  # Tokens at the start of a prompt that are in the cache from before and are not computed again, one copy for all
  # sequences of a copy of the model.
  prefix : token = 0 in 0 .. prompt

  # Bytes of one weight in memory: 2 in bf16, 1 in fp8, 0.5 in 4 bits.
  precision : byte/param = serves.precision in 0 .. none

  # Bytes of one number in the cache of keys and values.
  cache_precision : byte = serves.cache_precision

  # Bytes of the numbers that are multiplied, which decides about the peak: 2 for bf16, 1 for fp8, 0.5 for fp4. Weights
  # in 4 bits alone are multiplied in 16. It is taken for all work: where attention has much of it, which most compute in 16
  # bits, give a smaller `utilization`.
  compute_precision : byte = 2 byte @ "16 bits, as weights are released"
  peak : TFLOP/s/gpu = if (compute_precision < 0.75 byte) then gpu.fp4 else if (compute_precision < 1.5 byte) then gpu.fp8 else gpu.bf16  # peak speed of one accelerator in the format of these numbers

  # The share of peak arithmetic that is reached.
  utilization : 1 = 100% in 0 .. 1
  bandwidth_utilization : 1 = 100% in 0 .. 1  # the share of the memory's bandwidth that is reached
  overhead : s = 0 in 0 .. none  # time of a step beside arithmetic and memory: launches, sampling, scheduling

  # --- memory

  # Parameters of all experts but the shared ones, of which there is one copy whatever `tensor` is.
  expert_params : param = if serves.active_experts == serves.experts then 0 param
    else (serves.params - serves.active_params) / (1 - serves.routed_share)
  copied : param = if copies == 1 then 0 param else (copies - 1) * (serves.params - expert_params)  # parameters of all further copies
  weights : GB = (serves.params + copied) * precision  # memory of all parameters, those of idle experts too

  # The share of memory that weights and cache may take; the rest is for activations and the runtime.
  memory_share : 1 = 90% in 0 .. 1 @ "gpu_memory_utilization of vLLM, whose default is 0.9"

  # Memory that weights leave. Below zero the model does not fit: take more `gpus` or a smaller `precision`.
  memory_left_for_cache : GB = gpus * gpu.memory * memory_share - weights in 0 .. none

  # How often the replica holds a sequence's cache: more than once where more accelerators share a layer than it has heads for
  # keys and values to give them, of which latent attention has one.
  cache_copies : 1 = if tensor <= 1 then 1 else max(1, tensor / serves.kv_heads)

  # Memory of the cache of one token, in all its copies.
  kv_bytes : byte/token = serves.kv_bytes * (cache_precision / serves.cache_precision) * cache_copies
  sequence_memory : GB = kv_bytes * (prompt - prefix + answer)  # cache of one sequence at its end

  # Sequences that fit into memory beside the weights, each reserved at full length. Not rounded; below 1 not even one fits:
  # take more `gpus` or a smaller `cache_precision`.
  out batch_max : 1 = (memory_left_for_cache - kv_bytes * prefix * copies) / sequence_memory in 1 .. none

  # Sequences that are answered together, at most the `batch_max` that memory holds; fewer answer faster.
  batch : 1 = max(1, batch_max) in 1 .. max(1, batch_max)

  # --- the accelerators among themselves

  # Bytes of the numbers that accelerators send each other.
  exchange_precision : byte = 2 byte @ "16 bits, as activations are kept"

  link : GB/s/gpu = gpu.link  # speed between the accelerators that share a layer, one way

  # Speed between accelerators that share no layer, one way: `link` within a server of eight, a network card beyond. In a rack
  # of NVL72 it is `link` for 72.
  network : GB/s/gpu = if gpus <= 8 gpu then link else 50 @ "one card of 400 Gbit/s for each accelerator: Llama 3, arXiv 2407.21783, section 3.3.1"

  # How many accelerators a token is sent to where experts are spread. Shared experts are at hand.
  sends : 1 = serves.active_experts - serves.shared_experts

  # Time of sums for a token, over the accelerators that share a layer (all-reduce), in a ring: two a layer, one where experts
  # are spread.
  sum_time : s/token = if tensor <= 1 then 0 s/token
    else (if copies == 1 or expert_params == 0 param then 2 * serves.layers else serves.layers + serves.dense_layers)
    * all_reduce_time(serves.width * exchange_precision, tensor, link * 1 gpu) / copies / (1 token) @ "Shoeybi et al., arXiv 1909.08053: two a layer forward"

  # Time of exchange for a token between experts that are spread: there and back in each layer that has experts.
  expert_time : s/token = if copies == 1 or expert_params == 0 param then 0 s/token
    else 2 * (serves.layers - serves.dense_layers) * sends * serves.width * exchange_precision / (network * gpus) / (1 token) @ "as many numbers there as back: DeepSeek-AI, github.com/deepseek-ai/DeepEP"

  # The share of the time of exchange that is hidden behind arithmetic.
  hidden : 1 = 0 in 0 .. 1

  # Time of exchange for a token, over all accelerators: bytes alone, latency aside.
  exchange_time : s/token = (sum_time + expert_time) * (1 - hidden)

  # Time that one sum takes however little is sent; some 10 us within a node.
  exchange_latency : s = 0

  # What a step waits for exchanges at least.
  step_latency : s = if gpus <= 1 gpu or exchange_latency == 0 s then 0 s else 2 * serves.layers * exchange_latency

  # --- prefill

  # Work of attention, for each token and each token that it sees: 4 FLOP a layer and number.
  attention_flops : FLOP/token^2 = 4 FLOP/token^2 * serves.layers * serves.attention_width @ "Chowdhery et al., PaLM, arXiv 2204.02311, appendix B"

  # Prompts that are read together: by default one in each copy.
  prefill_batch : 1 = copies

  # Work of reading one prompt: each token sees those before it.
  prefill_work : FLOP = (prompt - prefix) * (2 FLOP/(param*token) * serves.active_params + attention_flops * (prompt + prefix) / 2)

  # Time of reading `prefill_batch` prompts.
  prefill_time : s = roofline_time(prefill_batch * prefill_work, weights, gpus * peak * utilization, gpus * gpu.bandwidth * bandwidth_utilization)
    + prefill_batch * (prompt - prefix) * exchange_time + step_latency + overhead

  # How long a user waits for the first token, when no other request is before theirs.
  out time_to_first : s = prefill_time

  # --- speculative decoding

  # Tokens that a draft proposes for a step; 0 is decoding without a draft.
  draft_length : 1 = 0 in 0 .. none

  # How likely a proposed token is accepted, each like the other.
  acceptance : 1 = 0 in 0 .. 1
  draft_cost : 1 = 0  # time of proposing one token over that of a step

  # Tokens that a step yields, on average.
  step_tokens : token = 1 token * (if acceptance == 1 then draft_length + 1 else (1 - acceptance^(draft_length + 1)) / (1 - acceptance)) @ "Leviathan et al., arXiv 2211.17192, equation 1"

  # --- decode

  context : token = prompt + answer / 2  # tokens that a token sees, on average over the answer

  # Work of attention where one token is answered, as `attention_flops`. With latent attention it is more, since keys
  # and values stay in the latent.
  decode_attention_flops : FLOP/token^2 = attention_flops * serves.latent_work

  # Tokens that go through the model in a step, proposed ones included.
  step_batch : 1 = batch * (draft_length + 1)

  # Weights that a step reads. Of a mixture of experts each token picks its own, all alike likely and one token not like
  # the other: a few tokens read little, many read all. Shared experts are picked by all.
  step_weights : GB = precision * (serves.active_params
    + (serves.params - serves.active_params) * (1 - (1 - serves.routed_share)^max(0, step_batch - 1)) + copied)
  step_cache : GB = batch * context * kv_bytes  # cache that a step reads
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
