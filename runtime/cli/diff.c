/* `sce diff`. */
#include "cli.h"

void sce_cli_diff(SceCli *cli) { sce_cli_unavailable(cli, "sce diff"); }
