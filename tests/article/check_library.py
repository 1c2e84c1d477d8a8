#!/usr/bin/env python3
"""Why this file exists: the library's numbers and defaults are what every scenario leans on without looking. Accelerators,
models and platforms are compared with published figures that nothing writes (tests/data), the multiply-accumulates of the DiT
family with a table made layer by layer, and the fields, defaults and results of the kinds with what is promised of them."""

import re

from results import Run, Tally, run_text, sce, table, text_of

ACCELERATORS = {
    "V100 SXM2 32GB": "V100", "A100 SXM 40GB": "A100_40GB", "A100 SXM 80GB": "A100", "A100 PCIe 80GB": "A100_PCIe",
    "H100 SXM": "H100", "H100 PCIe": "H100_PCIe", "H100 NVL": "H100_NVL", "H800 SXM": "H800", "H20": "H20", "GH200 (per GPU)": "GH200",
    "H200 SXM": "H200", "B200 SXM": "B200", "GB200 (per GPU)": "GB200", "B300 SXM": "B300", "GB300 (per GPU)": "GB300",
    "Rubin SXM (announced)": "Rubin", "MI300X": "MI300X", "MI325X": "MI325X", "MI355X": "MI355X", "TPU v4": "TPU_v4",
    "TPU v5e": "TPU_v5e", "TPU v5p": "TPU_v5p", "TPU v6e": "TPU_v6e", "TPU v7 Ironwood": "TPU_v7", "Trainium2": "Trainium2",
    "Trainium3": "Trainium3", "Gaudi3": "Gaudi3", "L40S": "L40S", "L4": "L4", "RTX 4090": "RTX_4090"}

# Not in the csv: older hardware on which models of the library were trained. Peak, memory, bandwidth, power.
OLDER = {"TPU_v3": (123, 32, 0.9, 262)}

# Fields of an accelerator: the column of the csv, the unit in which it is shown, and what that unit is in the csv's.
FIELDS = {
    "bf16": ("bf16_dense_flops", "TFLOP/s/gpu", 1e12), "fp8": ("fp8_dense_flops", "TFLOP/s/gpu", 1e12),
    "fp4": ("fp4_dense_flops", "TFLOP/s/gpu", 1e12), "memory": ("hbm_bytes", "GB/gpu", 1e9), "bandwidth": ("hbm_Bps", "TB/s/gpu", 1e12),
    "link": ("scaleup_Bps_unidirectional", "GB/s/gpu", 1e9), "tdp": ("tdp_W", "W/gpu", 1),
    "measured_bf16": ("measured_matmul_bf16_flops", "TFLOP/s/gpu", 1e12)}

# Prices and rents: the column of the csv, and the unit.
PRICES = {"price": ("buy_usd", "USD/gpu"), "rent": ("rent_usd_per_h", "USD/gpu/hour")}

# Quotes that the csv does not have, each with its source in the block.
QUOTES = {("GB200", "rent"): (4.54, 4.54), ("B300", "price"): (53000, 53000), ("B300", "rent"): (5, 7.25), ("MI300X", "rent"): (1.5, 6),
          ("MI325X", "rent"): (1.95, 1.95), ("Gaudi3", "price"): (15625, 15625), ("H200", "rent"): (2.5, 10.6)}

# Single numbers that are no middle of a range: their blocks say where they come from.
SINGLE = {("H100", "price"): 30e3, ("H100", "rent"): 2.35, ("H200", "rent"): 3.5}

# Measured products of an accelerator with the same processor: the H800 is an H100 with slower links.
SAME = {("H800", "measured_bf16"): "H100"}

# Peaks in 8-bit integers: from the notes of the csv, and where they are as fast as fp8 by sources that the block names.
INT8 = {"A100_40GB": 624, "A100": 624, "A100_PCIe": 624, "H100": 1979, "H20": 296, "B200": 4500, "GB200": 5000, "B300": 157, "TPU_v5e": 394,
        "TPU_v6e": 1836}

MODEL = "model m < params = 20e9 >\n"

