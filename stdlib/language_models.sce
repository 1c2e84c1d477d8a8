# Language models that somebody has published: size, shape, training, each with its source. `params` is the figure that
# the publisher gives; `shape_params` counts the shape, and where both are known they agree within 2 %, but for GLaM,
# whose total is rounded. Of a mixture of experts `active_params` are for work, `params` for memory. Hours of training
# are those that the publisher states, for the accelerator that `train_gpu` names. What nobody has published is none.
# `llama2_70b` and `gpt4` stand in models.sce.

# --- OpenAI, DeepMind, Google: 2020 to 2022 ---------------------------------------------------------------------------

# GPT-3 175B, May 2020. Alternating layers attend to a band only, which is left out here. Hours follow from 14.8 days on
# 10,000 V100 (Patterson et al.), which OpenAI has not confirmed.
llm gpt3 <
  params = 174.6e9
  train_tokens = 300e9
  layers = 96
  width = 12288
  heads = 96
  ffn = 49152
  ffn_matrices = 2
  vocabulary = 50257
  embeddings = 1
  sequence = 2048
  train_gpu = V100
  train_gpu_count = 10000 @ "Patterson et al., arXiv 2104.10350, table 4"
  train_gpu_time = 3.552e6 @ "Patterson et al., arXiv 2104.10350, table 4: 14.8 days of 10,000 V100"
> @ "Brown et al., arXiv 2005.14165, tables 2.1 and D.1"

# Gopher 280B, December 2021. Attention has relative positions, one more matrix a layer. 6 FLOP a parameter
# and token are 20 % below the 6.31e23 that the paper counts.
llm gopher <
  params = 280e9
  train_tokens = 300e9
  layers = 80
  width = 16384
  heads = 128
  head_width = 128
  ffn = 65536
  ffn_matrices = 2
  vocabulary = 32000
  embeddings = 1
  attention_params = 5 param * width * heads * head_width
  sequence = 2048
  train_gpu = TPU_v3; train_gpu_count = 4096
  train_gpu_time = 3.768e6 @ "Epoch AI, all_ai_models.csv"
> @ "Rae et al., arXiv 2112.11446; table 1: layers, width and heads as a table of models on GitHub has them; they give the parameters that it prints"

# Chinchilla 70B, March 2022. Of the shape of Gopher, four times smaller.
llm chinchilla <
  params = 70e9
  train_tokens = 1.4e12
  layers = 80
  width = 8192
  heads = 64
  head_width = 128
  ffn = 32768
  ffn_matrices = 2
  vocabulary = 32000
  embeddings = 1
  attention_params = 5 param * width * heads * head_width
  sequence = 2048
> @ "Hoffmann et al., arXiv 2203.15556, table 4; calculon-ai/calculon, models/chinchilla.json"

# PaLM 540B, April 2022. All query heads share one key and one value; gated feed-forward; one table of tokens. Hours are
# those of 1,200 hours of 6,144 and 336 hours of 3,072 TPU v4: over all of them 30 % of peak speed were reached, while the
# 46.2 % of the paper are those of a step at full size, attention counted.
llm palm <
  params = 540.35e9
  train_tokens = 780e9
  layers = 118
  width = 18432
  heads = 48
  kv_heads = 1
  head_width = 256
  ffn = 73728
  vocabulary = 256000
  embeddings = 1
  sequence = 2048
  train_gpu = TPU_v4; train_gpu_count = 6144
  train_gpu_time = 8.405e6 @ "Epoch AI, all_ai_models.csv, from the appendix on energy of the paper"
> @ "Chowdhery et al., arXiv 2204.02311, table 1 and appendix B"

# GLaM 64B/64E, December 2021. Every other layer has 64 experts, of which a token visits two; the layers between have a
# gated feed-forward of three matrices, where experts have two: their width counts one and a half times here.
llm glam <
  params = 1.2e12
  active_params = 96.6e9
  train_tokens = 600e9
  layers = 64
  width = 8192
  heads = 128
  head_width = 128
  ffn = 32768
  ffn_matrices = 2
  vocabulary = 256000
  embeddings = 1
  experts = 64; active_experts = 2; dense_layers = 32; dense_ffn = 3 / 2 * ffn
  train_gpu = TPU_v4; train_gpu_count = 1024
  train_gpu_time = 1.399e6 @ "Epoch AI, all_ai_models.csv"
