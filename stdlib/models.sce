# Generative models: the work of training one, and the work of one unit of what it makes. `generator` is what a fleet
# serves; `model` scales a diffusion model from one that is known, `llm` counts a language model from its parameters.
# Formulas use peak speed: how much of it is reached is a matter of the scenario or of a run.

# Whatever makes something for users: how much it makes at a time, the work of that, the work of having trained it, and
# the accelerator that it runs on.
#
#     generator speech < output = 1 hour; output_flops = 30 PFLOP; train_flops = 1e22 >
#     speech.train_flops / speech.output_flops * speech.output as year
kind generator <
  # What comes out at a time: a minute of video, an image, a thousand tokens.
  output = 1 video_minute

  # Work of one `output`.
  output_flops : FLOP

  # Work of training, all of it.
  train_flops : FLOP

  gpu : accelerator = H100  # accelerator that it is trained and served on
>

# A diffusion model, scaled from one that is known: `like`. Work grows in proportion to parameters and frames, as the
# article in examples/sora.sce has it. That leaves out that attention grows with the square of the frames; replace
# `step_flops` where it matters, or count it with `video_dit`.
#
#     model clips < params = 2e9; frames = 5 * 24/4; steps = 50; passes = 2 >
#     model quick from clips < steps = 4; passes = 1 >
#     clips.output_flops / quick.output_flops
kind model from generator <
  params : param in 0 .. none  # trained parameters

  # Latent frames that are denoised together: 1 for an image; for a clip, seconds x frames a second / compression in time.
  frames : frame = 1 in 0 .. none

  # Denoising steps for one output.
  steps : 1 = 250 in 0 .. none @ "Peebles and Xie, arXiv 2212.09748: samples of DiT"

  # Forward passes a step: 2 with classifier-free guidance.
  passes : 1 = 1 in 0 .. none

  # The model whose work is known.
  like : model = dit_article

  # How many times the work of a sample of `like` goes into one sample, for the size of the model.
  scale : 1 = params / like.params

  # How many times the training samples of `like` it has seen.
  data_scale : 1 = 1

  # The share of training spent on samples of `frames`. Stills, the rest, count as nothing beside them.
  video_share : 1 = 1

  # Work of one forward pass over all frames.
  out step_flops : FLOP = like.step_flops * scale * frames / like.frames

  out output_flops : FLOP = step_flops * passes * steps

  out train_flops : FLOP = like.train_flops * scale * data_scale * video_share * frames / like.frames

  # Accelerator time of training, at peak speed.
  out train_gpu_months : gpu*month = train_flops / gpu.bf16

  # Accelerators for training within one month.
  out train_gpus : gpu = train_gpu_months / (1 month)

  # What has been made when making it has taken as much work as training.
  out break_even = train_flops / output_flops * output

  # What one accelerator makes in an hour, at peak speed.
  out output_per_gpu_hour = output / (output_flops / gpu.bf16 as gpu*hour)
>

# A diffusion model that makes images.
#
#     image_model pictures < params = 2.6e9; steps = 30; passes = 2 >
kind image_model from model < output = 1 image >

