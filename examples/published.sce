# What has been published about models, machines and bills, held against what the library makes of the same inputs. Each
# figure is a claim: its value comes from the library's functions and blocks, `says` is what was printed, `within` how far
# apart the two may be. Numbers R01 to R86 are those of tests/data/references.csv; what was looked up again for this file
# says "read". Figures that were derived and not printed say so: they pin the calculation. A figure that does not follow
# from what stands beside it is disputed, with the reason.

# --- work of training -------------------------------------------------------------------------------------------------

# 6 FLOP a parameter and token: the active parameters of a mixture of experts, without attention and recomputation. The
# published figures are counted in the same way where a source says so; the others pin the parameters and tokens.

claim gpt3_training <
  value = gpt3.train_flops
  says = 3.14e23 FLOP
  within = 0.5%
> @ "Brown et al., arXiv 2005.14165, table D.1, as in Epoch AI, ml_systems.csv; R01"

claim gopher_training <
  value = gopher.train_flops
  says = 6.31e23 FLOP
  within = 5%
  disputed = "6 N D is a bound from below: it leaves out attention (2 % here), relative positions and embeddings, which the paper counts"
> @ "Rae et al., arXiv 2112.11446, table A26: 6.31e8 PFLOP, as in Epoch AI, ml_systems.csv; R02"

# What the note of R02 says, as it can be held: less than the paper counts, by no more than a quarter.
claim gopher_bound <
  holds = (gopher.train_flops < 6.31e23 FLOP and gopher.train_flops > 75% * 6.31e23 FLOP)
> @ "Rae et al., arXiv 2112.11446, table A26, as in Epoch AI, ml_systems.csv"

claim chinchilla_training <
  value = chinchilla.train_flops
  says = 5.76e23 FLOP
  within = 3%
> @ "Hoffmann et al., arXiv 2203.15556, table 3, as in Epoch AI, ml_systems.csv; R03"

claim palm_training <
  value = palm.train_flops
  says = 2.5272e24 FLOP
  within = 0.2%
> @ "Chowdhery et al., arXiv 2204.02311, table 20: 2527.2 ZFLOP, as in Epoch AI, ml_systems.csv; 2.56e24 in its text has attention in it; R04"

claim mt_nlg_training <
  value = mt_nlg.train_flops
  says = 8.586432e23 FLOP
  within = 0.1%
> @ "Akronomicon: 9,938 PFLOP/s days, as in Epoch AI, ml_systems.csv; R05"

claim llama_65b_training <
  value = llama_65b.train_flops
  says = 5.5e23 FLOP
  within = 1%
> @ "Touvron et al., arXiv 2302.13971, as in Epoch AI, ml_systems.csv; R06"

claim llama2_70b_training <
  value = llama2_70b.train_flops
  says = 8.4e23 FLOP
  within = 0.1%
> @ "Epoch AI, ml_systems.csv: its note, 6 N D; its value is 8.1e23; R07"

claim llama3_1_405b_training <
  value = llama3_1_405b.train_flops
  says = 3.8e25 FLOP
  within = 1%
> @ "Llama Team, arXiv 2407.21783: 3.8e25, as in Epoch AI, ml_systems.csv; R08"

claim falcon_180b_training <
  value = falcon_180b.train_flops
  says = 3.7584e24 FLOP
  within = 1%
> @ "Almazrouei et al., arXiv 2311.16867, table 1: 43,500 PFLOP/s days, as in Epoch AI, ml_systems.csv; R09"

claim deepseek_v3_training <
  value = deepseek_v3.train_flops
  says = 3.2856e24 FLOP
  within = 0.1%
> @ "Epoch AI, ml_systems.csv: its note; 37B of 671B parameters are active, README of deepseek-ai/DeepSeek-V3; R10"

claim llama4_scout_training <
  value = llama4_scout.train_flops
  says = 4.08e24 FLOP
  within = 0.1%
> @ "Epoch AI, ml_systems.csv; tokens of models/llama4/MODEL_CARD.md in meta-llama/llama-models; R11"

claim llama4_maverick_training <
  value = llama4_maverick.train_flops
  says = 2.244e24 FLOP
  within = 0.1%
