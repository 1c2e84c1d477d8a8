# exit: 2
peak = 2
share = 50%
peak = 3
