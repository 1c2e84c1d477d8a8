#!/usr/bin/env python3
"""Why this file exists: the examples promise that an article is rebuilt number for number. The article's figures stand in
tests/data/article_claims.csv, which nothing writes. Every derived figure has to be claimed by an example, the claim has to say
what the article printed, and what the program gets has to be what the csv recomputes, or what the table below derives from it
with a reason. Then the test turns on itself: changed numbers have to be noticed."""

import os
import re
import tempfile

from results import Run, Tally, close, run_text, sce, table, text_of

EXAMPLES = ("card", "per_output", "sora", "sora_audited")

# The csv carries on what the article printed. The example carries on exact values: 524e9 FLOP a step as the text has it (the
# article multiplied about 524.6e9), and so 707.4e15 a minute of video where the article goes on with its printed 708e15.
STEP = 524 / 524.6
MINUTE = (524e9 * 30 * 180 * 250) / 708e15
MACS_OF_PAPER = (524.6e9 * 30 * 180 * 250) / 708e15

# What the program gets where that is not the recomputed figure itself, from the figures of the csv (f).
EXCEPTIONS = {
    "C16": (lambda f: f["C16"] * STEP, "524e9 FLOP a step in the text, 524.6e9 in the recomputation"),
    "C17": (lambda f: f["C17"] * STEP, "the same, 250 steps"),
    "C18": (lambda f: f["C18"] / MINUTE, "707.4e15 FLOP a minute, not the printed 708e15"),
    "C19": (lambda f: f["C19"] / MINUTE, "the same"),
    "C20": (lambda f: f["C20"] / MINUTE, "the same"),
    "C24": (lambda f: f["C24"] * MINUTE, "the same"),
    "C29": (lambda f: f["C27"] + f["C28"], "8.5M and 6.45M minutes, not 6.45M rounded to 6.5M first"),
    "C30": (lambda f: f["A07"], "14.95M minutes, not the rounded 15M: what the stated inputs give"),
    "C31": (lambda f: f["A08"], "what the stated inputs give; the csv goes on from the printed 89,000"),
    "A11": (lambda f: f["A11"] * MINUTE, "707.4e15 FLOP a minute, not the printed 708e15"),
    "A12": (lambda f: f["A12"] * (f["C19"] / MINUTE) / 15.3e6, "exact break-even, not the printed 15.3M minutes"),
    "A13": (lambda f: f["A13"] / MINUTE, "half of C18 as the program gets it"),
    "A14": (lambda f: f["A14"] / MACS_OF_PAPER, "524.6e9 multiply-accumulates a step, as the paper prints, not the printed 708e15"),
}

# Under which scenario the article states a figure; the others stand in the base.
UNDER = {"C10": "conservative", "C11": "optimistic", "C12": "conservative", "C13": "optimistic", "C19": "conservative",
         "C20": "optimistic", "A01": "conservative", "A02": "optimistic", "A09": "implied_share", "A12": "conservative",
         "A13": "guided"}

BOUNDS = {"C21", "C22", "C24"}         # plotted, not printed
DISPUTED = {"C30", "C31"}              # the 89k, and the 720k that follows from it

# With 5 % of YouTube: what the program gets for the two disputed figures.
MINUTES_AS_PUBLISHED = 34e6 * 30 / 60 * 0.5 + 43e6 * 0.05
AS_PUBLISHED = {"C30": MINUTES_AS_PUBLISHED / 120, "C31": MINUTES_AS_PUBLISHED / 120 / 0.5 * 2 * 2}

# Where the last digit that the article printed is a zero: the worth of one in that place.
LAST_PLACE = {"C03": 1, "C04": 1, "C05": 1, "C06": 1, "C25": 1, "C31": 1e3}

UNITS = {"px": "1", "1": "1", "images": "image", "FLOP": "FLOP", "MAC": "MAC", "H100": "gpu", "H100*month": "gpu*month",
         "day": "day", "min": "video_minute", "min/day": "video_minute/day", "min/h": "video_minute/gpu/hour", "s": "gpu*s"}
UNITS_OF = {"C03": "frame", "C04": "frame", "C25": "video_minute/gpu",
            "C12": "gpu", "C13": "gpu", "A01": "gpu", "A02": "gpu"}       # so many for one month

