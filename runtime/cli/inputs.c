/* `sce inputs`. */
#include "cli.h"

void sce_cli_inputs(SceCli *cli) { sce_cli_unavailable(cli, "sce inputs"); }
