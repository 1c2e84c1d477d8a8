# two circles are two findings
# exit: 2
a = b
b = a
x = y
y = z
z = x
