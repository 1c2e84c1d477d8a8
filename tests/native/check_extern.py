#!/usr/bin/env python3
"""Functions of shared libraries, called from texts: what goes in and comes out, on which thread and how often, what is refused, and what every command does.

The libraries are built here, by `cc`, in a folder of their own. Closed forms and exact fractions say what is right; where a library counts its calls, it does so
to show how it is called, which no other result depends on.
"""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from checks import check, equal, finish  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
CC = os.environ.get("CC", "cc")
ROOM = Path(tempfile.mkdtemp(prefix="extern"))
atexit.register(shutil.rmtree, ROOM, ignore_errors=True)
FOLDER = ROOM / "project"

ONE = r"""
#define _GNU_SOURCE
#include <fenv.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>
static double calls;
static long seen;
double twice(double x) { return 2 * x; }
double speed(double way, double time) { return way / time; }
double weighted(double a, double b, double c, double d, double e, double f, double g, double h, double i, double j) {
  return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j;
}
double constant(void) { return 42; }
double count(double x) { (void)x; return ++calls; }
double root(double x) { return sqrt(x); }
double inverse(double x) { return 1 / x; }
double threads(double x) {                /* x, unless a second thread calls: then NaN */
  long self = (long)gettid();
  if (!seen) seen = self;
  return seen == self ? x : NAN;
}
double careless(double x) { fesetround(FE_UPWARD); return x; }
__attribute__((constructor)) static void start(void) { fesetround(FE_UPWARD); }
double word = 3;
"""
TWO = "double twice_more(double x) { return 4 * x; }\ndouble twice(double x) { return 200 * x; }\n"
MARK = '#include <stdio.h>\n__attribute__((constructor)) static void start(void) { fclose(fopen("loaded", "w")); }\ndouble f(double x) { return x; }\n'


