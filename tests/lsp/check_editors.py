#!/usr/bin/env python3
"""Real clients: Neovim's own (headless), eglot in Emacs (batch), and vscode-jsonrpc under Node open a file with a mistake, see it, mend it, hover, rename and lay
out. A client that is not installed is a failure: README.md says which of them the tests ask for.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from checks import check, equal, finish  # noqa: E402
from client import SCE, TOP  # noqa: E402

HERE = Path(__file__).resolve().parent
FOLDER = Path(tempfile.mkdtemp()).resolve()
TEXT = "power = 3 kW\n# twice as much\n\ntotal = pwer * 2\n"
MESSAGE = "there is no `pwer` here"


def run(title, command, **environment):
    """Its lines as a dictionary."""
    folder = FOLDER / title
    folder.mkdir()
    path = folder / "main.sce"
    path.write_text(TEXT)
    home = {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_STATE_HOME": str(folder), "TERM": "dumb"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, env={**os.environ, **home, "SCE": SCE, "LSP_FILE": str(path), **environment})
    lines = dict(line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)
    check(f"{title}: it comes to its end", done.returncode == 0 and "done" in lines, f"  exit {done.returncode}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}")
    return lines


def check_common(title, lines):
    check(f"{title}: finding", MESSAGE in lines.get("finding", ""), str(lines))
    check(f"{title}: hover", "3 kW" in lines.get("hover", ""), str(lines))


def check_editor(title, command):
    if not shutil.which(command[0]):
        check(f"{title}: {command[0]} is installed", False, "  `make deps` installs it")
        return
    lines = run(title, command)
    check_common(title, lines)
    equal(f"{title}: definition, renaming, layout", [lines.get(name) for name in ("definition", "renamed", "laid out")], ["0", "load_ = 3 kW", "total = load_ * 2"])
    if title == "Neovim":
        equal("Neovim: completion", lines.get("completion"), "power")


def node_modules():
    """The package, installed once below the build folder; None, and a failure, when it cannot be had."""
    if not (shutil.which("node") and shutil.which("npm")):
        check("Node: node and npm are installed", False, "  `make deps` installs them")
        return None
    folder = TOP / "build/lsp-node"
    if (folder / "node_modules/vscode-jsonrpc/node.js").is_file():
        return folder / "node_modules"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        check("Node: vscode-jsonrpc is installed", False, done.stderr[-1500:])
        return None
    return folder / "node_modules"


def check_node():
    modules = node_modules()
    if not modules:
        return
    lines = run("Node", ["node", str(HERE / "node.js")], NODE_PATH=str(modules))
    check_common("Node", lines)
    wanted = {"encoding": "utf-16", "registers": "workspace/didChangeWatchedFiles", "findings": "0", "renamed": "2", "page": "true", "symbols": "true", "done": "0"}
    equal("Node: the rest", {name: lines.get(name) for name in wanted}, wanted)
    check("Node: refused", "`total` is defined twice" in lines.get("refused", ""), str(lines))


def main():
    check_editor("Neovim", ["nvim", "--headless", "--clean", "-n", "-c", f"luafile {HERE / 'neovim.lua'}"])
    check_editor("Emacs", ["emacs", "--batch", "--quick", "--load", str(HERE / "emacs.el")])
    check_node()
    return finish()


sys.exit(main())
