# Models that make images: the family of DiT, Stable Diffusion 1, FLUX.1 and PixArt-alpha. Multiply-accumulates and
# FLOP are told apart: what the paper on DiT prints as Gflops are the former.

# Stable Diffusion v1 at 512 pixels: a UNet of convolutions and attention, counted layer by layer from its configuration
# (859.1e6 parameters come out, 860e6 are stated). Counts of 339e9 multiply-accumulates leave out the products of attention.
# A table that gives the model 1.45e9 parameters means the text-to-image model of the paper before it.
image_model stable_diffusion_1 <
  params = 860e6 @ "model card of Stable Diffusion v1: UNet; the text encoder has 123e6 more"
  side : 1 = 512  # pixels
  unet_macs : MAC = 401.6e9 @ "counted from the layers of the UNet in v1-inference.yaml of github.com/CompVis/stable-diffusion"
  decoder_macs : MAC = 4.796e6 @ "counted from the layers of the decoder there, at 512 pixels: 1.257e12 an image"  # a pixel
  steps = 50 @ "default of github.com/CompVis/stable-diffusion"
  passes = 2 @ "classifier-free guidance, as there"
  scale = none  # counted, not scaled from another
  step_flops = flop_per_mac * unet_macs
  decode_flops : FLOP = flop_per_mac * decoder_macs * side^2
  output_flops = step_flops * passes * steps + decode_flops
  train_gpu_time : gpu*hour = 150e3 @ "model card of Stable Diffusion v1: hours on A100"
  train_flops = 5e22 @ "Epoch AI: those hours at 30 % of peak"
  train_utilization : 1 = train_flops / (train_gpu_time * A100_40GB.bf16)
> @ "model card of Stable Diffusion v1; Rombach et al., arXiv 2112.10752"

# FLUX.1 [dev] at 1024 pixels: 19 blocks with two streams and 38 with one, guidance distilled in.
image_dit flux_1_dev <
  params = 12e9 @ "Black Forest Labs, model card of FLUX.1 [dev]"
  depth = 19 + 38; width = 3072; heads = 24
  joint = 512
  pixels_high = 1024
  steps = 50 @ "example of the model card"
  passes = 1  # guidance is an input
  decoder_macs = 4.993e6 @ "counted from a decoder with the layers of Stable Diffusion's, at 1024 pixels"
> @ "configuration of FLUX.1 [dev] in diffusers, as several repositories copy it; text length and steps from memory, unverified"

# PixArt-alpha at 512 pixels: DiT-XL/2 with a layer that attends to the text in every block.
image_dit pixart_alpha <
  params = 600e6
  depth = 28; width = 1152; heads = 16
  cross = 120
  pixels_high = 512
  steps = 20
  passes = 2
  decoder_macs = 4.796e6 @ "that of Stable Diffusion"
> @ "Chen et al., arXiv 2310.00426: 0.6e9 parameters, on DiT-XL/2, 120 text tokens; steps from memory, unverified"

# --- the family of DiT at 256 pixels: sizes S, B, L and XL, patches of 2, 4 and 8 ------------------------------------

class_dit dit_s_2 <
  depth = 12; width = 384; heads = 6; patch = 2
> @ "Peebles and Xie, arXiv 2212.09748, table 1"
class_dit dit_s_4 from dit_s_2 < patch = 4 > @ "Peebles and Xie, arXiv 2212.09748, table 1"
class_dit dit_s_8 from dit_s_2 < patch = 8 > @ "Peebles and Xie, arXiv 2212.09748, table 1"
class_dit dit_b_2 <
  depth = 12; width = 768; heads = 12; patch = 2
> @ "Peebles and Xie, arXiv 2212.09748, table 1"
class_dit dit_b_4 from dit_b_2 < patch = 4 > @ "Peebles and Xie, arXiv 2212.09748, table 1"
class_dit dit_b_8 from dit_b_2 < patch = 8 > @ "Peebles and Xie, arXiv 2212.09748, table 1"
class_dit dit_l_2 <
  depth = 24; width = 1024; heads = 16; patch = 2
> @ "Peebles and Xie, arXiv 2212.09748, table 1"
class_dit dit_l_4 from dit_l_2 < patch = 4 > @ "Peebles and Xie, arXiv 2212.09748, table 1"
class_dit dit_l_8 from dit_l_2 < patch = 8 > @ "Peebles and Xie, arXiv 2212.09748, table 1"

# DiT-XL/2 at 256 pixels, trained for 7 million updates; `dit_xl` is the same at 512 pixels, as the article reads it.
class_dit dit_xl_2 <
  depth = 28; width = 1152; heads = 16; patch = 2; updates = 7e6
> @ "Peebles and Xie, arXiv 2212.09748, tables 1 and 2"
class_dit dit_xl_4 from dit_xl_2 <
  patch = 4; updates = 400e3
> @ "Peebles and Xie, arXiv 2212.09748, table 1"
class_dit dit_xl_8 from dit_xl_2 <
  patch = 8; updates = 400e3
> @ "Peebles and Xie, arXiv 2212.09748, table 1"

# --- the same at 512 pixels; the paper trained XL/2 ------------------------------------------------------------------

class_dit dit_s_2_512 from dit_s_2 <
  pixels_high = 512; train_samples = none
> @ "Peebles and Xie, arXiv 2212.09748: shape"
class_dit dit_s_4_512 from dit_s_4 <
  pixels_high = 512; train_samples = none
> @ "Peebles and Xie, arXiv 2212.09748: shape"
class_dit dit_s_8_512 from dit_s_8 <
  pixels_high = 512; train_samples = none
> @ "Peebles and Xie, arXiv 2212.09748: shape"
class_dit dit_b_2_512 from dit_b_2 <
  pixels_high = 512; train_samples = none
> @ "Peebles and Xie, arXiv 2212.09748: shape"
class_dit dit_b_4_512 from dit_b_4 <
  pixels_high = 512; train_samples = none
> @ "Peebles and Xie, arXiv 2212.09748: shape"
class_dit dit_b_8_512 from dit_b_8 <
  pixels_high = 512; train_samples = none
> @ "Peebles and Xie, arXiv 2212.09748: shape"
class_dit dit_l_2_512 from dit_l_2 <
  pixels_high = 512; train_samples = none
> @ "Peebles and Xie, arXiv 2212.09748: shape"
class_dit dit_l_4_512 from dit_l_4 <
  pixels_high = 512; train_samples = none
> @ "Peebles and Xie, arXiv 2212.09748: shape"
class_dit dit_l_8_512 from dit_l_8 <
  pixels_high = 512; train_samples = none
> @ "Peebles and Xie, arXiv 2212.09748: shape"
class_dit dit_xl_2_512 from dit_xl_2 <
  pixels_high = 512; updates = 3e6
> @ "Peebles and Xie, arXiv 2212.09748, tables 1 and 3"
class_dit dit_xl_4_512 from dit_xl_4 <
  pixels_high = 512; train_samples = none
> @ "Peebles and Xie, arXiv 2212.09748: shape"
class_dit dit_xl_8_512 from dit_xl_8 <
  pixels_high = 512; train_samples = none
> @ "Peebles and Xie, arXiv 2212.09748: shape"
