b = 3
c = b * 2
#%new
b = 3
c = b * 2
scenario high < b = 5 >
