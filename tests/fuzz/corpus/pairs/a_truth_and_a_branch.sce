n = 3
many = (n > 3)
d = if many then 5 else 7
#%new
n = 4
many = (n > 3)
d = if many then 5 else 7
