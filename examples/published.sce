# What has been published about models, machines and bills, held against what the library makes of the same inputs. Each
# figure is a claim: its value comes from the library's functions and blocks, `says` is what was printed, `within` how far
# apart the two may be. Numbers R01 to R86 are those of tests/data/references.csv. Figures that were derived and not
# printed say so: they pin the calculation. A figure that does not follow from what stands beside it is disputed, with
# the reason.

# --- work of training --------------------------------------------------------------------------------------------------

# 6 FLOP a parameter and token, active parameters of a mixture of experts; attention and recomputation are not counted.

claim llama2_70b_training <
  value = llama2_70b.train_flops
  says = 8.4e23 FLOP
  within = 0.1%
> @ "Epoch AI, ml_systems.csv: its note, 6 N D; its value is 8.1e23; R07"

# --- diffusion transformers: one forward pass --------------------------------------------------------------------------

# The paper prints these as Gflops; they are multiply-accumulates. Depth, width and patch are those of its table 1 and of
# models.py in github.com/facebookresearch/DiT.

claim dit_s2_forward <
  value = dit_macs(256, depth = 12, width = 384, patch = 2)
  says = 6.06e9 MAC
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, table 4; R21"

claim dit_b2_forward <
  value = dit_macs(256, depth = 12, width = 768, patch = 2)
  says = 23.01e9 MAC
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, table 4; R22"

claim dit_l2_forward <
  value = dit_macs(256, depth = 24, width = 1024, patch = 2)
  says = 80.71e9 MAC
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, table 4; R23"

claim dit_xl2_forward <
  value = dit_macs(256, depth = 28, width = 1152, patch = 2)
  says = 118.64e9 MAC
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, table 4; R24"

claim dit_xl2_forward_512 <
  value = dit_macs(512, depth = 28, width = 1152, patch = 2)
  says = 524.6e9 MAC
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, section 5; 525 in the README of facebookresearch/DiT; R26"

claim dit_xl2_parameters <
  value = dit_params(depth = 28, width = 1152, patch = 2)
  says = 675e6 param
  within = 0.1%
> @ "Peebles and Xie, arXiv 2212.09748, and the README of facebookresearch/DiT: 675M; R27"

# DiT-XL/2 at 256 pixels as it was trained: 7 million updates of 256 images.
image_model dit_xl2_256 from dit_xl <
  side = 256
  updates = 7e6
> @ "Peebles and Xie, arXiv 2212.09748, section 5"

claim dit_xl2_training <
  value = dit_xl2_256.train_flops / flop_per_mac
  says = 6e20 MAC
  within = 7%
> @ "Epoch AI, ml_systems.csv: about 6e20, read off figure 9 of arXiv 2212.09748; R28"

# --- utilization -------------------------------------------------------------------------------------------------------

# Nobody has printed this one: work over the hours of the model card.
claim llama2_70b_utilization <
  value = mfu_of_run(llama2_70b.train_flops, llama2_70b.train_gpu_time, A100.bf16)
  says = 43.47%
  within = 0.5%
> @ "derived: hours of models/llama2/MODEL_CARD.md in meta-llama/llama-models, read; Epoch AI has 41.92 % from 8.1e23; R29"

# MosaicML's own models, with attention over the whole context, as its table counts. Rows with 128 H100, and one with 8 A100.

claim mpt_70b_h100 <
  value = mfu(1058 token/s, 64862437376 param, 1 gpu * H100.bf16, layers = 80, width = 8192, context = 2048)
  says = 43.36%
  within = 0.2%
> @ "scripts/train/benchmarking/README.md of mosaicml/llm-foundry, read; R42"

claim mpt_30b_h100 <
  value = mfu(2199 token/s, 29975214080 param, 1 gpu * H100.bf16, layers = 48, width = 7168, context = 2048)
  says = 41.85%
  within = 0.2%
> @ "scripts/train/benchmarking/README.md of mosaicml/llm-foundry, read; R43"

claim mpt_13b_h100 <
  value = mfu(5080 token/s, 12853954560 param, 1 gpu * H100.bf16, layers = 40, width = 5120, context = 2048)
  says = 42.18%
  within = 0.2%
> @ "scripts/train/benchmarking/README.md of mosaicml/llm-foundry, read"

claim mpt_7b_h100 <
  value = mfu(10475 token/s, 6658859008 param, 1 gpu * H100.bf16, layers = 32, width = 4096, context = 2048)
  says = 45.71%
  within = 0.2%
> @ "scripts/train/benchmarking/README.md of mosaicml/llm-foundry, read; R45"

claim mpt_7b_a100 <
  value = mfu(4641 token/s, 6658859008 param, 1 gpu * A100.bf16, layers = 32, width = 4096, context = 2048)
  says = 64.23%
  within = 0.2%
> @ "scripts/train/benchmarking/README.md of mosaicml/llm-foundry, read; R46"

# --- what a token leaves in memory --------------------------------------------------------------------------------------

claim llama2_70b_cache <
  value = llama2_70b.kv_bytes
  says = 327680 byte/token
  within = 0.001%
> @ "eight key-value heads of 128, 80 layers, 16 bits: arXiv 2307.09288; R60"
