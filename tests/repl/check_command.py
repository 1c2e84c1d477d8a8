#!/usr/bin/env python3
"""Exit codes, streams and files of the `sce` command.

The golden cases show what the command says; here it is stated by hand what it has to do, so that no renewal of expected texts can change it.
"""
import json
import os
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from checks import check, equal, finish

SCE = os.path.abspath(os.environ.get("SCE", "build/sce"))
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}

TRIP = """distance : km = 400 km @ "a map"
speed : km/hour = 100 km/hour @ "a guess"
time : hour = distance / speed
scenario slow < speed = 50 km/hour >
scenario fast < speed = 200 km/hour >
"""
OFF = 'claim far < value = distance; says = 500 km > @ "a map"\n'


def run(*arguments, text="", environment=None, **more):
    done = subprocess.run([SCE, *arguments], input=text.encode(), capture_output=True, timeout=60, env=environment or ENVIRONMENT, **more)
    return done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"), done.returncode


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)


def read(name):
    with open(name, encoding="utf-8") as file:
        return file.read()


def values(*arguments):
    """The values of a json document, by path."""
    out, err, code = run(*arguments, "--format", "json")
    try:
        return {value["path"]: value["value"] for value in json.loads(out)["values"]}
    except (ValueError, KeyError) as error:
        return {"failed": f"{error} {out} {err} {code}"}


def test_exit_codes():
    write("trip.sce", TRIP)
    write("off.sce", TRIP + OFF)
    write("wrong.sce", "x = 1 km + 1 hour\n")
    write("both.sce", TRIP + OFF + "x = 1 / 0\n")
    for arguments, wanted in [
        (["trip.sce"], 0), (["run", "trip.sce"], 0), (["check", "trip.sce"], 0), (["-e", "1+1"], 0), (["--help"], 0), (["--version"], 0),
        (["off.sce"], 1), (["check", "off.sce"], 1), (["wrong.sce"], 2), (["check", "wrong.sce"], 2), (["both.sce"], 2),
        (["off.sce", "wrong.sce"], 2), (["wrong.sce", "off.sce"], 2), (["trip.sce", "off.sce"], 1), (["missing.sce"], 2),
        (["-e", "1 +"], 2), (["-e", "1 km + 1 hour"], 2), (["-e", "1/0"], 2), (["--no-such-option"], 2), (["explain", "E0201"], 0),
        (["explain", "E9999"], 2), (["diff", "a", "b"], 2), (["--only", "nothing", "trip.sce"], 2), (["--scenario", "none", "trip.sce"], 2),
    ]:
        equal(f"exit code of sce {' '.join(arguments)}", run(*arguments)[2], wanted)


def test_streams():
    out, err, code = run("check", "trip.sce")
    equal("check says nothing when all is well", (out, err), ("", ""))
    out, err, code = run("check", "wrong.sce")
    check("check prints findings on standard error alone", out == "" and err.startswith("wrong.sce:1:"), out + err)
    out, err, code = run("check", "wrong.sce", "--error-format", "json")
    finding = json.loads(err.splitlines()[0])
    equal("findings as json", (finding["code"], finding["file"], finding["line"]), ("E0301", "wrong.sce", 1))
    check("no colour in a file", "\x1b" not in err)
    check("colour on demand", "\x1b[" in run("check", "wrong.sce", "--color=always")[1])
    equal("-e prints the value alone", run("-e", "1+1"), ("2\n", "", 0))
    write("walk.sce", "distance = 12 km; speed = 4 km/hour\n")
    equal("-e with the file's names", run("-e", "distance / speed as hour", "walk.sce")[0], "3 hour\n")
    out, err, code = run("--stats", "trip.sce")
    check("stats are no data", "node evaluations" in err and "node evaluations" not in out, out + err)


def test_values():
    equal("a column a scenario", values("trip.sce")["time"], [4, 8, 2])
    equal("base stays first", values("trip.sce", "--scenario", "fast")["time"], [4, 2])
    equal("set edits the base, beneath the scenarios", values("trip.sce", "--set", "distance = 800 km")["time"], [8, 16, 4])
    equal("what a scenario replaces stays replaced", values("trip.sce", "--set", "speed = 10 km/hour")["time"], [40, 8, 2])
    equal("the later set wins", values("trip.sce", "--set", "distance = 1 km", "--set", "distance = 200 km")["time"], [2, 4, 1])
    equal("a bare number takes the declared unit", values("trip.sce", "--set", "distance=800")["distance"], 800)
    equal("only what matches", sorted(values("trip.sce", "--only", "*e*")), ["distance", "speed", "time"])
    equal("only one", sorted(values("trip.sce", "--only", "tim?")), ["time"])
    document = json.loads(run("-e", "time * 2", "trip.sce", "--format", "json")[0])
    equal("-e has the same schema, one value", (document["schema"], [value["path"] for value in document["values"]]), ("sce.run/1", ["time * 2"]))
    out = run("--only", "time", "trip.sce", "--digits", "3", "--set", "distance = 1000 km / 7")[0]
    check("digits", " 1.43 hour" in out and "1.429" not in out, out)


