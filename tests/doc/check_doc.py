#!/usr/bin/env python3
"""Every name has its page, in every format, and pages say what is so: values and units are asked again with `sce -e`, declarations are looked up in the
library's texts, lists are held against those of the sources.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from checks import check, equal, finish  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
FOLDER = Path(tempfile.mkdtemp())
SORTS = {"scenario", "claim", "kind", "block", "field", "function", "unit", "dimension", "word", "finding"}
KEYS = {"name", "sort", "origin", "signature", "at", "of", "kind", "base", "dimension", "summary", "doc", "source", "aliases", "definition", "prefixes",
        "prefix_required", "refused", "bases", "style", "units", "sizes", "blocks", "used_by", "also", "example", "output", "parameters", "fields"}
FIELD_KEYS = {"name", "sort", "required", "refused", "out", "given", "kind", "declared", "unit", "dimension", "formula", "in", "value", "shown", "doc", "source", "from", "at"}


def sce(*arguments, code=0, **more):
    done = subprocess.run([SCE, *arguments], capture_output=True, text=True, timeout=60, cwd=FOLDER, stdin=subprocess.DEVNULL, **more)
    check(f"sce {' '.join(arguments)}: exit code", done.returncode == code, f"  got {done.returncode}, wanted {code}\n{done.stderr}")
    return done


def pages(*words, code=0):
    return json.loads(sce("doc", "--format", "json", *words, code=code).stdout)["pages"]


def library():
    return {path.name: path.read_text(encoding="utf-8").split("\n") for path in sorted((TOP / "stdlib").glob("*.sce"))}


def declared(lines, pattern):
    """Names that a pattern finds at the start of lines, with the line that has them."""
    found = []
    for name, text in lines.items():
        for number, line in enumerate(text, 1):
            match = re.match(pattern, line)
            if match:
                found.append((match.group(1), f"std/{name}:{number}"))
    return found


def check_structure(document):
    equal("the schema", document["schema"], "sce.doc/1")
    equal("the name of everything", document["name"], None)
    for page in document["pages"]:
        check(f"{page['name']}: keys", set(page) <= KEYS and page["sort"] in SORTS, f"  {sorted(set(page) - KEYS)} {page['sort']}")
        check(f"{page['name']}: a line for lists", page.get("summary") or page.get("signature"))
        for field in page.get("fields", []) + page.get("parameters", []):
            check(f"{page['name']}.{field['name']}: keys", set(field) <= FIELD_KEYS, f"  {sorted(set(field) - FIELD_KEYS)}")


def check_complete(document, lines):
    """What the sources declare has a page, and only that."""
    names = {sort: [page["name"] for page in document["pages"] if page["sort"] == sort] for sort in SORTS}
    places = {(page["sort"], page["name"]): page.get("at") for page in document["pages"]}
    kinds = declared(lines, r"kind (\w+)")
    blocks = [(name, at) for name, at in declared(lines, r"(?:%s) (\w+) (?:from \w+ )?<" % "|".join(name for name, _ in kinds))]
    for sort, wanted in (("kind", kinds), ("block", blocks), ("unit", declared(lines, r"unit (\w+)")), ("dimension", declared(lines, r"dimension (\w+)"))):
        equal(f"all pages of the sort {sort}", sorted(names[sort]), sorted(name for name, _ in wanted))
        for name, at in wanted:
            equal(f"where {name} stands", places[sort, name], at)
    functions = re.findall(r"^SCE_MATH\((\w+)", (TOP / "lang/math.def").read_text(), re.M) + re.findall(r"^SCE_CORE\((\w+)", (TOP / "runtime/core/core.def").read_text(), re.M)
    equal("all functions", sorted(names["function"]), sorted(functions))
    codes = re.findall(r"^SCE_CODE\((\d+)", (TOP / "lang/diag.def").read_text(), re.M)
    equal("all findings", sorted(names["finding"]), sorted(f"E{int(code):04}" for code in codes))
    reserved = re.search(r"\*\*Reserved words\*\* cannot be names: ([^.]*)\. The words [^(]*\(([^)]*)\)", (TOP / "lang/REFERENCE.md").read_text())
    words = re.findall(r"`(\w+)`", reserved.group(1) + reserved.group(2))
    check("words of the language", len(words) > 15 and set(words) <= set(names["word"]) | {"unit", "dimension"}, f"  {sorted(set(words) - set(names['word']))}")
    for page in document["pages"]:
        if page["sort"] in ("word", "function"):
            check(f"{page['name']}: an example and a text", "example" in page and "doc" in page and "signature" in page)
        if page["sort"] == "kind":
            check(f"{page['name']}: documented", "doc" in page)


def check_texts(document):
    """Each name alone as text: its own page is among the answers. Markdown in one piece."""
    whole = sce("doc", "--format", "md").stdout
    sections = {part.split("\n", 1)[0]: part for part in re.split(r"^### ", whole, flags=re.M)}
    for name in ("model", "H100", "hour", "scenario", "min"):
        alone = sce("doc", name, "--format", "md").stdout
        check(f"{name}: markdown alone", alone.startswith(f"## {name}\n") and alone.count("```") % 2 == 0, alone)
    for page in document["pages"]:
        name = page["name"]
        if page["sort"] == "finding":
            continue
        text, markdown = sce("doc", "--", name).stdout, sections.get(name, "")
        check(f"{name}: text", re.search(rf"^{re.escape(name)}: an? {page['sort']}", text, re.M), text)
        check(f"{name}: markdown", markdown and markdown.count("```") % 2 == 0, markdown)
        for field in page.get("fields", []):
            if field.get("refused") and page["sort"] != "kind":     # a name that the kind refuses is told by the kind
                continue
            check(f"{name}: tells {field['name']}", re.search(rf"\b{re.escape(field['name'])}\b", text) and field["name"] in markdown)
    for page in document["pages"]:
        if page["sort"] == "finding":
            equal(f"{page['name']}: as `sce explain` has it", page["name"] + " " + page["summary"] + "\n\n" + page["doc"] + "\n", EXPLAINED.get(page["name"]))


def explained():
    """Pages as the document of the findings has them; tests/errors/ holds `sce explain` against it."""
    text = (TOP / "lang/errors.md").read_text(encoding="utf-8")
    return {body[:5]: body.rstrip("\n") + "\n" for body in re.split(r"^## ", text, flags=re.M)[1:]}


EXPLAINED = explained()


def check_values(document):
    """All values of blocks in two runs: as text and as JSON."""
    asked = [(page, field) for page in document["pages"] for field in page.get("fields", []) if page["sort"] in ("block", "field") and "shown" in field]
    check("values to ask for", len(asked) > 300, f"  {len(asked)}")
    paths = [page["name"] + ("." + field["name"] if page["sort"] == "block" else "") for page, field in asked]
    (FOLDER / "ask.sce").write_text("".join(path + "\n" for path in paths), encoding="utf-8")
    answers = {value["path"]: value for value in json.loads(sce("ask.sce", "--format", "json").stdout)["values"]}
    shown = {}
    for line in sce("ask.sce").stdout.split("\n"):
        path, _, cell = line.partition(" ")
        shown[path] = cell.strip()
    for path, (page, field) in zip(paths, asked):
        equal(f"{path}: as shown", field["shown"], shown.get(path))
        if path in answers and "value" in field:
            equal(f"{path}: the number", field["value"], answers[path]["value"])
    for path in ("H100.bf16", "H100.price", "tiktok.uploads", "dit_xl.params", "flop_per_mac", "llama2_70b.train_tokens"):
        page = pages(path)[0]
        equal(f"{path}: as `sce -e` says", page["fields"][0]["shown"], sce("-e", path).stdout.strip())


def check_units(document):
    """Units of fields that declare none are those of their formulas: each kind is filled in by hand."""
    (FOLDER / "units.sce").write_text("""
