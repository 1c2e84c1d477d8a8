#!/usr/bin/env python3
"""Why this file exists: the models of images and clips in the library are facts (shapes, clips, latencies) and formulas (tokens, work). Here the facts
are held against the published tables in tests/data, row by row, and the formulas are worked out anew in Python from the tables' own numbers."""

import math
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "article"))
import layers  # noqa: E402
from results import Tally, run_text, table, text_of  # noqa: E402

# Every row of models.csv that makes images or clips, and its block.
BLOCKS = {
    "DiT-XL/2 256": "dit_xl_2", "DiT-XL/2 512": "dit_xl_2_512", "Stable Diffusion v1": "stable_diffusion_1", "Sora (seed assumption)": "sora_article",
    "Open-Sora 1.2": "open_sora_1_2", "Open-Sora 2.0": "open_sora_2", "HunyuanVideo": "hunyuan_video", "Wan2.1-14B": "wan2_1_14b",
    "Wan2.1-1.3B": "wan2_1_1_3b", "CogVideoX-2B": "cogvideox_2b", "CogVideoX-5B": "cogvideox_5b", "CogVideoX1.5-5B": "cogvideox1_5_5b",
    "Mochi-1": "mochi_1", "Movie Gen Video": "movie_gen", "Step-Video-T2V": "step_video_t2v"}

# Where the library differs from the table, and why.
OTHERWISE = {
    ("stable_diffusion_1", "params"): (860e6, "1.45e9 is the text-to-image model of the paper before it; the model card has a UNet of 860M")}

# Text tokens in the sequence (joint) and attended to (cross), and feed-forward layers that are no 4 x width; not in the table.
TEXT = {"wan2_1_14b": (0, 512), "wan2_1_1_3b": (0, 512), "hunyuan_video": (256, 0), "cogvideox_2b": (226, 0), "cogvideox_5b": (226, 0),
        "cogvideox1_5_5b": (224, 0), "mochi_1": (256, 0), "movie_gen": (0, 512), "open_sora_2": (512, 0), "step_video_t2v": (0, 397),
        "flux_1_dev": (512, 0), "pixart_alpha": (0, 120), "sora_from_shape": (0, 0)}
GATED = {"mochi_1": 8192, "movie_gen": 16384}

# Clips: frames, sides in pixels, compression in space and time, patch, time patch, leading frames. From the columns `sample` and `patch`.
CLIPS = {
    "wan2_1_14b": (81, 720, 1280, 8, 4, 2, 1, 1), "wan2_1_1_3b": (81, 480, 832, 8, 4, 2, 1, 1), "hunyuan_video": (129, 720, 1280, 8, 4, 2, 1, 1),
    "cogvideox_2b": (49, 480, 720, 8, 4, 2, 1, 1), "cogvideox_5b": (49, 480, 720, 8, 4, 2, 1, 1), "cogvideox1_5_5b": (81, 768, 1360, 8, 4, 2, 2, 1),
    "mochi_1": (163, 480, 848, 8, 6, 2, 1, 1), "movie_gen": (256, 768, 768, 8, 8, 2, 1, 0), "open_sora_2": (129, 576, 1024, 8, 4, 2, 1, 1),
    "step_video_t2v": (204, 544, 992, 16, 17 / 3, 1, 1, 0), "sora_from_shape": (1440, 512, 512, 8, 8, 2, 1, 0),
    "flux_1_dev": (1, 1024, 1024, 8, 1, 2, 1, 1), "pixart_alpha": (1, 512, 512, 8, 1, 2, 1, 1)}

# Work of one pass as the references have it.
PASSES = {"wan2_1_14b": 6.5211e15, "wan2_1_1_3b": 2.8284e14, "hunyuan_video": 1.2068e16, "cogvideox_5b": 3.3218e14}

