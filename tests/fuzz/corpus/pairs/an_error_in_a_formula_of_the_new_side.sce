b = 3
c = b * 2
d = 2 km
e = d * 2
#%new
b = 4
c = b * 2
d = 1 km + 1 hour
e = d * 2