model m < params = 1 >
llm l < params = 1; train_tokens = 1 >
fleet f < serves = m; tiktok = 1 >
token_fleet t < serves = l; chat = 1 >
m.break_even; m.output_per_gpu_hour; m.output; f.throughput; f.demand; t.demand; f.utilization; l.output
""", encoding="utf-8")
    values = {value["path"]: value["unit"] for value in json.loads(sce("units.sce", "--format", "json").stdout)["values"] if "." in value["path"]}
    kinds = {"m": "model", "l": "llm", "f": "fleet", "t": "token_fleet"}
    told = {(page["name"], field["name"]): field.get("unit") for page in document["pages"] if page["sort"] == "kind" for field in page["fields"]}
    for path in ("m.break_even", "m.output_per_gpu_hour", "m.output", "f.throughput", "f.demand", "t.demand", "f.utilization", "l.output"):
        block, field = path.split(".")
        equal(f"the unit of {path}", told[kinds[block], field], values[path])
    for page in document["pages"]:
        for field in page.get("fields", []) if page["sort"] == "kind" else []:
            known = "dimension" in field and ("unit" in field or field["dimension"] == "true or false")
            check(f"{page['name']}.{field['name']}: a unit", field["sort"] in ("reference", "each") or field.get("refused") or known)
        if page["sort"] == "unit" and "refused" not in page:
            name = page["name"] if not page.get("prefix_required") else page["aliases"][0]
            if "definition" in page:
                equal(f"1 {name}", sce("-e", f"1 {name} == {page['definition']}").stdout, "true\n")
            for neighbour in page.get("units", []):
                check(f"{name} and {neighbour}", neighbour in [other["name"] for other in document["pages"] if other.get("dimension") == page["dimension"]])


def check_questions():
    """Ways to ask, and what is answered where there is nothing."""
    for name, wanted in (("model.train_flops", "model.train_flops"), ("model.gpu.bf16", "model.gpu.bf16"), ("std.H100", "H100"), ("e120", "E0120"), ("120", "E0120"),
                         ("hours", "hours"), ("TFLOP/s", "TFLOP/s"), ("kWh", "kWh"), ("hr", "hour"), ("train_tokens", "llm.train_tokens"), ("@", "@"), ("..", "..")):
        equal(f"sce doc {name}", pages("--", name)[0]["name"], wanted)
    equal("a name with two meanings", [page["name"] for page in pages("min")], ["min", "minute"])
    also = pages("gpu")[0]["also"]
    check("members of that name", {"fleet.gpu", "generator.gpu"} <= set(also) and all(path.endswith(".gpu") for path in also), also)
    for name, near in (("modle", "model"), ("H100.bf61", "H100.bf16"), ("mnute", "minute"), ("scenari", "scenario"), ("trian_flops", "train_flops"), ("h100", "H100"), ("senario", "scenario")):
        done = sce("doc", name, code=2)
        check(f"{name}: did you mean", f"did you mean `{near}`?" in done.stderr and not done.stdout, done.stderr)
    done = sce("doc", "qqqqqqq", "--error-format", "json", code=2)
    equal("a finding for programs", json.loads(done.stderr)["code"], "E0201")
    for words in (("a", "b", "c"), ("--format", "csv", "H100"), ("--format", "html", "H100"), ("nowhere.sce",), ("nowhere.sce", "H100"), ("",)):
        check(f"sce doc {words}: says why", sce("doc", *words, code=2).stderr)


FILE = """use "./prices.sce" as p

