n = sweep(1, 2, 3)
y = n * 3
z = sum(y over n)
#%new
n = sweep(1, 2, 2.5, 3)
y = n * 4
z = sum(y over n)
