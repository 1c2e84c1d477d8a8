# args: --set corner.price=4
kind shop < price : USD; visitors = 100; out income = price * visitors >
shop corner < >