LATENCIES = {
    "wan2_1_14b_on_h100": (1837.9, 989.4e12, 1), "wan2_1_14b_on_a100": (3342.6, 312e12, 1), "wan2_1_14b_on_h20": (6935.5, 148e12, 1),
    "wan2_1_1_3b_on_rtx_4090": (261.4, 165.2e12, 1), "hunyuan_video_on_1": (1904.08, 989.4e12, 1), "hunyuan_video_on_2": (934.09, 989.4e12, 2),
    "hunyuan_video_on_4": (514.08, 989.4e12, 4), "hunyuan_video_on_8": (337.58, 989.4e12, 8),
    "cogvideox_2b_on_h100": (45, 989.4e12, 1), "cogvideox_2b_on_a100": (90, 312e12, 1), "cogvideox_5b_on_h100": (90, 989.4e12, 1),
    "cogvideox_5b_on_a100": (180, 312e12, 1), "cogvideox1_5_5b_on_h100": (550, 989.4e12, 1), "cogvideox1_5_5b_on_a100": (1000, 312e12, 1),
    "open_sora_1_2_on_1": (547.97, 989.4e12, 1), "open_sora_1_2_on_2": (244.38, 989.4e12, 2), "open_sora_2_on_1": (1656, 989.4e12, 1),
    "open_sora_2_on_8": (276, 989.4e12, 8), "step_video_t2v_on_4": (743, 989.4e12, 4)}
REFERENCES = {"R64": "wan2_1_14b_on_h100", "R65": "wan2_1_14b_on_a100", "R66": "wan2_1_14b_on_h20", "R67": "wan2_1_1_3b_on_rtx_4090",
              "R68": "hunyuan_video_on_1", "R70": "cogvideox_5b_on_h100"}

CLIP = "video_dit m < params = 5e9; depth = 42; width = 3072; joint = 226; duration = 6; fps = 8; pixels_high = 480; pixels_wide = 720 >\n"


def values_of(paths, program=""):
    """The numbers of paths, through fields of one program."""
    run = run_text(program + "".join(f"v{index} = {path}\n" for index, path in enumerate(paths)))
    return run, {path: run.value(f"v{index}") for index, path in enumerate(paths)}


def tokens_of(frames, high, wide, space, time, patch, time_patch, leading):
    latent = leading + (frames - leading) / time
    groups = latent if time_patch == 1 else math.ceil(latent / time_patch)
    return groups * high * wide / (space * patch) ** 2


def macs_of(tokens, depth, width, ffn, matrices=2, joint=0, cross=0):
    """One block, matrix by matrix, times the depth."""
    row = tokens + joint
    projections = 4 * row * width * width
    pairs = 2 * row * row * width
    feed = matrices * row * width * ffn
    text = 2 * row * width * width + 2 * row * cross * width if cross else 0
    return depth * (projections + pairs + feed + text)


def number(cell):
    """A cell that adds up (`20+40`) or is a number with words behind it."""
    if re.fullmatch(r"[0-9.e+]+(\+[0-9.e+]+)*", cell) and "e" not in cell:
        return sum(float(part) for part in cell.split("+"))
    return float(re.match(r"[0-9.]+(e[+-]?\d+)?", cell)[0])


def check_rows(tally):
    """Parameters, shape, tokens, steps and passes of models.csv; the rows are all there."""
    rows = {row["name"]: row for row in table("models.csv") if row["kind"] in ("image-dit", "image-unet", "video-dit")}
    tally.same(sorted(rows), sorted(BLOCKS), "rows of models.csv that make images or clips")
    fields = {"params": "params_total", "depth": "layers", "width": "d_model", "ffn": "ffn_or_mlp", "heads": "heads",
              "tokens": "tokens_per_sample", "steps": "infer_steps"}
    wanted = {}
    for name, block in BLOCKS.items():
        row = rows[name]
        for field, column in fields.items():
            if row[column] and (block, field) != ("sora_article", "tokens"):   # the table has frames there
                wanted[f"{block}.{field}"] = OTHERWISE.get((block, field), (number(row[column]), ""))[0]
        if row["forward_passes_per_step"] and not block.startswith("dit"):
            wanted[f"{block}.passes"] = float(re.match(r"\d+", row["forward_passes_per_step"])[0])
    run, got = values_of(wanted)
    tally.same((run.code, run.messages), (0, ""), "a program over all rows")
    for path, expected in wanted.items():
        tally.near(got[path], expected, path, 1e-3 if path.startswith("dit_") else 1e-9)


