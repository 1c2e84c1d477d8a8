use "./1"
use "./2"
use "./3"
y = x + 1
#%file
x = 1
model m < params = 1 >
#%file
x = 2
model m < params = 2 >
#%file
x = = 3
