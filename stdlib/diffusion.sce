# Diffusion transformers from their shape: images, clips, latencies, and training in stages. Pictures and clips are
# cut into tokens; attention is quadratic in them; guidance, steps and the autoencoder are counted. The kind `model`
# scales linearly from a model that is known; these kinds count, and say how far off that is.

# A diffusion transformer, counted block by block. `width` is the transformer's; the picture has `pixels_high` and
# `pixels_wide`. What an image or a clip asks for beside it stands in `image_dit` and `video_dit`.
#
# How much dearer is an image with four times the pixels?
#
#     dit small < params = 600e6; depth = 28; width = 1152; pixels_high = 512; pixels_wide = 512; cross = 120; output = 1 image >
#     dit large from small < pixels_high = 1024; pixels_wide = 1024 >
#     large.step_flops / small.step_flops
kind dit from model <
  # --- the transformer

  depth : 1  # blocks
  width : 1  # numbers that stand for a token between blocks

  # Heads among which the width is divided; they change no count.
  heads : 1 = none

  # Width between the matrices of a feed-forward layer.
  ffn : 1 = 4 * width @ "Peebles and Xie, arXiv 2212.09748: four times the width, as most have it"

  # Matrices of a feed-forward layer: 2, or 3 where it is gated.
  ffn_matrices : 1 = 2 @ "Peebles and Xie, arXiv 2212.09748: a layer without gate, as most have it"

  joint : token = 0  # text tokens in one sequence with those of the picture
  cross : token = 0  # text tokens that a layer of its own attends to

  # --- the picture, and what the autoencoder makes of it

  pixels_high : 1  # height of the picture in pixels
  pixels_wide : 1  # width of the picture in pixels
  clip_frames : frame = 1  # frames that are shown, 1 for an image

  # Pixels of a side for one of the latent picture.
  space_compression : 1 = 8 in 1 .. none @ "Rombach et al., arXiv 2112.10752, as nearly all since"

  # Frames for one latent frame.
  time_compression : 1 = 1 in 1 .. none

  # Frames at the start that are not compressed in time: 1 for a causal autoencoder, 0 for one that shrinks all alike.
  leading : frame = 1

  # Latent pixels a side of a token.
  patch : 1 = 2 in 1 .. none @ "Peebles and Xie, arXiv 2212.09748: the best of 2, 4 and 8"

  # Latent frames of a token; a group that is not full counts as a whole one.
  time_patch : 1 = 1 in 1 .. none

  # Latent frames that are denoised together.
  frames = latent_frames(clip_frames, time_compression, leading)

  # Tokens that one forward pass denoises, text aside.
  out tokens : token = clip_tokens(clip_frames, pixels_high, pixels_wide, space_compression, time_compression, patch, time_patch, leading)

  # --- the work

  # Multiply-accumulates of one forward pass; what papers print as "FLOPs" is often this.
  step_macs : MAC = dit_token_macs(tokens, depth, width, ffn, joint, cross, ffn_matrices)

  out step_flops = flop_per_mac * step_macs

  # The share of a pass that grows with the square of the tokens.
  out attention_share : 1 = depth * 2 * (1 MAC/token^2) * width * (tokens + joint)^2 / step_macs

  # The model that `beyond_linear` compares with: DiT-XL/2, counted as this kind counts.
  like = dit_xl

  # The work of a pass over what the linear rule of `model` makes of the same parameters and frames.
  out beyond_linear : 1 = step_flops / (like.step_flops * scale * frames / like.frames)

  # Multiply-accumulates of the autoencoder's decoder for one pixel of one frame. 0 leaves it out, as published counts do
  # and as the library has to where its layers are not known.
  decoder_macs : MAC = 0

  # Work of decoding the latents of one output.
  out decode_flops : FLOP = flop_per_mac * decoder_macs * pixels_high * pixels_wide * clip_frames / (1 frame)

  # Work of denoising: all passes of all steps.
  out denoise_flops : FLOP = step_flops * passes * steps

  output_flops = denoise_flops + decode_flops  # work of denoising and decoding

  # --- training

  # Samples of this size that it was trained on, each as often as it was seen; none where nobody has said.
  train_samples : 1 = none

  # Work of training: a forward pass a sample, twice that backward. Where sizes were mixed, see `diffusion_training`.
  train_flops = 3 * step_flops * train_samples

  # --- on an accelerator

  # Bytes that a weight is kept in.
  precision : byte/param = 2 @ "16 bits, as they are published"

  out weights : GB = params * precision  # memory of the weights, text encoders and autoencoder aside

  # The share of peak speed that is reached in making an output. A `fleet` and a `unit_cost` have a `utilization` of their own.
  utilization = 100% in 0 .. 1

  # Accelerators that work on one output together.
  gpus : gpu = 1

  # The share of their speed that several accelerators keep on one output.
  parallel_efficiency = 100% in 0 .. 1

  # Time from prompt to output, text encoders aside.
  out latency : s = output_flops / (gpus * gpu.bf16 * utilization * parallel_efficiency)

  # Accelerator time that one output takes.
  out output_gpu_time : gpu*hour = latency * gpus

  # What one accelerator makes in an hour, at that utilization and efficiency.
  output_per_gpu_hour = output / output_gpu_time
