# exit: 2
load = 3
extra = (load > 2) + 1
