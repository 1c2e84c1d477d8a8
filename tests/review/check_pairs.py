#!/usr/bin/env python3
"""Random pairs of programs: whatever was edited, the shares of every result add up, the two values are those of `sce run` on each side, and what is only named,
ordered or laid out otherwise is no change (but scenarios and members are who they are by their names).

  check_pairs.py [PAIRS [FIRST_SEED]]

Half of the pairs have sweeps, members, scenarios, recurrences and unknowns and are made here; the others are programs of ../property/generate.py, which have units,
kinds, copies and functions, with some of their numbers replaced.
"""

import itertools
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "tests/support"), str(TOP / "tests/property")]
from checks import check, finish  # noqa: E402
from generate import Exhausted, Program  # noqa: E402
from spell import Speller  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
FOLDER = tempfile.TemporaryDirectory()
SAMPLES = 200


def sce(*arguments):
    done = subprocess.run([SCE, *arguments, "--format", "json", "--samples", str(SAMPLES)], cwd=FOLDER.name, capture_output=True, timeout=60)
    if done.returncode not in (0, 1, 2) or not done.stdout:
        raise ValueError("exit code %d of `sce %s`: %s" % (done.returncode, " ".join(arguments), done.stderr.decode()[-2000:]))
    return json.loads(done.stdout)


def compare(old, new, *arguments):
    for name, text in (("old.sce", old), ("new.sce", new)):
        (Path(FOLDER.name) / name).write_text(text)
    return sce("diff", "old.sce", "new.sce", *arguments)


# --- programs --------------------------------------------------------------------------------------------------------------


