#!/usr/bin/env python3
"""Whose doing a change is: shares against closed forms and against a slow evaluation of all orders, the laws that they keep, and random programs.

Closed forms: on products and sums of products the logarithmic mean divisia index (Ang 2004), on sums the differences, and with `--method shapley` the average of
marginal differences over all orders, worked out here over models that Python evaluates.
"""

import itertools
import json
import math
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from checks import check, equal, finish  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
FOLDER = tempfile.TemporaryDirectory()


def diff(old, new, *arguments, code=0):
    """The document of a comparison of two texts."""
    paths = [Path(FOLDER.name) / name for name in ("old.sce", "new.sce")]
    for path, text in zip(paths, (old, new)):
        path.write_text(text)
    done = subprocess.run([SCE, "diff", *map(str, paths), "--format", "json", *arguments], capture_output=True, timeout=60)
    if done.returncode != code:
        raise SystemExit(f"exit {done.returncode}:\n{old}\n--\n{new}\n{done.stderr.decode()}")
    return json.loads(done.stdout)


def outputs(document):
    return {(output["path"], *sorted((output.get("point") or {}).items())): output for output in document["outputs"]}


def shares(output):
    """Contributions by driver; lines of their own by their kind."""
    return {driver["path"] or driver["kind"]: driver["contribution"] for driver in output["drivers"]}


def near(got, wanted, tolerance=1e-9):
    return abs(got - wanted) <= tolerance * max(abs(got), abs(wanted), 1e-300)


def close(title, got, wanted, tolerance=1e-9):
    check(title, near(got, wanted, tolerance), f"  got    {got!r}\n  wanted {wanted!r}")


def add_up(title, output):
    """Shares sum to the change, to 1e-12 of the largest of them; factors multiply to the ratio."""
    drivers = output["drivers"]
    largest = max(abs(driver["contribution"]) for driver in drivers)
    residual = output["delta"] - math.fsum(driver["contribution"] for driver in drivers)
    check(f"{title}: shares add up", abs(residual) <= 1e-12 * largest, f"  residual {residual} of {largest}")
    factors = [driver["factor"] for driver in drivers]
    if output["ratio"] is not None and all(factor is not None for factor in factors):
        close(f"{title}: factors multiply", math.prod(factors), output["ratio"], 1e-9)


def log_mean(a, b):
    return a if a == b else (b - a) / math.log(b / a)


def test_products():
    """One product: each factor has log(ratio) / log(whole ratio) of the change."""
    old, new = {"a": 3.0, "b": 5.0, "c": 0.25}, {"a": 4.5, "b": 2.0, "c": 1.75}

    def text(values):
        return "".join(f"{name} = {value!r}\n" for name, value in values.items()) + "y = a * b / c ^ 2\n"

    output = outputs(diff(text(old), text(new)))[("y",)]
    before, after = 3 * 5 / 0.25**2, 4.5 * 2 / 1.75**2
    close("product: old", output["old"]["value"], before)
    close("product: new", output["new"]["value"], after)
    for name, power in (("a", 1), ("b", 1), ("c", -2)):
        close(f"product: {name}", shares(output)[name], log_mean(before, after) * power * math.log(new[name] / old[name]))
    add_up("product", output)


def test_sums_of_products():
    """LMDI's additive form, term by term."""
    rng = random.Random(7)
    for case in range(6):
        count, width = rng.randint(2, 4), rng.randint(2, 3)
        old = {f"x{i}_{k}": rng.uniform(0.1, 9) for i in range(count) for k in range(width)}
        new = {name: value if rng.random() < 0.2 else rng.uniform(0.1, 9) for name, value in old.items()}
        formula = " + ".join(" * ".join(f"x{i}_{k}" for k in range(width)) for i in range(count))

        def text(values):
            return "".join(f"{name} = {value!r}\n" for name, value in values.items()) + f"y = {formula}\n"

        output = outputs(diff(text(old), text(new)))[("y",)]
        got = shares(output)
        for i in range(count):
            before, after = (math.prod(values[f"x{i}_{k}"] for k in range(width)) for values in (old, new))
            for k in range(width):
                name = f"x{i}_{k}"
                if old[name] != new[name]:
                    close(f"sum of products {case}: {name}", got[name], log_mean(before, after) * math.log(new[name] / old[name]), 1e-8)
        add_up(f"sum of products {case}", output)


def test_sums():
    output = outputs(diff("a = 3\nb = -2\nc = 0\ny = a + 2 * b - c\n", "a = 5\nb = 4\nc = 7\ny = a + 2 * b - c\n"))[("y",)]
    for name, wanted in (("a", 2), ("b", 12), ("c", -7)):
        close(f"sum: {name}", shares(output)[name], wanted, 1e-12)
    add_up("sum", output)


MODELS = [
    ("a * b + c * d", lambda a, b, c, d: a * b + c * d),
    ("a * b * c - a * d + 2 * b", lambda a, b, c, d: a * b * c - a * d + 2 * b),
    ("a * b * c * d + a + d", lambda a, b, c, d: a * b * c * d + a + d),
    ("min(a, b) * c + max(c, d)", lambda a, b, c, d: min(a, b) * c + max(c, d)),
]


