#!/usr/bin/env python3
"""Why this file exists: the syntax of Kate is read by KDE's own engine and by pandoc's, which differ in what they can do. KDE's gets a
copy of it in which every style has a colour of its own, so that its HTML says which style each sign of the sample has; pandoc's HTML
has a class for each kind of style. And every sound file of the project has to come through without the style of what is wrong.
"""

import html
import os
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from checks import check, equal, finish  # noqa: E402
from expect import EDITORS, SAMPLE, joined, marks, run  # noqa: E402

SYNTAX = EDITORS / "kate/sce.xml"
# A style, and the class that pandoc has for its kind.
STYLES = {
    "keyword": "Keyword", "wordop": "Word", "operator": "Operator", "string": "String", "source": "Source", "sourcesign": "Source Sign",
    "style": "Style", "prefixword": "Word", "unitname": "Unit Name", "number": "Number|Exponent", "unit": "Unit", "userunit": "User Unit",
    "functionname": "Function Name", "function": "Function", "usercall": "User Function", "parameter": "Parameter", "kindname": "Kind Name",
    "kind": "Kind", "builtinkind": "Builtin Kind", "userkind": "User Kind", "blockname": "Block Name", "parent": "Parent", "angle": "Angle",
    "field": "Field", "modifier": "Modifier", "comment": "Comment", "plain": "Normal", "control": "Control", "logic": "Logic", "constant": "Constant",
}
CLASSES = {"dsKeyword": "kw", "dsControlFlow": "cf", "dsDataType": "dt", "dsDecVal": "dv", "dsString": "st", "dsComment": "co", "dsError": "er",
           "dsFunction": "fu", "dsVariable": "va", "dsAttribute": "at", "dsBuiltIn": "bu", "dsOperator": "op", "dsConstant": "cn",
           "dsVerbatimString": "vs", "dsNormal": None}
PIECE = re.compile(r'<span (?:style="[^"]*?color:(?P<colour>#\w{6});[^"]*"|class="(?P<class>\w+)")>|(?P<end></span>)|<a [^>]*>|</a>|<span [^>]*>|(?P<text>[^<]+)')


def columns(line, key):
    """What each character of a line of HTML is, by colour or by class."""
    stack = []
    for piece in PIECE.finditer(line):
        if piece["text"]:
            yield from [stack[-1] if stack else None] * len(html.unescape(piece["text"]))
        elif piece["end"]:
            if stack:
                stack.pop()
        elif piece[0].startswith("<span"):
            stack.append(piece[key])


def body(text, tag):
    return re.search(rf"<{tag}[^>]*>(.*)</{tag}>", text, re.S)[1].strip("\n").split("\n")


def styles():
    """Name of a style, its kind, in their order."""
    return [(item.get("name"), item.get("defStyleNum")) for item in ElementTree.parse(SYNTAX).iter("itemData")]


def check_definition():
    """What the engines would only grumble about, or not even that: contexts, styles and lists that are named and not there."""
    tree = ElementTree.parse(SYNTAX)
    contexts = [context.get("name") for context in tree.iter("context")]
    names, lists = [name for name, _ in styles()], [words.get("name") for words in tree.iter("list")]
    used = {"attribute": set(), "context": set(), "list": set()}
    for element in tree.find("highlighting/contexts").iter():
        if element.get("attribute"):
            used["attribute"].add(element.get("attribute"))
        for key in ("context", "lineEndContext", "fallthroughContext"):
            target = re.sub(r"^(#pop|#stay)+!?", "", element.get(key) or "")
            if target and not target.startswith("##") and element.tag != "contexts":
                used["context"].add(target)
        if element.tag == "keyword":
            used["list"].add(element.get("String"))
    equal("each style is used, each used style is there", sorted(used["attribute"]), sorted(names))
    equal("each context is used, each used context is there", sorted(used["context"] | {"File"}), sorted(contexts))
    equal("each list is used, each used list is there", sorted(used["list"]), sorted(lists))


class Kde:
    def __init__(self, folder):
        self.folder = folder
        self.colours = {name: f"#{(index + 1) * 5:02x}{200 - index:02x}{(index + 1) * 3:02x}" for index, (name, _) in enumerate(styles())}
        text = SYNTAX.read_text(encoding="utf-8")
        for name, colour in self.colours.items():
            text = text.replace(f'<itemData name="{name}"', f'<itemData name="{name}" color="{colour}"')
        target = folder / "org.kde.syntax-highlighting/syntax/sce.xml"
        target.parent.mkdir(parents=True)
        target.write_text(text, encoding="utf-8")
        self.environment = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder), "LC_ALL": "C.UTF-8", "QT_LOGGING_RULES": "*=true"}

    def styles(self, path):
        out = self.folder / "out.html"
        done = run(["kate-syntax-highlighter", "--syntax", "sce", "--output", out, path], env=self.environment)
        check(f"KDE's engine says nothing of {path.name}", not done.stdout and done.returncode == 0, done.stdout)
        known = {colour: name for name, colour in self.colours.items()}
        return [[known.get(colour) for colour in columns(line, "colour")] for line in body(out.read_text(encoding="utf-8"), "pre")]


def check_kde(folder):
    kde = Kde(folder)
    told = kde.styles(SAMPLE)
    for mark in marks():
        got = told[mark.line][mark.start:mark.end]
        check(f"KDE: {mark.title()}", all((style or "Normal") in STYLES[mark.word].split("|") for style in got), f"  got {got}")
    check_wrong("KDE", kde.styles(joined(folder)), "Error", folder)


def pandoc(folder, path):
    document = folder / "document.md"
    document.write_text("~~~~~~sce\n" + path.read_text(encoding="utf-8").rstrip("\n") + "\n~~~~~~\n", encoding="utf-8")
    done = run(["pandoc", "--syntax-definition", SYNTAX, "--from", "markdown", "--to", "html", document])
    check(f"pandoc reads {path.name}", done.returncode == 0 and "<code" in done.stdout, done.stdout[-2000:])
    return [list(columns(line, "class")) for line in body(done.stdout, "code")]


def check_pandoc(folder):
    kinds = dict(styles())
    told = pandoc(folder, SAMPLE)
    for mark in marks():
        got = told[mark.line][mark.start:mark.end]
        wanted = {CLASSES[kinds[style]] for style in STYLES[mark.word].split("|")}
        check(f"pandoc: {mark.title()}", set(got) <= wanted, f"  wanted {wanted}\n  got    {got}")
    check_wrong("pandoc", pandoc(folder, joined(folder)), "er", folder)


def check_wrong(engine, told, name, folder):
    text = (folder / "all.sce").read_text(encoding="utf-8").split("\n")
    wrong = [f"{text[number]}: column {line.index(name) + 1}" for number, line in enumerate(told) if name in line]
    equal(f"{engine}: no sound file shows an error", wrong, [])
    check(f"{engine}: files are read", sum(len(line) for line in told) > 50000)


def main():
    check_definition()
    folder = Path(tempfile.mkdtemp(prefix="sce-kate-"))
    try:
        check_kde(folder)
        check_pandoc(folder)
    finally:
        shutil.rmtree(folder)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
