# exit: 2
a =
b = 2
c = b +
d = 4

e = d *

f = 4 @ "open
g = 5
