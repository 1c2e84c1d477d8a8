# What stands at the pointer: fields with values over scenarios, members of a kind, functions, parameters, imports, units, claims.
"$SCE" lsp --replay <<'END'
{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}, "publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true}, "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}}}}
---
>>> file:///replay/parts.sce
price = $0.10/kWh  @ "a contract"
---
>>> file:///replay/main.sce
# a site and what it takes
use "parts.sce" as p

kind site <
  # how many stand there
  machines = 100
  draw : kW = 2 kW
  out power : kW = machines * draw
>
site north < machines = 250; draw = 1.5 kW >
site south from north < machines = 40 >
year = sweep(2024 .. 2026)
fn scaled(x, by_ = 2) = x * by_
total = north.power + south.power as MW
cost = scaled(total) * p.price * 1 hour
scenario large < north.machines = 1000 >
claim known < value = north.power; says = 375 kW > @ "the plan"
total[large]
---
{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 9, "character": 13}}}
---
{"jsonrpc": "2.0", "id": 2, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 13, "character": 0}}}
---
{"jsonrpc": "2.0", "id": 3, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 13, "character": 15}}}
---
{"jsonrpc": "2.0", "id": 4, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 7, "character": 6}}}
---
{"jsonrpc": "2.0", "id": 5, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 14, "character": 8}}}
---
{"jsonrpc": "2.0", "id": 6, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 14, "character": 25}}}
---
{"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 12, "character": 24}}}
---
{"jsonrpc": "2.0", "id": 8, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 13, "character": 38}}}
---
{"jsonrpc": "2.0", "id": 9, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 16, "character": 6}}}
---
{"jsonrpc": "2.0", "id": 10, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 1, "character": 7}}}
---
{"jsonrpc": "2.0", "id": 11, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 10, "character": 19}}}
---
{"jsonrpc": "2.0", "id": 12, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 0, "character": 3}}}
---
{"jsonrpc": "2.0", "id": 99, "method": "shutdown"}
---
{"jsonrpc": "2.0", "method": "exit"}
END
