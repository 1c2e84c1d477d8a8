// Why this file exists: reads files with VS Code's own grammar engine, for check_vscode.py.
//
//   node tokens.js GRAMMAR SAMPLE FILE…
//
// prints the scopes of the sample as JSON (a list a line, of a list of scopes a column), then a line with what is wrong in
// the other files: characters that the grammar calls illegal or has no name for, blocks that do not close.
const fs = require('fs')
const textmate = require('vscode-textmate')
const oniguruma = require('vscode-oniguruma')

function load (path) {
  const wasm = fs.readFileSync(require.resolve('vscode-oniguruma').replace(/main\.js$/, 'onig.wasm')).buffer
  const onigLib = oniguruma.loadWASM(wasm).then(() => ({
    createOnigScanner: patterns => new oniguruma.OnigScanner(patterns),
    createOnigString: text => new oniguruma.OnigString(text)
  }))
  const grammar = textmate.parseRawGrammar(fs.readFileSync(path, 'utf8'), path)
  return new textmate.Registry({ onigLib, loadGrammar: async () => grammar }).loadGrammar(grammar.scopeName)
}

// Every token of a file: its line, its text, its columns, its scopes without that of the file.
function * tokens (grammar, text) {
  let state = textmate.INITIAL
  let number = 0
  for (const line of text.split('\n')) {
    const read = grammar.tokenizeLine(line, state)
    state = read.ruleStack
    for (const token of read.tokens) yield { line: number, text: line.slice(token.startIndex, token.endIndex), start: token.startIndex, end: token.endIndex, scopes: token.scopes.slice(1) }
    number++
  }
}

function sample (grammar, text) {
  const lines = text.split('\n').map(line => Array.from({ length: line.length }, () => []))
  for (const token of tokens(grammar, text)) {
    for (let column = token.start; column < Math.min(token.end, lines[token.line].length); column++) lines[token.line][column] = token.scopes
  }
  return lines
}

function problems (grammar, path) {
  const found = []
  let depth = 0
  for (const token of tokens(grammar, fs.readFileSync(path, 'utf8'))) {
    const innermost = token.scopes[token.scopes.length - 1] || ''
    const at = `${path}:${token.line + 1}:${token.start + 1}: \`${token.text}\``
    if (innermost.startsWith('invalid')) found.push(`${at} is ${innermost}`)
    if (token.text.trim() && (!innermost || innermost.startsWith('meta'))) found.push(`${at} has no name`)
    if (innermost === 'punctuation.section.block.begin.sce') depth++
    if (innermost === 'punctuation.section.block.end.sce') depth--
  }
  if (depth) found.push(`${path}: ${depth} blocks are not closed`)
  return found
}

async function main ([path, first, ...files]) {
  const grammar = await load(path)
  console.log(JSON.stringify(sample(grammar, fs.readFileSync(first, 'utf8'))))
  console.log(JSON.stringify({ files: files.length, problems: files.flatMap(file => problems(grammar, file)) }))
}

main(process.argv.slice(2))