# Every `within` of the examples. A tolerance of one's own is a licence to be wrong: a new one needs a line here.
WITHIN = {
    ("sora", "sora_per_minute"): ("0.2%", "708e15 was multiplied from about 524.6e9 a step, 0.12 % more than the 524e9 of the text"),
    ("sora", "break_even_high"): ("0.2%", "divides by that 708e15"),
    ("sora", "image_like_text"): ("10%", "in words only: about the same"),
    ("sora", "printed_peak"): ("1.5%", "720k is 8 times 90k, and the average is 88,750"),
    ("sora_audited", "minute_gpu_time"): ("0.1%", "the audit divides the printed 708e15"),
    ("sora_audited", "break_even_days"): ("0.3%", "the audit divides the printed 15.3M minutes"),
}

# The inputs of the article, by id: an expression over sora.sce that has the stated value. Three are not used in its arithmetic:
# the size of ImageNet and the range of the data set's size (I12, I15, I16). I01 and I02 are C12 and C13, rounded.
INPUTS = {
    "I03": "dit_article.params", "I04": "dit_article.train_flops", "I05": "sora.clip", "I06": "sora.fps", "I07": "compression",
    "I08": "sora.params", "I09": "sora.scale", "I10": "dit_batch", "I11": "dit_updates", "I13": "1 - sora.video_share",
    "I14": "sora.video_share", "I17": "sora.data_scale", "I18": "sora.data_scale", "I19": "dit_article.step_flops",
    "I20": "sora.steps", "I21": "instagram.uploads", "I22": "youtube.uploads", "I23": "tiktok.uploads", "I24": "tiktok.videos",
    "I25": "tiktok.length", "I26": "fleet.tiktok / tiktok.uploads", "I27": "fleet.youtube / youtube.uploads",
    "I28": "fleet.utilization", "I29": "fleet.peak", "I30": "fleet.attempts", "I31": "llama2_70b.params", "I32": "gpt4.expert",
    "I33": "gpt4.experts", "I34": "llama2_70b.output_tokens", "I35": "670 token", "I36": "image_side"}
NOT_USED = {"I12", "I15", "I16"}

# One number changed in a copy of sora.sce: the text, the changed text, and claims that have to notice.
MUTATIONS = [
    ("steps = 250", "steps = 251", {"sora_per_minute", "break_even_high"}),
    ("image_side = 512", "image_side = 513", {"image_pixels", "image_latent"}),
    ("compression = 8", "compression = 4", {"image_latent", "minute_latent", "video_multiplier"}),
    ("dit_batch = 256", "dit_batch = 257", {"dit_images_seen"}),
    ("dit_updates = 3e6", "dit_updates = 3.1e6", {"dit_images_seen"}),
    ("params = 20e9", "params = 21e9", {"size_multiplier"}),
    ("clip : minute = 1", "clip : minute = 1.1", {"minute_frames", "minute_latent"}),
    ("fps : frame/s = 24", "fps : frame/s = 25", {"minute_frames", "minute_latent"}),
    ("scale = 30", "scale = 31", {"train_low", "train_high", "sora_per_minute"}),
    ("video_share = 50%", "video_share = 51%", {"train_low", "train_high"}),
    ("data_scale = 4", "data_scale = 4.1", {"train_low", "break_even_low"}),
    ("data_scale = 10", "data_scale = 11", {"train_high", "train_flops_high", "break_even_high"}),
    ("tiktok.uploads * 50%", "tiktok.uploads * 52%", {"tiktok_made"}),
    ("youtube.uploads * 15%", "youtube.uploads * 16%", {"youtube_made"}),
    ("youtube.uploads * 15%", "youtube.uploads * 5%", {"fleet_average", "youtube_made"}),    # a dispute that is over is off too
    ("youtube.uploads * 5%", "youtube.uploads * 6%", {"printed_average", "printed_peak"}),
    ("throughput = 5 ", "throughput = 5.1 ", {"gpu_day_minutes", "printed_average"}),
    ("utilization = 50%", "utilization = 55%", {"printed_peak"}),
    ("peak = 2", "peak = 3", {"printed_peak"}),
    ("attempts = 2", "attempts = 3", {"printed_peak"}),
    ("says = 4211 gpu", "says = 4212 gpu", {"train_low"}),
]

