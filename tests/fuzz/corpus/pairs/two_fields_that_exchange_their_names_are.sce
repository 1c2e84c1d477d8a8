a = 2
b = 3
y = a / b
#%new
b = 2
a = 3
y = a / b