> @ "Epoch AI, ml_systems.csv; R12"

claim nemotron4_340b_training <
  value = nemotron4_340b.train_flops
  says = 1.8e25 FLOP
  within = 3%
> @ "Epoch AI, ml_systems.csv; R13"

claim qwen2_5_72b_training <
  value = qwen2_5_72b.train_flops
  says = 7.8e24 FLOP
  within = 1%
> @ "Epoch AI, ml_systems.csv; R14"

claim dbrx_training <
  value = dbrx.train_flops
  says = 2.6e24 FLOP
  within = 1%
> @ "Databricks on DBRX, March 2024, as in Epoch AI, ml_systems.csv; R15"

claim glam_training <
  value = glam.train_flops
  says = 3.478e23 FLOP
  within = 0.1%
> @ "Epoch AI, ml_systems.csv: 6 x 600B x 96.6B; R16"

# The forward pass once more, to save memory: work that the hardware does, and no part of a model's utilization.
claim opt_175b_hardware_work <
  value = training_work(opt_175b.params, opt_175b.train_tokens, recomputed = 1)
  says = 4.3e23 FLOP
  within = 3%
> @ "final_update.md of OPT's chronicles in facebookresearch/metaseq, as in Epoch AI, ml_systems.csv; R17"

# A transformer that reads images as 256 tokens each, counted as if it were a language model.
claim vit_22b_training <
  value = vit_22b.train_flops
  says = 1.93248e23 FLOP
  within = 5%
  disputed = "half of the work: tokens a second of a chip of two cores were taken for those of a core, see vit_22b_utilization"
> @ "Epoch AI, ml_systems.csv; R19"

# A convolutional network: a multiply-accumulate is two FLOP, and training three forward passes over all images.
generator alexnet <
  output = 1 image
  output_flops = flop_per_mac * 0.75e9 MAC
  epochs : 1 = 90
  images : image = 1.2e6
  train_flops = training_work_of_pass(output_flops, epochs * images / output)
> @ "OpenAI, AI and compute, May 2018, as in Epoch AI, ml_systems.csv"

claim alexnet_training <
  value = alexnet.train_flops
  says = 4.7e17 FLOP
  within = 4%
> @ "OpenAI, AI and compute, May 2018, as in Epoch AI, ml_systems.csv; R20"

# From hours, where nobody has counted the work: 30 % of peak speed are Epoch AI's assumption.
claim stable_diffusion_training <
  value = work_of_run(150e3 gpu*hour, A100_PCIe.bf16, 30%)
  says = 5e22 FLOP
  within = 2%
> @ "Epoch AI, ml_systems.csv; hours of Stable_Diffusion_v1_Model_Card.md in CompVis/stable-diffusion, read"

# --- diffusion transformers: one forward pass -------------------------------------------------------------------------

# The paper prints these as Gflops; they are multiply-accumulates.

claim dit_s2_forward <
  value = dit_s_2.step_macs
  says = 6.06e9 MAC
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, table 4, read; R21"

claim dit_b2_forward <
  value = dit_b_2.step_macs
  says = 23.01e9 MAC
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, table 4, read; R22"

claim dit_l2_forward <
  value = dit_l_2.step_macs
  says = 80.71e9 MAC
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, table 4, read; R23"

claim dit_xl2_forward <
  value = dit_xl_2.step_macs
  says = 118.64e9 MAC
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, table 4, read; R24"

claim dit_l4_forward <
  value = dit_l_4.step_macs
  says = 19.70e9 MAC
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, table 4, read"

claim dit_xl4_forward <
  value = dit_xl_4.step_macs
  says = 29.05e9 MAC
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, table 4"

claim dit_xl2_forward_512 <
  value = dit_xl_2_512.step_macs
  says = 524.6e9 MAC
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, section 5; 525 in the README of facebookresearch/DiT; R26"

claim dit_xl2_parameters <
  value = dit_xl_2.params
  says = 675e6 param
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, and the README of facebookresearch/DiT: 675M; R27"

