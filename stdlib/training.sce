# Training: time from work and utilization, layout and memory, failures, the best size for a budget. All of it can be
# turned round: utilization follows from a time that was published, tokens from a budget. A layout says whether a
# model fits on its accelerators and how long a step takes there.

# A run. `gpu_time` follows from `rate`, and that from `mfu`; each can be given in place of what it follows from, and
# `utilization` is what comes of it. A time from start to end is given as `gpu_time = 21 day * 2048 gpu`.
#
#     training run < trains = llama3_1_405b; gpus = 16384; mfu = 40%; goodput = 90% >
#     run.wall_time
kind training <
  trains : generator  # the model; left out, the only one of the file
  gpu : accelerator = trains.gpu  # accelerator that it runs on
  gpus : gpu = none in 0 .. none  # accelerators that it runs on
  work : FLOP = trains.train_flops  # work of the model, all of it; what is recomputed is no part

  # Peak speed of one accelerator in the numbers that most of the work is done in: `gpu.fp8` where that is so. Runs reach a
  # smaller share of it then: 23 to 30 % on H100 (mosaicml/llm-foundry, scripts/train/benchmarking).
  peak : TFLOP/s/gpu = gpu.bf16

  # Model FLOPs utilization: the share of peak speed that a step reaches, recomputation not counted as work.
  mfu : 1 = 40% in 0 .. 1 @ "Llama 3, arXiv 2407.21783, table 4: 38 to 43 % on 8,192 and 16,384 H100"

  # The share of the forward pass that is run again because activations were not kept: 1 where all are recomputed.
  recomputed : 1 = 0 in 0 .. 1

  # The share of the time in which steps are made that last: the rest goes to failures, restarts and checkpoints.
  goodput : 1 = 100% in 0 .. 1
  rate : TFLOP/s/gpu = peak * mfu  # speed of the model's work on one accelerator, while steps are made
  out gpu_time : gpu*hour = work / rate / goodput  # hours of all accelerators
  out wall_time : day = gpu_time / gpus  # time from start to end

  # Model FLOPs utilization of the whole run, pauses included.
  out utilization : 1 = mfu_of_run(work, gpu_time, peak)

  # Hardware FLOPs utilization of the whole run: recomputation counts as work.
  hfu : 1 = hardware_utilization(utilization, recomputed)
  rent : USD/(gpu*hour) = gpu.rent  # price of an accelerator's hour, rented or owned
  out cost : USD = gpu_time * rent  # price of all accelerator hours
>

# A run of a language model, which is also known by its tokens a second.
#
#     llm_training run < trains = llama_65b; gpu = A100; gpus = 2048; throughput = 380 >
#     run.wall_time
#     run.utilization
kind llm_training from training <
  trains : llm
  tokens : token = trains.train_tokens in 0 .. none  # tokens of the run, each as often as it is seen
  work = trains.train_flops * (tokens / trains.train_tokens)  # work of the model on those tokens

  # The model's work for one token, forward and backward, attention included where the model has a `context`.
  token_work : FLOP/token = work / tokens

  # Tokens that one accelerator gets through in a second while steps are made. It can be given in place of `mfu`.
  throughput : token/s/gpu = rate / token_work
  gpu_time = tokens / throughput / goodput
>

# A run that somebody has published: from the hours that it took to what it reached of peak speed.
#
#     training_run run < trains = llama2_70b >
#     run.utilization
kind training_run from llm_training <
  gpu = trains.train_gpu
  gpus = trains.train_gpu_count
  gpu_time = trains.train_gpu_time
  mfu = utilization / goodput  # what a step reached, if `goodput` is known
>

