# args: check
# exit: 2
model small < params = 20e9 >
model sora from small.steps < params = 30e9 >
