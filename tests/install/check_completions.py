#!/usr/bin/env python3
"""Why this file exists: what the Tab key offers is promised for three shells. This suite types lines at each and looks at what comes: commands, options (all that the help of a command has, and
nothing else), their values, files, paths of fields and scenarios of the file on the line."""

import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

from checks import check, equal, finish
from installed import B, SCE, make, run
from shells import bash_offers, fish_offers, zsh_offers

PLAN = """\
kind site < power : kW; hours : hour = 8; out energy : kWh = power * hours >
site plant < power = 120; peak : 1 = 2 >
site pump < power = 3 >
scenario busy < plant.hours = 12 >
scenario idle < plant.hours = 1 >
"""
COMMANDS = sorted(set(re.findall(r"^  sce ([a-z][a-z-]*)", run(SCE, "--help").stdout, re.M)))
FOLDERS = ["parts/"]

# What is typed, and what has to be offered: all of it, and nothing else.
CASES = [
    ("sce ch", ["check"]),
    ("sce run --format ", ["text", "json", "csv", "md", "html"]),
    ("sce run --format=j", ["--format=json"]),
    ("sce plan.sce --error-format=", ["--error-format=text", "--error-format=json", "--error-format=github", "--error-format=sarif"]),
    ("sce plan.sce --sampl", ["--samples", "--sampler"]),
    ("sce --sampler ", ["random", "sobol"]),
    ("sce run plan.sce --kernel av", ["avx2", "avx512"]),
    ("sce diff --method ", ["path", "shapley"]),
    ("sce explain plan.sce plant.", ["plant.power", "plant.hours", "plant.energy", "plant.peak"]),
    ("sce explain plan.sce pump.e", ["pump.energy"]),
    ("sce explain --digits 5 plan.sce pump.e", ["pump.energy"]),
    ("sce sensitivity plan.sce plant.energy pump.p", ["pump.power"]),
    ("sce explain 'my plan.sce' al", ["alone"]),
    ("sce explain my\\ plan.sce al", ["alone"]),
    ("sce explain broken.sce go", ["good"]),
    ("sce explain nothing.sce x", []),
    ("sce run plan.sce --scenario ", ["busy", "idle"]),
    ("sce plan.sce --scenario=b", ["--scenario=busy"]),
    ("sce run plan.sce --set plant.p", ["plant.power=", "plant.peak="]),
    ("sce run plan.sce --set=pump.h", ["--set=pump.hours="]),
    ("sce run plan.sce --only pump.h", ["pump.hours"]),
    ("sce solve plan.sce 'plant.energy = 3 kWh' --for pump.h", ["pump.hours"]),
    ("sce explain E012", [code for code in run(SCE, "--complete", "codes").stdout.split() if code.startswith("E012")]),
    ("sce doc carb", ["carbon"]),
    ("sce doc plan.sce pum", ["pump"]),
    ("sce fmt pl", ["plan.sce"]),
    ("sce fmt plan.sce br", ["broken.sce"]),
    ("sce inputs pa", ["parts/"]),
    ("sce check parts/", ["parts/price.sce"]),
    ("sce run plan.sce -I pa", ["parts/"]),
    ("sce merge not", ["notes.txt"]),
    ("sce run plan.sce -o not", ["notes.txt"]),
    ("sce -e 1 pl", ["plan.sce"]),
    ("sce diff plan.sce br", ["broken.sce"]),
]


def table_options(command):
    """The options that the help of a command lists: those in its first column."""
    rows = run(SCE, command, "--help").stdout.partition("\noptions:\n")[2].partition("\n\n")[0].splitlines()
    return sorted("--" + name for row in rows for name in re.findall(r"^  (?:-\w, )?--([a-z-]+)", row))


# One press of the key, and what the command gets when a word is typed behind it.
PRESSES = [
    ("sce run plan.sce --set plant.pea", "3", ["run", "plan.sce", "--set", "plant.peak=3"]),
    ("sce run plan.sce --set=plant.pea", "3", ["run", "plan.sce", "--set=plant.peak=3"]),
    ("sce inp", "plan.sce", ["inputs", "plan.sce"]),
    ("sce check pa", "price.sce", ["check", "parts/price.sce"]),
    ("sce explain my", "alone", ["explain", "my plan.sce", "alone"]),
    ("sce explain plan.sce plant.en", "--all", ["explain", "plan.sce", "plant.energy", "--all"]),
    ("sce plan.sce --format=js", "--all", ["plan.sce", "--format=json", "--all"]),
]


def check_shell(name, offers, completions, folder):
    lines = ["sce ", *(line for line, _ in CASES), *(f"sce {command} --" for command in COMMANDS)]
    presses = [] if name == "fish" else [(line, word) for line, word, _ in PRESSES]
    try:
        found = offers(completions, SCE.parent, folder, lines, presses)
    except Exception as problem:  # a shell that hangs or fails is a failure, not the end
        check(f"{name} answers", False, repr(problem))
        return
    first = set(found[0])
    check(f"{name}: `sce ` offers commands and files", set(COMMANDS) <= first and {"plan.sce", "broken.sce"} <= {word.rstrip("/") for word in first} and "notes.txt" not in first, str(sorted(first)))
    for (line, wanted), got in zip(CASES, found[1:]):
        check_case(name, line, wanted, got)
    for command, got in zip(COMMANDS, found[1 + len(CASES):]):
        equal(f"{name}: the options of `sce {command}`", sorted({word.partition("=")[0] for word in got if word.startswith("--")}), table_options(command))
    for (line, word, wanted), got in zip(PRESSES if presses else [], found[len(lines):]):
        equal(f"{name}: {line!r}, Tab, {word!r}", got, wanted)


def check_case(name, line, wanted, got):
    """A terminal shows the words before too, and repeats the part before `=` with the first match alone."""
    typed = line.split()[-1] if not line.endswith(" ") else ""
    before = [word for word in re.findall(r"'[^']*'|(?:\\.|\S)+", line)][1:]
    if typed:
        before = before[:-1]
    plain = [word.strip("'").replace("\\", "") for word in before]
    if name != "fish" and got[: len(plain)] == plain:
        got = got[len(plain):]
    if not wanted:
        got = [word for word in got if word != typed]
    prefix = typed.partition("=")[0] + "=" if typed.startswith("--") and "=" in typed else ""
    if name != "fish":  # what closes a match is typed only for one by itself
        wanted, got = [word.rstrip("/=") for word in wanted], [word.rstrip("/=") for word in got]
    equal(f"{name}: {line!r}", sorted(prefix + word.removeprefix(prefix) for word in got), sorted(wanted))


def main():
    done = make("completions")
    check("make completions", done.returncode == 0, done.stderr)
    with tempfile.TemporaryDirectory(prefix="sce completions ") as name:
        folder = Path(name)
        (folder / "plan.sce").write_text(PLAN)
        (folder / "my plan.sce").write_text("alone = 1\n")
        (folder / "broken.sce").write_text("good = 3\nbad = = 4\n")
        (folder / "notes.txt").write_text("")
        (folder / "parts").mkdir()
        (folder / "parts/price.sce").write_text("price = $3\n")
        functions = folder / ".zsh"
        functions.mkdir()
        (functions / "_sce").write_bytes((B / "completions/sce.zsh").read_bytes())
        check_shell("bash", bash_offers, B / "completions/sce.bash", folder)
        check_shell("zsh", zsh_offers, functions / "_sce", folder)
        check_shell("fish", fish_offers, B / "completions/sce.fish", folder)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
