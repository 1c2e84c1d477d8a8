#!/usr/bin/env python3
"""Why this file exists: dimensions are the promise that is easiest to break in one corner. This suite applies every operator
and every function to every pair of dimensions of table.txt, in several spellings of each operand (a literal, a name, another
unit of the dimension, parentheses, a call), and holds the program to the table: a value of that unit that agrees with
Python's arithmetic, or exactly that code on that line, in words that name both dimensions and with a way out."""

import json
import math
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "property"))
import unit_model  # noqa: E402

SCE = os.environ.get("SCE", "build/sce")
LINES_A_FILE = 60          # an error has one or two findings, and after 100 a file the rest are only counted
SHOWN = 3                  # failures of one operation that are printed

# What the formulas lean on. Operands that are names are looked up here, by line, when a message says where they come from.
PREAMBLE = """count = 3
ratio = 1.25
tenth = 10%
t = 6 s
wait : hour = 0.25
w = 4 FLOP
job : GFLOP = 2e-9
r = 5 FLOP/s
rate : kFLOP/minute = 0.12
g = 2 gpu*hour
booked : gpu*day = 0.5
m = 7 MAC
layer : kMAC = 0.007
yes = (1 < 2)
no = (1 > 2)
fn product(a, b) = a * b
fn total(a, b) = a + b
fn larger(a, b) = if (a > b) then a else b
fn twofold(a, b) = total(a, total(b, b))
fn speed(a: FLOP, b: s) : FLOP/s = a / b
fn later(a, b = 1 minute) = a + b
fn identity(a) = -(-a)
fn area(a) = a^2
fn side(a) = sqrt(a)
"""

# The spellings of an operand of each dimension: text, worth in base units, spelled with a name or as bare digits.
OPERANDS = {
    "1": [("3", 3, "bare"), ("count", 3, "name"), ("(t / (4 s))", 1.5, "name"), ("(5/2)", 2.5, "bare"), ("ratio", 1.25, "name")],
    "s": [("3 s", 3, ""), ("t", 6, "name"), ("2 minute", 120, ""), ("wait", 900, "name"), ("(0.5 hour)", 1800, "")],
    "FLOP": [("4 FLOP", 4, ""), ("w", 4, "name"), ("(2 kFLOP)", 2000, ""), ("job", 2, "name"), ("(r * t)", 30, "name")],
    "FLOP/s": [("3 FLOP/s", 3, ""), ("r", 5, "name"), ("(120 FLOP/minute)", 2, ""), ("rate", 2, "name"), ("(w / t)", 4 / 6, "name")],
    "gpu*hour": [("1 gpu*hour", 3600, ""), ("g", 7200, "name"), ("(3 gpu*s)", 3, ""), ("booked", 43200, "name"),
                 ("identity(g)", 7200, "name")],
    "MAC": [("3 MAC", 3, ""), ("m", 7, "name"), ("2 kMAC", 2000, ""), ("layer", 7, "name"), ("(m * (count))", 21, "name")],
    "truth": [("(1 < 2)", True, ""), ("yes", True, "name"), ("(t > 7 s)", False, ""), ("no", False, "name"),
              ("(count == 3)", True, "name")],
}
PAIRS = [(0, 0), (1, 1), (0, 1), (1, 2), (2, 3), (3, 4), (4, 0)]

WORDS = {"1": "pure number", "s": "time", "FLOP": "work", "FLOP/s": "work per time", "gpu*hour": "gpu time",
         "MAC": "multiply accumulates", "truth": "true or false"}
DIMENSION_WORDS = sorted(["pure number", "time", "work", "work per time", "gpu time", "multiply accumulates", "parameters", "tokens",
                          "time^2", "true or false"], key=len, reverse=True)


def rounded(value, step, how):
    """A value rounded to a step; None where it lies so close to the border that the last bit would decide."""
    ratio = value / step
    if how == "round" and abs(ratio % 1 - 0.5) < 1e-9:
        return None
    if how != "round" and abs(ratio - round(ratio)) < 1e-9:
        return round(ratio) * step
    return {"round": round, "floor": math.floor, "ceil": math.ceil}[how](ratio) * step


