# exit: 2
side = sqrt(3 - 7)
