#!/usr/bin/env python3
"""Comparisons in which a side is the JSON of an earlier run: what it says has to be what a comparison of the two files says, but for the shares.

The programs are small; each is compared as file and as JSON on either side. Documents that no run wrote, and units that nobody defines, come last.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from checks import check, equal, finish  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
FOLDER = tempfile.TemporaryDirectory()
HERE = Path(FOLDER.name)


def run(*arguments, folder=HERE):
    return subprocess.run([SCE, *map(str, arguments)], capture_output=True, text=True, timeout=120, cwd=folder)


def write(name, text):
    (HERE / name).write_text(text)
    return name


def results(name, *arguments):
    """The JSON of a run, beside its file."""
    done = run("run", "--format", "json", *arguments, name)
    return write(name.replace(".sce", ".json"), done.stdout)


def diff(old, new, *arguments, code=0):
    done = run("diff", old, new, "--format", "json", *arguments)
    if done.returncode != code:
        raise SystemExit(f"sce diff {old} {new}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return json.loads(done.stdout)


def outputs(document):
    return {(output["path"], *sorted((output.get("point") or {}).items())): output for output in document["outputs"]}


def document(*values, **more):
    """A document of a run; a value is (path, unit, value), with more members as a dictionary."""
    listed = [{"path": v[0], "unit": v[1], "role": "formula", "at": "x.sce:1", "axes": [], "value": v[2], **(v[3] if len(v) > 3 else {})} for v in values]
    return json.dumps({"schema": "sce.run/1", "scenarios": ["base"], "values": listed, "claims": [], "diagnostics": [], **more})


# What two comparisons of one pair have to have in common.
SHARED = ("path", "status", "at", "old", "new", "delta", "ratio")


def same(x, y):
    if isinstance(x, dict) and isinstance(y, dict):
        return x.keys() == y.keys() and all(same(x[key], y[key]) for key in x)
    if isinstance(x, float) or isinstance(y, float):
        return x is not None and y is not None and math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-12)
    return x == y


def compare_all_ways(title, old, new):
    """Both as files, then with JSON on either side: the same outputs and claims, no drivers."""
    old, new = write("old.sce", old), write("new.sce", new)
    files = diff(old, new, "--all")
    old_json, new_json = results(old, "--all"), results(new, "--all")
    for pair in ((old_json, new), (old, new_json), (old_json, new_json)):
        values = diff(*pair, "--all")
        name = f"{title}: {pair[0]} and {pair[1]}"
        check(f"{name} says that there are no shares", values.get("values_only") is True)
        check(f"{name} has no drivers", not any(output["drivers"] for output in values["outputs"]))
        wanted, got = outputs(files), outputs(values)
        equal(f"{name}: outputs", list(got), list(wanted))
        for key in wanted:
            members = [member for member in SHARED if not same(got[key][member], wanted[key][member])] if key in got else []
            check(f"{name}: {key}", not members, f"  {members}\n  got    {got.get(key)}\n  wanted {wanted[key]}")
        claims = [[{key: claim[key] for key in ("name", "flipped", "old", "new", "says")} for claim in document["claims"]] for document in (values, files)]
        check(f"{name}: claims", same({"all": claims[0][:0]}, {"all": []}) and all(same(x, y) for x, y in zip(*claims)) and len(claims[0]) == len(claims[1]), f"  {claims}")
    return files


PLAIN = "steps = 250\npeak = 1.5\nload : kW = 3 kW\ngpus = steps * peak\npower = load * gpus\n"


def check_pairs():
    compare_all_ways("values", PLAIN, PLAIN.replace("250", "1000").replace("3 kW", "0.004 MW"))
    compare_all_ways("spelling", PLAIN, PLAIN.replace("3 kW", "3000 W"))
    compare_all_ways("added and removed", PLAIN + "a = gpus * 2\nz = gpus * 3\n", PLAIN + "b = gpus * 4\nz = gpus * 3\n")
    compare_all_ways("scenarios", PLAIN + "scenario small < steps = 50 >\n", PLAIN + "scenario small < steps = 60 >\nscenario large < steps = 500 >\n")
    compare_all_ways("only one has scenarios", PLAIN, PLAIN + "scenario small < steps = 50 >\n")
    sweep = "years = sweep(2025 year, 2026 year)\nuse_of = 3 kW * (years / 1 year - 2020)\n"
    compare_all_ways("sweeps", PLAIN + sweep, PLAIN + sweep.replace("2026", "2027").replace("2020", "2021"))
    compare_all_ways("sweeps in scenarios", PLAIN + sweep + "part = use_of * steps\nscenario small < steps = 5 >\n", PLAIN + sweep + "part = use_of * steps\nscenario small < steps = 6 >\n")
    compare_all_ways("truth", PLAIN + "many = (gpus > 500)\n", PLAIN.replace("250", "1000") + "many = (gpus > 500)\n")
    claims = "claim few < value = gpus; says = 375 > @ \"a\"\nclaim watts < value = power; says = 1125 kW >\n"
    found = compare_all_ways("claims", PLAIN + claims, PLAIN.replace("250", "1000") + claims)
    check("claims flip", any(claim["flipped"] for claim in found["claims"]))
    compare_all_ways("claims that come and go", PLAIN + claims, PLAIN + claims.replace("few", "many"))
    compare_all_ways("percent", "share = 20%\nrest = 1 - share\n", "share = 30%\nrest = 1 - share\n")
    compare_all_ways("none", "a = none\nb = a\nc = 2\nd = c * 2\n", "a = 3\nb = a * 1\nc = 2\nd = c * 2\n")


def check_samples():
    text = "speed = normal(5, 1)\ntime = 10 / speed\nlong = (time > 2)\n"
    old, new = write("old.sce", text), write("new.sce", text.replace("normal(5", "normal(6"))
    values = outputs(diff(results(old), new))[("time",)]
    check("a mean with its error", values["status"] == "changed" and values["old"]["se"] > 0 and values["new"]["se"] > 0, str(values))
    equal("the same samples", [o["status"] for o in diff(results(old), old)["outputs"]], [])
    edits = diff(results(old), results(new))["edits"]
    equal("what is not known is given", [(edit["path"], edit["kind"]) for edit in edits], [("speed", "value")])


def check_edits():
    old, new = write("old.sce", PLAIN + "idle = 1\n"), write("new.sce", PLAIN.replace("250", "1000").replace("3 kW", "3000 W") + "extra = 5\n")
    edits = [(edit["path"], edit["kind"], edit["old"], edit["new"]) for edit in diff(results(old), new)["edits"]]
    equal("what was given", edits, [("steps", "value", "250", "1000"), ("extra", "added", None, "5"), ("idle", "removed", "1", None)])
    text = run("diff", "old.json", new).stdout
    check("text says why there are no shares", "no shares: a side is results of an earlier run" in text, text)
    check("text names what was given", "given, and not the same on both sides: steps, extra, idle" in text, text)
    check("md says why there are no shares", "no shares" in run("diff", "old.json", new, "--format", "md").stdout)


def check_units():
    rooms = "dimension room_count\nunit room : room_count\nrooms : room = 4\nhalf = rooms / 2\n"
    old, new = write("old.sce", rooms), write("new.sce", rooms.replace("= 4", "= 6"))
    half = outputs(diff(results(old), results(new)))[("half",)]
    check("a unit that nobody defines", half["status"] == "changed" and half["note"] == "in room" and half["old"]["value"] == 2 and half["new"]["value"] == 3, str(half))
    half = outputs(diff("old.json", new))[("half",)]
    check("a unit of the file", half["unit"] == "room" and "note" not in half and half["ratio"] == 1.5, str(half))
    half = outputs(diff(old, "new.json"))[("half",)]
    check("a unit of the old file", half["unit"] == "room" and "note" not in half and half["ratio"] == 1.5, str(half))

    def pair(old_unit, old_value, new_unit, new_value, code=0):
        write("x.json", document(("y", old_unit, old_value)))
        write("y.json", document(("y", new_unit, new_value)))
        found = run("diff", "x.json", "y.json", "--format", "json", "--all")
        equal(f"{old_unit} and {new_unit}: exit code", found.returncode, code)
        equal(f"{old_unit} and {new_unit}: nothing else is said", found.stderr, "")
        return outputs(json.loads(found.stdout))[("y",)]

    equal("kW and MW", pair("kW", 3000, "MW", 3)["status"], "unchanged")
    equal("hours and days", pair("hour", 24, "day", 2)["ratio"], 2)
    equal("a product", pair("kWh/day", 24, "kW", 2)["ratio"], 2)
    for units in (("kW", "hour"), ("kW", "flock"), ("herd", "flock"), ("herd/", "m m\nuse \"x\""), ("kW", ""), ("%%%", "^"), ("m^99999", "m^(")):
        found = pair(units[0], 3, units[1], 3, code=2)
        check(f"{units} do not go together", found["status"] == "error" and all(unit in found["note"] or "\n" in unit for unit in units), str(found))
    equal("an unknown unit on both sides", pair("flock", 3, "flock", 6)["ratio"], 2)
    gone = write("z.sce", "a = 1\nb = a * 2\n")
    write("y.json", document(("b", "1", 2), ("gone", "day", 3), ("lost", "flock", 4)))
    found = outputs(diff("y.json", gone))
    equal("removed, in units that the file never named", [found[(name,)].get("note") for name in ("gone", "lost")], ["in day", "in flock"])


def check_axes():
    def swept(points, values, unit="year", **more):
        return document(("y", "kW", values, {"axes": ["years"], "points": {"years": points}, "units": {"years": unit}}), **more)

    write("x.json", swept([2025, 2026], [1, 2]))
    write("y.json", swept([2025.0000000000001, 2027], [1, 2]))
    equal("points as numbers", {key[1][1]: output["status"] for key, output in outputs(diff("x.json", "y.json", "--all")).items()}, {"2025": "unchanged", "2027": "added", "2026": "removed"})
    write("x.json", swept([24, 48], [1, 2], "hour"))
    write("y.json", swept([1, 2], [1, 3], "day"))
    equal("points in other units", [output["status"] for output in diff("x.json", "y.json", "--all")["outputs"]], ["unchanged", "changed"])
    write("x.json", swept([], []))
    write("y.json", swept([], []))
    equal("no points", diff("x.json", "y.json", "--all")["outputs"], [])
    write("x.json", document(("a b", "1", 1), ("a b", "1", 2)))
    write("y.json", document(("a b", "1", 1), ("a b", "1", 3), ("a b", "1", 4)))
    equal("one path several times", [output["status"] for output in diff("x.json", "y.json", "--all")["outputs"]], ["unchanged", "changed", "added"])


def check_gates():
    old, new = write("old.sce", PLAIN), write("new.sce", PLAIN.replace("250", "1000"))
    results(old), results(new)
    for pair in (("old.json", new), (old, "new.json"), ("old.json", "new.json")):
        for gate, code in (("gpus > +10%", 3), ("gpus > +400%", 0), ("power > +3 MW", 3), ("power > +4 MW", 0), ("power > 4500 kW", 0), ("power > 4 MW", 3), ("power > 3 s", 2), ("nothing > +1%", 2)):
            equal(f"{pair}: {gate}", run("diff", *pair, "--fail-if", gate).returncode, code)


def check_failures():
    write("good.json", document(("y", "1", 3)))
    partial = diff(write("x.json", document(("y", "1", 3), partial=True)), "good.json", code=2)
    check("an interrupted run", partial.get("partial") is True)
    error = [{"code": "E0201", "severity": "error", "message": "m", "file": "x.sce", "line": 1, "column": 1}]
    failed = diff("good.json", write("x.json", document(("y", "1", None), diagnostics=error)), code=2)
    equal("a run with errors", (failed.get("partial"), failed["outputs"][0]["status"]), (True, "error"))
    none = diff("good.json", write("x.json", document(("y", "1", None))))
    equal("what has no value now", none["outputs"][0]["status"], "changed")
    equal("--exit-code", run("diff", "good.json", write("x.json", document(("y", "1", 4))), "--exit-code").returncode, 1)
    equal("--exit-code, the same", run("diff", "good.json", write("x.json", document(("y", "1", 3 + 1e-10))), "--exit-code").returncode, 0)
    for title, text in (("cut short", document(("y", "1", 3))[:60]), ("another schema", '{"schema": "sce.diff/1"}'), ("a list", "[1, 2]"), ("no values", '{"schema": "sce.run/1", "scenarios": []}'),
                        ("a value that does not fit", document(("y", "1", [1, 2]))), ("a status of another kind", '{"schema": "sce.run/1", "scenarios": [], "values": [{}], "claims": []}')):
        for pair in ((write("x.json", text), "good.json"), ("good.json", "x.json")):
            done = run("diff", *pair)
            check(f"{title}: trouble", done.returncode == 2 and "error[E0622]" in done.stderr and not done.stdout, done.stderr + done.stdout)


def check_examples():
    for example in sorted((TOP / "examples").glob("*.sce")):
        for arguments in ((), ("--all",)):
            done = run("run", "--format", "json", *arguments, example.name, folder=TOP / "examples")
            (HERE / "example.json").write_text(done.stdout)
            for pair in ((HERE / "example.json", example.name), (example.name, HERE / "example.json")):
                found = run("diff", *pair, "--exit-code", folder=TOP / "examples")
                check(f"{example.name} {arguments}: nothing changed", found.returncode == 0 and found.stderr == "", found.stdout + found.stderr)


def check_unseen():
    """Fields that a kind has and a file does not show: results may hold them, and what fails in them is nobody's business."""
    file = write("unseen.sce", "kind k < a : 1; b = 1/(a - 1); d = 3 * a; out c = 2 * a >\nk x < a = 1 >\n")
    write("unseen.json", run("run", "--format", "json", file).stdout)
    for pair in (("unseen.json", file), (file, "unseen.json")):
        done = run("diff", *pair, "--exit-code")
        check(f"a field that nobody sees fails, {pair}", (done.returncode, done.stderr) == (0, "") and "0 changed, 1 unchanged" in done.stdout, done.stdout + done.stderr)
    write("unseen.sce", "kind k < a : 1; b = 1/(a + 1); d = 3 * a; out c = 2 * a >\nk x < a = 1 >\n")
    write("unseen.json", run("run", "--all", "--format", "json", file).stdout)
    write("unseen.sce", "kind k < a : 1; b = 1/(a + 1); d = 4 * a; out c = 2 * a >\nk x < a = 1 >\n")
    check("without --all", "0 changed, 1 unchanged" in run("diff", "unseen.json", file).stdout, run("diff", "unseen.json", file).stdout)
    check("with --all", "1 changed, 2 unchanged" in run("diff", "unseen.json", file, "--all").stdout, run("diff", "unseen.json", file, "--all").stdout)


