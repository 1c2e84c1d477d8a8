# args: check
# exit: 2
model sora < params = 20e9 >
kind shop < price : USD; sora.steps = 100 >
shop corner < price = 3 >
