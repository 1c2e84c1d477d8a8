#!/usr/bin/env python3
"""Why this file exists: a grammar that is written by hand lags behind the language within a month. The words in all grammars are made by
editors/generate.py; this test makes them again and compares, asks the program about some of them, and looks that the READMEs name all files.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from checks import check, equal, finish  # noqa: E402
from expect import EDITORS, SCE, TOP, run  # noqa: E402

sys.path.insert(0, str(EDITORS))
import generate  # noqa: E402


def check_files():
    done = run([sys.executable, "-B", EDITORS / "generate.py", "--check"])
    check("the grammars have the words of the language", done.returncode == 0, done.stdout)


def check_lag():
    """In a copy of the project a new unit, kind, function and keyword lag until they are written."""
    folder = Path(tempfile.mkdtemp(prefix="sce-lag-"))
    try:
        for name in ("editors", "lang", "stdlib", "runtime/core"):
            shutil.copytree(TOP / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        program = [sys.executable, "-B", folder / "editors/generate.py"]
        equal("a copy lags in nothing", run([*program, "--check"]).returncode, 0)
        with (folder / "stdlib/units.sce").open("a", encoding="utf-8") as units:
            units.write("unit Smoot (smoots) = 1.7 m prefix si\nkind bridge < length : Smoot >\nfn span(a: m) : m = a\n")
        done = run([*program, "--check"])
        equal("a new unit lags in every file", (done.returncode, done.stdout.count("lags behind")), (1, len(generate.FILES) + 1))
        equal("it is written", run(program).returncode, 0)
        for name in [*generate.FILES, generate.TEXTMATE]:
            text = (folder / "editors" / name).read_text(encoding="utf-8")
            check(f"{name} has it", all(re.search(rf"\b{word}\b", text) for word in ("Smoot", "bridge", "span")))
        equal("and lags no more", run([*program, "--check"]).returncode, 0)
        lexer = folder / "lang/lexer.re"
        lexer.write_text(lexer.read_text(encoding="utf-8").replace('"over" { GIVE(OVER); }', '"across" { GIVE(OVER); }'), encoding="utf-8")
        check("tables that contradict each other are refused", run([*program, "--check"]).returncode)
    finally:
        shutil.rmtree(folder)


def sound(text):
    return subprocess.run([SCE, "check", "-"], input=text, capture_output=True, text=True, check=False)


def check_words():
    """The program knows every unit in every spelling, every kind and function that the grammars have, and no other."""
    tables = generate.Tables()
    spelled = []
    for unit in tables.units:
        fronts = ([] if unit.required else [""]) + (tables.si_prefixes if unit.si else []) + (tables.binary_prefixes if unit.binary else [])
        spelled += [front + unit.name + plural for front in fronts for plural in (("", "s") if unit.plural else ("",))]
    done = sound("".join(f"x{index} = 2 {name}\n" for index, name in enumerate(spelled)))
    equal("the program knows all units", (done.returncode, done.stderr[:400]), (0, ""))
    check("they are many", len(spelled) > 400, str(len(spelled)))
    pattern = re.compile(generate.unit_pattern(tables))
    equal("the pattern of units has them all", [name for name in spelled if not pattern.fullmatch(name)], [])
    for name in ("FLOPS", "kday", "MUSD", "B", "N", "Kis", "hours_", "widget"):
        check(f"the pattern of units has no {name}", not pattern.fullmatch(name))
    for word in tables.reserved:
        check(f"`{word}` is no name", sound(f"{word} = 1\n").returncode)
    for word in tables.soft:
        equal(f"`{word}` is a name as well", sound(f"{word} = 1\n").returncode, 0)
    for function in tables.functions:
        check(f"`{function}` is a function", "E0201" not in sound(f"x = {function}(1)\n").stderr)
    for kind in tables.kinds:
        check(f"`{kind}` is a kind", "no kind" not in sound(f"{kind} a_name_of_its_own < >\n").stderr)


def check_readmes():
    """check_style.sh looks at the folders of editors/ themselves; what an editor wants below them is named in the README of its folder."""
    for folder in sorted(path for path in EDITORS.iterdir() if path.is_dir() and path.name != "__pycache__"):
        text = (folder / "README.md").read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder))
            if path.is_file() and path.parent != folder and "__pycache__" not in name:
                check(f"editors/{folder.name}/README.md names {name}", name in text)


def main():
    check_files()
    check_lag()
    check_words()
    check_readmes()
    return finish()


if __name__ == "__main__":
    sys.exit(main())