# A shop with its own price. It sells what its members say.
#
# A second paragraph.
kind shop <
  # What is sold.
  each product : 1/day
  price : USD = 3 in 0 .. none  # a piece
  label : 1
  disk data < size = 8 >
  out sold = sum(product) * price
>
kind disk < size : TB; out cost = size * p.rate >
shop corner < apples = 120; pears = 80; label = 2; data.size = 12 @ "guess" >  # the one shop
shop copy from corner < price = 5 @ "tag" > @ "catalogue"
H100.price = 0.5 * H100.price
share = 20% to 50%
scenario dear < corner.price = 7 >
claim c1 < value = corner.sold; says = 600 USD/day > @ "page 1"
unit month = 30.4 day
fn twice(x: USD, n = 2) : USD = x * n
tiktok = 4
broken = 3 m + 2 s
"""


def one(name, sort, code=0):
    found = [page for page in pages("file.sce", name, code=code) if page["sort"] == sort]
    check(f"file.sce: {name} is a {sort}", len(found) == 1, f"  {found}")
    return found[0] if found else {"fields": []}


def check_file():
    (FOLDER / "file.sce").write_text(FILE, encoding="utf-8")
    (FOLDER / "prices.sce").write_text("# What a terabyte costs.\nrate = 5 USD/TB\n", encoding="utf-8")
    names = [(page["sort"], page["name"]) for page in pages("file.sce", code=2)]
    wanted = [("scenario", "dear"), ("claim", "c1"), ("kind", "shop"), ("kind", "disk"), ("block", "corner"), ("block", "copy"), ("field", "share"), ("field", "tiktok"),
              ("field", "broken"), ("field", "p.rate"), ("function", "twice"), ("unit", "month")]
    equal("all names of a file", names, wanted)
    shop = one("shop", "kind")
    equal("a comment of two paragraphs", shop["doc"], "A shop with its own price. It sells what its members say.\n\nA second paragraph.")
    equal("its first sentence", shop["summary"], "A shop with its own price.")
    equal("blocks of a kind", shop["blocks"], ["corner", "copy"])
    fields = {field["name"]: field for field in shop["fields"]}
    equal("what is required", [name for name, field in fields.items() if field.get("required")], ["label"])
    equal("a range and a comment behind", (fields["price"]["in"], fields["price"]["doc"], fields["price"]["at"]), ("0 .. none", "a piece", "file.sce:9"))
    equal("a unit that follows", (fields["sold"]["unit"], fields["sold"]["dimension"]), ("USD/day", "money per time"))
    copy = {field["name"]: field for field in one("copy", "block")["fields"]}
    equal("a copy", (copy["price"]["value"], copy["price"]["source"], copy["sold"]["value"], copy["apples"]["from"]), (5, "tag", 1000, "corner"))
    equal("a block's member", one("corner.sold", "field")["fields"][0]["shown"], "600.00 USD/day")
    equal("a nested block's", one("corner.data.size", "field")["fields"][0]["shown"], "12 TB")
    equal("an import", (one("p.rate", "field")["doc"], one("rate", "field")["at"]), ("What a terabyte costs.", "prices.sce:2"))
    price = one("H100.price", "field")["fields"][0]
    equal("what the file replaces", (price["value"], price["at"]), (15000, "file.sce:17"))
    equal("a unit restated", (one("month", "unit")["definition"], one("month", "unit")["origin"]), ("30.4 day", "file"))
    equal("a name that hides", (one("tiktok", "field")["origin"], one("std.tiktok", "block")["name"]), ("file", "std.tiktok"))
    equal("an interval", one("share", "field")["fields"][0]["shown"], sce("-e", "share", "file.sce").stdout.strip())
    equal("a function", (one("twice", "function")["signature"], one("twice", "function")["dimension"]), ("twice(x: USD, n = 2) : USD", "money"))
    equal("what a scenario replaces", one("dear", "scenario")["fields"][0]["formula"], "7")
    broken = sce("doc", "file.sce", "broken", code=2)
    check("a field that is wrong", "broken = 3 m + 2 s" in broken.stdout and "E0301" in broken.stderr, broken.stdout + broken.stderr)
    (FOLDER / "wrong.sce").write_text("kind k < a : m >\nx = = 3\nk b < a = 2 >\n", encoding="utf-8")
    wrong = sce("doc", "wrong.sce", "b", code=2)
    check("a text that is wrong elsewhere", "2 m" in wrong.stdout and "E0113" in wrong.stderr, wrong.stdout + wrong.stderr)
    (FOLDER / "circle.sce").write_text("kind a from b < x : m >\nkind b from a < y : m >\na one from one < x = 1 >\nkind c < d : c >\n", encoding="utf-8")
    for name in ("a", "one", "c", "c.d.d.d"):
        done = subprocess.run([SCE, "doc", "circle.sce", name], capture_output=True, text=True, timeout=20, cwd=FOLDER)
        check(f"a circle of kinds: {name}", done.returncode in (0, 2) and done.stdout, done.stderr)


def check_examples():
    """Indented lines of a comment are a program, whose output its page has; elsewhere they are words."""
    (FOLDER / "boxes.sce").write_text("""# What a box is.
