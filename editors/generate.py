#!/usr/bin/env python3
"""Why this file exists: keywords, kinds, units and functions are declared once, in the tables of the language and in its library. This
script writes them into the files of the editors, between two marks each, so that no editor lags behind the compiler.

  generate.py            write what has changed
  generate.py --check    write nothing: name the files that lag, and exit with 1 if there are any

A mark is a line that holds `generated: NAME`; what stands between it and the next line with `generated: end` is this script's.
"""

import json
import re
import sys
from pathlib import Path

import textmate

HERE = Path(__file__).resolve().parent
TOP = HERE.parent
NAME = r"[A-Za-z_][A-Za-z_0-9]*"


# --- reading the tables -----------------------------------------------------------------------------------------------

def read(path):
    return (TOP / path).read_text(encoding="utf-8")


def found(what, words):
    """The words, unless the table that they should stand in has changed its shape."""
    if not words:
        sys.exit(f"generate.py: found no {what}: has the table that they stand in another shape now?")
    return words


def listed(text, what, start):
    """The strings of a C list that starts with the pattern `start`."""
    match = re.search(start + r"[^{;]*\{([^}]*)\}", text)
    return found(what, re.findall(r'"([^"]+)"', match.group(1)) if match else [])


def ordered(words):
    """Each once, in an order that does not depend on where they stood."""
    return sorted(set(words), key=lambda word: (word.lower(), word))


class Unit:
    """A name that is a unit: which prefixes it takes, whether it needs one, whether it has a plural."""

    def __init__(self, name, words=(), alias=False):
        prefixed = "prefix" in words and not alias
        self.name = name
        self.si = prefixed and "si" in words
        self.binary = prefixed and "binary" in words
        self.required = prefixed and "required" in words
        self.plural = re.fullmatch("[a-z_]{3,}", name) is not None


class Tables:
    """All that the editors want to know."""

    def __init__(self):
        lexer, look = read("lang/lexer.re"), read("lang/look.c")
        self.soft = found("soft keywords", re.findall(r'"([a-z]+)"\s*\{ SOFT\(', lexer))
        self.reserved = listed(look, "reserved words", r"sce_look_reserved[^{]*\{\s*static const char \*const words\[\] =")
        given = re.findall(r'"([a-z]+)"\s*\{ GIVE\(|"(as)" \{', lexer)
        if sorted(self.reserved) != sorted(a or b for a, b in given):
            sys.exit("generate.py: lexer.re and look.c do not reserve the same words, or write them in another way now")
        self.builtin_kinds = ordered(listed(lexer, "kinds of the language", r"outermost\[\] ="))
        definitions = read("lang/unit_define.c")
        self.styles = listed(definitions, "styles of dimensions", r"words\[\] =")
        self.prefix_words = ["prefix"] + found("words of prefixes", re.findall(r'strcmp\(text, "([a-z]+)"\)\) flags', definitions))
        prefixes = found("prefixes", re.findall(r'\{"(\w+)", SCE_FAMILY_(SI|BINARY),', read("lang/unit.c")))
        self.si_prefixes = [text for text, family in prefixes if family == "SI"] + ["µ", "μ"]
        self.binary_prefixes = [text for text, family in prefixes if family == "BINARY"]
        library = "\n".join(path.read_text(encoding="utf-8") for path in sorted((TOP / "stdlib").glob("*.sce")))
        self.kinds = ordered(found("kinds of the library", re.findall(rf"^kind ({NAME})", library, re.M)))
        self.units = self.read_units(library)
        self.functions = ordered(found("functions of the language", re.findall(rf"^SCE_MATH\(({NAME}),", read("lang/math.def"), re.M))
                                 + found("functions of the core", re.findall(rf"^SCE_CORE\(({NAME}),", read("runtime/core/core.def"), re.M))
                                 + re.findall(rf"^fn ({NAME})", library, re.M))

    @staticmethod
    def read_units(library):
        """Units that are refused (`= none`) are left out."""
        units = []
        for name, aliases, rest in re.findall(rf"^unit ({NAME})(?: \(([^)]*)\))? *([:=][^#@\n]*)", library, re.M):
            if re.match(r"=\s*none\b", rest):
                continue
            units.append(Unit(name, rest.split()))
            units += [Unit(alias, alias=True) for alias in re.findall(NAME, aliases)]
        return sorted(found("units", units), key=lambda unit: (unit.name.lower(), unit.name))


