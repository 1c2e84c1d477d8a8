#!/usr/bin/env python3
"""Why this file exists: one careful reading of the language, made twice. Random programs are evaluated by model.py and by sce,
and every value in every column has to agree, which are none and which stand over which axis included. Beside that, what must
not matter must not change a bit: the order of items, their names, one line or many, an unrelated field.

    check_model.py [PROGRAMS [FIRST_SEED]]"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import unit_model  # noqa: E402
from generate import Exhausted, Program, WORDS  # noqa: E402
from model import Fragile, Number  # noqa: E402
from spell import Speller  # noqa: E402

SCE = os.environ.get("SCE", "build/sce")
SHOWN = 8
FAILED_POINT = {"E0401"}           # what a value that fails at a point is reported as


class Wrong(Exception):
    pass


def run(folder, name, text, options=()):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        out.write(text)
    done = subprocess.run([SCE, "run", "--all", "--format", "json", *options, name], cwd=folder, capture_output=True, timeout=60)
    if done.returncode not in (0, 2) or not done.stdout:
        raise Wrong("exit code %d: %s" % (done.returncode, done.stderr.decode()[-500:]))
    return json.loads(done.stdout.decode()), done.returncode


def points_of(value, axes, points):
    """Every point of a result: a dictionary of labels, and what stands there."""
    if not axes:
        yield {}, value
        return
    if not isinstance(value, list) or len(value) != len(points[axes[0]]):
        raise Wrong("%r does not have the shape of %s" % (value, points))
    for label, part in zip(points[axes[0]], value):
        for where, one in points_of(part, axes[1:], points):
            yield dict(where, **{axes[0]: label}), one


def compare(path, where, got, unit, want):
    if not isinstance(want, Number):
        if got is not want:
            raise Wrong("%s%s is %r, expected %r" % (path, where or "", got, want))
        return
    if got is None or isinstance(got, bool):
        raise Wrong("%s%s is %r, expected %.17g in base units" % (path, where or "", got, want.value))
    if abs(got * unit[0] - want.value) > 1e-12 * abs(want.value) + 8 * want.error:
        raise Wrong("%s%s is %.17g, expected %.17g (in base units)" % (path, where or "", got * unit[0], want.value))


def with_full_axes(shown, axes):
    """An axis may be named by the last part of its path where that is plain."""
    full = {axis.split(".")[-1]: axis for axis in axes}
    names = {axis: axis if axis in axes else full.get(axis, axis) for axis in shown["axes"]}
    return dict(shown, axes=[names[axis] for axis in shown["axes"]],
                points={names[axis]: labels for axis, labels in shown.get("points", {}).items()})


def check_value(world, slot, shown):
    path = ".".join(slot.path)
    axes = world.axes(slot.path)
    shown = with_full_axes(shown, axes)
    if set(shown["axes"]) != set(axes):
        raise Wrong("%s stands over %s, expected %s" % (path, shown["axes"], sorted(axes)))
    unit = unit_model.unit(shown["unit"])
    if unit[1] != slot.dimension:
        empty = all(value is None for _, value in points_of(shown["value"], shown["axes"], shown.get("points", {})))
        if not empty:
            raise Wrong("%s is shown in %s" % (path, shown["unit"]))
    if slot.unit is not None and unit_model.factors(shown["unit"]) != unit_model.factors(slot.unit.text):
        raise Wrong("%s is declared in %s and shown in %s" % (path, slot.unit.text, shown["unit"]))
    for where, got in points_of(shown["value"], shown["axes"], shown.get("points", {})):
        column = where.get("scenario", "base")
        compare(path, where, got, unit, world.value(slot.path, column, {a: where[a] for a in where if a != "scenario"}))


def check_program(world, document, code):
    shown = {value["path"]: value for value in document["values"]}
    slots = [slot for slot in world.slots.values() if slot.sort in ("value", "each") and not slot.path[0].startswith("kind ")]
    # All that a slot may be is worked out first: one that says nothing (Fragile) takes the whole program out.
    for finding in document["diagnostics"]:
        if finding["severity"] == "error" and finding["code"] not in FAILED_POINT:
            raise Wrong("%s at %s:%s: %s" % (finding["code"], finding["line"], finding["column"], finding["message"]))
    for slot in slots:
        if ".".join(slot.path) not in shown:
            raise Wrong("no result " + ".".join(slot.path))
        check_value(world, slot, shown[".".join(slot.path)])
    extra = set(shown) - {".".join(slot.path) for slot in slots}
    if extra:
        raise Wrong("results that nobody defined: %s" % sorted(extra))
    if document["scenarios"] != world.columns() and sorted(document["scenarios"][1:]) != sorted(world.scenarios):
        raise Wrong("columns are %s" % document["scenarios"])
    if (code == 2) != world.divided:
        raise Wrong("exit code %d, and the model %s by zero" % (code, "divides" if world.divided else "does not divide"))


def work_out(world):
    """Every value in every column, so that a program of which one is Fragile is dropped."""
    for slot in world.slots.values():
        if slot.sort == "value" and not slot.path[0].startswith("kind "):
            axes = sorted(world.axes(slot.path) - {"scenario"})
            if len(axes) > 2:
                raise Fragile()
            for column in world.columns():
                for point in all_points(world, axes):
                    world.value(slot.path, column, point)


def all_points(world, axes):
    if not axes:
        yield {}
        return
    for rest in all_points(world, axes[1:]):
        for member in world.slots[tuple(axes[0].split("."))].members:
            yield dict(rest, **{axes[0]: member})


def bits(document, renamed=str):
    """What must stay the same to the bit: values by path and point."""
    found = {}
    for value in document["values"]:
        path = value["path"]
        for where, one in points_of(value["value"], value["axes"], value.get("points", {})):
            key = (renamed(path), tuple(sorted((renamed(axis), renamed(label)) for axis, label in where.items())))
            found[key] = (value["unit"], repr(one))
    return found


def same_bits(law, before, after, added=()):
    for key, value in before.items():
        if after.get(key) != value:
            raise Wrong("%s changes %s%s from %s to %s" % (law, key[0], dict(key[1]) or "", value, after.get(key)))
    surplus = [key for key in after if key not in before and key[0].split(".")[-1] not in added]
    if surplus:
        raise Wrong("%s adds %s" % (law, surplus))


def rename(text):
    return re.sub(r"\b(%s)\b" % "|".join(WORDS), r"renamed_\1", text)


def back(text):
    return text.replace("renamed_", "")


def laws(folder, program, seed, first, options):
    """What must not matter: order, lines, names, an unrelated field."""
    before = bits(first)
    shuffled = Speller(program, random.Random(seed + 1)).text()
    same_bits("another order", before, bits(run(folder, "shuffled.sce", shuffled, options)[0]))
    split = Speller(program, random.Random(seed + 2), split=True).text()
    same_bits("many lines", before, bits(run(folder, "split.sce", split, options)[0]))
    renamed_options = [rename(option) for option in options]
    same_bits("other names", before, bits(run(folder, "renamed.sce", rename(split), renamed_options)[0], back))
    extra = Speller(program, random.Random(seed + 3), extra=True).text()
    same_bits("an unrelated field", before, bits(run(folder, "extra.sce", extra, options)[0]), ("unrelated_field", "unrelated_helper"))


def made(seed):
    """The program of a seed; the first of its relatives that says something."""
    for attempt in range(60):
        try:
            number = seed * 1000 + attempt
            program = Program(number, random.Random(number).choice([5, 8, 12, 18, 25, 35, 45, 60]))
            if random.Random(number).random() < 0.35:
                program.edits()
                program.world.axis_cache.clear()
            work_out(program.world)
            return program, number
        except (Fragile, Exhausted):
            continue
    raise SystemExit("no program for seed %d" % seed)


def check_seed(folder, seed):
    program, number = made(seed)
    speller = Speller(program, random.Random(number), split=number % 2 == 0)
    text = speller.text()
    plain = Speller(program, random.Random(number))
    options = []
    for path, layer in program.world.edits:
        options += ["--set", ".".join(path) + "=" + plain.expr(layer.expr)]
    try:
        document, code = run(folder, "program.sce", text, options)
        check_program(program.world, document, code)
        laws(folder, program, number, document, options)
    except Wrong as wrong:
        return "seed %d: %s" % (seed, wrong), text, options
    return None


# --- what no scenario touches is computed once ------------------------------------------------------------------------------


def evaluations(folder, scenarios):
    text = "start = 3 s\nknob = 2\nlever0 = knob * 2\n"
    text += "".join("link%d = %s * 1.01 + 1 s\n" % (i, "link%d" % (i - 1) if i else "start") for i in range(300))
    text += "box <\n  each piece : s\n  width : s = sum(piece)\n>\n".replace("box <", "kind box <", 1)
    text += "box shelf < " + "; ".join("piece_number_%d = link%d" % (i, i) for i in range(20)) + " >\n"
    text += "".join("scenario column%d < knob = %d >\n" % (i, i + 3) for i in range(scenarios))
    with open(os.path.join(folder, "chain.sce"), "w", encoding="utf-8") as out:
        out.write(text)
    done = subprocess.run([SCE, "run", "--all", "--stats", "chain.sce"], cwd=folder, capture_output=True, timeout=60)
    found = re.search(r"node evaluations (\d+)", done.stderr.decode())
    if done.returncode or not found:
        raise Wrong("no count of node evaluations: " + done.stderr.decode()[-300:])
    return int(found.group(1))


def check_stats(folder):
    counts = {number: evaluations(folder, number) for number in (0, 1, 2, 8, 32)}
    if counts[0] < 300:
        raise Wrong("%d node evaluations for 300 links" % counts[0])
    per_scenario = (counts[32] - counts[8]) / 24
    if per_scenario > 8 or counts[8] - counts[2] > 6 * 8 or counts[1] - counts[0] > 16:
        raise Wrong("untouched values are computed again: node evaluations by number of scenarios %s" % counts)


def main():
    programs = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    failed, keep = 0, os.environ.get("KEEP")
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + programs):
            result = check_seed(folder, seed)
            if result:
                failed += 1
                if failed <= SHOWN:
                    print("FAILED %s" % result[0])
                if keep:
                    with open(os.path.join(keep, "seed%d.sce" % seed), "w", encoding="utf-8") as out:
                        out.write(result[1] + "# %s\n# %s\n" % (result[0], result[2]))
        try:
            check_stats(folder)
        except Wrong as wrong:
            failed += 1
            print("FAILED --stats: %s" % wrong)
    print("%d passed, %d failed" % (programs + 1 - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
