# args: check
# exit: 2
# Not while something is wrong.
a = 3 GB + 2 GiB
b = 3 GB + 2 m