# What each heading of the table means, on values in base units.
MEANING = {
    "A + B": lambda a, b: a + b, "A - B": lambda a, b: a - b, "A * B": lambda a, b: a * b,
    "min(A, B)": min, "max(A, B)": max, "sum(A, B)": lambda a, b: a + b, "mean(A, B)": lambda a, b: (a + b) / 2,
    "(A < B)": lambda a, b: a < b, "(A > B)": lambda a, b: a > b, "A <= B": lambda a, b: a <= b, "A >= B": lambda a, b: a >= b,
    "A == B": lambda a, b: a == b, "A != B": lambda a, b: a != b, "A and B": lambda a, b: a and b, "A or B": lambda a, b: a or b,
    "if yes then A else B": lambda a, b: a, "if no then A else B": lambda a, b: b, "if yes then A else if no then B else A": lambda a, b: a,
    "sum([A, B])": lambda a, b: a + b, "min([A, B])": min, "max([A, A, B])": max, "mean([A, B, B])": lambda a, b: (a + b + b) / 3,
    "named A / B": lambda a, b: a / b, "bare / B": lambda b: 6 / b, "A ^ (B)": lambda a, b: a ** b, "pow(A, B)": lambda a, b: a ** b,
    "round(A, B)": lambda a, b: rounded(a, b, "round"), "floor(A, B)": lambda a, b: rounded(a, b, "floor"),
    "ceil(A, B)": lambda a, b: rounded(a, b, "ceil"),
    "product(A, B)": lambda a, b: a * b, "product(b = B, a = A)": lambda a, b: a * b, "total(A, B)": lambda a, b: a + b,
    "larger(A, B)": max, "twofold(A, B)": lambda a, b: a + 2 * b, "speed(A, B)": lambda a, b: a / b, "training_work(A, B)": None,
    "A as UNIT": lambda a: a, "(A) UNIT": None, "FIELD : UNIT = named A": lambda a: a,
    "FIELD : UNIT = if yes then named A else named A": lambda a: a,
    "-A": lambda a: -a, "-(-A)": lambda a: a, "abs(A)": abs, "abs(-A)": abs, "sum([A])": lambda a: a, "identity(A)": lambda a: a,
    "(A) ^ 2": lambda a: a * a, "pow(A, 2)": lambda a: a * a, "area(A)": lambda a: a * a,
    "(A) ^ -1": lambda a: 1 / a, "pow(A, -1)": lambda a: 1 / a, "(A) ^ 0": lambda a: 1,
    "sqrt(A)": math.sqrt, "side(A)": math.sqrt, "(A) ^ 0.5": math.sqrt, "(A) ^ (1/2)": math.sqrt, "pow(A, 1/2)": math.sqrt,
    "A ^ count": lambda a: a ** 3, "pow(A, count)": lambda a: a ** 3,
    "exp(A)": math.exp, "ln(A)": math.log, "log10(A)": math.log10, "log2(A)": math.log2, "2 ^ (A)": lambda a: 2 ** a,
    "count ^ (A)": lambda a: 3 ** a,
    "round(A)": lambda a: rounded(a, 1, "round"), "floor(A)": lambda a: rounded(a, 1, "floor"), "ceil(A)": lambda a: rounded(a, 1, "ceil"),
    "not A": lambda a: not a, "if A then yes else no": lambda a: a, "if A then 1 else 2": lambda a: 1 if a else 2,
}


class Case:
    """One formula, and what the table says about it."""

    def __init__(self, text, cell, value=None, left=None, right=None, declared=None, heading=None):
        self.heading = heading or text
        self.text, self.cell, self.value, self.declared = text, cell, value, declared
        self.left, self.right = left, right            # (dimension, spelling) of the operands, where the table has both
        self.codes = set(re.findall(r"E\d{4}", cell))


def cases_of_cell(heading, left, right, cell):
    meaning = MEANING[heading]
    template = re.sub(r"\b(named )?A\b", "{left}", re.sub(r"\bbare\b", "6", re.sub(r"\bB\b", "{right}", heading)))
    named = "named A" in heading
    has_left, has_right, has_unit = "{left}" in template, "{right}" in template, "UNIT" in template
    # Rows name the left operand; where there is none, the right one.
    if has_right and not has_left:
        right, has_left = left, False
    seen = set()
    for i, j in PAIRS:
        a = OPERANDS[left][i] if has_left else None
        b = OPERANDS[right][j] if has_right else None
        if named and left == "1" and a[2] != "name":
            continue
        if heading == "bare / B" and right != "1" and b[0] not in ("3 s", "2 minute", "4 FLOP", "3 FLOP/s", "1 gpu*hour", "3 MAC", "2 kMAC",
                                                                   "yes", "(1 < 2)"):
            continue
        if "(A) UNIT" in heading and left == "truth" and right == "1":
            continue
        text = template.format(left=a and a[0], right=b and b[0])
        declared = None
        if has_unit:
            text = text.replace("UNIT", right)
        if text.startswith("FIELD : "):
            declared, text = text[len("FIELD : "):].split(" = ", 1)
        if (declared, text) in seen:
            continue
        seen.add((declared, text))
        value = None
        if not cell.startswith("E"):
            if heading == "(A) UNIT":
                value = a[1] * unit_model.unit(right)[0]
            else:
                value = meaning(*[operand[1] for operand in (a, b) if operand])
        yield Case(text, cell, value, (left, a) if a else None, (right, b or (right, None, "")) if has_right or has_unit else None, declared,
                   heading)


