n = sweep(1, 2, 3)
y = n * 3
z = sum(y over n)
#%new
count = sweep(1, 2, 3)
y = count * 3
z = sum(y over count)
