#!/usr/bin/env python3
"""What `sce solve` finds against closed forms: every root of polynomials, touching roots, poles, steps and stretches, edges of gaps, what is reached where there
is no solution, scenarios, sweeps, thresholds of samples. And a property: a solution of a random monotone formula, put back with --set, gives the right side.
"""

import json
import math
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import NormalDist

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from checks import check, equal, finish  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
FOLDER = Path(tempfile.mkdtemp())
FORMULAS = 120


def sce(*arguments):
    return subprocess.run([SCE, *arguments], capture_output=True, text=True, timeout=120, cwd=FOLDER)


def solve(text, equation, field, *arguments, code=0):
    """The JSON document; a wrong exit code is a failure."""
    (FOLDER / "case.sce").write_text(text, encoding="utf-8")
    done = sce("solve", "case.sce", equation, "--for", field, "--format", "json", *arguments)
    check(f"{equation}, for {field}: exit code", done.returncode == code, f"  got {done.returncode}, wanted {code}\n{done.stderr}")
    return json.loads(done.stdout) if done.returncode in (0, 1) and done.stdout else {"solutions": [], "none": []}


def near(title, got, wanted, relative=1e-12):
    good = got is not None and abs(got - wanted) <= relative * abs(wanted) + 1e-300
    check(title, good, f"  got    {got!r}\n  wanted {wanted!r}")


def roots(text, equation, wanted, *arguments, kind="root", relative=1e-12, code=0):
    """All solutions of an equation with one point, for x."""
    found = solve(text, equation, "x", *arguments, code=code)["solutions"]
    equal(f"{equation}: how many", len(found), len(wanted))
    for got, value in zip(found, wanted):
        near(f"{equation}: {value}", got["value"], value, relative)
        equal(f"{equation}: kind", got["kind"], kind)
    return found


def check_smooth():
    roots("x = 1\ny = 3*x + 2\n", "y = 17", [5])
    roots("x = 1\n", "7 / x = 3.5", [2])
    roots("x = 1\ny = x^2 - 5*x\n", "y = -6", [2, 3], "--range", "0..10")
    roots("x = 1\ny = x^2\n", "y = 2", [-math.sqrt(2), math.sqrt(2)], "--range", "-10..10")
    roots("x = 1\ny = (x - 1)*(x - 4)*(x - 9)\n", "y = 0", [1, 4, 9], "--range", "0..20")
    roots("x = 1\ny = (x - 1)*(x - 1.001)*(x - 1.002)\n", "y = 0", [1, 1.001, 1.002], "--range", "0..10", relative=1e-8)
    roots("x = 1\n", "exp(x) = 1e6", [math.log(1e6)])
    roots("x = 1\n", "x + ln(x) = 10", [7.929420095019137])
    roots("x = 1\n", "x = 1e8", [1e8])
    roots("x = 1\n", "x = -4", [-4])
    roots("x = 3\n", "x = 0", [0], "--range", "-1..7")
    roots("x = 1\ny = sqrt(x)\n", "y = 1e-6", [1e-12], "--range", "0..1")
    for wide in (1e-3, 1e3, 1e9):
        roots("x = 1\n", f"x^3 = {wide}", [wide ** (1 / 3)], "--range", "1e-9..1e9")


def check_touching():
    roots("x = 1\ny = (x - 1.3)^2\n", "y = 0", [1.3], "--range", "0..10")
    roots("x = 1\ny = x^2 - 2.6*x\n", "y = -1.69", [1.3], "--range", "0..10", relative=1e-7)
    roots("x = 1\ny = (x - 1.3)^2\n", "y = 1e-10", [1.29999, 1.30001], "--range", "0..10", relative=1e-10)
    found = solve("x = 1\ny = (x - 1.3)^2 + 1e-6\n", "y = 0", "x", "--range", "0..10", code=1)
    near("no touching root: the least", found["none"][0]["low"], 1e-6)
    near("no touching root: where", found["none"][0]["low_at"], 1.3, 1e-9)


def check_gaps():
    roots("x = 1\n", "1 / (x - 2) = 4", [2.25], "--range", "0..10")
    roots("x = 1\n", "1 / (x - 2) = 0", [], "--range", "0..10", code=1)
    roots("x = 1\n", "1 / (x - 2) + x = 4.5", [2.5, 4], "--range", "0..10")
    roots("x = 1\n", "1 / (x - 2)^2 = 4", [1.5, 2.5], "--range", "0..10")
    roots("x = 4\n", "sqrt(x - 3) = 0.01", [3.0001], "--range", "0..10")
    roots("x = 4\n", "sqrt(x - 3) = 0", [3], "--range", "0..10")
    found = solve("x = 4\n", "sqrt(x - 3) = -1", "x", "--range", "0..12", code=1)["none"][0]
    near("beside a gap: the least", found["low"], 0)
    near("beside a gap: the largest", found["high"], 3)
    found = solve("x = 4\n", "sqrt(-x) = 1", "x", "--range", "1..2", code=1)["none"][0]
    equal("a gap alone", found["reason"], "no value")