def check_training(tally):
    """What the table has on training, and DiT-XL/2 from updates and batch."""
    _, got = values_of(["dit_xl_2.train_flops", "dit_xl_2_512.train_flops", "dit_xl.train_flops", "stable_diffusion_1.train_flops", "wan2_1_14b.train_flops",
                        "movie_gen.train_flops", "step_video_t2v.train_flops", "stable_diffusion_1.train_gpu_time / (1 gpu*hour)", "dit_b_2_512.train_flops",
                        "open_sora_1_2.train_gpu_time / (1 gpu*hour)", "mochi_1.train_flops", "sora_article.train_flops", "stable_diffusion_1.train_utilization"])
    for path, expected, close in [
            ("dit_xl_2.train_flops", 1.276e21, 2e-3), ("dit_xl_2_512.train_flops", 2.417e21, 2e-3), ("stable_diffusion_1.train_flops", 5e22, 0),
            ("wan2_1_14b.train_flops", 2.5e23, 0), ("movie_gen.train_flops", 1.65e24, 0), ("step_video_t2v.train_flops", 4.1e24, 0),
            ("stable_diffusion_1.train_gpu_time / (1 gpu*hour)", 150000, 0), ("open_sora_1_2.train_gpu_time / (1 gpu*hour)", 35000, 0),
            ("dit_b_2_512.train_flops", None, 0), ("mochi_1.train_flops", None, 0), ("sora_article.train_flops", 2.7e24, 1e-9),
            ("stable_diffusion_1.train_utilization", 5e22 / (150000 * 3600 * 312e12), 1e-9)]:
        tally.near(got[path], expected, path, close or 1e-12)
    tally.near(got["dit_xl_2_512.train_flops"], got["dit_xl.train_flops"], "DiT-XL/2 at 512 pixels under both of its names", 1e-12)


def check_family(tally):
    """Every row of dit_table.csv, and L/4, which it leaves out."""
    rows = table("dit_table.csv")
    names = ["dit_" + row["model"][4:].lower().replace("/", "_") + ("" if row["image_px"] == "256" else "_512") for row in rows]
    paths = [f"{name}.{field}" for name in names for field in ("step_macs", "params", "tokens", "heads", "passes")]
    run, got = values_of(paths + ["dit_l_4.step_macs", "dit_l_4_512.tokens"])
    tally.same((run.code, run.messages), (0, ""), "a program over the family")
    for name, row in zip(names, rows):
        tally.near(got[f"{name}.step_macs"], float(row["macs_forward"]), f"{name}: multiply-accumulates", 1e-6)
        tally.near(got[f"{name}.params"], float(row["params_computed"]), f"{name}: parameters", 1e-12)
        tally.near(got[f"{name}.tokens"], float(row["tokens_T"]), f"{name}: tokens", 1e-12)
        tally.near(got[f"{name}.heads"], float(row["heads"]), f"{name}: heads", 1e-12)
        if row["published_Gflops_paper"]:
            printed = float(row["published_Gflops_paper"]) * 1e9
            tally.near(got[f"{name}.step_macs"], printed, f"{name}: the paper", 2e-3 if printed > 1e9 else 1e-2)
    width, tokens = 1024, 64
    blocks = macs_of(tokens, 24, width, 4 * width) + 24 * 6 * width ** 2
    ends = tokens * 16 * 4 * width + 256 * width + width ** 2 + 2 * width ** 2 + tokens * width * 16 * 8
    tally.near(got["dit_l_4.step_macs"], blocks + ends, "dit_l_4: multiply-accumulates", 1e-12)
    tally.near(got["dit_l_4_512.tokens"], 256, "dit_l_4_512: tokens", 1e-12)


