a = 0
b = 3
c = -3
x = a * 2
y = b * 2
z = c * 2
sum = x + y + z
#%new
a = 4
b = 0
c = 4
x = a * 2
y = b * 2
z = c * 2
sum = x + y + z
