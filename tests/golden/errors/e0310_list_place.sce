# exit: 2
total = [1, 2, 3] * 2
