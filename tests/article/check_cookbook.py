#!/usr/bin/env python3
"""Why this file exists: the cookbook answers questions that people act on, each in a few lines that are copied. The golden suite
holds its results against what is committed; this script asks whether they are right: figures of each file are recomputed here
from the numbers that the question states and the library's inputs, and each file has the form that the cookbook promises:
a question, and an answer that says what comes out."""

import math
import os
import re

from results import ROOT, Run, Tally, sce, text_of

FOLDER = "examples/cookbook"
FEWEST, MOST = 10, 30              # lines of a file
QUESTIONS = 20                     # files, at least

H100, B200 = 989.4e12, 2250e12     # peaks, FLOP/s
L8, L70, L405, V3 = 8.03e9, 70.6e9, 405e9, 37e9    # active parameters
HOUR, DAY = 3600, 86400


def flat(value):
    """The numbers of a value over its axes, in order."""
    return [number for part in value for number in flat(part)] if isinstance(value, list) else [value]


def erlang_c(load, servers):
    """By the recurrence of Erlang's B, which needs no factorials."""
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def least_servers(load, wait):
    servers = math.floor(load) + 1
    while erlang_c(load, servers) > wait:
        servers += 1
    return servers


def best_split(work):
    """Parameters with the least loss for a budget of work, searched for instead of derived."""
    def loss(size):
        return 482.01 / size ** 0.3478 + 2085.43 / (work / 6 / size) ** 0.3658
    low, high = math.log(1e8), math.log(1e14)
    for _ in range(200):
        third = (high - low) / 3
        low, high = (low, high - third) if loss(math.exp(low + third)) < loss(math.exp(high - third)) else (low + third, high)
    return math.exp((low + high) / 2)


def kept(gpus):
    """The share of time that lasts, with checkpoints of 4.86 TB at Young's interval and ten minutes to restart (Daly 2006)."""
    mtbf = 54 * DAY * 16384 / 419 / gpus
    write = L405 * 12 / 2e12
    interval = math.sqrt(2 * write * mtbf)
    return interval / (mtbf * math.exp(600 / mtbf) * (math.exp((interval + write) / mtbf) - 1))


def cached(params, layers, width, contexts):
    """The work of a token with attention over a context, over that without."""
    return [1 + 4 * layers * width * context / (2 * params) for context in contexts]


def nodes(bits):
    """Accelerators, in nodes of eight, that hold weights and 256 caches of 8,000 tokens, on H100, B200 and MI300X."""
    models = ((L70, 327680), (L405, 516096), (671e9, 70272))
    return [[8 * math.ceil((size * bits / 8 + cache * 8000 * 256 * bits / 16) / (0.9 * memory * 1e9) / 8) for memory in (80, 180, 192)]
            for size, cache in models]


def token_time(chip, users):
    """Milliseconds of a step of Llama 3.1 8B, which reads weights and 1,500 tokens of each user, by its roofline."""
    peak, bandwidth = chip
    arithmetic = users * (2 * L8 + 4 * 32 * 4096 * 1500) / (0.5 * peak)
    memory = (2 * L8 + users * 1500 * 131072) / (0.7 * bandwidth)
    return 1e3 * max(arithmetic, memory)


CHIPS = ((312e12, 2.039e12), (362e12, 0.864e12), (H100, 3.35e12), (989.5e12, 4.8e12), (1307.4e12, 5.3e12))