# A language model: 2 FLOP a parameter and token forward, 6 in training. Attention is left out unless `context` says over
# how many tokens it goes. Of a mixture of experts, `active_params` are those that one token visits (work), `params` all
# of them (memory). The shape is none where nobody has published it; what rests on it is none then, too.
#
# Llama 3.1 8B as a node of eight holds it: weights, the cache of one token, and what attention adds at 128k.
#
#     llm small < params = 8.03e9; train_tokens = 15e12; layers = 32; width = 4096; heads = 32; kv_heads = 8 >
#     llm long from small < context = 128e3; attended = 50% >
#     (8 gpu * H100.memory - small.weights) / small.kv_bytes
#     long.output_flops / small.output_flops
kind llm from generator <
  params : param in 0 .. none  # all parameters, for memory
  active_params : param = params in 0 .. params  # parameters that a token visits, for work
  train_tokens : token in 0 .. none  # tokens that it was trained on, each as often as it was seen

  # The unit of text that counts as one output.
  output_tokens : token = 1000 in 0 .. none @ "a convention: a round unit for prices and rates"
  output = output_tokens

  layers : 1 = none  # blocks of attention and feed-forward
  width : 1 = none  # numbers that stand for one token
  heads : 1 = none  # heads of attention that ask: those of queries

  # Heads for keys and values: fewer than `heads` where several queries share one (grouped-query attention), 1 where all do.
  kv_heads : 1 = heads
  head_width : 1 = width / heads  # numbers of one head
  ffn : 1 = none  # inner width of a feed-forward layer, of one expert if there are experts

  # Matrices of a feed-forward layer: 3 where it is gated, 2 where it is plain.
  ffn_matrices : 1 = 3 @ "Shazeer, arXiv 2002.05202: gated, as in Llama, Qwen and Mixtral; GPT-3, OPT, BLOOM and Falcon have 2"
  vocabulary : 1 = none  # rows of the table of tokens

  # Tables of tokens: 2, or 1 where input and output share one.
  embeddings : 1 = 2 @ "arXiv 2302.13971: one for input and one for output, as in Llama; GPT-3 and PaLM share one"

  # Feed-forward layers side by side in a block, those that every token visits (shared ones) included.
  experts : 1 = 1
  active_experts : 1 = experts  # experts that a token visits
  shared_experts : 1 = 0  # experts that every token visits, counted in both
  routed_share : 1 = (active_experts - shared_experts) / (experts - shared_experts)  # share of the other experts that a token is sent to
  dense_layers : 1 = 0  # layers of a mixture of experts that have none, a plain feed-forward in their place
  dense_ffn : 1 = ffn  # inner width of the plain feed-forward layers

  # Parameters of attention in one layer: queries, keys, values and output. A model with latent attention gives its own formula.
  attention_params : param = 2 param * width * head_width * (heads + kv_heads)

  # Parameters of all experts of all layers; where there is one a layer, of its feed-forward layers.
  expert_params : param = 1 param * (layers - dense_layers) * experts * ffn_matrices * ffn * width

  # All parameters as the shape has them. Biases, learned positions and routers are not counted.
  shape_params : param = layers * attention_params + expert_params + 1 param * dense_layers * ffn_matrices * dense_ffn * width
    + 1 param * (embeddings * vocabulary + 2 * layers + 1) * width

  # Parameters of the shape that a token visits, tables of tokens included.
  shape_active_params : param = shape_params - expert_params * (1 - active_experts / experts)

  # Numbers that are kept of each token in each layer: keys and values. Latent attention keeps fewer, of its own width.
  cache_width : 1 = 2 * kv_heads * head_width
  cache_precision : byte = 2 byte @ "16 bits, as Pope et al., arXiv 2211.05102, reckon; 1 byte in fp8"  # bytes of one number that is kept
  precision : byte/param = 2 @ "16 bits, as weights are released; 1 in fp8, 0.5 in 4 bits"  # bytes of a weight in memory

  # Tokens that a sequence had in training, as published.
  sequence : token = none

  # Tokens over which attention is counted, in training and in answers: 0 leaves it out, as most published figures do.
  context : token = 0

  # The share of the context that a token sees: 1 as utilization is usually published, 0.5 where each token sees those before it.
  attended : 1 = 1 in 0 .. 1

  # Numbers that all heads have together: what attention is as wide as.
  attention_width : 1 = heads * head_width

  # Work of attention in answering over that in reading: 1 where keys and values are kept as they are needed.
  latent_work : 1 = 1

  train_gpu : accelerator = gpu  # accelerator that it was trained on, as published
  train_gpu_count : gpu = none  # accelerators that it was trained on, at most, as published
  train_gpu_time : gpu*hour = none  # accelerator time of its training, as published

  # Work of one `output`, forward: a multiplication with addition a parameter and token, and attention.
  out output_flops : FLOP = 2 FLOP/(param*token) * active_params * output_tokens
    + (if context == 0 token then 0 FLOP else attention_work(layers, attention_width, context, output_tokens, attended)) @ "Kaplan et al. 2020, arXiv 2001.08361"

  # Work of training: the same forward, and twice as much backward. What is computed again to save memory is no part of it.
  out train_flops : FLOP = 6 FLOP/(param*token) * active_params * train_tokens
    + (if context == 0 token then 0 FLOP else 3 * attention_work(layers, attention_width, context, train_tokens, attended)) @ "Kaplan et al. 2020, arXiv 2001.08361; attention as in PaLM, arXiv 2204.02311, appendix B"

  # Memory of all weights.
  out weights : GB = params * precision

  # Memory of what is kept of one token that was read (the cache of keys and values).
  out kv_bytes : byte/token = layers * cache_width * cache_precision / (1 token)
