#!/usr/bin/env python3
"""The prompt as people see it: keys are typed at a terminal, and its screen is looked at.

Tab, history, ctrl-C, brackets and pastes, colours, wide lines, another size; and the commands behind `:`, whose files are made in a folder that
is home and configuration of nobody else. What is expected is written by hand.
"""
import os
import re
import signal
import stat
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from checks import check, equal, finish
from screen import CTRL_A, CTRL_C, CTRL_D, ENTER, SCE, TAB, UP, Screen, environment

CARD = "model sora < params = 20e9; frames = 1440/8; steps = 250 >"
TRIP = ["distance : km = 400 km", "speed : km/hour = 100 km/hour"]


def write(folder, name, text, mode=0o644):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)
    return path


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read()


def run(folder, *arguments):
    done = subprocess.run([SCE, *arguments], capture_output=True, cwd=folder, env=environment(folder), timeout=60, check=False)
    return done.stdout.decode(), done.stderr.decode(), done.returncode


def history(folder):
    return read(folder, "state/sce/history").splitlines()


def started(folder, *arguments, said=(), **more):
    screen = Screen(folder, *arguments, **more)
    screen.prompt()
    for line in said:
        screen.say(line)
    return screen


def offered(screen, text):
    """Types a text and Tab twice; what is offered, and the line as it stands then."""
    screen.prompt()
    screen.screen.reset()
    screen.type(text + TAB + TAB + "~")                                         # the mark comes last, when all else has been shown
    screen.wait(lambda screen: screen.lines()[-1:] and screen.lines()[-1].endswith("~"), 5)
    lines = screen.lines()
    lines[-1] = lines[-1].removesuffix("~").rstrip()
    screen.type(CTRL_C)
    screen.wait(lambda screen: screen.lines()[-1:] == [">"] and len(screen.lines()) > 1, 3)
    if len(lines) == 1:
        return [], lines[0].removeprefix("> ")
    return " ".join(lines[1:-1]).split(), lines[-1].removeprefix("> ")


# ---- Tab ----


def test_completion(home):
    screen = started(home, said=[*TRIP, "duration = 3 hour", CARD, "kind thing < mass : kg; size : m = 1 m >"])
    equal("a field", offered(screen, "dist"), ([], "distance"))
    equal("a member", offered(screen, "sora.par"), ([], "sora.params"))
    equal("a member through a reference", offered(screen, "sora.gpu.mem"), ([], "sora.gpu.memory"))
    equal("a block of the library", offered(screen, "TPU_v5"), (["TPU_v5e", "TPU_v5p"], "TPU_v5"))
    equal("a kind", offered(screen, "thi"), ([], "thing"))
    equal("a function", offered(screen, "1 + sqr"), ([], "1 + sqrt("))
    words, line = offered(screen, "distance / speed as ")
    check("units of the dimension", {"s", "minute", "hour", "day"} <= set(words), words)
    check("and no others", not {"km", "kg", "USD", "gpu"} & set(words), words)
    equal("one unit of the dimension", offered(screen, "distance / speed as min"), ([], "distance / speed as minute"))
    equal("a unit of several parts", offered(screen, "speed as km/h"), ([], "speed as km/hour"))
    equal("of several parts behind a number", offered(screen, "v : km/hour = 3 km/h"), ([], "v : km/hour = 3 km/hour"))
    equal("a unit with a prefix", offered(screen, "x = 80 GBy")[1], "x = 80 GBy")
    equal("a unit behind a number", offered(screen, "x = 3 video_")[0], ["video_second", "video_minute", "video_hour"])
    words, line = offered(screen, "far : km = ")
    equal("fields of the declared dimension first", words[0], "distance")
    check("others behind them", "speed" in words, words)
    equal("what a kind's field counts in", offered(screen, "thing ball < mass = 3 ")[0][:2], ["kg", "g"])
    equal("fields that a block lacks", offered(screen, "thing ball < mass = 3 kg; "), (["size", "mass"], "thing ball < mass = 3 kg;"))
    equal("the operand of a block's formula", offered(screen, "model big from sora < steps = step_flops / (1 PFLOP/s) as mo")[1], "model big from sora < steps = step_flops / (1 PFLOP/s) as month")
    equal("a name that its kind refuses is not offered", offered(screen, "x = H100.bf16"), (["bf16"], "x = H100.bf16"))
    equal("nor in a block", offered(screen, "accelerator mine < fp8"), (["fp8"], "accelerator mine < fp8"))
    equal("a word", offered(screen, "if steps == 1 the")[1], "if steps == 1 then")
    equal("a command", offered(screen, ":exp")[1], ":explain")
    equal("several commands", offered(screen, ":l")[0], [":list", ":load"])
    equal("a command's expression", offered(screen, ":type dist")[1], ":type distance")
    write(home, "plans/journey.sce", "x = 1\n")
    equal("a file", offered(screen, ":load plans/jou")[1], ":load plans/journey.sce")
    equal("in an entry of several lines", type_open(screen), "  mass = 3 tonne")
    equal("leaving", screen.leave(), 0)


