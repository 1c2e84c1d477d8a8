use "./1"
x = a
#%file
use "./2"
a = b
#%file
use "./1"
b = a