# A number of the library changed from outside. The last three show that the three bounds bound what they are about.
LIBRARY_MUTATIONS = [
    ("H100.bf16=989.5", {"train_high"}),
    ("dit_article.train_flops=1.1e21", {"train_low", "train_high", "dit_break_even"}),
    ("dit_article.step_flops=534e9", {"dit_per_image", "sora_per_minute"}),
    ("dit_article.params=700e6", {"size_multiplier"}),
    ("tiktok.videos=36e6", {"tiktok_minutes"}),
    ("tiktok.length=31", {"tiktok_minutes"}),
    ("youtube.uploads=45e6", {"youtube_made"}),
    ("llama2_70b.params=7e9", {"llama2_text"}),
    ("gpt4.experts=4", {"gpt4_text"}),
    ("sora.steps=25", {"video_over_text"}),
]


def number(row, column):
    return float(row[column]) if row[column] else None


def check_exits(tally):
    """Every example runs and checks without a finding; sora.sce warns of its two disputes and of nothing else. The two lines of the card name no source and leave attention out."""
    for name in EXAMPLES:
        code, _, messages = sce("run", f"examples/{name}.sce")
        tally.same((code, messages), (0, ""), f"run {name}.sce")
        code, output, messages = sce("check", f"examples/{name}.sce")
        tally.same((code, output), (0, ""), f"check {name}.sce")
        codes = re.findall(r"^\S+ \w+\[(\w+)\]", messages, re.M)
        tally.same(codes, {"sora": ["E0506", "E0506"], "card": ["E0707", "E0704"]}.get(name, []), f"findings of check {name}.sce")


def check_claim(tally, claim, row, figures):
    """One claim against its row: scenario, status, what it says, what it gets, in which unit."""
    mark, published = row["id"], claim.get("under") == "as_published"
    what = f"{mark}, claim `{claim['name']}`"
    if not published:
        tally.same(claim.get("under"), UNDER.get(mark), f"{what}: scenario")
    tally.same(claim["status"], "disputed" if mark in DISPUTED and not published else "holds", f"{what}: status")
    if mark in BOUNDS:
        tally.true("got" not in claim and "says" not in claim, f"{what}: a bound has no single value")
        return
    tally.same(claim["unit"], UNITS_OF.get(mark, UNITS[row["unit"]]), f"{what}: unit")
    expected = EXCEPTIONS[mark][0](figures) if mark in EXCEPTIONS else number(row, "recomputed")
    tally.near(claim["got"], AS_PUBLISHED[mark] if published else expected, f"{what}: got")
    if mark.startswith("C"):
        tally.near(claim["says"], number(row, "claimed"), f"{what}: says", 1e-12)


def check_digits(tally, claim, row):
    """Without a `within` of its own a claim of the article is held to half a unit in the last digit that was printed."""
    digits, exponent = f"{number(row, 'claimed'):.15e}".split("e")
    places = len(digits.split(".")[1].rstrip("0"))
    unit = LAST_PLACE.get(row["id"], 10.0 ** (int(exponent) - places))
    tally.near(claim["within"], unit / 2, f"{row['id']}, claim `{claim['name']}`: tolerance")


def check_rows(tally, name, letter, rows, figures):
    """Every figure of one letter has its claims, and every claim its figure."""
    run = Run(f"examples/{name}.sce")
    by_mark = {}
    for claim in run.claims:
        marks = re.findall(r"\b[CA]\d\d\b", claim.get("source", ""))
        if tally.true(len(marks) == 1, f"claim `{claim['name']}` of {name}.sce: its source has to name one figure"):
            by_mark.setdefault(marks[0], []).append(claim)
    wanted = [row for row in rows if row["id"].startswith(letter) and row["id"] not in ("A15", "A16", "A17")]
    tally.same(sorted(by_mark), [row["id"] for row in wanted], f"figures claimed in {name}.sce")
    for row in wanted:
        claims = by_mark.get(row["id"], [])
        tally.same(len(claims), 2 if row["id"] in DISPUTED else 1, f"{row['id']}: claims")
        for claim in claims:
            check_claim(tally, claim, row, figures)
            if letter == "C" and row["id"] not in BOUNDS and (name, claim["name"]) not in WITHIN:
                check_digits(tally, claim, row)
    return run


