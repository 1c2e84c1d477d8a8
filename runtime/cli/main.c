/* The `sce` command. */
#include "cli.h"

int main(int argc, char **argv) {
  SceCli cli = {0};
  return sce_cli_start(&cli, argc, argv);
}
