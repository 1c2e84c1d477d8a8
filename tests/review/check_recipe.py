#!/usr/bin/env python3
"""Why this file exists: people copy the recipes of README.md, "In a pull request", into their repositories. This script does so too: it carries out the lines
for git and looks at what `git diff` then shows, and runs the `sce diff` of each CI recipe in a repository as that CI lays it out.
"""
import os
import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "support"), str(HERE)]
from checks import check, equal, finish
from repository import ENVIRONMENT, Repository, run

TOP = HERE.parent.parent
SCE = Path(os.environ.get("SCE", TOP / "build/sce")).resolve()
PLAN = "steps = 250\nmodel sora <\n  # so many\n  # lines\n  # between\n  params = 20e9\n  frames = 180\n>\nscenario few < steps = 25 >\n"


def blocks(tag):
    section = re.search(r"^## In a pull request\n(.*?)^## ", (TOP / "README.md").read_text(encoding="utf-8"), re.M | re.S).group(1)
    return re.findall(rf"^```{tag}\n(.*?)^```$", section, re.M | re.S)


def make(folder):
    """main, and a branch from it with a change, checked out."""
    here = Repository(folder)
    here.write("plan.sce", PLAN)
    here.base = here.commit()
    here.git("checkout", "-q", "-b", "branch")
    here.write("plan.sce", PLAN.replace("180", "90"))
    here.commit()
    return here


def check_git(temp, environment):
    here = make(temp / "git")
    recipes = blocks("sh")
    equal("there is one recipe for git", len(recipes), 1)
    _, err, code = run(["sh", "-eu", "-c", recipes[0]], here.folder, environment)
    equal("its lines work", (err, code), ("", 0))
    out, err, code = run(["git", "diff", "main", "branch"], here.folder, environment)
    check("git diff shows results", code == 0 and out.startswith("diff --sce a/plan.sce b/plan.sce\n") and "train_flops" in out, out + err)
    out, err, code = run(["git", "log", "-p", "--ext-diff", "-1"], here.folder, environment)
    check("git log -p --ext-diff shows results", code == 0 and "train_flops" in out, out + err)
    out, _, _ = run(["git", "diff", "--no-ext-diff", "main", "branch"], here.folder, environment)
    check("without it git names the block", "@@ model sora <" in out and "+  frames = 90" in out, out)
    out, err, code = run(["git", "difftool", "--no-prompt", "--extcmd", "sce diff", "main", "branch"], here.folder, environment)
    check("git difftool", code == 0 and "train_flops" in out, out + err)


def check_ci(temp, environment):
    recipes = blocks("yaml")
    equal("there are two recipes for CI", len(recipes), 2)
    for number, recipe in enumerate(recipes):
        here = make(temp / f"ci{number}")
        here.git("update-ref", "refs/remotes/origin/main", "main")
        commands = re.findall(r"(sce diff .*)$", recipe, re.M)
        equal("a recipe compares once", len(commands), 1)
        variables = dict(environment, GITHUB_BASE_REF="main", CI_MERGE_REQUEST_DIFF_BASE_SHA=here.base)
        out, err, code = run(["sh", "-eu", "-c", commands[0]], here.folder, variables)
        check(f"recipe {number}: nothing goes wrong", code == 0 and "error" not in err, f"{code}\n{out}{err}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        temp = Path(folder).resolve()
        (temp / "bin").mkdir()
        (temp / "bin/sce").symlink_to(SCE)
        environment = dict(ENVIRONMENT, PATH=f"{temp / 'bin'}{os.pathsep}{ENVIRONMENT.get('PATH', '')}")
        check_git(temp, environment)
        check_ci(temp, environment)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
