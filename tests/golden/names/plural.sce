# args: check
# exit: 2
# the plural of a unit is one only directly behind a number
a = 3 gpus
b = 5 days * 2
c = (3 + 4) hours
d = 3 * gpus
e = 10 km / days