class Model:
    """Lines by name. What a line reads stands in braces, so that names can be exchanged."""

    def __init__(self, rng):
        self.rng, self.lines, self.scenarios, self.sampled, self.swept = rng, {}, {}, set(), set()
        for i in range(rng.randint(3, 6)):
            self.lines[f"in{i}"] = self.given()
        if rng.random() < 0.4:
            low = rng.uniform(1, 4)
            self.add("luck", f"{low!r} to {low * rng.uniform(1.5, 3)!r}", ())
            self.sampled.add("luck")
        if rng.random() < 0.5:
            self.lines["year"] = "sweep(2024 .. %d)" % rng.randint(2025, 2028)
            self.swept.add("year")
            self.add("users", "prev({users} over {year}, first = %r) * (1 + {%s})" % (rng.uniform(1, 9), self.some()), ("year",))
            self.add("everybody", "sum({users} over {year})", (), reads=("users",))
        self.shop = {f"member{i}": f"{{{self.some()}}} * {rng.uniform(1, 5)!r}" for i in range(rng.randint(1, 4))} if rng.random() < 0.5 else None
        for i in range(rng.randint(2, 7)):
            self.make(f"out{i}")
        for i in range(rng.randint(0, 2)):
            self.scenarios[f"case{i}"] = {rng.choice(self.inputs()): self.given()}

    def given(self):
        return repr(self.rng.choice([self.rng.uniform(0.5, 9), float(self.rng.randint(1, 9)), self.rng.uniform(-4, 4)]))

    def inputs(self):
        return [name for name in self.lines if name.startswith("in")]

    def some(self):
        return self.rng.choice(self.inputs())

    def add(self, name, text, axes, reads=()):
        self.lines[name] = text
        if axes or any(read in self.swept for read in reads) and not text.startswith("sum("):
            self.swept.add(name)
        if any(read in self.sampled for read in reads):
            self.sampled.add(name)

    def make(self, name):
        readable = [other for other in self.lines if other != "year" or self.rng.random() < 0.3]
        a, b, c = (self.rng.choice(readable) for _ in range(3))
        shapes = ["{a} * {b} + {c}", "{a} - {b} * {c}", "{a} / (1 + {b}^2)", "max({a}, {b}) * {c}", "if ({a} > {b}) then {c} else {a}",
                  "ceil({a} * {b})", "exp(min({a}, 2)) + {b}", "abs({a}) + sqrt(abs({b}))", "{a} * {b} * {c}"]
        text = self.rng.choice(shapes).replace("{a}", "{%s}" % a).replace("{b}", "{%s}" % b).replace("{c}", "{%s}" % c)
        if self.shop is not None and self.rng.random() < 0.4:
            text = "shop.total + " + text
        self.add(name, text, (), (a, b, c))

    def edited(self, rng):
        """A model with some numbers, formulas, members, scenarios and points changed."""
        twin = Model.__new__(Model)
        twin.__dict__.update(self.__dict__, rng=rng, lines=dict(self.lines), scenarios={k: dict(v) for k, v in self.scenarios.items()}, shop=self.shop and dict(self.shop))
        for _ in range(rng.randint(1, 4)):
            what = rng.random()
            if what < 0.5:
                twin.lines[rng.choice(twin.inputs())] = twin.given()
            elif what < 0.7:
                name = rng.choice([name for name in twin.lines if name.startswith("out")])
                twin.lines[name] = "(%s) * %r" % (twin.lines[name], rng.uniform(0.5, 2))
            elif what < 0.8 and twin.shop:
                twin.shop["another%d" % rng.randint(0, 9)] = twin.given()
            elif what < 0.85 and twin.shop and len(twin.shop) > 1:
                del twin.shop[rng.choice(list(twin.shop))]
            elif what < 0.9 and twin.scenarios:
                twin.scenarios[rng.choice(list(twin.scenarios))] = {twin.some(): twin.given()}
            elif what < 0.95 and "year" in twin.lines:
                twin.lines["year"] = "sweep(2024 .. %d)" % rng.randint(2025, 2029)
            else:
                twin.scenarios["case%d" % rng.randint(2, 9)] = {twin.some(): twin.given()}
        return twin

    def text(self, rng=None, names=None):
        names = names or {}

        def named(text):
            return re.sub(r"\{(\w+)\}", lambda match: names.get(match.group(1), match.group(1)), text)

        items = ["%s = %s" % (names.get(name, name), named(text)) for name, text in self.lines.items()]
        if self.shop is not None:
            items.append("kind counter <\n  each seller\n  out total = sum(seller)\n>\ncounter shop < %s >" % "; ".join(f"{name} = {named(text)}" for name, text in self.shop.items()))
        items += ["scenario %s < %s >" % (name, "; ".join(f"{names.get(path, path)} = {value}" for path, value in changes.items())) for name, changes in self.scenarios.items()]
        if rng:
            rng.shuffle(items)
            items = [item + rng.choice(["", "  # so", "\n# and"]) for item in items]
        return "\n".join(items).replace("each seller\n", "each seller : 1\n") + "\n"


def made(seed):
    """A program of the other suite, as a function from a random source to one of its spellings."""
    for attempt in range(60):
        try:
            program = Program(seed * 1000 + attempt, 12)
            return lambda rng, split: Speller(program, rng, split=split).text()
        except Exhausted:
            continue
    raise SystemExit("no program for seed %d" % seed)


def other_numbers(text, rng):
    """Some of the numbers that stand behind `=`, made larger or smaller."""
    def change(match):
        return match.group(0) if rng.random() < 0.8 else match.group(1) + repr(round(float(match.group(2)) * rng.uniform(0.5, 2), 6))
    return re.sub(r"(= )(\d+(?:\.\d+)?)(?![\w.%^])", change, text)


# --- what has to hold ------------------------------------------------------------------------------------------------------


def points_of(value, axes, points):
    if not axes:
        yield (), value
        return
    for label, part in zip(points[axes[0]], value):
        for where, one in points_of(part, axes[1:], points):
            yield ((axes[0], label), *where), one


def values_of(name):
    """By path and point, of a run that lists every field."""
    found = {}
    for value in sce("run", "--all", name)["values"]:
        for where, one in points_of(value["value"], value["axes"], value.get("points", {})):
            found[value["path"], frozenset(where)] = (one.get("mean") if isinstance(one, dict) else one, value["unit"])
    return found


