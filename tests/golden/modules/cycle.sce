# exit: 2
use "./parts/cycle_a.sce"
c = a + b
