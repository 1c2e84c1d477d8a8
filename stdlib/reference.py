#!/usr/bin/env python3
"""Why this file exists: what the library has is declared once, in its files and in the table of the core. This script writes stdlib/README.md from the pages that
`sce doc` makes of them, so that no list of kinds, blocks, functions and units is kept by hand. `make reference` runs it.

  reference.py            write what has changed
  reference.py --check    write nothing: say whether the document lags, and exit with 1 if it does

What stands in it by hand is in reference.md.in: the words around `{{NAME}}`, and examples, whose commands are run and whose answers are put below them. The
environment variable SCE names the binary.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
TEMPLATE = Path(__file__).resolve().parent / "reference.md.in"
DOCUMENT = TOP / "stdlib/README.md"
ORDER = ["hardware", "sites", "models", "language_models", "diffusion", "image_models", "video_models", "training", "serving", "platforms", "fleet", "cost",
         "units"]   # then all others
WIDEST = 112        # letters of a line of a table of blocks; more columns make another table
SHORT = 12          # lines of a second table that need not be folded
FEW = 3             # so many blocks stand side by side, with a line for each field


# --- what there is ------------------------------------------------------------------------------------------------------

def ask(*words):
    done = subprocess.run([SCE, *words], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, cwd=TOP)
    if done.returncode:
        sys.exit(f"reference.py: sce {' '.join(words)}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


class Library:
    """The pages of everything that is not the language itself, and where they stand."""

    def __init__(self):
        pages = [page for page in json.loads(ask("doc", "--format", "json"))["pages"] if page["origin"] in ("library", "core")]
        self.of = {sort: [page for page in pages if page["sort"] == sort] for sort in ("kind", "block", "field", "function", "unit", "dimension")}
        self.kinds = {page["name"]: page for page in self.of["kind"]}
        self.core = [page for page in self.of["function"] if page["origin"] == "core"]
        names = [path.stem for path in sorted((TOP / "stdlib").glob("*.sce"))]
        self.files = [f"{name}.sce" for name in sorted(names, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))]

    def here(self, sort, file):
        return [page for page in self.of[sort] if page.get("at", "").startswith(f"std/{file}:")]

    def lineage(self, name):
        """The kinds that a kind is made from, itself first."""
        found = []
        while name in self.kinds and name not in found:
            found.append(name)
            name = self.kinds[name].get("base")
        return found


# --- words --------------------------------------------------------------------------------------------------------------

def prose(text):
    """Text of a comment or a source as markdown: between backticks it is code already, all else has no signs."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part if part.startswith("`") and len(part) > 1 else re.sub(r"([\\*_<\[\]])", r"\\\1", part) for part in parts)


def cell(text):
    return re.sub(r"\s+", " ", text).replace("|", "\\|").strip()


def code(text):
    return f"`{cell(text)}`" if text else ""


def ended(text):
    text = text.strip()
    return text if not text or text[-1] in ".:;!?…" else text + "."


def sentence(text):
    """With a capital letter and a point, as it stands in a table."""
    text = ended(text)
    return text if not text or text[0] == "`" else text[0].upper() + text[1:]


def slug(heading):
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.replace("`", "").strip().lower()))


def link(name):
    return f"[`{name}`](#{slug(name)})"


def fence(tag, text):
    return [f"```{tag}", *text.rstrip("\n").split("\n"), "```", ""]


def table(heads, rows, right=()):
    rule = ["---:" if at in right else ":---" for at in range(len(heads))]
    return ["| " + " | ".join(line) + " |" for line in (heads, rule, *rows)] + [""]