def check_work(tally):
    """Tokens and work of a pass of every block that has a shape, from the numbers above."""
    shapes = {row["name"]: row for row in table("models.csv")}
    known = {block: (number(shapes[name]["layers"]), number(shapes[name]["d_model"])) for name, block in BLOCKS.items() if shapes[name]["layers"] and block in CLIPS}
    known.update({"step_video_t2v": (48, 6144), "sora_from_shape": (86.6, 3565), "flux_1_dev": (57, 3072), "pixart_alpha": (28, 1152)})
    tally.same(sorted(known), sorted(CLIPS), "blocks whose work is counted")
    fields = ("tokens", "step_macs", "step_flops", "clip_frames", "attention_share", "denoise_flops", "output_flops", "decode_flops")
    run, got = values_of([f"{block}.{field}" for block in known for field in fields])
    tally.same((run.code, run.messages), (0, ""), "a program over all shapes")
    ffns = {"wan2_1_14b": 13824, "wan2_1_1_3b": 8960}
    for block, (depth, width) in known.items():
        tokens, (joint, cross) = tokens_of(*CLIPS[block]), TEXT[block]
        ffn = GATED.get(block, ffns.get(block, 4 * width))
        macs = macs_of(tokens, depth, width, ffn, 3 if block in GATED else 2, joint, cross)
        tally.near(got[f"{block}.tokens"], tokens, f"{block}: tokens", 1e-12)
        tally.near(got[f"{block}.clip_frames"], CLIPS[block][0], f"{block}: frames", 1e-12)
        tally.near(got[f"{block}.step_macs"], macs, f"{block}: multiply-accumulates of a pass", 1e-12)
        tally.near(got[f"{block}.step_flops"], 2 * macs, f"{block}: work of a pass", 1e-12)
        tally.near(got[f"{block}.attention_share"], 2 * (tokens + joint) ** 2 * width * depth / macs, f"{block}: share of attention", 1e-12)
        tally.near(got[f"{block}.output_flops"], got[f"{block}.denoise_flops"] + got[f"{block}.decode_flops"], f"{block}: work of an output", 1e-12)
        if block in PASSES:
            tally.near(got[f"{block}.step_flops"], PASSES[block], f"{block}: work of a pass, as published", 5e-5)


def check_parameters(tally):
    """The shapes of those that are not otherwise confirmed make about the parameters that are stated."""
    for block, depth, width, ffn, matrices, attentions in [("movie_gen", 48, 6144, 16384, 3, 2), ("step_video_t2v", 48, 6144, 4 * 6144, 2, 2),
                                                           ("wan2_1_14b", 40, 5120, 13824, 2, 2), ("wan2_1_1_3b", 30, 1536, 8960, 2, 2)]:
        _, got = values_of([f"{block}.params", f"{block}.depth", f"{block}.width", f"{block}.ffn", f"{block}.ffn_matrices", f"{block}.weights / (1 GB)"])
        tally.same([got[f"{block}.{field}"] for field in ("depth", "width", "ffn", "ffn_matrices")], [depth, width, ffn, matrices], f"{block}: shape")
        weights = depth * (4 * attentions * width ** 2 + matrices * width * ffn)
        tally.near(got[f"{block}.params"], weights, f"{block}: parameters from the shape", 0.1)
        tally.near(got[f"{block}.weights / (1 GB)"], 2 * got[f"{block}.params"] / 1e9, f"{block}: memory of weights", 1e-12)


