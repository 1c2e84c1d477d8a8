"""A git repository in a temporary folder that depends on nothing outside: no configuration of the user or the machine, fixed names and dates."""

import os
import subprocess
from pathlib import Path

# What a surrounding repository, a hook or a user may have set is not handed on.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
ENVIRONMENT.update(
    LC_ALL="C", GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", GIT_PAGER="cat", GIT_TERMINAL_PROMPT="0",
    GIT_AUTHOR_NAME="Ann", GIT_AUTHOR_EMAIL="ann@example.org", GIT_AUTHOR_DATE="2024-05-01T12:00:00Z",
    GIT_COMMITTER_NAME="Ann", GIT_COMMITTER_EMAIL="ann@example.org", GIT_COMMITTER_DATE="2024-05-01T12:00:00Z",
    GIT_ALLOW_PROTOCOL="file")


def run(words, folder, environment=None, **more):
    """Standard output, standard error and exit code of a command."""
    more.setdefault("input", b"")
    done = subprocess.run(words, cwd=folder, env=environment or ENVIRONMENT, capture_output=True, timeout=120, check=False, **more)
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), done.returncode


class Repository:
    def __init__(self, folder, bare=False):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True)
        self.git("init", "-q", "-b", "main", *(["--bare"] if bare else []))

    def git(self, *words, fails=False):
        """What git prints; an exit code other than 0 ends the test unless it is expected."""
        out, err, code = run(["git", *words], self.folder)
        if code and not fails:
            raise RuntimeError(f"git {' '.join(words)}: {code}\n{out}{err}")
        return out

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self, message="A change"):
        """Commits all that is there; returns the hash."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()