def test_completion_everywhere(home):
    """Tab wherever the cursor may stand: the prompt goes on."""
    screen = started(home)
    for line in [CARD, "fleet < tiktok = 17e6 * 0.5 > @ \"a source\"", "claim c < value = (1 + [2, 3] over x) as km/hour; holds = (a > b >", "fn f(a: km/(hour*day), b = 1) : s = $2.50/hour / if a then b"]:
        for end in range(0, len(line) + 1, 9):
            offered(screen, line[:end])
    equal("Tab at every place", screen.say("1 + 1"), ["2"])
    screen.leave()


def type_open(screen):
    screen.prompt()
    screen.type("thing ball <" + ENTER)
    screen.wait_line(".")
    screen.type("  ma" + TAB)
    screen.wait_line(".   mass")
    screen.type(" = 3 ton" + TAB)
    screen.wait_line(".   mass = 3 tonne", 2)
    line = screen.lines()[-1][2:]
    screen.type(CTRL_C)
    screen.prompt()
    return line


# ---- history ----


def test_history(home):
    first = started(home, said=["x = 3 km", "x / 2", "x / 2", "z = 4"])
    first.type("block = (1 +" + ENTER)
    first.wait_line(".")
    first.type("2)" + ENTER)
    first.prompt()
    first.leave()
    path = os.path.join(home, "state/sce/history")
    equal("one line an entry, duplicates in a row once", history(home), ["x = 3 km", "x / 2", "z = 4", "block = (1 +\\n2)"])
    equal("nobody else can read it", stat.S_IMODE(os.stat(path).st_mode), 0o600)
    second, third = started(home), started(home)
    second.type(UP)
    check("Up brings back an entry of several lines", second.wait(lambda screen: screen.lines()[-2:] == ["> block = (1 +", "2)"]), second.text())
    second.type(ENTER)
    check("which is one entry again", second.wait(lambda screen: screen.lines()[-2:-1] == ["block              3"] and screen.lines()[-1] == ">"), second.text())
    second.type(UP + UP)
    check("Up twice", second.wait_line("> z = 4"), second.text())
    second.type(CTRL_C)
    second.say("from_second = 1")
    third.say("from_third = 2")
    second.leave()
    third.leave()
    equal("two prompts at once lose nothing", history(home)[-2:], ["from_second = 1", "from_third = 2"])
    write(home, "state/sce/history", "".join(f"entry_{i} = {i}\n" for i in range(10050)), 0o644)
    started(home).leave()
    equal("it is bounded, the newest stay", (len(history(home)), history(home)[0], history(home)[-1]), (10000, "entry_50 = 50", "entry_10049 = 10049"))
    equal("and is closed to others again", stat.S_IMODE(os.stat(path).st_mode), 0o600)


def test_history_nowhere(home):
    write(home, "file", "")
    screen = started(home, XDG_STATE_HOME=os.path.join(home, "file"))
    check("no folder for history is told", "no history is kept" in screen.text(), screen.text())
    equal("and the prompt goes on", screen.say("1 + 1"), ["2"])
    screen.leave()


# ---- ctrl-C, ctrl-D ----