# DiT-XL/2 at 256 pixels as it was trained, 7 million updates of 256 images, in the unit of the paper.
claim dit_xl2_training <
  value = dit_xl_2.train_flops / flop_per_mac
  says = 6e20 MAC
  within = 7%
> @ "Epoch AI, ml_systems.csv: about 6e20, read off figure 9 of arXiv 2212.09748; R28"

# --- utilization: the peak that was reached ---------------------------------------------------------------------------

# Work over the hours of the whole run, as model cards state them: with restarts, evaluations and all.

claim llama2_70b_utilization <
  value = mfu_of_run(llama2_70b.train_flops, llama2_70b.train_gpu_time, A100.bf16)
  says = 43.47%
  within = 0.5%
> @ "derived: hours of models/llama2/MODEL_CARD.md in meta-llama/llama-models, read; Epoch AI has 41.92 % from 8.1e23 FLOP; R29"

claim llama3_1_405b_utilization <
  value = mfu_of_run(llama3_1_405b.train_flops, llama3_1_405b.train_gpu_time, H100.bf16)
  says = 40%
  within = 5%
  disputed = "38 to 43 % are steps; the card's 30.84 million hours have restarts, ramp and long context in them, a goodput of 0.86"
> @ "Llama Team, arXiv 2407.21783: 38 to 43 % a step; hours of models/llama3_1/MODEL_CARD.md in meta-llama/llama-models; R30"

# Steps of Llama 3.1 405B, as TFLOP/s a GPU: 8,192 and 16,384 GPUs at 8,192 tokens of context, and 131,072 tokens.

claim llama3_1_405b_step_8k_gpus <
  value = mfu_of_rate(430 TFLOP/s/gpu, H100.bf16)
  says = 43%
  within = 1.5%
> @ "Llama Team, arXiv 2407.21783, table 4, read; R31"

claim llama3_1_405b_step_16k_gpus <
  value = mfu_of_rate(400 TFLOP/s/gpu, H100.bf16)
  says = 41%
  within = 1.5%
> @ "Llama Team, arXiv 2407.21783, table 4, read"

claim llama3_1_405b_step_131k_tokens <
  value = mfu_of_rate(380 TFLOP/s/gpu, H100.bf16)
  says = 38%
  within = 1.5%
> @ "Llama Team, arXiv 2407.21783, table 4, read; R32"

claim palm_without_attention <
  value = mfu(238.3e3 token/s, palm.params, 6144 gpu * TPU_v4.bf16)
  says = 45.7%
  within = 0.2%
> @ "Chowdhery et al., arXiv 2204.02311, appendix B, read: 238.3K tokens a second; R34"

# Its heads together are narrower than the model: 48 of 256 numbers.
claim palm_with_attention <
  value = mfu(238.3e3 token/s, palm.params, 6144 gpu * TPU_v4.bf16, palm.layers, palm.attention_width, context = 2048)
  says = 46.2%
  within = 0.2%
> @ "Chowdhery et al., arXiv 2204.02311, appendix B, read"

# 1,150 tokens a second and core. A core is what JAX shows of a TPU v4: a chip, both of its halves together.
claim vit_22b_utilization <
  value = mfu(1150 token/s, vit_22b.params, 1 gpu * TPU_v4.bf16, vit_22b.layers, vit_22b.width, context = 256)
  says = 54.9%
  within = 0.2%
> @ "Dehghani et al., arXiv 2302.05442: 1.15k tokens a second and core, from memory, unverified; 54.9 % as in Epoch AI, ml_systems.csv"

# A batch of 2,304 sequences in 8.0 seconds, causal attention counted as half.
nemotron4_340b_speed : token/s = 2304 * 4096 token / (8.0 s) @ "Nemotron-4 340B technical report, table 2, as in Epoch AI, ml_systems.csv"

claim nemotron4_340b_utilization <
  value = mfu(
    nemotron4_340b_speed, 341e9 param, 6144 gpu * H100.bf16,
    nemotron4_340b.layers, nemotron4_340b.width, nemotron4_340b.sequence, attended = 50%
  )
  says = 41%
  within = 2%
