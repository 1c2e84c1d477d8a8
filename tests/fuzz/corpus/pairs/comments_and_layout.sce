n = 5 # five
y = n * 3
#%new
# what there are
n = 5 @ "counted"

y = (n
  * 3)