def check_spatial(tally):
    """Open-Sora 1.2 attends within frames and along time, never to all."""
    _, got = values_of(["open_sora_1_2.tokens", "open_sora_1_2.step_macs", "open_sora_1_2.attention_share", "open_sora_1_2.frames", "open_sora_1_2.clip_frames"])
    places, frames, width = 45 * 80, 120, 1152
    macs = frames * macs_of(places, 28, width, 4 * width, cross=300) + places * macs_of(frames, 28, width, 4 * width, cross=300)
    tally.near(got["open_sora_1_2.frames"], 120, "Open-Sora 1.2: 408 frames are 120", 1e-12)
    tally.near(got["open_sora_1_2.clip_frames"], 408, "Open-Sora 1.2: frames", 1e-12)
    tally.near(got["open_sora_1_2.tokens"], places * frames, "Open-Sora 1.2: tokens", 1e-12)
    tally.near(got["open_sora_1_2.step_macs"], macs, "Open-Sora 1.2: multiply-accumulates", 1e-12)
    share = 28 * 2 * width * (frames * places ** 2 + places * frames ** 2) / macs
    tally.near(got["open_sora_1_2.attention_share"], share, "Open-Sora 1.2: share of attention", 1e-12)


def check_decoders(tally):
    """Decoders and the UNet, counted anew layer by layer."""
    unet = layers.stable_diffusion_unet()
    tally.near(unet.weights, 859.1e6, "the weights of the UNet, as diffusers loads them", 1e-4)
    counted = {
        "stable_diffusion_1.unet_macs": unet.macs, "stable_diffusion_1.decoder_macs": layers.image_decoder(512, 512) / 512 ** 2,
        "pixart_alpha.decoder_macs": layers.image_decoder(512, 512) / 512 ** 2,
        "flux_1_dev.decoder_macs": layers.image_decoder(1024, 1024, latents=16) / 1024 ** 2,
        "wan2_1_14b.decoder_macs": layers.wan_decoder(720, 1280, 81) / (720 * 1280 * 81),
        "wan2_1_1_3b.decoder_macs": layers.wan_decoder(480, 832, 81) / (480 * 832 * 81),
        "hunyuan_video.decoder_macs": layers.hunyuan_decoder(720, 1280, 129) / (720 * 1280 * 129),
        "open_sora_2.decoder_macs": layers.hunyuan_decoder(576, 1024, 129) / (576 * 1024 * 129),
        "cogvideox_2b.decoder_macs": layers.cogvideo_decoder(480, 720, 49) / (480 * 720 * 49),
        "cogvideox_5b.decoder_macs": layers.cogvideo_decoder(480, 720, 49) / (480 * 720 * 49),
        "cogvideox1_5_5b.decoder_macs": layers.cogvideo_decoder(768, 1360, 81) / (768 * 1360 * 81)}
    _, got = values_of(list(counted) + ["wan2_1_14b.decode_flops", "stable_diffusion_1.output_flops"])
    for path, macs in counted.items():
        tally.near(got[path], macs, path, 2e-4)
    tally.near(got["wan2_1_14b.decode_flops"], 2 * layers.wan_decoder(720, 1280, 81), "decoding a clip of Wan 2.1", 2e-4)
    tally.near(got["stable_diffusion_1.output_flops"], 2 * (100 * unet.macs + layers.image_decoder(512, 512)), "an image of Stable Diffusion", 2e-4)


