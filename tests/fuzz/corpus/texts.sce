x = 1
#%text
y = x + 1
x = 3
#%text
y * 2
model m < params = y * 1 param >
