# Other names: in the file and its import, for kinds, parameters, scenarios; refused for names of the library and the language, and where a name would be taken.
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
{"jsonrpc": "2.0", "id": 1, "method": "textDocument/prepareRename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 5, "character": 4}}}
---
{"jsonrpc": "2.0", "id": 2, "method": "textDocument/rename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 5, "character": 4}, "newName": "units_there"}}
---
{"jsonrpc": "2.0", "id": 3, "method": "textDocument/rename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 14, "character": 25}, "newName": "tariff"}}
---
{"jsonrpc": "2.0", "id": 4, "method": "textDocument/rename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 9, "character": 1}, "newName": "hall"}}
---
{"jsonrpc": "2.0", "id": 5, "method": "textDocument/rename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 12, "character": 10}, "newName": "power_"}}
---
{"jsonrpc": "2.0", "id": 6, "method": "textDocument/rename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 15, "character": 10}, "newName": "huge"}}
---
{"jsonrpc": "2.0", "id": 7, "method": "textDocument/rename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 14, "character": 23}, "newName": "prices"}}
---
{"jsonrpc": "2.0", "id": 8, "method": "textDocument/rename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 5, "character": 4}, "newName": "draw"}}
---
{"jsonrpc": "2.0", "id": 9, "method": "textDocument/rename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 9, "character": 6}, "newName": "year"}}
---
{"jsonrpc": "2.0", "id": 10, "method": "textDocument/rename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 5, "character": 4}, "newName": "as"}}
---
{"jsonrpc": "2.0", "id": 11, "method": "textDocument/rename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 5, "character": 4}, "newName": "two words"}}
---
{"jsonrpc": "2.0", "id": 12, "method": "textDocument/prepareRename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 13, "character": 37}}}
---
{"jsonrpc": "2.0", "id": 13, "method": "textDocument/prepareRename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 11, "character": 8}}}
---
{"jsonrpc": "2.0", "id": 14, "method": "textDocument/prepareRename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 0, "character": 0}}}
---
{"jsonrpc": "2.0", "id": 15, "method": "textDocument/prepareRename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 1, "character": 8}}}
---
{"jsonrpc": "2.0", "id": 16, "method": "textDocument/rename", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 5, "character": 4}, "newName": "total"}}
---
{"jsonrpc": "2.0", "id": 99, "method": "shutdown"}
---
{"jsonrpc": "2.0", "method": "exit"}
END
