#!/usr/bin/env python3
"""Why this file exists: a serving plan multiplies twenty quantities, and a factor of two in one of them buys twice the accelerators. The kinds of stdlib/serving.sce,
fleet.sce and platforms.sce that plan it are held against a second reckoning written here from shapes and data sheets (tests/data), against closed forms,
against published measurements, which have to stay below the bound of the roofline and within a stated share of it, and against laws: more memory, more sequences."""

import math
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "article"))
from results import Tally, run_text, table  # noqa: E402

GPUS = {"H100": "H100 SXM", "A100_40GB": "A100 SXM 40GB", "B200": "B200 SXM", "H800": "H800 SXM", "MI300X": "MI300X"}

# Shapes as the models' configurations have them: parameters, active ones, layers, width, width of attention, numbers in the cache a token and layer,
# experts that tokens are routed to, and to how many of them.
MODELS = {
    "llama3_1_8b": (8.03e9, 8.03e9, 32, 4096, 4096, 2 * 8 * 128, 1, 1), "llama2_70b": (70e9, 70e9, 80, 8192, 8192, 2 * 8 * 128, 1, 1),
    "llama3_1_405b": (405e9, 405e9, 126, 16384, 16384, 2 * 8 * 128, 1, 1), "mixtral_8x7b": (46.7e9, 12.9e9, 32, 4096, 4096, 2 * 8 * 128, 8, 2),
    "deepseek_v3": (671e9, 37e9, 61, 7168, 128 * (128 + 64 + 128) // 2, 512 + 64, 256, 8),
    "llama4_scout": (109e9, 17e9, 48, 5120, 40 * 128, 2 * 8 * 128, 16, 1), "llama4_maverick": (400e9, 17e9, 48, 5120, 40 * 128, 2 * 8 * 128, 128, 1)}

# Heads for keys and values, layers without experts, and what attention is as wide as where one token is answered: all other models read and answer alike.
HEADS = {"mixtral_8x7b": 8, "deepseek_v3": 1}
DENSE = {"deepseek_v3": 3}
ANSWERS = {"deepseek_v3": 128 * (2 * 512 + 64) // 2}

DEFAULTS = {"precision": 2, "cache_precision": 2, "compute_precision": 2, "utilization": 1, "bandwidth_utilization": 1, "overhead": 0, "memory_share": 0.9, "prefix": 0,
            "exchange_precision": 2, "exchange_latency": 0, "draft_length": 0, "acceptance": 0, "draft_cost": 0, "duty": 1}

# Models, accelerators, how many, prompt, answer, batch, and what else is said.
REPLICAS = [
    ("llama3_1_8b", "H100", 1, 1000, 300, 1, {}), ("llama3_1_8b", "H100", 1, 1000, 300, 200, {"utilization": 0.5, "bandwidth_utilization": 0.7, "overhead": 0.002}),
    ("llama3_1_8b", "A100_40GB", 1, 1024, 128, 16, {"prefill_batch": 4, "duty": 0.4}), ("llama2_70b", "H100", 8, 500, 500, 256, {"exchange_latency": 1e-5}),
    ("llama2_70b", "H100", 4, 2000, 100, 64, {"precision": 1, "compute_precision": 1, "cache_precision": 1, "prefix": 1500}),
    ("llama2_70b", "B200", 2, 2000, 100, 64, {"precision": 0.5, "compute_precision": 0.5, "cache_precision": 1}),
    ("llama2_70b", "MI300X", 1, 300, 300, 32, {"draft_length": 4, "acceptance": 0.7, "draft_cost": 0.05}), ("llama3_1_405b", "H100", 16, 1000, 1000, 100, {}),
    ("llama4_scout", "H100", 8, 1000, 100, 8, {}), ("llama4_maverick", "H100", 16, 1000, 100, 16, {}),
    ("mixtral_8x7b", "H100", 2, 1000, 300, 1, {}), ("mixtral_8x7b", "H100", 2, 1000, 300, 5, {}), ("mixtral_8x7b", "H100", 2, 1000, 300, 128, {}),
    ("deepseek_v3", "H800", 32, 4400, 1200, 400, {"precision": 1, "compute_precision": 1, "cache_copies": 2}),
    ("deepseek_v3", "H800", 16, 4400, 1200, 40, {"precision": 1, "compute_precision": 1}),
    ("deepseek_v3", "H800", 32, 4400, 1200, 400, {"precision": 1, "tensor": 1, "sends": 8, "exchange_precision": 1.5, "hidden": 0.5}),
    ("deepseek_v3", "B200", 8, 4400, 1200, 64, {"precision": 1, "tensor": 2, "prefill_batch": 8}),
    ("deepseek_v3", "H800", 144, 4400, 1200, 2880, {"precision": 1, "tensor": 4, "prefix": 2400, "network": 100, "exchange_latency": 1e-5}),
    ("mixtral_8x7b", "H100", 16, 1000, 300, 256, {"tensor": 4}), ("mixtral_8x7b", "H100", 16, 1000, 300, 16, {}),
    ("llama2_70b", "H100", 2, 500, 500, 1, {"draft_length": 3, "acceptance": 1}), ("llama2_70b", "H100", 8, 3000, 500, 16, {"prefix": 3000})]

OUTPUTS = {"batch_max": 1, "time_to_first": 1, "time_per_token": 1e-3, "latency": 1, "throughput": 1, "decode_throughput": 1, "prefill_throughput": 1, "request_rate": 1,
           "request_cost": 1, "million_cost": 1, "million_read_cost": 1, "million_answer_cost": 1, "memory_bound": 1, "step_tokens": 1, "memory_left_for_cache": 1e9}


def sheet(name):
    """Peaks by bytes of a number, memory, bandwidth and link of an accelerator, from its data sheet."""
    row = next(row for row in table("hardware.csv") if row["name"] == GPUS[name])
    peaks = {size: float(row[f"{kind}_dense_flops"] or "nan") for size, kind in ((2, "bf16"), (1, "fp8"), (0.5, "fp4"))}
    return peaks, float(row["hbm_bytes"]), float(row["hbm_Bps"]), float(row["scaleup_Bps_unidirectional"])


def reckon(model, gpu, gpus, prompt, answer, batch, more, rent):
    """The same replica, token by token, without the library."""
    params, active, layers, width, attention, kept, experts, picked = MODELS[model]
    peaks, memory, bandwidth, link = sheet(gpu)
    o = dict(DEFAULTS, **more)
    arithmetic, stream = gpus * peaks[o["compute_precision"]] * o["utilization"], gpus * bandwidth * o["bandwidth_utilization"]
    tensor = o.get("tensor", gpus)
    copies, copied = gpus / tensor, 0
    if copies > 1:      # once more on each group of accelerators: all but the experts, which are `experts` times as many as one token's share of each
        copied = (copies - 1) * (params - (params - active) * experts / (experts - picked))
    weights = (params + copied) * o["precision"]
    token_cache = layers * kept * o["cache_precision"] * o.get("cache_copies", max(1, tensor / HEADS.get(model, 8)))
    new = prompt - o["prefix"]
    left = gpus * memory * o["memory_share"] - weights
    batch_max = (left - copies * token_cache * o["prefix"]) / (token_cache * (new + answer))
    sums, moved = 2 * layers, 0
    if copies > 1 and experts > picked:
        network = o["network"] * 1e9 if "network" in o else link if gpus <= 8 else 50e9
        sums, moved = layers + DENSE.get(model, 0), 2 * (layers - DENSE.get(model, 0)) * o.get("sends", picked) * width * o["exchange_precision"] / network / gpus
    exchanged = (sums * 2 * (tensor - 1) / tensor * width * o["exchange_precision"] / link / copies + moved) * (1 - o.get("hidden", 0))
    o.setdefault("prefill_batch", copies)
    waits = 2 * layers * o["exchange_latency"] if gpus > 1 else 0
    read_work = sum(2 * active + 4 * layers * attention * seen for seen in (o["prefix"] + i + 0.5 for i in range(new)))
    prefill = max(o["prefill_batch"] * read_work / arithmetic, weights / stream) + o["prefill_batch"] * new * exchanged + waits + o["overhead"]
    tokens = batch * (1 + o["draft_length"])
    untouched = (1 - picked / experts) ** (tokens - 1) if experts > 1 else (1 if tokens == 1 else 0)
    context = prompt + answer / 2
    work = tokens * (2 * active + 4 * layers * ANSWERS.get(model, attention) * context)
    data = (active + copied + (params - active) * (1 - untouched)) * o["precision"] + batch * context * token_cache
    step = (max(work / arithmetic, data / stream) + tokens * exchanged + waits + o["overhead"]) * (1 + o["draft_length"] * o["draft_cost"])
    yielded = sum(o["acceptance"] ** i for i in range(o["draft_length"] + 1))
    each = step / yielded
    rate = 1 / (prefill / o["prefill_batch"] + answer * each / batch)
    hour = rent / o["duty"] / 3600
    result = {"batch_max": batch_max, "time_to_first": prefill, "time_per_token": each, "request_rate": rate, "latency": batch / rate, "throughput": answer * rate / gpus,
              "decode_throughput": batch / each / gpus, "prefill_throughput": prompt * o["prefill_batch"] / prefill / gpus, "step_tokens": yielded,
              "memory_bound": float(data / stream > work / arithmetic), "request_cost": gpus * hour / rate, "memory_left_for_cache": left}
    for cost, speed in (("million_cost", "throughput"), ("million_read_cost", "prefill_throughput"), ("million_answer_cost", "decode_throughput")):
        result[cost] = hour / result[speed] * 1e6
    return result


def block(name, model, gpu, gpus, prompt, answer, batch, more):
    fields = "; ".join(f"{field} = {value}" for field, value in more.items())
    return f"serving {name} < serves = {model}; gpu = {gpu}; gpus = {gpus}; prompt = {prompt}; answer = {answer}; batch = {batch}; {fields} >\n"


def ask(tally, program, *arguments):
    run = run_text(program, "--all", *arguments)
    tally.same((run.code, run.messages), (0, ""), f"a run of {program[:200]!r}")
    return run


def check_replicas(tally):
    program = "".join(block(f"r{i}", *replica) for i, replica in enumerate(REPLICAS)) + "".join(f"{gpu}.rent\n" for gpu in GPUS)
    run = ask(tally, program)
    for i, replica in enumerate(REPLICAS):
        expected = reckon(*replica, rent=run.value(f"{replica[1]}.rent"))
        for field, worth in OUTPUTS.items():
            tally.near(run.value(f"r{i}.{field}") * worth, expected[field], f"r{i}.{field} of {replica}", 1e-9)


def check_closed_forms(tally):
    """What is reckoned on a napkin: 140 GB through two H100, and Leviathan's factor where memory decides (arXiv 2211.17192, theorem 3.8)."""
    alone = "serving a < serves = llama2_70b; gpus = 2; prompt = 1; answer = 1; batch = 1; exchange_time = 0 s/token; kv_bytes = 1e-6 byte/token >\n"
    run = ask(tally, alone + "serving b from a < draft_length = 7; acceptance = 75%; draft_cost = 0.02 >\nserving c from a < draft_length = 5; acceptance = 0% >\n")
    tally.near(run.value("a.time_per_token"), 140e9 / (2 * 3.35e12) * 1e3, "70B in 16 bits on two H100", 1e-9)
    tally.true(abs(run.value("a.time_per_token") - 21) < 0.5, "which is 21 ms a token")
    factor = (1 - 0.75 ** 8) / ((1 - 0.75) * (7 * 0.02 + 1))
    tally.near(run.value("a.time_per_token") / run.value("b.time_per_token"), factor, "speculative decoding", 1e-9)
    tally.true(abs(factor - 3.2) < 0.05, "the 3.2 that the paper expects of T5-small, from memory")
    tally.near(run.value("c.time_per_token"), run.value("a.time_per_token"), "a draft that costs nothing and is never taken changes nothing", 1e-9)
    ridge = ask(tally, alone + "serving d from a < batch = sweep(64, 295, 296, 512) >\n").values["d.memory_bound"]
    tally.same(ridge["value"], [1, 1, 0, 0], "the ridge of the H100 is at 295 tokens of 2 bytes a parameter")


def check_measured(tally):
    """Measured throughput is below the bound and above a share of it: (what, measured, bound, least share). Sources stand beside each."""
    run = ask(tally, "".join([
        block("a100", "llama3_1_8b", "A100_40GB", 1, 1024, 128, 1, {}),
        block("h100_1", "llama3_1_8b", "H100", 1, 200, 200, 1, {}), block("h100_4", "llama3_1_8b", "H100", 1, 200, 200, 4, {}),
        block("mlperf", "llama2_70b", "H100", 8, 294, 294, 1024, {"precision": 1, "compute_precision": 1, "cache_precision": 1}),
        # A copy of all but the experts on each accelerator; each token goes to 8 experts (4 nodes in reading) in 8 bits and back in 16 bits, over 400 Gbit/s an accelerator.
        block("read", "deepseek_v3", "H800", 32, 4400, 1200, 320, {"precision": 1, "compute_precision": 1, "prefix": "56.3% * 4400", "tensor": 1, "sends": 4, "exchange_precision": 1.5}),
        block("answer", "deepseek_v3", "H800", 144, 4400, 1200, "144 * 90",
              {"precision": 1, "compute_precision": 1, "tensor": 1, "sends": 8, "exchange_precision": 1.5})]))
    node = 8 * run.value("read.prefill_throughput"), 8 * run.value("answer.decode_throughput")
    rows = [("vLLM, Llama 3.1 8B on an A100 of 40 GB, one at a time (johnmusgrave.com)", 75, 1e3 / run.value("a100.time_per_token"), 0.7),
            ("vLLM 0.21, Llama 3.1 8B on an H100, one at a time (yobitelcomm bench)", 1e3 / 6.48, 1e3 / run.value("h100_1.time_per_token"), 0.7),
            ("the same, four at a time", 4e3 / 6.59, run.value("h100_4.decode_throughput"), 0.7),
            ("MLPerf 4.1 offline, Llama 2 70B on eight H100: 84.2 samples a second of 294 tokens", 84.2 * 294, 8 * run.value("mlperf.throughput"), 0.6),
            ("DeepSeek-V3 reading on 8 H800 (open-infra-index, day 6), hits of the cache counted", 73.7e3, node[0], 0.3),
            ("DeepSeek-V3 answering on 8 H800 (the same page)", 14.8e3, node[1], 0.4)]
    for what, measured, bound, least in rows:
        tally.true(least < measured / bound < 1, f"{what}: {measured:.6g} is {measured / bound:.3f} of {bound:.6g}, not between {least} and 1")


def check_published(tally):
    """Nodes of DeepSeek's day from its throughput (open-infra-index, day 6), and costs that other kinds reckon from a replica's speed."""
    run = ask(tally, "token_fleet read < serves = deepseek_v3; gpu = H800; throughput = 73.7e3 token/s / (8 gpu); all = 608e9 >\n"
              "token_fleet write < serves = deepseek_v3; gpu = H800; throughput = 14.8e3 token/s / (8 gpu); all = 168e9 >\nnodes = (read.gpus + write.gpus) / (8 gpu)\n"
              "ownership own < >\n" + block("s", "llama3_1_8b", "H100", 1, 1000, 300, 64, {"gpu_hour_cost": "own.gpu_hour_cost"}) +
              "unit_cost c < serves = llama3_1_8b; throughput = s.throughput; gpu_hour_cost = own.gpu_hour_cost >\n")
    tally.near(run.value("nodes"), 226.9, "nodes of DeepSeek's day, which says 226.75 on average", 1e-3)
    tally.near(run.value("c.cost") * 1e6, run.value("s.million_cost"), "a million tokens by unit_cost and by serving", 1e-12)


def check_laws(tally):
    run = ask(tally, "batches = sweep(1, 2, 4, 8, 16, 32, 64)\n" + block("s", "mixtral_8x7b", "H100", 4, 1000, 300, "batches", {}))
    for field, sign in (("throughput", 1), ("time_per_token", 1), ("latency", 1), ("million_cost", -1), ("step_weights", 1), ("decode_throughput", 1)):
        values = run.values[f"s.{field}"]["value"]
        tally.true(len(values) == 7 and all(sign * b > sign * a for a, b in zip(values, values[1:])), f"s.{field} over batches: {values}")
    tally.near(run.values["s.step_weights"]["value"][0], 2 * 12.9, "one token reads its experts alone", 1e-12)
    tally.near(run.values["s.step_weights"]["value"][6], 2 * 46.7, "64 tokens read all", 1e-6)
    check_touched_experts(tally)
    run = ask(tally, block("s", "llama2_70b", "H100", 8, 1000, 300, 64, {}) + "scenario quantized < s.precision = 1; s.cache_precision = 1 >\nscenario newer < s.gpu = B200 >\n")
    for field in ("batch_max", "throughput"):
        base, quantized, newer = run.values[f"s.{field}"]["value"]
        tally.true(base < quantized and base < newer, f"s.{field} by scenario: {base}, {quantized}, {newer}")
    run = ask(tally, block("s", "llama3_1_8b", "H100", 1, "500 to 2000", "100 to 400", "uniform(16, 64)", {}), "--samples", "4000")
    for field in ("throughput", "latency", "million_cost", "batch_max"):
        spread = run.values[f"s.{field}"]["value"]
        tally.true(spread["p5"] < spread["p50"] < spread["p95"], f"s.{field} of samples: {spread}")
    unknown = block("s", "gpt4", "H100", 16, 1000, 300, 8, {"kv_bytes": "1e6 byte/token", "attention_flops": "0 FLOP/token^2", "exchange_time": "0 s/token"})
    tally.true(ask(tally, unknown).value("s.throughput") > 0, "a model without shape is served by what is given")


def check_touched_experts(tally):
    """The weights that a step reads, from the sizes of experts and by drawing them: those that some token is routed to, and all that every token visits."""
    draw = random.Random(17)
    for model, gpus, layers, experts, picked, size in [("llama4_scout", 8, 48, 16, 1, 3 * 5120 * 8192), ("llama4_maverick", 16, 24, 128, 1, 3 * 5120 * 8192),
                                                       ("mixtral_8x7b", 4, 32, 8, 2, 3 * 4096 * 14336), ("deepseek_v3", 32, 58, 256, 8, 3 * 7168 * 2048)]:
        kind = "latent_llm" if model == "deepseek_v3" else "llm"
        run = ask(tally, f"batches = sweep(1, 4, 16, 64)\n{kind} m from {model} < params = shape_params; active_params = shape_active_params >\nm.params\n"
                  + block("s", "m", "H100", gpus, 1000, 100, "batches", {}))
        for batch, got in zip((1, 4, 16, 64), run.values["s.step_weights"]["value"]):
            rounds = 400
            touched = sum(len({expert for _ in range(batch) for expert in draw.sample(range(experts), picked)}) for _ in range(rounds)) / rounds
            tally.near(got, 2 * (run.value("m.params") - layers * (experts - touched) * size) / 1e9, f"weights of {model} that {batch} tokens read", 0.03)


def erlang_c(load, servers):
    inverse = 1.0
    for k in range(1, servers + 1):
        inverse = 1 + inverse * k / load
    return 1 / (load / servers + (1 - load / servers) * inverse)


def check_fleets(tally):
    people = "usage u < people = 3e6; penetration = 40%; active = 30%; requests = 6; attempts = 1.5; made = 300 token; peak = 2 >\n"
    small = block("s", "llama3_1_8b", "H100", 1, 1000, 300, 64, {"utilization": 0.5, "bandwidth_utilization": 0.7})
    fleet = "served_fleet f < replica = s; chat = u.demand; peak = u.peak; wait = 2% >\nserved_fleet g from f < limit = 2 s >\n"
    rest = "served_fleet h from f < wait = 99.9% >\nserved_fleet i from f < wait = 100% >\n"
    run = ask(tally, people + small + fleet + rest)
    asked = 3e6 * 0.4 * 0.3 * 6 * 1.5
    tally.near(run.value("u.users"), 1.2e6, "users", 1e-12)
    tally.near(run.value("u.demand"), asked * 300, "tokens a day", 1e-12)
    load = asked * 2 / 86400 * run.value("s.latency")
    tally.near(run.value("f.load"), load, "sequences that are answered at once", 1e-9)
    seats = run.value("f.seats")
    tally.true(erlang_c(load, math.ceil(seats)) <= 0.02 < erlang_c(load, math.floor(seats)), f"{seats} seats for {load}: {erlang_c(load, math.ceil(seats))}")
    tally.near(run.value("f.headroom"), seats / load - 1, "headroom over what is taken", 1e-9)
    tally.near(run.value("f.gpus"), seats / 64, "replicas of one accelerator", 1e-9)
    tally.true(run.value("h.load") < run.value("h.seats") < run.value("g.seats") < seats, "two seconds of patience need fewer seats, patience without end hardly any beside the load")
    tally.near(run.value("i.seats"), load, "where all may wait there are as many seats as are taken", 1e-9)
    tally.same(run.value("i.mean_wait"), None, "and the queue grows without end")
    tally.near(run.value("h.gpus"), asked * 2 / 86400 / run.value("s.request_rate"), "without headroom it is the throughput of the replicas (Little)", 1e-3)
    tiers = small + people + "model video < params = 20e9; frames = 1440/8; steps = 50 >\n" + (
        "tiered_fleet t < served_fleet small < replica = s; chat = u.demand; peak = 2 >; token_fleet large < serves = llama2_70b; gpu = B200; chat = 1e12 >; "
        "fleet clips < serves = video; gpu = H200; app = 1e6 > >\n")
    run = ask(tally, tiers + "H100.rent\nB200.rent\nH200.rent\n")
    counts = [run.value(f"t.{tier}.gpus") for tier in ("small", "large", "clips")]
    tally.near(run.value("t.gpus"), sum(counts), "accelerators of three tiers", 1e-12)
    rents = [run.value(f"{gpu}.rent") for gpu in ("H100", "B200", "H200")]
    tally.near(run.value("t.rent"), sum(a * b for a, b in zip(counts, rents)), "their rent", 1e-12)
    shares = run.values["t.share"]["value"]
    tally.near(shares[2], counts[2] / sum(counts), "the share of a tier", 1e-12)


def check_generations(tally):
    needs, speeds, price = [100, 300, 250, 800, 900, 2000, 2100, 2500, 2600, 9000], [1, 1, 2, 2, 2.5, 4, 4, 8, 8, 9], [30, 30, 40, 40, 38, 50, 50, 60, 60, 65]
    for life in range(1, 9):
        needed, speed = (", ".join(f"{number} {unit}" for number in numbers) for numbers, unit in ((needs, "PFLOP/s"), (speeds, "PFLOP/s/gpu")))
        text = (f"years = sweep(2025 .. 2034)\ngenerations g < year = years; needed = [{needed}] over years; speed = [{speed}] over years; "
                f"price = {price} over years; life = {life}; utilization = 50% >\n")
        run = ask(tally, text)
        added, bought = [], []
        for i, need in enumerate(needs):
            kept = sum(added[max(0, i - life + 1):i]) if life > 1 else 0
            added.append(max(0, need - kept))
            bought.append(added[i] / speeds[i] / 0.5)
        tally.true(all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in zip(run.values["g.bought"]["value"], bought)), f"bought with a life of {life}: {bought}")
        in_use = [sum(bought[max(0, i - life + 1):i + 1]) for i in range(len(needs))]
        tally.true(all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(run.values["g.gpus"]["value"], in_use)), f"in use with a life of {life}: {in_use}")
        spent = sum(a * b for a, b in zip(bought, price))
        tally.near(run.values["g.total_spent"]["value"][-1], spent, f"spent with a life of {life}", 1e-9)


def main():
    tally = Tally()
    for suite in (check_replicas, check_closed_forms, check_measured, check_published, check_laws, check_fleets, check_generations):
        suite(tally)
    tally.finish()


if __name__ == "__main__":
    main()
