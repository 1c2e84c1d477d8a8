# a formula of a kind never sees the names of the file, only what a block replaces
steps = 1
scale = 2
model sora < params = 20e9 >
a = sora.output_flops / sora.step_flops
