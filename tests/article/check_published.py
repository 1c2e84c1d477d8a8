#!/usr/bin/env python3
"""Why this file exists: examples/published.sce promises that the library gets what has been published. tests/data/references.csv,
which nothing writes, has the figures, and what a recomputation outside of sce got. Each row needs its claim, which has to say the
published figure in the row's unit, within the row's tolerance or less, get what the recomputation got, and get it through the
library instead of by arithmetic that stands in the claim. Then the test turns on itself: a changed library, and a changed example,
have to be noticed."""

import os
import re
import sys
import tempfile

from results import ROOT, Run, Tally, sce, table, text_of

FILE = "examples/published.sce"


def dit_macs(side, depth, width, patch):
    """Multiply-accumulates of a DiT, as the rows R21 to R26 spell them out."""
    tokens = (side / 8 / patch) ** 2
    block = 12 * tokens * width ** 2 + 2 * tokens ** 2 * width + 6 * width ** 2
    ends = tokens * patch ** 2 * 4 * width + 256 * width + width ** 2 + 2 * width ** 2 + tokens * width * patch ** 2 * 8
    return depth * block + ends


# The unit of a row, as the language spells it, and what one of the csv's is in it. A row may need another one: UNITS_OF.
UNITS = {"FLOP": ("FLOP", 1), "GMAC": ("MAC", 1e9), "MAC": ("MAC", 1), "1": ("1", 1), "day": ("day", 1), "h": ("gpu*hour", 1),
         "USD": ("USD", 1), "B": ("byte/token", 1), "token": ("token", 1), "kWh": ("kWh", 1), "t": ("tCO2e", 1), "MWh": ("MWh", 1),
         "kg": ("kgCO2e", 1), "kg/kWh": ("kgCO2e/kWh", 1), "GB": ("GB", 1), "FLOP/s": ("TFLOP/s", 1e-12)}
UNITS_OF = {"R27": ("param", 1), "R54": ("USD/day", 1), "R55": ("USD/day", 1)}


def decoded(pixel_macs, high, wide, frames, work):
    """How many times the denoising alone a clip takes with its decoder: the rows leave the decoder out, the library counts it."""
    return (1 + 2 * pixel_macs * high * wide * frames / work, "the row leaves the autoencoder's decoder out")


# Rows whose tolerance is no tolerance: a bound on what is known to differ, or the size of a mistake.
DISPUTED = {"R02", "R19", "R30", "R80"}

# Where the claim gets something else than the row's recomputation: how many times it, and why. All others agree to DIGITS.
DIGITS = 2e-7                     # the recomputations have eight digits
PEAK_989 = (989 / 989.4, "the row divides by 989 TFLOP/s, as llm-foundry does; the library's H100 has 989.4")
WAN = decoded(4.281e6, 720, 1280, 81, 100 * 6.5211e15)
DIFFERENT = {
    "R19": (2.945e12 / (256 * 177e3 * 65e3), "the library has the tokens in four digits"),
    "R28": (dit_macs(256, 28, 1152, 2) / 118.64e9, "the row goes on from the printed 118.64, the claim from what the layers have"),
    "R30": (6 * 405e9 * 15.6e12 / 3.8e25, "6 N D here, the printed 3.8e25 there"),
    "R41": PEAK_989, "R42": PEAK_989, "R43": PEAK_989, "R45": PEAK_989,
    "R56": ((562100 / 87072 - 1) / 5.4547386, "from the revenue that its prices give, 0.013 % more than the printed one"),
    "R64": WAN, "R65": WAN, "R66": WAN,
    "R67": decoded(4.256e6, 480, 832, 81, 100 * 2.8284e14),
    "R68": decoded(8.454e6, 720, 1280, 129, 50 * 1.2068e16),
    "R70": decoded(9.301e6, 480, 720, 49, 100 * 3.3218e14),
    "R75": (6 * 174.6e9 * 300e9 / 3.14e23, "6 N D here, the printed 3.14e23 there"),
    "R78": (0.385 * 1.1 / 0.42349679, "the factors that LLaMA states, 385 g a kWh and 1.1, of which the cards are the products"),
}

