# args: check
# exit: 2
use ./parts/prices.sce
x = 1