def check_audit_says(tally, run, rows):
    """An audited claim says the figure of the audit, not the article's, with at least two digits."""
    recomputed = {row["id"]: number(row, "recomputed") for row in rows}
    for claim in run.claims:
        mark = claim["source"].split()[-1]
        tally.near(claim["says"], recomputed[mark], f"{mark}, claim `{claim['name']}`: says", 2.5e-3)


def check_within(tally, runs):
    """Each `within` has a line in the table and, in the source, a reason behind it; none is looser than it has to be."""
    found = {}
    for name in EXAMPLES:
        claim = None
        for line in text_of(f"examples/{name}.sce").splitlines():
            claim = (re.findall(r"^claim (\w+)", line) or [claim])[-1]
            code, _, comment = line.partition("#")
            for spelled in re.findall(r"\bwithin\s*=\s*([^;>]+)", code):
                found[(name, claim)] = spelled.strip()
                tally.true(len(comment.split()) >= 5, f"{name}.sce, claim `{claim}`: no reason behind its `within`")
    tally.same(found, {key: spelled for key, (spelled, _) in WITHIN.items()}, "the `within` of the examples")
    for (name, claim), (spelled, _) in WITHIN.items():
        result = runs[name].claim(claim)
        bound = float(spelled.rstrip("%")) / 100 * abs(result.get("says", 0))
        tally.near(result.get("within"), bound, f"{name}.sce, claim `{claim}`: within {spelled}")
        tally.true(1 / 3 <= result.get("used", 0) <= 1, f"{name}.sce, claim `{claim}`: uses {result.get('used')} of its tolerance")


def check_as_published(tally, sora):
    """The scenario with 5 % of YouTube, value by value, beside the base with the stated 15 %."""
    tally.same(sora.scenarios, ["base", "conservative", "optimistic", "as_published"], "scenarios of sora.sce")
    for path, base, published in [("fleet.tiktok", 8.5e6, 8.5e6), ("fleet.youtube", 6.45e6, 2.15e6), ("fleet.demand", 14.95e6, 10.65e6),
                                  ("average_gpus", 14.95e6 / 120, 88750), ("fleet.gpus", 14.95e6 / 15, 710000)]:
        tally.near(sora.value(path), base, path)
        tally.near(sora.value(path, "as_published"), published, f"{path} as published")
    tally.near(sora.value("fleet.throughput"), 5, "C18 is carried on as printed")
    for scenario in ("conservative", "optimistic"):
        tally.near(sora.value("fleet.gpus", scenario), 14.95e6 / 15, f"fleet.gpus, {scenario}")


def check_inputs(tally, rows):
    """The inputs are the article's, and the two headline figures are the two derived ones, rounded."""
    program = 'use "./sora.sce"\n' + "".join(f"{mark.lower()} = {formula}\n" for mark, formula in INPUTS.items())
    run = run_text(program, beside=["examples/sora.sce"])
    tally.same(run.code, 0, "the inputs evaluate")
    scenario = {"I17": "conservative", "I18": "optimistic"}
    for row in rows:
        mark, stated = row["id"], number(row, "claimed")
        if mark in INPUTS:
            tally.near(run.value(mark.lower(), scenario.get(mark, "base")), stated, f"{mark}, {row['quantity']}", 1e-12)
        elif mark in ("I01", "I02"):
            exact = next(number(other, "recomputed") for other in rows if other["id"] == {"I01": "C12", "I02": "C13"}[mark])
            tally.near(round(exact, -2), stated, f"{mark}, {row['quantity']}")
        else:
            tally.true(not mark.startswith("I") or mark in NOT_USED, f"{mark} is not looked at")