# A run whose layout is planned: the model is cut `tensor` ways within its layers and `pipeline` ways between them, a
# sequence into `slices`, and `data` copies of all that share a batch, among which the experts of a layer may be spread.
# From that follow the memory that an accelerator needs, the time of a step, and with it utilization and time. Stragglers,
# loading and the optimizer's own time are in no term of their own.
#
# Can a model of 70e9 parameters be trained on 512 H100, and how long does it take for 20 tokens a parameter?
#
#     llm plan from llama3_1_70b < train_tokens = 1.4e12 >
#     parallel_training run < trains = plan; tensor = 8; pipeline = 4; data = 16; batch = 512 >
#     claim it_fits < holds = run.fits >
kind parallel_training from llm_training <
  tensor : 1 = 1 in 1 .. none  # accelerators that share a layer, linked by `link`
  pipeline : 1 = 1 in 1 .. none  # stages, each with its share of the layers
  data : 1 = 1 in 1 .. none  # copies of the model that share a batch
  slices : 1 = 1 in 1 .. none  # accelerators that share a sequence, each with a part of its tokens (context parallelism)
  expert : 1 = 1 in 1 .. none  # copies that share the experts of a layer, each with some of them (expert parallelism)
  gpus = tensor * pipeline * slices * data * 1 gpu
  batch : 1  # sequences of a step, over all copies
  microbatch : 1 = 1 in 1 .. none  # sequences that one copy takes at a time
  microbatches : 1 = batch / data / microbatch in 1 .. none  # micro-batches of a copy that follow one another in a step
  sequence : token = trains.sequence  # tokens of a sequence
  interleave : 1 = 1 in 1 .. none  # chunks of layers that a stage has, taken in turns, to shorten the bubble

  # Stage of ZeRO: 1 shares optimizer states among the copies, 2 gradients too, 3 weights too; 0 nothing.
  zero : 1 = 1 in 0 .. 3 @ "Rajbhandari et al., arXiv 1910.02054: stage 1 is free of extra communication, and so is common"

  # How much of the activations is computed again: 0 keeps all, 0.5 drops those of attention, 1 keeps only what enters a
  # layer; between, some layers so and some so.
  recomputation : 1 = 0.5 in 0 .. 1 @ "Korthikanti et al., arXiv 2205.05198; FlashAttention, arXiv 2205.14135, keeps those of attention nowhere"
  recomputed = max(0, 2 * recomputation - 1)

  # Bytes of a weight on the accelerator.
  weight_bytes : byte/param = 2 @ "arXiv 1910.02054, section 3.1: 16 bits"

  # Bytes of the gradient of a weight.
  gradient_bytes : byte/param = 2 @ "arXiv 1910.02054, section 3.1: 16 bits; 4 where sums are kept in 32"

  # Bytes of the optimizer's states of a weight.
  optimizer_bytes : byte/param = 12 @ "arXiv 1910.02054, section 3.1: Adam's two moments and a copy of weights in 32 bits"

  # Parameters that are spread over copies: those of experts where `expert` says so, but for the ones that all tokens visit.
  spread : param = if expert == 1 then 0 param else trains.expert_params * (1 - trains.shared_experts / trains.experts)
  shard : param = (trains.params - spread) / (tensor * pipeline)  # parameters of the rest that an accelerator works with
  expert_shard : param = spread / (tensor * pipeline * expert)  # parameters of experts that an accelerator works with
  copies : 1 = data * slices  # accelerators that hold the same weights, among which ZeRO shares
  expert_copies : 1 = data * slices / expert in 1 .. none  # accelerators that hold the same experts

  # Memory of an accelerator for weights.
  weight_memory : GB/gpu = (zero_memory(shard, zero, copies, weight_bytes, 0, 0) + zero_memory(expert_shard, zero, expert_copies, weight_bytes, 0, 0)) / (1 gpu)

  # Memory of an accelerator for gradients.
  gradient_memory : GB/gpu = (zero_memory(shard, zero, copies, 0, gradient_bytes, 0) + zero_memory(expert_shard, zero, expert_copies, 0, gradient_bytes, 0)) / (1 gpu)

  # Memory of an accelerator for states of the optimizer.
  optimizer_memory : GB/gpu = (zero_memory(shard, zero, copies, 0, 0, optimizer_bytes) + zero_memory(expert_shard, zero, expert_copies, 0, 0, optimizer_bytes)) / (1 gpu)

  # Activations that the first stage holds, over those of one micro-batch in all layers: it has begun as many micro-batches
  # as there are stages (1F1B), and somewhat more if interleaved.
  in_flight : 1 = min(pipeline, microbatches) / pipeline * (if (interleave > 1) then 1 + (pipeline - 1) / (pipeline * interleave) else 1)

  # Memory of an accelerator for activations, those of a layer with one feed-forward layer four times as wide as the model.
  activations : GB/gpu = in_flight * activation_memory(trains.layers, trains.width, trains.heads, sequence, microbatch, tensor * slices, recomputation) / (1 gpu)

  # The share of memory that can be filled; the rest goes to the runtime, buffers of collectives and fragments.
  fill : 1 = 90% in 0 .. 1 @ "a rule of thumb"
  out memory : GB/gpu = weight_memory + gradient_memory + optimizer_memory + activations  # memory that an accelerator needs in all
  out memory_left : GB/gpu = fill * gpu.memory - memory  # memory of an accelerator that is free; below zero the layout does not fit
  out fits = memory <= fill * gpu.memory  # whether an accelerator's memory holds its part

  tokens_a_step : token = batch * sequence  # tokens of a step, over all copies
  steps : 1 = tokens / tokens_a_step  # steps of the whole run

  # What accelerators really compute in a step: the model's work, attention to what stands before, and what is recomputed.
  step_work : FLOP = training_work(trains.active_params, tokens_a_step, recomputed)
    + (3 + recomputed) * attention_work(trains.layers, trains.attention_width, sequence, tokens_a_step, 0.5)

  # The share of peak speed that the layers of one accelerator reach while they compute: 70 % of what the best large
  # matrix product was measured at, and two thirds of that where `peak` is that of 8 bits, since attention stays in 16
  # and numbers have to be converted. Where nobody has measured a product, give it: 55 to 60 % on most.
  kernels : 1 = (if (peak > gpu.bf16) then 65% else 100%) * 70% * gpu.measured_bf16 / gpu.bf16 in 0 .. 1
    @ "fp8: mosaicml/llm-foundry, scripts/train/benchmarking, 3e9 parameters on H100 are 1.31 times as fast as in bf16 with twice the peak. Fitted: steps of 175B, 530B and 1T on A100 (arXiv 2205.05198, table 5) and of Llama 3 405B come out within 10 %; models below 100B take 15 to 30 % longer, there and in arXiv 2104.04473, table 1"
  link : GB/s/gpu = gpu.link  # speed between the accelerators that share a layer, one way

  # Speed between all others, one way. Sums over many copies reach less: 40 % of it over eight copies of 530B (arXiv 2205.05198,
  # section 6.3).
  network : GB/s/gpu = 50 @ "one card of 400 Gbit/s for each accelerator: Llama 3, arXiv 2407.21783, section 3.3.1"

  # The share of communication that is hidden behind arithmetic.
  hidden : 1 = 0 in 0 .. 1

  compute_time : s = step_work / (gpus * peak * kernels)  # time that arithmetic of a step takes with all accelerators at work
  bubble : 1 = 1 - pipeline_efficiency(pipeline, microbatches, interleave)  # the share of a step in which a stage waits

  # Data that an accelerator has of a micro-batch between two layers, in 16 bits.
  passed : MB = 2 byte/token * microbatch * sequence / slices * trains.width

  # Time of exchange within layers in a step: two sums forward and two backward, of what is passed on, two more where
  # the layer is run again.
  tensor_time : s = if tensor == 1 then 0 s else (4 + 2 * recomputed) * trains.layers / pipeline * microbatches
    * all_reduce_time(passed, tensor, link * 1 gpu)

  # Time of exchange between slices in a step: keys and values go round in each layer, and their gradients with them backward;
  # once more where the layer is run again.
  slice_time : s = if slices == 1 then 0 s else (3 + recomputed) * trains.layers / pipeline * microbatches
    * all_gather_time(2 byte/token * microbatch * sequence * trains.cache_width / tensor, slices, network * 1 gpu)

  # How many accelerators a token is sent to. Where routing keeps to few nodes they are fewer: 4 in DeepSeek-V3.
  sends : 1 = trains.active_experts - trains.shared_experts

  # Time of exchange between experts in a step: each token goes to its experts and back, forward and backward; once more where
  # the layer is run again.
  expert_time : s = if expert == 1 then 0 s else (4 + 2 * recomputed) * (trains.layers - trains.dense_layers) / pipeline * microbatches * (1 - 1 / expert)
    * sends * passed / tensor / (network * 1 gpu)

  # How often a step sums gradients over the copies: once, or, where nobody holds all of them (ZeRO 2 and 3), after each
  # micro-batch.
  gradient_rounds : 1 = if zero >= 2 then microbatches else 1

  # How often a step hands out what was summed: once, gradients or the weights made of them, or, where nobody holds all weights
  # (ZeRO 3), weights forward and backward for each micro-batch.
  weight_rounds : 1 = if zero == 3 then 2 * microbatches else 1
  handed_bytes : byte/param = if zero == 0 then gradient_bytes else weight_bytes  # bytes of a parameter that is handed out

  # Time of exchange between copies in a step: sums, and handing out. A ring of either passes all but one part in `copies` over
  # each link.
  data_time : s = all_gather_time(shard * (gradient_rounds * gradient_bytes + weight_rounds * handed_bytes), copies, network * 1 gpu)
    + all_gather_time(expert_shard * (gradient_rounds * gradient_bytes + weight_rounds * handed_bytes), expert_copies, network * 1 gpu)

  # Time of a step: arithmetic and what goes between its layers, the bubble, and sums over copies.
  out step_time : s = (compute_time + (tensor_time + slice_time + expert_time) * (1 - hidden)) / (1 - bubble) + data_time * (1 - hidden)
  mfu = token_work * tokens_a_step / (step_time * gpus * peak)
