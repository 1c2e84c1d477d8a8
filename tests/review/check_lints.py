#!/usr/bin/env python3
"""What lints say in numbers is so.

Why this file exists: E0707 tells by derivatives how much one percent of a number moves a result, and E0704 how many times the work attention would make. Here the number is changed and the
file computed again, and the same work is counted by formulas of the library. Also: every example is silent but for the card.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from checks import check, equal, finish

TOP = Path(__file__).resolve().parent.parent.parent
SCE = os.environ.get("SCE", str(TOP / "build/sce"))
STEP = 1e-4
PROGRAM = """rent = $2.50/(gpu*hour) @ "quote"
hours = 300
share = 20% to 40%
machines = 64 gpu * share * 1.2 + 3.5 gpu
cost = rent * machines * hours * 1 hour
root = (cost / (1 USD))^0.5 + 40
lower = 1 / (hours + 200)
years = sweep(1 .. 3)
grown = cost * (1 + 30% * years)^2
kind plant < power : kW = 5.5; out energy : kWh = power * 24 hour * 30% >
plant a < >
plant b < power = 4.5 >
plant c from b < >
both = a.energy + b.energy + c.energy
low = min(a.energy, 2.5 kWh * 20)
scenario cheap < hours = 100 >
"""


def run(*arguments):
    done = subprocess.run([SCE, *arguments], cwd=TOP, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def findings(path):
    _, _, err = run("check", "--error-format", "json", str(path))
    return [json.loads(line) for line in err.splitlines()]


def values(path):
    """Base values by path (of the mean where there are samples), the points of an axis as a list."""
    _, out, err = run("--format", "json", "--all", "--samples", "512", str(path))
    found = {}
    for value in json.loads(out)["values"]:
        given = value.get("value", value.get("mean"))
        while isinstance(given, dict):
            given = given.get("mean", given.get("base"))
        found[value["path"]] = given
    return found


def base(value):
    """The numbers of the base scenario."""
    flat = []

    def walk(at):
        if isinstance(at, list):
            for one in at:
                walk(one)
        elif isinstance(at, dict):
            walk(at.get("mean"))
        elif at is not None:
            flat.append(at)
    walk(value)
    return flat


def changed(text, finding):
    """The text with the number at the finding's place larger by a small share."""
    lines = text.split("\n")
    line = lines[finding["line"] - 1]
    start, end = finding["column"] - 1, finding["end_column"] - 1
    part = line[start:end]
    bigger = re.sub(r"\d+(\.\d+)?", lambda number: repr(float(number.group()) * (1 + STEP)), part)
    lines[finding["line"] - 1] = line[:start] + bigger + line[end:]
    return "\n".join(lines)


def check_moves(folder):
    path = folder / "plan.sce"
    path.write_text(PROGRAM)
    before, told = values(path), [f for f in findings(path) if f["code"] == "E0707"]
    check("numbers are told", len(told) >= 8, str(len(told)))
    for finding in told:
        said = re.search(r"1 % more of it makes `([^`]+)` ([\d.]+) % (more|less)$", finding["message"])
        check(f"it says how much: {finding['message']}", said)
        if not said:
            continue
        path.write_text(changed(PROGRAM, finding))
        old, new = base(before[said.group(1)]), base(values(path)[said.group(1)])
        moves = [(b / a - 1) / STEP for a, b in zip(old, new) if a]
        wanted = float(said.group(2)) * (1 if said.group(3) == "more" else -1)
        check(f"{finding['message']}", any(abs(move - wanted) < 0.01 + 0.06 * abs(wanted) for move in moves), f"  by computing again: {moves}")
    path.write_text(PROGRAM)
    texts = [f["message"] for f in told]
    for word in ("`hours`", "`share`", "`1.2` in `machines`", "`30%` in `grown`", "`a.power`", "`b.power`"):
        check(f"{word} is told", any(t.startswith(word) for t in texts), str(texts))
    for word in ("`40`", "`2`", "`64 gpu`", "`0.5`"):
        check(f"{word} is not told", not any(t.startswith(word) for t in texts), str(texts))


def check_attention(folder):
    """The audit of the article has 8.27 for what the lint counts of its model; and other sizes by the library's function."""
    path = folder / "clip.sce"
    for params, frames in ((20e9, 180), (3e9, 60), (675e6, 30), (80e9, 1000)):
        path.write_text(f'model clip < params = {params!r}; frames = {frames} > @ "a guess"\n')
        found = [f for f in findings(path) if f["code"] == "E0704"]
        growth = (params / 675e6) ** (1 / 3)
        _, out, _ = run("-e", f"dit_token_macs({1024 * frames} token, {28 * growth!r}, {1152 * growth!r}) / dit_token_macs(1024 token, 28, 1152) / {params / 675e6 * frames!r}", "--format", "json")
        ratio = json.loads(out)["values"][0]["value"]
        said = re.search(r"about ([\d.e+]+) times", found[0]["message"]) if found else None
        check(f"attention of {frames} frames at {params:g}", said and abs(float(said.group(1)) / ratio - 1) < 0.06 if ratio > 1.5 else not found, f"{ratio} {found}")
    text = (TOP / "examples/sora.sce").read_text()
    path.write_text(re.sub(r"  # allow E0704:.*", "", text))
    found = [f for f in findings(path) if f["code"] == "E0704"]
    check("the article's case, 8.27 in its audit", len(found) == 1 and "about 8.3 times" in found[0]["message"], str(found))


def check_examples():
    files = sorted(TOP.glob("examples/*.sce")) + sorted(TOP.glob("examples/cookbook/*.sce")) + sorted(TOP.glob("examples/review/*.sce"))
    check("there are examples", len(files) > 10, str(len(files)))
    for path in files:
        told = [f["code"] for f in findings(path) if f["code"].startswith("E07")]
        equal(f"{path.relative_to(TOP)}: warnings of lints", told, ["E0707", "E0704"] if path.name == "card.sce" else [])


def main():
    with tempfile.TemporaryDirectory() as folder:
        check_moves(Path(folder))
        check_attention(Path(folder))
    check_examples()
    sys.exit(finish())


if __name__ == "__main__":
    main()
