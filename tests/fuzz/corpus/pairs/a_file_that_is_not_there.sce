b = 3
#%new
b = 4
