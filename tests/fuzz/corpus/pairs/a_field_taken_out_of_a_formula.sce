a = 2
y = a * 3 + 1
#%new
a = 2
part = a * 3
y = part + 1