def test_interrupt(home):
    screen = started(home)
    screen.type("x = 12 km")
    screen.wait_line("> x = 12 km")
    screen.type(CTRL_A + CTRL_C)
    check("ctrl-C gives up a half line", screen.prompt() and any("^C" in line for line in screen.lines()), screen.text())
    screen.type("y = (3" + ENTER)
    check("an open bracket asks for more", screen.wait_line("."), screen.text())
    screen.type(CTRL_C)
    check("ctrl-C gives up the entry and says so", screen.prompt() and "the entry is given up" in screen.text(), screen.text())
    check("nothing of it is left", "E0201" in "\n".join(screen.say("y + 0")), screen.text())
    screen.type("y = (3" + ENTER)
    screen.wait_line(".")
    screen.type(CTRL_D)
    check("ctrl-D gives up what is open first", screen.prompt() and "ctrl-D again leaves" in screen.text(), screen.text())
    equal("then it leaves", screen.leave(), 0)


def test_interrupt_sampling(home):
    screen = started(home, "--samples", "1e11", "--threads", "1")
    screen.type("normal(10 km, 1 km) * normal(3 km, 1 km)" + ENTER)
    time.sleep(0.4)
    screen.type(CTRL_C)
    check("ctrl-C stops sampling and says so", screen.wait(lambda screen: re.search(r"interrupted after \d+ samples", screen.text()), 5), screen.text())
    equal("the prompt goes on", screen.say("1 + 1"), ["2"])
    equal("leaving", screen.leave(), 0)


# ---- several lines ----


def test_open(home):
    screen = started(home)
    for first, second, shown in [("a = (1", "+ 2)", "a                  3"), ("b = 4 *", "2", "b                  8"), ("c = [1,", "2] ", None),
                                 ('d = 5 @ "a long', 'source"', "d                  5")]:
        screen.prompt()
        screen.screen.reset()
        screen.type(first + ENTER)
        check(f"{first} waits for more", screen.wait_line(".", 3), screen.text())
        screen.type(second + ENTER)
        screen.prompt()
        if shown:
            check(f"{first} {second}", shown in screen.lines(), screen.text())
    check("a source over two lines is one", 'd = 5 @ "a long source"' in screen.say(":list"), screen.text())
    screen.leave()


def paste(text):
    return "\x1b[200~" + text.replace("\n", ENTER) + "\x1b[201~"


def test_paste(home):
    screen = started(home)
    screen.type(paste("p = 1\n    q = p + 1\nr = q + 1") + ENTER)
    screen.wait(lambda screen: "r                  3" in screen.lines() and screen.lines()[-1] == ">")
    shown = [line for line in screen.lines() if re.match(r"[pqr] {10}", line)]
    equal("a paste of three lines is three entries", shown, ["p                  1", "q                  2", "r                  3"])
    screen.screen.reset()
    screen.type(paste("model sora <\n\tparams = 20e9\n\tframes = 1440/8\n\tsteps = 250\n>") + ENTER)
    check("a block with tabs is one entry", screen.wait(lambda screen: "  steps            250" in screen.lines() and screen.lines()[-1] == ">"), screen.text())
    screen.screen.reset()
    screen.type(paste("s = (1 +") + ENTER)
    check("what a paste leaves open is gone on with", screen.wait_line(".", 3), screen.text())
    screen.type("2)" + ENTER)
    check("by hand", screen.wait(lambda screen: "s                  3" in screen.lines()), screen.text())
    screen.leave()
    equal("each is an entry of history", [line[:5] for line in history(home)], ["p = 1", "    q", "r = q", "model", "s = ("])


# ---- the look of it ----


