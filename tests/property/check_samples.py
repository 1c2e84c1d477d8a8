#!/usr/bin/env python3
"""Why this file exists: what is not known is evaluated twice. Random programs of samples, sweeps, recurrences, scenarios and copies are worked out by
sample_model.py and by sce with few samples, and every field in every column and at every point has to agree: over which axes it stands, its mean, its
standard deviation and its quantiles, which with one to three samples are the samples themselves.

    check_samples.py [PROGRAMS [FIRST_SEED]]

With KEEP=DIR the text of each program that fails is written there."""

import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(HERE, "..", "support"))
import checks  # noqa: E402
import sample_words  # noqa: E402
import unit_model  # noqa: E402
from checks import check  # noqa: E402
from sample_generate import Program  # noqa: E402
from sample_laws import Unsound  # noqa: E402
from sample_model import statistic  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", os.path.join(HERE, "..", "..", "build", "sce")))
PROGRAMS, SHOWN = 150, 8
WANTED = (("mean", None), ("sd", None), ("p5", 0.05), ("p50", 0.5), ("p95", 0.95))


class Wrong(Exception):
    pass


class Tally:
    """How much was compared, and how much said nothing because rounding decides it."""
    compared = unclear = skipped = 0


def run(text, count, seed):
    command = [SCE, "run", "-", "--all", "--format", "json", "--exact-quantiles", "--threads", "1", "--samples", str(count), "--seed", str(seed)]
    done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=60)
    if done.returncode or not done.stdout:
        raise Wrong("exit code %d: %s" % (done.returncode, done.stderr.decode()[:1500]))
    return json.loads(done.stdout)


def statistics(value):
    """What is shown of a value."""
    if not isinstance(value, tuple):
        return {name: 0.0 if name == "sd" else float(value) for name, _ in WANTED}
    return {name: statistic(name if share is None else "p", value, share) for name, share in WANTED}


def compare(where, got, unit, value, nudged):
    got = got if isinstance(got, dict) else {name: 0.0 if name == "sd" else got for name, _ in WANTED}
    want, moved = statistics(value), statistics(nudged)
    size = max(abs(x) for x in (value if isinstance(value, tuple) else (value,)))
    for name, _ in WANTED:
        slack = 1e-11 * size + 8 * abs(moved[name] - want[name]) + 8 * abs(moved["mean"] - want["mean"])
        if slack > 1e-5 * size:
            Tally.unclear += 1
        elif got.get(name) is None or not abs(got[name] * unit - want[name]) <= slack:
            raise Wrong("%s: %s is %r, expected %.17g (give or take %.1g), in units of %.6g" % (where, name, got.get(name), want[name] / unit, slack / unit, unit))
        else:
            Tally.compared += 1


def pick(shown, columns, column, point, names, where):
    """What is shown of a column and a point."""
    value = shown["value"]
    for axis in shown["axes"]:
        index = columns.index(column) if axis == "scenario" else point[names[axis]]
        if not isinstance(value, list) or len(value) != len(shown["points"][axis]):
            raise Wrong("%s does not have the shape of its axes" % where)
        value = value[index]
    return value


def axis_names(world, path, shown):
    """The axes as they are shown, by last names where these are plain, and the paths that they mean."""
    wanted = world.axes_of(path)
    names = {axis: axis for axis in wanted}
    for axis in wanted:
        names.setdefault(axis.split(".")[-1], axis)
    if {names.get(axis) for axis in shown["axes"]} != wanted or len(shown["axes"]) != len(wanted):
        raise Wrong("%s stands over %s, expected %s" % (".".join(path), shown["axes"], sorted(wanted)))
    for axis in shown["axes"]:
        if axis != "scenario" and [str(label) for label in shown["points"][axis]] != [spelled(label) for label in world.axis_at(names[axis]).labels]:
            raise Wrong("%s: the points of %s are %s" % (".".join(path), axis, shown["points"][axis]))
    return names


def spelled(label):
    """Points that are numbers are shown as numbers."""
    try:
        return str(int(label)) if float(label) == int(float(label)) else str(float(label))
    except ValueError:
        return label


def work_out(program, count):
    """Every value of every field, plain and nudged."""
    world, found = program.world, []
    world.count = count
    for nudged in (False, True):
        world.nudged = nudged
        world.forget()
        found.append({(path, column, tuple(sorted(point.items()))): world.value(path, column, point) for path in world.fields for column, point in world.points(path)})
    world.nudged = False
    return found


def compare_all(program, document, plain, nudged):
    world = program.world
    shown = {value["path"]: value for value in document["values"]}
    errors = [finding for finding in document["diagnostics"] if finding["severity"] == "error"]
    if errors:
        raise Wrong(str(errors[:3]))
    missing = {".".join(path) for path in world.fields} ^ set(shown)
    if missing - ({program.swept[0]} if program.swept else set()):
        raise Wrong("there, or not there: %s" % sorted(missing))
    names = {}
    for (path, column, point), value in plain.items():
        field = shown[".".join(path)]
        if path not in names:
            names[path] = axis_names(world, path, field)
        where = "%s %s %s" % (".".join(path), column, dict(point) or "")
        got = pick(field, document["scenarios"], column, dict(point), names[path], where)
        compare(where, got, unit_model.unit(field["unit"])[0], value, nudged[path, column, point])


def check_seed(seed):
    program = None
    for attempt in range(20):
        program = Program(seed * 100 + attempt, 4 + seed % 9)
        if len(program.world.fields) > 2:
            break
    text = program.text()
    detail = ""
    for count in program.counts:
        try:
            plain, nudged = work_out(program, count)
        except (Unsound, ValueError, OverflowError, ZeroDivisionError):
            Tally.skipped += 1             # what fewer samples make of a mean may be no parameter
            continue
        try:
            compare_all(program, run(text, count, program.world.seed), plain, nudged)
        except Wrong as wrong:
            detail = "%d samples, seed %d: %s" % (count, program.world.seed, wrong)
            break
    if detail and os.environ.get("KEEP"):
        with open(os.path.join(os.environ["KEEP"], "samples%d.sce" % seed), "w", encoding="utf-8") as out:
            out.write(text + "# %s\n" % detail.replace("\n", "\n# "))
    if detail and checks.failed >= SHOWN:
        detail = ""
        checks.failed += 1
        return
    check("seed %d" % seed, not detail, detail)


def check_words():
    """Numbers of several batches, whose order no small run shows."""
    for count, seed in ((256, 0), (257, 0), (512, 3), (513, 3), (1100, 2**63 + 5)):
        values = {value["path"]: value["value"] for value in run("x = uniform(0, 1)\ny = x^2 * uniform(2, 3)\n", count, seed)["values"]}
        x, y = (sample_words.uniforms(sample_words.key(seed, path, 0, ()), count) for path in "xy")
        for path, samples in (("x", x), ("y", [a * a * (2 + b) for a, b in zip(x, y)])):
            want = statistics(tuple(samples))
            check("%d samples of %s" % (count, path), all(abs(values[path][name] - want[name]) < 1e-12 for name in want), "%r\n%r" % (values[path], want))


def main():
    programs = int(sys.argv[1]) if len(sys.argv) > 1 else PROGRAMS
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    check_words()
    for seed in range(first, first + programs):
        check_seed(seed)
    print("%d numbers compared, %d that rounding decides, %d runs without a value" % (Tally.compared, Tally.unclear, Tally.skipped))
    check("few runs say nothing", Tally.skipped <= programs / 10 + 1 and Tally.unclear <= Tally.compared / 100 + 5)
    check("numbers were compared", Tally.compared > 10 * programs, "%d numbers" % Tally.compared)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
