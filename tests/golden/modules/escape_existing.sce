# exit: 2
use "../cli/run_text.sce"
x = 1
