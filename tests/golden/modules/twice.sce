# exit: 2
use "./parts/prices.sce"
use "./parts/other.sce"
total = rent
