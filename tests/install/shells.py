"""Why this file exists: completions are code that only a shell runs, at a terminal. This module asks three shells what they would offer behind a line: bash and zsh by a key that
inserts all matches, typed at through a pseudo-terminal, fish by its own `complete -C`.

Each function takes the file with the completions, the folder with `sce`, the folder to stand in, lines, and pairs of a line and a word; it returns a list of words for each.
"""

import os
import pty
import select
import shlex
import signal
import subprocess
import time

SECONDS = 20


class Terminal:
    """A program at a pseudo-terminal that nobody echoes to."""

    def __init__(self, command, folder, environment):
        self.pid, self.descriptor = pty.fork()
        if not self.pid:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)
        self.text = ""

    def type(self, text):
        os.write(self.descriptor, text.encode())

    def wait_for(self, mark):
        """Everything up to the mark, and takes it away."""
        end = time.monotonic() + SECONDS
        while mark not in self.text:
            ready, _, _ = select.select([self.descriptor], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise TimeoutError(f"no {mark!r} in {self.text[-400:]!r}")
            self.text += os.read(self.descriptor, 65536).decode("utf-8", "replace")
        before, _, self.text = self.text.partition(mark)
        return before

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.close(self.descriptor)
        os.waitpid(self.pid, 0)


def environment(binaries, **more):
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR") if name in os.environ}
    return {**kept, "PATH": f"{binaries}:/usr/local/bin:/usr/bin:/bin", "TERM": "xterm", "LC_ALL": "C.UTF-8", "COLUMNS": "4000", "LINES": "100", **more}


# Shows its arguments, one in each pair of brackets; questions of the completion go to the program.
STAND_IN = "sce() { if [ \"$1\" = --complete ]; then command sce \"$@\"; else printf '<%s>\\n' \"$@\"; echo 'all''done'; fi; }\n"


def words_of(shown):
    return [part.partition(">")[0] for part in shown.split("<")[1:]]


def ask_terminal(terminal, lines, presses):
    """All matches of each line, then what one press of the Tab key and a word make of others."""
    found = []
    for line in [line + "\x18\x01" for line in lines] + [f"{line}\t{word}" for line, word in presses]:
        terminal.type(line + "\n")
        found.append(words_of(terminal.wait_for("alldone")))
    return found


def bash_offers(completions, binaries, folder, lines, presses):
    terminal = Terminal(["bash", "--norc", "--noprofile", "-i"], folder, environment(binaries, PS1="", HISTFILE="/dev/null", INPUTRC="/dev/null"))
    try:
        terminal.type("stty -echo cols 4000; bind 'set enable-bracketed-paste off'; bind '\"\\C-x\\C-a\": insert-completions'\n")
        terminal.type(f"{STAND_IN}source {shlex.quote(str(completions))}; echo 'all''set'\n")
        terminal.wait_for("allset")
        return ask_terminal(terminal, lines, presses)
    finally:
        terminal.close()


def zsh_offers(completions, binaries, folder, lines, presses):
    """`completions` is the function _sce in a folder of its own."""
    terminal = Terminal(["zsh", "-f", "-i"], folder, environment(binaries, PS1="", RPS1="", HISTFILE="/dev/null"))
    try:
        terminal.type("stty -echo cols 4000; unsetopt prompt_sp prompt_cr; zle_bracketed_paste=(); zle_highlight=(none)\n")
        terminal.type(f"fpath=({shlex.quote(str(completions.parent))} $fpath); autoload -Uz compinit; compinit -u -D; _all() {{ _generic \"$@\" }}\n")
        terminal.type("zstyle ':completion:all:*' completer _all_matches _complete; zstyle ':completion:all:*' insert true; zstyle ':completion:*' list-prompt ''\n")
        terminal.type("zstyle ':completion:all:*' menu no; zle -C all complete-word _all; bindkey '^X^A' all\n")
        terminal.type(f"{STAND_IN}echo 'all''set'\n")
        terminal.wait_for("allset")
        return ask_terminal(terminal, lines, presses)
    finally:
        terminal.close()


def fish_offers(completions, binaries, folder, lines, presses):
    script = f"source {shlex.quote(str(completions))}\n"
    for line in lines:
        escaped = line.replace("\\", "\\\\").replace("'", "\\'")
        script += f"complete -C '{escaped}'; echo -----\n"
    done = subprocess.run(["fish", "--no-config", "-c", script], cwd=folder, capture_output=True, text=True, timeout=SECONDS * 3, check=False, stdin=subprocess.DEVNULL,
                          env=environment(binaries, XDG_CONFIG_HOME=str(folder), XDG_DATA_HOME=str(folder)))
    if done.stderr:
        raise RuntimeError(done.stderr)
    parts = done.stdout.split("-----\n")[:-1]
    return [[word.partition("\t")[0] for word in part.splitlines()] for part in parts]
