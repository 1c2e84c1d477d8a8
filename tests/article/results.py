"""Why this file exists: the suites of this room and of ../library read the published figures, run the program on files of their own and compare
numbers. How that is done stands here once, so that the suites say only what has to be true."""

import csv
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCE = os.path.abspath(os.environ.get("SCE", os.path.join(ROOT, "build", "sce")))
CLOSE = 1e-6               # relative: the published recomputations have ten digits


def table(name):
    """The rows of a file of published figures."""
    with open(os.path.join(ROOT, "tests", "data", name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_of(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def close(a, b, relative=CLOSE):
    """Whether two numbers agree. None, which is no value, agrees with nothing but itself."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= relative * max(abs(a), abs(b))


class Tally:
    """Counts what is true, and prints what is not."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def true(self, truth, message):
        if truth:
            self.passed += 1
        else:
            self.failed += 1
            print("not ok: " + message)
        return truth

    def same(self, got, expected, what):
        return self.true(got == expected, f"{what}: got {got!r}, expected {expected!r}")

    def near(self, got, expected, what, relative=CLOSE):
        return self.true(close(got, expected, relative), f"{what}: got {got!r}, expected {expected!r}")

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed or not self.passed else 0)


def sce(*arguments, folder=ROOT):
    """Runs the program: exit code, standard output, standard error."""
    done = subprocess.run([SCE, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8",
                          stdin=subprocess.DEVNULL, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


class Run:
    """The results of one run in JSON, by path and by claim."""

    def __init__(self, *arguments, folder=ROOT):
        self.code, output, self.messages = sce("run", "--format", "json", *arguments, folder=folder)
        try:
            document = json.loads(output)
        except ValueError:
            document = {"scenarios": [], "values": [], "claims": []}
        self.scenarios = document["scenarios"]
        self.values = {value["path"]: value for value in document["values"]}
        self.claims = document["claims"]

    def value(self, path, scenario="base"):
        """The number of a result in a scenario; NaN, which agrees with nothing, where there is no such result."""
        entry = self.values.get(path)
        if entry is None:
            return float("nan")
        if not entry["axes"]:
            return entry["value"]
        return entry["value"][self.scenarios.index(scenario)]

    def unit(self, path):
        return self.values.get(path, {}).get("unit")

    def role(self, path):
        return self.values.get(path, {}).get("role")

    def claim(self, name):
        return next((claim for claim in self.claims if claim["name"] == name), {})

    def off(self):
        return {claim["name"] for claim in self.claims if claim["status"] == "off"}


def run_text(text, *arguments, beside=()):
    """Runs a program given as text, in a folder of its own that holds copies of the files it imports."""
    with tempfile.TemporaryDirectory() as folder:
        for path in beside:
            with open(os.path.join(folder, os.path.basename(path)), "w", encoding="utf-8") as file:
                file.write(text_of(path))
        with open(os.path.join(folder, "case.sce"), "w", encoding="utf-8") as file:
            file.write(text)
        return Run("case.sce", *arguments, folder=folder)
