"""Why this file exists: what the signs of the language are is the same in every editor, only the names of their colours differ.
sample.sce says it once, in comments below its lines, and the tests of all editors read it from here.

    model sora <
  # <----- kind           a dash for each character at the start of the line above
  #     ^^^^ blockname    a caret for each character above it
  #          ^ angle

(The marks stand at the start of their line.) A test gives the names that its editor has for these words, as a regular expression.
"""

import functools
import os
import re
import subprocess
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
EDITORS = TOP / "editors"
HERE = TOP / "tests/editors"
SAMPLE = HERE / "sample.sce"
BUILD = Path(os.environ.get("B", TOP / "build")).resolve()
SCE = Path(os.environ.get("SCE", BUILD / "sce")).resolve()
MARK = re.compile(r"#(?: <(?P<dashes>-+)|(?P<gap> *)(?P<carets>\^+)) (?P<word>\w+)$")
FEWEST_MARKS = 150


class Mark:
    """Characters from `start` to `end` of a line (from 0) are what the word says."""

    def __init__(self, line, start, end, word, text):
        self.line, self.start, self.end, self.word, self.text = line, start, end, word, text

    def title(self):
        return f"sample.sce:{self.line + 1}:{self.start + 1}: `{self.text[self.start:self.end]}` is {self.word}"


def marks():
    """All marks of the sample; a mark that is beside what it should mark is an error of the sample."""
    found, line = [], None
    lines = SAMPLE.read_text(encoding="utf-8").split("\n")
    for number, text in enumerate(lines):
        match = MARK.match(text)
        if not match:
            line = number
            continue
        start = 0 if match["dashes"] else 1 + len(match["gap"])
        mark = Mark(line, start, start + len(match["dashes"] or match["carets"]), match["word"], lines[line])
        marked = lines[line][mark.start:mark.end]
        beside = lines[line][max(mark.start - 1, 0):mark.start] + "|" + lines[line][mark.end:mark.end + 1]
        if len(marked) < mark.end - mark.start or marked != marked.strip():
            raise SystemExit(f"sample.sce:{number + 1}: the mark {mark.word} stands beside `{marked}` ({beside})")
        found.append(mark)
    if len(found) < FEWEST_MARKS:
        raise SystemExit(f"sample.sce has {len(found)} marks: are they read at all?")
    return found


@functools.cache
def sound_files():
    """Files of the project that the compiler reads without a finding about their text: no editor may see an error in them."""
    paths = sorted([*TOP.glob("examples/**/*.sce"), *TOP.glob("stdlib/*.sce"), *TOP.glob("tests/golden/**/*.sce")])
    sound = [path for path in paths if is_sound(path)]
    if len(sound) < 100:
        raise SystemExit(f"{len(sound)} of {len(paths)} files are sound: does `sce fmt` work?")
    return sound


def joined(folder):
    """All sound files of a usual size in one file of the folder, which takes less long to read than each; what one leaves open shows in the next."""
    room = folder / "all.sce"
    room.write_text("\n\n".join(path.read_text(encoding="utf-8") for path in sound_files() if path.stat().st_size < 20000), encoding="utf-8")
    return room


def is_sound(path):
    return subprocess.run([SCE, "fmt", "-"], stdin=path.open("rb"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def run(command, **more):
    """A command with all its output as text; it has no terminal and no standard input."""
    return subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, encoding="utf-8", errors="replace", check=False, timeout=120, **more)