>

# Failures, and checkpoints against them: how often to write one, and what share of the time is left for training. Use it
# as `goodput` of a run.
#
#     checkpoints plan < trains = llama3_1_405b; gpus = 16384; storage = 2e3 >
#     llm_training run < trains = llama3_1_405b; gpus = 16384; goodput = plan.goodput >
kind checkpoints <
  trains : llm  # the model; left out, the only language model of the file
  gpus : gpu  # accelerators that stop together when one of them fails

  # How long one accelerator and its share of host and network run between two interruptions that nobody planned.
  gpu_mtbf : gpu*hour = 54 day * 16384 gpu / 419 @ "Llama 3, arXiv 2407.21783, section 3.3.4: 419 in 54 days of 16,384 H100"
  mtbf : hour = gpu_mtbf / gpus  # time between two interruptions of the run

  # Bytes that are written of a parameter.
  bytes : byte/param = 12 @ "weights in 32 bits and Adam's two moments; 14 where weights in 16 bits are written too: 13.8 TB for 1e12, Narayanan et al., arXiv 2104.04473, section 5.10"
  storage : GB/s  # how fast all accelerators together write
  stall : 1 = 1 in 0 .. 1  # the share of writing during which training stands still: small where it is done beside it
  out size : TB = trains.params * bytes  # size of one checkpoint
  write : s = size / storage  # time to write one checkpoint
  pause : s = write * stall  # time that training stands still for one checkpoint

  # Time from a failure to the next step: finding it, starting again, reading the checkpoint.
  restart : minute = 10 @ "an assumption: published restarts take 5 to 30 minutes"

  # Work between two checkpoints. By default what loses least, but none is begun before the last one is written.
  out interval : minute = max(write, checkpoint_interval(pause, mtbf))
  out lost : minute = interval / 2 + restart  # time that a failure costs, on average
  out goodput : 1 = goodput(interval, pause, restart, mtbf)  # share of the time in which work is done that lasts