def build(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run([CC, "-shared", "-fPIC", "-O1", "-x", "c", "-", "-o", str(path), "-lm"], input=text, text=True, capture_output=True)
    check(f"{path.name} is built", done.returncode == 0, done.stderr)


def sce(*arguments, folder=None, stdin=""):
    return subprocess.run([SCE, *map(str, arguments)], capture_output=True, text=True, timeout=60, cwd=folder or FOLDER, input=stdin)


def write(text, name="case.sce"):
    (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(text, encoding="utf-8")


def results(text, *arguments, code=0):
    """Path to result, of the JSON document."""
    write(text)
    done = sce("run", "--allow-extern", "--format", "json", *arguments, "case.sce")
    check("exit code", done.returncode == code, f"  got {done.returncode}, wanted {code}\n{text}{done.stderr}")
    return {one["path"]: one for one in json.loads(done.stdout or '{"values": []}')["values"]}


def findings(text, *arguments, command="run", folder=None):
    """Code, line and message of each finding."""
    write(text)
    done = sce(command, *arguments, "--error-format", "json", "case.sce", folder=folder)
    return [(one["code"], one["line"], one["message"], one["help"]) for one in map(json.loads, done.stderr.splitlines())], done.returncode


def values(result):
    """The plain numbers of a result, in order; of samples their means."""
    flat = []
    waiting = [result["value"]]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += reversed(node)
        else:
            flat.append(node["mean"] if isinstance(node, dict) else node)
    return flat


def first(found, path):
    return values(found[path])[0]


def check_units():
    lines = 'extern "./libone.so" speed(way: km, time: hour = 2 hour) : km/hour\n'
    found = results(lines + "a : m/s = speed(36000 m, 3600 s)\nb = speed(way = 10 km)\nc : m/s = speed(time = 30 min, way = 9 km)\nd = speed(10)\n")
    equal("into and out of the declared units", first(found, "a"), 10)
    equal("a default", first(found, "b"), 5)
    equal("names in any order", first(found, "c"), 5)
    equal("a bare number is in the declared unit", first(found, "d"), 5)
    equal("the unit of the result", found["b"]["unit"], "km/hour")
    names = "abcdefghij"
    many = f'extern "libone.so" weighted({", ".join(f"{n}: 1" for n in names)}) : 1\nx = weighted({", ".join(str(i + 1) for i in range(10))})\n'
    equal("ten arguments", first(results(many), "x"), sum((i + 1) ** 2 for i in range(10)))
    equal("no argument", first(results('extern "./libone.so" constant() : kg\nx = constant()\n'), "x"), 42)
    equal("in a function", first(results('extern "./libone.so" twice(x: 1) : 1\nfn four(x) = twice(twice(x))\ny = four(3)\n'), "y"), 12)
    equal("none goes through", values(results('extern "./libone.so" twice(x: 1) : 1\ny = twice(none)\n')["y"]), [None])
    found, code = findings(lines + "a = speed(3 kg)\nb = speed()\nc = speed(1 km, 2 hour, 3)\nd = speed(1 km) + 3 s\n", "--allow-extern")
    equal("dimensions and arguments are checked", [(one[0], one[1]) for one in found], [("E0303", 2), ("E0212", 3), ("E0212", 4), ("E0301", 5)])
    found, code = findings('extern "./libone.so" twice(x, y: m) : 1\na = twice(1, 2)\n', "--allow-extern")
    equal("a parameter needs its unit", [(one[0], one[1]) for one in found], [("E0220", 1)])


def check_axes():
    text = (
        'extern "./libone.so" twice(x: m) : m\nn = sweep(1 .. 4)\nside = 3 m\nleft = twice(side)\nmany = twice(side * n)\nall = sum(many over n)\n'
        "scenario wide < side = 5 m >\nscenario wider from wide < side = 7 m >\n"
    )
    found = results(text)
    equal("scenarios", values(found["left"]), [6, 10, 14])
    equal("sweeps in scenarios", values(found["many"]), [6, 12, 18, 24, 10, 20, 30, 40, 14, 28, 42, 56])
    equal("and what rests on them", values(found["all"]), [60, 100, 140])
    count = results('extern "./libone.so" count(x: 1) : 1\nn = sweep(1 .. 5)\na = max(count(n) over n)\n')
    equal("once a point", first(count, "a"), 5)
    text = 'extern "./libone.so" count(x: 1) : 1\nx = uniform(0, 1)\ny = count(x)\nmost = max(y)\n'
    equal("once a sample", first(results(text, "--samples", "4096"), "most"), 4096)


def check_samples():
    text = (
        'extern "./libone.so" twice(x: m) : m\nextern "./libone.so" threads(x: 1) : 1\nx = normal(10 m, 2 m)\nown = 2 * x\ngiven = twice(x)\nsame = prob(given == own)\n'
        "on = threads(uniform(1, 2))\nby_axis = threads(uniform(1, 2) over n)\nn = sweep(1 .. 70)\n"
    )
    write(text)
    runs = [sce("--allow-extern", "--samples", "20000", "--threads", threads, "--format", "json", "case.sce") for threads in (1, 2, 7)]
    check("one thread calls", all(run.returncode == 0 for run in runs), runs[2].stderr)
    check("any number of threads gives the same bytes", len({run.stdout for run in runs}) == 1)
    found = {one["path"]: one for one in json.loads(runs[0].stdout)["values"]}
    equal("every sample is the formula's", first(found, "same"), 1)
    equal("a library does not change how numbers are rounded", values(found["own"]), values(results("x = normal(10 m, 2 m)\nown = 2 * x\n", "--samples", "20000")["own"]))
    with_call = results('extern "./libone.so" careless(x: 1) : 1\na = careless(1)\nb = 1/3 + a*0\nc = 0.1 + 0.2 + b*0\n')
    equal("nor does a call", (first(with_call, "b"), first(with_call, "c")), (1 / 3, 0.1 + 0.2))


def check_two():
    found = results('extern "./libone.so" twice(x: 1) : 1\nextern "deep/libtwo.so" twice_more(x: 1) : 1\na = twice(1) + twice_more(1)\n')
    equal("two libraries", first(found, "a"), 6)
    write('extern "./libtwo.so" twice(x: 1) : 1\n', "deep/two.sce")
    found = results('extern "./libone.so" twice(x: 1) : 1\nuse "deep/two.sce" as two\na = twice(1) + two.twice(1)\n')
    equal("two of one name; paths are relative to the file with the line", first(found, "a"), 202)
    text = 'extern "./libone.so" twice(x: 1) : 1\nextern "deep/libtwo.so" twice_more(x: 1) : 1\na = twice(1)\nb = twice_more(1)\n'
    for option, wanted in (("libtwo.so", 3), ("deep/libtwo.so", 3), ("./libone.so", 4), (FOLDER / "libone.so", 4)):
        found, code = findings(text, f"--allow-extern={option}")
        equal(f"only {option}", [(one[0], one[1]) for one in found], [("E0411", wanted)])
    found, code = findings(text, "--allow-extern=libone.so", "--allow-extern=libtwo.so")
    equal("both by name", (found, code), ([], 0))


def check_refused():
    outside = ROOM / "outside"
    build(outside / "libaway.so", MARK)
    (FOLDER / "link.so").symlink_to(outside / "libaway.so")
    (FOLDER / "there").symlink_to(outside)
    (FOLDER / "inner.so").symlink_to("libone.so")
    (FOLDER / "loop.so").symlink_to("loop.so")
    paths = ["../outside/libaway.so", str(outside / "libaway.so"), "link.so", "there/libaway.so", "deep/../../outside/libaway.so", "../outside/none.so"]
    for path in paths:
        found, code = findings(f'extern "{path}" f(x: 1) : 1\nf(1)\n', "--allow-extern")
        equal(f"{path} is refused", [one[0] for one in found] + [code], ["E0602", 2])
    check("and not loaded", not (FOLDER / "loaded").exists())
    equal("a link inside is fine", first(results('extern "inner.so" twice(x: 1) : 1\na = twice(4)\n'), "a"), 8)
    found, code = findings('extern "loop.so" f(x: 1) : 1\nf(1)\n', "--allow-extern")
    equal("a link to itself", [one[0] for one in found], ["E0612"])
    found, code = findings('extern "link.so" f(x: 1) : 1\nf(1)\n', "--allow-extern", "-I", outside)
    equal("-I lets it come from there", (found, code), ([], 0))
    check("and then it is loaded", (FOLDER / "loaded").exists())
    (FOLDER / "loaded").unlink()
    found, code = findings('extern "libm.so.6" cos(x: 1) : 1\ncos(1)\n', "--allow-extern")
    equal("system folders are not searched", [one[0] for one in found], ["E0612"])


def check_errors():
    head = 'extern "./libone.so" '
    for text, wanted in (
        (head + "word() : 1\nword()\n", ("E0614", 1)), (head + "twise(x: 1) : 1\ntwise(1)\n", ("E0613", 1)), (head + "sqrt(x: 1) : 1\nsqrt(1)\n", None),
        (head + "fegetround() : 1\nfegetround()\n", ("E0613", 1)), (head + "seen() : 1\nseen()\n", ("E0613", 1)),
        (head + "inverse(x: 1) : 1\na = 1\ninverse(a - 1)\n", ("E0413", 3)), (head + "root(x: 1) : 1\nroot(-1)\n", ("E0413", 2)),
        ('extern "./none.so" f() : 1\nf()\n', ("E0612", 1)), ('extern "./case.sce" f() : 1\nf()\n', ("E0612", 1)),
    ):
        found, code = findings(text, "--allow-extern")
        if wanted:
            equal(text, [(one[0], one[1]) for one in found] + [code], [wanted, 2])
        else:
            check(text, code == 2 and found, str(found))
    found, _ = findings(head + "twise(x: 1) : 1\ntwise(1)\n", "--allow-extern")
    check("did you mean", found and found[0][3] == "did you mean `twice`?", str(found))
    found, _ = findings(head + "inverse(x: km) : 1\na = 1000 m\ninverse(a - 1 km)\n", "--allow-extern")
    check("names the call and its arguments", found and found[0][2] == "`inverse(a - 1 km)` gave back infinity for x = 0 km", str(found))
    found = results(head + "inverse(x: 1) : 1\nx = 0\na = if (x > 0) then inverse(x) else 3\n")
    equal("what a condition keeps away is no finding", first(found, "a"), 3)
    found, code = findings('extern "./none.so" f() : 1\nextern "./libone.so" nothing() : 1\na = 1\n', "--allow-extern")
    equal("nothing is loaded for what nobody calls", (found, code), ([], 0))


def check_commands():
    build(FOLDER / "libmark.so", MARK)
    text = 'extern "./libmark.so" f(x: m) : m\nlength = 3 m in 1 m .. 5 m\nb = f(length)\nclaim big < value = b; says = 7 m >\n'
    write(text)
    for command in (["check", "case.sce"], ["inputs", "case.sce"], ["explain", "case.sce", "b"], ["fmt", "--check", "case.sce"]):
        done = sce(*command)
        equal(f"{command[0]} loads nothing", (done.returncode in (0, 1), (FOLDER / "loaded").exists()), (True, False))
        check(f"{command[0]} says what it leaves out", command[0] == "fmt" or "[E0412]" in done.stderr, done.stderr)
        equal(f"{command[0]} does not take the option", sce(*command, "--allow-extern").returncode, 2)
    done = sce("check", "--error-format", "json", "case.sce")
    equal("check: a warning is no finding", done.returncode, 0)
    for command in (["run", "case.sce"], ["-e", "b", "case.sce"], ["sensitivity", "case.sce", "b"], ["solve", "case.sce", "b = 4 m", "--for", "length"], ["diff", "case.sce", "case.sce"]):
        done = sce(*command)
        check(f"{command[0]} without the option", "[E0411]" in done.stderr and not (FOLDER / "loaded").exists(), done.stderr)
    done = sce("diff", "--allow-extern", "--format", "json", "case.sce", "other.sce")
    for command in (["-e", "b", "case.sce"], ["sensitivity", "case.sce", "b"], ["solve", "case.sce", "b = 4 m", "--for", "length"]):
        done = sce(*command, "--allow-extern")
        equal(f"{command[0]} with it", (done.returncode, (FOLDER / "loaded").exists()), (0, True))
        (FOLDER / "loaded").unlink()
    done = sce("repl", "--allow-extern=libmark.so", "case.sce", stdin="b\nf(2 m)\nlength = 4 m\nb\n")
    equal("the prompt", done.stdout.split("\n")[:3] + [done.stderr.count("E04")], ["3 m", "2 m", "length             4 m", 0])
    equal("an empty name", sce("--allow-extern=", "case.sce").returncode, 2)


def check_review():
    write('extern "./libone.so" root(x: m^2) : m\na = 9 m^2\nb = root(a)\nc = 2 * b\n')
    write('extern "./libone.so" root(x: m^2) : m\na = 9 m^2\nb = 4 * root(a)\nc = 2 * b\n', "new.sce")
    done = sce("diff", "--allow-extern", "--format", "json", "case.sce", "new.sce")
    check("diff", done.returncode == 0 and '"c"' in done.stdout and "24" in done.stdout, done.stdout + done.stderr)
    write('extern "./libone.so" root(x: mm^2) : mm\na = 9 m^2\nb = root(a)\nc = 2 * b\n', "new.sce")
    done = sce("diff", "--allow-extern", "--exit-code", "case.sce", "new.sce")
    equal("diff of units that come to the same", (done.returncode, done.stderr), (0, ""))
    write('extern "./libone.so" root(x: mm^2) : m\na = 9 m^2\nb = root(a)\nc = 2 * b\n', "new.sce")
    done = sce("diff", "--allow-extern", "case.sce", "new.sce")
    check("diff of units that do not", "6,000 m" in done.stdout and "root" in done.stdout, done.stdout + done.stderr)
    done = sce("sensitivity", "--allow-extern", "--format", "json", "case.sce", "c")
    slopes = {one["path"]: one["elasticity"] for one in json.loads(done.stdout)["results"][0]["inputs"]}
    check("derivatives: central differences", abs(slopes["a"] - 0.5) < 1e-9, done.stdout + done.stderr)
    done = sce("solve", "--allow-extern", "case.sce", "c = 10 m", "--for", "a")
    check("solve", done.returncode == 0 and "25 m^2" in done.stdout, done.stdout + done.stderr)


def check_git():
    def git(*arguments):
        subprocess.run(["git", "-C", FOLDER, "-c", "user.name=a", "-c", "user.email=a@b", *arguments], check=True, capture_output=True)

    write('extern "./libone.so" twice(x: m) : m\na = 9 m\nb = twice(a)\n')
    git("init", "-q", ".")
    git("add", "case.sce")
    git("commit", "-q", "-m", "first")
    write('extern "./libone.so" twice(x: m) : m\na = 10 m\nb = twice(a)\n')
    done = sce("diff", "--allow-extern=libone.so", "HEAD", "case.sce")
    check("a revision takes the library of the work tree", "18" in done.stdout and "20" in done.stdout and not done.stderr, done.stdout + done.stderr)
    done = sce("diff", "HEAD", "case.sce")
    check("and without the option none", "[E0411]" in done.stderr, done.stderr)


def check_shards():
    write('extern "./libone.so" twice(x: 1) : 1\nx = uniform(1, 2)\ny = twice(x)\nz = 1\n')
    done = sce("run", "--allow-extern", "--shard", "1/2", "--out", "part", "case.sce")
    check("a shard is refused", done.returncode == 2 and "native functions" in done.stderr and not (FOLDER / "part").exists(), done.stderr)
    done = sce("run", "--only", "z", "--shard", "1/1", "--out", "part", "case.sce")
    equal("unless nothing calls it", (done.returncode, sce("merge", "part").stdout.split()), (0, ["z", "1"]))


def erlang_c(load, servers):
    """The share that waits, as a fraction: the sum over the states of the queue."""
    term, total = Fraction(1), Fraction(1)
    for k in range(1, servers):
        term = term * load / k
        total += term
    last = term * load / servers * servers / (servers - load)
    return last / (total + last)


def check_example():
    folder = ROOM / "native"
    folder.mkdir()
    for name in ("queue.c", "queue.sce", "queue.sce.out"):
        (folder / name).write_bytes((TOP / "examples/native" / name).read_bytes())
    done = subprocess.run([CC, "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", "libqueue.so", "queue.c", "-lm"], cwd=folder, capture_output=True, text=True)
    equal("the example is built without a warning", (done.returncode, done.stderr), (0, ""))
    done = sce("run", "--allow-extern=libqueue.so", "--check", "queue.sce", folder=folder)
    equal("its results are those beside it", (done.returncode, done.stdout, done.stderr), (0, "", ""))
    equal("its layout", sce("fmt", "--check", "queue.sce", folder=folder).returncode, 0)
    for load, servers, says in ((8, 10, 0.409180), (90, 100, 0.216940), (Fraction(1, 2), 1, 0.5), (999, 1000, None)):
        wanted = float(erlang_c(Fraction(load), servers))
        if says:
            check(f"{load} on {servers}: as printed", abs(wanted - says) < 5e-7, f"  {wanted}")
        done = sce("-e", f"wait_probability({float(load)}, {servers})", "queue.sce", "--allow-extern", "--format", "json", folder=folder)
        got = values(json.loads(done.stdout)["values"][0])[0]
        check(f"{load} on {servers}: P(wait)", abs(got / wanted - 1) < 1e-12, f"  got    {got}\n  wanted {wanted}")
    done = sce("-e", "wait_time(12 /s, 1 s, 10)", "queue.sce", "--allow-extern", folder=folder)
    check("too much load", "[E0413]" in done.stderr and "infinity" in done.stderr, done.stderr)


def main():
    build(FOLDER / "libone.so", ONE)
    build(FOLDER / "deep/libtwo.so", TWO)
    check_units()
    check_axes()
    check_samples()
    check_two()
    check_refused()
    check_errors()
    check_commands()
    check_review()
    check_git()
    check_shards()
    check_example()
    return finish()


if __name__ == "__main__":
    sys.exit(main())
