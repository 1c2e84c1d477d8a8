n = 1 to 100
price = 10
y = n * price
#%new
n = 1 to 100
price = 10.001
y = n * price
