# Models that make clips: Sora as it was guessed, Wan, HunyuanVideo, CogVideoX, Mochi and others. Each has its shape,
# its default clip and the latencies that its makers measured. Tokens and work follow from the shape; training is none
# where nobody has published it, and decoders are left out (0) where their layers are not known.

# --- Sora, of which no shape is published ----------------------------------------------------------------------------

# Sora as the article guesses it, scaled linearly from DiT-XL/2: a minute of 24 frames a second at 512 pixels, compressed
# 8 times in time. A file may have a `sora` of its own.
model sora_article <
  params = 20e9 @ "article, section 04: a guess"
  frames = 1440/8 @ "article, section 04: a minute of 24 frames a second, compressed 8 times"
  steps = 250 @ "article, section 04"
  scale = 30 @ "article, section 04: about 20e9 / 675e6"
  video_share = 50% @ "article, section 04: the other half are stills, which count as nothing beside video"
> @ "M. Plappert, Under The Hood: How OpenAI's Sora Model Works, Factorial Funds, March 2024"

# The same guess with attention from every token to every other: 20e9 parameters at the proportions of DiT-XL/2 are 86.6
# blocks of 3,565. Full attention is as much a guess as the rest.
video_dit sora_from_shape <
  params = 20e9 @ "the article, section 04: a guess"
  depth = 86.6; width = 3565
  duration = 60; fps = 24
  pixels_high = 512; pixels_wide = 512
  time_compression = 8; leading = 0
  steps = 250
  passes = 1
> @ "the guess of M. Plappert, Factorial Funds, March 2024, put into the proportions of DiT-XL/2, arXiv 2212.09748"

# --- open models -----------------------------------------------------------------------------------------------------

# Wan 2.1 with 14e9 parameters: text to video at 720p, 81 frames. Epoch AI puts its training at 2.5e23 FLOP.
video_dit wan2_1_14b <
  params = 14e9
  depth = 40; width = 5120; heads = 40; ffn = 13824
  cross = 512
  duration = 5; fps = 16
  pixels_high = 720; pixels_wide = 1280
  decoder_macs = 4.281e6 @ "counted from the layers of wan/modules/vae.py at 81 frames of 720 x 1280"
  train_flops = 2.5e23 @ "Epoch AI, an estimate"
> @ "github.com/Wan-Video/Wan2.1; Wan, arXiv 2503.20314"

# Wan 2.1 with 1.3e9 parameters, at 480p.
video_dit wan2_1_1_3b <
  params = 1.3e9
  depth = 30; width = 1536; heads = 12; ffn = 8960
  cross = 512
  duration = 5; fps = 16
  pixels_high = 480; pixels_wide = 832
  decoder_macs = 4.256e6 @ "counted from the layers of wan/modules/vae.py at 81 frames of 480 x 832"
> @ "github.com/Wan-Video/Wan2.1; Wan, arXiv 2503.20314"

# HunyuanVideo: 20 blocks with a stream each for clip and text, and 40 with one; guidance is distilled in. 129 frames.
# The decoder is counted without the attention in its middle, which tiles keep small.
video_dit hunyuan_video <
  params = 13e9
  depth = 20 + 40; width = 3072; heads = 24
  joint = 256
  duration = 128/24; fps = 24
  pixels_high = 720; pixels_wide = 1280
  passes = 1  # guidance is an input
  decoder_macs = 8.454e6 @ "counted from the layers of hyvideo/vae, channels 128, 256, 512, 512, at 129 frames of 720 x 1280"
> @ "github.com/Tencent/HunyuanVideo: README.md, hyvideo/config.py; arXiv 2412.03603"

# CogVideoX with 2e9 parameters, 49 frames.
video_dit cogvideox_2b <
  params = 2e9
  depth = 30; width = 1920; heads = 30
  joint = 226
  duration = 6; fps = 8
  pixels_high = 480; pixels_wide = 720
  decoder_macs = 9.301e6 @ "counted from the layers of sat/vae_modules/cp_enc_dec.py at 49 frames of 480 x 720"
> @ "github.com/THUDM/CogVideo: sat/configs/cogvideox_2b.yaml, README.md; arXiv 2408.06072"

# CogVideoX with 5e9 parameters, 49 frames.
video_dit cogvideox_5b from cogvideox_2b <
  params = 5e9
  depth = 42; width = 3072; heads = 48
> @ "github.com/THUDM/CogVideo: sat/configs/cogvideox_5b.yaml, README.md; arXiv 2408.06072"

# CogVideoX 1.5 with 5e9 parameters, 81 frames: two latent frames make a token, and 21 of them are 11 groups.
video_dit cogvideox1_5_5b from cogvideox_5b <
  joint = 224
  duration = 5; fps = 16
  pixels_high = 768; pixels_wide = 1360
  time_patch = 2
  decoder_macs = 9.289e6 @ "counted from the layers of sat/vae_modules/cp_enc_dec.py at 81 frames of 768 x 1360"
