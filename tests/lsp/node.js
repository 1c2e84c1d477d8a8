// What a client over vscode-jsonrpc, the library under Visual Studio Code's own client, does with the file in $LSP_FILE: see its findings, hover, rename, cancel.
// Prints one line for each and ends with `done`.
const { spawn } = require("child_process");
const { readFileSync } = require("fs");
const { pathToFileURL } = require("url");
const rpc = require("vscode-jsonrpc/node");

const say = (name, text) => console.log(`${name}: ${String(text).replaceAll("\n", "\\n")}`);
const server = spawn(process.env.SCE, ["lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const connection = rpc.createMessageConnection(new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin));
const uri = pathToFileURL(process.env.LSP_FILE).href;
const told = [];
let heard = () => {};

connection.onNotification("textDocument/publishDiagnostics", (params) => { told.push(params); heard(); });
connection.onRequest("client/registerCapability", (params) => { say("registers", params.registrations[0].method); return null; });
connection.listen();

const findings = async (version) => {
  for (;;) {
    const found = told.find((params) => params.uri === uri && params.version === version);
    if (found) return found.diagnostics;
    await new Promise((resolve) => { heard = resolve; });
  }
};
const at = (line, character) => ({ textDocument: { uri }, position: { line, character } });

async function main() {
  const capabilities = { general: { positionEncodings: ["utf-16"] }, workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, workspaceEdit: { documentChanges: true } },
    textDocument: { hover: { contentFormat: ["plaintext"] }, publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true } } };
  const can = await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities });
  say("encoding", can.capabilities.positionEncoding);
  await connection.sendNotification("initialized", {});
  const text = readFileSync(process.env.LSP_FILE, "utf8");
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "sce", version: 1, text } });
  const [finding] = await findings(1);
  say("finding", `${finding.range.start.line} ${finding.message}`);
  say("page", readFileSync(new URL(finding.codeDescription.href), "utf8").includes("E0201"));
  const lines = text.split("\n");
  lines[3] = "total = power * 2";
  await connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text: lines.join("\n") }] });
  say("findings", (await findings(2)).length);
  say("hover", (await connection.sendRequest("textDocument/hover", at(3, 9))).contents.value);
  const changed = await connection.sendRequest("textDocument/rename", { ...at(0, 1), newName: "load_" });
  say("renamed", changed.documentChanges[0].edits.length);
  await connection.sendRequest("textDocument/rename", { ...at(0, 1), newName: "total" }).catch((error) => say("refused", error.message));
  const source = new rpc.CancellationTokenSource();
  const asked = connection.sendRequest("textDocument/documentSymbol", { textDocument: { uri } }, source.token);
  source.cancel();
  await asked.then((symbols) => say("symbols", symbols.length > 0), (error) => say("symbols", error.code === -32800));
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  server.on("exit", (code) => { say("done", code); connection.dispose(); });
}

main().catch((error) => { say("error", error.stack); process.exit(1); });