def line_cases(line):
    parts = re.split(r"  +| (?=(?:E\d{4} ?)+$)", line.strip(), maxsplit=1)
    if len(parts) == 1:
        parts = re.match(r"(.*?) (\S+ \S+)$", line.strip()).groups()
    text, result = parts
    declared = None
    if text.startswith(": "):
        declared, text = text[2:].split(" = ", 1)
    if result.startswith("E"):
        return Case(text, result, declared=declared)
    unit, value = result.split()
    return Case(text, unit, float(value) * unit_model.unit(unit)[0], declared=declared)


def read_table(path):
    """All cases of the table, with the operations that it has."""
    cases, headings, columns, lines = [], [], [], False
    ended = True
    with open(path, encoding="utf-8") as table:
        for line in table:
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("#"):
                continue
            if line == "lines":
                lines = True
            elif lines:
                cases.append(line_cases(line))
            elif line.startswith("columns"):
                columns = line.split()[1:]
            elif line.startswith("["):
                headings = ([] if ended else headings) + [line.strip()[1:-1]]
                ended = False
            else:
                ended = True
                row, *cells = line.split()
                if len(cells) != len(columns):
                    raise SystemExit("table.txt: a row of %s has %d cells for %d columns: %s" % (headings, len(cells), len(columns), line))
                for heading in headings:
                    for column, cell in zip(columns, cells):
                        if cell != "-":
                            cases.extend(cases_of_cell(heading, row, column, cell))
    return cases


# --- running ------------------------------------------------------------------------------------------------------------------


def run_lines(folder, name, lines):
    """Runs one file. Gives the values by path, and the findings by line (1 is the first after the preamble)."""
    path = os.path.join(folder, name + ".sce")
    with open(path, "w", encoding="utf-8") as text:
        text.write(PREAMBLE + "\n".join(lines) + "\n")
    done = subprocess.run([SCE, "run", "--all", "--format", "json", name + ".sce"], cwd=folder, capture_output=True, timeout=60)
    if done.returncode not in (0, 2):
        raise SystemExit("sce ended with %d on %s: %s" % (done.returncode, path, done.stderr.decode()[-2000:]))
    document = json.loads(done.stdout.decode())
    findings, offset = {}, PREAMBLE.count("\n")
    for finding in document["diagnostics"]:
        findings.setdefault(finding["line"] - offset, []).append(finding)
    return {value["path"]: value for value in document["values"]}, findings, done.returncode


def definition(number, case):
    return "x%d%s = %s" % (number, " : " + case.declared if case.declared else "", case.text)


def is_close(got, want):
    return isinstance(got, (int, float)) and not isinstance(got, bool) and abs(got - want) <= 1e-12 * max(abs(want), abs(got))


def check_value(case, shown, converted):
    """What is wrong with a value, or None."""
    if shown is None:
        return "no value"
    if case.cell == "truth":
        return None if shown["value"] is case.value else "got %r, expected %r" % (shown["value"], case.value)
    worth, dimension = unit_model.unit(case.cell)
    for value in [shown] + ([converted] if converted else []):
        got_worth, got_dimension = unit_model.unit(value["unit"])
        if got_dimension != dimension:
            return "is in %s, expected %s" % (value["unit"], case.cell)
        if value["value"] is None:
            return "no value"
        if case.value is not None and not is_close(value["value"] * got_worth, case.value):
            return "got %r %s, expected %r in base units" % (value["value"], value["unit"], case.value)
    if case.declared and unit_model.factors(shown["unit"]) != unit_model.factors(case.declared):
        return "shown in %s, declared %s" % (shown["unit"], case.declared)
    if converted and unit_model.factors(converted["unit"]) != unit_model.factors(case.cell):
        return "`as %s` is shown in %s" % (case.cell, converted["unit"])
    return None


def words_in(message):
    """The dimensions that a message names in words. What stands in backquotes is the user's own text."""
    message, found = re.sub(r"`[^`]*`", "", message), []
    for word in DIMENSION_WORDS:
        message, count = re.subn(r"(?<![\w^])%s(?![\w^])(?! per )" % re.escape(word), "#", message)
        if count:
            found.append(word)
    return set(found)


