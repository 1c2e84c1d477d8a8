H100 = 3
std.H100.bf16 + 1 FLOP/s/gpu
km = 3
y = 2 km
model = 4
