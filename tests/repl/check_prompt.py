#!/usr/bin/env python3
"""The prompt, typed at through a pseudo-terminal and through a pipe.

A terminal shows a banner and prompts, a pipe shows results alone; both follow the same rules on entries, redefinition and errors. What is
expected is written by hand here and never taken from a run.
"""
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from checks import check, equal, finish

SCE = os.environ.get("SCE", "build/sce")
ENVIRONMENT = {"PATH": os.environ.get("PATH", ""), "TERM": "dumb", "LC_ALL": "C"}
ENVIRONMENT.update({name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")})


def pipe(*lines, arguments=(), text=None):
    """Output, findings and exit code of lines from a pipe."""
    text = "".join(line + "\n" for line in lines) if text is None else text
    done = subprocess.run([SCE, *arguments], input=text.encode(), capture_output=True, env=ENVIRONMENT, timeout=60)
    return done.stdout.decode(), done.stderr.decode(), done.returncode


class Terminal:
    """sce at a pseudo-terminal."""

    def __init__(self, *arguments):
        self.child, self.handle = pty.fork()
        if self.child == 0:
            os.execve(SCE, [SCE, *arguments], ENVIRONMENT)
        self.seen = ""

    def wait_for(self, end, seconds=10.0):
        """Reads until the text ends with `end`; returns what came."""
        come, limit = "", time.monotonic() + seconds
        while not come.endswith(end):
            left = limit - time.monotonic()
            if left <= 0 or not select.select([self.handle], [], [], left)[0]:
                break
            try:
                chunk = os.read(self.handle, 65536).decode(errors="replace")
            except OSError:
                break
            if not chunk:
                break
            come += chunk.replace("\r\n", "\n")
        self.seen += come
        return come

    def say(self, line, end="\n> "):
        """Types a line; returns what came after its echo, without the next prompt."""
        os.write(self.handle, (line + "\n").encode())
        come = self.wait_for(end)
        come = come.split("\n", 1)[1] if "\n" in come else come
        mark = end.lstrip("\n")
        return come[: -len(mark)] if come.endswith(mark) else come

    def close(self):
        os.close(self.handle)
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])

    def leave(self, keys=b"\x04"):
        os.write(self.handle, keys)
        come = self.wait_for("never comes", 2.0) if keys else ""
        return come, self.close()


def test_card():
    lines = ["model sora < params = 20e9; frames = 1440/8; steps = 250 >", "fleet < tiktok = 17e6 * 0.5 >"]
    out, err, code = pipe(*lines)
    check("the card's two lines, piped", re.search(r"^  gpus +69,471 gpu$", out, re.M), out + err)
    equal("nothing on standard error", err, "")
    equal("exit code", code, 0)
    terminal = Terminal()
    banner = terminal.wait_for("> ")
    check("banner of one line", re.fullmatch(r"sce [^\n]*\n> ", banner), banner)
    terminal.say(lines[0])
    shown = terminal.say(lines[1])
    check("the card's two lines, typed", re.search(r"^  gpus +69,471 gpu$", shown, re.M), shown)
    equal("leaving by ctrl-D", terminal.leave()[1], 0)


def test_pipe_bytes():
    equal("bare expressions", pipe("1+1", "2 km + 300 m"), ("2\n2.3 km\n", "", 0))
    out, err, code = pipe("x = 3")
    check("a field shows its name", re.fullmatch(r"x +3\n", out), out)
    equal("no prompt, no banner, no finding", (err, code), ("", 0))
    equal("nothing at all", pipe(text=""), ("", "", 0))
    equal("empty lines and comments", pipe("", "   ", "# nothing", "1"), ("1\n", "", 0))
    equal("no line end at the end", pipe(text="1 + 2"), ("3\n", "", 0))
    equal("line ends of two bytes", pipe(text="1 + 2\r\n4\r\n"), ("3\n4\n", "", 0))
    equal("definitions without results", pipe("fn twice(x) = 2 * x", "twice(4)"), ("8\n", "", 0))
    equal("two on a line", pipe("1; 2"), ("1\n2\n", "", 0))


