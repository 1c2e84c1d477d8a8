#!/usr/bin/env python3
"""Long work at a terminal: the bar that says how far it has come, and ctrl-C, which ends it with what is known, marked as partial."""
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from checks import check, equal, finish

SCE = os.path.abspath(os.environ.get("SCE", "build/sce"))
ENVIRONMENT = {"PATH": os.environ.get("PATH", ""), "TERM": "xterm", "LC_ALL": "C"}
ENVIRONMENT.update({name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")})
PROGRAM = "x = 2 to 8\ny = normal(5, 1)\nz = x * y + x / y\n"
FOREVER = "2e14"                     # samples that no machine takes while this test waits


def at_terminal(arguments, folder, enough, seconds=60):
    """Runs with standard error at a terminal and standard output in a file, sends ctrl-C once `enough` has been seen. Returns screen, output, exit code."""
    screen, out = "", open(os.path.join(folder, "out"), "w+b")
    controller, terminal = pty.openpty()
    process = subprocess.Popen([SCE, *arguments], stdin=terminal, stdout=out, stderr=terminal, env=ENVIRONMENT, start_new_session=True)
    os.close(terminal)
    limit, sent = time.monotonic() + seconds, False
    while time.monotonic() < limit:
        ready = select.select([controller], [], [], 0.2)[0]
        try:
            screen += os.read(controller, 65536).decode(errors="replace") if ready else ""
        except OSError:
            break
        if not sent and re.search(enough, screen):
            process.send_signal(signal.SIGINT)
            sent = True
        if process.poll() is not None and not ready:
            break
    code = process.wait(timeout=seconds)
    os.close(controller)
    out.seek(0)
    text = out.read().decode()
    out.close()
    return screen, text, code


def test_terminal(folder, plan):
    screen, text, code = at_terminal(["--samples", FOREVER, plan], folder, r"\d %")
    check("the bar is drawn on one line", re.search(r"\r\[[#.]{30}\]   0 %", screen), repr(screen[:200]))
    check("and taken away at the end", "\r" + " " * 38 + "\r" in screen, repr(screen[-200:]))
    equal("ctrl-C ends with 130", code, 130)
    check("what is known is shown", re.search(r"^z +20\.", text, re.M), text)
    check("and marked", re.search(r"^partial: [\d,]+ of 200,000,000,000,000 samples$", text, re.M), text)
    check("and said", re.search(r"interrupted after \d+ samples", screen), repr(screen[-200:]))
    screen, text, code = at_terminal(["--samples", FOREVER, "--format", "json", plan], folder, r"\d %")
    document = json.loads(text)
    equal("JSON says partial", (code, document.get("partial")), (130, True))
    value = {entry["path"]: entry["value"] for entry in document["values"]}["y"]
    check("its numbers are those of the samples that were taken", abs(value["mean"] - 5) < 0.1 and abs(value["sd"] - 1) < 0.1, str(value))
    screen, text, code = at_terminal(["--samples", "1000", plan], folder, r"never")
    equal("short work draws no bar", (screen, code), ("", 0))


def test_pipe(plan):
    process = subprocess.Popen([SCE, "--samples", FOREVER, plan], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    equal("no bar without a terminal", re.findall(rb"[#%]", err), [])
    equal("ctrl-C ends with 130 there too", process.returncode, 130)
    check("with what is known", b"partial: " in out, out.decode())


def test_diff(folder, plan):
    other = os.path.join(folder, "other.sce")
    with open(other, "w", encoding="utf-8") as file:
        file.write(PROGRAM.replace("2 to 8", "2 to 9"))
    process = subprocess.Popen([SCE, "diff", "--samples", FOREVER, plan, other], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    equal("a comparison is interrupted as well", process.returncode, 130)
    check("and marked", b"\npartial: " in out, out.decode())


def main():
    with tempfile.TemporaryDirectory() as folder:
        plan = os.path.join(folder, "plan.sce")
        with open(plan, "w", encoding="utf-8") as file:
            file.write(PROGRAM)
        test_terminal(folder, plan)
        test_pipe(plan)
        test_diff(folder, plan)
    return finish()


if __name__ == "__main__":
    raise SystemExit(main())
