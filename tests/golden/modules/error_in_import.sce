# exit: 2
use "./parts/wrong.sce"
z = y