def check_latencies(tally):
    """Every measured latency: what it says, against the references and against the table."""
    names = re.findall(r"^measured_latency (\w+)", text_of("stdlib/video_models.sce"), re.M)
    tally.same(sorted(names), sorted(LATENCIES), "measured latencies of the library")
    paths = [f"{name}.{field}" for name in names for field in ("latency / (1 s)", "utilization", "output_gpu_time / (1 gpu*hour)", "of.output_flops")]
    _, got = values_of(paths + [f"hunyuan_video_on_{gpus}.parallel_efficiency" for gpus in (2, 4, 8)] + ["open_sora_2_on_8.parallel_efficiency", "hunyuan_video_on_1.parallel_efficiency"])
    rows = {row["id"]: row for row in table("references.csv")}
    for name, (seconds, peak, gpus) in LATENCIES.items():
        tally.near(got[f"{name}.latency / (1 s)"], seconds, f"{name}: latency", 1e-12)
        tally.near(got[f"{name}.utilization"], got[f"{name}.of.output_flops"] / (seconds * peak * gpus), f"{name}: utilization", 1e-12)
        tally.true(0.1 < got[f"{name}.utilization"] < 0.75, f"{name}: a utilization that is possible: {got[f'{name}.utilization']}")
        tally.near(got[f"{name}.output_gpu_time / (1 gpu*hour)"], seconds * gpus / 3600, f"{name}: accelerator time", 1e-12)
    for mark, name in REFERENCES.items():
        tally.near(got[f"{name}.utilization"], float(rows[mark]["published_or_pinned"]), f"{mark}: {name}", float(rows[mark]["tolerance_pct"]) / 100)
    tally.near(got["hunyuan_video_on_8.parallel_efficiency"], float(rows["R69"]["computed"]), "R69", 1e-8)
    for gpus, speedup in [(2, 2.04), (4, 3.70), (8, 5.64)]:
        tally.near(got[f"hunyuan_video_on_{gpus}.parallel_efficiency"], speedup / gpus, f"HunyuanVideo on {gpus}, as printed", 2e-3)
    tally.near(got["open_sora_2_on_8.parallel_efficiency"], 0.75, "Open-Sora 2.0 on eight", 1e-12)
    tally.near(got["hunyuan_video_on_1.parallel_efficiency"], None, "one alone shares nothing")
    for row in table("models.csv"):
        for seconds in re.findall(r"(\d[\d.]*) s\b", row["measured_latency"]):
            known = [value for name, (value, _, _) in LATENCIES.items() if name.startswith(BLOCKS[row["name"]])]
            tally.true(any(abs(value - float(seconds)) < 0.1 for value in known), f"{row['name']}: {seconds} s is measured")


def check_references(tally):
    """R21 to R28, R61, R62 through the names of the library."""
    rows = {row["id"]: row for row in table("references.csv")}
    paths = {"R21": ("dit_s_2.step_macs", 1e9), "R22": ("dit_b_2.step_macs", 1e9), "R23": ("dit_l_2.step_macs", 1e9), "R24": ("dit_xl_2.step_macs", 1e9),
             "R26": ("dit_xl_2_512.step_macs", 1e9), "R27": ("dit_xl_2.params", 1), "R28": ("dit_xl_2.train_flops / flop_per_mac", 1),
             "R61": ("movie_gen.tokens", 1), "R62": ("hunyuan_video.tokens", 1)}
    _, got = values_of([path for path, _ in paths.values()])
    for mark, (path, worth) in paths.items():
        tally.near(got[path] / worth, float(rows[mark]["published_or_pinned"]), f"{mark}: {path}", max(float(rows[mark]["tolerance_pct"]) / 100, 1e-9))


def check_article(tally):
    """Sora as the article has it, and with full attention: A06 of the audit is the ratio of the two counts."""
    claims = {row["id"]: float(row["recomputed"]) for row in table("article_claims.csv")}
    _, got = values_of(["sora_article.step_flops", "sora_article.output_flops", "sora_article.frames", "sora_from_shape.step_macs", "sora_from_shape.tokens"])
    tally.near(got["sora_article.frames"], 180, "frames of the article", 1e-12)
    tally.near(got["sora_article.step_flops"], 524e9 * 30 * 180, "a step of the article", 1e-12)
    tally.near(got["sora_article.output_flops"], 524e9 * 30 * 180 * 250, "a minute of the article", 1e-12)
    tally.near(got["sora_from_shape.tokens"], 184320, "tokens of a minute", 1e-12)
    tally.near(got["sora_from_shape.step_macs"] / (524.6e9 * 30 * 180), claims["A06"], "full attention over the linear rule", 1e-3)
    own = run_text("model sora < params = 20e9; frames = 180; steps = 250 >\nfleet < tiktok = 8.5e6 >\nratio = sora.params / sora_article.params\n")
    tally.same((own.code, own.messages, own.value("ratio")), (0, "", 1), "a `sora` of one's own")


