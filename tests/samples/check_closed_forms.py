#!/usr/bin/env python3
"""Samples against what is known of them: moments and quantiles of every distribution, of sums and products, from an independent implementation
(tests/data/moments.csv), at ten million samples and within five standard errors; the reference of an estimate with eight unknowns; and rank
correlations.
"""

import csv
import json
import math
import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from checks import check, finish  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
SAMPLES = 10_000_000


def run(text, samples, *arguments):
    done = subprocess.run([SCE, "-", "--format", "json", "--samples", str(samples), *arguments], input=text.encode(), capture_output=True, timeout=250)
    if done.returncode not in (0, 1):
        raise SystemExit(f"cannot run:\n{text}\n{done.stderr.decode()}")
    return {value["path"]: value["value"] for value in json.loads(done.stdout)["values"]}


def test_moments(sampler, samples):
    rows = list(csv.DictReader(open(TOP / "tests/data/moments.csv", encoding="utf-8")))
    # Each expression stands in a field of its own, so that all of them are independent.
    program = "".join(f"x{i} = {row['expression']}\n" for i, row in enumerate(rows))
    values = run(program, samples, "--sampler", sampler)
    wider = math.sqrt(SAMPLES / samples)
    for i, row in enumerate(rows):
        got, title = values[f"x{i}"], f"{row['expression']}, {sampler}"
        wanted = {name: float(row[name]) for name in row if name != "expression"}
        se = wanted["sd"] / math.sqrt(samples)
        check(f"{title}: mean", abs(got["mean"] - wanted["mean"]) <= 5 * se + 1e-12 * abs(wanted["mean"]), f"  got {got['mean']}, wanted {wanted['mean']}, standard error {se}")
        check(f"{title}: sd", abs(got["sd"] - wanted["sd"]) <= wider * wanted["sd_off"] + 1e-6 * wanted["sd"], f"  got {got['sd']}, wanted {wanted['sd']}")
        if sampler == "random":
            check(f"{title}: its own standard error", abs(got["se"] / se - 1) < 0.1 or "1000" in title, f"  got {got['se']}, wanted {se}")
        for name in ("p5", "p50", "p95"):
            exact = wanted[name]
            low, high = exact - wider * (exact - wanted[name + "_low"]), exact + wider * (wanted[name + "_high"] - exact)
            spare = 2**-13 * abs(exact - (wanted["mean"] if wanted["sd"] < abs(wanted["mean"]) / 1000 else 0))  # half a bucket of the histogram
            check(f"{title}: {name}", low - spare <= got[name] <= high + spare, f"  got {got[name]}, wanted {low} .. {high}")


def test_reference():
    reference = json.load(open(TOP / "tests/data/fermi_reference.json", encoding="utf-8"))
    program = (TOP / "tests/bench/fermi.sce").read_text(encoding="utf-8")
    samples = 4_000_000
    values = run(program, samples)
    names = {"gpu_months": "out_gpu_months", "breakeven": "out_breakeven", "fleet": "out_fleet"}
    for name, path in names.items():
        got, (mean, p5, p50, p95) = values[path], reference[name]
        se = got["sd"] / math.sqrt(samples)
        check(f"reference, {name}: mean", abs(got["mean"] - mean) <= 5 * se, f"  got {got['mean']}, wanted {mean}, standard error {se}")
        for key, wanted, p in (("p5", p5, 0.05), ("p50", p50, 0.5), ("p95", p95, 0.95)):
            # The density is not known here: for these shapes a quantile's error is below four standard errors of the mean.
            check(f"reference, {name}: {key}", abs(got[key] - wanted) <= 5 * 4 * se, f"  got {got[key]}, wanted {wanted}")


def test_correlation():
    """Rank correlation by the share of pairs: of uniform values it is the usual correlation."""
    for rho in (-1, -0.8, -0.3, 0, 0.5, 0.9, 1):
        program = f"a = uniform(0, 1)\nb = correlate(uniform(0, 1), a, {rho})\nr = (mean(a * b) - mean(a) * mean(b)) / (sd(a) * sd(b))\nc = correlate(exponential(3), a, {rho})\nd = 1 - exp(-c / 3)\ns = (mean(a * d) - mean(a) * mean(d)) / (sd(a) * sd(d))"
        values = run(program, 1_000_000)
        for name in ("r", "s"):
            check(f"rank correlation {rho} of {name}", abs(values[name] - rho) <= 5 * (1 - rho * rho) / 1000 + 1e-3 * (abs(rho) == 1) + 1e-6, f"  got {values[name]}")
        check(f"correlated by {rho}: the distribution stays", abs(values["b"]["mean"] - 0.5) < 0.002 and abs(values["b"]["sd"] - 12**-0.5) < 0.002, str(values["b"]))


def main():
    test_moments("random", SAMPLES)
    test_moments("sobol", 1_048_576)
    test_reference()
    test_correlation()
    return finish()


if __name__ == "__main__":
    sys.exit(main())
