#!/usr/bin/env python3
"""Why this file exists: money, energy and carbon are where a wrong factor is neither seen nor forgiven. The kinds of stdlib/sites.sce and
stdlib/cost.sce are held against published figures that nothing writes (tests/data/references.csv) and against laws of their own: cash
flows that are added up year by year, powers that add up, unit costs that add up to a fleet's bill."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "article"))
from results import Tally, run_text, table  # noqa: E402

HOURS = 365 * 24

# Rows of references.csv: what is asked of the library, and what its unit is worth in the row's.
PUBLISHED = {
    "R54": ("deepseek_day.cost", "USD/day", 1), "R55": ("deepseek_day.revenue", "USD/day", 1), "R56": ("deepseek_day.markup", "1", 1),
    "R71": ("bloom_run.energy", "MWh", 1000), "R72": ("bloom_run.carbon", "tCO2e", 1), "R74": ("gpt3_run.energy", "MWh", 1),
    "R76": ("stable_diffusion_run.carbon", "tCO2e", 1000), "R77": ("llama_65b_run.energy", "MWh", 1),
    "R78": ("llama2_70b_run.chip_intensity", "gCO2e/kWh", 0.001), "R79": ("llama3_1_405b_run.carbon", "tCO2e", 1)}

# What papers and cards have beside those rows, to the digits that they print.
PRINTED = {"bloom_run.total": (50.5, 0.05), "gpt3_run.carbon": (552.1, 1.2), "llama_65b_run.carbon": (173, 0.5), "llama2_7b_run.carbon": (31.22, 0.005),
           "llama2_70b_run.carbon": (291.42, 0.005), "llama3_1_70b_run.carbon": (2040, 0.5),
           "llama2_13b_run.carbon": (62.44, 0.01), "llama_7b_run.carbon": (14, 0.5), "llama_13b_run.carbon": (23, 0.5), "llama_33b_run.carbon": (90, 0.5),
           "opt_175b_run.carbon": (137, 0.5), "opt_175b_run.energy": (356, 0.5), "llama3_1_8b_run.carbon": (420, 5)}

# Servers and racks: accelerators, processors' cores, network a GPU in GB/s, design power in kW, memory of the processors in TB
# (DGX A100 with 8 x 80 GB: 32 modules of 64 GB, twice what the model with 8 x 40 GB has).
HOSTS = {"dgx_a100": ("A100", 8, 128, 25, 6.5, 2), "dgx_h100": ("H100", 8, 112, 50, 10.2, 2), "dgx_h200": ("H200", 8, 112, 50, 10.2, 2),
         "dgx_b200": ("B200", 8, 112, 50, 14.3, 2), "dgx_b300": ("B300", 8, 128, 100, 14.5, 2), "gb200_nvl72": ("GB200", 72, 2592, 50, 120, 17),
         "gb300_nvl72": ("GB300", 72, 2592, 100, 132, 17)}


# Greenhouse gas of a kilowatt-hour at regions of Google: data/yearly/2024.csv of GoogleCloudPlatform/region-carbon-info.
REGIONS = {"iowa": 412.72, "virginia": 323.05, "texas": 302.95, "oregon": 79.23, "quebec": 5.48, "brazil": 67.32, "britain": 105.94, "netherlands": 208.81,
           "sweden": 2.73, "spain": 89.04, "gulf": 382.23, "singapore": 366.85, "taiwan": 439.29, "tokyo": 452.85, "korea": 356.57}

# Power usage effectiveness: Uptime Institute, 2023; Google 2025; AWS 2024; Microsoft 2025; Meta 2023.
BUILDINGS = {"average": 1.58, "google": 1.09, "aws": 1.15, "microsoft": 1.17, "meta": 1.08}


def ask(tally, program, *paths, arguments=()):
    """The values of paths in a program that has no finding."""
    run = run_text(program + "".join(f"\n{path}" for path in paths) + "\n", "--all", *arguments)
    tally.same((run.code, run.messages), (0, ""), f"a run of {program!r}")
    return [run.value(path) for path in paths]


def check_published(tally):
    rows = {row["id"]: row for row in table("references.csv")}
    run = run_text("".join(f"{path}\n" for path, _, _ in PUBLISHED.values()))
    for mark, (path, unit, worth) in PUBLISHED.items():
        row = rows[mark]
        tally.same(run.unit(path), unit, f"{mark}: unit of {path}")
        tally.near(run.value(path) * worth, float(row["published_or_pinned"]), f"{mark}: {path} and what is published", float(row["tolerance_pct"]) / 100)
        if mark not in ("R56", "R78"):         # they are reckoned from rounded figures of the page and of the card
            tally.near(run.value(path) * worth, float(row["computed"]), f"{mark}: {path} and the recomputation", 1e-6)
    run = run_text("".join(f"{path}\n" for path in PRINTED))
    for path, (printed, half) in PRINTED.items():
        tally.true(abs(run.value(path) - printed) <= half, f"{path}: got {run.value(path)!r}, printed is {printed}")


def check_hosts(tally):
    fields = ("gpus", "cores", "network", "power", "power_per_gpu", "price", "price_per_gpu", "memory")
    run = run_text("".join(f"{host}.{field}\n" for host in HOSTS for field in fields) + "".join(f"{row[0]}.tdp\n{row[0]}.price\n" for row in HOSTS.values()))
    tally.same((run.code, run.messages), (0, ""), "a program over all hosts")
    for host, (gpu, gpus, cores, network, power, memory) in HOSTS.items():
        got = [run.value(f"{host}.{field}") for field in fields]
        tally.same([*got[:4], got[7]], [gpus, cores, network, power, memory], host)
        tally.near(got[4], power * 1000 / gpus, f"{host}.power_per_gpu", 1e-12)
        tally.true(1 < got[4] / run.value(f"{gpu}.tdp") < 2.2, f"{host}: {got[4]} W a GPU, of which the GPU draws {run.value(f'{gpu}.tdp')}")
        tally.near(got[6], got[5] / gpus, f"{host}.price_per_gpu", 1e-12)
        if gpu in ("H100", "H200", "B200", "B300"):
            tally.near(got[5], 8 * run.value(f"{gpu}.price") + 32010, f"{host}.price", 1e-12)
    for published in (270e3, 317e3):       # of a DGX H100: SemiAnalysis 2023, Thinkmate 2024
        tally.near(run.value("dgx_h100.price"), published, "the price of a DGX H100, from its parts", 0.15)


def check_grids(tally):
    run = run_text("".join(f"{name}_grid.carbon\n" for name in REGIONS) + "".join(f"{name}_site.pue\n" for name in BUILDINGS) + "us_grid.carbon\n")
    for name, carbon in REGIONS.items():
        tally.same(run.value(f"{name}_grid.carbon"), carbon, f"{name}: carbon")
        tally.same(run.unit(f"{name}_grid.carbon"), "gCO2e/kWh", f"{name}: unit")
    for name, pue in BUILDINGS.items():
        tally.same(run.value(f"{name}_site.pue"), pue, f"{name}: power usage effectiveness")
    tally.near(run.value("us_grid.carbon"), 1650e12 / 4230672e6, "EIA for 2022: 1,650 million tonnes for 4,230,672 GWh", 1e-3)


def check_cluster(tally):
    program = "site s < pue = 1.3; grid = iowa_grid >\ncluster c < gpus = 1001; host = dgx_b200; site = s; others = 10%; load = 60% >"
    paths = [f"c.{name}" for name in ("hosts", "it_power", "cooling", "power", "demand_per_gpu", "energy", "energy_cost", "carbon")]
    it_power = 1001 * 14.3 / 8 * 1.1 / 1000
    energy = it_power * 1.3 * 0.6 * HOURS / 1000
    expected = [126, it_power, it_power * 0.3, it_power * 1.3, it_power * 1300 / 1001, energy, energy * 1e6 * 0.0679, energy * 1e6 * 412.72 / 1e6]
    for path, got, want in zip(paths, ask(tally, program, *paths), expected):
        tally.near(got, want, path, 1e-12)
    there, here = ask(tally, "site s < pue = 1.58; grid = norway_grid >\ncluster a < gpus = 8 >\ncluster b from a < site = s >", "a.carbon", "b.carbon")
    tally.near(there / here, 390 / 30, "two grids, the same cluster", 1e-12)
    power, = ask(tally, "cluster rack < gpus = 144; host = gb200_nvl72; site = google_site >", "rack.power")
    tally.near(power, 2 * 0.12 * 1.09, "two racks at Google's efficiency", 1e-12)


def annual(program, tally):
    """Capital cost of an ownership in USD a year, what was paid, and what is left at the end."""
    capital, capex = ask(tally, program, "o.capital_cost", "o.capex")
    return capital * HOURS, capex


def check_ownership(tally):
    """The payments of all years, discounted one by one, are what was paid at the start less what is left, in the money of the start."""
    for life, rate, residual in [(5, 0.10, 0), (3, 0.15, 0.2), (7, 0.05, 0.1), (4, 0, 0.25), (1, 0.08, 0), (6, 0, 0)]:
        payment, capex = annual(f"ownership o < life = {life}; cost_of_capital = {rate}; residual = {residual} >", tally)
        paid = sum(payment / (1 + rate) ** year for year in range(1, life + 1)) + residual * capex / (1 + rate) ** life
        tally.near(paid, capex, f"payments of {life} years at {rate}", 1e-9)
    small, _ = annual("ownership o < cost_of_capital = 1e-7 >", tally)
    none, _ = annual("ownership o < cost_of_capital = 0 >", tally)
    tally.near(small, none, "a cost of capital that vanishes", 1e-6)

    names = ("capex", "capital_cost", "space_cost", "energy_cost", "upkeep_cost", "hour_cost", "gpu_hour_cost")
    got = dict(zip(names, ask(tally, "ownership o < site = meta_site; utilization = 70% >", *(f"o.{name}" for name in names))))
    capex = (8 * 30000 + 32010) / 8 + (1.728e6 + 2.62144e6) / 1024
    expected = {"capex": capex, "capital_cost": capex * 0.1 / (1 - 1.1 ** -5) / HOURS, "space_cost": 184.06 * 12 / HOURS * 1.275,
                "energy_cost": 1.275 * 0.75 * 1.08 * 0.0806, "upkeep_cost": capex * 0.3 / 38 / HOURS}
    expected["hour_cost"] = sum(expected.values()) - capex
    expected["gpu_hour_cost"] = expected["hour_cost"] / 0.7
    for name in names:
        tally.near(got[name], expected[name], f"ownership.{name}", 1e-9)
    tally.true(1.2 < got["hour_cost"] < 2.35, f"an owned H100 costs {got['hour_cost']} USD an hour, less than its rent")
    rack, = ask(tally, "ownership o < host = gb200_nvl72 >", "o.machine")
    tally.near(rack, (3.0e6 * 3.9e6) ** 0.5 / 72, "a rack is bought like a host", 1e-12)


def check_rent_or_buy(tally):
    """At the break-even utilization owning saves nothing and takes the whole life to pay; above it less, below it more or forever."""
    for rate, life in [(0.10, 5), (0, 4), (0.2, 3)]:
        rent = 4 if rate == 0.2 else 2.35
        base = f"ownership o < cost_of_capital = {rate}; life = {life} >\nrent_or_buy r < owns = o; rent = {rent}; utilization = "
        share, = ask(tally, base + "100% >", "r.break_even_utilization")
        at = ask(tally, base + f"{share!r} >", "r.saving", "r.break_even_time", "r.own_cost")
        tally.true(abs(at[0]) < 1e-8, f"saving at break-even: {at[0]}")
        tally.near(at[1], life * 365 / 30, "months to pay at break-even", 1e-6)
        tally.near(at[2], rent, "an own hour at break-even", 1e-9)
        above, below = (ask(tally, base + f"{share * by!r} >", "r.saving", "r.break_even_time") for by in (1.2, 0.8))
        tally.true(above[0] > 0 and above[1] < at[1], f"above break-even: {above}")
        tally.true(below[0] < 0 and (below[1] is None or below[1] > at[1]), f"below break-even: {below}")
    tally.same(ask(tally, "ownership o < >\nrent_or_buy r < owns = o; rent = 0.30 >", "r.break_even_time"), [None], "rent below the running cost")
    tally.same(ask(tally, "ownership o < >\nrent_or_buy r < owns = o; rent = 0.90 >", "r.break_even_time"), [None], "interest that eats the surplus")
    surplus, months, capex = ask(tally, "ownership o < >\nrent_or_buy r < owns = o >", "r.surplus", "r.break_even_time", "o.capex")
    years = months * 30 / 365
    tally.near(surplus * (1 - 1.1 ** -years) / 0.1, capex, "the surplus until then, discounted, is what was paid", 1e-9)


def check_unit_cost(tally):
    image = "generator box < output = 1 image; output_flops = 20 TFLOP; train_flops = 1e20 >\n"
    text = image + "unit_cost u < serves = box; gpu = A100; gpu_hour_cost = 1.5; utilization = 40%; attempts = 2; power = 500; site = aws_site >"
    made = 312e12 * 3600 / 20e12 * 0.4 / 2
    cost, energy, carbon = ask(tally, text, "u.cost", "u.energy", "u.carbon")
    tally.near(cost, 1.5 / made, "cost of an image", 1e-12)
    tally.near(energy, 500 * 1.15 / made, "energy of an image", 1e-12)
    tally.near(carbon, 500 * 1.15 / made * 0.390, "carbon of an image", 1e-12)
    units = run_text(text + "\nu.cost\nu.energy\nu.carbon\n")
    tally.same([units.unit(f"u.{name}") for name in ("cost", "energy", "carbon")], ["USD/image", "Wh/image", "gCO2e/image"], "units of an image")
    fleet = image + "image_fleet f < serves = box; album = 1e6; utilization = 40% >\nunit_cost u < serves = box; utilization = 40% >"
    gpus, cost, rent = ask(tally, fleet, "f.gpus", "u.cost", "H100.rent")
    tally.near(gpus * rent * 24, cost * 1e6, "a fleet's bill is the cost of all images", 1e-12)
    measured = "llm chat < params = 8e9; train_tokens = 15e12 >\nunit_cost u < serves = chat; throughput = 2500 token/s/gpu; gpu_hour_cost = 2 >"
    run = run_text(measured + "\nu.cost\n")
    tally.near(run.value("u.cost"), 2 / 3600 / 2500, "cost of a token from a measured speed", 1e-12)
    tally.same(run.unit("u.cost"), "USD/token", "its unit")
    owned, hour = ask(tally, measured + "\nownership o < >\nu.gpu_hour_cost = o.gpu_hour_cost", "u.cost", "o.gpu_hour_cost")
    tally.near(owned, hour / 3600 / 2500, "at the cost of an own accelerator", 1e-12)


def check_margin(tally):
    names = ("revenue", "cost", "profit", "margin", "markup")
    got = ask(tally, "margin m < gpus = 100; gpu_hour_cost = 2; others = 200; a = 4000; b = 2e6 token/day * $0.001/token >", *(f"m.{name}" for name in names))
    for name, value, expected in zip(names, got, (6000, 5000, 1000, 1 / 6, 0.2)):
        tally.near(value, expected, f"margin.{name}", 1e-12)
    profit, = ask(tally, "", "deepseek_day.profit")
    tally.near(profit, 562027 - 87072, "DeepSeek's profit of a day", 0.0005)


def check_doubt(tally):
    """Ranges, sweeps and scenarios go through: the parts are only formulas."""
    run = run_text("H100.price = H100.price_range\nownership o < life = 3 year to 6 year >\no.gpu_hour_cost\n")
    tally.same((run.code, run.messages), (0, ""), "an ownership with doubt")
    cost = run.value("o.gpu_hour_cost")
    tally.true(cost["p5"] < cost["p50"] < cost["p95"] and cost["sd"] > 0.1, f"an ownership with doubt: {cost}")
    run = run_text("ownership o < life = sweep(3, 5, 7) >\no.capital_cost\n")
    tally.true(run.values["o.capital_cost"]["value"] == sorted(run.values["o.capital_cost"]["value"], reverse=True), "a longer life costs less a year")
    run = run_text("ownership o < >\nscenario rack < o.host = gb200_nvl72 >\nscenario north < o.site = google_site >\no.energy_cost\n")
    base, rack, north = (run.value("o.energy_cost", name) for name in ("base", "rack", "north"))
    tally.near(rack / base, (120 / 72) / (10.2 / 8), "another host in a scenario", 1e-12)
    tally.near(north / base, 1.09 / 1.58, "another site in a scenario", 1e-12)


def check_wrong(tally):
    for program, word in [("site s < pue = 0.9 >\ns.pue", "pue"), ("cluster c < gpus = 8; load = 120% >", "load"), ("cluster c < host = dgx_h100 >", "gpus"),
                          ("footprint f < gpu = H100 >", "gpu_time"), ("host h < gpu = H100 >", "power"), ("ownership o < utilization = 130% >", "utilization"),
                          ("footprint f < gpu_time = 1; pue = 0.5 >", "pue"), ("grid g < price = 0.1 >", "carbon"), ("margin m < a = 1 >", "gpus")]:
        run = run_text(program + "\n")
        tally.same(run.code, 2, f"exit code of {program!r}")
        tally.true(f"`{word}`" in run.messages or f".{word}`" in run.messages, f"{program!r} names {word}: {run.messages!r}")


def main():
    tally = Tally()
    for check in (check_published, check_hosts, check_grids, check_cluster, check_ownership, check_rent_or_buy, check_unit_cost, check_margin, check_doubt, check_wrong):
        check(tally)
    tally.finish()


if __name__ == "__main__":
    main()
