/* `sce lsp`: the language server, which lives in editors/lsp/. */
#include "cli.h"
#include "lsp/lsp.h"

#include <unistd.h>

void sce_cli_lsp(SceCli *cli) {
  int code = cli->options.replay ? sce_lsp_replay(STDIN_FILENO, STDOUT_FILENO) : sce_lsp_serve(STDIN_FILENO, STDOUT_FILENO);
  if (code) sce_cli_raise(cli, code);
}
