# args: check
# exit: 2
model sora < params = 20e9 >
scenario base < sora.steps = 100 >
