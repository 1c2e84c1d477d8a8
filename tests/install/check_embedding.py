#!/usr/bin/env python3
"""Why this file exists: libsce is for programs that nobody here has written. This suite compiles one in C by pkg-config against an installed copy, shared and static and with the address sanitizer,
and one in Python, and holds what they print against the command's JSON."""

import functools
import json
import math
import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

from checks import check, equal, finish
from installed import B, SCE, TOP, make, run

FILES = ["examples/sora.sce", "examples/steps.sce", "examples/sora_uncertain.sce", "examples/fleet_2030.sce", "tests/samples/every.sce"]
STATISTICS = ["mean", "sd", "se", "p5", "p50", "p95"]
WRONG = 'a = 1 km\nb = a + 1 hour\nclaim far < value = a; says = 2 km; within = 0.1 km > @ "a map"\nclaim near < holds = (a > 0 km) >\nc = d\n'


@functools.lru_cache(maxsize=None)
def command(*words):
    return run(SCE, *words).stdout


def compile_program(out, flags, compiler="gcc", *more):
    done = run(compiler, "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", *more, "-o", out, HERE / "embed.c", *flags, "-lm", "-pthread")
    check(f"{out.name} compiles without a warning", done.returncode == 0, done.stderr)
    return out


def pkg_config(prefix, *words):
    return run("pkg-config", *words, "sce", PKG_CONFIG_PATH=str(prefix / "lib/pkgconfig")).stdout.split()


def flat(value):
    """Nested lists as one, in their order; null as NaN."""
    if isinstance(value, list):
        return [point for part in value for point in flat(part)]
    return [math.nan if value is None else value]


def same(got, wanted):
    return len(got) == len(wanted) and all(x == y or (math.isnan(x) and math.isnan(y)) for x, y in zip(got, wanted))


def numbers_of(value):
    """The points of a JSON value as the C program prints them."""
    if isinstance(value, dict):
        return [math.nan if value[name] is None else value[name] for name in STATISTICS]
    return [float(value)]


def expected_axis(value, name):
    points, unit = value["points"][name], value.get("units", {}).get(name, "1")
    return f"{name}({unit}):" + ",".join("%.17g" % point if isinstance(point, (int, float)) else point for point in points)


# --- the program in C ----------------------------------------------------------------------------


def check_documents(embed, where, files):
    for file in files:
        for kind in ("json", "text", "csv", "md"):
            equal(f"{where}: {file} as {kind}", run(embed, kind, file).stdout, command("--format", kind, file))
        document = json.loads(command("--format", "json", file))
        equal(f"{where}: the claims of {file}", json.loads(run(embed, "claims", file).stdout), document["claims"])
        equal(f"{where}: the findings of {file}", json.loads(run(embed, "findings", file).stdout), document["diagnostics"])
    equal(f"{where}: values that are set", run(embed, "json", "examples/sora.sce", "fleet.peak=3", "sora.steps=10", "fleet.peak=4").stdout,
          command("--format", "json", "--set", "fleet.peak=4", "--set", "sora.steps=10", "examples/sora.sce"))
    equal(f"{where}: a comparison", run(embed, "diff", "examples/review/old.sce", "examples/review/new.sce").stdout,
          command("diff", "--format", "json", "examples/review/old.sce", "examples/review/new.sce"))


def check_results(embed, where):
    for file in FILES:
        rows = [line.split("\t") for line in run(embed, "results", file).stdout.splitlines()]
        values = json.loads(command("--format", "json", file))["values"]
        equal(f"{where}: paths of {file}", [row[0] for row in rows], [value["path"] for value in values])
        for row, value in zip(rows, values):
            facts = [value["unit"], value["role"], value["at"] or "null", value.get("source", "null")]
            equal(f"{where}: facts of {value['path']} in {file}", row[1:5], facts)
            equal(f"{where}: axes of {value['path']} in {file}", row[6], ";".join(expected_axis(value, name) for name in value["axes"]))
            got = [float(number) for number in re.split("[ /]", row[7].strip())] if row[7].strip() else []
            points = flat(value["value"])
            if isinstance(points[0], float) and len(got) == 6 * len(points):
                wanted = [math.nan] * len(got)
            else:
                wanted = [number for point in points for number in (numbers_of(point) if isinstance(point, dict) or len(got) == len(points) else [math.nan] * 6)]
            check(f"{where}: values of {value['path']} in {file}", same(got, wanted), f"  got    {got}\n  wanted {wanted}")


