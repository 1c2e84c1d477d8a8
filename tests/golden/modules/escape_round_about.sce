# exit: 2
use "./parts/../../cli/run_text.sce"
x = 1
