n = sweep(1, 2)
m = n * 2
shown = m + 1
#%new
n = sweep(1, 2, 3, 4, 5, 6)
q = sweep(3, 4)
m = q * 2
shown = m[q = 3]
