# args: check
# exit: 2
use "./parts/prices.sce" as p
p = 3
