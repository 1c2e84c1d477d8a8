a = 2
b = 3
c = a * b
d = 5.0e-9
e = d * 2
#%new
a = 2.0000000000001
b = 3
c = a * b
d = 5.1e-9
e = d * 2
