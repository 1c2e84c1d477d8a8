# exit: 0
# What a client may not do has the protocol's answers: before `initialize`, twice, with unknown methods and wrong parameters, after `shutdown`.
"$SCE" lsp --replay <<'END'
{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {}}
---
{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {}}
---
{"jsonrpc": "2.0", "id": 2, "method": "initialize", "params": {"capabilities": {"general": {"positionEncodings": ["utf-8", "utf-16"]}}}}
---
{"jsonrpc": "2.0", "id": "again", "method": "initialize", "params": {}}
---
{"jsonrpc": "2.0", "id": 3, "method": "textDocument/unheardOf", "params": {}}
---
{"jsonrpc": "2.0", "method": "$/unheardOf", "params": {}}
---
{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 77}}
---
{"jsonrpc": "2.0", "id": 4, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/none.sce"}, "position": {"line": 0, "character": 0}}}
---
{"jsonrpc": "2.0", "id": 5, "method": "textDocument/hover"}
---
>>> file:///replay/main.sce
x = 3
---
{"jsonrpc": "2.0", "id": 6, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": -1, "character": "a"}}}
---
{"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///replay/main.sce"}, "position": {"line": 99, "character": 99}}}
---
{"jsonrpc": "2.0", "id": 8.5, "method": "textDocument/hover"}
---
{"jsonrpc": "2.0", "id": 9}
---
[1, 2]
---
{not json
---
{"jsonrpc": "2.0", "id": 10, "result": null}
---
{"jsonrpc": "2.0", "id": 11, "method": "shutdown"}
---
{"jsonrpc": "2.0", "id": 12, "method": "textDocument/hover", "params": {}}
---
{"jsonrpc": "2.0", "method": "exit"}
END
echo "exit $?"
echo '{"jsonrpc": "2.0", "method": "exit"}' | "$SCE" lsp --replay || echo "exit without shutdown: $?"