def check_structures(embed, where, folder):
    file = folder / "wrong.sce"
    file.write_text(WRONG)
    document = json.loads(command("--format", "json", file))
    done = run(embed, "structures", file)
    equal(f"{where}: errors are the status", done.returncode, 2)
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    claims, found = [row for row in rows if row[0] == "claim"], [row for row in rows if row[0] == "finding"]
    equal(f"{where}: claims", [row[1:3] for row in claims], [[claim["name"], claim["status"]] for claim in document["claims"]])
    far = document["claims"][0]
    equal(f"{where}: a claim's numbers", [float(number) for number in claims[0][4:9]], [far[name] for name in ("got", "says", "within", "ratio", "used")])
    equal(f"{where}: a claim's texts", claims[0][9:], ["km", "null", "null", "a map", "wrong.sce:3"])
    equal(f"{where}: a condition has no numbers", claims[1][3], "0")
    wanted = [[d["code"], d["severity"], d["message"], *(str(d[name]) for name in ("line", "column", "end_line", "end_column")), d["help"] or "null", str(len(d["related"]))]
              for d in document["diagnostics"]]
    equal(f"{where}: findings", [row[1:] for row in found], wanted)
    notes = [[note["message"], str(note["line"] or 0), str(note["column"] or 0)] for d in document["diagnostics"] for note in d["related"]]
    equal(f"{where}: notes", [row[1:] for row in rows if row[0] == "note"], notes)


def check_numbers(embed, where, folder):
    file = folder / "number.sce"
    file.write_text("x = 3 km\n")
    for unit in ("1/day", "km^(1/2)/day", "km", "1", "1/day^2", "USD/kg"):
        for number in ("-1.5e-300", "0.1", "1.7976931348623157e308", "12345678"):
            done = run(embed, "numbers", file, "x", unit, number)
            got = done.stdout.split()
            check(f"{where}: {number} {unit} is set", done.returncode == 0 and len(got) == 2 and float(got[0]) == float(number) and got[1] == unit, done.stdout)


def check_conduct(embed, where, folder):
    done = run(embed, "misuse")
    check(f"{where}: misuse is answered", done.returncode == 0, done.stdout + done.stderr)
    done = run(embed, "threads", "examples/sora.sce", "examples/sora_uncertain.sce")
    check(f"{where}: sessions in two threads", done.returncode == 0, done.stdout + done.stderr)
    done = run(embed, "stop", "examples/sora_uncertain.sce")
    equal(f"{where}: an evaluation is stopped", done.stdout, "130 1\n")
    locale = next((name for name in run("locale", "-a").stdout.split() if re.match(r"(de|fr)_\w\w\.utf-?8$", name, re.I)), None)
    paths = {}
    if not locale and run("localedef", "-i", "de_DE", "-f", "UTF-8", folder / "de_DE.UTF-8").returncode == 0:
        locale, paths = "de_DE.UTF-8", {"LOCPATH": str(folder)}
    if locale:
        done = run(embed, "locale", locale, "examples/sora_uncertain.sce", **paths)
        equal(f"{where}: a locale with a comma", (done.returncode, done.stdout), (0, command("--format", "json", "examples/sora_uncertain.sce")))
    else:
        check(f"{where}: a locale with a comma can be made", False)


def check_natives(embed, where, folder):
    """A file with native functions: without its library, and with it."""
    for name in ("queue.c", "queue.sce"):
        (folder / name).write_bytes((TOP / "examples/native" / name).read_bytes())
    file = folder / "queue.sce"
    done = run("cc", "-O2", "-shared", "-fPIC", "-o", folder / "libqueue.so", folder / "queue.c", "-lm")
    check("the native library compiles", done.returncode == 0, done.stderr)
    equal(f"{where}: native functions that are not allowed", run(embed, "json", file).stdout, command("--format", "json", file))
    equal(f"{where}: native functions", run(embed, "extern", file).stdout, command("--format", "json", "--allow-extern", file))
    check(f"{where}: which make a difference", command("--format", "json", file) != command("--format", "json", "--allow-extern", file))


def check_all(embed, where, folder):
    check_natives(embed, where, folder)
    check_documents(embed, where, FILES)
    check_structures(embed, where, folder)
    check_conduct(embed, where, folder)


