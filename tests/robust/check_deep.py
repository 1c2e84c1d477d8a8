#!/usr/bin/env python3
"""Extremes: texts that no person writes and that programs, mistakes and enemies do.

There is no ceiling below memory: each text gives results or findings with their exit code, never a crash, on a stack of 256 kB
and with a bounded address space. The values of deep and long programs are asserted, and time grows no faster than the text: some shapes
run at two sizes, and the larger one may take little more than its share. The environment variable SCE names the binary, SCE_ASAN the one
with sanitizers, which sees the same shapes in small. Ends with `N passed, N failed`.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from checks import check, finish

TOP = Path(__file__).resolve().parents[2]
SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
SCE_ASAN = os.path.abspath(os.environ.get("SCE_ASAN", TOP / "build/asan/sce"))
STACK = 256 << 10
MEMORY = 3 << 30
SECONDS = 20
SANITIZED = 400          # how large the shapes are that the sanitized binary sees


class Run:
    """One run of sce with its limits; code is the signal's negative when one ended it, None when time did."""

    def __init__(self, arguments, text=None, binary=SCE, memory=MEMORY, stdout=subprocess.PIPE, cwd=None, seconds=SECONDS, stdin=None, close=False):
        def limit():
            if binary == SCE:
                resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK))
                resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if close:
                os.close(1)

        if isinstance(text, str):
            text = text.encode()
        given = {"input": text if text is not None else b""} if stdin is None else {"stdin": stdin}
        start = time.monotonic()
        try:
            done = subprocess.run([binary, *arguments], stdout=stdout, stderr=subprocess.PIPE, cwd=cwd, timeout=seconds, preexec_fn=limit, **given)
            self.code, self.out, self.err = done.returncode, (done.stdout or b"").decode(errors="replace"), done.stderr.decode(errors="replace")
        except subprocess.TimeoutExpired:
            self.code, self.out, self.err = None, "", "out of time"
        self.seconds = time.monotonic() - start

    def values(self):
        return [line.split()[-1] for line in self.out.splitlines() if line.strip()]

    def told(self):
        return f"exit {self.code}, {self.seconds:.2f} s, {self.out[-100:]!r}, {self.err[:300]!r}"


def expect(title, text, code=0, value=None, finding=None, arguments=("-",), **more):
    """Runs a text; `value` is the last word of the output, `finding` a code or words among the findings."""
    run = Run(arguments, text, **more)
    good = run.code == code
    if value is not None:
        good = good and bool(run.values()) and run.values()[-1] == value
    if finding is not None:
        good = good and finding in run.err
    check(title, good, run.told())
    return run


# --- shapes: each makes a text of size n --------------------------------------------------------------------------


def chain(order):
    def make(n):
        lines = ["v0 = 1"] + [f"v{i} = v{i - 1} + 1" for i in range(1, n)]
        if order == "backward":
            lines.reverse()
        if order == "random":
            random.Random(1).shuffle(lines)
        return "\n".join(lines) + f"\nv{n - 1}\n"

    return make


def lines(make):
    return lambda n: "".join(make(i) + "\n" for i in range(n))


HOLDER = "kind k < a = 1; out b = a * 2 >\n"

