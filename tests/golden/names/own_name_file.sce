# at the top of a file the next one outward is the library's
flop_per_mac = flop_per_mac * 1
H100 = H100.bf16 * 8 gpu
