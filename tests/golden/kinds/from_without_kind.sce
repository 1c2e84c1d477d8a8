# args: check
# exit: 2
kind shop < price : USD >
shop a < price = 3 >
b from a < price = 3 >