> @ "github.com/THUDM/CogVideo: sat/configs/cogvideox1.5_5b.yaml, README.md"

# Mochi 1, 163 frames. The stream of the text is narrower than that of the clip (1,536): its 256 tokens are counted at full
# width, which is half a percent too much.
video_dit mochi_1 <
  params = 10e9
  depth = 48; width = 3072; heads = 24; ffn = 8192; ffn_matrices = 3
  joint = 256
  duration = 5.4; fps = 30 @ "model card: 5.4 seconds; 163 frames"
  pixels_high = 480; pixels_wide = 848
  time_compression = 6
  steps = 64
> @ "github.com/genmoai/mochi: README.md and asymm_models_joint.py (the feed-forward layer is gated: 8/3 of the width)"

# Movie Gen Video at 768 pixels, 256 frames. All frames are compressed alike. The shape is that of Llama 3 with a layer that
# attends to the text: 48 blocks of 6,144 with 16,384 in between make 29e9 parameters, of which the paper states 30e9. The
# shape is that of a public implementation; the length of the text (one hundredth of the work) is from memory, unverified.
video_dit movie_gen <
  params = 30e9 @ "Polyak et al., arXiv 2410.13720"
  depth = 48; width = 6144; heads = 48; ffn = 16384; ffn_matrices = 3
  cross = 512
  duration = 16; fps = 16 @ "Polyak et al., arXiv 2410.13720: 16 seconds of 16 frames, 73K tokens"
  pixels_high = 768; pixels_wide = 768
  time_compression = 8; leading = 0
  steps = 50 @ "summaries of arXiv 2410.13720 on GitHub: the linear-quadratic schedule, 50 steps for 250, with guidance"
  train_flops = 1.65e24 @ "Epoch AI"
> @ "Polyak et al., arXiv 2410.13720; shape: mindspore-lab/mindone, examples/moviegen, llama3_30B; length of the text from memory, unverified"

# Open-Sora 1.2: 28 pairs of blocks of 1,152, one that looks within a latent frame and one along time, each with a layer that
# attends to the text. Attention is therefore not quadratic in the clip. 17 frames become 5 latent ones, 408 become 120.
video_dit open_sora_1_2 <
  params = 1.1e9
  depth = 2 * 28; width = 1152; heads = 16
  cross = 300
  duration = 16; fps = 25.5
  pixels_high = 720; pixels_wide = 1280
  time_compression = 17/5; leading = 0
  place_tokens : token = tokens / frames * (1 frame)  # of one latent frame
  time_tokens : token = frames * (1 token/frame)  # of one place
  space_macs : MAC = dit_token_macs(place_tokens, depth / 2, width, ffn, 0, cross) * frames / (1 frame)
  time_macs : MAC = dit_token_macs(time_tokens, depth / 2, width, ffn, 0, cross) * place_tokens / (1 token)
  step_macs = space_macs + time_macs
  attention_share = depth * (1 MAC/token^2) * width * tokens * (place_tokens + time_tokens) / step_macs
  steps = 30
  train_gpu_time : gpu*hour = 35e3 @ "docs/report_03.md: hours on H100"
> @ "github.com/hpcaitech/Open-Sora: docs/report_03.md, configs/opensora-v1-2, opensora/datasets/aspect.py, opensora/models/stdit/stdit3.py"

# Open-Sora 2.0: the shape of FLUX.1 with the autoencoder of HunyuanVideo, 129 frames. Image guidance, as the default pipeline
# has it, adds a third pass. Its makers put training at 200e3 USD.
video_dit open_sora_2 <
  params = 11e9
  depth = 19 + 38; width = 3072; heads = 24
  joint = 512
  duration = 128/24; fps = 24
  pixels_high = 576; pixels_wide = 1024 @ "768px at 16:9; the sides from memory, unverified"
  decoder_macs = 8.454e6 @ "that of HunyuanVideo"
  train_cost : USD = 200e3 @ "github.com/hpcaitech/Open-Sora: README.md"
> @ "github.com/hpcaitech/Open-Sora: configs/diffusion/inference/256px.py, README.md"

# Step-Video-T2V at 544p, 204 frames: an autoencoder that shrinks 16 times a side and 17 frames to 3 (8 times is the round
# figure of its makers). Text of 320 and 77 tokens, one hundredth of the work.
# Feed-forward layers four times as wide make 29e9 parameters, of which the makers state 30e9.
video_dit step_video_t2v <
  params = 30e9
  depth = 48; width = 6144; heads = 48
  cross = 320 + 77
  duration = 204/25; fps = 25
  pixels_high = 544; pixels_wide = 992
  space_compression = 16; patch = 1
  time_compression = 17/3; leading = 0
  train_flops = 4.1e24 @ "Epoch AI, low confidence"
  train_utilization : 1 = 32% @ "arXiv 2502.10248, as Epoch AI has it: on H800"
