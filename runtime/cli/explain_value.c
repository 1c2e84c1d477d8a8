/* `sce explain FILE PATH`. */
#include "cli.h"

void sce_cli_explain_value(SceCli *cli) { sce_cli_unavailable(cli, "sce explain FILE PATH"); }
