#!/usr/bin/env python3
"""Random bytes and random edits: the language server goes on whatever is typed, asked or sent. LSP_SEED and LSP_ROUNDS ask for other and for more."""

import json
import os
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from checks import check, equal, finish  # noqa: E402
from client import ALL, TOP, Client, frame, position  # noqa: E402

SEED = int(os.environ.get("LSP_SEED", "1"))
ROUNDS = int(os.environ.get("LSP_ROUNDS", "120"))
ASKED = ["hover", "definition", "references", "prepareRename", "rename", "documentSymbol", "completion", "formatting", "inlayHint", "codeLens"]
PIECES = ["<", ">", "=", ".", "(", ")", "[", "]", "as ", "over ", "kind ", "from ", "use \"other.sce\" as p\n", "use \"other.sce\"\n", "each x : kW\n", "scenario s < ", "claim c < ", "\n", " ", ";", "\"", "#", "@", "3 kW",
          "1e9", "H100.", "std.", "sweep(1, 2, 3)", "prev(", "µ", "𝄞", "\0", "\r\n", "\r", "fn f(a, b) = ", "unit u : ", "dimension d = ", "if a then ", "10%", "$2/hour", "zz", "out ", "in 0 .. 1", "fleet < ", "model m < "]
MAIN, OTHER = "file:///nowhere/main.sce", "file:///nowhere/other.sce"


def texts():
    folders = ["syntax", "names", "kinds", "scenarios", "samples", "claims", "modules"]
    paths = sorted((TOP / "examples").glob("*.sce")) + [path for name in folders for path in sorted((TOP / "tests/golden" / name).glob("*.sce"))]
    return [path.read_bytes().decode(errors="replace") for path in paths if path.stat().st_size < 6000]


def mutate(chance, text, pool):
    for _ in range(chance.randint(1, 6)):
        at, upto = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        what = chance.randrange(5)
        if what == 0:
            text = text[:at] + chance.choice(PIECES) + text[at:]
        elif what == 1:
            text = text[:at] + text[min(upto, at + 30):]
        elif what == 2:
            text = text[:at] + text[at:upto][:200] + text[at:]
        elif what == 3:
            other = chance.choice(pool)
            begin = chance.randint(0, len(other))
            text = text[:at] + other[begin : begin + 200] + text[at:]
        else:
            text = text[:at] + chance.choice(PIECES) + text[at + 1 :]
    return text[:20000]


def ask(chance, client, uri, text):
    method = chance.choice(ASKED)
    place = position(text, chance.randint(0, len(text))) if chance.random() < 0.95 else {"line": chance.randint(-1, 10**6), "character": chance.randint(-1, 10**6)}
    params = {"textDocument": {"uri": uri}, "position": place, "newName": chance.choice(["zz", "total", "kW", "x", "sora"]), "context": {"includeDeclaration": True}, "options": {},
              "range": {"start": {"line": 0, "character": 0}, "end": place}}
    return client.request(f"textDocument/{method}", params)


def check_edits():
    chance, pool = random.Random(SEED), texts()
    client = Client({**ALL, "general": {"positionEncodings": ["utf-8"]}} if SEED % 2 else ALL, cache=Path(tempfile.mkdtemp()))
    held = {MAIN: chance.choice(pool), OTHER: "price = 3 USD\n"}
    for uri, text in held.items():
        client.open(uri, text)
    answered = 0
    for version in range(2, ROUNDS):
        uri = OTHER if chance.random() < 0.2 else MAIN
        held[uri] = mutate(chance, chance.choice(pool) if chance.random() < 0.3 else held[uri], pool)
        client.change(uri, held[uri], version)
        for _ in range(chance.randint(0, 5)):
            answer = ask(chance, client, uri, held[uri])
            answered += "result" in answer or answer["error"]["code"] in (-32803, -32602)
        if chance.random() < 0.05:
            client.notify("textDocument/didClose", {"textDocument": {"uri": OTHER}})
            client.open(OTHER, held[OTHER], version)
    check("it answered", answered > ROUNDS, f"  {answered}")
    equal("it ends well", client.close(), (0, ""))


def check_bytes():
    """Whatever arrives, a sound request behind it is answered, unless the bytes before it promise more."""
    chance = random.Random(SEED + 1)
    sound = frame({"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {"textDocument": {"uri": MAIN}}})
    for number in range(ROUNDS // 8):
        client = Client(start=number % 2 == 0)
        for _ in range(20):
            data = bytearray(chance.choice([sound, frame(json.dumps({"method": chance.choice(["textDocument/didOpen", "textDocument/didChange", "initialize", "x"]), "params": chance.choice([None, [], {}, 3, {"textDocument": 3}, {"textDocument": {"uri": MAIN, "text": 4}}, {"contentChanges": [3]}])}).encode())]))
            for _ in range(chance.randint(0, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            client.send_bytes(bytes(data) + bytes(chance.randrange(256) for _ in range(chance.choice([0, 0, 30]))))
        client.process.stdin.close()
        client.process.stdout.read()
        errors = client.process.stderr.read().decode(errors="replace")
        code = client.process.wait(20)
        check(f"random bytes {number}", code in (0, 1) and not errors, f"  exit {code}: {errors[:2000]}")


def main():
    check_edits()
    check_bytes()
    return finish()


sys.exit(main())
