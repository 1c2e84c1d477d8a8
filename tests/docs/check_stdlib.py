#!/usr/bin/env python3
"""The library as it is documented: stdlib/README.md is what its generator writes, everything in it is explained, measured and has a source, and every example of a
kind or a function runs without a finding and prints what the document says.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from checks import check, equal, finish  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
README = (TOP / "stdlib/README.md").read_text(encoding="utf-8")
PLAIN = re.compile(r"(?:0|1|100 ?%|none)(?: [A-Za-z_/*^]+)?$")   # defaults that say nothing of the world
NUMBER = re.compile(r"-?\$?\d[\d_.,eEkMGTP]* ?%?(?: [A-Za-z_/*^0-9()]+)?$")   # a number with or without its unit
LEANS = re.compile(r"(?i)(?:and|at|between|by|for|from|in|its|not|of|on|that|the same|their|those|to|up|who|with) ")   # begins in the middle of a sentence
CITED = re.compile(r"arXiv|doi|(?:19|20)\d\d|[Tt]extbook|by definition|RFC|ISO|data sheet")


def sce(*words, folder=None):
    return subprocess.run([SCE, *words], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, cwd=folder)


def pages():
    done = sce("doc", "--format", "json")
    return [page for page in json.loads(done.stdout)["pages"] if page["origin"] in ("library", "core")]


def check_generated():
    done = subprocess.run([sys.executable, str(TOP / "stdlib/reference.py"), "--check"], capture_output=True, text=True, timeout=60, env={**os.environ, "SCE": SCE})
    check("stdlib/README.md is what `make reference` writes", done.returncode == 0, done.stdout + done.stderr)


def check_mentioned(page):
    """It has its heading, or its name in a table or a list."""
    name, sort = page["name"], page["sort"]
    if sort in ("kind", "function"):
        check(f"stdlib/README.md: a heading for {name}", f"\n### {name}\n" in README)
    else:
        check(f"stdlib/README.md: {name}", f"`{name}`" in README)


def has_source(field):
    formula = field.get("formula", "")
    return "source" in field or PLAIN.match(formula) or not NUMBER.match(formula)


def check_kind(kind):
    name = kind["name"]
    check(f"{name}: what it is", "doc" in kind)
    for field in kind["fields"]:
        if field.get("from") != name or field.get("refused"):
            continue
        path = f"{name}.{field['name']}"
        check(f"{path}: what it is ({field['at']})", "doc" in field)
        check(f"{path}: its comment stands alone ({field['at']})", not LEANS.match(field.get("doc", "")), f"  {field.get('doc')}")
        measured = {"unit", "kind", "declared"} & set(field) or field.get("dimension") == "true or false"
        check(f"{path}: what it is measured in ({field['at']})", measured)
        check(f"{path}: whose number it is ({field['at']})", has_source(field), f"  {field.get('formula')}")


def check_block(block):
    for field in block["fields"]:
        if field.get("given") and field.get("from") == block["name"]:
            check(f"{block['name']}.{field['name']}: whose number it is ({field['at']})", has_source(field), f"  {field.get('formula')}")


def check_function(page):
    name = page["name"]
    check(f"{name}: what it is and whose formula", CITED.search(page.get("doc", "")), page.get("doc", ""))
    for parameter in page["parameters"]:
        check(f"{name}: the unit of {parameter['name']}", "unit" in parameter)


def check_example(page, folder):
    """The program, or the commands, of a page: run once more from outside."""
    name = page["name"]
    check(f"{name}: an example", "example" in page)
    if "example" not in page:
        return
    if page["example"].startswith("$ sce -e '"):
        command, _, answer = page["example"].partition("\n")
        done = sce("-e", command[len("$ sce -e '"):-1])
        equal(f"{name}: the example's answer", (done.stdout.rstrip("\n"), done.returncode), (answer, 0))
        return
    (folder / "example.sce").write_text(page["example"] + "\n", encoding="utf-8")
    done = sce("run", "example.sce", folder=folder)
    equal(f"{name}: what the example prints", (done.stdout.rstrip("\n"), done.stderr, done.returncode), (page.get("output", "").rstrip("\n"), "", 0))
    check(f"{name}: the example prints something", done.stdout)
    checked = sce("check", "example.sce", folder=folder)
    codes = set(re.findall(r"^\S+ \w+\[(\w+)\]", checked.stderr, re.M)) - {"E0704", "E0707"}   # examples name no sources, and may scale in proportion
    check(f"{name}: no finding about the example", checked.returncode == 0 and not codes, checked.stdout + checked.stderr)
    check(f"{name}: the example uses it", re.search(rf"\b(?:{'|'.join([name, *page.get('blocks', [])])})\b", page["example"]), page["example"])


def main():
    found = pages()
    kinds = [page for page in found if page["sort"] == "kind"]
    blocks = [page for page in found if page["sort"] == "block"]
    functions = [page for page in found if page["sort"] == "function"]
    check("kinds, blocks and functions of the library", len(kinds) > 5 and len(blocks) > 30 and len(functions) > 20)
    check_generated()
    for page in found:
        check_mentioned(page)
    for kind in kinds:
        check_kind(kind)
    for block in blocks:
        check_block(block)
    for page in functions:
        check_function(page)
    with tempfile.TemporaryDirectory() as folder:
        for page in functions + kinds + [page for page in blocks if "example" in page]:
            check_example(page, Path(folder))
    return finish()


if __name__ == "__main__":
    sys.exit(main())