def test_screen(home):
    screen = started(home, columns=50, lines=30)
    check("a banner of one line", len(screen.lines()) >= 2 and screen.lines()[0].startswith("sce "), screen.text())
    screen.say("nothing_such + 1")
    at = next((i for i, line in enumerate(screen.lines()) if "error[E0201]" in line), None)
    check("a finding", at is not None, screen.text())
    column = screen.screen.display[at].index("error")
    check("in colour", screen.screen.buffer[at][column].fg == "red" or screen.screen.buffer[at][column].bold, screen.screen.buffer[at][column])
    long = " + ".join(["1000"] * 20)
    equal("a line wider than the screen", screen.say(long)[-1], "20,000")
    equal("a unit of several parts has its dimension beside it", screen.say("5 km / (2 hour)"), ["2.5 km/hour   (length per time)"])
    equal("a plain one has not", screen.say("5 km + 3 m"), ["5.003 km"])
    equal("nor one that was asked for", screen.say("5 km / (2 hour) as m/s"), ["0.6944 m/s"])
    screen.prompt()
    screen.screen.reset()
    screen.type("wide = 11111 + 22222 + 33333 + 44444")
    screen.wait_line("wide = 11111 + 22222 + 33333 + 44444")
    screen.resize(30, 30)
    time.sleep(0.1)
    screen.type(" + 55555" + ENTER)
    check("another size in the midst of a line", screen.wait(lambda screen: "wide               166,665" in screen.lines()), screen.text())
    equal("letters of several bytes are one each", multibyte(screen), ["7"])
    screen.leave()


def multibyte(screen):
    screen.prompt()
    screen.screen.reset()
    screen.type("3 + 4 # µµ×" + "\x7f" * 5 + ENTER)
    screen.wait(lambda screen: len(screen.lines()) > 1 and screen.lines()[-1] == ">")
    return screen.lines()[1:-1]


def test_plain_terminal(home):
    screen = started(home, TERM="dumb")
    equal("a dumb terminal", screen.say("1 + 1"), ["2"])
    check("sees no sequences", b"\x1b" not in screen.bytes, screen.bytes)
    screen.type("x = (1" + ENTER)
    screen.wait_line(".")
    screen.type(CTRL_C)
    check("ctrl-C there", screen.prompt() and "the entry is given up" in screen.text(), screen.text())
    equal("leaving", screen.leave(), 0)
    write(home, "broken/libreadline.so.8", "no library")
    screen = started(home, LD_LIBRARY_PATH=os.path.join(home, "broken"))
    equal("without readline", screen.say("1 + 1"), ["2"])
    equal("leaving without readline", screen.leave(), 0)


# ---- the last result ----


def test_last(home):
    screen = started(home)
    equal("a result", screen.say("1 + 2"), ["3"])
    equal("the last result", screen.say("_ * 2"), ["6"])
    equal("twice", screen.say("_ * _"), ["36"])
    screen.say("y = _ / 6")
    screen.say("100")
    equal("what was said with it stays", screen.say("y + 0"), ["6"])
    check("it cannot be defined", "`_` is the last result" in screen.say("_ = 3")[0], screen.text())
    screen.say(":time unkept = 3")
    equal("what is not kept is no last result", screen.say("_"), ["6"])
    screen.say("x = 7 km")
    equal("of a field", screen.say("_ + 1 km"), ["8 km"])
    equal("going on with it", screen.say("* 2"), ["9 km"])
    first = screen.say("normal(10 km, 1 km)")
    equal("what is drawn stays what was shown", screen.say("_ + 0 km"), first)
    for i in range(40):
        screen.say("_ + _" if i else "1")
    equal("a long chain", screen.say("_ / 2"), ["274,900,000,000"])
    screen.leave()


# ---- commands ----


