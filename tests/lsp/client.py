"""A client of `sce lsp` for tests: messages over pipes, and texts edited as the answers say."""

import json
import os
import select
import subprocess
from pathlib import Path
from urllib.parse import quote

TOP = Path(__file__).resolve().parents[2]
SCE = os.path.abspath(os.environ.get("SCE", TOP / "build/sce"))
ALL = {
    "textDocument": {
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    },
}


def frame(message):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def uri_of(path):
    return "file://" + quote(str(path))


class Client:
    """One server. What it tells by itself is kept in `told`; answers wait in `answers` by id."""

    def __init__(self, capabilities=None, start=True, folder=None, cache=None):
        environment = dict(os.environ)
        if cache:
            environment["XDG_CACHE_HOME"] = str(cache)
        self.process = subprocess.Popen([SCE, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=folder)
        self.bytes, self.told, self.answers, self.next = b"", [], {}, 1
        if start:
            self.request("initialize", {"capabilities": capabilities or ALL, "rootUri": uri_of(folder) if folder else None})
            self.notify("initialized", {})

    def send_bytes(self, data):
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def notify(self, method, params):
        self.send_bytes(frame({"jsonrpc": "2.0", "method": method, "params": params}))

    def ask(self, method, params):
        """Sends a request; returns its id."""
        self.next += 1
        self.send_bytes(frame({"jsonrpc": "2.0", "id": self.next, "method": method, "params": params}))
        return self.next

    def read(self, seconds=20):
        """One message, or None when none comes within the time."""
        while True:
            head, found, rest = self.bytes.partition(b"\r\n\r\n")
            if found:
                length = int(head.split(b"Content-Length:")[1].split(b"\r\n")[0])
                if len(rest) >= length:
                    self.bytes = rest[length:]
                    return json.loads(rest[:length])
            if not select.select([self.process.stdout], [], [], seconds)[0]:
                return None
            piece = os.read(self.process.stdout.fileno(), 1 << 16)
            if not piece:
                return None
            self.bytes += piece

    def wait(self, wanted, seconds=20):
        """The answer to a request."""
        while wanted not in self.answers:
            message = self.read(seconds)
            if message is None:
                raise TimeoutError(f"no answer to request {wanted}: {self.errors()}")
            if "method" in message:
                self.told.append(message)
            else:
                self.answers[message["id"]] = message
        return self.answers.pop(wanted)

    def request(self, method, params):
        return self.wait(self.ask(method, params))

    def result(self, method, params):
        return self.request(method, params).get("result")

    def open(self, uri, text, version=1):
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "sce", "version": version, "text": text}})

    def change(self, uri, text, version):
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]})

    def findings(self, uri, version=None, seconds=20):
        """What was told last of a document (of this version)."""
        while True:
            for message in reversed(self.told):
                params = message["params"]
                if message["method"].endswith("publishDiagnostics") and params["uri"] == uri and version in (None, params.get("version")):
                    return params["diagnostics"]
            message = self.read(seconds)
            if message is None:
                return None
            if "method" in message:
                self.told.append(message)
            else:
                self.answers[message["id"]] = message

    def at(self, method, uri, text, offset, **more):
        return self.request(method, {"textDocument": {"uri": uri}, "position": position(text, offset), **more})

    def errors(self):
        self.process.kill()
        return self.process.stderr.read().decode(errors="replace")

    def close(self):
        """Shuts down; returns the exit code and what was written to standard error."""
        self.request("shutdown", None)
        self.notify("exit", None)
        self.process.stdin.close()
        errors = self.process.stderr.read().decode(errors="replace")
        return self.process.wait(20), errors


def position(text, offset):
    """UTF-16."""
    before = text[:offset]
    line = before.rfind("\n") + 1
    return {"line": before.count("\n"), "character": len(before[line:].encode("utf-16-le")) // 2}


def offset_of(text, place):
    line = 0
    for _ in range(place["line"]):
        line = text.index("\n", line) + 1
    seen, at = 0, line
    while seen < place["character"]:
        seen += len(text[at].encode("utf-16-le")) // 2
        at += 1
    return at


def apply(text, edits):
    for edit in sorted(edits, key=lambda e: offset_of(text, e["range"]["start"]), reverse=True):
        start, end = (offset_of(text, edit["range"][side]) for side in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
    return text