def check_sanitized(folder):
    """The library itself with the sanitizers, out of the archives of `make asan`: no leak, whatever a caller does."""
    archives = [B / "asan/libsce.a", B / "asan/liblang.a"]
    if not all(archive.is_file() for archive in archives):
        check("`make asan` has built libraries with the sanitizers", False, f"  {archives[0]} is not there")
        return
    flags = ["-Iruntime", *archives, "-ljansson", "-lffi"]
    embed = compile_program(folder / "embed_asan", flags, "clang", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g")
    for words in (["misuse"], ["results", FILES[0]], ["json", FILES[3]], ["structures", folder / "wrong.sce"], ["diff", "examples/review/old.sce", "examples/review/new.sce"],
                  ["threads", FILES[1], FILES[2]], ["findings", folder / "wrong.sce"], ["diff", folder / "wrong.sce", "examples/card.sce"], ["numbers", folder / "number.sce", "x", "km", "3"], ["extern", folder / "queue.sce"]):
        done = run(embed, *words)
        check(f"sanitized: {words[0]}", done.returncode in (0, 1, 2) and "Sanitizer" not in done.stderr and "runtime error" not in done.stderr, f"{done.returncode}\n{done.stdout[-300:]}{done.stderr[-3000:]}")


# --- the program in Python, and that of the README -----------------------------------------------


def check_python(prefix):
    file, field, formula = "examples/sora_uncertain.sce", "fleet.peak", "2.5"
    done = run(sys.executable, HERE / "embed.py", prefix / "lib/libsce.so", file, field, formula)
    check("the Python program ends", done.returncode == 0, done.stderr)
    answer = json.loads(done.stdout or "{}")
    equal("Python: the document", answer.get("document"), json.loads(command("--format", "json", "--set", f"{field}={formula}", file)))
    for key, words in (("before", []), ("after", ["--set", f"{field}={formula}"])):
        for value in json.loads(command("--format", "json", *words, file))["values"]:
            got = answer.get(key, {}).get(value["path"], {})
            axes = [[str(point) for point in value["points"][name]] for name in value["axes"]]
            equal(f"Python, {key}: {value['path']}", (got.get("unit"), got.get("axes"), got.get("points")), (value["unit"], axes, flat(value["value"])))


def check_readme(prefix, folder):
    program = re.search(r"^```c\n(.*?)^```$", (TOP / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    check("the README has a program in C", bool(program))
    if not program:
        return
    source = folder / "readme.c"
    source.write_text(program.group(1))
    done = run("cc", "-Wall", "-Wextra", "-Werror", source, *pkg_config(prefix, "--cflags", "--libs"), f"-Wl,-rpath,{prefix}/lib", "-o", folder / "readme")
    check("which compiles", done.returncode == 0, done.stderr)
    done = run(folder / "readme")
    equal("and says what the command says", done.stdout, "%.0f gpu\n" % json.loads(command("--format", "json", "--set", "fleet.peak=3", "--only", "fleet.gpus", "examples/sora.sce"))["values"][0]["value"][0])


def main():
    with tempfile.TemporaryDirectory(prefix="sce embedding ") as name, tempfile.TemporaryDirectory(prefix="sce-prefix-") as root:
        folder, prefix = Path(name), Path(root) / "local"
        done = make("install", f"PREFIX={prefix}")
        check("make install with a prefix of one's own", done.returncode == 0, done.stderr)
        shared = pkg_config(prefix, "--cflags", "--libs")
        embed = compile_program(folder / "embed", [*shared, f"-Wl,-rpath,{prefix}/lib"])
        check_all(embed, "shared", folder)
        check_results(embed, "shared")
        check_numbers(embed, "shared", folder)
        static = [str(prefix / "lib/libsce.a") if flag == "-lsce" else flag for flag in pkg_config(prefix, "--static", "--cflags", "--libs")]
        embed = compile_program(folder / "embed_static", static)
        equal("the static one needs no libsce", re.findall("libsce", run("objdump", "-p", embed).stdout), [])
        check_documents(embed, "static", FILES[:2])
        done = run("g++" if run("g++", "--version").returncode == 0 else "gcc", "-x", "c++", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", prefix / "include/sce.h")
        check("the header is C++ too", done.returncode == 0 or "cc1plus" in done.stderr, done.stderr)
        check_sanitized(folder)
        check_python(prefix)
        check_readme(prefix, folder)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
