# args: check
# exit: 2
then = 3
a = 4
by = 2