>

# A language model with latent attention (MLA): keys and values of a token are kept together as one narrow vector, from
# which all heads make their own, and a part for positions.
#
#     deepseek_v3.cache_width
#     deepseek_v3.kv_bytes
#     llama3_1_405b.kv_bytes / deepseek_v3.kv_bytes
kind latent_llm from llm <
  query_latent : 1  # numbers that queries are made from
  kv_latent : 1  # numbers that keys and values are made from: what is kept
  position_width : 1  # numbers of a key that carry the position, kept too and shared by all heads
  key_width : 1  # numbers of a head's key without the position
  value_width : 1  # numbers of a head's value
  attention_params = 1 param * (
    width * (query_latent + kv_latent + position_width)
    + heads * (query_latent * (key_width + position_width) + kv_latent * (key_width + value_width) + value_width * width)
  )
  cache_width = kv_latent + position_width
  kv_heads = 1  # the latent, which all heads share

  # Half of what keys and values have: scores need the one, sums of values the other.
  attention_width = heads * (key_width + position_width + value_width) / 2

  # Keys and values are not unpacked for one token: scores and sums go over the latent itself, which is wider and read once.
  latent_work = heads * (2 * kv_latent + position_width) / 2 / attention_width
>

# A language model that exists only as a shape: its parameters follow. Give `layers`, `width`, `heads`, `ffn` and
# `vocabulary`; where one is missing there are no parameters.
#
#     transformer plan < layers = 80; width = 8192; heads = 64; kv_heads = 8; ffn = 28672; vocabulary = 128256; train_tokens = 2e12 >
#     plan.params
kind transformer from llm <
  params = shape_params
  active_params = shape_active_params
>

# DiT-XL/2 at 512 pixels as the article in examples/sora.sce reads the paper: its "Gflops" taken for GFLOP, and
# training for 1e21 FLOP. Counted layer by layer in FLOP, both are more than twice as much: see `dit_xl`.
image_model dit_article <
  params = 675e6
  scale = 1  # it is the model that others are scaled from
  step_flops = 524 GFLOP @ "the article on arXiv 2212.09748, which prints 524.6 Gflops and means multiply-accumulates"
  train_flops = 1e21 @ "the article on arXiv 2212.09748, to one digit"
> @ "M. Plappert, Under The Hood: How OpenAI's Sora Model Works, Factorial Funds, March 2024, on Peebles and Xie, arXiv 2212.09748"

# DiT-XL/2 at 512 pixels from its shape: every layer counted, 2 FLOP a multiply-accumulate, and the training that the
# paper states (a backward pass is twice a forward one).
image_model dit_xl <
  side : 1 = 512  # pixels
  depth : 1 = 28
  width : 1 = 1152
  patch : 1 = 2
  batch : image = 256
  updates : 1 = 3e6
  params = dit_params(depth, width, patch)
  scale = 1
  step_flops = flop_per_mac * dit_macs(side, depth, width, patch)
  train_flops = 3 * step_flops * (batch * updates / output)
> @ "Peebles and Xie, arXiv 2212.09748, and github.com/facebookresearch/DiT"

# Llama 2 70B. 70e9 is the name's figure; its shape has 68.98e9. It is the reference of the article on language models,
# and so its parameters stay the round ones.
llm llama2_70b <
  params = 70e9
  train_tokens = 2e12
  layers = 80; width = 8192; heads = 64; kv_heads = 8; ffn = 28672; vocabulary = 32000
  sequence = 4096
  train_gpu = A100; train_gpu_time = 1720320
> @ "Touvron et al., arXiv 2307.09288, and the model card of Llama 2"

# What was rumoured in 2023 and never confirmed: two experts of 220 billion parameters answer each token. How many
# experts there are in all and how long it was trained is not known: `params` are those two, training has no value.
llm gpt4 <
  experts = 2
  expert : param = 220e9
  params = experts * expert
  train_tokens = none
> @ "rumour of 2023, as the article in examples/sora.sce uses it"