# Shape: title, text of size n, exit code, last value (a function of n, or None), a finding's code.
SHAPES = [
    ("brackets", lambda n: "x = " + "(" * n + "1" + ")" * n, 0, lambda n: "1", None),
    ("brackets left open", lambda n: "x = " + "(" * n + "1", 2, None, "E0110"),
    ("brackets that close nothing", lambda n: "x = 1" + ")" * n, 2, None, "E0117"),
    ("lists in lists", lambda n: "x = " + "[" * n + "1" + "]" * n, 2, None, "E0310"),
    ("a sum", lambda n: "x = " + "+".join(["1"] * n), 0, lambda n: f"{n:,}", None),
    ("a product", lambda n: "x = " + "*".join(["1"] * n), 0, lambda n: "1", None),
    ("minus signs", lambda n: "x = " + "-" * n + "1", 0, lambda n: "1" if n % 2 == 0 else "-1", None),
    ("not not not", lambda n: "x = " + "not " * n + "(1 == 1)", 0, lambda n: "true" if n % 2 == 0 else "false", None),
    ("powers", lambda n: "x = " + "^".join(["1"] * n), 0, lambda n: "1", None),
    ("else if", lambda n: "x = " + "".join(f"if 1 == 2 then {i} else " for i in range(n)) + "7", 0, lambda n: "7", None),
    ("conditions of conditions", lambda n: "x = " + "if " * n + "1 == 1" + " then 1 == 1 else 1 == 2" * n, 0, lambda n: "true", None),
    ("calls in calls", lambda n: "x = " + "abs(" * n + "3" + ")" * n, 0, lambda n: "3", None),
    ("a call of many", lambda n: "x = max(" + ",".join(["1"] * n) + ", 5)", 0, lambda n: "5", None),
    ("a list of many", lambda n: "x = sum([" + ",".join(["1"] * n) + "])", 0, lambda n: f"{n:,}", None),
    ("a list of thousands", lambda n: "x = sum([" + ",".join(["111"] * n) + "])", 0, lambda n: f"{n * 111:,}", None),
    ("references forward", chain("forward"), 0, lambda n: f"{n:,}", None),
    ("references backward", chain("backward"), 0, lambda n: f"{n:,}", None),
    ("references in any order", chain("random"), 0, lambda n: f"{n:,}", None),
    ("a circle of references", lambda n: "".join(f"c{i} = c{(i + 1) % n}\n" for i in range(n)), 2, None, "E0207"),
    ("blocks", lambda n: HOLDER + "".join(f"k b{i} < a = {i} >\n" for i in range(n)), 0, lambda n: f"{2 * n - 2:,}", None),
    ("functions one upon the other", lambda n: "fn f0(x) = x\n" + "".join(f"fn f{i}(x) = f{i - 1}(x)\n" for i in range(1, n)) + f"y = f{n - 1}(3)\n", 0, lambda n: "3", None),
    ("members of an each", lambda n: "kind k < each p : 1; out t = sum(p) >\nk z <\n" + "".join(f"m{i} = 1\n" for i in range(n)) + ">\n", 0, lambda n: f"{n:,}", None),
    ("blocks of an each", lambda n: "kind k < a = 1 >\nkind g < each m : k; out t = sum(m.a) >\ng z <\n" + "".join(f"k b{i} < a = 2 >\n" for i in range(n)) + ">\nz.t\n", 0, lambda n: f"{2 * n:,}", None),
    ("references left out", lambda n: "kind k < a = 4 >\nkind g < r : k; out b = r.a >\nk one < >\n" + "".join(f"g z{i} < >\n" for i in range(n)), 0, lambda n: "4", None),
    ("references left open", lambda n: "kind k < a = 4 >\nkind g < r : k; out b = r.a >\nk one < >\nk two < >\n" + "".join(f"g z{i} < >\n" for i in range(n)), 2, None, "E0209"),
    ("required fields left out", lambda n: "kind k < a : m; b : s >\n" + "".join(f"k b{i} < >\n" for i in range(n)), 2, None, "E0208"),
    ("replacements", lambda n: "kind k <" + "".join(f"a{i} = 1\n" for i in range(n)) + ">\nk b < >\n" + "".join(f"b.a{i} = 5\n" for i in range(n)), 0, lambda n: "5", None),
    ("claims", lambda n: "x = 1\n" + "".join(f"claim c{i} < value = x + {i}; says = {i + 1} >\n" for i in range(n)), 0, None, None),
    ("units of units", lambda n: "unit uu0 = 1 m\n" + "".join(f"unit uu{i} = 1 uu{i - 1}\n" for i in range(1, n)) + f"x = (1 uu{n - 1}) / (1 m)\n", 0, lambda n: "1", None),
    ("dimensions", lambda n: "".join(f"dimension dd{i}\nunit uu{i} : dd{i}\n" for i in range(n)) + "".join(f"x{i} = 7 uu{i}\n" for i in range(n)), 0, None, None),
    ("unknown names", lines(lambda i: f"e{i} = 1 + nothing{i}"), 2, None, "E0201"),
    ("names almost known", lambda n: lines(lambda i: f"name_of_field_{i} = {i}")(n) + lines(lambda i: f"x{i} = name_of_feild_{i}")(n), 2, None, "E0201"),
    ("unknown units", lines(lambda i: f"d{i} = {i} qqqu{i}"), 2, None, "E0203"),
    ("unknown kinds", lines(lambda i: f"kk{i} b{i} < a = 1 >"), 2, None, "E0204"),
    ("unknown functions", lines(lambda i: f"x{i} = ff{i}(1)"), 2, None, "E0205"),
    ("wrong dimensions", lines(lambda i: f"e{i} = 1 m + 1 s"), 2, None, "E0301"),
    ("divisions by zero", lambda n: lines(lambda i: f"d{i} = 1 / (v - {i} - v + {i})")(n) + "v = 2\n", 2, None, "E0401"),
    ("syntax errors", lines(lambda i: "x = = 1"), 2, None, "E0113"),
    ("blocks left open", lambda n: "kind k < each c : k >\n" + lines(lambda i: f"k x{i} <")(n), 2, None, "E0114"),
    ("control characters", lines(lambda i: "x = 1 \x01"), 2, None, "E0101"),
    ("the same name", lines(lambda i: "x = 1"), 2, None, "E0206"),
    ("texts without end", lines(lambda i: 'x = "'), 2, None, "E0102"),
    ("angles", lambda n: "<" * n, 2, None, "E01"),
    ("closing angles", lambda n: ">" * n, 2, None, "E0117"),
    ("braces", lambda n: "{" * n, 2, None, "E0112"),
    ("dots", lambda n: "x = " + ".".join("a" * n), 2, None, "E0201"),
    ("a product of units", lambda n: "x = 1 " + "*".join(["m"] * 3 * n), 2, None, "E0304"),
    ("a power of a power of units", lambda n: "x0 = 2 m\n" + "".join(f"x{i} = x{i - 1} ^ 2\n" for i in range(1, n)), 2, None, "E0304"),
    ("empty items", lambda n: ";" * n, 0, None, None),
    ("empty lines", lambda n: "\n" * n, 0, None, None),
    ("missing files", lines(lambda i: 'use "./nothing"'), 2, None, "E0601"),
]

