# args: solve FILE 'cubic = 0' --for x --range 0..20
# every root in the range
x = 1
cubic = (x - 1)*(x - 4)*(x - 9)
rounded = ceil(x, 2)
pole = 1 / (x - 2)
