# args: solve FILE 'pole = 0' --for x --range 3..20
# exit: 1
# no solution; where the extremes are
x = 1
cubic = (x - 1)*(x - 4)*(x - 9)
rounded = ceil(x, 2)
pole = 1 / (x - 2)
