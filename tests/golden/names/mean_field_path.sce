# args: check
# exit: 2
model sora < params = 20e9 >
a = sora.step
b = sora.train_gpu
c = sora.nothing_like_it
d = H100.bf32
