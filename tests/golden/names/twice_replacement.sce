# args: check
# exit: 2
model sora < params = 20e9 >
sora.steps = 10
sora.steps = 20
scenario low < sora.frames = 10; sora.frames = 20 >
