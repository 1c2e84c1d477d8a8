#!/usr/bin/env python3
"""The picture of the README is what this program prints: it is recorded once more, twice, and compared byte by byte. And it is a picture that a page can show: small,
sound XML without scripts or links, its text selectable and in the order of the session, in colours that can be read on light and on dark.
"""

import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
sys.path.insert(0, str(TOP / "tests/support"))
sys.path.insert(0, str(HERE))
import record  # noqa: E402
from checks import check, equal, finish  # noqa: E402

SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 60000


def luminance(color):
    parts = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def check_colors(style):
    """Every colour of letters against the background of its theme: the contrast that guidelines ask of text, 4.5 to 1."""
    light, _, dark = style.partition("@media (prefers-color-scheme: dark)")
    for theme, text in (("light", light), ("dark", dark)):
        ground = re.search(r"rect \{ fill: (#\w{6})", text)
        colors = re.findall(r"(?:^|\s)(text|\.\w+) \{[^}]*fill: (#\w{6})", text)
        check(f"{theme}: colours", ground and len(colors) == 8, f"  {colors}")
        for name, color in colors if ground else []:
            above, below = sorted((luminance(color), luminance(ground.group(1))), reverse=True)
            check(f"{theme}: {name} can be read", (above + 0.05) / (below + 0.05) >= 4.5, f"  {(above + 0.05) / (below + 0.05):.2f} to 1")


def check_text(root):
    """Prompts and commands in order; what `sce run` prints to a pipe is what stands below its command."""
    rows = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    equal("the commands", [row[2:] for row in rows if row.startswith("$ ")], record.commands())
    for command in record.commands():
        if "'" in command or not command.startswith("sce "):
            continue
        done = subprocess.run([SCE, *command.split()[1:]], cwd=HERE, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, env=dict(os.environ, LC_ALL="C"))
        at = rows.index("$ " + command) + 1
        wanted = [line.rstrip() for line in done.stdout.split("\n") if line.strip()]
        equal(f"what `{command}` shows", rows[at:at + len(wanted)], wanted)
    for row in rows:
        check("no row is broken", len(row) <= record.COLUMNS, row)


def check_sound(text):
    root = tree.fromstring(text)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    check("nothing but text and a frame", tags <= {"svg", "title", "style", "rect", "g", "text", "tspan"}, f"  {sorted(tags)}")
    check("no address but that of SVG itself", re.findall(r"\w+://[^\"\s]*", text) == ["http://www.w3.org/2000/svg"])
    check("no path of this machine", str(TOP) not in text and tempfile.gettempdir() + "/" not in text)
    check_colors(root.find(f"{SVG}style").text)
    check_text(root)


def main():
    committed = (HERE / "session.svg").read_text(encoding="utf-8")
    check("its size", len(committed.encode()) < MOST_BYTES, f"  {len(committed.encode())}")
    for time in ("once more", "twice"):
        check(f"recorded {time}", record.record(SCE) == committed, "  session.svg is stale: `make demo` records it anew")
    check_sound(committed)
    check("the README shows it", "tests/demo/session.svg" in (TOP / "README.md").read_text(encoding="utf-8"))
    return finish()


if __name__ == "__main__":
    sys.exit(main())
