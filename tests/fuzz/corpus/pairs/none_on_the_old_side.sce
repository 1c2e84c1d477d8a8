b = none
c = b * 2
#%new
b = 4
c = b * 2
