use "./1"
use "./2" as p
x = a + p.b
p.k z < >
#%file
a = 3
scenario low < a = 1 >
claim c < value = a; says = 3 >
#%file
use "./1"
b = a * 2
kind k < c = 1 >
unit loaf = 3 g
