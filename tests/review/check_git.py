#!/usr/bin/env python3
"""Why this file exists: a comparison is worth what its two sides are. This script makes git repositories and checks which texts `sce diff` reads for which
words: at revisions, in work trees and folders, with imports that differ between them, and that nothing outside of what was named is read. It lets git call
`sce git-diff`, and feeds results in JSON that are broken in many ways.

Texts are looked at through show_sides, results through `sce` itself; all of it runs with the sanitizers too, where they are built.
"""
import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "support"), str(HERE)]
from checks import check, equal, finish
from repository import ENVIRONMENT, Repository, run

SCE = Path(os.environ.get("SCE", HERE.parent.parent / "build/sce")).resolve()
TOOLS = [SCE.parent] + ([Path(os.environ["SCE_ASAN"]).resolve().parent] if os.environ.get("SCE_ASAN") else [])
tools = SCE.parent   # those that are tested now

PLAN = 'use "./parts/prices.sce"\ncost : kg = 3 * price\n'


def show(repository, *words, folder=".", environment=None, **more):
    """What show_sides prints, and its exit code."""
    out, err, code = run([str(tools / "show_sides"), *words], repository.folder / folder, environment, **more)
    check(f"{words}: nothing goes wrong inside", not err and code in (0, 2), f"{code}\n{out}{err}")
    return out, code


def sce(repository, *words, folder=".", **more):
    return run([str(tools / "sce"), *words], repository.folder / folder, **more)


def shows(title, shown, *wanted):
    """All of these stand in the output, in this order, and the sides are sound."""
    out, code = shown
    at = 0
    for text in wanted:
        found = out.find(text, at)
        check(f"{title}: {text!r}", found >= 0, out)
        at = max(found, at)
    check(f"{title}: no finding", code == 0 and "error[" not in out, out)


def refuses(title, shown, code, *wanted):
    out, exit_code = shown
    check(f"{title}: {code}", f"error[{code}]" in out and exit_code == 2, out)
    for text in wanted:
        check(f"{title}: {text!r}", text in out, out)


def pairs(shown):
    """Per pair its file, and the kinds of both sides."""
    return re.findall(r"^pair (.*)\n  old (\w+).*\n(?:(?!  new |pair ).*\n)*  new (\w+)", shown[0], re.M)


# --- files and folders without git ---------------------------------------------------------------


def check_files(temp):
    here = Repository(temp / "files")
    here.folder.joinpath(".git").rename(temp / "aside")
    environment = dict(ENVIRONMENT, GIT_CEILING_DIRECTORIES=str(temp))
    here.write("old.sce", "a = 1\n")
    here.write("new.sce", "a = 2\n")
    here.write("main..other", "a = 3\n")
    shows("two files", show(here, "old.sce", "new.sce"), "old.sce -> new.sce: 1\n", "text old.sce (old.sce)\na = 1", "text new.sce (new.sce)\na = 2")
    shows("from elsewhere", show(here, "files/old.sce", "files/new.sce", folder=".."), "text files/old.sce (old.sce)\na = 1")
    shows("a file wins over a range", show(here, "main..other", "new.sce", environment=environment), "text main..other (main..other)\na = 3")
    shows("standard input", show(here, "-", "new.sce", input=b"a = 4\n"), "text - (-)\na = 4")
    refuses("a missing file", show(here, "gone.sce", "new.sce", environment=environment), "E0601", "cannot read `gone.sce`", "lies in no git repository")
    refuses("no repository", show(here, "main..", environment=environment), "E0620")
    refuses("one file", show(here, "old.sce"), "E0623", "`sce diff HEAD old.sce`")
    refuses("an unreadable name", show(here, "x" * 5000, "new.sce", environment=environment), "E0601")


def check_folders(temp):
    here = Repository(temp / "folders")
    for name, text in {"old/same.sce": "a = 1\n", "new/same.sce": "a = 2\n", "old/deep/er/gone.sce": "b = 1\n", "new/deep/b.sce": "use \"./parts.sce\"\nc = part\n", "new/deep/parts.sce": "part = 7\n",
                       "new/notes.txt": "x", "new/.sce": "x", "new/a b\tc.sce": "d = 1\n", "old/.git/hidden.sce": "e = 1\n"}.items():
        here.write(name, text)
    (here.folder / "new/deep/circle").symlink_to("../deep")
    (here.folder / "new/linked.sce").symlink_to("same.sce")
    (here.folder / "new/nowhere.sce").symlink_to("nothing.sce")
    os.mkfifo(here.folder / "new/pipe.sce")
    out = show(here, "old", "new/")
    equal("two folders: matched by path, sorted", pairs(out), [
        ("a b\tc.sce", "absent", "text"), ("deep/b.sce", "absent", "text"), ("deep/er/gone.sce", "text", "absent"), ("deep/parts.sce", "absent", "text"),
        ("linked.sce", "absent", "text"), ("same.sce", "text", "text")])
    shows("two folders", out, "old -> new: 6 of sets", "new text: new/deep/b.sce", "text new/deep/parts.sce (parts.sce) imported", "old text: old/same.sce", "new text: new/same.sce")
    refuses("a folder and a file", show(here, "old", "new/same.sce"), "E0623", "`old` is a folder, and `new/same.sce` is a file")
    (here.folder / "new/out.sce").symlink_to(temp / "files/old.sce")
    refuses("a link out of the folder", show(here, "old", "new"), "E0602", "`new/out.sce` is a link that leaves the folder `new`")
    check("a link out of the folder: the rest is listed", len(pairs(show(here, "old", "new"))) == 6)


