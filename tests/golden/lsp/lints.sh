# Warnings of a careful reader as one types; a refused name is not offered; a file without any source is left alone here.
"$SCE" lsp --replay <<'END'
{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {"textDocument": {"publishDiagnostics": {"relatedInformation": true}}}}}
---
>>> file:///replay/main.sce
weights = 140 GB @ "model card"
needed = weights + 12 GiB
spare = 3 GB + 1 GiB  # allow E0705: as both tools print them
hours = 300
cost = hours * $2/hour
---
>>> file:///replay/main.sce
hours = 300
cost = hours * $2/hour
---
>>> file:///replay/main.sce
kind card < bf16 : TFLOP/s; bf16_sparse = none @ "peaks are dense: use bf16" >
card mine < bf16 = 3 >
x = mine.bf
---
{"jsonrpc": "2.0", "id": 1, "method": "textDocument/completion", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 2, "character": 11}}}
---
{"jsonrpc": "2.0", "id": 99, "method": "shutdown"}
---
{"jsonrpc": "2.0", "method": "exit"}
END
