# args: check
# exit: 2
share = 120% in 0 .. 1
