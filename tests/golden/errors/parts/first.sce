use "./second.sce"
first_part = 1