# What a model has when only `params` is given: path, unit, role, value. Work and shape of `like` by the article.
WORK_A_STEP = 524e9 * (20e9 / 675e6)
MODEL_FIELDS = [
    ("m.params", "param", "input", 20e9), ("m.frames", "frame", "input", 1), ("m.steps", "1", "input", 250),
    ("m.passes", "1", "input", 1), ("m.output", "video_minute", "input", 1), ("m.scale", "1", "formula", 20e9 / 675e6),
    ("m.data_scale", "1", "input", 1), ("m.video_share", "1", "input", 1),
    ("m.step_flops", "FLOP", "output", WORK_A_STEP), ("m.output_flops", "FLOP", "output", WORK_A_STEP * 250),
    ("m.train_flops", "FLOP", "output", 1e21 * 20e9 / 675e6),
    ("m.train_gpu_months", "gpu*month", "output", 1e21 * 20e9 / 675e6 / 989.4e12 / 2592000),
    ("m.train_gpus", "gpu", "output", 1e21 * 20e9 / 675e6 / 989.4e12 / 2592000),
    ("m.break_even", "video_minute", "output", 1e21 / (524e9 * 250)),
    ("m.output_per_gpu_hour", "video_minute/gpu/hour", "output", 989.4e12 * 3600 / (WORK_A_STEP * 250))]

LLM_FIELDS = [
    ("text.params", "param", "input", 8e9), ("text.active_params", "param", "formula", 8e9),
    ("text.train_tokens", "token", "input", 15e12), ("text.output_tokens", "token", "input", 1000),
    ("text.output", "token", "formula", 1000), ("text.output_flops", "FLOP", "output", 2 * 8e9 * 1000),
    ("text.train_flops", "FLOP", "output", 6 * 8e9 * 15e12), ("text.weights", "GB", "output", 16),
    ("text.kv_bytes", "byte/token", "output", None), ("text.layers", "1", "input", None), ("text.experts", "1", "input", 1)]

FLEET_FIELDS = [
    ("fleet.here", "video_minute/day", "input", 1e6), ("fleet.there", "video_minute/day", "input", 2e6),
    ("fleet.utilization", "1", "input", 1), ("fleet.peak", "1", "input", 1), ("fleet.attempts", "1", "input", 1),
    ("fleet.demand", "video_minute/day", "output", 3e6),
    ("fleet.gpus", "gpu", "output", 3e6 * WORK_A_STEP * 250 / 86400 / 989.4e12)]


def quoted(cell):
    """The lowest and the highest number of a cell of prices. Notes in brackets are none, nor is a figure from memory."""
    if "memory" in cell:
        return None, None
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", re.sub(r"\([^)]*\)", "", cell))]
    return (min(numbers), max(numbers)) if numbers else (None, None)


def check_hardware(tally):
    """Every row, field by field, through one program: the number, in its unit, and no value where the csv has none."""
    rows = {ACCELERATORS.get(row["name"], row["name"]): row for row in table("hardware.csv")}
    names = re.findall(r"^accelerator (\w+)", text_of("stdlib/hardware.sce"), re.M)
    tally.same(sorted(names), sorted([*rows, *OLDER]), "accelerators of the library, and of the csv")
    older = run_text("".join(f"{name}.{field}\n" for name in OLDER for field in ("bf16", "memory", "bandwidth", "tdp", "price", "rent")))
    for name, figures in OLDER.items():
        got = [older.value(f"{name}.{field}") for field in ("bf16", "memory", "bandwidth", "tdp", "price", "rent")]
        tally.same(got, [*figures, None, None], name)
    asked = [*FIELDS, "int8", *(field + end for field in PRICES for end in ("", "_low", "_high"))]
    run = run_text("".join(f"{name}_{field} = {name}.{field}\n" for name in rows for field in asked))
    tally.same((run.code, run.messages), (0, ""), "a program over all accelerators")
    for name, row in rows.items():
        for field, (column, unit, worth) in FIELDS.items():
            path, cell = f"{name}_{field}", rows[SAME.get((name, field), name)][column]
            tally.near(run.value(path), float(cell) / worth if cell else None, f"{name}.{field}", 1e-12)
            tally.same(run.unit(path), unit, f"{name}.{field}: unit")
        tally.near(run.value(f"{name}_int8"), INT8.get(name), f"{name}.int8", 1e-12)
        for field, (column, unit) in PRICES.items():
            low, high = QUOTES.get((name, field), quoted(row[column]))
            middle = SINGLE.get((name, field), low and (low * high) ** 0.5)
            for end, expected in (("", middle), ("_low", low), ("_high", high)):
                tally.near(run.value(f"{name}_{field}{end}"), expected, f"{name}.{field}{end}", 1e-12)
                tally.same(run.unit(f"{name}_{field}{end}"), unit, f"{name}.{field}{end}: unit")
    tally.near(run.value("H100_bf16"), 1830e6 * 512 * 2 * 528 / 1e12, "H100.bf16, from its clock", 1e-4)
    check_confidence(tally, rows)