def check_deep_folders(temp):
    """Folders deeper than a path can be long, and many files."""
    here = Repository(temp / "deep")
    for i in range(600):
        here.write(f"many/{i % 7}/f{i}.sce", f"a = {i}\n")
    (here.folder / "deep").mkdir()
    descriptor = os.open(here.folder / "deep", os.O_RDONLY)
    for _ in range(60):
        os.mkdir("d" * 100, dir_fd=descriptor)
        below = os.open("d" * 100, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = below
    os.close(descriptor)
    equal("many files", len(pairs(show(here, "many", "many"))), 600)
    refuses("a folder beyond the longest path", show(here, "deep", "many"), "E0601", "its name is too long")


# --- revisions -----------------------------------------------------------------------------------


def make_history(temp, name):
    """main: two commits; branch: from the first, with a rename; the work tree: an import that differs, a new file, a deleted one."""
    here = Repository(temp / name)
    here.write("plans/plan.sce", PLAN)
    here.write("plans/parts/prices.sce", "price = 1 kg\n")
    here.write("plans/gone.sce", "".join(f"gone{i} = {i}\n" for i in range(20)) + "total = gone1 + gone2\n")
    here.write("README", "no program\n")
    here.first = here.commit("first")
    here.git("branch", "branch")
    here.write("plans/parts/prices.sce", "price = 2 kg\n")
    here.second = here.commit("second")
    here.git("tag", "-a", "-m", "A tag", "v1", "main")
    here.git("checkout", "-q", "branch")
    here.git("mv", "plans/gone.sce", "plans/found.sce")
    with open(here.folder / "plans/found.sce", "a", encoding="utf-8") as file:
        file.write("more = 1\n")
    here.third = here.commit("third")
    here.git("checkout", "-q", "main")
    here.write("plans/parts/prices.sce", "price = 4 kg\n")
    here.write("plans/new.sce", "n = 1\ntwice = 2 * n\n")
    here.write(".gitignore", "ignored.sce\n")
    here.write("plans/ignored.sce", "i = 1\n")
    (here.folder / "plans/gone.sce").unlink()
    return here


def check_revisions(temp):
    here = make_history(temp, "history")
    out = show(here, "main")
    equal("a revision against the work tree", pairs(out), [
        ("plans/gone.sce", "text", "absent"), ("plans/new.sce", "absent", "text"), ("plans/parts/prices.sce", "text", "text"), ("plans/plan.sce", "text", "text")])
    shows("imports are those of the revision", out, "main -> work tree: 4 of sets", "old text: main:plans/plan.sce", "text main:plans/parts/prices.sce (parts/prices.sce) imported\nprice = 2 kg",
          "new text: plans/plan.sce", "text plans/parts/prices.sce (parts/prices.sce) imported\nprice = 4 kg")
    shows("from a subfolder", show(here, "main", folder="plans/parts"), "new text: ../new.sce", "text prices.sce (prices.sce)", "text ../plan.sce (plan.sce)")
    out = show(here, "main..branch")
    equal("a range", pairs(out), [("plans/found.sce was plans/gone.sce", "text", "text"), ("plans/parts/prices.sce", "text", "text"), ("plans/plan.sce", "text", "text")])
    shows("a range", out, "main -> branch: 3 of sets", "old text: main:plans/gone.sce", "new text: branch:plans/found.sce", "price = 2 kg", "price = 1 kg")
    equal("a range is two revisions", show(here, "main", "branch"), out)
    shows("a range from where two part", show(here, "main...branch"), f"{here.first[:10]} -> branch: 3 of sets", "price = 1 kg", "price = 1 kg")
    equal("an open range ends at HEAD", show(here, "branch..")[0].split("\n")[0], "branch -> HEAD: 3 of sets")
    equal("an open range starts at HEAD", show(here, "..branch")[0].split("\n")[0], "HEAD -> branch: 3 of sets")
    equal("a rename backwards", pairs(show(here, "branch..main"))[0], ("plans/gone.sce was plans/found.sce", "text", "text"))
    for name in ("v1", "HEAD", "HEAD~0", here.second, here.second[:9], "HEAD^{/second}", "@", "main@{0}"):
        check(f"{name} is the second commit", "price = 2 kg\n" in show(here, name)[0])


def check_paths(temp):
    here = make_history(temp, "paths")
    shows("REV:path", show(here, "main:plans/plan.sce", "branch:plans/plan.sce"), "main:plans/plan.sce -> branch:plans/plan.sce: 1\n", "text main:plans/plan.sce (plan.sce)", "price = 2 kg", "price = 1 kg")
    shows("REV:path and the work tree", show(here, "main:plans/plan.sce"), "main:plans/plan.sce -> plans/plan.sce: 1\n", "price = 2 kg", "price = 4 kg")
    shows("REV:path from a subfolder starts at the top", show(here, "main:plans/plan.sce", "plan.sce", folder="plans"), "-> plan.sce: 1\n", "price = 2 kg", "price = 4 kg")
    shows("REV:./path starts here", show(here, "main:./plan.sce", folder="plans"), "main:plans/plan.sce -> plan.sce: 1\n", "price = 2 kg")
    shows("REV:../path", show(here, "main:../plan.sce", folder="plans/parts"), "main:plans/plan.sce -> ../plan.sce: 1\n")
    refuses("REV:path of a subfolder", show(here, "main:plan.sce", folder="plans"), "E0621", "did you mean `main:plans/plan.sce`?")
    refuses("REV:../path beyond the top", show(here, "main:../../x.sce", folder="plans"), "E0621", "leads out of the repository")
    shows("a revision and a file", show(here, "main", "plan.sce", folder="plans"), "main:plans/plan.sce -> plan.sce: 1\n", "price = 2 kg", "price = 4 kg")
    shows("a file and a revision", show(here, "plans/plan.sce", "main"), "plans/plan.sce -> main:plans/plan.sce: 1\n", "price = 4 kg", "price = 2 kg")
    shows("a range and a file", show(here, "main..branch", "plans/plan.sce"), "main:plans/plan.sce -> branch:plans/plan.sce: 1\n")
    shows("a file that the revision does not have", show(here, "main", "plans/new.sce"), "old absent: main:plans/new.sce", "new text: plans/new.sce")
    shows("a revision and a path at another", show(here, "main", "branch:plans/plan.sce"), "main:plans/plan.sce -> branch:plans/plan.sce: 1\n")
    shows("a path that is gone here", show(here, "main:plans/gone.sce"), "old text: main:plans/gone.sce", "new absent: plans/gone.sce")
    equal("a folder at a revision", pairs(show(here, "main", "plans/parts")), [("prices.sce", "text", "text")])
    equal("a folder with the work tree's files only", [pair[0] for pair in pairs(show(here, "main", "plans"))], ["gone.sce", "new.sce", "parts/prices.sce", "plan.sce"])
    equal("REV:folder twice", [pair[0] for pair in pairs(show(here, "main:plans", "branch:plans"))], ["found.sce was gone.sce", "parts/prices.sce", "plan.sce"])
    shows("a file of another repository", show(here, "main", "paths/plans/plan.sce", folder=".."), "main:plans/plan.sce -> paths/plans/plan.sce: 1\n", "price = 2 kg")
    here.write("main", "m = 1\n")
    shows("a file wins over a revision", show(here, "main", "plans/new.sce"), "text main (main)\nm = 1")
    refuses("a name that a file has taken, alone", show(here, "main"), "E0623")
    shows("that revision by a longer name", show(here, "heads/main", "plans/plan.sce"), "price = 2 kg")


def check_wrong_names(temp):
    here = make_history(temp, "wrong")
    refuses("a slip", show(here, "brunch"), "E0621", "did you mean `branch`?")
    refuses("no such revision of a path", show(here, "nope:plans/plan.sce", "plans/new.sce"), "E0621", "there is no revision `nope`")
    refuses("a folder and a file at revisions", show(here, "main:plans", "main:plans/plan.sce"), "E0623")
    refuses("a file as a folder", show(here, "main:plans/plan.sce/x", "plans/new.sce"), "E0621")
    refuses("a tree is no revision", show(here, "main^{tree}"), "E0621")
    refuses("a range with a third side", show(here, "main..branch", "main"), "E0623")
    marker = temp / "marker"
    for name in ("--output=" + str(marker), "--help", "-x", "--exec=touch " + str(marker), "$(touch " + str(marker) + ")", "a\nb", "", "^main", "main ^branch", "\x1b[31mred"):
        refuses(f"{name!r} is a name and nothing else", show(here, name, "plans/new.sce"), "E0621")
        check(f"{name!r} does nothing", not marker.exists())
    refuses("a range of options", show(here, "--output=x..--help"), "E0621")
    first = here.git("rev-list", "--all").split()
    for prefix in {commit[:4] for commit in first}:
        check("four digits of a commit", "error" not in show(here, prefix)[0])
    out, err, code = sce(here, "diff", "brunch")
    equal("the command says so", (out, code, "E0621" in err), ("", 2, True))
    environment = dict(ENVIRONMENT, PATH=str(temp / "no-programs"))
    refuses("git is not installed", show(here, "main..", environment=environment), "E0620", "`git` is not installed")
    refuses("git is not installed, and the file is not there", show(here, "main", "plans/new.sce", environment=environment), "E0601", "`git` is not installed")
    shows("files do not need git", show(here, "plans/new.sce", "plans/new.sce", environment=environment))


def check_damage(temp):
    """Objects that are missing, a repository without a commit, one without a work tree."""
    here = make_history(temp, "damage")
    blob = here.git("rev-parse", "main:plans/parts/prices.sce").strip()
    (here.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()
    refuses("a missing object", show(here, "main:plans/plan.sce", "branch:plans/plan.sce"), "E0601", "git cannot read it")
    empty = Repository(temp / "empty")
    refuses("a repository without commits", show(empty, "HEAD"), "E0621")
    bare = Repository(temp / "bare.git", bare=True)
    make_history(temp, "source").git("push", "-q", str(bare.folder), "main", "branch")
    equal("a bare repository", len(pairs(show(bare, "main..branch"))), 3)
    refuses("a bare repository and its work tree", show(bare, "main"), "E0620", "no work tree")
    shows("inside of .git", show(make_history(temp, "inside"), "main..branch", folder=".git"), "price = 2 kg")
    slow = Repository(temp / "unrelated")
    slow.commit("one")
    slow.git("checkout", "-q", "--orphan", "other")
    slow.commit("another")
    refuses("histories with nothing in common", show(slow, "main...other"), "E0621", "no commit in common")


def check_hooks(temp):
    """git hands its repository down to hooks and aliases by the environment."""
    here = make_history(temp, "hooks")
    environment = dict(ENVIRONMENT, GIT_DIR=".git", GIT_PREFIX="plans/", GIT_LITERAL_PATHSPECS="1", LC_ALL="C")
    equal("with GIT_DIR", len(pairs(show(here, "main", environment=environment))), 4)
    here.git("config", "alias.look", "!" + str(tools / "show_sides") + " main plan.sce")
    out, err, _ = run(["git", "-C", "plans", "look"], here.folder)
    check("in an alias, which starts at the top", "main:plan.sce" in out + err or "error" in out, out + err)
    here.git("config", "diff.renames", "false")
    here.git("config", "diff.noprefix", "true")
    here.git("config", "color.ui", "always")
    check("configuration does not change renames", "was plans/gone.sce" in show(here, "main..branch")[0])


def results(repository, *words, **more):
    """The results that `sce diff` finds to differ: path, status, old and new value."""
    out, err, code = sce(repository, "diff", "--format", "json", *words, **more)
    try:
        documents = json.loads(out)
    except ValueError:
        return f"{code}\n{out}{err}"
    found = []

    def collect(node):
        if isinstance(node, dict) and "outputs" in node:
            found.extend((row["path"], row["status"], (row.get("old") or {}).get("value"), (row.get("new") or {}).get("value")) for row in node["outputs"] if row["status"] != "unchanged")
        for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
            if isinstance(below, (dict, list)):
                collect(below)

    collect(documents)
    return found


def check_results(temp):
    """What `sce diff` makes of the sides."""
    here = make_history(temp, "results")
    equal("an import alone has changed", results(here, "main", "plans/plan.sce"), [("cost", "changed", 6, 12)])
    equal("backwards", results(here, "plans/plan.sce", "main"), [("cost", "changed", 12, 6)])
    equal("two revisions of a file", results(here, "branch:plans/plan.sce", "main:plans/plan.sce"), [("cost", "changed", 3, 6)])
    found = results(here, "main")
    check("a set: changed, added and removed", ("cost", "changed", 6, 12) in found and ("twice", "added", None, 2) in found and ("total", "removed", 3, None) in found, str(found))
    equal("a renamed file is compared with itself", [row for row in results(here, "branch~1..branch") if row[1] != "added"], [])
    equal("what is the same does not differ", results(here, "main..HEAD"), [])
    equal("nor under --exit-code", sce(here, "diff", "--exit-code", "main..HEAD")[2], 0)
    equal("what differs does under --exit-code", sce(here, "diff", "--exit-code", "main")[2], 1)
    here.write("plans/broken.sce", "x = (\n")
    out, err, code = sce(here, "diff", "main")
    check("a file that is broken does not keep the others from being compared", "cost" in out and "plans/broken.sce:1" in err and code == 2, f"{code}\n{out}{err}")


# --- imports -------------------------------------------------------------------------------------


def check_imports(temp):
    here = Repository(temp / "imports")
    here.write("shared/rates.sce", "rate = 5\n")
    here.write("app/plan.sce", 'use "./lib/a.sce"\nuse "./lib/b.sce"\nx = a + b\n')
    here.write("app/lib/a.sce", 'use "./base.sce"\na = base\n')
    here.write("app/lib/b.sce", 'use "../lib/base.sce"\nb = base\n')
    here.write("app/lib/base.sce", "base = 1\n")
    here.write("app/up.sce", 'use "../shared/rates.sce"\ny = rate\n')
    here.write("app/far.sce", 'use "../../outside.sce"\ny = 1\n')
    here.write("app/absolute.sce", f'use "{temp}/outside.sce"\ny = 1\n')
    here.write("app/missing.sce", 'use "./lib/none.sce"\ny = 1\n')
    here.write("app/folder.sce", 'use "./lib"\ny = 1\n')
    here.write("app/circle.sce", 'use "./circle.sce"\ny = 1\n')
    here.write("top.sce", 'use "./app/lib/base.sce"\ny = base\n')
    here.commit()
    (temp / "outside.sce").write_text("secret = 1\n", encoding="utf-8")
    (temp / "granted").mkdir()
    (temp / "granted/outside.sce").write_text("given = 1\n", encoding="utf-8")
    for path in ("app/lib/base.sce", "shared/rates.sce"):
        here.write(path, "changed = 1\n")

    def at(name, *options):
        return show(here, *options, f"main:app/{name}.sce", f"main:app/{name}.sce")

    out = at("plan")
    shows("a diamond", out, "base = 1")
    equal("a diamond is read once a side", out[0].count("main:app/lib/base.sce (lib/base.sce) imported"), 2)
    shows("from the top", show(here, "main:top.sce", "main:top.sce"), "text main:app/lib/base.sce (app/lib/base.sce) imported\nbase = 1")
    refuses("a folder beside", at("up"), "E0602", "`../shared/rates.sce` leaves the folder of the main file", "main:app/up.sce:1:6")
    shows("a folder beside that was granted, at the revision", at("up", "-I", "shared"), "text main:shared/rates.sce (../shared/rates.sce) imported\nrate = 5")
    refuses("out of the repository", at("far"), "E0602")
    refuses("out of the repository, granted something else", at("far", "-I", "shared"), "E0602", "below none of them")
    shows("a granted folder out of the repository is the disk's", at("far", "-I", ".."), "outside.sce", "secret = 1")
    refuses("an absolute path", at("absolute"), "E0602")
    refuses("a missing import", at("missing"), "E0601", "cannot read `./lib/none.sce` at `main`: no such file or folder")
    refuses("a folder as an import", at("folder"), "E0601", "it is a folder, not a file")
    refuses("a circle", at("circle"), "E0603")


def check_links(temp):
    here = Repository(temp / "links")
    here.write("app/plan.sce", 'use "./linked.sce"\nx = a\n')
    here.write("app/deep.sce", 'use "./folder/real.sce"\nx = a\n')
    here.write("app/out.sce", 'use "./leaves.sce"\nx = a\n')
    here.write("app/far.sce", 'use "./passwords.sce"\nx = a\n')
    here.write("app/beyond.sce", 'use "./beyond_the_top.sce"\nx = a\n')
    here.write("app/round.sce", 'use "./round_a.sce"\nx = a\n')
    here.write("app/lib/real.sce", 'use "./part.sce"\na = part\n')
    here.write("app/lib/part.sce", "part = 1\n")
    here.write("shared/other.sce", "a = 2\n")
    for link, target in {"app/linked.sce": "lib/real.sce", "app/folder": "lib", "app/leaves.sce": "../shared/other.sce", "app/passwords.sce": "/etc/passwd", "app/beyond_the_top.sce": "../../x.sce",
                         "app/round_a.sce": "round_b.sce", "app/round_b.sce": "round_a.sce", "main.sce": "app/plan.sce", "app/dangling.sce": "nothing.sce"}.items():
        (here.folder / link).symlink_to(target)
    here.commit()

    def at(name):
        return show(here, f"main:app/{name}.sce", f"main:app/{name}.sce")

    shows("a link to a file", at("plan"), "text main:app/lib/real.sce (lib/real.sce) imported", "part = 1")
    shows("a link to a folder", at("deep"), "text main:app/lib/real.sce (lib/real.sce) imported", "part = 1")
    refuses("a link out of the main file's folder", at("out"), "E0602")
    refuses("a link to an absolute path", at("far"), "E0602")
    refuses("a link beyond the top", at("beyond"), "E0602")
    refuses("links in a circle", at("round"), "E0601", "its links go in a circle")
    refuses("a link to nothing", at("dangling"), "E0621")
    shows("a main file that is a link: imports start at the link's own folder", show(here, "main:app/plan.sce", "main:app/plan.sce"))
    out, code = show(here, "main..main")
    check("a set with links is listed", "pair app/passwords.sce" in out and "root:" not in out and code == 2, out)
    out, code = show(here, "main")
    check("a work tree with links out of it", "E0602" in out and "root:" not in out and code == 2, out)


def check_submodules(temp):
    part = Repository(temp / "part")
    part.write("lib/prices.sce", 'use "./base.sce"\nprice = base\n')
    part.write("lib/base.sce", "base = 1\n")
    part.commit()
    whole = Repository(temp / "whole")
    whole.git("submodule", "add", "-q", str(part.folder), "vendor/part")
    whole.write("plan.sce", 'use "./vendor/part/lib/prices.sce"\nx = price\n')
    whole.commit()
    part.write("lib/base.sce", "base = 2\n")
    new = part.commit()
    whole.git("-C", "vendor/part", "pull", "-q")
    whole.commit()
    out = show(whole, "HEAD~1:plan.sce", "HEAD:plan.sce")
    shows("imports from a submodule, at the commits that each revision has", out, "text HEAD~1:vendor/part/lib/base.sce (vendor/part/lib/base.sce) imported\nbase = 1", "text HEAD:vendor/part/lib/base.sce", "base = 2")
    shows("a file of a submodule", show(whole, "HEAD~1:vendor/part/lib/prices.sce", "vendor/part/lib/prices.sce"), "base = 1", "base = 2")
    shows("a revision and a file of a submodule", show(whole, "HEAD~1", "vendor/part/lib/prices.sce"), "base = 1", "base = 2")
    shows("from within, revisions are the submodule's own", show(whole, f"{new}~1", folder="vendor/part"), "base = 1", "base = 2")
    refuses("a folder of a submodule", show(whole, "HEAD:vendor/part/lib", "vendor"), "E0623", "from within it")
    equal("a set leaves submodules out", [pair[0] for pair in pairs(show(whole, "HEAD~1..HEAD"))], ["plan.sce"])
    other = temp / "clone"
    whole.git("clone", "-q", str(whole.folder), str(other))
    whole.folder = other
    out = show(whole, "HEAD:plan.sce", "HEAD:plan.sce")
    refuses("a submodule that is not there", out, "E0601", "lies in a submodule that is not there", "git submodule update --init vendor/part")
    refuses("a file of a submodule that is not there", show(whole, "HEAD:vendor/part/lib/base.sce", "plan.sce"), "E0621", "git submodule update --init vendor/part")


def check_strange_names(temp):
    here = Repository(temp / "strange")
    names = ["two words.sce", "tab\t.sce", "line\nend.sce", 'quote".sce', "µ.sce", "-dash.sce", "a..b.sce", "colon:.sce", "{brace.sce", "star*.sce"]
    for name in names:
        here.write(name, "a = 1\n")
    here.commit()
    for name in names:
        here.write(name, "a = 2\n")
    out, _ = show(here, "main")
    for name in names:
        check(f"{name!r} is compared", f"text main:{name} ({name})\na = 1" in out and f"text {name} ({name})\na = 2" in out, out)
        shows(f"{name!r} by its name", show(here, f"main:{name}"), "a = 1", "a = 2")
    many = Repository(temp / "many")
    for i in range(1500):
        many.write(f"f{i}.sce", f"a = {i}\n")
    many.commit()
    start = time.monotonic()
    out, _, code = run([str(tools / "show_sides"), "main"], many.folder)
    check("many files", out.startswith("main -> work tree: 1500 of sets") and code == 0, out[:200])
    check("many files do not take long", time.monotonic() - start < 60)


# --- results in JSON -----------------------------------------------------------------------------

RANGES = """year = sweep(2024 .. 2026)
growth = 10% to 30%
base : km = 5 km
size : km = base * year / 2024 * (1 + growth)
big = (base > 3 km)
scenario large < base = 50 km >
claim right < value = 2 * base; says = 10 km > @ "a map"
"""


def check_json(temp):
    here = Repository(temp / "json")
    here.write("plan.sce", RANGES)
    document, _, _ = sce(here, "run", "--format", "json", "plan.sce")
    here.write("old.json", document)
    here.write("new.results", "\ufeff \n" + document)
    here.commit()
    out, code = show(here, "old.json", "new.results")
    check("results are told by what they hold", out.count(" results: ") == 2 and code == 0, out)
    for row in json.loads(document)["values"]:
        check(f"{row['path']} is read", re.search(rf"^    value {row['path']} \[{re.escape(row['unit'])}\] role \d", out, re.M) is not None, out)
    check("labels and numbers of axes", "over scenario [1] base large" in out and "over year [1] 2024 2025 2026" in out, out)
    check("claims", "claim right holds got 10 says 10 [km]" in out, out)
    shows("results and a file", show(here, "old.json", "plan.sce"), "old results: old.json", "new text: plan.sce")
    shows("results at a revision", show(here, "main:old.json", "plan.sce"), "old results: main:old.json")
    refuses("results and a folder", show(here, "old.json", "."), "E0623", "holds the results of one file")
    broken = 0
    for end in range(1, len(document) - 1, max(1, len(document) // 150)):
        here.write("cut.json", document[:end])
        out, code = show(here, "cut.json", "plan.sce")
        broken += code == 2 and "error[E0622]" in out
    check("results that were cut short", broken >= 140, str(broken))
    check_foreign_json(here, document)


def places(node):
    """The ways to every member of a document, the first six of each list."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else []
    for key, below in list(items)[:6]:
        yield [key]
        yield from ([key, *rest] for rest in places(below))


def check_foreign_json(here, document):
    """Members replaced by something else, every seventh change: read or refused, and nothing worse."""
    strange = [None, True, -1, 1e308, "x", "", [], {}, [[]], [None], {"a": 1}]
    changes = [(place, other) for place in places(json.loads(document)) for other in strange][::7]
    refused = 0
    for place, other in changes:
        changed = json.loads(document)
        node = changed
        for key in place[:-1]:
            node = node[key]
        node[place[-1]] = other
        here.write("foreign.json", json.dumps(changed))
        refused += "E0622" in show(here, "foreign.json", "plan.sce")[0]
    check("foreign documents", len(changes) > 100 and refused > len(changes) / 4, f"{refused} of {len(changes)}")
    for title, text in {"deep lists": "[" * 100000, "deep objects": '{"schema": ' * 50000, "a deep value": '{"schema": "sce.run/1", "scenarios": [], "claims": [], "values": [' + "[" * 1000 + "]" * 1000 + "]}",
                        "many axes": json.dumps({"schema": "sce.run/1", "scenarios": [], "claims": [], "values": [
                            {"path": "x", "unit": "1", "role": "input", "axes": [f"a{i}" for i in range(500)], "points": {f"a{i}": [1, 2] for i in range(500)}, "value": []}]}),
                        "a NUL": '{"schema": "sce.run/1\\u0000"}', "no UTF-8": '{"schema": "\udcff"}', "two documents": document + document, "a number too large": '{"schema": 1e999}'}.items():
        (here.folder / "foreign.json").write_bytes(text.encode("utf-8", "surrogateescape"))
        refuses(title, show(here, "foreign.json", "plan.sce"), "E0622")
    (here.folder / "foreign.json").write_text(document.replace('"value": [5,', '"value": [123456789012345678901234567890,'), encoding="utf-8")
    shows("a whole number of any size", show(here, "foreign.json", "plan.sce"), "1.2345678901234568e+29")


# --- git calls the driver ------------------------------------------------------------------------


def make_driven(temp, name):
    here = make_history(temp, name)
    here.write(".gitattributes", "*.sce diff=sce\n")
    here.git("config", "diff.sce.command", f"{tools / 'sce'} git-diff")
    return here


def check_driver(temp):
    here = make_driven(temp, "driver")
    out = here.git("diff", "--", "plans/parts/prices.sce", "plans/gone.sce")
    check("git diff: heads", "diff --sce a/plans/parts/prices.sce b/plans/parts/prices.sce\n" in out and "diff --sce a/plans/gone.sce b/plans/gone.sce\n" in out, out)
    here.write("plans/plan.sce", PLAN.replace("3 *", "5 *"))
    out = here.git("diff", "plans/plan.sce")
    check("git diff: results, imports as the work tree has them", "cost" in out and "12" in out and "20" in out and "E0" not in out, out)
    out = here.git("-C", "plans", "diff", "plan.sce")
    check("git diff from a subfolder", "diff --sce a/plans/plan.sce" in out and "cost" in out and "E0" not in out, out)
    out = here.git("-C", "plans", "diff", "--relative", "plan.sce")
    check("git diff --relative", "diff --sce a/plan.sce" in out and "cost" in out and "E0" not in out, out)
    here.git("add", "-A")
    out = here.git("diff", "--cached", "plans/plan.sce")
    check("git diff --cached", "cost" in out and "E0" not in out, out)
    out = here.git("-C", "plans", "diff", "--relative", "--cached", "plan.sce")
    check("git diff --relative --cached", "cost" in out and "E0" not in out, out)
    check("an added file", "diff --sce a/plans/new.sce b/plans/new.sce\n" in here.git("diff", "--cached", "plans/new.sce"))
    here.commit("fourth")
    out = here.git("log", "-p", "--ext-diff", "--reverse")
    check("git log -p --ext-diff: every file of every commit", out.count("diff --sce ") >= 7 and "fourth" in out, out)
    check("git log -p alone does not call it", "diff --sce" not in here.git("log", "-p"))
    out = here.git("diff", "-M", "branch~1..branch")
    check("a rename: both names and what git says of it", "diff --sce a/plans/gone.sce b/plans/found.sce\nsimilarity index " in out and "rename to plans/found.sce" in out, out)
    check("--exit-code is git's own", run(["git", "diff", "--exit-code", "main~1", "main"], here.folder)[2] == 1)
    check("a repository without the driver", "diff --sce" not in make_history(temp, "undriven").git("diff"))


def check_difftool(temp):
    here = make_history(temp, "difftool")
    here.write("plans/plan.sce", PLAN.replace("3 *", "5 *"))
    out = here.git("difftool", "--no-prompt", "--extcmd", f"{tools / 'sce'} diff", "main", "--", "plans/plan.sce", fails=True)
    err = run(["git", "difftool", "--no-prompt", "--extcmd", f"{tools / 'show_sides'}", "main", "--", "plans/plan.sce"], here.folder)
    check("git difftool hands two files over", "cost : kg = 3 * price" in err[0] and "cost : kg = 5 * price" in err[0], out + err[0] + err[1])


def check_merges(temp):
    """A combined diff does not call the driver; a conflict calls it with the path alone."""
    here = make_driven(temp, "merge")
    here.git("checkout", "-q", "-f", "main")
    here.git("clean", "-q", "-f", "-d")
    here.write("plans/plan.sce", PLAN.replace("3 *", "5 *"))
    here.git("commit", "-q", "-a", "-m", "five")
    here.git("checkout", "-q", "branch")
    here.write("plans/plan.sce", PLAN.replace("3 *", "7 *"))
    here.git("commit", "-q", "-a", "-m", "seven")
    here.write(".gitattributes", "*.sce diff=sce\n")
    here.git("merge", "main", fails=True)
    out, err, code = run(["git", "diff"], here.folder)
    check("git diff in a conflict", code == 0 and "plans/plan.sce" in out, f"{code}\n{out}{err}")
    out, err, code = run(["git", "diff", "--base", "plans/plan.sce"], here.folder)
    check("git diff --base in a conflict: git calls with the path alone, and then with a text full of marks", code == 0 and "* Unmerged path plans/plan.sce" in out, f"{code}\n{out}{err}")
    here.write("plans/plan.sce", PLAN.replace("3 *", "6 *"))
    here.commit("merged")
    for words in (["show", "HEAD"], ["log", "-p", "--cc", "--ext-diff", "-1"], ["show", "--ext-diff", "-m", "HEAD"]):
        out, err, code = run(["git", *words], here.folder)
        check(f"git {' '.join(words)} of a merge", code == 0 and "merged" in out, f"{code}\n{out}{err}")


def check_driver_alone(temp):
    """Called as git would call it, with what git does not do."""
    here = make_driven(temp, "alone")
    here.write("temporary/blob_a", PLAN.replace("3 *", "5 *"))
    here.write("temporary/blob_b", PLAN)
    a, b, zeros, mode = str(here.folder / "temporary/blob_a"), str(here.folder / "temporary/blob_b"), "0" * 40, "100644"

    def driver(*words, **more):
        return sce(here, "git-diff", *words, **more)

    out, err, code = driver("plans/plan.sce", a, "a" * 40, mode, b, "b" * 40, mode)
    equal("temporary files: imports beside the path", ("E0" in err, code), (False, 0))
    check("temporary files: results", "cost" in out, out + err)
    out, err, code = driver("plans/plan.sce", a, "a" * 40, mode, "plans/plan.sce", zeros, mode)
    check("the work tree's own file", code == 0 and "cost" in out and not err, out + err)
    equal("--exit-code when they differ", driver("--exit-code", "plans/plan.sce", a, "a" * 40, mode, b, "b" * 40, mode)[2], 1)
    equal("--exit-code when they do not", driver("--exit-code", "plans/plan.sce", b, "b" * 40, mode, b, "b" * 40, mode)[2], 0)
    equal("added", driver("plans/plan.sce", "/dev/null", ".", ".", b, "b" * 40, mode)[2], 0)
    equal("deleted", driver("plans/plan.sce", b, "b" * 40, mode, "/dev/null", ".", ".")[2], 0)
    equal("deleted, with a folder that is gone", driver("gone/away/plan.sce", a, "a" * 40, mode, "/dev/null", ".", ".")[2], 0)
    here.write("temporary/broken", "x = (\n")
    broken = str(here.folder / "temporary/broken")
    out, err, code = driver("plans/plan.sce", b, "b" * 40, mode, broken, "c" * 40, mode)
    check("a side that fails is shown, and git goes on", code == 0 and "plans/plan.sce:1" in err and "error[" in err, f"{code}\n{out}{err}")
    equal("a side that fails, with --exit-code", driver("--exit-code", "plans/plan.sce", b, "b" * 40, mode, broken, "c" * 40, mode)[2], 1)
    equal("a file that cannot be read", driver("plans/plan.sce", b, "b" * 40, mode, "/no/such/file", "c" * 40, mode)[2], 0)
    equal("unmerged", driver("plans/plan.sce")[::2], ("* Unmerged path plans/plan.sce\n", 0))
    out, err, code = driver("plans/plan.sce", a)
    check("called by hand", code == 2 and ".gitattributes" in err, err)
    for words in ([], ["--exit-code"], ["--digits", "3"]):
        out, err, code = driver(*words, "-dash.sce", b, "b" * 40, mode, b, "b" * 40, mode, folder="plans")
        check(f"a name that starts with a hyphen, after {words}", out.startswith("diff --sce a/-dash.sce b/-dash.sce\n") and code == 0, f"{code}\n{out}{err}")
    here.write("-dash.sce", "a = 1\nb = 2 * a\n")
    here.git("add", "--", "-dash.sce")
    check("a name that starts with a hyphen, from git", "diff --sce a/-dash.sce b/-dash.sce" in here.git("diff", "--cached", "--", "-dash.sce"))
    out, _, code = driver('plans/li\nne".sce', b, "b" * 40, mode, b, "b" * 40, mode)
    check("a name that needs quotes", 'diff --sce "a/plans/li\\012ne\\".sce" "b/plans/li\\012ne\\".sce"\n' in out and code == 0, out)


def main():
    global tools
    for tools in TOOLS:
        check(f"{tools.name}: show_sides is built", (tools / "show_sides").exists(), str(tools))
        with tempfile.TemporaryDirectory() as folder:
            temp = Path(folder).resolve()
            for part in (check_files, check_folders, check_deep_folders, check_revisions, check_paths, check_results, check_wrong_names, check_damage, check_hooks, check_imports, check_links,
                         check_submodules, check_strange_names, check_json, check_driver, check_difftool, check_merges, check_driver_alone):
                part(temp)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
