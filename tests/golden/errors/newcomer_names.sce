# exit: 2
x = 512 H100
f = 3
g = 2 f
