# exit: 2
use "./parts/broken.sce"
z = 1
