# args: check
# exit: 2
use "./parts/prices.sce" as p
x = p.rent
y = p.rentt
z = p
