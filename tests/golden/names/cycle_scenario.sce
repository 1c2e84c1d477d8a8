# args: check
# exit: 2
model sora < params = 20e9 >
scenario low from high < sora.steps = 10 >
scenario high from low < sora.steps = 1000 >
