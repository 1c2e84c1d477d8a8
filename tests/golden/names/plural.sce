# the plural of a unit is one only directly behind a number
# exit: 2
a = 3 gpus
b = 5 days * 2
c = (3 + 4) hours
d = 3 * gpus
e = 10 km / days