>

# A diffusion transformer that makes images.
#
# Is distilling to four steps worth it where the decoder is counted?
#
#     image_dit base < params = 12e9; depth = 57; width = 3072; joint = 512; pixels_high = 1024; steps = 28; decoder_macs = 5 MMAC >
#     image_dit distilled from base < steps = 4; passes = 1 >
#     base.output_gpu_time / distilled.output_gpu_time
#     distilled.decode_flops / distilled.output_flops as %
kind image_dit from dit <
  output = 1 image
  pixels_wide = pixels_high  # width in pixels; left out, the image is square
>

# DiT as the paper has it, which draws one of a thousand kinds of things: every layer counted, conditioning and
# embeddings too, and parameters from the shape.
#
#     class_dit mine < depth = 24; width = 1024; patch = 4 >
#     mine.step_macs
kind class_dit from image_dit <
  pixels_high = 256 @ "Peebles and Xie, arXiv 2212.09748"
  # Kinds of things that it draws; each is a row of the label table.
  classes : 1 = 1000 @ "Peebles and Xie, arXiv 2212.09748: ImageNet"
  batch : image = 256 @ "Peebles and Xie, arXiv 2212.09748"  # images an update
  updates : 1 = 400e3 @ "Peebles and Xie, arXiv 2212.09748: the comparison of sizes"  # updates of the weights in training
  params = dit_params(depth, width, patch, classes)
  step_macs = dit_macs(pixels_high, depth, width, patch)
  train_samples = updates * batch / (1 image)
>

# A diffusion transformer that makes clips. One output is one clip.
#
# What does twice the length cost, and how long does a clip take on eight accelerators?
#
#     video_dit short < params = 14e9; depth = 40; width = 5120; ffn = 13824; cross = 512; duration = 5; fps = 16; pixels_high = 720; pixels_wide = 1280 >
#     video_dit long from short < duration = 10; gpus = 8; utilization = 40%; parallel_efficiency = 70% >
#     long.output_flops / short.output_flops
kind video_dit from dit <
  duration : video_second in 0 .. none  # how long the clip runs, from its first frame to its last
  fps : frame/video_second in 0 .. none  # frames a second
  clip_frames = duration * fps + leading
  time_compression = 4 @ "HunyuanVideo, arXiv 2412.03603; Wan, arXiv 2503.20314; CogVideoX, arXiv 2408.06072"
  steps = 50 @ "defaults of HunyuanVideo, Wan and CogVideoX"
  passes = 2 @ "classifier-free guidance, Ho and Salimans, arXiv 2207.12598; a model that guidance is distilled into takes 1"
  output = duration