def html(text):
    """Code of markdown as a tag: inside a summary there is no markdown."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", text)


def example(page):
    if "example" not in page:
        return []
    lines = page["example"].rstrip("\n").split("\n")
    if lines[0].startswith("$ "):
        return fence("console", page["example"])
    return fence("sce", page["example"]) + (fence("text", page["output"]) if "output" in page else [])


# --- kinds --------------------------------------------------------------------------------------------------------------

def is_refused(field):
    """A name that a kind has in order to say that it may not be used."""
    return "refused" in field


def meaning(field):
    text = sentence(prose(field.get("doc", "")))
    if "source" in field:
        text += (" " if text else "") + "*Source:* " + ended(prose(field["source"]))
    return cell(text)


def default(field):
    if field.get("required"):
        return "*required*" + (f" in {code(field['in'])}" if "in" in field else "")
    if field["sort"] in ("each", "block"):
        return ""
    return code(field.get("formula", "")) + (f" in {code(field['in'])}" if "in" in field else "")


def unit_of(library, field):
    name = field.get("kind") or field.get("declared") or field.get("unit", "")
    return link(name) if name in library.kinds else code(name) or field.get("dimension", "")


def field_row(library, field):
    word = "each " if field["sort"] == "each" else "out " if field.get("out") else ""
    return [code(word + field["name"]), unit_of(library, field), default(field), meaning(field)]


def inherited(library, kind):
    """A line a kind that fields come from."""
    lines = []
    for base in library.lineage(kind["name"])[1:]:
        names = [field["name"] for field in kind["fields"] if field.get("from") == base and not is_refused(field)]
        if names:
            lines.append(f"From {link(base)}: " + ", ".join(code(name) for name in names) + ".")
    return lines + [""] if lines else []


def write_kind(library, kind):
    lines = [f"### {kind['name']}", "", *sentence(prose(kind.get("doc", ""))).split("\n"), "", *example(kind)]
    if "base" in kind:
        lines += [f"Made from {link(kind['base'])}.", ""]
    own = [field for field in kind["fields"] if field.get("from") == kind["name"] and not is_refused(field)]
    if own:
        lines += table(["field", "unit or kind", "default or formula", "what it is"], [field_row(library, field) for field in own])
    lines += inherited(library, kind)
    refused = [field for field in kind["fields"] if field.get("from") == kind["name"] and is_refused(field)]
    if refused:
        told = [f"- {code(field['name'])}: {ended(prose(field['source']))}" for field in refused]
        lines += ["<details><summary>Names that are refused, with what to write instead</summary>", "", *told, "", "</details>", ""]
    made = [other["name"] for other in library.of["kind"] if other.get("base") == kind["name"]]
    if made:
        lines += ["Made from it: " + ", ".join(link(name) for name in made) + ".", ""]
    return lines


# --- blocks -------------------------------------------------------------------------------------------------------------

def number(value):
    """Plain below a million, then as the library writes it: 70e9."""
    if value == 0 or 1e-4 <= abs(value) < 1e6:
        return f"{value:,.7g}" if abs(value) >= 1000 else f"{value:.5g}"
    power = 0
    while abs(value) >= 1000 and power < 300:
        value, power = value / 1000, power + 3
    while abs(value) < 1 and power > -300:
        value, power = value * 1000, power - 3
    return f"{value:.5g}e{power}"


class Column:
    """One field over all blocks of a table: numbers in one unit, or as they are shown."""

    def __init__(self, name, blocks):
        self.name = name
        fields = [next((field for field in block["fields"] if field["name"] == name), {}) for block in blocks]
        self.sort = next((field["sort"] for field in fields if field), "field")
        self.out = any(field.get("out") for field in fields)
        self.given = sum(bool(field.get("given")) for field in fields)
        units = {field["unit"] for field in fields if "value" in field}
        self.unit = units.pop() if len(units) == 1 else ""
        self.cells = [self.cell(field) for field in fields]

    def cell(self, field):
        if self.sort == "block":
            return ""
        if self.sort == "reference":
            return code(field.get("formula", ""))
        if self.unit and "value" in field:
            return number(field["value"])
        return "" if field.get("shown") in (None, "—") else cell(field["shown"])

    def head(self):
        return code(self.name) + (f" {self.unit}" if self.unit not in ("", "1") else "")

    def width(self):
        return 4 + max(len(text) for text in (self.name, self.unit, *self.cells))

    def tells(self, declared):
        """Whether it says something about many: a result that differs, or a field that some give, and no name of a single block."""
        some = [text for text in self.cells if text]
        often = self.given >= max(2, len(self.cells) / 10) or (self.given and self.name in declared and len(self.cells) < 10)
        return bool(some) and (often or (self.out and len(set(some)) > 1))


def sources_of(block):
    """A line a block: what it is, and whose words its numbers are."""
    text = sentence(prose(block.get("doc", "")))
    sources = [ended(prose(block["source"]))] if "source" in block else []
    for field in block["fields"]:
        if field.get("given") and "source" in field and field["source"] != block.get("source"):
            sources.append(f"`{field['name']}`: {ended(prose(field['source']))}")
    line = f"- {code(block['name'])}" + (f" — {text}" if text else "") + (" *Source:* " + " ".join(sources) if sources else "")
    return re.sub(r"\s+", " ", line)


def write_few(blocks):
    names = []
    for block in blocks:
        names += [field["name"] for field in block["fields"] if field["name"] not in names and "." not in field["name"]]
    columns = [column for column in (Column(name, blocks) for name in names) if any(column.cells) and (column.given or column.out)]
    rows = [[code(column.name), column.unit if column.unit != "1" else "", *column.cells] for column in columns]
    return table(["field", "unit", *(code(block["name"]) for block in blocks)], rows, range(2, 2 + len(blocks)))


def split(columns, first, widest):
    """Parts that are no wider than that, names aside."""
    parts, room = [], 0
    for column in columns:
        if not parts or column.width() > room:
            parts.append([])
            room = widest - first
        parts[-1].append(column)
        room -= column.width()
    return parts


def write_many(library, kind, blocks):
    """What is given comes first, results last; tables but the first, of a few blocks the second, are folded."""
    declared = [field["name"] for field in library.kinds[kind]["fields"]]
    names = list(declared)
    for block in blocks:
        names += [field["name"] for field in block["fields"] if field["name"] not in names and "." not in field["name"]]
    columns = [column for column in (Column(name, blocks) for name in names) if column.tells(declared)]
    columns.sort(key=lambda column: column.out and not column.given)
    first = max(len(block["name"]) for block in blocks)
    parts, lines = split(columns, first, WIDEST), []
    evenly = sum(column.width() for column in columns) / max(1, len(parts)) + first
    for widest in range(int(evenly), WIDEST):
        if len(split(columns, first, widest)) == len(parts):
            parts = split(columns, first, widest)
            break
    for at, part in enumerate(parts):
        rows = [[code(block["name"]), *(column.cells[row] for column in part)] for row, block in enumerate(blocks)]
        made = table(["", *(column.head() for column in part)], rows, range(1, 1 + len(part)))
        told = ", ".join(code(column.name) for column in part)
        lines += made if at == 0 or (at == 1 and len(blocks) <= SHORT) else [f"<details><summary>{html(told)}</summary>", "", *made, "</details>", ""]
    return lines


def write_blocks(library, kind, blocks, heading):
    lines = [f"### {heading}", ""]
    if library.kinds[kind]["at"].split(":")[0] != blocks[0]["at"].split(":")[0]:
        lines += [f"Their fields are those of the kind {link(kind)}.", ""]
    lines += write_few(blocks) if len(blocks) <= FEW else write_many(library, kind, blocks)
    told = [sources_of(block) for block in blocks]
    if len(blocks) <= FEW:
        return lines + told + [""]
    return lines + ["<details><summary>What they are, and where the numbers are from</summary>", "", *told, "", "</details>", ""]


def blocks_of(library, file):
    """The kinds of which a file has blocks, with these and with the heading that they get."""
    found = {}
    for block in library.here("block", file):
        found.setdefault(block["kind"], []).append(block)
    everywhere = {}
    for block in library.of["block"]:
        everywhere.setdefault(block["kind"], set()).add(block["at"].split(":")[0])
    return [(kind, blocks, f"Blocks of `{kind}`" + (f" in `{file}`" if len(everywhere[kind]) > 1 else "")) for kind, blocks in found.items()]


# --- functions, constants, units -------------------------------------------------------------------------------------------

def write_function(page):
    return [f"### {page['name']}", "", *fence("", page["signature"]), *prose(page.get("doc", "")).split("\n"), "", *example(page)]


def write_constant(page):
    field = page["fields"][0]
    source = f" *Source:* {ended(prose(page['source']))}" if "source" in page else ""
    return f"- {code(page['name'])} = {code(field.get('shown') or field.get('formula', ''))} — {cell(prose(page.get('doc', '')))}{source}"


def short(text):
    """The first sentence; of a long one what stands before its first colon, where that says something."""
    text = re.split(r"(?:(?<=\w\w\.)|(?<=\)\.))\s", text)[0]
    first = text.split(": ")[0]
    return ended(first if len(text) > 100 and len(first) > 16 else text)


def write_functions(library):
    rows = [[link(page["name"]), cell(prose(short(page.get("summary", ""))))] for page in library.core]
    lines = table(["function", "what it gives"], rows)
    for page in library.core:
        lines += write_function(page)
    return lines


def unit_row(unit):
    aliases = ", ".join(code(alias) for alias in unit.get("aliases", []))
    prefixes = {"si": "SI", "si binary": "SI, binary"}.get(unit.get("prefixes"), unit.get("prefixes", ""))
    behind = "; required" if unit.get("prefix_required") else ""
    size = code(unit["definition"]) if "definition" in unit else "base"
    return [code(unit["name"]), aliases, size, prefixes + behind, cell(prose(unit.get("doc", unit.get("source", ""))))]


def write_units(library):
    lines, refused, by_dimension = [], [unit for unit in library.of["unit"] if "refused" in unit], {}
    for unit in library.of["unit"]:
        if "refused" not in unit:
            by_dimension.setdefault(unit["dimension"], []).append(unit)
    rows = [[name if at == 0 else "", *unit_row(unit)] for name, units in by_dimension.items() for at, unit in enumerate(units)]
    lines += table(["measures", "unit", "also", "is", "prefixes", "what it is"], rows)
    for reason in dict.fromkeys(unit["refused"] for unit in refused):
        lines += ["Refused: " + ", ".join(code(unit["name"]) for unit in refused if unit["refused"] == reason) + f": {ended(prose(reason))}", ""]
    return lines


def write_dimensions(library):
    rows = [[code(page["name"]), code(page.get("bases", "")) if page.get("bases") != page["name"] else "base", page.get("style", ""), cell(prose(page.get("doc", "")))]
            for page in library.of["dimension"]]
    return table(["dimension", "made of", "shown", "what it is"], rows)


# --- the whole --------------------------------------------------------------------------------------------------------------

def head_of(file):
    """The comment on top of a file, up to the first line that is none."""
    lines = []
    for line in (TOP / "stdlib" / file).read_text(encoding="utf-8").split("\n"):
        if not line.startswith("#"):
            break
        if not re.fullmatch(r"#[ #=-]*", line) or not lines or lines[-1]:
            lines.append(line.lstrip("#").strip())
    return prose("\n".join(lines)).split("\n")


def about(file):
    """The first sentence of a file."""
    text = re.split(r"(?<=\.) (?=[A-Z`])", " ".join(head_of(file)).split("  ")[0])[0]
    return cell(ended(text if len(text) < 100 else text.split(": ")[0]))


def write_file(library, file):
    lines = [f"## {file}", "", *head_of(file), "", f"The text: [{file}]({file}).", ""]
    if file == "units.sce":
        lines += write_units(library) + ["<details><summary>Dimensions</summary>", "", *write_dimensions(library), "</details>", ""]
    for kind in library.here("kind", file):
        lines += write_kind(library, kind)
    for kind, blocks, heading in blocks_of(library, file):
        lines += write_blocks(library, kind, blocks, heading)
    for page in library.here("function", file):
        lines += write_function(page)
    constants = [write_constant(page) for page in library.here("field", file)]
    return lines + (["Constants:", "", *constants, ""] if constants else [])


def write_contents(library):
    rows = []
    for file in library.files:
        kinds = ", ".join(link(kind["name"]) for kind in library.here("kind", file))
        blocks = ", ".join(f"[{len(found)} of `{kind}`](#{slug(heading)})" for kind, found, heading in blocks_of(library, file))
        what = f"{len(library.of['unit'])} units" if file == "units.sce" else ""
        rows.append([f"[{file}](#{slug(file)})", about(file), "; ".join(part for part in (kinds, blocks, what) if part)])
    rows.append(["[functions](#functions-of-the-core)", "Formulas that are more than a line, written in C.", f"{len(library.core)} functions of the core"])
    return table(["file", "what it is about", "kinds; blocks"], rows)


def run_commands(text):
    """Each `$ ` line of the template with its answer below."""
    lines = []
    for line in text.split("\n"):
        lines.append(line)
        if line.startswith("$ sce "):
            words = re.findall(r"'([^']*)'|(\S+)", line[6:])
            lines += ask(*(quoted or plain for quoted, plain in words)).rstrip("\n").split("\n")
    return "\n".join(lines)


def make():
    library = Library()
    parts = {
        "contents": write_contents(library),
        "files": [line for file in library.files for line in write_file(library, file)],
        "functions": write_functions(library),
    }
    text = run_commands(TEMPLATE.read_text(encoding="utf-8"))
    for name, lines in parts.items():
        if f"{{{{{name}}}}}" not in text:
            sys.exit(f"reference.py: {TEMPLATE.name} has no place for {name}")
        text = text.replace(f"{{{{{name}}}}}", "\n".join(lines).strip("\n"))
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S), re.M)
    twice = sorted({heading for heading in headings if [slug(other) for other in headings].count(slug(heading)) > 1})
    if twice:
        sys.exit(f"reference.py: two headings have one name, and links to one place: {', '.join(twice)}")
    return text


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit("usage: reference.py [--check]")
    text = make()
    if DOCUMENT.exists() and DOCUMENT.read_text(encoding="utf-8") == text:
        return 0
    if arguments:
        print("stdlib/README.md lags behind the library: `make reference` writes it")
        return 1
    DOCUMENT.write_text(text, encoding="utf-8")
    print("stdlib/README.md written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
