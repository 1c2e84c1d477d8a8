#!/usr/bin/env python3
"""Why this file exists: the TextMate grammar is what VS Code colours with, and whoever else reads such grammars. Here VS Code's own
engine reads it: on the sample, sign for sign, and on every sound file of the project, in which it may see no error, leave nothing
without a name, and close as many blocks as it opens. And the extension must have all that it names, or it would not be packed.
"""

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from checks import check, equal, finish  # noqa: E402
from expect import BUILD, EDITORS, HERE, MARK, SAMPLE, marks, run, sound_files  # noqa: E402

FOLDER = EDITORS / "vscode"
GRAMMAR = FOLDER / "syntaxes/sce.tmLanguage.json"
ROOM = BUILD / "editors/node"
MODULES = ROOM / "node_modules"
SCOPES = {
    "keyword": "(storage.type|keyword.other.(use|from)).", "wordop": "keyword.operator.word.sce", "operator": "keyword.operator.",
    "string": "string.quoted.double.path.sce", "source": "string.quoted.double.source.sce", "sourcesign": "keyword.operator.source.sce",
    "style": "support.constant.style.sce", "prefixword": "keyword.other.prefix.sce", "unitname": "entity.name.type.unit.sce",
    "number": "constant.numeric.", "unit": "keyword.other.unit.sce", "userunit": "keyword.other.unit.user.sce",
    "functionname": "entity.name.function.sce", "function": "support.function.sce", "usercall": "entity.name.function.call.sce",
    "parameter": "variable.parameter.sce", "kindname": "entity.name.type.kind.sce", "kind": "storage.type.kind.library.sce",
    "builtinkind": "storage.type.kind.builtin.sce", "userkind": "storage.type.kind.user.sce", "blockname": "entity.name.class.block.sce",
    "parent": "entity.other.inherited-class.sce", "angle": "punctuation.section.block.", "field": "variable.other.field.sce",
    "modifier": "storage.modifier.sce", "comment": "comment.line.number-sign.sce", "plain": "variable.other.sce",
    "control": "keyword.control.conditional.sce", "logic": "keyword.operator.logical.sce", "constant": "constant.language.sce",
}


def install():
    """The packages of package-lock.json, once for each state of it."""
    lock = (HERE / "package-lock.json").read_bytes()
    stamp, wanted = ROOM / "stamp", hashlib.sha256(lock).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    ROOM.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, ROOM / name)
    done = run(["npm", "ci", "--omit-lockfile-registry-resolved", "--cache", ROOM / "cache", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ROOM)
    if done.returncode:
        check("the packages that read the grammar are installed", False, done.stdout)
        sys.exit(finish())
    stamp.write_text(wanted, encoding="ascii")


def check_tokens():
    """The engine tells the scopes of every character of the sample, and what is wrong in the other files."""
    environment = {**os.environ, "NODE_PATH": str(MODULES)}
    done = run(["node", HERE / "tokens.js", GRAMMAR, SAMPLE, *sound_files()], env=environment)
    check("the engine reads the grammar", done.returncode == 0, done.stdout)
    if done.returncode:
        return
    lines = done.stdout.splitlines()
    told = json.loads(lines[0])
    for mark in marks():
        wanted = SCOPES[mark.word]
        scopes = [told[mark.line][column] for column in range(mark.start, mark.end)]
        check(mark.title(), all(fits(wanted, scope) for scope in scopes), f"  wanted {wanted}\n  got    {scopes}")
    summary = json.loads(lines[-1])
    for problem in summary["problems"]:
        check(problem, False)
    check("files are read", summary["files"] > 100, done.stdout[-2000:])


def fits(wanted, scopes):
    """Whether one of the scopes, or the start of it, is the wanted one; a bracket in it holds alternatives."""
    if wanted.startswith("("):
        return any(fits(one + ".", scopes) for one in ("storage.type", "keyword.other.use", "keyword.other.from"))
    return any(scope == wanted or (wanted.endswith(".") and scope.startswith(wanted)) for scope in scopes)


def check_runner():
    """The same sample by the runner that extensions are tested with, which reads marks like ours."""
    out = ['# SYNTAX TEST "source.sce" "written from sample.sce"']
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        match = MARK.match(line)
        scope = SCOPES[match["word"]] if match else ""
        if match and scope.endswith("."):
            continue  # the runner knows whole scopes only
        out.append(line[:match.start("word")] + scope if match else line)
    target = ROOM / "sample.test.sce"
    target.write_text("\n".join(out) + "\n", encoding="utf-8")
    done = run(["node", MODULES / "vscode-tmgrammar-test/dist/unit.js", "-g", GRAMMAR, target])
    check("vscode-tmgrammar-test on the sample", done.returncode == 0, done.stdout[-4000:])


def check_package():
    package = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    for field in ("name", "displayName", "description", "version", "publisher", "engines", "license", "categories"):
        check(f"package.json says its {field}", package.get(field))
    gives = package["contributes"]
    named = [gives["languages"][0]["configuration"], gives["grammars"][0]["path"], gives["snippets"][0]["path"]]
    for name in [*named, "README.md", "LICENSE"]:
        check(f"the extension has {name}", (FOLDER / name).is_file())
    check("no code and no dependency", not {"main", "dependencies", "devDependencies", "scripts"} & set(package))
    equal("the grammar's scope", gives["grammars"][0]["scopeName"], json.loads(GRAMMAR.read_text(encoding="utf-8"))["scopeName"])
    json.loads((FOLDER / named[0]).read_text(encoding="utf-8"))
    check_snippets(json.loads((FOLDER / named[2]).read_text(encoding="utf-8")))


def check_snippets(snippets):
    """Each snippet, its places filled with what stands in them, is text that the compiler reads."""
    import re
    from expect import SCE
    import subprocess
    for name, snippet in snippets.items():
        text = "\n".join(snippet["body"])
        text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\}", r"\1", text)
        text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
        text = re.sub(r"\$0", "", text).replace("\\$", "$")
        done = subprocess.run([SCE, "fmt", "-"], input=text + "\n", capture_output=True, text=True, check=False)
        check(f"the snippet {name} is sound", done.returncode == 0, done.stderr)
        equal(f"the snippet {name} is laid out", text.replace("\t", "  ").rstrip() + "\n", done.stdout)


def main():
    lock = (HERE / "package-lock.json").read_text(encoding="utf-8")
    check("package-lock.json names no address of a registry", '"resolved"' not in lock)
    check_package()
    install()
    check_tokens()
    check_runner()
    return finish()


if __name__ == "__main__":
    sys.exit(main())
