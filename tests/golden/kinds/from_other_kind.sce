# args: check
# exit: 2
kind shop < price : USD >
kind rack < watts : W >
shop a < price = 3 >
rack b from a < watts = 3 >
