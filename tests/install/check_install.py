#!/usr/bin/env python3
"""Why this file exists: what is installed is used where no source is. This suite installs into an empty folder, with blanks in its name, looks at every file, takes it away again, reads the man pages as a
reader does, and makes the Debian package and runs the command out of it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

from checks import check, equal, finish
from installed import B, SCE, TOP, files, make, run

VERSION = re.search(r'LIBSCE_VERSION "([^"]+)"', (TOP / "runtime/sce.h").read_text()).group(1)
COMMANDS = sorted(set(re.findall(r"^  sce ([a-z][a-z-]*)", run(SCE, "--help").stdout, re.M)))


def expected_files():
    library = f"lib/libsce.so.{VERSION}"
    found = {"bin/sce", library, "lib/libsce.so", f"lib/libsce.so.{VERSION.split('.')[0]}", "lib/libsce.a", "lib/pkgconfig/sce.pc", "include/sce.h",
             "share/bash-completion/completions/sce", "share/zsh/site-functions/_sce", "share/fish/vendor_completions.d/sce.fish",
             "share/doc/sce/LICENSE", "share/doc/sce/REFERENCE.md", "share/man/man1/sce.1", "share/man/man5/sce.5"}
    found |= {f"share/man/man1/sce-{command}.1" for command in COMMANDS}
    found |= {f"share/doc/sce/{path.relative_to(TOP)}" for path in (TOP / "examples").rglob("*") if path.is_file()}
    return sorted(found)


# --- make install --------------------------------------------------------------------------------


def check_tree(root, prefix):
    equal("what is installed", files(prefix), expected_files())
    for name in files(prefix):
        path = prefix / name
        if path.is_symlink():
            check(f"{name} leads to its neighbour", "/" not in os.readlink(path) and path.exists(), os.readlink(path))
            continue
        data = path.read_bytes()
        named = [place for place in (str(TOP), str(B), str(root)) if place.encode() in data]
        check(f"{name} names no folder of the build", not named, str(named))
        equal(f"the mode of {name}", oct(path.stat().st_mode & 0o777), "0o755" if name == "bin/sce" else "0o644")
    equal("the command runs", run(prefix / "bin/sce", "-e", "6*7").stdout, "42\n")
    equal("its version", run(prefix / "bin/sce", "--version").stdout, f"sce {VERSION}\n")
    equal("the installed examples give their results", run(prefix / "bin/sce", prefix / "share/doc/sce/examples/sora.sce").stdout, (TOP / "examples/sora.sce.out").read_text())
    header = (prefix / "include/sce.h").read_text()
    numbers = re.findall(r"#define LIBSCE_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", header)
    equal("the macros of the header agree", ".".join(numbers), VERSION)
    check("pkg-config knows version and licence", f"Version: {VERSION}\n" in (prefix / "lib/pkgconfig/sce.pc").read_text() and "License: MIT\n" in (prefix / "lib/pkgconfig/sce.pc").read_text())


def check_symbols(prefix):
    shown = {line.split()[-1].partition("@")[0] for line in run("nm", "-D", "--defined-only", prefix / "lib/libsce.so").stdout.splitlines()} - {"LIBSCE_0"}
    declared = set(re.findall(r"^LIBSCE_API .*?\b(libsce_\w+)\(", (prefix / "include/sce.h").read_text(), re.M))
    equal("the shared library shows what the header declares", sorted(shown), sorted(declared))
    static = {line.split()[-1] for line in run("nm", "--defined-only", "--extern-only", prefix / "lib/libsce.a").stdout.splitlines() if len(line.split()) == 3}
    equal("and so does the static one", sorted(static), sorted(declared))
    equal("its soname", re.findall(r"SONAME\s+(\S+)", run("objdump", "-p", prefix / "lib/libsce.so").stdout), [f"libsce.so.{VERSION.split('.')[0]}"])
    for name in ("bin/sce", "lib/libsce.so"):
        needed = set(re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", prefix / name).stdout))
        check(f"{name} needs libc alone", needed <= {"libc.so.6", "libm.so.6"}, str(needed))


def check_uninstall(root, prefix):
    foreign = [prefix / "bin/other", prefix / "share/man/man1/other.1", prefix / "share/doc/sce/notes"]
    for path in foreign:
        path.write_text("mine\n")
    done = make("uninstall", "PREFIX=/opt/a b", f"DESTDIR={root}")
    check("make uninstall", done.returncode == 0, done.stderr)
    equal("what is left is what was not installed", files(prefix), sorted(str(path.relative_to(prefix)) for path in foreign))
    check("its folders are gone", not (prefix / "share/doc/sce/examples").exists())
    done = make("uninstall", "PREFIX=/opt/a b", f"DESTDIR={root}")
    check("and once more is fine", done.returncode == 0, done.stderr)


# --- man pages -----------------------------------------------------------------------------------


def rendered(page):
    text = run("man", "-l", page, MANWIDTH="1000", MAN_KEEP_FORMATTING="0", PAGER="cat", MANPAGER="cat").stdout
    return re.sub(r"\x1b\[[0-9;]*m|.\x08", "", text)


def help_rows(command):
    """Option and text, as the help has them."""
    rows = run(SCE, *([command] if command else []), "--help").stdout.partition("\noptions:\n")[2].partition("\n\n")[0]
    return [(" ".join(option.split()), " ".join(text.split())) for option, text in re.findall(r"^  (-.*?)(?:  +|\n +)(.*)$", rows, re.M)]


def check_pages(prefix):
    for page in sorted((prefix / "share/man").rglob("sce*")):
        done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(page)], capture_output=True, check=False, stdin=subprocess.DEVNULL,
                              env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"})
        check(f"{page.name} is rendered without a warning", done.returncode == 0 and not done.stderr and len(done.stdout) > 1000, done.stderr.decode())
    for command in [None, *COMMANDS]:
        name = f"sce-{command}.1" if command else "sce.1"
        text = " ".join(rendered(prefix / "share/man/man1" / name).split())
        for option, words in help_rows(command):
            plain = words.replace("`", "")
            check(f"{name} has {option} as the help does", f"{option} {plain}." in text, f"  wanted {option} {plain}.")
        check(f"{name} has exit statuses and leads on", "EXIT STATUS" in text and "SEE ALSO" in text)
    language = (TOP / "runtime/cli/man/sce-language.scd").read_text()
    programs = re.findall(r"^```\n(.*?)^```$", language, re.M | re.S)
    check("sce(5) has a program", bool(programs))
    for program in programs:
        done = subprocess.run([SCE, "check", "-"], input=program, capture_output=True, text=True, check=False)
        check("which is sound", done.returncode == 0 and not done.stderr, done.stderr)


# --- the Debian package --------------------------------------------------------------------------


def run_alone(root):
    """The command in a root that holds the package and libc, where this process may change its root; else by its path."""
    sce = root / "usr/bin/sce"
    if os.geteuid():
        return run(sce, "-e", "6*7").stdout
    for line in run("ldd", sce).stdout.splitlines():
        found = re.search(r"(/\S+)", line)
        if found:
            place = root / found.group(1).lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(os.path.realpath(found.group(1)), place)
    done = run("chroot", root, "/usr/bin/sce", "-e", "6*7")
    return done.stdout + done.stderr


def check_package(folder):
    digests, package = [], None
    for _ in range(2):
        done = make("deb")
        check("make deb", done.returncode == 0, done.stderr)
        if done.returncode:
            return
        package = TOP / done.stdout.strip().splitlines()[-1]
        digests.append(hashlib.sha256(package.read_bytes()).hexdigest())
    equal("two packages have the same bytes", digests[0], digests[1])
    fields = dict(line.split(": ", 1) for line in run("dpkg-deb", "-f", package).stdout.splitlines() if re.match(r"[A-Z]", line))
    equal("its name and version", (fields["Package"], fields["Version"]), ("sce", VERSION))
    check("it depends on libc alone", re.fullmatch(r"libc6 \(>= 2\.\d+\)", fields["Depends"]), fields["Depends"])
    root = folder / "root"
    run("dpkg-deb", "-x", package, root)
    names = files(root)
    check("it holds what make install installs", {"usr/bin/sce", "usr/include/sce.h", "usr/share/man/man1/sce-run.1.gz", "usr/share/doc/sce/copyright"} <= set(names), str(names))
    check("its copyright is the licence", "\nLicense: MIT\n" in (root / "usr/share/doc/sce/copyright").read_text() and "AS IS" in (root / "usr/share/doc/sce/copyright").read_text())
    for name in names:
        path = root / name
        check(f"{name} of the package names no folder", path.is_symlink() or not any(place.encode() in path.read_bytes() for place in (str(TOP), str(B))))
    owners = set(re.findall(r"^\S+ (\S+)", run("dpkg-deb", "-c", package).stdout, re.M))
    equal("all is root's", owners, {"root/root"})
    equal("the command runs in an empty root", run_alone(root), "42\n")
    if shutil.which("lintian"):
        errors = [line for line in run("lintian", "--allow-root", package).stdout.splitlines() if line.startswith("E:")]
        equal("lintian finds no errors", errors, [])


def main():
    with tempfile.TemporaryDirectory(prefix="sce install ") as name:
        root = Path(name) / "dest dir"
        prefix = root / "opt/a b"
        done = make("install", "PREFIX=/opt/a b", f"DESTDIR={root}")
        check("make install into a folder with blanks", done.returncode == 0, done.stderr)
        if done.returncode == 0:
            check_tree(root, prefix)
            check_symbols(prefix)
            check_pages(prefix)
            check_uninstall(root, prefix)
        check_package(Path(name))
    return finish()


if __name__ == "__main__":
    sys.exit(main())
