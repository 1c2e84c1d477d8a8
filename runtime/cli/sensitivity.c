/* `sce sensitivity`. */
#include "cli.h"

void sce_cli_sensitivity(SceCli *cli) { sce_cli_unavailable(cli, "sce sensitivity"); }