def check_steps():
    found = roots("x = 1\n", "ceil(x) = 4.5", [4], "--range", "0..10", kind="step")[0]
    equal("step: before and after", (found["before"], found["after"]), (4, 5))
    found = solve("x = 1\n", "ceil(x) = 5", "x", "--range", "0..10")["solutions"]
    equal("stretch", [(f["kind"], f["to"]) for f in found], [("stretch", 5)])
    near("stretch: from", found[0]["value"], 4)
    found = solve("x = 1\n", "ceil(x, 100) = 100", "x", "--range", "1..50")["solutions"]
    equal("everywhere", [(f["value"], f["to"]) for f in found], [(1, 50)])
    found = roots("x = 1\ny = if (x < 2) then x else x + 10\n", "y = 5", [2], "--range", "0..4", kind="step", relative=1e-11)[0]
    near("branch: before", found["before"], 2, 1e-11)
    near("branch: after", found["after"], 12, 1e-11)
    roots("x = 1\ny = if (x < 2) then x else x + 10\n", "y = 13", [3], "--range", "0..4")
    roots("x = 1\ny = x + floor(x)/1000\n", "y = 4.5", [4.496], "--range", "0..10")


def check_reach():
    found = solve("x = 1\n", "x * 3 = 100", "x", "--range", "2..5", code=1)["none"][0]
    equal("linear reach", (found["low"], found["low_at"], found["high"], found["high_at"]), (6, 2, 15, 5))
    found = solve("x = 1\ny = 7 - (x - 2)^2\n", "y = 8", "x", "--range", "0..10", code=1)["none"][0]
    near("parabola: the largest", found["high"], 7)
    near("parabola: where", found["high_at"], 2, 1e-9)
    found = solve("x = 1\n", "3 / x = -1", "x", "--range", "0..6", code=1)["none"][0]
    equal("without bound", (found["low"], found["low_at"], found["high"], found["high_at"]), (0.5, 6, None, 0))
    found = solve("x = 1\n", "x + 1 = x", "x", "--range", "2..5", code=1)["none"][0]
    equal("both sides move", (found["of"], found["reason"], found["low"]), ("left - right", "does not move", 1))


SHOP = """rate = 5 USD/hour
hours = 100 hour  in 1 hour .. 1000 hour
rent = rate * hours
buy = 1200 USD
share = 40%
year = sweep(2024 .. 2027)
cost : USD = rent * (1 + share)^(year - 2024)
scenario dear < rate = 8 USD/hour >
scenario cheap < rate = 1 USD/hour >
"""


def check_points():
    found = solve(SHOP, "rent = buy", "hours", code=1)
    equal("range of its own", (found["range_from"], found["range"], found["unit"]), ("own", [1, 1000], "hour"))
    equal("scenarios", [s["point"]["scenario"] for s in found["solutions"]], ["base", "dear"])
    near("base", found["solutions"][0]["value"], 240)
    near("dear", found["solutions"][1]["value"], 150)
    equal("cheap", (found["none"][0]["point"], found["none"][0]["high"]), ({"scenario": "cheap"}, 1000))
    found = solve(SHOP, "rent = buy", "hours", "--scenario", "dear")
    equal("base and one scenario", [s["point"]["scenario"] for s in found["solutions"]], ["base", "dear"])
    found = solve(SHOP, "cost[dear] = 700 USD", "hours")
    equal("an axis that is picked", [s["point"] for s in found["solutions"]], [{"year": y} for y in range(2024, 2028)])
    for i, solution in enumerate(found["solutions"]):
        near(f"year {2024 + i}", solution["value"], 700 / 8 / 1.4**i)
    found = solve(SHOP, "sum(cost over year) = 5000 USD", "share", "--range", "0%..200%", "--scenario", "dear")["solutions"][0]["value"]
    near("a sum over the axis", 500 * sum((1 + found) ** k for k in range(4)), 5000)
    found = solve(SHOP, "rent = 60 USD", "hours", "--range", "1 day..2 day", code=1)
    equal("range in another unit", found["range"], [24, 48])