# Shapes that put brackets into brackets, which have a limit of 50,000.
NESTED = ("brackets", "brackets left open", "lists in lists", "calls in calls")

# Shapes that have a limit of their own: the finding that says so.
LIMITED = [
    ("kinds made from kinds", lambda n: "kind k0 < a = 1 >\n" + "".join(f"kind k{i} from k{i - 1} < a{i} = {i} >\n" for i in range(1, 5 * n)), 2, None, "E0406"),
    ("copies of copies", lambda n: HOLDER + "k b0 < a = 2 >\n" + "".join(f"k b{i} from b{i - 1} < a = {i} >\n" for i in range(1, 100 * n)), 2, None, "E0406"),
    ("blocks in blocks", lambda n: "kind k < each c : k >\n" + "".join(f"k a{i} <\n" for i in range(n)) + ">\n" * n, 2, None, "E0406"),
    ("blocks in blocks without names", lambda n: "kind k < each c : k >\n" + "k k <" * n + ">" * n, 2, None, "E0406"),
    ("a block that copies what it stands in", lambda n: "kind k < each c : k >\nk a < k b from a < > >\n", 2, None, "E0207"),
    ("blocks that hold copies of the one before", lambda n: "kind k < each c : k >\nk b0 < >\n" + "".join(f"k b{i} < k x from b{i - 1} < > >\n" for i in range(1, n)), 2, None, "E0406"),
    ("functions that double", lambda n: "fn f0(x) = x + 1\n" + "".join(f"fn f{i}(x) = f{i - 1}(x) + f{i - 1}(x)\n" for i in range(1, 60)) + "y = f59(3)\n", 2, None, "E0406"),
    ("copies that double", lambda n: "kind k < each c : k >\nk b0 < >\n" + "".join(f"k b{i} <\n k l from b{i - 1} < >\n k r from b{i - 1} < >\n>\n" for i in range(1, 60)), 2, None, "E0406"),
]

# Shapes whose time is compared at two sizes, and the larger size.
GROWTH = {
    "a sum": 400_000, "powers": 100_000, "else if": 100_000, "a call of many": 200_000, "a list of thousands": 200_000,
    "references in any order": 100_000, "blocks": 40_000, "members of an each": 40_000, "blocks of an each": 40_000, "replacements": 40_000,
    "references left out": 40_000, "references left open": 40_000, "required fields left out": 40_000, "a circle of references": 100_000,
    "claims": 40_000, "unknown names": 40_000, "names almost known": 40_000, "wrong dimensions": 40_000, "syntax errors": 40_000,
    "blocks left open": 40_000, "units of units": 40_000, "functions one upon the other": 40_000,
}
STEPS, MOST_GROWTH, SHORTEST = 4, 12, 0.02    # four times the text in at most twelve times the time; shorter times say nothing


def check_shapes():
    for title, make, code, value, finding in SHAPES:
        for n in (1000, 40_000 if title in NESTED else 100_000):
            expect(f"{title}, {n}", make(n), code, value and value(n), finding)
    for title, make, code, _, finding in LIMITED:
        expect(title, make(1000), code, None, finding)
    expect("a hundred thousand brackets", SHAPES[0][1](100_000), 2, None, "E0107")
    expect("a million brackets", SHAPES[0][1](1_000_000), 2, None, "E0107")
    expect("a million terms", "x = " + "+".join(["1"] * 1_000_000), 0, "1,000,000")
    expect("a million brackets left open", "x = " + "(" * 1_000_000, 2, None, "E0107")


