# exit: 2
a = sqrt(9) km
b = a km
c = 5 km hour
d : USD / hour = 5
e = 5 km as
f : = 5
