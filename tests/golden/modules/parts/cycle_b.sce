use "./cycle_a.sce"
b = 2
