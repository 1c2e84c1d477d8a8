#!/usr/bin/env python3
"""Why this file exists: start-up must not grow with the library, and the test of that is a library ten
times as long. This writes further copies of the given library files into a folder, in which every
definition has a name of its own, so that original and copies are one valid library.

    longer_library.py FOLDER COPIES FILE...

Kinds, blocks, functions and constants get a suffix wherever a copy names them. Units and derived
dimensions become new ones; base dimensions are left out, as no longer library would have ten times
as many of those.
"""

import pathlib
import re
import sys

SEGMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*|[A-Za-z_][A-Za-z0-9_]*|.|\n', re.DOTALL)
WORDS = {"kind", "fn", "unit", "dimension", "extern", "use", "from", "each", "out"}
UNIT = re.compile(r"^unit\s+([A-Za-z_]\w*)\s*(?:\(([^)]*)\))?")
DIMENSION = re.compile(r"^dimension\s+([A-Za-z_]\w*)\s*=\s*([^#\n]*?)(\s+as\s+\w+)?\s*(#.*)?$")
DEFINITION = re.compile(r"^(?:kind\s+|fn\s+)?([A-Za-z_]\w*)(?:\s+([A-Za-z_]\w*))?")


def top_level_lines(text):
    """The lines at which no block is open; angles inside brackets, comments and strings do not count."""
    depth = nested = 0
    for line in text.split("\n"):
        yield line, depth == 0 and nested == 0
        for part in SEGMENT.findall(line.replace("<=", "  ").replace(">=", "  ")):
            nested += (part in "([") - (part in ")]")
            if nested == 0:
                depth += (part == "<") - (part == ">")


def defined_names(texts):
    names, units = set(), set()
    for text in texts:
        for line, outside in top_level_lines(text):
            if not outside or not line[:1].isalpha() or line.startswith("dimension"):
                continue
            unit = UNIT.match(line)
            if unit:
                units.add(unit.group(1))
                units.update(re.findall(r"\w+", unit.group(2) or ""))
                continue
            found = DEFINITION.match(line)
            block = found.group(2) if found.group(2) != "from" else None
            names.add(block or found.group(1))
    return names - units - WORDS


def copied_unit(line, suffix, number):
    found = UNIT.match(line)
    aliases = ", ".join(name + suffix for name in re.findall(r"\w+", found.group(2) or ""))
    return f"unit {found.group(1)}{suffix}{f' ({aliases})' if aliases else ''} = {number + 2} s"


def copied_line(line, outside, names, suffix, number):
    if outside and line.startswith("unit"):
        return copied_unit(line, suffix, number)
    if outside and line.startswith("dimension"):
        found = DIMENSION.match(line)
        if not found:
            return "# " + line
        name, product, style = found.group(1), found.group(2), found.group(3) or ""
        return f"dimension {name}{suffix} = {product}*length^{number + 4}{style}"
    return "".join(part + suffix if part in names else part for part in SEGMENT.findall(line))


def main():
    if len(sys.argv) < 4:
        sys.exit("usage: longer_library.py FOLDER COPIES FILE...")
    folder, copies = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    texts = {pathlib.Path(name): pathlib.Path(name).read_text("utf-8") for name in sys.argv[3:]}
    names = defined_names(texts.values())
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(copies):
        suffix = "_copy" + chr(ord("a") + number % 26) * (number // 26 + 1)
        for path, text in texts.items():
            lines = [copied_line(line, outside, names, suffix, number)
                     for line, outside in top_level_lines(text)]
            (folder / f"{path.stem}{suffix}.sce").write_text("\n".join(lines), "utf-8")


main()
