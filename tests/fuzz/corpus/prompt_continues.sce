x = 3 km
/ 2
* 4
x
+ 1

+ 2
@ "source"
scenario s < x = 1 km >
scenario s < x = 2 km >
claim c < value = x; says = 3 km >
claim c < value = x; says = 4 km >
x = 2 km; w = 3 km
w = 1; x = 2
