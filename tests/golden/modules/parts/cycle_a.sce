use "./cycle_b.sce"
a = 1