def test_commands(home):
    screen = started(home, said=[*TRIP, "time = distance / speed"])
    check("help names them all", all(f":{name}" in screen.text() for name in "help type doc list load reload set save edit time explain quit".split()) if screen.say(":help") else False,
          screen.text())
    equal("type", screen.say(":ty distance / speed"), ["hour: time"])
    equal("type of a pure number", screen.say(":type speed / (1 m/s)"), ["a pure number"])
    check("an unknown command", "there is no command `:frob`" in screen.say(":frob")[0], screen.text())
    equal("an ambiguous one", screen.say(":s"), ["sce: `:s` may be `:set`, `:save`"])
    check("one without its argument", "`:save` takes FILE" in screen.say(":sa")[0], screen.text())
    check("doc", any("length" in line for line in screen.say(":doc distance")), screen.text())
    check("doc of the library", any("std/" in line for line in screen.say(":d minute")), screen.text())
    check("doc of nothing", "E0201" in screen.say(":doc distanxe")[0] and any("distance" in line for line in screen.lines()), screen.text())
    equal("list", screen.say(":list"), [*TRIP, "time = distance / speed"])
    equal("set keeps the unit", screen.say(":set distance = 200"), ["distance           200 km"])
    equal("and what rests on it follows", screen.say("time"), ["2 hour"])
    screen.say(CARD)
    equal("set of a block's field shows its value", screen.say(":set sora.steps = 100"), ["100"])
    check("set of nothing", "there is no field `nothing`" in screen.say(":set nothing = 2")[0], screen.text())
    shown = screen.say(":time time * 2")
    check("time", shown[0] == "4 hour" and re.fullmatch(r"time: [0-9.]+ m?s", shown[1]), shown)
    shown = screen.say(":explain time")
    check("explain", any("distance" in line for line in shown) and any("speed" in line for line in shown), shown)
    check("a page on a finding", any("E0301" in line for line in screen.say(":help E0301")), screen.text())
    screen.type(":q" + ENTER)
    check("quit", screen.wait(lambda screen: not screen.child.isalive(), 5), screen.text())


def test_save(home):
    write(home, "lib/prices.sce", "price = 3 USD\n")
    write(home, "plan.sce", 'use "./lib/prices.sce"\n\n# how many\ncount = 5   # of the file\ncost = count * price\n')
    screen = started(home, "repl", "plan.sce", said=[CARD, "count = 7", "count = 8 @ \"a book\"", "sora.steps = 100", "sora.steps = 50", "extra : km = 3", "scenario more < count = 20 >",
                                                      "1 + 2", "half = _ / 2", "extra * 2", "unit span = 2 m", "gone = 3 span", "gone = 5 span", "normal(5 km, 1 km)"])
    shown = screen.say("cost")
    check("saved", "saved as `saved.sce`" in screen.say(":save saved.sce")[0], screen.text())
    check("elsewhere", "does not evaluate" not in screen.text() and screen.say(":save sub.sce"), screen.text())
    text = read(home, "saved.sce")
    equal("a definition that was replaced appears once", [len(re.findall(rf"^{name} +=", text, re.M)) for name in ("count", "sora.steps", "gone")], [1, 1, 1])
    check("where it stood, below its comment", re.search(r"^# how many\ncount += 8 ", text, re.M), text)
    check("imports are kept", 'use "./lib/prices.sce"' in text, text)
    out, err, code = run(home, "saved.sce")
    equal("the file runs", (err, code), ("", 0))
    for path, value in [("count", "8"), ("cost", "24.00 USD"), ("extra", "3 km"), ("half", "1.5"), ("extra * 2", "6 km"), ("gone", "5 span"), ("normal(5 km, 1 km)", "5.00 km")]:
        check(f"and gives the same {path}", re.search(rf"^{re.escape(path)} +{re.escape(value)}", out, re.M), out)
    check("in the scenario too", re.search(r"^cost +24.00 USD +60.00 USD", out, re.M), out)
    check("as at the prompt", any("24.00 USD" in line for line in shown), shown)
    check("in the one layout", run(home, "fmt", "--check", "saved.sce")[2] == 0, text)
    os.makedirs(os.path.join(home, "below"), exist_ok=True)
    check("another folder", "does not evaluate there" in " ".join(screen.say(":save below/plan.sce")), screen.text())
    check("its imports point back", 'use "../lib/prices.sce"' in read(home, "below/plan.sce"), read(home, "below/plan.sce"))
    check("a folder that is not there", "cannot write" in screen.say(":save no/where.sce")[0], screen.text())
    screen.leave()


