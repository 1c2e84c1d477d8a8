b = 3
c = b * 2
scenario high < b = 5 >
#%new
b = 4
c = b * 2
