#!/usr/bin/env python3
"""Why this file exists: a tornado or a share of variance that is wrong looks as good as one that is right. Here they are held
against models whose answers are known in closed form: products of powers, linear models, products of independent unknowns, Sobol's
g-function, Ishigami's function where its sine is a series; and against plain runs of the program with the input put in."""

import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from checks import check, equal, finish  # noqa: E402

TOP = Path(__file__).resolve().parents[2]
SCE = os.environ.get("SCE", str(TOP / "build/sce"))


def call(program, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.sce"
        path.write_text(program, encoding="utf-8")
        words = [str(path) if word == "FILE" else word for word in arguments]
        done = subprocess.run([SCE, *words], capture_output=True, text=True, timeout=120, check=False)
    return done


def sensitivity(program, *paths, options=()):
    """By result and input (with its literal behind a colon) what is said of it."""
    done = call(program, "sensitivity", "FILE", *paths, "--format", "json", *options)
    check(f"sensitivity of {paths}: exit code", done.returncode == 0, done.stderr)
    document = json.loads(done.stdout or "{\"results\": []}")
    equal("schema", document.get("schema"), "sce.sensitivity/1")
    return {result["path"]: ({entry["path"] + (": " + entry["literal"] if "literal" in entry else ""): entry for entry in result["inputs"]}, result)
            for result in document["results"]}


def near(title, got, wanted, tolerance):
    check(title, got is not None and abs(got - wanted) <= tolerance, f"  got {got}, wanted {wanted} ±{tolerance}")


def test_powers():
    program = "a = 2 kg\nb = 3 m\nc = 5\nd = 7 s\ny = a^2 * b / c^0.5 / d^3\n"
    inputs, result = sensitivity(program, "y")["y"]
    value = 4 * 3 / math.sqrt(5) / 343
    near("powers: value", result["value"], value, 1e-14)
    for name, power in (("a", 2), ("b", 1), ("c", -0.5), ("d", -3)):
        near(f"powers: elasticity by {name}", inputs[name]["elasticity"], power, 1e-12)
        for end, factor in (("low", 0.9), ("high", 1.1)):
            near(f"powers: {name} at its {end} end", inputs[name]["result"][end] / value, factor**power, 1e-12)
        equal(f"powers: range of {name}", inputs[name]["range"]["kind"], "share")
    order = list(inputs)
    equal("powers: the largest swing first", order, sorted(order, key=lambda name: -inputs[name]["swing"]))


def test_literals():
    """Numbers inside formulas are inputs too; exponents, 0, 1 and unit conversions are not."""
    inputs, _ = sensitivity("t = 90 minute\nv = t * 40% * 3 km/hour + 1 km\nw = v^2 * 60 as m^2\n", "w")["w"]
    equal("literals: which", sorted(inputs), ["t", "v: 3 km/hour", "v: 40%", "w: 60"])
    near("literals: elasticity", inputs["v: 40%"]["elasticity"], 2 * 1.8 / 2.8, 1e-12)
    near("literals: swing", inputs["v: 3 km/hour"]["result"]["high"], 60e6 * (1 + 1.8 * 1.1) ** 2, 1e-3)
    near("literals: of a product", inputs["w: 60"]["elasticity"], 1, 1e-12)


def test_ranges():
    program = "kind k < x : 1 in 2 .. 10; u : 1 in 0 .. 1; n : 1 in 0 .. 0.52 >\nk b < x = 4; u = 50%; n = 0.5 >\ny = b.x / b.u + b.n\n"
    inputs, _ = sensitivity(program, "y")["y"]
    equal("ranges: declared", (inputs["b.x"]["range"], inputs["b.x"]["result"]), ({"kind": "declared", "low": 2, "high": 10}, {"low": 4.5, "high": 20.5}))
    equal("ranges: no value at an end", inputs["b.u"]["range"], {"kind": "share", "low": 0.45, "high": 0.55})
    near("ranges: declared from 0", inputs["b.n"]["result"]["low"], 8, 1e-14)
    inputs, _ = sensitivity("scenario far < a = 40 >\na = 4\ny = a^2 + a[base]\n", "y", options=("--scenario", "far"))["y"]
    near("ranges: in a scenario", inputs["a"]["value"], 40, 0)


def test_against_runs():
    """What is said for each end is what the file says with that number in it."""
    program = "a = 3\nb = 8\ny = if (a > 3.1) then a * b else sqrt(a) + b\nz = max(a, b) * y\n"
    both = sensitivity(program, "y", "z")
    for path, (inputs, _) in both.items():
        for name, base in (("a", 3), ("b", 8)):
            for end, factor in (("low", 0.9), ("high", 1.1)):
                done = call(program, "-e", path, "FILE", "--set", f"{name}={base * factor!r}", "--format", "json")
                near(f"against runs: {path} by {name}, {end}", inputs[name]["result"][end], json.loads(done.stdout)["values"][0]["value"], 1e-12)


def test_linear():
    """First-order shares are a_i^2 s_i^2 / sum, total ones the same; pinned results are exact."""
    weights, deviations = (1, 2, -3, 0.5), (1, 0.7, 0.5, 0.2)
    program = "".join(f"x{i} = normal({i + 1}, {s})\n" for i, s in enumerate(deviations)) + "y = " + " + ".join(f"({w}) * x{i}" for i, w in enumerate(weights)) + "\n"
    inputs, result = sensitivity(program, "y")["y"]
    variance = sum((w * s) ** 2 for w, s in zip(weights, deviations))
    near("linear: standard deviation", result["sd"], math.sqrt(variance), 0.02)
    for i, (w, s) in enumerate(zip(weights, deviations)):
        share, entry = (w * s) ** 2 / variance, inputs[f"x{i}"]
        for which in ("first", "total"):
            near(f"linear: {which} share of x{i}", entry[which]["share"], share, 5 * entry[which]["se"] + 1e-4)
            check(f"linear: {which} error of x{i}", 0 < entry[which]["se"] < 0.01, str(entry[which]))
        wide = 1.6448536269514722 * s
        near(f"linear: x{i} at its 95th percentile", entry["range"]["high"], i + 1 + wide, 1e-9)
        near(f"linear: swing of x{i}", entry["swing"], abs(w) * 2 * wide, 1e-6)
        near(f"linear: elasticity by x{i}", entry["elasticity"] * result["value"], w * entry["value"], 1e-6)


def test_product():
    """Of a product of independent factors: S1 = c_i^2 / prod, ST = (c_i^2 / (1 + c_i^2)) * (1 + prod) / prod, with c^2 = var / mean^2."""
    program = "a = uniform(1, 3)\nb = gamma(4, 2)\nc = uniform(0, 1)\nk = 7\ny = k * a * b * c\n"
    squares = {"a": (4 / 12) / 4, "b": 1 / 4, "c": (1 / 12) / 0.25}
    prod = math.prod(1 + c for c in squares.values()) - 1
    inputs, result = sensitivity(program, "y")["y"]
    for name, c in squares.items():
        near(f"product: first share of {name}", inputs[name]["first"]["share"], c / prod, 5 * inputs[name]["first"]["se"])
        near(f"product: total share of {name}", inputs[name]["total"]["share"], c / (1 + c) * (1 + prod) / prod, 5 * inputs[name]["total"]["se"])
        near(f"product: elasticity by {name}", inputs[name]["elasticity"], 1, 1e-9)
    check("product: what is known has no share", "first" not in inputs["k"], str(inputs["k"]))
    near("product: mean", result["value"], 7 * 2 * 8 * 0.5, 0.5)


def test_g_function():
    """Sobol's: V_i = 1 / (3 (1 + a_i)^2), V = prod (1 + V_i) - 1."""
    a = (0, 1, 4.5, 9)
    factors = " * ".join(f"((abs(4 * x{i} - 2) + {c}) / (1 + {c}))" for i, c in enumerate(a))
    program = "".join(f"x{i} = uniform(0, 1)\n" for i in range(len(a))) + f"y = {factors}\n"
    parts = [1 / (3 * (1 + c) ** 2) for c in a]
    variance = math.prod(1 + v for v in parts) - 1
    for options in ((), ("--sampler", "sobol"), ("--samples", "262144", "--seed", "7")):
        inputs, _ = sensitivity(program, "y", options=options)["y"]
        for i, v in enumerate(parts):
            entry = inputs[f"x{i}"]
            near(f"g-function {options}: first of x{i}", entry["first"]["share"], v / variance, 5 * entry["first"]["se"])
            near(f"g-function {options}: total of x{i}", entry["total"]["share"], v * (1 + variance) / (1 + v) / variance, 5 * entry["total"]["se"])


def test_ishigami():
    """sin x1 + 7 sin(x2)^2 + 0.1 x3^4 sin x1 over -pi .. pi; the sine as its series, which is exact to 1e-7 there."""
    terms = " ".join(f"{'-' if k % 2 else '+'} x^{2 * k + 1} / {math.factorial(2 * k + 1)}" for k in range(1, 11))
    program = (f"fn sine(x) = x {terms}\nx1 = uniform(-{math.pi!r}, {math.pi!r})\nx2 = uniform(-{math.pi!r}, {math.pi!r})\n"
               f"x3 = uniform(-{math.pi!r}, {math.pi!r})\ny = sine(x1) + 7 * sine(x2)^2 + 0.1 * x3^4 * sine(x1)\n")
    wanted = {"x1": (0.3139, 0.5576), "x2": (0.4424, 0.4424), "x3": (0, 0.2437)}
    inputs, _ = sensitivity(program, "y", options=("--samples", "262144"))["y"]
    for name, (first, total) in wanted.items():
        near(f"Ishigami: first of {name}", inputs[name]["first"]["share"], first, 5 * inputs[name]["first"]["se"] + 5e-5)
        near(f"Ishigami: total of {name}", inputs[name]["total"]["share"], total, 5 * inputs[name]["total"]["se"] + 5e-5)


def test_unknowns():
    """One unknown is one, wherever it is used: along axes, in copies, in expressions; choices too."""
    program = ("year = sweep(1 .. 3)\ng = normal(1, 0.1) over year\nkind k < x : 1 = uniform(0, 2); out y : 1 = x * 3 >\nk a < >\nk b from a < x = uniform(0, 4) >\n"
               "d = discrete([1, 5], [50%, 50%])\nz = sum(g over year) * 10 + a.y + b.y + d\n")
    inputs, _ = sensitivity(program, "z")["z"]
    parts = {"g": 3 * 100 * 0.01, "a.x": 9 * 4 / 12, "b.x": 9 * 16 / 12, "d": 4}
    total = sum(parts.values())
    for name, part in parts.items():
        near(f"unknowns: share of {name}", inputs[name]["first"]["share"], part / total, 5 * inputs[name]["first"]["se"])
    equal("unknowns: a choice at its ends", inputs["d"]["range"], {"kind": "samples", "low": 1, "high": 5})


def test_scenarios():
    program = "x = uniform(1, 2)\nw = uniform(0, 1)\ny = x + w\nscenario known < x = 4 >\n"
    inputs, _ = sensitivity(program, "y", options=("--scenario", "known"))["y"]
    equal("scenarios: known there", inputs["x"]["range"], {"kind": "share", "low": 3.6, "high": 4.4})
    check("scenarios: no share there", "first" not in inputs["x"], str(inputs["x"]))
    near("scenarios: all of it", inputs["w"]["first"]["share"], 1, 1e-3)
    near("scenarios: pinned beside samples", inputs["x"]["result"]["high"] - inputs["x"]["result"]["low"], 0.8, 1e-9)


def test_same():
    """The same bytes on any number of threads, with results asked for alone or together."""
    path = str(TOP / "examples/sora_uncertain.sce")
    runs = [subprocess.run([SCE, "sensitivity", path, "fleet.gpus", "--format", form, "--threads", threads], capture_output=True, text=True, timeout=120, check=False).stdout
            for form in ("text", "json", "csv", "md") for threads in ("1", "3")]
    for i in range(0, len(runs), 2):
        check("the same on any number of threads", runs[i] and runs[i] == runs[i + 1], runs[i])
    both = subprocess.run([SCE, "sensitivity", path, "sora.train_gpus", "fleet.gpus", "--format", "csv"], capture_output=True, text=True, timeout=120, check=False).stdout.splitlines()
    alone = runs[4].splitlines()
    equal("alone or beside others", [line for line in both if line.startswith("fleet.gpus,")], alone[1:])


def test_refusals():
    for words, message in ((("FILE", "y"), "such as `y[year = 2030]`"), (("FILE", "z[a"), "error[E01"), (("FILE", "nothing"), "error[E02"), (("FILE",), "sce sensitivity"),
                           (("FILE", "x", "--scenario", "a", "--scenario", "b"), "may be given once"), (("FILE", "x", "--scenario", "nowhere"), "no scenario `nowhere`")):
        done = call("x = 2\nyear = sweep(2024, 2030)\ny = x * year\n", "sensitivity", *words)
        check(f"refused: {words}", done.returncode == 2 and message in done.stderr and not done.stdout, done.stdout + done.stderr)


def main():
    for test in (test_powers, test_literals, test_ranges, test_against_runs, test_linear, test_product, test_g_function, test_ishigami, test_unknowns, test_scenarios, test_same, test_refusals):
        test()
    return finish()


if __name__ == "__main__":
    sys.exit(main())