> @ "Du et al., arXiv 2112.06905, table 4, as summaries of the paper on GitHub have it: it gives the 96.6e9 active parameters that the table prints"

# ViT-22B, February 2023: no language model, but the same blocks. Its tokens are patches of images, 256 for one of 224
# pixels; it has no table of tokens and each token sees all others. Epoch AI's 1.93e23 FLOP are half of what follows here.
llm vit_22b <
  params = 21.743e9
  train_tokens = 2.945e12
  output_tokens = 256
  layers = 48
  width = 6144
  heads = 48
  ffn = 24576
  ffn_matrices = 2
  vocabulary = 0
  embeddings = 0
  sequence = 256
  train_gpu = TPU_v4; train_gpu_count = 1024
> @ "Dehghani et al., arXiv 2302.05442, tables 1 and 2: 177,000 steps of 65,000 images"

# --- Megatron, OPT, BLOOM ---------------------------------------------------------------------------------------------

# Megatron-Turing NLG 530B, January 2022. Hours are Epoch AI's for 270e9 tokens.
llm mt_nlg <
  params = 530e9
  train_tokens = 270e9
  layers = 105
  width = 20480
  heads = 128
  ffn = 81920
  ffn_matrices = 2
  vocabulary = 51200
  embeddings = 1
  sequence = 2048
  train_gpu = A100; train_gpu_count = 4480
  train_gpu_time = 3.45e6 @ "Epoch AI, all_ai_models.csv"
> @ "Smith et al., arXiv 2201.11990"

# The 22B model on which Megatron-LM's recomputation was measured, May 2022; it was not trained to an end.
llm megatron_22b <
  params = 22e9
  train_tokens = none
  layers = 48
  width = 6144
  heads = 64
  ffn = 24576
  ffn_matrices = 2
  vocabulary = 51200
  embeddings = 1
  sequence = 2048
  train_gpu = A100
> @ "Korthikanti et al., arXiv 2205.05198, table 3"

# The same with a trillion parameters.
llm megatron_1t <
  params = 1.0e12
  train_tokens = none
  layers = 128
  width = 25600
  heads = 160
  ffn = 102400
  ffn_matrices = 2
  vocabulary = 51200
  embeddings = 1
  sequence = 2048
  train_gpu = A100
> @ "Korthikanti et al., arXiv 2205.05198, table 3; calculon-ai/calculon, models/megatron-1T.json"

# OPT-175B, May 2022. Activations were recomputed: the accelerators did 8 FLOP a parameter and token (4.3e23 in the log).
llm opt_175b <
  params = 175e9
  train_tokens = 300e9
  layers = 96
  width = 12288
  heads = 96
  ffn = 49152
  ffn_matrices = 2
  vocabulary = 50272
  embeddings = 1
  sequence = 2048
  train_gpu = A100; train_gpu_count = 1024
  train_gpu_time = 812544 @ "Epoch AI, all_ai_models.csv, from the log of the run"
> @ "Zhang et al., arXiv 2205.01068, table 1"

# BLOOM 176B, November 2022. The largest table of tokens of its time, shared by input and output.
llm bloom <
  params = 176.247e9
  train_tokens = 366e9
  layers = 70
  width = 14336
  heads = 112
  ffn = 57344
  ffn_matrices = 2
  vocabulary = 250880
  embeddings = 1
  sequence = 2048
  train_gpu = A100; train_gpu_count = 384
  train_gpu_time = 1082990 @ "Luccioni et al., arXiv 2211.02001"
> @ "BigScience, arXiv 2211.05100, table 3; config.json of bigscience/bloom"

# --- Meta -------------------------------------------------------------------------------------------------------------

# LLaMA, February 2023: gated feed-forward, two tables of tokens, 2,048 A100 with 80 GB.
llm llama_7b <
  params = 6.74e9
  train_tokens = 1e12
  layers = 32; width = 4096; heads = 32; ffn = 11008; vocabulary = 32000
  sequence = 2048
  train_gpu = A100
  train_gpu_time = 82432 @ "Touvron et al., arXiv 2302.13971, table 15"
