# exit: 2
peak = maxi(2, 3)
