# exit: 2
use "./parts/missing.sce"
x = 1
