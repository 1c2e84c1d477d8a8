#!/usr/bin/env python3
"""The layout against the whole corpus: `sce fmt` on every text under examples, stdlib and tests/golden.

Unit tests show what the layout makes of single gaps. This script shows that it leaves real files alone: that a second run
changes nothing, that results before and after are the same, and that both also hold with a comment put at token boundaries all
over the file. The environment variable SCE names the binary. The number of processes is bounded, and boundaries are taken evenly, so
that the script takes well under a minute and does the same on every run.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
MOST_A_FILE = 150
MOST_IN_ALL = 3000
SECONDS_A_RUN = 20

TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<string>"[^"\n]*"?)
      | (?P<space>\s+)
      | (?P<number>\$?[0-9](?:[0-9_]|\.(?=[0-9]))*(?:[eE][+-]?[0-9]+)?[A-Za-z]?(?![A-Za-z0-9_])%?|\$?[0-9](?:[0-9_]|\.(?=[0-9]))*(?:[eE][+-]?[0-9]+)?%?)
      | (?P<word>[^\W\d]\w*)
      | (?P<sign>\.\.|[<>=!]=|.)""",
    re.VERBOSE | re.DOTALL,
)


def tokens(text):
    """Kind, text and offset of every token, comment and run of white space."""
    return [(match.lastgroup, match.group(), match.start()) for match in TOKEN.finditer(text)]


def comments(text):
    return [token.lstrip("#! \t").rstrip() for kind, token, _ in tokens(text) if kind == "comment"]


def bare(text):
    """The text without comments, white space and separators."""
    return [token for kind, token, _ in tokens(text) if kind not in ("comment", "space") and token != ";"]


def boundaries(text):
    """Where a comment can be put: in front of every token, and at the end; not within a comment, which it would only lengthen."""
    places = [at for kind, _, at in tokens(text) if kind not in ("comment", "space")]
    return places + [len(text)]


def sample(places, most):
    if len(places) <= most:
        return places
    return [places[round(i * (len(places) - 1) / (most - 1))] for i in range(most)]


def sce(arguments, text, folder):
    return subprocess.run(
        [SCE, *arguments], input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=folder, timeout=SECONDS_A_RUN, close_fds=False, check=False,
    )


def layout(text, folder):
    """The text in the layout, or None where it has syntax errors."""
    run = sce(["fmt", "-"], text, folder)
    if run.returncode == 0:
        return run.stdout.decode()
    if run.returncode != 2:
        raise AssertionError(f"fmt ended with {run.returncode}")
    if run.stdout:
        raise AssertionError("fmt wrote a text that has errors")
    return None


def without_places(value):
    """Results without what depends on lines: places go, and of a diagnostic only code and severity stay."""
    if isinstance(value, dict):
        if "code" in value and "severity" in value:
            return {"code": value["code"], "severity": value["severity"]}
        kept = {key: without_places(part) for key, part in value.items() if key != "at"}
        if isinstance(kept.get("path"), str):
            kept["path"] = "".join(bare(kept["path"]))
        return kept
    if isinstance(value, list):
        return [without_places(part) for part in value]
    return value


def results(text, folder):
    run = sce(["run", "--format", "json", "-"], text, folder)
    if run.returncode not in (0, 1, 2):
        raise AssertionError(f"run ended with {run.returncode}")
    try:
        found = without_places(json.loads(run.stdout.decode())) if run.stdout.strip() else None
    except json.JSONDecodeError as error:
        raise AssertionError(f"run wrote no JSON: {error}") from error
    return run.returncode, found


def check_same(before, after, folder, is_library):
    if comments(before) != comments(after):
        raise AssertionError("comments differ")
    if bare(before) != bare(after):
        raise AssertionError("tokens differ")
    if not is_library and before != after and results(before, folder) != results(after, folder):
        raise AssertionError("results differ")


def check_text(text, folder, is_library):
    """False where the text has syntax errors; an AssertionError says what is wrong."""
    once = layout(text, folder)
    if once is None:
        return False
    check_same(text, once, folder, is_library)
    return True


def check_idempotent(text, folder):
    once = layout(text, folder)
    if once is not None and layout(once, folder) != once:
        raise AssertionError("a second run changes the layout")


class Count:
    """Passed and failed checks; failures are shown as they come."""

    def __init__(self):
        self.passed = self.failed = 0

    def run(self, name, check, *arguments):
        try:
            answer = check(*arguments)
        except (AssertionError, subprocess.TimeoutExpired, UnicodeDecodeError) as error:
            self.failed += 1
            print(f"FAILED {name}: {error}")
            return None
        self.passed += 1
        return answer


def corpus():
    """Every text of the corpus that can be read as UTF-8, with the folder that it stands in."""
    for room in ("examples", "stdlib", "tests/golden"):
        for path in sorted((TOP / room).rglob("*.sce")):
            try:
                yield path, path.read_bytes().decode(), room == "stdlib"
            except UnicodeDecodeError:
                continue


def check_file(count, path, text, is_library, most):
    name, folder = str(path.relative_to(TOP)), path.parent
    count.run(f"{name} idempotent", check_idempotent, text, folder)
    if not count.run(name, check_text, text, folder, is_library):
        return 0
    inserted = 0
    for at in sample(boundaries(text), most):
        mutated = text[:at] + " # c1\n" + text[at:]
        line = text.count("\n", 0, at) + 1
        column = at - (text.rfind("\n", 0, at) + 1) + 1
        if count.run(f"{name}:{line}:{column} with a comment", check_text, mutated, folder, is_library):
            inserted += 1
    return inserted


def main():
    if not os.access(SCE, os.X_OK):
        print(f"no binary at {SCE}; set SCE")
        return 1
    files = [entry for entry in corpus() if len(entry[1]) < 200_000]
    most = max(12, min(MOST_A_FILE, MOST_IN_ALL // max(1, len(files))))
    count, inserted = Count(), 0
    for path, text, is_library in files:
        inserted += check_file(count, path, text, is_library, most)
    if inserted < len(files):
        print(f"FAILED only {inserted} texts with a comment were sound")
        count.failed += 1
    print(f"{count.passed} passed, {count.failed} failed")
    return 1 if count.failed else 0


if __name__ == "__main__":
    sys.exit(main())