def check_confidence(tally, rows):
    """What the csv trusts a row stands in the source of the block, and every quote has a source of its own."""
    for name, row in rows.items():
        block = re.search(rf"^accelerator {name} <\n(.*?)^> @ \"(.*?)\"$", text_of("stdlib/hardware.sce"), re.M | re.S)
        tally.true(block[2].endswith(f"; confidence {row['confidence']}"), f"{name}: its source does not say `confidence {row['confidence']}`")
        for line in block[1].split("\n"):
            if re.match(r"\s+(price|rent)", line):
                tally.true(re.fullmatch(r' *\w+ = [\d.e]+ @ ".{10,}"', line) is not None, f"{name}: `{line.strip()}` has no source of its own")


# What the notes of the csv warn of, as words that stand above the block. A row with a note and without words here is a failure.
NOTES = {
    "A100_40GB": ["No fp8"], "A100": ["No fp8", "624"], "A100_PCIe": ["40 GB, which Epoch AI lists with the bandwidth"], "H100": ["989, 989.4 and", "1,979", "2:4"],
    "H100_PCIe": ["2.04"], "H100_NVL": ["one GPU and dense", "21743"], "H800": ["1,513"], "H20": ["fp8 is as fast as int8"], "GH200": ["141 GB and 4.8 TB/s"],
    "H200": ["compute is unchanged"], "B200": ["7.7 TB/s", "192 GB"], "GB200": ["superchip of two"],
    "B300": ["12,600 to 15,000", "270 or 288", "1,000 or", "1,100 W", "157"], "Rubin": ["before its release"], "MI300X": ["64 GB/s"],
    "MI355X": ["2,300, 4,600 and 9,200", "2,500, 5,000 and", "10,100"], "TPU_v4": ["estimate", "six links of 45 GB/s"], "TPU_v5e": ["394", "estimate"],
    "TPU_v5p": ["estimate"], "TPU_v6e": ["1,836", "fp8 is no faster than bf16", "448"], "TPU_v7": ["estimate"], "Trainium2": ["estimate", "2,563"],
    "Trainium3": ["Memory and its bandwidth are in none"], "Gaudi3": ["1,835", "never shipped"], "L40S": ["PCIe 4"], "L4": ["31.33"],
    "RTX_4090": ["fp32", "fp16", "330"]}

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
CITED = {"Epoch ml_hardware": "Epoch AI, ml_hardware.csv, April 2026", "stas00/ml-engineering": "stas00/ml-engineering at 744d01e", "scaling-book": "jax-ml/scaling-book",
         "pytorch-lightning": "pytorch-lightning 21743", "llm-analysis": "llm-analysis"}


def check_notes(tally):
    """Above each block stand its month and what the csv warns of; its source names where the csv has it from."""
    for row in table("hardware.csv"):
        name = ACCELERATORS[row["name"]]
        found = re.search(rf"((?:^#[^\n]*\n)+)accelerator {name} <\n.*?^> @ \"(.*?)\"$", text_of("stdlib/hardware.sce"), re.M | re.S)
        above = " ".join(line.lstrip("# ") for line in found[1].rstrip().split("\n"))
        tally.true(not row["conflicts_and_notes"] or name in NOTES, f"{name}: the csv has a note, `{row['conflicts_and_notes']}`, that is not asked for")
        for words in NOTES.get(name, []):
            tally.true(words in above, f"{name}: nothing of `{words}` in {above!r}; the csv has {row['conflicts_and_notes']!r}")
        if re.match(r"\d{4}-\d\d", row["release"]):
            released = f"{MONTHS[int(row['release'][5:7]) - 1]} {row['release'][:4]}"
            tally.true(released in above, f"{name}: not of {released} in {above!r}")
        for words, cited in CITED.items():
            if words in row["sources"]:
                tally.true(cited in found[2], f"{name}: its source {found[2]!r} does not name {cited}")