def check_per_output(tally, figures):
    """What one output costs, and how long uploads take, by arithmetic on the csv's figures."""
    run = Run("examples/per_output.sce")
    minute = 524e9 * 30 * 180 * 250
    hour = 989.4e12 * 3600
    expected = {
        "sora_minute": minute, "dit_xl_image": figures["C14"], "llama2_text": figures["C21"], "gpt4_text": figures["C22"],
        "wikipedia_article": 670, "gpt4_article": figures["C22"] * 0.67, "sora_over_gpt4": EXCEPTIONS["C24"][0](figures),
        "dit_xl_over_gpt4": 131e12 / 8.8e14, "llama2_over_gpt4": 1.4 / 8.8, "hour_of_sora": hour / minute,
        "hour_of_dit_xl": hour / 131e12, "hour_of_llama2": hour / 1.4e11, "hour_of_gpt4": hour / 8.8e11,
        "instagram_time": 1e21 / 131e12 / 95e6 * 24}
    for path, value in expected.items():
        tally.near(run.value(path), value, f"per_output.sce, {path}")
    for scenario, times in (("conservative", 1.08e25), ("optimistic", 2.7e25)):
        for path, uploads in (("tiktok_time", 17e6), ("youtube_time", 43e6), ("both_time", 60e6)):
            tally.near(run.value(path, scenario), times / minute / uploads * 24, f"per_output.sce, {path}, {scenario}")
    tally.near(run.value("sora_over_gpt4"), 804.5454545 * 707.4 / 708, "Sora over GPT-4")
    tally.same({run.unit(path) for path in ("instagram_time", "tiktok_time", "youtube_time", "both_time")}, {"hour"}, "unit of times")


def check_card(tally):
    """The two lines of the card as they stand, and their answer by arithmetic of our own."""
    lines = ["model sora < params = 20e9; frames = 1440/8; steps = 250 >", "fleet < tiktok = 17e6 * 0.5 >"]
    tally.same(text_of("examples/card.sce").splitlines(), lines, "examples/card.sce")
    run = Run("examples/card.sce")
    minute = 524e9 * (20e9 / 675e6) * (1440 / 8) * 250
    gpus = 17e6 * 0.5 * minute / 86400 / 989.4e12
    tally.near(run.value("fleet.gpus"), gpus, "card.sce, fleet.gpus", 1e-12)
    tally.same((round(run.value("fleet.gpus")), run.unit("fleet.gpus")), (69471, "gpu"), "card.sce, fleet.gpus")
    tally.near(run.value("sora.output_flops"), minute, "card.sce, sora.output_flops", 1e-12)
    _, output, _ = sce("--only", "fleet.gpus", "examples/card.sce")
    tally.true("69,471 gpu" in output, f"card.sce shows {output!r}")


def check_mutations(tally):
    """The test's own test: a number that is changed goes off, and both commands say so."""
    text = text_of("examples/sora.sce")
    for old, new, expected in MUTATIONS:
        if not tally.same(text.count(old), 1, f"places of `{old}` in sora.sce"):
            continue
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "sora.sce"), "w", encoding="utf-8") as file:
                file.write(text.replace(old, new))
            run = Run("sora.sce", folder=folder)
            code, _, messages = sce("check", "sora.sce", folder=folder)
        tally.same((run.code, code), (1, 1), f"exit codes with `{new}`")
        tally.true(expected <= run.off(), f"with `{new}`: off are {sorted(run.off())}, expected {sorted(expected)}")
        named = set(re.findall(r"finding\[\w+\]: claim `(\w+)` is", messages))
        tally.same(named, run.off(), f"claims that check names with `{new}`")
    for change, expected in LIBRARY_MUTATIONS:
        run = Run("examples/sora.sce", "--set", change)
        tally.same(run.code, 1, f"exit code with {change}")
        tally.true(expected <= run.off(), f"with {change}: off are {sorted(run.off())}, expected {sorted(expected)}")


def main():
    tally = Tally()
    rows = table("article_claims.csv")
    figures = {row["id"]: number(row, "recomputed") for row in rows}
    tally.same([row["id"] for row in rows if row["kind"] == "derived"], [f"C{n:02}" for n in range(1, 32)], "figures of the csv")
    tally.true(all(close(figures[mark], value) for mark, value in (("C21", 1.4e14), ("C22", 8.8e14), ("C24", 804.5454545))),
               "the three plotted figures of the csv")
    check_exits(tally)
    sora = check_rows(tally, "sora", "C", rows, figures)
    audited = check_rows(tally, "sora_audited", "A", rows, figures)
    disputed = {claim["says"] for claim in sora.claims + audited.claims if claim["status"] == "disputed"}
    tally.same(disputed, {89e3, 720e3}, "figures in dispute")
    check_audit_says(tally, audited, rows)
    check_within(tally, {"sora": sora, "sora_audited": audited})
    check_as_published(tally, sora)
    check_inputs(tally, rows)
    check_per_output(tally, figures)
    check_card(tally)
    check_mutations(tally)
    tally.finish()


if __name__ == "__main__":
    main()