>

# A latency that somebody measured, and what it says: the utilization, the accelerator time, and, where the latency of
# one accelerator is known, how well several share the work.
#
# If my eight take 90 seconds, and one took 500?
#
#     video_dit mine < params = 5e9; depth = 42; width = 3072; joint = 226; duration = 6; fps = 8; pixels_high = 480; pixels_wide = 720 >
#     measured_latency today < of = mine; gpu = A100; gpus = 8; latency = 90; alone = 500 >
kind measured_latency <
  of : generator  # the model that was run
  gpu : accelerator = of.gpu  # accelerator that it ran on
  gpus : gpu = 1  # accelerators that it ran on together
  latency : s  # time from start to end of one output
  alone : s = none  # time of one output on one accelerator

  # The work of the model over what the accelerators could have done in that time.
  out utilization : 1 = of.output_flops / (latency * gpus * gpu.bf16)

  out output_gpu_time : gpu*hour = latency * gpus  # accelerator time that one output takes

  # What one accelerator makes in a time: the `throughput` of a fleet.
  out throughput = of.output / output_gpu_time

  # Speed of all accelerators together over that of as many single ones.
  out parallel_efficiency : 1 = parallel_efficiency(alone, latency, gpus / (1 gpu))
>

# A stage of training: so many samples of one size. Images are clips of one frame.
#
#     training_stage stills < samples = 1e9; pixels_high = 256; pixels_wide = 256 >
kind training_stage <
  samples : 1  # samples of the stage, each as often as it is seen
  pixels_high : 1  # height of a sample in pixels
  pixels_wide : 1  # width of a sample in pixels
  clip_frames : frame = 1  # frames of a sample, 1 for an image
>

# The training of a diffusion transformer in stages, from small images to long clips.
#
#     diffusion_training run <
#       trains = wan2_1_1_3b
#       gpus = 512
#       utilization = 40%
#       training_stage stills < samples = 1e9; pixels_high = 256; pixels_wide = 256 >
#       training_stage clips < samples = 50e6; pixels_high = 480; pixels_wide = 832; clip_frames = 81 >
#     >
#     run.stage_work / run.work
kind diffusion_training <
  trains : dit  # the model, of which shape and compression count

  # What it is trained on, one size after another.
  each stage : training_stage

  # The share of the forward pass that is run again in the backward one, to save memory.
  recomputed : 1 = 0

  # Tokens of one sample of each stage.
  stage_tokens = clip_tokens(stage.clip_frames, stage.pixels_high, stage.pixels_wide, trains.space_compression, trains.time_compression, trains.patch, trains.time_patch, trains.leading)

  # Multiply-accumulates of a forward pass over one sample of each stage.
  stage_macs = dit_token_macs(stage_tokens, trains.depth, trains.width, trains.ffn, trains.joint, trains.cross, trains.ffn_matrices)

  # Work of each stage: forward, twice that backward, and what is run again.
  stage_work = (3 + recomputed) * flop_per_mac * stage_macs * stage.samples

  out samples : 1 = sum(stage.samples)  # samples of all stages
  out tokens : token = sum(stage_tokens * stage.samples over stage)  # tokens that were denoised, text aside
  out work : FLOP = sum(stage_work over stage)  # work of all stages; the `train_flops` of a model

  gpu : accelerator = trains.gpu  # accelerator that it is trained on
  gpus : gpu = none  # accelerators that it is trained on

  # The share of peak speed that is reached, pauses included.
  utilization = 100% in 0 .. 1

  out gpu_time : gpu*hour = work / (gpu.bf16 * utilization)  # accelerator time of all stages
  out wall_time : day = gpu_time / gpus  # time of the run, where `gpus` are given
  rent : USD/(gpu*hour) = gpu.rent  # price of an accelerator's hour, rented or owned
  out cost : USD = gpu_time * rent  # price of all accelerator hours
>
