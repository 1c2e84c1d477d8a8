#!/usr/bin/env python3
"""The language server on the wire: messages in pieces and many in one, broken headers, large texts, cancelled requests, bursts of changes, exit codes, files on the
disk, and how fast an edit in a large file is answered.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from checks import check, equal, finish  # noqa: E402
from client import SCE, Client, apply, frame, uri_of  # noqa: E402

FOLDER = Path(tempfile.mkdtemp()).resolve()
SLOW = "asan" in SCE


def new(**more):
    return Client(cache=FOLDER / "cache", **more)


def end(client, title, code=0):
    got, errors = client.close()
    equal(f"{title}: exit code and standard error", (got, errors), (code, ""))


def check_framing():
    client = new()
    message = frame({"jsonrpc": "2.0", "id": 100, "method": "unheard/of", "params": None})
    for byte in range(len(message)):
        client.send_bytes(message[byte : byte + 1])
    equal("a message byte by byte", client.wait(100)["error"]["code"], -32601)
    client.send_bytes(b"".join(frame({"jsonrpc": "2.0", "id": n, "method": "unheard/of"}) for n in range(200, 300)))
    equal("a hundred messages at once", {client.wait(n)["error"]["code"] for n in range(200, 300)}, {-32601})
    body = b'{"jsonrpc": "2.0", "id": 101, "method": "unheard/of"}'
    client.send_bytes(b"content-LENGTH: %d  \r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n" % len(body) + body)
    equal("further headers, other case", client.wait(101)["error"]["code"], -32601)
    client.send_bytes(b"Content-Length: %d\n\n" % len(body) + body)
    equal("bare line ends", client.wait(101)["error"]["code"], -32601)
    for header in (b"Content-Length: many\r\n\r\n", b"Length: 3\r\n\r\n", b"Content-Length: -5\r\n\r\n", b"Content-Length: 99999999999999999999\r\n\r\n", b"x" * 10000 + b"\r\n\r\n"):
        client.send_bytes(header)
        equal(f"header {header[:30]!r}", client.wait(None)["error"]["code"], -32700)
        client.answers.clear()
    client.send_bytes(frame(b"\xff\xfe{}"))
    equal("no JSON", client.wait(None)["error"]["code"], -32700)
    client.send_bytes(frame({"jsonrpc": "2.0", "id": 102, "method": "unheard/of"}))
    equal("reading goes on", client.wait(102)["error"]["code"], -32601)
    end(client, "framing")


def check_ends():
    client = new()
    client.notify("exit", None)
    equal("exit without shutdown", client.process.wait(20), 1)
    client = new()
    client.process.stdin.close()
    equal("the client hangs up", client.process.wait(20), 1)
    client = new()
    client.request("shutdown", None)
    client.process.stdin.close()
    equal("it hangs up after shutdown", client.process.wait(20), 0)
    client = new()
    client.send_bytes(b"Content-Length: 1000\r\n\r\n{")
    client.process.stdin.close()
    equal("it hangs up in a message", client.process.wait(20), 1)


def check_cancel():
    client = new()
    uri = uri_of(FOLDER / "cancel.sce")
    ask = {"jsonrpc": "2.0", "id": "a", "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": uri}}}
    client.open(uri, "x = 3\n")
    client.send_bytes(frame(ask) + frame({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "a"}}))
    equal("cancelled before it was begun", client.wait("a")["error"]["code"], -32800)
    client.send_bytes(frame({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "b"}}) + frame(ask))
    equal("cancelled, and asked again", client.wait("a")["result"][0]["name"], "x")
    end(client, "cancelling")


def check_burst():
    client = new()
    uri = uri_of(FOLDER / "burst.sce")
    changes = [{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {"uri": uri, "version": n}, "contentChanges": [{"text": f"x = {n} +\n"}]}} for n in range(2, 52)]
    client.open(uri, "x = 1\n")
    client.findings(uri, 1)
    client.send_bytes(b"".join(map(frame, changes)))
    check("findings of the last change", len(client.findings(uri, 51) or []) == 1)
    told = [message["params"]["version"] for message in client.told if message["params"].get("version", 0) > 1]
    check("a burst is judged once", len(told) <= 2, f"  {told}")
    end(client, "a burst")


def check_files():
    """Imports from the disk and from the editor, what is outside, and copies of the library."""
    (FOLDER / "parts").mkdir()
    (FOLDER / "parts/a b%.sce").write_text("price = 3 USD\n")
    main, part = FOLDER / "main.sce", FOLDER / "parts/a b%.sce"
    text = 'use "parts/a b%.sce"\ntotal = price * 2\nspeed = H100.bf16\n'
    client = new(folder=FOLDER)
    client.open(uri_of(main), text)
    equal("an import from the disk", client.findings(uri_of(main), 1), [])
    place = client.at("textDocument/definition", uri_of(main), text, text.index("price"))["result"]
    equal("its place", (place["uri"], place["range"]["start"]), (uri_of(part), {"line": 0, "character": 0}))
    client.open(uri_of(part), "price = 3 +\n")
    check("from the editor", len(client.findings(uri_of(part), 1) or []) == 1)
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri_of(part)}})
    client.change(uri_of(main), text + "# more\n", 2)
    equal("from the disk again", client.findings(uri_of(main), 2), [])
    part.write_text("cost = 3 USD\n")
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri_of(part), "type": 2}]})
    client.told.clear()
    check("the disk changed", any(finding["code"] == "E0201" for finding in client.findings(uri_of(main)) or []))
    place = client.at("textDocument/definition", uri_of(main), text, text.index("bf16"))["result"]
    copy = Path(place["uri"][7:])
    check("the library is a file, read only", copy.name == "hardware.sce" and copy.is_file() and not copy.stat().st_mode & 0o222, str(copy))
    copied = copy.read_text()
    client.open(place["uri"], copied)
    answer = client.at("textDocument/prepareRename", place["uri"], copied, copied.index("H100"))
    check("which is not renamed in", "read only" in answer.get("error", {}).get("message", ""), str(answer))
    check("nor judged", not [m for m in client.told if m["params"]["uri"] == place["uri"]])
    end(client, "files")


def check_examples():
    """What stands beside the pointer has the example of a function of the core, and that in the comment of a kind as a block of code."""
    text = "# Boxes.\n#\n#     box b < width = 2 >\nkind box < width : m >\nbox one < width = 3 >\nwork = training_work(7e9, 1e12)\n"
    path = FOLDER / "examples.sce"
    path.write_text(text)
    client = new()
    client.open(uri_of(path), text)
    answers = [client.at("textDocument/hover", uri_of(path), text, text.index(word))["result"]["contents"]["value"] for word in ("training_work", "box one")]
    check("a function's example", "sce -e 'training_work(" in answers[0], answers[0])
    check("a kind's example", "Boxes.\n\n    box b < width = 2 >" in answers[1], answers[1])
    end(client, "examples")


def check_large():
    """A text of a megabyte in one message, and the time from an edit to its findings and a hover."""
    lines = ["x0 = 3 kW"] + [f"x{i} : kW = x{i - 1} * 1.0001 + {i} W  # field {i}" for i in range(1, 10000)]
    text = "\n".join(lines) + "\n"
    path = FOLDER / "large.sce"
    path.write_text(text)
    begun = time.monotonic()
    for _ in range(3):
        subprocess.run([SCE, "check", path.name], cwd=FOLDER, check=True)
    alone = (time.monotonic() - begun) / 3
    client, best = new(), float("inf")
    client.open(uri_of(path), text)
    client.findings(uri_of(path), 1)
    for version in range(2, 8):
        message = frame({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {"uri": uri_of(path), "version": version}, "contentChanges": [{"text": text + f"y = {version}\n"}]}})
        begun = time.monotonic()
        client.send_bytes(message)
        client.findings(uri_of(path), version)
        answer = client.at("textDocument/hover", uri_of(path), text, text.index("x5000 :"))
        best = min(best, time.monotonic() - begun)
    check("the hover is right", "x4999 * 1.0001" in answer["result"]["contents"]["value"], str(answer)[:300])
    print(f"an edit in 10,000 fields: {best * 1000:.0f} ms to findings and hover, {best / alone:.1f} times `sce check`")
    check("an edit is answered within 8 times `sce check`", best < 8 * alone or SLOW, f"  {best * 1000:.1f} ms against {alone * 1000:.1f} ms")
    client.open(uri_of(FOLDER / "wide.sce"), "x = 1" + " + 1" * 300000 + "\n")
    equal("a line of a megabyte", client.findings(uri_of(FOLDER / "wide.sce"), 1), [])
    end(client, "large texts")


def main():
    check_framing()
    check_ends()
    check_cancel()
    check_burst()
    check_files()
    check_examples()
    check_large()
    return finish()


sys.exit(main())