# File, result, what it has to be along its axes, and how near.
FIGURES = [
    ("context_cost", "small_more", cached(L8, 32, 4096, (1e3, 8e3, 32e3, 128e3)), 1e-9),
    ("context_cost", "large_more", cached(L405, 126, 16384, (1e3, 8e3, 32e3, 128e3)), 1e-9),
    ("context_cost", "small_fit", [math.floor((80e9 - 2 * L8) / (131072 * n)) for n in (1e3, 8e3, 32e3, 128e3)], 0),
    ("does_it_fit", "needed", [n for models in zip(nodes(16), nodes(8)) for chips in zip(*models) for n in chips], 0),
    ("which_accelerator", "node.time_per_token", [token_time(chip, users) for chip in CHIPS for users in (1, 16, 64)], 1e-9),
    ("carbon_of_training", "training.carbon", [7.0e6 * 10.2 / 8 * 0.75 * 1.15 * g / 1e6 for g in (56, 302.95, 481, 713)], 1e-9),
    ("inference_overtakes", "times_trained", [3, 3, 3], 1e-9),
    ("inference_overtakes", "days", [3 * tokens / 2000 / users for tokens in (15e12, 15e12, 15.6e12) for users in (1e6, 1e7, 1e8)], 1e-9),
    ("moe_or_dense", "bill", [2 * 2.788e6, 2 * 30.84e6, 2 * 7.0e6], 1e-9),
    ("moe_or_dense", "work", [2 * n / 1e9 for n in (V3, L405, L70)], 1e-9),
    ("worth_of_utilization", "time", [6 * L405 * 15.6e12 / (16384 * H100 * n / 100) / DAY for n in (30, 35, 40, 45, 50)], 1e-9),
    ("worth_of_utilization", "lost", [2 * (30.84e6 - 6 * L405 * 15.6e12 / 430e12 / HOUR)], 1e-9),
    ("waiting", "servers", [least_servers(load, 0.05) for load in (10, 100, 1000, 10000)], 0),
    ("waiting", "wait", [1e3 * 4 * erlang_c(load, n) / (n - load) for load, n in ((10, 17), (100, 119), (1000, 1056), (10000, 10175))], 1e-6),
    ("quantize", "node.batch_max", [(gpus * 72e9 - L70 * bits / 8) / (1500 * cache)
                                    for gpus, bits, cache in ((4, 16, 327680), (2, 8, 163840), (1, 4, 163840))], 1e-9),
    ("failures", "careful.goodput", [kept(n) for n in (1e3, 4e3, 16e3, 100e3)], 1e-9),
    ("compute_optimal", "best.params", [best_split(money / 2 * HOUR * H100 * 0.4) for money in (1e6, 1e7, 1e8)], 1e-5),
    ("video_platform", "makers.youtube", [430e3], 1e-9),
]


def numbers_of(text):
    """What stands there as a number by itself, with what its last digit is worth; no part of a name such as `H100`."""
    for digits, power, suffix in re.findall(r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)(?:e(-?\d+))?([kMT]?)(?![\w]|\.\d)", text):
        plain = digits.replace(",", "")
        zeros = len(plain) - len(plain.rstrip("0")) if "." not in plain and len(plain) > 3 else 0
        times = 10.0 ** int(power or 0) * {"": 1, "k": 1e3, "M": 1e6, "T": 1e12}[suffix]
        yield float(plain) * times, 10.0 ** (zeros - len(plain.partition(".")[2])) * times


def check_answer(tally, name, words, text):
    """The answer on top of a file says numbers that stand in the file or in its results, in percent, millions or billions too, rounded."""
    tally.true(" Answer: " in words, f"{name}: an answer on top")
    answer = words.partition(" Answer: ")[2]
    known = [number for number, _ in numbers_of(re.sub(r"^#.*", "", text, flags=re.M) + text_of(f"{FOLDER}/{name}.sce.out"))]
    stated = list(numbers_of(answer))
    tally.true(bool(stated), f"{name}: a number in its answer")
    for number, unit in stated:
        near = any(abs(abs(other) * times - number) <= 0.5001 * unit for other in known for times in (1, 100, 0.01, 1e-6, 1e-9))
        tally.true(near, f"{name}: {number} of its answer is among its results")


