# exit: 2
total = (3 + 4))
rest = total - 2
