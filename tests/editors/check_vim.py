#!/usr/bin/env python3
"""Why this file exists: Vim and Neovim are run without a screen on the sample, sign for sign; on a file of Scilab, which is none of ours;
on every example and on the library, which have to keep their layout when Vim indents them; and on findings, which have to become a list.
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from checks import check, equal, finish  # noqa: E402
from expect import EDITORS, HERE, SAMPLE, SCE, TOP, joined, marks, run, sound_files  # noqa: E402

FOLDER = EDITORS / "vim"
GROUPS = {
    "keyword": "sceKeyword sceFrom", "wordop": "sceWord sceAs sceDimensionAs", "operator": "sceOperator sceComparison", "string": "sceString",
    "source": "sceSourceText", "sourcesign": "sceSourceSign", "style": "sceStyle", "prefixword": "scePrefixWords", "unitname": "sceUnitName sceAlias",
    "number": "sceNumber sceMoney sceExponent", "unit": "sceUnit", "userunit": "sceUserUnit", "functionname": "sceFunctionName",
    "function": "sceFunction", "usercall": "sceCall", "parameter": "sceTyped sceParameter", "kindname": "sceKindName", "kind": "sceKind sceKnownKindOnly",
    "builtinkind": "sceBuiltinKind", "userkind": "sceHead", "blockname": "sceBlockName", "parent": "sceParent", "angle": "sceAngle", "field": "sceField",
    "modifier": "sceModifier", "comment": "sceComment", "plain": "sceBlock sceArguments sceGroup sceList", "control": "sceControl", "logic": "sceLogic", "constant": "sceConstant",
}
DUMP = """
let groups = []
for number in range(1, line('$'))
  call add(groups, map(range(1, len(getline(number))), 'synIDattr(synID(number, v:val, 1), "name")'))
endfor
"""

# Signs that some rule could call wrong, by their places: looking at all characters would take long.
LOOK = r"""
function! Look() abort
  syntax sync fromstart
  for number in range(1, line('$'))
    let column = match(getline(number), '[][<>{}&|?`~]')
    while column >= 0
      let g:reached += 1
      if synIDattr(synID(number, column + 1, 1), 'name') ==# 'sceError'
        call add(g:wrong, number)
      endif
      let column = match(getline(number), '[][<>{}&|?`~]', column + 1)
    endwhile
  endfor
endfunction
"""


class Editor:
    def __init__(self, name, program):
        self.name, self.program, self.folder = name, program, Path(tempfile.mkdtemp(prefix="sce-vim-"))

    def ask(self, path, script, answer):
        """Opens the file as a user would, runs the script, and gives what the expression `answer` is."""
        out, source = self.folder / "answer", self.folder / "script.vim"
        source.write_text(f"{script}\ncall writefile([json_encode({answer})], '{out}')\nqall!\n", encoding="utf-8")
        out.unlink(missing_ok=True)
        start = ["-u", "NONE", "-i", "NONE", "-N", "-n", "--cmd", "set encoding=utf-8 runtimepath^=" + str(FOLDER), "--cmd", "filetype plugin indent on", "--cmd", "syntax on"]
        done = run([*self.program, *start, "-S", source, path], env={**os.environ, "PATH": f"{SCE.parent}:{os.environ['PATH']}", "HOME": str(self.folder)})
        if not out.exists():
            check(f"{self.name}: {path} is read", False, done.stdout)
            return None
        return json.loads(out.read_text(encoding="utf-8"))


def check_signs(editor):
    groups = editor.ask(SAMPLE, DUMP, "groups")
    for mark in marks() if groups else []:
        wanted = GROUPS[mark.word].split() + ([""] if mark.word == "plain" else [])
        got = groups[mark.line][mark.start:mark.end]
        check(f"{editor.name}: {mark.title()}", all(group in wanted for group in got), f"  wanted {wanted}\n  got    {got}")


def check_types(editor, paths):
    """Ours and Scilab's, each for what it is."""
    equal(f"{editor.name}: the sample is ours", editor.ask(SAMPLE, "", "&filetype"), "sce")
    equal(f"{editor.name}: a file of Scilab is not", editor.ask(HERE / "parts/scilab.sce", "", "&filetype"), "scilab")
    answer = "filter(" + str([str(path) for path in paths]) + ", '!sce#is_ours(readfile(v:val, \"\", 200))')"
    equal(f"{editor.name}: so are all other files", editor.ask(SAMPLE, "", answer), [])
    equal(f"{editor.name}: a new file is", editor.ask(editor.folder / "new.sce", "", "&filetype"), "sce")


