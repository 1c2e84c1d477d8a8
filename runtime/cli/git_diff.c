/* `sce git-diff`. */
#include "cli.h"

void sce_cli_git_diff(SceCli *cli) { sce_cli_unavailable(cli, "sce git-diff"); }
