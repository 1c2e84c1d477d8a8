# args: check
# exit: 2
z = 3 in 10 .. 1