def test_files():
    shutil.rmtree("box", ignore_errors=True)
    os.mkdir("box")
    write("box/trip.sce", TRIP)
    plain = run("box/trip.sce")[0]
    equal("--write says nothing", run("run", "--write", "box/trip.sce"), ("", "", 0))
    equal("and writes what run shows", read("box/trip.sce.out"), plain)
    equal("--check agrees", run("run", "--check", "box/trip.sce"), ("", "", 0))
    write("box/trip.sce", TRIP.replace("400", "300"))
    out, err, code = run("run", "--check", "box/trip.sce")
    check("--check finds what is stale", code == 1 and "E0606" in err and "box/trip.sce.out:" in err, err)
    equal("and changes nothing", read("box/trip.sce.out"), plain)
    write("box/broken.sce", "x = (1\n")
    write("box/broken.sce.out", "x  1\n")
    equal("--write with errors", run("run", "--write", "box/broken.sce")[2], 2)
    equal("leaves the results as they were", read("box/broken.sce.out"), "x  1\n")
    equal("-o", run("box/trip.sce", "-o", "box/out.txt"), ("", "", 0))
    equal("writes what would be shown", read("box/out.txt"), run("box/trip.sce")[0])
    loose = "x=1\ny  =  2\n"
    write("box/loose.sce", loose)
    equal("fmt --check", run("fmt", "--check", "box/loose.sce")[2], 1)
    equal("changes nothing", read("box/loose.sce"), loose)
    equal("fmt", run("fmt", "box/loose.sce"), ("", "", 0))
    equal("lays out", read("box/loose.sce"), "x = 1\ny = 2\n")
    equal("fmt --check is content", run("fmt", "--check", "box/loose.sce"), ("", "", 0))
    equal("fmt as a filter", run("fmt", "-", text=loose)[0], "x = 1\ny = 2\n")
    equal("no file is left over", sorted(os.listdir("box")), ["broken.sce", "broken.sce.out", "loose.sce", "out.txt", "trip.sce", "trip.sce.out"])


def test_write_errors():
    for arguments in (["-e", "1"], ["--help"], ["trip.sce"]):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([SCE, *arguments], stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT, timeout=60, check=False)
        check(f"a full disk: sce {' '.join(arguments)}", done.returncode == 2 and b"the disk is full" in done.stderr, done.stderr)
    write("long.sce", "".join(f"v{i} = {i}\n" for i in range(20000)))
    command = f"{shlex.quote(SCE)} long.sce | head -n 1"
    done = subprocess.run(["bash", "-c", command + "; echo ${PIPESTATUS[0]}"], capture_output=True, timeout=60, env=ENVIRONMENT, check=False,
                          preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_DFL))
    check("a reader that leaves", done.stderr == b"" and done.stdout.startswith(b"v0 "), done.stdout[:200] + done.stderr)
    done = subprocess.run(["bash", "-c", f"trap '' PIPE; {{ {shlex.quote(SCE)} long.sce; echo $? >status; }} | head -n 1"], capture_output=True, timeout=60,
                          env=ENVIRONMENT, check=False)
    check("a reader that leaves, with the signal ignored", read("status") == "2\n" and b"the reader has gone" in done.stderr, done.stderr)
    limit = resource.RLIM_INFINITY
    done = subprocess.run([SCE, "long.sce", "-o", "cut.txt"], capture_output=True, timeout=60, env=ENVIRONMENT, check=False,
                          preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit))))
    check("a file that is cut off", done.returncode == 2 and not os.path.exists("cut.txt"), done.stderr)


def test_same_bytes_everywhere():
    plain = run("trip.sce")
    for name, value in [("LC_ALL", "de_DE.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Tokyo"), ("COLUMNS", "20"), ("POSIXLY_CORRECT", "1")]:
        equal(f"with {name}={value}", run("trip.sce", environment={**ENVIRONMENT, name: value}), plain)
    os.makedirs("elsewhere", exist_ok=True)
    equal("from another folder", run("../trip.sce", "--format", "json", cwd="elsewhere")[0], run("trip.sce", "--format", "json")[0])


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, test in list(globals().items()):
            if not name.startswith("test_"):
                continue
            try:
                test()
            except Exception as error:  # a test that falls over is a failure, not the end
                check(name, False, f"{type(error).__name__}: {error}")
        os.chdir("/")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