def check_formulas(tally):
    """Each field of a clip moves what it has to move."""
    base = run_text(CLIP, "--all")
    flops, macs = base.value("m.output_flops"), base.value("m.step_macs")
    tally.near(macs, macs_of(17550, 42, 3072, 12288, joint=226), "the clip itself", 1e-12)
    for change, path, factor in [
            ("m.steps=4", "m.output_flops", 4 / 50), ("m.passes=1", "m.output_flops", 0.5), ("m.passes=1", "m.latency", 0.5), ("m.gpus=8 gpu", "m.latency", 1 / 8),
            ("m.gpus=8 gpu", "m.output_gpu_time", 1), ("m.utilization=40%", "m.latency", 2.5), ("m.utilization=40%", "m.output_flops", 1),
            ("m.parallel_efficiency=80%", "m.output_gpu_time", 1.25), ("m.gpu=A100", "m.latency", 989.4 / 312),
            ("m.utilization=40%", "m.output_per_gpu_hour", 0.4), ("m.gpus=8 gpu", "m.output_per_gpu_hour", 1), ("m.precision=1 byte/param", "m.weights", 0.5),
            ("m.duration=12 video_second", "m.output", 2), ("m.time_patch=13", "m.tokens", 1 / 13), ("m.patch=4", "m.tokens", 1 / 4),
            ("m.space_compression=16", "m.tokens", 1 / 4), ("m.time_compression=8", "m.frames", 7 / 13), ("m.leading=0 frame", "m.frames", 12 / 13),
            ("m.pixels_wide=1440", "m.tokens", 2), ("m.depth=84", "m.step_flops", 2), ("m.params=10e9", "m.beyond_linear", 0.5),
            ("m.like=dit_article", "m.beyond_linear", (1049.0766e9 / 674834720) / (524e9 / 675e6))]:
        run = run_text(CLIP, "--all", "--set", change)
        tally.near(run.value(path), base.value(path) * factor, f"{path} with {change}", 1e-6)
    for change, expected in [("m.joint=0 token", macs_of(17550, 42, 3072, 12288)), ("m.cross=512 token", macs_of(17550, 42, 3072, 12288, joint=226, cross=512)),
                             ("m.ffn=8192", macs_of(17550, 42, 3072, 8192, joint=226)), ("m.ffn_matrices=3", macs_of(17550, 42, 3072, 12288, 3, joint=226)),
                             ("m.width=1920", macs_of(17550, 42, 1920, 7680, joint=226)), ("m.fps=16", macs_of(25 * 1350, 42, 3072, 12288, joint=226))]:
        tally.near(run_text(CLIP, "--all", "--set", change).value("m.step_macs"), expected, f"m.step_macs with {change}", 1e-12)
    decoded = run_text(CLIP, "--all", "--set", "m.decoder_macs=9.3e6 MAC")
    tally.near(decoded.value("m.output_flops"), flops + 2 * 9.3e6 * 480 * 720 * 49, "the decoder is part of an output", 1e-12)
    trained = run_text(CLIP, "--all", "--set", "m.train_samples=35e6")
    tally.near(trained.value("m.train_flops"), 3 * 2 * macs * 35e6, "training from samples", 1e-12)
    tally.near(base.value("m.train_flops"), None, "training that nobody has published")


