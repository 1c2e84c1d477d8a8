# args: check
# exit: 2
kind shop < price : USD; visitors = 100; out income = price * visitors >
shop corner < price = 3 >
scenario wrong < corner.price = 3 km; corner.visitors = corner.visitors * 2 minute >
