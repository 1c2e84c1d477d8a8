#!/usr/bin/env python3
"""Findings for other programs: SARIF as its standard asks for it, workflow commands as GitHub reads them.

The schema of SARIF is not at hand, so that what it requires of the objects that are used stands here: which properties they must and may have, and of which
type. Names of files and texts of findings hold everything that either format takes for its own.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from checks import check, equal, finish

ROOT = Path(__file__).resolve().parent.parent.parent
SCE = os.environ.get("SCE", str(ROOT / "build/sce"))

NAME = "b ad,x:1%é;#&.sce"
TEXT = """a = 3 kg + 2 hour
price = nme * 50%
b = 1 @ "é"; c = prise
claim x < value = 5; says = 6; within = 0.1 > @ "x: 5%, z"
claim y < value = 5; says = 6; disputed = "so" >
"""

# Object: required properties, then optional ones, each with its type or the object that it is.
MESSAGE = {"text": str}
LOCATION = {"uri": str}
REGION = {"startLine": int, "startColumn": int, "endLine": int, "endColumn": int}
PLACE = {"artifactLocation": LOCATION, "region": REGION}
RULE = {"id": str, "?shortDescription": MESSAGE, "?defaultConfiguration": {"level": str}, "?help": {"text": str, "?markdown": str}}
RESULT = {"ruleId": str, "ruleIndex": int, "level": str, "message": MESSAGE, "locations": [{"physicalLocation": PLACE}],
          "?relatedLocations": [{"physicalLocation": PLACE, "message": MESSAGE}]}
NOTIFICATION = {"level": str, "message": MESSAGE, "?associatedRule": {"id": str, "index": int}}
RUN = {"tool": {"driver": {"name": str, "rules": [RULE]}}, "columnKind": str, "results": [RESULT],
       "invocations": [{"executionSuccessful": bool, "toolExecutionNotifications": [NOTIFICATION]}]}
DOCUMENT = {"$schema": str, "version": str, "runs": [RUN]}


def run(arguments, folder, text=b""):
    done = subprocess.run([SCE, *arguments], cwd=folder, input=text, capture_output=True, timeout=60, env=dict(os.environ, LC_ALL="C"))
    return done.returncode, done.stdout, done.stderr.decode("utf-8")


def shape(value, wanted, path="document"):
    """What of a value is not as wanted, as a list of texts."""
    if isinstance(wanted, list):
        if not isinstance(value, list):
            return [f"{path} is no list"]
        return [wrong for i, one in enumerate(value) for wrong in shape(one, wanted[0], f"{path}[{i}]")]
    if not isinstance(wanted, dict):
        return [] if type(value) is wanted else [f"{path} is {type(value).__name__}, not {wanted.__name__}"]
    if not isinstance(value, dict):
        return [f"{path} is no object"]
    known = {key.lstrip("?"): inner for key, inner in wanted.items()}
    wrong = [f"{path} has no {key}" for key in wanted if key[0] != "?" and key not in value]
    wrong += [f"{path} has a {key}" for key in value if key not in known]
    for key, inner in value.items():
        if key in known:
            wrong += shape(inner, known[key], f"{path}.{key}")
    return wrong


def read_sarif(title, arguments, folder, code):
    returned, _, err = run([*arguments, "--error-format", "sarif"], folder)
    equal(f"{title}: exit code", returned, code)
    document = json.loads(err)
    wrong = shape(document, DOCUMENT)
    check(f"{title}: has the shape of SARIF", not wrong, "\n".join(wrong))
    equal(f"{title}: version", document["version"], "2.1.0")
    equal(f"{title}: one run", len(document["runs"]), 1)
    return document["runs"][0]


def check_results(title, one, texts):
    rules = one["tool"]["driver"]["rules"]
    equal(f"{title}: columns", one["columnKind"], "unicodeCodePoints")
    check(f"{title}: no rule twice", len({rule["id"] for rule in rules}) == len(rules))
    for result in one["results"]:
        equal(f"{title}: a result names its rule", rules[result["ruleIndex"]]["id"], result["ruleId"])
        check(f"{title}: level", result["level"] in ("error", "warning", "note"), result["level"])
        for place in result["locations"] + result.get("relatedLocations", []):
            uri, region = place["physicalLocation"]["artifactLocation"]["uri"], place["physicalLocation"]["region"]
            check(f"{title}: a sound and relative reference", re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri) and uri[0] != "/", uri)
            lines = texts[unquote(uri)].split("\n")
            check(f"{title}: a region of the text",
                  1 <= region["startLine"] <= region["endLine"] <= len(lines) and 1 <= region["startColumn"] <= len(lines[region["startLine"] - 1]) + 1
                  and (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"]), str(region))


def check_sarif(folder):
    texts = {NAME: TEXT, "fine.sce": "a = 1\n", "part/two.sce": "b = 1 kg + 1 hour\nc = nme\n"}
    one = read_sarif("findings", ["check", f"./{NAME}", "part/two.sce"], folder, 2)
    check_results("findings", one, texts)
    equal("findings: all of them, in one run", [result["ruleId"] for result in one["results"]],
          ["E0301", "E0201", "E0201", "E0501", "E0506", "E0301", "E0201"])
    equal("findings: levels", [result["level"] for result in one["results"]], ["error"] * 3 + ["warning", "note", "error", "error"])
    equal("findings: rules", [rule["id"] for rule in one["tool"]["driver"]["rules"]], ["E0301", "E0201", "E0501", "E0506"])
    name = one["results"][2]["locations"][0]["physicalLocation"]["region"]
    equal("findings: a region counts code points, its end is behind it", name, {"startLine": 3, "startColumn": 18, "endLine": 3, "endColumn": 23})
    page = subprocess.run([SCE, "explain", "E0201"], capture_output=True, text=True, timeout=60, check=True).stdout
    help_text = one["tool"]["driver"]["rules"][1]["help"]["text"]
    check("findings: the help of a rule is its page", help_text.strip() and help_text in page, help_text)
    fine = read_sarif("nothing found", ["check", "fine.sce"], folder, 0)
    check("nothing found: an empty list, and all is well", fine["results"] == [] and fine["invocations"][0]["executionSuccessful"])
    missing = read_sarif("a file that is missing", ["run", "none.sce"], folder, 2)
    notes = missing["invocations"][0]["toolExecutionNotifications"]
    check("a file that is missing: not executed", not missing["results"] and not missing["invocations"][0]["executionSuccessful"] and notes[0]["associatedRule"]["id"] == "E0601")
    usage = read_sarif("usage", ["run", "fine.sce", "--bogus"], folder, 2)
    check("usage: a notification", "--bogus" in usage["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"])


COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:]*)(?:,[a-zA-Z]+=[^,:]*)*)::(.*)")


def check_github(folder):
    code, _, err = run(["check", "--error-format", "github", NAME, "part/two.sce"], folder)
    equal("github: exit code", code, 2)
    lines = err.splitlines()
    equal("github: a line a finding", len(lines), 7)
    commands = [COMMAND.fullmatch(line) for line in lines]
    check("github: every line is a command", all(commands), err)
    equal("github: what each is", [found[1] for found in commands], ["error"] * 3 + ["warning", "notice", "error", "error"])
    properties = [dict(pair.split("=", 1) for pair in found[2].split(",")) for found in commands]
    equal("github: the place and the title", {key: unquote(value) for key, value in properties[1].items()},
          {"file": NAME, "line": "2", "endLine": "2", "col": "9", "title": "E0201"})
    check("github: notes and help are lines of the message", "%0Anote: " in commands[0][3] and "%0Ahelp: " in commands[0][3], commands[0][3])
    check("github: a percent sign is written so", "x: 5%25, z" in commands[3][3], commands[3][3])
    _, _, err = run(["run", "--error-format", "github", "--bogus"], folder)
    check("github: usage is a command too", COMMAND.fullmatch(err.rstrip("\n")), err)
    _, _, err = run(["-e", "nme", "--error-format", "github"], folder)
    check("github: what stands in no file has no place", err.startswith("::error title=E0201::"), err)
    _, _, err = run(["check", "--error-format", "github", "-"], folder, b"a = \x1b[31m\xff\n")
    check("github: nothing that a terminal obeys", "\x1b" not in err and err, err)


def main():
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "part").mkdir()
        (folder / NAME).write_text(TEXT)
        (folder / "fine.sce").write_text("a = 1\n")
        (folder / "part/two.sce").write_text("b = 1 kg + 1 hour\nc = nme\n")
        check_sarif(folder)
        check_github(folder)
    sys.exit(finish())


if __name__ == "__main__":
    main()
