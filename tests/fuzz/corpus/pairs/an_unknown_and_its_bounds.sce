n = 1 to 2
y = n * 3
#%new
m = 1 to 3
y = m * 3