def check_ranges(tally):
    """A price with its doubt: the ends of the range are its 5th and 95th percentile, a single quote stays one number, none stays none."""
    run = run_text("a = H100.price_range\nb = MI300X.rent_range\nc = V100.price_range\nd = TPU_v4.price_range\ne = TPU_v4.rent_range\nf = A100.rent_range\n")
    tally.same((run.code, run.messages), (0, ""), "a program over ranges")
    for path, low, high in [("a", 28750, 46875), ("b", 1.5, 6), ("f", 1.5, 5.12)]:
        drawn = run.value(path)
        tally.near(drawn["p5"], low, f"{path}: 5th percentile", 1e-2)
        tally.near(drawn["p95"], high, f"{path}: 95th percentile", 1e-2)
        tally.near(drawn["p50"], (low * high) ** 0.5, f"{path}: median", 1e-2)
    for path, expected in [("c", 11458), ("e", 3.22)]:
        tally.same([run.value(path)[part] for part in ("p5", "mean", "p95", "sd")], [expected, expected, expected, 0], f"{path}: no range")
    tally.near(run.value("d"), None, "d: none", 1e-12)


def check_dit(tally):
    """Every row of the table: multiply-accumulates of a forward pass and parameters, from the shape."""
    rows = table("dit_table.csv")
    lines = []
    for index, row in enumerate(rows):
        shape = f"{row['depth_L']}, {row['hidden_d']}, {row['patch_p']}"
        lines.append(f"macs{index} = dit_macs({row['image_px']}, {shape})\nparams{index} = dit_params({shape})\n")
    run = run_text("".join(lines))
    for index, row in enumerate(rows):
        what = f"{row['model']} at {row['image_px']} pixels"
        tally.near(run.value(f"macs{index}"), float(row["macs_forward"]), f"{what}: multiply-accumulates", 1e-3)
        tally.same(run.unit(f"macs{index}"), "MAC", f"{what}: unit")
        tally.near(run.value(f"params{index}"), float(row["params_computed"]), f"{what}: parameters", 1e-3)
        if row["published_Gflops_paper"]:
            printed = float(row["published_Gflops_paper"]) * 1e9
            tally.near(run.value(f"macs{index}"), printed, f"{what}: the paper", 2e-3 if printed > 1e9 else 1e-2)


def check_models(tally):
    """The models of the library against the published shapes, and the two readings of DiT-XL side by side."""
    paths = ["dit_article.params", "dit_article.step_flops", "dit_article.train_flops", "dit_article.output", "dit_xl.params",
             "dit_xl.step_flops", "dit_xl.train_flops", "dit_xl.output_flops", "dit_xl.output", "llama2_70b.params",
             "llama2_70b.active_params", "llama2_70b.train_tokens", "llama2_70b.train_flops", "llama2_70b.output_flops",
             "gpt4.active_params", "gpt4.output_flops", "gpt4.train_flops"]
    run = run_text("".join(f"{path}\n" for path in paths))
    models = {row["name"]: row for row in table("models.csv")}
    dit = next(row for row in table("dit_table.csv") if (row["model"], row["image_px"]) == ("DiT-XL/2", "512"))
    audit = {row["id"]: float(row["recomputed"]) for row in table("article_claims.csv")}
    llama, macs = models["Llama 2 70B"], float(dit["macs_forward"])
    exact = [("dit_article.params", audit["I03"]), ("dit_article.step_flops", audit["I19"]), ("dit_article.train_flops", audit["I04"]),
             ("dit_article.output", 1), ("dit_xl.output", 1), ("llama2_70b.params", float(llama["params_total"])),
             ("llama2_70b.active_params", float(llama["params_active"])), ("llama2_70b.train_tokens", 2e12),
             ("llama2_70b.train_flops", float(llama["train_flop"])), ("llama2_70b.output_flops", audit["C21"]),
             ("gpt4.active_params", float(models["GPT-4 (rumour, as in seed)"]["params_active"])),
             ("gpt4.output_flops", audit["C22"]), ("gpt4.train_flops", None)]
    for path, expected in exact:
        tally.near(run.value(path), expected, path, 1e-12)
    for path, expected in [("dit_xl.params", float(dit["params_computed"])), ("dit_xl.step_flops", 2 * macs),
                           ("dit_xl.output_flops", 2 * macs * 250), ("dit_xl.train_flops", audit["A04"])]:
        tally.near(run.value(path), expected, path, 1e-3)
    tally.same({run.unit(path) for path in ("dit_article.output", "dit_xl.output")}, {"image"}, "what a DiT makes")


