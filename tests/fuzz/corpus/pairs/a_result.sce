n = 4
y = n * 3
z = y + 1
#%new
n = 5
width = n * 3
z = width + 1