# --- spelling them ----------------------------------------------------------------------------------------------------

def alternatives(words, group="(?:"):
    """A group of words for a regular expression, long words first so that none hides a longer one."""
    return group + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


def unit_pattern(tables, group="(?:", optional="?"):
    """All known units with their prefixes and plurals as one regular expression."""
    families = {}
    for unit in tables.units:
        families.setdefault((unit.si, unit.binary, unit.required), []).append(unit.name + ("s" + optional if unit.plural else ""))
    parts = []
    for (si, binary, required), names in sorted(families.items(), reverse=True):
        prefixes = (tables.si_prefixes if si else []) + (tables.binary_prefixes if binary else [])
        front = alternatives(prefixes, group) + ("" if required else optional) if prefixes else ""
        parts.append(front + alternatives(names, group))
    return group + "|".join(parts) + ")"


def wrapped(words, front, width=118, lead="", tail=""):
    """Words in lines that start with `front`."""
    lines, line = [], front + lead
    for word in words:
        if len(line) + 1 + len(word) + len(tail) > width and line != front + lead:
            lines.append(line + tail)
            line = front + lead
        line += (" " if line != front else "") + word
    return lines + [line + tail]


# --- the files --------------------------------------------------------------------------------------------------------

def vim(tables):
    unit = unit_pattern(tables, "%(", "=")
    return {
        "keywords": [
            "let s:reserved = '" + "|".join(tables.reserved) + "'",
            "let s:soft = '" + "|".join(word for word in tables.soft if word != "from") + "'",
            "let s:styles = '" + "|".join(tables.styles) + "'",
            "let s:prefix_words = '" + "|".join(tables.prefix_words) + "'",
        ],
        "kinds": ["let s:builtin_kinds = '" + "|".join(tables.builtin_kinds) + "'", "let s:kinds = '" + "|".join(tables.kinds) + "'"],
        "units": ["let s:units = '" + unit + "'"],
        "functions": ["let s:functions = '" + "|".join(tables.functions) + "'"],
    }


def sublime(tables):
    return {"words": [
        "  reserved: '" + alternatives(tables.reserved) + "'",
        "  soft: '" + alternatives(word for word in tables.soft if word != "from") + "'",
        "  styles: '" + alternatives(tables.styles) + "'",
        "  prefix_words: '" + alternatives(tables.prefix_words) + "'",
        "  builtin_kinds: '" + alternatives(tables.builtin_kinds) + "'",
        "  kinds: '" + alternatives(tables.kinds) + "'",
        "  functions: '" + alternatives(tables.functions) + "'",
        "  units: '" + unit_pattern(tables) + "'",
    ]}


def kate(tables):
    def words(name, members):
        return [f'    <list name="{name}">'] + [f"      <item>{word}</item>" for word in members] + ["    </list>"]

    between = [word for word in tables.reserved if word not in ("if", "then", "else", "and", "or", "not", "as")]
    return {
        "entities": [f'  <!ENTITY reserved "{alternatives(tables.reserved)}">', f'  <!ENTITY between "{alternatives(between)}">',
                     f'  <!ENTITY soft "{alternatives(word for word in tables.soft if word != "from")}">',
                     f'  <!ENTITY kinds "{alternatives(tables.kinds)}">', f'  <!ENTITY units "{unit_pattern(tables)}">'],
        "words": words("builtin kinds", tables.builtin_kinds) + words("kinds", tables.kinds) + words("functions", tables.functions)
        + words("styles", tables.styles) + words("words of prefixes", tables.prefix_words),
    }


