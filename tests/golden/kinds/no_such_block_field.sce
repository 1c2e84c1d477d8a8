# args: check
# exit: 2
kind shop < price : USD >
shop corner < price = 3; shop inner < price = 4 > >
a = corner.innr.price