> @ "Nemotron-4 340B technical report, table 2, as in Epoch AI, ml_systems.csv; layers and width of the configuration in NeMo; R41"

# MosaicML's own models with attention over the whole context, as its table counts. Rows with 128 H100, and one with 8 A100.

claim mpt_70b_h100 <
  value = mfu(1058 token/s, mpt_70b.params, 1 gpu * H100.bf16, mpt_70b.layers, mpt_70b.width, context = 2048)
  says = 43.36%
  within = 0.2%
> @ "scripts/train/benchmarking/README.md of mosaicml/llm-foundry, read; R42"

claim mpt_30b_h100 <
  value = mfu(2199 token/s, mpt_30b.params, 1 gpu * H100.bf16, mpt_30b.layers, mpt_30b.width, context = 2048)
  says = 41.85%
  within = 0.2%
> @ "scripts/train/benchmarking/README.md of mosaicml/llm-foundry, read; R43"

claim mpt_13b_h100 <
  value = mfu(5080 token/s, mpt_13b.params, 1 gpu * H100.bf16, mpt_13b.layers, mpt_13b.width, context = 2048)
  says = 42.18%
  within = 0.2%
> @ "scripts/train/benchmarking/README.md of mosaicml/llm-foundry, read"

claim mpt_7b_h100 <
  value = mfu(10475 token/s, mpt_7b.params, 1 gpu * H100.bf16, mpt_7b.layers, mpt_7b.width, context = 2048)
  says = 45.71%
  within = 0.2%
> @ "scripts/train/benchmarking/README.md of mosaicml/llm-foundry, read; R45"

claim mpt_7b_a100 <
  value = mfu(4641 token/s, mpt_7b.params, 1 gpu * A100.bf16, mpt_7b.layers, mpt_7b.width, context = 2048)
  says = 64.23%
  within = 0.2%
> @ "scripts/train/benchmarking/README.md of mosaicml/llm-foundry, read; R46"

# Recomputation is work of the hardware, not of the model: a forward pass more, four passes in place of three.
claim mpt_70b_hardware <
  value = hardware_utilization(mfu(1058 token/s, mpt_70b.params, 1 gpu * H100.bf16, mpt_70b.layers, mpt_70b.width, context = 2048))
  says = 57.81%
  within = 0.2%
> @ "scripts/train/benchmarking/README.md of mosaicml/llm-foundry, read: HFU"

# Megatron-Core on H100, printed in whole percent.

claim megatron_177b <
  value = mfu_of_rate(432.8 TFLOP/s/gpu, H100.bf16)
  says = 44%
  within = 2.5%
> @ "NVIDIA/Megatron-LM, images/model_table.png; R47"

claim megatron_314b <
  value = mfu_of_rate(474.4 TFLOP/s/gpu, H100.bf16)
  says = 48%
  within = 2.5%
> @ "NVIDIA/Megatron-LM, images/model_table.png; R48"

# One iteration on A100, counted matrix by matrix with the logits; activations are recomputed selectively.
kind iteration <
  trains : llm
  sequences : 1  # in a batch
  gpus : gpu
  time : s
  vocabulary : 1 = 51200 @ "Korthikanti et al., arXiv 2205.05198, section 6"
  work : FLOP = iteration_work(trains.layers, trains.width, trains.sequence, sequences, vocabulary)
  out mfu : % = mfu_of_run(work, gpus * time, A100.bf16)
>

iteration step_22b <
  trains = megatron_22b; sequences = 4; gpus = 8; time = 1.10
> @ "Korthikanti et al., arXiv 2205.05198, tables 3 and 5"

iteration step_175b <
  trains = gpt3; sequences = 64; gpus = 64; time = 13.75
> @ "Korthikanti et al., arXiv 2205.05198, tables 3 and 5"

iteration step_530b <
  trains = mt_nlg; sequences = 280; gpus = 280; time = 37.83
> @ "Korthikanti et al., arXiv 2205.05198, tables 3 and 5"

iteration step_1t <
  trains = megatron_1t; sequences = 512; gpus = 512; time = 71.49
> @ "Korthikanti et al., arXiv 2205.05198, tables 3 and 5"

