a = 2.2
b = 3
c = ceil(a * b)
#%new
a = 2.5
b = 3.1
c = ceil(a * b)
