# args: -I ../cli/parts
use "../cli/parts/shared.sce"
x = shared_by_all