> @ "Touvron et al., arXiv 2302.13971, table 2; config.json of the release"

llm llama_13b <
  params = 13.02e9
  train_tokens = 1e12
  layers = 40; width = 5120; heads = 40; ffn = 13824; vocabulary = 32000
  sequence = 2048
  train_gpu = A100
  train_gpu_time = 135168 @ "Touvron et al., arXiv 2302.13971, table 15"
> @ "Touvron et al., arXiv 2302.13971, table 2; config.json of the release"

llm llama_33b <
  params = 32.5e9
  train_tokens = 1.4e12
  layers = 60; width = 6656; heads = 52; ffn = 17920; vocabulary = 32000
  sequence = 2048
  train_gpu = A100
  train_gpu_time = 530432 @ "Touvron et al., arXiv 2302.13971, table 15"
> @ "Touvron et al., arXiv 2302.13971, table 2; config.json of the release"

llm llama_65b <
  params = 65.2e9
  train_tokens = 1.4e12
  layers = 80; width = 8192; heads = 64; ffn = 22016; vocabulary = 32000
  sequence = 2048
  train_gpu = A100; train_gpu_count = 2048
  train_gpu_time = 1022362 @ "Touvron et al., arXiv 2302.13971, table 15"
> @ "Touvron et al., arXiv 2302.13971, table 2; config.json of the release"

# Llama 2, July 2023; its 70B is in models.sce. The 34B was not released as such; its shape is that of Code Llama 34B.
llm llama2_7b <
  params = 6.74e9
  train_tokens = 2e12
  layers = 32; width = 4096; heads = 32; ffn = 11008; vocabulary = 32000
  sequence = 4096
  train_gpu = A100; train_gpu_time = 184320
> @ "Touvron et al., arXiv 2307.09288, and the model card of Llama 2"

llm llama2_13b <
  params = 13.02e9
  train_tokens = 2e12
  layers = 40; width = 5120; heads = 40; ffn = 13824; vocabulary = 32000
  sequence = 4096
  train_gpu = A100; train_gpu_time = 368640
> @ "Touvron et al., arXiv 2307.09288, and the model card of Llama 2"

llm llama2_34b <
  params = 33.7e9
  train_tokens = 2e12
  layers = 48; width = 8192; heads = 64; kv_heads = 8; ffn = 22016; vocabulary = 32000
  sequence = 4096
  train_gpu = A100; train_gpu_time = 1038336
> @ "Touvron et al., arXiv 2307.09288, and the model card of Llama 2; shape of codellama/CodeLlama-34b"

# Llama 3.1, July 2024. Hours are those of the model card and cover more than pre-training.
llm llama3_1_8b <
  params = 8.03e9
  train_tokens = 15e12
  layers = 32; width = 4096; heads = 32; kv_heads = 8; ffn = 14336; vocabulary = 128256
  sequence = 8192
  train_gpu = H100; train_gpu_time = 1.46e6
> @ "model card of Llama 3.1; arXiv 2407.21783, table 3"

llm llama3_1_70b <
  params = 70.6e9
  train_tokens = 15e12
  layers = 80; width = 8192; heads = 64; kv_heads = 8; ffn = 28672; vocabulary = 128256
  sequence = 8192
  train_gpu = H100; train_gpu_time = 7.0e6
> @ "model card of Llama 3.1; arXiv 2407.21783, table 3"

# 405e9 is the name's figure; the checkpoint has 405.85e9 (`shape_params`). The paper states 3.8e25 FLOP and 38 to 43 % of
# peak speed in a step; over all hours of the card it is 35 %.
llm llama3_1_405b <
  params = 405e9
  train_tokens = 15.6e12
  layers = 126; width = 16384; heads = 128; kv_heads = 8; ffn = 53248; vocabulary = 128256
  sequence = 8192
  train_gpu = H100; train_gpu_count = 16384; train_gpu_time = 30.84e6
> @ "model card of Llama 3.1; arXiv 2407.21783, tables 3 and 4"

