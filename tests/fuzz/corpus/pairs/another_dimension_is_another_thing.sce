a = 3 km
b = a * 2
c = 2
#%new
a = 3 hour
b = a * 2
c = 3
d = c + 1
