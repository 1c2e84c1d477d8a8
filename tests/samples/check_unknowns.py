#!/usr/bin/env python3
"""One name is one unknown. Pairs of programs that differ in a way that must not, or must, change a result: whole summaries are compared, so that
a single bit of a single sample shows.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from checks import check, equal, finish  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))


def run(text, *arguments):
    """{path: value} of a program; arrays over axes as they are."""
    done = subprocess.run([SCE, "-", "--format", "json", "--samples", "2000", *arguments], input=text.encode(), capture_output=True, timeout=60)
    if done.returncode not in (0, 1):
        raise SystemExit(f"cannot run:\n{text}\n{done.stderr.decode()}")
    return {value["path"]: value["value"] for value in json.loads(done.stdout)["values"]}


def same(title, first, second, path, other=None):
    equal(title, run(second)[other or path], run(first)[path])


def differs(title, first, second, path, other=None):
    check(title, run(second)[other or path] != run(first)[path])


def test_one_name():
    values = run("x = 4 to 10\nzero = x - x\none = x / x\ny = x\nalso = x - y\nk = 3 * x\nthree = k / x")
    for path, wanted in (("zero", 0), ("one", 1), ("also", 0), ("three", 3)):
        summary = values[path]
        check(f"{path} is {wanted} in every sample", abs(summary["mean"] - wanted) < 1e-12 and summary["sd"] < 1e-12, str(summary))
    values = run("x = normal(0, 1)\ny = normal(0, 1)\nsum2 = x + y\ntwice = 2 * x")
    check("two names are two unknowns", abs(values["sum2"]["sd"] - 2**0.5) < 0.1 and abs(values["twice"]["sd"] - 2) < 0.1)
    values = run("x = normal(0, 1) - normal(0, 1)")
    check("two draws of one formula are two unknowns", abs(values["x"]["sd"] - 2**0.5) < 0.1)


def test_unrelated_edits():
    base = "x = 4 to 10\ny = normal(x, 1)\nz = y / x\nblock_free = uniform(1, 2)\n"
    for title, text in (
        ("a field added before", "new = 1 to 2\n" + base),
        ("a field added behind", base + "new = 1 to 2\n"),
        ("a field taken away", base.replace("block_free = uniform(1, 2)\n", "")),
        ("a field renamed", base.replace("block_free", "renamed")),
        ("another order", "".join(reversed(base.splitlines(True)))),
        ("comments and layout", "# what\n" + base.replace(" = ", "   =  ")),
        ("a scenario added", base + "scenario s < block_free = 3 >\n"),
        ("a kind and a block added", base + "kind k < a : 1 = 1 to 2 >\nk one < >\n"),
    ):
        for path in ("x", "y", "z"):
            same(f"{title}: {path}", base, text, path)
    differs("a field that is renamed is another unknown", "x = 4 to 10", "w = 4 to 10", "x", "w")
    check("another seed", run("x = 4 to 10", "--seed", "1")["x"] != run("x = 4 to 10")["x"])
    equal("the same seed", run("x = 4 to 10", "--seed", "7"), run("x = 4 to 10", "--seed", "7"))
    same("a draw keeps its place when a later one comes", "x = uniform(0, 1)", "x = uniform(0, 1) + 0 * uniform(0, 1)", "x")


def test_scenarios():
    values = run("x = uniform(0, 1)\ny = x\nscenario wide < x = uniform(0, 2) >\nscenario up < x = x + 1 >")
    base, wide, up = values["y"]
    equal("a scenario with another range shares the draw", wide["p50"], run("x = uniform(0, 2)\ny = x")["y"]["p50"])
    check("what a scenario builds on is the base's unknown", abs(up["sd"] - base["sd"]) < 1e-12 and abs(up["mean"] - base["mean"] - 1) < 1e-12, str(values["y"]))
    values = run("x = uniform(0, 1)\nscenario up < x = x * uniform(1, 2) >\nratio = x[up] / x[base]")
    check("what a scenario adds is an unknown of its own", abs(values["ratio"]["mean"] - 1.5) < 0.03 and abs(values["ratio"]["sd"] - 12**-0.5) < 0.02, str(values["ratio"]))
    values = run("x = uniform(0, 1)\ny = uniform(0, 1)\nscenario s < y = uniform(0, 1) >\nd = y[s] - y[base]")
    check("the same formula in a scenario changes nothing", values["d"]["sd"] == 0, str(values["d"]))


KIND = "kind k < a : 1 = uniform(0, 1); b : 1 = 2 * a >\n"


def test_blocks():
    values = run(KIND + "k one < >\nk two < >\ndifference = one.a - two.a\nk copy from one < >\nsame = copy.a - one.a\nk other from one < a = uniform(0, 1) >\nother_one = other.a - one.a\ndeep = copy.b - one.b")
    check("two blocks of a kind have unknowns of their own", abs(values["difference"]["sd"] - 6**-0.5) < 0.03)
    check("a copy shares the draw", values["same"]["sd"] == 0 and values["deep"]["sd"] == 0)
    check("a copy that replaces it has its own", abs(values["other_one"]["sd"] - 6**-0.5) < 0.03)
    values = run("kind k < low : 1 = 0; a : 1 = uniform(low, low + 1) >\nk one < >\nk moved from one < low = 5 >\nd = moved.a - one.a")
    check("a copy with another parameter shares the draw", values["d"]["sd"] < 1e-12 and abs(values["d"]["mean"] - 5) < 1e-12, str(values["d"]))
    values = run("kind k < steps : 1; cost : 1 = 2 * steps >\nk one < steps = sweep(1, 2, 3) >\nk two from one < >\nd = one.cost - two.cost")
    equal("a copy shares the sweep", values["d"], [0, 0, 0])


def test_functions_and_axes():
    same("a draw in a function counts at the call", "x = uniform(0, 1)", "fn f(a) = a * uniform(0, 1)\nx = f(1)", "x")
    values = run("fn f(a) = a * uniform(0, 1)\nx = f(1) - f(1)")
    check("two calls are two unknowns", abs(values["x"]["sd"] - 6**-0.5) < 0.03)
    values = run("year = sweep(1, 2, 3)\nx = normal(0, 1)\ny = x * year\nd = y[year = 3] - 3 * y[year = 1]\nown = normal(0, 1) over year\ne = own[year = 3] - own[year = 1]")
    check("an unknown holds along every axis", values["d"]["sd"] < 1e-12)
    check("`over` draws a point each", abs(values["e"]["sd"] - 2**0.5) < 0.1)
    values = run("a = sweep(1, 2)\nb = sweep(1, 2)\nx = (normal(0, 1) over a) + 10 over b\ny = x[a = 1, b = 1] - x[a = 1, b = 2]\nz = x[a = 1, b = 1] - x[a = 2, b = 1]")
    check("`over` around `over` draws for each pair", abs(values["y"]["sd"] - 2**0.5) < 0.1 and abs(values["z"]["sd"] - 2**0.5) < 0.1)
    same("a point keeps its draws when the axis grows", "year = sweep(1, 2, 3)\nx = normal(0, 1) over year\ny = x[year = 2]", "year = sweep(0, 1, 2)\nx = normal(0, 1) over year\ny = x[year = 2]", "y")
    same("the value of an expression has the text's draws", "uniform(0, 1)", "a = 3\nuniform(0, 1)", "uniform(0, 1)")


def main():
    test_one_name()
    test_unrelated_edits()
    test_scenarios()
    test_blocks()
    test_functions_and_axes()
    return finish()


if __name__ == "__main__":
    sys.exit(main())
