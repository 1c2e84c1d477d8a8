# exit: 2
use "./parts/prices.sce"
rent.x = 3
total = rent