def emacs(tables):
    def constant(name, text, members):
        quoted = [f'"{word}"' for word in members]
        lines = wrapped(quoted, "   ", 78)
        lines[0] = "  '(" + lines[0].strip()
        return [f"(defconst sce--{name}"] + lines[:-1] + [lines[-1] + ")", f'  "{text}")']

    def units(si, binary, required):
        return [unit.name + plural for unit in tables.units if (unit.si, unit.binary, unit.required) == (si, binary, required)
                for plural in (("", "s") if unit.plural else ("",))]

    known = {(True, False, False), (True, True, False), (True, False, True), (True, True, True), (False, False, False)}
    if {(unit.si, unit.binary, unit.required) for unit in tables.units} - known:
        sys.exit("generate.py: a unit takes prefixes in a way that sce-mode.el has no list for")
    return {"words": [
        *constant("reserved", "Words that are never names.", tables.reserved),
        *constant("soft", "Words at the start of a definition.", [word for word in tables.soft if word != "from"]),
        *constant("styles", "Styles of display of a dimension.", tables.styles),
        *constant("prefix-words", "Words that say which prefixes a unit takes.", tables.prefix_words),
        *constant("builtin-kinds", "Kinds of the language.", tables.builtin_kinds),
        *constant("kinds", "Kinds of the library.", tables.kinds),
        *constant("functions", "Functions of the language and its library.", tables.functions),
        *constant("si-prefixes", "Prefixes of the SI.", tables.si_prefixes),
        *constant("binary-prefixes", "Prefixes of powers of two.", tables.binary_prefixes),
        *constant("units-plain", "Units without prefixes.", units(False, False, False)),
        *constant("units-si", "Units that take prefixes of the SI.", units(True, False, False)),
        *constant("units-si-only", "Units that stand only behind a prefix of the SI.", units(True, False, True)),
        *constant("units-both", "Units that take all prefixes.", units(True, True, False)),
        *constant("units-both-only", "Units that stand only behind a prefix.", units(True, True, True)),
    ]}


FILES = {
    "vim/syntax/sce.vim": vim,
    "sublime/sce.sublime-syntax": sublime,
    "kate/sce.xml": kate,
    "emacs/sce-mode.el": emacs,
}

# JSON has no comments to put marks in: the whole file is made, from textmate.py.
TEXTMATE = "vscode/syntaxes/sce.tmLanguage.json"


def fill(path, parts):
    """The text of the file with its parts anew."""
    lines, out, inside, wanted = path.read_text(encoding="utf-8").split("\n"), [], None, dict(parts)
    for line in lines:
        mark = re.search(r"generated: ([a-z]+)", line)
        if mark and mark.group(1) == "end":
            inside = None
        if inside is None:
            out.append(line)
        if mark and mark.group(1) != "end":
            inside = mark.group(1)
            if inside not in wanted:
                sys.exit(f"generate.py: {path.name} has a mark `{inside}` that nothing is made for, or has it twice")
            out += wanted.pop(inside)
    if inside or wanted:
        sys.exit(f"generate.py: {path.name}: no end of `{inside}`" if inside else f"generate.py: {path.name} has no mark for {', '.join(wanted)}")
    return "\n".join(out)


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit("usage: generate.py [--check]")
    tables, lag = Tables(), []
    texts = {name: fill(HERE / name, parts(tables)) for name, parts in FILES.items()}
    texts[TEXTMATE] = json.dumps(textmate.grammar(tables, alternatives, unit_pattern), indent=2, ensure_ascii=False) + "\n"
    for name, new in texts.items():
        path = HERE / name
        if path.exists() and new == path.read_text(encoding="utf-8"):
            continue
        lag.append(name)
        if not arguments:
            path.write_text(new, encoding="utf-8")
    for name in lag:
        print(f"editors/{name} {'lags behind the language: `make editors` writes it' if arguments else 'written'}")
    return 1 if arguments and lag else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
