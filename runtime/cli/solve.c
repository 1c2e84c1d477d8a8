/* `sce solve`. */
#include "cli.h"

void sce_cli_solve(SceCli *cli) { sce_cli_unavailable(cli, "sce solve"); }
