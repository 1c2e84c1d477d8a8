-- What Neovim's own client is told to do with the file in $LSP_FILE: see its findings, hover, go to a definition, complete, rename, lay out. Prints one line for each
-- and ends with `done`. Works from 0.7 on, which has no vim.lsp.start yet.
local function say(name, text) io.stdout:write(name .. ": " .. tostring(text):gsub("\n", "\\n") .. "\n") end

local function wait(what, ready)
  if not vim.wait(10000, ready, 10) then
    say("no " .. what, "")
    vim.cmd("cquit 1")
  end
end

vim.cmd("edit " .. vim.fn.fnameescape(os.getenv("LSP_FILE")))
local buffer = vim.api.nvim_get_current_buf()
local client_id = vim.lsp.start_client({ name = "sce", cmd = { os.getenv("SCE"), "lsp" }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(buffer, client_id)
wait("server", function() local client = vim.lsp.get_client_by_id(client_id) return client ~= nil and client.initialized end)

local function ask(method, line, character)
  local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = character } }
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 10000)
  local answer = answers and answers[client_id]
  if not answer or answer.err then
    say("no answer to " .. method, vim.inspect(answer))
    vim.cmd("cquit 1")
  end
  return answer.result
end

wait("findings", function() return #vim.diagnostic.get(buffer) > 0 end)
local finding = vim.diagnostic.get(buffer)[1]
say("finding", finding.lnum .. " " .. finding.message)
vim.api.nvim_buf_set_lines(buffer, 3, 4, false, { "total = power * 2" })
wait("end of the findings", function() return #vim.diagnostic.get(buffer) == 0 end)
say("hover", ask("textDocument/hover", 3, 9).contents.value)
local place = ask("textDocument/definition", 3, 9)
say("definition", (place.range or place[1].range).start.line)
local words = vim.lsp.util.extract_completion_items(ask("textDocument/completion", 3, 10))
say("completion", words[1].label)

vim.api.nvim_win_set_cursor(0, { 1, 1 })
vim.lsp.buf.rename("load_")
wait("renaming", function() return vim.api.nvim_buf_get_lines(buffer, 3, 4, false)[1] == "total = load_ * 2" end)
say("renamed", vim.api.nvim_buf_get_lines(buffer, 0, 1, false)[1])
vim.api.nvim_buf_set_lines(buffer, 3, 4, false, { "total=load_   *2" })
if vim.lsp.buf.format then vim.lsp.buf.format({ async = false, timeout_ms = 10000 }) else vim.lsp.buf.formatting_sync(nil, 10000) end
say("laid out", vim.api.nvim_buf_get_lines(buffer, 3, 4, false)[1])
say("done", "")
vim.cmd("qall!")
