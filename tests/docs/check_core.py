#!/usr/bin/env python3
"""Runs the example of every function of the core, and errors outside of a domain.

Why this file exists: runtime/core/core.def gives each function an example that `sce doc` and the reference show. An example that does not evaluate, that
calls another function or that has another unit than the signature says would mislead everybody who starts from it.
"""
import os
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests" / "support"))
from checks import check, equal, finish  # noqa: E402

SCE = Path(os.environ.get("SCE", TOP / "build/sce")).resolve()

STRING = r'"((?:[^"\\]|\\.)*)"'


def entries():
    """Name, signature, domain, example and doc of every entry; neighbouring strings are one."""
    text = (TOP / "runtime/core/core.def").read_text(encoding="utf-8")
    text = re.sub(r'"\s*\n\s*"', "", text)
    found = re.findall(rf"^SCE_CORE\((\w+),\s*{STRING},\s*{STRING},\s*{STRING},\s*{STRING}\)", text, re.M)
    equal("every entry is read", len(found), len(re.findall(r"^SCE_CORE\(", text, re.M)))
    return found


def sce(*arguments):
    return subprocess.run([SCE, *arguments], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)


def check_example(name, signature, domain, example):
    check(f"{name}: its example calls it", re.search(rf"\b{name}\(", example), example)
    alone = sce("-e", example)
    check(f"{name}: its example evaluates", alone.returncode == 0 and not alone.stderr and alone.stdout, alone.stderr)
    unit = signature.rsplit(" : ", 1)[1]
    converted = sce("-e", f"x : {unit} = {example}") if " as " not in example else alone
    check(f"{name}: its example has the unit of its result", converted.returncode == 0, converted.stderr)
    shown = sce("doc", name).stdout
    for condition in domain.split(", ") if domain else []:
        check(f"{name}: its page says `{condition}`", condition in " ".join(shown.split()), shown)


def check_errors():
    for call, words in (("mfu(-1, 70e9, 1e15)", "needs throughput >= 0"), ("gpu_months(1e21, H100.bf16, utilization = 150%)", "needs 0 < utilization <= 1"),
                        ("dit_macs(8, 0, 3, 5)", "needs side >= 8 * patch, depth > 0;"), ("kv_cache_memory(0, 1, 1, 1)", "needs layers > 0")):
        done = sce("-e", call)
        check(f"{call}: says what is needed", done.returncode == 2 and "E0403" in done.stderr and words in done.stderr, done.stderr)
    done = sce("-e", "forward_work(1e200, 1e200)")
    check("too large a result is told apart", done.returncode == 2 and "E0402" in done.stderr and "needs" not in done.stderr, done.stderr)


def main():
    for name, signature, domain, example, _ in entries():
        check_example(name, signature, domain, example)
    check_errors()
    return finish()


if __name__ == "__main__":
    sys.exit(main())