def check_growth():
    for title, make, _, _, _ in SHAPES:
        if title not in GROWTH:
            continue
        large = GROWTH[title]
        texts = make(large // STEPS), make(large)
        ratio = 0
        for _ in range(2):                        # a second try where something else took the processor
            short, long = Run(("-",), texts[0]), Run(("-",), texts[1])
            ratio = long.seconds / max(short.seconds, SHORTEST)
            if long.code is not None and ratio <= MOST_GROWTH:
                break
        check(f"growth of {title}", long.code is not None and ratio <= MOST_GROWTH, f"{short.seconds:.2f} s, then {long.seconds:.2f} s for {STEPS} times the text")


def check_findings():
    """The first hundred findings are shown, the others counted; JSON has them all."""
    text = lines(lambda i: f"e{i} = 1 + nothing{i}")(20_000)
    run = expect("twenty thousand findings", text, 2, None, "19900 more findings")
    check("a hundred findings shown", run.err.count("error[E0201]") == 100, run.told())
    run = Run(("run", "--error-format", "json", "-"), text)
    check("findings as JSON are all there", run.code == 2 and run.err.count("\n") == 20_000, run.told()[:200])


def check_scenarios():
    n, width = 10_000, 10
    kind = "kind k <" + ";".join(f"f{i} = {i}" for i in range(width)) + "; out t = " + "+".join(f"f{i}" for i in range(width)) + ">\nk z < >\n"
    text = kind + "".join(f"scenario s{i} < z.f{i % width} = {i} >\n" for i in range(n)) + "z.t\n"
    run = expect("scenarios", text)
    check("value of the last scenario", run.values() and run.values()[-1] == f"{45 - (n - 1) % width + n - 1:,}", run.told())
    text = "kind k < a = 1 >\nk z < >\nscenario s0 < z.a = 1 >\n" + "".join(f"scenario s{i} from s{i - 1} < z.a = {i} >\n" for i in range(1, n)) + "z.a\n"
    expect("scenarios from scenarios", text, 0, f"{n - 1:,}")
    expect("copies of copies", HOLDER + "k b0 < a = 2 >\n" + "".join(f"k b{i} from b{i - 1} < a = {i} >\n" for i in range(1, 1000)), 0, "1,998")
    expect("many axes", "kind k < each p : 1 >\n" + "".join(f"k z{i} <" + ";".join(f"m{j} = {j}" for j in range(40)) + ">\n" for i in range(12)) + "x = " + " * ".join(f"z{i}.p" for i in range(12)) + "\n", 2)


def check_numbers():
    expect("the largest number", "x = 1.7976931348623157e308\nx - x + 1\n", 0, "1")
    expect("beyond the largest number", "x = 1e309\n", 2, None, "E0103")
    expect("a product beyond it", "x = 1e308 * v\nv = 1e308\n", 2, None, "E0402")
    expect("a number of a million digits", "x = 0." + "3" * 1_000_000 + "\nx * 3\n", 0, "1")
    expect("a million zeros behind the point", "x = 0." + "0" * 1_000_000 + "1\n", 2, None, "E0103")
    expect("a million digits before the point", "x = " + "9" * 1_000_000 + "\n", 2, None, "E0103")
    expect("a huge power of ten", "x = 1e" + "9" * 1000 + "\n", 2, None, "E0103")
    expect("a tiny power of ten", "x = 1e-" + "9" * 1000 + "\nx\n", 2, None, "E0103")
    expect("a huge exponent of a unit", "x = 1 m^" + "9" * 100 + "\n", 2, None, "E")
    expect("an exponent of a unit beyond the bound", "x = (2 m) ^ 100000\n", 2, None, "E0304")
    expect("a huge fraction as an exponent", "x = (2 m) ^ (1/99999)\n", 2, None, "E0304")


def check_bytes():
    expect("nothing", "")
    expect("no line end", "x = 3", 0, "3")
    expect("lines that end with CR LF", "x = 3\r\ny = x +\r\n 1\r\n", 0, "4")
    expect("a byte order mark", b"\xef\xbb\xbfx = 3\n", 0, "3")
    expect("bytes that are no UTF-8", b"x = 1 # \xff\xfe\ny = 2\n", 2, None, "E0106")
    expect("a NUL", b"x = 1\0\ny = 2\n", 2, None, "E0101")
    expect("a NUL in a comment", b"# a\0b\nx = 2\n", 0, "2")
    expect("a NUL at the end", b"x = 1\n\0", 2, None, "E0101")
    expect("all bytes", bytes(range(256)) * 50, 2, None, "E01")
    expect("noise", random.Random(7).randbytes(200_000), 2, None, "E01")
    expect("a comment of 50 MB", b"x = 4\n#" + b"c" * 50_000_000 + b"\n", 0, "4")
    expect("50 MB of comments", b"x = 4\n" + b"# c\n" * 12_500_000, 0, "4")
    expect("a line of 10 MB", "x = " + "1 + " * 2_500_000 + "1\nx - 2500000\n", 0, "1")
    run = expect("a wrong line of 10 MB", "x = " + "1 + " * 2_500_000 + "z\n", 2, None, "E0201")
    check("a long line is quoted in part", len(run.err) < 2000, f"{len(run.err)} bytes of findings")
    name = "n" * 1_000_000
    expect("a name of 1 MB", f"{name} = 1\ny = {name} + 1\ny\n", 0, "2")
    expect("an unknown name of 1 MB", f"y = {name}\n", 2, None, "E0201")
    expect("a text of 1 MB", f'x = 1 @ "{name}"\nx\n', 0, "1")
    expect("names that differ at their end", "".join(f"{'n' * 200}{i} = {i}\n" for i in range(20_000)), 0, "19999")
    expect("names of digits and capitals", "".join(f"A{i:x}_{i % 7} = 1\n" for i in range(60_000)), 0, "1")


def check_files():
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        count = 2000
        for i in range(count):
            (top / f"f{i}.sce").write_text(f'use "./f{i + 1}.sce"\na{i} = a{i + 1} + 1\n' if i + 1 < count else f"a{i} = 1\n")
        expect("files that use files", None, 0, f"{count:,}", arguments=("f0.sce",), cwd=folder)
        (top / "circle.sce").write_text('use "./circle.sce"\n')
        expect("a file that uses itself", None, 2, None, "E0603", arguments=("circle.sce",), cwd=folder)
        expect("a folder", None, 2, None, "E0601", arguments=(folder,))
        expect("a folder that is used", 'use "./."\n', 2, None, "E06", cwd=folder)
        expect("no file", None, 2, None, "", arguments=(str(top / "none.sce"),))
        os.mkfifo(top / "pipe")
        (top / "good.sce").write_text("x = 1\n")
        expect("an empty file", None, 0, None, arguments=("/dev/null",))
        expect("input without end", None, 2, None, arguments=("/dev/zero",), memory=600 << 20)
        blocks = (top / "many.sce")
        blocks.write_text("".join(f"x{i} = {i}\n" for i in range(200_000)))
        with open("/dev/full", "wb") as full:
            run = Run((str(blocks),), stdout=full)
        check("a full disk", run.code == 2 and "disk is full" in run.err, run.told())
        run = Run((str(blocks), "-o", "/dev/full"))
        check("a full disk behind -o", run.code == 2 and "disk is full" in run.err, run.told())
        run = Run((str(blocks),), stdout=None, close=True)
        check("standard output is closed", run.code == 2, run.told())
        run = Run(("-",), stdin=subprocess.DEVNULL)
        check("no input", run.code == 0, run.told())
        reader, writer = os.pipe()
        os.close(reader)
        run = Run((str(blocks),), stdout=writer)
        os.close(writer)
        check("a reader that has gone", run.code == 2 or run.code == -13, run.told())


def check_sanitized():
    if not os.access(SCE_ASAN, os.X_OK):
        check(f"sanitized: there is a binary {SCE_ASAN}", False, "  `make asan` builds it")
        return
    environment = os.environ.get("ASAN_OPTIONS", "")
    os.environ["ASAN_OPTIONS"] = (environment + ":" if environment else "") + "hard_rss_limit_mb=3000"
    for title, make, code, value, finding in SHAPES:
        expect(f"{title}, sanitized", make(SANITIZED), code, value and value(SANITIZED), finding, binary=SCE_ASAN)
    for title, make, code, _, finding in LIMITED[2:]:
        expect(f"{title}, sanitized", make(SANITIZED), code, None, finding, binary=SCE_ASAN)


def main():
    for part in (check_shapes, check_growth, check_findings, check_scenarios, check_numbers, check_bytes, check_files, check_sanitized):
        start = time.monotonic()
        part()
        print(f"{part.__name__}: {time.monotonic() - start:.1f} s")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
