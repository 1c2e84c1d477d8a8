# args: explain FILE y --format json
x = 2 km @ "a map"
z = x + x
y = z * x / h
h : hour = 2 to 3
scenario far < x = 40 km >
