# exit: 2
use "./parts/prices.sce" as p
total = 10 gpu * rent
