# args: check
# exit: 2
model sora < params = 20e9; step = 250 >
