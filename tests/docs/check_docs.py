#!/usr/bin/env python3
"""Why this file exists: a document whose examples nobody runs is wrong within a month. This script runs every example of every
document of the project, and looks for what the documents should mention and do not.

How examples are written is said in tests/docs/README.md. The environment variable SCE names the binary.

  check_docs.py                 check everything; the last line is `N passed, N failed`
  check_docs.py --update FILE…  put the true output under the examples of these documents; reading the diff is the review
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
SCE = Path(os.environ.get("SCE", TOP / "build/sce")).resolve()
FEWEST_EXAMPLES = 130  # in all documents together: fewer means that the reading of documents is broken
SECONDS_A_RUN = 20
NAME = "example.sce"  # what an example is called in its findings
TAGS = {"", "sce", "text", "console", "sh", "json", "yaml", "c"}
FINDING = re.compile(r"^\S+:\d+:\d+: (error|finding|warning)\[E\d{4}\]", re.MULTILINE)
FENCE = re.compile(r"^```(.*)$")


class Fence:
    """A fenced block: its tag, the word behind the tag, its lines, and where its text starts and ends (line numbers from 0)."""

    def __init__(self, tag, word, lines, start, follows):
        self.tag, self.word, self.lines, self.start, self.follows = tag, word, lines, start, follows
        self.text = "".join(line + "\n" for line in lines)


class Report:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, good, what):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED " + what)


def documents():
    """Every markdown file of the project; lang/errors.md has its own convention and its own tests."""
    found = []
    for folder, folders, files in os.walk(TOP):
        folders[:] = sorted(name for name in folders if name not in ("build", "parts", "corpus", "__pycache__") and not name.startswith("."))
        found += [Path(folder) / name for name in sorted(files) if name.endswith(".md")]
    return [path for path in found if path != TOP / "lang/errors.md"]


def fences(lines):
    """The fenced blocks in order. A block follows another when only blank lines stand between the two."""
    found, at, end = [], 0, None
    while at < len(lines):
        match = FENCE.match(lines[at])
        if not match:
            if lines[at].strip():
                end = None
            at += 1
            continue
        tag, _, word = match.group(1).strip().partition(" ")
        start = at + 1
        at = start
        while at < len(lines) and lines[at] != "```":
            at += 1
        found.append(Fence(tag, word, lines[start:at], start, found[-1] if end is not None and found else None))
        at += 1
        end = at
    return found


def run(command, folder, shell=False):
    """Exit code, standard output, standard error."""
    try:
        done = subprocess.run(command, cwd=folder, shell=shell, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=SECONDS_A_RUN, check=False)
    except subprocess.TimeoutExpired:
        return 124, "", "no end within %d seconds\n" % SECONDS_A_RUN
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def expected_code(findings):
    words = {match.group(1) for match in FINDING.finditer(findings)}
    return 2 if "error" in words else 1 if "finding" in words else 0


def same(expected, got):
    """Equal line by line; a line `…` stands for any lines."""
    pattern = "".join("(?:.*\n)*?" if line == "…" else re.escape(line) + "\n" for line in expected.splitlines())
    return re.fullmatch(pattern, got) is not None


def difference(expected, got):
    return "--- documented\n%s--- got\n%s" % (expected, got)


# --- examples -----------------------------------------------------------------------------------


def run_program(fence, folder):
    name = fence.word or NAME
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(fence.text, encoding="utf-8")
    return run([str(SCE), "run", name], folder)


def outputs_of(blocks, at):
    """The text blocks that directly follow block `at`."""
    found = []
    while at + 1 < len(blocks) and blocks[at + 1].tag == "text" and blocks[at + 1].follows is blocks[at]:
        at += 1
        found.append(blocks[at])
    return found


def check_program(report, where, fence, texts, folder):
    code, out, err = run_program(fence, folder)
    wanted, silent = 0, True
    for text in texts:
        is_findings = FINDING.search(text.text) is not None
        got = err if is_findings else out
        report.check(same(text.text, got), "%s: the output is another\n%s" % (where(text), difference(text.text, got)))
        if is_findings:
            silent, wanted = False, expected_code(text.text)
    if silent:
        report.check(code == 0 and not err, "%s: exit code %d\n%s" % (where(fence), code, err))
    else:
        report.check(code == wanted, "%s: exit code %d instead of %d" % (where(fence), code, wanted))


def commands_of(fence):
    """Pairs of a command and the lines under it."""
    found = []
    for line in fence.lines:
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return found


def run_command(command):
    code, out, err = run(command, TOP, shell=True)
    return code, out + err


def check_console(report, where, fence):
    commands = commands_of(fence)
    report.check(bool(commands), "%s: no line starts with `$ `" % where(fence))
    for command, lines in commands:
        report.check(re.search(r"\bsce\b", command), "%s: `%s` does not run sce: use ```sh" % (where(fence), command))
        expected = "".join(line + "\n" for line in lines)
        _, got = run_command(command)
        report.check(same(expected, got), "%s: `%s`\n%s" % (where(fence), command, difference(expected, got)))
    return len(commands)


def check_examples(report, path):
    """Runs the examples of one document, and says how many there are. Files that examples name live as long as the document."""
    blocks = fences(path.read_text(encoding="utf-8").split("\n"))
    count = 0

    def where(fence):
        return "%s:%d" % (path.relative_to(TOP), fence.start)

    with tempfile.TemporaryDirectory() as folder:
        for at, fence in enumerate(blocks):
            report.check(fence.tag in TAGS, "%s: no convention for ```%s" % (where(fence), fence.tag))
            if fence.tag == "sce":
                count += 1
                check_program(report, where, fence, outputs_of(blocks, at), Path(folder))
            elif fence.tag == "console":
                count += check_console(report, where, fence)
            elif fence.tag == "text":
                above = fence.follows
                report.check(above is not None and above.tag in ("sce", "text"), "%s: a ```text block belongs to a ```sce block" % where(fence))
    return count


def update(path):
    """Writes what the examples print into the document, where it does not say `…`."""
    lines = path.read_text(encoding="utf-8").split("\n")
    blocks = fences(lines)
    changes = []
    with tempfile.TemporaryDirectory() as folder:
        for at, fence in enumerate(blocks):
            if fence.tag == "sce":
                _, out, err = run_program(fence, Path(folder))
                for text in outputs_of(blocks, at):
                    got = err if re.search(r"(error|finding|warning)\[", text.text) else out
                    if not same(text.text, got):
                        changes.append((text, got.splitlines()))
            elif fence.tag == "console":
                new = []
                for command, under in commands_of(fence):
                    _, got = run_command(command)
                    kept = same("".join(line + "\n" for line in under), got)
                    new += ["$ " + command] + (under if kept else got.splitlines())
                changes.append((fence, new))
    for fence, new in reversed(changes):
        lines[fence.start:fence.start + len(fence.lines)] = new
    path.write_text("\n".join(lines), encoding="utf-8")


# --- what documents have to mention --------------------------------------------------------------


def slug(heading):
    """The anchor that a heading gets: lower case, no signs, spaces to hyphens."""
    text = re.sub(r"[`*]", "", heading).strip().lower()
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text))


def prose(text):
    """The document without its fenced blocks."""
    lines, kept, inside = text.split("\n"), [], False
    for line in lines:
        if FENCE.match(line):
            inside = not inside
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def check_links(report, path):
    text = prose(path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        other = (path.parent / name).resolve() if name else path
        what = "%s: the link %s leads nowhere" % (path.relative_to(TOP), target)
        good = other.exists()
        if good and anchor and other.suffix == ".md":
            headings = re.findall(r"^#+ (.*)$", prose(other.read_text(encoding="utf-8")), re.MULTILINE)
            good = anchor in [slug(heading) for heading in headings]
        report.check(good, what)


def names_in(readme):
    return set(re.findall(r"[\w./*-]+", readme.read_text(encoding="utf-8"))) if readme.exists() else set()


def check_rooms(report):
    """Each room has a README that names every file of it; a header is named by the C file beside it. The tests' rooms come and go, so
    that of most of them the README alone is asked for."""
    rooms = [TOP / name for name in ("lang", "runtime", "stdlib", "examples", "editors", "tests/docs", "tests/fuzz", "tests/golden")]
    rooms += sorted(path for room in ("lang", "runtime") for path in (TOP / room).iterdir() if path.is_dir())
    for room in [TOP / "tests", *sorted(path for path in (TOP / "tests").iterdir() if path.is_dir()), *rooms]:
        report.check((room / "README.md").exists(), "%s has no README.md" % room.relative_to(TOP))
    for room in rooms:
        readme = room / "README.md"
        known = names_in(readme)
        for path in sorted(room.iterdir()):
            name = path.name
            if name in ("README.md", "__pycache__") or name.endswith(".out") or name.startswith("."):
                continue
            good = name in known or name + "/" in known or name.endswith(".h") and name[:-2] + ".c" in known
            good = good or any("*" in other and re.fullmatch(re.escape(other).replace(r"\*", ".*"), name) for other in known)
            report.check(good, "%s is not in %s" % (path.relative_to(TOP), readme.relative_to(TOP)))


def read(path):
    return (TOP / path).read_text(encoding="utf-8")


def check_lists(report):
    """What is declared once in the sources is mentioned in the documents: functions, options, commands, kinds, units, styles, findings."""
    reference = read("lang/REFERENCE.md")
    everything = "".join(path.read_text(encoding="utf-8") for path in documents())
    options = read("runtime/cli/options.def")

    def mentions(where, names, pattern, what):
        report.check(bool(names), "no %s found in the sources" % what)
        for name in names:
            report.check(re.search(pattern % re.escape(name), where), "the %s `%s` is in no document" % (what, name))

    word = r"(?<![\w-])%s(?![\w-])"
    mentions(reference, re.findall(r"^SCE_MATH\((\w+)", read("lang/math.def"), re.MULTILINE), r"`%s\b", "function")
    mentions(everything, re.findall(r"^SCE_CORE\((\w+)", read("runtime/core/core.def"), re.MULTILINE), r"`%s\b", "function of the core")
    mentions(everything, re.findall(r'^SCE_OPTION(?:_LATER)?\([^"\n]*"([a-z-]+)"', options, re.MULTILINE), r"--%s(?![\w-])", "option")
    mentions(everything, re.findall(r"^SCE_OPTION\(\w+, '(\w)'", options, re.MULTILINE), r"`(?:sce )?-%s\b", "option")
    mentions(everything, re.findall(r'^SCE_COMMAND(?:_LATER)?\((?:\w+, )?"([a-z-]+)"', options, re.MULTILINE), word, "command")
    library = "".join(path.read_text(encoding="utf-8") for path in sorted((TOP / "stdlib").glob("*.sce")))
    mentions(everything, re.findall(r"^kind (\w+)", library, re.MULTILINE), r"`%s`", "kind")
    units = re.findall(r"^unit (\w+)(?: \(([^)]*)\))?", library, re.MULTILINE)
    names = [name for unit, aliases in units for name in [unit, *re.findall(r"\w+", aliases)]]
    mentions(everything, names, r"`%s`", "unit")
    mentions(everything, re.findall(r"^dimension (\w+)", library, re.MULTILINE), word, "dimension")
    codes = set(re.findall(r"^SCE_CODE\((\d+)", read("lang/diag.def"), re.MULTILINE))
    for code in sorted(set(re.findall(r"\bE0(\d{3})\b", everything))):
        report.check(code in codes, "E0%s is mentioned and is no finding" % code)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(SCE, Path(folder) / "sce")
        os.environ.update(PATH=folder + os.pathsep + os.environ.get("PATH", ""), LC_ALL="C")
        if sys.argv[1:2] == ["--update"]:
            for name in sys.argv[2:]:
                update(Path(name).resolve())
            return 0
        report = Report()
        paths = documents()
        examples = sum(check_examples(report, path) for path in paths)
        report.check(examples >= FEWEST_EXAMPLES, "%d examples, at least %d are expected" % (examples, FEWEST_EXAMPLES))
        for path in paths:
            check_links(report, path)
        check_rooms(report)
        check_lists(report)
    print("%d passed, %d failed" % (report.passed, report.failed))
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
