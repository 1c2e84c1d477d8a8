# exit: 2
a =
b = 2
c = b +
d = 4

e = d *

f = "open
g = 5
