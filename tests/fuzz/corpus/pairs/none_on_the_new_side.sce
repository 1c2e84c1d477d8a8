b = 3
c = b * 2
#%new
b = none
c = b * 2
