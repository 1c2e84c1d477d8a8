# What may be typed: members behind a dot, units that fit first, fields of a claim and of a kind, operators; nothing in a comment.
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
x = north.
---
{"jsonrpc": "2.0", "id": 1, "method": "textDocument/completion", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 18, "character": 10}}}
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
x = 3 kWh as w
---
{"jsonrpc": "2.0", "id": 2, "method": "textDocument/completion", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 18, "character": 14}}}
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
x = p.
---
{"jsonrpc": "2.0", "id": 3, "method": "textDocument/completion", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 18, "character": 6}}}
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
claim c < 
---
{"jsonrpc": "2.0", "id": 4, "method": "textDocument/completion", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 18, "character": 10}}}
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
site east < m
---
{"jsonrpc": "2.0", "id": 5, "method": "textDocument/completion", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 18, "character": 13}}}
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
x = north.power 
---
{"jsonrpc": "2.0", "id": 6, "method": "textDocument/completion", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 18, "character": 16}}}
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
# x = nor
---
{"jsonrpc": "2.0", "id": 7, "method": "textDocument/completion", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 18, "character": 9}}}
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
x : kW = n
---
{"jsonrpc": "2.0", "id": 8, "method": "textDocument/completion", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 18, "character": 10}}}
---
{"jsonrpc": "2.0", "id": 99, "method": "shutdown"}
---
{"jsonrpc": "2.0", "method": "exit"}
END