#   - no program
#
#     box b < width = 2 >
#     if_wide(b.width)
#
#       b.area  # twice
#
# And the end of it.
kind box <
  # Inside.
  #
  #     words
  width : m
  out area = width^2
>
fn if_wide(width: m) : m = if (width > 1 m) then width else 0 m
# Words that somebody has indented.
#
#     these are not a program, and that is no error
height : m = 3

#     directly above it, without an empty line
depth : m = 1
""", encoding="utf-8")

    def one(name):
        return pages("boxes.sce", name)[0]

    sce("fmt", "--check", "boxes.sce")
    box = one("box")
    equal("an example: the words", box["doc"], "What a box is. - no program\n\nAnd the end of it.")
    equal("an example: the program", box["example"], "box b < width = 2 >\nif_wide(b.width)\n\n  b.area  # twice")
    (FOLDER / "both.sce").write_text((FOLDER / "boxes.sce").read_text(encoding="utf-8") + box["example"] + "\n", encoding="utf-8")
    equal("an example: what it prints", box["output"], sce("both.sce").stdout.rstrip("\n").split("\n", 2)[2])
    equal("comments inside a kind have none", ("example" in one("box.width"), one("box.width")["doc"]), (False, "Inside.\n\nwords"))
    equal("words that are indented", (one("height")["example"], "output" in one("height")), ("these are not a program, and that is no error", False))
    equal("no empty line above", (one("depth").get("doc"), "example" in one("depth")), ("directly above it, without an empty line", False))
    (FOLDER / "truth.sce").write_text("kind gate < load : kg; out open = (load < 3 kg) >\ngate g < load = 2 >\n", encoding="utf-8")
    equal("a comparison", [pages("truth.sce", name)[0]["dimension"] for name in ("gate.open", "g.open")], ["true or false"] * 2)
    check("a comparison among the fields of its kind", "  out open = (load < 3 kg)\n      [true or false]\n" in sce("doc", "truth.sce", "gate").stdout)
    text, markdown = sce("doc", "boxes.sce", "box").stdout, sce("doc", "boxes.sce", "box", "--format", "md").stdout
    check("an example as text", "\n    box b < width = 2 >\n" in text and "\n    " + box["output"].split("\n")[-1] + "\n" in text, text)
    check("an example as markdown", f"```sce\n{box['example']}\n```\n```text\n{box['output']}\n```\n" in markdown, markdown)
    equal("a function of the core", pages("training_work")[0]["example"], "$ sce -e 'training_work(70e9, 2e12)'\n" + sce("-e", "training_work(70e9, 2e12)").stdout.rstrip("\n"))


def check_uses():
    """Who reads a field, through references too; who calls a function."""
    (FOLDER / "uses.sce").write_text("""kind maker < rate : 1/s; spare : 1 = 0; out total = rate * 3 s >
