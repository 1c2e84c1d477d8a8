a = 2
b = 3
y = a * b * 4 + a
#%new
a = 2
b = 3
y = a + (4 * b) * a
