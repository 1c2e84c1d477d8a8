# exit: 2
use "./parts/deep/escapes.sce"
x = 1
