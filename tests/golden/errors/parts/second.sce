use "./first.sce"
second_part = 2