def test_files(home):
    plan = write(home, "plan.sce", "count = 5\ncost = count * 3 USD\n")
    screen = started(home, said=["extra = 2"])
    check("load", "loaded `plan.sce`" in screen.say(":load plan.sce")[0], screen.text())
    equal("its names", screen.say("cost * extra"), ["30.00 USD"])
    write(home, "plan.sce", "count = 6\ncost = count * 3 USD\n")
    screen.say(":reload")
    equal("reload", screen.say("cost * extra"), ["36.00 USD"])
    write(home, "plan.sce", "count = (6\n")
    shown = screen.say(":reload")
    check("a file that is wrong", any("error[" in line for line in shown), shown)
    equal("leaves all as it was", screen.say("cost * extra"), ["36.00 USD"])
    check("a file that is not there", "cannot read" in screen.say(":load missing.sce")[0], screen.text())
    os.unlink(plan)
    check("reload of nothing", "cannot read" in screen.say(":reload")[0], screen.text())
    screen.leave()


def test_edit(home):
    editor = write(home, "editor", "#!/bin/sh\nsed -i 's/3 km/4 km/' \"$1\"\necho 'z = x * 2' >>\"$1\"\n", 0o755)
    screen = started(home, said=["x = 3 km", "y = x / 2"], EDITOR=editor, VISUAL="")
    shown = screen.say(":edit")
    check("what was edited is shown", "x                  4 km" in shown and "z                  8 km" in shown, shown)
    equal("and holds", screen.say("y"), ["2 km"])
    equal("once", screen.say(":list")[:3], ["x = 4 km", "y = x / 2", "z = x * 2"])
    write(home, "editor", "#!/bin/sh\necho 'w = nothing_such' >>\"$1\"\n", 0o755)
    shown = screen.say(":edit")
    check("what is wrong is told", any("E0201" in line for line in shown) and any("all stays as it was" in line for line in shown), shown)
    equal("and not kept", screen.say("y"), ["2 km"])
    write(home, "editor", "#!/bin/sh\nsed -i 's/nothing_such/5/' \"$1\"\n", 0o755)
    check("the next edit goes on from there", "w                  5" in screen.say(":edit"), screen.text())
    write(home, "editor", "#!/bin/sh\nexit 3\n", 0o755)
    check("an editor that fails", any("did not end well" in line for line in screen.say(":edit")), screen.text())
    equal("no file is left over", [name for name in os.listdir(home) if name.startswith("prompt-")], [])
    screen.leave()


def test_init(home):
    write(home, "config/sce/init.sce", "unit stride = 2 m\nmine = 4 stride\n")
    screen = started(home)
    equal("init.sce holds at every prompt", screen.say("mine as m"), ["8 m"])
    screen.say("mine = 5 stride")
    equal("and may be made anew", screen.say("mine as m"), ["10 m"])
    screen.leave()
    done = subprocess.run([SCE], input=b"mine\n", capture_output=True, env=environment(home), timeout=60, check=False)
    check("a pipe does not read it", b"E0201" in done.stderr, done.stderr)
    write(home, "config/sce/init.sce", "mine = 1 m + 1 s\n")
    screen = started(home)
    check("errors in it are told", "init.sce:1:" in screen.text() and "E0301" in screen.text(), screen.text())
    equal("and the prompt goes on", screen.say("1 + 1"), ["2"])
    write(home, "config/sce/init.sce", "mine = (1\n")
    screen = started(home)
    check("also those of its syntax", "init.sce:1:" in screen.text(), screen.text())
    equal("after which the prompt goes on", screen.say("1 + 1"), ["2"])
    screen.leave()


def test_readme(home):
    """The session in the README, typed."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../README.md"), encoding="utf-8") as file:
        session = re.search(r"^## At the prompt$.*?^```$(.*?)^```$", file.read(), re.M | re.S)
    check("the README has a session", session)
    screen, entries = started(home), re.split(r"^> ", session.group(1), flags=re.M)[1:]
    check("of some length", len(entries) > 5, entries)
    for entry in entries:
        line, _, shown = entry.partition("\n")
        equal(f"in the README: {line}", screen.say(line), shown.rstrip().split("\n"))
    screen.leave()


def main():
    signal.alarm(280)
    wanted = sys.argv[1:]
    for name, test in list(globals().items()):
        if not name.startswith("test_") or (wanted and name not in wanted):
            continue
        with tempfile.TemporaryDirectory() as home:
            try:
                test(home)
            except Exception as error:  # a test that falls over is a failure, not the end
                check(name, False, f"  {type(error).__name__}: {error}")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
