# An import is read from the editor while it is open there: what changes in it shows in the file that uses it. Without it, it is missing.
"$SCE" lsp --replay <<'END'
{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}, "publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true}, "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}}}}
---
>>> file:///replay/main.sce
use "parts.sce"
total = price * 3
---
>>> file:///replay/parts.sce
price = 3 USD + 1 s
---
>>> file:///replay/parts.sce
price = 3 USD
---
>>> file:///replay/parts.sce
cost = 3 USD
---
{"jsonrpc": "2.0", "method": "textDocument/didClose", "params": {"textDocument": {"uri": "file:///replay/parts.sce"}}}
---
{"jsonrpc": "2.0", "id": 99, "method": "shutdown"}
---
{"jsonrpc": "2.0", "method": "exit"}
END
