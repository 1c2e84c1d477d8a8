#!/usr/bin/env python3
"""Why this file exists: an explanation has to agree with what it explains. Its values are held against those of a run, its tree against the
formulas, its elasticities against closed forms and against runs with the input moved; and lists of inputs against what results change with."""

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
EXAMPLES = sorted((TOP / "examples").glob("*.sce"))


def call(program, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.sce"
        path.write_text(program, encoding="utf-8")
        words = [str(path) if word == "FILE" else word for word in arguments]
        return subprocess.run([SCE, *words], capture_output=True, text=True, timeout=120, check=False)


def read(done, title):
    check(f"{title}: exit code", done.returncode == 0, done.stderr)
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError as error:
        check(f"{title}: is JSON", False, f"{error}\n{done.stdout}")
        return None


def explain(program, path, *options):
    """The tree, and its nodes by path."""
    document = read(call(program, "explain", "FILE", path, "--format", "json", *options), f"explain {path}")
    nodes = {}

    def walk(node):
        if "see" in node:
            check(f"{node['path']} has been unfolded", node["see"] in nodes, str(node))
            return
        check(f"{node['path']} is unfolded once", node["path"] not in nodes, str(node))
        nodes[node["path"]] = node
        for inner in node["uses"]:
            walk(inner)

    walk(document["tree"])
    equal("schema", document["schema"], "sce.explain/1")
    return document, nodes


def near(title, got, wanted, tolerance):
    check(title, got is not None and abs(got - wanted) <= tolerance, f"  got {got}, wanted {wanted} ±{tolerance}")


def uses(node):
    return [inner["path"] for inner in node["uses"]]


def test_tree():
    program = ('tariff = $0.12/kWh @ "the contract"\nkind site < servers : 1; draw : kW = 2.5; out power : kW = servers * draw; out cost : USD/day = power * tariff + power * 1 USD/(kW*day) >\n'
               'site < servers = 40 > @ "the plan"\ntwice = 2 * site.cost\n')
    _, nodes = explain(program, "twice")
    equal("uses, in the order of the formula", {path: uses(node) for path, node in nodes.items()},
          {"twice": ["site.cost"], "site.cost": ["site.power", "tariff"], "site.power": ["site.servers", "site.draw"], "site.servers": [], "site.draw": [], "tariff": []})
    equal("formulas", [nodes[p]["formula"] for p in ("site.power", "tariff")], ["servers * draw", "$0.12/kWh"])
    equal("places", [nodes[p]["at"] for p in ("twice", "site.power", "tariff")], ["model.sce:4", "model.sce:2", "model.sce:1"])
    equal("sources", [nodes[p].get("source") for p in ("tariff", "site.servers", "site.draw", "site.power")], ["the contract", "the plan", None, None])
    _, nodes = explain("a = 1\nb = a * 3 + a\nscenario s < a = 5 >\n", "b / a[s]")
    equal("expressions have a tree", uses(nodes["b / a[s]"]), ["b", "a"])
    equal("replaced", nodes["a"]["replaced"][0]["formula"], "5")
    _, nodes = explain("y = H100.bf16 * (2 gpu)\n", "y")
    check("the library's lines", nodes["H100.bf16"]["at"].startswith("std: hardware:") and nodes["H100.bf16"]["source"], str(nodes["H100.bf16"]))


def test_values():
    """The values of explained results are those of `sce run`."""
    for example in EXAMPLES:
        run = json.loads(subprocess.run([SCE, str(example), "--format", "json"], capture_output=True, text=True, timeout=120, check=False).stdout)
        for value in run["values"]:
            if value["role"] != "output" or value["path"].endswith("]"):
                continue
            done = subprocess.run([SCE, "explain", str(example), value["path"], "--format", "json"], capture_output=True, text=True, timeout=120, check=False)
            document = read(done, f"{example.name}: {value['path']}")
            root = document and document["tree"]
            if not root:
                continue
            equal(f"{example.name}: {value['path']}: unit and axes", (root["unit"], root["axes"]), (value["unit"], value["axes"]))
            wanted, shown = value["value"], document["scenarios"]
            if value["axes"][:1] == ["scenario"]:
                points = value["points"]["scenario"]
                wanted = [wanted[points.index(name)] for name in shown]
            equal(f"{example.name}: {value['path']}: value", root["value"], wanted)


def test_elasticities():
    program = "a = 2 kg\nb = 3 m\nc = 5\nz = 0\nx = a^2 * b\ny = x / c^0.5 + z * a * a * b\nt = if (c > 4) then y else 0 * y\n"
    _, nodes = explain(program, "y")
    for path, wanted in (("a", 2), ("b", 1), ("c", -0.5), ("x", 1)):
        near(f"elasticity by {path}", nodes[path]["elasticity"], wanted, 1e-12)
    equal("of what is 0", nodes["z"]["elasticity"], None)
    _, nodes = explain("a = 3 to 5\nb = uniform(1, 2)\ny = a^2 / b\n", "y")
    near("through samples", nodes["b"]["elasticity"], -1, 1e-9)
    near("through samples, a power", nodes["a"]["elasticity"], 2, 1e-9)
    _, nodes = explain("s = sweep(1, 2, 4)\nb = 3\ny = b + s\n", "y")
    equal("over an axis: least and largest", [round(e, 12) for e in nodes["b"]["elasticity"]], [round(3 / 7, 12), 0.75])
    document, nodes = explain("a = 1\nb = 1\ny = a + b\nscenario s < a = 3 >\n", "y", "--scenario", "s")
    equal("in a scenario", (document["elasticity_of"], nodes["a"]["elasticity"]), ("s", 0.75))


def test_against_runs():
    """An elasticity is what a small change does."""
    program = (TOP / "examples/sora.sce").read_text(encoding="utf-8")
    _, nodes = explain(program, "fleet.gpus / sora.train_gpus")
    for path in ("fleet.peak", "fleet.utilization", "sora.fps", "fleet.throughput"):
        step, got = 1e-5, []
        for sign in (-1, 1):
            done = call(program, "-e", "fleet.gpus / sora.train_gpus", "FILE", "--set", f"{path}={path} * {1 + sign * step!r}", "--format", "json")
            value = json.loads(done.stdout)["values"][0]["value"]
            got.append(value[0] if isinstance(value, list) else value)
        near(f"against runs: {path}", nodes[path]["elasticity"], math.log(got[1] / got[0]) / (math.log1p(step) - math.log1p(-step)), 1e-6)


def test_inputs():
    """What rests on an input changes with it, and nothing else does."""
    program = 'a = 2 @ "x"\nb = 3\nc = 4 > 3\nu = 1\nd = a * b\ne = d + 1.5 * a\nf = b^2\nscenario s < a = 7 >\n'.replace("c = 4 > 3\n", "")
    document = read(call(program, "inputs", "FILE", "--format", "json"), "inputs")
    rows = [(row["path"], row.get("scenario"), row.get("literal"), row["value"], row["source"], row["results"]) for row in document["inputs"]]
    equal("inputs", rows, [("a", None, None, [2], "x", ["e"]), ("a", "s", None, [7], None, ["e"]), ("b", None, None, 3, None, ["e", "f"]), ("u", None, None, 1, None, []),
                           ("e", None, "1.5", 1.5, None, ["e"])])
    equal("without source", document["without_source"], 4)
    for example in EXAMPLES:
        document = read(subprocess.run([SCE, "inputs", str(example), "--format", "json"], capture_output=True, text=True, timeout=120, check=False), f"inputs of {example.name}")
        check(f"inputs of {example.name}: there are some", document and len(document["inputs"]) > 3)
        paths = [row["path"] for row in document["inputs"]]
        check(f"inputs of {example.name}: none is a result", all(row["path"] not in row["results"] or "literal" in row for row in document["inputs"]), str(paths))


def test_long():
    """A chain of thousands of fields, and a field that two thousand others use."""
    chain = "x0 = 1\n" + "".join(f"x{i} = x{i - 1} + 1\n" for i in range(1, 3000))
    for options in ((), ("--all",), ("--format", "json")):
        done = call(chain, "explain", "FILE", "x2999", *options)
        check(f"a long chain {options}", done.returncode == 0 and len(done.stdout.splitlines()) < 130, done.stderr)
    wide = "x = 2\n" + "".join(f"y{i} = x * {i}\n" for i in range(2000)) + "z = " + " + ".join(f"y{i}" for i in range(2000)) + "\n"
    done = call(wide, "explain", "FILE", "z")
    check("a wide one", done.returncode == 0 and done.stdout.count("… see above") == 1999, done.stderr)


def main():
    for test in (test_tree, test_values, test_elasticities, test_against_runs, test_inputs, test_long):
        test()
    return finish()


if __name__ == "__main__":
    sys.exit(main())
