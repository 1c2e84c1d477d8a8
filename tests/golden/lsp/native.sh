# Native libraries are never loaded: what rests on a call of one has no value, and a finding says so; all else is there.
"$SCE" lsp --replay <<'END'
{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}}}
---
>>> file:///replay/main.sce
extern "./libnone.so" wait_time(rate : 1/s, servers : 1) : s
rate = 2 / (1 s)
wait = wait_time(2/s, 3)
twice = 2 * wait
other = 2 * 3 s
---
{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 2, "character": 10}}}
---
{"jsonrpc": "2.0", "id": 2, "method": "textDocument/inlayHint", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}}}
---
{"jsonrpc": "2.0", "id": 99, "method": "shutdown"}
---
{"jsonrpc": "2.0", "method": "exit"}
END
