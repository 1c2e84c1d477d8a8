#!/usr/bin/env python3
"""Why this file exists: bat reads the syntax of Sublime Text. It gets a theme in which every scope has a colour of its own, so that the
colours that it prints say which scope each sign of the sample has; and no sound file of the project may show the colour of what is wrong.
"""

import json
import os
import plistlib
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from checks import check, equal, finish  # noqa: E402
from expect import EDITORS, SAMPLE, joined, marks, run  # noqa: E402

FOLDER = EDITORS / "sublime"
SCOPES = {
    "keyword": "storage.type, keyword.other.use, keyword.other.from", "wordop": "keyword.operator.word", "operator": "keyword.operator",
    "string": "string.quoted.double.path", "source": "string.quoted.double.source", "sourcesign": "keyword.operator.source",
    "style": "support.constant.style", "prefixword": "keyword.other.prefix", "unitname": "entity.name.type.unit", "number": "constant.numeric",
    "unit": "keyword.other.unit", "userunit": "keyword.other.unit.user", "functionname": "entity.name.function", "function": "support.function",
    "usercall": "entity.name.function.call", "parameter": "variable.parameter", "kindname": "entity.name.type.kind",
    "kind": "storage.type.kind.library", "builtinkind": "storage.type.kind.builtin", "userkind": "storage.type.kind.user",
    "blockname": "entity.name.class.block", "parent": "entity.other.inherited-class", "angle": "punctuation.section.block",
    "field": "variable.other.field", "modifier": "storage.modifier", "comment": "comment", "plain": "variable.other",
    "control": "keyword.control", "logic": "keyword.operator.logical", "constant": "constant.language", "wrong": "invalid",
}
COLOURS = {word: f"#{(index + 1) * 7:02x}{(index + 1) * 3:02x}{200 - index:02x}" for index, word in enumerate(SCOPES)}
ANSI = re.compile(r"\x1b\[([\d;]*)m")


def theme():
    rules = [{"settings": {"foreground": "#ffffff", "background": "#000000"}}]
    rules += [{"scope": scope, "settings": {"foreground": COLOURS[word]}} for word, scope in SCOPES.items()]
    return plistlib.dumps({"name": "scopes", "settings": rules})


class Bat:
    def __init__(self, folder):
        self.folder = folder
        self.program = shutil.which("batcat") or shutil.which("bat")
        self.environment = {**os.environ, "BAT_CACHE_PATH": str(folder / "cache"), "BAT_CONFIG_DIR": str(folder), "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
        for name, text in (("syntaxes/sce.sublime-syntax", (FOLDER / "sce.sublime-syntax").read_bytes()), ("themes/scopes.tmTheme", theme())):
            (folder / name).parent.mkdir()
            (folder / name).write_bytes(text)

    def build(self):
        done = run([self.program, "cache", "--build", "--blank", "--source", self.folder, "--target", self.folder / "cache"], env=self.environment)
        check("bat reads the syntax", done.returncode == 0 and "rror" not in done.stdout, done.stdout)
        return done.returncode == 0

    def words(self, path):
        """For each line the word of each column; None where the theme says nothing."""
        done = run([self.program, "--theme", "scopes", "--language", "sce", "--color", "always", "--style", "plain", "--paging", "never", "--wrap", "never", path],
                   env=self.environment)
        return [list(columns(line)) for line in done.stdout.split("\n")]


def columns(line):
    known = {tuple(int(colour[at:at + 2], 16) for at in (1, 3, 5)): word for word, colour in COLOURS.items()}
    at, word = 0, None
    for match in [*ANSI.finditer(line), None]:
        yield from [word] * ((match.start() if match else len(line)) - at)
        if match:
            at, codes = match.end(), match[1].split(";")
            word = known.get(tuple(int(code) for code in codes[2:5])) if codes[:2] == ["38", "2"] else None


def check_files(bat):
    wrong, read = [], 0
    room = joined(bat.folder)
    text = room.read_text(encoding="utf-8").split("\n")
    for number, words in enumerate(bat.words(room)):
        read += len(words)
        if "wrong" in words:
            wrong.append(f"{text[number]}: column {words.index('wrong') + 1}")
    equal("no sound file shows an error", wrong, [])
    check("files are read", read > 50000, str(read))


def check_settings():
    for name in ("Comments.tmPreferences", "Indentation.tmPreferences"):
        settings = plistlib.loads((FOLDER / name).read_bytes())
        equal(f"{name} is for sce", settings["scope"], "source.sce")
    for name in ("sce.sublime-settings", "sce.sublime-build"):
        text = "".join(line for line in (FOLDER / name).read_text(encoding="utf-8").splitlines(True) if not line.startswith("//"))
        check(f"{name} is JSON", json.loads(text))


def main():
    check_settings()
    folder = Path(tempfile.mkdtemp(prefix="sce-bat-"))
    try:
        bat = Bat(folder)
        if bat.build():
            words = bat.words(SAMPLE)
            for mark in marks():
                got = words[mark.line][mark.start:mark.end]
                check(mark.title(), set(got) == {mark.word}, f"  got {got}")
            check_files(bat)
    finally:
        shutil.rmtree(folder)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