def check_samples():
    z = NormalDist().inv_cdf(0.95)
    mu, sigma = (math.log(2) + math.log(8)) / 2, math.log(4) / (2 * z)
    text = "price = 2 to 8\nbudget = 100\nx = 10\ntotal = x * price\n"
    for samples in (4096, 100000):
        found = solve(text, "total = budget", "x", "--samples", str(samples))["solutions"][0]
        spread = 6 * sigma / math.sqrt(samples)
        for name, probability, wide in (("p5", 0.05, 2.2), ("p50", 0.5, 1.3), ("p95", 0.95, 2.2)):
            near(f"threshold of {samples} samples: {name}", found["value"][name], math.exp(math.log(100) - mu + NormalDist().inv_cdf(probability) * sigma), spread * wide)
        equal("threshold: none", found["value"]["none_share"], 0)
    found = solve(text, "total = budget", "x", "--range", "1..25")["solutions"][0]["value"]["none_share"]
    check("half of the samples have none", abs(found - 0.5) < 0.05, f"  got {found}")
    for text_of, wanted in (("p95(total)", 100 / 8), ("p50(total)", 25), ("mean(total)", 100 / math.exp(mu + sigma**2 / 2))):
        found = solve(text, f"{text_of} = budget", "x")
        near(f"{text_of}: a plain number", found["solutions"][0]["value"], wanted, 0.02)
        back = json.loads(sce("case.sce", "--set", f"x = {found['solutions'][0]['value']!r}", "-e", text_of, "--format", "json").stdout)["values"][0]["value"]
        near(f"{text_of}: put back", back, 100, 1e-4)
    found = solve(text, "prob(total > budget) = 10%", "budget")["solutions"][0]["value"]
    near("a probability", found, 10 * math.exp(mu + NormalDist().inv_cdf(0.9) * sigma), 0.02)
    found = solve(text, "total = budget", "price")
    near("a draw that is pinned", found["solutions"][0]["value"], 10)
    first, second = (sce("solve", "case.sce", "total = budget", "--for", "x", "--threads", n).stdout for n in ("1", "2"))
    equal("threads change nothing", first, second)
    found = solve(text, "(x - price) * (x - price - 3) = 0", "x")["solutions"][0]["value"]
    near("the lowest root of each sample", found["p50"], 4, 0.05)


def check_errors():
    (FOLDER / "case.sce").write_text("kind site < power : kW >\nsite < power = 3 kW >\nx = 1\ny = 2*x\nz = 1 to 2\nb = (x > 1)\n", encoding="utf-8")
    cases = [
        ("y", "x", [], "is no equation"), ("y == 3", "x", [], "not `==`"), ("y = 3 = 4", "x", [], "one `=`"), ("y =", "x", [], "two sides"),
        ("y <= 3", "x", [], "not `<=`"), ("y = 3", "q", [], "E0201"), ("y = 3", "site", [], "E0214"), ("y = 3", "x * 2", [], "name one field"),
        ("y = 3 kW", "x", [], "E0301"), ("y = 3", "site.powr", [], "did you mean `power`"), ("y = 3", "site.power", [], "rests on `site.power`"),
        ("y = 3", "b", [], "truth value"), ("y = 3", "x", ["--range", "5..1"], "is not below"), ("y = 3", "x", ["--range", "1 kW..2 kW"], "E0301"),
        ("y = 3", "x", ["--range", "1"], "LOW..HIGH"), ("y = 3", "x", ["--range", "1..z"], "single number"), ("x * z = mean(x * z)", "x", [], "reduce both sides"),
        ("y = 3", "x", ["--scenario", "none"], "E0216"),
    ]
    for equation, field, more, wanted in cases:
        done = sce("solve", "case.sce", equation, "--for", field, *more)
        check(f"{equation}, for {field}: {wanted}", done.returncode == 2 and wanted in done.stderr and not done.stdout, f"  exit {done.returncode}\n{done.stdout}{done.stderr}")


def random_formula(rng, depth):
    """Grows with x, and is positive, where x is."""
    if depth == 0:
        return "x"
    inner = random_formula(rng, depth - 1)
    number = f"{rng.uniform(0.2, 5):.4g}"
    return rng.choice([f"({inner} + {number})", f"({inner} * {number})", f"({inner})^{rng.uniform(0.3, 2):.3g}", f"ln(1 + {inner})", f"sqrt({inner})", f"({inner} - 1/(1 + {inner}) + 1)", f"({inner} / (1 + {inner}) * {number} + {inner})", f"max({inner}, {number} * x)", f"({inner} + {random_formula(rng, depth - 1)})"])


def check_property():
    rng = random.Random(17)
    for i in range(FORMULAS):
        formula, at = random_formula(rng, rng.randint(1, 5)), math.exp(rng.uniform(-5, 5))
        (FOLDER / "case.sce").write_text(f"x = 1\ny = {formula}\n", encoding="utf-8")
        wanted = json.loads(sce("case.sce", "--set", f"x = {at!r}", "-e", "y", "--format", "json").stdout)["values"][0]["value"]
        done = sce("solve", "case.sce", f"y = {wanted!r}", "--for", "x", "--format", "json")
        solutions = json.loads(done.stdout)["solutions"] if done.returncode == 0 else []
        check(f"formula {i}: one solution", len(solutions) == 1, f"  {formula} = {wanted!r}, x = {at!r}\n  {done.stdout}{done.stderr}")
        if len(solutions) != 1:
            continue
        back = json.loads(sce("case.sce", "--set", f"x = {solutions[0]['value']!r}", "-e", "y", "--format", "json").stdout)["values"][0]["value"]
        near(f"formula {i}: {formula}, put back", back, wanted, 1e-9)


for test in (check_smooth, check_touching, check_gaps, check_steps, check_reach, check_points, check_samples, check_errors, check_property):
    test()
sys.exit(finish())
