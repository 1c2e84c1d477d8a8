#!/usr/bin/env python3
"""The lists of the library that documents have by hand, the kinds of each file in stdlib/README.md and the tables at the end of lang/REFERENCE.md, against what
`sce doc` says.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from checks import check, equal, finish  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))


def pages():
    done = subprocess.run([SCE, "doc", "--format", "json"], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    return [page for page in json.loads(done.stdout)["pages"] if page["origin"] == "library"]


def names(text):
    return re.findall(r"`(\w+)`", text)


def rows(section):
    """The cells of all table rows, heads and rules aside."""
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.split("\n") if line.startswith("|")]
    return [row for row in found if not set("".join(row)) <= set("-: ") and row[0] not in ("kind", "dimension")]


def section(title):
    text = (TOP / "lang/REFERENCE.md").read_text(encoding="utf-8")
    start = text.index(f"\n## {title}\n")
    end = text.find("\n## ", start + 4)
    return text[start:] if end < 0 else text[start:end]


def check_files(kinds):
    """Every file of the library is listed with its kinds."""
    readme = (TOP / "stdlib/README.md").read_text(encoding="utf-8")
    listed = {file: names(rest) for file, rest in re.findall(r"^- `(\w+\.sce)` — (.*)$", readme, re.M)}
    equal("files of the library", sorted(listed), sorted(path.name for path in (TOP / "stdlib").glob("*.sce")))
    for file, told in listed.items():
        wanted = [kind["name"] for kind in kinds if kind["at"].split(":")[0] == f"std/{file}"]
        equal(f"stdlib/README.md: kinds of {file}", [name for name in told if name in {kind["name"] for kind in kinds}], wanted)


def own(kind, wanted):
    return [field["name"] for field in kind["fields"] if wanted(field)]


def check_kinds(kinds):
    text = section("The kinds of the library")
    first, _, blocks = text.partition("The blocks of the library:")
    table = {names(row[0])[0]: row for row in rows(first)}
    equal("REFERENCE.md: all kinds", sorted(table), sorted(kind["name"] for kind in kinds))
    for kind in kinds:
        row = table.get(kind["name"], ["", "", ""])
        equal(f"REFERENCE.md: what {kind['name']} is made from", names(row[0])[1:], [kind["base"]] if "base" in kind else [])
        if not row[1].startswith("the same"):
            equal(f"REFERENCE.md: required by {kind['name']}", names(row[1]), own(kind, lambda field: field.get("required")))
        if row[2] != "the same":
            equal(f"REFERENCE.md: results of {kind['name']}", sorted(names(row[2])), sorted(own(kind, lambda field: field.get("out"))))
        check(f"REFERENCE.md: defaults of {kind['name']}", all(f"`{name}`" in first for name in own(kind, lambda field: field["sort"] in ("field", "reference"))))
    told = {names(row[0])[0]: names(row[1]) for row in rows(blocks)}
    for kind in kinds:
        equal(f"REFERENCE.md: blocks of {kind['name']}", told.get(kind["name"], []), [block["name"] for block in BLOCKS if block["kind"] == kind["name"]])


def check_units(units):
    """A row has the dimension, or goes on with that of the row above, its units with their aliases, and their prefixes."""
    told, dimension = {}, ""
    for first, listed, prefixes in rows(section("The units of the library")):
        dimension = first or dimension
        for name, aliases in re.findall(r"`(\w+)`(?: \(((?:`\w+`(?:, )?)+)\))?", listed):
            told[name] = (dimension.replace("_", " "), names(aliases), prefixes)
    for unit in units:
        if "refused" in unit:
            check(f"REFERENCE.md: {unit['name']} is refused", f"`{unit['name']}`" in section("The units of the library").partition("Refused:")[2].split("\n")[0])
            continue
        dimension, aliases, prefixes = told.get(unit["name"], ("", [], ""))
        equal(f"REFERENCE.md: what {unit['name']} measures", dimension, unit["dimension"] if unit["bases"] != "time^-1" else "1/time")
        equal(f"REFERENCE.md: aliases of {unit['name']}", aliases, unit.get("aliases", []))
        wanted = {"si": "SI", "si binary": "SI, binary"}.get(unit.get("prefixes"), "")
        equal(f"REFERENCE.md: prefixes of {unit['name']}", re.sub(r"[,;] required", "", prefixes), wanted)
        equal(f"REFERENCE.md: {unit['name']} only behind a prefix", "required" in prefixes, unit.get("prefix_required", False))


PAGES = pages()
BLOCKS = [page for page in PAGES if page["sort"] == "block"]


def main():
    kinds = [page for page in PAGES if page["sort"] == "kind"]
    check("kinds of the library", len(kinds) > 5)
    check_files(kinds)
    check_kinds(kinds)
    check_units([page for page in PAGES if page["sort"] == "unit"])
    return finish()


if __name__ == "__main__":
    sys.exit(main())