def test_redefinition():
    out, err, code = pipe("x = 3 km", "y = 2 * x", "x = 5 km", "y")
    equal("dependents follow", (out.splitlines()[-1], err, code), ("10 km", "", 0))
    check("and are not shown again", len(out.splitlines()) == 4, out)
    equal("a function", pipe("fn f(x) = x + 1", "a = f(1)", "fn f(x) = x + 10", "1 * a")[0].splitlines()[-1], "11")
    equal("a unit", pipe("unit span = 2 m", "3 span as m", "unit span = 5 m", "3 span as m")[0], "6 m\n15 m\n")
    equal("a block", pipe("model sora < params = 20e9 >", "model sora < params = 30e9 >", "sora.params / (1e9 param)")[0].splitlines()[-1], "30")
    equal("one of two on a line", pipe("x = 1; y = 2", "x = 10", "x + y")[0].splitlines()[-1], "12")
    equal("a field becomes a block", pipe("sora = 1", "model sora < params = 20e9 >", "sora.params / (1e9 param)")[0].splitlines()[-1], "20")
    equal("again and again", pipe(*[f"x = {i}" for i in range(50)], "x + 0")[0].splitlines()[-1], "49")
    equal("a path", pipe("model sora < params = 20e9 >", "sora.steps = 100", "sora.steps = 50", "1 * sora.steps")[0].splitlines()[-1], "50")


def test_errors():
    out, err, code = pipe("x = 3 km", "x = 3 km + 1 hour", "x + 0 km")
    equal("an error changes nothing", out.splitlines()[-1], "3 km")
    check("it is said on standard error, with its line", re.search(r"^-:2:\d+: error\[E0301\]", err, re.M), err)
    equal("and remembered by the exit code", code, 2)
    out, err, code = pipe("x = 3 km", "y = x + 1 km", "x = 3 hour", "y + 0 km")
    equal("a redefinition that breaks a dependent changes nothing", (out.splitlines()[-1], code), ("4 km", 2))
    check("the dependent's line is told", re.search(r"^-:2:\d+: error\[E0301\]", err, re.M), err)
    equal("both made anew in one entry are taken", pipe("x = 3 km", "y = x + 1 km", "x = 3 hour; y = x + 1 hour", "y + 0 hour")[0].splitlines()[-1], "4 hour")
    equal("a blank line ends what waits for more", pipe("b = 6", "a =", "", "b + 1")[0].splitlines()[-1], "7")
    out, err, code = pipe("x = 1 / 0", "x")
    equal("what cannot be computed is not kept", (out, code), ("", 2))
    out, err, code = pipe("x = (1 ]", "2 + 2")
    equal("a syntax error ends with its entry", (out, code), ("4\n", 2))
    out, err, code = pipe("x = 1", "", "", "y = q", "x + 1")
    check("lines are counted as typed", "-:4:5: error" in err, err)
    out, err, code = pipe("x = 1", "claim c < value = x; says = 2 > @ \"a book\"", "x + 1")
    equal("a claim that is off is a finding, told once", (err.count("E0501"), code), (1, 1))


def test_several_lines():
    block = ["model sora <", "  params = 20e9", "", "  steps = 250   # a comment", ">", "sora.steps * 1"]
    out, err, code = pipe(*block)
    equal("a block over several lines", (out.splitlines()[-1], err, code), ("250", "", 0))
    equal("brackets", pipe("(1 +", "2", ") * 3"), ("9\n", "", 0))
    equal("an operator at the end", pipe("1 +", "2"), ("3\n", "", 0))
    equal("an open entry at the end of input", pipe("x = (1")[2], 2)
    terminal = Terminal()
    terminal.wait_for("> ")
    equal("a prompt for more", terminal.say(block[0], "\n. "), "")
    equal("and more", terminal.say(block[1], "\n. "), "")
    shown = terminal.say(">")
    check("then the results", re.search(r"^  params +20e9 param$", shown, re.M), shown)
    equal("ctrl-C gives up the entry", terminal.say("x = (1", "\n. "), "")
    os.write(terminal.handle, b"\x03")
    come = terminal.wait_for("\n> ")
    check("and prompts anew", come.endswith("\n> "), come)
    equal("the prompt goes on", terminal.say("2 + 2"), "4\n")
    check("quit alone is told the way out", "`:quit` or ctrl-D leaves" in terminal.say("quit"), "")
    come, code = terminal.leave(b":quit\n")
    equal(":quit leaves with 0", code, 0)