def check_platforms(tally):
    rows = {row["id"]: float(row["recomputed"]) for row in table("article_claims.csv")}
    run = run_text("tiktok.uploads\nyoutube.uploads\ninstagram.uploads\n")
    for path, mark, unit in [("tiktok.uploads", "I23", "video_minute/day"), ("youtube.uploads", "I22", "video_minute/day"),
                             ("instagram.uploads", "I21", "image/day")]:
        tally.near(run.value(path), rows[mark], path, 1e-12)
        tally.same(run.unit(path), unit, f"{path}: unit")


def check_sources(tally):
    """Every block of the library that has numbers of the world in it says where they are from."""
    for name in ("hardware", "models", "platforms"):
        blocks = re.findall(r"^(?!kind\b)\w+ (\w+) <\n.*?^>([^\n]*)$", text_of(f"stdlib/{name}.sce"), re.M | re.S)
        tally.true(len(blocks) >= 3, f"blocks of {name}.sce")
        for block, rest in blocks:
            tally.true(re.fullmatch(r' @ ".{10,}"', rest) is not None, f"{name}.sce: `{block}` has no source")
    article = re.search(r"image_model dit_article <.*?^>.*?$", text_of("stdlib/models.sce"), re.M | re.S)[0]
    tally.same(article.count("the article on arXiv 2212.09748"), 2, "`dit_article` says that it is the article's reading of the paper")


def check_fields(tally, program, fields):
    run = run_text(program, "--all")
    tally.same((run.code, run.messages), (0, ""), f"a run of {program!r}")
    for path, unit, role, value in fields:
        tally.near(run.value(path), value, path, 1e-12)
        tally.same((run.unit(path), run.role(path)), (unit, role), f"{path}: unit and role")


def check_kinds(tally):
    """Fields, defaults and results of `model`, `llm` and `fleet`, with nothing given but what is required."""
    check_fields(tally, MODEL, MODEL_FIELDS)
    check_fields(tally, "llm text < params = 8e9; train_tokens = 15e12 >\n", LLM_FIELDS)
    check_fields(tally, MODEL + "fleet < serves = m; here = 1e6; there = 2e6 >\n", FLEET_FIELDS)
    check_fields(tally, MODEL + "fleet < here = 1e6; there = 2e6 >\n", FLEET_FIELDS)     # it serves the only model of the file
    check_fields(tally, "llm moe < params = 671e9; active_params = 37e9; train_tokens = 14.8e12 >\n",
                 [("moe.train_flops", "FLOP", "output", 3.2856e24), ("moe.output_flops", "FLOP", "output", 7.4e13)])
    check_fields(tally, "image_model still < params = 675e6 >\nimage_fleet < serves = still; album = 1e6 >\n",
                 [("still.output", "image", "input", 1), ("still.break_even", "image", "output", 1e21 / 131e12),
                  ("image_fleet.album", "image/day", "input", 1e6), ("image_fleet.demand", "image/day", "output", 1e6),
                  ("image_fleet.gpus", "gpu", "output", 1e6 * 131e12 / 86400 / 989.4e12)])
    check_fields(tally, "generator box < output = 1 image; output_flops = 2 TFLOP; train_flops = 3e20 >\n"
                 "image_fleet < serves = box; album = 1e6; utilization = 40%; peak = 3; attempts = 2 >\n",
                 [("box.output_flops", "FLOP", "input", 2e12), ("box.train_flops", "FLOP", "input", 3e20),
                  ("image_fleet.gpus", "gpu", "output", 1e6 * 2e12 / 86400 / 989.4e12 / 0.4 * 3 * 2)])
    check_fields(tally, "llm text < params = 8e9; train_tokens = 15e12 >\ntoken_fleet < serves = text; chat = 1e12 >\n",
                 [("token_fleet.gpus", "gpu", "output", 1e12 * 16e9 / 86400 / 989.4e12)])