>

# A scaling law: the loss (in nats a token) of a model of so many parameters, trained on so many tokens, as
# irreducible + size_factor / params ^ size_exponent + data_factor / tokens ^ data_exponent. With a budget of work
# `params` and `tokens` are the best split of it; given in a copy, `loss` is theirs.
#
#     scaling_law best from hoffmann_refit < budget = 5.76e23 >
#     best.tokens_per_param
kind scaling_law <
  irreducible : 1  # loss that is left with any size and any data
  size_factor : 1  # factor of the term of size, A in the paper
  size_exponent : 1  # exponent of that term, alpha in the paper
  data_factor : 1  # factor of the term of data, B in the paper
  data_exponent : 1  # exponent of that term, beta in the paper
  budget : FLOP = none in 0 .. none  # work that may be spent: 6 FLOP a parameter and token
  out params : param = optimal_params(budget, size_factor, size_exponent, data_factor, data_exponent)  # the best size for the budget
  out tokens : token = budget / (6 FLOP/(param*token)) / params  # tokens that the budget then pays for
  out loss : 1 = scaling_loss(params, tokens, irreducible, size_factor, size_exponent, data_factor, data_exponent)  # loss that is reached
  out tokens_per_param : token/param = tokens / params  # tokens for each parameter: about 20 where size and data grow alike
>

# The law of Chinchilla with the coefficients as they are printed in the paper, rounded. Do not take a best size from it:
# for Chinchilla's own budget it asks for 32e9 parameters (unrounded 40e9), less than half of the 70e9 that the paper's
# other two methods led to, and for 93 tokens a parameter. For a loss between its data it may do; `hoffmann_refit` is better.
scaling_law hoffmann <
  irreducible = 1.69
  size_factor = 406.4; size_exponent = 0.34
  data_factor = 410.7; data_exponent = 0.28
> @ "Hoffmann et al., arXiv 2203.15556, equation 10 and section D.3"

# The same with the coefficients of the paper's own text file, which are not rounded.
scaling_law hoffmann_unrounded <
  irreducible = 1.6934
  size_factor = 406.4; size_exponent = 0.3392
  data_factor = 410.7; data_exponent = 0.2849
> @ "Hoffmann et al., arXiv 2203.15556, in TeX, as Besiroglu et al. quote it, arXiv 2404.10102"

# The law fitted anew to the same experiments, read off the paper's figures: some 20 tokens a parameter, as the paper's
# other two methods say. Standard errors: 0.03, 124.58, 0.02, 1293.23, 0.02.
scaling_law hoffmann_refit <
  irreducible = 1.8172
  size_factor = 482.01; size_exponent = 0.3478
  data_factor = 2085.43; data_exponent = 0.3658
> @ "Besiroglu et al., arXiv 2404.10102, table 1"
