# args: --error-format json
# exit: 2
x = 1 km + 2 hour
y = z
w = 4
w = 5
