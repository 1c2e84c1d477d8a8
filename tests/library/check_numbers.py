#!/usr/bin/env python3
"""Why this file exists: conventions and single facts of the library are read by nobody once they stand there, and so a slip of a digit would stay. Those that no
published total and no closed form of the other checks rests on are written down a second time here, each beside where it comes from."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "article"))
from results import Tally, run_text  # noqa: E402

BLOCKS = """
host box < gpu = H100; power = 10 >
rack tall < power = 100; gpu = GB200; gpus = 72 >
cluster many < gpus = 80 >
ownership own < >
footprint run < gpu_time = 1e6 >
llm plan from llama3_1_8b < train_tokens = 1e12 >
training some < trains = plan; gpus = 8 >
parallel_training layout < trains = plan; data = 8; batch = 64 >
checkpoints saved < trains = plan; gpus = 1024; storage = 100 >
serving replica < serves = plan; prompt = 1000; answer = 100 >
served_fleet served < replica = replica; chat = 1e9 >
generations years < needed = 1 PFLOP/s >
usage people < people = 1e6; requests = 5 >
dit picture < params = 6e8; depth = 28; width = 1152; pixels_high = 512; pixels_wide = 512; output = 1 image >
class_dit drawn < depth = 24; width = 1024 >
video_dit clip < params = 5e9; depth = 42; width = 3072; duration = 6; fps = 8; pixels_high = 480; pixels_wide = 720 >
diffusion_training course < trains = clip; training_stage stills < samples = 1e6; pixels_high = 256; pixels_wide = 256 > >
"""

# What a block has where nothing is said.
DEFAULTS = {
    # NVIDIA's HGX boards: eight accelerators, two processors, a card for each. NVL72: 18 drawers of four.
    "box.gpus": 8, "box.cpus": 2, "box.nics": 8, "box.chassis": 32010, "tall.trays": 18,
    # 75 % of a DGX H100's 10.2 kW is between the 6.5 and the 8.5 that it draws at work.
    "many.load": 0.75, "many.others": 0, "own.load": 0.75, "own.life": 5, "own.residual": 0, "own.cost_of_capital": 0.1, "own.upkeep": 0.3 / 38, "own.utilization": 1,
    "run.idle": 0, "run.embodied": 0, "run.pue": 1.58, "run.power": 700,
    # Nothing is run again, nothing fails and 40 % of peak speed is reached (Llama 3: 38 to 43 %) unless somebody says so. Adam in mixed precision: 2 + 2 + 12 bytes (ZeRO).
    "some.recomputed": 0, "some.goodput": 1, "some.mfu": 0.4, "layout.weight_bytes": 2, "layout.gradient_bytes": 2, "layout.optimizer_bytes": 12, "layout.zero": 1,
    "layout.recomputation": 0.5, "layout.fill": 0.9, "layout.hidden": 0, "layout.network": 50, "layout.interleave": 1, "layout.spread": 0, "layout.microbatch": 1,
    "saved.stall": 1, "saved.bytes": 12, "saved.restart": 10,
    # vLLM's share of memory; 16 bits; no cache from before, no draft.
    "replica.memory_share": 0.9, "replica.prefix": 0, "replica.draft_length": 0, "replica.acceptance": 0, "replica.draft_cost": 0, "replica.utilization": 1,
    "replica.bandwidth_utilization": 1, "replica.overhead": 0, "replica.duty": 1, "replica.exchange_latency": 0,
    "served.wait": 0.05, "served.limit": 0, "served.peak": 1, "served.attempts": 1, "years.life": 5, "years.utilization": 1,
    "people.penetration": 1, "people.active": 1, "people.attempts": 1, "people.made": 1, "people.peak": 1,
    # Peebles and Xie, arXiv 2212.09748: patches of 2, an autoencoder of 8, 250 steps; 400,000 updates of 256 images of one of 1,000 classes.
    "picture.space_compression": 8, "picture.time_compression": 1, "picture.patch": 2, "picture.time_patch": 1, "picture.steps": 250, "picture.passes": 1, "picture.ffn": 4608,
    "picture.ffn_matrices": 2, "picture.clip_frames": 1, "picture.utilization": 1, "picture.gpus": 1, "picture.decoder_macs": 0, "picture.precision": 2,
    "drawn.updates": 4e5, "drawn.batch": 256, "drawn.classes": 1000, "drawn.pixels_high": 256,
    # Wan, HunyuanVideo and CogVideoX: 4 frames for one after the first, 50 steps, guidance.
    "clip.time_compression": 4, "clip.steps": 50, "clip.passes": 2, "clip.leading": 1, "clip.clip_frames": 49, "course.recomputed": 0, "course.utilization": 1,
}

FACTS = {
    # NVIDIA, May 2020, for 8 x 40 GB; NVL72: 36 Grace of 72 cores; prices of racks as ornnai.com has them, 2026.
    "dgx_a100.price": 199e3, "gb200_nvl72.cpus": 36, "gb300_nvl72.cpus": 36, "gb200_nvl72.price": (3.0e6 * 3.9e6) ** 0.5, "gb300_nvl72.price": (3.7e6 * 5.0e6) ** 0.5,
    # Ember and the Energy Institute, 2023.
    "world_grid.carbon": 481, "france_grid.carbon": 56, "germany_grid.carbon": 381, "ireland_grid.carbon": 291, "finland_grid.carbon": 79, "norway_grid.carbon": 30,
    "canada_grid.carbon": 170, "china_grid.carbon": 582, "india_grid.carbon": 713,
    # EIA: industry in 2023, and in Iowa from January to July 2024.
    "us_grid.price": 0.0806, "iowa_grid.price": 0.0679,
    # OpenAI in July 2025: 700 million a week, 2.5 billion messages a day. DeepSeek's day 6: 278 nodes at the peak, 226.75 on average.
    "chatgpt_2025.people": 700e6, "chatgpt_2025.messages": 2.5e9, "chatgpt_2025.asked": 2.5e9, "deepseek_peak": 278 / 226.75,
    # Sequences of training: Llama 2, arXiv 2307.09288. Latent attention over the latent itself: 2 x 512 + 64 for each of 128 heads, in place of 192 + 128.
    "llama2_70b.sequence": 4096, "deepseek_v3.latent_work": (2 * 512 + 64) / (128 + 64 + 128), "deepseek_v3.kv_heads": 1, "llama2_70b.latent_work": 1,
    # The article's guess of Sora in the proportions of DiT-XL/2: 20e9 parameters, width over depth as 1152 over 28, 18 x depth x width^2 with modulation.
    "sora_from_shape.params": 20e9, "sora_from_shape.steps": 250, "sora_from_shape.passes": 1, "sora_from_shape.depth": 86.6, "sora_from_shape.width": 3565,
    "sora_article.params": 20e9, "sora_article.steps": 250, "sora_article.scale": 30, "sora_article.video_share": 0.5, "sora_article.frames": 180,
    # Black Forest Labs: 12e9 parameters, 19 and 38 blocks of 24 heads, guidance distilled in. Chen et al., arXiv 2310.00426: 0.6e9, DiT-XL/2 and 120 tokens of text.
    "flux_1_dev.params": 12e9, "flux_1_dev.depth": 57, "flux_1_dev.width": 3072, "flux_1_dev.heads": 24, "flux_1_dev.joint": 512, "flux_1_dev.steps": 50, "flux_1_dev.passes": 1,
    "flux_1_dev.pixels_high": 1024, "pixart_alpha.params": 0.6e9, "pixart_alpha.depth": 28, "pixart_alpha.width": 1152, "pixart_alpha.heads": 16, "pixart_alpha.cross": 120,
    "pixart_alpha.steps": 20, "pixart_alpha.passes": 2,
    # Open-Sora: STDiT3-XL/2 has 16 heads, version 2 cost 200e3 USD. Step-Video-T2V: 48 heads of 128; 32 % as Epoch AI has it. Movie Gen: 50 steps with guidance.
    "open_sora_1_2.heads": 16, "open_sora_2.train_cost": 200e3, "step_video_t2v.heads": 48, "step_video_t2v.train_utilization": 0.32, "movie_gen.steps": 50, "movie_gen.passes": 2,
    # The loss that no size and no data lower: Hoffmann et al., in print and in TeX, and Besiroglu et al., table 1.
    "hoffmann.irreducible": 1.69, "hoffmann_unrounded.irreducible": 1.6934, "hoffmann_refit.irreducible": 1.8172,
}


def main():
    tally = Tally()
    expected = DEFAULTS | FACTS
    run = run_text(BLOCKS + "".join(f"{path}\n" for path in expected), "--all")
    tally.same((run.code, run.messages), (0, ""), "blocks with nothing but what is required")
    for path, value in expected.items():
        tally.near(run.value(path), value, path, 1e-12)
    tally.near(18 * 86.6 * 3565 ** 2, 20e9, "parameters of Sora's guess from its shape", 0.02)
    tally.near(3565 / 86.6, 1152 / 28, "its proportions", 1e-3)
    tally.same(run.values["years.year"]["value"], list(range(2025, 2031)), "the years of `generations`")
    tally.finish()


if __name__ == "__main__":
    main()
