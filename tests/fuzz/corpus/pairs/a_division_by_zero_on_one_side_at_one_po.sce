n = sweep(1, 2)
b = 3
d = b / (n - 3)
#%new
n = sweep(1, 2)
b = 4
d = b / (n - 2)
