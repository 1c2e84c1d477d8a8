b = 3
c = b * 2
scenario high < b = 5 >
scenario low < b = 1 >
#%new
b = 3
c = b * 2
scenario high < b = 6 >
scenario low < b = 1 >