def all_orders(model, old, new):
    """Shapley's values by going through all orders."""
    totals = dict.fromkeys(old, 0.0)
    for order in itertools.permutations(old):
        world = dict(old)
        for name in order:
            before = model(**world)
            world[name] = new[name]
            totals[name] += model(**world) - before
    return {name: total / math.factorial(len(old)) for name, total in totals.items()}


def test_shapley():
    rng = random.Random(11)
    for formula, model in MODELS:
        old = {name: rng.uniform(-4, 4) for name in "abcd"}
        new = {name: rng.uniform(-4, 4) for name in "abcd"}
        texts = ["".join(f"{name} = {value!r}\n" for name, value in values.items()) + f"y = {formula}\n" for values in (old, new)]
        output = outputs(diff(*texts, "--method", "shapley"))[("y",)]
        for name, wanted in all_orders(model, old, new).items():
            check(f"shapley of {formula}: {name}", abs(shares(output).get(name, 0) - wanted) < 1e-9, f"  got {shares(output).get(name)} wanted {wanted}")
        add_up(f"shapley of {formula}", output)


def test_laws():
    old = "a = 3\nb = 5\nc = 2\nk = a * 2\ny = (k + b) * c / (a + 1)\n"
    new = "a = 4\nb = 1\nc = 7\nk = a * 2\ny = (k + b) * c / (a + 1)\n"
    there, back = outputs(diff(old, new))[("y",)], outputs(diff(new, old))[("y",)]
    for name, value in shares(there).items():
        close(f"time reversal: {name}", shares(back)[name], -value, 1e-10)
    shuffled = ["\n".join(reversed(text.splitlines())) + "\n" for text in (old, new)]
    for name, value in shares(outputs(diff(*shuffled))[("y",)]).items():
        close(f"order of lines: {name}", shares(there)[name], value, 1e-12)
    halves = [text.replace("a = 3", "a1 = 1.5\na2 = 2\na = a1 * a2").replace("a = 4", "a1 = 1\na2 = 4\na = a1 * a2") for text in (old, new)]
    split = shares(outputs(diff(*halves))[("y",)])
    close("splitting an input: its parts sum to it", split["a1"] + split["a2"], shares(there)["a"], 1e-9)
    close("splitting an input: the others stay", split["b"], shares(there)["b"], 1e-9)


def test_formula_edits():
    output = outputs(diff("a = 3\ny = a + 1\n", "a = 4\ny = 2 * a\n"))[("y",)]
    kinds = {driver["path"]: driver["kind"] for driver in output["drivers"]}
    equal("an edited formula is an edit like others", kinds, {"a": "value", "y": "formula"})
    add_up("formula", output)
    output = outputs(diff("fn f(x) = 2 * x\na = 3\nb = f(a)\ny = f(b) + a\n", "fn f(x) = 3 * x\na = 3\nb = f(a)\ny = f(b) + a\n"))[("y",)]
    equal("an edited function is one edit", [driver["path"] for driver in output["drivers"]], ["fn f"])
    kind = "kind box < w : m; h : m = %s; out area = w * h >\nbox a < w = 2 m >\nbox b < w = 3 m >\ny = a.area + b.area\n"
    output = outputs(diff(kind % "2 m", kind % "5 m"))[("y",)]
    equal("a kind's formula is one edit", [(driver["path"], driver["contribution"]) for driver in output["drivers"]], [("kind box.h", 15)])


def test_members():
    kind = "kind fleet < each part : gpu; out all = sum(part); out mean_part = mean(part); out top = max(part) >\n"
    document = outputs(diff(kind + "fleet f < a = 5 gpu; b = 6 gpu >\n", kind + "fleet f < a = 7 gpu; c = 3 gpu >\n"))
    got = shares(document[("f.all",)])
    for name, wanted in (("f.a", 2), ("f.b", -6), ("f.c", 3)):
        close(f"members of a sum: {name}", got[name], wanted, 1e-12)
    kinds = {driver["path"]: driver["kind"] for driver in document[("f.all",)]["drivers"]}
    equal("members: kinds", kinds, {"f.a": "value", "f.b": "removed", "f.c": "added"})
    for name in ("all", "mean_part", "top"):
        add_up(f"members: {name}", document[(f"f.{name}",)])