claim korthikanti_22b <
  value = step_22b.mfu
  says = 41.5%
  within = 1%
> @ "Korthikanti et al., arXiv 2205.05198, table 5, times read in calculon's validation.py, MFU in stas00/ml-engineering; R50"

claim korthikanti_175b <
  value = step_175b.mfu
  says = 51.4%
  within = 1%
> @ "Korthikanti et al., arXiv 2205.05198, table 5, times read in calculon's validation.py, MFU in stas00/ml-engineering; R51"

claim korthikanti_530b <
  value = step_530b.mfu
  says = 56.0%
  within = 1%
> @ "Korthikanti et al., arXiv 2205.05198, table 5, times read in calculon's validation.py, MFU in stas00/ml-engineering"

claim korthikanti_1t <
  value = step_1t.mfu
  says = 56.3%
  within = 1%
> @ "Korthikanti et al., arXiv 2205.05198, table 5, times read in calculon's validation.py, MFU in stas00/ml-engineering; R53"

# --- time and cost of training ----------------------------------------------------------------------------------------

# A run at a pace that is published: tokens a second and GPU, GPU hours for a trillion tokens, or FLOP a second.

llm_training llama_65b_pace <
  trains = llama_65b
  gpu = A100; gpus = 2048
  throughput = 380
> @ "Touvron et al., arXiv 2302.13971, section 2.4: around 380 tokens a second and GPU on 2,048 A100, as Epoch AI quotes it"

claim llama_65b_days <
  value = llama_65b_pace.wall_time
  says = 21 day
  within = 2%
> @ "Touvron et al., arXiv 2302.13971, section 2.4, quoted by Epoch AI, ml_systems.csv; R35"

claim llama_65b_hours <
  value = llama_65b_pace.gpu_time
  says = 1022362 gpu*hour
  within = 0.5%
> @ "Touvron et al., arXiv 2302.13971, table 15, read"

llm_training deepseek_v3_pace <
  trains = deepseek_v3
  gpu = H800; gpus = 2048
  throughput = 1e12 token / (180e3 gpu*hour)
> @ "DeepSeek-AI, arXiv 2412.19437, section 1, read: 180K GPU hours for each trillion tokens"

claim deepseek_v3_hours <
  value = deepseek_v3_pace.gpu_time
  says = 2664000 gpu*hour
  within = 0.01%
> @ "README of deepseek-ai/DeepSeek-V3, read: 2.664M hours for 14.8 trillion tokens; R39"

llm_training deepseek_v3_trillion from deepseek_v3_pace <
  tokens = 1e12
> @ "one of the 14.8 trillion"

claim deepseek_v3_days <
  value = deepseek_v3_trillion.wall_time
  says = 3.7 day
  within = 1.5%
> @ "DeepSeek-AI, arXiv 2412.19437, section 1, read; R38"

training_run deepseek_v3_all <
  trains = deepseek_v3; rent = 2
> @ "DeepSeek-AI, arXiv 2412.19437, table 1: 2 USD an hour"

claim deepseek_v3_cost <
  value = deepseek_v3_all.cost
  says = 5576000 USD
  within = 0.001%
> @ "DeepSeek-AI, arXiv 2412.19437, table 1: $5.576M; 2.788M hours in the README of deepseek-ai/DeepSeek-V3, read; R40"

llm_training gpt3_pace <
  trains = gpt3
  gpu = V100; gpus = 10e3
  rate = 24.6
> @ "Patterson et al., arXiv 2104.10350, table 4: 24.6 TFLOP/s on each of 10,000 V100"

claim gpt3_days <
  value = gpt3_pace.wall_time
  says = 14.8 day
  within = 0.5%
> @ "Patterson et al., arXiv 2104.10350, table 4, as in Epoch AI, ml_systems.csv; R75"

# Speeds of accelerators that compute every activation twice: 8 FLOP a parameter and token, of which 6 are the model's.

training megatron_175b_plan <
  trains = gpt3
  gpu = A100; gpus = 1024
  work = training_work(175e9, 300e9, recomputed = 1)
  rate = 140
> @ "Narayanan et al., arXiv 2104.04473, section 5.1, read"

