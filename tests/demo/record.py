#!/usr/bin/env python3
"""Why this file exists: a picture of a terminal that somebody drew shows what the program printed once. This one is recorded: the commands of session.txt run at a
pseudo-terminal, a terminal emulator (pyte) reads what they write, and its screen becomes session.svg, text that can be selected, in the colours of the terminal, for
light and dark pages. The same program gives the same bytes: size, order and timing are fixed here, and nothing is taken from the machine.

  record.py [--sce BINARY] [-o FILE]    FILE is session.svg beside this script unless given; `-` is standard output

Exit code 2 where a command cannot be run.
"""

import argparse
import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from xml.sax.saxutils import escape

try:
    import pyte
except ImportError:  # another Python stands before Debian's, which has the package
    sys.path.append("/usr/lib/python3/dist-packages")
    import pyte

HERE = Path(__file__).resolve().parent
COLUMNS, MOST_ROWS = 112, 400
ADVANCE, LINE, SIZE, MARGIN = 7.8, 18, 13, 16  # of a letter, of a row, of the font, around all
TYPING, READING = 0.6, 1.8                     # seconds from a command to its output, and from there to the next command
SECONDS_A_COMMAND = 60

STYLE = """
text { font: %dpx ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre; fill: #1f2328 }
rect { fill: #f6f8fa; stroke: #d1d9e0 }
.prompt { fill: #59636e }
.b { font-weight: bold }
.red { fill: #b3261e } .green { fill: #1a7f37 } .yellow { fill: #845306 } .blue { fill: #0550ae } .magenta { fill: #8250df } .cyan { fill: #1b6b75 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
rect { fill: #0d1117; stroke: #3d444d }
.prompt { fill: #9198a1 }
.red { fill: #ff8f85 } .green { fill: #56d364 } .yellow { fill: #e3b341 } .blue { fill: #79c0ff } .magenta { fill: #d2a8ff } .cyan { fill: #76e3ea }
}
g { animation: appear .2s both }
@keyframes appear { from { opacity: 0 } }
@media (prefers-reduced-motion: reduce), print { g { animation: none } }
""" % SIZE
NAMES = {"brown": "yellow", "brightred": "red", "brightgreen": "green", "brightbrown": "yellow", "brightblue": "blue", "brightmagenta": "magenta", "brightcyan": "cyan"}


def commands():
    lines = (HERE / "session.txt").read_text(encoding="utf-8").split("\n")
    return [line[2:] for line in lines if line.startswith("$ ")]


def environment(tools):
    """What a terminal tells a program, and no more."""
    return {"PATH": f"{tools}{os.pathsep}/usr/bin{os.pathsep}/bin", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": str(tools)}


def run(command, folder, tools):
    """The bytes that a command writes to its terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", MOST_ROWS, COLUMNS, 0, 0))
    child = subprocess.Popen(["sh", "-c", command], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment(tools), start_new_session=True)
    os.close(theirs)
    seen, until = b"", time.monotonic() + SECONDS_A_COMMAND
    while time.monotonic() < until and select.select([ours], [], [], max(0.0, until - time.monotonic()))[0]:
        try:
            block = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not block:
            break
        seen += block
    if child.poll() is None and time.monotonic() >= until:
        child.kill()
        raise SystemExit(f"record.py: `{command}` has not ended in {SECONDS_A_COMMAND} seconds")
    os.close(ours)
    if child.wait() in (126, 127):
        raise SystemExit(f"record.py: `{command}` cannot be run: {seen.decode('utf-8', 'replace').strip()}")
    return seen


def screen_of(output):
    """What stands on the terminal after that output: rows of cells, as far as there is something."""
    screen = pyte.Screen(COLUMNS, MOST_ROWS)
    pyte.ByteStream(screen).feed(output)
    rows = [[screen.buffer[row][column] for column in range(COLUMNS)] for row in range(MOST_ROWS)]
    while rows and not "".join(cell.data for cell in rows[-1]).strip():
        rows.pop()
    return rows


def style_of(cell):
    color = NAMES.get(cell.fg, cell.fg)
    return " ".join(([] if color in ("default", "white", "black") else [color]) + (["b"] if cell.bold else []))


def runs_of(row):
    """Neighbours of one style together: pairs of style and text, without blanks at the end."""
    runs = []
    for cell in row:
        style = style_of(cell) if cell.data.strip() else None  # a blank looks the same in all styles
        if runs and style in (None, runs[-1][0]):
            runs[-1][1] += cell.data
        else:
            runs.append([style or "", cell.data])
    while runs and not runs[-1][1].strip():
        runs.pop()
    if runs:
        runs[-1][1] = runs[-1][1].rstrip()
    return runs


def line(runs, row):
    """A row as text: as wide as its cells, whatever font there is."""
    length = sum(len(text) for _, text in runs)
    spans = "".join(f'<tspan class="{style}">{escape(text)}</tspan>' if style else escape(text) for style, text in runs)
    return f'<text x="{MARGIN}" y="{MARGIN + LINE * row + SIZE}" textLength="{length * ADVANCE:.1f}" xml:space="preserve">{spans}</text>'


def draw(steps):
    """Steps are (seconds, rows of runs); the document."""
    body, row = [], 0
    for seconds, rows in steps:
        lines = [line(runs, row + i) for i, runs in enumerate(rows) if runs]
        row += len(rows)
        body.append(f'<g style="animation-delay:{seconds:.1f}s">\n' + "\n".join(lines) + "\n</g>")
    width, height = COLUMNS * ADVANCE + 2 * MARGIN, row * LINE + 2 * MARGIN
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}" role="img">\n'
            f"<title>A terminal session with sce</title>\n<style>{STYLE}</style>\n"
            f'<rect x=".5" y=".5" width="{width - 1:.0f}" height="{height - 1}" rx="8"/>\n' + "\n".join(body) + "\n</svg>\n")


def record(sce):
    steps, seconds = [], 0.0
    with tempfile.TemporaryDirectory() as room:
        folder, tools = Path(room) / "plans", Path(room) / "tools"
        folder.mkdir()
        tools.mkdir()
        (tools / "sce").symlink_to(Path(sce).resolve())
        for path in sorted(HERE.glob("*.sce")):
            shutil.copy(path, folder)
        for command in commands():
            rows = [runs_of(row) for row in screen_of(run(command, folder, tools))]
            steps.append((seconds, [[["prompt", "$ "], ["b", command]]]))
            steps.append((seconds + TYPING, rows + [[]]))
            seconds += TYPING + READING
    steps[-1][1].pop()
    return draw(steps)


def main():
    parser = argparse.ArgumentParser(description="records session.txt as a picture")
    parser.add_argument("--sce", default=os.environ.get("SCE", HERE.parents[1] / "build/sce"))
    parser.add_argument("-o", default=HERE / "session.svg")
    arguments = parser.parse_args()
    if not os.access(arguments.sce, os.X_OK):
        raise SystemExit(f"record.py: there is no program `{arguments.sce}`; `make` builds it")
    picture = record(arguments.sce)
    if str(arguments.o) == "-":
        sys.stdout.write(picture)
    else:
        Path(arguments.o).write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
