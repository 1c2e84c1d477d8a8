#!/usr/bin/env python3
"""The list of findings, their pages and the golden corpus belong together.

Each code of diag.def has a golden case that raises it, and a page of the same title that `sce explain` prints; there are no others. A page
teaches by example, so its examples are run: what stands under `wrong:` raises that finding and no other, what stands under `right:` raises
nothing that fails, and a `command:` raises the finding from a shell.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from checks import check, finish

ROOT = Path(__file__).resolve().parent.parent.parent
SCE = os.environ.get("SCE", str(ROOT / "build/sce"))
CASES = ROOT / "tests/golden/errors"
# Three gigabytes through a pipe; the golden case has the same from a file without content.
TOO_DEAR_TO_RUN = {"E0107"}


def run(command, folder, **more):
    """Standard output and standard error of a command, with `sce` on its path."""
    with tempfile.TemporaryDirectory() as tools:
        (Path(tools) / "sce").symlink_to(SCE)
        environment = dict(os.environ, LC_ALL="C", PATH=tools + os.pathsep + os.environ.get("PATH", ""))
        more.setdefault("input", b"")
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=60, **more)
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def read_codes():
    text = (ROOT / "lang/diag.def").read_text()
    rows = re.findall(r'^SCE_CODE\((\d+), (\w+), \w+, "([^"]+)"\)', text, re.M)
    return {f"E{int(number):04}": (severity, title) for number, severity, title in rows}


def read_pages():
    """Code to title and text, in the order of the file."""
    parts = re.split(r"^## (E\d{4}) (.*)\n", (ROOT / "lang/errors.md").read_text(), flags=re.M)
    return {code: (title, text.strip("\n")) for code, title, text in zip(parts[1::3], parts[2::3], parts[3::3])}


def examples(page, label):
    """The indented blocks behind the lines that say `label:`."""
    found = []
    for block in re.findall(rf"^{label}:\n\n((?:(?:    .*)?\n)+)", page + "\n", re.M):
        found.append("\n".join(line[4:] for line in block.rstrip("\n").split("\n")) + "\n")
    return found


def findings(text):
    """Code and severity of all that `sce check` finds in a text."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.sce").write_text(text)
        _, err = run([SCE, "check", "--error-format", "json", "page.sce"], folder)
    return [(found["code"], found["severity"]) for found in map(json.loads, err.splitlines())]


def check_case(code):
    cases = sorted(CASES.glob(f"{code.lower()}_*.sce")) + sorted(CASES.glob(f"{code.lower()}_*.sh"))
    check(f"{code}: has a golden case", cases)
    for case in cases:
        expected = case.with_suffix(".err" if case.suffix == ".sce" else ".out")
        text = expected.read_text(errors="replace") if expected.exists() else ""
        check(f"{code}: {case.name} expects it", f"[{code}]" in text, f"not in {expected.name}")


def check_explain(code, title, text):
    out, _ = run([SCE, "explain", code], ROOT)
    check(f"{code}: explain prints the page", out.strip("\n") == f"{code} {title}\n\n{text}", out[:400])


def check_examples(code, text):
    wrong, right, commands = (examples(text, label) for label in ("wrong", "right", "command"))
    check(f"{code}: the page has an example", wrong or commands)
    check(f"{code}: a wrong text has its mended one", len(wrong) == len(right))
    for snippet in wrong:
        found = findings(snippet)
        check(f"{code}: the wrong text raises it and nothing else", {c for c, _ in found} == {code}, f"{snippet}{found}")
    for snippet in right:
        found = [one for one in findings(snippet) if one[1] != "warning"]
        check(f"{code}: the right text raises nothing", not found, f"{snippet}{found}")
    if code in TOO_DEAR_TO_RUN:
        return
    for command in commands:
        with tempfile.TemporaryDirectory() as folder:
            out, err = run(["sh", "-c", command], folder)
        check(f"{code}: the command raises it", f"[{code}]" in err, command + out + err)


def main():
    codes, pages = read_codes(), read_pages()
    check("diag.def lists codes", len(codes) > 50, str(len(codes)))
    check("pages and codes are the same, in the same order", list(codes) == list(pages), str(set(codes) ^ set(pages)))
    for code, (_, title) in codes.items():
        check_case(code)
        if code not in pages:
            continue
        page_title, text = pages[code]
        check(f"{code}: page and list have one title", page_title == title, f"{page_title} / {title}")
        check_explain(code, page_title, text)
        check_examples(code, text)
    strays = [case.name for case in CASES.glob("e0*.s*") if case.name[:5].upper() not in codes]
    check("no case is named for a code that does not exist", not strays, str(strays))
    sys.exit(finish())


if __name__ == "__main__":
    main()
