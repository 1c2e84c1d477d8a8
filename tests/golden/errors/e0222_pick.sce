# args: check
# exit: 2
model sora < params = 20e9 >
scenario slow < sora.steps = 1000 >
fast_work = sora.output_flops[quick]
