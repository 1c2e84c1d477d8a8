# args: check
# exit: 2
# a value outside its range names the columns in which it is
kind shop < price : USD in 1 .. 10 >
shop a < price = 20 cent >
shop b < price = none >
shop c < price = 5 >
scenario x < c.price = 50 >
scenario y from x < a.price = 2 >
