#!/usr/bin/env python3
"""Documents of `sce diff` as those who read them need them: HTML that a parser finds whole and that asks for nothing from elsewhere, JSON with the keys of
its schema, markdown that keeps to its bytes, and gates that set the exit code.
"""
import json
import os
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from checks import check, equal, finish

ROOT = Path(__file__).resolve().parent.parent.parent
SCE = os.environ.get("SCE", str(ROOT / "build/sce"))
ENVIRONMENT = dict(os.environ, LC_ALL="C")

OLD = """steps = 250
peak = 1
gpus : gpu = steps * peak * 354 gpu
cost = gpus * $2.50 / 1 gpu @ "a <b>list</b> | of & 'prices'"
share = 40%
gone = 5 hour * peak
still = peak / peak
claim low < value = gpus; says = 88.5k gpu > @ "a <script>alert(1)</script> | @all"
scenario fast < steps = 500 >
"""
NEW = OLD.replace("250", "1000").replace("peak = 1", "peak = 2").replace("gone = 5", "fresh = 6").replace("2.50", "2.75")


def run(*arguments, folder):
    done = subprocess.run([SCE, *arguments], cwd=folder, capture_output=True, timeout=60, env=ENVIRONMENT)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


class Page(HTMLParser):
    """Elements that are opened are closed in order; cells of a table are as many in each row."""
    EMPTY = {"meta", "br"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.text, self.seen, self.columns, self.cells = [], [], [], set(), None, 0

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            self.wrong.append(f"{tag} has an attribute twice")
        if tag in ("script", "link", "img", "iframe") or any(name in ("src", "href") or name.startswith("on") for name in names):
            self.wrong.append(f"{tag} {attrs} asks for something else")
        if tag == "table":
            self.columns = None
        if tag == "tr":
            self.cells = 0
        if tag in ("td", "th"):
            self.cells += int(dict(attrs).get("colspan", 1))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> in {self.open}")
            return
        self.open.pop()
        if tag == "tr":
            self.columns = self.columns or self.cells
            if self.cells != self.columns:
                self.wrong.append(f"a row of {self.cells} in a table of {self.columns}")

    def handle_data(self, data):
        self.text.append(data)


def check_html(folder):
    _, out, _ = run("diff", "--format", "html", "--all", "--fail-if", "gpus > +10%", "old.sce", "new.sce", folder=folder)
    page = Page()
    page.feed(out)
    page.close()
    check("html: starts as a page", out.startswith("<!DOCTYPE html>\n<html lang="))
    check("html: whole, and nothing from elsewhere", not page.wrong and not page.open, f"{page.wrong} {page.open}")
    check("html: has what a page needs", {"html", "head", "meta", "title", "style", "body", "h1", "table"} <= page.seen, str(page.seen))
    check("html: light and dark", "prefers-color-scheme:dark" in out)
    check("html: texts come out as they were written", "<script>alert(1)</script>" in "".join(page.text))
    check("html: no address", "http" not in out and "url(" not in out and "@import" not in out)


def check_json(folder):
    _, out, _ = run("diff", "--format", "json", "--all", "old.sce", "new.sce", folder=folder)
    document = json.loads(out)
    equal("json: schema", document["schema"], "sce.diff/1")
    order = [key for key in document if key in ("schema", "outputs", "claims", "gates", "diagnostics")]
    equal("json: the keys of the document", order, ["schema", "outputs", "claims", "gates", "diagnostics"])
    wanted = ["path", "status", "at", "unit", "old", "new", "delta", "ratio", "drivers"]
    for output in document["outputs"]:
        equal(f"json: the keys of {output['path']}", [key for key in output if key in wanted], wanted)
        for driver in output["drivers"]:
            keys = ["path", "kind", "old", "new", "unit", "contribution", "share", "factor", "at"]
            equal(f"json: the keys of a driver of {output['path']}", [key for key in driver if key in keys], keys)
        if output["drivers"] and output["delta"]:
            total = sum(driver["contribution"] for driver in output["drivers"])
            check(f"json: the drivers of {output['path']} sum to the change", abs(total - output["delta"]) <= 1e-9 * abs(output["delta"]), f"{total} {output['delta']}")
    statuses = {output["path"]: output["status"] for output in document["outputs"]}
    check("json: statuses", statuses.get("gpus") == "changed" and statuses.get("still") == "unchanged", str(statuses))
    total = sum(document["counts"][status] for status in ("unchanged", "changed", "added", "removed", "renamed", "error"))
    equal("json: counts are those of the outputs", total, len(document["outputs"]))


def check_markdown(folder):
    _, whole, _ = run("diff", "--format", "md", "old.sce", "new.sce", folder=folder)
    check("md: the key comes first", whole.startswith("<!-- sce diff -->\n**"))
    check("md: nobody is called", "@all" not in whole and "<script" not in whole, whole)
    for most in (1000, 1100, 1300, 1700):
        _, out, _ = run("diff", "--format", "md", "--max-bytes", str(most), "old.sce", "new.sce", folder=folder)
        check(f"md: at most {most} bytes", len(out.encode()) <= most, str(len(out.encode())))
        check(f"md: within {most} bytes all that is opened is closed", out.count("<details>") == out.count("</details>"))
        check(f"md: within {most} bytes what is left out is counted", ("left out" in out) == (out != whole), out)


def check_text(folder):
    _, out, _ = run("diff", "old.sce", "new.sce", folder=folder)
    check("text: no blanks at the ends of lines", all(line == line.rstrip() for line in out.split("\n")))
    check("text: the same again", out == run("diff", "old.sce", "new.sce", folder=folder)[1])


def check_gates(folder):
    for gate, code in (("gpus > +10%", 3), ("gpus < -10%", 0), ("gpus > +10 kg", 2), ("gpuz > +10%", 2), ("any removed", 3), ("claims.off > 0", 3), ("gpus ! 5", 2),
                       ("cost > +$5", 3), ("gpus > 1 TW", 2), ("gpus[fast] > +1000%", 0)):
        returned, out, err = run("diff", "--fail-if", gate, "old.sce", "new.sce", folder=folder)
        equal(f"gate `{gate}`", returned, code)
        check(f"gate `{gate}` is told", gate in out, out + err)
        check(f"gate `{gate}`: trouble is a finding", (code == 2) == ("error[E" in err), err)
    equal("a warning does not fail", run("diff", "--warn-if", "gpus > +10%", "old.sce", "new.sce", folder=folder)[0], 0)


def main():
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "old.sce").write_text(OLD)
        (folder / "new.sce").write_text(NEW)
        check_html(folder)
        check_json(folder)
        check_markdown(folder)
        check_text(folder)
        check_gates(folder)
    sys.exit(finish())


if __name__ == "__main__":
    main()
