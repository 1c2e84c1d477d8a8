n = 1 to 2
m = 3 to 5
y = n * m
#%new
k = 7 to 8
m = 3 to 5
n = 1 to 2
y = n * m
