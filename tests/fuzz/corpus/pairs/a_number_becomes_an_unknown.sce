n = 2
y = n * 3
#%new
n = 1 to 3
y = n * 3
