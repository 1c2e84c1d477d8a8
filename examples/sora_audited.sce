# The article's estimate, audited: sora.sce stays as it is, and each mending is an edit on top of it, by `from` where it
# corrects the arithmetic and by a scenario where it is a choice. A01 to A14 number the findings of the audit.

use "./sora.sce"

# --- multiply-accumulates are not FLOP --------------------------------------------------------------------------------

# What the DiT paper prints as Gflops are multiply-accumulates, two FLOP each, and training is three forward passes
# (one forward, a backward of two) over all images seen. The article has
# 1e21.
image_model dit_paper from dit_article <
  step_macs : MAC = 524.6e9 @ "Peebles and Xie, arXiv 2212.09748: 524.6 Gflops at 512 pixels, which are multiply-accumulates"
  train_macs : MAC = 3 * step_macs * (dit_images / output)
  step_flops = flop_per_mac * step_macs
  train_flops = flop_per_mac * train_macs
>

model sora_in_flop from sora < like = dit_paper >

claim dit_train_macs < value = dit_paper.train_macs; says = 1.209e21 MAC > @ "audit, A03"
claim dit_train_flops < value = dit_paper.train_flops; says = 2.417e21 FLOP > @ "audit, A04"
claim minutes_in_flop <
  value = sora_in_flop.output_per_gpu_hour; says = 2.515 video_minute/gpu/hour
> @ "audit, A14"

# --- utilization holds for training too -------------------------------------------------------------------------------

# The article takes half of peak speed for serving and all of it for training.
model sora_utilized from sora <
  train_gpu_months = train_flops / (gpu.bf16 * fleet.utilization)
>

claim train_half_low <
  value = sora_utilized.train_gpus; under = conservative; says = 8423 gpu
> @ "audit, A01"
claim train_half_high <
  value = sora_utilized.train_gpus; under = optimistic; says = 21057 gpu
> @ "audit, A02"

# --- stills cost something --------------------------------------------------------------------------------------------

# Half of the samples are stills of one frame each. It makes little difference: 90.5 in place of 90.
model sora_mixed from sora <
  mix : 1 = video_share * frames / like.frames + (1 - video_share)
  train_flops = like.train_flops * scale * data_scale * mix
>

claim mix_with_stills < value = sora_mixed.mix; says = 90.5 > @ "audit, A05"

# --- attention sees all frames ----------------------------------------------------------------------------------------

# Work in proportion to frames means that each frame attends to itself alone. Over all of a clip attention grows with
# the square of its tokens. The shape is that of DiT-XL, grown in depth and width alike to the parameters of the model.
model sora_attending from sora_in_flop <
  growth : 1 = (params / dit_article.params)^(1/3)
  depth : 1 = dit_xl.depth * growth
  width : 1 = dit_xl.width * growth
  tokens : token = (latent_positions / dit_xl.patch^2 * frames / like.frames) token
  step_macs : MAC = dit_token_macs(tokens, depth, width)
  step_flops = flop_per_mac * step_macs
>

claim attention_effect <
  value = sora_attending.step_flops / sora_in_flop.step_flops
  says = 8.27
> @ "audit, A06"

# --- guidance takes a second pass -------------------------------------------------------------------------------------

# DiT's images, as those of most diffusion models, are made with classifier-free guidance: every step is taken twice.
scenario guided < sora.passes = 2 >

claim minutes_guided <
  value = sora.output_per_gpu_hour
  under = guided
  says = 2.52 video_minute/gpu/hour
> @ "audit, A13"

# --- the share of YouTube ---------------------------------------------------------------------------------------------

# As many of YouTube's minutes as the printed 89,000 leave room for.
scenario implied_share < fleet.youtube = 89e3 gpu * fleet.throughput - fleet.tiktok >

claim stated_average < value = average_gpus; says = 124583 gpu > @ "audit, A07"
claim stated_peak < value = fleet.gpus; says = 996667 gpu > @ "audit, A08"
claim youtube_share <
  value = fleet.youtube / youtube.uploads
  under = implied_share
  says = 5.07%
> @ "audit, A09"

# --- what the printed figures say among themselves --------------------------------------------------------------------

# The printed 15.3 million minutes rest on 1.08e25 FLOP, not on the 1.1e25 that stand beside them.
claim rounded_low <
  value = 1.1e25 FLOP / 708e15 FLOP * sora.output; says = 15.54M video_minute
> @ "audit, A10"

claim minute_gpu_time <
  value = sora.output_flops / sora.gpu.bf16
  says = 715.6 gpu*s
  within = 0.1%  # the audit divides the printed 708e15 FLOP a minute, 0.08 % more than 524e9 a step give
> @ "audit, A11"

claim break_even_days <
  value = sora.break_even / (tiktok.uploads + youtube.uploads)
  under = conservative
  says = 0.255 day
  within = 0.3%  # the audit divides the printed 15.3 million minutes, 0.2 % more than their exact quotient
> @ "audit, A12"

# --- all of it --------------------------------------------------------------------------------------------------------

# Counted in FLOP, attention over the whole clip, stills and utilization in training, two passes in making.
model sora_mended from sora_attending <
  passes = 2 @ "guidance, as above"
  train_flops = like.train_flops * data_scale * (video_share * step_flops / like.step_flops + (1 - video_share) * scale)
  train_gpu_months = train_flops / (gpu.bf16 * fleet.utilization)
>

# The article's demand, served by the mended model.
fleet fleet_mended from fleet <
  serves = sora_mended
  throughput = sora_mended.output_per_gpu_hour
>

times_training = sora_mended.train_gpus / sora.train_gpus
times_fleet = fleet_mended.gpus / fleet.gpus
