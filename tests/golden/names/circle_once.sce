# exit: 2
# A circle that leads through a formula at several names is told once.
a = b + b * b - (b + 2)
b = a / 2 + a
kind pair < x : 1 = y + y; y : 1 = x + x; out z = x + y >
pair p < >