def check_help(case, finding):
    """The likely fix, for the mistakes that the domain makes again and again."""
    advice, code = finding["help"] or "", finding["code"]
    if not advice.strip():
        return "%s has no help" % code
    if case.left is None or case.right is None or code not in ("E0301", "E0302", "E0309"):
        return None
    pair = {case.left[0], case.right[0]}
    if pair == {"FLOP", "FLOP/s"} and not re.search(r"(multiply|divide) `.*` by a time", advice):
        return "help of work with work per time does not say `multiply by a time`: " + advice
    if pair == {"FLOP", "MAC"} and "`2 FLOP/MAC`" not in advice:
        return "help of MAC with FLOP does not say `2 FLOP/MAC`: " + advice
    if pair == {"s", "gpu*hour"} and not re.search(r"(multiply|divide) `.*` by a number of gpus", advice):
        return "help of hours with gpu-hours does not say `multiply by a number of gpus`: " + advice
    return None


def check_words(case, finding):
    code, found = finding["code"], words_in(finding["message"])
    if case.left and case.right and code in ("E0301", "E0302", "E0307", "E0308", "E0309"):
        wanted = {WORDS[case.left[0]], WORDS[case.right[0]]}
        if found != wanted:
            return "%s names %s, expected %s: %s" % (code, sorted(found), sorted(wanted), finding["message"])
        return None if "if yes" in case.heading and code != "E0309" else check_origin(case, finding)
    if case.left and case.right and code == "E0303" and len(found) < 2:
        return "E0303 does not name two dimensions: " + finding["message"]
    if code in ("E0301", "E0302", "E0303", "E0307", "E0308", "E0309") and len(found) < 2 and "^" not in finding["message"]:
        return "%s does not name two dimensions: %s" % (code, finding["message"])
    if code == "E0305" and case.left and not found:
        return "E0305 does not name the dimension: " + finding["message"]
    return None


def check_origin(case, finding):
    """An operand that is a name says where it is from."""
    for _, operand in (case.left, case.right):
        if not operand or not re.fullmatch(r"[a-z]+", operand[0]) or operand[0] in ("s", "FLOP"):
            continue
        lines = [i for i, line in enumerate(PREAMBLE.split("\n"), 1) if re.match(operand[0] + r"\b", line)]
        if lines and not any(related["line"] == lines[0] for related in finding["related"]):
            return "%s does not say where `%s` comes from" % (finding["code"], operand[0])
    return None


def check_error(case, findings, value):
    """What is wrong with the findings of a line, or None."""
    codes = {finding["code"] for finding in findings}
    if not findings:
        return "no finding, expected %s (value %s)" % (case.cell, value and (value["value"], value["unit"]))
    if " " in case.cell and not (len(codes) == 1 and codes <= case.codes) or " " not in case.cell and codes != case.codes:
        return "got %s, expected %s: %s" % (sorted(codes), case.cell, findings[0]["message"])
    if value and value["value"] is not None:
        return "has a value beside its error"
    for finding in findings:
        wrong = check_words(case, finding) or check_help(case, finding)
        if wrong:
            return wrong
    return None


def report(failures):
    """Some failures of each operation: one mistake of the program fails many cells."""
    shown = {}
    for case, wrong in failures:
        shown.setdefault(case.heading, []).append((case, wrong))
    for heading, group in shown.items():
        for case, wrong in group[:SHOWN]:
            print("FAILED %s%s\n    %s" % (": %s = " % case.declared if case.declared else "", case.text, wrong))
        if len(group) > SHOWN:
            print("    and %d more of [%s]" % (len(group) - SHOWN, heading))


def main():
    cases = read_table(os.path.join(HERE, "table.txt"))
    failures, run = [], 0
    good = [case for case in cases if not case.codes]
    bad = [case for case in cases if case.codes]
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for number, case in enumerate(good):
            lines.append(definition(number, case))
            lines.append("y%d = x%d as %s" % (number, number, case.cell) if case.cell not in ("truth", "1") else "")
        values, findings, code = run_lines(folder, "values", lines)
        for number, case in enumerate(good):
            here = findings.get(2 * number + 1, []) + findings.get(2 * number + 2, [])
            wrong = "%s: %s" % (here[0]["code"], here[0]["message"]) if here else check_value(
                case, values.get("x%d" % number), values.get("y%d" % number))
            if wrong:
                failures.append((case, wrong))
        if code != 0 and not failures:
            failures.append((good[0], "exit code %d without a finding" % code))
        for start in range(0, len(bad), LINES_A_FILE):
            part = bad[start:start + LINES_A_FILE]
            values, findings, code = run_lines(folder, "errors%d" % start, [definition(i, case) for i, case in enumerate(part)])
            if code != 2:
                failures.append((part[0], "exit code %d for a file with errors" % code))
            for number, case in enumerate(part):
                wrong = check_error(case, findings.get(number + 1, []), values.get("x%d" % number))
                if wrong:
                    failures.append((case, wrong))
    report(failures)
    print("%d passed, %d failed" % (len(cases) - len(failures), len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
