# exit: 2
use "./itself.sce"
c = 1
