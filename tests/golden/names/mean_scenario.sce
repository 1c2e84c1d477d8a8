# args: check
# exit: 2
model sora < params = 20e9 >
scenario cautious < sora.data_scale = 4 >
claim work < value = sora.train_flops; under = cautions; says = 1e23 FLOP >
a = sora.train_flops[cautiuos]
