b = 3
c = b * 2
#%new
b = 4
c = b * * 2
e = b + 3