# A number of the library that is changed from outside, and claims that have to be off then.
LIBRARY_MUTATIONS = [
    ("H100.bf16=1978.9", {"mpt_70b_h100", "mpt_7b_h100"}),              # the sparse peak
    ("A100.bf16=624", {"llama2_70b_utilization", "mpt_7b_a100"}),
    ("TPU_v4.bf16=137.5", {"palm_without_attention", "palm_with_attention", "vit_22b_utilization"}),
    ("deepseek_v3.active_params=671e9", {"deepseek_v3_training"}),      # all experts
    ("gopher.params=351e9", {"gopher_training", "gopher_bound"}),       # a dispute that is over is off too
    ("vit_22b.params=10.9e9", {"vit_22b_training"}),
    ("llama2_70b.kv_heads=64", {"llama2_70b_cache"}),
    ("megatron_1t.layers=130", {"korthikanti_1t"}),
    ("deepseek_day.gpu_hour_cost=3", {"deepseek_day_cost", "deepseek_day_markup"}),
    ("bloom_run.power=500", {"bloom_energy", "bloom_dynamic_emissions", "bloom_emissions"}),
    ("llama3_1_70b_run.intensity=2.633", {"llama3_1_70b_emissions", "llama3_3_70b_emissions"}),
    ("wan2_1_14b.steps=52", {"wan2_1_14b_on_h100_utilization", "wan2_1_14b_on_a100_utilization", "wan2_1_14b_on_h20_utilization"}),
    ("movie_gen.patch=1", {"movie_gen_tokens"}), ("hunyuan_video.leading=0", {"hunyuan_video_tokens"}),
    ("palm.train_tokens=800e9", {"palm_training"}),
]

# The example changed: a text, what takes its place, and what has to fail.
EXAMPLE_MUTATIONS = [
    ("says = 6.06e9 MAC", "says = 6.07e9 MAC", "says"),
    ("says = 6.06e9 MAC", "says = 6.06e9 FLOP", "unit"),
    ("says = 6.06e9 MAC\n  within = 0.1%", "says = 6.06e9 MAC\n  within = 1%", "within"),
    ("value = dit_s_2.step_macs", "value = 6.06e9 MAC * 1.0001", "library"),
    ("value = dit_s_2.step_macs", "value = dit_s_2.step_macs * (3 day / 3 day)", "literals"),
    ("value = dit_s_2.step_macs", "value = dit_s_2.step_macs * 1.00001", "got"),
    ("; R21\"", "\"", "its claim"),
    ("throughput = 380", "throughput = 390", "R35"),
    ("speed : token/s = 2304", "speed : token/s = 2400", "R41"),
    ("time = 13.75", "time = 14", "R51"),
    ("disputed = \"the card", "within = 2%; disputed = \"the card", "R80"),
]


def claims_of(text):
    """The claims of the file by name: the formula of the value, and the source."""
    found = {}
    for name, body, source in re.findall(r'^claim (\w+) <(.*?)> @ "([^"\n]*)"$', text, re.M | re.S):
        value = re.search(r"value = (.*?)(?:;|\n)\s*says = ", body, re.S)
        found[name] = (value[1] if value else "", source)
    return found


def library_names():
    """Functions of the core, and functions, kinds and blocks of the library."""
    names = set(re.findall(r"^SCE_CORE\((\w+),", text_of("runtime/core/core.def"), re.M))
    for name in os.listdir(os.path.join(ROOT, "stdlib")):
        if name.endswith(".sce") and name != "units.sce":
            names |= set(re.findall(r"^(?:fn |\w+ )(\w+)(?: from \w+)?(?: <|\()", text_of(f"stdlib/{name}"), re.M))
    return names


def own_blocks(text, names):
    """Blocks of the file whose kind is the library's, or is made in the file with the library's functions or kinds."""
    kinds = {name for name, body in re.findall(r"^kind (\w+)(.*?)^>", text, re.M | re.S) if names & set(re.findall(r"\w+", body))}
    return {name for kind, name in re.findall(r"^(\w+) (\w+)(?: from \w+)? <", text, re.M) if kind in names | kinds}


NUMBER = r"\d[\d_.]*(?:e-?\d+)?[kMBT%]?(?: ?[A-Za-z][\w/*^]*)?"
LITERALS = re.compile(r"(?<![\w.])" + NUMBER + r"\)? [*/] \(?" + NUMBER)


