"""Why this file exists: the suites of this folder look at what `make install` has put somewhere. This module calls it, in the build folder B, and knows where things are."""

import os
import subprocess
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
B = Path(os.environ.get("B", TOP / "build")).resolve()
SCE = Path(os.environ.get("SCE", B / "sce")).resolve()
SECONDS = 240  # a first build of the libraries included


def environment(**more):
    """Without what a calling make would hand on."""
    kept = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "B", "PREFIX", "DESTDIR")}
    return {**kept, "LC_ALL": "C.UTF-8", **more}


def run(*command, **more):
    """What a command came to; nothing is raised."""
    return subprocess.run([str(word) for word in command], cwd=TOP, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
                          timeout=SECONDS, check=False, env=environment(**more))


def make(*words, **more):
    return run("make", "--no-print-directory", "-j2", f"B={os.path.relpath(B, TOP)}", *words, **more)


def files(folder):
    """Everything below a folder that is no folder, by its path in it."""
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_symlink() or not path.is_dir())
