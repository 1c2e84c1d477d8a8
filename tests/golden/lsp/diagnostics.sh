# Findings with codes, related places and help; gone when they are mended, and when the document is closed.
"$SCE" lsp --replay <<'END'
{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}, "publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true}, "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}}}}
---
>>> file:///replay/main.sce
served = 17e6 * 3.2 TFLOP
speed = 1000 gpu * H100.bf16
left = served - speed
next = unknwon + 1
claim c < value = 3 * 2; says = 7 >
broken = 3 +
---
>>> file:///replay/main.sce
served = 17e6 * 3.2 TFLOP
---
{"jsonrpc": "2.0", "method": "textDocument/didClose", "params": {"textDocument": {"uri": "file:///replay/main.sce"}}}
---
>>> file:///replay/main.sce
x = 1 +
---
{"jsonrpc": "2.0", "method": "textDocument/didClose", "params": {"textDocument": {"uri": "file:///replay/main.sce"}}}
---
{"jsonrpc": "2.0", "id": 99, "method": "shutdown"}
---
{"jsonrpc": "2.0", "method": "exit"}
END