def check_row(tally, row, found, run, names):
    """One row: that its claim is there, what it says and gets, and how."""
    mark = row["id"]
    claims = [name for name, (_, source) in found.items() if source.endswith("; " + mark)]
    if not tally.same(len(claims), 1, f"{mark}: its claim"):
        return
    name = claims[0]
    claim, what, formula = run.claim(name), f"{mark}, `{name}`", found[name][0]
    unit, worth = UNITS_OF.get(mark, UNITS[row["unit"]])
    tally.same(claim.get("status"), "disputed" if mark in DISPUTED else "holds", f"{what}: status")
    tally.same(claim.get("unit"), unit, f"{what}: unit")
    says, published = claim.get("says"), float(row["published_or_pinned"]) * worth
    tally.near(says, published, f"{what}: says", 1e-12)
    within = (claim.get("within") or float("inf")) / abs(published)
    tally.true(within <= float(row["tolerance_pct"]) / 100 * (1 + 1e-9), f"{what}: within {within}, the row has {row['tolerance_pct']} %")
    expected = float(row["computed"]) * worth * DIFFERENT.get(mark, (1, ""))[0]
    tally.near(claim.get("got"), expected, f"{what}: got", DIGITS)
    used = set(re.findall(r"[A-Za-z_]\w*", formula))
    tally.true(used & names, f"{what}: the value `{formula}` uses nothing of the library")
    tally.true(not LITERALS.search(formula), f"{what}: the value `{formula}` calculates with literals")


def check_rows(tally, text, run):
    found, library = claims_of(text), library_names()
    names = library | own_blocks(text, library)
    for row in table("references.csv"):
        check_row(tally, row, found, run, names)


def check_status(tally, text, run):
    """All claims hold but the disputed ones, whose reasons are given, and each has a source; nothing else is said."""
    tally.same(run.code, 0, f"run {FILE}: exit code, {run.messages!r}")
    disputed = {claim["name"] for claim in run.claims if claim["status"] == "disputed"}
    marks = {source.rsplit("; ", 1)[1] for name, (_, source) in claims_of(text).items() if name in disputed}
    tally.same(marks, DISPUTED, "the disputed rows")
    tally.same({claim["status"] for claim in run.claims} - {"disputed"}, {"holds"}, "the status of the others")
    stated = re.findall(r"^claim (\w+)", text, re.M)
    tally.same(sorted(claims_of(text)), sorted(stated), "claims with a source")
    code, output, messages = sce("check", FILE)
    tally.same((code, output), (0, ""), f"check {FILE}")
    codes = set(re.findall(r"^\S+ \w+\[(\w+)\]", messages, re.M))
    tally.same(codes, {"E0506"} if disputed else set(), f"findings of check {FILE}: {messages}")


def check_library_mutations(tally):
    for change, claims in LIBRARY_MUTATIONS:
        off = Run(FILE, "--set", change).off()
        tally.true(claims <= off, f"--set {change}: {sorted(claims - off)} still hold")


def check_example_mutations(tally, text):
    """The checks above, of a changed example: each change has to be noticed as what it is."""
    for old, new, about in EXAMPLE_MUTATIONS:
        if not tally.true(old in text, f"{old!r} is in {FILE}"):
            continue
        with tempfile.TemporaryDirectory() as folder:
            changed = text.replace(old, new, 1)
            with open(os.path.join(folder, "published.sce"), "w", encoding="utf-8") as file:
                file.write(changed)
            run = Run("published.sce", folder=folder)
        quiet, messages = Tally(), []
        quiet.true = lambda truth, message, messages=messages: truth or messages.append(message)
        check_rows(quiet, changed, run)
        tally.true(any(about in message for message in messages), f"{new!r} in place of {old!r}: noticed is {messages}")


def main():
    tally = Tally()
    text, run = text_of(FILE), Run(FILE)
    tally.true(len(table("references.csv")) >= 74, "rows of references.csv")
    check_rows(tally, text, run)
    check_status(tally, text, run)
    check_library_mutations(tally)
    check_example_mutations(tally, text)
    tally.finish()


if __name__ == "__main__":
    sys.exit(main())
