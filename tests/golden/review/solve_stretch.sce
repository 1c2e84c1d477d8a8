# args: solve FILE 'rounded = 6' --for x --range 0..20
# rounding gives what is wanted over a stretch
x = 1
cubic = (x - 1)*(x - 4)*(x - 9)
rounded = ceil(x, 2)
pole = 1 / (x - 2)
