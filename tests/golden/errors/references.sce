# args: check
# exit: 2
# a reference wants a block of its kind
kind shop < price : USD >
kind street < main : shop; out twice = main.price * 2 >
shop corner < price = 3 >
street a < main = 3 >
street b < main = corner.price >
street c < main = a >
street d < main = corner * 2 >
street e < main = crner >
street f < >
