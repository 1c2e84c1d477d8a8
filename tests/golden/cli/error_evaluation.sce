# exit: 2
x = 1 / 0
y = 2