# Llama 3.3 70B, December 2024: Llama 3.1 70B with other post-training.
llm llama3_3_70b <
  params = 70.6e9
  train_tokens = 15e12
  layers = 80; width = 8192; heads = 64; kv_heads = 8; ffn = 28672; vocabulary = 128256
  sequence = 8192
  train_gpu = H100; train_gpu_time = 7.0e6
> @ "model card of Llama 3.3"

# Llama 4 Scout, April 2025. Sixteen experts and one that all tokens visit. The part that sees images is not in the shape;
# three of four layers attend to chunks of 8,192 tokens only, which `kv_bytes` leaves out.
llm llama4_scout <
  params = 109e9
  active_params = 17e9
  train_tokens = 40e12
  layers = 48
  width = 5120
  heads = 40
  kv_heads = 8
  head_width = 128
  ffn = 8192
  vocabulary = 202048
  experts = 17; active_experts = 2; shared_experts = 1
  train_gpu = H100; train_gpu_time = 5.0e6
> @ "model card of Llama 4; text_config of meta-llama/Llama-4-Scout-17B-16E"

# Llama 4 Maverick, April 2025. 128 experts and a shared one in every other layer; the layers between are dense.
llm llama4_maverick <
  params = 400e9
  active_params = 17e9
  train_tokens = 22e12
  layers = 48
  width = 5120
  heads = 40
  kv_heads = 8
  head_width = 128
  ffn = 8192
  vocabulary = 202048
  experts = 129; active_experts = 2; shared_experts = 1; dense_layers = 24; dense_ffn = 16384
  train_gpu = H100; train_gpu_time = 2.38e6
> @ "model card of Llama 4; text_config of meta-llama/Llama-4-Maverick-17B-128E"

# --- Mistral, Databricks, TII, NVIDIA ---------------------------------------------------------------------------------

# Mistral 7B, September 2023. It attends to the last 4,096 tokens, which `kv_bytes` leaves out.
llm mistral_7b <
  params = 7.24e9
  train_tokens = none
  layers = 32; width = 4096; heads = 32; kv_heads = 8; ffn = 14336; vocabulary = 32000
> @ "Jiang et al., arXiv 2310.06825; config.json of mistralai/Mistral-7B-v0.1"

# Mixtral 8x7B, December 2023: 46.7e9 parameters, not 56e9, since only the feed-forward layers are eightfold.
llm mixtral_8x7b <
  params = 46.7e9
  active_params = 12.9e9
  train_tokens = none
  layers = 32; width = 4096; heads = 32; kv_heads = 8; ffn = 14336; vocabulary = 32000
  experts = 8; active_experts = 2
> @ "Jiang et al., arXiv 2401.04088; config.json of mistralai/Mixtral-8x7B-v0.1"

# Mixtral 8x22B, April 2024.
llm mixtral_8x22b <
  params = 140.6e9
  active_params = 39.2e9
  train_tokens = none
  layers = 56; width = 6144; heads = 48; kv_heads = 8; ffn = 16384; vocabulary = 32768
  experts = 8; active_experts = 2
> @ "config.json of mistralai/Mixtral-8x22B-Instruct-v0.1"

# DBRX, March 2024: sixteen experts, of which a token visits four.
llm dbrx <
  params = 132e9
  active_params = 36e9
  train_tokens = 12e12
  layers = 40; width = 6144; heads = 48; kv_heads = 8; ffn = 10752; vocabulary = 100352
  experts = 16; active_experts = 4
  train_gpu = H100; train_gpu_count = 3072
> @ "Databricks, Introducing DBRX, March 2024; config.json of databricks/dbrx-base"

# Falcon-180B, September 2023.
llm falcon_180b <
  params = 180e9
  train_tokens = 3.5e12
  layers = 80
  width = 14848
  heads = 232
  kv_heads = 8
  ffn = 59392
  ffn_matrices = 2
  vocabulary = 65024
  sequence = 2048
  train_gpu = A100_40GB
  train_gpu_count = 4096 @ "Hugging Face, Spread Your Wings: Falcon 180B is here, September 2023"
  train_gpu_time = 7e6 @ "Hugging Face, Spread Your Wings: Falcon 180B is here, September 2023: about 7,000,000"
