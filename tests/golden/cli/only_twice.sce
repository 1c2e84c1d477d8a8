# args: --only a --only b
# exit: 2
a = 1
b = 2
