# args: solve FILE 'cubic = -12000' --for x
# no range: around the value, farther and farther, at last with the other sign
x = 1
cubic = (x - 1)*(x - 4)*(x - 9)
rounded = ceil(x, 2)
pole = 1 / (x - 2)