claim megatron_175b_days <
  value = megatron_175b_plan.wall_time; says = 34 day
> @ "Narayanan et al., arXiv 2104.04473, section 5.1, read"

training megatron_1t_plan from megatron_175b_plan <
  gpus = 3072
  work = training_work(1008e9, 450e9, recomputed = 1)
  rate = 163
> @ "Narayanan et al., arXiv 2104.04473, section 5.1 and table 1, read"

claim megatron_1t_days <
  value = megatron_1t_plan.wall_time; says = 84 day
> @ "Narayanan et al., arXiv 2104.04473, section 5.1, read"

# --- a day of serving -------------------------------------------------------------------------------------------------

# DeepSeek's own figures of 27 February 2025. What it calls a margin is profit over cost.

claim deepseek_day_cost <
  value = deepseek_day.cost
  says = 87072 USD/day
  within = 0.001%
> @ "deepseek-ai/open-infra-index, day 6, quoted by aiposthub.cc and gigazine.net, read: 226.75 nodes at 2 USD a GPU and hour; R54"

claim deepseek_day_revenue <
  value = deepseek_day.revenue
  says = 562027 USD/day
  within = 0.1%
> @ "deepseek-ai/open-infra-index, day 6, quoted by aiposthub.cc and gigazine.net, read; R55"

claim deepseek_day_markup <
  value = deepseek_day.markup
  says = 545%
  within = 0.2%
> @ "deepseek-ai/open-infra-index, day 6, quoted by aiposthub.cc and gigazine.net, read; R56"

# Nodes of eight from what each gets through: 73,700 tokens a second read, cached ones included, or 14,800 written.
token_fleet deepseek_reading <
  serves = deepseek_v3; gpu = H800
  throughput = 73.7e3 token/s / (8 gpu)
  read = 608e9
> @ "deepseek-ai/open-infra-index, day 6, quoted by aiposthub.cc, read"

token_fleet deepseek_writing <
  serves = deepseek_v3; gpu = H800
  throughput = 14.8e3 token/s / (8 gpu)
  written = 168e9
> @ "deepseek-ai/open-infra-index, day 6, quoted by aiposthub.cc, read"

claim deepseek_day_gpus <
  value = deepseek_reading.gpus + deepseek_writing.gpus
  says = 1814 gpu
  within = 0.2%
> @ "deepseek-ai/open-infra-index, day 6: 226.75 nodes of eight on average"

# --- video: tokens of a clip ------------------------------------------------------------------------------------------

claim movie_gen_tokens <
  value = movie_gen.tokens
  says = 73728 token
  within = 0.001%
> @ "Polyak et al., Movie Gen, openreview vOZpYj3tE7: 73K, as in Epoch AI, ml_systems.csv: 256 frames of 768 pixels a side; R61"

claim hunyuan_video_tokens <
  value = hunyuan_video.tokens
  says = 118800 token
  within = 0.001%
> @ "derived: README of Tencent-Hunyuan/HunyuanVideo, read: 129 frames of 720 x 1280, compressed 4 x 8 x 8; R62"

claim wan2_1_14b_tokens <
  value = wan2_1_14b.tokens
  says = 75600 token
  within = 0.001%
> @ "derived: Wan-Video/Wan2.1: 81 frames of 1280 x 720, compressed 4 x 8 x 8"

claim wan2_1_1_3b_tokens <
  value = wan2_1_1_3b.tokens
  says = 32760 token
  within = 0.001%
> @ "derived: Wan-Video/Wan2.1: 81 frames of 832 x 480, compressed 4 x 8 x 8"

# --- video: what measured times say -----------------------------------------------------------------------------------

# Nobody has published these: the work of denoising and decoding over what the accelerator could have done in the time that
# was measured. They pin the count of the work.

claim wan2_1_14b_on_h100_utilization <
  value = wan2_1_14b_on_h100.utilization
  says = 36%
  within = 3%
> @ "derived: assets/comp_effic.png of Wan-Video/Wan2.1: 1837.9 s; R64"

