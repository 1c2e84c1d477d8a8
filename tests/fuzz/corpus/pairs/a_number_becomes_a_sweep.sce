n = 2
y = n * 3
#%new
n = sweep(1, 2, 3)
y = n * 3