def check_formulas(tally):
    """Each field of a model moves what it has to move, and by how much."""
    base = run_text(MODEL, "--all")
    results = ("step_flops", "output_flops", "train_flops", "train_gpu_months", "train_gpus", "break_even", "output_per_gpu_hour")
    moves = {   # a field, its new value, and the powers of the factor between new and old by which the results change
        "params": ("40e9", 2, (1, 1, 1, 1, 1, 0, -1)), "frames": ("180", 180, (1, 1, 1, 1, 1, 0, -1)),
        "steps": ("50", 0.2, (0, 1, 0, 0, 0, -1, -1)), "passes": ("2", 2, (0, 1, 0, 0, 0, -1, -1)),
        "output": ("3 video_minute", 3, (0, 0, 0, 0, 0, 1, 1)), "data_scale": ("4", 4, (0, 0, 1, 1, 1, 1, 0)),
        "video_share": ("50%", 0.5, (0, 0, 1, 1, 1, 1, 0)), "scale": ("20e9 / 675e6 * 2", 2, (1, 1, 1, 1, 1, 0, -1)),
        "gpu": ("A100", 312 / 989.4, (0, 0, 0, -1, -1, 0, 1))}
    for field, (text, factor, powers) in moves.items():
        lines = f"model m < params = {text} >" if field == "params" else f"model m < params = 20e9; {field} = {text} >"
        run = run_text(lines + "\n", "--all")
        for result, power in zip(results, powers):
            path = f"m.{result}"
            tally.near(run.value(path), base.value(path) * factor ** power, f"{path} with {field} = {text}", 1e-12)


def check_references(tally):
    """The references that are not given: the model's accelerator and model, the fleet's accelerator."""
    for change, path, factor in [("H100.bf16=1978.8", "m.train_gpus", 0.5), ("dit_article.params=1350e6", "m.scale", 0.5),
                                 ("dit_article.step_flops=1048e9", "m.step_flops", 2), ("dit_article.train_flops=2e21", "m.train_flops", 2)]:
        before, after = run_text(MODEL, "--all"), run_text(MODEL, "--all", "--set", change)
        tally.near(after.value(path), before.value(path) * factor, f"{path} with {change}", 1e-12)
    gpus = "fleet.gpus"
    fast = run_text(MODEL + "fleet < serves = m; here = 1e6 >\n").value(gpus)
    model = run_text("model m < params = 20e9; gpu = A100 >\nfleet < serves = m; here = 1e6 >\n").value(gpus)
    fleet = run_text(MODEL + "fleet < serves = m; here = 1e6; gpu = A100 >\n").value(gpus)
    tally.near(model, fast * 989.4 / 312, "a fleet runs on the accelerator of what it serves", 1e-12)
    tally.near(fleet, model, "or on its own", 1e-12)
    like = run_text("model m < params = 20e9; like = dit_xl >\nx = dit_xl.step_flops / dit_xl.params * m.params\n", "--all")
    tally.near(like.value("m.step_flops"), like.value("x"), "a model that is like another", 1e-12)


def check_required(tally):
    """What has no default is asked for by name."""
    for program, field in [("model m < frames = 1 >", "params"), ("llm text < params = 8e9 >", "train_tokens"),
                           ("llm text < train_tokens = 1e12 >", "params"), ("fleet < here = 1e6 >", "serves"),
                           ("generator box < train_flops = 1e21 >", "output_flops"),
                           ("generator box < output_flops = 1e12 >", "train_flops"),
                           ("accelerator card < memory = 80; bandwidth = 1 >\nx = card.bf16", "bf16"),
                           (MODEL + "fleet < serves = m; here = 1e6; utilization = 120% >", "utilization")]:
        run = run_text(program + "\n")
        tally.same(run.code, 2, f"exit code of {program!r}")
        tally.true(f"`{field}`" in run.messages or f".{field}`" in run.messages, f"{program!r} asks for {field}: {run.messages!r}")


def main():
    tally = Tally()
    check_hardware(tally)
    check_notes(tally)
    check_ranges(tally)
    check_dit(tally)
    check_models(tally)
    check_platforms(tally)
    check_sources(tally)
    check_kinds(tally)
    check_formulas(tally)
    check_references(tally)
    check_required(tally)
    tally.finish()


if __name__ == "__main__":
    main()
