# args: check
# exit: 2
kind shop < price : USD; visitors = 100; out income = price * visitors >
shop corner < >
scenario busy < corner.visitors = 300 >