def is_near(got, wanted, tolerance):
    if got is None or wanted is None:
        return got is None and wanted is None
    return abs(got - wanted) <= tolerance * max(abs(got), abs(wanted)) + 1e-300


def add_up(title, output):
    drivers = output["drivers"]
    if not drivers or output["delta"] is None:
        return
    largest = max(abs(driver["contribution"]) for driver in drivers)
    residual = output["delta"] - math.fsum(driver["contribution"] for driver in drivers)
    check(f"{title}: shares of {output['path']} {output.get('point', '')} add up", abs(residual) <= 1e-9 * max(largest, abs(output["delta"])), f"  residual {residual} of {largest}")
    factors = [driver["factor"] for driver in drivers]
    if output["ratio"] is not None and None not in factors and all(0 < factor < 1e100 for factor in factors):
        logs = [math.log(factor) for factor in factors]
        off = math.fsum(logs) - math.log(output["ratio"])
        check(f"{title}: factors of {output['path']} multiply", abs(off) <= 1e-6 * max(1, *map(abs, logs)), f"  off by {off}")


def is_at(output, values, side):
    """The values of one side at an output's point; a run lists an axis only where a value has it."""
    path = output.get("old_path", output["path"]) if side == "old" else output["path"]
    point = set((output.get("point") or {}).items())
    return [value for (name, where), value in values.items() if name == path and where <= point and all(axis == "scenario" for axis, _ in point - where)]


def check_values(title, document):
    runs = {"old": values_of("old.sce"), "new": values_of("new.sce")}
    for output in document["outputs"]:
        sides = [side for side in ("old", "new") if isinstance(output[side], dict)]
        for side in sides:
            there = is_at(output, runs[side], side)
            if not there:
                continue                                       # a bare expression, or another spelling of an axis
            wanted, unit = there[0]
            if unit != output["unit"]:
                continue
            tolerance = 1e-9 if "se" not in output[side] else 1e-6
            check(f"{title}: {side} value of {output['path']} {output.get('point', '')}", is_near(output[side]["value"], wanted, tolerance), f"  got {output[side]['value']}, wanted {wanted}")
    for output in document["outputs"]:
        add_up(title, output)
        if output["status"] == "changed" and isinstance(output["old"]["value"], float) and "truth" not in output:
            check(f"{title}: {output['path']} says why", output["drivers"] or output.get("note"), "  neither edits nor a note")


def is_no_change(title, document, renamed=False):
    allowed = {"unchanged", "renamed"} if renamed else {"unchanged"}
    different = [output for output in document["outputs"] if output["status"] not in allowed]
    check(f"{title}: no change", not different, json.dumps(different)[:600])
    check(f"{title}: no edits", not document["edits"], json.dumps(document["edits"])[:600])


def check_model(seed):
    rng = random.Random(seed)
    model = Model(rng)
    text = model.text()
    title = f"pair {seed}"
    names = {name: "my_" + name for name in model.lines if rng.random() < 0.6}
    document = compare(text, model.text(rng, names), "--all")
    if any(finding["severity"] == "error" for finding in document["diagnostics"]):
        return
    is_no_change(f"{title}, renamed", document, True)
    check_values(title, compare(text, model.edited(random.Random(seed + 1)).text(rng)))


def check_made(seed):
    spelled = made(seed)
    title = f"made {seed}"
    text = spelled(random.Random(seed), False)
    document = compare(text, spelled(random.Random(seed + 2), True))
    if document["diagnostics"]:
        return
    is_no_change(f"{title}, another order", document)
    check_values(title, compare(text, other_numbers(text, random.Random(seed + 3))))


def guarded(title, seed, run):
    try:
        run(seed)
    except (ValueError, subprocess.TimeoutExpired) as error:
        check(f"{title} {seed}", False, str(error))


def main():
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 80
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for seed in itertools.islice(itertools.count(first), pairs):
        guarded("pair", seed, check_model)
        guarded("made", seed, check_made)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
