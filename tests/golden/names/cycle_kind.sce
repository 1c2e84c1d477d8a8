# args: check
# exit: 2
kind shop from stall < price : USD >
kind stall from shop < place : m^2 >
shop corner < price = 3; place = 4 >
