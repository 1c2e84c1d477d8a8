#!/usr/bin/env python3
"""Why this file exists: sce-mode.el is compiled without a warning, and its tests (sce-mode-test.el) run in an Emacs without a screen."""

import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from checks import check, equal, finish  # noqa: E402
from expect import EDITORS, HERE, SAMPLE, SCE, TOP, marks, run, sound_files  # noqa: E402

FEWEST_TESTS = 8


def data():
    laid_out = sorted([*TOP.glob("examples/**/*.sce"), *TOP.glob("stdlib/*.sce"), HERE / "parts/continued.sce"])
    return {"sample": str(SAMPLE), "scilab": str(HERE / "parts/scilab.sce"), "sound": [str(path) for path in sound_files()],
            "laid_out": [str(path) for path in laid_out],
            "marks": [{"line": mark.line, "start": mark.start, "end": mark.end, "word": mark.word, "title": mark.title()} for mark in marks()]}


def test(folder):
    shutil.copy(EDITORS / "emacs/sce-mode.el", folder)
    emacs = ["emacs", "-Q", "--batch", "-L", folder]
    environment = {**os.environ, "HOME": str(folder), "PATH": f"{SCE.parent}:{os.environ['PATH']}", "SCE_TEST_DATA": str(folder / "data.json")}
    done = run([*emacs, "--eval", "(setq byte-compile-error-on-warn t)", "-f", "batch-byte-compile", folder / "sce-mode.el"], env=environment)
    equal("sce-mode.el compiles without a word", (done.returncode, done.stdout), (0, ""))
    (folder / "data.json").write_text(json.dumps(data()), encoding="utf-8")
    done = run([*emacs, "-l", HERE / "sce-mode-test.el", "-f", "ert-run-tests-batch-and-exit"], env=environment)
    results = re.findall(r"^ +(passed|FAILED|SKIPPED|ABORTED) +\d+/\d+ +(\S+)", done.stdout, re.MULTILINE)
    for result, name in results:
        check(f"emacs: {name}", result == "passed")
    check("emacs: all tests ran", len(results) >= FEWEST_TESTS and done.returncode == 0, done.stdout[-6000:])


def main():
    folder = Path(tempfile.mkdtemp(prefix="sce-emacs-"))
    try:
        test(folder)
    finally:
        shutil.rmtree(folder)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