> @ "github.com/stepfun-ai/Step-Video-T2V: README.md, stepvideo/modules/model.py; latent frames and frames a second as pipelines of others have it; text length from memory, unverified"

# --- latencies that the makers measured ------------------------------------------------------------------------------

measured_latency wan2_1_14b_on_h100 <
  of = wan2_1_14b; gpu = H100; latency = 1837.9
> @ "github.com/Wan-Video/Wan2.1: assets/comp_effic.png"
measured_latency wan2_1_14b_on_a100 <
  of = wan2_1_14b; gpu = A100; latency = 3342.6
> @ "github.com/Wan-Video/Wan2.1: assets/comp_effic.png"
measured_latency wan2_1_14b_on_h20 <
  of = wan2_1_14b; gpu = H20; latency = 6935.5
> @ "github.com/Wan-Video/Wan2.1: assets/comp_effic.png"
measured_latency wan2_1_1_3b_on_rtx_4090 <
  of = wan2_1_1_3b; gpu = RTX_4090; latency = 261.4
> @ "github.com/Wan-Video/Wan2.1: assets/comp_effic.png"

# The accelerator is not named: on an A100 the utilization would be over 100 %, so that it is one of the H100's generation.
measured_latency hunyuan_video_on_1 <
  of = hunyuan_video; gpu = H100; latency = 1904.08
> @ "github.com/Tencent/HunyuanVideo: README.md"

# Two, four and eight of the same, which share the sequence: 2.04, 3.70 and 5.64 times as fast.
measured_latency hunyuan_video_on_2 from hunyuan_video_on_1 <
  gpus = 2; latency = 934.09; alone = hunyuan_video_on_1.latency
> @ "github.com/Tencent/HunyuanVideo: README.md"
measured_latency hunyuan_video_on_4 from hunyuan_video_on_2 <
  gpus = 4; latency = 514.08
> @ "github.com/Tencent/HunyuanVideo: README.md"
measured_latency hunyuan_video_on_8 from hunyuan_video_on_2 <
  gpus = 8; latency = 337.58
> @ "github.com/Tencent/HunyuanVideo: README.md"

measured_latency cogvideox_2b_on_h100 <
  of = cogvideox_2b; gpu = H100; latency = 45
> @ "github.com/THUDM/CogVideo: README.md, about"
measured_latency cogvideox_2b_on_a100 <
  of = cogvideox_2b; gpu = A100; latency = 90
> @ "github.com/THUDM/CogVideo: README.md, about"
measured_latency cogvideox_5b_on_h100 <
  of = cogvideox_5b; gpu = H100; latency = 90
> @ "github.com/THUDM/CogVideo: README.md, about"
measured_latency cogvideox_5b_on_a100 <
  of = cogvideox_5b; gpu = A100; latency = 180
> @ "github.com/THUDM/CogVideo: README.md, about"
measured_latency cogvideox1_5_5b_on_h100 <
  of = cogvideox1_5_5b; gpu = H100; latency = 550
> @ "github.com/THUDM/CogVideo: README.md, about"
measured_latency cogvideox1_5_5b_on_a100 <
  of = cogvideox1_5_5b; gpu = A100; latency = 1000
> @ "github.com/THUDM/CogVideo: README.md, about"
measured_latency open_sora_1_2_on_1 <
  of = open_sora_1_2; gpu = H100; latency = 547.97
> @ "github.com/hpcaitech/Open-Sora: docs/report_03.md"

# Two of the same: more than twice as fast, because one has to run in parts.
measured_latency open_sora_1_2_on_2 <
  of = open_sora_1_2; gpu = H100; gpus = 2
  latency = 244.38
  alone = open_sora_1_2_on_1.latency
> @ "github.com/hpcaitech/Open-Sora: docs/report_03.md"

# On an H100 or H800.
measured_latency open_sora_2_on_1 <
  of = open_sora_2; gpu = H100; latency = 1656
> @ "github.com/hpcaitech/Open-Sora: README.md"

measured_latency open_sora_2_on_8 <
  of = open_sora_2; gpu = H100; gpus = 8
  latency = 276
  alone = open_sora_2_on_1.latency
> @ "github.com/hpcaitech/Open-Sora: README.md"

# The accelerators have 80 GB and are not named.
measured_latency step_video_t2v_on_4 <
  of = step_video_t2v; gpu = H100; gpus = 4; latency = 743
> @ "github.com/stepfun-ai/Step-Video-T2V: README.md"
