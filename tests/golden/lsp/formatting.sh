# The one layout as edits; none for a text with syntax errors, and none where nothing changes.
"$SCE" lsp --replay <<'END'
{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}, "publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true}, "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}}}}
---
>>> file:///replay/main.sce
a=3*2


site   =   4   # why
---
{"jsonrpc": "2.0", "id": 1, "method": "textDocument/formatting", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "options": {"tabSize": 4, "insertSpaces": true}}}
---
>>> file:///replay/main.sce
a = 3 *
---
{"jsonrpc": "2.0", "id": 2, "method": "textDocument/formatting", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "options": {}}}
---
>>> file:///replay/main.sce
a = 3
---
{"jsonrpc": "2.0", "id": 3, "method": "textDocument/formatting", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "options": {}}}
---
{"jsonrpc": "2.0", "id": 99, "method": "shutdown"}
---
{"jsonrpc": "2.0", "method": "exit"}
END
