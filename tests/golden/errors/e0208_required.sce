# args: check
# exit: 2
model sora < frames = 1440/8; steps = 250 >