def laid_out():
    for path in [*sorted([*TOP.glob("examples/**/*.sce"), *TOP.glob("stdlib/*.sce")]), HERE / "parts/continued.sce"]:
        text = path.read_text(encoding="utf-8")
        yield path, text, "".join(line.lstrip() + "\n" for line in text.split("\n")[:-1])


def check_indent(editor, files):
    """What `sce fmt` has laid out stays as it is; and comes back when all lines have lost their indent."""
    wanted, script = {}, "let texts = {}\n"
    for path, text, flat in files:
        flattened = editor.folder / path.name
        flattened.write_text(flat, encoding="utf-8")
        for each in (path, flattened):
            wanted[str(each)] = text
            script += f"edit! {each}\nsilent normal! gg=G\nlet texts['{each}'] = join(getline(1, '$'), \"\\n\")\n"
    texts = editor.ask(SAMPLE, script, "texts") or {}
    for path, text in wanted.items():
        equal(f"{editor.name}: indent of {path}", texts.get(path, "") + "\n", text)


def check_options(editor):
    answer = editor.ask(SAMPLE, "", "[&commentstring, &formatprg, &makeprg, &foldmethod, foldlevel(41), foldlevel(2)]")
    equal(f"{editor.name}: options", answer, ["# %s", "sce fmt -", "sce check --color never %:S", "syntax", 1, 0])
    bad = editor.folder / "bad.sce"
    bad.write_text("served = 3 TFLOP\nleft = served - 4 TFLOP/s\nclaim x < value = 3; says = 4 >\nz =    3\n", encoding="utf-8")
    script = "silent! make!\nlet list = map(filter(getqflist(), 'v:val.valid'), '[bufname(v:val.bufnr), v:val.lnum, v:val.col, v:val.nr, v:val.type]')"
    list_ = editor.ask(bad, script, "list") or []
    heads = [entry for entry in list_ if entry[4] in "ewEW"]
    equal(f"{editor.name}: findings", [(Path(name).name, *rest) for name, *rest in heads], [("bad.sce", 2, 8, 301, "e"), ("bad.sce", 3, 29, 501, "W")])
    check(f"{editor.name}: notes", any(entry[4] in "nN" and entry[1] for entry in list_), list_)
    good = editor.folder / "good.sce"
    good.write_text("z =    3\n", encoding="utf-8")
    equal(f"{editor.name}: layout", editor.ask(good, "silent normal! gggqG", "getline(1, '$')"), ["z = 3"])


def check_no_errors(editor):
    """No sound file has a sign that the syntax calls wrong."""
    script = f"let wrong = []\nlet reached = 0\nedit {joined(editor.folder)}\ncall Look()\n"
    wrong, reached = editor.ask(SAMPLE, LOOK + script, "[wrong, reached]")
    text = (editor.folder / "all.sce").read_text(encoding="utf-8").split("\n")
    equal(f"{editor.name}: no errors in sound files", [text[line - 1] for line in wrong], [])
    check(f"{editor.name}: signs are looked at", reached > 1000, str(reached))


def main():
    for name, program in ("vim", ["vim", "-es"]), ("nvim", ["nvim", "--headless"]):
        if not shutil.which(program[0]):
            check(f"{name} is installed", False)
            continue
        # The same files make both editors what they are: Neovim shows that it reads them, Vim reads all there is.
        editor, every = Editor(name, program), name == "vim"
        try:
            check_signs(editor)
            check_types(editor, sound_files() if every else sound_files()[::10])
            check_indent(editor, list(laid_out())[0 if every else -3:])
            check_options(editor)
            if every:
                check_no_errors(editor)
        finally:
            shutil.rmtree(editor.folder)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