kind twin from maker < pair = rate * 2 >
kind shop < made : maker; each line : maker; out sold = made.rate * 2; total = 3 * double(made.spare); lines = sum(line.spare) >
kind chain < at : shop; end = at.made.rate; rate : 1 = 1; own = rate >
fn double(x) = 2 * x
maker m < rate = 3 >
""", encoding="utf-8")
    for name, wanted in (("maker.rate", ["maker.total", "twin.pair", "shop.sold", "chain.end"]), ("maker.spare", ["shop.total", "shop.lines"]), ("twin.rate", ["twin.pair", "maker.total", "shop.sold", "chain.end"]),
                         ("shop.made", ["shop.sold", "shop.total", "chain.end"]), ("chain.rate", ["chain.own"]), ("m.rate", ["maker.total", "twin.pair", "shop.sold", "chain.end"]),
                         ("double", ["shop.total"]), ("shop.lines", None), ("maker.total", None)):
        equal(f"who reads {name}", pages("uses.sce", name)[0].get("used_by"), wanted)
    check("uses as text", "used by     shop.total, shop.lines\n" in sce("doc", "uses.sce", "maker.spare").stdout)
    check("uses as markdown", "- used by: `shop.total`, `shop.lines`\n" in sce("doc", "uses.sce", "maker.spare", "--format", "md").stdout)
    check("a field of the library", "fleet.gpus" in pages("fleet.utilization")[0]["used_by"])


def main():
    document = json.loads(sce("doc", "--format", "json").stdout)
    check_structure(document)
    check_complete(document, library())
    check_values(document)
    check_units(document)
    check_texts(document)
    check_questions()
    check_file()
    check_examples()
    check_uses()
    listed = sce("doc").stdout
    for page in document["pages"]:
        check(f"{page['name']} is in the list", re.search(rf"^  {re.escape(page['name'])}(\s|$)", listed, re.M))
    return finish()


if __name__ == "__main__":
    sys.exit(main())
