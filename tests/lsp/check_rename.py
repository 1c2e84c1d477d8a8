#!/usr/bin/env python3
"""Renaming, everywhere it is offered: at each name of the examples and of many golden cases, the name is changed to one that nobody has. The edited program
has to give the same numbers, in the same order, and no new findings (that a name hides another one may be over). Formatting, as edits, has to give what `sce fmt` writes.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from checks import check, equal, finish  # noqa: E402
from client import SCE, TOP, Client, apply, uri_of  # noqa: E402

NEW = "zz_another"
FOLDERS = ["names", "kinds", "scenarios", "modules", "samples", "claims"]
SKIPPED = {"unnamed.sce", "near_member.sce"}   # there another name mends what the case is about
MOST = int(os.environ.get("LSP_RENAMES", "3"))


def run(path):
    done = subprocess.run([SCE, "run", path.name, "--format", "json", "--all", "--samples", "64"], cwd=path.parent, capture_output=True, text=True, timeout=60)
    if not done.stdout:
        return None
    document = json.loads(done.stdout)
    sampled = '"sd"' in done.stdout
    numbers = [(value["unit"], value["value"]) for value in document["values"]]
    return None if sampled else (done.returncode, numbers, [claim["status"] for claim in document["claims"]], [finding["code"] for finding in document["diagnostics"]])


def with_unit(outcome, old):
    """A unit that got another name is spelled with it."""
    return json.loads(re.sub(rf"\b{NEW}", old, json.dumps(outcome)))


def try_name(client, path, text, start, before):
    uri = uri_of(path)
    client.open(uri, text)
    answer = client.at("textDocument/prepareRename", uri, text, start)
    if not answer.get("result"):
        return 0
    answer = client.at("textDocument/rename", uri, text, start, newName=NEW)
    title = f"{path.parent.name}/{path.name}, offset {start}, `{answer and text[start:start + 20].split(chr(10))[0]}`"
    if "error" in answer:
        message = answer["error"]["message"]
        check(f"{title}: can be renamed", any(word in message for word in ("belongs to", "with this name")), f"  {answer['error']}")
        check(f"{title}: a new name is nobody's", "would not mean" not in message, f"  {message}")
        return 1
    changes, kept = answer["result"]["changes"], {}
    for other, edits in changes.items():
        file = Path(other[7:])
        kept[file] = file.read_text(encoding="utf-8")
        file.write_text(apply(kept[file], edits), encoding="utf-8")
    old = re.match(r"\w+", text[start:]).group()
    after = run(path)
    after = after and with_unit(after, old)
    wanted = json.loads(json.dumps(before))
    same = after and not (set(after[3]) - set(wanted[3])) and (after[1:3] == wanted[1:3] or "E0206" in wanted[3] or "E0215" in wanted[3])
    check(f"{title}: the same results", same, f"  before {str(before)[:300]}\n  after  {str(after)[:300]}\n  {changes}")
    for file, content in kept.items():
        file.write_text(content, encoding="utf-8")
    return 1


def check_file(client, path, most):
    text = path.read_text(encoding="utf-8")
    before = run(path)
    names = [m.start() for m in re.finditer(r"\b[A-Za-z_]\w*", text)]
    if before is None or not names:
        return 0
    count, step = 0, max(1, len(names) // most)
    for start in names[:: step]:
        count += try_name(client, path, text, start, before)
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri_of(path)}})
    return count


def check_layout(client, path):
    text = path.read_text(encoding="utf-8")
    done = subprocess.run([SCE, "fmt", "-"], input=text, capture_output=True, text=True, timeout=60)
    uri = uri_of(path)
    client.open(uri, text)
    answer = client.request("textDocument/formatting", {"textDocument": {"uri": uri}, "options": {}})
    if done.returncode:
        check(f"{path.name}: not laid out", "error" in answer, str(answer)[:300])
    else:
        equal(f"{path.parent.name}/{path.name}: layout", apply(text, answer["result"]), done.stdout)
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})


def copies(folder):
    """The examples and golden cases, where they can be written to."""
    for source in [TOP / "examples", *(TOP / "tests/golden" / name for name in FOLDERS)]:
        target = folder / source.name
        subprocess.run(["cp", "-r", str(source), str(target)], check=True)
        yield from sorted(target.glob("*.sce"))


def main():
    folder = Path(tempfile.mkdtemp()).resolve()
    client = Client(cache=folder / "cache")
    count = 0
    for number, path in enumerate(copies(folder)):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if "\r" in text or len(text) > 20000 or path.name in SKIPPED:
            continue
        if path.parent.name == "examples" or number % 3 == 0 or MOST > 3:
            count += check_file(client, path, 12 if path.parent.name == "examples" else MOST)
        check_layout(client, path)
    check("many names were tried", count > 60, f"  {count}")
    code, errors = client.close()
    equal("exit code", (code, errors), (0, ""))
    return finish()


sys.exit(main())
