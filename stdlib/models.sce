# Generative models as a planner sees them: the work of training one, and the work of one unit of what it makes.
# `generator` is what a fleet serves; `model` scales a diffusion model from one that is known, `llm` counts a language
# model from its parameters. Formulas use peak speed: how much of it is reached is a matter of the scenario.

# Whatever makes something for users: how much it makes at a time, the work of that, the work of having trained it, and
# the accelerator that it runs on.
kind generator <
  # What comes out at a time: a minute of video, an image, a thousand tokens.
  output = 1 video_minute

  # Work of one `output`.
  output_flops : FLOP

  # Work of training, all of it.
  train_flops : FLOP

  gpu : accelerator = H100  # that it is trained and served on
>

# A diffusion model, scaled from one that is known: `like`. Work grows in proportion to parameters and frames, as the
# article in examples/sora.sce has it. That leaves out that attention grows with the square of the frames; replace
# `step_flops` where it matters.
kind model from generator <
  params : param  # trained parameters

  # Latent frames that are denoised together: 1 for an image; for a clip, seconds x frames a second / compression in time.
  frames : frame = 1

  # Denoising steps for one output.
  steps : 1 = 250

  # Forward passes a step: 2 with classifier-free guidance.
  passes : 1 = 1

  # The model whose work is known.
  like : model = dit_article

  # How many times the work of a sample of `like` goes into one sample, for the size of the model.
  scale : 1 = params / like.params

  # How many times the training samples of `like`.
  data_scale : 1 = 1

  # The share of training spent on samples of `frames`. Stills, the rest, count as nothing beside them.
  video_share : 1 = 1

  # One forward pass over all frames.
  out step_flops : FLOP = like.step_flops * scale * frames / like.frames

  out output_flops : FLOP = step_flops * passes * steps

  out train_flops : FLOP = like.train_flops * scale * data_scale * video_share * frames / like.frames

  # Training at peak speed.
  out train_gpu_months : gpu*month = train_flops / gpu.bf16

  # Accelerators for training within one month.
  out train_gpus : gpu = train_gpu_months / (1 month)

  # What has been made when making it has taken as much work as training.
  out break_even = train_flops / output_flops * output

  # What one accelerator makes in an hour, at peak speed.
  out output_per_gpu_hour = output / (output_flops / gpu.bf16 as gpu*hour)
>

# A diffusion model that makes images.
kind image_model from model < output = 1 image >

# A language model: 2 FLOP a parameter and token forward, 6 in training, attention over the context left out. Of a
# mixture of experts, `active_params` are those that one token visits.
kind llm from generator <
  params : param  # all of them, for memory
  active_params : param = params  # those that a token visits, for work
  train_tokens : token  # that it was trained on, each as often as it was seen

  # The unit of text that counts as one output.
  output_tokens : token = 1000
  output = output_tokens

  # Kaplan et al. 2020, arXiv 2001.08361: one multiplication with addition a parameter and token.
  out output_flops : FLOP = 2 FLOP/(param*token) * active_params * output_tokens

  # The same forward, and twice as much backward.
  out train_flops : FLOP = 6 FLOP/(param*token) * active_params * train_tokens
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

llm llama2_70b <
  params = 70e9
  train_tokens = 2e12
> @ "Touvron et al., arXiv 2307.09288, and the model card of Llama 2"

# What was rumoured in 2023 and never confirmed: two experts of 220 billion parameters answer each token. How many
# experts there are in all and how long it was trained is not known: `params` are those two, training has no value.
llm gpt4 <
  experts : 1 = 2
  expert : param = 220e9
  params = experts * expert
  train_tokens = none
> @ "rumour of 2023, as the article in examples/sora.sce uses it"