> @ "Almazrouei et al., arXiv 2311.16867; config.json of tiiuae/falcon-180B"

# Nemotron-4 340B, June 2024. Squared ReLU: two matrices.
llm nemotron4_340b <
  params = 340e9
  train_tokens = 9e12
  layers = 96
  width = 18432
  heads = 96
  kv_heads = 8
  ffn = 73728
  ffn_matrices = 2
  vocabulary = 256000
  sequence = 4096
  train_gpu = H100; train_gpu_count = 6144
> @ "NVIDIA, Nemotron-4 340B Technical Report, June 2024, tables 1 and 2; the configuration of NeMo"

# --- MosaicML: the models of its benchmark of training ----------------------------------------------------------------

# MPT, as llm-foundry builds it for its benchmark: one table of tokens, biases, learned positions (neither counted in the
# shape, and with both it is what the benchmark prints, to the parameter). The released MPT-30B has 64 heads.
llm mpt_7b <
  params = 6658859008
  train_tokens = 1e12 @ "MosaicML, Introducing MPT-7B, May 2023"
  layers = 32
  width = 4096
  heads = 32
  ffn = 16384
  ffn_matrices = 2
  vocabulary = 50368
  embeddings = 1
  sequence = 2048
> @ "mosaicml/llm-foundry, scripts/train/benchmarking/README.md"

llm mpt_13b <
  params = 12853954560
  train_tokens = none
  layers = 40
  width = 5120
  heads = 40
  ffn = 20480
  ffn_matrices = 2
  vocabulary = 50368
  embeddings = 1
  sequence = 2048
> @ "mosaicml/llm-foundry, scripts/train/benchmarking/README.md"

llm mpt_30b <
  params = 29975214080
  train_tokens = 1e12 @ "model card of mosaicml/mpt-30b"
  layers = 48
  width = 7168
  heads = 56
  ffn = 28672
  ffn_matrices = 2
  vocabulary = 50368
  embeddings = 1
  sequence = 2048
> @ "mosaicml/llm-foundry, scripts/train/benchmarking/README.md"

llm mpt_70b <
  params = 64862437376
  train_tokens = none
  layers = 80
  width = 8192
  heads = 64
  ffn = 32768
  ffn_matrices = 2
  vocabulary = 50368
  embeddings = 1
  sequence = 2048
> @ "mosaicml/llm-foundry, scripts/train/benchmarking/README.md"

# --- DeepSeek, Moonshot, Alibaba --------------------------------------------------------------------------------------

# DeepSeek-V3, December 2024. 256 experts of which a token visits 8, and one that all visit; three dense layers; a cache of
# 576 numbers a token and layer. The module that predicts further tokens (14e9) is not counted. Hours are those of
# pre-training, of the longer context, and of what came after.
latent_llm deepseek_v3 <
  params = 671e9
  active_params = 37e9
  train_tokens = 14.8e12
  layers = 61; width = 7168; heads = 128; ffn = 2048; vocabulary = 129280
  experts = 257; active_experts = 9; shared_experts = 1; dense_layers = 3; dense_ffn = 18432
  query_latent = 1536; kv_latent = 512; position_width = 64; key_width = 128; value_width = 128
  sequence = 4096
  train_gpu = H800; train_gpu_count = 2048
  pretraining : gpu*hour = 2.664e6
  extension : gpu*hour = 119e3
  post_training : gpu*hour = 5e3
  train_gpu_time = pretraining + extension + post_training
> @ "DeepSeek-AI, arXiv 2412.19437, table 1 and section 4.2; inference/configs/config_671B.json"

# DeepSeek-V2, May 2024: two of its experts are visited by all tokens.
latent_llm deepseek_v2 <
  params = 236e9
  active_params = 21e9
  train_tokens = 8.1e12
  layers = 60; width = 5120; heads = 128; ffn = 1536; vocabulary = 102400
  experts = 162; active_experts = 8; shared_experts = 2; dense_layers = 1; dense_ffn = 12288
  query_latent = 1536; kv_latent = 512; position_width = 64; key_width = 128; value_width = 128
  sequence = 4096
