# a required field that only a scenario gives is none in the other columns
kind shop < price : USD; visitors = 100; out income = price * visitors >
shop corner < >
scenario open < corner.price = 3 >
scenario busy < corner.visitors = 300 >
