#!/usr/bin/env python3
"""Why this file exists: a planner asks one question of two kinds, and both have to give one answer. Every pair here is said twice, by kinds of different files: time and
price of a run, accelerators of a fleet, cost of a token, an image or a clip, energy of a site, an owned hour, a published run turned round, a replica cut in another way.
So are numbers, samples and sweeps of them: what holds of one number has to hold of all."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "article"))
from results import Tally, run_text  # noqa: E402

SMALL = "serving r < serves = llama3_1_8b; prompt = 800; answer = 400; batch = 64; utilization = 50%; bandwidth_utilization = 70% >\n"
WIDE = ("serving w < serves = deepseek_v3; gpu = H800; gpus = 64; tensor = 1; prompt = 2000; answer = 500; batch = 2048; precision = 1; network = 1e9 >\n"
        "serving n from w < gpus = 128; batch = 4096 >\n")
RUN = ("llm plan from llama3_1_70b < train_tokens = 1.4e12 >\n"
       "parallel_training p < trains = plan; tensor = 8; pipeline = 4; data = 16; batch = 512; goodput = 95% >\n")

# What is asked, the program, and pairs of what has to be the same.
PAIRS = [
    ("a run by its layout, by its utilization, and as that of any generator",
     RUN + "llm_training t < trains = plan; gpus = 512; mfu = p.mfu; goodput = 95% >\ntraining g < trains = plan; gpus = 512; mfu = p.mfu; goodput = 95% >\n",
     [("p.wall_time", "t.wall_time"), ("p.wall_time", "g.wall_time"), ("p.cost", "g.cost"), ("p.utilization", "95% * p.mfu"), ("p.step_time * p.steps / 95%", "p.wall_time")]),
    ("attention counted as work of the model changes its utilization, not the time of its steps",
     RUN + "llm longer from plan < context = 8192; attended = 50% >\nparallel_training q from p < trains = longer >\n",
     [("q.wall_time", "p.wall_time"), ("q.utilization / p.utilization", "longer.train_flops / plan.train_flops")]),
    ("a published run, turned round: hours from the utilization that they were turned into",
     "training_run a < trains = llama3_1_405b; goodput = 90% >\nllm_training b < trains = llama3_1_405b; gpu = a.gpu; gpus = a.gpus; mfu = a.mfu; goodput = 90% >\n",
     [("a.gpu_time", "b.gpu_time"), ("a.gpu_time", "llama3_1_405b.train_gpu_time"), ("a.utilization", "90% * a.mfu"), ("a.throughput", "b.throughput")]),
    ("a published layout in time: DeepSeek-V3 on H800, whose processor is the H100's",
     "parallel_training a < trains = deepseek_v3; gpu = H800; pipeline = 16; data = 128; expert = 64; batch = 15360; sends = 4 >\nparallel_training b from a < kernels = 70% * H100.measured_bf16 / H800.bf16 >\n",
     [("a.wall_time", "b.wall_time"), ("a.gpus", "2048 gpu")]),
    ("diffusion, by stages and as a run", "diffusion_training d < trains = wan2_1_14b; gpus = 512; utilization = 35%; training_stage s < samples = 1e8; pixels_high = 720; pixels_wide = 1280; clip_frames = 81 > >\n"
     "video_dit m from wan2_1_14b < train_flops = d.work >\ntraining t < trains = m; gpus = 512; mfu = 35% >\nvideo_dit n from wan2_1_14b < train_samples = 1e8; train_flops = 3 * step_flops * train_samples >\n",
     [("d.wall_time", "t.wall_time"), ("d.cost", "t.cost"), ("d.work", "n.train_flops")]),
    ("a replica's token, by itself, by its fleet and by what a service pays",
     SMALL + "token_fleet f < serves = llama3_1_8b; throughput = r.throughput; app = 2e10 >\nunit_cost u < serves = llama3_1_8b; throughput = r.throughput >\nmargin m < gpus = f.gpus; x = 1e4 >\n"
     "served_fleet s < replica = r; app = 2e10 >\n",
     [("r.million_cost", "u.cost * 1e6 token"), ("m.cost", "u.cost * f.demand"), ("r.request_cost / r.answer", "u.cost"), ("s.load / r.batch * r.gpus", "f.gpus"),
      ("r.million_read_cost * r.prompt + r.million_answer_cost * r.answer", "r.million_cost * r.answer")]),
    ("tiers cost what their replicas cost, or the rent of what they run on",
     SMALL + "serving o from r < gpu_hour_cost = 1.5 >\ntiered_fleet t < served_fleet own < replica = o; app = 2e10 >; served_fleet rented < replica = r; app = 2e10 >; token_fleet other < serves = llama3_1_8b; gpu = B200; app = 1e11 > >\n",
     [("t.rent", "t.own.gpus * $1.50/(gpu*hour) + t.rented.gpus * H100.rent + t.other.gpus * B200.rent")]),
    ("a service pays for what it has", "margin m < gpus = 10; gpu = B200; x = 1e4 >\n", [("m.cost", "10 gpu * B200.rent")]),
    ("a clip by its shape, by its measured latency and by what it costs",
     "video_dit v from wan2_1_14b < utilization = wan2_1_14b_on_h100.utilization >\nunit_cost a < serves = v; utilization = v.utilization; attempts = 3 >\n"
     "unit_cost b < serves = wan2_1_14b; throughput = wan2_1_14b_on_h100.throughput; attempts = 3 >\nfleet f < serves = v; app = 1e3; utilization = v.utilization; attempts = 3 >\n",
     [("v.latency", "wan2_1_14b_on_h100.latency"), ("a.cost", "b.cost"), ("v.output_per_gpu_hour", "wan2_1_14b_on_h100.throughput"), ("f.gpus * H100.rent", "a.cost * f.demand"),
      ("a.energy", "b.energy")]),
    ("a clip on eight accelerators, by latency and by fleet",
     "video_dit v from hunyuan_video < gpus = 8; utilization = 40%; parallel_efficiency = 70% >\nmeasured_latency m < of = v; gpus = 8; latency = v.latency >\n"
     "fleet f < serves = v; app = 1e3; utilization = 28% >\nfleet g < serves = v; app = 1e3; throughput = v.output_per_gpu_hour >\n",
     [("m.utilization", "28%"), ("m.throughput", "v.output_per_gpu_hour"), ("f.gpus", "g.gpus")]),
    ("an owned hour, against itself as rent, and its electricity against that of a cluster",
     "ownership o < host = dgx_b200; site = google_site; utilization = 80% >\nrent_or_buy c < owns = o; rent = o.gpu_hour_cost >\ncluster k < gpus = 1024; host = dgx_b200; site = google_site >\n",
     [("c.own_cost", "o.gpu_hour_cost"), ("c.break_even_utilization", "80%"), ("c.break_even_time", "o.life"), ("o.energy_cost * 1024 gpu", "k.energy_cost")]),
    ("a year of a cluster, by its kind and as a run of all its hours",
     "cluster k < gpus = 1024; host = dgx_h100; site = meta_site >\nfootprint f < gpu_time = 1024 gpu * 1 year; power = dgx_h100.power_per_gpu * 75%; site = meta_site >\n",
     [("f.energy", "k.energy * 1 year"), ("f.carbon", "k.carbon * 1 year")]),
    ("a unit's energy, and that of all of them", SMALL + "unit_cost u < serves = llama3_1_8b; throughput = r.throughput; site = meta_site >\ntoken_fleet f < serves = llama3_1_8b; throughput = r.throughput; app = 2e10 >\n"
     "footprint p < gpu_time = f.gpus * 1 month; site = meta_site >\n", [("p.carbon", "u.carbon * f.demand * 1 month"), ("p.energy", "u.energy * f.demand * 1 month")]),
    ("the best split of a budget, given back to the law", "scaling_law a from hoffmann_refit < budget = 1e24 >\nscaling_law b from hoffmann_refit < params = a.params; tokens = a.tokens >\n"
     "transformer t < layers = 1; width = 1; heads = 1; ffn = 1; vocabulary = 1; train_tokens = a.tokens; params = a.params; active_params = a.params >\n", [("a.loss", "b.loss"), ("t.train_flops", "a.budget")]),
    ("checkpoints at the best interval lose less than at twice or half of it", "checkpoints a < trains = llama3_1_405b; gpus = 16384; storage = 500 >\ncheckpoints b from a < interval = 2 * a.interval >\ncheckpoints c from a < interval = a.interval / 2 >\n",
     [("max(a.goodput, b.goodput, c.goodput)", "a.goodput")]),
    ("twice the accelerators with experts spread have the attention twice and the experts once", WIDE,
     [("n.weights - w.weights", "64 * (serves_all - w.expert_params) * 1 byte/param"), ("n.copies", "2 * w.copies"), ("n.kv_bytes", "w.kv_bytes")]),
    ("dense, a replica whose layers are whole on each accelerator is as many replicas of one",
     "serving a < serves = llama3_1_8b; gpus = 4; tensor = 1; prompt = 800; answer = 400; batch = 64 >\nserving b from a < gpus = 1; batch = 16 >\n",
     [("a.throughput", "b.throughput"), ("a.time_per_token", "b.time_per_token"), ("a.time_to_first", "b.time_to_first"), ("a.batch_max", "4 * b.batch_max"), ("a.million_cost", "b.million_cost")]),
    ("a latent cache is there once for each accelerator that shares a layer; so are keys and values of few heads",
     "serving a < serves = deepseek_v3; gpu = H200; gpus = 8; prompt = 800; answer = 400; batch = 8; precision = 1 >\nserving b < serves = qwen3_235b; gpus = 8; prompt = 800; answer = 400; batch = 8 >\n"
     "serving c < serves = llama3_1_70b; gpus = 8; prompt = 800; answer = 400; batch = 8 >\n",
     [("a.kv_bytes", "8 * deepseek_v3.kv_bytes"), ("b.kv_bytes", "2 * qwen3_235b.kv_bytes"), ("c.kv_bytes", "llama3_1_70b.kv_bytes"),
      ("a.decode_attention_flops", "2 FLOP/token^2 * 61 * 128 * (2 * 512 + 64)"), ("c.decode_attention_flops", "c.attention_flops")]),
]

# The same, of samples, of a sweep, and of both: (what is varied, by what).
VARIED = [
    ("f.gpus * H100.rent", "a.cost * f.demand", "video_dit v from wan2_1_14b < utilization = 30% to 40%; steps = sweep(20, 50) >\nunit_cost a < serves = v; utilization = v.utilization >\n"
     "fleet f < serves = v; app = 1e3 video_minute/day to 1e4 video_minute/day; utilization = v.utilization >\n"),
    ("r.million_cost", "u.cost * 1e6 token", "serving r < serves = llama3_1_8b; gpu = chip; prompt = 500 to 2000; answer = 400; batch = 16; utilization = uniform(40%, 60%) >\nchip : accelerator = sweep(A100, H100, B200)\n"
     "unit_cost u < serves = llama3_1_8b; gpu = chip; throughput = r.throughput >\n"),
    ("p.wall_time", "t.wall_time", "llm plan from llama3_1_70b < train_tokens = 1e12 to 2e12 >\nways = sweep(2, 4, 8)\nparallel_training p < trains = plan; tensor = ways; pipeline = 4; data = 128 / ways; batch = 512; kernels = uniform(50%, 60%) >\n"
     "llm_training t < trains = plan; gpus = p.gpus; mfu = p.mfu >\n"),
    ("f.energy", "k.energy * 1 year", "cluster k < gpus = 1e3 gpu to 1e4 gpu; load = uniform(60%, 90%); site = where >\nwhere : site = sweep(meta_site, average_site)\n"
     "footprint f < gpu_time = k.gpus * 1 year; power = dgx_h100.power_per_gpu * k.load; site = where >\n"),
    ("c.break_even_time", "o.life", "ownership o < life = 3 year to 6 year; cost_of_capital = money; utilization = 80% >\nmoney = sweep(0%, 8%, 15%)\nrent_or_buy c < owns = o; rent = o.gpu_hour_cost >\n"),
]


def check_pairs(tally):
    for what, program, pairs in PAIRS:
        program = program.replace("serving w", "serves_all = deepseek_v3.params\nserving w")
        run = run_text(program + "".join(f"ratio{i} = ({left}) / ({right})\n" for i, (left, right) in enumerate(pairs)))
        tally.same((run.code, run.messages), (0, ""), what)
        for i, (left, right) in enumerate(pairs):
            tally.near(run.value(f"ratio{i}"), 1, f"{what}: {left} over {right}", 1e-9)


def check_varied(tally):
    """The largest of a ratio over all samples and points is 1, and so is the least."""
    for left, right, program in VARIED:
        run = run_text(program + f"ratio = ({left}) / ({right})\n", "--samples", "2000")
        tally.same((run.code, run.messages), (0, ""), program)
        value = run.values["ratio"]["value"]
        points = value if isinstance(value, list) else [value]
        flat = [p for point in points for p in (point if isinstance(point, list) else [point])]
        tally.true(len(flat) > 1, f"{left}: a table over a sweep")
        for point in flat:
            ends = [point[part] for part in ("p5", "mean", "p95")] if isinstance(point, dict) else [point]
            tally.true(all(end is not None and abs(end - 1) < 1e-3 for end in ends), f"{left} over {right}: {point}")


def main():
    tally = Tally()
    check_pairs(tally)
    check_varied(tally)
    tally.finish()


if __name__ == "__main__":
    main()