def check_once():
    """What is wrong in a file that both sides import is said once; what is wrong in each of them, for each."""
    write("shared.sce", "broken = 1 m + 1 s\n")
    old, new = write("old.sce", 'use "shared.sce"\na = 1\nb = a * 2\n'), write("new.sce", 'use "shared.sce"\na = 2\nb = a * 2\n')
    done = run("diff", old, new)
    equal("a finding of both sides", (done.returncode, done.stderr.count("error[")), (2, 1))
    write("old.sce", "b = c\n")
    write("new.sce", "a = 2\nb = c\n")
    equal("a finding of each side", run("diff", old, new).stderr.count("error["), 2)


def check_scenarios_told():
    """What came or went is told for a scenario where it differs from the base; JSON has all of it."""
    base = "steps = 250\nscenario same < steps = 250 >\nscenario more < steps = 500 >\n"
    old, new = write("old.sce", base), write("new.sce", base + "gpus = steps * 2\n")
    for pair, sign in (((old, new), "+"), ((new, old), "-")):
        text = run("diff", *pair).stdout
        equal(f"{pair}: text", [line.split("   ")[0] for line in text.splitlines() if line.startswith(sign)], [f"{sign} gpus", f"{sign} gpus[more]"])
        check(f"{pair}: counted all the same", "3 added" in text or "3 removed" in text, text)
        markdown = run("diff", *pair, "--format", "md").stdout
        check(f"{pair}: md", "same" not in markdown and "gpus\\[more\\]" in markdown, markdown)
        equal(f"{pair}: json", len(diff(*pair)["outputs"]), 3)
        check(f"{pair}: --all", "gpus[same]" in run("diff", *pair, "--all").stdout)


check_pairs()
check_samples()
check_edits()
check_units()
check_axes()
check_gates()
check_failures()
check_examples()
check_unseen()
check_once()
check_scenarios_told()
sys.exit(finish())
