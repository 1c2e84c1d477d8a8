# at the top of a file the next one outward is the library's
H100_price = H100.price
flop_per_mac = flop_per_mac * 1
model sora < params = 20e9; gpu = gpu_of_sora >
gpu_of_sora = 3
