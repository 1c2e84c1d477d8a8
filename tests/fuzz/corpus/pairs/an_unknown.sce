n = 1 to 2
m = 4 to 6
y = n * m
#%new
rate = 1 to 2
m = 4 to 6
y = rate * m