claim wan2_1_14b_on_a100_utilization <
  value = wan2_1_14b_on_a100.utilization
  says = 62.5%
  within = 3%
> @ "derived: assets/comp_effic.png of Wan-Video/Wan2.1: 3342.6 s; R65"

claim wan2_1_14b_on_h20_utilization <
  value = wan2_1_14b_on_h20.utilization
  says = 63.5%
  within = 3%
> @ "derived: assets/comp_effic.png of Wan-Video/Wan2.1: 6935.5 s; R66"

claim wan2_1_1_3b_on_rtx_4090_utilization <
  value = wan2_1_1_3b_on_rtx_4090.utilization
  says = 65.5%
  within = 3%
> @ "derived: assets/comp_effic.png of Wan-Video/Wan2.1: 261.4 s; R67"

# The card is not named; an A100 would have to reach 101 %.
claim hunyuan_video_on_h100_utilization <
  value = hunyuan_video_on_1.utilization
  says = 32%
  within = 3%
> @ "derived: README of Tencent-Hunyuan/HunyuanVideo: 1904.08 s; R68"

claim hunyuan_video_on_8_efficiency <
  value = hunyuan_video_on_8.parallel_efficiency
  says = 70.5%
  within = 0.2%
> @ "README of Tencent-Hunyuan/HunyuanVideo: 1904.08 s on one, 337.58 s on eight, 5.64 times as fast; R69"

claim cogvideox_5b_on_h100_utilization <
  value = cogvideox_5b_on_h100.utilization
  says = 37.3%
  within = 3%
> @ "derived: README of THUDM/CogVideo: about 90 s for 49 frames of 720 x 480; R70"

# --- memory of a token that was read ----------------------------------------------------------------------------------

claim deepseek_v3_cache <
  value = deepseek_v3.kv_bytes
  says = 70272 byte/token
  within = 0.001%
> @ "inference/configs/config_671B.json of deepseek-ai/DeepSeek-V3: 512 + 64 numbers in each of 61 layers; 70.272 KB in arXiv 2505.09343, table 1, read; R58"

claim llama3_1_405b_cache <
  value = llama3_1_405b.kv_bytes
  says = 516096 byte/token
  within = 0.001%
> @ "arXiv 2505.09343, table 1, read: 516.096 KB; R59"

claim llama2_70b_cache <
  value = llama2_70b.kv_bytes
  says = 327680 byte/token
  within = 0.001%
> @ "arXiv 2505.09343, table 1, read: 327.680 KB for Qwen2.5-72B, whose layers and heads are the same; R60"

claim qwen2_5_72b_cache <
  value = qwen2_5_72b.kv_bytes
  says = 327.680 kB/token
  within = 0.001%
> @ "arXiv 2505.09343, table 1, read"

# --- energy and emissions of a run ------------------------------------------------------------------------------------

claim bloom_energy <
  value = bloom_run.energy
  says = 433196 kWh
  within = 0.001%
> @ "Luccioni et al., arXiv 2211.02001, on emergentmind.com, read; R71"

claim bloom_dynamic_emissions <
  value = bloom_run.carbon
  says = 24.7 tCO2e
  within = 0.2%
> @ "Luccioni et al., arXiv 2211.02001, abstract, read; R72"

claim bloom_emissions <
  value = bloom_run.total
  says = 50.5 tCO2e
  within = 0.2%
> @ "Luccioni et al., arXiv 2211.02001, abstract, read: with idle machines and what it took to make them"

claim gpt3_energy <
  value = gpt3_run.energy
  says = 1287 MWh
  within = 0.5%
> @ "Patterson et al., arXiv 2104.10350, table 4, as others quote it, read; R74"

claim stable_diffusion_emissions <
  value = stable_diffusion_run.carbon
  says = 11250 kgCO2e
  within = 0.001%
> @ "Stable_Diffusion_v1_Model_Card.md in CompVis/stable-diffusion, read; 0.3 kg a kWh are inferred from it; R76"

claim llama_65b_energy <
  value = llama_65b_run.energy
  says = 449 MWh
  within = 0.3%
> @ "Touvron et al., arXiv 2302.13971, table 15, read; R77"

