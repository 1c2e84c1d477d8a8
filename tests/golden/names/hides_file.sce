# hiding a name of the file warns, once a name, in blocks, nested blocks and parameters
# args: check
price = $2
rate = 3
kind shop < price : USD; rate : 1 = 1 >
shop corner < price = 3; rate = 2 >
fn twice(rate) = rate * 2
a = twice(4)
