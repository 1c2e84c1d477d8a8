n = sweep(1, 2)
y = n * 3
#%new
count = sweep(1, 2, 4)
y = count * 3
