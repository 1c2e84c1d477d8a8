dit_macs(1, 2, 3)
dense_flops(1e9 param, 5 token)
dense_flops(tokens = 5 token)
