# The outline of a document.
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
{"jsonrpc": "2.0", "id": 1, "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": "file:///replay/main.sce"}}}
---
{"jsonrpc": "2.0", "id": 99, "method": "shutdown"}
---
{"jsonrpc": "2.0", "method": "exit"}
END