> @ "DeepSeek-AI, arXiv 2405.04434; config.json of deepseek-ai/DeepSeek-V2"

# Kimi K2, July 2025: DeepSeek-V3 with more experts, fewer heads, one dense layer.
latent_llm kimi_k2 <
  params = 1.04e12
  active_params = 32e9
  train_tokens = 15.5e12
  layers = 61; width = 7168; heads = 64; ffn = 2048; vocabulary = 163840
  experts = 385; active_experts = 9; shared_experts = 1; dense_layers = 1; dense_ffn = 18432
  query_latent = 1536; kv_latent = 512; position_width = 64; key_width = 128; value_width = 128
> @ "Moonshot AI, arXiv 2507.20534; config.json of moonshotai/Kimi-K2-Base"

# Qwen 2.5, September 2024: 18e12 tokens, queries, keys and values with biases, which are not counted. Up to 3B one table
# of tokens serves input and output.
llm qwen2_5_0_5b <
  params = 0.49e9
  train_tokens = 18e12
  layers = 24
  width = 896
  heads = 14
  kv_heads = 2
  ffn = 4864
  vocabulary = 151936
  embeddings = 1
> @ "Qwen Team, arXiv 2412.15115, table 1; config.json of Qwen/Qwen2.5-0.5B"

llm qwen2_5_1_5b <
  params = 1.54e9
  train_tokens = 18e12
  layers = 28
  width = 1536
  heads = 12
  kv_heads = 2
  ffn = 8960
  vocabulary = 151936
  embeddings = 1
> @ "Qwen Team, arXiv 2412.15115, table 1; config.json of Qwen/Qwen2.5-1.5B"

llm qwen2_5_3b <
  params = 3.09e9
  train_tokens = 18e12
  layers = 36
  width = 2048
  heads = 16
  kv_heads = 2
  ffn = 11008
  vocabulary = 151936
  embeddings = 1
> @ "Qwen Team, arXiv 2412.15115, table 1; config.json of Qwen/Qwen2.5-3B"

llm qwen2_5_7b <
  params = 7.61e9
  train_tokens = 18e12
  layers = 28; width = 3584; heads = 28; kv_heads = 4; ffn = 18944; vocabulary = 152064
> @ "Qwen Team, arXiv 2412.15115, table 1; config.json of Qwen/Qwen2.5-7B"

llm qwen2_5_14b <
  params = 14.7e9
  train_tokens = 18e12
  layers = 48; width = 5120; heads = 40; kv_heads = 8; ffn = 13824; vocabulary = 152064
> @ "Qwen Team, arXiv 2412.15115, table 1; config.json of Qwen/Qwen2.5-14B"

llm qwen2_5_32b <
  params = 32.5e9
  train_tokens = 18e12
  layers = 64; width = 5120; heads = 40; kv_heads = 8; ffn = 27648; vocabulary = 152064
> @ "Qwen Team, arXiv 2412.15115, table 1; config.json of Qwen/Qwen2.5-32B"

llm qwen2_5_72b <
  params = 72.7e9
  train_tokens = 18e12
  layers = 80; width = 8192; heads = 64; kv_heads = 8; ffn = 29568; vocabulary = 152064
> @ "Qwen Team, arXiv 2412.15115, table 1; config.json of Qwen/Qwen2.5-72B"

# Qwen 3, April 2025: heads are wider than the model's width over their number.
llm qwen3_32b <
  params = 32.8e9
  train_tokens = 36e12
  layers = 64
  width = 5120
  heads = 64
  kv_heads = 8
  head_width = 128
  ffn = 25600
  vocabulary = 151936
> @ "Qwen Team, arXiv 2505.09388; config.json of Qwen/Qwen3-32B"

llm qwen3_235b <
  params = 235e9
  active_params = 22e9
  train_tokens = 36e12
  layers = 94
  width = 4096
  heads = 64
  kv_heads = 4
  head_width = 128
  ffn = 1536
  vocabulary = 151936
  experts = 128; active_experts = 8
> @ "Qwen Team, arXiv 2505.09388; config.json of Qwen/Qwen3-235B-A22B"
