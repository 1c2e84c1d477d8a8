"""Why this file exists: what somebody sees at the prompt is a screen, not a stream of bytes. Here is `sce` at a pseudo-terminal
whose bytes go through a terminal emulator, so that a test types keys and looks at lines.

pexpect and pyte are Debian's, and `python3` may be another interpreter than Debian's, which then finds neither: a test that imports this
file is started again by /usr/bin/python3.
"""
import os
import sys
import time

DEBIAN_PYTHON = "/usr/bin/python3"
try:
    import pexpect
    import pyte
except ImportError:
    if os.environ.get("SCE_SCREEN_AGAIN") or not os.path.exists(DEBIAN_PYTHON):
        sys.exit("this test needs pexpect and pyte: on Debian, apt install python3-pexpect python3-pyte")
    os.environ["SCE_SCREEN_AGAIN"] = "1"
    os.execv(DEBIAN_PYTHON, [DEBIAN_PYTHON, *sys.argv])

SCE = os.path.abspath(os.environ.get("SCE", "build/sce"))
UP, TAB, CTRL_A, CTRL_C, CTRL_D, ENTER = "\x1b[A", "\t", "\x01", "\x03", "\x04", "\r"


def environment(home, **more):
    """What sce sees: a home of its own, and nothing of the user's."""
    plain = {"PATH": os.environ.get("PATH", ""), "TERM": "xterm", "LC_ALL": "C.UTF-8", "INPUTRC": "/dev/null", "HOME": home,
             "XDG_STATE_HOME": os.path.join(home, "state"), "XDG_CONFIG_HOME": os.path.join(home, "config"), "TMPDIR": home}
    plain.update({name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")})
    plain.update(more)
    return plain


class Screen:
    """sce at a terminal of `columns` by `lines`."""

    def __init__(self, home, *arguments, columns=100, lines=40, **more):
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.child = pexpect.spawn(SCE, list(arguments), env=environment(home, **more), dimensions=(lines, columns), timeout=10, cwd=home)
        self.child.delaybeforesend = None
        self.bytes = b""

    def read(self, seconds=0.02):
        """Takes in what has come; false when nothing has, or nobody is there any more."""
        try:
            got = self.child.read_nonblocking(65536, seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.bytes += got
        self.stream.feed(got)
        return True

    def lines(self):
        """The lines of the screen, without trailing blanks and without empty lines at the end."""
        lines = [line.rstrip() for line in self.screen.display]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def text(self):
        return "\n".join(self.lines())

    def wait(self, good, seconds=10.0):
        """Reads until `good(self)`; whether it came to that."""
        limit = time.monotonic() + seconds
        while not good(self):
            if time.monotonic() > limit:
                return False
            self.read()
        return True

    def wait_line(self, last, seconds=10.0):
        """Waits until the last line of the screen is this one."""
        return self.wait(lambda screen: screen.lines()[-1:] == [last], seconds)

    def prompt(self, seconds=10.0):
        return self.wait_line(">", seconds)

    def type(self, keys):
        self.child.send(keys)

    def say(self, line, seconds=10.0):
        """Types a line and waits for the next prompt; the lines between the two."""
        self.prompt(seconds)
        self.screen.reset()
        self.type(line + ENTER)
        self.wait(lambda screen: len(screen.lines()) > 1 and screen.lines()[-1] == ">", seconds)
        return self.lines()[1:-1]

    def resize(self, columns, lines):
        self.screen.resize(lines, columns)
        self.child.setwinsize(lines, columns)

    def leave(self):
        """Ctrl-D, and the exit code."""
        self.type(CTRL_D)
        self.wait(lambda screen: not screen.child.isalive(), 5)
        self.child.close()
        return self.child.exitstatus
