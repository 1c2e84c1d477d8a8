# an import may stand below what uses it
total = 10 gpu * rent
use "./parts/prices.sce"
