# args: check
# exit: 2
# a required field that is misspelled is one finding
kind shop < price : USD; visitors : 1/day >
shop corner < pric = 3; visitors = 200 >
shop station < pric = 3 >
