b = 3
c = b * 2
d = 1 km + 1 hour
#%new
b = 4
c = b * 2
d = 1 km + 2 hour
