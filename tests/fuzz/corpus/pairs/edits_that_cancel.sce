a = 2
b = 3
c = a * b
#%new
a = 3
b = 2
c = a * b