def check_form(tally, name, readme):
    """A question with its answer, in ten to thirty lines; the README asks it too."""
    text = text_of(f"{FOLDER}/{name}.sce")
    comment = re.match(r"((?:#[^\n]*\n)+)", text)
    words = " ".join(line[1:].strip() for line in comment[1].splitlines()) if comment else ""
    question = words[:words.index("?") + 1] if "?" in words else ""
    tally.true(f"| {question} | `{name}.sce` |" in readme, f"{name}: its question is in the README: {question!r}")
    check_answer(tally, name, words, text)
    lines = len(text.splitlines())
    tally.true(FEWEST <= lines <= MOST, f"{name}: {lines} lines")
    code, output, messages = sce("check", f"{FOLDER}/{name}.sce")
    tally.same((code, output, messages), (0, "", ""), f"check {name}")


def check_figure(tally, name, path, expected, near, run):
    got = flat(run.values[path]["value"]) if path in run.values else []
    tally.same(len(got), len(expected), f"{name}: {path}: how many")
    for index, (number, wanted) in enumerate(zip(got, expected)):
        tally.near(number, wanted, f"{name}: {path}, {index}", near)


def check_consistent(tally, runs):
    """Figures that follow from others of the same file."""
    month, power, fast = runs["train_in_a_month"], runs["site_power"], runs["distill_or_double"]
    run = {path: flat(entry["value"])[0] for path, entry in month.values.items()}
    tally.near(run["plan.wall_time"], run["plan.gpu_time"] / 512 / 24, "train_in_a_month: days")
    tally.near(run["plan.utilization"], 6 * L70 * 1.4e12 / (run["plan.gpu_time"] * HOUR * H100), "train_in_a_month: utilization")
    tally.same(run["needed"], 8 * math.ceil(run["plan.gpu_time"] / 720 / 8), "train_in_a_month: how many for a month")
    tally.near(run["tokens"], 1.4e12 * 30 / run["plan.wall_time"], "train_in_a_month: tokens of a month")
    peaks = [1e18 * number for number in flat(power.values["peak"]["value"])]
    for peak, days in zip(peaks, flat(power.values["training"]["value"])):
        tally.near(days, 6 * L405 * 15.6e12 / (peak * 0.4) / DAY, "site_power: days of training")
    rent = {path: flat(entry["value"]) for path, entry in runs["rent_or_buy"].values.items()}
    tally.near(rent["need"][0], 64 * 3 * 8760 * 0.8, "rent_or_buy: hours of need")
    for own, owned, saving in zip(rent["choice.own_cost"], rent["owned"], rent["choice.saving"]):
        tally.near(owned, own * rent["need"][0], "rent_or_buy: what owning takes")
        tally.near(saving, 1 - own / 2.35, "rent_or_buy: what it saves of the rent")
    work = {path: flat(entry["value"])[0] for path, entry in fast.values.items()}
    step, decode = work["fast.step_flops"], work["fast.decode_flops"]
    tally.near(work["factor"], (100 * step + decode) / (4 * step + decode), "distill_or_double: how many times less work")
    tally.near(work["slow_fleet.gpus"], 20e3 * 60 / 5 * (100 * step + decode) / DAY / H100 / 0.35 * 2, "distill_or_double: the slow fleet")


def main():
    tally = Tally()
    names = sorted(name[:-4] for name in os.listdir(os.path.join(ROOT, FOLDER)) if name.endswith(".sce"))
    tally.true(len(names) >= QUESTIONS, f"{len(names)} files in {FOLDER}")
    readme = text_of(f"{FOLDER}/README.md")
    runs = {}
    for name in names:
        check_form(tally, name, readme)
        runs[name] = Run(f"{FOLDER}/{name}.sce", "--all")
        tally.same((runs[name].code, runs[name].messages), (0, ""), f"run {name}")
        tally.true({claim["status"] for claim in runs[name].claims} <= {"holds"}, f"{name}: its claims")
    for name, path, expected, near in FIGURES:
        check_figure(tally, name, path, expected, near, runs[name])
    check_consistent(tally, runs)
    tally.finish()


if __name__ == "__main__":
    main()
