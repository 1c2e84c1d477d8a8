# args: explain FILE z
# exit: 2
x = uniform(-1, 1)
y = ln(x)
z = y + 2