def check_training_stages(tally):
    """A run in two stages, by hand."""
    program = (CLIP + "diffusion_training run < trains = m; gpus = 256; utilization = 40%\n"
               "training_stage stills < samples = 1e9; pixels_high = 256; pixels_wide = 256 >\n"
               "training_stage clips < samples = 35e6; pixels_high = 480; pixels_wide = 720; clip_frames = 49 > >\n")
    run, more = run_text(program, "--all"), run_text(program, "--all", "--set", "run.recomputed=1")
    works = [3 * 2 * samples * macs_of(tokens, 42, 3072, 12288, joint=226) for samples, tokens in ((1e9, 256), (35e6, 17550))]
    tally.near(run.value("run.work"), sum(works), "work of both stages", 1e-12)
    tally.near(more.value("run.work"), sum(works) * 4 / 3, "with the forward pass run again", 1e-12)
    tally.near(run.value("run.tokens"), 1e9 * 256 + 35e6 * 17550, "tokens of both stages", 1e-12)
    tally.near(run.value("run.samples"), 1.035e9, "samples of both stages", 1e-12)
    tally.near(run.value("run.gpu_time"), sum(works) / (989.4e12 * 0.4) / 3600, "accelerator time", 1e-12)
    tally.near(run.value("run.wall_time"), sum(works) / (989.4e12 * 0.4) / 256 / 86400, "wall time", 1e-12)


def check_composes(tally):
    """Clips are served by fleets, at a measured speed too, take scenarios, and take what is not known."""
    fleet = run_text("fleet < serves = wan2_1_14b; tiktok = 1e6 >\nfleet slow < serves = wan2_1_14b; tiktok = 1e6; throughput = wan2_1_14b_on_h100.throughput >\n"
                     "image_fleet < serves = flux_1_dev; album = 1e6 >\nu = wan2_1_14b_on_h100.utilization\nw = wan2_1_14b.output_flops\nf = flux_1_dev.output_flops\n")
    tally.near(fleet.value("fleet.gpus"), 1e6 * 60 / 5 * fleet.value("w") / 989.4e12 / 86400, "a fleet of clips", 1e-9)
    tally.near(fleet.value("slow.gpus"), fleet.value("fleet.gpus") / fleet.value("u"), "at the speed that was measured", 1e-9)
    tally.near(fleet.value("image_fleet.gpus"), 1e6 * fleet.value("f") / 989.4e12 / 86400, "a fleet of images", 1e-9)
    scenes = run_text(CLIP + "scenario distilled < m.steps = 4; m.passes = 1 >\n")
    tally.near(scenes.value("m.output_flops", "distilled"), scenes.value("m.output_flops") / 25, "distilled to four steps without guidance", 1e-12)
    linear = run_text("model bigger < params = 28e9; frames = 61; like = wan2_1_14b >\nratio = bigger.step_flops / wan2_1_14b.step_flops\n")
    tally.near(linear.value("ratio"), 2 * 61 / 21, "scaled linearly from a model that was counted", 1e-12)
    swept = run_text(CLIP + "m.duration = sweep(6, 12, 24)\n")
    expected = [macs_of((1 + 2 * seconds) * 1350, 42, 3072, 12288, joint=226) * 2 for seconds in (6, 12, 24)]
    for got, wanted in zip(swept.values["m.step_flops"]["value"], expected):
        tally.near(got, wanted, "a pass over clips of several lengths", 1e-12)
    unknown = run_text(CLIP + "m.utilization = 30% to 50%\ntime = m.latency\n")
    tally.same((unknown.code, unknown.messages), (0, ""), "a utilization that is not known")


def main():
    tally = Tally()
    for step in (check_rows, check_training, check_family, check_work, check_parameters, check_spatial, check_decoders, check_latencies, check_references,
                 check_article, check_formulas, check_training_stages, check_composes):
        step(tally)
    tally.finish()


if __name__ == "__main__":
    main()