def test_continuation():
    equal("an operator goes on with the last entry", pipe("3", "+ 4", "* 2"), ("3\n7\n11\n", "", 0))
    equal("a bracket starts a new one", pipe("3", "(-3)"), ("3\n-3\n", "", 0))
    equal("a minus goes on", pipe("3", "-1"), ("3\n2\n", "", 0))
    equal("an empty line separates", pipe("3", "", "-1"), ("3\n-1\n", "", 0))
    equal("a field goes on", pipe("x = 2", "* 3", "x + 0")[0].splitlines()[-1], "6")
    equal("a conversion", pipe("3000 m", "as km"), ("3,000 m\n3 km\n", "", 0))
    equal("open once more", pipe("3", "+ (1", "+ 1)"), ("3\n5\n", "", 0))
    out, err, code = pipe("3", "+ nothing", "+ 1")
    equal("an error leaves the last entry", (out, code), ("3\n4\n", 2))
    equal("the first line may start with a sign", pipe("-3"), ("-3\n", "", 0))


def test_commands():
    equal(":quit", pipe("1", ":quit", "2"), ("1\n", "", 0))
    out, err, code = pipe(":units", "2")
    equal("an unknown command", (out, code), ("2\n", 2))
    check("is told which there are", "`:units`" in err and "`:help`" in err and "`:quit`" in err, err)
    terminal = Terminal()
    terminal.wait_for("> ")
    check("a finding at the terminal", "E0201" in terminal.say("nothing_such"), terminal.seen)
    equal("leaves the exit code alone", terminal.leave()[1], 0)


def test_file():
    path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"prompt-{os.getpid()}.sce")
    with open(path, "w", encoding="utf-8") as file:
        file.write("x = 3 km   # of the file\ny = 2 * x\n")
    try:
        equal("the file's names", pipe("y + 0 km", arguments=["repl", path]), ("6 km\n", "", 0))
        equal("made anew", pipe("x = 5 km", "y + 0 km", arguments=["repl", path])[0].splitlines()[-1], "10 km")
        with open(path, "w", encoding="utf-8") as file:
            file.write("x = 3 km + 1 hour\ny = 2 km\n")
        out, err, code = pipe("y + 0 km", arguments=["repl", path])
        equal("a file that does not compute all can be talked about", (out, err.count("E0301"), code), ("2 km\n", 1, 2))
        with open(path, "w", encoding="utf-8") as file:
            file.write("x = (3 km\ny = 2 km\n")
        out, err, code = pipe("y", "1", arguments=["repl", path])
        equal("one that cannot be read is said to be so, once", (out, err.count("error["), code), ("", 1, 2))
    finally:
        os.unlink(path)
    equal("a missing file", pipe("1", arguments=["repl", "no such file.sce"])[2], 2)


def test_refused_replacement():
    out, err, code = pipe("kind k < p : USD; out q = p * 2 >", "k x < p = 3 >", "x.p = 3 gpu", "x.q", "x.p = 4", "x.q")
    equal("a refused replacement leaves the block as it was", ([line for line in out.splitlines() if "=" not in line][3:4], err.count("E0302"), code), (["6.00 USD"], 1, 2))
    equal("a sound one counts", out.splitlines()[-1], "8.00 USD")
    equal("no heads above nothing", pipe("a = 3", "scenario s < a = 4 >", "7")[0].splitlines(), ["a                  3", "7"])


def test_many_entries():
    lines = [f"v{i} = v{i - 1} * 1.001 + 3" if i else "v0 = 1" for i in range(2000)]
    out, err, code = pipe(*lines, "v1999")
    equal("2,000 entries, each with a result", (len(out.splitlines()), err, code), (2001, "", 0))
    equal("the last of them, by its closed form", out.splitlines()[-1], f"{3001 * 1.001 ** 1999 - 3000:,.0f}")


def main():
    signal.alarm(280)
    for name, test in list(globals().items()):
        if not name.startswith("test_"):
            continue
        try:
            test()
        except Exception as error:  # a test that falls over is a failure, not the end
            check(name, False, f"  {type(error).__name__}: {error}")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