# The cards of one family use one factor: that of the 7B model, 31.22 t for 184,320 hours of 400 W, beside the 70B's.
claim llama2_intensity <
  value = llama2_70b_run.chip_intensity
  says = 0.42344835 kgCO2e/kWh
  within = 0.05%
> @ "models/llama2/MODEL_CARD.md in meta-llama/llama-models, read; R78"

claim llama2_70b_emissions <
  value = llama2_70b_run.carbon
  says = 291.42 tCO2e
> @ "models/llama2/MODEL_CARD.md in meta-llama/llama-models, read"

claim llama3_1_405b_emissions <
  value = llama3_1_405b_run.carbon
  says = 8930 tCO2e
  within = 0.1%
> @ "models/llama3_1/MODEL_CARD.md in meta-llama/llama-models, read; 0.4137 kg a kWh are inferred from it; R79"

# The same hours, power and method as Llama 3.1 70B, whose card has 2,040 t.
footprint llama3_3_70b_run from llama3_1_70b_run <
  gpu_time = llama3_3_70b.train_gpu_time
> @ "models/llama3_3/MODEL_CARD.md in meta-llama/llama-models, read: 7.0M hours of 700 W"

claim llama3_1_70b_emissions <
  value = llama3_1_70b_run.carbon
  says = 2040 tCO2e
  within = 0.1%
> @ "models/llama3_1/MODEL_CARD.md in meta-llama/llama-models, read"

claim llama3_3_70b_emissions <
  value = llama3_3_70b_run.carbon
  says = 12.9 tCO2e
  within = 1%
  disputed = "the card is wrong by a factor of 158: 7.0M hours of 700 W are 4,900 MWh, which its sibling's card prices at 2,040 t"
> @ "models/llama3_3/MODEL_CARD.md in meta-llama/llama-models, read: prints 12.9; R80"

# --- memory of training -----------------------------------------------------------------------------------------------

# 7.5 billion parameters on 64 GPUs: 16 bytes a parameter, of which the stages of ZeRO share out more and more.

claim zero_baseline <
  value = zero_memory(7.5e9, stage = 0, ranks = 64)
  says = 120 GB
  within = 0.01%
> @ "Rajbhandari et al., arXiv 1910.02054, figure 1, read; R81"

claim zero_stage_1 <
  value = zero_memory(7.5e9, stage = 1, ranks = 64)
  says = 31.4 GB
  within = 0.1%
> @ "Rajbhandari et al., arXiv 1910.02054, figure 1, read; R82"

claim zero_stage_2 <
  value = zero_memory(7.5e9, stage = 2, ranks = 64)
  says = 16.6 GB
  within = 0.5%
> @ "Rajbhandari et al., arXiv 1910.02054, figure 1, read"

claim zero_stage_3 <
  value = zero_memory(7.5e9, stage = 3, ranks = 64)
  says = 1.9 GB
  within = 1.5%
> @ "Rajbhandari et al., arXiv 1910.02054, figure 1, read; R84"

# What is kept of a forward pass for the backward one, sequence parallel over eight GPUs, attention computed again.
claim megatron_22b_activations <
  value = activation_memory(
    megatron_22b.layers, megatron_22b.width, megatron_22b.heads, megatron_22b.sequence, sequences = 4, tensor = 8, recomputed = 0.5
  )
  says = 9.5625 GiB
  within = 0.01%
> @ "Korthikanti et al., arXiv 2205.05198, figure 1, read in calculon's validation.py"

# --- accelerators: peaks from clocks ----------------------------------------------------------------------------------

claim h100_peak <
  value = peak_rate(1830 MHz, cores = 528, macs_per_cycle = 512)
  says = 989.4 TFLOP/s
  within = 0.01%
> @ "stas00/ml-engineering, compute/accelerator: boost clock, tensor cores, dense bf16; R85"

claim a100_peak <
  value = peak_rate(1410 MHz, cores = 432, macs_per_cycle = 256)
  says = 312 TFLOP/s
  within = 0.05%
> @ "stas00/ml-engineering, compute/accelerator: boost clock, tensor cores, dense bf16; R86"