def test_own_lines():
    document = diff("n = 10\nm = 2\ny = ceil(n * m / 3)\n", "n = 11\nm = 3\ny = ceil(n * m / 3)\n")
    output = outputs(document)[("y",)]
    close("rounding has its line", shares(output)["rounding"], (11 - 33 / 3) - (7 - 20 / 3), 1e-9)
    add_up("rounding", output)
    document = diff("n = 10\nm = 2\ny = if (n > 15) then 100 * m else n\n", "n = 20\nm = 3\ny = if (n > 15) then 100 * m else n\n")
    output = outputs(document)[("y",)]
    crossing = math.log(1.5) / math.log(2)        # of the path, where n passes 15
    jump = 100 * 2 * 1.5**crossing - 15
    close("a switched branch has its line", shares(output)["switch"], jump, 1e-9)
    close("before the branch switches", shares(output)["n"], 5, 1e-9)
    close("after it", shares(output)["m"], 300 - 100 * 2 * 1.5**crossing, 1e-9)
    add_up("switch", output)
    output = outputs(diff("a = 3\nb = a * 2\ny = a + b\n", "b = 8\na = b / 2\ny = a + b\n"))[("y",)]
    equal("edits that turn a dependency round are joint", shares(output), {"joint": 3})
    output = outputs(diff("a = -1\nb = 3\ny = 1 / (a + b)\n", "a = 1\nb = -3\ny = 1 / (a + b)\n"))[("y",)]
    equal("a pole on the way makes the change joint or a jump", set(shares(output)) <= {"joint", "switch", "a", "b"}, True)
    check("a pole on the way: all the same it adds up", abs(sum(shares(output).values()) - output["delta"]) < 1e-9)


def test_samples():
    old, new = "x = 2 to 8\nz = normal(5, 1)\ny = 3 * x + z\n", "x = 2 to 10\nz = normal(5, 1)\ny = 3 * x + z + 1\n"
    document = outputs(diff(old, new))
    output = document[("y",)]
    add_up("samples", output)
    z = 1.6448536269514722

    def mean(low, high):
        mu, sigma = math.log(low * high) / 2, math.log(high / low) / (2 * z)
        return math.exp(mu + sigma**2 / 2)

    close("samples: the mean moves by what the formula says", output["delta"], 3 * (mean(2, 10) - mean(2, 8)) + 1, 0.01)
    close("samples: the constant is exact", shares(output)["y"], 1, 0.01)
    equal("samples: an unchanged model gives no line", diff(old, "# again\n" + old)["outputs"], [])
    equal("samples: also with another seed", diff(old, "# again\n" + old, "--seed", "5")["outputs"], [])
    renamed = old.replace("x", "extent")
    equal("samples: a renamed unknown keeps its draws", diff(old, renamed)["outputs"], [])


def random_formula(rng, names, depth):
    if depth == 0 or rng.random() < 0.15:
        return rng.choice(names) if rng.random() < 0.8 else f"{rng.uniform(0.5, 4):.3f}"
    a, b = (random_formula(rng, names, depth - 1) for _ in range(2))
    return rng.choice([f"({a} + {b})", f"({a} - {b})", f"({a} * {b})", f"({a} / (1 + abs({b})))", f"min({a}, {b})", f"max({a}, {b})", f"sqrt(1 + ({a}) ^ 2)",
                       f"exp(-abs({a}))", f"ln(1 + abs({a}))", f"ceil({a})", f"(if ({a} > {b}) then {a} else {b})", f"(if ({a} < 1.5) then {b} else {a})"])


def random_pair(rng):
    count = rng.randint(3, 7)
    values = [rng.uniform(-5, 5) for _ in range(count)]
    sides = []
    formulas = []
    for i in range(rng.randint(2, 6)):
        names = [f"x{k}" for k in range(count)] + [f"f{k}" for k in range(i)]
        formulas.append(random_formula(rng, names, rng.randint(1, 3)))
    edited = list(formulas)
    if rng.random() < 0.5:
        at = rng.randrange(len(edited))
        edited[at] = random_formula(rng, [f"x{k}" for k in range(count)] + [f"f{k}" for k in range(at)], 2)
    moved = [value if rng.random() < 0.4 else rng.uniform(-5, 5) for value in values]
    for numbers, lines in ((values, formulas), (moved, edited)):
        sides.append("".join(f"x{k} = {value!r}\n" for k, value in enumerate(numbers)) + "".join(f"f{k} = {line}\n" for k, line in enumerate(lines)))
    return sides


def test_random(cases, seed):
    rng = random.Random(seed)
    compared = 0
    for case in range(cases):
        old, new = random_pair(rng)
        there, back = outputs(diff(old, new)), outputs(diff(new, old))
        for key, output in there.items():
            if output["status"] != "changed" or not output["drivers"]:
                continue
            compared += 1
            largest = max(abs(driver["contribution"]) for driver in output["drivers"])
            residual = output["delta"] - math.fsum(driver["contribution"] for driver in output["drivers"])
            check(f"random {case} {key}: adds up", abs(residual) <= 1e-12 * largest, f"{old}--\n{new}  residual {residual} of {largest}")
            other = shares(back[key]) if key in back else {}
            if "joint" in other or "joint" in shares(output):      # a blend that passes zero: as far as it was followed
                continue
            for name, value in shares(output).items():
                good = abs(other.get(name, 0) + value) <= 1e-6 * largest
                check(f"random {case} {key} {name}: reversed", good, f"{old}--\n{new}  {value} and {other.get(name)}")
    check("random programs changed something", compared > cases / 2, str(compared))


def main():
    test_products()
    test_sums_of_products()
    test_sums()
    test_shapley()
    test_laws()
    test_formula_edits()
    test_members()
    test_own_lines()
    test_samples()
    test_random(int(os.environ.get("PAIRS", "60")), int(os.environ.get("SEED", "1")))
    return finish()


if __name__ == "__main__":
    raise SystemExit(main())
