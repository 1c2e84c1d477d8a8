# a replacement may stand in a block
kind shop < price : USD; visitors = 100; out income = price * visitors >
shop corner < price = 3 >
shop station < price = 4; corner.visitors = 50 >
